/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic cluster: which reports tell of the same event, a line for each as soon as it is placed.
 */
#include "cli.h"

typedef struct clustering {
    syn_cli *cli;
    syn_clusters *clusters;
} clustering;

static void put_string(syn_buf *out, syn_str s)
{
    syn_buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            syn_buf_printf(out, "\\%c", c);
        else if (c < 0x20)
            syn_buf_printf(out, "\\u%04x", c);
        else
            syn_buf_char(out, (char)c);
    }
    syn_buf_char(out, '"');
}

static syn_status emit(void *ctx, syn_outcome *outcome)
{
    clustering *k = ctx;
    syn_assignment a = {0};
    syn_err err = {0};
    syn_buf line = {0};
    bool written;

    if (outcome->status != SYN_OK)
        (void)syn_cli_fail(k->cli, outcome->err);
    if (outcome->document == NULL)
        return SYN_OK;
    if (syn_clusters_add(k->clusters, &outcome->document->doc, &a, &err) != SYN_OK) {
        (void)syn_cli_fail(k->cli, &err);
        return SYN_E_CANCELLED;
    }
    syn_buf_z(&line, "{\"id\":");
    put_string(&line, outcome->document->doc.id);
    syn_buf_z(&line, ",\"story\":");
    put_string(&line, a.story);
    syn_buf_z(&line, ",\"duplicate_of\":");
    if (a.duplicate_of.len > 0)
        put_string(&line, a.duplicate_of);
    else
        syn_buf_z(&line, "null");
    syn_buf_z(&line, "}\n");
    written = !line.failed && syn_cli_write(k->cli, line.ptr, line.len) && syn_cli_flush(k->cli);
    syn_buf_free(&line);
    return written ? SYN_OK : SYN_E_CANCELLED;
}

static int run(syn_cli *cli)
{
    clustering k = {.cli = cli};
    syn_err err = {0};
    syn_engine *engine = syn_cli_engine(cli, 0);
    syn_stream_options options = {.jobs = syn_cli_jobs(cli),
        .from = syn_cli_text(cli, "from", NULL),
        .meta_path = syn_cli_text(cli, "meta", NULL),
        .published = syn_cli_text(cli, "published", NULL),
        .emit = emit,
        .ctx = &k};
    syn_status status;

    if (engine == NULL)
        return cli->status;
    status = syn_clusters_new(&k.clusters, &err);
    if (status == SYN_OK)
        status = syn_engine_stream(engine, cli->operands, cli->n_operands, &options, &err);
    if (status != SYN_OK && status != SYN_E_CANCELLED)
        (void)syn_cli_fail(cli, &err);
    syn_clusters_free(k.clusters);
    syn_engine_free(engine);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_cluster = {
    .name = "cluster",
    .operands = "FILE... | -",
    .summary = "find which reports tell of the same event",
    .description =
        "Reads reports and prints for each, in the order of the input and as soon as it is placed, "
        "one JSON object on a line: its id, the story it belongs to (the id of the story's first "
        "report, which never changes), and the id of the report that it repeats, or null.\n\n"
        "The same reports in the same order give the same stories. Reports are best given in the "
        "order of their dates.",
    .examples = "  synoptic cluster wire.jsonl\n"
                "  synoptic cluster - < stream.jsonl\n",
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
