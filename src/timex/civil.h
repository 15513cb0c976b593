/* SPDX-License-Identifier: Apache-2.0
 *
 * Proleptic Gregorian calendar in whole days: civil dates, ISO weeks, movable days.
 *
 * A day is an int32_t count from 1970-01-01. All functions are pure and total: out-of-range
 * arguments give a defined result, and tx_civil_valid says whether a date exists. Years are
 * astronomical (0 is 1 BC); callers refuse year 0, which no report means.
 */
#ifndef SYNI_TIMEX_CIVIL_H
#define SYNI_TIMEX_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct tx_civil {
    int32_t year;
    int32_t month, day; /* 1 to 12, 1 to 31 */
} tx_civil;

bool tx_civil_is_leap(int32_t year);
int32_t tx_civil_month_days(int32_t year, int32_t month); /* 0 for a month out of range */
bool tx_civil_valid(int32_t year, int32_t month, int32_t day);
int32_t tx_civil_to_day(int32_t year, int32_t month, int32_t day);
tx_civil tx_civil_from_day(int32_t day);
int32_t tx_civil_weekday(int32_t day); /* ISO: 1 Monday to 7 Sunday */
/* ISO 8601 week of a day, and Monday of a week. */
void tx_civil_week(int32_t day, int32_t *year, int32_t *week);
int32_t tx_civil_week_start(int32_t year, int32_t week);
int32_t tx_civil_weeks_in_year(int32_t year); /* 52 or 53 */
int32_t tx_civil_easter(int32_t year);        /* Western Easter Sunday */
int32_t tx_civil_orthodox_easter(int32_t year);
/* n-th weekday of a month (n >= 1), or the last one (n == -1). */
int32_t tx_civil_nth_weekday(int32_t year, int32_t month, int32_t n, int32_t weekday);
/* First day of an Islamic month by the arithmetic (civil, type II) calendar that falls in
 * Gregorian `year`; the first of two where there are two. Sightings differ by a day or two. */
int32_t tx_civil_islamic(int32_t year, int32_t month, int32_t day);

#endif
