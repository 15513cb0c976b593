/* SPDX-License-Identifier: Apache-2.0
 *
 * Passages that two reports share word for word, with their places.
 */
#ifndef SYNI_STORY_REUSE_H
#define SYNI_STORY_REUSE_H

#include <synoptic/story.h>

/* Words of a document outside boilerplate, folded; the unit of comparison. */
typedef struct syni_words {
    uint32_t *ids; /* [n]: equal ids are equal words, over all documents of one story */
    syn_span *spans;
    uint32_t n;
} syni_words;

typedef struct syni_reuse_pair {
    syn_span a, b;
    float similarity; /* words alike over the words of the longer passage */
    uint32_t n_alike;
} syni_reuse_pair;
typedef SYN_LIST(syni_reuse_pair) syni_reuse_pairs;

/* Passages of at least `least` words alike between a and b, in the order of a; no word of either
 * side is used twice. Lives in `arena`. Linear but for very repetitive texts, where each shingle is
 * tried at its first 32 places. False when the arena failed. */
bool syni_reuse_find(const syni_words *a, const syni_words *b, uint32_t least, syn_arena *arena,
    syni_reuse_pairs *out);

#endif
