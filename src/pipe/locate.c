/* SPDX-License-Identifier: Apache-2.0
 *
 * Where weights and tables lie: named, beside the program, or under the prefix.
 */
#include <synoptic/engine.h>

#include "os/os.h"
#include "pipe/stages_have.h"

static bool try_folder(syn_buf *path, syn_str base, const char *below)
{
    syn_buf_clear(path);
    syn_buf_str(path, base);
    syn_buf_z(path, below);
    return !path->failed && syn_os_kind_of(path->ptr) == SYN_OS_FOLDER;
}

syn_status syn_data_find(const char *given, syn_buf *folder, syn_data_how *how, syn_err *err)
{
    syn_arena arena;
    syn_buf path = {0};
    syn_data_how found = SYN_DATA_GIVEN;
    syn_status status = SYN_OK;

    syn_arena_init(&arena, 0);
    if (given != NULL) {
        syn_buf_z(&path, given);
    } else {
        syn_str program = syn_os_program_folder(&arena);

        if (program.len > 0 && (try_folder(&path, program, "/share/synoptic") ||
                                   try_folder(&path, program, "/../share/synoptic")))
            found = SYN_DATA_BESIDE;
        else if (try_folder(&path, SYN_STR(SYN_PREFIX), "/share/synoptic"))
            found = SYN_DATA_PREFIX;
        else
            status = syn_err_set(err, SYN_E_MISSING, SYN_PREFIX "/share/synoptic",
                "no folder of weights and tables was found; name one with --data FOLDER or "
                "$SYNOPTIC_DATA");
    }
    if (path.failed || syn_arena_failed(&arena))
        status = syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    if (status == SYN_OK) {
        syn_buf_str(folder, syn_buf_view(&path));
        if (how != NULL)
            *how = found;
    }
    syn_buf_free(&path);
    syn_arena_release(&arena);
    return status;
}
