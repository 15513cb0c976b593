/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognition of time expressions: what is written, before any calendar is asked.
 *
 * A recogniser is a function of (tokens, position) that returns the token after the expression and
 * fills a tx_expr, or returns the position when nothing is there. match.c tries them all at each
 * token and keeps the longest. Nothing here knows the day of writing.
 */
#ifndef SYNI_TIMEX_MATCH_H
#define SYNI_TIMEX_MATCH_H

#include "numbers.h"

#define TX_NO_YEAR INT32_MIN

/* Units of time, as in data/timex-words.tsv. */
enum {
    TXU_NONE,
    TXU_SECOND,
    TXU_MINUTE,
    TXU_HOUR,
    TXU_DAY,
    TXU_WEEK,
    TXU_MONTH,
    TXU_QUARTER,
    TXU_YEAR,
    TXU_DECADE,
    TXU_CENTURY,
    TXU_MILLENNIUM,
    TXU_WEEKEND,
    TXU_FORTNIGHT
};

enum {
    TX_MOD_NONE,
    TX_MOD_APPROX,
    TX_MOD_LESS,
    TX_MOD_MORE,
    TX_MOD_EQ_LESS,
    TX_MOD_EQ_MORE,
    TX_MOD_START,
    TX_MOD_MID,
    TX_MOD_END,
    TX_MOD_BEFORE,
    TX_MOD_AFTER,
    TX_MOD_ON_OR_BEFORE,
    TX_MOD_ON_OR_AFTER
};

typedef enum tx_form {
    TXF_NONE,
    TXF_DATE,     /* year, month, day, weekday as given; any may be missing, not all */
    TXF_NUMERIC,  /* a/b/c whose order is open: month = a, day = b, year = c */
    TXF_DEICTIC,  /* `rel` days from the day of writing */
    TXF_WEEKDAY,  /* weekday, with `rel` or bare */
    TXF_MONTH,    /* month alone, with `rel` or bare */
    TXF_RELATIVE, /* `rel` units from the one of the day of writing: "last week" */
    TXF_SEASON,   /* season, with rel, year or bare */
    TXF_QUARTER,  /* quarter or half of a year, with rel (of the year), year or bare */
    TXF_NAMED,    /* named day (`named`), with rel or year */
    TXF_DECADE,   /* year = first year */
    TXF_CENTURY,  /* year = number of the century minus one */
    TXF_OFFSET,   /* `amount` units before or after the day of writing (or `back`: the text's) */
    TXF_BACK,     /* the time spoken of before, `rel` units on: "the next day", "that year" */
    TXF_CLOCK,    /* time of day alone */
    TXF_DURATION,
    TXF_PAST_SPAN, /* "the past three months" */
    TXF_NEXT_SPAN,
    TXF_SET,
    TXF_PRESENT,
    TXF_PAST,
    TXF_FUTURE
} tx_form;

typedef struct tx_expr {
    uint32_t first, end; /* tokens [first, end) */
    uint8_t form;        /* tx_form */
    uint8_t mod;
    int32_t year;               /* TX_NO_YEAR when not said */
    int8_t month, day, weekday; /* 0: not said */
    int8_t season, quarter, half;
    int8_t part;                 /* of the day */
    int8_t year_rel;             /* "June last year": -1; valid when has_year_rel */
    int8_t hour, minute, second; /* -1: not said */
    int8_t rel;                  /* -1 last, 0 this, 1 next; valid when has_rel */
    uint8_t unit;
    uint8_t unit2; /* of "two hours and ten minutes" */
    int16_t named;
    double amount, amount2;
    double set_count; /* "twice a week": 2 */
    bool has_rel, has_year_rel, back, vague, approx, is_utc, short_year, bc, later, earlier;
    bool fiscal;
    bool each;            /* SET by "each" or "every" */
    bool ended;           /* "the year ended …" */
    bool event_relative;  /* "a month after the attack" */
    bool after_event;     /* … after, not before */
    bool same_year_end;   /* year, and the next: "1997-98" */
    bool weekday_of_week; /* "Monday of last week": rel counts weeks */
    bool full;            /* year, month and day all written */
    bool range_head;      /* "15" of "15-17 October", whose month stands after the end */
} tx_expr;

/* Longest expression that starts at `at`, or `at` itself. */
uint32_t tx_match_at(const tx_tokens *tokens, uint32_t at, tx_expr *out);

/* The families. */
uint32_t tx_match_date(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_year(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_numeric(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_weekday(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_clock(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_deictic(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_named(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_decade(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_relative(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_position(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_quarter(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_duration(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_set(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_reference(const tx_tokens *tokens, uint32_t at, tx_expr *x);
uint32_t tx_match_back(const tx_tokens *tokens, uint32_t at, tx_expr *x);

/* A clock time at `at`: sets hour, minute, second, is_utc; the token after it, or `at`. */
uint32_t tx_clock_at(const tx_tokens *tokens, uint32_t at, tx_expr *x);
/* "two weeks", "a year and a half", "five-day": sets amount, unit and their kin, not the form;
 * *hyphen when it is written as an adjective. */
uint32_t tx_match_length(const tx_tokens *tokens, uint32_t at, tx_expr *x, bool *hyphen);
/* The token after words such as "more", "consecutive", "full". */
uint32_t tx_skip_fillers(const tx_tokens *tokens, uint32_t at);

/* Day of the month at `at` ("15", "15th", "fifteenth"); 0 when there is none. */
int32_t tx_day_number(const tx_tokens *tokens, uint32_t at, uint32_t *end);
/* Month name at `at`, full or abbreviated (its full stop taken in); 0 when there is none. */
int32_t tx_month_name(const tx_tokens *tokens, uint32_t at, uint32_t *end);
/* Four-digit year, or '98, at `at`; TX_NO_YEAR when there is none. */
int32_t tx_year_number(const tx_tokens *tokens, uint32_t at, uint32_t *end, bool *is_short);

static inline const tx_token *tx_at(const tx_tokens *tokens, uint32_t at)
{
    return &tokens->items[at < tokens->n ? at : tokens->n];
}

static inline tx_expr tx_blank(uint32_t at, tx_form form)
{
    return (tx_expr){.first = at,
        .form = (uint8_t)form,
        .year = TX_NO_YEAR,
        .hour = -1,
        .minute = -1,
        .second = -1};
}

/* Unit of time at `at`, singular or plural; TXU_NONE when there is none. */
static inline int tx_unit_at(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *t = tx_at(tokens, at);

    return tx_is(t, TXC_UNIT)    ? tx_value(t->word, TXC_UNIT)
           : tx_is(t, TXC_UNITS) ? tx_value(t->word, TXC_UNITS)
                                 : TXU_NONE;
}

/* True when an 's follows: the token after it is returned in *end. */
static inline bool tx_possessive(const tx_tokens *tokens, uint32_t at, uint32_t *end)
{
    const tx_token *a = tx_at(tokens, at), *s = tx_at(tokens, at + 1);

    if (!tx_mark(a, '\'') || !a->glued)
        return false;
    *end = at + 1;
    if (s->glued && tx_word_is(tokens, at + 1, "s"))
        *end = at + 2;
    return true;
}

#endif
