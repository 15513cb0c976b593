/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is who across the reports of one story.
 *
 * Entities of single reports are joined by equal keys, equal names, spelling variants of one name,
 * and a short form that fits one bearer alone. A family name that two bearers in the story share
 * joins nobody (Rao & McNamee's rule of a unique antecedent, in its strict form). Union-find over
 * (report, entity) in a fixed order. Rejected: joining by similarity of contexts (wrong joins cost
 * more than missed ones).
 */
#include "claim/build.h"

#include "know/know.h"
#include "text/text.h"

syn_str syni_bare_name(syn_str name)
{
    static const char *const articles[] = {"the ", "The ", "a ", "A ", "an ", "An "};
    name = syn_str_trim(name);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        syn_str article = syn_str_from(articles[i]);
        if (syn_str_starts(name, article)) {
            name = syn_str_slice(name, article.len, name.len);
            break;
        }
    }
    if (syn_str_ends(name, SYN_STR("'s")))
        name.len -= 2;
    else if (syn_str_ends(name, SYN_STR("’s")))
        name.len -= 4;
    return syn_str_trim(name);
}

syn_str syni_one_line(syn_arena *arena, syn_str s)
{
    char *out = SYN_NEW_N(arena, char, s.len + 1);
    size_t n = 0;
    bool space = false;
    if (!out)
        return (syn_str){0};
    for (size_t i = 0; i < s.len;) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, i, &len);
        if (syn_cp_is_space(c) || c < 0x20) {
            space = n > 0;
        } else {
            if (space)
                out[n++] = ' ';
            space = false;
            memcpy(out + n, s.ptr + i, len);
            n += len;
        }
        i += len;
    }
    return (syn_str){out, n};
}

bool syni_ids_has(const syn_ids *ids, uint32_t id)
{
    for (uint32_t i = 0; i < ids->n; i++)
        if (ids->items[i] == id)
            return true;
    return false;
}

void syni_ids_add(syn_arena *arena, syn_ids *ids, uint32_t id)
{
    if (id == SYN_NONE || syni_ids_has(ids, id))
        return;
    /* Short lists: a new block for each power of two. */
    if ((ids->n & (ids->n + 1)) == 0 || ids->n == 0) {
        uint32_t *more = SYN_NEW_N(arena, uint32_t, 2 * (ids->n + 1));
        if (!more)
            return;
        if (ids->n)
            memcpy(more, ids->items, ids->n * sizeof *more);
        ids->items = more;
    }
    uint32_t at = ids->n;
    while (at > 0 && ids->items[at - 1] > id) {
        ids->items[at] = ids->items[at - 1];
        at--;
    }
    ids->items[at] = id;
    ids->n++;
}

/* ---- joining ------------------------------------------------------------------------------- */

typedef struct node {
    uint32_t document, entity;
    const syn_entity *e;
    syn_str folded; /* bare name, folded */
    uint32_t parent;
} node;

static uint32_t root(node *nodes, uint32_t i)
{
    while (nodes[i].parent != i) {
        nodes[i].parent = nodes[nodes[i].parent].parent;
        i = nodes[i].parent;
    }
    return i;
}

static void join(node *nodes, uint32_t a, uint32_t b)
{
    a = root(nodes, a);
    b = root(nodes, b);
    if (a < b)
        nodes[b].parent = a;
    else
        nodes[a].parent = b;
}

static bool is_place_type(uint8_t type)
{
    return type == SYN_ENTITY_GPE || type == SYN_ENTITY_LOC || type == SYN_ENTITY_FAC;
}

static bool types_fit(uint8_t a, uint8_t b)
{
    return a == b || (is_place_type(a) && is_place_type(b)) || a == SYN_ENTITY_MISC
        || b == SYN_ENTITY_MISC || (a == SYN_ENTITY_NORP && b == SYN_ENTITY_ORG)
        || (a == SYN_ENTITY_ORG && b == SYN_ENTITY_NORP);
}

static syn_str last_word(syn_str s)
{
    size_t at = s.len;
    while (at > 0 && s.ptr[at - 1] != ' ')
        at--;
    return syn_str_slice(s, at, s.len);
}

static bool has_space(syn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == ' ')
            return true;
    return false;
}

/* "United Nations" and "UN": initials of the capitalised words. */
static bool is_acronym_of(syn_str acronym, syn_str name)
{
    size_t at = 0, n = 0;
    bool begin = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (begin && c >= 'A' && c <= 'Z') {
            while (at < acronym.len && acronym.ptr[at] == '.')
                at++;
            if (at >= acronym.len || acronym.ptr[at] != c)
                return false;
            at++;
            n++;
        }
        begin = c == ' ' || c == '-';
    }
    while (at < acronym.len && acronym.ptr[at] == '.')
        at++;
    return n >= 2 && at == acronym.len;
}

bool syni_build_entities(syni_build *b)
{
    SYN_VEC(node) nodes = {0};
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_doc *doc = b->docs[d].doc;
        if (!doc->names)
            continue;
        for (uint32_t e = 0; e < doc->names->entities.n; e++) {
            const syn_entity *entity = &doc->names->entities.items[e];
            node one = {.document = d, .entity = e, .e = entity, .parent = nodes.n};
            one.folded = syn_text_fold(b->scratch, syni_bare_name(entity->name));
            bool named = false;
            for (uint32_t m = 0; m < entity->mentions.n && !named; m++)
                named = doc->names->mentions.items[entity->mentions.items[m]].kind
                    == SYN_MENTION_NAME;
            if (!named && entity->aliases.n == 0 && entity->key.len == 0)
                one.folded = (syn_str){0}; /* known by a description alone: joins nobody */
            SYN_PUSH(b->scratch, nodes, one);
        }
    }
    if (syn_arena_failed(b->scratch))
        return false;
    syn_map seen;
    syn_map_init(&seen, b->scratch);
    for (uint32_t i = 0; i < nodes.n; i++) {
        node *x = &nodes.items[i];
        if (x->e->key.len) {
            uint32_t *slot = syn_map_slot(&seen, x->e->key, i);
            if (!slot)
                return false;
            join(nodes.items, i, *slot);
        }
    }
    for (uint32_t i = 0; i < nodes.n; i++)
        for (uint32_t k = 0; k < i; k++) {
            node *x = &nodes.items[i], *y = &nodes.items[k];
            if (!x->folded.len || !y->folded.len || x->document == y->document)
                continue;
            if (x->e->key.len && y->e->key.len && !syn_str_eq(x->e->key, y->e->key))
                continue;
            bool same = syn_str_eq(x->folded, y->folded) && types_fit(x->e->type, y->e->type);
            if (!same && x->e->type == SYN_ENTITY_ORG && y->e->type == SYN_ENTITY_ORG)
                same = is_acronym_of(x->e->name, y->e->name) || is_acronym_of(y->e->name, x->e->name);
            if (!same && x->e->type == y->e->type && has_space(x->folded) && has_space(y->folded))
                same = syn_know_same_spelling(x->e->name, y->e->name);
            if (same)
                join(nodes.items, i, k);
        }
    /* A family name alone, or a name with one part more: only where it fits one bearer. */
    for (uint32_t i = 0; i < nodes.n; i++) {
        node *x = &nodes.items[i];
        if (!x->folded.len || x->e->type != SYN_ENTITY_PER)
            continue;
        uint32_t found = SYN_NONE;
        bool many = false;
        for (uint32_t k = 0; k < nodes.n; k++) {
            node *y = &nodes.items[k];
            if (k == i || y->e->type != SYN_ENTITY_PER || !y->folded.len
                || syn_str_eq(x->folded, y->folded))
                continue;
            bool part = !has_space(x->folded) && has_space(y->folded)
                && (syn_str_eq(last_word(y->folded), x->folded)
                    || (x->folded.len > 3
                        && syn_know_same_spelling(last_word(y->folded), x->folded)));
            bool longer = has_space(x->folded) && y->folded.len > x->folded.len
                && syn_str_starts(y->folded, x->folded) && y->folded.ptr[x->folded.len] == ' ';
            if (!part && !longer)
                continue;
            uint32_t r = root(nodes.items, k);
            if (found != SYN_NONE && r != found)
                many = true;
            found = r;
        }
        if (found != SYN_NONE && !many)
            join(nodes.items, i, found);
    }
    /* Entities of the story, in the order of their first bearer. */
    SYN_VEC(syn_story_entity) out = {0};
    uint32_t *of = SYN_NEW_N(b->scratch, uint32_t, nodes.n + 1);
    if (!of)
        return false;
    for (uint32_t i = 0; i < nodes.n; i++)
        of[i] = SYN_NONE;
    typedef SYN_VEC(syn_alias) alias_vec;
    typedef SYN_VEC(syn_epithet) epithet_vec;
    alias_vec *aliases = SYN_NEW_N(b->scratch, alias_vec, nodes.n + 1);
    epithet_vec *epithets = SYN_NEW_N(b->scratch, epithet_vec, nodes.n + 1);
    if (!aliases || !epithets)
        return false;
    for (uint32_t i = 0; i < nodes.n; i++) {
        const node *x = &nodes.items[i];
        uint32_t r = root(nodes.items, i);
        const syn_doc *doc = b->docs[x->document].doc;
        if (of[r] == SYN_NONE) {
            of[r] = out.n;
            syn_story_entity one = {.id = syn_arena_printf(b->keep, "E%u", out.n + 1),
                .type = x->e->type,
                .name = x->e->name};
            SYN_PUSH(b->keep, out, one);
            if (syn_arena_failed(b->keep))
                return false;
        }
        uint32_t s = of[r];
        syn_story_entity *entity = &out.items[s];
        b->docs[x->document].entity_of[x->entity] = s;
        if (x->e->name.len > entity->name.len && x->e->name.len < 60 && x->folded.len)
            entity->name = x->e->name;
        if (!entity->key.len)
            entity->key = x->e->key;
        if (!entity->code.len)
            entity->code = x->e->code;
        entity->n_mentions += x->e->mentions.n;
        for (uint32_t k = 0; k < x->e->aliases.n; k++) {
            uint32_t at = 0;
            while (at < aliases[s].n
                && !syn_str_eq(aliases[s].items[at].text, x->e->aliases.items[k]))
                at++;
            if (at == aliases[s].n) {
                syn_alias alias = {.text = x->e->aliases.items[k]};
                SYN_PUSH(b->keep, aliases[s], alias);
            }
            if (at < aliases[s].n)
                syni_ids_add(b->keep, &aliases[s].items[at].documents, x->document);
        }
        for (uint32_t k = 0; k < x->e->roles.n; k++) {
            syn_str role = syn_str_trim(x->e->roles.items[k]);
            if (!role.len)
                continue;
            /* Where it stands: next to a mention of the bearer. */
            size_t from = 0, at;
            syn_span place = {SYN_NONE, SYN_NONE};
            while (from < doc->text.len
                && (at = syn_str_find(syn_str_slice(doc->text, from, doc->text.len), role))
                    != SIZE_MAX) {
                syn_span span = {(uint32_t)(from + at), (uint32_t)(from + at + role.len)};
                bool near = false;
                for (uint32_t m = 0; m < x->e->mentions.n && !near; m++) {
                    syn_span ms = doc->names->mentions.items[x->e->mentions.items[m]].span;
                    near = (ms.start >= span.end && ms.start - span.end <= 3)
                        || (span.start >= ms.end && span.start - ms.end <= 6)
                        || syn_span_contains(ms, span);
                }
                if (near) {
                    place = span;
                    break;
                }
                from = span.end;
            }
            if (place.start == SYN_NONE)
                continue;
            syn_epithet epithet = {.text = syn_str_span(doc->text, place),
                .at = {.document = x->document, .span = place}};
            SYN_PUSH(b->keep, epithets[s], epithet);
        }
    }
    for (uint32_t s = 0; s < out.n; s++) {
        out.items[s].aliases.items = aliases[s].items;
        out.items[s].aliases.n = aliases[s].n;
        out.items[s].epithets.items = epithets[s].items;
        out.items[s].epithets.n = epithets[s].n;
    }
    b->story->entities.items = out.items;
    b->story->entities.n = out.n;
    return !syn_arena_failed(b->keep) && !syn_arena_failed(b->scratch);
}
