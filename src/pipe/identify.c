/* SPDX-License-Identifier: Apache-2.0
 *
 * Identity across reports with the engine's knowledge.
 */
#include "stages.h"

#include "names/identity.h"

syn_status syn_engine_identify(const syn_engine *engine, const syn_doc *const *docs,
    uint32_t n_docs, const syn_identity_correction *corrections, uint32_t n_corrections,
    syn_arena *keep, syn_identity *out, syn_err *err)
{
    syn_arena scratch;
    syn_status status;

    syn_arena_init(&scratch, engine->options.scratch_budget_bytes);
    status = syn_identity_run(
        engine->know, docs, n_docs, corrections, n_corrections, keep, &scratch, out, err);
    syn_arena_release(&scratch);
    return status;
}
