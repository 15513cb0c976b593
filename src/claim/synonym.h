/* SPDX-License-Identifier: Apache-2.0
 *
 * Groups of words that reports use for one thing (data/claim/synonyms.tsv, compiled in).
 */
#ifndef SYNI_CLAIM_SYNONYM_H
#define SYNI_CLAIM_SYNONYM_H

#include <synoptic/base.h>

/* The words of group `i`, apart by single spaces; the empty string past the last group. Constant
 * for the life of the program; any thread may ask. */
syn_str syni_synonym_group(uint32_t i);

#endif
