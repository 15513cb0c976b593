/* SPDX-License-Identifier: Apache-2.0
 *
 * The only door to ICU (Unicode 15 character data, normalisation, transliteration). Everything is
 * root locale. Character data need no opening; normalisers and the transliterator are opened by
 * ICU itself on first use and shared.
 */
#ifndef SYNI_TEXT_ICU_H
#define SYNI_TEXT_ICU_H

#include <synoptic/base.h>

bool syni_icu_is_alpha(uint32_t c);
bool syni_icu_is_upper(uint32_t c);
bool syni_icu_is_lower(uint32_t c);
bool syni_icu_is_digit(uint32_t c);
bool syni_icu_is_punct(uint32_t c);
uint32_t syni_icu_lower(uint32_t c);
uint32_t syni_icu_upper(uint32_t c);

typedef enum syni_icu_form { SYNI_ICU_NFC, SYNI_ICU_NFKC_CASEFOLD, SYNI_ICU_ASCII } syni_icu_form;
/* `s` in the given form, as UTF-8 in the arena; `s` copied unchanged if ICU cannot. */
syn_str syni_icu_form_of(syn_arena *arena, syn_str s, syni_icu_form form);

#endif
