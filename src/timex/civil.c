/* SPDX-License-Identifier: Apache-2.0
 *
 * Calendar arithmetic. Days from civil dates and back after Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms" (2013): eras of 400 years, March-based years. Easter by the anonymous Gregorian
 * computus (Meeus, Astronomical Algorithms, 1991, ch. 8); the Julian one beside it. Constant time,
 * no allocation. mktime and its kin were rejected: they ask the time zone of the machine.
 */
#include "civil.h"

bool tx_civil_is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t tx_civil_month_days(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    if (month < 1 || month > 12)
        return 0;
    return days[month - 1] + (month == 2 && tx_civil_is_leap(year));
}

bool tx_civil_valid(int32_t year, int32_t month, int32_t day)
{
    return day >= 1 && day <= tx_civil_month_days(year, month);
}

int32_t tx_civil_to_day(int32_t year, int32_t month, int32_t day)
{
    int32_t y = year - (month <= 2);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

tx_civil tx_civil_from_day(int32_t day)
{
    int32_t z = day + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    tx_civil c;

    c.day = doy - (153 * mp + 2) / 5 + 1;
    c.month = mp + (mp < 10 ? 3 : -9);
    c.year = yoe + era * 400 + (c.month <= 2);
    return c;
}

int32_t tx_civil_weekday(int32_t day)
{
    int32_t w = (day + 3) % 7; /* 1970-01-01 was a Thursday */

    return (w < 0 ? w + 7 : w) + 1;
}

int32_t tx_civil_week_start(int32_t year, int32_t week)
{
    int32_t fourth = tx_civil_to_day(year, 1, 4); /* always in week 1 */

    return fourth - (tx_civil_weekday(fourth) - 1) + (week - 1) * 7;
}

int32_t tx_civil_weeks_in_year(int32_t year)
{
    return (tx_civil_week_start(year + 1, 1) - tx_civil_week_start(year, 1)) / 7;
}

void tx_civil_week(int32_t day, int32_t *year, int32_t *week)
{
    /* The Thursday of a week lies in the week's own year. */
    tx_civil thursday = tx_civil_from_day(day - tx_civil_weekday(day) + 4);

    *year = thursday.year;
    *week = (day - tx_civil_week_start(*year, 1)) / 7 + 1;
}

int32_t tx_civil_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30;
    int32_t i = c / 4, k = c % 4;
    int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;

    return tx_civil_to_day(year, n / 31, n % 31 + 1);
}

int32_t tx_civil_orthodox_easter(int32_t year)
{
    int32_t a = year % 4, b = year % 7, c = year % 19;
    int32_t d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
    int32_t n = d + e + 114;

    /* A date of the Julian calendar: the gap is whole days of the century. */
    return tx_civil_to_day(year, n / 31, n % 31 + 1) + year / 100 - year / 400 - 2;
}

int32_t tx_civil_nth_weekday(int32_t year, int32_t month, int32_t n, int32_t weekday)
{
    int32_t first = tx_civil_to_day(year, month, 1);
    int32_t at = first + (weekday - tx_civil_weekday(first) + 7) % 7;

    if (n > 0)
        return at + (n - 1) * 7;
    while (at + 7 < first + tx_civil_month_days(year, month))
        at += 7;
    return at;
}

int32_t tx_civil_islamic(int32_t year, int32_t month, int32_t day)
{
    int32_t jan1 = tx_civil_to_day(year, 1, 1);
    int32_t h = (int32_t)(((int64_t)(year - 622) * 33) / 32) - 1;

    for (int k = 0; k < 4; k++, h++) {
        /* Days of whole years, leap years 2 5 7 10 13 16 18 21 24 26 29 of each 30; then months of
         * 30 and 29 days. 1 Muharram 1 is day -492148 (16 July 622, Julian). */
        int32_t at =
            -492148 + (h - 1) * 354 + (3 + 11 * h) / 30 + (month - 1) * 29 + month / 2 + day - 1;

        if (at >= jan1)
            return at;
    }
    return jan1;
}
