/* SPDX-License-Identifier: Apache-2.0
 *
 * Sentences, tokens, lemmas, tags, features and dependencies of a document.
 */
#ifndef SYNI_LANG_H
#define SYNI_LANG_H

#include <synoptic/doc.h>

/* What the stage needs, loaded once, frozen, shared by threads. */
typedef struct syn_lang syn_lang;

/* `models_folder` holds the weights. SYN_E_MISSING when they are not there; SYN_E_FORMAT and its
 * kin when they are bad. Free with syn_lang_free. */
syn_status syn_lang_new(const char *models_folder, syn_lang **out, syn_err *err);
void syn_lang_free(syn_lang *model);

/* Pure: reads `doc` and the layers before it, fills `out` from `keep`; `scratch` is the caller's to
 * clear afterwards. SYN_E_NOMEM when an arena fails. Linear in the text. */
syn_status syn_lang_run(const syn_lang *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_lang_layer *out, syn_err *err);

#endif
