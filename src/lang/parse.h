/* SPDX-License-Identifier: Apache-2.0
 *
 * Tags, lemmas and dependencies of tokens that are already cut into sentences.
 */
#ifndef SYNI_LANG_PARSE_H
#define SYNI_LANG_PARSE_H

#include "model/kernels.h"
#include "model/weights.h"

#include <synoptic/doc.h>

typedef struct syni_parse syni_parse;

/* Checks every shape and index of `weights` (docs/formats/parse.md) and prepares the tables.
 * `weights` must stay open as long as the result lives. Frozen afterwards: shared by threads.
 * `kernels` is syn_kernels_best() but for tests. SYN_E_SHAPE, SYN_E_MISSING, SYN_E_FORMAT,
 * SYN_E_VERSION or SYN_E_NOMEM. Free with syni_parse_free. */
syn_status syni_parse_new(
    const syn_weights *weights, const syn_kernels *kernels, syni_parse **out, syn_err *err);
void syni_parse_free(syni_parse *parse);

/* Fills lemma, upos, xpos, feats, head and deprel of every token of `layer` in place; `form` must
 * be there, sentences must cover the tokens and have at most SYN_MAX_SENTENCE_TOKENS of them.
 * Strings go to `keep`; a lemma may be the form itself. Each sentence becomes one tree with one
 * root, and depends on nothing but its own tokens. SYN_E_NOMEM when an arena fails. Linear in the
 * tokens: sentences are parsed in stretches of at most 256. */
syn_status syni_parse_run(const syni_parse *parse, syn_lang_layer *layer, syn_arena *keep,
    syn_arena *scratch, syn_err *err);

#endif
