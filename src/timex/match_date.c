/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognisers of calendar dates and clock times: "15 October 2025", "Oct. 15", "1998", "12/11/10",
 * "Wednesday night", "10:35 a.m. (0735 GMT)", "the 1990s", "Thanksgiving", "the third quarter of
 * last year". Hand-written recursive descent over the light tokens, depth bounded by the grammar.
 * Conventions of span and form: TimeML 1.2.1 annotation guidelines (Saurí et al. 2006).
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

int32_t tx_month_name(const tx_tokens *tokens, uint32_t at, uint32_t *end)
{
    const tx_token *t = tx_at(tokens, at), *u = tx_at(tokens, at + 1);

    if (tx_is(t, TXC_MONTH) && (t->capital || !tx_is(t, TXC_AMBIG))) {
        *end = at + 1;
        return tx_value(t->word, TXC_MONTH);
    }
    if (tx_is(t, TXC_MONTH_ABBR) && t->capital) {
        bool stop = tx_mark(u, '.') && u->glued;

        if (!stop && u->kind != TX_NUMBER &&
            !(tx_mark(u, '-') && tx_at(tokens, at + 2)->kind == TX_NUMBER) &&
            !(at > 0 && tx_at(tokens, at - 1)->kind == TX_NUMBER))
            return 0;
        *end = at + 1 + stop;
        return tx_value(t->word, TXC_MONTH_ABBR);
    }
    return 0;
}

static bool ordinal_suffix(const tx_tokens *tokens, uint32_t at)
{
    return tx_at(tokens, at)->glued && (is(tokens, at, "th") || is(tokens, at, "st") ||
                                           is(tokens, at, "nd") || is(tokens, at, "rd"));
}

int32_t tx_day_number(const tx_tokens *tokens, uint32_t at, uint32_t *end)
{
    const tx_token *t = tx_at(tokens, at), *u = tx_at(tokens, at + 1);

    if (t->kind == TX_NUMBER && !t->decimal && !t->comma && t->n_digits <= 2 && t->number >= 1 &&
        t->number <= 31) {
        if (ordinal_suffix(tokens, at + 1)) {
            *end = at + 2;
            return (int32_t)t->number;
        }
        if (u->glued && (u->kind == TX_WORD || tx_mark(u, '%') || tx_mark(u, '/') ||
                            (tx_mark(u, ':') && tx_at(tokens, at + 2)->kind == TX_NUMBER &&
                                tx_at(tokens, at + 2)->glued)))
            return 0;
        if (tx_is(u, TXC_POWER) || is(tokens, at + 1, "percent"))
            return 0;
        *end = at + 1;
        return (int32_t)t->number;
    }
    if (tx_is(t, TXC_ORD) && tx_value(t->word, TXC_ORD) <= 31) {
        *end = at + 1;
        return tx_value(t->word, TXC_ORD);
    }
    if (tx_is(t, TXC_CARD) && tx_value(t->word, TXC_CARD) % 10 == 0 &&
        tx_value(t->word, TXC_CARD) <= 30 && tx_value(t->word, TXC_CARD) >= 20 &&
        mark(tokens, at + 1, '-') && tx_is(tx_at(tokens, at + 2), TXC_ORD) &&
        tx_value(tx_at(tokens, at + 2)->word, TXC_ORD) < 10) {
        *end = at + 3;
        return tx_value(t->word, TXC_CARD) + tx_value(tx_at(tokens, at + 2)->word, TXC_ORD);
    }
    return 0;
}

int32_t tx_year_number(const tx_tokens *tokens, uint32_t at, uint32_t *end, bool *is_short)
{
    const tx_token *t = tx_at(tokens, at), *u = tx_at(tokens, at + 1);

    *is_short = false;
    if (t->kind == TX_NUMBER && t->n_digits == 4 && !t->decimal && !t->comma && t->number >= 1000 &&
        t->number < 3000 && !(u->glued && u->kind == TX_WORD) && !(u->glued && tx_mark(u, ':')) &&
        !(u->glued && tx_mark(u, '%'))) {
        *end = at + 1;
        return (int32_t)t->number;
    }
    if (tx_mark(t, '\'') && u->kind == TX_NUMBER && u->glued && u->n_digits == 2 && !u->decimal &&
        !tx_at(tokens, at + 2)->glued) {
        *is_short = true;
        *end = at + 2;
        return (int32_t)u->number;
    }
    return TX_NO_YEAR;
}

/* "last year", "of last year", "the previous year", "this year" after a month. */
static uint32_t year_phrase(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at;
    const tx_token *t;

    if (is(tokens, i, "of"))
        i++;
    t = tx_at(tokens, i);
    if (!(tx_is(t, TXC_LAST) || tx_is(t, TXC_THIS) || tx_is(t, TXC_NEXT)) ||
        tx_unit_at(tokens, i + 1) != TXU_YEAR || !tx_is(tx_at(tokens, i + 1), TXC_UNIT))
        return at;
    x->has_year_rel = true;
    x->year_rel = tx_is(t, TXC_LAST) ? -1 : tx_is(t, TXC_NEXT) ? 1 : 0;
    return i + 2;
}

/* ", 2025", "2025", "of 2025", "last year" after a month or a day. */
static uint32_t year_after(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t end, i = at;
    bool is_short;
    int32_t year;

    if (tx_at(tokens, at)->paragraph)
        return at;
    if (mark(tokens, i, ',') || is(tokens, i, "of") || is(tokens, i, "in"))
        i++;
    year = tx_year_number(tokens, i, &end, &is_short);
    if (year != TX_NO_YEAR) {
        x->year = year;
        x->short_year = is_short;
        return end;
    }
    return year_phrase(tokens, at, x);
}

/* Spelled years: "nineteen ninety-eight", "two thousand eight", "the year two thousand". */
static uint32_t spelled_year(const tx_tokens *tokens, uint32_t at, int32_t *year)
{
    const tx_token *t = tx_at(tokens, at);
    int32_t a = tx_value(t->word, TXC_CARD);
    tx_num n;
    uint32_t end;

    if (!tx_is(t, TXC_CARD))
        return at;
    if (a >= 15 && a <= 20 && tx_is(tx_at(tokens, at + 1), TXC_CARD)) {
        end = tx_number(tokens, at + 1, &n);
        if (end > at + 1 && n.whole && n.value >= 10 && n.value < 100) {
            *year = a * 100 + (int32_t)n.value;
            return end;
        }
    }
    if (a == 2 && is(tokens, at + 1, "thousand")) {
        end = tx_number(tokens, at, &n);
        if (n.whole && n.value >= 2000 && n.value < 2100 &&
            !tx_is(tx_at(tokens, end), TXC_PERSON)) {
            *year = (int32_t)n.value;
            return end;
        }
    }
    return at;
}

static bool lone_month_fits(const tx_tokens *tokens, uint32_t at, uint32_t end)
{
    const tx_token *t = tx_at(tokens, at), *next = tx_at(tokens, end);
    const tx_token *prev = at > 0 ? tx_at(tokens, at - 1) : NULL;
    bool led = prev != NULL && !t->sentence &&
               (tx_is(prev, TXC_PREP) || tx_is(prev, TXC_POSITION) || tx_is(prev, TXC_LAST) ||
                   tx_is(prev, TXC_THIS) || tx_is(prev, TXC_NEXT) || tx_is(prev, TXC_COMPARATIVE) ||
                   tx_is(prev, TXC_EACH) || tx_is(prev, TXC_MONTH) || tx_mark(prev, '-'));
    bool ambiguous = is(tokens, at, "may") || is(tokens, at, "march");

    /* "Craig and April Lee": a name */
    if (prev != NULL && (is(tokens, at - 1, "and") || is(tokens, at - 1, "or")) &&
        tx_is(t, TXC_AMBIG) && next->kind == TX_WORD && next->capital && !next->sentence)
        return false;

    if (led && !(ambiguous && tx_is(prev, TXC_PREP) && next->capital && next->kind == TX_WORD &&
                   prev->capital))
        return true;
    if (ambiguous)
        return prev != NULL && tx_is(prev, TXC_THE) && next->kind == TX_WORD && !next->capital &&
               !tx_is(next, TXC_STOP) && !tx_is(next, TXC_PREP);
    if (tx_is(t, TXC_MONTH_ABBR) || is(tokens, at, "april") || is(tokens, at, "june") ||
        is(tokens, at, "august"))
        return !(next->kind == TX_WORD && next->capital) &&
               !(prev != NULL && prev->capital && !prev->sentence && prev->kind == TX_WORD);
    return true;
}

static uint32_t weekday_head(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at);
    uint32_t i = at + 1;

    if (tx_is(t, TXC_WEEKDAY) && (t->capital || !tx_is(t, TXC_AMBIG)))
        x->weekday = (int8_t)tx_value(t->word, TXC_WEEKDAY);
    else if (tx_is(t, TXC_WEEKDAY_ABBR) && t->capital) {
        x->weekday = (int8_t)tx_value(t->word, TXC_WEEKDAY_ABBR);
        if (mark(tokens, i, '.') && tx_at(tokens, i)->glued)
            i++;
    } else
        return at;
    if (tx_is(tx_at(tokens, i), TXC_PART))
        x->part = (int8_t)tx_value(tx_at(tokens, i)->word, TXC_PART), i++;
    if (mark(tokens, i, ','))
        i++;
    else if (mark(tokens, i, '('))
        i++;
    if (is(tokens, i, "the") || is(tokens, i, "on"))
        i++;
    return i;
}

/* Month and day in either order at `at`. */
static uint32_t month_day(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t end, day_end, i = at, y;
    int32_t month, day, year;

    /* "the Long March 9 rocket", "Theresa May 5" */
    if ((is(tokens, i, "march") || is(tokens, i, "may")) && i > 0 && !tx_at(tokens, i)->sentence &&
        tx_at(tokens, i - 1)->kind == TX_WORD && tx_at(tokens, i - 1)->capital &&
        !tx_at(tokens, i - 1)->sentence && !tx_is(tx_at(tokens, i - 1), TXC_PREP) &&
        !tx_is(tx_at(tokens, i - 1), TXC_WEEKDAY) && !tx_is(tx_at(tokens, i - 1), TXC_POSITION) &&
        !tx_is(tx_at(tokens, i - 1), TXC_THE) && !tx_is(tx_at(tokens, i - 1), TXC_BOUND) &&
        !tx_is(tx_at(tokens, i - 1), TXC_DEICTIC) && !tx_at(tokens, i - 1)->caps)
        return at;
    if ((month = tx_month_name(tokens, i, &end)) != 0) {
        bool hyphen = mark(tokens, end, '-') && tx_at(tokens, end)->glued;

        x->month = (int8_t)month;
        if (is(tokens, end, "the") && tx_day_number(tokens, end + 1, &day_end) != 0)
            end++;
        day = tx_day_number(tokens, end + hyphen, &day_end);
        if (day != 0 && hyphen)
            day = 0;
        if (day != 0 && tx_at(tokens, end)->paragraph)
            day = 0;
        if (day != 0) {
            x->day = (int8_t)day;
            end = day_end;
            y = year_after(tokens, end, x);
            x->full = x->year != TX_NO_YEAR && !x->has_year_rel;
            return y;
        }
        y = year_after(tokens, end, x);
        if (y == end) {
            uint32_t s = spelled_year(tokens, end, &year);

            if (s > end) {
                x->year = year;
                return s;
            }
        }
        if (y > end)
            return y;
        x->form = TXF_MONTH;
        return lone_month_fits(tokens, at, end) ? end : at;
    }
    if (is(tokens, i, "the"))
        i++;
    if ((day = tx_day_number(tokens, i, &end)) == 0)
        return at;
    if (is(tokens, end, "of"))
        end++;
    else if (mark(tokens, end, '-') && tx_at(tokens, end)->glued)
        end++;
    if (tx_at(tokens, end)->paragraph || (month = tx_month_name(tokens, end, &end)) == 0)
        return at;
    if (is(tokens, end - 1, "may") && !tx_at(tokens, end - 1)->capital)
        return at;
    /* "In 12 March was …": a count before a month is no date when it is not a day. */
    x->month = (int8_t)month;
    x->day = (int8_t)day;
    if (mark(tokens, end, '-') && tx_at(tokens, end)->glued &&
        tx_at(tokens, end + 1)->kind == TX_NUMBER)
        end++;
    y = year_after(tokens, end, x);
    x->full = x->year != TX_NO_YEAR && !x->has_year_rel;
    return y;
}

uint32_t tx_match_date(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i, end;

    *x = tx_blank(at, TXF_DATE);
    /* "on the 15th": a day of the month at hand */
    if (is(tokens, at, "the") && at > 0 &&
        (is(tokens, at - 1, "on") || is(tokens, at - 1, "by") || is(tokens, at - 1, "until")) &&
        tx_at(tokens, at + 1)->kind == TX_NUMBER && ordinal_suffix(tokens, at + 2)) {
        const tx_token *next = tx_at(tokens, at + 3);
        int32_t day = tx_day_number(tokens, at + 1, &end);

        if (day != 0 &&
            (next->kind != TX_WORD || tx_is(next, TXC_STOP) || tx_is(next, TXC_PREP) ||
                next->sentence) &&
            !mark(tokens, at + 3, '-') && !is(tokens, at + 3, "of")) {
            x->day = (int8_t)day;
            return x->end = end;
        }
    }
    i = at;
    if ((tx_is(tx_at(tokens, i), TXC_THIS) || tx_is(tx_at(tokens, i), TXC_NEXT) ||
            tx_is(tx_at(tokens, i), TXC_LAST)) &&
        tx_is(tx_at(tokens, i + 1), TXC_WEEKDAY))
        i++; /* "this Thursday, Dec. 28, 2017, photo" */
    i = weekday_head(tokens, i, x);
    end = month_day(tokens, i, x);
    if (end == i || (i > at && x->day == 0))
        return at;
    if (i > at && mark(tokens, i - 1, '(') && mark(tokens, end, ')'))
        end++;
    if (x->day != 0 && tx_is(tx_at(tokens, end), TXC_PART) && !tx_at(tokens, end)->paragraph)
        x->part = (int8_t)tx_value(tx_at(tokens, end)->word, TXC_PART), end++;
    if (x->day != 0 && (mark(tokens, end, ',') || is(tokens, end, "at"))) {
        uint32_t clock = tx_clock_at(tokens, end + 1, x);

        if (clock > end + 1)
            end = clock;
    }
    x->end = end;
    return end;
}

uint32_t tx_match_year(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at), *prev = at > 0 ? tx_at(tokens, at - 1) : NULL, *next;
    uint32_t end, i = at;
    bool is_short, named = false, led;
    int32_t year;

    *x = tx_blank(at, TXF_DATE);
    if (is(tokens, i, "the") && is(tokens, i + 1, "year"))
        i++;
    if (is(tokens, i, "year") ||
        (tx_is(tx_at(tokens, i), TXC_FISCAL) && !tx_at(tokens, i)->capital)) {
        x->fiscal = tx_is(tx_at(tokens, i), TXC_FISCAL);
        named = true;
        i++;
        if (x->fiscal && is(tokens, i, "year"))
            i++;
        prev = tx_at(tokens, i - 1);
    } else if (i > at)
        return at;
    year = tx_year_number(tokens, i, &end, &is_short);
    if (year == TX_NO_YEAR) {
        if ((end = spelled_year(tokens, i, &year)) == i) {
            /* AD 79, 44 BC */
            bool before = tx_is(t, TXC_ERA) && t->caps && tx_at(tokens, at + 1)->kind == TX_NUMBER;
            bool after = t->kind == TX_NUMBER && tx_is(tx_at(tokens, at + 1), TXC_ERA) &&
                         tx_at(tokens, at + 1)->caps;
            const tx_token *n = tx_at(tokens, at + before);

            if (named || !(before || after) || n->decimal || n->number < 1 || n->number > 9999)
                return at;
            x->year = (int32_t)n->number;
            x->bc = tx_value(tx_at(tokens, at + after)->word, TXC_ERA) < 0;
            return x->end = at + 2;
        }
        x->year = year;
        return x->end = end;
    }
    next = tx_at(tokens, end);
    led = named || (prev != NULL && tx_is(prev, TXC_YEAR_PREP));
    if (is_short && !led)
        return at;
    if (is_short && prev != NULL && prev->kind == TX_NUMBER)
        return at;
    if (!is_short && !named && prev != NULL) {
        if (tx_mark(prev, '$') || tx_mark(prev, '#') || tx_mark(prev, 'E') || tx_mark(prev, 'L') ||
            (tx_mark(prev, '.') && t->glued &&
                tx_at(tokens, at > 1 ? at - 2 : 0)->kind == TX_NUMBER) ||
            tx_mark(prev, '/') || tx_mark(prev, '@') || tx_mark(prev, '_') || tx_mark(prev, '=') ||
            tx_mark(prev, '&') || tx_mark(prev, '+') || tx_is(prev, TXC_LABEL) ||
            (tx_mark(prev, '.') && prev->glued && at > 1 && is(tokens, at - 2, "no")) ||
            (prev->kind == TX_NUMBER) || (t->glued && prev->kind == TX_WORD))
            return at;
        if (tx_mark(prev, '-') && prev->glued && t->glued && at > 1 &&
            tx_at(tokens, at - 2)->kind == TX_WORD && !tx_is(tx_at(tokens, at - 2), TXC_POSITION) &&
            !is(tokens, at - 2, "post") && !is(tokens, at - 2, "pre") &&
            !tx_is(tx_at(tokens, at - 2), TXC_MONTH))
            return at;
        if (tx_mark(prev, '-') && t->glued && at > 1 && tx_at(tokens, at - 2)->kind == TX_NUMBER &&
            tx_at(tokens, at - 2)->n_digits != 4)
            return at;
        if (tx_is(prev, TXC_BOUND) && !is(tokens, at - 1, "around") &&
            !is(tokens, at - 1, "about") && !is(tokens, at - 1, "circa") &&
            !is(tokens, at - 1, "just") && !is(tokens, at - 1, "only"))
            return at;
        if (is(tokens, at - 1, "than") || is(tokens, at - 1, "least"))
            return at;
    }
    {
        const tx_phrase *p;
        bool plural = next->kind == TX_WORD && !next->capital && next->end - next->start > 3 &&
                      tokens->text.ptr[next->end - 1] == 's' && !tx_is(next, TXC_STOP) &&
                      tokens->text.ptr[next->end - 2] != 's';
        bool measured =
            tx_phrase_at(tokens, end, TXP_MEASURE, &p) > end || tx_unit_at(tokens, end) != TXU_NONE;

        if (!named &&
            (measured || tx_is(next, TXC_POWER) || tx_is(next, TXC_PERSON) ||
                is(tokens, end, "gmt") || is(tokens, end, "utc") || is(tokens, end, "hours")))
            if (!is_short && !(year >= 1900 && year < 2100 && led &&
                                 (is(tokens, end, "second") || is(tokens, end, "quarter"))))
                return at;
        if (!named && !led && plural && year < 1900)
            return at;
        if (!named && year < 1900 && !is_short &&
            (!led || is(tokens, at - 1, "to") || is(tokens, at - 1, "and") ||
                is(tokens, at - 1, "or") || is(tokens, at - 1, "for") ||
                is(tokens, at - 1, "into") || is(tokens, at - 1, "around") || plural) &&
            !(prev != NULL && (tx_mark(prev, '(') || tx_mark(prev, '-')) && year >= 1400 &&
                (tx_mark(next, '-') || tx_mark(next, ')'))))
            return at;
        if (!named && year >= 2100)
            return at;
    }
    x->year = year;
    x->short_year = is_short;
    if (tx_is(tx_at(tokens, end), TXC_FISCAL) && is(tokens, end + 1, "year")) {
        x->fiscal = true; /* "the 2000 fiscal year" */
        return x->end = end + 2;
    }
    if (mark(tokens, end, '-') || mark(tokens, end, '/')) {
        const tx_token *b = tx_at(tokens, end + 1);

        if (tx_at(tokens, end)->glued && b->glued && b->kind == TX_NUMBER && b->n_digits == 2 &&
            !b->decimal && (int32_t)b->number == (year + 1) % 100 &&
            !tx_at(tokens, end + 2)->glued) {
            x->same_year_end = true;
            end += 2;
        }
    }
    if (tx_is(tx_at(tokens, end), TXC_ERA) && tx_at(tokens, end)->caps) {
        x->bc = tx_value(tx_at(tokens, end)->word, TXC_ERA) < 0;
        end++;
    }
    return x->end = end;
}

/* Numeric dates: 2025-10-15, 2025/10/15, 15.10.2025, 10/15/2025, 7/8/07. */
uint32_t tx_match_numeric(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *k = &tokens->items[at];
    char sep;

    if (at + 4 >= tokens->n || k[0].kind != TX_NUMBER || k[1].kind != TX_MARK ||
        k[2].kind != TX_NUMBER || k[3].kind != TX_MARK || k[4].kind != TX_NUMBER ||
        k[1].mark != k[3].mark || k[0].decimal || k[2].decimal)
        return at;
    sep = k[1].mark;
    if ((sep != '-' && sep != '/' && sep != '.') || !k[1].glued || !k[2].glued || !k[3].glued ||
        !k[4].glued)
        return at;
    if (at > 0 && k[0].glued && k[-1].kind == TX_MARK &&
        (k[-1].mark == '/' || k[-1].mark == '.' || k[-1].mark == '-'))
        return at;
    if (k[2].n_digits > 2 || k[0].comma || k[2].comma || k[4].comma || k[4].decimal)
        return at;
    *x = tx_blank(at, TXF_NUMERIC);
    if (k[0].n_digits == 4) {
        if (k[4].n_digits > 2)
            return at;
        x->form = TXF_DATE;
        x->year = (int32_t)k[0].number;
        x->month = (int8_t)k[2].number;
        x->day = (int8_t)k[4].number;
        x->full = true;
        x->end = at + 5;
        if (k[2].number > 99 || k[4].number > 99)
            return at; /* month 13 and the like are dates that do not exist: no value */
        /* 2025-10-15T09:30Z */
        if (k[5].glued && is(tokens, at + 5, "t") && tokens->items[at + 6].kind == TX_NUMBER) {
            uint32_t end = tx_clock_at(tokens, at + 6, x);

            if (end > at + 6)
                x->end = end;
        } else if (!k[5].glued && k[5].kind == TX_NUMBER) {
            uint32_t end = tx_clock_at(tokens, at + 5, x);

            if (end > at + 5)
                x->end = end;
        }
        return x->end;
    }
    if (k[0].n_digits > 2 || (k[4].n_digits != 4 && k[4].n_digits != 2) || k[0].number > 31 ||
        k[2].number > 31 || k[0].number < 1 || k[2].number < 1)
        return at;
    if (sep != '/' && k[4].n_digits != 4)
        return at;
    x->month = (int8_t)k[0].number;
    x->day = (int8_t)k[2].number;
    x->year = (int32_t)k[4].number;
    x->short_year = k[4].n_digits == 2;
    x->full = true;
    return x->end = at + 5;
}

uint32_t tx_match_weekday(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at;
    const tx_token *t = tx_at(tokens, i);

    *x = tx_blank(at, TXF_WEEKDAY);
    if (tx_is(t, TXC_THE) || (tx_is(t, TXC_THIS) && (tx_is(tx_at(tokens, i + 1), TXC_LAST) ||
                                                        tx_is(tx_at(tokens, i + 1), TXC_NEXT)))) {
        i++;
        t = tx_at(tokens, i);
    }
    if (tx_is(t, TXC_LAST) || tx_is(t, TXC_NEXT) || tx_is(t, TXC_THIS) || tx_is(t, TXC_PRIOR)) {
        x->has_rel = true;
        x->rel = tx_is(t, TXC_NEXT) ? 1 : tx_is(t, TXC_THIS) ? 0 : -1;
        x->back = tx_is(t, TXC_ANAPHOR);
        i++;
        t = tx_at(tokens, i);
    } else if (i > at && !(tx_is(t, TXC_WEEKDAY) && is(tokens, i + 1, "before")))
        return at;
    if (tx_is(t, TXC_WEEKDAYS) && !x->has_rel && i == at && t->capital) {
        x->form = TXF_SET;
        x->weekday = (int8_t)tx_value(t->word, TXC_WEEKDAYS);
        x->amount = 1;
        x->unit = TXU_WEEK;
        return x->end = i + 1;
    }
    if (!tx_is(t, TXC_WEEKDAY) || (!t->capital && tx_is(t, TXC_AMBIG)))
        return at;
    x->weekday = (int8_t)tx_value(t->word, TXC_WEEKDAY);
    i++;
    if (tx_is(tx_at(tokens, i), TXC_PART) && !tx_at(tokens, i)->sentence) {
        const tx_token *p = tx_at(tokens, i);
        bool plural = tokens->text.ptr[p->end - 1] == 's';

        x->part = (int8_t)tx_value(p->word, TXC_PART);
        if (plural && !x->has_rel) {
            x->form = TXF_SET;
            x->amount = 1;
            x->unit = TXU_WEEK;
        }
        i++;
    } else if (tx_is(tx_at(tokens, i), TXC_CLOCK) && !tx_at(tokens, i)->sentence) {
        x->hour = (int8_t)tx_value(tx_at(tokens, i)->word, TXC_CLOCK);
        x->minute = 0;
        i++;
    }
    if (i > at && x->back == false && x->form == TXF_WEEKDAY && !x->has_rel) {
        uint32_t j = i + is(tokens, i, "of");
        const tx_token *r = tx_at(tokens, j);

        if ((tx_is(r, TXC_LAST) || tx_is(r, TXC_NEXT) || tx_is(r, TXC_THIS)) &&
            tx_unit_at(tokens, j + 1) == TXU_WEEK && tx_is(tx_at(tokens, j + 1), TXC_UNIT) &&
            !r->sentence) {
            x->weekday_of_week = true;
            x->rel = tx_is(r, TXC_LAST) ? -1 : tx_is(r, TXC_NEXT) ? 1 : 0;
            i = j + 2;
        }
    }
    return x->end = i;
}

uint32_t tx_match_deictic(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at);
    uint32_t i = at;
    int extra = 0;

    *x = tx_blank(at, TXF_DEICTIC);
    if (is(tokens, i, "the") && is(tokens, i + 1, "day") &&
        ((is(tokens, i + 2, "before") && is(tokens, i + 3, "yesterday")) ||
            (is(tokens, i + 2, "after") && is(tokens, i + 3, "tomorrow")))) {
        extra = is(tokens, i + 2, "before") ? -1 : 1;
        i += 3;
        t = tx_at(tokens, i);
    }
    if (tx_is(t, TXC_DEICTIC_NIGHT)) {
        if (t->capital && !t->sentence)
            return at;
        x->rel = (int8_t)tx_value(t->word, TXC_DEICTIC_NIGHT);
        x->part = 5;
        return x->end = i + 1;
    }
    if (!tx_is(t, TXC_DEICTIC))
        return at;
    /* "USA Today": a name. */
    if (t->capital && !t->sentence && at > 0 && tx_at(tokens, at - 1)->kind == TX_WORD &&
        tx_at(tokens, at - 1)->capital)
        return at;
    x->rel = (int8_t)(tx_value(t->word, TXC_DEICTIC) + extra);
    i++;
    if (tx_is(tx_at(tokens, i), TXC_PART) && !tx_is(tx_at(tokens, i), TXC_PART_NAME))
        x->part = (int8_t)tx_value(tx_at(tokens, i)->word, TXC_PART), i++;
    return x->end = i;
}

uint32_t tx_match_named(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_phrase *p = NULL;
    uint32_t i = at, end;
    const tx_token *t = tx_at(tokens, i);

    *x = tx_blank(at, TXF_NAMED);
    if (tx_is(t, TXC_THE))
        i++;
    t = tx_at(tokens, i);
    if (tx_is(t, TXC_LAST) || tx_is(t, TXC_NEXT) || tx_is(t, TXC_THIS)) {
        x->has_rel = true;
        x->rel = tx_is(t, TXC_LAST) ? -1 : tx_is(t, TXC_NEXT) ? 1 : 0;
        i++;
    }
    t = tx_at(tokens, i);
    end = tx_phrase_at(tokens, i, TXP_DAY, &p);
    if (end == i || (!t->capital && !tx_at(tokens, i + 2)->capital))
        return at;
    x->named = (int16_t)p->value;
    i = year_after(tokens, end, x);
    if (i == end && tx_is(tx_at(tokens, i), TXC_PART))
        x->part = (int8_t)tx_value(tx_at(tokens, i)->word, TXC_PART), i++;
    return x->end = i;
}

uint32_t tx_match_decade(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at, end;
    const tx_token *t;
    int32_t n;

    *x = tx_blank(at, TXF_DECADE);
    if (is(tokens, i, "the"))
        i++;
    t = tx_at(tokens, i);
    /* 1990s, '90s, 1990's */
    if (t->kind == TX_NUMBER && !t->decimal && !t->comma && t->n_digits == 4 &&
        (int)t->number % 10 == 0 && t->number >= 1000 && t->number < 2100) {
        end = i + 1;
        if (mark(tokens, end, '\'') && tx_at(tokens, end)->glued)
            end++;
        if (is(tokens, end, "s") && tx_at(tokens, end)->glued) {
            x->year = (int32_t)t->number;
            return x->end = end + 1;
        }
    }
    if (tx_mark(t, '\'') && tx_at(tokens, i + 1)->kind == TX_NUMBER &&
        tx_at(tokens, i + 1)->n_digits == 2 && tx_at(tokens, i + 1)->glued &&
        is(tokens, i + 2, "s") && tx_at(tokens, i + 2)->glued &&
        (int)tx_at(tokens, i + 1)->number % 10 == 0) {
        n = (int32_t)tx_at(tokens, i + 1)->number;
        x->year = n + (n <= 20 ? 2000 : 1900);
        return x->end = i + 3;
    }
    if ((i > at || (at > 1 && (is(tokens, at - 1, "and") || is(tokens, at - 1, "or")) &&
                       is(tokens, at - 2, "s") && tx_at(tokens, at - 2)->glued)) &&
        t->kind == TX_NUMBER && t->n_digits == 2 && (int)t->number % 10 == 0 &&
        is(tokens, i + 1, "s") && tx_at(tokens, i + 1)->glued && t->number >= 20) {
        x->year = 1900 + (int32_t)t->number;
        return x->end = i + 2;
    }
    if (i > at && tx_is(t, TXC_DECADES)) {
        x->year = 1900 + 10 * tx_value(t->word, TXC_DECADES);
        return x->end = i + 1;
    }
    if (tx_is(t, TXC_CARD) && tx_value(t->word, TXC_CARD) == 19 &&
        tx_is(tx_at(tokens, i + 1), TXC_DECADES)) {
        x->year = 1900 + 10 * tx_value(tx_at(tokens, i + 1)->word, TXC_DECADES);
        return x->end = i + 2;
    }
    /* 20th century, twentieth-century */
    x->form = TXF_CENTURY;
    if (t->kind == TX_NUMBER && ordinal_suffix(tokens, i + 1)) {
        n = (int32_t)t->number;
        end = i + 2;
    } else if (tx_is(t, TXC_ORD)) {
        n = tx_value(t->word, TXC_ORD);
        end = i + 1;
    } else if (tx_is(t, TXC_CARD) && mark(tokens, i + 1, '-') && is(tokens, i + 2, "first")) {
        n = 21;
        end = i + 3;
    } else
        return at;
    if (mark(tokens, end, '-') && tx_at(tokens, end)->glued)
        end++;
    if (!is(tokens, end, "century") || n < 1 || n > 30)
        return at;
    x->year = n - 1;
    end++;
    if (tx_is(tx_at(tokens, end), TXC_ERA) && tx_at(tokens, end)->caps) {
        x->bc = tx_value(tx_at(tokens, end)->word, TXC_ERA) < 0;
        end++;
    }
    return x->end = end;
}

uint32_t tx_match_quarter(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at, end;
    const tx_token *t;
    bool is_short, led = false;
    int32_t year, n;

    *x = tx_blank(at, TXF_QUARTER);
    t = tx_at(tokens, i);
    if (tx_is(t, TXC_THE) || tx_is(t, TXC_POSS) || tx_is(t, TXC_ART)) {
        led = true;
        i++;
        if (tx_is(t, TXC_ART) && tx_is(tx_at(tokens, i), TXC_ORD))
            x->first = i; /* "a fourth-quarter charge": the article is the charge's */
        if (tx_is(t, TXC_ART) && !tx_is(tx_at(tokens, i), TXC_ORD) &&
            tx_is(tx_at(tokens, i + 1), TXC_ORD))
            i++;
    }
    /* "this year's", "the 1989", "last year's", "1989's" */
    t = tx_at(tokens, i);
    year = tx_year_number(tokens, i, &end, &is_short);
    if (year != TX_NO_YEAR && !is_short) {
        x->year = year;
        i = end;
        tx_possessive(tokens, i, &i);
        led = true;
    } else if ((tx_is(t, TXC_LAST) || tx_is(t, TXC_THIS) || tx_is(t, TXC_NEXT)) &&
               tx_unit_at(tokens, i + 1) == TXU_YEAR && tx_possessive(tokens, i + 2, &end)) {
        x->has_rel = true;
        x->rel = tx_is(t, TXC_LAST) ? -1 : tx_is(t, TXC_NEXT) ? 1 : 0;
        i = end;
        led = true;
    } else if (is(tokens, i, "year") && mark(tokens, i + 1, '-') &&
               (is(tokens, i + 2, "ago") || is(tokens, i + 2, "earlier"))) {
        x->has_rel = true;
        x->rel = -1;
        x->back = true;
        i += 3;
        led = true;
    }
    while (tx_is(tx_at(tokens, i), TXC_FISCAL) && i < at + 4) {
        x->fiscal = true;
        i++;
        if (mark(tokens, i, '-'))
            i++;
    }
    t = tx_at(tokens, i);
    if (tx_is(t, TXC_ORD))
        n = tx_value(t->word, TXC_ORD);
    else if (tx_is(t, TXC_ORD_LAST) || is(tokens, i, "last"))
        n = -1;
    else if (t->kind == TX_NUMBER && ordinal_suffix(tokens, i + 1)) {
        n = (int32_t)t->number;
        i++;
    } else if (t->kind == TX_WORD && t->capital && t->end - t->start == 1 && is(tokens, i, "q") &&
               tx_at(tokens, i + 1)->kind == TX_NUMBER && tx_at(tokens, i + 1)->glued &&
               tx_at(tokens, i + 1)->number <= 4 && tx_at(tokens, i + 1)->number >= 1 &&
               tx_at(tokens, i + 1)->n_digits == 1) {
        x->quarter = (int8_t)tx_at(tokens, i + 1)->number;
        end = i + 2;
        goto year;
    } else
        return at;
    i++;
    if (tx_is(tx_at(tokens, i), TXC_FISCAL)) {
        x->fiscal = true;
        i++;
    }
    if (mark(tokens, i, '-') && tx_at(tokens, i)->glued)
        i++;
    if (is(tokens, i, "quarter") && ((n >= 1 && n <= 4) || n == -1)) {
        if (n == -1 && tx_is(t, TXC_LAST) && x->year == TX_NO_YEAR && !is(tokens, i + 1, "of"))
            return at;
        x->quarter = (int8_t)(n == -1 ? 4 : n);
        end = i + 1;
    } else if (is(tokens, i, "half") && (n == 1 || n == 2 || n == -1) && is(tokens, i + 1, "of")) {
        x->half = (int8_t)(n == 1 ? 1 : 2);
        end = i + 1;
        /* "the first half of 1990", "… of the year", "… of last year": a year must follow. */
        i = end + 1;
        if (is(tokens, i, "the") && tx_unit_at(tokens, i + 1) == TXU_YEAR)
            return x->end = i + 2;
        year = tx_year_number(tokens, i, &end, &is_short);
        if (year != TX_NO_YEAR) {
            x->year = year;
            x->short_year = is_short;
            return x->end = end;
        }
        end = year_phrase(tokens, i, x);
        return end > i ? x->end = end : at;
    } else
        return at;
    (void)led;
year:
    i = end;
    if (is(tokens, i, "of") && is(tokens, i + 1, "the") && tx_unit_at(tokens, i + 2) == TXU_YEAR)
        return x->end = i + 3;
    if (is(tokens, i, "of") && tx_is(tx_at(tokens, i + 1), TXC_FISCAL)) {
        year = tx_year_number(tokens, i + 2, &end, &is_short);
        if (year != TX_NO_YEAR) {
            x->year = year;
            return x->end = end;
        }
        end = i;
    }
    i = year_after(tokens, end, x);
    return x->end = i;
}
