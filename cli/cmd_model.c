/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic model dump: what a file of weights says of itself.
 */
#include "cli.h"

#include <string.h>

static int run(syn_cli *cli)
{
    if (strcmp(cli->operands[0], "dump") != 0)
        return syn_cli_misuse(cli, "the one thing to do with a model is: dump FILE...");
    for (size_t i = 1; i < cli->n_operands; i++) {
        syn_buf out = {0};
        syn_err err = {0};

        if (syn_model_dump(cli->operands[i], &out, &err) != SYN_OK) {
            (void)syn_cli_fail(cli, &err);
        } else {
            syn_cli_printf(cli, "%s: ", cli->operands[i]);
            syn_cli_write(cli, out.ptr, out.len);
        }
        syn_buf_free(&out);
    }
    return cli->status;
}

const syn_cli_command syn_cli_cmd_model = {
    .name = "model",
    .operands = "dump FILE...",
    .summary = "print what a file of weights says of itself",
    .description =
        "Checks each FILE whole (structure, shapes, checksums) and prints its identity, format "
        "version, "
        "size, metadata (name, version, licence, data, recipe, seed, date) and a line for each "
        "tensor. "
        "Exit status 4 for a file that is no weights file, newer than the program, cut short or "
        "damaged, with the byte and what to do.",
    .examples = "synoptic model dump models/tokens.syn\n",
    .options = NULL,
    .n_options = 0,
    .shared = 0,
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .run = run,
};
