/* SPDX-License-Identifier: Apache-2.0
 *
 * Spelling keys of foreign names in Latin letters. */
#include "know/know.h"

size_t syn_know_spelling_key(syn_str name, char out[SYN_KNOW_SPELLING_MAX])
{
    return syn_know_fold(name, out, SYN_KNOW_SPELLING_MAX);
}

bool syn_know_same_spelling(syn_str a, syn_str b)
{
    char x[SYN_KNOW_SPELLING_MAX], y[SYN_KNOW_SPELLING_MAX];
    size_t n = syn_know_spelling_key(a, x), m = syn_know_spelling_key(b, y);
    return n && n == m && memcmp(x, y, n) == 0;
}
