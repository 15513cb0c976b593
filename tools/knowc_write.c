/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes know.syn (src/know/know_format.h): strings interned, entries sorted by kind and then in
 * the order of the tables, forms grouped by their folded key and laid out in a hash table.
 * O(n log n); equal inputs give equal bytes.
 */
#include <math.h>

#include "knowc.h"

#include "know/know_format.h"
#include "os/os.h"

typedef struct writer {
    kc *c;
    syn_buf strs;
    syn_map offsets; /* string → offset in strs */
} writer;

static uint32_t str_offset(writer *w, syn_str s)
{
    if (s.len == 0)
        return 0;
    if (s.len > UINT16_MAX)
        s.len = UINT16_MAX;
    uint32_t *slot = syn_map_slot(&w->offsets, s, SYN_NONE);
    if (!slot)
        return 0;
    if (*slot == SYN_NONE) {
        *slot = (uint32_t)w->strs.len;
        syn_buf_char(&w->strs, (char)(s.len & 255));
        syn_buf_char(&w->strs, (char)(s.len >> 8));
        syn_buf_str(&w->strs, s);
        syn_buf_char(&w->strs, 0);
    }
    return *slot;
}

static int entry_order(const void *a, const void *b)
{
    const kc_entry *x = *(kc_entry *const *)a, *y = *(kc_entry *const *)b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

typedef struct form_at {
    kc_form form;
    uint32_t new_entry;
    uint32_t population;
    int32_t from_ymd;
    uint8_t kind; /* rank: the kind, or more */
} form_at;

static int form_order(const void *a, const void *b)
{
    const form_at *x = a, *y = b;
    int order = syn_str_cmp(x->form.folded, y->form.folded);
    if (order)
        return order;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    /* The usual name before other roles only among equals in kind; then the larger place. */
    if (x->kind == SYN_KNOW_HOLDER && x->from_ymd != y->from_ymd)
        return x->from_ymd > y->from_ymd ? -1 : 1;
    if (x->population != y->population)
        return x->population > y->population ? -1 : 1;
    if (x->form.role != y->form.role)
        return x->form.role < y->form.role ? -1 : 1;
    if (x->new_entry != y->new_entry)
        return x->new_entry < y->new_entry ? -1 : 1;
    return x->form.case_class < y->form.case_class ? -1 : x->form.case_class > y->form.case_class;
}

static uint32_t n_words(syn_str s)
{
    uint32_t n = s.len > 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == ' ';
    return n;
}

static syni_know_slot *slot_of(
    writer *w, syni_know_slot *slots, uint32_t n_slots, syn_str form, bool add)
{
    uint64_t hash = syn_hash(form.ptr, form.len, 0);
    uint32_t at = (uint32_t)hash & (n_slots - 1);
    uint32_t offset = str_offset(w, form);
    for (;; at = (at + 1) & (n_slots - 1)) {
        if (slots[at].form == offset)
            return &slots[at];
        if (slots[at].form == 0) {
            if (!add)
                return NULL;
            slots[at].form = offset;
            slots[at].tag = (uint32_t)(hash >> 32);
            return &slots[at];
        }
    }
}

static void chunk(syn_buf *file, syni_know_chunk *into, const char *tag, uint32_t item_bytes,
    const void *bytes, size_t n_bytes, uint64_t base)
{
    while (file->len % 8)
        syn_buf_char(file, 0);
    memcpy(into->tag, tag, 4);
    into->item_bytes = item_bytes;
    into->offset = base + file->len;
    into->n_bytes = n_bytes;
    into->hash = syn_hash(bytes, n_bytes, 0);
    syn_buf_append(file, bytes, n_bytes);
}

bool kc_write(kc *c, const char *path)
{
    writer w = {.c = c};
    syn_map_init(&w.offsets, &c->arena);
    syn_buf_append(&w.strs, "\0\0\0", 3);

    uint32_t n = c->entries.n;
    kc_entry **sorted = SYN_NEW_N(&c->arena, kc_entry *, n + 1);
    uint32_t *new_of = SYN_NEW_N(&c->arena, uint32_t, n + 1);
    syni_know_entry *entries = SYN_NEW_N(&c->arena, syni_know_entry, n + 1);
    uint32_t kinds[SYN_KNOW_N_KIND + 1] = {0};
    if (!sorted || !new_of || !entries)
        return false;
    memcpy(sorted, c->entries.items, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, entry_order);
    SYN_VEC(syni_know_attr) attrs = {0};
    for (uint32_t i = 0; i < n; i++) {
        const kc_entry *e = sorted[i];
        new_of[e->order] = i;
        kinds[e->kind + 1] = i + 1;
        entries[i] = (syni_know_entry){.name = str_offset(&w, e->name),
            .key = str_offset(&w, e->key),
            .code = str_offset(&w, e->code),
            .table = str_offset(&w, e->table),
            .line = e->line,
            .attr = attrs.n,
            .population = e->population,
            .lat_e5 = (int32_t)lround(e->lat * 1e5),
            .lon_e5 = (int32_t)lround(e->lon * 1e5),
            .from_ymd = e->from_ymd,
            .to_ymd = e->to_ymd,
            .country = {e->country[0], e->country[1]},
            .kind = (uint8_t)e->kind,
            .n_attr = (uint8_t)(e->attrs.n > 255 ? 255 : e->attrs.n),
            .has_point = e->has_point};
        for (uint32_t a = 0; a < entries[i].n_attr; a++) {
            syni_know_attr attr = {
                str_offset(&w, e->attrs.items[a].name), str_offset(&w, e->attrs.items[a].value)};
            SYN_PUSH(&c->arena, attrs, attr);
        }
    }
    for (uint32_t k = 1; k <= SYN_KNOW_N_KIND; k++)
        if (kinds[k] < kinds[k - 1])
            kinds[k] = kinds[k - 1];

    uint32_t n_forms = c->forms.n;
    form_at *forms = SYN_NEW_N(&c->arena, form_at, n_forms + 1);
    syni_know_post *posts = SYN_NEW_N(&c->arena, syni_know_post, n_forms + 1);
    if (!forms || !posts)
        return false;
    for (uint32_t i = 0; i < n_forms; i++) {
        const kc_entry *e = c->entries.items[c->forms.items[i].entry];
        /* Towns of unknown size come after everything else of their name. */
        bool small = (e->kind == SYN_KNOW_CITY || e->kind == SYN_KNOW_COUNTY) && e->population == 0;
        forms[i] = (form_at){c->forms.items[i], new_of[e->order], e->population, e->from_ymd,
            (uint8_t)(e->kind + (small ? SYN_KNOW_N_KIND : 0))};
    }
    qsort(forms, n_forms, sizeof *forms, form_order);
    /* Distinct forms, and the one-word beginnings of longer ones. */
    uint32_t n_distinct = 0;
    for (uint32_t i = 0; i < n_forms; i++)
        if (i == 0 || !syn_str_eq(forms[i].form.folded, forms[i - 1].form.folded))
            n_distinct += n_words(forms[i].form.folded) > 1 ? 2 : 1;
    uint32_t n_slots = 64;
    while (n_slots * 0.8 < n_distinct)
        n_slots *= 2;
    syni_know_slot *slots = SYN_NEW_N(&c->arena, syni_know_slot, n_slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < n_forms;) {
        syn_str form = forms[i].form.folded;
        syni_know_slot *slot = slot_of(&w, slots, n_slots, form, true);
        uint32_t words = n_words(form);
        slot->post = i;
        slot->n_words = (uint8_t)words;
        if (words == 1 && slot->max_words == 0)
            slot->max_words = 1;
        for (; i < n_forms && syn_str_eq(forms[i].form.folded, form); i++) {
            posts[i] = (syni_know_post){.entry = forms[i].new_entry,
                .role = forms[i].form.role,
                .case_class = forms[i].form.case_class};
            if (slot->n_post < UINT16_MAX)
                slot->n_post++;
        }
        if (words > 1 && form.ptr[0] != '=') {
            size_t first = syn_str_find(form, SYN_STR(" "));
            syni_know_slot *head =
                slot_of(&w, slots, n_slots, kc_copy(c, syn_str_slice(form, 0, first)), true);
            if (head->max_words < words)
                head->max_words = (uint8_t)words;
        }
    }

    syni_know_header head = {.version = SYNI_KNOW_VERSION, .n_chunks = 6};
    memcpy(head.magic, SYNI_KNOW_MAGIC, 8);
    syni_know_chunk table[6] = {0};
    syn_buf body = {0};
    uint64_t base = sizeof head + sizeof table;
    chunk(&body, &table[0], "KIND", 4, kinds, sizeof kinds, base);
    chunk(&body, &table[1], "ENTR", sizeof *entries, entries, n * sizeof *entries, base);
    chunk(&body, &table[2], "ATTR", sizeof(syni_know_attr), attrs.items,
        attrs.n * sizeof *attrs.items, base);
    chunk(&body, &table[3], "POST", sizeof *posts, posts, n_forms * sizeof *posts, base);
    chunk(&body, &table[4], "SLOT", sizeof *slots, slots, n_slots * sizeof *slots, base);
    chunk(&body, &table[5], "STRS", 1, w.strs.ptr, w.strs.len, base);
    head.file_bytes = base + body.len;
    head.table_hash = syn_hash(table, sizeof table, 0);
    syn_buf file = {0};
    syn_buf_append(&file, &head, sizeof head);
    syn_buf_append(&file, table, sizeof table);
    syn_buf_str(&file, syn_buf_view(&body));
    bool ok = !file.failed && !body.failed && !w.strs.failed && !syn_arena_failed(&c->arena);
    if (ok) {
        syn_err err = {0};
        ok = syn_os_write_atomic(path, syn_buf_view(&file), &err) == SYN_OK;
        if (!ok)
            (void)fprintf(stderr, "syn-knowc: %s: %s\n", path, err.message);
    }
    syn_buf_free(&file);
    syn_buf_free(&body);
    syn_buf_free(&w.strs);
    return ok;
}
