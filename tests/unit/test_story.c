/* SPDX-License-Identifier: Apache-2.0 */
#include "testing.h"

#include "claim/synonym.h"
#include "story/reuse.h"

#include <synoptic/synoptic.h>

/* ---- reuse ----------------------------------------------------------------------------------- */

static syni_words words_of(uint32_t *ids, syn_span *spans, const char *letters)
{
    syni_words w = {ids, spans, 0};
    for (const char *p = letters; *p; p++, w.n++) {
        ids[w.n] = (uint32_t)*p;
        spans[w.n] = (syn_span){w.n * 10, w.n * 10 + 9};
    }
    return w;
}

static void test_reuse_finds_the_longest_run_once(void **state)
{
    (void)state;
    uint32_t a[64], b[64];
    syn_span sa[64], sb[64];
    syn_arena arena;
    syni_reuse_pairs pairs;
    syn_arena_init(&arena, 0);
    syni_words x = words_of(a, sa, "xxabcdefghyy"), y = words_of(b, sb, "qabcdefghzabcde");
    assert_true(syni_reuse_find(&x, &y, 6, &arena, &pairs));
    assert_int_equal(pairs.n, 1);
    assert_int_equal(pairs.items[0].n_alike, 8);
    assert_int_equal(pairs.items[0].a.start, 20);
    assert_int_equal(pairs.items[0].a.end, 99);
    assert_int_equal(pairs.items[0].b.start, 10);
    syn_arena_release(&arena);
}

static void test_reuse_joins_over_a_small_edit_and_not_over_a_large_one(void **state)
{
    (void)state;
    uint32_t a[64], b[64];
    syn_span sa[64], sb[64];
    syn_arena arena;
    syni_reuse_pairs pairs;
    syn_arena_init(&arena, 0);
    syni_words x = words_of(a, sa, "abcdeXfghij"), y = words_of(b, sb, "abcdeYZfghij");
    assert_true(syni_reuse_find(&x, &y, 6, &arena, &pairs));
    assert_int_equal(pairs.n, 1);
    assert_true(pairs.items[0].similarity > 0.8f && pairs.items[0].similarity < 0.9f);
    x = words_of(a, sa, "abcdeXfghij");
    y = words_of(b, sb, "abcdeUVWXYZfghij");
    assert_true(syni_reuse_find(&x, &y, 6, &arena, &pairs));
    assert_int_equal(pairs.n, 0); /* two runs of five, each under the least length */
    syn_arena_release(&arena);
}

/* ---- clusters -------------------------------------------------------------------------------- */

static const char *const wire[][2] = {
    {"2026-03-04",
        "Kestrian President Milan Dravek met Orvenian President Elsa Torvin in Tessmar for "
        "talks on the Lorn bridge and on fishermen held since January."},
    {"2026-03-04",
        "A volcano on the island of Sorrel threw ash over three villages, and the harbour "
        "of Grenna was closed to ships, the weather office said."},
    {"2026-03-05", "Orvenia's Torvin said after talks with Kestria's Dravek that the Lorn bridge "
                   "would stay closed and the fishermen would be tried in Tessmar."},
    {"2026-03-05",
        "Kestrian President Milan Dravek met Orvenian President Elsa Torvin in Tessmar for "
        "talks on the Lorn bridge and on fishermen held since January."},
};

static void test_clusters_place_and_mark_repeats(void **state)
{
    (void)state;
    syn_clusters *clusters;
    syn_err err = {0};
    syn_assignment a[4];
    syn_doc docs[4];
    assert_int_equal(syn_clusters_new(&clusters, &err), SYN_OK);
    for (size_t i = 0; i < 4; i++) {
        char id[2] = {(char)('a' + i), 0};
        docs[i] = (syn_doc){.id = syn_str_from(id), .text = syn_str_from(wire[i][1])};
        docs[i].meta.published = syn_str_from(wire[i][0]);
        assert_int_equal(syn_clusters_add(clusters, &docs[i], &a[i], &err), SYN_OK);
    }
    assert_true(syn_str_eq_z(a[0].story, "a"));
    assert_true(syn_str_eq_z(a[1].story, "b"));
    assert_true(syn_str_eq_z(a[2].story, "a"));
    assert_true(syn_str_eq_z(a[3].story, "a"));
    assert_true(syn_str_eq_z(a[3].duplicate_of, "a"));
    assert_int_equal(a[2].duplicate_of.len, 0);
    syn_clusters_free(clusters);
}

/* ---- a story of hand-built reports ------------------------------------------------------------
 */

static void test_no_report_no_story(void **state)
{
    (void)state;
    syn_story story;
    syn_err err = {0};
    syn_arena keep, scratch;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    assert_int_equal(syn_story_build(NULL, NULL, 0, &keep, &scratch, &story, &err), SYN_E_USAGE);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

static void test_text_alone_claims_nothing(void **state)
{
    (void)state;
    syn_doc doc = {.id = SYN_STR("x"), .text = SYN_STR("Nothing has read this yet.")};
    const syn_doc *docs[1] = {&doc};
    syn_story story;
    syn_err err = {0};
    syn_arena keep, scratch;
    syn_buf out = {0};
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    assert_int_equal(syn_story_build(NULL, docs, 1, &keep, &scratch, &story, &err), SYN_OK);
    assert_int_equal(story.claims.n, 0);
    assert_int_equal(story.disagreements.n, 0);
    assert_int_equal(syn_brief_text(&story, NULL, &out, &err), SYN_OK);
    assert_null(strstr(out.ptr, "CLAIMS"));
    syn_buf_free(&out);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

/* A story fails by name when memory does, and says nothing half. */
static void test_story_out_of_memory(void **state)
{
    (void)state;
    syn_doc doc = {.id = SYN_STR("x"), .text = SYN_STR("A short text.")};
    const syn_doc *docs[1] = {&doc};
    syn_err err = {0};
    for (size_t budget = 1; budget < 4000; budget += 97) {
        syn_story story = {.id = SYN_STR("untouched")};
        syn_arena keep, scratch;
        syn_arena_init(&keep, budget);
        syn_arena_init(&scratch, budget);
        syn_status status = syn_story_build(NULL, docs, 1, &keep, &scratch, &story, &err);
        assert_true(status == SYN_OK || status == SYN_E_NOMEM);
        if (status != SYN_OK)
            assert_true(syn_str_eq_z(story.id, "untouched"));
        syn_arena_release(&keep);
        syn_arena_release(&scratch);
    }
}

/* ---- the table of synonyms --------------------------------------------------------------------
 */

static void test_synonym_groups_are_words(void **state)
{
    (void)state;
    uint32_t n = 0;
    for (; syni_synonym_group(n).len; n++) {
        syn_str group = syni_synonym_group(n);
        bool space = false;
        for (size_t i = 0; i < group.len; i++) {
            char c = group.ptr[i];
            assert_true((c >= 'a' && c <= 'z') || c == ' ' || c == '_' || c == '-');
            space = space || c == ' ';
        }
        assert_true(space);
    }
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reuse_finds_the_longest_run_once),
        cmocka_unit_test(test_reuse_joins_over_a_small_edit_and_not_over_a_large_one),
        cmocka_unit_test(test_clusters_place_and_mark_repeats),
        cmocka_unit_test(test_no_report_no_story),
        cmocka_unit_test(test_text_alone_claims_nothing),
        cmocka_unit_test(test_story_out_of_memory),
        cmocka_unit_test(test_synonym_groups_are_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
