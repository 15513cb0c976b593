/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognisers of relations: "last week", "the past three months", "late last year", "the same day",
 * "a year-ago quarter". Like match_date.c.
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

static bool singular(const tx_tokens *tokens, uint32_t at)
{
    return tx_is(tx_at(tokens, at), TXC_UNIT);
}

/* "the same day", "that year", "the next day", "the day before", "later in the week". */
uint32_t tx_match_back(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at;
    const tx_phrase *p;
    const tx_token *t = tx_at(tokens, i);
    bool comparative = tx_is(t, TXC_COMPARATIVE), led = false;
    int unit;

    *x = tx_blank(at, TXF_BACK);
    if (tx_phrase_at(tokens, at, TXP_BACK, &p) > at && !is(tokens, at, "at")) {
        uint32_t end = tx_phrase_at(tokens, at, TXP_BACK, &p);

        x->first = end - 1; /* "then" alone */
        x->unit = TXU_NONE;
        return x->end = end;
    }
    if (comparative) {
        x->mod = is(tokens, at, "earlier") ? TX_MOD_START : TX_MOD_END;
        i++;
        if (is(tokens, i, "in") || is(tokens, i, "on"))
            i++;
    }
    t = tx_at(tokens, i);
    if (is(tokens, i, "the") || tx_is(t, TXC_THAT)) {
        bool the = is(tokens, i, "the"), that = !the;

        if (is(tokens, i, "those"))
            return at;
        i++;
        if (that && tx_is(tx_at(tokens, i), TXC_SAME))
            i++, led = true;
        t = tx_at(tokens, i);
        if (tx_is(t, TXC_SAME)) {
            led = true;
            i++;
        } else if (the && (tx_is(t, TXC_ANAPHOR) || is(tokens, i, "next") || tx_is(t, TXC_PRIOR))) {
            x->rel = tx_is(t, TXC_NEXT) ? 1 : -1;
            x->has_rel = true;
            led = true;
            i++;
        }
        t = tx_at(tokens, i);
        if (that && tx_is(t, TXC_MONTH) && t->capital && !comparative &&
            tx_at(tokens, i + 1)->kind != TX_NUMBER) {
            *x = tx_blank(at, TXF_MONTH); /* "that October" */
            x->month = (int8_t)tx_value(t->word, TXC_MONTH);
            x->back = true;
            return x->end = i + 1;
        }
        if (tx_is(t, TXC_PART) && !tx_is(t, TXC_PART_NAME) && (led || that)) {
            x->part = (int8_t)tx_value(t->word, TXC_PART);
            x->unit = TXU_DAY;
            return x->end = i + 1;
        }
        if (tx_is(t, TXC_SEASON) && (led || that)) {
            x->season = (int8_t)tx_value(t->word, TXC_SEASON);
            x->unit = TXU_YEAR;
            return x->end = i + 1;
        }
        while (tx_is(tx_at(tokens, i), TXC_FISCAL))
            i++;
        unit = singular(tokens, i) ? tx_unit_at(tokens, i) : TXU_NONE;
        if (the && !led && unit == TXU_WEEK && is(tokens, i + 1, "of")) {
            tx_expr day;
            uint32_t end = tx_match_date(tokens, i + 2, &day);

            if (end > i + 2 && day.form == TXF_DATE && day.day != 0) {
                *x = day;
                x->first = at;
                x->unit = TXU_WEEK;
                return x->end = end;
            }
        }
        if (unit == TXU_NONE && led && tx_is(tx_at(tokens, i), TXC_PERIOD)) {
            /* "the same period last year" */
            uint32_t j = i + 1;

            if (is(tokens, j, "last") && is(tokens, j + 1, "year")) {
                x->has_rel = true;
                x->rel = -1;
                x->unit = TXU_YEAR;
                return x->end = j + 2;
            }
            return at;
        }
        if (unit < TXU_DAY || unit == TXU_WEEKEND || unit == TXU_DECADE || unit == TXU_CENTURY ||
            unit == TXU_MILLENNIUM)
            return at;
        x->unit = (uint8_t)unit;
        i++;
        if (led || that || comparative) {
            if (unit == TXU_MONTH && is(tokens, i, "a") && is(tokens, i + 1, "year") &&
                is(tokens, i + 2, "ago")) {
                x->has_rel = true;
                x->rel = -12;
                i += 3;
            }
            if (x->has_rel && x->rel == 1 && the && unit != TXU_DAY && is(tokens, i - 2, "next"))
                return at; /* "the next year": relative */
            if (mark(tokens, i, '-') && tx_at(tokens, i)->glued)
                return at;
            return x->end = i;
        }
        /* "the day before", "the day after" as adverbs */
        if (unit == TXU_DAY &&
            (is(tokens, i, "before") || is(tokens, i, "after") || is(tokens, i, "earlier"))) {
            bool adverb = tx_at(tokens, i + 1)->kind == TX_MARK ||
                          tx_at(tokens, i + 1)->kind == TX_END || is(tokens, i, "earlier");

            x->has_rel = true;
            x->rel = is(tokens, i, "after") ? 1 : -1;
            if (adverb)
                return x->end = i + 1;
            x->has_rel = false;
            x->rel = 0;
            x->event_relative = true;
            return at;
        }
        /* "for the year", "in the quarter", "of the year" */
        if (at > 0 &&
            (unit == TXU_YEAR || unit == TXU_QUARTER || unit == TXU_WEEK || unit == TXU_MONTH)) {
            const tx_token *next = tx_at(tokens, i);
            bool prep = is(tokens, at - 1, "for") || is(tokens, at - 1, "in") ||
                        is(tokens, at - 1, "during") || is(tokens, at - 1, "of") ||
                        is(tokens, at - 1, "throughout");
            bool ended = is(tokens, i, "ended") || is(tokens, i, "ending") || is(tokens, i, "to");

            if (tx_mark(next, '-') || tx_mark(next, '\'') || next->kind == TX_NUMBER)
                return at;
            if (ended && !is(tokens, i, "to")) {
                x->ended = true;
                return x->end = i;
            }
            if (unit == TXU_QUARTER && is(tokens, i, "a") && is(tokens, i + 1, "year") &&
                (is(tokens, i + 2, "ago") || is(tokens, i + 2, "earlier"))) {
                x->has_rel = true;
                x->rel = -4;
                return x->end = i + 3;
            }
            if (prep && !is(tokens, i, "of"))
                return x->end = i;
        }
        return at;
    }
    return at;
}

/* last, this, next, with a unit, a month, a season, a part of the day, a number of units. */
uint32_t tx_match_relative(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at, end;
    const tx_token *t = tx_at(tokens, i);
    bool the = false, this_past = false, past_word;
    tx_expr l;
    bool hyphen;
    int32_t month;
    int unit;

    *x = tx_blank(at, TXF_RELATIVE);
    if (is(tokens, i, "year") && mark(tokens, i + 1, '-') && tx_at(tokens, i + 1)->glued &&
        (is(tokens, i + 2, "ago") || is(tokens, i + 2, "earlier"))) {
        x->form = TXF_OFFSET;
        x->back = true;
        x->amount = 1;
        x->unit = TXU_YEAR;
        x->rel = -1;
        end = i + 3;
        if (tx_is(tx_at(tokens, end), TXC_PERIOD) || is(tokens, end, "quarter"))
            end++;
        return x->end = end;
    }
    if (tx_is(t, TXC_THE) || is(tokens, i, "these") || tx_is(t, TXC_POSS)) {
        the = true;
        i++;
    } else if (is(tokens, i, "this") &&
               (tx_is(tx_at(tokens, i + 1), TXC_LAST) || tx_is(tx_at(tokens, i + 1), TXC_NEXT))) {
        this_past = true;
        i++;
    }
    t = tx_at(tokens, i);
    if (t->capital && !t->sentence && t->zone != SYN_ZONE_TITLE && !t->caps &&
        !(i > at && tx_at(tokens, at)->sentence))
        return at;
    past_word = is(tokens, i, "past");
    if (the && !(tx_is(t, TXC_LAST) || tx_is(t, TXC_NEXT) || tx_is(t, TXC_THIS) ||
                   tx_is(t, TXC_LATEST) || tx_is(t, TXC_PRIOR))) {
        /* "the first nine months", "the nine months", "the summer", "the weekend", "the 1988
         * period" */
        bool is_short;
        int32_t year;

        if (tx_is(t, TXC_ORD) || tx_is(t, TXC_ORD_LAST) || is(tokens, i, "last")) {
            end = tx_match_length(tokens, i + 1, (l = tx_blank(i, TXF_DURATION), &l), &hyphen);
            if (end > i + 1 && !hyphen && !l.event_relative) {
                *x = l;
                x->first = at;
                return x->end = end;
            }
            return at;
        }
        if (tx_is(t, TXC_SEASON) && !mark(tokens, i + 1, '-')) {
            x->form = TXF_SEASON;
            x->season = (int8_t)tx_value(t->word, TXC_SEASON);
            end = i + 1;
            if (is(tokens, i, "fall") && is(tokens, end, "of")) {
                uint32_t e2;

                if (tx_year_number(tokens, end + 1, &e2, &is_short) == TX_NO_YEAR)
                    return at; /* "the fall of the city" */
            }
            if (is(tokens, i, "fall") &&
                (is(tokens, end, "into") || is(tokens, end, "from") || at == 0 ||
                    !(is(tokens, at - 1, "in") || is(tokens, at - 1, "by") ||
                        is(tokens, at - 1, "during") || is(tokens, at - 1, "until") ||
                        is(tokens, at - 1, "since") || is(tokens, at - 1, "through"))))
                return at;
            if (is(tokens, end, "of"))
                end++;
            year = tx_year_number(tokens, end, &i, &is_short);
            if (year == TX_NO_YEAR && tx_is(tx_at(tokens, end), TXC_CARD) &&
                tx_value(tx_at(tokens, end)->word, TXC_CARD) == 19) {
                tx_expr y;
                uint32_t e2 = tx_match_year(tokens, end, &y);

                if (e2 > end) {
                    x->year = y.year;
                    return x->end = e2;
                }
            }
            if (year != TX_NO_YEAR) {
                x->year = year;
                x->short_year = is_short;
                return x->end = i;
            }
            return x->end = tx_word_is(tokens, end - 1, "of") ? end - 1 : end;
        }
        if (tx_unit_at(tokens, i) == TXU_WEEKEND && singular(tokens, i)) {
            x->unit = TXU_WEEKEND;
            return x->end = i + 1;
        }
        year = tx_year_number(tokens, i, &end, &is_short);
        if (year != TX_NO_YEAR && !is_short &&
            (is(tokens, end, "period") || is(tokens, end, "quarter"))) {
            x->form = TXF_QUARTER;
            x->year = year;
            x->back = true;
            return x->end = end + 1;
        }
        if (tx_is(t, TXC_SAME) && is(tokens, i + 1, "year") && mark(tokens, i + 2, '-'))
            i++;
        if (is(tokens, i, "year") && mark(tokens, i + 1, '-') &&
            (is(tokens, i + 2, "ago") || is(tokens, i + 2, "earlier"))) {
            x->form = TXF_OFFSET;
            x->back = true;
            x->amount = 1;
            x->unit = TXU_YEAR;
            x->rel = -1;
            end = i + 3;
            if (tx_is(tx_at(tokens, end), TXC_PERIOD) || is(tokens, end, "quarter"))
                end++;
            return x->end = end;
        }
        if ((is(tokens, i, "full") || is(tokens, i, "entire") || is(tokens, i, "whole")) &&
            is(tokens, i + 1, "year")) {
            x->form = TXF_BACK;
            x->unit = TXU_YEAR;
            return x->end = i + 2;
        }
        if (tx_is(t, TXC_UNITS) && is(tokens, at, "the") && at > 0 &&
            (is(tokens, at - 1, "over") || is(tokens, at - 1, "through")) &&
            tx_value(t->word, TXC_UNITS) >= TXU_YEAR && !is(tokens, i + 1, "of")) {
            x->form = TXF_DURATION; /* "over the years" */
            x->vague = true;
            x->amount = 2;
            x->unit = (uint8_t)tx_value(t->word, TXC_UNITS);
            return x->end = i + 1;
        }
        if (tx_is(t, TXC_UNITS) && is(tokens, i + 1, "ahead")) {
            x->form = TXF_NEXT_SPAN;
            x->vague = true;
            x->amount = 2;
            x->unit = (uint8_t)tx_value(t->word, TXC_UNITS);
            return x->end = i + 2;
        }
        if (is(tokens, i, "year") && is(tokens, i + 1, "ahead")) {
            x->has_rel = true;
            x->rel = 1;
            x->unit = TXU_YEAR;
            return x->end = i + 2;
        }
        if (is(tokens, at, "the") && (t->kind == TX_NUMBER || tx_is(t, TXC_CARD))) {
            end = tx_match_length(tokens, i, (l = tx_blank(i, TXF_DURATION), &l), &hyphen);
            if (end > i && !hyphen &&
                (l.unit == TXU_MONTH || l.unit == TXU_DAY || l.unit == TXU_YEAR ||
                    l.unit == TXU_WEEK)) {
                *x = l;
                x->first = at;
                return x->end = end;
            }
        }
        return at;
    }
    if (tx_is(t, TXC_LATEST)) {
        /* "the latest quarter", "the latest fiscal year", "the latest nine months" */
        i++;
        end = tx_match_length(tokens, i, (l = tx_blank(i, TXF_DURATION), &l), &hyphen);
        if (end > i) {
            *x = l;
            x->first = at;
            return x->end = end;
        }
        while (tx_is(tx_at(tokens, i), TXC_FISCAL))
            i++;
        if (!the || !(is(tokens, i, "quarter") || is(tokens, i, "period") ||
                        is(tokens, i, "year") || is(tokens, i, "week") || is(tokens, i, "month")))
            return at;
        x->form = TXF_BACK;
        x->unit = (uint8_t)(is(tokens, i, "period") ? TXU_QUARTER : tx_unit_at(tokens, i));
        return x->end = i + 1;
    }
    if (!(tx_is(t, TXC_LAST) || tx_is(t, TXC_NEXT) || tx_is(t, TXC_THIS) || tx_is(t, TXC_PRIOR)))
        return at;
    x->has_rel = true;
    x->rel = (int8_t)(tx_is(t, TXC_NEXT) ? 1 : tx_is(t, TXC_THIS) ? 0 : -1);
    if (mark(tokens, i + 1, '-'))
        return at;
    i++;
    if (is(tokens, i - 1, "this") && is(tokens, i, "very"))
        i++;
    t = tx_at(tokens, i);
    /* "the past three months", "the next few days", "the last couple of years" */
    if (x->rel != 0 || this_past) {
        uint32_t j = i;

        if (is(tokens, j, "few") || is(tokens, j, "several") || is(tokens, j, "couple") ||
            is(tokens, j, "many")) {
            bool couple = is(tokens, j, "couple");

            j++;
            if (is(tokens, j, "of"))
                j++;
            while (tx_is(tx_at(tokens, j), TXC_FILLER))
                j++;
            if (tx_is(tx_at(tokens, j), TXC_UNITS)) {
                x->form = x->rel < 0 ? TXF_PAST_SPAN : TXF_NEXT_SPAN;
                x->vague = !couple;
                x->approx = couple;
                x->amount = 2;
                x->unit = (uint8_t)tx_value(tx_at(tokens, j)->word, TXC_UNITS);
                return x->end = j + 1;
            }
        }
        if (tx_is(tx_at(tokens, i), TXC_UNITS) && past_word) {
            x->form = TXF_PAST_SPAN;
            x->vague = true;
            x->amount = 2;
            x->unit = (uint8_t)tx_value(t->word, TXC_UNITS);
            return x->end = i + 1;
        }
        if (!tx_is(t, TXC_ART)) {
            bool half = is(tokens, i, "half");

            l = tx_blank(i, TXF_DURATION);
            end = tx_match_length(tokens, i, &l, &hyphen);
            if (end == i && tx_number(tokens, i, &(tx_num){0}) > i) {
                uint32_t q = tx_number(tokens, i, &(tx_num){0});
                tx_num n;

                /* "the past three quarters" */
                tx_number(tokens, i, &n);
                q = tx_skip_fillers(tokens, q);
                if (is(tokens, q, "quarters")) {
                    l.unit = TXU_QUARTER;
                    l.amount = n.value;
                    end = q + 1;
                    hyphen = false;
                } else if (tx_is(tx_at(tokens, q), TXC_SEASONS)) {
                    x->form = TXF_PAST_SPAN;
                    x->amount = n.value;
                    x->unit = TXU_YEAR;
                    return x->end = q + 1;
                }
            }
            if (end > i && !hyphen && !half) {
                int8_t rel = x->rel;

                *x = l;
                x->form = rel < 0 ? TXF_PAST_SPAN : TXF_NEXT_SPAN;
                x->first = at;
                x->has_rel = true;
                x->rel = rel;
                if (is(tokens, end, "or") && is(tokens, end + 1, "so")) {
                    x->approx = true;
                    end += 2;
                }
                return x->end = end;
            }
            if (end > i && (half || hyphen))
                return at;
        }
    }
    while (tx_is(tx_at(tokens, i), TXC_FISCAL)) {
        x->fiscal = true;
        i++;
    }
    t = tx_at(tokens, i);
    if ((month = tx_month_name(tokens, i, &end)) != 0) {
        x->form = TXF_MONTH;
        x->month = (int8_t)month;
        l = tx_blank(i, TXF_NONE);
        if (tx_match_date(tokens, i, &l) > end && l.form == TXF_DATE) {
            int8_t rel = x->rel;

            *x = l;
            x->first = at;
            x->has_rel = l.year == TX_NO_YEAR;
            x->rel = rel;
            return x->end;
        }
        return x->end = end;
    }
    if (tx_is(t, TXC_SEASON)) {
        x->form = TXF_SEASON;
        x->season = (int8_t)tx_value(t->word, TXC_SEASON);
        return x->end = i + 1;
    }
    if (tx_is(t, TXC_PART) && !tx_is(t, TXC_PART_NAME) &&
        !(tx_is(t, TXC_PART) && tokens->text.ptr[t->end - 1] == 's')) {
        /* "last night", "this morning"; "the next morning" is the text's, not the reader's. */
        x->part = (int8_t)tx_value(t->word, TXC_PART);
        if (the || x->rel > 0) {
            x->form = TXF_BACK;
            x->unit = TXU_DAY;
        } else
            x->form = TXF_DEICTIC;
        return x->end = i + 1;
    }
    unit = singular(tokens, i) ? tx_unit_at(tokens, i) : TXU_NONE;
    if (unit < TXU_WEEK || unit == TXU_MILLENNIUM) {
        if (tx_is(tx_at(tokens, i), TXC_PERIOD) && the && x->rel == 0)
            return at;
        if (unit == TXU_DAY && x->rel > 0 && !mark(tokens, i + 1, '-')) {
            x->form = TXF_BACK;
            x->unit = TXU_DAY;
            return x->end = i + 1;
        }
        if (unit == TXU_DAY && x->rel < 0 &&
            (is(tokens, i - 1, "previous") || (the && past_word))) {
            x->form = past_word ? TXF_PAST_SPAN : TXF_BACK;
            x->amount = 1;
            x->unit = TXU_DAY;
            return x->end = i + 1;
        }
        if ((unit == TXU_HOUR || unit == TXU_MINUTE) && the && (past_word || x->rel > 0)) {
            x->form = x->rel < 0 ? TXF_PAST_SPAN : TXF_NEXT_SPAN;
            x->amount = 1;
            x->unit = (uint8_t)unit;
            return x->end = i + 1;
        }
        return at;
    }
    if (mark(tokens, i + 1, '-') && tx_at(tokens, i + 1)->glued)
        return at;
    x->unit = (uint8_t)unit;
    i++;
    if (past_word && !this_past && unit != TXU_WEEKEND) {
        x->form = TXF_PAST_SPAN;
        x->amount = 1;
        return x->end = i;
    }
    if ((is(tokens, i - 2, "previous") || is(tokens, i - 2, "following") ||
            is(tokens, i - 2, "preceding") || is(tokens, i - 2, "prior"))) {
        x->form = TXF_BACK;
        return x->end = i;
    }
    if (the && is(tokens, i - 2, "last") && is(tokens, i, "of"))
        /* "the last week of March" */
        return at;
    /* "this year's third quarter" is longer, and wins; "next year or so" */
    if (is(tokens, i, "or") && is(tokens, i + 1, "so")) {
        x->approx = true;
        i += 2;
    }
    if (tx_possessive(tokens, i, &end) && is(tokens, end, "quarter")) {
        x->form = TXF_QUARTER;
        x->back = true;
        return x->end = end + 1;
    }
    return x->end = i;
}

/* early, late, mid-, the end of, earlier, later … before a date. */
uint32_t tx_match_position(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at, end;
    const tx_token *t;
    int position;
    bool of = false, comparative;

    *x = tx_blank(at, TXF_NONE);
    if (is(tokens, i, "the"))
        i++;
    t = tx_at(tokens, i);
    /* "year-end", "year's end", "year end" */
    if (is(tokens, i, "year")) {
        end = i + 1;
        if (mark(tokens, end, '-') || (tx_possessive(tokens, end, &end) && end > i + 1))
            end += mark(tokens, end, '-');
        if (is(tokens, end, "end") && !is(tokens, end + 1, "to")) {
            *x = tx_blank(at, TXF_RELATIVE);
            x->unit = TXU_YEAR;
            x->has_rel = true;
            x->mod = TX_MOD_END;
            return x->end = end + 1;
        }
        return at;
    }
    comparative = tx_is(t, TXC_COMPARATIVE);
    if (!tx_is(t, TXC_POSITION) && !comparative)
        return at;
    if (t->capital && !t->sentence && t->zone != SYN_ZONE_TITLE)
        return at;
    position = tx_value(t->word, comparative ? TXC_COMPARATIVE : TXC_POSITION);
    i++;
    if (is(tokens, i - 1, "beginning") || is(tokens, i - 1, "start") || is(tokens, i - 1, "end") ||
        is(tokens, i - 1, "close") || is(tokens, i - 1, "outset") || is(tokens, i - 1, "middle") ||
        is(tokens, i - 1, "midst")) {
        if (!is(tokens, i, "of"))
            return at;
        of = true;
        i++;
    } else if (mark(tokens, i, '-') && tx_at(tokens, i)->glued)
        i++;
    else if (is(tokens, i, "in") || is(tokens, i, "on")) {
        i++;
        if (comparative && is(tokens, i - 1, "in") && is(tokens, i, "the"))
            return at; /* tx_match_back */
    }
    if (tx_at(tokens, i)->sentence)
        return at;
    /* "the middle of the night", "late in the evening" */
    if (of && is(tokens, i, "the") && tx_is(tx_at(tokens, i + 1), TXC_PART) &&
        !tx_is(tx_at(tokens, i + 1), TXC_PART_NAME)) {
        *x = tx_blank(at, TXF_BACK);
        x->unit = TXU_DAY;
        x->part = (int8_t)tx_value(tx_at(tokens, i + 1)->word, TXC_PART);
        x->mod = (uint8_t)(TX_MOD_START + position - 1);
        return x->end = i + 2;
    }
    if (is(tokens, i, "the") && tx_unit_at(tokens, i + 1) >= TXU_WEEK && singular(tokens, i + 1) &&
        tx_unit_at(tokens, i + 1) <= TXU_CENTURY && !mark(tokens, i + 2, '-')) {
        *x = tx_blank(at, TXF_RELATIVE);
        x->has_rel = true;
        x->unit = (uint8_t)tx_unit_at(tokens, i + 1);
        end = i + 2;
    } else if (tx_unit_at(tokens, i) == TXU_DAY)
        return at;
    else {
        static uint32_t (*const families[])(const tx_tokens *, uint32_t, tx_expr *) = {
            tx_match_date, tx_match_relative, tx_match_weekday, tx_match_deictic, tx_match_decade,
            tx_match_year, tx_match_quarter, tx_match_named};
        tx_expr best = tx_blank(at, TXF_NONE);

        end = i;
        for (size_t k = 0; k < sizeof families / sizeof *families; k++) {
            tx_expr y;
            uint32_t e = families[k](tokens, i, &y);

            if (e > end) {
                best = y;
                end = e;
            }
        }
        if (end == i) {
            const tx_token *u = tx_at(tokens, i);

            /* "mid-afternoon yesterday", "early morning", "late summer" */
            if (tx_is(u, TXC_PART) && !tx_is(u, TXC_PART_NAME) && !comparative && !of) {
                uint32_t e;

                e = tx_match_deictic(tokens, i + 1, &best);
                if (e == i + 1)
                    e = tx_match_weekday(tokens, i + 1, &best);
                if (e == i + 1) {
                    best = tx_blank(at, TXF_BACK);
                    best.unit = TXU_DAY;
                    if (!is(tokens, at, "mid") && !is(tokens, i, "morning"))
                        return at;
                }
                best.part = (int8_t)tx_value(u->word, TXC_PART);
                end = e;
            } else if (tx_is(u, TXC_SEASON) && !is(tokens, i, "fall") && !comparative) {
                best = tx_blank(at, TXF_SEASON);
                best.season = (int8_t)tx_value(u->word, TXC_SEASON);
                end = i + 1;
            } else
                return at;
        }
        if (best.form == TXF_DURATION || best.form == TXF_SET || best.form == TXF_NEXT_SPAN ||
            best.form == TXF_OFFSET || (best.form == TXF_PAST_SPAN && !of))
            return at;
        if (comparative &&
            (best.form == TXF_DATE || best.form == TXF_DECADE || best.form == TXF_CENTURY) &&
            best.day == 0)
            return at;
        *x = best;
    }
    x->first = at;
    x->mod = (uint8_t)(TX_MOD_START + position - 1);
    x->earlier = comparative && position == 1;
    x->later = comparative && position == 3;
    return x->end = end;
}
