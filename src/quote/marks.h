/* SPDX-License-Identifier: Apache-2.0
 *
 * Stretches between quotation marks.
 */
#ifndef SYNI_QUOTE_MARKS_H
#define SYNI_QUOTE_MARKS_H

#include <synoptic/doc.h>

/* One stretch between an opening and a closing mark. */
typedef struct syn_quoted {
    syn_span span;      /* between the marks */
    uint32_t open;      /* first byte of the opening mark */
    uint32_t end;       /* byte after the closing mark; == span.end where there is none */
    uint32_t paragraph; /* index into the paragraphs given */
    uint8_t level;      /* 0: not inside another (unclosed ones do not count) */
    bool is_single;     /* ‘ ’ or ' ' */
    bool is_closed;
    bool goes_on; /* unclosed, and the next paragraph opens again: one utterance */
    bool came_on; /* the other side of goes_on */
} syn_quoted;
typedef SYN_LIST(syn_quoted) syn_quoteds;

/* Pairs the marks of `text` paragraph by paragraph; sorted by `open`. Curly, straight, low, angle
 * and doubled single marks; nested, unclosed and wrongly turned ones. `skip` (may be NULL, else
 * [n_paragraphs]) marks paragraphs that cannot carry an utterance on (captions, notes). Linear;
 * allocates from `arena`, whose failure the caller tests. */
syn_quoteds syn_quote_marks(syn_str text, const syn_span *paragraphs, uint32_t n_paragraphs,
    const bool *skip, syn_arena *arena);

#endif
