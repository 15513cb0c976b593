/* SPDX-License-Identifier: Apache-2.0
 *
 * The knowledge file: what it must hold, how look-ups behave, and that a damaged file is refused.
 */
#include "testing.h"

#include "know/know.h"
#include "os/os.h"

static syn_know *open_know(void)
{
    char path[1024];
    syn_know *know = NULL;
    syn_err err = {0};
    const char *folder = getenv("SYNOPTIC_DATA");
    (void)snprintf(path, sizeof path, "%s/know.syn", folder ? folder : "build/share/synoptic");
    if (syn_know_load(path, &know, &err) != SYN_OK)
        fail_msg("%s: %s", err.where, err.message);
    return know;
}

static void countries_are_found_by_every_form(void **state)
{
    static const char *const forms[] = {
        "Denmark", "DENMARK", "Danish", "Dane", "Danes", "Kingdom of Denmark"};
    syn_know *know = open_know();
    syn_know_entry entry;

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        assert_true(syn_know_first(
            know, syn_str_from(forms[i]), SYN_KNOW_BIT(SYN_KNOW_COUNTRY), &entry, NULL));
        assert_str_is(entry.key, "iso3166:DK");
    }
    assert_true(syn_know_country(know, SYN_STR("dnk"), &entry));
    assert_str_is(entry.name, "Denmark");
    assert_true(entry.has_point);
    assert_false(syn_know_country(know, SYN_STR("QQ"), &entry));
    syn_know_free(know);
}

static void case_has_its_say(void **state)
{
    syn_know *know = open_know();
    syn_know_match match;

    (void)state;
    assert_true(syn_know_find_phrase(know, SYN_STR("US"), SYN_KNOW_PLACES, &match));
    assert_true(syn_know_find_phrase(know, SYN_STR("U.S."), SYN_KNOW_PLACES, &match));
    assert_false(syn_know_find_phrase(know, SYN_STR("us"), SYN_KNOW_PLACES, &match));
    assert_false(syn_know_find_phrase(know, SYN_STR("turkey"), SYN_KNOW_PLACES, &match));
    assert_true(syn_know_find_nocase(know, SYN_STR("turkey"), SYN_KNOW_PLACES, &match));
    syn_know_free(know);
}

static void the_longest_form_wins(void **state)
{
    syn_know *know = open_know();
    syn_str words[] = {SYN_STR("Guinea"), SYN_STR("-"), SYN_STR("Bissau"), SYN_STR("said")};
    syn_know_match match;
    syn_know_entry entry;

    (void)state;
    assert_int_equal(syn_know_find(know, words, 4, SYN_KNOW_BIT(SYN_KNOW_COUNTRY), &match), 3);
    assert_true(syn_know_next(know, &match, &entry));
    assert_str_is(entry.key, "iso3166:GW");
    assert_int_equal(syn_know_find(know, words, 2, SYN_KNOW_BIT(SYN_KNOW_COUNTRY), &match), 1);
    assert_int_equal(syn_know_find(know, words + 3, 1, SYN_KNOW_PLACES, &match), 0);
    assert_int_equal(syn_know_find(know, words, 0, SYN_KNOW_PLACES, &match), 0);
    syn_know_free(know);
}

static void odd_words_find_nothing(void **state)
{
    syn_know *know = open_know();
    char big[5000];
    syn_know_match match;
    syn_str words[64];

    (void)state;
    memset(big, 'x', sizeof big);
    syn_str odd[] = {
        {big, sizeof big}, {"", 0}, {NULL, 0}, {"\xFF\xFE", 2}, {"---", 3}, {"...", 3}};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_int_equal(syn_know_find(know, &odd[i], 1, SYN_KNOW_ANY, &match), 0);
        assert_false(syn_know_find_phrase(know, odd[i], SYN_KNOW_ANY, &match));
        for (size_t w = 0; w < 64; w++)
            words[w] = odd[i];
        assert_int_equal(syn_know_find(know, words, 64, SYN_KNOW_ANY, &match), 0);
    }
    syn_know_free(know);
}

/* Every byte of head and chunk table, and some of every chunk, flipped: refused with a named code.
 */
static void a_damaged_file_is_refused(void **state)
{
    char path[1024];
    const char *folder = getenv("SYNOPTIC_DATA");
    syn_os_map map;
    syn_err err = {0};
    syn_know *know = NULL;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/know.syn", folder ? folder : "build/share/synoptic");
    assert_int_equal(syn_os_map_file(path, &map, &err), SYN_OK);
    unsigned char *bytes = malloc(map.len);
    assert_non_null(bytes);
    memcpy(bytes, map.ptr, map.len);
    for (size_t at = 0; at < 272; at++) {
        bytes[at] ^= 0x40;
        syn_status status = syn_know_from_bytes(bytes, map.len, &know, &err);
        assert_true(status == SYN_E_FORMAT || status == SYN_E_VERSION || status == SYN_E_CHECKSUM ||
                    status == SYN_E_TRUNCATED);
        bytes[at] ^= 0x40;
    }
    for (size_t at = 272; at < map.len; at += map.len / 50) {
        bytes[at] ^= 1;
        assert_int_equal(syn_know_from_bytes(bytes, map.len, &know, &err), SYN_E_CHECKSUM);
        bytes[at] ^= 1;
    }
    for (size_t len = 0; len < map.len; len += map.len / 20 + 1)
        assert_int_not_equal(syn_know_from_bytes(bytes, len, &know, &err), SYN_OK);
    assert_int_equal(syn_know_from_bytes(bytes, map.len, &know, &err), SYN_OK);
    syn_know_free(know);
    free(bytes);
    syn_os_unmap(&map);
    assert_int_equal(syn_know_load("no/such/know.syn", &know, &err), SYN_E_MISSING);
}

static void spellings_of_one_name_are_one(void **state)
{
    static const char *const same[][2] = {{"Sharaa", "Charaa"}, {"Sharaa", "al-Shara'"},
        {"Hmeimim", "Khmeimim"}, {"Tartus", "Tartous"}, {"Kyiv", "Kiev"}, {"Lviv", "Lvov"},
        {"Mazar-i-Sharif", "Mazar-e-Sharif"}, {"Muammar Gaddafi", "Moammar Khadafy"},
        {"Abdel Fattah", "Abd al-Fattah"}, {"Kim Jong-un", "Kim Jong Un"}, {"Jolani", "Golani"},
        {"Zelensky", "Zelenskyy"}};
    static const char *const other[][2] = {{"Hassan", "Hussein"}, {"Khatami", "Hatami"},
        {"Kerry", "Gary"}, {"Mohammed", "Mahmoud"}, {"Clark", "Clarke"}, {"Fernando", "Fernanda"},
        {"Kim Jong-un", "Kim Jong-il"}, {"Iran", "Iraq"}, {"Niger", "Nigeria"}, {"", ""},
        {"Austria", "Australia"}, {"Lee", "Li"}};

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(syn_know_same_spelling(syn_str_from(same[i][0]), syn_str_from(same[i][1])));
        assert_true(syn_know_same_spelling(syn_str_from(same[i][1]), syn_str_from(same[i][0])));
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(syn_know_same_spelling(syn_str_from(other[i][0]), syn_str_from(other[i][1])));
}

static void every_kind_can_be_asked(void **state)
{
    syn_know *know = open_know();
    syn_know_entry e, held[4];
    syn_str words[] = {SYN_STR("Deputy"), SYN_STR("Prime"), SYN_STR("Minister"), SYN_STR("Nobody")};

    (void)state;
    assert_int_equal(syn_know_title(know, words, 4, &e), 3);
    assert_str_is(syn_know_attr(know, &e, "speaks"), "government");
    assert_true(syn_know_cue_verb(know, SYN_STR("say"), &e));
    assert_true(syn_know_attr_has(know, &e, "frames", "that"));
    assert_false(syn_know_attr_has(know, &e, "frames", "tha"));
    assert_true(syn_know_cue_noun(know, SYN_STR("claim"), &e));
    assert_true(syn_know_event_verb(know, SYN_STR("demonstrate"), &e));
    assert_str_is(syn_know_attr(know, &e, "type"), "PROTEST");
    assert_true(syn_know_signature(know, SYN_STR("manage"), &e));
    assert_str_is(syn_know_attr(know, &e, "neg"), "-");
    assert_int_equal(syn_know_given(know, SYN_STR("Margaret")), 'f');
    assert_int_equal(syn_know_given(know, SYN_STR("Xqzt")), 0);
    assert_true(syn_know_family(know, SYN_STR("Smith")));
    assert_true(syn_know_outlet(know, SYN_STR("https://www.reuters.com/world/x"), &e));
    assert_str_is(e.key, "outlet:reuters");
    assert_true(syn_know_holders(
                    know, SYN_STR("DE"), SYN_STR("head_of_government"), 20100601, held, 4) == 1);
    assert_str_is(held[0].name, "Angela Merkel");
    assert_int_equal(
        syn_know_holders(know, SYN_STR("QQ"), SYN_STR("head_of_state"), 0, held, 4), 0);
    for (int k = 0; k < SYN_KNOW_N_KIND; k++) {
        uint32_t first = 0, n = syn_know_kind_range(know, (syn_know_kind)k, &first);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(syn_know_entry_at(know, first + i, &e));
            assert_int_equal(e.kind, k);
            assert_true(e.name.len > 0 && e.key.len > 0 && e.table.len > 0);
        }
    }
    syn_know_free(know);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_are_found_by_every_form),
        cmocka_unit_test(case_has_its_say),
        cmocka_unit_test(the_longest_form_wins),
        cmocka_unit_test(odd_words_find_nothing),
        cmocka_unit_test(a_damaged_file_is_refused),
        cmocka_unit_test(spellings_of_one_name_are_one),
        cmocka_unit_test(every_kind_can_be_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
