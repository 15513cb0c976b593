/* SPDX-License-Identifier: Apache-2.0
 *
 * The day of writing. In order: the caller's or the markup's (meta); a full date in a dateline, a
 * byline or a short line near the top; else the latest full date the text itself tells of as past,
 * moved on to the next day its bare weekdays need, but only where that date carries its weekday or
 * is of no sentence (a caption) and a bare weekday of the text names it, and no later year is
 * spoken of: of 317 reports of news_cluster and BASIL with their dates withheld, 14 got one so, 13
 * of them within a day; without these conditions 26 of 62 were wrong. Never the machine's clock.
 *
 * A stored date is contradicted when the text signs itself with an earlier day: a signature (the
 * date that ends an embedded post, a dateline, a "Published" line) six to sixty days before the
 * stored date, no day of the text between the two, and bare weekdays ("on Thursday") that a reader
 * of the stored date would put on other days. Then the text's own day is the anchor, the stored
 * date stays, and a diagnostic says so. The window is a judgement, not measured: a report dated
 * within five days is left alone, one older than sixty days is likelier to tell of an old event.
 */
#include "published.h"

typedef struct dated {
    int32_t day;
    uint32_t expr;
    bool found;
} dated;

static bool day_of(const tx_expr *x, int numeric_order, int32_t *day)
{
    int32_t month = x->month, d = x->day, year = x->year;

    if (!x->full || x->year == TX_NO_YEAR)
        return false;
    if (x->short_year)
        year = tx_full_year(year, false, 0);
    if (x->form == TXF_NUMERIC) {
        int order = month > 12 ? -1 : d > 12 ? 1 : month == d ? 1 : numeric_order;

        if (order == 0)
            return false;
        if (order < 0) {
            int32_t s = month;

            month = d;
            d = s;
        }
    } else if (x->form != TXF_DATE)
        return false;
    if (year < 1900 || !tx_civil_valid(year, month, d))
        return false;
    *day = tx_civil_to_day(year, month, d);
    return true;
}

/* Bounds of a short paragraph; of a longer one, some place SHORT_LINE or more away. */
#define SHORT_LINE 16

static uint32_t paragraph_start(const tx_tokens *tokens, uint32_t at)
{
    for (int k = 0; k <= SHORT_LINE && at > 0 && !tokens->items[at].paragraph; k++)
        at--;
    return at;
}

static uint32_t paragraph_end(const tx_tokens *tokens, uint32_t at)
{
    at++;
    for (int k = 0; k <= SHORT_LINE && at < tokens->n && !tokens->items[at].paragraph; k++)
        at++;
    return at;
}

/* The date ends its line and follows a handle or a dash: the signature of a post or a line of its
 * own. */
static bool is_signature(const tx_tokens *tokens, const tx_expr *x)
{
    const tx_token *next = &tokens->items[x->end];
    uint32_t zone = tokens->items[x->first].zone;
    bool line_end = next->kind == TX_END || next->paragraph;

    if (zone == SYN_ZONE_DATELINE || zone == SYN_ZONE_BYLINE)
        return true;
    if (!line_end && next->start > 0) {
        /* the rest of the line is empty */
        for (uint32_t b = tokens->items[x->end - 1].end; b < next->start; b++)
            line_end |= tokens->text.ptr[b] == '\n';
    }
    if (!line_end && zone != SYN_ZONE_EMBED && !next->sentence && !next->capital)
        return false;
    if (x->first == 0)
        return true;
    if (tx_mark(&tokens->items[x->first - 1], ')')) {
        for (uint32_t k = 2; k < 10 && k <= x->first; k++)
            if (tx_mark(&tokens->items[x->first - k], '@'))
                return true;
        return false;
    }
    return line_end &&
           (tx_mark(&tokens->items[x->first - 1], '-') || tokens->items[x->first].paragraph);
}

static bool published_word(const tx_tokens *tokens, uint32_t start, uint32_t at)
{
    static const char *const words[] = {
        "published", "updated", "posted", "filed", "date", "by", "last"};

    for (uint32_t i = start; i < at; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (tx_word_is(tokens, i, words[k]))
                return true;
    return at == start;
}

/* Bare weekdays of the text, told as past: bit k for ISO weekday k. */
static unsigned past_weekdays(const tx_tokens *tokens, const tx_expr *exprs, uint32_t n)
{
    unsigned bits = 0;

    for (uint32_t i = 0; i < n; i++) {
        const tx_expr *x = &exprs[i];

        if (x->form == TXF_WEEKDAY && !x->has_rel && !x->weekday_of_week &&
            tx_tense_of(tokens, x->first, x->end) <= 0)
            bits |= 1u << x->weekday;
    }
    return bits;
}

/* The last of the days after `day`, at most three on, that the text's weekdays name. */
static int32_t moved_on(int32_t day, unsigned weekdays)
{
    int32_t best = day;

    for (int32_t k = 1; k <= 3; k++)
        if (weekdays >> tx_civil_weekday(day + k) & 1u)
            best = day + k;
    /* All seven named tells nothing. */
    return weekdays == 0xFE ? day : best;
}

/* A preposition leads the date: it dates something told, not the report ("on May 3, 2009"). */
static bool is_told(const tx_tokens *tokens, const tx_expr *x)
{
    const tx_token *prev;

    if (x->first == 0 || tokens->items[x->first].paragraph || x->weekday != 0)
        return false;
    prev = &tokens->items[x->first - 1];
    return tx_is(prev, TXC_PREP) || tx_is(prev, TXC_THE) || tx_is(prev, TXC_THIS);
}

/* The text speaks of a later year as well. */
static bool later_year(const tx_expr *exprs, uint32_t n, int32_t day)
{
    int32_t year = tx_civil_from_day(day).year;

    for (uint32_t i = 0; i < n; i++)
        if (exprs[i].form == TXF_DATE && exprs[i].year != TX_NO_YEAR && !exprs[i].short_year &&
            exprs[i].year > year && exprs[i].year < year + 20)
            return true;
    return false;
}

static bool contradicted(const tx_tokens *tokens, const tx_expr *exprs, uint32_t n, int order,
    int32_t stored, tx_published *out)
{
    dated last = {0};
    unsigned weekdays = past_weekdays(tokens, exprs, n);

    for (uint32_t i = 0; i < n; i++) {
        int32_t day;

        if (!day_of(&exprs[i], order, &day) || day > stored)
            continue;
        if (is_signature(tokens, &exprs[i]) && (!last.found || day > last.day))
            last = (dated){day, i, true};
    }
    if (!last.found || stored - last.day < 6 || stored - last.day > 60 || weekdays == 0)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const tx_expr *x = &exprs[i];
        int32_t day;

        /* A day of the text nearer to the stored date: the signature is of an older post. */
        if (day_of(x, order, &day) && day > last.day && day <= stored + 1)
            return false;
        if (x->form == TXF_DATE && x->day != 0 && x->month != 0 && x->year == TX_NO_YEAR) {
            int32_t year = tx_civil_from_day(stored).year;

            for (int32_t y = year - 1; y <= year; y++)
                if (tx_civil_valid(y, x->month, x->day)) {
                    day = tx_civil_to_day(y, x->month, x->day);
                    if (day > last.day + 3 && day <= stored + 1)
                        return false;
                }
        }
    }
    out->day = moved_on(last.day, weekdays);
    out->span = (syn_span){
        tokens->items[exprs[last.expr].first].start, tokens->items[exprs[last.expr].end - 1].end};
    return true;
}

/* The text tells of the day after the stored one as past, by its date and by its weekday: it was
 * written there, the stored day is the same moment west of it. */
static bool a_day_on(const tx_tokens *tokens, const tx_expr *exprs, uint32_t n, int32_t stored)
{
    tx_civil next = tx_civil_from_day(stored + 1);
    bool named = false;

    for (uint32_t i = 0; i < n && !named; i++)
        named = exprs[i].form == TXF_DATE && exprs[i].month == next.month &&
                exprs[i].day == next.day &&
                (exprs[i].year == TX_NO_YEAR || exprs[i].year == next.year);
    if (!named)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (exprs[i].form == TXF_WEEKDAY && !exprs[i].has_rel &&
            exprs[i].weekday == tx_civil_weekday(stored + 1) &&
            tx_tense_of(tokens, exprs[i].first, exprs[i].end) < 0)
            return true;
    return false;
}

tx_published tx_find_published(const syn_doc *doc, const tx_tokens *tokens, const tx_expr *exprs,
    uint32_t n, int numeric_order)
{
    tx_published p = {.span = {SYN_NONE, SYN_NONE}};
    dated best = {0};
    uint32_t lines = 0, line_of = 0;

    if (doc->meta.published.len > 0) {
        p.keep_meta = true;
        p.from = doc->meta.published_from;
        p.span = doc->meta.published_span;
        if (p.from != SYN_PUBLISHED_TEXT)
            p.span = (syn_span){SYN_NONE, SYN_NONE};
        p.known = tx_parse_day(doc->meta.published, &p.day);
        if (p.known && contradicted(tokens, exprs, n, numeric_order, p.day, &p))
            p.contradicted = true;
        else if (p.known && a_day_on(tokens, exprs, n, p.day))
            p.day++;
        return p;
    }
    /* A line that is a date, or says when it was published, near the top. */
    for (uint32_t i = 0; i < n && !best.found; i++) {
        const tx_expr *x = &exprs[i];
        uint32_t start, end;
        uint8_t zone = tokens->items[x->first].zone;
        int32_t day;

        for (; line_of < x->first; line_of++)
            lines += tokens->items[line_of].paragraph;
        if (lines > 12)
            break;
        if (!day_of(x, numeric_order, &day))
            continue;
        start = paragraph_start(tokens, x->first);
        end = paragraph_end(tokens, x->first);
        if (zone == SYN_ZONE_DATELINE || zone == SYN_ZONE_BYLINE ||
            (end - start <= SHORT_LINE && published_word(tokens, start, x->first) &&
                zone != SYN_ZONE_CAPTION))
            best = (dated){day, i, true};
    }
    if (best.found)
        p.from = SYN_PUBLISHED_TEXT;
    else {
        unsigned weekdays = past_weekdays(tokens, exprs, n);

        for (uint32_t i = 0; i < n; i++) {
            int32_t day;

            if (!day_of(&exprs[i], numeric_order, &day) ||
                tx_tense_of(tokens, exprs[i].first, exprs[i].end) > 0)
                continue;
            if (!best.found || day > best.day || (day == best.day && !is_told(tokens, &exprs[i])))
                best = (dated){day, i, true};
        }
        if (!best.found ||
            (exprs[best.expr].weekday == 0 &&
                (is_told(tokens, &exprs[best.expr]) ||
                    !(weekdays >> tx_civil_weekday(best.day) & 1u))) ||
            later_year(exprs, n, best.day))
            return p;
        p.from = SYN_PUBLISHED_INFERRED;
        best.day = moved_on(best.day, weekdays);
    }
    p.known = true;
    p.day = best.day;
    p.span = (syn_span){
        tokens->items[exprs[best.expr].first].start, tokens->items[exprs[best.expr].end - 1].end};
    return p;
}
