/* SPDX-License-Identifier: Apache-2.0
 *
 * Words and phrases of time and number, from data/timex-*.tsv.
 *
 * The tables are compiled in (scripts/timex-tables checks them); a hash index over them is built
 * once at load and then only read, so a lexicon may be shared by threads.
 */
#ifndef SYNI_TIMEX_LEXICON_H
#define SYNI_TIMEX_LEXICON_H

#include <synoptic/base.h>

#include "timex-classes.inc"

typedef struct tx_word {
    const char *key;
    uint8_t n_bytes;
    uint64_t classes[2]; /* bit TXC_x: the word has class x */
    uint8_t n_values;
    struct {
        uint8_t cls;
        int32_t value;
    } values[6];
    int16_t phrase;    /* first phrase that starts with this word, or -1 */
    int16_t n_phrases; /* how many do, longest first */
    bool starts_time;  /* one of them speaks of time, or bounds a number */
} tx_word;

typedef struct tx_phrase {
    const char *text; /* tokens parted by one space */
    uint8_t cls;      /* TXP_x */
    uint8_t n_tokens;
    int32_t value;
    const char *unit; /* of TXP_MEASURE: the unit as printed */
} tx_phrase;

typedef struct tx_day_rule {
    uint8_t rule; /* TXR_x */
    int32_t args[4];
} tx_day_rule;

typedef struct tx_lexicon tx_lexicon;

/* SYN_E_NOMEM alone can fail it. */
syn_status tx_lexicon_new(tx_lexicon **out, syn_err *err);
void tx_lexicon_free(tx_lexicon *lexicon);

/* The entry of a lower-case word, or NULL. */
const tx_word *tx_lexicon_get(const tx_lexicon *lexicon, const char *lower, size_t n_bytes);
/* Phrases by index; NULL past the end. */
const tx_phrase *tx_lexicon_phrase(int32_t index);
const tx_day_rule *tx_lexicon_day(int32_t index);

static inline bool tx_has(const tx_word *w, unsigned cls)
{
    return w != NULL && (w->classes[cls / 64] >> (cls % 64) & 1) != 0;
}

/* Value of a class the word has; 0 otherwise. */
static inline int32_t tx_value(const tx_word *w, unsigned cls)
{
    if (tx_has(w, cls))
        for (unsigned k = 0; k < w->n_values; k++)
            if (w->values[k].cls == cls)
                return w->values[k].value;
    return 0;
}

#endif
