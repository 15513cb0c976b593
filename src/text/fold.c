/* SPDX-License-Identifier: Apache-2.0
 *
 * Forms of text for comparison: lower case, folding, composition, ASCII keys. An ASCII fast path
 * serves nearly all English text without ICU.
 */
#include "icu.h"
#include "text.h"

static bool is_ascii(syn_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 0x80)
            return false;
    return true;
}

syn_str syn_text_lower(syn_arena *arena, syn_str s)
{
    /* Lower case of one code point can take up to three bytes where the upper took two. */
    char *out = syn_arena_alloc(arena, s.len * 2 + 4);
    size_t n = 0, at = 0;

    if (out == NULL)
        return SYN_STR("");
    while (at < s.len) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, at, &len);

        if (len == 1 && c < 0x80)
            out[n++] = (char)syn_cp_lower(c);
        else if (len == 1)
            out[n++] = s.ptr[at];
        else
            n += syn_utf8_encode(syn_cp_lower(c), out + n);
        at += len;
    }
    return (syn_str){out, n};
}

/* Quotes, apostrophes and dashes that outlets write differently. */
static uint32_t plain(uint32_t c)
{
    if (c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x201B || c == 0x02BC || c == 0x02BB ||
        c == 0x2032 || c == '`' || c == 0xB4)
        return '\'';
    if ((c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2033)
        return '"';
    if (c >= 0x2010 && c <= 0x2015)
        return '-';
    return c;
}

syn_str syn_text_fold(syn_arena *arena, syn_str s)
{
    size_t n = 0, at = 0;
    bool space = false;
    char *out;

    if (!is_ascii(s))
        s = syni_icu_form_of(arena, s, SYNI_ICU_NFKC_CASEFOLD);
    out = syn_arena_alloc(arena, s.len + 4);
    if (out == NULL)
        return SYN_STR("");
    while (at < s.len) {
        unsigned len;
        uint32_t c = plain(syn_utf8_decode(s, at, &len));

        at += len;
        if (syn_cp_is_space(c)) {
            space = n > 0;
            continue;
        }
        if (space)
            out[n++] = ' ';
        space = false;
        /* An invalid byte (never in a document's text) would grow to three bytes. */
        if (c == 0xFFFD && len == 1)
            c = '?';
        n += syn_utf8_encode(syn_cp_lower(c), out + n);
    }
    return (syn_str){out, n};
}

syn_str syn_text_nfc(syn_arena *arena, syn_str s)
{
    return is_ascii(s) ? syn_arena_str(arena, s) : syni_icu_form_of(arena, s, SYNI_ICU_NFC);
}

syn_str syn_text_ascii(syn_arena *arena, syn_str s)
{
    return is_ascii(s) ? syn_text_lower(arena, s) : syni_icu_form_of(arena, s, SYNI_ICU_ASCII);
}
