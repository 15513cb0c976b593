/* SPDX-License-Identifier: Apache-2.0
 *
 * Normalisation of lengths, offsets, anaphors and sets; like resolve.c, its other half.
 */
#include "timex_value.h"

#include <math.h>

static void number_text(char *out, size_t n, double v)
{
    if (v == floor(v))
        (void)snprintf(out, n, "%.0f", v > 1e12 ? 1e12 : v);
    else
        (void)snprintf(out, n, "%.2g", v > 1e12 ? 1e12 : v);
}

void tx_put_duration(tx_meaning *m, const tx_expr *x)
{
    static const char *const letters[] = {
        "X", "S", "M", "H", "D", "W", "M", "Q", "Y", "Y", "Y", "Y", "WE", "W"};
    static const double factors[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 10, 100, 1000, 1, 2};
    char n[32], rest[24] = "";
    double v = x->amount * factors[x->unit];
    bool clock = x->unit >= TXU_SECOND && x->unit <= TXU_HOUR;

    m->type = SYN_TIME_DURATION;
    if (v > 1e9)
        return; /* no length anyone measured: no value */
    if (x->vague) {
        TX_PUT(m, "P%sX%s", clock ? "T" : "",
            x->unit == TXU_DECADE    ? "DE"
            : x->unit == TXU_CENTURY ? "CE"
                                     : letters[x->unit]);
        return;
    }
    if (v - floor(v) == 0.5 && x->amount2 == 0) {
        switch (x->unit) {
        case TXU_YEAR:
            (void)snprintf(rest, sizeof rest, "6M");
            break;
        case TXU_HOUR:
            (void)snprintf(rest, sizeof rest, "30M");
            break;
        case TXU_MINUTE:
            (void)snprintf(rest, sizeof rest, "30S");
            break;
        case TXU_DAY:
            (void)snprintf(rest, sizeof rest, "T12H");
            break;
        default:
            break;
        }
        if (rest[0] != '\0')
            v = floor(v);
    } else if (x->amount2 > 0) {
        bool clock2 = x->unit2 >= TXU_SECOND && x->unit2 <= TXU_HOUR;

        number_text(n, sizeof n, x->amount2 * factors[x->unit2]);
        (void)snprintf(
            rest, sizeof rest, "%s%.16s%s", clock2 && !clock ? "T" : "", n, letters[x->unit2]);
    }
    number_text(n, sizeof n, v);
    if (v == 0 && rest[0] != '\0')
        TX_PUT(m, "P%s%s", clock ? "T" : "", rest);
    else
        TX_PUT(m, "P%s%s%s%s", clock ? "T" : "", n, letters[x->unit], rest);
}

/* Day `amount` units from `base`. */
static int32_t moved(int32_t base, double amount, int unit, int sign)
{
    tx_civil c = tx_civil_from_day(base);
    double n = amount > 100000 ? 100000 : amount;
    int32_t months;

    switch (unit) {
    case TXU_DAY:
        return base + sign * (int32_t)n;
    case TXU_WEEK:
        return base + sign * (int32_t)(n * 7);
    case TXU_FORTNIGHT:
        return base + sign * (int32_t)(n * 14);
    case TXU_MONTH:
        months = (int32_t)n;
        break;
    case TXU_QUARTER:
        months = (int32_t)(n * 3);
        break;
    case TXU_YEAR:
        months = (int32_t)(n * 12);
        break;
    case TXU_DECADE:
        months = (int32_t)((n > 10000 ? 10000 : n) * 120);
        break;
    case TXU_CENTURY:
        months = (int32_t)((n > 1000 ? 1000 : n) * 1200);
        break;
    default:
        return base;
    }
    months = c.year * 12 + c.month - 1 + sign * months;
    if (months < 12)
        months = 12;
    c.year = months / 12;
    c.month = months % 12 + 1;
    if (c.day > tx_civil_month_days(c.year, c.month))
        c.day = tx_civil_month_days(c.year, c.month);
    return tx_civil_to_day(c.year, c.month, c.day);
}

static void put_moved(tx_meaning *m, int32_t base, const tx_expr *x, int sign)
{
    int32_t day = moved(base, x->amount, x->unit, sign);
    tx_civil c = tx_civil_from_day(day);
    bool whole = x->amount == floor(x->amount);

    switch (x->unit) {
    case TXU_DAY:
        tx_put_day(m, day);
        break;
    case TXU_WEEK:
    case TXU_FORTNIGHT:
        tx_put_week(m, day, false);
        break;
    case TXU_MONTH:
        tx_put_month(m, c.year, c.month);
        break;
    case TXU_YEAR:
        if (whole)
            tx_put_year(m, c.year);
        else
            tx_put_month(m, c.year, c.month);
        break;
    default:
        tx_put_year(m, c.year);
        break;
    }
}

static const char *ago_mod(uint8_t mod, bool approx)
{
    switch (mod) {
    case TX_MOD_MORE:
        return "BEFORE";
    case TX_MOD_LESS:
        return "AFTER";
    case TX_MOD_EQ_MORE:
        return "ON_OR_BEFORE";
    case TX_MOD_EQ_LESS:
        return "ON_OR_AFTER";
    default:
        return mod == TX_MOD_APPROX || approx ? "APPROX" : tx_mod_names[mod];
    }
}

static uint32_t sentence_start(const tx_tokens *tokens, uint32_t at)
{
    for (int k = 0; k < 40 && at > 0 && !tx_at(tokens, at)->sentence; k++)
        at--;
    return at;
}

/* Two sentences share a word of weight: the same first five letters, ASCII case aside. Bounded: 40
 * words of each are looked at. */
static bool sentences_share(const tx_tokens *tokens, uint32_t a, uint32_t b)
{
    uint32_t sa = sentence_start(tokens, a), sb = sentence_start(tokens, b);

    for (uint32_t i = sa; i < tokens->n && i < sa + 40 && (i == sa || !tx_at(tokens, i)->sentence);
         i++) {
        const tx_token *t = tx_at(tokens, i);

        if (t->kind != TX_WORD || t->end - t->start < 5 || t->capital ||
            (t->word != NULL && t->word->n_values > 0 && !tx_is(t, TXC_PERSON)))
            continue;
        for (uint32_t k = sb;
             k < tokens->n && k < sb + 40 && (k == sb || !tx_at(tokens, k)->sentence); k++) {
            const tx_token *u = tx_at(tokens, k);
            syn_str x = {tokens->text.ptr + t->start, 5};
            syn_str y = {tokens->text.ptr + u->start, 5};

            if (u->kind == TX_WORD && u->end - u->start >= 5 && syn_str_eq_nocase(x, y))
                return true;
        }
    }
    return false;
}

/* "more than two years ago" in a text that names one month of those two to three years ago, in a
 * sentence that shares a word with this one: that month, about. Only where the writer rounded (more
 * than, nearly, about) and only when it is the only such month. */
static bool month_named(const tx_context *c, const tx_expr *x, int sign, tx_meaning *m)
{
    tx_civil now = tx_civil_from_day(c->published);
    int32_t n = (int32_t)(x->amount > 1000 ? 1000 : x->amount) * 12, low, high, found = -1;
    bool shared = false;

    if (sign > 0 || x->amount < 2 || x->amount != floor(x->amount))
        return false;
    switch (x->mod) {
    case TX_MOD_MORE:
    case TX_MOD_EQ_MORE:
        low = n;
        high = n + 11;
        break;
    case TX_MOD_LESS:
        low = n - 11;
        high = n;
        break;
    case TX_MOD_APPROX:
        low = n - 5;
        high = n + 5;
        break;
    default:
        return false;
    }
    for (uint32_t i = 0; i < c->n_months && i < 32; i++) {
        int32_t back = now.year * 12 + now.month - 1 - c->months[i].month;

        if (back < low || back > high)
            continue;
        if (found >= 0 && c->months[i].month != found)
            return false;
        found = c->months[i].month;
        shared = shared || sentences_share(c->tokens, x->first, c->months[i].token);
    }
    if (found < 0 || !shared)
        return false;
    tx_put_month(m, found / 12, found % 12 + 1);
    m->mod = "APPROX";
    return true;
}

bool tx_resolve_offset(tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int sign = x->rel < 0 ? -1 : 1;
    int32_t base = c->published;
    bool clock = x->unit <= TXU_HOUR;

    m->mod = ago_mod(x->mod, x->approx);
    if (x->back && clock) {
        tx_put_duration(m, x);
        m->mod = tx_mod_names[x->approx && x->mod == 0 ? TX_MOD_APPROX : x->mod];
        return true;
    }
    if (x->vague) {
        if (x->back) {
            tx_put_duration(m, x);
            return true;
        }
        TX_PUT(m, "%s", sign < 0 ? "PAST_REF" : "FUTURE_REF");
        return true;
    }
    if (x->unit == TXU_YEAR && sign < 0 && x->amount == 1 && x->mod == 0 && tx_quarter_near(c, x)) {
        tx_put_quarter(m, c->quarter_year - 1, c->quarter);
        return true;
    }
    if (x->back) {
        tx_anchor a = x->unit == TXU_DAY || x->unit == TXU_WEEK ? c->day : c->any;

        if (a.known && c->paragraph - a.paragraph <= 3)
            base = a.first;
        else if (!c->has_published) {
            tx_put_duration(m, x);
            return true;
        }
        put_moved(m, base, x, sign);
        return true;
    }
    if (!c->has_published) {
        TX_PUT(m, "%s", sign < 0 ? "PAST_REF" : "FUTURE_REF");
        return true;
    }
    if (x->unit == TXU_YEAR && month_named(c, x, sign, m))
        return true;
    if (clock) {
        tx_put_day(m, base);
        m->type = SYN_TIME_TIME;
        m->precise = false;
        return true;
    }
    put_moved(m, base, x, sign);
    return true;
}

bool tx_resolve_back(tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t rel = x->has_rel ? x->rel : 0, v;
    tx_anchor a = c->any;
    tx_civil d;

    if (x->unit == TXU_NONE) { /* "then" */
        if (!a.known || c->paragraph - a.paragraph > 2)
            return false;
        TX_PUT(m, "%s", c->any_value);
        tx_put_bounds(m, a.first, a.last);
        return true;
    }
    if (x->unit == TXU_DAY) {
        int32_t base;

        /* A day still ahead is not the one that something told as past came after. */
        if (c->day.known && c->paragraph - c->day.paragraph <= 4 &&
            !(c->has_published && c->day.first > c->published && tx_clause_tense(c, x) < 0))
            base = c->day.first;
        else if (c->has_published)
            base = c->published;
        else
            return false;
        tx_put_day(m, base + rel);
        tx_put_time(m, x);
        return true;
    }
    if (x->ended && x->unit != TXU_QUARTER) {
        tx_expr y = *x;

        y.amount = 1;
        tx_put_duration(m, &y);
        return true;
    }
    if (x->unit == TXU_QUARTER) {
        if (c->quarter != 0)
            v = c->quarter_year * 4 + c->quarter - 1 + rel;
        else if (c->has_published) {
            d = tx_civil_from_day(c->published);
            v = d.year * 4 + (d.month - 1) / 3 - 1 + rel;
        } else
            return false;
        tx_put_quarter(m, v / 4, v % 4 + 1);
        if (rel == 0)
            tx_quarter_seen(c, x, v / 4, v % 4 + 1);
        return true;
    }
    if (x->unit == TXU_YEAR && x->season == 0 && c->year.known &&
        (tx_word_is(c->tokens, x->first, "that") || tx_word_is(c->tokens, x->end - 2, "same") ||
            tx_word_is(c->tokens, x->end - 2, "that")))
        a = c->year;
    if (!a.known || c->paragraph - a.paragraph > 4 ||
        ((x->unit == TXU_MONTH || x->unit == TXU_WEEK) && a.last - a.first > 31)) {
        if (!c->has_published)
            return false;
        a.first = a.last = c->published;
    }
    if (x->unit == TXU_YEAR && !x->has_rel && x->season == 0 && c->has_published &&
        tx_word_is(c->tokens, x->end - 2, "the"))
        a.first = a.last = c->published; /* "for the year", "earlier in the year" */
    if (x->unit == TXU_YEAR && x->season == 0 && !x->has_rel &&
        (tx_word_is(c->tokens, x->end - 2, "full") || tx_word_is(c->tokens, x->end - 2, "entire") ||
            tx_word_is(c->tokens, x->end - 2, "whole"))) {
        /* "the entire year": of the quarter spoken of, else of writing */
        if (tx_quarter_near(c, x))
            a.first = a.last = tx_civil_to_day(c->quarter_year, 1, 1);
        else if (c->has_published)
            a.first = a.last = c->published;
    }
    if (x->unit == TXU_YEAR && x->has_rel && rel == -1 &&
        tx_word_is(c->tokens, x->end - 3, "period") && !tx_quarter_near(c, x) && c->any.known &&
        c->paragraph - c->any.paragraph <= 1 && c->any.last - c->any.first >= 27 &&
        c->any.last - c->any.first <= 30) {
        d = tx_civil_from_day(c->any.first); /* "in February … the same period last year" */
        tx_put_month(m, d.year - 1, d.month);
        return true;
    }
    d = tx_civil_from_day(a.first);
    switch (x->unit) {
    case TXU_WEEK:
        tx_put_week(m, a.first + 7 * rel, false);
        return true;
    case TXU_MONTH:
        v = d.year * 12 + d.month - 1 + rel;
        tx_put_month(m, v / 12, v % 12 + 1);
        return true;
    case TXU_YEAR:
        if (x->season != 0)
            tx_put_season(m, d.year, x->season);
        else if (x->has_rel && rel == -1 && tx_quarter_near(c, x) &&
                 tx_word_is(c->tokens, x->end - 3, "period"))
            tx_put_quarter(m, c->quarter_year - 1, c->quarter);
        else
            tx_put_year(m, d.year + rel);
        return true;
    default:
        return false;
    }
}

bool tx_resolve_set(const tx_expr *x, tx_meaning *m)
{
    if (x->weekday != 0) {
        TX_PUT(m, "XXXX-WXX-%d%s", x->weekday, tx_part_names[x->part]);
    } else if (x->month != 0)
        TX_PUT(m, "XXXX-%02d", x->month);
    else if (x->season != 0)
        TX_PUT(m, "XXXX-%s", tx_season_names[x->season]);
    else if (x->part != 0)
        TX_PUT(m, "XXXX-XX-XX%s", tx_part_names[x->part]);
    else
        tx_put_duration(m, x);
    m->type = SYN_TIME_SET;
    if (x->each)
        m->quant = "EVERY";
    if (x->set_count > 0 && x->set_count < 1e6)
        (void)snprintf(m->freq, sizeof m->freq, "%.0fX", x->set_count);
    return true;
}

bool tx_resolve_span(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    tx_put_duration(m, x);
    if (!c->has_published)
        return true;
    if (x->form == TXF_PAST_SPAN) {
        m->has_last = true;
        m->last = c->published;
        if (!x->vague && x->unit > TXU_HOUR) {
            m->has_first = true;
            m->first = moved(c->published, x->amount, x->unit, -1);
        }
    } else {
        m->has_first = true;
        m->first = c->published;
        if (!x->vague && x->unit > TXU_HOUR) {
            m->has_last = true;
            m->last = moved(c->published, x->amount, x->unit, 1);
        }
    }
    return true;
}
