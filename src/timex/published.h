/* SPDX-License-Identifier: Apache-2.0
 *
 * The day of writing: as given, as the text says, or inferred from the text's own days.
 */
#ifndef SYNI_TIMEX_PUBLISHED_H
#define SYNI_TIMEX_PUBLISHED_H

#include "resolve.h"

typedef struct tx_published {
    bool known;
    int32_t day;    /* the anchor of relative expressions */
    bool keep_meta; /* the printed date stays meta's */
    syn_published_from from;
    syn_span span;     /* where the text says it; start SYN_NONE when it does not */
    bool contradicted; /* the text was written on another day than the stored one */
} tx_published;

/* Pure; allocates nothing; linear in tokens and expressions. */
tx_published tx_find_published(const syn_doc *doc, const tx_tokens *tokens, const tx_expr *exprs,
    uint32_t n, int numeric_order);

#endif
