/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic doctor: what is installed, found and missing, and the remedy.
 */
#include "cli.h"

static void put_cpu(syn_cli *cli)
{
#if defined(__x86_64__)
    syn_cli_printf(cli, "processor    x86-64, %s\n",
        __builtin_cpu_supports("avx2") ? "with AVX2" : "without AVX2 (plain C, the same results)");
#else
    syn_cli_write_z(cli, "processor    no AVX2 (plain C, the same results)\n");
#endif
}

static void put_stages(syn_cli *cli, const syn_engine *engine)
{
    syn_stage_info stage;

    for (size_t i = 0; syn_engine_stage(engine, i, &stage); i++) {
        syn_cli_printf(cli, "stage        %-8s version %u, %s; gives", stage.name, stage.version,
            !stage.is_built   ? "not in this build"
            : stage.is_loaded ? "ready"
                              : "not loaded");
        for (unsigned bit = 1; bit <= SYN_LAYERS_ALL; bit <<= 1)
            if ((stage.layers & bit) != 0)
                syn_cli_printf(cli, " %s", syn_layer_name(bit));
        syn_cli_write_z(cli, "\n");
    }
}

static int run(syn_cli *cli)
{
    static const char *const hows[] = {[SYN_DATA_GIVEN] = "named",
        [SYN_DATA_BESIDE] = "found beside the program",
        [SYN_DATA_PREFIX] = "found under the install prefix"};
    const char *by, *given = syn_cli_data(cli, &by);
    syn_engine_options options = {.data_folder = given, .layers = SYN_LAYERS_ALL};
    syn_buf folder = {0};
    syn_data_how how = SYN_DATA_GIVEN;
    syn_engine *engine = NULL;
    syn_data_file file;
    syn_err err = {0};

    syn_cli_printf(cli, "program      synoptic %s\n", syn_version());
    put_cpu(cli);
    if (syn_data_find(given, &folder, &how, &err) != SYN_OK) {
        syn_cli_printf(cli, "data         missing: %s\n", err.message);
        syn_cli_raise(cli, syn_status_exit(err.code));
    } else {
        syn_cli_printf(cli, "data         %s (%s%s%s)\n", folder.ptr, hows[how],
            by != NULL ? " by " : "", by != NULL ? by : "");
    }
    syn_buf_free(&folder);
    err = (syn_err){0};
    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        syn_cli_printf(cli, "engine       cannot start: %s%s%s\n", err.where,
            err.where[0] != '\0' ? ": " : "", err.message);
        syn_cli_raise(cli, syn_status_exit(err.code));
        put_stages(cli, NULL);
        return cli->status;
    }
    for (size_t i = 0; syn_engine_file(engine, i, &file); i++)
        syn_cli_printf(cli, "%-12s %-8s %s, %llu bytes, %s\n",
            file.is_model ? "weights" : "knowledge", file.name, file.hash,
            (unsigned long long)file.bytes, file.path);
    put_stages(cli, engine);
    syn_engine_free(engine);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_doctor = {
    .name = "doctor",
    .operands = "",
    .summary = "tell what is installed, found and missing",
    .description =
        "Tells which folder of weights and tables is used and how it was found (--data, "
        "$SYNOPTIC_DATA, share/synoptic beside the program, the install prefix), which weights and "
        "tables lie there with their hashes, which stages this build has, and what the "
        "processor offers. Exit status 4 where something is missing or bad.",
    .shared = SYN_CLI_ENGINE,
    .max_operands = 0,
    .run = run,
};
