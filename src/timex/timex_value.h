/* SPDX-License-Identifier: Apache-2.0
 *
 * Writers of TIMEX3 values and what the two halves of resolution share. Private to resolve*.c.
 */
#ifndef SYNI_TIMEX_TIMEX_VALUE_H
#define SYNI_TIMEX_TIMEX_VALUE_H

#include "resolve.h"

#include <stdio.h>

extern const char *const tx_mod_names[];    /* [TX_MOD_…] */
extern const char *const tx_part_names[];   /* [part of the day] */
extern const char *const tx_season_names[]; /* [season] */

#define TX_PUT(m, ...) (void)snprintf((m)->value, sizeof(m)->value, __VA_ARGS__)

/* Each writes the value and its days; all but bounds, quarter and time make the meaning one that
 * others may be anchored to. */
void tx_put_bounds(tx_meaning *m, int32_t first, int32_t last);
void tx_put_day(tx_meaning *m, int32_t day);
void tx_put_month(tx_meaning *m, int32_t year, int32_t month);
void tx_put_year(tx_meaning *m, int32_t year);
void tx_put_week(tx_meaning *m, int32_t day, bool weekend);
void tx_put_quarter(tx_meaning *m, int32_t year, int32_t quarter);
void tx_put_season(tx_meaning *m, int32_t year, int32_t season);
/* Adds the part of the day or the clock time of `x` to a day. */
void tx_put_time(tx_meaning *m, const tx_expr *x);
void tx_put_duration(tx_meaning *m, const tx_expr *x);

/* Tense around the expression: the words, else the tree. -1, 0, 1. */
int tx_clause_tense(const tx_context *c, const tx_expr *x);
/* The quarter that "a year earlier" and "the quarter" go back to. */
void tx_quarter_seen(tx_context *c, const tx_expr *x, int32_t year, int32_t quarter);
bool tx_quarter_near(const tx_context *c, const tx_expr *x);

/* The forms that resolve_span.c serves; false: the expression means nothing here. */
bool tx_resolve_offset(tx_context *c, const tx_expr *x, tx_meaning *m);
bool tx_resolve_back(tx_context *c, const tx_expr *x, tx_meaning *m);
bool tx_resolve_set(const tx_expr *x, tx_meaning *m);
bool tx_resolve_span(const tx_context *c, const tx_expr *x, tx_meaning *m);

#endif
