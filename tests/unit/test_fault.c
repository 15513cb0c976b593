/* SPDX-License-Identifier: Apache-2.0
 *
 * The n-th allocation fails, for all n: loading, annotating and printing a report must end in a
 * named status or a whole result, and leave nothing behind. The test's own malloc stands before
 * the C library's; sanitizers bring their own, so there this test is skipped, aloud.
 */
#include "testing.h"

#include <synoptic/story.h>
#include <synoptic/synoptic.h>

#include <errno.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define HAS_OWN_MALLOC 0
#endif
#endif
#ifndef HAS_OWN_MALLOC
#define HAS_OWN_MALLOC 1
#endif

#if HAS_OWN_MALLOC
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);
extern void __libc_free(void *p);
void *malloc(size_t n);
void *calloc(size_t n, size_t size);
void *realloc(void *old, size_t n);
void free(void *p);

static long n_calls, fail_at = -1, n_live;

static bool fails(void)
{
    n_calls++;
    if (fail_at < 0 || n_calls != fail_at)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    void *p = fails() ? NULL : __libc_malloc(n);

    n_live += p != NULL;
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p = fails() ? NULL : __libc_calloc(n, size);

    n_live += p != NULL;
    return p;
}

void *realloc(void *old, size_t n)
{
    void *p = fails() ? NULL : __libc_realloc(old, n);

    n_live += old == NULL && p != NULL;
    return p;
}

void free(void *p)
{
    n_live -= p != NULL;
    __libc_free(p);
}

static const char report[] =
    "Ferry crews walk out at Varnholm\n\n"
    "VARNHOLM, March 4 (Norwire) - The harbour minister of Estmark, Ilse Maren, said on Thursday "
    "that "
    "\xE2\x80\x9Cno crew will be punished\xE2\x80\x9D after more than 300 sailors walked out.\n\n"
    "A union official who asked not to be named told Norwire that talks would begin within two "
    "days.\n";

typedef struct outcome {
    syn_status status;
    syn_err err;
    size_t n_printed;
} outcome;

static void annotate_once(unsigned layers, outcome *o)
{
    syn_engine_options options = {.data_folder = getenv("SYNOPTIC_DATA"), .layers = layers};
    syn_input input = {
        .bytes = {report, sizeof report - 1}, .path = "report.txt", .published = "2021-03-04"};
    syn_engine *engine = NULL;
    syn_document *document = NULL;
    syn_buf out = {0};

    *o = (outcome){0};
    o->status = syn_engine_new(&options, &engine, &o->err);
    if (o->status == SYN_OK)
        o->status = syn_engine_annotate(engine, &input, &document, &o->err);
    if (o->status == SYN_OK) {
        syn_err broken;

        if (document->status != SYN_OK)
            o->err = document->err;
        assert_int_equal(syn_doc_check(&document->doc, &broken), SYN_OK);
        syn_engine_write_json(engine, &document->doc, layers, &out);
        o->status = document->status != SYN_OK ? document->status
                    : out.failed               ? SYN_E_NOMEM
                                               : SYN_OK;
        if (out.failed)
            syn_err_set(&o->err, SYN_E_NOMEM, NULL, "printing failed");
        o->n_printed = out.len;
    }
    syn_buf_free(&out);
    syn_document_free(document);
    syn_engine_free(engine);
}

static void every_allocation_may_fail(unsigned layers)
{
    outcome whole, o;
    long n_all, live;

    /* Twice: what libraries keep for good is there after the first time. */
    annotate_once(layers, &whole);
    if (whole.status == SYN_E_MISSING) {
        print_message("skipped: %s: %s\n", whole.err.where, whole.err.message);
        skip();
    }
    assert_int_equal(whole.status, SYN_OK);
    n_calls = 0;
    live = n_live;
    annotate_once(layers, &whole);
    n_all = n_calls;
    assert_int_equal(n_live, live);
    for (long n = 1; n <= n_all; n++) {
        n_calls = 0;
        fail_at = n;
        annotate_once(layers, &o);
        fail_at = -1;
        if (o.status != SYN_OK) {
            if (o.status != SYN_E_NOMEM)
                fail_msg("allocation %ld of %ld: %s: %s: %s", n, n_all, syn_status_name(o.status),
                    o.err.where, o.err.message);
            assert_true(o.err.message[0] != '\0');
        }
        assert_int_equal(n_live, live);
    }
}

static void reading_survives(void **state)
{
    (void)state;
    every_allocation_may_fail(0);
}

static void annotating_survives(void **state)
{
    (void)state;
    every_allocation_may_fail(SYN_LAYERS_ALL);
}

/* A brief of two documents, as a page and as JSON. */
static syn_status brief_once(const syn_doc *const *docs, size_t *n_printed, syn_err *err)
{
    syn_brief_options options = {.columns = 100, .version = SYN_STR("0")};
    syn_arena keep, scratch;
    syn_story story = {0};
    syn_buf page = {0}, json = {0};
    syn_status status;

    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    status = syn_story_build(NULL, docs, 2, &keep, &scratch, &story, err);
    if (status == SYN_OK)
        status = syn_brief_text(&story, &options, &page, err);
    if (status == SYN_OK)
        status = syn_brief_json(&story, &options, &json, err);
    *n_printed = page.len + json.len;
    syn_buf_free(&page);
    syn_buf_free(&json);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
    return status;
}

static void briefing_survives(void **state)
{
    static const char *const texts[] = {report,
        "Varnholm talks\n\nIlse Maren, the harbour minister, said on Thursday no crew would be "
        "punished. More than 200 sailors had walked out, the union said.\n"};
    syn_engine_options options = {.data_folder = getenv("SYNOPTIC_DATA"), .layers = SYN_LAYERS_ALL};
    syn_document *documents[2] = {NULL, NULL};
    const syn_doc *docs[2];
    syn_engine *engine;
    syn_err err = {0};
    size_t n_whole, n_printed;
    long n_all, live;

    (void)state;
    assert_int_equal(syn_engine_new(&options, &engine, &err), SYN_OK);
    for (int i = 0; i < 2; i++) {
        syn_input input = {.bytes = syn_str_from(texts[i]),
            .path = i == 0 ? "a.txt" : "b.txt",
            .published = "2021-03-04"};

        assert_int_equal(syn_engine_annotate(engine, &input, &documents[i], &err), SYN_OK);
        docs[i] = &documents[i]->doc;
    }
    assert_int_equal(brief_once(docs, &n_whole, &err), SYN_OK);
    n_calls = 0;
    live = n_live;
    assert_int_equal(brief_once(docs, &n_whole, &err), SYN_OK);
    n_all = n_calls;
    assert_true(n_all > 10);
    for (long n = 1; n <= n_all; n++) {
        syn_status status;

        n_calls = 0;
        fail_at = n;
        memset(&err, 0, sizeof err);
        status = brief_once(docs, &n_printed, &err);
        fail_at = -1;
        if (status == SYN_OK ? n_printed != n_whole : status != SYN_E_NOMEM)
            fail_msg(
                "allocation %ld of %ld: %s: %s", n, n_all, syn_status_name(status), err.message);
        assert_int_equal(n_live, live);
    }
    syn_document_free(documents[0]);
    syn_document_free(documents[1]);
    syn_engine_free(engine);
}
#else
static void reading_survives(void **state)
{
    (void)state;
    print_message("skipped: the sanitizer's malloc cannot be made to fail\n");
    skip();
}

static void annotating_survives(void **state)
{
    reading_survives(state);
}

static void briefing_survives(void **state)
{
    reading_survives(state);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_survives),
        cmocka_unit_test(annotating_survives),
        cmocka_unit_test(briefing_survives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
