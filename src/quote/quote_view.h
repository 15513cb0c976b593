/* SPDX-License-Identifier: Apache-2.0
 *
 * What the learned heads of `quote` see of a document: per-token facts, the windows around a cue,
 * and hashed features. The trainer and the stage go through these functions alone, so training and
 * run time cannot differ.
 */
#ifndef SYNI_QUOTE_VIEW_H
#define SYNI_QUOTE_VIEW_H

#include "marks.h"
#include <synoptic/doc.h>

struct syn_know;

/* Which side of a quotation mark a token is. */
enum { SYN_QMARK_NONE, SYN_QMARK_OPEN, SYN_QMARK_CLOSE };

typedef struct syn_qtoken {
    uint32_t form, lemma, xpos;  /* hashes, case folded */
    uint32_t fine, coarse;       /* word classes, 0 unknown */
    uint32_t suffix, shape, lex; /* hashes; lex: class of the lemma as a cue, 0 none */
    uint32_t head, sentence;
    uint32_t quoted;            /* outermost stretch between marks, marks included; SYN_NONE */
    uint32_t lo, hi;            /* first and last token of the subtree */
    uint32_t signature;         /* hash of the set of relations to its children, and its own */
    uint32_t mark_form;         /* hash of its `mark` child's form, 0 none */
    uint16_t n_verbs, n_commas; /* before it, in its sentence */
    uint8_t upos, deprel, mark;
    bool is_cue; /* the cue head gives it at least SYN_QUOTE_MAYBE */
} syn_qtoken;

typedef struct syn_qview {
    const syn_doc *doc;
    const struct syn_know *know;
    syn_qtoken *tokens; /* [n] */
    uint32_t n;
    syn_quoteds marks;
    uint32_t *first_child, *next_child; /* [n]: children in order; SYN_NONE ends */
} syn_qview;

/* Word classes: a hash table of 1 << bits slots, probed linearly; borrowed. */
typedef struct syn_qclasses {
    uint32_t bits; /* 0: none */
    const uint32_t
        *slots; /* [1 << bits][2]: hash of the lower-cased form (0 empty), fine | coarse << 16 */
} syn_qclasses;
/* The hash by which a form is known there. */
uint32_t syn_qclasses_hash(syn_str form);

/* Fills `view` from doc->lang; storage in `arena`. */
void syn_qview_init(syn_qview *view, const syn_doc *doc, const struct syn_know *know,
    const syn_qclasses *classes, syn_arena *arena);

/* ---- the cue head: is token i the head of a cue? ------------------------------------------- */

enum { SYN_QCUE_MAX = 96 };
/* Hashes of the features of token i; returns how many (at most SYN_QCUE_MAX). */
uint32_t syn_qview_cue_features(const syn_qview *view, uint32_t i, uint32_t *out);

/* ---- the span head: which tokens around cue c are its source, its cue, its content? ------- */

enum { SYN_QO, SYN_QS, SYN_QC, SYN_QT, SYN_Q_LABELS };
enum { SYN_QNODE_MAX = 64, SYN_QEDGE_MAX = 20, SYN_QWINDOW_MAX = 320 };

typedef struct syn_qframe {
    uint32_t cue, begin, end; /* tokens [begin, end), at most SYN_QWINDOW_MAX */
    uint32_t *key, *top;      /* [end - begin]: path class and top of the path, of each token */
    uint8_t *state;           /* [end - begin]: where it stands towards quotation marks */
    uint8_t *dominance;       /* [end - begin]: whose complement it is in */
    uint16_t *commas, *verbs; /* [end - begin]: between it and the cue */
} syn_qframe;

/* The window of cue c; storage in `arena`. */
void syn_qframe_init(syn_qframe *frame, const syn_qview *view, uint32_t cue, syn_arena *arena);
uint32_t syn_qframe_node_features(
    const syn_qframe *frame, const syn_qview *view, uint32_t i, uint32_t *out);
/* Of the edge between tokens i - 1 and i. */
uint32_t syn_qframe_edge_features(
    const syn_qframe *frame, const syn_qview *view, uint32_t i, uint32_t *out);

#endif
