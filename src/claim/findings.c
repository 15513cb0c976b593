/* SPDX-License-Identifier: Apache-2.0
 *
 * What an editor asks next: who is silent, which quotations are one utterance, when, who owes what,
 * and what is doubtful in our own joins.
 *
 * Silence is reported against what others carry and only for claims of weight; a report is not
 * silent about what came after it. Renderings of one utterance share a speaker and most of their
 * words. The ledger says "unknown" unless a report tells of an answer.
 */
#include "claim/build.h"

#include "text/text.h"

/* ---- silence --------------------------------------------------------------------------------- */

static bool carries(const syn_claim *c, uint32_t d)
{
    for (uint32_t i = 0; i < c->attestations.n; i++)
        if (c->attestations.items[i].document == d)
            return true;
    return false;
}

/* Reports that carry the claim in wordings near to the one that stands for it. */
static uint32_t n_carriers(const syn_claim *c)
{
    uint32_t n = 0, last = SYN_NONE;
    for (uint32_t i = 0; i < c->attestations.n; i++)
        if (c->attestations.items[i].document != last && c->attestations.items[i].is_near) {
            n++;
            last = c->attestations.items[i].document;
        }
    return n;
}

/* Could report d have known what claim c tells? Not when it was published on an earlier day than
 * all that carry it, or looks at an event from before while they look from after. */
static bool could_know(const syn_story *story, const syn_claim *c, uint32_t d)
{
    const syn_story_document *sd = &story->documents.items[d];
    syn_str day = syn_str_slice(sd->published, 0, 10);
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_story_document *other =
            &story->documents.items[c->attestations.items[i].document];
        syn_str their_day = syn_str_slice(other->published, 0, 10);
        bool later = day.len == 10 && their_day.len == 10 && syn_str_cmp(their_day, day) > 0;
        bool ahead = (sd->when == SYN_WHEN_BEFORE || sd->when == SYN_WHEN_DURING) &&
                     other->when == SYN_WHEN_AFTER;
        if (!later && !ahead)
            return true;
    }
    return false;
}

static void silences(syni_build *b)
{
    SYN_VEC(syn_silence) silent = {0};
    syn_story *story = b->story;
    for (uint32_t k = 0; k < story->claims.n; k++) {
        const syn_claim *c = &story->claims.items[k];
        uint32_t n = n_carriers(c);
        if (n < 3 || 2 * n < b->n_docs || n == b->n_docs || c->weight < 5.0f)
            continue;
        syn_silence s = {.claim = k, .at = {SYN_NONE, {SYN_NONE, SYN_NONE}}};
        for (uint32_t d = 0; d < b->n_docs; d++)
            if (!carries(c, d) && b->docs[d].end_prop > b->docs[d].first_prop &&
                could_know(story, c, d))
                syni_ids_add(b->keep, &s.documents, d);
        if (s.documents.n)
            SYN_PUSH(b->keep, silent, s);
    }
    /* What a report itself says was not said. */
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_doc *doc = b->docs[d].doc;
        for (uint32_t a = 0; doc->quote && a < doc->quote->attributions.n; a++) {
            const syn_attribution *att = &doc->quote->attributions.items[a];
            if (!att->silence || !att->cue.n)
                continue;
            syn_span cue = att->cue.items[0];
            uint32_t claim = SYN_NONE;
            syn_span where = cue;
            for (uint32_t i = b->docs[d].first_prop; i < b->docs[d].end_prop; i++)
                if (syn_span_overlaps(b->props.items[i].span, cue)) {
                    claim = b->props.items[i].claim;
                    where = b->props.items[i].span;
                    break;
                }
            if (claim == SYN_NONE)
                continue;
            syn_silence s = {.claim = claim, .is_reported = true, .at = {d, where}};
            syni_ids_add(b->keep, &s.documents, d);
            SYN_PUSH(b->keep, silent, s);
        }
    }
    story->silent.items = silent.items;
    story->silent.n = silent.n;
}

/* ---- quotations ------------------------------------------------------------------------------ */

typedef struct bag {
    uint32_t *ids; /* ascending */
    uint32_t n;
} bag;

static int by_id(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static bag bag_of(const syni_build *b, uint32_t d, syn_span span)
{
    const syni_words *words = &b->docs[d].words;
    bag out = {0};
    uint32_t first = 0, end;
    while (first < words->n && words->spans[first].start < span.start)
        first++;
    end = first;
    while (end < words->n && words->spans[end].end <= span.end)
        end++;
    out.ids = SYN_NEW_N(b->scratch, uint32_t, end - first + 1);
    if (!out.ids)
        return out;
    out.n = end - first;
    memcpy(out.ids, words->ids + first, out.n * sizeof *out.ids);
    qsort(out.ids, out.n, sizeof *out.ids, by_id);
    return out;
}

static uint32_t common(const bag *x, const bag *y)
{
    uint32_t i = 0, k = 0, n = 0;
    while (i < x->n && k < y->n) {
        if (x->ids[i] == y->ids[k])
            n++, i++, k++;
        else if (x->ids[i] < y->ids[k])
            i++;
        else
            k++;
    }
    return n;
}

/* The next proposition that fills half of the quotation or more. */
static const syni_prop *prop_inside(const syni_build *b, const syn_story_quote *q, uint32_t *at)
{
    const syni_doc_work *dw = &b->docs[q->at.document];
    uint32_t i = *at > dw->first_prop ? *at : dw->first_prop;
    for (; i < dw->end_prop; i++) {
        syn_span p = b->props.items[i].span;
        uint32_t start = p.start > q->at.span.start ? p.start : q->at.span.start;
        uint32_t end = p.end < q->at.span.end ? p.end : q->at.span.end;
        if (start < end && 2 * (end - start) >= q->at.span.end - q->at.span.start) {
            *at = i + 1;
            return &b->props.items[i];
        }
    }
    return NULL;
}

/* Renderings of one utterance need not share many words (translation): the same speaker, known, and
 * clauses that are one claim and near each other. */
static bool said_in_one_claim(
    const syni_build *b, const syn_story_quote *x, const syn_story_quote *y)
{
    if (x->speaker == SYN_NONE || x->speaker != y->speaker || x->at.document == y->at.document)
        return false;
    uint32_t i = 0;
    for (const syni_prop *p; (p = prop_inside(b, x, &i)) != NULL;) {
        uint32_t k = 0;
        for (const syni_prop *q; (q = prop_inside(b, y, &k)) != NULL;)
            if (p->claim == q->claim && syni_likeness(b, p, q) >= SYNI_NEAR)
                return true;
    }
    return false;
}

/* True when `outer` is among the parents of `inner`. */
static bool stands_inside(const syn_quote_layer *layer, uint32_t inner, uint32_t outer)
{
    for (uint32_t steps = 0; inner < layer->attributions.n && steps < layer->attributions.n;
         steps++) {
        inner = layer->attributions.items[inner].parent;
        if (inner == outer)
            return true;
    }
    return false;
}

/* What a heading that is one quotation holds between its marks ("'Not a chance'"); empty for any
 * other. Nobody is named there, so nobody is its speaker. */
static syn_span quoted_heading(const syn_doc *doc, syn_span zone)
{
    syn_span span = syn_text_trim_span(doc->text, zone);
    syn_span none = {0, 0};
    unsigned first, last;

    if (syn_str_starts(syn_str_span(doc->text, span), SYN_STR("- ")) &&
        syn_str_ends(syn_str_span(doc->text, span), SYN_STR(" -")))
        span = syn_text_trim_span(doc->text, (syn_span){span.start + 1, span.end - 1});
    if (span.end - span.start < 6 ||
        !syn_cp_is_open_quote(syn_utf8_decode(doc->text, span.start, &first)) ||
        !syn_cp_is_close_quote(syn_utf8_decode_before(doc->text, span.end, &last)))
        return none;
    span = (syn_span){span.start + first, span.end - last};
    for (uint32_t at = span.start; at < span.end;) {
        unsigned len;
        uint32_t c = syn_utf8_decode(doc->text, at, &len);

        at += len;
        if (c == '"' || c == 0x201C || c == 0x201D || c == '\n')
            return none;
    }
    return span;
}

static bool quotations(syni_build *b)
{
    SYN_VEC(syn_story_quote) quotes = {0};
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_doc *doc = b->docs[d].doc;
        for (uint32_t a = 0; doc->quote && a < doc->quote->attributions.n; a++) {
            const syn_attribution *att = &doc->quote->attributions.items[a];
            if (att->kind == SYN_ATTRIBUTION_INDIRECT && att->quoted.n == 0)
                continue;
            const syn_spans *spans = att->quoted.n ? &att->quoted : &att->content;
            for (uint32_t i = 0; i < spans->n; i++) {
                syn_story_quote q = {.at = {d, spans->items[i]},
                    .speaker = SYN_NONE,
                    .attribution = a,
                    .group = SYN_NONE};
                if (att->speaker != SYN_NONE && doc->names && att->speaker < doc->names->entities.n)
                    q.speaker = b->docs[d].entity_of[att->speaker];
                /* Words inside another attribution's content are the inner speaker's. */
                syn_story_quote *known = NULL;
                for (uint32_t k = 0; k < quotes.n && !known; k++)
                    if (quotes.items[k].at.document == d &&
                        quotes.items[k].at.span.start == q.at.span.start)
                        known = &quotes.items[k];
                if (!known)
                    SYN_PUSH(b->keep, quotes, q);
                else if (stands_inside(doc->quote, a, known->attribution))
                    *known = q;
            }
        }
    }
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_doc *doc = b->docs[d].doc;
        for (uint32_t z = 0; z < doc->zones.n; z++) {
            syn_span span = {0, 0};
            if (doc->zones.items[z].kind == SYN_ZONE_HEADING)
                span = quoted_heading(doc, doc->zones.items[z].span);
            bool known = span.end == 0;
            for (uint32_t k = 0; k < quotes.n && !known; k++)
                known = quotes.items[k].at.document == d &&
                        syn_span_overlaps(quotes.items[k].at.span, span);
            if (!known)
                SYN_PUSH(b->keep, quotes,
                    ((syn_story_quote){.at = {d, span},
                        .speaker = SYN_NONE,
                        .attribution = SYN_NONE,
                        .group = SYN_NONE}));
        }
    }
    bag *bags = SYN_NEW_N(b->scratch, bag, quotes.n + 1);
    if (!bags)
        return false;
    for (uint32_t i = 0; i < quotes.n; i++)
        bags[i] = bag_of(b, quotes.items[i].at.document, quotes.items[i].at.span);
    /* Each is compared with the first of every group alone: long quotations must not chain short
     * ones of other matters together. */
    uint32_t n_groups = 0;
    bool *leads = SYN_NEW_N(b->scratch, bool, quotes.n + 1);
    if (!leads)
        return false;
    for (uint32_t i = 0; i < quotes.n; i++) {
        leads[i] = true;
        for (uint32_t k = 0; k < i; k++) {
            syn_story_quote *x = &quotes.items[i], *y = &quotes.items[k];
            if (!leads[k] ||
                (x->speaker != SYN_NONE && y->speaker != SYN_NONE && x->speaker != y->speaker))
                continue;
            uint32_t less = bags[i].n < bags[k].n ? bags[i].n : bags[k].n;
            uint32_t n = common(&bags[i], &bags[k]);
            bool alike = said_in_one_claim(b, x, y) ||
                         (n >= 3 && 2.0 * n >= 0.6 * (double)(bags[i].n + bags[k].n)) ||
                         (n >= 4 && 10 * n >= 8 * less);
            if (!alike)
                continue;
            if (y->group == SYN_NONE)
                y->group = n_groups++;
            x->group = y->group;
            leads[i] = false;
            break;
        }
    }
    b->story->quotes.items = quotes.items;
    b->story->quotes.n = quotes.n;
    return true;
}

/* ---- time and ledger ------------------------------------------------------------------------- */

static int by_time(const void *x, const void *y)
{
    const syn_moment *p = x, *q = y;
    int c = syn_str_cmp(p->time, q->time);
    return c ? c : p->claim < q->claim ? -1 : p->claim > q->claim;
}

static void timeline(syni_build *b)
{
    SYN_VEC(syn_moment) moments = {0};
    for (uint32_t k = 0; k < b->story->claims.n; k++) {
        const syn_claim *c = &b->story->claims.items[k];
        if (c->time.len < 4 || c->time.ptr[0] < '0' || c->time.ptr[0] > '9')
            continue;
        syn_moment m = {c->time, k};
        SYN_PUSH(b->keep, moments, m);
    }
    if (moments.n)
        qsort(moments.items, moments.n, sizeof *moments.items, by_time);
    b->story->timeline.items = moments.items;
    b->story->timeline.n = moments.n;
}

static syn_str party(const syn_story *story, const syn_ids *ids)
{
    return ids->n ? story->entities.items[ids->items[0]].name : (syn_str){0};
}

static void ledger(syni_build *b)
{
    SYN_VEC(syn_ledger_entry) entries = {0};
    for (uint32_t k = 0; k < b->story->claims.n; k++) {
        const syn_claim *c = &b->story->claims.items[k];
        const syn_attestation *best = &c->attestations.items[c->best];
        const char *kind;
        switch ((syn_act)best->stage) {
        case SYN_ACT_ASKED:
            kind = "request";
            break;
        case SYN_ACT_PROMISED:
            kind = "commitment";
            break;
        case SYN_ACT_OFFERED:
            kind = "offer";
            break;
        case SYN_ACT_REFUSED:
            kind = "refusal";
            break;
        default:
            continue;
        }
        syn_ledger_entry e = {.from = party(b->story, &c->actor),
            .to = party(b->story, &c->target),
            .kind = syn_str_from(kind),
            .about = c->text,
            .as_of = syn_str_slice(b->story->documents.items[best->document].published, 0, 10),
            .status = SYN_STR("unknown"),
            .claim = k};
        if (c->contested)
            e.status = SYN_STR("denied");
        else if (best->stage == SYN_ACT_REFUSED)
            e.status = SYN_STR("refused");
        SYN_VEC(syn_place) spans = {0};
        for (uint32_t i = 0; i < c->attestations.n; i++) {
            syn_place at = {c->attestations.items[i].document, c->attestations.items[i].span};
            SYN_PUSH(b->keep, spans, at);
        }
        e.spans.items = spans.items;
        e.spans.n = spans.n;
        SYN_PUSH(b->keep, entries, e);
    }
    b->story->ledger.items = entries.items;
    b->story->ledger.n = entries.n;
}

/* ---- doubts ---------------------------------------------------------------------------------- */

static void doubts(syni_build *b)
{
    typedef SYN_VEC(syn_str) str_vec;
    SYN_VEC(syn_doubt) found = {0};
    const syn_story *story = b->story;
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_story_document *sd = &story->documents.items[d];
        if (sd->published_from == SYN_PUBLISHED_INFERRED) {
            str_vec ids = {0};
            SYN_PUSH(b->keep, ids, sd->doc->id);
            syn_doubt x = {.what = SYN_STR("time"),
                .confidence = 0.5f,
                .why = SYN_STR("date of publication inferred from the days that the text names")};
            x.ids.items = ids.items;
            x.ids.n = ids.n;
            SYN_PUSH(b->keep, found, x);
        }
    }
    for (uint32_t o = 0; o < story->origins.n; o++)
        for (uint32_t f = 0; f < story->origins.items[o].folded.n; f++) {
            const syn_fold *fold = &story->origins.items[o].folded.items[f];
            if (!syn_str_starts(fold->why, SYN_STR("the same words")))
                continue;
            str_vec ids = {0};
            SYN_PUSH(b->keep, ids, story->origins.items[o].id);
            SYN_PUSH(b->keep, ids, story->documents.items[fold->document].doc->id);
            syn_doubt x = {.what = SYN_STR("fold"),
                .confidence = 0.7f,
                .why = SYN_STR("folded by its words alone, without a credit")};
            x.ids.items = ids.items;
            x.ids.n = ids.n;
            SYN_PUSH(b->keep, found, x);
        }
    b->story->doubts.items = found.items;
    b->story->doubts.n = found.n;
}

bool syni_build_findings(syni_build *b)
{
    silences(b);
    if (!quotations(b))
        return false;
    timeline(b);
    ledger(b);
    doubts(b);
    return !syn_arena_failed(b->keep) && !syn_arena_failed(b->scratch);
}
