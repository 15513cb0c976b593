/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is who across the reports of one story.
 *
 * The joins are those of names (identity.h); here they become the story's entities, numbered in the
 * order of their first bearer, with every spelling and every title by report. Small helpers for
 * names and lists of ids stand here too.
 */
#include "claim/build.h"

#include "names/identity.h"
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
    while (name.len && (name.ptr[name.len - 1] == ',' || name.ptr[name.len - 1] == ' '))
        name.len--;
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

/* ---- identity ------------------------------------------------------------------------------ */

typedef SYN_VEC(syn_alias) alias_vec;
typedef SYN_VEC(syn_epithet) epithet_vec;

static bool is_named(const syn_doc *doc, const syn_entity *e)
{
    for (uint32_t m = 0; m < e->mentions.n; m++)
        if (doc->names->mentions.items[e->mentions.items[m]].kind == SYN_MENTION_NAME)
            return true;
    return false;
}

static void add_alias(syni_build *b, alias_vec *aliases, uint32_t d, syn_str text)
{
    for (uint32_t i = 0; i < aliases->n; i++)
        if (syn_str_eq(aliases->items[i].text, text)) {
            syni_ids_add(b->keep, &aliases->items[i].documents, d);
            return;
        }
    syn_alias alias = {.text = text};
    syni_ids_add(b->keep, &alias.documents, d);
    SYN_PUSH(b->keep, *aliases, alias);
}

/* Where a role stands in the text: next to a mention of its bearer, or inside one. */
static syn_span place_of_role(const syn_doc *doc, const syn_entity *e, syn_str role)
{
    size_t from = 0, at;
    while (from < doc->text.len &&
           (at = syn_str_find(syn_str_slice(doc->text, from, doc->text.len), role)) != SIZE_MAX) {
        syn_span span = {(uint32_t)(from + at), (uint32_t)(from + at + role.len)};
        for (uint32_t m = 0; m < e->mentions.n; m++) {
            syn_span ms = doc->names->mentions.items[e->mentions.items[m]].span;
            if ((ms.start >= span.end && ms.start - span.end <= 3) ||
                (span.start >= ms.end && span.start - ms.end <= 6) || syn_span_contains(ms, span))
                return span;
        }
        from = span.end;
    }
    return (syn_span){SYN_NONE, SYN_NONE};
}

static void add_roles(syni_build *b, epithet_vec *epithets, uint32_t d, const syn_entity *e)
{
    const syn_doc *doc = b->docs[d].doc;
    for (uint32_t k = 0; k < e->roles.n; k++) {
        syn_str role = syn_str_trim(e->roles.items[k]);
        if (!role.len)
            continue;
        syn_span place = place_of_role(doc, e, role);
        if (place.start == SYN_NONE)
            continue;
        syn_epithet epithet = {.text = syn_str_span(doc->text, place), .at = {d, place}};
        SYN_PUSH(b->keep, *epithets, epithet);
    }
}

bool syni_build_entities(syni_build *b)
{
    const syn_doc **docs = SYN_NEW_N(b->scratch, const syn_doc *, b->n_docs);
    syn_identity identity;
    if (!docs)
        return false;
    for (uint32_t d = 0; d < b->n_docs; d++)
        docs[d] = b->docs[d].doc;
    /* Clusters live as long as the story: their names and keys are borrowed from documents. */
    if (syn_identity_run(b->know, docs, b->n_docs, NULL, 0, b->keep, b->scratch, &identity, NULL) !=
        SYN_OK)
        return false;
    uint32_t n = identity.clusters.n;
    uint32_t *of = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    alias_vec *aliases = SYN_NEW_N(b->scratch, alias_vec, n + 1);
    epithet_vec *epithets = SYN_NEW_N(b->scratch, epithet_vec, n + 1);
    syn_story_entity *out = SYN_NEW_N(b->keep, syn_story_entity, n + 1);
    uint32_t n_out = 0;
    if (!of || !aliases || !epithets || !out)
        return false;
    for (uint32_t c = 0; c < n; c++)
        of[c] = SYN_NONE;
    /* Ids in the order of the first bearer. */
    for (uint32_t d = 0; d < b->n_docs; d++)
        for (uint32_t e = 0; docs[d]->names && e < docs[d]->names->entities.n; e++) {
            const syn_entity *one = &docs[d]->names->entities.items[e];
            uint32_t c = syn_identity_of(&identity, d, e);
            if (c == SYN_NONE)
                continue;
            if (of[c] == SYN_NONE) {
                const syn_identity_cluster *cluster = &identity.clusters.items[c];
                of[c] = n_out;
                out[n_out] = (syn_story_entity){.id = syn_arena_printf(b->keep, "E%u", n_out + 1),
                    .type = cluster->type,
                    .name = cluster->name.len ? cluster->name : one->name,
                    .key = cluster->key,
                    .code = cluster->code};
                out[n_out].country = cluster->country;
                n_out++;
            }
            uint32_t s = of[c];
            b->docs[d].entity_of[e] = s;
            out[s].n_mentions += one->mentions.n;
            if (is_named(docs[d], one))
                for (uint32_t k = 0; k < one->aliases.n; k++)
                    add_alias(b, &aliases[s], d, one->aliases.items[k]);
            add_roles(b, &epithets[s], d, one);
        }
    for (uint32_t s = 0; s < n_out; s++) {
        out[s].aliases.items = aliases[s].items;
        out[s].aliases.n = aliases[s].n;
        out[s].epithets.items = epithets[s].items;
        out[s].epithets.n = epithets[s].n;
    }
    b->story->entities.items = out;
    b->story->entities.n = n_out;
    return !syn_arena_failed(b->keep) && !syn_arena_failed(b->scratch);
}
