/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8, character classes, case folding, normal forms, transliteration keys and segment maps.
 * ASCII is answered from a table; everything else from ICU behind icu.c, which is opened on first
 * need. No locale is ever asked. All functions are safe on any thread.
 */
#ifndef SYNI_TEXT_H
#define SYNI_TEXT_H

#include <synoptic/base.h>

/* Decodes one code point at s[at]; *len is its length in bytes (1 to 4). An invalid byte gives
 * U+FFFD and length 1. at must be < s.len. */
uint32_t syn_utf8_decode(syn_str s, size_t at, unsigned *len);
/* Code point that ends right before s[at]; at must be > 0. */
uint32_t syn_utf8_decode_before(syn_str s, size_t at, unsigned *len);
/* Encodes into out[4]; returns the number of bytes (U+FFFD for surrogates and values > 10FFFF). */
unsigned syn_utf8_encode(uint32_t code_point, char out[4]);
/* Offset of the first byte that is not valid UTF-8, or SIZE_MAX. (Overlongs, surrogates and
 * values above U+10FFFF are invalid.) */
size_t syn_utf8_invalid(syn_str s);
size_t syn_utf8_count(syn_str s); /* code points; each invalid byte counts as one */

bool syn_cp_is_space(uint32_t c); /* Unicode White_Space, and U+FEFF, U+200B */
bool syn_cp_is_alpha(uint32_t c); /* letters and marks */
bool syn_cp_is_upper(uint32_t c);
bool syn_cp_is_lower(uint32_t c);
bool syn_cp_is_digit(uint32_t c); /* Nd */
bool syn_cp_is_punct(uint32_t c); /* punctuation and symbols */
static inline bool syn_cp_is_alnum(uint32_t c)
{
    return syn_cp_is_alpha(c) || syn_cp_is_digit(c);
}
bool syn_cp_is_open_quote(uint32_t c);  /* “ ‘ « „ ‹ … and the straight ones */
bool syn_cp_is_close_quote(uint32_t c); /* ” ’ » › and the straight ones */
uint32_t syn_cp_lower(uint32_t c);      /* simple mapping */
uint32_t syn_cp_upper(uint32_t c);

/* Lower case by simple mapping, into the arena. */
syn_str syn_text_lower(syn_arena *arena, syn_str s);
/* Full case folding + NFKC, quotes and dashes to ASCII, white space collapsed: the form in which
 * names and lines are compared. */
syn_str syn_text_fold(syn_arena *arena, syn_str s);
/* Canonical composition. */
syn_str syn_text_nfc(syn_arena *arena, syn_str s);
/* Letters to plain ASCII ("Élysée" → "elysee", "Сергей" → "sergej"), lower-cased. */
syn_str syn_text_ascii(syn_arena *arena, syn_str s);

/* True when the first letter is upper case. */
bool syn_text_is_capitalised(syn_str s);
/* True when there are letters and none is lower case. */
bool syn_text_is_all_caps(syn_str s);

/* White space trimmed from both ends of a span of `text`. */
syn_span syn_text_trim_span(syn_str text, syn_span span);

#endif
