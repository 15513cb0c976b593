/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of commands and of the options that they share.
 */
#include "cli.h"

const syn_cli_command *const syn_cli_table[] = {
#define ENTRY(word) &syn_cli_cmd_##word,
    SYN_CLI_COMMANDS(ENTRY)
#undef ENTRY
};
const size_t syn_cli_n_commands = sizeof syn_cli_table / sizeof syn_cli_table[0];

static const syn_cli_option ENGINE_OPTIONS[] = {
    {"data", SYN_CLI_FOLDER, "FOLDER",
        "weights and tables of knowledge; otherwise $SYNOPTIC_DATA, share/synoptic beside the "
        "program, or the one installed",
        NULL, 0, 0},
    {"jobs", SYN_CLI_COUNT, "N",
        "work on N documents at a time, 1 to 256 (otherwise one a processor, at most 8); the "
        "output is the same",
        NULL, 1, 256},
    {"verbose", SYN_CLI_FLAG, NULL, "say more on standard error", NULL, 0, 0},
};

static const syn_cli_option INPUT_OPTIONS[] = {
    {"from", SYN_CLI_CHOICE, "KIND", "insist on a kind of input: text, html, json or jsonl",
        "text,html,json,jsonl", 0, 0},
    {"meta", SYN_CLI_FILE, "FILE",
        "JSON with outlet, published, url, title for plain files; otherwise NAME.meta.json", NULL,
        0, 0},
    {"max-bytes", SYN_CLI_COUNT, "N",
        "refuse documents of more than N bytes (otherwise 67108864, which is 64 MiB)", NULL, 1,
        1 << 30},
    {"published", SYN_CLI_DATE, "DATE", "date of publication of every document", NULL, 0, 0},
};

static const syn_cli_option HELP_OPTION = {
    "help", SYN_CLI_FLAG, NULL, "show this text (also -h)", NULL, 0, 0};

const syn_cli_command *syn_cli_find(const char *name)
{
    for (size_t i = 0; i < syn_cli_n_commands; i++)
        if (strcmp(syn_cli_table[i]->name, name) == 0)
            return syn_cli_table[i];
    return NULL;
}

const syn_cli_option *syn_cli_option_at(const syn_cli_command *command, size_t i)
{
    const size_t n_engine = sizeof ENGINE_OPTIONS / sizeof ENGINE_OPTIONS[0];
    const size_t n_input = sizeof INPUT_OPTIONS / sizeof INPUT_OPTIONS[0];

    if (i < command->n_options)
        return &command->options[i];
    i -= command->n_options;
    if ((command->shared & SYN_CLI_INPUT) != 0) {
        if (i < n_input)
            return &INPUT_OPTIONS[i];
        i -= n_input;
    }
    if ((command->shared & SYN_CLI_ENGINE) != 0) {
        if (i < n_engine)
            return &ENGINE_OPTIONS[i];
        i -= n_engine;
    }
    return i == 0 ? &HELP_OPTION : NULL;
}
