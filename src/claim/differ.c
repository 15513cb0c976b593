/* SPDX-License-Identifier: Apache-2.0
 *
 * Where accounts of one claim differ, and where they harden.
 *
 * Each kind is a comparison of readings, one for each report: polarity, stage, counts of the same
 * thing, days, places, sources, names and titles of one bearer, and the wording of the predicate.
 * A reading is always the report's own words with their place. Counts agree when their ranges meet
 * ("more than 270" and 276: a matter of precision). A firmer stage at no earlier vantage without a
 * new voice is hardening. Cost: linear in attestations, quadratic in the reports of one claim.
 */
#include "claim/build.h"

#include "text/text.h"

#include <math.h>

enum { MAX_SIDES = 10 };

typedef SYN_VEC(syn_disagreement) differ_vec;
typedef SYN_VEC(syn_differ_side) side_vec;
typedef SYN_VEC(syn_path_found) path_vec;

typedef struct differ_work {
    syni_build *b;
    differ_vec found;
    path_vec paths;
} differ_work;

static syn_str words_at(const syni_build *b, uint32_t d, syn_span span)
{
    return syni_one_line(b->keep, syn_str_span(b->docs[d].doc->text, span));
}

static void add_side(syni_build *b, side_vec *sides, uint32_t d, syn_span span, syn_str reads)
{
    syn_differ_side side = {.at = {d, span}, .reads = reads};
    SYN_PUSH(b->keep, *sides, side);
}

static void add(differ_work *w, syn_differ kind, syn_relation relation, uint32_t claim,
    const side_vec *sides, syn_str why, float weight)
{
    if (sides->n < 2)
        return;
    syn_disagreement d = {.kind = (uint8_t)kind, .relation = (uint8_t)relation, .why = why};
    if (claim != SYN_NONE) {
        syni_ids_add(w->b->keep, &d.claims, claim);
        weight += 0.3f * w->b->story->claims.items[claim].weight;
    }
    d.sides.items = sides->items;
    d.sides.n = sides->n;
    d.weight = weight;
    SYN_PUSH(w->b->keep, w->found, d);
}

static bool in_two_documents(const side_vec *sides)
{
    for (uint32_t i = 1; i < sides->n; i++)
        if (sides->items[i].at.document != sides->items[0].at.document)
            return true;
    return false;
}

/* Words that both propositions hold, names and days aside. */
static uint32_t words_shared(const syni_build *b, const syni_prop *p, const syni_prop *q)
{
    uint32_t i = 0, k = 0, n = 0;
    while (i < p->n_terms && k < q->n_terms) {
        if (p->terms[i] == q->terms[k]) {
            n += b->is_word[p->terms[i]];
            i++, k++;
        } else if (p->terms[i] < q->terms[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

static bool held_together(const syni_build *b, uint32_t k, uint32_t i, uint32_t j)
{
    return syni_likeness(b, &b->props.items[b->prop_of[k][i]], &b->props.items[b->prop_of[k][j]]) >=
           SYNI_HELD_AGAINST;
}

/* ---- polarity and stage ---------------------------------------------------------------------- */

static bool faces_other_side(const syni_build *b, uint32_t k, uint32_t i)
{
    const syn_claim *c = &b->story->claims.items[k];
    for (uint32_t j = 0; j < c->attestations.n; j++)
        if (c->attestations.items[j].negative != c->attestations.items[i].negative &&
            held_together(b, k, i, j))
            return true;
    return false;
}

static void polarity(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    if (!c->contested)
        return;
    side_vec sides = {0};
    for (int negative = 0; negative < 2; negative++) {
        uint32_t last = SYN_NONE;
        for (uint32_t i = 0; i < c->attestations.n; i++) {
            const syn_attestation *at = &c->attestations.items[i];
            if (at->negative != (negative == 1) || at->document == last ||
                at->stage != SYN_ACT_DONE || !faces_other_side(w->b, k, i))
                continue;
            last = at->document;
            add_side(w->b, &sides, at->document, at->span, words_at(w->b, at->document, at->span));
        }
    }
    if (in_two_documents(&sides) || sides.n > 1)
        add(w, SYN_DIFFER_POLARITY, SYN_RELATION_CONFLICT, k, &sides,
            SYN_STR("affirmed and denied"), 5.0f);
}

static int firmness_of(const syn_attestation *at)
{
    switch ((syn_act)at->stage) {
    case SYN_ACT_DONE:
        return at->modality == SYN_MODALITY_RUMOURED      ? 2
               : at->modality == SYN_MODALITY_CONDITIONAL ? 1
                                                          : 5;
    case SYN_ACT_PROMISED:
    case SYN_ACT_OFFERED:
        return 4;
    case SYN_ACT_ASKED:
    case SYN_ACT_REFUSED:
    case SYN_ACT_PLANNED:
        return 3;
    case SYN_ACT_POSSIBLE:
        return 2;
    case SYN_ACT_WISHED:
    case SYN_N_ACTS:
        break;
    }
    return 1;
}

static int vantage_rank(const syn_story_document *sd)
{
    switch (sd->when) {
    case SYN_WHEN_BEFORE:
        return 1;
    case SYN_WHEN_DURING:
        return 2;
    case SYN_WHEN_AFTER:
        return 3;
    case SYN_WHEN_UNKNOWN:
        break;
    }
    return 0;
}

/* Is report e seen from no earlier than report d, as far as is known? */
static bool not_earlier(const syn_story *story, uint32_t d, uint32_t e)
{
    const syn_story_document *x = &story->documents.items[d], *y = &story->documents.items[e];
    syn_str a = syn_str_slice(x->published, 0, 10), c = syn_str_slice(y->published, 0, 10);
    if (a.len == 10 && c.len == 10 && syn_str_cmp(c, a) != 0)
        return syn_str_cmp(c, a) > 0;
    int r = vantage_rank(x), s = vantage_rank(y);
    return r == 0 || s == 0 || s >= r;
}

static syn_str stage_words(const syni_build *b, const syn_attestation *at)
{
    const char *name = at->stage != SYN_ACT_DONE ? syn_act_name((syn_act)at->stage)
                                                 : syn_modality_name((syn_modality)at->modality);
    return syn_arena_printf(
        b->keep, "%s: %.*s", name, SYN_ARG(words_at(b, at->document, at->span)));
}

static void modality(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    const syn_attestation *weak = NULL, *firm = NULL;
    int widest = 0;
    uint32_t shared = 0;
    /* The widest step between two reports whose wordings are near enough to be held together. */
    for (uint32_t i = 0; i < c->attestations.n; i++)
        for (uint32_t j = 0; j < c->attestations.n; j++) {
            const syn_attestation *x = &c->attestations.items[i], *y = &c->attestations.items[j];
            int step = firmness_of(y) - firmness_of(x);
            if (x->negative || y->negative || x->document == y->document || step <= widest ||
                !held_together(w->b, k, i, j) ||
                !syni_one_act(&w->b->props.items[w->b->prop_of[k][i]],
                    &w->b->props.items[w->b->prop_of[k][j]]))
                continue;
            widest = step;
            shared = words_shared(w->b, &w->b->props.items[w->b->prop_of[k][i]],
                &w->b->props.items[w->b->prop_of[k][j]]);
            weak = x;
            firm = y;
        }
    if (!weak || !firm)
        return;
    side_vec sides = {0};
    add_side(w->b, &sides, weak->document, weak->span, stage_words(w->b, weak));
    add_side(w->b, &sides, firm->document, firm->span, stage_words(w->b, firm));
    uint32_t last = firm->document;
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (at->negative || at->document == weak->document || at->document == firm->document ||
            at->document == last)
            continue;
        last = at->document;
        add_side(w->b, &sides, at->document, at->span, stage_words(w->b, at));
    }
    const syn_story *story = w->b->story;
    bool later = not_earlier(story, weak->document, firm->document) &&
                 !not_earlier(story, firm->document, weak->document);
    bool new_voice = firm->source != SYN_NONE && firm->source != weak->source &&
                     firm->warrant == SYN_WARRANT_ON_RECORD;
    add(w, SYN_DIFFER_MODALITY, later && new_voice ? SYN_RELATION_UPDATE : SYN_RELATION_CONFLICT, k,
        &sides, SYN_STR("not equally firm"), 3.5f);
    int step = firmness_of(firm) - firmness_of(weak);
    if (step >= 2 && !new_voice && firm->chain.n == 0 && shared >= 3 &&
        not_earlier(story, weak->document, firm->document)) {
        syn_path_found path = {.kind = SYN_STR("hardening"),
            .claim = k,
            .from = {weak->document, weak->span},
            .to = {firm->document, firm->span}};
        path.why = syn_arena_printf(w->b->keep, "%s becomes %s without a new voice",
            syn_act_name((syn_act)weak->stage), syn_act_name((syn_act)firm->stage));
        SYN_PUSH(w->b->keep, w->paths, path);
    }
}

/* ---- numbers --------------------------------------------------------------------------------- */

typedef struct reading {
    uint32_t document;
    syn_span span;
    double low, high;
    bool approx;
    syn_str of;      /* folded stem of what is counted, or the unit */
    bool is_measure; /* a length, a sum, a share: no toll of things */
} reading;

typedef SYN_VEC(reading) reading_vec;

static syn_str counted(const syni_build *b, uint32_t d, const syn_quantity *q)
{
    const syn_doc *doc = b->docs[d].doc;
    if (q->of.start != SYN_NONE && q->of.end > q->of.start) {
        /* The last word of what is counted, without its plural. */
        uint32_t t = syni_token_at(doc, q->of.start), last = t;
        while (t < doc->lang->tokens.n && doc->lang->tokens.items[t].span.start < q->of.end) {
            uint8_t upos = doc->lang->tokens.items[t].upos;
            if (upos == SYN_UPOS_NOUN || upos == SYN_UPOS_PROPN || upos == SYN_UPOS_X)
                last = t;
            t++;
        }
        if (last < doc->lang->tokens.n) {
            const syn_token *token = &doc->lang->tokens.items[last];
            syn_str s = syn_text_fold(b->scratch, token->form);
            if (s.len > 3 && syn_str_ends(s, SYN_STR("s")))
                s.len--;
            return s;
        }
    }
    return q->unit;
}

/* "21 of the more than 200": the second is the whole that the first is a part of. */
static bool is_whole_of_part(const syn_doc *doc, uint32_t i)
{
    if (i == 0)
        return false;
    syn_span before = doc->timex->quantities.items[i - 1].span;
    syn_span span = doc->timex->quantities.items[i].span;
    if (span.start < before.end || span.start - before.end > 12)
        return false;
    syn_str between = syn_str_trim(syn_str_slice(doc->text, before.end, span.start));
    return syn_str_eq(between, SYN_STR("of")) || syn_str_eq(between, SYN_STR("of the"));
}

static void readings(const syni_build *b, const syn_attestation *at, reading_vec *out)
{
    const syn_doc *doc = b->docs[at->document].doc;
    if (!doc->timex)
        return;
    for (uint32_t i = 0; i < doc->timex->quantities.n; i++) {
        const syn_quantity *q = &doc->timex->quantities.items[i];
        if (q->span.start >= at->span.end)
            break;
        if (!syn_span_overlaps(q->span, at->span) || is_whole_of_part(doc, i) ||
            !(q->has_value || q->has_low || q->has_high))
            continue;
        reading r = {.document = at->document, .span = q->span, .approx = q->approx};
        r.low = q->has_low ? q->low : q->has_value ? q->value : 0;
        r.high = q->has_high ? q->high : q->has_value && !q->has_low ? q->value : (double)INFINITY;
        r.of = counted(b, at->document, q);
        r.is_measure = q->unit.len && !syn_str_eq_z(q->unit, "person");
        if (q->span.end < doc->text.len && doc->text.ptr[q->span.end] == '-')
            r.is_measure = true; /* "18-yard" */
        if (q->of.start != SYN_NONE && q->of.end > r.span.end && q->of.start < at->span.end)
            r.span.end = q->of.end;
        /* Of measures a claim may hold many: only where the wordings are nearly one. */
        if (!r.of.len || (r.is_measure && at->likeness < SYNI_NEAR))
            continue;
        bool known = false;
        for (uint32_t k = 0; k < out->n && !known; k++)
            known =
                out->items[k].document == r.document && out->items[k].span.start == r.span.start;
        if (!known)
            SYN_PUSH(b->scratch, *out, r);
    }
}

static bool readings_meet(const reading *x, const reading *y)
{
    double slack = 0;
    if (x->approx || y->approx) {
        double top = x->low > y->low ? x->low : y->low;
        slack = 0.1 * top;
    }
    return x->low <= y->high + slack && y->low <= x->high + slack;
}

static bool readings_equal(const reading *x, const reading *y)
{
    return x->low >= y->low && x->low <= y->low && x->high >= y->high && x->high <= y->high;
}

static void numbers(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    reading_vec all = {0};
    for (uint32_t i = 0; i < c->attestations.n; i++)
        if (c->attestations.items[i].is_near)
            readings(w->b, &c->attestations.items[i], &all);
    bool *used = SYN_NEW_N(w->b->scratch, bool, all.n + 1);
    for (uint32_t i = 0; i < all.n && used; i++) {
        if (used[i])
            continue;
        side_vec sides = {0};
        bool differs = false, clash = false;
        for (uint32_t j = i; j < all.n; j++) {
            if (used[j] || !syn_str_eq(all.items[i].of, all.items[j].of))
                continue;
            used[j] = true;
            bool fresh = true;
            for (uint32_t x = i; x < j && fresh; x++)
                if (used[x] && syn_str_eq(all.items[x].of, all.items[j].of) &&
                    all.items[x].document == all.items[j].document &&
                    readings_equal(&all.items[x], &all.items[j]))
                    fresh = false;
            if (!fresh)
                continue;
            for (uint32_t x = i; x < j; x++)
                if (syn_str_eq(all.items[x].of, all.items[j].of)) {
                    differs = differs || !readings_equal(&all.items[x], &all.items[j]);
                    clash = clash || !readings_meet(&all.items[x], &all.items[j]);
                }
            add_side(w->b, &sides, all.items[j].document, all.items[j].span,
                words_at(w->b, all.items[j].document, all.items[j].span));
        }
        if (differs && in_two_documents(&sides))
            add(w, SYN_DIFFER_NUMBER, clash ? SYN_RELATION_CONFLICT : SYN_RELATION_PRECISION, k,
                &sides, syn_arena_printf(w->b->keep, "counts of %.*s", SYN_ARG(all.items[i].of)),
                clash ? 4.5f : 2.5f);
    }
}

typedef struct count_of {
    reading r;
    uint32_t prop, group;
} count_of;

typedef SYN_VEC(count_of) count_vec;

static bool is_counted_alike(const syni_build *b, const count_of *x, const count_of *y)
{
    double low = x->r.low < y->r.low ? x->r.low : y->r.low;
    double high = x->r.low < y->r.low ? y->r.low : x->r.low;
    return x->r.document != y->r.document && syn_str_eq(x->r.of, y->r.of) && low >= 0.6 * high &&
           words_shared(b, &b->props.items[x->prop], &b->props.items[y->prop]) >= 2;
}

/* Counts of one kind of thing in clauses of different claims that share words, of one magnitude:
 * the same toll told in other sentences. */
static void numbers_across(differ_work *w)
{
    const syni_build *b = w->b;
    count_vec all = {0};
    for (uint32_t i = 0; i < b->props.n; i++) {
        syn_attestation at = {
            .document = b->props.items[i].document, .span = b->props.items[i].span};
        reading_vec found = {0};
        readings(b, &at, &found);
        for (uint32_t k = 0; k < found.n; k++) {
            count_of c = {found.items[k], i, all.n};
            bool known = false;
            for (uint32_t j = 0; j < all.n && !known; j++)
                known = all.items[j].r.document == c.r.document &&
                        all.items[j].r.span.start == c.r.span.start;
            if (!known && c.r.low > 0 && !c.r.is_measure)
                SYN_PUSH(b->scratch, all, c);
        }
    }
    for (uint32_t i = 0; i < all.n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (all.items[i].group != all.items[k].group &&
                is_counted_alike(b, &all.items[i], &all.items[k])) {
                uint32_t from = all.items[i].group, to = all.items[k].group;
                for (uint32_t j = 0; j < all.n; j++)
                    if (all.items[j].group == from)
                        all.items[j].group = to;
            }
    for (uint32_t i = 0; i < all.n; i++) {
        if (all.items[i].group != i)
            continue;
        side_vec sides = {0};
        bool differs = false, clash = false;
        for (uint32_t k = i; k < all.n && sides.n < MAX_SIDES; k++) {
            if (all.items[k].group != i)
                continue;
            bool fresh = true;
            for (uint32_t j = i; j < k; j++)
                if (all.items[j].group == i) {
                    bool equal = readings_equal(&all.items[j].r, &all.items[k].r);
                    differs = differs || !equal;
                    clash = clash || !readings_meet(&all.items[j].r, &all.items[k].r);
                    fresh = fresh && !(equal && all.items[j].r.document == all.items[k].r.document);
                }
            if (fresh)
                add_side(w->b, &sides, all.items[k].r.document, all.items[k].r.span,
                    words_at(w->b, all.items[k].r.document, all.items[k].r.span));
        }
        if (!differs || !in_two_documents(&sides))
            continue;
        /* Not again what one claim has shown. */
        bool known = false;
        for (uint32_t d = 0; d < w->found.n && !known; d++) {
            const syn_disagreement *x = &w->found.items[d];
            uint32_t same = 0;
            for (uint32_t k = 0; k < x->sides.n && x->kind == SYN_DIFFER_NUMBER; k++)
                for (uint32_t j = 0; j < sides.n; j++)
                    same += x->sides.items[k].at.document == sides.items[j].at.document &&
                            x->sides.items[k].at.span.start == sides.items[j].at.span.start;
            known = same == sides.n;
        }
        if (!known)
            add(w, SYN_DIFFER_NUMBER, clash ? SYN_RELATION_CONFLICT : SYN_RELATION_PRECISION,
                b->props.items[all.items[i].prop].claim, &sides,
                syn_arena_printf(w->b->keep, "counts of %.*s", SYN_ARG(all.items[i].r.of)), 2.5f);
    }
}

/* ---- times and places ------------------------------------------------------------------------ */

/* Can two times be one? By the days that bound them where both are bounded, else by notation. */
static bool times_meet(const syn_time *a, const syn_time *b)
{
    if (a->edtf_start.len >= 10 && a->edtf_end.len >= 10 && b->edtf_start.len >= 10 &&
        b->edtf_end.len >= 10)
        return syn_str_cmp(a->edtf_start, b->edtf_end) <= 0 &&
               syn_str_cmp(b->edtf_start, a->edtf_end) <= 0;
    size_t n = a->value.len < b->value.len ? a->value.len : b->value.len;
    return memcmp(a->value.ptr, b->value.ptr, n) == 0;
}

static const syn_time *time_of(const syni_build *b, const syn_attestation *at)
{
    return &b->docs[at->document].doc->timex->times.items[at->time_idx];
}

static void times(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    side_vec sides = {0};
    SYN_VEC(const syn_time *) values = {0};
    bool differs = false, clash = false;
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (!at->is_near || at->stage != SYN_ACT_DONE || at->time_idx == SYN_NONE ||
            at->time.len < 4 || at->time.ptr[0] < '0' || at->time.ptr[0] > '9')
            continue;
        bool fresh = true;
        for (uint32_t s = 0; s < values.n && fresh; s++)
            fresh = !(syn_str_eq(values.items[s]->value, at->time) &&
                      sides.items[s].at.document == at->document);
        if (!fresh)
            continue;
        for (uint32_t s = 0; s < values.n; s++) {
            if (syn_str_eq(values.items[s]->value, at->time))
                continue;
            differs = true;
            clash = clash || !times_meet(values.items[s], time_of(w->b, at));
        }
        syn_span span = w->b->docs[at->document].doc->timex->times.items[at->time_idx].span;
        SYN_PUSH(w->b->scratch, values, time_of(w->b, at));
        add_side(w->b, &sides, at->document, span,
            syn_arena_printf(w->b->keep, "%.*s (%.*s)", SYN_ARG(words_at(w->b, at->document, span)),
                SYN_ARG(at->time)));
    }
    if (differs && in_two_documents(&sides))
        add(w, SYN_DIFFER_TIME, clash ? SYN_RELATION_CONFLICT : SYN_RELATION_PRECISION, k, &sides,
            SYN_STR("dates of one claim"), clash ? 3.5f : 1.5f);
}

static const syn_arg *arg_of(const syni_build *b, const syn_attestation *at, syn_role role)
{
    const syn_doc *doc = b->docs[at->document].doc;
    if (!doc->event || at->event == SYN_NONE || at->event >= doc->event->events.n)
        return NULL;
    const syn_event *e = &doc->event->events.items[at->event];
    for (uint32_t i = 0; i < e->args.n; i++)
        if (e->args.items[i].role == role)
            return &e->args.items[i];
    return NULL;
}

static void places(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    side_vec sides = {0};
    syn_ids seen = {0};
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        const syn_arg *arg = arg_of(w->b, at, SYN_ROLE_PLACE);
        if (!at->is_near || !arg || arg->entity == SYN_NONE)
            continue;
        uint32_t s = w->b->docs[at->document].entity_of[arg->entity];
        if (s == SYN_NONE || syni_ids_has(&seen, s))
            continue;
        syni_ids_add(w->b->scratch, &seen, s);
        add_side(w->b, &sides, at->document, arg->span, words_at(w->b, at->document, arg->span));
    }
    if (seen.n > 1 && in_two_documents(&sides))
        add(w, SYN_DIFFER_PLACE, SYN_RELATION_PRECISION, k, &sides, SYN_STR("places of one claim"),
            2.5f);
}

/* ---- sources --------------------------------------------------------------------------------- */

static void sources(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    side_vec sides = {0};
    syn_ids seen = {0};
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (at->source == SYN_NONE || !at->chain.n || syni_ids_has(&seen, at->source))
            continue;
        const syn_chain_link *link = &at->chain.items[at->chain.n - 1];
        if (link->span.start == SYN_NONE)
            continue;
        syni_ids_add(w->b->scratch, &seen, at->source);
        add_side(w->b, &sides, at->document, link->span, words_at(w->b, at->document, link->span));
    }
    if (seen.n > 1 && in_two_documents(&sides))
        add(w, SYN_DIFFER_SOURCE, SYN_RELATION_WORDING, k, &sides,
            SYN_STR("given to different sources"), 2.0f);
}

/* ---- wording --------------------------------------------------------------------------------- */

static void framing(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    side_vec sides = {0};
    SYN_VEC(syn_str) lemmas = {0};
    bool differs = false;
    for (uint32_t i = 0; i < c->attestations.n && sides.n < MAX_SIDES; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        const syn_doc *doc = w->b->docs[at->document].doc;
        syn_str lemma = {0};
        if (doc->event && at->event != SYN_NONE && at->event < doc->event->events.n)
            lemma = doc->event->events.items[at->event].lemma;
        bool fresh = true;
        for (uint32_t s = 0; s < lemmas.n && s < sides.n && fresh; s++)
            fresh = !(sides.items[s].at.document == at->document &&
                      syn_str_eq_nocase(lemmas.items[s], lemma));
        if (!fresh)
            continue;
        syn_str words = words_at(w->b, at->document, at->span);
        for (uint32_t s = 0; s < lemmas.n && s < sides.n; s++)
            differs = differs || !syn_str_eq_nocase(sides.items[s].reads, words);
        SYN_PUSH(w->b->scratch, lemmas, lemma);
        add_side(w->b, &sides, at->document, at->span, words);
    }
    if (differs && in_two_documents(&sides))
        add(w, SYN_DIFFER_FRAMING, SYN_RELATION_WORDING, k, &sides, SYN_STR("told in other words"),
            0.5f);
}

/* What one report has from somebody, another tells in its own voice. */
static void lost_sources(differ_work *w, uint32_t k)
{
    const syn_claim *c = &w->b->story->claims.items[k];
    for (uint32_t i = 0; i < c->attestations.n; i++)
        for (uint32_t j = 0; j < c->attestations.n; j++) {
            const syn_attestation *from = &c->attestations.items[i],
                                  *to = &c->attestations.items[j];
            if (!from->chain.n || to->chain.n || from->document == to->document || to->negative ||
                from->negative || to->modality == SYN_MODALITY_RUMOURED ||
                !held_together(w->b, k, i, j))
                continue;
            const syn_chain_link *link = &from->chain.items[from->chain.n - 1];
            side_vec sides = {0};
            if (link->span.start == SYN_NONE)
                continue;
            add_side(w->b, &sides, from->document, link->span,
                words_at(w->b, from->document, link->span));
            add_side(w->b, &sides, to->document, to->span, words_at(w->b, to->document, to->span));
            add(w, SYN_DIFFER_SOURCE, SYN_RELATION_WORDING, k, &sides,
                SYN_STR("given to a source here, told as its own there"), 1.0f);
            syn_path_found path = {.kind = SYN_STR("lost_source"),
                .claim = k,
                .from = {from->document, from->span},
                .to = {to->document, to->span},
                .why = SYN_STR("the source is not named")};
            SYN_PUSH(w->b->keep, w->paths, path);
            return;
        }
}

/* ---- names and titles ------------------------------------------------------------------------ */

static bool holds_words(syn_str longer, syn_str shorter)
{
    size_t at = syn_str_find(longer, shorter);
    return at != SIZE_MAX && (at == 0 || longer.ptr[at - 1] == ' ' || longer.ptr[at - 1] == '-') &&
           (at + shorter.len == longer.len || longer.ptr[at + shorter.len] == ' ' ||
               longer.ptr[at + shorter.len] == '-');
}

static syn_span find_mention(const syni_build *b, uint32_t d, uint32_t s, syn_str alias)
{
    const syn_doc *doc = b->docs[d].doc;
    for (uint32_t m = 0; m < doc->names->mentions.n; m++) {
        const syn_mention *mention = &doc->names->mentions.items[m];
        if (mention->entity != SYN_NONE && mention->kind == SYN_MENTION_NAME &&
            b->docs[d].entity_of[mention->entity] == s &&
            syn_str_eq(syn_str_span(doc->text, mention->span), alias) &&
            syn_doc_zone_at(doc, mention->span.start) != SYN_ZONE_BOILERPLATE)
            return mention->span;
    }
    return (syn_span){SYN_NONE, SYN_NONE};
}

static void names(differ_work *w)
{
    const syni_build *b = w->b;
    for (uint32_t s = 0; s < b->story->entities.n; s++) {
        const syn_story_entity *e = &b->story->entities.items[s];
        if (e->type == SYN_ENTITY_NORP || e->n_mentions < 2)
            continue;
        side_vec sides = {0};
        SYN_VEC(syn_str) forms = {0};
        for (uint32_t i = 0; i < e->aliases.n; i++) {
            syn_str folded = syn_text_fold(b->scratch, syni_bare_name(e->aliases.items[i].text));
            bool fresh = folded.len > 2;
            for (uint32_t f = 0; f < forms.n && fresh; f++)
                fresh =
                    !holds_words(forms.items[f], folded) && !holds_words(folded, forms.items[f]);
            if (!fresh || !e->aliases.items[i].documents.n)
                continue;
            uint32_t d = e->aliases.items[i].documents.items[0];
            syn_span span = find_mention(b, d, s, e->aliases.items[i].text);
            if (span.start == SYN_NONE)
                continue;
            SYN_PUSH(b->scratch, forms, folded);
            add_side(w->b, &sides, d, span, words_at(b, d, span));
        }
        if (in_two_documents(&sides))
            add(w, SYN_DIFFER_NAME, SYN_RELATION_WORDING, SYN_NONE, &sides,
                SYN_STR("spellings or names of one bearer"), 1.0f);
    }
}

static void roles(differ_work *w)
{
    const syni_build *b = w->b;
    for (uint32_t s = 0; s < b->story->entities.n; s++) {
        const syn_story_entity *e = &b->story->entities.items[s];
        if (e->type != SYN_ENTITY_PER && e->type != SYN_ENTITY_ORG)
            continue;
        side_vec sides = {0};
        SYN_VEC(syn_str) forms = {0};
        for (uint32_t i = 0; i < e->epithets.n; i++) {
            syn_str folded = syn_text_fold(b->scratch, syni_bare_name(e->epithets.items[i].text));
            /* A role cut short, or one of several bearers, is no title of this one. */
            bool fresh =
                folded.len > 3 && !syn_str_ends(folded, SYN_STR("former")) &&
                (!syn_str_ends(folded, SYN_STR("s")) || syn_str_ends(folded, SYN_STR("ss")));
            for (uint32_t f = 0; f < forms.n && fresh; f++)
                fresh =
                    !holds_words(forms.items[f], folded) && !holds_words(folded, forms.items[f]);
            if (!fresh)
                continue;
            SYN_PUSH(b->scratch, forms, folded);
            add_side(w->b, &sides, e->epithets.items[i].at.document, e->epithets.items[i].at.span,
                words_at(b, e->epithets.items[i].at.document, e->epithets.items[i].at.span));
        }
        if (in_two_documents(&sides))
            add(w, SYN_DIFFER_ROLE, SYN_RELATION_WORDING, SYN_NONE, &sides,
                syn_arena_printf(b->keep, "titles of %.*s", SYN_ARG(e->name)), 2.0f);
    }
}

static int by_weight(const void *x, const void *y)
{
    const syn_disagreement *p = x, *q = y;
    if (p->weight > q->weight)
        return -1;
    if (p->weight < q->weight)
        return 1;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    const syn_place *s = &p->sides.items[0].at, *t = &q->sides.items[0].at;
    if (s->document != t->document)
        return s->document < t->document ? -1 : 1;
    if (s->span.start != t->span.start)
        return s->span.start < t->span.start ? -1 : 1;
    return s->span.end < t->span.end ? -1 : s->span.end > t->span.end;
}

bool syni_build_differ(syni_build *b)
{
    differ_work w = {.b = b};
    for (uint32_t k = 0; k < b->story->claims.n; k++) {
        if (b->story->claims.items[k].attestations.n < 2)
            continue;
        polarity(&w, k);
        modality(&w, k);
        numbers(&w, k);
        times(&w, k);
        places(&w, k);
        sources(&w, k);
        lost_sources(&w, k);
        framing(&w, k);
    }
    numbers_across(&w);
    names(&w);
    roles(&w);
    if (syn_arena_failed(b->keep) || syn_arena_failed(b->scratch))
        return false;
    if (w.found.n)
        qsort(w.found.items, w.found.n, sizeof *w.found.items, by_weight);
    for (uint32_t i = 0; i < w.found.n; i++)
        w.found.items[i].id = syn_arena_printf(b->keep, "D%u", i + 1);
    b->story->disagreements.items = w.found.items;
    b->story->disagreements.n = w.found.n;
    b->story->paths.items = w.paths.items;
    b->story->paths.n = w.paths.n;
    return !syn_arena_failed(b->keep);
}
