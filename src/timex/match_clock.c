/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognisers of clock times: "5:30 a.m.", "0735 GMT", "noon", "nine o'clock", with zone and day.
 * Like match_date.c.
 */
#include "match.h"

static bool is(const tx_tokens *t, uint32_t at, const char *word)
{
    return tx_word_is(t, at, word);
}

static bool mark(const tx_tokens *t, uint32_t at, char c)
{
    return tx_mark(tx_at(t, at), c);
}

/* Time zones: "GMT", "(GMT +8)", "EST", "local time". */
static uint32_t zone_after(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at);
    uint32_t i = at;

    if (tx_mark(t, '(') && tx_is(tx_at(tokens, at + 1), TXC_ZONE)) {
        i++;
        t = tx_at(tokens, i);
    }
    if (t->glued && is(tokens, i, "z") && t->capital) {
        x->is_utc = true;
        return i + 1;
    }
    if (is(tokens, i, "local") && is(tokens, i + 1, "time"))
        return i + 2;
    if (!tx_is(t, TXC_ZONE) || !t->caps)
        return at;
    x->is_utc = tx_value(t->word, TXC_ZONE) == 0;
    i++;
    if ((mark(tokens, i, '+') || mark(tokens, i, '-')) && tx_at(tokens, i + 1)->kind == TX_NUMBER &&
        tx_at(tokens, i + 1)->number <= 14) {
        x->is_utc = false;
        i += 2;
    }
    if (i > at + 1 && mark(tokens, at, '(') && mark(tokens, i, ')'))
        i++;
    return i;
}

static uint32_t half_day_after(const tx_tokens *tokens, uint32_t at, tx_expr *x, bool *found)
{
    const tx_token *t = tx_at(tokens, at);

    *found = false;
    if (tx_is(t, TXC_AMPM) && x->hour <= 12 && x->hour >= 0) {
        bool pm = tx_value(t->word, TXC_AMPM) == 2;

        if (x->hour == 12)
            x->hour = pm ? 12 : 0;
        else if (pm)
            x->hour = (int8_t)(x->hour + 12);
        *found = true;
        return at + 1;
    }
    return at;
}

/* A clock time at `at`: sets hour, minute, second and zone. */
uint32_t tx_clock_at(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at);
    uint32_t i = at, j;
    bool half = false, colon = false;

    if (tx_is(t, TXC_CLOCK) && !t->capital) {
        x->hour = (int8_t)tx_value(t->word, TXC_CLOCK);
        x->minute = 0;
        return zone_after(tokens, at + 1, x);
    }
    if (t->kind == TX_WORD && tx_is(t, TXC_CARD) && tx_value(t->word, TXC_CARD) >= 1 &&
        tx_value(t->word, TXC_CARD) <= 12) {
        bool clock =
            is(tokens, at + 1, "o") && mark(tokens, at + 2, '\'') && is(tokens, at + 3, "clock");

        if (!clock && !tx_is(tx_at(tokens, at + 1), TXC_AMPM))
            return at;
        x->hour = (int8_t)tx_value(t->word, TXC_CARD);
        x->minute = 0;
        i = clock ? at + 4 : at + 1;
        i = half_day_after(tokens, i, x, &half);
        return i;
    }
    if (t->kind != TX_NUMBER || t->comma)
        return at;
    if (t->n_digits <= 2 && t->number < 25 && !t->decimal) {
        x->hour = (int8_t)t->number;
        x->minute = 0;
        x->second = -1;
        i = at + 1;
        if (mark(tokens, i, ':') && tx_at(tokens, i)->glued && tx_at(tokens, i + 1)->glued &&
            tx_at(tokens, i + 1)->kind == TX_NUMBER && tx_at(tokens, i + 1)->n_digits == 2 &&
            tx_at(tokens, i + 1)->number < 60) {
            x->minute = (int8_t)tx_at(tokens, i + 1)->number;
            colon = true;
            i += 2;
            if (mark(tokens, i, ':') && tx_at(tokens, i)->glued &&
                tx_at(tokens, i + 1)->kind == TX_NUMBER && tx_at(tokens, i + 1)->n_digits == 2 &&
                tx_at(tokens, i + 1)->number <= 60) {
                x->second = (int8_t)tx_at(tokens, i + 1)->number;
                i += 2;
            }
        }
    } else if (t->decimal && t->n_digits <= 2 && t->end - t->start - t->n_digits == 3 &&
               tx_is(tx_at(tokens, at + 1), TXC_AMPM)) {
        int minutes = (int)((t->number - (int)t->number) * 100 + 0.5);

        if (t->number >= 13 || minutes >= 60)
            return at;
        x->hour = (int8_t)t->number;
        x->minute = (int8_t)minutes;
        i = at + 1;
    } else if (t->n_digits == 4 && t->number < 2460 && !t->decimal && ((int)t->number % 100) < 60 &&
               (tx_is(tx_at(tokens, at + 1), TXC_ZONE) || is(tokens, at + 1, "hours")) &&
               (is(tokens, at + 1, "hours") || tx_at(tokens, at + 1)->caps)) {
        x->hour = (int8_t)((int)t->number / 100);
        x->minute = (int8_t)((int)t->number % 100);
        i = at + 1 + is(tokens, at + 1, "hours");
        colon = true;
    } else
        return at;
    j = half_day_after(tokens, i, x, &half);
    if (!half && x->hour < 12 &&
        (mark(tokens, i, '-') || is(tokens, i, "to") || is(tokens, i, "and")) &&
        tx_at(tokens, i + 1)->kind == TX_NUMBER && tx_at(tokens, i + 1)->number <= 12 &&
        tx_at(tokens, i + 1)->number > x->hour) {
        /* "between 1:30 and 4:00 p.m.": both are in the afternoon */
        uint32_t k = i + 2;

        if (mark(tokens, k, ':') && tx_at(tokens, k + 1)->kind == TX_NUMBER)
            k += 2;
        if (tx_is(tx_at(tokens, k), TXC_AMPM)) {
            if (tx_value(tx_at(tokens, k)->word, TXC_AMPM) == 2 &&
                tx_at(tokens, i + 1)->number < 12)
                x->hour = (int8_t)(x->hour + 12);
            return i;
        }
    }
    if (!half && !colon) {
        if (is(tokens, i, "o") && mark(tokens, i + 1, '\'') && is(tokens, i + 2, "clock"))
            j = half_day_after(tokens, i + 3, x, &half);
        else if (x->hour <= 12 && is(tokens, i, "in") && is(tokens, i + 1, "the") &&
                 tx_is(tx_at(tokens, i + 2), TXC_PART) && at > 0 && is(tokens, at - 1, "at")) {
            if (tx_value(tx_at(tokens, i + 2)->word, TXC_PART) != 1 && x->hour < 12)
                x->hour = (int8_t)(x->hour + 12);
            return i + 3;
        } else {
            x->hour = x->minute = -1;
            return at;
        }
    }
    if (x->hour > 24 || (x->hour == 24 && x->minute > 0)) {
        x->hour = x->minute = -1;
        return at;
    }
    i = zone_after(tokens, j, x);
    /* "5:30 in the morning", "5:30 Thursday" follow elsewhere; "(0735 GMT)" is the same time again.
     */
    if (mark(tokens, i, '(') && tx_at(tokens, i + 1)->kind == TX_NUMBER) {
        uint32_t k = i + 2;

        while (k < i + 6 && tx_at(tokens, k)->kind != TX_END && !mark(tokens, k, ')'))
            k++;
        if (mark(tokens, k, ')') &&
            (tx_is(tx_at(tokens, k - 1), TXC_ZONE) || tx_is(tx_at(tokens, k - 1), TXC_WEEKDAY) ||
                tx_is(tx_at(tokens, k - 1), TXC_AMPM)))
            i = k + 1;
    }
    if (!half && is(tokens, i, "in") && is(tokens, i + 1, "the") &&
        tx_is(tx_at(tokens, i + 2), TXC_PART)) {
        if (tx_value(tx_at(tokens, i + 2)->word, TXC_PART) != 1 && x->hour < 12)
            x->hour = (int8_t)(x->hour + 12);
        i += 3;
    }
    return i;
}

uint32_t tx_match_clock(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t end, i;
    tx_expr date;

    *x = tx_blank(at, TXF_CLOCK);
    end = tx_clock_at(tokens, at, x);
    if (end == at)
        return at;
    if (at > 0 && tx_at(tokens, at - 1)->kind == TX_MARK && tx_at(tokens, at)->glued &&
        (mark(tokens, at - 1, ':') || mark(tokens, at - 1, '/') || mark(tokens, at - 1, '-')))
        return at;
    x->end = end;
    /* The day: "10 p.m. Wednesday", "5 p.m. EST, Nov. 6", "noon on Friday", "8 a.m. today". */
    i = end;
    if (mark(tokens, i, ',') || is(tokens, i, "on"))
        i++;
    if (tx_at(tokens, i)->paragraph || tx_at(tokens, i)->sentence)
        return end;
    {
        uint32_t day = tx_match_date(tokens, i, &date);

        if (day == i || (date.form == TXF_MONTH))
            day = tx_match_deictic(tokens, i, &date);
        if (day == i)
            day = tx_match_weekday(tokens, i, &date);
        if (day > i &&
            (date.form == TXF_DATE || date.form == TXF_DEICTIC || date.form == TXF_WEEKDAY) &&
            date.hour < 0 && (date.form != TXF_DATE || date.day != 0) && !date.weekday_of_week) {
            int8_t hour = x->hour, minute = x->minute, second = x->second;
            bool utc = x->is_utc;

            *x = date;
            x->hour = hour;
            x->minute = minute;
            x->second = second;
            x->is_utc = utc;
            x->part = 0;
            x->first = at;
            return x->end = day;
        }
    }
    return end;
}
