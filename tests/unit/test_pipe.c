/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine: data folder, table of stages, budgets, one record, and the ordered stream.
 */
#include "testing.h"

#include "os/os.h"

#include <synoptic/synoptic.h>

static const char *data_folder(void)
{
    return getenv("SYNOPTIC_DATA");
}

static syn_engine *engine_for(unsigned layers, size_t keep_budget_bytes)
{
    syn_engine_options options = {
        .data_folder = data_folder(), .layers = layers, .keep_budget_bytes = keep_budget_bytes};
    syn_engine *engine = NULL;
    syn_err err = {0};

    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        print_message("no engine: %s: %s\n", err.where, err.message);
        return NULL;
    }
    return engine;
}

/* ---- engine -------------------------------------------------------------------------------- */

static void options_are_checked(void **state)
{
    syn_engine_options options = {.layers = 1U << 20};
    syn_engine *engine = NULL;
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_E_USAGE);
    assert_null(engine);
    options = (syn_engine_options){.max_document_bytes = UINT64_C(1) << 40};
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_E_USAGE);
    options = (syn_engine_options){.layers = SYN_LAYER_TIMES, .data_folder = "/nowhere/at/all"};
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_E_MISSING);
    assert_non_null(strstr(err.where, "/nowhere/at/all"));
    assert_true(strlen(err.message) > 10);
}

static void no_layers_need_no_data(void **state)
{
    syn_engine_options options = {.data_folder = "/nowhere/at/all"};
    syn_engine *engine = NULL;
    syn_data_file file;
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_OK);
    assert_false(syn_engine_file(engine, 0, &file));
    syn_engine_free(engine);
    syn_engine_free(NULL);
}

static void stages_are_listed_in_order(void **state)
{
    static const char *const names[] = {"lang", "names", "timex", "quote", "event"};
    syn_stage_info stage;
    unsigned layers = 0;
    size_t i = 0;

    (void)state;
    for (; syn_engine_stage(NULL, i, &stage); i++) {
        assert_string_equal(stage.name, names[i]);
        assert_true(stage.is_built);
        assert_false(stage.is_loaded);
        layers |= stage.layers;
    }
    assert_int_equal(i, 5);
    assert_int_equal(layers, SYN_LAYERS_ALL);
}

static void data_folder_is_found(void **state)
{
    syn_buf folder = {0};
    syn_data_how how = SYN_DATA_PREFIX;
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_data_find("/some/where", &folder, &how, &err), SYN_OK);
    assert_string_equal(folder.ptr, "/some/where");
    assert_int_equal(how, SYN_DATA_GIVEN);
    syn_buf_clear(&folder);
    /* The test lies beside the build tree's share/. */
    assert_int_equal(syn_data_find(NULL, &folder, &how, &err), SYN_OK);
    assert_int_equal(how, SYN_DATA_BESIDE);
    syn_buf_free(&folder);
}

/* ---- one record ---------------------------------------------------------------------------- */

static void only_what_is_needed_runs(void **state)
{
    syn_engine *engine = engine_for(SYN_LAYER_TIMES, 0);
    syn_input input = {.bytes = SYN_STR("The harbour opens on Monday, the minister said.\n"),
        .published = "2026-03-04"};
    syn_document *document = NULL;
    syn_err err = {0};

    (void)state;
    if (engine == NULL)
        return;
    assert_int_equal(syn_engine_annotate(engine, &input, &document, &err), SYN_OK);
    assert_int_equal(document->status, SYN_OK);
    assert_non_null(document->doc.lang);
    assert_non_null(document->doc.timex);
    assert_null(document->doc.names);
    assert_null(document->doc.event);
    assert_str_is(document->doc.meta.published, "2026-03-04");
    assert_str_is(document->doc.source.path, "-");
    assert_int_equal(syn_doc_check(&document->doc, &err), SYN_OK);
    syn_document_free(document);
    syn_engine_free(engine);
}

/* Whatever the budget, a document comes out whole up to some stage, and says which failed. */
static void budgets_end_in_a_diagnostic(void **state)
{
    static const char sentence[] =
        "Ilse Maren, the harbour minister, told reporters on Wednesday that 40 boats had left.\n";
    syn_buf text = {0};
    unsigned n_failed = 0, n_whole = 0, n_refused = 0;

    (void)state;
    for (int i = 0; i < 40; i++)
        syn_buf_z(&text, sentence);
    for (size_t budget = (size_t)1 << 11; budget <= (size_t)1 << 24; budget *= 2) {
        syn_engine *engine = engine_for(SYN_LAYERS_ALL, budget);
        syn_input input = {.bytes = syn_buf_view(&text), .path = "big.txt"};
        syn_document *document = NULL;
        syn_err err = {0};

        if (engine == NULL)
            break;
        if (syn_engine_annotate(engine, &input, &document, &err) != SYN_OK) {
            assert_int_equal(err.code, SYN_E_NOMEM);
            n_refused++;
        } else {
            assert_int_equal(syn_doc_check(&document->doc, &err), SYN_OK);
            if (document->status != SYN_OK) {
                const syn_diagnostics *notes = &document->doc.diagnostics;

                assert_int_equal(document->status, SYN_E_NOMEM);
                assert_true(notes->n > 0);
                assert_str_is(notes->items[notes->n - 1].code, "stage-failed");
                assert_null(document->doc.event);
                n_failed++;
            } else {
                assert_non_null(document->doc.event);
                n_whole++;
            }
        }
        syn_document_free(document);
        syn_engine_free(engine);
    }
    syn_buf_free(&text);
    print_message(
        "budgets: %u refused, %u failed in a stage, %u whole\n", n_refused, n_failed, n_whole);
    assert_true(n_whole == 0 || (n_refused > 0 && n_failed > 0));
}

static void caps_are_kept(void **state)
{
    syn_engine_options options = {.max_document_bytes = 10};
    syn_engine *engine = NULL;
    syn_document *document = NULL;
    syn_input input = {.bytes = SYN_STR("0123456789")};
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_OK);
    assert_int_equal(syn_engine_annotate(engine, &input, &document, &err), SYN_OK);
    syn_document_free(document);
    document = NULL;
    input.bytes = SYN_STR("0123456789a");
    assert_int_equal(syn_engine_annotate(engine, &input, &document, &err), SYN_E_LIMIT);
    assert_null(document);
    input.bytes = SYN_STR("{\"id\":1");
    input.from = "json";
    assert_int_equal(syn_engine_annotate(engine, &input, &document, &err), SYN_E_FORMAT);
    assert_null(document);
    syn_engine_free(engine);
}

/* ---- streams ------------------------------------------------------------------------------- */

typedef struct tally {
    uint64_t n, stop_after;
    syn_buf text;
    syn_document *kept;
    bool in_order;
} tally;

static void render(void *ctx, const syn_doc *doc, syn_buf *out)
{
    (void)ctx;
    syn_buf_str(out, doc->id);
    syn_buf_char(out, ' ');
}

static syn_status emit(void *ctx, syn_outcome *outcome)
{
    tally *t = ctx;

    t->in_order = t->in_order && outcome->index == t->n;
    t->n++;
    syn_buf_str(&t->text, outcome->rendered);
    if (outcome->status != SYN_OK)
        syn_buf_z(&t->text, "! ");
    if (t->kept == NULL && outcome->document != NULL) {
        t->kept = outcome->document;
        outcome->document = NULL;
    }
    return t->n == t->stop_after ? SYN_E_CANCELLED : SYN_OK;
}

static char *write_records(unsigned n)
{
    syn_buf bytes = {0}, path = {0};
    const char *folder = getenv("TMPDIR");
    syn_err err = {0};

    for (unsigned i = 0; i < n; i++)
        syn_buf_printf(&bytes,
            i % 10 == 7 ? "{\"id\":\"r%u\",\"text\":\n"
                        : "{\"id\":\"r%u\",\"text\":\"Word %u.\"}\n",
            i, i);
    syn_buf_printf(
        &path, "%s/synoptic-pipe-%p.jsonl", folder != NULL ? folder : "/tmp", (void *)&bytes);
    assert_int_equal(syn_os_write_atomic(path.ptr, syn_buf_view(&bytes), &err), SYN_OK);
    syn_buf_free(&bytes);
    return path.ptr;
}

static void streams_keep_order(void **state)
{
    char *path = write_records(100);
    const char *paths[] = {path, "/nowhere/at/all.txt"};
    syn_buf first = {0};

    (void)state;
    for (unsigned jobs = 1; jobs <= 8; jobs = jobs == 1 ? 3 : jobs + 5) {
        tally t = {.in_order = true};
        syn_stream_options options = {.jobs = jobs, .render = render, .emit = emit, .ctx = &t};
        syn_engine *engine = NULL;
        syn_engine_options none = {0};
        syn_err err = {0};

        assert_int_equal(syn_engine_new(&none, &engine, &err), SYN_OK);
        assert_int_equal(syn_engine_stream(engine, paths, 2, &options, &err), SYN_OK);
        assert_int_equal(t.n, 101);
        assert_true(t.in_order);
        assert_str_is(t.kept->doc.id, "r0");
        syn_document_free(t.kept);
        t.kept = NULL;
        if (jobs == 1)
            syn_buf_str(&first, syn_buf_view(&t.text));
        assert_string_equal(t.text.ptr, first.ptr);
        assert_non_null(strstr(t.text.ptr, "r6 ! r8 "));
        assert_string_equal(t.text.ptr + t.text.len - 6, "r99 ! ");
        syn_buf_free(&t.text);

        t = (tally){.in_order = true, .stop_after = 5};
        assert_int_equal(syn_engine_stream(engine, paths, 2, &options, &err), SYN_E_CANCELLED);
        assert_int_equal(t.n, 5);
        syn_document_free(t.kept);
        syn_buf_free(&t.text);
        syn_engine_free(engine);
    }
    syn_buf_free(&first);
    (void)remove(path);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(no_layers_need_no_data),
        cmocka_unit_test(stages_are_listed_in_order),
        cmocka_unit_test(data_folder_is_found),
        cmocka_unit_test(only_what_is_needed_runs),
        cmocka_unit_test(budgets_end_in_a_diagnostic),
        cmocka_unit_test(caps_are_kept),
        cmocka_unit_test(streams_keep_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
