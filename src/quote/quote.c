/* SPDX-License-Identifier: Apache-2.0
 *
 * The stage: attributions of one document.
 *
 * In order: pair the quotation marks (marks.c); find cues and label the tokens around each (learned
 * heads, quote_heads.c, or rules over the lexicon where there are no weights, quote_rules.c);
 * settle who stands inside whom (quote_resolve.c); complete quotations (quote_follow.c); link
 * chains (quote_chain.c); read sources and cues (quote_source.c, quote_cue.c); print. What no cue
 * reaches is the report's own voice and gets no attribution.
 *
 * Cost: linear in the text.
 */
#include "quote.h"

#include "quote_build.h"
#include "quote_know.h"
#include "quote_model.h"
#include "quote_rules.h"
#include "text/text.h"

enum { LEAST_NESTED = 60 }; /* hundredths of a nat */

struct syn_quote {
    const struct syn_know *know;
    syn_qmodel model;
};

syn_status syn_quote_new(
    const char *models_folder, const struct syn_know *know, syn_quote **out, syn_err *err)
{
    syn_quote *quote = calloc(1, sizeof *quote);
    syn_status status;

    if (quote == NULL)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for the weights of quote");
    quote->know = know;
    status = syn_qmodel_load(&quote->model, models_folder, err);
    if (status != SYN_OK) {
        free(quote);
        return status;
    }
    *out = quote;
    return SYN_OK;
}

void syn_quote_free(syn_quote *model)
{
    if (model == NULL)
        return;
    syn_qmodel_release(&model->model);
    free(model);
}

static void to_spans(syn_qspans *to, syn_spans from, syn_arena *arena)
{
    for (uint32_t i = 0; i < from.n; i++)
        SYN_PUSH(arena, *to, from.items[i]);
}

static void take_drafts(syn_qbuild *b, const syn_qdrafts *drafts)
{
    for (uint32_t i = 0; i < drafts->n; i++) {
        const syn_qdraft *draft = &drafts->items[i];
        syn_qitem item = {.cue_token = draft->found.cue,
            .source_head = SYN_NONE,
            .parent = draft->parent,
            .cue_score = draft->found.cue_score};

        to_spans(&item.source, syn_qdraft_spans(b->view, draft, SYN_QS, b->scratch), b->scratch);
        to_spans(&item.cue, syn_qdraft_spans(b->view, draft, SYN_QC, b->scratch), b->scratch);
        to_spans(&item.content, syn_qdraft_spans(b->view, draft, SYN_QT, b->scratch), b->scratch);
        SYN_PUSH(b->scratch, b->items, item);
    }
}

/* In the lexicon as more than a word for talks: "discussed", "covered" pass nothing on. */
static bool is_word_of_saying(const syn_qbuild *b, uint32_t cue)
{
    const syn_token *t = &b->view->doc->lang->tokens.items[cue];

    return b->view->tokens[cue].lex != 0 &&
           !syn_qknow_is(b->view->know, t->lemma, (syn_upos)t->upos, "speaking");
}

/* Nested links are many and half of them loose talk: only sure ones with a source, or with words of
 * hearsay, stand. "I believe …" inside marks is the speaker's own thought; a link of its own says
 * nothing new. */
static void drop_loose_links(syn_qbuild *b)
{
    static const char *const first[] = {"i", "we", "you", NULL};
    const syn_token *tokens = b->view->doc->lang->tokens.items;

    for (uint32_t i = 0; i < b->items.n; i++) {
        syn_qitem *item = &b->items.items[i];

        if (item->parent == SYN_NONE || item->cue_token == SYN_NONE || item->by_rule)
            continue;
        /* "according to X, Y stating that …": Y's own words stand inside X's. */
        if (item->source.n > 0 && tokens[item->cue_token].upos == SYN_UPOS_VERB &&
            b->items.items[item->parent].cue_token != SYN_NONE &&
            syn_str_eq_nocase(
                tokens[b->items.items[item->parent].cue_token].form, SYN_STR("according")) &&
            is_word_of_saying(b, item->cue_token))
            continue;
        if (tokens[item->cue_token].upos == SYN_UPOS_NOUN) {
            item->is_dropped = true; /* "his government's goal of" */
        } else if (item->source.n == 0) {
            if (!syn_qview_is_hearsay(b->view, item->cue_token))
                item->is_dropped = true;
        } else if (item->cue_score < LEAST_NESTED || !is_word_of_saying(b, item->cue_token)) {
            item->is_dropped = true;
        }
        if (b->view->tokens[item->cue_token].quoted != SYN_NONE && item->source_head != SYN_NONE &&
            syn_qknow_in(tokens[item->source_head].form, first))
            item->is_dropped = true;
    }
}

/* "X seeks to …" in a headline passes no words on; "X says …", "X: …" and quotations do. */
static void drop_headline_plans(syn_qbuild *b)
{
    static const char *const classes[] = {"saying", "telling", "reporting", "writing", "citing",
        "asking", "warning", "denying", "admitting", "promising", "threatening", "accusing",
        "criticising", "praising", "ordering", "suggesting", "arguing", "showing", "explaining",
        NULL};
    const syn_token *tokens = b->view->doc->lang->tokens.items;

    for (uint32_t i = 0; i < b->items.n; i++) {
        syn_qitem *item = &b->items.items[i];
        uint32_t cue = item->cue_token;
        bool speaks = false;

        if (cue == SYN_NONE || tokens[cue].upos != SYN_UPOS_VERB || b->view->doc->zones.n == 0 ||
            syn_doc_zone_at(b->view->doc, tokens[cue].span.start) != SYN_ZONE_TITLE)
            continue;
        for (const char *const *c = classes; *c != NULL && !speaks; c++)
            speaks = syn_qknow_is(b->view->know, tokens[cue].lemma, SYN_UPOS_VERB, *c);
        for (uint32_t k = 0; k < item->content.n && !speaks; k++) {
            syn_span content = syn_qbuild_tokens(b, item->content.items[k]);

            for (uint32_t t = content.start; t < content.end; t++)
                speaks |= b->view->tokens[t].mark != SYN_QMARK_NONE;
        }
        if (!speaks)
            item->is_dropped = true;
    }
}

static bool has_words(syn_str text, syn_span span)
{
    unsigned len;

    for (uint32_t at = span.start; at < span.end; at += len) {
        uint32_t c = syn_utf8_decode(text, at, &len);

        if (syn_cp_is_alnum(c))
            return true;
    }
    return false;
}

/* Stretches between marks inside the content; kind. */
static void read_quoted(const syn_qbuild *b, syn_qitem *item)
{
    const syn_quoteds *marks = &b->view->marks;
    SYN_VEC(syn_span) quoted = {0};
    bool bare = false;

    for (uint32_t i = 0; i < item->content.n; i++) {
        syn_span span = item->content.items[i];
        uint32_t lo = 0, hi = marks->n, at = span.start;

        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;

            if (marks->items[mid].span.start < span.start)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < marks->n && marks->items[lo].open < span.end; lo++) {
            const syn_quoted *q = &marks->items[lo];

            if (q->level > 0 || !(q->is_closed || q->goes_on) || q->span.end > span.end ||
                q->open < at)
                continue;
            SYN_PUSH(b->keep, quoted, q->span);
            bare |= at < q->open && has_words(b->view->doc->text, (syn_span){at, q->open});
            at = q->end;
        }
        bare |= at < span.end && has_words(b->view->doc->text, (syn_span){at, span.end});
    }
    item->out.quoted.items = quoted.items;
    item->out.quoted.n = quoted.n;
    if (item->is_post) {
        item->out.kind = SYN_ATTRIBUTION_DIRECT;
        return;
    }
    item->out.kind = quoted.n == 0 ? SYN_ATTRIBUTION_INDIRECT
                     : bare        ? SYN_ATTRIBUTION_MIXED
                                   : SYN_ATTRIBUTION_DIRECT;
}

/* Pieces without a word fall away; blanks at the ends too. */
static void tidy(syn_str text, syn_qspans *spans)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < spans->n; i++) {
        syn_span span = syn_text_trim_span(text, spans->items[i]);

        while (span.start < span.end && text.ptr[span.start] == ',')
            span = syn_text_trim_span(text, (syn_span){span.start + 1, span.end});

        if (span.start < span.end && has_words(text, span))
            spans->items[n++] = span;
    }
    spans->n = n;
}

static syn_spans keep_spans(syn_arena *keep, const syn_qspans *from)
{
    syn_spans to = {SYN_NEW_N(keep, syn_span, from->n), from->n};

    if (to.items == NULL)
        to.n = 0;
    else if (from->n > 0)
        memcpy(to.items, from->items, from->n * sizeof *to.items);
    return to;
}

typedef struct rank {
    uint32_t at, cue, item;
} rank;

static int by_content(const void *a, const void *b)
{
    const rank *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->cue != y->cue)
        return x->cue < y->cue ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static float confidence_of(const syn_qitem *item)
{
    double p = syn_qmodel_calibrate(item->cue_score / (double)SYN_QUOTE_NAT, item->source.n > 0,
        item->out.quoted.n > 0, item->by_rule || item->follows_on);

    return (float)(p * (double)item->out.confidence);
}

static void publish(syn_qbuild *b, syn_quote_layer *out)
{
    SYN_VEC(rank) order = {0};
    uint32_t *place = SYN_NEW_N(b->scratch, uint32_t, (size_t)b->items.n + 1);

    for (uint32_t i = 0; i < b->items.n; i++) {
        tidy(b->view->doc->text, &b->items.items[i].content);
        tidy(b->view->doc->text, &b->items.items[i].source);
    }
    for (uint32_t i = 0; i < b->items.n; i++)
        if (!b->items.items[i].is_dropped && b->items.items[i].content.n > 0)
            SYN_PUSH(b->scratch, order,
                ((rank){b->items.items[i].content.items[0].start, b->items.items[i].cue_token, i}));
    if (syn_arena_failed(b->scratch))
        return;
    if (order.n > 0)
        qsort(order.items, order.n, sizeof *order.items, by_content);
    for (uint32_t k = 0; k < order.n; k++)
        place[order.items[k].item] = k + 1;
    out->attributions.items = SYN_NEW_N(b->keep, syn_attribution, order.n);
    if (out->attributions.items == NULL)
        return;
    out->attributions.n = order.n;
    for (uint32_t k = 0; k < order.n; k++) {
        syn_qitem *item = &b->items.items[order.items[k].item];
        syn_attribution *to = &out->attributions.items[k];
        uint32_t parent = item->parent;

        read_quoted(b, item);
        *to = item->out;
        to->source = keep_spans(b->keep, &item->source);
        to->cue = keep_spans(b->keep, &item->cue);
        to->content = keep_spans(b->keep, &item->content);
        to->via.items = SYN_NEW_N(b->keep, syn_via, item->via.n);
        if (to->via.items != NULL && item->via.n > 0) {
            memcpy(to->via.items, item->via.items, item->via.n * sizeof *to->via.items);
            to->via.n = item->via.n;
        }
        to->cue_token = item->cue_token;
        for (int up = 0; up < 64 && parent != SYN_NONE && place[parent] == 0; up++)
            parent = b->items.items[parent].parent;
        to->parent = parent != SYN_NONE && place[parent] != 0 ? place[parent] - 1 : SYN_NONE;
        to->confidence = confidence_of(item);
        if (to->occasion.len > 0)
            to->occasion = syn_arena_str(b->keep, to->occasion);
    }
}

syn_status syn_quote_run(const syn_quote *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_quote_layer *out, syn_err *err)
{
    syn_qview view;
    syn_qbuild b = {.view = &view, .keep = keep, .scratch = scratch};
    syn_qdrafts drafts;
    syn_quote_layer layer = {0};

    if (doc->lang != NULL && doc->lang->tokens.n > 0) {
        syn_qview_init(&view, doc, model->know, &model->model.classes, scratch);
        if (!syn_arena_failed(scratch)) {
            const syn_qweights *weights =
                doc->lang->is_parsed ? model->model.parsed : model->model.bare;

            drafts = weights != NULL ? syn_qresolve(weights, &view, scratch)
                                     : syn_qrules(&view, scratch);
            if (!syn_arena_failed(scratch))
                take_drafts(&b, &drafts);
        }
        if (!syn_arena_failed(scratch))
            syn_qbuild_edges(&b);
        if (!syn_arena_failed(scratch))
            syn_qbuild_quotations(&b);
        if (!syn_arena_failed(scratch))
            syn_qbuild_chains(&b);
        if (!syn_arena_failed(scratch))
            syn_qbuild_posts(&b);
        if (!syn_arena_failed(scratch)) {
            syn_qbuild_sources(&b);
            syn_qbuild_speakers(&b);
            drop_loose_links(&b);
            drop_headline_plans(&b);
            syn_qbuild_cues(&b);
            publish(&b, &layer);
        }
    }
    if (syn_arena_failed(scratch) || syn_arena_failed(keep))
        return syn_err_set(
            err, SYN_E_NOMEM, NULL, "no memory for the attributions of the document");
    *out = layer;
    return SYN_OK;
}
