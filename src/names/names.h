/* SPDX-License-Identifier: Apache-2.0
 *
 * Mentions and entities of one document.
 */
#ifndef SYNI_NAMES_H
#define SYNI_NAMES_H

#include <synoptic/doc.h>

/* What the stage needs, loaded once, frozen, shared by threads. */
typedef struct syn_names syn_names;

struct syn_know;
/* `know` must outlive the model. */
syn_status syn_names_new(
    const char *models_folder, const struct syn_know *know, syn_names **out, syn_err *err);
void syn_names_free(syn_names *model);

/* Pure: reads `doc` and the layers before it, fills `out` from `keep`; `scratch` is the caller's to
 * clear afterwards. SYN_E_NOMEM when an arena fails. Linear in the text. */
syn_status syn_names_run(const syn_names *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_names_layer *out, syn_err *err);

#endif
