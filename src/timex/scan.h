/* SPDX-License-Identifier: Apache-2.0
 *
 * A light scan of the text into words, numbers and marks, for timex alone.
 *
 * The recogniser works on the raw text, so that it does not change with the tokeniser: a word is a
 * run of letters, a number a run of digits with its separators, all else stands alone.
 */
#ifndef SYNI_TIMEX_SCAN_H
#define SYNI_TIMEX_SCAN_H

#include <synoptic/doc.h>

#include "lexicon.h"

typedef enum tx_kind { TX_END, TX_WORD, TX_NUMBER, TX_MARK } tx_kind;

typedef struct tx_token {
    uint32_t start, end;
    const tx_word *word; /* entry of a word's lower case, or NULL */
    double number;       /* value of a number */
    uint8_t kind;        /* tx_kind */
    uint8_t n_digits;    /* before any separator counts all digits of the whole part */
    char mark;           /* the mark in ASCII ('-' for every dash, '\'' and '"' for quotes, 'E' for
                            the euro sign, 'L' pound, 'Y' yen), '?' for others */
    bool glued : 1;      /* no white space before it */
    bool capital : 1;    /* first letter is upper case */
    bool caps : 1;       /* more letters than one, none lower case */
    bool sentence : 1;   /* may start a sentence */
    bool paragraph : 1;  /* first of a paragraph */
    bool comma : 1;      /* number with group separators */
    bool decimal : 1;    /* number with a decimal part */
    bool em : 1;         /* a dash longer than a hyphen */
    uint8_t zone;        /* syn_zone_kind */
} tx_token;

typedef struct tx_tokens {
    tx_token *items; /* [n + 8]: the last eight are TX_END, so that looking ahead is safe */
    uint32_t n;
    syn_str text;
} tx_tokens;

/* Linear; allocates from `arena`. SYN_E_NOMEM when it fails. */
syn_status tx_scan(
    const tx_lexicon *lexicon, const syn_doc *doc, syn_arena *arena, tx_tokens *out, syn_err *err);

static inline bool tx_is(const tx_token *t, unsigned cls)
{
    return t->kind == TX_WORD && tx_has(t->word, cls);
}

static inline bool tx_mark(const tx_token *t, char mark)
{
    return t->kind == TX_MARK && t->mark == mark;
}

/* The word's bytes equal `lower`, ASCII case aside. The recognisers ask this all the time: the
 * first letter is compared before a call is made. */
bool tx_word_equals(const tx_tokens *tokens, uint32_t at, const char *lower);
static inline bool tx_word_is(const tx_tokens *tokens, uint32_t at, const char *lower)
{
    const tx_token *t = &tokens->items[at];

    return t->kind == TX_WORD && (tokens->text.ptr[t->start] | 0x20) == lower[0] &&
           tx_word_equals(tokens, at, lower);
}

#endif
