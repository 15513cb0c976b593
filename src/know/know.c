/* SPDX-License-Identifier: Apache-2.0
 *
 * Reader of know.syn: opens and checks the file, finds entries by form, by key and by kind.
 *
 * The file is mapped, its chunk checksums are verified once (XXH3, some 20 GB/s), and every offset
 * is checked again at the moment it is followed, so that a file with right checksums and wrong
 * offsets finds nothing instead of reading astray. A look-up folds the words into a buffer on the
 * stack, asks the slot of the first word how long the longest form with that beginning is, and
 * tries prefixes from that length downwards: one hash and one probe each.
 * Rejected: a trie (2.3 times the size, slower by its cache misses), a minimal perfect hash (saves
 * 1 MB, makes the compiler the largest file of the tree), loading into heap tables (60 ms).
 */
#include "know/know.h"

#include "base/map.h"
#include "know/know_fold.h"
#include "know/know_format.h"
#include "os/os.h"

struct syn_know {
    syn_os_map map; /* ptr NULL when the bytes are the caller's */
    const char *strs;
    uint64_t n_strs;
    const syni_know_entry *entries;
    const syni_know_attr *attrs;
    const syni_know_post *posts;
    const syni_know_slot *slots;
    const uint32_t *kinds;
    uint32_t n_entries, n_attrs, n_posts, n_slots, n_forms;
    char hash[17];
};

static const char *const kind_names[SYN_KNOW_N_KIND] = {"country", "region", "city", "county",
    "area", "seat", "facility", "body", "agency", "armed", "party", "company", "outlet", "holder",
    "norp", "title", "given", "family", "calendar", "festival", "zone", "number", "unit",
    "currency", "cue_verb", "cue_noun", "cue_phrase", "event_verb", "event_noun", "hedge",
    "signature", "stopname", "abbrev", "kindword"};

static const char *const role_names[SYN_KNOW_N_ROLE] = {"name", "alt", "official", "acronym",
    "former", "foreign", "adjective", "person", "people", "plural", "family", "domain", "credit",
    "inflected"};

const char *syn_know_kind_name(syn_know_kind kind)
{
    return (unsigned)kind < SYN_KNOW_N_KIND ? kind_names[kind] : "?";
}

const char *syn_know_role_name(syn_know_role role)
{
    return (unsigned)role < SYN_KNOW_N_ROLE ? role_names[role] : "?";
}

/* ---- opening ------------------------------------------------------------------------------- */

typedef struct chunk_want {
    const char *tag;
    uint32_t item_bytes;
} chunk_want;

enum { C_STRS, C_ENTR, C_ATTR, C_POST, C_SLOT, C_KIND, C_N };
static const chunk_want wants[C_N] = {{"STRS", 1}, {"ENTR", sizeof(syni_know_entry)},
    {"ATTR", sizeof(syni_know_attr)}, {"POST", sizeof(syni_know_post)},
    {"SLOT", sizeof(syni_know_slot)}, {"KIND", 4}};

static syn_status check_bytes(
    syn_know *know, const unsigned char *bytes, size_t n_bytes, const char *where, syn_err *err)
{
    const char *remedy = "build it again with `make`, or name another with --data";
    syni_know_header head;
    if (n_bytes < sizeof head)
        return syn_err_set(
            err, SYN_E_TRUNCATED, where, "the knowledge file is cut short; %s", remedy);
    memcpy(&head, bytes, sizeof head);
    if (memcmp(head.magic, SYNI_KNOW_MAGIC, 8) != 0)
        return syn_err_set(err, SYN_E_FORMAT, where, "not a knowledge file; %s", remedy);
    if (head.version != SYNI_KNOW_VERSION)
        return syn_err_set(err, SYN_E_VERSION, where,
            "knowledge file of version %u, known is %u; %s", head.version, SYNI_KNOW_VERSION,
            remedy);
    if (head.file_bytes > n_bytes)
        return syn_err_set(
            err, SYN_E_TRUNCATED, where, "the knowledge file is cut short; %s", remedy);
    if (head.file_bytes != n_bytes || head.n_chunks > SYNI_KNOW_MAX_CHUNKS ||
        sizeof head + head.n_chunks * sizeof(syni_know_chunk) > n_bytes)
        return syn_err_set(err, SYN_E_FORMAT, where, "bad chunk table; %s", remedy);
    size_t n_table = head.n_chunks * sizeof(syni_know_chunk);
    if (syn_hash(bytes + sizeof head, n_table, 0) != head.table_hash)
        return syn_err_set(err, SYN_E_CHECKSUM, where, "the chunk table is damaged; %s", remedy);

    const unsigned char *found[C_N] = {0};
    uint64_t n_items[C_N] = {0};
    for (uint32_t i = 0; i < head.n_chunks; i++) {
        syni_know_chunk chunk;
        memcpy(&chunk, bytes + sizeof head + i * sizeof chunk, sizeof chunk);
        if (chunk.offset % 8 || chunk.offset > n_bytes || chunk.n_bytes > n_bytes - chunk.offset)
            return syn_err_set(err, SYN_E_FORMAT, where, "a chunk lies outside; %s", remedy);
        for (int w = 0; w < C_N; w++) {
            if (memcmp(chunk.tag, wants[w].tag, 4) != 0)
                continue;
            if (chunk.item_bytes != wants[w].item_bytes || chunk.n_bytes % chunk.item_bytes ||
                chunk.n_bytes / chunk.item_bytes >= UINT32_MAX)
                return syn_err_set(
                    err, SYN_E_FORMAT, where, "bad chunk %s; %s", wants[w].tag, remedy);
            if (syn_hash(bytes + chunk.offset, (size_t)chunk.n_bytes, 0) != chunk.hash)
                return syn_err_set(
                    err, SYN_E_CHECKSUM, where, "chunk %s is damaged; %s", wants[w].tag, remedy);
            found[w] = bytes + chunk.offset;
            n_items[w] = chunk.n_bytes / chunk.item_bytes;
        }
    }
    for (int w = 0; w < C_N; w++)
        if (!found[w])
            return syn_err_set(err, SYN_E_FORMAT, where, "no chunk %s; %s", wants[w].tag, remedy);
    uint64_t n_slots = n_items[C_SLOT];
    if (n_slots == 0 || (n_slots & (n_slots - 1)) || n_items[C_STRS] < 3 ||
        n_items[C_KIND] > SYN_KNOW_N_KIND + 1u || n_items[C_KIND] < 2)
        return syn_err_set(err, SYN_E_FORMAT, where, "bad chunk sizes; %s", remedy);

    know->strs = (const char *)found[C_STRS];
    know->n_strs = n_items[C_STRS];
    know->entries = (const void *)found[C_ENTR];
    know->n_entries = (uint32_t)n_items[C_ENTR];
    know->attrs = (const void *)found[C_ATTR];
    know->n_attrs = (uint32_t)n_items[C_ATTR];
    know->posts = (const void *)found[C_POST];
    know->n_posts = (uint32_t)n_items[C_POST];
    know->slots = (const void *)found[C_SLOT];
    know->n_slots = (uint32_t)n_slots;
    know->kinds = (const void *)found[C_KIND];
    if (n_items[C_KIND] != SYN_KNOW_N_KIND + 1u)
        return syn_err_set(err, SYN_E_VERSION, where, "made for other kinds; %s", remedy);
    for (uint32_t i = 0; i <= SYN_KNOW_N_KIND; i++)
        if (know->kinds[i] > know->n_entries || (i && know->kinds[i] < know->kinds[i - 1]))
            return syn_err_set(err, SYN_E_FORMAT, where, "bad kind table; %s", remedy);
    (void)snprintf(know->hash, sizeof know->hash, "%016llx", (unsigned long long)head.table_hash);
    return SYN_OK;
}

syn_status syn_know_from_bytes(const void *bytes, size_t n_bytes, syn_know **out, syn_err *err)
{
    if ((uintptr_t)bytes % 8)
        return syn_err_set(err, SYN_E_USAGE, NULL, "knowledge bytes must be 8-byte aligned");
    syn_know *know = calloc(1, sizeof *know);
    if (!know)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    syn_status status = check_bytes(know, bytes, n_bytes, "(memory)", err);
    if (status != SYN_OK) {
        free(know);
        return status;
    }
    *out = know;
    return SYN_OK;
}

syn_status syn_know_load(const char *path, syn_know **out, syn_err *err)
{
    if (syn_os_kind_of(path) == SYN_OS_ABSENT)
        return syn_err_set(
            err, SYN_E_MISSING, path, "no knowledge file there; build it with `make`");
    syn_know *know = calloc(1, sizeof *know);
    if (!know)
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    syn_status status = syn_os_map_file(path, &know->map, err);
    if (status == SYN_OK) {
        status = check_bytes(know, know->map.ptr, know->map.len, path, err);
        if (status != SYN_OK)
            syn_os_unmap(&know->map);
    }
    if (status != SYN_OK) {
        free(know);
        return status;
    }
    *out = know;
    return SYN_OK;
}

void syn_know_free(syn_know *know)
{
    if (!know)
        return;
    if (know->map.ptr)
        syn_os_unmap(&know->map);
    free(know);
}

syn_str syn_know_hash(const syn_know *know)
{
    return syn_str_from(know->hash);
}

/* ---- guarded access ------------------------------------------------------------------------ */

static syn_str str_at(const syn_know *know, uint32_t offset)
{
    if ((uint64_t)offset + 3 > know->n_strs)
        return (syn_str){"", 0};
    const unsigned char *at = (const unsigned char *)know->strs + offset;
    size_t len = (size_t)at[0] | (size_t)at[1] << 8;
    if ((uint64_t)offset + 2 + len + 1 > know->n_strs)
        return (syn_str){"", 0};
    return (syn_str){know->strs + offset + 2, len};
}

bool syn_know_entry_at(const syn_know *know, uint32_t idx, syn_know_entry *entry)
{
    if (idx >= know->n_entries)
        return false;
    const syni_know_entry *e = &know->entries[idx];
    if (e->kind >= SYN_KNOW_N_KIND)
        return false;
    *entry = (syn_know_entry){.idx = idx,
        .kind = (syn_know_kind)e->kind,
        .name = str_at(know, e->name),
        .key = str_at(know, e->key),
        .code = str_at(know, e->code),
        .country = {e->country[0], e->country[1], 0},
        .has_point = e->has_point != 0,
        .lat = e->lat_e5 / 1e5,
        .lon = e->lon_e5 / 1e5,
        .population = e->population,
        .from_ymd = e->from_ymd,
        .to_ymd = e->to_ymd,
        .table = str_at(know, e->table),
        .line = e->line};
    return true;
}

static const syni_know_slot *find_slot(const syn_know *know, const char *form, size_t len)
{
    if (len == 0)
        return NULL;
    uint64_t hash = syn_hash(form, len, 0);
    uint32_t mask = know->n_slots - 1;
    uint32_t tag = (uint32_t)(hash >> 32);
    uint32_t at = (uint32_t)hash & mask;
    for (uint32_t probes = 0; probes < know->n_slots; probes++, at = (at + 1) & mask) {
        const syni_know_slot *slot = &know->slots[at];
        if (slot->form == 0)
            return NULL;
        if (slot->tag != tag)
            continue;
        syn_str s = str_at(know, slot->form);
        if (s.len == len && memcmp(s.ptr, form, len) == 0)
            return slot;
    }
    return NULL;
}

/* ---- finding by words ---------------------------------------------------------------------- */

/* Sets the match's postings; true when one of them fits kinds and case. */
static bool slot_fits(const syn_know *know, const syni_know_slot *slot, uint64_t kinds,
    uint8_t surface, syn_know_match *match)
{
    if ((uint64_t)slot->post + slot->n_post > know->n_posts)
        return false;
    for (uint32_t p = slot->post; p < slot->post + slot->n_post; p++) {
        const syni_know_post *post = &know->posts[p];
        if (post->entry >= know->n_entries)
            continue;
        uint8_t kind = know->entries[post->entry].kind;
        if (kind < SYN_KNOW_N_KIND && (kinds >> kind & 1) &&
            (surface == SYNI_CASE_NONE || syni_know_case_fits(post->case_class, surface))) {
            match->post = p;
            match->end = slot->post + slot->n_post;
            match->kinds = kinds;
            match->surface = surface;
            return true;
        }
    }
    return false;
}

size_t syn_know_find(const syn_know *know, const syn_str *words, size_t n_words, uint64_t kinds,
    syn_know_match *match)
{
    char form[SYNI_KNOW_FOLD_MAX];
    size_t ends[SYNI_KNOW_MAX_WORDS]; /* folded length after word i */
    uint8_t cases[SYNI_KNOW_MAX_WORDS];
    size_t len = 0, n = 0;
    syni_case_count count = {0};
    *match = (syn_know_match){0};
    uint32_t limit = SYNI_KNOW_MAX_WORDS; /* in words of the form */
    while (n < n_words && n < SYNI_KNOW_MAX_WORDS) {
        size_t before = len;
        if (!syni_know_fold_append(words[n], form, sizeof form, &len, &count))
            break;
        if (n == 0) {
            if (len == 0)
                return 0;
            size_t first = 0;
            while (first < len && form[first] != ' ')
                first++;
            const syni_know_slot *slot = find_slot(know, form, first);
            if (!slot || slot->max_words == 0)
                return 0;
            limit = slot->max_words;
        }
        /* A token that folds to nothing (a hyphen) ends no form. */
        ends[n] = len == before ? 0 : len;
        cases[n] = syni_know_case_of(&count);
        n++;
        if (syni_know_n_words(form, len) > limit)
            break;
    }
    while (n > 0) {
        n--;
        if (ends[n] == 0)
            continue;
        const syni_know_slot *slot = find_slot(know, form, ends[n]);
        if (slot && slot_fits(know, slot, kinds, cases[n], match)) {
            match->n_words = (uint32_t)(n + 1);
            return n + 1;
        }
    }
    return 0;
}

static bool find_phrase(
    const syn_know *know, syn_str phrase, uint64_t kinds, bool nocase, syn_know_match *match)
{
    char form[SYNI_KNOW_FOLD_MAX];
    size_t len = 0;
    syni_case_count count = {0};
    *match = (syn_know_match){0};
    if (!syni_know_fold_append(phrase, form, sizeof form, &len, &count))
        return false;
    const syni_know_slot *slot = find_slot(know, form, len);
    uint8_t surface = nocase ? (uint8_t)SYNI_CASE_NONE : syni_know_case_of(&count);
    if (!slot || !slot_fits(know, slot, kinds, surface, match))
        return false;
    match->n_words = 1;
    return true;
}

bool syn_know_find_phrase(
    const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_match *match)
{
    return find_phrase(know, phrase, kinds, false, match);
}

bool syn_know_find_nocase(
    const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_match *match)
{
    return find_phrase(know, phrase, kinds, true, match);
}

bool syn_know_next(const syn_know *know, syn_know_match *match, syn_know_entry *entry)
{
    while (match->post < match->end && match->post < know->n_posts) {
        const syni_know_post *post = &know->posts[match->post++];
        if (post->entry >= know->n_entries)
            continue;
        uint8_t kind = know->entries[post->entry].kind;
        if (kind >= SYN_KNOW_N_KIND || !(match->kinds >> kind & 1))
            continue;
        if (match->surface != SYNI_CASE_NONE &&
            !syni_know_case_fits(post->case_class, match->surface))
            continue;
        match->role = post->role < SYN_KNOW_N_ROLE ? (syn_know_role)post->role : SYN_KNOW_R_NAME;
        return syn_know_entry_at(know, post->entry, entry);
    }
    return false;
}

bool syn_know_first(const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_entry *entry,
    syn_know_role *role)
{
    syn_know_match match;
    if (!find_phrase(know, phrase, kinds, false, &match) || !syn_know_next(know, &match, entry))
        return false;
    if (role)
        *role = match.role;
    return true;
}

size_t syn_know_fold(syn_str phrase, char *out, size_t cap)
{
    size_t len = 0;
    syni_case_count count = {0};
    return syni_know_fold_append(phrase, out, cap, &len, &count) ? len : 0;
}

/* ---- finding by kind ----------------------------------------------------------------------- */

/* Keys stand among the forms with "=" before them, as they are. */
static bool find_key(const syn_know *know, syn_str key, syn_know_match *match)
{
    char form[SYNI_KNOW_FOLD_MAX];
    *match = (syn_know_match){0};
    if (key.len == 0 || key.len + 1 > sizeof form)
        return false;
    form[0] = '=';
    memcpy(form + 1, key.ptr, key.len);
    const syni_know_slot *slot = find_slot(know, form, key.len + 1);
    return slot && slot_fits(know, slot, SYN_KNOW_ANY, SYNI_CASE_NONE, match);
}

bool syn_know_by_key(const syn_know *know, syn_str key, syn_know_entry *entry)
{
    syn_know_match match;
    return find_key(know, key, &match) && syn_know_next(know, &match, entry);
}

bool syn_know_country(const syn_know *know, syn_str code, syn_know_entry *entry)
{
    char key[16] = "iso3166:";
    if (code.len != 2 && code.len != 3)
        return false;
    for (size_t i = 0; i < code.len; i++) {
        char c = code.ptr[i];
        key[8 + i] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    return syn_know_by_key(know, (syn_str){key, 8 + code.len}, entry);
}

static bool first_nocase(
    const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_entry *entry)
{
    syn_know_match match;
    return find_phrase(know, phrase, kinds, true, &match) && syn_know_next(know, &match, entry);
}

bool syn_know_cue_verb(const syn_know *know, syn_str lemma, syn_know_entry *entry)
{
    return first_nocase(know, lemma, SYN_KNOW_BIT(SYN_KNOW_CUE_VERB), entry);
}

bool syn_know_cue_noun(const syn_know *know, syn_str lemma, syn_know_entry *entry)
{
    return first_nocase(know, lemma, SYN_KNOW_BIT(SYN_KNOW_CUE_NOUN), entry);
}

bool syn_know_event_verb(const syn_know *know, syn_str lemma, syn_know_entry *entry)
{
    return first_nocase(know, lemma, SYN_KNOW_BIT(SYN_KNOW_EVENT_VERB), entry);
}

bool syn_know_event_noun(const syn_know *know, syn_str lemma, syn_know_entry *entry)
{
    return first_nocase(know, lemma, SYN_KNOW_BIT(SYN_KNOW_EVENT_NOUN), entry);
}

bool syn_know_signature(const syn_know *know, syn_str lemma, syn_know_entry *entry)
{
    return first_nocase(know, lemma, SYN_KNOW_BIT(SYN_KNOW_SIGNATURE), entry);
}

size_t syn_know_title(
    const syn_know *know, const syn_str *words, size_t n_words, syn_know_entry *entry)
{
    syn_know_match match;
    size_t n = syn_know_find(know, words, n_words, SYN_KNOW_BIT(SYN_KNOW_TITLE), &match);
    return n && syn_know_next(know, &match, entry) ? n : 0;
}

char syn_know_given(const syn_know *know, syn_str name)
{
    syn_know_entry entry;
    if (!syn_know_first(know, name, SYN_KNOW_BIT(SYN_KNOW_GIVEN), &entry, NULL))
        return 0;
    syn_str gender = syn_know_attr(know, &entry, "gender");
    return gender.len == 1 ? gender.ptr[0] : 'u';
}

bool syn_know_family(const syn_know *know, syn_str name)
{
    syn_know_entry entry;
    return syn_know_first(know, name, SYN_KNOW_BIT(SYN_KNOW_FAMILY), &entry, NULL);
}

bool syn_know_outlet(const syn_know *know, syn_str name, syn_know_entry *entry)
{
    uint64_t kinds = SYN_KNOW_BIT(SYN_KNOW_OUTLET);
    if (syn_know_first(know, name, kinds, entry, NULL))
        return true;
    /* "NBC News (Online)" */
    size_t open = syn_str_find(name, SYN_STR(" ("));
    if (open != SIZE_MAX && open > 0 &&
        syn_know_first(know, syn_str_slice(name, 0, open), kinds, entry, NULL))
        return true;
    /* A host: scheme, path and port off, then label after label from the left. */
    size_t at = syn_str_find(name, SYN_STR("://"));
    if (at != SIZE_MAX)
        name = syn_str_slice(name, at + 3, name.len);
    size_t end = 0;
    while (end < name.len && name.ptr[end] != '/' && name.ptr[end] != ':' && name.ptr[end] != '?')
        end++;
    name.len = end;
    for (int labels = 0; labels < 8; labels++) {
        if (syn_str_find(name, SYN_STR(".")) == SIZE_MAX)
            return false;
        if (first_nocase(know, name, kinds, entry))
            return true;
        size_t dot = syn_str_find(name, SYN_STR("."));
        name = syn_str_slice(name, dot + 1, name.len);
    }
    return false;
}

size_t syn_know_holders(const syn_know *know, syn_str country, syn_str office, int32_t ymd,
    syn_know_entry *entries, size_t cap)
{
    char key[SYNI_KNOW_FOLD_MAX];
    int n = snprintf(key, sizeof key, "holders:%.*s:%.*s", SYN_ARG(country), SYN_ARG(office));
    syn_know_match match;
    size_t count = 0;
    if (n <= 0 || (size_t)n >= sizeof key || !find_key(know, (syn_str){key, (size_t)n}, &match))
        return 0;
    syn_know_entry entry;
    while (syn_know_next(know, &match, &entry)) {
        /* A coarse date (month or day 00) covers its whole month or year. */
        if (ymd) {
            int32_t to = entry.to_ymd;
            if (to && to % 10000 == 0)
                to += 1231;
            else if (to && to % 100 == 0)
                to += 31;
            if (entry.from_ymd > ymd || (to && to < ymd))
                continue;
        }
        if (count < cap)
            entries[count] = entry;
        count++;
    }
    return count;
}

/* ---- walking, attributes ------------------------------------------------------------------- */

uint32_t syn_know_kind_range(const syn_know *know, syn_know_kind kind, uint32_t *first)
{
    if ((unsigned)kind >= SYN_KNOW_N_KIND)
        return 0;
    *first = know->kinds[kind];
    return know->kinds[kind + 1] - know->kinds[kind];
}

uint32_t syn_know_n_entries(const syn_know *know)
{
    return know->n_entries;
}

uint32_t syn_know_n_forms(const syn_know *know)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < know->n_slots; i++)
        n += know->slots[i].form != 0 && know->slots[i].n_post != 0;
    return n;
}

bool syn_know_attr_at(const syn_know *know, const syn_know_entry *entry, uint32_t i,
    syn_str *attribute, syn_str *value)
{
    if (entry->idx >= know->n_entries)
        return false;
    const syni_know_entry *e = &know->entries[entry->idx];
    if (i >= e->n_attr || (uint64_t)e->attr + i >= know->n_attrs)
        return false;
    *attribute = str_at(know, know->attrs[e->attr + i].name);
    *value = str_at(know, know->attrs[e->attr + i].value);
    return true;
}

syn_str syn_know_attr(const syn_know *know, const syn_know_entry *entry, const char *attribute)
{
    syn_str name, value;
    for (uint32_t i = 0; syn_know_attr_at(know, entry, i, &name, &value); i++)
        if (syn_str_eq_z(name, attribute))
            return value;
    return (syn_str){"", 0};
}

bool syn_know_attr_has(
    const syn_know *know, const syn_know_entry *entry, const char *attribute, const char *value)
{
    syn_str list = syn_know_attr(know, entry, attribute);
    size_t len = strlen(value);
    for (size_t i = 0; i < list.len;) {
        size_t j = i;
        while (j < list.len && list.ptr[j] != ';')
            j++;
        if (j - i == len && memcmp(list.ptr + i, value, len) == 0)
            return true;
        i = j + 1;
    }
    return false;
}
