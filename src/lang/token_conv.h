/* SPDX-License-Identifier: Apache-2.0
 *
 * The convolution over tokens whose score joins the linear model's where a sentence may end.
 * Private to lang.
 */
#ifndef SYNI_LANG_TOKEN_CONV_H
#define SYNI_LANG_TOKEN_CONV_H

#include "lang/token_feat.h"
#include "model/kernels.h"
#include "model/weights.h"

/* Frozen; points into `weights`. */
typedef struct syni_conv syni_conv;
syn_status syni_conv_new(
    const syn_weights *weights, const syn_kernels *kernels, syni_conv **out, syn_err *err);
void syni_conv_free(syni_conv *conv); /* NULL is allowed */

enum { SYNI_CONV_ONE = 1 << 20 }; /* a score of 1 */

/* score[i], in units of 1 / SYNI_CONV_ONE: log-odds that a sentence begins at token i of the block.
 * The same bits with every kernel. Scratch: a constant. False when the arena has failed. */
bool syni_conv_run(const syni_conv *conv, const syni_tok *toks, uint32_t n, uint32_t style,
    syn_arena *scratch, int32_t *score);

#endif
