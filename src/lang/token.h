/* SPDX-License-Identifier: Apache-2.0
 *
 * Paragraphs, sentences, surface tokens and words of a document's text.
 */
#ifndef SYNI_LANG_TOKEN_H
#define SYNI_LANG_TOKEN_H

#include <synoptic/doc.h>

#include "model/kernels.h"
#include "model/weights.h"

/* Caps. A longer sentence is cut at white space, a longer paragraph likewise, each with a
 * diagnostic ("sentence-too-long", "paragraph-too-long"). */
enum { SYNI_MAX_BLOCK_BYTES = 256 * 1024 };

/* The tokeniser's weights, checked; points into `weights`, which must outlive it. Frozen. */
typedef struct syn_tokeniser syn_tokeniser;
syn_status syn_tokeniser_new(
    const syn_weights *weights, const syn_kernels *kernels, syn_tokeniser **out, syn_err *err);
void syn_tokeniser_free(syn_tokeniser *model); /* NULL is allowed */

/* Fills paragraphs, sentences, tokens (span, form, sentence, space_after; head SYN_NONE, the rest
 * zero), surface and diagnostics of `out` from `keep`. `model` NULL, or a document in another
 * language than English: tokens and sentences by rule. SYN_E_NOMEM when an arena fails; nothing
 * else. Linear in the text; scratch is bounded by the longest paragraph, at most a constant. */
syn_status syn_tokens_run(const syn_tokeniser *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_lang_layer *out, syn_err *err);

#endif
