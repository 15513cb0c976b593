/* SPDX-License-Identifier: Apache-2.0
 *
 * stub
 */
#include "quantity.h"

syn_status tx_quantities(const syn_doc *doc, const tx_tokens *tokens, const uint8_t *taken, syn_arena *keep,
    syn_timex_layer *layer, syn_err *err)
{
    (void)doc;
    (void)tokens;
    (void)taken;
    (void)keep;
    (void)layer;
    (void)err;
    return SYN_OK;
}
