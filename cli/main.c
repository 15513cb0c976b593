/* SPDX-License-Identifier: Apache-2.0
 *
 * The program: finds the command in the table, reads its options, runs it, and makes sure that what
 * was written has arrived. A closed pipe and a file that may grow no further are failed writes like
 * any other: their signals are ignored.
 */
#include "cli.h"

#include <signal.h>
#include <unistd.h>

static int run(syn_cli *cli, int argc, char **argv)
{
    const syn_cli_command *command;

    if (argc < 2) {
        syn_cli_help_all(cli);
        syn_cli_raise(cli, 2);
        return 2;
    }
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        syn_cli_help_all(cli);
        return 0;
    }
    command = syn_cli_find(strcmp(argv[1], "--version") == 0 ? "version" : argv[1]);
    if (command == NULL)
        return syn_cli_misuse(cli, "unknown command \"%.80s\"", argv[1]);
    if (!syn_cli_parse(cli, command, argc - 2, argv + 2))
        return 2;
    if (syn_cli_has(cli, "help")) {
        syn_cli_help_of(cli, command);
        return 0;
    }
    return command->run(cli);
}

int main(int argc, char **argv)
{
    const char *no_colour = getenv("NO_COLOR");
    syn_cli cli = {.out = stdout, .err = stderr};

    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    cli.out_is_terminal = isatty(STDOUT_FILENO) == 1;
    cli.err_is_terminal = isatty(STDERR_FILENO) == 1;
    cli.colour = cli.out_is_terminal && (no_colour == NULL || no_colour[0] == '\0');
    /* Help for the one who typed nothing is talk, not data. */
    if (argc < 2)
        cli.out = stderr;
    syn_cli_raise(&cli, run(&cli, argc, argv));
    (void)syn_cli_flush(&cli);
    syn_cli_progress(&cli, NULL);
    return cli.status;
}
