/* SPDX-License-Identifier: Apache-2.0
 *
 * Identity across reports: a sieve of joins over entities of several documents, with union-find
 * (Tarjan 1975). Steps, firmest first: keys; full names; names introduced together in one text
 * (acronyms, "better known as"); transliterations of full names; parts of names with one bearer.
 * Documents are worked through in the order of their ids, so their order of arrival says nothing.
 *
 * Invariant: a join never brings together two keys of the knowledge file that differ, nor two
 * persons whose full names disagree. A reader's "not the same" is held as such a barrier too.
 * Cost: linear but for buckets of equal spelling keys.
 * Rejected: joins by similarity of contexts (cannot be explained to the reader).
 */
#include "names/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "names/work.h"
#include "text/text.h"

const char *syn_identity_why_name(syn_identity_why why)
{
    static const char *const names[] = {
        "key", "corrected", "name", "acronym", "alias", "spelling", "part", "role"};
    return (unsigned)why < SYN_N_IDENTITY_WHYS ? names[why] : "unknown";
}

typedef struct node {
    uint32_t doc, entity;
    const syn_entity *e;
    syni_name name;    /* the fullest */
    syni_name *others; /* [n_others]: the aliases */
    uint32_t n_others;
    char class; /* p o l n m, as in entity.c */
    uint32_t parent, size;
    syn_str key;    /* of the set, at its root */
    syni_name full; /* of the set, at its root: the longest */
} node;

typedef struct state {
    node *nodes;
    uint32_t n;
    syn_arena *keep, *scratch;
    SYN_VEC(syn_identity_merge) merges;
    const syn_identity_correction *corrections;
    syni_name *wrong; /* [n_corrections][2] */
    uint32_t n_corrections;
} state;

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

static uint32_t root(state *s, uint32_t i)
{
    while (s->nodes[i].parent != i) {
        s->nodes[i].parent = s->nodes[s->nodes[i].parent].parent;
        i = s->nodes[i].parent;
    }
    return i;
}

static bool bears(const node *n, const syni_name *name)
{
    if (syn_str_eq(n->name.joined, name->joined))
        return true;
    for (uint32_t i = 0; i < n->n_others; i++)
        if (syn_str_eq(n->others[i].joined, name->joined))
            return true;
    return false;
}

/* Did the reader say that these two are not one? */
static bool forbidden(const state *s, const node *a, const node *b)
{
    for (uint32_t i = 0; i < s->n_corrections; i++) {
        if (s->corrections[i].same)
            continue;
        const syni_name *x = &s->wrong[2 * i], *y = &s->wrong[2 * i + 1];
        if ((bears(a, x) && bears(b, y)) || (bears(a, y) && bears(b, x)))
            return true;
    }
    return false;
}

static bool join(state *s, uint32_t a, uint32_t b, syn_identity_why why, float confidence)
{
    uint32_t x = root(s, a), y = root(s, b);
    if (x == y)
        return true;
    node *p = &s->nodes[x], *q = &s->nodes[y];
    if (why != SYN_IDENTITY_CORRECTED) {
        if (p->key.len && q->key.len && !syn_str_eq(p->key, q->key))
            return false;
        if (p->class == 'p' && q->class == 'p' && p->full.n > 1 && q->full.n > 1 &&
            why != SYN_IDENTITY_ALIAS && !syni_persons_agree(&p->full, &q->full))
            return false;
        if (forbidden(s, p, q) || forbidden(s, &s->nodes[a], &s->nodes[b]))
            return false;
    }
    if (p->size < q->size || (p->size == q->size && x > y)) {
        uint32_t t = x;
        x = y;
        y = t;
        p = &s->nodes[x];
        q = &s->nodes[y];
    }
    q->parent = x;
    p->size += q->size;
    if (p->key.len == 0)
        p->key = q->key;
    if (q->full.n > p->full.n)
        p->full = q->full;
    syn_identity_merge m = {.a = {s->nodes[a].doc, s->nodes[a].entity},
        .b = {s->nodes[b].doc, s->nodes[b].entity},
        .why = (uint8_t)why,
        .confidence = confidence};
    SYN_PUSH(s->scratch, s->merges, m);
    return true;
}

/* ---- steps --------------------------------------------------------------------------------- */

static void by_keys(state *s)
{
    syn_map keys;
    syn_map_init(&keys, s->scratch);
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->nodes[i].e->key.len == 0)
            continue;
        uint32_t *slot = syn_map_slot(&keys, s->nodes[i].e->key, i);
        if (slot && *slot != i)
            join(s, *slot, i, SYN_IDENTITY_KEY, 1);
    }
}

/* A name that says enough by itself: several words, or one that is not a person's. */
static bool tells(const node *n, const syni_name *name)
{
    return name->n > 1 || (n->class != 'p' && name->joined.len >= 2);
}

static void by_names(state *s, bool aliases)
{
    syn_map names;
    syn_map_init(&names, s->scratch);
    for (uint32_t i = 0; i < s->n; i++) {
        node *n = &s->nodes[i];
        for (uint32_t k = 0; k <= (aliases ? n->n_others : 0); k++) {
            const syni_name *name = k == 0 ? &n->name : &n->others[k - 1];
            if (name->n == 0 || !tells(n, name))
                continue;
            /* persons, organisations, places apart; one class may be mistaken for another only
             * when the name has several words */
            syn_str key = name->n > 1 ? name->joined
                                      : syn_arena_printf(
                                            s->scratch, "%c:%.*s", n->class, SYN_ARG(name->joined));
            uint32_t *slot = syn_map_slot(&names, key, i);
            if (!slot || *slot == i)
                continue;
            bool same_class = s->nodes[*slot].class == n->class;
            bool is_name = k == 0 && syn_str_eq(s->nodes[*slot].name.joined, name->joined);
            if (!same_class && (n->class == 'n' || s->nodes[*slot].class == 'n'))
                continue;
            /* without a name of its own ("the agreement") nothing is proven */
            bool nameless = n->e->aliases.n == 0 || s->nodes[*slot].e->aliases.n == 0;
            join(s, *slot, i, is_name ? SYN_IDENTITY_NAME : SYN_IDENTITY_ALIAS,
                nameless     ? 0.5f
                : same_class ? (is_name ? 0.98f : 0.9f)
                             : 0.75f);
        }
    }
}

/* First node of each spelling key of a word, and the next with the same. */
typedef struct buckets {
    syn_map map;
    uint32_t *next;
} buckets;

static syn_str sound(state *s, syn_str word)
{
    char key[SYN_KNOW_SPELLING_MAX];
    size_t n = syn_know_spelling_key(word, key);
    return n ? syn_arena_str(s->scratch, (syn_str){key, n}) : word;
}

static void by_spelling(state *s)
{
    buckets b;
    syn_map_init(&b.map, s->scratch);
    b.next = SYN_NEW_N(s->scratch, uint32_t, s->n);
    if (!b.next)
        return;
    for (uint32_t i = 0; i < s->n; i++) {
        node *n = &s->nodes[i];
        b.next[i] = SYN_NONE;
        if (n->class != 'p' || n->name.n < 2)
            continue;
        uint32_t *slot =
            syn_map_slot(&b.map, sound(s, n->name.words[syni_last_word(&n->name)]), SYN_NONE);
        if (!slot)
            return;
        unsigned looked = 0;
        for (uint32_t j = *slot; j != SYN_NONE && looked < 64; j = b.next[j], looked++)
            if (syni_persons_agree(&n->name, &s->nodes[j].name))
                join(s, j, i, SYN_IDENTITY_SPELLING, 0.9f);
        b.next[i] = *slot;
        *slot = i;
    }
}

/* Do two entities share the last word of a role ("President", "foreign minister")? */
static bool share_role(const node *a, const node *b)
{
    for (uint32_t i = 0; i < a->e->roles.n && i < 8; i++)
        for (uint32_t k = 0; k < b->e->roles.n && k < 8; k++) {
            syn_str x = a->e->roles.items[i], y = b->e->roles.items[k];
            size_t n = 0;
            while (n < x.len && x.ptr[x.len - 1 - n] != ' ')
                n++;
            x = syn_str_slice(x, x.len - n, x.len);
            n = 0;
            while (n < y.len && y.ptr[y.len - 1 - n] != ' ')
                n++;
            y = syn_str_slice(y, y.len - n, y.len);
            if (x.len > 3 && syn_str_eq_nocase(x, y))
                return true;
        }
    return false;
}

/* Surnames alone: joined when one set of persons bears it, and only one. */
static void by_parts(state *s)
{
    for (int pass = 0; pass < 2; pass++) {
        buckets b;
        syn_map_init(&b.map, s->scratch);
        b.next = SYN_NEW_N(s->scratch, uint32_t, s->n);
        if (!b.next)
            return;
        for (uint32_t i = 0; i < s->n; i++) {
            const node *n = &s->nodes[i];
            b.next[i] = SYN_NONE;
            if (n->class != 'p' || n->name.n < 2)
                continue;
            syn_str word = pass == 0 ? n->name.words[syni_last_word(&n->name)] : n->name.words[0];
            uint32_t *slot = syn_map_slot(&b.map, sound(s, word), SYN_NONE);
            if (!slot)
                return;
            b.next[i] = *slot;
            *slot = i;
        }
        for (uint32_t i = 0; i < s->n; i++) {
            const node *n = &s->nodes[i];
            if (n->class != 'p' || n->name.n != 1 || s->nodes[root(s, i)].full.n > 1)
                continue;
            uint32_t hit = SYN_NONE, looked = 0, by_role = SYN_NONE;
            bool two = false, two_roles = false;
            for (uint32_t j = syn_map_get(&b.map, sound(s, n->name.words[0])); j != SYN_NONE;
                 j = b.next[j]) {
                if (++looked > 4096) {
                    two = true;
                    break;
                }
                const node *o = &s->nodes[j];
                syn_str word =
                    pass == 0 ? o->name.words[syni_last_word(&o->name)] : o->name.words[0];
                if (!syni_same_word(word, n->name.words[0]))
                    continue;
                if (hit != SYN_NONE && root(s, hit) != root(s, j))
                    two = true;
                hit = j;
                if (share_role(n, o)) {
                    two_roles =
                        two_roles || (by_role != SYN_NONE && root(s, by_role) != root(s, j));
                    by_role = j;
                }
            }
            if (hit != SYN_NONE && !two)
                join(s, hit, i, SYN_IDENTITY_PART, pass == 0 ? 0.85f : 0.7f);
            else if (by_role != SYN_NONE && !two_roles && looked <= 4096)
                join(s, by_role, i, SYN_IDENTITY_ROLE, 0.8f);
        }
    }
    /* the same single word in several documents, and no longer name: one person, less surely */
    syn_map single;
    syn_map_init(&single, s->scratch);
    for (uint32_t i = 0; i < s->n; i++) {
        const node *n = &s->nodes[i];
        if (n->class != 'p' || n->name.n != 1)
            continue;
        uint32_t *slot = syn_map_slot(&single, n->name.joined, i);
        if (slot && *slot != i)
            join(s, *slot, i, SYN_IDENTITY_PART, 0.75f);
    }
}

/* The end or beginning of a longer name of an organisation that no other ends or begins with. */
static void by_longer(state *s)
{
    syn_map parts; /* suffix or prefix of a name → node, SYN_NONE - 1 when two */
    syn_map_init(&parts, s->scratch);
    for (uint32_t i = 0; i < s->n; i++) {
        const node *n = &s->nodes[i];
        if (n->class != 'o' || n->name.n < 2)
            continue;
        for (uint32_t k = 1; k < n->name.n; k++) {
            const char *start = n->name.words[k].ptr;
            syn_str tail = {start, (size_t)(n->name.joined.ptr + n->name.joined.len - start)};
            syn_str head = {
                n->name.joined.ptr, (size_t)(n->name.words[k].ptr - 1 - n->name.joined.ptr)};
            for (int side = 0; side < 2; side++) {
                uint32_t *slot = syn_map_slot(&parts, side ? head : tail, i);
                if (slot && *slot < SYN_NONE - 1 && root(s, *slot) != root(s, i))
                    *slot = SYN_NONE - 1;
            }
        }
    }
    for (uint32_t i = 0; i < s->n; i++) {
        const node *n = &s->nodes[i];
        if (n->class != 'o' || n->name.n == 0 || n->e->key.len)
            continue;
        uint32_t hit = syn_map_get(&parts, n->name.joined);
        if (hit < SYN_NONE - 1)
            join(s, hit, i, SYN_IDENTITY_PART, 0.75f);
    }
}

/* "XYZ" in one report, "Xenon Yard Zone" in another. */
static void by_initials(state *s)
{
    syn_map map;
    syn_map_init(&map, s->scratch);
    for (uint32_t i = 0; i < s->n; i++) {
        const node *n = &s->nodes[i];
        if ((n->class != 'o' && n->class != 'm') || n->name.n < 3)
            continue;
        for (int with_small = 0; with_small < 2; with_small++) {
            char letters[SYNI_MAX_NAME_WORDS];
            size_t k = 0;
            for (uint32_t j = 0; j < n->name.n; j++)
                if (with_small || !syni_small_word(n->name.words[j]))
                    letters[k++] = n->name.words[j].ptr[0];
            if (k < 3)
                continue;
            uint32_t *slot =
                syn_map_slot(&map, syn_arena_str(s->scratch, (syn_str){letters, k}), i);
            if (slot && *slot < SYN_NONE - 1 && root(s, *slot) != root(s, i))
                *slot = SYN_NONE - 1;
        }
    }
    for (uint32_t i = 0; i < s->n; i++) {
        const node *n = &s->nodes[i];
        if ((n->class != 'o' && n->class != 'm') || n->name.n != 1 ||
            !syn_text_is_all_caps(n->e->name))
            continue;
        uint32_t hit = syn_map_get(&map, n->name.joined);
        if (hit < SYN_NONE - 1)
            join(s, hit, i, SYN_IDENTITY_ACRONYM, 0.8f);
    }
}

static void by_reader(state *s)
{
    for (uint32_t c = 0; c < s->n_corrections; c++) {
        if (!s->corrections[c].same)
            continue;
        uint32_t first = SYN_NONE;
        for (uint32_t i = 0; i < s->n; i++) {
            if (!bears(&s->nodes[i], &s->wrong[2 * c]) &&
                !bears(&s->nodes[i], &s->wrong[2 * c + 1]))
                continue;
            if (first == SYN_NONE)
                first = i;
            else
                join(s, first, i, SYN_IDENTITY_CORRECTED, 1);
        }
    }
}

/* ---- result -------------------------------------------------------------------------------- */

typedef struct counted {
    syn_str text;
    uint32_t n;
} counted;

static void add_distinct(syn_arena *keep, syn_strs *list, uint32_t *cap, syn_str s)
{
    if (s.len == 0)
        return;
    for (uint32_t i = 0; i < list->n; i++)
        if (syn_str_eq(list->items[i], s))
            return;
    if (list->n == *cap) {
        uint32_t more = *cap ? *cap * 2 : 4;
        syn_str *items = SYN_NEW_N(keep, syn_str, more);
        if (!items)
            return;
        if (list->n)
            memcpy(items, list->items, list->n * sizeof *items);
        list->items = items;
        *cap = more;
    }
    list->items[list->n++] = s;
}

static void describe(state *s, const uint32_t *members, uint32_t n, syn_identity_cluster *c)
{
    uint32_t types[SYN_N_ENTITY_TYPES] = {0};
    uint32_t cap_aliases = 0, cap_roles = 0;
    c->confidence = 1;
    for (uint32_t i = 0; i < n; i++) {
        const node *m = &s->nodes[members[i]];
        const syn_entity *e = m->e;
        types[e->type] += e->mentions.n ? e->mentions.n : 1;
        if (c->key.len == 0)
            c->key = e->key;
        if (c->code.len == 0)
            c->code = e->code;
        if (c->country.len == 0)
            c->country = e->country;
        if (!c->has_point && e->has_point) {
            c->has_point = true;
            c->lat = e->lat;
            c->lon = e->lon;
        }
        for (uint32_t k = 0; k < e->aliases.n; k++)
            add_distinct(s->keep, &c->aliases, &cap_aliases, e->aliases.items[k]);
        for (uint32_t k = 0; k < e->roles.n; k++)
            add_distinct(s->keep, &c->roles, &cap_roles, e->roles.items[k]);
    }
    for (uint8_t t = 0; t < SYN_N_ENTITY_TYPES; t++)
        if (types[t] > types[c->type])
            c->type = t;
    /* the commonest full name */
    uint32_t best_n = 0;
    for (uint32_t i = 0; i < n; i++) {
        const node *m = &s->nodes[members[i]];
        uint32_t same = 0;
        for (uint32_t j = 0; j < n; j++)
            same += syn_str_eq(s->nodes[members[j]].e->name, m->e->name);
        bool longer = m->name.n > 1 ? 1 : 0;
        uint32_t score = same + (longer ? n : 0);
        int order = c->name.len ? syn_str_cmp(m->e->name, c->name) : -1;
        if (score > best_n ||
            (score == best_n &&
                (m->e->name.len > c->name.len || (m->e->name.len == c->name.len && order < 0)))) {
            best_n = score;
            c->name = m->e->name;
        }
        if (n > 256)
            break;
    }
}

typedef struct sorted {
    uint32_t root, node;
} sorted;

static int by_root(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

static int by_size(const void *a, const void *b)
{
    const syn_identity_cluster *x = a, *y = b;
    if (x->members.n != y->members.n)
        return x->members.n > y->members.n ? -1 : 1;
    int c = syn_str_cmp(x->name, y->name);
    if (c)
        return c;
    return x->members.items[0].doc != y->members.items[0].doc
               ? (x->members.items[0].doc < y->members.items[0].doc ? -1 : 1)
               : (x->members.items[0].entity < y->members.items[0].entity ? -1 : 1);
}

static int by_member(const void *a, const void *b)
{
    const syn_identity_member *x = a, *y = b;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

static bool give(state *s, uint32_t n_docs, syn_identity *out)
{
    sorted *order = SYN_NEW_N(s->scratch, sorted, s->n);
    if (s->n && !order)
        return false;
    for (uint32_t i = 0; i < s->n; i++)
        order[i] = (sorted){root(s, i), i};
    if (s->n)
        qsort(order, s->n, sizeof *order, by_root);
    uint32_t n_clusters = 0;
    for (uint32_t i = 0; i < s->n; i++)
        n_clusters += i == 0 || order[i].root != order[i - 1].root;
    out->clusters.items = SYN_NEW_N(s->keep, syn_identity_cluster, n_clusters);
    uint32_t *members = SYN_NEW_N(s->scratch, uint32_t, s->n);
    uint32_t *counts = SYN_NEW_N(s->scratch, uint32_t, s->n);
    if (syn_arena_failed(s->keep) || syn_arena_failed(s->scratch))
        return false;
    for (uint32_t i = 0; i < s->n;) {
        uint32_t end = i;
        while (end < s->n && order[end].root == order[i].root) {
            members[end - i] = order[end].node;
            end++;
        }
        syn_identity_cluster *c = &out->clusters.items[out->clusters.n];
        c->members.items = SYN_NEW_N(s->keep, syn_identity_member, end - i);
        if (!c->members.items)
            return false;
        for (uint32_t k = i; k < end; k++)
            c->members.items[c->members.n++] =
                (syn_identity_member){s->nodes[order[k].node].doc, s->nodes[order[k].node].entity};
        describe(s, members, end - i, c);
        qsort(c->members.items, c->members.n, sizeof *c->members.items, by_member);
        out->clusters.n++;
        i = end;
    }
    if (out->clusters.n)
        qsort(out->clusters.items, out->clusters.n, sizeof *out->clusters.items, by_size);
    for (uint32_t c = 0; c < out->clusters.n; c++)
        for (uint32_t k = 0; k < out->clusters.items[c].members.n; k++) {
            syn_identity_member m = out->clusters.items[c].members.items[k];
            out->cluster_of[out->first[m.doc] + m.entity] = c;
        }
    for (uint32_t i = 0; i < s->merges.n; i++)
        counts[out->cluster_of[out->first[s->merges.items[i].a.doc] +
                               s->merges.items[i].a.entity]]++;
    for (uint32_t c = 0; c < out->clusters.n; c++)
        if (counts[c])
            out->clusters.items[c].merges.items = SYN_NEW_N(s->keep, syn_identity_merge, counts[c]);
    if (syn_arena_failed(s->keep))
        return false;
    for (uint32_t i = 0; i < s->merges.n; i++) {
        syn_identity_merge m = s->merges.items[i];
        syn_identity_cluster *c =
            &out->clusters.items[out->cluster_of[out->first[m.a.doc] + m.a.entity]];
        c->merges.items[c->merges.n++] = m;
        if (m.confidence < c->confidence)
            c->confidence = m.confidence;
    }
    (void)n_docs;
    return true;
}

typedef struct doc_order {
    syn_str id, sha;
    uint32_t doc;
} doc_order;

static int by_id(const void *a, const void *b)
{
    const doc_order *x = a, *y = b;
    int c = syn_str_cmp(x->id, y->id);
    if (c == 0)
        c = syn_str_cmp(x->sha, y->sha);
    if (c)
        return c;
    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

syn_status syn_identity_run(const struct syn_know *know, const syn_doc *const *docs,
    uint32_t n_docs, const syn_identity_correction *corrections, uint32_t n_corrections,
    syn_arena *keep, syn_arena *scratch, syn_identity *out, syn_err *err)
{
    (void)know;
    state s = {.keep = keep,
        .scratch = scratch,
        .corrections = corrections,
        .n_corrections = corrections ? n_corrections : 0};
    syn_identity result = {.n_docs = n_docs};
    result.first = SYN_NEW_N(keep, uint32_t, (size_t)n_docs + 1);
    doc_order *order = SYN_NEW_N(scratch, doc_order, n_docs);
    s.wrong = SYN_NEW_N(scratch, syni_name, 2 * (size_t)s.n_corrections);
    if (!result.first || (n_docs && !order) || (s.n_corrections && !s.wrong))
        goto no_memory;
    for (uint32_t i = 0; i < n_docs; i++) {
        result.first[i + 1] = result.first[i] + (docs[i]->names ? docs[i]->names->entities.n : 0);
        order[i] = (doc_order){docs[i]->id, docs[i]->source.sha256, i};
    }
    if (n_docs)
        qsort(order, n_docs, sizeof *order, by_id);
    result.cluster_of = SYN_NEW_N(keep, uint32_t, (size_t)result.first[n_docs] + 1);
    s.nodes = SYN_NEW_N(scratch, node, (size_t)result.first[n_docs] + 1);
    if (!result.cluster_of || !s.nodes)
        goto no_memory;
    for (uint32_t i = 0; i < s.n_corrections; i++) {
        s.wrong[2 * i] = syni_name_make(scratch, corrections[i].a);
        s.wrong[2 * i + 1] = syni_name_make(scratch, corrections[i].b);
    }
    for (uint32_t d = 0; d < n_docs; d++) {
        uint32_t doc = order[d].doc;
        if (!docs[doc]->names)
            continue;
        for (uint32_t k = 0; k < docs[doc]->names->entities.n; k++) {
            const syn_entity *e = &docs[doc]->names->entities.items[k];
            node *n = &s.nodes[s.n];
            *n = (node){.doc = doc,
                .entity = k,
                .e = e,
                .class = class_of(e->type),
                .parent = s.n,
                .size = 1,
                .key = e->key,
                .name = syni_name_make(scratch, e->name)};
            n->full = n->name;
            n->others = SYN_NEW_N(scratch, syni_name, e->aliases.n);
            for (uint32_t a = 0; n->others && a < e->aliases.n; a++)
                n->others[n->n_others++] = syni_name_make(scratch, e->aliases.items[a]);
            s.n++;
        }
    }
    if (syn_arena_failed(scratch))
        goto no_memory;
    by_reader(&s);
    by_keys(&s);
    by_names(&s, false);
    by_names(&s, true);
    by_spelling(&s);
    by_initials(&s);
    by_parts(&s);
    by_longer(&s);
    if (syn_arena_failed(scratch) || !give(&s, n_docs, &result) || syn_arena_failed(keep))
        goto no_memory;
    *out = result;
    return SYN_OK;
no_memory:
    return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for identities across reports");
}
