/* SPDX-License-Identifier: Apache-2.0
 *
 * The bundled reports through every stage into a story and its two renderings.
 */
#include "testing.h"

#include <synoptic/synoptic.h>

#include <json-c/json.h>

enum { N = 5 };
static const char *const names[N] = {"1-skerry-morning.txt", "2-harrow-post.txt",
    "3-lantern-daily.txt", "4-estuary-times.txt", "5-coastline-scrape.txt"};

typedef struct reading {
    syn_engine *engine;
    syn_document *documents[N];
    size_t n;
} reading;

static syn_status keep(void *ctx, syn_outcome *outcome)
{
    reading *r = ctx;
    if (outcome->status == SYN_OK && r->n < N) {
        r->documents[r->n++] = outcome->document;
        outcome->document = NULL;
    }
    return SYN_OK;
}

static int read_examples(void **state)
{
    reading *r = calloc(1, sizeof *r);
    syn_engine_options options = {.data_folder = getenv("SYNOPTIC_DATA"), .layers = SYN_LAYERS_ALL};
    syn_err err = {0};
    const char *source = getenv("SYNOPTIC_SOURCE");
    char paths[N][1024];
    const char *list[N];
    syn_stream_options stream = {.jobs = 1, .emit = keep, .ctx = r};
    if (!r)
        return -1;
    *state = r;
    for (size_t i = 0; i < N; i++) {
        (void)snprintf(
            paths[i], sizeof paths[i], "%s/examples/%s", source ? source : ".", names[i]);
        list[i] = paths[i];
    }
    if (syn_engine_new(&options, &r->engine, &err) != SYN_OK) {
        print_message("skipped: %s: %s\n", err.where, err.message);
        return 0;
    }
    return syn_engine_stream(r->engine, list, N, &stream, &err) == SYN_OK ? 0 : -1;
}

static int release(void **state)
{
    reading *r = *state;
    for (size_t i = 0; i < r->n; i++)
        syn_document_free(r->documents[i]);
    syn_engine_free(r->engine);
    free(r);
    return 0;
}

/* Renders the documents in the order given; the caller frees both. */
static syn_status render(
    const reading *r, const size_t order[N], size_t budget, syn_buf *text, syn_buf *json)
{
    const syn_doc *docs[N];
    syn_story story = {0};
    syn_arena kept, scratch;
    syn_err err = {0};
    syn_status status;
    for (size_t i = 0; i < N; i++)
        docs[i] = &r->documents[order[i]]->doc;
    syn_arena_init(&kept, budget);
    syn_arena_init(&scratch, budget);
    status = syn_story_build(NULL, docs, N, &kept, &scratch, &story, &err);
    if (status == SYN_OK && text)
        status = syn_brief_text(&story, NULL, text, &err);
    if (status == SYN_OK && json)
        status = syn_brief_json(&story, NULL, json, &err);
    syn_arena_release(&kept);
    syn_arena_release(&scratch);
    return status;
}

static const size_t forwards[N] = {0, 1, 2, 3, 4}, backwards[N] = {4, 3, 2, 1, 0},
                    mixed[N] = {2, 0, 4, 1, 3};

static void any_order_gives_the_same_bytes(void **state)
{
    const reading *r = *state;
    syn_buf text[3] = {{0}}, json[3] = {{0}};
    if (r->n < N)
        skip();
    assert_int_equal(render(r, forwards, 0, &text[0], &json[0]), SYN_OK);
    assert_int_equal(render(r, backwards, 0, &text[1], &json[1]), SYN_OK);
    assert_int_equal(render(r, mixed, 0, &text[2], &json[2]), SYN_OK);
    for (int i = 1; i < 3; i++) {
        assert_string_equal(text[0].ptr, text[i].ptr);
        assert_string_equal(json[0].ptr, json[i].ptr);
    }
    for (int i = 0; i < 3; i++) {
        syn_buf_free(&text[i]);
        syn_buf_free(&json[i]);
    }
}

static const syn_doc *document_named(const reading *r, const char *id)
{
    for (size_t i = 0; i < r->n; i++)
        if (syn_str_eq_z(r->documents[i]->doc.id, id))
            return &r->documents[i]->doc;
    return NULL;
}

/* Every attestation quotes its report exactly, outside boilerplate. */
static void every_quote_is_the_reports_own(void **state)
{
    const reading *r = *state;
    syn_buf json = {0};
    if (r->n < N)
        skip();
    assert_int_equal(render(r, forwards, 0, NULL, &json), SYN_OK);
    struct json_object *story = json_tokener_parse(json.ptr), *claims, *x;
    assert_non_null(story);
    assert_true(json_object_object_get_ex(story, "claims", &claims));
    size_t n = json_object_array_length(claims), seen = 0;
    for (size_t k = 0; k < n; k++) {
        struct json_object *attestations;
        assert_true(json_object_object_get_ex(
            json_object_array_get_idx(claims, k), "attestations", &attestations));
        for (size_t i = 0; i < json_object_array_length(attestations); i++, seen++) {
            struct json_object *at = json_object_array_get_idx(attestations, i);
            assert_true(json_object_object_get_ex(at, "document", &x));
            const syn_doc *doc = document_named(r, json_object_get_string(x));
            assert_non_null(doc);
            assert_true(json_object_object_get_ex(at, "span", &x));
            syn_span span = {(uint32_t)json_object_get_int64(json_object_array_get_idx(x, 0)),
                (uint32_t)json_object_get_int64(json_object_array_get_idx(x, 1))};
            assert_true(span.start < span.end && span.end <= doc->text.len);
            assert_true(json_object_object_get_ex(at, "quote", &x));
            syn_str words = syn_str_span(doc->text, span);
            assert_int_equal(words.len, (size_t)json_object_get_string_len(x));
            assert_memory_equal(words.ptr, json_object_get_string(x), words.len);
            assert_true(syn_doc_zone_at(doc, span.start) != SYN_ZONE_BOILERPLATE);
        }
    }
    assert_true(seen > 20);
    json_object_put(story);
    syn_buf_free(&json);
}

/* No line of the brief is wider than asked, and none holds site furniture. */
static void the_brief_is_narrow_and_clean(void **state)
{
    const reading *r = *state;
    static const char *const debris[] = {"Subscribe", "Skip to main", "Share on", "newsletter",
        "Ten bridges", "Follow Lena", "Read the full"};
    syn_buf text = {0};
    if (r->n < N)
        skip();
    assert_int_equal(render(r, forwards, 0, &text, NULL), SYN_OK);
    for (size_t i = 0; i < sizeof debris / sizeof *debris; i++)
        assert_null(strstr(text.ptr, debris[i]));
    size_t columns = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == '\n')
            columns = 0;
        else if ((c & 0xc0) != 0x80)
            columns++;
        assert_true(columns <= 110);
    }
    assert_non_null(strstr(text.ptr, "REPORTS"));
    assert_non_null(strstr(text.ptr, "NOTES"));
    syn_buf_free(&text);
}

static void a_small_budget_fails_by_name(void **state)
{
    const reading *r = *state;
    if (r->n < N)
        skip();
    for (size_t budget = 1000; budget < 3000000; budget += budget / 5) {
        syn_status status = render(r, forwards, budget, NULL, NULL);
        assert_true(status == SYN_OK || status == SYN_E_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_gives_the_same_bytes),
        cmocka_unit_test(every_quote_is_the_reports_own),
        cmocka_unit_test(the_brief_is_narrow_and_clean),
        cmocka_unit_test(a_small_budget_fails_by_name),
    };
    return cmocka_run_group_tests(tests, read_examples, release);
}
