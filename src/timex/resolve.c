/* SPDX-License-Identifier: Apache-2.0
 *
 * Normalisation. The rules are those of the TIMEX3 guidelines (TimeML 1.2.1) as HeidelTime
 * (Strötgen and Gertz 2013) and SUTime (Chang and Manning 2012) read them: an underspecified date
 * is taken from the day of writing by tense, else as the nearest, the past first; "that", "same"
 * and "earlier" go back to the time spoken of last. A date that does not exist (31 November, 29
 * February of a common year, week 53 of a year of 52) gets no value. Constant time an expression.
 */
#include "timex_value.h"

bool tx_parse_day(syn_str s, int32_t *day)
{
    int32_t v[3] = {0, 0, 0};
    static const uint8_t at[] = {0, 5, 8}, n[] = {4, 2, 2};

    if (s.len < 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
        (s.len > 10 && s.ptr[10] != 'T' && s.ptr[10] != ' '))
        return false;
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < n[k]; i++) {
            char c = s.ptr[at[k] + i];

            if (c < '0' || c > '9')
                return false;
            v[k] = v[k] * 10 + (c - '0');
        }
    if (v[0] < 1 || !tx_civil_valid(v[0], v[1], v[2]))
        return false;
    *day = tx_civil_to_day(v[0], v[1], v[2]);
    return true;
}

int32_t tx_full_year(int32_t n, bool has_published, int32_t published)
{
    int32_t latest = has_published ? tx_civil_from_day(published).year + 10 : 2035;

    for (int32_t century = latest / 100 * 100; century > 0; century -= 100)
        if (century + n <= latest)
            return century + n;
    return n;
}

bool tx_named_day(int16_t named, int32_t year, int32_t *day, bool *about)
{
    const tx_day_rule *r = tx_lexicon_day(named);

    *about = false;
    if (r == NULL || year < 1)
        return false;
    switch (r->rule) {
    case TXR_FIXED:
        *day = tx_civil_to_day(year, r->args[0], r->args[1]);
        return true;
    case TXR_EASTER:
        *day = tx_civil_easter(year) + r->args[0];
        return true;
    case TXR_ORTHODOX:
        *day = tx_civil_orthodox_easter(year) + r->args[0];
        return true;
    case TXR_NTH:
    case TXR_NTH_PLUS:
        *day = tx_civil_nth_weekday(year, r->args[0], r->args[1], r->args[2]) + r->args[3];
        return true;
    case TXR_ISLAMIC:
        *about = true;
        *day = tx_civil_islamic(year, r->args[0], r->args[1]);
        return true;
    default:
        return false;
    }
}

static bool prep_is(const tx_context *c, const tx_expr *x, const char *word)
{
    return x->first > 0 && tx_word_is(c->tokens, x->first - 1, word);
}

/* Year of a month and day without one, seen from the day of writing. */
static int32_t year_of_day(const tx_context *c, const tx_expr *x, int32_t month, int32_t day)
{
    tx_civil now = tx_civil_from_day(c->published);
    int32_t before = 0, after = 0;
    bool has_before = false, has_after = false;
    int t;

    if (x->has_rel && x->rel == 0)
        return now.year;
    for (int32_t y = now.year + 8; y >= now.year - 8; y--) {
        int32_t d;

        if (!tx_civil_valid(y, month, day))
            continue;
        d = tx_civil_to_day(y, month, day);
        if (x->weekday != 0 && tx_civil_weekday(d) != x->weekday)
            continue;
        if (d > c->published) {
            after = y;
            has_after = true;
        } else {
            if (!has_before)
                before = y;
            has_before = true;
        }
    }
    if (!has_before || !has_after)
        return has_before ? before : has_after ? after : now.year;
    {
        int32_t back = c->published - tx_civil_to_day(before, month, day);
        int32_t ahead = tx_civil_to_day(after, month, day) - c->published;

        if (x->has_rel)
            return x->rel < 0 ? before : after;
        if (x->weekday != 0)
            return back <= ahead ? before : after;
        if (back == 0)
            return before;
        t = tx_clause_tense(c, x);
        if (ahead <= 2) /* across a date line, or filed early */
            return after;
        if (t > 0)
            return back <= 45 && ahead > 270 && !prep_is(c, x, "until") && !prep_is(c, x, "by")
                       ? before
                       : after;
        if (t < 0) /* a day of the coming month would need its year if it were last year's */
            return ahead <= 45 ? after : before;
        return ahead * 2 < back && ahead <= 120 ? after : before;
    }
}

static bool resolve_date(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t year = x->year, month = x->month, day = x->day;

    if (x->has_year_rel && c->has_published)
        year = tx_civil_from_day(c->published).year + x->year_rel;
    if (x->short_year && year != TX_NO_YEAR)
        year = tx_full_year(year, c->has_published, c->published);
    if (day != 0 && month == 0) { /* "on the 15th" */
        tx_civil now;

        if (!c->has_published)
            return false;
        now = tx_civil_from_day(c->published);
        for (int k = 0; k < 3; k++) { /* a month that has the day */
            int32_t v = now.year * 12 + now.month - 1;

            if (tx_clause_tense(c, x) > 0)
                v += k + (day < now.day);
            else
                v -= k + (day > now.day);
            if (tx_civil_valid(v / 12, v % 12 + 1, day)) {
                tx_put_day(m, tx_civil_to_day(v / 12, v % 12 + 1, day));
                return true;
            }
        }
        return false;
    }
    if (day == 0 && month == 0) {
        if (year == TX_NO_YEAR)
            return false;
        if (x->bc) {
            TX_PUT(m, "BC%04d", year);
            return true;
        }
        tx_put_year(m, year);
        if (x->same_year_end)
            m->last = tx_civil_to_day(year + 1, 12, 31);
        if (x->fiscal)
            m->has_first = m->has_last = false;
        return true;
    }
    if (day == 0) {
        if (year != TX_NO_YEAR)
            tx_put_month(m, year, month);
        return year != TX_NO_YEAR;
    }
    if (year == TX_NO_YEAR && c->has_published)
        year = year_of_day(c, x, month, day);
    if (year == TX_NO_YEAR) {
        if (day <= 31 && (day <= tx_civil_month_days(2000, month)))
            TX_PUT(m, "XXXX-%02d-%02d", month, day);
        tx_put_time(m, x);
        return true;
    }
    if (!tx_civil_valid(year, month, day))
        return true; /* no such day: no value */
    if (x->unit == TXU_WEEK)
        tx_put_week(m, tx_civil_to_day(year, month, day), false);
    else
        tx_put_day(m, tx_civil_to_day(year, month, day));
    tx_put_time(m, x);
    return true;
}

static bool resolve_numeric(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t a = x->month, b = x->day, year = x->year;
    int order = a > 12 ? -1 : b > 12 ? 1 : a == b ? 1 : c->numeric_order;

    if (x->short_year)
        year = tx_full_year(year, c->has_published, c->published);
    if (order == 0 && c->has_published) {
        /* Both readings are days: the one close to the day of writing, when the other is far. */
        int32_t us = tx_civil_to_day(year, a, b) - c->published,
                eu = tx_civil_to_day(year, b, a) - c->published;
        bool us_near = us <= 2 && us >= -20, eu_near = eu <= 2 && eu >= -20;

        order = us_near && !eu_near ? 1 : eu_near && !us_near ? -1 : 0;
    }
    if (order == 0)
        return true; /* "12/11/10" and nothing that tells: no value */
    if (order < 0) {
        int32_t s = a;

        a = b;
        b = s;
    }
    if (tx_civil_valid(year, a, b))
        tx_put_day(m, tx_civil_to_day(year, a, b));
    return true;
}

static bool resolve_weekday(tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t now, base, delta;

    if (!c->has_published) {
        TX_PUT(m, "XXXX-WXX-%d", x->weekday);
        tx_put_time(m, x);
        return true;
    }
    base = c->published;
    now = tx_civil_weekday(base);
    if (x->weekday_of_week) {
        tx_put_day(m, base - now + 1 + 7 * x->rel + x->weekday - 1);
        tx_put_time(m, x);
        return true;
    }
    if (x->back && c->day.known)
        base = c->day.first;
    now = tx_civil_weekday(base);
    delta = (x->weekday - now + 7) % 7; /* 0 to 6 ahead */
    if (x->has_rel && x->rel < 0)
        delta = delta == 0 ? -7 : delta - 7;
    else if (x->has_rel && x->rel > 0)
        delta = delta == 0 ? 7 : delta;
    else if (x->has_rel) /* "this Friday": of this week, ahead when the tense says so */
        delta = tx_clause_tense(c, x) < 0 && delta != 0 ? delta - 7 : delta;
    else if (delta != 0) {
        int t = tx_clause_tense(c, x);

        /* Tomorrow's name without a tense: six days ago would be "last". */
        if (t < 0 || (t == 0 && delta != 1))
            delta -= 7;
    }
    tx_put_day(m, base + delta);
    tx_put_time(m, x);
    return true;
}

static bool resolve_month(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    tx_civil now;
    int32_t year;

    if (!c->has_published) {
        TX_PUT(m, "XXXX-%02d", x->month);
        return true;
    }
    if (x->back && c->any.known && c->paragraph - c->any.paragraph <= 4) {
        tx_put_month(m, tx_civil_from_day(c->any.first).year, x->month);
        return true;
    }
    now = tx_civil_from_day(c->published);
    year = now.year;
    if (x->has_rel && x->rel < 0) /* "last February" in March is of the year before */
        year -= x->month >= now.month - 1;
    else if (x->has_rel && x->rel > 0)
        year += x->month <= now.month;
    else if (!x->has_rel) {
        int t = tx_clause_tense(c, x);

        if (t > 0)
            year += x->month < now.month;
        else
            year -= x->month > now.month;
        /* Next month or the one after, and no word of the past. */
        if (t == 0 && x->month > now.month && x->month - now.month <= 2)
            year = now.year;
        if (t == 0 && x->month < now.month && x->month + 12 - now.month <= 2)
            year = now.year + 1;
        /* "extended through January": the coming one, unless it is far. */
        if (prep_is(c, x, "through") && (x->month - now.month + 12) % 12 >= 1 &&
            (x->month - now.month + 12) % 12 <= 4)
            year = now.year + (x->month < now.month);
    }
    tx_put_month(m, year, x->month);
    return true;
}

static bool resolve_relative(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    tx_civil now;
    int32_t rel = x->rel, v;

    if (!c->has_published) {
        if (x->unit == TXU_YEAR && rel == 0)
            TX_PUT(m, "XXXX");
        else
            TX_PUT(m, "%s", rel < 0 ? "PAST_REF" : rel > 0 ? "FUTURE_REF" : "PRESENT_REF");
        return true;
    }
    now = tx_civil_from_day(c->published);
    switch (x->unit) {
    case TXU_WEEK:
    case TXU_FORTNIGHT:
        tx_put_week(m, c->published + 7 * rel, false);
        return true;
    case TXU_WEEKEND: {
        int32_t weekday = tx_civil_weekday(c->published), t = tx_clause_tense(c, x);

        if (!x->has_rel)
            rel = weekday >= 6 || t > 0 ? 0 : -1;
        else if (rel == 0)
            rel = weekday <= 3 && t < 0 ? -1 : 0;
        tx_put_week(m, c->published + 7 * rel, true);
        return true;
    }
    case TXU_MONTH:
        v = now.year * 12 + now.month - 1 + rel;
        tx_put_month(m, v / 12, v % 12 + 1);
        return true;
    case TXU_QUARTER:
        v = now.year * 4 + (now.month - 1) / 3 + rel;
        tx_put_quarter(m, v / 4, v % 4 + 1);
        m->precise = true;
        return true;
    case TXU_YEAR:
        tx_put_year(m, now.year + rel);
        return true;
    case TXU_DECADE:
        v = now.year / 10 + rel;
        TX_PUT(m, "%03d", v);
        tx_put_bounds(m, tx_civil_to_day(v * 10, 1, 1), tx_civil_to_day(v * 10 + 9, 12, 31));
        return true;
    case TXU_CENTURY:
        v = now.year / 100 + rel;
        TX_PUT(m, "%02d", v);
        tx_put_bounds(m, tx_civil_to_day(v * 100, 1, 1), tx_civil_to_day(v * 100 + 99, 12, 31));
        return true;
    default:
        return false;
    }
}

static bool resolve_season(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t year = x->year, month = x->season * 3;
    tx_civil now;

    if (x->short_year && year != TX_NO_YEAR)
        year = tx_full_year(year, c->has_published, c->published);
    if (year == TX_NO_YEAR && !c->has_published) {
        TX_PUT(m, "XXXX-%s", tx_season_names[x->season]);
        return true;
    }
    if (year == TX_NO_YEAR) {
        now = tx_civil_from_day(c->published);
        year = now.year;
        if (x->has_rel && x->rel < 0) {
            /* the last one that is over */
            if (x->season == 4)
                year -= now.month >= 3 ? 1 : 2;
            else
                year -= now.month < month + 3;
        } else if (x->has_rel && x->rel > 0)
            year += now.month >= month;
        else if (x->has_rel)
            year -= x->season == 4 && now.month <= 6;
        else if (tx_clause_tense(c, x) > 0)
            year += now.month > month + 2;
        else
            year -= now.month < month;
    }
    tx_put_season(m, year, x->season);
    return true;
}

static bool resolve_quarter(tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t year = x->year, quarter = x->quarter;
    tx_civil now = c->has_published ? tx_civil_from_day(c->published) : (tx_civil){0, 0, 0};
    int32_t current = (now.month - 1) / 3 + 1;
    bool written = year != TX_NO_YEAR;

    if (x->short_year && written)
        year = tx_full_year(year, c->has_published, c->published);
    if (!written && !c->has_published) {
        if (quarter != 0)
            TX_PUT(m, "XXXX-Q%d", quarter);
        else
            TX_PUT(m, "XXXX-H%d", x->half);
        return true;
    }
    if (quarter == 0 && x->half == 0) {
        /* "the 1988 period", "last year's quarter": the quarter spoken of */
        if (!written)
            year = now.year + (x->has_rel ? x->rel : 0);
        if (tx_quarter_near(c, x))
            tx_put_quarter(m, year, c->quarter);
        else
            tx_put_year(m, year);
        return true;
    }
    if (!written) {
        year = now.year;
        if (x->has_year_rel)
            year += x->year_rel;
        else if (x->has_rel && x->back)
            year = (tx_quarter_near(c, x) ? c->quarter_year : now.year) - 1;
        else if (x->has_rel)
            year += x->rel;
        else if (quarter > current) {
            int t = tx_clause_tense(c, x);
            int32_t ahead = quarter - current;

            year -= t < 0 ? 1 : t > 0 ? 0 : ahead < 4 - ahead ? 0 : 1;
        } else if (quarter != 0 && current - quarter >= 3 && tx_clause_tense(c, x) > 0)
            year += 1;
    }
    if (quarter != 0) {
        tx_put_quarter(m, year, quarter);
        if (!x->back)
            tx_quarter_seen(c, x, year, quarter);
    } else {
        TX_PUT(m, "%04d-H%d", year, x->half);
        tx_put_bounds(m, tx_civil_to_day(year, x->half * 6 - 5, 1),
            tx_civil_to_day(year, x->half * 6, tx_civil_month_days(year, x->half * 6)));
    }
    if (x->fiscal)
        m->has_first = m->has_last = false;
    return true;
}

static bool resolve_named(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    int32_t year = x->year, day = 0, now;
    bool about = false;

    if (x->has_year_rel && c->has_published)
        year = tx_civil_from_day(c->published).year + x->year_rel;
    else if (year != TX_NO_YEAR && x->short_year)
        year = tx_full_year(year, c->has_published, c->published);
    if (tx_lexicon_day(x->named) != NULL && tx_lexicon_day(x->named)->rule == TXR_ONCE) {
        const tx_day_rule *r = tx_lexicon_day(x->named);

        tx_put_day(m, tx_civil_to_day(r->args[0], r->args[1], r->args[2]));
        return true;
    }
    if (year == TX_NO_YEAR && c->has_published) {
        int32_t before = 0, after = 0;
        bool has_before = false, has_after = false;

        now = tx_civil_from_day(c->published).year;
        for (int32_t y = now + 1; y >= now - 1; y--) {
            if (!tx_named_day(x->named, y, &day, &about))
                continue;
            if (day > c->published || (x->has_rel && x->rel > 0 && day == c->published)) {
                after = day;
                has_after = true;
            } else if (!has_before && !(x->has_rel && x->rel < 0 && day == c->published)) {
                before = day;
                has_before = true;
            }
        }
        if (!has_before && !has_after)
            return true;
        if (x->has_rel && x->rel != 0)
            day = x->rel < 0 ? before : after;
        else {
            int t = tx_clause_tense(c, x);
            int32_t ahead = after - c->published, back = c->published - before;

            day = back == 0 || (back <= 10 && ahead > 90) ? before
                  : t > 0                                 ? after
                  : t < 0                                 ? before
                  : ahead < back && ahead <= 60           ? after
                                                          : before;
        }
        tx_put_day(m, day);
    } else if (year != TX_NO_YEAR && tx_named_day(x->named, year, &day, &about))
        tx_put_day(m, day);
    else
        return true;
    if (about)
        m->mod = "APPROX";
    tx_put_time(m, x);
    return true;
}

static bool resolve_clock(const tx_context *c, const tx_expr *x, tx_meaning *m)
{
    if (c->day.known && c->paragraph - c->day.paragraph <= 1)
        tx_put_day(m, c->day.first);
    else if (c->has_published)
        tx_put_day(m, c->published);
    else
        TX_PUT(m, "XXXX-XX-XX");
    m->precise = false;
    tx_put_time(m, x);
    return true;
}

static bool resolve(tx_context *c, const tx_expr *x, tx_meaning *m)
{
    switch ((tx_form)x->form) {
    case TXF_DATE:
        return resolve_date(c, x, m);
    case TXF_NUMERIC:
        return resolve_numeric(c, x, m);
    case TXF_DEICTIC:
        if (!c->has_published) {
            TX_PUT(m, "%s", x->rel < 0 ? "PAST_REF" : x->rel > 0 ? "FUTURE_REF" : "PRESENT_REF");
            return true;
        }
        tx_put_day(m, c->published + x->rel);
        tx_put_time(m, x);
        return true;
    case TXF_WEEKDAY:
        return resolve_weekday(c, x, m);
    case TXF_MONTH:
        return resolve_month(c, x, m);
    case TXF_RELATIVE:
        return resolve_relative(c, x, m);
    case TXF_SEASON:
        return resolve_season(c, x, m);
    case TXF_QUARTER:
        return resolve_quarter(c, x, m);
    case TXF_NAMED:
        return resolve_named(c, x, m);
    case TXF_DECADE:
        TX_PUT(m, "%03d", x->year / 10);
        tx_put_bounds(m, tx_civil_to_day(x->year, 1, 1), tx_civil_to_day(x->year + 9, 12, 31));
        return true;
    case TXF_CENTURY:
        TX_PUT(m, x->bc ? "BC%02d" : "%02d", x->year);
        if (!x->bc && x->year > 0)
            tx_put_bounds(m, tx_civil_to_day(x->year * 100, 1, 1),
                tx_civil_to_day(x->year * 100 + 99, 12, 31));
        return true;
    case TXF_OFFSET:
        return tx_resolve_offset(c, x, m);
    case TXF_BACK:
        return tx_resolve_back(c, x, m);
    case TXF_CLOCK:
        return resolve_clock(c, x, m);
    case TXF_DURATION:
        tx_put_duration(m, x);
        return true;
    case TXF_PAST_SPAN:
    case TXF_NEXT_SPAN:
        return tx_resolve_span(c, x, m);
    case TXF_SET:
        return tx_resolve_set(x, m);
    case TXF_PRESENT:
        TX_PUT(m, "PRESENT_REF");
        if (c->has_published)
            tx_put_bounds(m, c->published, c->published);
        return true;
    case TXF_PAST:
        TX_PUT(m, "PAST_REF");
        m->has_last = c->has_published;
        m->last = c->published;
        return true;
    case TXF_FUTURE:
        TX_PUT(m, "FUTURE_REF");
        m->has_first = c->has_published;
        m->first = c->published;
        return true;
    case TXF_NONE:
        break;
    }
    return false;
}

bool tx_resolve(tx_context *c, const tx_expr *x, tx_meaning *out)
{
    tx_meaning m = {.type = SYN_TIME_DATE, .mod = "", .quant = ""};

    if (!resolve(c, x, &m))
        return false;
    if (strlen(m.value) > 4 && m.value[0] >= '0' && m.value[0] <= '9' && m.value[4] >= '0' &&
        m.value[4] <= '9') {
        m.value[0] = '\0'; /* a year past 9999 has no value here */
        m.has_first = m.has_last = m.precise = false;
    }
    if (m.mod[0] == '\0')
        m.mod = x->mod != TX_MOD_NONE ? tx_mod_names[x->mod] : x->approx ? "APPROX" : "";
    if (m.precise && m.has_first && m.has_last && m.value[0] != '\0') {
        tx_anchor a = {.known = true,
            .first = m.first,
            .last = m.last,
            .token = x->first,
            .paragraph = c->paragraph};

        c->any = a;
        (void)snprintf(c->any_value, sizeof c->any_value, "%.10s", m.value);
        if (m.first == m.last)
            c->day = a;
        if (x->year != TX_NO_YEAR)
            c->year = a;
    }
    *out = m;
    return true;
}
