/* SPDX-License-Identifier: Apache-2.0
 *
 * The two learned heads of `quote`: weights, scoring and decoding, in whole numbers alone, so that
 * every machine gives the same attributions.
 */
#ifndef SYNI_QUOTE_HEADS_H
#define SYNI_QUOTE_HEADS_H

#include "quote_view.h"

/* Weights are hundredths of a nat. Tables are borrowed. */
typedef struct syn_qweights {
    uint32_t cue_bits, node_bits, edge_bits; /* table sizes are 1 << bits */
    const int16_t *cue;                      /* [1 << cue_bits] */
    const int16_t *node;                     /* [1 << node_bits][SYN_Q_LABELS] */
    const int16_t *edge;                     /* [1 << edge_bits][SYN_Q_LABELS][SYN_Q_LABELS] */
    int32_t cue_least;                       /* a token scoring less is no cue */
} syn_qweights;

enum { SYN_QUOTE_NAT = 100, SYN_QUOTE_MAYBE = -85 /* logit of 0.3 */ };

/* Score of token i as the head of a cue: a logit in hundredths. */
int32_t syn_qheads_cue(const syn_qweights *weights, const syn_qview *view, uint32_t i);

/* What the span head found around one cue. */
typedef struct syn_qfound {
    uint32_t cue;        /* token */
    int32_t cue_score;   /* hundredths of a nat */
    int32_t margin;      /* best score less that of the best labelling without this content edge */
    uint32_t begin, end; /* window */
    uint8_t *labels;     /* [end - begin] of SYN_QO … SYN_QT */
} syn_qfound;

/* Best labels around cue c, which itself is labelled SYN_QC. Storage in `arena`. */
void syn_qheads_spans(const syn_qweights *weights, const syn_qview *view, uint32_t c,
    syn_qfound *found, syn_arena *arena);

#endif
