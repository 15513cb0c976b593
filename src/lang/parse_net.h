/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the parser share: the frozen network, and the encodings of a batch.
 */
#ifndef SYNI_LANG_PARSE_NET_H
#define SYNI_LANG_PARSE_NET_H

#include "lang/parse.h"

/* A linear layer: y[o] = (sum of w[o][i] * x[i]) * scale[o] + bias[o]. */
typedef struct syni_linear {
    const int8_t *w;           /* packed, see kernels.h */
    const float *scale, *bias; /* [n_out] */
    uint32_t k, n_out;         /* n_out is a multiple of 8 */
} syni_linear;

/* Open-addressing table of string numbers, -1 empty; the trainer has filled it. */
typedef struct syni_strings_index {
    const syn_tensor *strings;
    const int32_t *slots;
    uint32_t mask;
} syni_strings_index;

typedef struct syni_one_way {
    syni_linear in, back; /* from the layer below; from the step before */
} syni_one_way;

enum {
    SYNI_PARSE_AFFIXES = 10,
    SYNI_PARSE_MAX_TAGS = 1024, /* classes of the four heads together */
    SYNI_PARSE_MAX_RELS = 128,
    SYNI_PARSE_WINDOW = 256 /* longest stretch that gets a tree of its own */
};

struct syni_parse {
    const syn_weights *weights;
    const syn_kernels *kernels;
    uint32_t n_ft, d, h, n_tag, n_arc, n_rel_units; /* widths; multiples of 16 */
    /* words */
    syni_strings_index words;
    uint32_t n_words, n_trained, n_affix_rows, n_grams, min_gram, max_gram, max_grams;
    const int8_t *ft_rows, *ft_grams, *word_rows, *affix_rows;
    const float *ft_row_scale, *ft_gram_scale, *word_scale, *affix_scale;
    float ft_one, x_one, tag_one, arc_one, query_one, rel_one; /* integer value of 1.0 */
    uint32_t rel_shift;                                        /* log2 of rel_one */
    /* layers */
    syni_linear proj, tag_x, tag_h, tag_out, arcs, query, rel_out;
    syni_one_way layer[2][2]; /* [layer][0 forward, 1 backward] */
    const int16_t *root_arc, *root_rel;
    /* labels */
    uint32_t n_upos, n_xpos, n_feats, n_rules, n_combos, n_rels;
    const int16_t *combos;             /* [n_combos][3]: upos, xpos, feats */
    uint8_t upos[SYN_N_UPOS];          /* number here to syn_upos */
    uint8_t rels[SYNI_PARSE_MAX_RELS]; /* number here to syn_deprel */
    uint32_t root_rel_class;
    const syn_tensor *xpos_names, *feats_names, *rules;
    syni_strings_index lexicon; /* "form\txpos" */
    const syn_tensor *lexicon_lemmas;
};

/* A word's normal form, into `out` of `cap` bytes; its length. Cut at a character's end. */
size_t syni_word_normalise(syn_str form, char *out, size_t cap);
/* Number of `key` in the table, or SYN_NONE. */
uint32_t syni_strings_find(const syni_strings_index *index, syn_str key);
uint32_t syni_fnv(uint32_t h, const char *bytes, size_t n);

/* One batch of sentences, time-major: row of step t and sentence s is first[t] + s; sentences stand
 * by falling length, so those still running at step t are the first active[t]. */
typedef struct syni_batch {
    uint32_t n_sentences, n_steps, n_rows;
    const uint32_t *sentences;      /* [n_sentences] of the layer */
    const uint32_t *first, *active; /* [n_steps] */
    syn_str *names; /* [n_xpos + n_feats]: copies in the document's arena, made when first used */
    int16_t *x;     /* [n_rows][d], units of 1 / x_one */
    int16_t *h2;    /* [n_rows][2 h], units of 1 / SYN_LSTM_ONE */
} syni_batch;

/* Fills x and h2 from the tokens' forms. False when `scratch` has failed. */
bool syni_encode(
    const syni_parse *p, const syn_lang_layer *layer, syni_batch *b, syn_arena *scratch);

/* upos, xpos, feats and lemma of the batch's tokens. */
bool syni_tag(const syni_parse *p, syn_lang_layer *layer, const syni_batch *b, syn_arena *keep,
    syn_arena *scratch);

/* head and deprel of the batch's tokens. */
bool syni_attach(
    const syni_parse *p, syn_lang_layer *layer, const syni_batch *b, syn_arena *scratch);

/* Best spanning tree with one child of the root (mst.c). score[d * (n + 1) + h]: word d (0 … n-1)
 * under h (0 the root, i + 1 word i). heads[d] gets h. n from 1 to SYNI_PARSE_WINDOW; |score| below
 * 2^40. */
bool syni_spanning_tree(const int64_t *score, uint32_t n, uint32_t *heads, syn_arena *scratch);

/* Lemma of a form by a rule of the trainer's ("L|2|y"); made in `keep`, or the form itself. */
syn_str syni_lemma_apply(syn_str rule, syn_str form, syn_arena *keep);

#endif
