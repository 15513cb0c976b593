/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands share that need an engine: jobs, data folder, and the engine itself. The
 * environment is read here and nowhere else.
 */
#include "cli.h"

#include <unistd.h>

unsigned syn_cli_jobs(const syn_cli *cli)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t otherwise = n < 1 ? 1 : n > 8 ? 8 : (uint64_t)n;

    return (unsigned)syn_cli_count(cli, "jobs", otherwise);
}

const char *syn_cli_data(const syn_cli *cli, const char **how)
{
    const char *folder = syn_cli_text(cli, "data", NULL);

    *how = "--data";
    if (folder == NULL) {
        folder = getenv("SYNOPTIC_DATA");
        *how = "$SYNOPTIC_DATA";
    }
    if (folder == NULL || folder[0] == '\0') {
        folder = NULL;
        *how = NULL;
    }
    return folder;
}

syn_engine *syn_cli_engine(syn_cli *cli, unsigned layers)
{
    const char *how;
    syn_engine_options options = {
        .data_folder = syn_cli_data(cli, &how), .layers = layers, .log = syn_cli_log(cli)};
    syn_engine *engine = NULL;
    syn_err err = {0};

    if ((cli->command->shared & SYN_CLI_INPUT) != 0)
        options.max_document_bytes = syn_cli_count(cli, "max-bytes", 0);
    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        (void)syn_cli_fail(cli, &err);
        return NULL;
    }
    return engine;
}
