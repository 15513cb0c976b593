/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic brief: reports of one event side by side, for a terminal or as JSON.
 */
#include "cli.h"

static const syn_cli_option OPTIONS[] = {
    {"format", SYN_CLI_CHOICE, "FORMAT", "text (for a terminal) or json (synoptic.story/1)",
        "text,json", 0, 0},
    {"columns", SYN_CLI_COUNT, "N", "width of the text, 40 to 400 (otherwise 100)", NULL, 40, 400},
};

typedef struct gathering {
    syn_cli *cli;
    syn_document **documents;
    size_t n, cap;
    bool failed;
} gathering;

static syn_status emit(void *ctx, syn_outcome *outcome)
{
    gathering *g = ctx;

    if (outcome->status != SYN_OK)
        (void)syn_cli_fail(g->cli, outcome->err);
    if (outcome->document == NULL)
        return SYN_OK;
    if (g->n == g->cap) {
        size_t cap = g->cap == 0 ? 16 : g->cap * 2;
        syn_document **more = realloc(g->documents, cap * sizeof *more);
        if (more == NULL) {
            g->failed = true;
            return SYN_E_NOMEM;
        }
        g->documents = more;
        g->cap = cap;
    }
    g->documents[g->n++] = outcome->document;
    outcome->document = NULL;
    return SYN_OK;
}

static void print(syn_cli *cli, const syn_engine *engine, const gathering *g)
{
    const syn_doc **docs = malloc((g->n + 1) * sizeof *docs);
    syn_arena keep, scratch;
    syn_story story = {0};
    syn_err err = {0};
    syn_buf out = {0}, producer = {0};
    syn_brief_options options = {.columns = (uint32_t)syn_cli_count(cli, "columns", 100),
        .colour = cli->colour,
        .version = syn_str_from(syn_version())};
    syn_status status;

    syn_engine_write_producer(engine, &producer);
    options.producer = syn_buf_view(&producer);
    if (docs == NULL) {
        (void)syn_err_set(&err, SYN_E_NOMEM, NULL, "out of memory");
        (void)syn_cli_fail(cli, &err);
        syn_buf_free(&producer);
        return;
    }
    for (size_t i = 0; i < g->n; i++)
        docs[i] = &g->documents[i]->doc;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    status = syn_story_build(NULL, docs, (uint32_t)g->n, &keep, &scratch, &story, &err);
    if (status == SYN_OK) {
        if (strcmp(syn_cli_text(cli, "format", "text"), "json") == 0)
            status = syn_brief_json(&story, &options, &out, &err);
        else
            status = syn_brief_text(&story, &options, &out, &err);
    }
    if (status != SYN_OK)
        (void)syn_cli_fail(cli, &err);
    else
        (void)syn_cli_write(cli, out.ptr, out.len);
    syn_buf_free(&out);
    syn_buf_free(&producer);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
    free(docs);
}

static int run(syn_cli *cli)
{
    gathering g = {.cli = cli};
    syn_err err = {0};
    syn_engine *engine = syn_cli_engine(cli, SYN_LAYERS_ALL);
    syn_stream_options options = {.jobs = syn_cli_jobs(cli),
        .from = syn_cli_text(cli, "from", NULL),
        .meta_path = syn_cli_text(cli, "meta", NULL),
        .published = syn_cli_text(cli, "published", NULL),
        .emit = emit,
        .ctx = &g};
    syn_status status;

    if (engine == NULL)
        return cli->status;
    status = syn_engine_stream(engine, cli->operands, cli->n_operands, &options, &err);
    if (status != SYN_OK && status != SYN_E_CANCELLED)
        (void)syn_cli_fail(cli, &err);
    else if (g.n > 0)
        print(cli, engine, &g);
    for (size_t i = 0; i < g.n; i++)
        syn_document_free(g.documents[i]);
    free(g.documents);
    syn_engine_free(engine);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_brief = {
    .name = "brief",
    .operands = "FILE...",
    .summary = "lay reports of one event side by side",
    .description =
        "Reads reports of one event and prints what an editor needs before writing: the reports "
        "and "
        "whose work they are by their own words, what could be got wrong, each claim in each "
        "report's own words with who said it, what differs, who is silent, who stands alone, and "
        "when. Every line has notes; each note is a file and a range of bytes that `synoptic show` "
        "opens.\n\n"
        "Reports are never counted as sources, and nothing is printed that no report says. The "
        "output is the same for any order of the files.",
    .examples = "  synoptic brief examples/*.txt\n"
                "  synoptic brief --format json reports/ | jq .claims\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
