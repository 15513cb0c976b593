/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic version: the program's version, one line.
 */
#include "cli.h"

static int run(syn_cli *cli)
{
    syn_cli_printf(cli, "synoptic %s\n", syn_version());
    return 0;
}

const syn_cli_command syn_cli_cmd_version = {
    .name = "version",
    .operands = "",
    .summary = "print the version",
    .description = "Prints the name and the version of the program. doctor tells of weights and "
                   "tables.",
    .max_operands = 0,
    .run = run,
};
