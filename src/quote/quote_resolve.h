/* SPDX-License-Identifier: Apache-2.0
 *
 * From cues and their labelled windows to attributions that fit together.
 */
#ifndef SYNI_QUOTE_RESOLVE_H
#define SYNI_QUOTE_RESOLVE_H

#include "base/vec.h"
#include "quote_heads.h"

/* One attribution in tokens: lists ascend; bits of one window. */
typedef struct syn_qdraft {
    syn_qfound found;
    uint32_t parent; /* index of a draft, SYN_NONE */
    uint32_t n_source, n_content;
    bool is_dropped;
} syn_qdraft;
typedef SYN_VEC(syn_qdraft) syn_qdrafts;

/* Runs both heads over the document and settles who stands inside whom. Sets view tokens' is_cue.
 * Ordered by cue. Storage in `arena`, whose failure the caller tests. */
syn_qdrafts syn_qresolve(const syn_qweights *weights, syn_qview *view, syn_arena *arena);

/* The settling alone, of drafts ordered by cue whose labels are set. */
syn_qdrafts syn_qsettle(const syn_qview *view, syn_qdrafts *found, syn_arena *arena);

/* Spans of the tokens of one label: neighbours with nothing but blanks between them are one. */
syn_spans syn_qdraft_spans(
    const syn_qview *view, const syn_qdraft *draft, uint8_t label, syn_arena *arena);

#endif
