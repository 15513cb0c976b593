/* SPDX-License-Identifier: Apache-2.0
 *
 * The name tagger: a linear-chain conditional random field over hashed features.
 *
 * Shared by the stage (names.c) and by the trainer (train/names/train.c): both see the same
 * features, so a weight learnt is the weight used. The tagger knows five types (PER ORG LOC NORP
 * MISC); names.c makes GPE, FAC, EVENT, LAW, WORK and PRODUCT of them by knowledge and head words.
 */
#ifndef SYNI_NER_H
#define SYNI_NER_H

#include <synoptic/base.h>

struct syn_know;

typedef enum syni_ner_type {
    SYNI_NER_PER,
    SYNI_NER_ORG,
    SYNI_NER_LOC,
    SYNI_NER_NORP,
    SYNI_NER_MISC,
    SYNI_NER_N_TYPES
} syni_ner_type;

/* Labels: 0 is O; 1 + 4 * type + place, place being B I E S (begin, inside, end, single). */
#define SYNI_NER_N_LABELS (1 + 4 * SYNI_NER_N_TYPES)
enum { SYNI_NER_B, SYNI_NER_I, SYNI_NER_E, SYNI_NER_S };
/* May `b` follow `a`? SYN_NONE stands for the edge of a sentence on either side. */
bool syni_ner_may_follow(uint32_t a, uint32_t b);

/* One token of a document. `form` is borrowed. */
typedef struct syni_ner_token {
    syn_str form;
    uint32_t sentence; /* ascending */
    bool in_title;     /* title or heading zone */
} syni_ner_token;

/* What the tagger remembers of a word of unlabelled text: its distribution cluster (two grains),
 * how often it is written with a capital. */
typedef struct syni_ner_word {
    uint16_t cluster; /* 0: none */
    uint8_t coarse;
    uint8_t caps; /* low three bits: 0 unknown; 1 + round(6 * share of capitals away from sentence
                   * starts). High five: 0 unknown; 1 + 3 * type + sureness: what an earlier tagger
                   * called the capitalised word over unlabelled text; 16: mostly no name */
} syni_ner_word;

/* Open addressing, linear probing, power-of-two size; check 0 is an empty slot. */
typedef struct syni_ner_words {
    const uint32_t *check;      /* [n_slots] */
    const syni_ner_word *words; /* [n_slots] */
    uint32_t n_slots;
} syni_ner_words;

syni_ner_word syni_ner_word_find(const syni_ner_words *words, syn_str lower);

#define SYNI_NER_N_FEATURES 112 /* at most, per token; 0 fills the rest */

/* Features of every token of a document, in scratch. `second` are the labels of a first pass
 * (or NULL): the second pass sees what the rest of the document thought of the same words. */
typedef struct syni_ner_features {
    uint64_t *items; /* [n_tokens][SYNI_NER_N_FEATURES] */
    uint32_t *n;     /* [n_tokens] */
    uint32_t n_tokens;
} syni_ner_features;

bool syni_ner_features_make(const syni_ner_token *tokens, uint32_t n_tokens,
    const syni_ner_words *words, const struct syn_know *know, const uint8_t *second,
    syn_arena *scratch, syni_ner_features *out);

/* Most features of a text have no row. A bit for each check value's low bits says so at once, where
 * the full table would be probed for long. */
#define SYNI_NER_FILTER_WORDS (1u << 14)
static inline uint32_t syni_ner_filter_bit(uint32_t check)
{
    return (check >> 1) & (SYNI_NER_FILTER_WORDS * 64 - 1);
}

/* One pass's weights. Rows are int8 with a common scale; scores are integers, so that every
 * machine decides alike. */
typedef struct syni_ner_pass {
    const uint32_t *check; /* [n_slots], 0 empty */
    const int8_t *rows;    /* [n_slots][SYNI_NER_N_LABELS] */
    uint32_t n_slots;      /* power of two */
    const uint64_t
        *filter; /* [SYNI_NER_FILTER_WORDS] bits of the checks that are there; NULL: none */
    const int32_t *bonds; /* [SYNI_NER_N_LABELS][SYNI_NER_N_LABELS] from, to */
} syni_ner_pass;

/* Best labels (exact, Viterbi 1967) sentence by sentence; margin[i] is how much the best path loses
 * when token i's label is forbidden, in weight units; NULL if not asked. */
bool syni_ner_decode(const syni_ner_pass *pass, const syni_ner_token *tokens,
    const syni_ner_features *features, syn_arena *scratch, uint8_t *labels, int32_t *margin);

#endif
