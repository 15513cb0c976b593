/* SPDX-License-Identifier: Apache-2.0
 *
 * A stream of documents printed one after another: what fails is said, what was made is written in
 * order and at once, and a long run tells how far it is where standard error is a terminal.
 */
#include "cli.h"

#include <time.h>

static uint64_t now_ms(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

typedef struct printing {
    syn_cli *cli;
    void *ctx;
    void (*render)(void *ctx, const syn_doc *doc, syn_buf *out);
    bool check;
    uint64_t started_ms, shown_ms;
} printing;

static void render_for(void *ctx, const syn_doc *doc, syn_buf *out)
{
    printing *p = ctx;

    p->render(p->ctx, doc, out);
}

static syn_status emit(void *ctx, syn_outcome *outcome)
{
    printing *p = ctx;
    syn_err err = {0};
    uint64_t now;

    if (outcome->status != SYN_OK)
        (void)syn_cli_fail(p->cli, outcome->err);
    if (p->check && outcome->document != NULL &&
        syn_doc_check(&outcome->document->doc, &err) != SYN_OK)
        (void)syn_cli_fail(p->cli, &err);
    if (outcome->rendered.len > 0 &&
        !(syn_cli_write(p->cli, outcome->rendered.ptr, outcome->rendered.len) &&
            syn_cli_flush(p->cli)))
        return SYN_E_CANCELLED;
    if (!p->cli->err_is_terminal || p->cli->out_is_terminal)
        return SYN_OK;
    now = now_ms();
    if (now - p->started_ms > 1000 && now - p->shown_ms > 250) {
        p->shown_ms = now;
        syn_cli_progress(p->cli, "%llu documents, %.1f a second",
            (unsigned long long)outcome->index + 1,
            ((double)outcome->index + 1) * 1000.0 / (double)(now - p->started_ms));
    }
    return SYN_OK;
}

int syn_cli_print_stream(syn_cli *cli, const syn_engine *engine,
    void (*render)(void *ctx, const syn_doc *doc, syn_buf *out), void *ctx, bool check)
{
    printing p = {.cli = cli, .ctx = ctx, .render = render, .check = check, .started_ms = now_ms()};
    syn_stream_options options = {.jobs = syn_cli_jobs(cli),
        .from = syn_cli_text(cli, "from", NULL),
        .meta_path = syn_cli_text(cli, "meta", NULL),
        .published = syn_cli_text(cli, "published", NULL),
        .render = render_for,
        .emit = emit,
        .ctx = &p};
    syn_err err = {0};
    syn_status status = syn_engine_stream(engine, cli->operands, cli->n_operands, &options, &err);

    syn_cli_progress(cli, NULL);
    if (status != SYN_OK && status != SYN_E_CANCELLED)
        (void)syn_cli_fail(cli, &err);
    return cli->status;
}
