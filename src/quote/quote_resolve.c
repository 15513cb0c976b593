/* SPDX-License-Identifier: Apache-2.0
 *
 * From cues and their labelled windows to attributions that fit together.
 *
 * A cue inside another's content is nested in it (the innermost such content wins); contents of two
 * that are not nested never share a token: the surer cue keeps it. Cost: cues times the cues within
 * one window of theirs, so linear in the text.
 */
#include "quote_resolve.h"

static uint8_t label_of(const syn_qdraft *draft, uint32_t token)
{
    const syn_qfound *f = &draft->found;

    return token >= f->begin && token < f->end ? f->labels[token - f->begin] : SYN_QO;
}

static void count(syn_qdraft *draft)
{
    draft->n_source = draft->n_content = 0;
    for (uint32_t k = 0; k < draft->found.end - draft->found.begin; k++) {
        draft->n_source += draft->found.labels[k] == SYN_QS;
        draft->n_content += draft->found.labels[k] == SYN_QT;
    }
}

static bool holds(const syn_qdraft *outer, const syn_qdraft *inner)
{
    return label_of(outer, inner->found.cue) == SYN_QT;
}

/* Is `draft` `other` or inside it? */
static bool descends(const syn_qdrafts *drafts, uint32_t draft, uint32_t other)
{
    for (uint32_t steps = 0; draft != SYN_NONE && steps < 64; steps++) {
        if (draft == other)
            return true;
        draft = drafts->items[draft].parent;
    }
    return draft != SYN_NONE;
}

static void choose_parents(syn_qdrafts *drafts)
{
    for (uint32_t i = 0; i < drafts->n; i++) {
        syn_qdraft *inner = &drafts->items[i];

        for (int side = 0; side < 2; side++)
            for (uint32_t step = 1; step <= (side == 0 ? i : drafts->n - 1 - i); step++) {
                uint32_t j = side == 0 ? i - step : i + step;
                syn_qdraft *outer = &drafts->items[j];
                const syn_qdraft *now =
                    inner->parent != SYN_NONE ? &drafts->items[inner->parent] : NULL;

                if (side == 0 ? outer->found.cue + SYN_QWINDOW_MAX < inner->found.cue
                              : inner->found.cue + SYN_QWINDOW_MAX < outer->found.cue)
                    break;
                if (!holds(outer, inner))
                    continue;
                if (holds(inner, outer) && outer->found.cue_score < inner->found.cue_score)
                    continue;
                if ((now == NULL || outer->n_content < now->n_content) && !descends(drafts, j, i))
                    inner->parent = j;
            }
    }
}

/* The lower of two unnested drafts gives up what the surer has. */
static void part(syn_qdraft *strong, syn_qdraft *weak)
{
    uint32_t begin =
        strong->found.begin > weak->found.begin ? strong->found.begin : weak->found.begin;
    uint32_t end = strong->found.end < weak->found.end ? strong->found.end : weak->found.end;
    uint32_t before = weak->n_content, lost = 0;

    for (uint32_t t = begin; t < end; t++) {
        uint8_t *label = &weak->found.labels[t - weak->found.begin];

        if (label_of(strong, t) == SYN_QO || *label == SYN_QO || t == weak->found.cue)
            continue;
        if (*label == SYN_QT)
            lost++;
        if (*label == SYN_QT || label_of(strong, t) != SYN_QS)
            *label = SYN_QO;
    }
    if (lost > 0)
        count(weak);
    if (weak->n_content == 0 || lost * 2 > before)
        weak->is_dropped = true;
}

/* "He will ask for their release, two officials told X.": `last` names its source after the words
 * and a comma, so whoever else has a cue in them is inside: last's content becomes all that stands
 * before. */
static bool comes_last(const syn_qview *view, syn_qdraft *last, const syn_qdraft *other)
{
    const syn_lang_layer *lang = view->doc->lang;
    const syn_sentence *s = &lang->sentences.items[view->tokens[last->found.cue].sentence];
    uint32_t first = last->found.cue;

    if ((other != NULL &&
            view->tokens[other->found.cue].sentence != view->tokens[last->found.cue].sentence) ||
        lang->tokens.items[last->found.cue].upos != SYN_UPOS_VERB || last->n_source == 0)
        return false;
    for (uint32_t t = last->found.begin; t < last->found.end; t++)
        if (label_of(last, t) == SYN_QS && t < first)
            first = t;
    if (first < s->first_token + 3 || (other != NULL && other->found.cue >= first) ||
        last->found.begin > s->first_token ||
        !syn_str_eq_z(lang->tokens.items[first - 1].form, ","))
        return false;
    for (uint32_t t = first; t < last->found.end; t++)
        if (label_of(last, t) == SYN_QT)
            return false;
    for (uint32_t t = s->first_token; t < first; t++)
        if (view->tokens[t].quoted != SYN_NONE)
            return false;
    for (uint32_t t = s->first_token; t + 1 < first; t++)
        last->found.labels[t - last->found.begin] = SYN_QT;
    count(last);
    return true;
}

static bool overlap(const syn_qdraft *a, const syn_qdraft *b)
{
    uint32_t begin = a->found.begin > b->found.begin ? a->found.begin : b->found.begin;
    uint32_t end = a->found.end < b->found.end ? a->found.end : b->found.end;

    for (uint32_t t = begin; t < end; t++)
        if (label_of(a, t) == SYN_QT && label_of(b, t) == SYN_QT)
            return true;
    return false;
}

static void separate(const syn_qview *view, syn_qdrafts *drafts)
{
    for (uint32_t i = 0; i < drafts->n; i++)
        for (uint32_t j = i + 1; j < drafts->n; j++) {
            syn_qdraft *a = &drafts->items[i], *b = &drafts->items[j];

            if (a->found.cue + SYN_QWINDOW_MAX < b->found.cue)
                break;
            if (a->is_dropped || b->is_dropped || descends(drafts, i, j) || descends(drafts, j, i))
                continue;
            if (overlap(a, b) && a->parent == SYN_NONE && b->parent == SYN_NONE &&
                comes_last(view, b, a)) {
                a->parent = j;
                continue;
            }
            if (a->found.cue_score >= b->found.cue_score)
                part(a, b);
            else
                part(b, a);
        }
}

/* What is nested stays inside: tokens beyond the parent's content fall away. */
static void confine(syn_qdrafts *drafts)
{
    for (uint32_t i = 0; i < drafts->n; i++) {
        syn_qdraft *inner = &drafts->items[i], *outer;
        uint32_t before = inner->n_content;

        while (inner->parent != SYN_NONE && drafts->items[inner->parent].is_dropped)
            inner->parent = drafts->items[inner->parent].parent;
        if (inner->parent == SYN_NONE || inner->is_dropped)
            continue;
        outer = &drafts->items[inner->parent];
        for (uint32_t k = 0; k < inner->found.end - inner->found.begin; k++)
            if (label_of(outer, inner->found.begin + k) != SYN_QT)
                inner->found.labels[k] = SYN_QO;
        count(inner);
        if (inner->n_content == 0 || inner->n_content * 2 < before)
            inner->is_dropped = true;
    }
}

syn_qdrafts syn_qsettle(const syn_qview *view, syn_qdrafts *found, syn_arena *arena)
{
    syn_qdrafts drafts = {0}, kept = {0};
    uint32_t *place;

    for (uint32_t i = 0; i < found->n; i++) {
        count(&found->items[i]);
        if (found->items[i].n_content > 0 || comes_last(view, &found->items[i], NULL))
            SYN_PUSH(arena, drafts, found->items[i]);
    }
    choose_parents(&drafts);
    separate(view, &drafts);
    confine(&drafts);
    place = SYN_NEW_N(arena, uint32_t, (size_t)drafts.n + 1);
    if (syn_arena_failed(arena))
        return kept;
    for (uint32_t i = 0; i < drafts.n; i++) {
        syn_qdraft *draft = &drafts.items[i];

        while (draft->parent != SYN_NONE && drafts.items[draft->parent].is_dropped)
            draft->parent = drafts.items[draft->parent].parent;
        place[i] = kept.n;
        if (!draft->is_dropped)
            SYN_PUSH(arena, kept, *draft);
    }
    for (uint32_t i = 0; i < kept.n; i++)
        if (kept.items[i].parent != SYN_NONE)
            kept.items[i].parent = place[kept.items[i].parent];
    return kept;
}

syn_qdrafts syn_qresolve(const syn_qweights *weights, syn_qview *view, syn_arena *arena)
{
    syn_qdrafts drafts = {0};
    int32_t *scores = SYN_NEW_N(arena, int32_t, (size_t)view->n + 1);

    if (syn_arena_failed(arena))
        return drafts;
    for (uint32_t i = 0; i < view->n; i++) {
        scores[i] = syn_qheads_cue(weights, view, i);
        view->tokens[i].is_cue = scores[i] >= SYN_QUOTE_MAYBE;
    }
    for (uint32_t i = 0; i < view->n; i++) {
        syn_qdraft draft = {.parent = SYN_NONE};

        if (scores[i] < weights->cue_least)
            continue;
        syn_qheads_spans(weights, view, i, &draft.found, arena);
        if (syn_arena_failed(arena))
            return drafts;
        draft.found.cue_score = scores[i];
        SYN_PUSH(arena, drafts, draft);
    }
    return syn_qsettle(view, &drafts, arena);
}

syn_spans syn_qdraft_spans(
    const syn_qview *view, const syn_qdraft *draft, uint8_t label, syn_arena *arena)
{
    SYN_VEC(syn_span) spans = {0};
    const syn_lang_layer *lang = view->doc->lang;
    uint32_t last = SYN_NONE;

    for (uint32_t t = draft->found.begin; t < draft->found.end; t++) {
        syn_span span = lang->tokens.items[t].span;

        if (draft->found.labels[t - draft->found.begin] != label)
            continue;
        if (last != SYN_NONE && last + 1 == t &&
            lang->sentences.items[view->tokens[last].sentence].paragraph ==
                lang->sentences.items[view->tokens[t].sentence].paragraph)
            spans.items[spans.n - 1].end = span.end;
        else
            SYN_PUSH(arena, spans, span);
        if (syn_arena_failed(arena))
            break;
        last = t;
    }
    return (syn_spans){spans.items, spans.n};
}
