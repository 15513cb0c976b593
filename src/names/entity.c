/* SPDX-License-Identifier: Apache-2.0
 *
 * Entities of one report: which of its names mean the same.
 *
 * A sieve, firmest first (Raghunathan et al. 2010, "A multi-pass sieve for coreference
 * resolution", EMNLP): full names before parts, since headlines often bring the part first.
 *   1  countries, peoples and known bodies by their key;
 *   2  names of several words: equal, or the words of one all in the other in order;
 *   3  acronyms set in brackets behind a name, or made of a name's initials;
 *   4  single words, those with a title first: the last word of one person's name, else its first;
 *      the head of one organisation's name.
 * A part that fits two entities joins neither: it becomes an entity of its own, marked ambiguous.
 * Names of people agree under transliteration (syn_know_same_spelling).
 * Cost: linear in names but for entities that share a word, which are few.
 * Rejected: mention ranking by a trained model (wrong joins that nobody can explain).
 */
#include "names/work.h"

#include <string.h>

#include "base/map.h"
#include "text/text.h"

#define MAX_CANDIDATES 32 /* entities that share a word and are looked at */

typedef struct word_link {
    uint32_t entity, next;
} word_link;

typedef struct name_index {
    syn_map words; /* word → first link */
    SYN_VEC(word_link) links;
    syn_map exact;    /* type class + joined name → entity */
    syn_map keys;     /* key → entity */
    syn_map initials; /* of organisations' names → entity, the first */
} name_index;

/* Entities of different classes never join by words. */
static char class_of(uint8_t type)
{
    switch (type) {
    case SYN_ENTITY_PER:
        return 'p';
    case SYN_ENTITY_ORG:
        return 'o';
    case SYN_ENTITY_GPE:
    case SYN_ENTITY_LOC:
    case SYN_ENTITY_FAC:
        return 'l';
    case SYN_ENTITY_NORP:
        return 'n';
    default:
        return 'm';
    }
}

static syn_str exact_key(syn_arena *scratch, char class, syn_str joined)
{
    return syn_arena_printf(scratch, "%c:%.*s", class, SYN_ARG(joined));
}

static uint32_t new_entity(syni_work *w, uint32_t mention)
{
    syni_mention *m = &w->mentions.items[mention];
    syni_entity e = {.type = m->type,
        .gender = m->gender,
        .best = mention,
        .name = m->name,
        .confidence = m->confidence};
    if (m->has_known && m->known.kind != SYN_KNOW_HOLDER) {
        memcpy(e.country, m->known.country, sizeof e.country);
        e.code = m->known.code;
        if (class_of(m->type) != 'l' || m->known.kind == SYN_KNOW_COUNTRY)
            e.key = m->known.key;
    }
    SYN_PUSH(w->scratch, w->entities, e);
    return w->entities.n - 1;
}

static void add_words(syni_work *w, name_index *x, uint32_t entity, const syni_name *name)
{
    for (uint32_t i = 0; i < name->n; i++) {
        if (syni_small_word(name->words[i]))
            continue;
        /* by sound, so that spellings of one word meet */
        char key[SYN_KNOW_SPELLING_MAX];
        size_t len = syn_know_spelling_key(name->words[i], key);
        syn_str k = len ? (syn_str){key, len} : name->words[i];
        uint32_t *slot = syn_map_slot(&x->words, syn_arena_str(w->scratch, k), SYN_NONE);
        if (!slot)
            return;
        bool there = false;
        uint32_t looked = 0;
        for (uint32_t l = *slot; l != SYN_NONE && looked <= MAX_CANDIDATES;
             l = x->links.items[l].next, looked++)
            there = there || x->links.items[l].entity == entity;
        if (there)
            continue;
        uint32_t next = *slot;
        if (!SYN_VEC_ROOM(w->scratch, x->links))
            return;
        x->links.items[x->links.n].entity = entity;
        x->links.items[x->links.n].next = next;
        *slot = x->links.n++;
    }
}

static void add_initials(syni_work *w, name_index *x, uint32_t entity, const syni_name *name)
{
    if (name->n < 2)
        return;
    for (int with_small = 0; with_small < 2; with_small++) {
        char letters[SYNI_MAX_NAME_WORDS];
        size_t n = 0;
        for (uint32_t i = 0; i < name->n; i++)
            if (with_small || !syni_small_word(name->words[i]))
                letters[n++] = name->words[i].ptr[0];
        syn_str key = syn_arena_str(w->scratch, (syn_str){letters, n});
        if (n >= 2 && syn_map_get(&x->initials, key) == SYN_NONE)
            syn_map_put(&x->initials, key, entity);
    }
}

static void join(syni_work *w, name_index *x, uint32_t mention, uint32_t entity, float confidence)
{
    syni_mention *m = &w->mentions.items[mention];
    syni_entity *e = &w->entities.items[entity];
    m->entity = entity;
    if (confidence < m->confidence)
        m->confidence = confidence;
    SYN_PUSH(w->scratch, e->mentions, mention);
    if (!e->gender)
        e->gender = m->gender;
    syn_str key = exact_key(w->scratch, class_of(m->type), m->name.joined);
    if (syn_map_get(&x->exact, key) == SYN_NONE)
        syn_map_put(&x->exact, key, entity);
    bool fuller = e->best == SYN_NONE || m->name.n > e->name.n ||
                  (m->name.n == e->name.n && m->name.joined.len > e->name.joined.len);
    if (fuller && m->type != SYN_ENTITY_NORP) {
        e->best = mention;
        e->name = m->name;
    }
    add_words(w, x, entity, &m->name);
    if (class_of(m->type) == 'o' || class_of(m->type) == 'm')
        add_initials(w, x, entity, &m->name);
    if (e->key.len)
        syn_map_put(&x->keys, e->key, entity);
    if (m->title_first < m->first && e->roles.n < SYNI_MAX_ROLES)
        SYN_PUSH(w->scratch, e->roles, syni_token_span(w, m->title_first, m->first));
    if (m->role_first < m->role_end && e->roles.n < SYNI_MAX_ROLES)
        SYN_PUSH(w->scratch, e->roles, syni_token_span(w, m->role_first, m->role_end));
    if (m->has_known && e->key.len == 0 && m->known.kind != SYN_KNOW_HOLDER &&
        (class_of(m->type) != 'l' || m->known.kind == SYN_KNOW_COUNTRY)) {
        e->key = m->known.key;
        e->code = m->known.code;
        memcpy(e->country, m->known.country, sizeof e->country);
        syn_map_put(&x->keys, e->key, entity);
    }
}

static bool genders_agree(char a, char b)
{
    return !a || !b || a == b;
}

/* Candidates that share a word with `word`, each once; at most `cap`. */
static uint32_t sharing(
    const syni_work *w, const name_index *x, syn_str word, uint32_t *out, uint32_t cap)
{
    char key[SYN_KNOW_SPELLING_MAX];
    size_t len = syn_know_spelling_key(word, key);
    syn_str k = len ? (syn_str){key, len} : word;
    (void)w;
    uint32_t n = 0, l = syn_map_get(&x->words, k);
    while (l != SYN_NONE && n < cap) {
        out[n++] = x->links.items[l].entity;
        l = x->links.items[l].next;
    }
    return n;
}

/* Persons of several words. */
static uint32_t find_person(const syni_work *w, const name_index *x, const syni_mention *m)
{
    uint32_t found[MAX_CANDIDATES], hit = SYN_NONE;
    syn_str surname = m->name.words[syni_last_word(&m->name)];
    uint32_t n = sharing(w, x, surname, found, MAX_CANDIDATES);
    if (m->name.n > 1) {
        uint32_t more = sharing(w, x, m->name.words[0], found + n, MAX_CANDIDATES - n);
        n += more;
    }
    for (uint32_t i = 0; i < n; i++) {
        const syni_entity *e = &w->entities.items[found[i]];
        if (e->type != SYN_ENTITY_PER || found[i] == hit || e->name.n < 2 ||
            !syni_persons_agree(&m->name, &e->name) || !genders_agree(m->gender, e->gender))
            continue;
        if (hit != SYN_NONE)
            return SYN_NONE;
        hit = found[i];
    }
    return hit;
}

static bool has_word(syn_str text, syn_str word)
{
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (syn_str_eq_nocase(syn_str_slice(text, at, at + word.len), word))
            return true;
    return false;
}

/* The last word of the title before a name, unless it is a mere form of address. */
static syn_str office_of(const syni_work *w, const syni_mention *m)
{
    static const char *const address[] = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir",
        "dr", "dr.", "prof", "prof.", "lady", "lord", "madam", "rev", "rev.", NULL};
    if (m->title_first == m->first)
        return (syn_str){NULL, 0};
    for (const char *const *a = address; *a; a++)
        if (syni_token_is(w, m->first - 1, *a))
            return (syn_str){NULL, 0};
    return w->tokens[m->first - 1].form;
}

static bool leads(syn_str text)
{
    static const char *const words[] = {"president", "leader", "ruler", "dictator", "strongman",
        "chief", "premier", "prime minister", "chancellor", "king", "emir", NULL};
    for (const char *const *l = words; *l; l++)
        if (has_word(text, syn_str_from(*l)))
            return true;
    return false;
}

/* "President Keshti" is none of the Keshtis whose office the report gives otherwise, or not at
 * all while it gives somebody's full name without one. */
static bool office_fits(const syni_work *w, const syni_mention *m, const syni_entity *e)
{
    syn_str office = office_of(w, m);
    if (office.len == 0)
        return true;
    for (uint32_t i = 0; i < e->roles.n; i++) {
        syn_str role = syn_str_span(w->doc->text, e->roles.items[i]);
        if (has_word(role, office) || (leads(office) && leads(role)))
            return true;
    }
    return false;
}

/* A single word: SYN_NONE where nobody or more than one bears it; *many tells which. */
static uint32_t find_bearer(
    const syni_work *w, const name_index *x, const syni_mention *m, bool *many)
{
    uint32_t found[MAX_CANDIDATES];
    syn_str word = m->name.words[m->name.n - 1];
    uint32_t n = sharing(w, x, word, found, MAX_CANDIDATES);
    *many = false;
    for (int pass = 0; pass < 3; pass++) {
        uint32_t hit = SYN_NONE;
        bool two = false;
        for (uint32_t i = 0; i < n; i++) {
            const syni_entity *e = &w->entities.items[found[i]];
            if (e->type != SYN_ENTITY_PER || e->name.n < 2 ||
                !genders_agree(m->gender, e->gender) || !office_fits(w, m, e))
                continue;
            uint32_t last = syni_last_word(&e->name);
            bool bears = pass == 0   ? syni_same_word(word, e->name.words[last])
                         : pass == 1 ? syni_same_word(word, e->name.words[0])
                                     : false;
            for (uint32_t k = 1; k < last && pass == 2; k++)
                bears = bears || syni_same_word(word, e->name.words[k]);
            if (!bears)
                continue;
            two = two || hit != SYN_NONE;
            hit = found[i];
        }
        if (two) {
            *many = true;
            return SYN_NONE;
        }
        if (hit != SYN_NONE)
            return hit;
    }
    return SYN_NONE;
}

/* "X (Y)": the mention right before the bracket that holds this one. */
static uint32_t in_brackets_after(const syni_work *w, const syni_mention *m)
{
    if (m->first < 2 || m->end >= w->n_tokens || !syni_token_is(w, m->first - 1, "(") ||
        !syni_token_is(w, m->end, ")"))
        return SYN_NONE;
    return w->mention_at[m->first - 2];
}

static bool contiguous(const syni_name *part, const syni_name *whole, bool *at_end, bool *at_start)
{
    *at_end = *at_start = false;
    if (part->n >= whole->n || part->n == 0)
        return false;
    bool end = true, start = true;
    for (uint32_t i = 0; i < part->n; i++) {
        end = end && syn_str_eq(part->words[i], whole->words[whole->n - part->n + i]);
        start = start && syn_str_eq(part->words[i], whole->words[i]);
    }
    *at_end = end;
    *at_start = start;
    return end || start;
}

/* The one longer name of which this is the beginning or the end. */
static uint32_t find_longer(const syni_work *w, const name_index *x, const syni_mention *m)
{
    uint32_t found[MAX_CANDIDATES], hit = SYN_NONE;
    syn_str word = m->name.words[m->name.n - 1];
    uint32_t n = sharing(w, x, word, found, MAX_CANDIDATES);
    if (n == MAX_CANDIDATES)
        return SYN_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const syni_entity *e = &w->entities.items[found[i]];
        bool at_end, at_start;
        if (class_of(e->type) != class_of(m->type) ||
            !contiguous(&m->name, &e->name, &at_end, &at_start))
            continue;
        if (m->has_known && e->key.len && !syn_str_eq(e->key, m->known.key))
            continue;
        /* "Idlib" is not "Idlib province"'s end, "Ministry" is no name of one ministry */
        if (class_of(m->type) == 'l' && (!at_start || m->has_known))
            continue;
        if (class_of(m->type) == 'o' && at_start && !at_end && m->name.n == 1 && m->has_known)
            continue;
        if (hit != SYN_NONE && hit != found[i])
            return SYN_NONE;
        hit = found[i];
    }
    return hit;
}

static uint32_t by_key(const name_index *x, syn_str key)
{
    return key.len == 0 ? SYN_NONE : syn_map_get(&x->keys, key);
}

uint32_t syni_government(syni_work *w, const char *country)
{
    if (!country[0])
        return SYN_NONE;
    for (uint32_t i = 0; i < w->governments.n; i++)
        if (strcmp(w->entities.items[w->governments.items[i]].country, country) == 0)
            return w->governments.items[i];
    syn_know_entry k;
    if (!w->know || !syn_know_country(w->know, syn_str_from(country), &k))
        return SYN_NONE;
    syni_entity e = {.type = SYN_ENTITY_ORG, .gender = 'n', .best = SYN_NONE, .confidence = 0.9f};
    e.made_name = syn_arena_printf(w->scratch, "government of %.*s", SYN_ARG(k.name));
    e.name = syni_name_make(w->scratch, e.made_name);
    e.key = syn_arena_printf(w->scratch, "gov:%s", country);
    e.code = k.code.len ? syn_arena_printf(w->scratch, "%.*sGOV", SYN_ARG(k.code)) : k.code;
    memcpy(e.country, country, sizeof e.country);
    uint32_t at = w->entities.n;
    SYN_PUSH(w->scratch, w->entities, e);
    SYN_PUSH(w->scratch, w->governments, at);
    return w->entities.n > at ? at : SYN_NONE;
}

static bool shouts(const syni_work *w, const syni_mention *m)
{
    return m->end - m->first == 1 && syn_text_is_all_caps(w->tokens[m->first].form) &&
           w->tokens[m->first].form.len >= 2;
}

/* "the North" where the report names one country that begins so. */
static uint32_t by_direction(const syni_work *w, const syni_mention *m)
{
    static const char *const directions[] = {"north", "south", "east", "west", NULL};
    bool is = false;
    for (const char *const *d = directions; *d; d++)
        is = is || syn_str_eq_z(m->name.joined, *d);
    uint32_t hit = SYN_NONE;
    for (uint32_t i = 0; is && i < w->entities.n && w->entities.n < 1024; i++) {
        const syni_entity *e = &w->entities.items[i];
        if (e->type != SYN_ENTITY_GPE || e->name.n != 2 ||
            !syn_str_starts(e->key, SYN_STR("iso3166:")) ||
            !syn_str_eq(e->name.words[0], m->name.words[0]))
            continue;
        if (hit != SYN_NONE)
            return SYN_NONE;
        hit = i;
    }
    return hit;
}

static void place_mention(syni_work *w, name_index *x, uint32_t i, int pass)
{
    syni_mention *m = &w->mentions.items[i];
    char class = class_of(m->type);
    uint32_t to = SYN_NONE;
    float confidence = 1;
    if (m->acts) {
        to = syni_government(w, m->known.country);
        if (to != SYN_NONE) {
            m->entity = to;
            w->entities.items[to].governs = true;
            SYN_PUSH(w->scratch, w->entities.items[to].mentions, i);
            return;
        }
        m->acts = false;
    }
    if (m->has_known && m->known.kind == SYN_KNOW_COUNTRY && (class == 'l' || class == 'n')) {
        if (pass == 0) {
            to = by_key(x, m->known.key);
            if (to == SYN_NONE) {
                to = new_entity(w, i);
                syni_entity *e = &w->entities.items[to];
                e->type = SYN_ENTITY_GPE;
                if (m->type == SYN_ENTITY_NORP) {
                    e->best = SYN_NONE;
                    e->made_name = m->known.name;
                    e->name = syni_name_make(w->scratch, m->known.name);
                }
            }
            join(w, x, i, to, 1);
        }
        return;
    }
    bool single = m->name.n == 1;
    int turn = !single ? 1 : m->title_first < m->first ? 2 : 3;
    if (pass != turn)
        return;
    if (class == 'o' && m->has_known)
        to = by_key(x, m->known.key);
    if (to == SYN_NONE && !(class == 'p' && single))
        to = syn_map_get(&x->exact, exact_key(w->scratch, class, m->name.joined));
    if (to == SYN_NONE && class == 'p') {
        if (!single) {
            to = find_person(w, x, m);
            confidence = 0.95f;
        } else {
            bool many = false;
            uint32_t same = syn_map_get(&x->exact, exact_key(w->scratch, 'p', m->name.joined));
            if (same != SYN_NONE && w->entities.items[same].name.n == 1 &&
                genders_agree(m->gender, w->entities.items[same].gender))
                to = same;
            else
                to = find_bearer(w, x, m, &many);
            confidence = 0.93f;
            if (to == SYN_NONE)
                to = syn_map_get(&x->exact, exact_key(w->scratch, 'p', m->name.joined));
            if (to == SYN_NONE && many) {
                to = new_entity(w, i);
                w->entities.items[to].ambiguous = true;
                w->entities.items[to].confidence = 0.5f;
            }
        }
    }
    if (to == SYN_NONE && (class == 'o' || class == 'm' || class == 'l')) {
        uint32_t before = in_brackets_after(w, m);
        if (before != SYN_NONE && w->mentions.items[before].entity != SYN_NONE &&
            class_of(w->mentions.items[before].type) == class && m->name.n <= 2) {
            to = w->mentions.items[before].entity;
            confidence = 0.95f;
        }
    }
    if (to == SYN_NONE && (class == 'o' || class == 'm') && shouts(w, m) && !m->has_known) {
        to = syn_map_get(&x->initials, m->name.joined);
        confidence = 0.9f;
    }
    if (to == SYN_NONE && class == 'l' && single)
        to = by_direction(w, m);
    if (to == SYN_NONE && (class == 'o' || class == 'l' || class == 'm')) {
        to = find_longer(w, x, m);
        confidence = 0.85f;
    }
    if (to == SYN_NONE)
        to = new_entity(w, i);
    if (to != SYN_NONE)
        join(w, x, i, to, confidence);
}

/* Does the text between two names say that they name one? "also known as", "nom de guerre". */
static bool says_alias(const syni_work *w, uint32_t from, uint32_t to)
{
    bool known = false;
    for (uint32_t t = from; t < to; t++) {
        if (!known && syni_token_is(w, t, "and"))
            return false;
        if (syni_token_is(w, t, "known"))
            known = true;
        if (known && (syni_token_is(w, t, "as") || syni_token_is(w, t, "by")))
            return true;
        if (syni_token_is(w, t, "alias") || syni_token_is(w, t, "aka") ||
            syni_token_is(w, t, "a.k.a.") || syni_token_is(w, t, "pseudonym") ||
            (syni_token_is(w, t, "guerre") && t > from && syni_token_is(w, t - 1, "de")))
            return true;
    }
    return false;
}

/* Pseudonyms that the text introduces: the later name's entity is taken into the earlier's. */
static void join_aliases(syni_work *w)
{
    for (uint32_t i = 0; i + 1 < w->mentions.n; i++) {
        const syni_mention *a = &w->mentions.items[i], *b = &w->mentions.items[i + 1];
        char class = class_of(a->type);
        if (class != class_of(b->type) || (class != 'p' && class != 'o') || a->nested ||
            b->nested || a->entity == b->entity || a->entity == SYN_NONE || b->entity == SYN_NONE ||
            b->first < a->end || b->first > a->end + 9 ||
            w->tokens[a->first].sentence != w->tokens[b->first].sentence ||
            !says_alias(w, a->end, b->first))
            continue;
        syni_entity *to = &w->entities.items[a->entity], *from = &w->entities.items[b->entity];
        if (to->key.len && from->key.len)
            continue;
        uint32_t old = b->entity, now = a->entity;
        for (uint32_t k = 0; k < from->mentions.n; k++) {
            w->mentions.items[from->mentions.items[k]].entity = now;
            SYN_PUSH(w->scratch, to->mentions, from->mentions.items[k]);
        }
        for (uint32_t k = 0; k < from->roles.n; k++)
            SYN_PUSH(w->scratch, to->roles, from->roles.items[k]);
        if (to->confidence > 0.85f)
            to->confidence = 0.85f;
        if (to->key.len == 0) {
            to->key = from->key;
            to->code = from->code;
        }
        w->entities.items[old].mentions.n = 0;
        w->entities.items[old].type = SYN_ENTITY_MISC;
        w->entities.items[old].name.n = 0;
        w->entities.items[old].best = SYN_NONE;
    }
}

bool syni_entities_of_names(syni_work *w)
{
    name_index x = {0};
    syn_map_init(&x.words, w->scratch);
    syn_map_init(&x.exact, w->scratch);
    syn_map_init(&x.keys, w->scratch);
    syn_map_init(&x.initials, w->scratch);
    for (int pass = 0; pass < 4; pass++)
        for (uint32_t i = 0; i < w->mentions.n; i++)
            if (w->mentions.items[i].kind == SYN_MENTION_NAME &&
                w->mentions.items[i].entity == SYN_NONE)
                place_mention(w, &x, i, pass);
    join_aliases(w);
    return !syn_arena_failed(w->scratch);
}
