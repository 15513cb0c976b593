/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic help: help, manual pages and shell completion, all made from the table.
 */
#include "cli.h"

static const syn_cli_option OPTIONS[] = {
    {"scdoc", SYN_CLI_FLAG, NULL, "print the source of the manual page", NULL, 0, 0},
    {"completion", SYN_CLI_CHOICE, "SHELL", "print completion for a shell: bash, zsh or fish",
        "bash,zsh,fish", 0, 0},
    {"names", SYN_CLI_FLAG, NULL, "print the commands' names, or a command's options, one a line",
        NULL, 0, 0},
};

static int run(syn_cli *cli)
{
    const syn_cli_command *command = NULL;
    const syn_cli_option *o;

    if (syn_cli_has(cli, "completion")) {
        syn_cli_completion(cli, syn_cli_text(cli, "completion", NULL));
        return 0;
    }
    if (cli->n_operands > 0) {
        command = syn_cli_find(cli->operands[0]);
        if (command == NULL)
            return syn_cli_misuse(cli, "unknown command \"%.80s\"", cli->operands[0]);
    }
    if (syn_cli_has(cli, "names")) {
        for (size_t i = 0; command == NULL && i < syn_cli_n_commands; i++)
            syn_cli_printf(cli, "%s\n", syn_cli_table[i]->name);
        for (size_t i = 0; command != NULL && (o = syn_cli_option_at(command, i)) != NULL; i++)
            syn_cli_printf(cli, "--%s\n", o->name);
    } else if (syn_cli_has(cli, "scdoc")) {
        if (command != NULL)
            syn_cli_scdoc_of(cli, command);
        else
            syn_cli_scdoc_all(cli);
    } else if (command != NULL) {
        syn_cli_help_of(cli, command);
    } else {
        syn_cli_help_all(cli);
    }
    return 0;
}

const syn_cli_command syn_cli_cmd_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "tell what a command does and takes",
    .description = "Tells what the program or one of its commands does. Manual pages and shell "
                   "completion are made from the same table.",
    .examples = "  synoptic help annotate\n"
                "  synoptic help --completion bash > /etc/bash_completion.d/synoptic\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .max_operands = 1,
    .run = run,
};
