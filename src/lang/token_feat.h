/* SPDX-License-Identifier: Apache-2.0
 *
 * Features of the two decisions: what stands at a gap between two atoms of one stretch without
 * white space (nothing, a word of a multiword token, a token), and whether a sentence ends at a gap
 * between two tokens. Features are 32-bit hashes. Shared by token.c and its trainer, so that both
 * see the same numbers. Private to lang.
 */
#ifndef SYNI_LANG_TOKEN_FEAT_H
#define SYNI_LANG_TOKEN_FEAT_H

#include "lang/token_scan.h"

enum { SYNI_MAX_GAP_FEATURES = 40, SYNI_MAX_END_FEATURES = 64 };

typedef enum syni_cut { SYNI_CUT_NONE, SYNI_CUT_WORD, SYNI_CUT_TOKEN } syni_cut;

/* One stretch of atoms without white space between them, with what the gaps' features need. */
typedef struct syni_stretch {
    const syni_atom *atoms; /* the block's */
    uint32_t n_atoms;       /* of the block */
    uint32_t first, end;    /* the stretch in it */
    uint32_t whole;         /* hash of the stretch */
    uint32_t flags;
    uint32_t prefix;        /* hash of atoms [first, i), kept up by syni_gap_features */
    const uint32_t *suffix; /* [end - first]: hash of atoms [first + k, end) */
    uint32_t open;          /* a single quote opened before and has not been closed */
    uint32_t url_first,
        url_end;           /* atoms of a web or e-mail address or file name in it; equal: none */
    syni_cut last, before; /* the two decisions before this one */
} syni_stretch;

/* Finds the stretch that begins at `first`; `suffix` has room for its atoms. `open` runs along the
 * block: 0 at its start, kept up here. */
void syni_stretch_init(syni_stretch *s, syn_str text, const syni_atom *atoms, uint32_t n_atoms,
    uint32_t first, uint32_t *suffix, uint32_t *open);

/* Inside an address nothing is cut: the gap before atom i is not to be asked for. */
static inline bool syni_gap_is_fixed(const syni_stretch *s, uint32_t i)
{
    return i > s->url_first && i < s->url_end;
}

/* Features of the gap before atom i, first < i < end, to be asked for every i in order; the caller
 * shifts last/before. Returns their number. */
uint32_t syni_gap_features(syni_stretch *s, uint32_t i, uint32_t out[SYNI_MAX_GAP_FEATURES]);

/* A surface token as the sentence decision sees it. */
typedef struct syni_tok {
    uint32_t start, end;
    uint32_t form;  /* hash of its atoms' forms */
    uint16_t shape; /* < SYNI_N_SHAPES */
    uint8_t gap;    /* before it */
    uint8_t usual;  /* 0 not known; 1 capitalised, 2 both, 3 lower case: how the word is written */
    uint8_t opens;  /* bit 0: an opening mark, bit 1: a closing one, bit 2: a straight quote */
    uint8_t ends;   /* 1 . 2 ! or ? 3 … 4 : ; 5 , 6 closing mark 7 dash; 0 nothing of these */
} syni_tok;

/* Table of how words are written: 2 bits a slot, 2^18 slots by the form's top 18 bits. */
enum { SYNI_USUAL_BYTES = 1 << 16 };

/* Makes a token of atoms [first, end). `usual` may be NULL. */
void syni_tok_make(
    syni_tok *t, const syni_atom *atoms, uint32_t first, uint32_t end, const uint8_t *usual);

/* The state that runs along a block's tokens. */
typedef struct syni_run {
    uint32_t since;  /* token at which the sentence under way began */
    uint32_t depth;  /* open round and square brackets in it, at most 3 */
    uint32_t quotes; /* bit 0: inside straight double quotes, bit 1: inside typographic ones */
    uint32_t n_cased, n_upper; /* cased words in it, and those all upper or capitalised */
    uint32_t style;            /* of the block: syni_style */
} syni_run;

/* How a block is written: bit 0: "i" for "I"; bit 1: a lower-case word after . ! ?; bit 2: no
 * capital at all. */
uint32_t syni_style(const syni_tok *toks, uint32_t n);
void syni_run_step(syni_run *run, const syni_tok *toks, uint32_t i); /* token i has been passed */
void syni_run_end(syni_run *run, uint32_t next);                     /* a sentence begins at next */

/* Features of the gap before token i, 0 < i < n. ahead[i]: tokens from i up to and with the next
 * one that ends with . ! or ?, capped at 255 (255 too when there is none). */
uint32_t syni_end_features(const syni_tok *toks, uint32_t n, uint32_t i, const uint8_t *ahead,
    const syni_run *run, uint32_t out[SYNI_MAX_END_FEATURES]);
void syni_ahead(const syni_tok *toks, uint32_t n, uint8_t *ahead);

#endif
