/* SPDX-License-Identifier: Apache-2.0
 *
 * The stream: reader → ordered pool → callback. Each worker has its own scratch arena; each
 * document its own keep arena, freed once the callback has seen it, so memory is that of the
 * documents at work. Order of emission is order of reading, hence the same bytes on any number of
 * threads.
 */
#include "stages.h"

#include "base/pool.h"
#include "ingest/ingest.h"

typedef struct item {
    syn_raw raw;
    uint64_t index;
    syn_document *document;
    syn_status status;
    syn_err err;
    syn_buf rendered;
} item;

typedef struct stream {
    const syn_engine *engine;
    const syn_stream_options *options;
    syn_reader *reader;
    syn_arena *scratch; /* [n_jobs] */
    uint64_t n_produced;
} stream;

static int produce(void *ctx, void *slot)
{
    stream *s = ctx;
    item *it = slot;
    int got = syn_reader_next(s->reader, &it->raw);

    if (got == 1)
        it->index = s->n_produced++;
    return got;
}

static void work(void *ctx, void *slot, unsigned worker)
{
    stream *s = ctx;
    item *it = slot;

    it->document = calloc(1, sizeof *it->document);
    if (it->document == NULL) {
        it->status = syn_err_set(&it->err, SYN_E_NOMEM, it->raw.path.ptr, "out of memory");
        return;
    }
    it->status = syni_engine_run(
        s->engine, &it->raw, s->options->published, &s->scratch[worker], it->document, &it->err);
    /* The raw bytes have served; the record's name is still wanted. */
    syn_buf_free(&it->raw.bytes);
    if (it->status != SYN_OK) {
        syn_document_free(it->document);
        it->document = NULL;
        return;
    }
    if (it->document->status != SYN_OK) {
        it->status = it->document->status;
        it->err = it->document->err;
    }
    if (s->options->render != NULL) {
        s->options->render(s->options->ctx, &it->document->doc, &it->rendered);
        if (it->rendered.failed) {
            it->status = syn_err_set(&it->err, SYN_E_NOMEM, it->raw.path.ptr, "out of memory");
            syn_buf_free(&it->rendered);
        }
    }
}

static void drop(void *ctx, void *slot)
{
    item *it = slot;

    (void)ctx;
    syn_document_free(it->document);
    syn_buf_free(&it->rendered);
    syn_raw_release(&it->raw);
}

static syn_status emit(void *ctx, void *slot)
{
    stream *s = ctx;
    item *it = slot;
    syn_outcome outcome = {.path = it->raw.path.ptr != NULL ? it->raw.path.ptr : "-",
        .record = it->raw.record,
        .index = it->index,
        .status = it->status,
        .err = it->status != SYN_OK ? &it->err : NULL,
        .document = it->document,
        .rendered = syn_buf_view(&it->rendered)};
    syn_status status = s->options->emit(s->options->ctx, &outcome);

    it->document = outcome.document;
    drop(ctx, slot);
    return status;
}

syn_status syn_engine_stream(const syn_engine *engine, const char *const *paths, size_t n_paths,
    const syn_stream_options *options, syn_err *err)
{
    unsigned n_jobs = options->jobs == 0 ? 1 : options->jobs > 256 ? 256 : options->jobs;
    stream s = {.engine = engine, .options = options};
    syn_reader_options reading = {.max_document_bytes = engine->options.max_document_bytes,
        .meta_path = options->meta_path,
        .kind = syn_raw_kind_from(syn_str_from(options->from))};
    syn_pool_job job = {.ctx = &s,
        .produce = produce,
        .work = work,
        .emit = emit,
        .drop = drop,
        .item_bytes = sizeof(item)};
    syn_status status = syni_published_check(options->published, err);

    if (status == SYN_OK)
        status = syn_reader_new(paths, n_paths, &reading, &s.reader, err);
    if (status != SYN_OK)
        return status;
    s.scratch = calloc(n_jobs, sizeof *s.scratch);
    if (s.scratch == NULL) {
        syn_reader_free(s.reader);
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    }
    for (unsigned i = 0; i < n_jobs; i++)
        syn_arena_init(&s.scratch[i], 0);
    status = syn_pool_run(&job, n_jobs, 0);
    for (unsigned i = 0; i < n_jobs; i++)
        syn_arena_release(&s.scratch[i]);
    free(s.scratch);
    syn_reader_free(s.reader);
    if (status == SYN_E_NOMEM)
        return syn_err_set(err, status, NULL, "out of memory");
    if (status != SYN_OK && status != SYN_E_CANCELLED)
        return syn_err_set(err, status, NULL, "the stream was stopped");
    return status;
}
