/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 by the table of well-formed sequences (Unicode 15, table 3-7), and character classes:
 * ASCII and Latin-1 quotes here, the rest by ICU (icu.h).
 */
#include "icu.h"
#include "text.h"

uint32_t syn_utf8_decode(syn_str s, size_t at, unsigned *len)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t left = s.len - at;
    unsigned char lowest = 0x80, highest = 0xBF;
    unsigned need;
    uint32_t c = p[0];

    *len = 1;
    if (c < 0x80)
        return c;
    if (c >= 0xC2 && c <= 0xDF) {
        need = 1;
        c &= 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
        need = 2;
        if (c == 0xE0)
            lowest = 0xA0;
        if (c == 0xED)
            highest = 0x9F;
        c &= 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
        need = 3;
        if (c == 0xF0)
            lowest = 0x90;
        if (c == 0xF4)
            highest = 0x8F;
        c &= 0x07;
    } else {
        return 0xFFFD;
    }
    if (left < need + 1 || p[1] < lowest || p[1] > highest)
        return 0xFFFD;
    c = c << 6 | (p[1] & 0x3Fu);
    for (unsigned i = 2; i <= need; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *len = need + 1;
    return c;
}

uint32_t syn_utf8_decode_before(syn_str s, size_t at, unsigned *len)
{
    size_t start = at - 1;
    uint32_t c;

    while (start > 0 && at - start < 4 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80)
        start--;
    c = syn_utf8_decode(s, start, len);
    if (start + *len == at)
        return c;
    *len = 1;
    return 0xFFFD;
}

unsigned syn_utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t syn_utf8_invalid(syn_str s)
{
    size_t at = 0;

    while (at < s.len) {
        unsigned len;
        uint64_t word;

        if (s.len - at >= 8) {
            memcpy(&word, s.ptr + at, 8);
            if ((word & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        /* A real U+FFFD is three bytes long. */
        if (syn_utf8_decode(s, at, &len) == 0xFFFD && len == 1)
            return at;
        at += len;
    }
    return SIZE_MAX;
}

size_t syn_utf8_count(syn_str s)
{
    size_t n = 0, at = 0;
    unsigned len;

    while (at < s.len) {
        syn_utf8_decode(s, at, &len);
        at += len;
        n++;
    }
    return n;
}

bool syn_cp_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool syn_cp_is_alpha(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return syni_icu_is_alpha(c);
}

bool syn_cp_is_upper(uint32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : syni_icu_is_upper(c);
}

bool syn_cp_is_lower(uint32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : syni_icu_is_lower(c);
}

bool syn_cp_is_digit(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : syni_icu_is_digit(c);
}

bool syn_cp_is_punct(uint32_t c)
{
    if (c < 0x80)
        return (c > ' ' && c < '0') || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
               (c > 'z' && c < 0x7F);
    return syni_icu_is_punct(c);
}

bool syn_cp_is_open_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0x2018 || c == 0x201A ||
           c == 0x201B || c == 0x201C || c == 0x201E || c == 0x201F || c == 0x2039;
}

bool syn_cp_is_close_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xBB || c == 0x2019 || c == 0x201D || c == 0x203A;
}

uint32_t syn_cp_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return syni_icu_lower(c);
}

uint32_t syn_cp_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    return syni_icu_upper(c);
}

bool syn_text_is_capitalised(syn_str s)
{
    size_t at = 0;
    unsigned len;

    while (at < s.len) {
        uint32_t c = syn_utf8_decode(s, at, &len);

        if (syn_cp_is_alpha(c))
            return syn_cp_is_upper(c);
        at += len;
    }
    return false;
}

bool syn_text_is_all_caps(syn_str s)
{
    bool any = false;
    size_t at = 0;
    unsigned len;

    while (at < s.len) {
        uint32_t c = syn_utf8_decode(s, at, &len);

        if (syn_cp_is_lower(c))
            return false;
        any = any || syn_cp_is_upper(c);
        at += len;
    }
    return any;
}

syn_span syn_text_trim_span(syn_str text, syn_span span)
{
    unsigned len;

    if (span.end > text.len)
        span.end = (uint32_t)text.len;
    while (span.start < span.end && syn_cp_is_space(syn_utf8_decode(text, span.start, &len)))
        span.start += len;
    while (span.end > span.start && syn_cp_is_space(syn_utf8_decode_before(text, span.end, &len)))
        span.end -= len;
    return span;
}
