/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates, times, durations, sets, and quantities of one document, with their values.
 */
#ifndef SYNI_TIMEX_H
#define SYNI_TIMEX_H

#include <synoptic/doc.h>

/* What the stage needs, loaded once, frozen, shared by threads. */
typedef struct syn_timex syn_timex;

struct syn_know;
/* `know` must outlive the model. */
syn_status syn_timex_new(const struct syn_know *know, syn_timex **out, syn_err *err);
void syn_timex_free(syn_timex *model);

/* Pure: reads `doc` and the layers before it, fills `out` from `keep`; `scratch` is the caller's to
 * clear afterwards. SYN_E_NOMEM when an arena fails. Linear in the text. */
syn_status syn_timex_run(const syn_timex *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_timex_layer *out, syn_err *err);

#endif
