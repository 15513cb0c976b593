/* SPDX-License-Identifier: Apache-2.0
 *
 * The stage: scan, recognise, find the day of writing, resolve in the order of the text, then the
 * quantities in what is left.
 *
 * Rule-driven, after HeidelTime (Strötgen and Gertz 2013) and SUTime (Chang and Manning 2012).
 * Linear in the text. Times and quantities never overlap: times are taken first.
 */
#include "timex.h"

#include "base/vec.h"
#include "know/know.h"
#include "published.h"
#include "quantity.h"
#include "resolve.h"

#include <stdio.h>
#include <stdlib.h>

struct syn_timex {
    tx_lexicon *lexicon;
};

syn_status syn_timex_new(const struct syn_know *know, syn_timex **out, syn_err *err)
{
    syn_timex *model = calloc(1, sizeof *model);
    syn_status status;

    (void)know; /* the tables of time and number are compiled in */
    if (model == NULL)
        return syn_err_set(err, SYN_E_NOMEM, "timex", "Out of memory for the stage.");
    status = tx_lexicon_new(&model->lexicon, err);
    if (status != SYN_OK) {
        free(model);
        return status;
    }
    *out = model;
    return SYN_OK;
}

void syn_timex_free(syn_timex *model)
{
    if (model != NULL)
        tx_lexicon_free(model->lexicon);
    free(model);
}

/* ---- recognition --------------------------------------------------------------------------- */

/* "15-17 October", "15 and 17 October": the first day, whose month stands after the last. */
static uint32_t range_head(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t end, last;
    int32_t day = tx_day_number(tokens, at, &end);
    const tx_token *sep;
    tx_expr y;

    if (day == 0 || tx_at(tokens, at)->kind != TX_NUMBER)
        return at;
    sep = tx_at(tokens, end);
    if (!(tx_mark(sep, '-') || tx_word_is(tokens, end, "to") || tx_word_is(tokens, end, "and") ||
            tx_word_is(tokens, end, "or") || tx_mark(sep, ',')))
        return at;
    last = tx_match_date(tokens, end + 1, &y);
    if (last == end + 1 || y.day <= day || y.month == 0 ||
        tx_at(tokens, end + 1)->kind != TX_NUMBER || y.form != TXF_DATE)
        return at;
    *x = y;
    x->first = at;
    x->end = end;
    x->day = (int8_t)day;
    x->hour = x->minute = -1;
    x->part = 0;
    return end;
}

/* "Oct. 15-17", "October 15 to 17", "… and 17": the last day, whose month stood before. */
static uint32_t range_tail(const tx_tokens *tokens, const tx_expr *head, tx_expr *x)
{
    uint32_t i = head->end, end;
    const tx_token *sep = tx_at(tokens, i), *n = tx_at(tokens, i + 1), *next;
    int32_t day;

    if (head->form != TXF_DATE || head->day == 0 || head->hour >= 0)
        return 0;
    if (!((tx_mark(sep, '-') && sep->glued) || tx_word_is(tokens, i, "to") ||
            tx_word_is(tokens, i, "and") || tx_word_is(tokens, i, "through") ||
            tx_word_is(tokens, i, "or")))
        return 0;
    day = tx_day_number(tokens, i + 1, &end);
    if (day <= head->day || n->kind != TX_NUMBER || n->sentence)
        return 0;
    next = tx_at(tokens, end);
    if ((next->kind == TX_WORD && !tx_is(next, TXC_STOP) && !tx_is(next, TXC_PREP)) ||
        tx_mark(next, '%') || tx_mark(next, '-') || tx_mark(next, ':') || next->kind == TX_NUMBER)
        return 0;
    *x = *head;
    x->first = i + 1;
    x->day = (int8_t)day;
    x->weekday = 0;
    x->mod = 0;
    if (tx_mark(next, ',')) {
        bool is_short;
        uint32_t e;
        int32_t year = tx_year_number(tokens, end + 1, &e, &is_short);

        if (year != TX_NO_YEAR && !is_short) {
            x->year = year;
            x->full = true;
            end = e;
        }
    }
    return x->end = end;
}

typedef SYN_VEC(tx_expr) tx_exprs;

static void recognise(const tx_tokens *tokens, syn_arena *arena, tx_exprs *out)
{
    for (uint32_t i = 0; i < tokens->n;) {
        tx_expr x, tail;
        uint32_t end = range_head(tokens, i, &x);

        if (end == i)
            end = tx_match_at(tokens, i, &x);
        if (end == i) {
            i++;
            continue;
        }
        x.end = end;
        SYN_PUSH(arena, *out, x);
        i = end;
        if ((end = range_tail(tokens, &x, &tail)) != 0) {
            if (tail.year != TX_NO_YEAR && x.year == TX_NO_YEAR && out->n > 0)
                out->items[out->n - 1].year = tail.year;
            SYN_PUSH(arena, *out, tail);
            i = end;
        }
    }
}

/* Order of month and day in this text's numeric dates, when one of them can be read only one way.
 */
static int numeric_order(const tx_exprs *exprs)
{
    int us = 0, eu = 0;

    for (uint32_t i = 0; i < exprs->n; i++) {
        const tx_expr *x = &exprs->items[i];

        if (x->form != TXF_NUMERIC)
            continue;
        us += x->day > 12;
        eu += x->month > 12;
    }
    return us > 0 && eu == 0 ? 1 : eu > 0 && us == 0 ? -1 : 0;
}

/* The months written with their year. */
static const tx_month *written_months(const tx_exprs *exprs, syn_arena *arena, uint32_t *n)
{
    SYN_VEC(tx_month) months = {0};

    for (uint32_t i = 0; i < exprs->n; i++) {
        const tx_expr *x = &exprs->items[i];

        if (x->form == TXF_DATE && x->month != 0 && x->year != TX_NO_YEAR && !x->short_year)
            SYN_PUSH(arena, months, ((tx_month){x->year * 12 + x->month - 1, x->first}));
    }
    *n = months.n;
    return months.items;
}

/* ---- tense from the tree ------------------------------------------------------------------- */

typedef struct tree {
    const syn_doc *doc;
    const tx_tokens *tokens;
} tree;

static uint32_t lang_token_at(const syn_lang_layer *lang, uint32_t byte)
{
    uint32_t low = 0, high = lang->tokens.n;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (lang->tokens.items[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low < lang->tokens.n && lang->tokens.items[low].span.start <= byte ? low : SYN_NONE;
}

static bool is_aux(const syn_token *t)
{
    return t->deprel == SYN_DEPREL_AUX || t->deprel == SYN_DEPREL_AUX_PASS ||
           t->deprel == SYN_DEPREL_COP;
}

static int tense_of_verb(const syn_lang_layer *lang, uint32_t verb)
{
    const syn_token *v = &lang->tokens.items[verb];
    const syn_sentence *s = &lang->sentences.items[v->sentence];
    bool past = syn_str_eq(v->xpos, SYN_STR("VBD")), to = false, had = false, ahead = false;

    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const syn_token *t = &lang->tokens.items[i];

        if (t->head != verb)
            continue;
        if (is_aux(t)) {
            ahead |= syn_str_eq_nocase(t->lemma, SYN_STR("will")) ||
                     syn_str_eq_nocase(t->lemma, SYN_STR("shall")) ||
                     syn_str_eq_nocase(t->form, SYN_STR("'ll")) ||
                     syn_str_eq_nocase(t->form, SYN_STR("would")) ||
                     syn_str_eq_nocase(t->form, SYN_STR("might")) ||
                     syn_str_eq_nocase(t->form, SYN_STR("may"));
            past |= syn_str_eq(t->xpos, SYN_STR("VBD"));
            had |= syn_str_eq_nocase(t->lemma, SYN_STR("have"));
        }
        to |= t->deprel == SYN_DEPREL_MARK && syn_str_eq(t->xpos, SYN_STR("TO"));
    }
    return ahead ? 1 : to ? 2 : past || had ? -1 : 2;
}

/* Tense of the verb that the expression hangs on: -1, 1, or 2 when the tree does not tell: the
 * expression hangs on a noun, or the verb is an infinitive, a participle, a present. Then the words
 * decide (tense.c), as they do for what stands before: "until", "a June agreement". */
static int tense_of_tree(const void *ctx, uint32_t first, uint32_t end)
{
    const tree *t = ctx;
    const syn_lang_layer *lang = t->doc->lang;
    uint32_t start = tx_at(t->tokens, first)->start, stop = tx_at(t->tokens, end - 1)->end;
    uint32_t at = lang_token_at(lang, start);

    if (tx_tense_is_fixed(t->tokens, first, end))
        return 2;
    for (int k = 0; k < 8 && at != SYN_NONE; k++) {
        const syn_token *w = &lang->tokens.items[at];

        if (w->span.start < start || w->span.start >= stop)
            return w->upos == SYN_UPOS_VERB ? tense_of_verb(lang, at) : 2;
        at = w->head;
    }
    return 2;
}

/* ---- output -------------------------------------------------------------------------------- */

static syn_str day_text(syn_arena *keep, int32_t day)
{
    tx_civil c = tx_civil_from_day(day);

    return syn_arena_printf(keep, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* "since October", "from 2009 to 2011": the interval, beside the dates in it. Its value is an ISO
 * 8601 interval, open towards now for "since". Returns false when there is none. */
static bool interval_of(const tx_tokens *tokens, const tx_expr *x, const tx_meaning *m,
    const tx_expr *last, const char *last_value, char value[64], uint32_t *first)
{
    const tx_token *t = tx_at(tokens, x->first);

    if (m->type != SYN_TIME_DATE || !m->precise || m->value[0] == '\0' || x->first == 0 ||
        t->sentence)
        return false;
    if (tx_word_is(tokens, x->first - 1, "since")) {
        *first = x->first - 1;
        (void)snprintf(value, 64, "%.24s/..", m->value);
        return true;
    }
    if (last != NULL && last->end + 1 == x->first && last->first > 0 && last_value[0] != '\0' &&
        ((tx_word_is(tokens, last->first - 1, "from") && tx_word_is(tokens, last->end, "to")) ||
            (tx_word_is(tokens, last->first - 1, "between") &&
                tx_word_is(tokens, last->end, "and")))) {
        *first = last->first - 1;
        (void)snprintf(value, 64, "%.24s/%.24s", last_value, m->value);
        return true;
    }
    return false;
}

/* Open ends by the word before: "since", "until", "before", "after". */
static void open_ends(const tx_tokens *tokens, const tx_expr *x, tx_meaning *m)
{
    uint32_t i = x->first;

    if (i == 0 || tx_at(tokens, i)->sentence || m->type == SYN_TIME_SET ||
        m->type == SYN_TIME_DURATION)
        return;
    if (tx_word_is(tokens, i - 1, "since") || tx_word_is(tokens, i - 1, "after"))
        m->has_last = false;
    else if (tx_word_is(tokens, i - 1, "until") || tx_word_is(tokens, i - 1, "till") ||
             tx_word_is(tokens, i - 1, "before") || tx_word_is(tokens, i - 1, "by"))
        m->has_first = false;
    if (strcmp(m->mod, "BEFORE") == 0 || strcmp(m->mod, "ON_OR_BEFORE") == 0)
        m->has_first = false;
    else if (strcmp(m->mod, "AFTER") == 0 || strcmp(m->mod, "ON_OR_AFTER") == 0)
        m->has_last = false;
}

syn_status syn_timex_run(const syn_timex *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_timex_layer *out, syn_err *err)
{
    syn_timex_layer layer = {0};
    tx_tokens tokens;
    tx_exprs exprs = {0};
    SYN_VEC(syn_time) times = {0};
    tx_context context = {0};
    tx_published published;
    uint32_t paragraph_at = 0;
    const tx_expr *last = NULL;
    char last_value[32] = "";
    tree judge = {doc, &tokens};
    syn_status status = tx_scan(model->lexicon, doc, scratch, &tokens, err);
    uint8_t *taken;

    if (status != SYN_OK)
        return status;
    recognise(&tokens, scratch, &exprs);
    taken = syn_arena_alloc(scratch, tokens.n + 8);
    if (syn_arena_failed(scratch) || taken == NULL)
        return syn_err_set(err, SYN_E_NOMEM, "timex", "Out of memory for the document's times.");
    context.tokens = &tokens;
    context.numeric_order = numeric_order(&exprs);
    if (doc->lang != NULL && doc->lang->is_parsed) {
        context.tense = tense_of_tree;
        context.tense_ctx = &judge;
    }
    context.months = written_months(&exprs, scratch, &context.n_months);
    published = tx_find_published(doc, &tokens, exprs.items, exprs.n, context.numeric_order);
    context.has_published = published.known;
    context.published = published.day;
    for (uint32_t i = 0; i < exprs.n; i++) {
        tx_expr *x = &exprs.items[i];
        tx_meaning m;
        syn_time t = {0};

        for (; paragraph_at < x->first; paragraph_at++)
            context.paragraph += tokens.items[paragraph_at + 1].paragraph;
        if (!tx_resolve(&context, x, &m))
            continue;
        open_ends(&tokens, x, &m);
        t.span = (syn_span){tokens.items[x->first].start, tokens.items[x->end - 1].end};
        t.type = m.type;
        t.value = syn_arena_str(keep, syn_str_from(m.value));
        t.mod = syn_arena_str(keep, syn_str_from(m.mod));
        t.quant = syn_arena_str(keep, syn_str_from(m.quant));
        t.freq = syn_arena_str(keep, syn_str_from(m.freq));
        if (m.has_first && m.value[0] != '\0')
            t.edtf_start = day_text(keep, m.first);
        if (m.has_last && m.value[0] != '\0')
            t.edtf_end = day_text(keep, m.last);
        {
            char value[64];
            uint32_t first = 0;

            if (interval_of(&tokens, x, &m, last, last_value, value, &first)) {
                syn_time whole = t;
                uint32_t at = times.n;

                whole.span.start = tokens.items[first].start;
                whole.type = SYN_TIME_DURATION;
                whole.value = syn_arena_str(keep, syn_str_from(value));
                whole.mod = whole.quant = whole.freq = SYN_STR("");
                if (last != NULL && first < last->end && times.n > 0) {
                    whole.edtf_start = times.items[times.n - 1].edtf_start;
                    at = times.n - 1;
                }
                SYN_PUSH(keep, times, whole);
                for (uint32_t k = times.n - 1; k > at; k--) { /* outermost first */
                    times.items[k] = times.items[k - 1];
                    times.items[k - 1] = whole;
                }
            }
        }
        SYN_PUSH(keep, times, t);
        last = m.precise && m.type == SYN_TIME_DATE ? x : NULL;
        (void)snprintf(last_value, sizeof last_value, "%.24s", m.value);
        for (uint32_t k = x->first; k < x->end; k++)
            taken[k] = 1;
    }
    layer.times.items = times.items;
    layer.times.n = times.n;
    status = tx_quantities(doc, &tokens, taken, keep, &layer, err);
    if (status != SYN_OK)
        return status;
    layer.published_from = published.from;
    layer.published_span = published.span;
    if (published.keep_meta)
        layer.published = doc->meta.published;
    else if (published.known)
        layer.published = day_text(keep, published.day);
    if (published.contradicted) {
        syn_diagnostic *d = SYN_NEW(keep, syn_diagnostic);

        if (d != NULL) {
            d->span = published.span;
            d->code = SYN_STR("published-contradicted");
            d->message = syn_arena_printf(keep,
                "The stored date is %.*s; the text was written on %.*s or so.",
                SYN_ARG(doc->meta.published), SYN_ARG(day_text(keep, published.day)));
            layer.diagnostics.items = d;
            layer.diagnostics.n = 1;
        }
    }
    if (syn_arena_failed(keep) || syn_arena_failed(scratch))
        return syn_err_set(err, SYN_E_NOMEM, "timex", "Out of memory for the document's times.");
    *out = layer;
    return SYN_OK;
}
