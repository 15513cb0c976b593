/* SPDX-License-Identifier: Apache-2.0
 *
 * Shell completion from the table: a case for each command, its options, and the words or files
 * that an option takes.
 */
#include "cli.h"

static void put_commands(syn_cli *cli)
{
    for (size_t i = 0; i < syn_cli_n_commands; i++)
        syn_cli_printf(cli, "%s%s", i > 0 ? " " : "", syn_cli_table[i]->name);
}

static void put_choices(syn_cli *cli, const char *choices)
{
    for (; *choices != '\0'; choices++)
        syn_cli_write(cli, *choices == ',' ? " " : choices, 1);
}

/* Single quotes inside single quotes, as sh and zsh want them. */
static void put_quoted(syn_cli *cli, const char *text, const char *also)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            syn_cli_write_z(cli, "'\\''");
        else if (strchr(also, *text) != NULL)
            syn_cli_printf(cli, "\\%c", *text);
        else
            syn_cli_write(cli, text, 1);
    }
}

static void bash(syn_cli *cli)
{
    syn_cli_write_z(cli,
        "# bash completion for synoptic, made from its table of commands\n"
        "_synoptic() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    COMPREPLY=()\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W '");
    put_commands(cli);
    syn_cli_write_z(cli, "' -- \"$word\"))\n        return\n    fi\n"
                         "    case ${COMP_WORDS[1]}:$before in\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        const syn_cli_option *o;

        for (size_t k = 0; (o = syn_cli_option_at(syn_cli_table[i], k)) != NULL; k++) {
            if (o->choices != NULL) {
                syn_cli_printf(
                    cli, "    %s:--%s) COMPREPLY=($(compgen -W '", syn_cli_table[i]->name, o->name);
                put_choices(cli, o->choices);
                syn_cli_write_z(cli, "' -- \"$word\")); return ;;\n");
            } else if (o->kind == SYN_CLI_FOLDER) {
                syn_cli_printf(cli,
                    "    %s:--%s) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n",
                    syn_cli_table[i]->name, o->name);
            } else if (o->kind != SYN_CLI_FLAG && o->kind != SYN_CLI_FILE) {
                syn_cli_printf(cli, "    %s:--%s) return ;;\n", syn_cli_table[i]->name, o->name);
            }
        }
    }
    syn_cli_write_z(cli, "    esac\n    case ${COMP_WORDS[1]}:$word in\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        const syn_cli_option *o;

        syn_cli_printf(cli, "    %s:-*) COMPREPLY=($(compgen -W '", syn_cli_table[i]->name);
        for (size_t k = 0; (o = syn_cli_option_at(syn_cli_table[i], k)) != NULL; k++)
            syn_cli_printf(cli, "%s--%s", k > 0 ? " " : "", o->name);
        syn_cli_write_z(cli, "' -- \"$word\")) ;;\n");
    }
    syn_cli_write_z(cli, "    help:*) COMPREPLY=($(compgen -W '");
    put_commands(cli);
    syn_cli_write_z(cli, "' -- \"$word\")) ;;\n"
                         "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
                         "complete -o filenames -F _synoptic synoptic\n");
}

static void zsh(syn_cli *cli)
{
    syn_cli_write_z(cli, "#compdef synoptic\n"
                         "# zsh completion for synoptic, made from its table of commands\n"
                         "if (( CURRENT == 2 )); then\n    local -a commands=(\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        syn_cli_printf(cli, "        '%s:", syn_cli_table[i]->name);
        put_quoted(cli, syn_cli_table[i]->summary, ":");
        syn_cli_write_z(cli, "'\n");
    }
    syn_cli_write_z(cli, "    )\n    _describe command commands\n    return\nfi\n"
                         "local command=${words[2]}\n(( CURRENT-- ))\nshift words\n"
                         "case $command in\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        const syn_cli_option *o;

        syn_cli_printf(cli, "%s)\n    _arguments \\\n", syn_cli_table[i]->name);
        for (size_t k = 0; (o = syn_cli_option_at(syn_cli_table[i], k)) != NULL; k++) {
            syn_cli_printf(cli, "        '--%s%s[", o->name, o->kind == SYN_CLI_FLAG ? "" : "=");
            put_quoted(cli, o->help, "[]:");
            syn_cli_write_z(cli, "]");
            if (o->kind != SYN_CLI_FLAG) {
                syn_cli_printf(cli, ":%s:", o->argument);
                if (o->choices != NULL) {
                    syn_cli_write_z(cli, "(");
                    put_choices(cli, o->choices);
                    syn_cli_write_z(cli, ")");
                } else if (o->kind == SYN_CLI_FILE) {
                    syn_cli_write_z(cli, "_files");
                } else if (o->kind == SYN_CLI_FOLDER) {
                    syn_cli_write_z(cli, "_files -/");
                }
            }
            syn_cli_write_z(cli, "' \\\n");
        }
        syn_cli_write_z(cli, "        '*:file:_files'\n    ;;\n");
    }
    syn_cli_write_z(cli, "esac\n");
}

static void fish(syn_cli *cli)
{
    syn_cli_write_z(cli, "# fish completion for synoptic, made from its table of commands\n");
    for (size_t i = 0; i < syn_cli_n_commands; i++) {
        const syn_cli_command *command = syn_cli_table[i];
        const syn_cli_option *o;

        syn_cli_printf(
            cli, "complete -c synoptic -n __fish_use_subcommand -f -a %s -d '", command->name);
        put_quoted(cli, command->summary, "");
        syn_cli_write_z(cli, "'\n");
        for (size_t k = 0; (o = syn_cli_option_at(command, k)) != NULL; k++) {
            syn_cli_printf(cli, "complete -c synoptic -n '__fish_seen_subcommand_from %s' -l %s",
                command->name, o->name);
            if (o->choices != NULL) {
                syn_cli_write_z(cli, " -x -a '");
                put_choices(cli, o->choices);
                syn_cli_write_z(cli, "'");
            } else if (o->kind == SYN_CLI_FILE || o->kind == SYN_CLI_FOLDER) {
                syn_cli_write_z(cli, " -r -F");
            } else if (o->kind != SYN_CLI_FLAG) {
                syn_cli_write_z(cli, " -x");
            }
            syn_cli_write_z(cli, " -d '");
            put_quoted(cli, o->help, "");
            syn_cli_write_z(cli, "'\n");
        }
    }
}

void syn_cli_completion(syn_cli *cli, const char *shell)
{
    if (strcmp(shell, "bash") == 0)
        bash(cli);
    else if (strcmp(shell, "zsh") == 0)
        zsh(cli);
    else
        fish(cli);
}
