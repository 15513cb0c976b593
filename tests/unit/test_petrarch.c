/* SPDX-License-Identifier: Apache-2.0
 *
 * PETRARCH dictionaries, by an invented country of two towns.
 */
#include "testing.h"

#include "know/petrarch.h"

typedef struct notes {
    uint32_t n, last_line;
} notes;

static void note(void *ctx, const char *path, uint32_t line, const char *message)
{
    notes *seen = ctx;
    assert_non_null(path);
    assert_non_null(message);
    seen->n++;
    seen->last_line = line;
}

static size_t split(const char *text, syn_str *words)
{
    size_t n = 0;
    for (const char *at = text; *at && n < 16;) {
        const char *end = strchr(at, ' ');
        size_t len = end ? (size_t)(end - at) : strlen(at);
        words[n++] = (syn_str){at, len};
        at += len + (end != NULL);
    }
    return n;
}

static syn_petrarch *read_all(notes *seen, char kind, const char *text)
{
    syn_petrarch *p = NULL;
    syn_err err = {0};
    assert_int_equal(syn_petrarch_new(note, seen, &p, &err), SYN_OK);
    assert_int_equal(syn_petrarch_load_text(p, kind, "test", syn_str_from(text), &err), SYN_OK);
    return p;
}

static void actors_have_dated_codes(void **state)
{
    notes seen = {0};
    syn_petrarch *p = read_all(&seen, 'A',
        "# a comment\n<!-- and another\nof two lines -->\n"
        "OLD_QUILLON ; made by hand\n+QUILLON_THE_ELDER\n\t[QUIGOV 19900101-20000101]\n"
        "\t[QUIELI >20000102]\n\t[QUI]\nZEMBLA [ZEM]\n+ZEM+BLAN\n\t[ZEM 2004017-20061201]\n");
    const syn_petrarch_actor *actor = NULL;
    syn_str words[16];
    size_t n = split("Quillon the Elder said", words);

    (void)state;
    assert_int_equal(syn_petrarch_find_actor(p, words, n, &actor), 3);
    assert_str_is(actor->name, "OLD_QUILLON");
    assert_str_is(syn_petrarch_code_on(actor, 19950607), "QUIGOV");
    assert_str_is(syn_petrarch_code_on(actor, 20100101), "QUIELI");
    assert_str_is(syn_petrarch_code_on(actor, 19800101), "QUI");
    assert_str_is(syn_petrarch_code_on(actor, 0), "QUI");
    n = split("Zembla", words);
    assert_int_equal(syn_petrarch_find_actor(p, words, n, &actor), 1);
    assert_str_is(syn_petrarch_code_on(actor, 20050101), "ZEM");
    n = split("said Zembla", words);
    assert_int_equal(syn_petrarch_find_actor(p, words, n, &actor), 0);
    assert_int_equal(seen.n, 2); /* the stray plus, the date of seven digits */
    assert_int_equal(seen.last_line, 11);
    syn_petrarch_free(p);
}

static void agents_have_plurals(void **state)
{
    notes seen = {0};
    syn_petrarch *p = read_all(&seen, 'G',
        "FOREIGN_MINISTER [~GOVFRM]\nHARBOUR_AGENCY [~GOV]\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} "
        "[~JUD]\nGUARDS!PERSON! [~MIL]\nNO_CODE\n");
    syn_str words[16], code = {0};

    (void)state;
    assert_int_equal(
        syn_petrarch_find_agent(p, words, split("foreign ministers met", words), &code), 2);
    assert_str_is(code, "~GOVFRM");
    assert_int_equal(syn_petrarch_find_agent(p, words, split("harbour agencies", words), &code), 2);
    assert_int_equal(
        syn_petrarch_find_agent(p, words, split("attorneys general", words), &code), 2);
    assert_str_is(code, "~JUD");
    assert_int_equal(syn_petrarch_find_agent(p, words, split("guardswomen", words), &code), 1);
    assert_int_equal(seen.n, 1);
    syn_petrarch_free(p);
}

static void verbs_have_forms_sets_and_patterns(void **state)
{
    notes seen = {0};
    syn_petrarch *p = read_all(&seen, 'V',
        "&BOATS\n+FERRY\n+ROWING_BOAT\n+&RAFTS\n&RAFTS\n+LOG_RAFT\n"
        "--- LAUNCH [---] ---\nLAUNCH\nHURRY {HURRIES HURRYING HURRIED} [010]\n"
        "+SET_OFF {+SETS_OFF} \n"
        "- $ * &BOATS (TO +) {RED FLAG} [042:043] # LAUNCH\n"
        "- LEAVE_* ^ + [190]\n- NO STAR [010]\n- * ( [010]\n");
    const syn_petrarch_verb *verb = NULL;
    syn_str words[16];

    (void)state;
    assert_int_equal(syn_petrarch_find_verb(p, words, split("launched boats", words), &verb), 1);
    assert_str_is(verb->lemma, "launch");
    assert_str_is(verb->code, "---");
    assert_int_equal(verb->block->n_patterns, 2);
    assert_str_is(verb->block->patterns[0].code, "042");
    assert_str_is(verb->block->patterns[0].code_back, "043");
    assert_int_equal(verb->block->patterns[0].items[0].kind, SYN_PETRARCH_SOURCE);
    assert_int_equal(verb->block->patterns[0].verb, 1);
    assert_int_equal(verb->block->patterns[0].items[2].kind, SYN_PETRARCH_SET);
    assert_str_is(verb->block->patterns[0].items[2].text, "BOATS");
    assert_int_equal(verb->block->patterns[0].n_items, 11);
    assert_true(verb->block->patterns[1].items[0].joined);
    assert_int_equal(syn_petrarch_find_verb(p, words, split("hurried", words), &verb), 1);
    assert_str_is(verb->code, "010");
    assert_int_equal(syn_petrarch_find_verb(p, words, split("sets off", words), &verb), 2);
    assert_int_equal(
        syn_petrarch_find_in_set(p, SYN_STR("BOATS"), words, split("rowing boats", words)), 2);
    assert_int_equal(
        syn_petrarch_find_in_set(p, SYN_STR("boats"), words, split("log raft", words)), 2);
    assert_int_equal(
        syn_petrarch_find_in_set(p, SYN_STR("RAFTS"), words, split("ferry", words)), 0);
    assert_int_equal(seen.n, 2);
    syn_petrarch_free(p);
}

static void odd_bytes_do_no_harm(void **state)
{
    notes seen = {0};
    static const char *const odd[] = {"", "\n\n", "[", "]", "+", "&", "---", "- * [", "-", "{}",
        "!", "\xFF\xFE [X]", "A [B C-D]", "<!-- open", "+&", "- ****** [1]", "_ [X]", "&_\n+_\n"};
    bool whole;
    syn_str words[16];

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (const char *kind = "AGVD"; *kind; kind++)
            syn_petrarch_free(read_all(&seen, *kind, odd[i]));
    syn_petrarch *p = read_all(&seen, 'D', "STORM\n+BALL_GAME\n");
    assert_int_equal(syn_petrarch_find_discard(p, words, split("ball game", words), &whole), 2);
    assert_true(whole);
    assert_int_equal(syn_petrarch_find_discard(p, words, split("storm", words), &whole), 1);
    assert_false(whole);
    syn_petrarch_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actors_have_dated_codes),
        cmocka_unit_test(agents_have_plurals),
        cmocka_unit_test(verbs_have_forms_sets_and_patterns),
        cmocka_unit_test(odd_bytes_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
