/* SPDX-License-Identifier: Apache-2.0
 *
 * A scanner of digits and month names over the few layouts that carry a full date. Orders that are
 * ambiguous ("12/11/10") are never read here. Day numbers by Howard Hinnant's days_from_civil.
 */
#include "date.h"

typedef struct date {
    int year, month, day;
    int hour, minute, second, offset_minutes;
    bool has_time, has_zone;
} date;

static const char months[12][10] = {"january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december"};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static int days_in(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_valid(const date *d)
{
    return d->year >= 1000 && d->year <= 9999 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
           d->day <= days_in(d->year, d->month) && d->hour < 24 && d->minute < 60 &&
           d->second <= 60;
}

/* Digits from *at on, exactly `least` to `most` of them; -1 when there are fewer or more. */
static int number(syn_str s, size_t *at, unsigned least, unsigned most)
{
    unsigned n = 0;
    int value = 0;

    while (*at + n < s.len && is_digit(s.ptr[*at + n])) {
        if (n == most)
            return -1;
        value = value * 10 + (s.ptr[*at + n] - '0');
        n++;
    }
    if (n < least)
        return -1;
    *at += n;
    return value;
}

static bool take(syn_str s, size_t *at, char c)
{
    if (*at < s.len && s.ptr[*at] == c) {
        (*at)++;
        return true;
    }
    return false;
}

static void skip_blanks(syn_str s, size_t *at)
{
    while (*at < s.len && (s.ptr[*at] == ' ' || s.ptr[*at] == ','))
        (*at)++;
}

/* A month by name or by its first three letters or "Sept", with or without a full stop; 0 if none.
 */
static int month_name(syn_str s, size_t *at)
{
    size_t end = *at;
    syn_str word;

    while (end < s.len && is_letter(s.ptr[end]))
        end++;
    word = syn_str_slice(s, *at, end);
    for (int m = 0; m < 12; m++) {
        syn_str name = syn_str_from(months[m]);

        if (syn_str_eq_nocase(word, name) || (word.len == 3 && syn_str_starts_nocase(name, word)) ||
            (m == 8 && syn_str_eq_nocase(word, SYN_STR("sept")))) {
            *at = end;
            (void)take(s, at, '.');
            return m + 1;
        }
    }
    return 0;
}

/* hh:mm[:ss[.fff]] and a zone: Z, GMT, UTC, +hh:mm. */
static bool clock_time(syn_str s, size_t *at, date *d)
{
    size_t from = *at;
    int hour = number(s, &from, 1, 2), minute, second = 0;

    if (hour < 0 || !take(s, &from, ':'))
        return false;
    minute = number(s, &from, 2, 2);
    if (minute < 0)
        return false;
    if (take(s, &from, ':')) {
        second = number(s, &from, 2, 2);
        if (second < 0)
            return false;
        if (take(s, &from, '.'))
            while (from < s.len && is_digit(s.ptr[from]))
                from++;
    }
    d->hour = hour;
    d->minute = minute;
    d->second = second;
    d->has_time = true;
    (void)take(s, &from, ' ');
    if (from < s.len && (s.ptr[from] == '+' || s.ptr[from] == '-')) {
        int sign = s.ptr[from++] == '-' ? -1 : 1;
        int h = number(s, &from, 2, 2), m = 0;

        if (h < 0) {
            /* hhmm in one piece */
            h = number(s, &from, 4, 4);
            if (h < 0)
                return false;
            m = h % 100;
            h /= 100;
        } else if (take(s, &from, ':')) {
            m = number(s, &from, 2, 2);
        }
        if (h > 15 || m < 0 || m > 59)
            return false;
        d->offset_minutes = sign * (h * 60 + m);
        d->has_zone = true;
    } else if (take(s, &from, 'Z') || take(s, &from, 'z')) {
        d->has_zone = true;
    } else if (syn_str_starts(syn_str_slice(s, from, s.len), SYN_STR("GMT")) ||
               syn_str_starts(syn_str_slice(s, from, s.len), SYN_STR("UTC"))) {
        from += 3;
        d->has_zone = true;
    }
    *at = from;
    return true;
}

/* A full date at *at. */
static bool date_at(syn_str s, size_t *at, date *d)
{
    size_t from = *at;

    *d = (date){0};
    if (is_digit(s.ptr[from])) {
        size_t after = from;
        int n = number(s, &after, 4, 4);

        if (n >= 0 && after < s.len && (s.ptr[after] == '-' || s.ptr[after] == '/')) {
            char between = s.ptr[after];

            d->year = n;
            after++;
            d->month = number(s, &after, 2, 2);
            if (d->month < 0 || !take(s, &after, between))
                return false;
            d->day = number(s, &after, 2, 2);
            *at = after;
            return d->day > 0 && is_valid(d);
        }
        d->day = number(s, &from, 1, 2);
        if (d->day < 0)
            return false;
        if (from + 1 < s.len && is_letter(s.ptr[from]) && is_letter(s.ptr[from + 1]) &&
            month_name(s, &(size_t){from}) == 0)
            from += 2; /* 15th */
        skip_blanks(s, &from);
        d->month = from < s.len ? month_name(s, &from) : 0;
        if (d->month == 0)
            return false;
        skip_blanks(s, &from);
        d->year = number(s, &from, 4, 4);
    } else {
        d->month = month_name(s, &from);
        if (d->month == 0)
            return false;
        skip_blanks(s, &from);
        d->day = number(s, &from, 1, 2);
        if (d->day < 0)
            return false;
        if (from + 1 < s.len && is_letter(s.ptr[from]))
            from += 2;
        skip_blanks(s, &from);
        d->year = number(s, &from, 4, 4);
    }
    if (d->year < 0 || !is_valid(d))
        return false;
    *at = from;
    return true;
}

/* Days since 1970-01-01 of a day, and back. */
static long days_from_civil(long y, long m, long d)
{
    long era, yoe, doy;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void civil_from_days(long z, int *y, int *m, int *d)
{
    long era, doe, yoe, doy, mp;

    z += 719468;
    era = (z >= 0 ? z : z - 146096) / 146097;
    doe = z - era * 146097;
    yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    mp = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp + (mp < 10 ? 3 : -9));
    *y = (int)(yoe + era * 400 + (*m <= 2));
}

static syn_str written(syn_arena *arena, const date *d)
{
    long seconds;
    int year, month, day;

    if (!d->has_time || !d->has_zone)
        return syn_arena_printf(arena, "%04d-%02d-%02d", d->year, d->month, d->day);
    seconds = days_from_civil(d->year, d->month, d->day) * 86400L + d->hour * 3600L +
              (d->minute - d->offset_minutes) * 60L + (d->second > 59 ? 59 : d->second);
    civil_from_days((seconds >= 0 ? seconds : seconds - 86399) / 86400, &year, &month, &day);
    seconds = ((seconds % 86400) + 86400) % 86400;
    return syn_arena_printf(arena, "%04d-%02d-%02dT%02ld:%02ld:%02ldZ", year, month, day,
        seconds / 3600, seconds / 60 % 60, seconds % 60);
}

syn_str syni_date_parse(syn_arena *arena, syn_str s)
{
    size_t at = 0;
    date d;

    s = syn_str_trim(s);
    if (s.len < 8 || s.len > 64)
        return SYN_STR("");
    if (s.len > 5 && is_letter(s.ptr[0]) && (s.ptr[3] == ',' || s.ptr[3] == ' ') &&
        month_name(s, &(size_t){0}) == 0) {
        at = 4; /* "Wed, " */
        skip_blanks(s, &at);
    }
    if (at >= s.len || !date_at(s, &at, &d))
        return SYN_STR("");
    if (at < s.len && (s.ptr[at] == 'T' || s.ptr[at] == ' ')) {
        at++;
        if (!clock_time(s, &at, &d))
            return SYN_STR("");
    }
    return at == s.len && is_valid(&d) ? written(arena, &d) : SYN_STR("");
}

syn_str syni_date_find(syn_arena *arena, syn_str line, syn_span *span)
{
    for (size_t at = 0; at < line.len; at++) {
        bool starts = at == 0 || (!is_letter(line.ptr[at - 1]) && !is_digit(line.ptr[at - 1]));
        size_t end = at;
        date d;

        if (!starts || (!is_letter(line.ptr[at]) && !is_digit(line.ptr[at])))
            continue;
        if (date_at(line, &end, &d) && (end == line.len || !is_digit(line.ptr[end]))) {
            *span = (syn_span){(uint32_t)at, (uint32_t)end};
            return written(arena, &d);
        }
    }
    return SYN_STR("");
}

syn_str syni_date_in_url(syn_arena *arena, syn_str url)
{
    for (size_t i = 0; i + 9 < url.len; i++) {
        size_t at = i + 1;
        date d = {0};

        if (url.ptr[i] != '/')
            continue;
        d.year = number(url, &at, 4, 4);
        if (d.year >= 0) {
            char between = at < url.len ? url.ptr[at] : 0;

            if (between != '/' && between != '-')
                continue;
            at++;
            d.month = number(url, &at, 1, 2);
            if (d.month < 0 || at >= url.len || (url.ptr[at] != '/' && url.ptr[at] != '-'))
                continue;
            at++;
            d.day = number(url, &at, 1, 2);
        } else {
            int all;

            at = i + 1;
            all = number(url, &at, 8, 8);
            if (all < 0)
                continue;
            d.year = all / 10000;
            d.month = all / 100 % 100;
            d.day = all % 100;
        }
        if (d.year >= 1990 && is_valid(&d))
            return written(arena, &d);
    }
    return SYN_STR("");
}
