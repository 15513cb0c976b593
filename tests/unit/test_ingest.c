/* SPDX-License-Identifier: Apache-2.0
 *
 * ingest: bytes to text, map, metadata and zones.
 */
#include "testing.h"

#include "ingest/date.h"
#include "ingest/ingest.h"

typedef struct fixture {
    syn_arena keep, scratch;
    syn_raw raw;
    syn_doc doc;
    syn_err err;
} fixture;

static syn_status ingest(fixture *f, syn_raw_kind kind, const void *bytes, size_t n)
{
    memset(f, 0, sizeof *f);
    syn_arena_init(&f->keep, 0);
    syn_arena_init(&f->scratch, 0);
    f->raw.kind = kind;
    syn_buf_append(&f->raw.bytes, bytes, n);
    syn_buf_z(&f->raw.path, "report.txt");
    return syn_ingest_run(NULL, &f->raw, &f->keep, &f->scratch, &f->doc, &f->err);
}

static void let_go(fixture *f)
{
    syn_raw_release(&f->raw);
    syn_arena_release(&f->keep);
    syn_arena_release(&f->scratch);
}

static void zones_cover_the_text(const syn_doc *doc)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < doc->zones.n; i++) {
        assert_int_equal(doc->zones.items[i].span.start, at);
        assert_true(doc->zones.items[i].span.end > at);
        at = doc->zones.items[i].span.end;
    }
    assert_int_equal(at, doc->text.len);
}

/* The zone that holds the first place of `words`. */
static syn_zone_kind zone_of(const syn_doc *doc, const char *words)
{
    size_t at = syn_str_find(doc->text, syn_str_from(words));

    assert_int_not_equal(at, SIZE_MAX);
    for (uint32_t i = 0; i < doc->zones.n; i++)
        if (at < doc->zones.items[i].span.end)
            return doc->zones.items[i].kind;
    return SYN_N_ZONE_KINDS;
}

static const char page[] =
    "Harbour strike ends after night of talks\n"
    "Harbour strike ends after night of talks\n"
    "By Ilse Maren and Reuters March 4, 2021\n"
    "\n"
    "VARNHOLM, March 4 (Reuters) - Dockers in Varnholm went back to work on Thursday after the "
    "port "
    "authority withdrew its new rota.\n"
    "Cranes stand still in the port of Varnholm. (Tove Lind/Reuters)\n"
    "The union said the strike had cost its members eleven days of pay, and that it would ask for "
    "the money back.\n"
    "A long night\n"
    "Neither side would say who had given way first when the talks ended at dawn on Thursday.\n"
    "Grain from Varnholm, twice as dear! \xE2\x80\x94 Port Watch (@portwatch) March 4, 2021\n"
    "Follow Ilse Maren on Twitter.\n"
    "Read more:\n"
    "Why the cranes stopped\n"
    "Dismiss\n";

static void furniture_is_told_from_story(void **state)
{
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, page, sizeof page - 1), SYN_OK);
    zones_cover_the_text(&f.doc);
    assert_int_equal(f.doc.zones.items[0].kind, SYN_ZONE_TITLE);
    assert_int_equal(f.doc.zones.items[1].kind, SYN_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(&f.doc, "By Ilse"), SYN_ZONE_BYLINE);
    assert_int_equal(zone_of(&f.doc, "VARNHOLM, March"), SYN_ZONE_DATELINE);
    assert_int_equal(zone_of(&f.doc, "Dockers in"), SYN_ZONE_BODY);
    assert_int_equal(zone_of(&f.doc, "Cranes stand"), SYN_ZONE_CAPTION);
    assert_int_equal(zone_of(&f.doc, "The union"), SYN_ZONE_BODY);
    assert_int_equal(zone_of(&f.doc, "A long night"), SYN_ZONE_HEADING);
    assert_int_equal(zone_of(&f.doc, "Grain from"), SYN_ZONE_EMBED);
    assert_int_equal(zone_of(&f.doc, "Follow Ilse"), SYN_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(&f.doc, "Why the"), SYN_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(&f.doc, "Dismiss"), SYN_ZONE_BOILERPLATE);
    assert_str_is(f.doc.meta.title, "Harbour strike ends after night of talks");
    assert_str_is(f.doc.meta.published, "2021-03-04");
    assert_int_equal(f.doc.meta.published_from, SYN_PUBLISHED_TEXT);
    assert_int_equal(f.doc.meta.byline.n, 1);
    assert_str_is(f.doc.meta.byline.items[0], "Ilse Maren");
    assert_int_equal(f.doc.meta.agencies.n, 1);
    assert_str_is(f.doc.meta.agencies.items[0], "Reuters");
    assert_str_is(f.doc.meta.language, "en");
    assert_int_equal(f.doc.map.n, 0);
    assert_int_equal(f.doc.id.len, 16);
    let_go(&f);
}

static void a_crawler_prefix_gives_the_date(void **state)
{
    static const char text[] =
        " date 2022-07-09 The ferry company said on Saturday that the crossing "
        "would open again within two days.";
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, text, sizeof text - 1), SYN_OK);
    zones_cover_the_text(&f.doc);
    assert_int_equal(f.doc.zones.items[0].kind, SYN_ZONE_BOILERPLATE);
    assert_int_equal(f.doc.zones.items[0].span.end, 16);
    assert_int_equal(zone_of(&f.doc, "The ferry"), SYN_ZONE_BODY);
    assert_str_is(f.doc.meta.published, "2022-07-09");
    assert_int_equal(f.doc.meta.published_span.start, 6);
    let_go(&f);
}

static void a_wrapped_paragraph_has_no_title(void **state)
{
    static const char text[] = "The ferry company said on Saturday that the crossing\n"
                               "would open again within two days, if the wind allowed.\n";
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, text, sizeof text - 1), SYN_OK);
    assert_int_equal(f.doc.zones.n, 1);
    assert_int_equal(f.doc.zones.items[0].kind, SYN_ZONE_BODY);
    let_go(&f);
}

static void ill_formed_bytes_are_replaced_and_mapped(void **state)
{
    static const char bad[] = "ab\xE2\x82"
                              "c\xFF\xFEz";
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, bad, sizeof bad - 1), SYN_OK);
    assert_str_is(f.doc.text, "ab\xEF\xBF\xBD"
                              "c\xEF\xBF\xBD\xEF\xBF\xBDz");
    assert_int_equal(f.doc.map.n, 5);
    assert_int_equal(f.doc.map.items[1].text_start, 2);
    assert_int_equal(f.doc.map.items[1].raw_len, 2);
    assert_int_equal(f.doc.map.items[4].raw_start, 7);
    assert_int_equal(f.doc.diagnostics.n, 1);
    let_go(&f);
}

static void marks_and_utf16_are_decoded(void **state)
{
    static const char utf16[] = "\xFF\xFE"
                                "H\0i\0\n\0\x3D\xD8\x00\xDE";
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, "\xEF\xBB\xBFHi", 5), SYN_OK);
    assert_str_is(f.doc.text, "Hi");
    assert_int_equal(f.doc.map.items[0].raw_start, 3);
    let_go(&f);
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, utf16, sizeof utf16 - 1), SYN_OK);
    assert_str_is(f.doc.text, "Hi\n\xF0\x9F\x98\x80");
    assert_int_equal(f.doc.map.n, 2);
    assert_int_equal(f.doc.map.items[1].raw_start, 8);
    let_go(&f);
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, "\0H\0i\0 \0t\0h\0e\0r\0e", 16), SYN_OK);
    assert_str_is(f.doc.text, "Hi there");
    assert_int_equal(f.doc.diagnostics.n, 1);
    let_go(&f);
}

static void json_records_bring_title_and_date(void **state)
{
    static const char record[] =
        "{\"id\":\"a1\",\"title\":\"Ferry opens\",\"text\":\"The ferry opened.\","
        "\"published\":\"2022-07-11T23:30:00-02:00\",\"extra\":null,"
        "\"url\":\"https://www.varnpost.example/2022/07/11/ferry\"}";
    fixture f;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_JSON, record, sizeof record - 1), SYN_OK);
    assert_str_is(f.doc.id, "a1");
    assert_str_is(f.doc.text, "Ferry opens\n\nThe ferry opened.");
    assert_str_is(f.doc.meta.published, "2022-07-12T01:30:00Z");
    assert_str_is(f.doc.meta.outlet, "varnpost.example");
    assert_int_equal(f.doc.map.n, 1);
    assert_int_equal(f.doc.map.items[0].text_start, 13);
    assert_int_equal(f.doc.map.items[0].raw_start, 0);
    assert_int_equal(f.doc.zones.items[0].kind, SYN_ZONE_TITLE);
    zones_cover_the_text(&f.doc);
    let_go(&f);
    assert_int_equal(ingest(&f, SYN_RAW_JSON, "{\"id\":1}", 8), SYN_E_FORMAT);
    let_go(&f);
    assert_int_equal(ingest(&f, SYN_RAW_JSON, "{\"id\":", 6), SYN_E_FORMAT);
    assert_non_null(strstr(f.err.message, "JSON"));
    let_go(&f);
}

static const char web[] =
    "<!doctype html><html lang=en><head><title>Ferry opens | Varn Post</title>"
    "<meta property='article:published_time' content='2022-07-11T10:00:00Z'>"
    "<meta property='og:site_name' content='Varn Post'></head><body class='has-sidebar'>"
    "<nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Ferry opens</h1>"
    "<p>The ferry &amp; its crew came back to Varnholm on Monday, after two years in the yard.</p>"
    "<figure><figcaption>The ferry in its new paint</figcaption></figure>"
    "<p>It will sail <b>twice</b> a day, the harbour office said, until the autumn storms "
    "begin.</p>"
    "<div class='related-links'><p>Ten more things to know about ferries, storms and "
    "yards</p></div>"
    "<ul><li><a href=/1>Why ferries rust</a></li><li><a href=/2>Storms</a></li></ul></article>"
    "<footer><p>All content is property of the Varn Post, which was founded in 1911.</p></footer>"
    "</body></html>";

static void pages_give_their_article(void **state)
{
    fixture f;
    size_t at;

    (void)state;
    assert_int_equal(ingest(&f, SYN_RAW_HTML, web, sizeof web - 1), SYN_OK);
    assert_str_is(f.doc.text,
        "Ferry opens\n\nThe ferry & its crew came back to Varnholm on Monday, after two years in "
        "the "
        "yard.\n\nThe ferry in its new paint\n\nIt will sail twice a day, the harbour office said, "
        "until the autumn storms begin.\n\n");
    zones_cover_the_text(&f.doc);
    assert_int_equal(f.doc.zones.items[0].kind, SYN_ZONE_TITLE);
    assert_int_equal(zone_of(&f.doc, "The ferry in"), SYN_ZONE_CAPTION);
    assert_str_is(f.doc.meta.outlet, "Varn Post");
    assert_str_is(f.doc.meta.published, "2022-07-11T10:00:00Z");
    assert_int_equal(f.doc.meta.published_from, SYN_PUBLISHED_MARKUP);
    /* Every mapped piece of equal length is the page's own bytes. */
    at = syn_str_find(f.doc.text, SYN_STR("twice"));
    for (uint32_t i = 0; i < f.doc.map.n; i++) {
        syn_map_segment m = f.doc.map.items[i];

        assert_true(m.raw_start + m.raw_len <= sizeof web - 1);
        if (m.text_len == m.raw_len)
            assert_memory_equal(f.doc.text.ptr + m.text_start, web + m.raw_start, m.text_len);
        if (at >= m.text_start && at < m.text_start + m.text_len)
            assert_memory_equal(web + m.raw_start + (at - m.text_start), "twice", 5);
    }
    let_go(&f);
}

static void a_page_nested_without_end_is_read_flat(void **state)
{
    syn_buf deep = {0};
    fixture f;

    (void)state;
    for (int i = 0; i < 200000; i++)
        syn_buf_z(&deep, "<div>");
    syn_buf_z(&deep, "The tide came in.");
    assert_int_equal(ingest(&f, SYN_RAW_HTML, deep.ptr, deep.len), SYN_OK);
    assert_str_is(f.doc.text, "The tide came in.");
    assert_int_equal(f.doc.diagnostics.n, 1);
    let_go(&f);
    syn_buf_free(&deep);
}

static void odd_texts_give_documents(void **state)
{
    static const char *const odd[] = {"", "x", "\n\n\n", "\xC2\xA0", "(", "By ", "AB - ",
        "date 2020-01-01", "[]", "(((((", "ABC (", "ABC (x) ", "\xE2\x80\x94"};
    fixture f;

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_int_equal(ingest(&f, SYN_RAW_TEXT, odd[i], strlen(odd[i])), SYN_OK);
        zones_cover_the_text(&f.doc);
        let_go(&f);
    }
    assert_int_equal(ingest(&f, SYN_RAW_TEXT, "a\0b", 3), SYN_OK);
    assert_int_equal(f.doc.text.len, 3);
    let_go(&f);
}

static void dates_are_read_or_refused(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {{"2024-02-29", "2024-02-29"}, {"2023-02-29", ""}, {"Oct. 5, 2019", "2019-10-05"},
        {"5th October 2019", "2019-10-05"},
        {"Wed, 15 Oct 2025 09:30:00 GMT", "2025-10-15T09:30:00Z"},
        {"2025-10-15 09:30", "2025-10-15"}, {"12/11/10", ""}, {"0000-01-01", ""},
        {"2025-11-31", ""}, {"yesterday", ""}, {"2025-01-01T00:30:00+0200", "2024-12-31T22:30:00Z"},
        {"", ""}};
    syn_arena arena;
    syn_span span;

    (void)state;
    syn_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str_is(syni_date_parse(&arena, syn_str_from(cases[i].in)), cases[i].out);
    assert_str_is(
        syni_date_find(&arena, SYN_STR("Posted on 3 May 2020 at noon"), &span), "2020-05-03");
    assert_int_equal(span.start, 10);
    assert_str_is(
        syni_date_in_url(&arena, SYN_STR("https://a.example/x/2020/05/03/y")), "2020-05-03");
    assert_str_is(syni_date_in_url(&arena, SYN_STR("https://a.example/12345678/y")), "");
    syn_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(furniture_is_told_from_story),
        cmocka_unit_test(a_crawler_prefix_gives_the_date),
        cmocka_unit_test(a_wrapped_paragraph_has_no_title),
        cmocka_unit_test(ill_formed_bytes_are_replaced_and_mapped),
        cmocka_unit_test(marks_and_utf16_are_decoded),
        cmocka_unit_test(json_records_bring_title_and_date),
        cmocka_unit_test(pages_give_their_article),
        cmocka_unit_test(a_page_nested_without_end_is_read_flat),
        cmocka_unit_test(odd_texts_give_documents),
        cmocka_unit_test(dates_are_read_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
