/* SPDX-License-Identifier: Apache-2.0
 *
 * The compiled word tables and their index: open addressing, linear probing, FNV-1a (Fowler, Noll,
 * Vo), load under one half. One probe or two a word. A perfect hash was rejected: a generator of
 * its own for a table of a thousand words.
 */
#include "lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "timex-tables.inc"

#define N_WORDS (sizeof tx_words / sizeof *tx_words)
#define N_PHRASES (sizeof tx_phrases / sizeof *tx_phrases)
#define N_DAYS (sizeof tx_day_rules / sizeof *tx_day_rules)
#define N_SLOTS 4096u

_Static_assert(N_WORDS * 2 < N_SLOTS, "the index is at most half full");
_Static_assert(TX_N_CLASSES <= 128, "classes fit their bits");

struct tx_lexicon {
    uint16_t slots[N_SLOTS]; /* word index plus one; 0 = empty */
};

static uint32_t hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ h >> 15;
}

syn_status tx_lexicon_new(tx_lexicon **out, syn_err *err)
{
    tx_lexicon *lexicon = calloc(1, sizeof *lexicon);

    if (lexicon == NULL)
        return syn_err_set(err, SYN_E_NOMEM, "timex", "Out of memory for the word index.");
    for (size_t i = 0; i < N_WORDS; i++) {
        uint32_t at = hash(tx_words[i].key, tx_words[i].n_bytes) % N_SLOTS;

        while (lexicon->slots[at] != 0)
            at = (at + 1) % N_SLOTS;
        lexicon->slots[at] = (uint16_t)(i + 1);
    }
    *out = lexicon;
    return SYN_OK;
}

void tx_lexicon_free(tx_lexicon *lexicon)
{
    free(lexicon);
}

const tx_word *tx_lexicon_get(const tx_lexicon *lexicon, const char *lower, size_t n_bytes)
{
    uint32_t at = hash(lower, n_bytes) % N_SLOTS;

    for (; lexicon->slots[at] != 0; at = (at + 1) % N_SLOTS) {
        const tx_word *w = &tx_words[lexicon->slots[at] - 1];

        if (w->n_bytes == n_bytes && memcmp(w->key, lower, n_bytes) == 0)
            return w;
    }
    return NULL;
}

const tx_phrase *tx_lexicon_phrase(int32_t index)
{
    return index >= 0 && (size_t)index < N_PHRASES ? &tx_phrases[index] : NULL;
}

const tx_day_rule *tx_lexicon_day(int32_t index)
{
    return index >= 0 && (size_t)index < N_DAYS ? &tx_day_rules[index] : NULL;
}
