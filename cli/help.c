/* SPDX-License-Identifier: Apache-2.0
 *
 * Help text from the table.
 */
#include "cli.h"

enum { WIDTH = 96 };

static const char STATUS_WORDS[] =
    "0 done, 1 the answer is no, 2 usage, 3 the world failed (file, disk, network), 4 a bad file "
    "or "
    "model, 70 a fault of ours. Of several inputs each is done that can be; the status is the "
    "highest met.";

/* Words of `text` from column `at`, lines indented by `indent`. A blank line stays one. */
static void put_wrapped(syn_cli *cli, const char *text, size_t at, size_t indent)
{
    while (*text != '\0') {
        size_t len = strcspn(text, " \n");

        if (at + 1 + len > WIDTH && at > indent) {
            syn_cli_printf(cli, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            syn_cli_write_z(cli, " ");
            at++;
        }
        syn_cli_write(cli, text, len);
        at += len;
        text += len;
        if (text[0] == '\n' && text[1] == '\n') {
            syn_cli_printf(cli, "\n\n%*s", (int)indent, "");
            at = indent;
        }
        text += strspn(text, " \n");
    }
    syn_cli_write_z(cli, "\n");
}

void syn_cli_help_all(syn_cli *cli)
{
    syn_cli_write_z(cli, "Synoptic lays news reports of one event side by side, each line with its "
                         "source.\n\nUsage: synoptic COMMAND [OPTIONS] [FILE...]\n\nCommands:\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++)
        syn_cli_printf(cli, "  %-10s %s\n", syn_cli_table[i]->name, syn_cli_table[i]->summary);
    syn_cli_write_z(cli, "\nsynoptic COMMAND --help tells more of one.\n\nExit status:");
    put_wrapped(cli, STATUS_WORDS, 12, 0);
}

void syn_cli_help_of(syn_cli *cli, const syn_cli_command *command)
{
    const syn_cli_option *o;

    syn_cli_printf(cli, "Usage: synoptic %s [OPTIONS]%s%s\n\n", command->name,
        command->operands[0] != '\0' ? " " : "", command->operands);
    put_wrapped(cli, command->description, 0, 0);
    syn_cli_write_z(cli, "\nOptions:\n");
    for (size_t i = 0; (o = syn_cli_option_at(command, i)) != NULL; i++) {
        char left[64];

        (void)snprintf(left, sizeof left, "--%s%s%s", o->name, o->argument != NULL ? " " : "",
            o->argument != NULL ? o->argument : "");
        syn_cli_printf(cli, "  %-20s ", left);
        put_wrapped(cli, o->help, 23, 23);
    }
    if (command->examples != NULL)
        syn_cli_printf(cli, "\nExamples:\n%s", command->examples);
    syn_cli_write_z(cli, "\nExit status:");
    put_wrapped(cli, STATUS_WORDS, 12, 0);
}

/* ---- manual pages -------------------------------------------------------------------------- */

/* scdoc's marks are escaped with a backslash. */
static void put_scdoc(syn_cli *cli, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("\\*_<>#[]|~.", *text) != NULL)
            syn_cli_write_z(cli, "\\");
        syn_cli_write(cli, text, 1);
    }
}

void syn_cli_scdoc_of(syn_cli *cli, const syn_cli_command *command)
{
    const syn_cli_option *o;

    syn_cli_printf(cli, "synoptic-%s(1)\n\n# NAME\n\nsynoptic-%s - ", command->name, command->name);
    put_scdoc(cli, command->summary);
    syn_cli_printf(cli, "\n\n# SYNOPSIS\n\n*synoptic %s* [OPTIONS] ", command->name);
    put_scdoc(cli, command->operands);
    syn_cli_write_z(cli, "\n\n# DESCRIPTION\n\n");
    put_scdoc(cli, command->description);
    syn_cli_write_z(cli, "\n\n# OPTIONS\n\n");
    for (size_t i = 0; (o = syn_cli_option_at(command, i)) != NULL; i++) {
        syn_cli_printf(cli, "*--%s*", o->name);
        if (o->argument != NULL)
            syn_cli_printf(cli, " _%s_", o->argument);
        syn_cli_write_z(cli, "\n\t");
        put_scdoc(cli, o->help);
        syn_cli_write_z(cli, "\n\n");
    }
    if (command->examples != NULL) {
        syn_cli_write_z(cli, "# EXAMPLES\n\n```\n");
        syn_cli_write_z(cli, command->examples);
        syn_cli_write_z(cli, "```\n\n");
    }
    syn_cli_write_z(cli, "# EXIT STATUS\n\n");
    put_scdoc(cli, STATUS_WORDS);
    syn_cli_write_z(cli, "\n\n# SEE ALSO\n\n*synoptic*(1)\n");
}

void syn_cli_scdoc_all(syn_cli *cli)
{
    syn_cli_write_z(cli,
        "synoptic(1)\n\n# NAME\n\nsynoptic - lays news reports of one event side by "
        "side\n\n# SYNOPSIS\n\n*synoptic* _COMMAND_ [OPTIONS] [FILE...]\n\n# "
        "COMMANDS\n\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        syn_cli_printf(cli, "*%s*\n\t", syn_cli_table[i]->name);
        put_scdoc(cli, syn_cli_table[i]->summary);
        syn_cli_printf(cli, "; see *synoptic-%s*(1)\n\n", syn_cli_table[i]->name);
    }
    syn_cli_write_z(cli,
        "# ENVIRONMENT\n\n*SYNOPTIC_DATA*\n\tthe folder of weights and tables, where "
        "--data is not given\n\n*NO_COLOR*\n\tno colour, even on a terminal\n\n# EXIT "
        "STATUS\n\n");
    put_scdoc(cli, STATUS_WORDS);
    syn_cli_write_z(cli, "\n");
}
