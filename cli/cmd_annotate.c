/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic annotate: every layer of each document, one JSON object a line, or CoNLL-U.
 */
#include "cli.h"

static const syn_cli_option OPTIONS[] = {
    {"layers", SYN_CLI_LIST, "LIST",
        "print these layers alone: tokens, mentions, times, quantities, attributions, events, with "
        "commas; otherwise all",
        "tokens,mentions,times,quantities,attributions,events", 0, 0},
    {"check", SYN_CLI_FLAG, NULL,
        "check every invariant of each document; a breach is a fault of ours, status 70", NULL, 0,
        0},
    {"format", SYN_CLI_CHOICE, "FORMAT", "json (one object a line) or conllu", "json,conllu", 0, 0},
};

typedef struct annotate {
    syn_cli *cli;
    const syn_engine *engine;
    unsigned layers;
    bool conllu;
} annotate;

static void render(void *ctx, const syn_doc *doc, syn_buf *out)
{
    const annotate *a = ctx;

    if (a->conllu)
        syn_engine_write_conllu(a->engine, doc, out);
    else
        syn_engine_write_json(a->engine, doc, a->layers, out);
}

static int run(syn_cli *cli)
{
    annotate a = {.cli = cli, .layers = SYN_LAYERS_ALL};
    const char *words = syn_cli_text(cli, "layers", NULL);
    syn_err err = {0};
    syn_engine *engine;
    int status;

    a.conllu = strcmp(syn_cli_text(cli, "format", "json"), "conllu") == 0;
    if (words != NULL && syn_layers_parse(syn_str_from(words), &a.layers, &err) != SYN_OK)
        return syn_cli_misuse(cli, "%s", err.message);
    if (a.conllu)
        a.layers = SYN_LAYER_TOKENS;
    engine = syn_cli_engine(cli, a.layers);
    if (engine == NULL)
        return cli->status;
    a.engine = engine;
    status = syn_cli_print_stream(cli, engine, render, &a, syn_cli_has(cli, "check"));
    syn_engine_free(engine);
    return status;
}

const syn_cli_command syn_cli_cmd_annotate = {
    .name = "annotate",
    .operands = "FILE... | -",
    .summary = "read reports, print every layer found in them",
    .description =
        "Reads reports and prints for each, in the order of the input, one JSON object "
        "(synoptic.document/1) on a line: text, zones, tokens, mentions and entities, times, "
        "quantities, attributions, events. Spans are bytes of its text.\n\n"
        "FILE is a text file, a .jsonl file with a document on each line, either of them "
        "compressed with gzip, or a folder, which is read with all its files in the order of their "
        "names. - is standard input. A file NAME.meta.json beside a plain file gives outlet, "
        "published, url and title.\n\n"
        "A document that cannot be read is named on standard error; the others are still done.",
    .examples = "  synoptic annotate examples/*.txt\n"
                "  synoptic annotate --layers mentions,times reports/ | jq .entities\n"
                "  synoptic annotate --format conllu - < report.txt\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
