/* SPDX-License-Identifier: Apache-2.0
 *
 * Attributions of one document: source, cue, content, and the chain of those who passed it on.
 */
#ifndef SYNI_QUOTE_H
#define SYNI_QUOTE_H

#include <synoptic/doc.h>

/* What the stage needs, loaded once, frozen, shared by threads. */
typedef struct syn_quote syn_quote;

struct syn_know;
/* `know` must outlive the model. */
syn_status syn_quote_new(
    const char *models_folder, const struct syn_know *know, syn_quote **out, syn_err *err);
void syn_quote_free(syn_quote *model);

/* Pure: reads `doc` and the layers before it, fills `out` from `keep`; `scratch` is the caller's to
 * clear afterwards. SYN_E_NOMEM when an arena fails. Linear in the text. */
syn_status syn_quote_run(const syn_quote *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_quote_layer *out, syn_err *err);

#endif
