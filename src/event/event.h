/* SPDX-License-Identifier: Apache-2.0
 *
 * Predicates and their arguments, with polarity, factuality and strength.
 */
#ifndef SYNI_EVENT_H
#define SYNI_EVENT_H

#include <synoptic/doc.h>

/* What the stage needs, loaded once, frozen, shared by threads. */
typedef struct syn_event_model syn_event_model;

struct syn_know;
/* `know` must outlive the model. */
syn_status syn_event_new(const struct syn_know *know, syn_event_model **out, syn_err *err);
void syn_event_free(syn_event_model *model);

/* Pure: reads `doc` and the layers before it, fills `out` from `keep`; `scratch` is the caller's to
 * clear afterwards. SYN_E_NOMEM when an arena fails. Linear in the text. */
syn_status syn_event_run(const syn_event_model *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_event_layer *out, syn_err *err);

#endif
