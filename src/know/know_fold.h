/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding of words to comparison keys, shared by compiler and reader. */
#ifndef SYNI_KNOW_FOLD_H
#define SYNI_KNOW_FOLD_H

#include <synoptic/base.h>

/* Counts of letters by case, over one or more words. */
typedef struct syni_case_count {
    uint32_t upper, lower, other;
} syni_case_count;

/* Appends the folded form of `s` to out[*len], words apart by one space, never a space first or
 * last; a space is put before it when *len > 0. False when it would pass `cap`: *len is then as
 * before. Adds to `count`. */
bool syni_know_fold_append(syn_str s, char *out, size_t cap, size_t *len, syni_case_count *count);
/* syni_know_case of the counts. */
uint8_t syni_know_case_of(const syni_case_count *count);
/* Does a form of class `form` fit a surface of class `surface`? */
bool syni_know_case_fits(uint8_t form, uint8_t surface);
uint32_t syni_know_n_words(const char *folded, size_t len);

#endif
