/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates of publication as given, printed in a byline, or written in a URL.
 */
#ifndef SYNI_INGEST_DATE_H
#define SYNI_INGEST_DATE_H

#include <synoptic/base.h>

/* A whole string that is a date or time stamp: ISO 8601 ("2025-10-15", "2025-10-15T09:30:00+02:00",
 * a blank for T), RFC 2822 ("Wed, 15 Oct 2025 09:30:00 GMT"), "October 15, 2025", "15 Oct 2025".
 * Gives "YYYY-MM-DD" or "YYYY-MM-DDThh:mm:ssZ" (UTC) in the arena; empty when it is none of these
 * or no day of the calendar (years 1000 to 9999). */
syn_str syni_date_parse(syn_arena *arena, syn_str s);

/* The first full date (day, month, year) inside `line`; *span is set to its bytes. Empty if none.
 */
syn_str syni_date_find(syn_arena *arena, syn_str line, syn_span *span);

/* A date in the path of a URL: /2025/10/15/ or /2025-10-15/ or /20251015/. Empty if none. */
syn_str syni_date_in_url(syn_arena *arena, syn_str url);

#endif
