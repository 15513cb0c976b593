/* SPDX-License-Identifier: Apache-2.0
 *
 * Quantities: numbers with their bounds, units and what they count.
 */
#ifndef SYNI_TIMEX_QUANTITY_H
#define SYNI_TIMEX_QUANTITY_H

#include "numbers.h"

/* Fills `layer->quantities` from `keep`. taken[i] != 0: token i belongs to a time. Linear. */
syn_status tx_quantities(const syn_doc *doc, const tx_tokens *tokens, const uint8_t *taken,
    syn_arena *keep, syn_timex_layer *layer, syn_err *err);

#endif
