/* SPDX-License-Identifier: Apache-2.0
 *
 * The names stage: tag, make mentions, join them to entities, resolve places, seal the layer.
 *
 * The tagger runs twice over a document; the second run sees how the first labelled the same words
 * elsewhere. See ner.h for the model, mention.c, entity.c, noun.c and place.c for the steps.
 * The weights file (models/names.syn) holds: word.check, word.info (what unlabelled text says of a
 * word), and for each run pN.check, pN.rows, pN.bonds.
 */
#include "names/names.h"

#include <stdlib.h>
#include <string.h>

#include "model/weights.h"
#include "names/work.h"

#define N_PASSES 2
#define MAX_SPELLINGS 256 /* distinct aliases kept of one entity */

struct syn_names {
    syn_weights *weights;
    const syn_know *know;
    syni_ner_words words;
    syni_ner_pass passes[N_PASSES];
    uint64_t *filters; /* [N_PASSES][SYNI_NER_FILTER_WORDS] */
};

static syn_status bind(syn_names *model, syn_err *err)
{
    const syn_tensor *t, *u;
    syn_status s = syn_weights_find_tensor(
        model->weights, "word.check", SYN_DTYPE_I32, 1, (uint32_t[]){0}, &t, err);
    if (s == SYN_OK)
        s = syn_weights_find_tensor(
            model->weights, "word.info", SYN_DTYPE_U8, 2, (uint32_t[]){t->dims[0], 4}, &u, err);
    if (s != SYN_OK)
        return s;
    model->words = (syni_ner_words){t->data, u->data, t->dims[0]};
    if (t->dims[0] & (t->dims[0] - 1))
        return syn_err_set(err, SYN_E_FORMAT, "names.syn", "word.check has no power-of-two size");
    for (unsigned p = 0; p < N_PASSES; p++) {
        char name[3][16] = {"p1.check", "p1.rows", "p1.bonds"};
        for (unsigned k = 0; k < 3; k++)
            name[k][1] = (char)('1' + p);
        const syn_tensor *check, *rows, *bonds;
        s = syn_weights_find_tensor(
            model->weights, name[0], SYN_DTYPE_I32, 1, (uint32_t[]){0}, &check, err);
        if (s == SYN_OK)
            s = syn_weights_find_tensor(model->weights, name[1], SYN_DTYPE_I8, 2,
                (uint32_t[]){check->dims[0], SYNI_NER_N_LABELS}, &rows, err);
        if (s == SYN_OK)
            s = syn_weights_find_tensor(model->weights, name[2], SYN_DTYPE_I32, 2,
                (uint32_t[]){SYNI_NER_N_LABELS, SYNI_NER_N_LABELS}, &bonds, err);
        if (s != SYN_OK)
            return s;
        if (check->dims[0] == 0 || (check->dims[0] & (check->dims[0] - 1)))
            return syn_err_set(
                err, SYN_E_FORMAT, "names.syn", "%s has no power-of-two size", name[0]);
        uint64_t *filter = model->filters + (size_t)p * SYNI_NER_FILTER_WORDS;
        const uint32_t *checks = check->data;
        for (uint32_t i = 0; i < check->dims[0]; i++) {
            uint32_t bit = syni_ner_filter_bit(checks[i]);
            if (checks[i] != 0)
                filter[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
        model->passes[p] = (syni_ner_pass){.check = checks,
            .rows = rows->data,
            .n_slots = check->dims[0],
            .filter = filter,
            .bonds = bonds->data};
    }
    return SYN_OK;
}

syn_status syn_names_new(
    const char *models_folder, const struct syn_know *know, syn_names **out, syn_err *err)
{
    syn_buf path = {0};
    syn_buf_printf(&path, "%s/names.syn", models_folder);
    syn_names *model = calloc(1, sizeof *model);
    if (model)
        model->filters = calloc((size_t)N_PASSES * SYNI_NER_FILTER_WORDS, sizeof *model->filters);
    if (!model || !model->filters || path.failed) {
        if (model)
            free(model->filters);
        free(model);
        syn_buf_free(&path);
        return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for the name tagger");
    }
    model->know = know;
    syn_status s = syn_weights_open(path.ptr, &model->weights, err);
    syn_buf_free(&path);
    if (s == SYN_OK)
        s = bind(model, err);
    if (s != SYN_OK) {
        syn_names_free(model);
        return s;
    }
    *out = model;
    return SYN_OK;
}

void syn_names_free(syn_names *model)
{
    if (!model)
        return;
    syn_weights_close(model->weights);
    free(model->filters);
    free(model);
}

static bool tag(const syn_names *model, const syn_doc *doc, const syni_ner_token *tokens,
    uint32_t n, syn_arena *scratch, uint8_t *labels, int32_t *margins)
{
    (void)doc;
    for (unsigned p = 0; p < N_PASSES; p++) {
        syn_arena_mark mark = syn_arena_mark_get(scratch);
        syni_ner_features features;
        uint8_t *now = SYN_NEW_N(scratch, uint8_t, n);
        if (!now ||
            !syni_ner_features_make(
                tokens, n, &model->words, model->know, p ? labels : NULL, scratch, &features) ||
            !syni_ner_decode(&model->passes[p], tokens, &features, scratch, now,
                p + 1 == N_PASSES ? margins : NULL))
            return false;
        memcpy(labels, now, n);
        syn_arena_rewind(scratch, mark);
    }
    return true;
}

/* ---- sealing ------------------------------------------------------------------------------- */

typedef struct order {
    syn_span span;
    uint32_t mention;
} order;

static int by_place(const void *a, const void *b)
{
    const order *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->mention < y->mention ? -1 : x->mention > y->mention;
}

static bool same_text(syn_str a, syn_str b)
{
    return syn_str_eq(a, b);
}

static void add_string(syn_arena *keep, syn_strs *list, uint32_t *cap, syn_str s)
{
    if (list->n >= MAX_SPELLINGS)
        return;
    for (uint32_t i = 0; i < list->n; i++)
        if (same_text(list->items[i], s))
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

static void seal_entity(const syni_work *w, const syni_entity *e, syn_arena *keep, syn_entity *out)
{
    out->type = e->type;
    out->name = syn_arena_str(keep, e->made_name);
    for (uint32_t i = 0; e->best == SYN_NONE && i < e->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[e->mentions.items[i]];
        if (m->kind != SYN_MENTION_NOMINAL || m->role_end <= m->role_first)
            continue;
        out->name = syni_token_text(w, m->role_first, m->role_end);
        break;
    }
    if (e->best != SYN_NONE) {
        const syni_mention *m = &w->mentions.items[e->best];
        out->name = syni_token_text(w, m->first, m->end);
    }
    out->key = syn_arena_str(keep, e->key);
    out->code = syn_arena_str(keep, e->code);
    out->country = syn_arena_str(keep, syn_str_from(e->country));
    out->has_point = e->has_point;
    out->lat = e->lat;
    out->lon = e->lon;
    out->speaks_for_government = e->governs;
    out->confidence = e->confidence;
    uint32_t cap = 0;
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[e->mentions.items[i]];
        if (m->kind == SYN_MENTION_NAME &&
            (m->type != SYN_ENTITY_NORP || e->type == SYN_ENTITY_NORP) && !m->acts)
            add_string(keep, &out->aliases, &cap, syni_token_text(w, m->first, m->end));
    }
    cap = 0;
    for (uint32_t i = 0; i < e->roles.n; i++)
        add_string(keep, &out->roles, &cap, syn_str_span(w->doc->text, e->roles.items[i]));
}

static bool seal(syni_work *w, syn_arena *keep, syn_names_layer *out)
{
    uint32_t n = w->mentions.n;
    order *places = SYN_NEW_N(w->scratch, order, n);
    uint32_t *new_entity = SYN_NEW_N(w->scratch, uint32_t, w->entities.n);
    uint32_t *counts = SYN_NEW_N(w->scratch, uint32_t, w->entities.n);
    if ((n && !places) || syn_arena_failed(w->scratch))
        return false;
    for (uint32_t i = 0; i < n; i++)
        places[i] =
            (order){syni_token_span(w, w->mentions.items[i].first, w->mentions.items[i].end), i};
    if (n)
        qsort(places, n, sizeof *places, by_place);
    for (uint32_t i = 0; i < w->entities.n; i++)
        new_entity[i] = SYN_NONE;
    out->mentions.items = SYN_NEW_N(keep, syn_mention, n);
    out->entities.items = SYN_NEW_N(keep, syn_entity, w->entities.n);
    if (syn_arena_failed(keep))
        return false;
    uint32_t outer_end[3] = {0}, n_entities = 0; /* nested: inside one of its own kind */
    for (uint32_t i = 0; i < n; i++) {
        const syni_mention *m = &w->mentions.items[places[i].mention];
        syn_mention *o = &out->mentions.items[i];
        *o = (syn_mention){.span = places[i].span,
            .head = w->tokens[m->head].span,
            .first_token = m->first,
            .end_token = m->end,
            .head_token = m->head,
            .entity = SYN_NONE,
            .kind = m->kind,
            .type = m->type,
            .confidence = m->confidence,
            .nested = m->nested || places[i].span.end <= outer_end[m->kind]};
        if (places[i].span.end > outer_end[m->kind])
            outer_end[m->kind] = places[i].span.end;
        if (m->entity == SYN_NONE)
            continue;
        if (new_entity[m->entity] == SYN_NONE) {
            new_entity[m->entity] = n_entities;
            seal_entity(w, &w->entities.items[m->entity], keep, &out->entities.items[n_entities++]);
        }
        o->entity = new_entity[m->entity];
        counts[o->entity]++;
    }
    out->mentions.n = n;
    out->entities.n = n_entities;
    for (uint32_t e = 0; e < n_entities; e++)
        out->entities.items[e].mentions.items = SYN_NEW_N(keep, uint32_t, counts[e]);
    if (syn_arena_failed(keep))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (out->mentions.items[i].entity != SYN_NONE) {
            syn_entity *e = &out->entities.items[out->mentions.items[i].entity];
            e->mentions.items[e->mentions.n++] = i;
        }
    return !syn_arena_failed(keep);
}

syn_status syn_names_run(const syn_names *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_names_layer *out, syn_err *err)
{
    syn_names_layer layer = {0};
    const syn_lang_layer *lang = doc->lang;
    if (!lang || lang->tokens.n == 0 ||
        (doc->meta.language.len && !syn_str_eq_z(doc->meta.language, "en"))) {
        *out = layer;
        return SYN_OK;
    }
    uint32_t n = lang->tokens.n;
    syni_ner_token *tokens = SYN_NEW_N(scratch, syni_ner_token, n);
    uint8_t *labels = SYN_NEW_N(scratch, uint8_t, n);
    int32_t *margins = SYN_NEW_N(scratch, int32_t, n);
    syni_work w = {.doc = doc,
        .know = model->know,
        .scratch = scratch,
        .tokens = lang->tokens.items,
        .n_tokens = n,
        .parsed = lang->is_parsed,
        .mention_at = SYN_NEW_N(scratch, uint32_t, n)};
    bool ok = !syn_arena_failed(scratch);
    for (uint32_t i = 0; ok && i < n; i++) {
        const syn_token *t = &lang->tokens.items[i];
        syn_zone_kind zone = syn_doc_zone_at(doc, t->span.start);
        tokens[i] = (syni_ner_token){syn_str_span(doc->text, t->span), t->sentence,
            zone == SYN_ZONE_TITLE || zone == SYN_ZONE_HEADING};
    }
    ok = ok && tag(model, doc, tokens, n, scratch, labels, margins) &&
         syni_mentions_of_names(&w, labels, margins) && syni_places_choose(&w);
    if (ok)
        syni_mentions_that_act(&w);
    ok = ok && syni_mentions_of_nouns(&w) && syni_entities_of_names(&w) &&
         syni_entities_of_nouns(&w) && syni_places_resolve(&w) && seal(&w, keep, &layer);
    if (!ok)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for the names of a document");
    *out = layer;
    return SYN_OK;
}
