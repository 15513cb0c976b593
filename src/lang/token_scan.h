/* SPDX-License-Identifier: Apache-2.0
 *
 * Atoms: the finest pieces that a token can be made of. A run of letters, a run of digits, or one
 * other character is an atom; a run of letters is cut once more where a contraction may begin
 * ("do|n't", "can|not", "gon|na"; the list is the model's). Private to lang and its trainer.
 */
#ifndef SYNI_LANG_TOKEN_SCAN_H
#define SYNI_LANG_TOKEN_SCAN_H

#include <synoptic/base.h>

/* What stands before an atom. */
typedef enum syni_gap { SYNI_GAP_NONE, SYNI_GAP_SPACE, SYNI_GAP_LINE, SYNI_GAP_BLOCK } syni_gap;

typedef enum syni_atom_kind { SYNI_ATOM_LETTERS, SYNI_ATOM_DIGITS, SYNI_ATOM_OTHER } syni_atom_kind;

/* Letter atoms have shape case * 8 + length class; see token_scan.c. */
enum {
    SYNI_CASE_LOWER,
    SYNI_CASE_CAPITAL, /* first upper, rest lower */
    SYNI_CASE_UPPER,   /* two or more, all upper */
    SYNI_CASE_SINGLE,  /* one upper-case letter */
    SYNI_CASE_MIXED,
    SYNI_CASE_NONE /* letters without case */
};
enum {
    SYNI_SHAPE_DIGITS = 64,
    SYNI_SHAPE_OTHER = 128,
    SYNI_SHAPE_COMPOUND = 512,
    SYNI_N_SHAPES = 640
};

typedef struct syni_atom {
    uint32_t start, end; /* bytes of the text */
    uint32_t form;       /* hash of the lower-cased characters, quotes and dashes made plain */
    uint16_t shape;
    uint8_t kind; /* syni_atom_kind */
    uint8_t gap;  /* syni_gap */
} syni_atom;

/* Where to cut runs of letters: hash of the whole run's lower-cased form -> byte offset of the cut.
 * Open addressing, power of two; form 0 is an empty slot. */
typedef struct syni_cuts {
    const int32_t *forms; /* [n_slots] */
    const int32_t *at;    /* [n_slots] */
    uint32_t n_slots;     /* 0: none */
} syni_cuts;

/* Appends the atoms of text[span) to `atoms` (room for span.end - span.start more is needed).
 * The first atom's gap is BLOCK. Returns how many. Linear; allocates nothing. */
uint32_t syni_atoms_scan(const syni_cuts *cuts, syn_str text, syn_span span, syni_atom *atoms);

/* Hash of a word as the atoms have it (lower-cased). */
uint32_t syni_form_hash(syn_str word);

static inline uint32_t syni_mix(uint32_t a, uint32_t b)
{
    uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15);

    h ^= h >> 29;
    h *= UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(h >> 32);
}

#endif
