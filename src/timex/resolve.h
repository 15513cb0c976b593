/* SPDX-License-Identifier: Apache-2.0
 *
 * From what is written to what is meant: TIMEX3 values and the days that bound them.
 *
 * The context carries the day of writing and the times already spoken of; expressions are resolved
 * in the order of the text. Without a day of writing a relative expression gets the part of its
 * value that is known ("XXXX-10") or none.
 */
#ifndef SYNI_TIMEX_RESOLVE_H
#define SYNI_TIMEX_RESOLVE_H

#include "civil.h"
#include "match.h"

/* A resolved period of days. */
typedef struct tx_anchor {
    bool known;
    int32_t first, last; /* days */
    uint32_t token;      /* where it was spoken of */
    uint32_t paragraph;
} tx_anchor;

typedef struct tx_month {
    int32_t month;  /* year * 12 + month - 1 */
    uint32_t token; /* where */
} tx_month;

typedef struct tx_context {
    const tx_tokens *tokens;
    bool has_published;
    int32_t published;        /* day of writing */
    int numeric_order;        /* of a/b/c in this text: 1 month first, -1 day first, 0 not known */
    uint32_t paragraph;       /* of the expression at hand: caller counts */
    tx_anchor any, day, year; /* last spoken of: at all, to the day, with its year written */
    char any_value[32];
    int32_t quarter_year, quarter; /* last quarter spoken of; quarter 0: none */
    uint32_t quarter_token;
    const tx_month *months; /* [n_months] the months written with their year */
    uint32_t n_months;
    /* Tense of the clause, when a better judge than the words is there: -1, 0, 1; 2 unknown. */
    int (*tense)(const void *ctx, uint32_t first, uint32_t end);
    const void *tense_ctx;
} tx_context;

typedef struct tx_meaning {
    uint8_t type; /* syn_time_type */
    char value[48];
    const char *mod, *quant;
    char freq[16];
    bool has_first, has_last;
    int32_t first, last; /* days, inclusive */
    bool precise;        /* names a day, month or year that others may be anchored to */
} tx_meaning;

/* False when the expression means nothing here (a "then" with nothing before it): it is dropped. */
bool tx_resolve(tx_context *context, const tx_expr *x, tx_meaning *out);

/* Tense around tokens [first, end) from the words alone: -1 past, 1 future, 0 not known. */
int tx_tense_of(const tx_tokens *tokens, uint32_t first, uint32_t end);

/* The words right around the expression settle it, whatever the clause's tense: "until Monday",
 * "Monday's ruling", "a June agreement". */
bool tx_tense_is_fixed(const tx_tokens *tokens, uint32_t first, uint32_t end);

/* Parses "2025-10-15" or "2025-10-15T…": false when it is no valid day. */
bool tx_parse_day(syn_str s, int32_t *day);

/* Day of a named day in a year; false when the rule gives none. *about: within a day or two. */
bool tx_named_day(int16_t named, int32_t year, int32_t *day, bool *about);

/* Year of a two-digit year as seen from the day of writing: at most ten years ahead. */
int32_t tx_full_year(int32_t two_digits, bool has_published, int32_t published);

#endif
