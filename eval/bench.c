/* SPDX-License-Identifier: Apache-2.0
 *
 * Speed, memory and size: reports and words per second of each stage and of all of them, load time,
 * resident memory. One thread. Words are UD words where the text is tokenised, else runs between
 * white space. Each stage is timed over all reports by the thread's processor time, so that other
 * work on the machine does not count; of ROUNDS rounds the fastest does.
 *
 *     bench DATA_FOLDER FILE…      prints one JSON object
 */
#include "ingest/ingest.h"
#include "os/os.h"
#include "pipe/stages.h"

enum { MAX_STAGES = 16, ROUNDS = 3, MAX_REPORTS = 400 };

typedef struct tally {
    uint64_t stage_ns[MAX_STAGES + 1]; /* [0] is ingest */
    uint64_t n_reports, n_words, n_bytes;
} tally;

static uint64_t count_words(const syn_doc *doc)
{
    uint64_t n = 0;
    bool in_word = false;

    if (doc->lang != NULL && doc->lang->tokens.n > 0)
        return doc->lang->tokens.n;
    for (size_t i = 0; i < doc->text.len; i++) {
        bool space = (unsigned char)doc->text.ptr[i] <= ' ';

        n += !space && !in_word;
        in_word = !space;
    }
    return n;
}

static bool one_round(const syn_engine *engine, char *const *paths, size_t n_paths, tally *t)
{
    syn_reader *reader;
    syn_arena keep, scratch;
    syn_err err = {0};
    syn_raw raw;
    bool ok = true;

    *t = (tally){0};
    if (syn_reader_new((const char *const *)paths, n_paths, NULL, &reader, &err) != SYN_OK)
        return false;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    while (ok && t->n_reports < MAX_REPORTS && syn_reader_next(reader, &raw) == 1) {
        syn_doc doc = {0};
        uint64_t start = syn_os_thread_ns();

        syn_arena_clear(&keep);
        syn_arena_clear(&scratch);
        ok = syn_ingest_run(NULL, &raw, &keep, &scratch, &doc, &err) == SYN_OK;
        t->stage_ns[0] += syn_os_thread_ns() - start;
        for (size_t i = 0; ok && i < syni_n_stages && i < MAX_STAGES; i++) {
            if ((engine->loaded >> i & 1) == 0)
                continue;
            start = syn_os_thread_ns();
            syn_arena_clear(&scratch);
            ok = syni_stages[i].run(engine, &doc, &keep, &scratch, &err) == SYN_OK;
            t->stage_ns[i + 1] += syn_os_thread_ns() - start;
        }
        t->n_reports++;
        t->n_bytes += doc.text.len;
        t->n_words += count_words(&doc);
        syn_raw_release(&raw);
    }
    if (!ok)
        fprintf(stderr, "bench: %s: %s\n", err.where, err.message);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
    syn_reader_free(reader);
    return ok && t->n_reports > 0;
}

static void print_stage(const char *name, uint64_t ns, const tally *t)
{
    double s = (double)(ns > 0 ? ns : 1) / 1e9;

    printf("\"%s\":{\"ms_per_report\":%.4f,\"ms_per_600_words\":%.4f,\"words_per_s\":%.0f}", name,
        s * 1e3 / (double)t->n_reports, s * 1e3 * 600 / (double)t->n_words, (double)t->n_words / s);
}

int main(int argc, char **argv)
{
    syn_engine_options options = {0};
    uint64_t start = syn_os_thread_ns(), load_ns, all = 0;
    syn_engine *engine;
    syn_err err = {0};
    tally best = {0};

    if (argc < 3) {
        fputs("usage: bench DATA_FOLDER FILE...\n", stderr);
        return 2;
    }
    options.data_folder = argv[1];
    options.layers = SYN_LAYERS_ALL;
    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        fprintf(stderr, "bench: %s: %s\n", err.where, err.message);
        return syn_status_exit(err.code);
    }
    load_ns = syn_os_thread_ns() - start;
    for (int round = 0; round < ROUNDS; round++) {
        tally t;

        if (!one_round(engine, argv + 2, (size_t)argc - 2, &t))
            return 3;
        for (size_t i = 0; i <= MAX_STAGES; i++)
            if (round > 0 && best.stage_ns[i] < t.stage_ns[i])
                t.stage_ns[i] = best.stage_ns[i];
        best = t;
    }
    printf("{\"reports\":%llu,\"words\":%llu,\"bytes\":%llu,\"load_ms\":%.2f,\"resident_mb\":%.1f,"
           "\"stages\":{",
        (unsigned long long)best.n_reports, (unsigned long long)best.n_words,
        (unsigned long long)best.n_bytes, (double)load_ns / 1e6,
        (double)syn_os_peak_resident_bytes() / 1e6);
    print_stage("ingest", best.stage_ns[0], &best);
    all = best.stage_ns[0];
    for (size_t i = 0; i < syni_n_stages && i < MAX_STAGES; i++) {
        if ((engine->loaded >> i & 1) == 0)
            continue;
        putchar(',');
        print_stage(syni_stages[i].name, best.stage_ns[i + 1], &best);
        all += best.stage_ns[i + 1];
    }
    printf("},\"all\":{");
    print_stage("all", all, &best);
    puts("}}");
    syn_engine_free(engine);
    return 0;
}
