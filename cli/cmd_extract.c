/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic extract: the article in a page.
 */
#include "cli.h"

static void render(void *ctx, const syn_doc *doc, syn_buf *out)
{
    const syn_engine *engine = ctx;

    syn_engine_write_extract(engine, doc, out);
}

static int run(syn_cli *cli)
{
    syn_engine *engine = syn_cli_engine(cli, 0);
    int status;

    if (engine == NULL)
        return cli->status;
    status = syn_cli_print_stream(cli, engine, render, engine, false);
    syn_engine_free(engine);
    return status;
}

const syn_cli_command syn_cli_cmd_extract = {
    .name = "extract",
    .operands = "FILE... | -",
    .summary = "print the article in a page: text, zones, metadata",
    .description =
        "Prints for each document one JSON object on a line: id, source, meta, text, map, "
        "zones and paragraphs. map leads each piece of text back to bytes of the "
        "file; it is left out where text is the file. Needs no weights and no tables.",
    .examples = "  synoptic extract examples/*.txt | jq -r .meta.title\n",
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
