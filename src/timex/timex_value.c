/* SPDX-License-Identifier: Apache-2.0
 *
 * TIMEX3 values as text, each with the days it covers.
 */
#include "timex_value.h"

const char *const tx_mod_names[] = {"", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS",
    "EQUAL_OR_MORE", "START", "MID", "END", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"};
const char *const tx_part_names[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};
const char *const tx_season_names[] = {"", "SP", "SU", "FA", "WI"};

void tx_put_bounds(tx_meaning *m, int32_t first, int32_t last)
{
    m->has_first = m->has_last = true;
    m->first = first;
    m->last = last;
}

void tx_put_day(tx_meaning *m, int32_t day)
{
    tx_civil c = tx_civil_from_day(day);

    TX_PUT(m, "%04d-%02d-%02d", c.year, c.month, c.day);
    tx_put_bounds(m, day, day);
    m->precise = true;
}

void tx_put_month(tx_meaning *m, int32_t year, int32_t month)
{
    TX_PUT(m, "%04d-%02d", year, month);
    tx_put_bounds(m, tx_civil_to_day(year, month, 1),
        tx_civil_to_day(year, month, tx_civil_month_days(year, month)));
    m->precise = true;
}

void tx_put_year(tx_meaning *m, int32_t year)
{
    TX_PUT(m, "%04d", year);
    tx_put_bounds(m, tx_civil_to_day(year, 1, 1), tx_civil_to_day(year, 12, 31));
    m->precise = true;
}

void tx_put_week(tx_meaning *m, int32_t day, bool weekend)
{
    int32_t year, week, start;

    tx_civil_week(day, &year, &week);
    start = tx_civil_week_start(year, week);
    TX_PUT(m, "%04d-W%02d%s", year, week, weekend ? "-WE" : "");
    tx_put_bounds(m, weekend ? start + 5 : start, start + 6);
    m->precise = true;
}

void tx_put_quarter(tx_meaning *m, int32_t year, int32_t quarter)
{
    TX_PUT(m, "%04d-Q%d", year, quarter);
    tx_put_bounds(m, tx_civil_to_day(year, quarter * 3 - 2, 1),
        tx_civil_to_day(year, quarter * 3, tx_civil_month_days(year, quarter * 3)));
}

void tx_put_season(tx_meaning *m, int32_t year, int32_t season)
{
    int32_t month = season * 3, last = month + 2, last_year = year;

    if (last > 12) {
        last -= 12;
        last_year++;
    }
    TX_PUT(m, "%04d-%s", year, tx_season_names[season]);
    tx_put_bounds(m, tx_civil_to_day(year, month, 1),
        tx_civil_to_day(last_year, last, tx_civil_month_days(last_year, last)));
    m->precise = true;
}

/* Adds a part of the day or a clock time to the day in `value`. */
void tx_put_time(tx_meaning *m, const tx_expr *x)
{
    size_t n = strlen(m->value);

    if (x->hour >= 0) {
        m->type = SYN_TIME_TIME;
        if (x->second >= 0)
            (void)snprintf(m->value + n, sizeof m->value - n, "T%02d:%02d:%02d%s", x->hour,
                x->minute, x->second, x->is_utc ? "Z" : "");
        else
            (void)snprintf(m->value + n, sizeof m->value - n, "T%02d:%02d%s", x->hour, x->minute,
                x->is_utc ? "Z" : "");
    } else if (x->part > 0) {
        m->type = SYN_TIME_TIME;
        (void)snprintf(m->value + n, sizeof m->value - n, "%s", tx_part_names[x->part]);
    }
}

/* The words first; the tree only where they say nothing. (The other way round was worse by 0.2
 * points of value F1 on timebank and aquaint with the parser of the day.) */
int tx_clause_tense(const tx_context *c, const tx_expr *x)
{
    int t = tx_tense_of(c->tokens, x->first, x->end);

    if (t == 0 && c->tense != NULL) {
        t = c->tense(c->tense_ctx, x->first, x->end);
        if (t == 2)
            t = 0;
    }
    return t;
}

/* The quarter that "a year earlier" and "the quarter" go back to: one that is over, or a fiscal
 * one. */
void tx_quarter_seen(tx_context *c, const tx_expr *x, int32_t year, int32_t quarter)
{
    bool over = !c->has_published || tx_civil_to_day(year, quarter * 3, 28) <= c->published;

    if (!over && !x->fiscal && !tx_word_is(c->tokens, x->end, "ended"))
        return;
    c->quarter_year = year;
    c->quarter = quarter;
    c->quarter_token = x->first;
}

bool tx_quarter_near(const tx_context *c, const tx_expr *x)
{
    return c->quarter != 0 && x->first - c->quarter_token < 150;
}
