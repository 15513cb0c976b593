/* SPDX-License-Identifier: Apache-2.0
 *
 * text: UTF-8, classes, folding.
 */
#include "testing.h"

#include "text/text.h"

static void decoding_rejects_what_is_not_utf8(void **state)
{
    static const char *bad[] = {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80", "\xE2\x82", "\xFF"};
    unsigned len;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(syn_utf8_decode(syn_str_from(bad[i]), 0, &len), 0xFFFD);
        assert_int_equal(len, 1);
        assert_int_equal(syn_utf8_invalid(syn_str_from(bad[i])), 0);
    }
    assert_int_equal(syn_utf8_invalid(SYN_STR("all is well \xE2\x82\xAC here")), SIZE_MAX);
    assert_int_equal(syn_utf8_invalid(SYN_STR("a real \xEF\xBF\xBD is fine")), SIZE_MAX);
    assert_int_equal(syn_utf8_invalid(SYN_STR("12345678\xE2\x82")), 8);
}

static void every_code_point_makes_the_round_trip(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        char bytes[4];
        unsigned len, n = syn_utf8_encode(c, bytes);
        syn_str s = {bytes, n};

        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        assert_int_equal(syn_utf8_decode(s, 0, &len), c);
        assert_int_equal(len, n);
        assert_int_equal(syn_utf8_decode_before(s, n, &len), c);
        assert_int_equal(len, n);
    }
}

static void folding_makes_spellings_equal(void **state)
{
    syn_arena arena;

    (void)state;
    syn_arena_init(&arena, 0);
    assert_str_is(syn_text_fold(&arena, SYN_STR(" The  \xE2\x80\x9C"
                                                "Free\xE2\x80\x9D Port\xE2\x80\x94 ")),
        "the \"free\" port-");
    assert_str_is(syn_text_fold(&arena, SYN_STR("STRASSE")), "strasse");
    assert_str_is(syn_text_fold(&arena, SYN_STR("Stra\xC3\x9F"
                                                "e")),
        "strasse");
    assert_str_is(syn_text_ascii(&arena, SYN_STR("\xC3\x89lys\xC3\xA9"
                                                 "e")),
        "elysee");
    assert_str_is(syn_text_lower(&arena, SYN_STR("\xC3\x89T\xC3\x89")), "\xC3\xA9t\xC3\xA9");
    assert_str_is(syn_text_nfc(&arena, SYN_STR("e\xCC\x81")), "\xC3\xA9");
    syn_arena_release(&arena);
}

static void capitals_and_classes(void **state)
{
    (void)state;
    assert_true(syn_text_is_capitalised(SYN_STR("\"Orm")));
    assert_false(syn_text_is_capitalised(SYN_STR("al-Orm")));
    assert_true(syn_text_is_all_caps(SYN_STR("A.B.")));
    assert_false(syn_text_is_all_caps(SYN_STR("123")));
    assert_true(syn_cp_is_space(0xA0));
    assert_true(syn_cp_is_punct('-'));
    assert_false(syn_cp_is_punct('a'));
    assert_true(syn_cp_is_alpha(0x416));
}

static void spans_are_trimmed(void **state)
{
    syn_str text = SYN_STR("\xC2\xA0 word \n");
    syn_span span = syn_text_trim_span(text, (syn_span){0, 9});

    (void)state;
    assert_int_equal(span.start, 3);
    assert_int_equal(span.end, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decoding_rejects_what_is_not_utf8),
        cmocka_unit_test(every_code_point_makes_the_round_trip),
        cmocka_unit_test(folding_makes_spellings_equal),
        cmocka_unit_test(capitals_and_classes),
        cmocka_unit_test(spans_are_trimmed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
