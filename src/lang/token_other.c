/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens by rule for text that is not English: after Unicode Standard Annex 29, simplified.
 *
 * Letters, marks and digits run on, over an apostrophe, full stop, comma, hyphen or middle dot that
 * stands between two of them; Han, Kana and Hangul-free scripts without spaces give a token a
 * character (Han, Kana) or a run (Thai, Lao, Khmer, Myanmar); any other character is a token, a
 * repeated one is one token. A sentence ends after ! ? … and the stops of other scripts, and after
 * a full stop before white space and anything but a lower-case letter or a digit; closing quotes
 * and brackets belong to the sentence that they end. Rejected: ICU's break iterator (its rules
 * change with the installed version, and so would spans).
 */
#include "lang/token_other.h"

#include "text/text.h"

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_strong_stop(uint32_t c)
{
    switch (c) {
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x203D:
    case 0x0589: /* Armenian */
    case 0x061F: /* Arabic question mark */
    case 0x06D4: /* Urdu full stop */
    case 0x0964: /* danda */
    case 0x0965:
    case 0x104A: /* Myanmar */
    case 0x104B:
    case 0x1362: /* Ethiopic full stop */
    case 0x1367:
    case 0x17D4: /* Khmer */
    case 0x3002: /* ideographic full stop */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0xFF61:
        return true;
    default:
        return false;
    }
}

static bool is_closing(uint32_t c)
{
    return c == ')' || c == ']' || c == '}' || c == 0x300D || c == 0x300F || c == 0xFF09 ||
           c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x203A || c == '"' || c == '\'';
}

static bool joins(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == '.' || c == ',' || c == '-' || c == 0xB7 ||
           c == 0x2010 || c == 0x2011 || c == '_' || c == 0x200C || c == 0x200D || c == 0xAD;
}

void syni_other_init(syni_other *scan, syn_str text, syn_span span)
{
    *scan = (syni_other){text, span.start, span.end, false, true, true};
}

bool syni_other_next(syni_other *scan, syni_other_token *out)
{
    syn_str text = syn_str_slice(scan->text, 0, scan->end);
    uint32_t at = scan->at, c = 0, start;
    unsigned len = 1;
    bool stop, strong, lower;

    while (at < scan->end) {
        c = syn_utf8_decode(text, at, &len);
        if (!syn_cp_is_space(c))
            break;
        scan->spaced = true;
        at += len;
    }
    if (at >= scan->end)
        return false;
    start = at;
    at += len;
    strong = is_strong_stop(c);
    stop = strong || c == '.';
    lower = syn_cp_is_lower(c) || syn_cp_is_digit(c);
    /* `ended` is 1 past a strong stop; past a full stop it waits for white space. */
    out->begins_sentence =
        scan->first || (scan->ended && !stop && !(is_closing(c) && !scan->spaced) &&
                           !(scan->spaced && lower) && (scan->spaced || is_ideograph(c) || !lower));
    out->space_before = scan->spaced;
    if (syn_cp_is_alnum(c) && !is_ideograph(c)) {
        while (at < scan->end) {
            uint32_t next = syn_utf8_decode(text, at, &len);

            if (syn_cp_is_alnum(next) && !is_ideograph(next)) {
                at += len;
                continue;
            }
            if (joins(next) && at + len < scan->end) {
                unsigned len2;
                uint32_t after = syn_utf8_decode(text, at + len, &len2);

                if (syn_cp_is_alnum(after) && !is_ideograph(after)) {
                    at += len + len2;
                    continue;
                }
            }
            break;
        }
    } else if (!is_ideograph(c)) {
        while (at < scan->end && syn_utf8_decode(text, at, &len) == c)
            at += len;
    }
    if (stop)
        scan->ended = true;
    else if (!is_closing(c) || scan->spaced || out->begins_sentence)
        scan->ended = false;
    /* A full stop inside a stretch without white space ends nothing ("p.m."). */
    if (c == '.' && at < scan->end) {
        uint32_t next = syn_utf8_decode(text, at, &len);

        if (!syn_cp_is_space(next) && !is_closing(next))
            scan->ended = false;
    }
    scan->first = false;
    scan->spaced = at >= scan->end || syn_cp_is_space(syn_utf8_decode(text, at, &len));
    out->space_after = scan->spaced;
    out->span = (syn_span){start, at};
    scan->at = at;
    return true;
}
