/* SPDX-License-Identifier: Apache-2.0
 *
 * The document: words of the enumerations, the JSON writer, the invariants, CoNLL-U.
 */
#include "testing.h"

#include "doc/print.h"

#include <math.h>

/* ---- JSON ---------------------------------------------------------------------------------- */

static void assert_number(double x, unsigned decimals, const char *wanted)
{
    syn_buf out = {0};
    syn_json w;

    syn_json_init(&w, &out);
    syn_json_number(&w, x, decimals);
    assert_string_equal(out.ptr, wanted);
    syn_buf_free(&out);
}

static void numbers_are_short_and_rounded(void **state)
{
    (void)state;
    assert_number(0, 3, "0");
    assert_number(-0.0, 3, "0");
    assert_number(0.5, 3, "0.5");
    assert_number(-0.0001, 3, "0");
    assert_number(0.9996, 3, "1");
    assert_number(1.25, 1, "1.3");
    assert_number(-1.25, 1, "-1.3");
    assert_number(33.5102, 5, "33.5102");
    assert_number(1e9, 6, "1000000000");
    assert_number(2.5e9, 6, "2500000000");
    assert_number(1234567890123.5, 6, "1234567890123.5");
    assert_number(1e22, 6, "10000000000000000000000");
    assert_number(-1e300 * 1e300, 6, "null");
    assert_number(NAN, 6, "null");
    assert_number(0.000001, 6, "0.000001");
}

static void strings_are_escaped(void **state)
{
    syn_buf out = {0};
    syn_json w;

    (void)state;
    syn_json_init(&w, &out);
    syn_json_array(&w);
    syn_json_str(&w, SYN_STR("a\"b\\c/\n\r\t\x01\x1f\x7f"));
    syn_json_str(&w, (syn_str){"\0x", 2});
    syn_json_str(&w, SYN_STR("\xc3\xa9\xe2\x80\x9c\xf0\x9f\x98\x80"));
    syn_json_str(&w, SYN_STR("\xff|\xc3|\xed\xa0\x80|\xf0\x9f"));
    syn_json_str(&w, SYN_STR(""));
    syn_json_str(&w, SYN_STR("\xef\xbf\xbd"));
    syn_json_end(&w);
    assert_string_equal(out.ptr, "[\"a\\\"b\\\\c/\\n\\r\\t\\u0001\\u001f\\u007f\",\"\\u0000x\","
                                 "\"\xc3\xa9\xe2\x80\x9c\xf0\x9f\x98\x80\","
                                 "\"\xef\xbf\xbd|\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd|"
                                 "\xef\xbf\xbd\xef\xbf\xbd\",\"\",\"\xef\xbf\xbd\"]");
    syn_buf_free(&out);
}

static void levels_and_commas(void **state)
{
    syn_buf out = {0};
    syn_json w;

    (void)state;
    syn_json_init(&w, &out);
    syn_json_object(&w);
    syn_json_key(&w, "a");
    syn_json_array(&w);
    syn_json_array(&w);
    syn_json_end(&w);
    syn_json_object(&w);
    syn_json_end(&w);
    syn_json_int(&w, INT64_MIN);
    syn_json_uint(&w, UINT64_MAX);
    syn_json_end(&w);
    syn_json_key(&w, "b");
    syn_json_bool(&w, true);
    syn_json_key(&w, "c");
    syn_json_span(&w, (syn_span){3, 5});
    syn_json_key(&w, "d");
    syn_json_z(&w, NULL);
    syn_json_key(&w, "e");
    syn_json_str_or_null(&w, SYN_STR(""));
    syn_json_end(&w);
    assert_string_equal(out.ptr, "{\"a\":[[],{},-9223372036854775808,18446744073709551615],"
                                 "\"b\":true,\"c\":[3,5],\"d\":null,\"e\":null}");
    syn_buf_free(&out);
}

/* ---- words --------------------------------------------------------------------------------- */

static void every_value_has_a_word(void **state)
{
    (void)state;
    for (int i = 0; i < SYN_N_UPOS; i++)
        assert_true(i == SYN_UPOS_X || strcmp(syn_upos_name((syn_upos)i), "X") != 0);
    for (int i = 1; i < SYN_N_DEPRELS; i++)
        assert_string_not_equal(syn_deprel_name((syn_deprel)i), "dep");
    for (int i = 0; i < SYN_N_ZONE_KINDS; i++)
        assert_string_not_equal(syn_zone_kind_name((syn_zone_kind)i), "unknown");
    for (int i = 0; i < SYN_N_ACTS; i++)
        assert_string_not_equal(syn_act_name((syn_act)i), "unknown");
    for (int i = 0; i < SYN_N_WARRANTS; i++)
        assert_string_not_equal(syn_warrant_name((syn_warrant)i), "unknown");
    for (int i = 0; i < SYN_N_MODALITIES; i++)
        assert_string_not_equal(syn_modality_name((syn_modality)i), "unknown");
    assert_string_equal(syn_upos_name((syn_upos)999), "X");
    assert_string_equal(syn_genre_name((syn_genre)-1), "unknown");
    assert_string_equal(syn_deprel_name(SYN_DEPREL_NSUBJ_PASS), "nsubj:pass");
}

static void layers_have_words(void **state)
{
    unsigned layers = 7;
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_layers_parse(SYN_STR("times, tokens"), &layers, &err), SYN_OK);
    assert_int_equal(layers, SYN_LAYER_TIMES | SYN_LAYER_TOKENS);
    assert_int_equal(syn_layers_parse(SYN_STR(""), &layers, &err), SYN_E_USAGE);
    assert_int_equal(syn_layers_parse(SYN_STR("tokens,"), &layers, &err), SYN_E_USAGE);
    assert_int_equal(layers, SYN_LAYER_TIMES | SYN_LAYER_TOKENS);
    assert_string_equal(syn_layer_name(SYN_LAYER_EVENTS), "events");
    assert_null(syn_layer_name(64));
    assert_null(syn_layer_name(3));
}

/* ---- a document made by hand --------------------------------------------------------------- */

/* "Don't go. Éa" : a multiword token, two sentences, one paragraph, a letter of two bytes. */
typedef struct sample {
    syn_doc doc;
    syn_zone zones[2];
    syn_span paragraphs[1];
    syn_sentence sentences[2];
    syn_token tokens[5];
    syn_surface surface[1];
    syn_lang_layer lang;
    syn_mention mentions[1];
    syn_entity entities[1];
    uint32_t entity_mentions[1];
    syn_names_layer names;
    syn_span content[2];
    syn_attribution attributions[2];
    syn_quote_layer quote;
} sample;

static void make(sample *s)
{
    static const struct {
        const char *form;
        uint32_t start, end, head, sentence;
        bool space;
    } words[] = {{"Do", 0, 2, 2, 0, false}, {"n't", 2, 5, 2, 0, true},
        {"go", 6, 8, SYN_NONE, 0, false}, {".", 8, 9, 2, 0, true},
        {"\xc3\x89"
         "a",
            10, 13, SYN_NONE, 1, true}};

    *s = (sample){0};
    s->doc.id = SYN_STR("d\n1");
    s->doc.text = SYN_STR("Don't go. \xc3\x89"
                          "a\n");
    s->doc.meta.published_span = (syn_span){SYN_NONE, SYN_NONE};
    s->zones[0] = (syn_zone){{0, 10}, SYN_ZONE_TITLE};
    s->zones[1] = (syn_zone){{10, 14}, SYN_ZONE_BODY};
    s->doc.zones.items = s->zones;
    s->doc.zones.n = 2;
    s->paragraphs[0] = (syn_span){0, 13};
    s->lang.paragraphs.items = s->paragraphs;
    s->lang.paragraphs.n = 1;
    s->sentences[0] = (syn_sentence){{0, 9}, 0, 4, 0};
    s->sentences[1] = (syn_sentence){{10, 13}, 4, 1, 0};
    s->lang.sentences.items = s->sentences;
    s->lang.sentences.n = 2;
    for (size_t i = 0; i < 5; i++)
        s->tokens[i] = (syn_token){.span = {words[i].start, words[i].end},
            .form = syn_str_from(words[i].form),
            .lemma = syn_str_from(words[i].form),
            .head = words[i].head,
            .sentence = words[i].sentence,
            .upos = SYN_UPOS_VERB,
            .deprel = words[i].head == SYN_NONE ? SYN_DEPREL_ROOT : SYN_DEPREL_ADVMOD,
            .space_after = words[i].space};
    s->lang.tokens.items = s->tokens;
    s->lang.tokens.n = 5;
    s->surface[0] = (syn_surface){{0, 5}, 0, 2};
    s->lang.surface.items = s->surface;
    s->lang.surface.n = 1;
    s->lang.is_parsed = true;
    s->doc.lang = &s->lang;
    s->mentions[0] = (syn_mention){.span = {10, 13},
        .head = {10, 13},
        .first_token = 4,
        .end_token = 5,
        .head_token = 4,
        .entity = 0,
        .confidence = 1};
    s->names.mentions.items = s->mentions;
    s->names.mentions.n = 1;
    s->entities[0].name = SYN_STR("\xc3\x89"
                                  "a");
    s->entities[0].mentions.items = s->entity_mentions;
    s->entities[0].mentions.n = 1;
    s->names.entities.items = s->entities;
    s->names.entities.n = 1;
    s->doc.names = &s->names;
    s->content[0] = (syn_span){0, 9};
    s->content[1] = (syn_span){6, 8};
    for (size_t i = 0; i < 2; i++) {
        s->attributions[i].content.items = &s->content[i];
        s->attributions[i].content.n = 1;
        s->attributions[i].speaker = 0;
        s->attributions[i].cue_token = SYN_NONE;
        s->attributions[i].parent = i == 0 ? SYN_NONE : 0;
    }
    s->quote.attributions.items = s->attributions;
    s->quote.attributions.n = 2;
    s->doc.quote = &s->quote;
}

static void a_good_document_passes(void **state)
{
    sample s;
    syn_err err = {0};

    (void)state;
    make(&s);
    if (syn_doc_check(&s.doc, &err) != SYN_OK)
        fail_msg("%s", err.message);
    s.lang.surface.n = 0; /* words that cover everything need no surface */
    assert_int_equal(syn_doc_check(&s.doc, &err), SYN_OK);
    assert_int_equal(err.code, SYN_OK);
}

/* Each edit breaks one rule, and the check names what is broken. */
static void every_breach_is_found(void **state)
{
    sample s;
    syn_err err;

    (void)state;
#define BREACH(edit, word)                                                                         \
    do {                                                                                           \
        make(&s);                                                                                  \
        err = (syn_err){0};                                                                        \
        edit;                                                                                      \
        assert_int_equal(syn_doc_check(&s.doc, &err), SYN_E_BUG);                                  \
        if (strstr(err.message, word) == NULL)                                                     \
            fail_msg("%s: %s", word, err.message);                                                 \
    } while (0)
    BREACH(s.doc.text = SYN_STR("Don't go. \xff\xff\xff\n"), "UTF-8");
    BREACH(s.zones[1].span.start = 12, "zone");
    BREACH(s.zones[1].span.end = 13, "zones end before");
    BREACH(s.zones[1].span.end = 15, "outside of the text");
    BREACH(s.zones[0].kind = SYN_N_ZONE_KINDS, "kind");
    BREACH(s.doc.meta.published = SYN_STR("2026-01-01"), "date without");
    BREACH(s.tokens[4].span.end = 11, "inside a character");
    BREACH(s.tokens[2].span.start = 7, "lie in no token");
    BREACH((s.lang.tokens.n = 4, s.lang.sentences.n = 1), "characters after");
    BREACH(s.tokens[3].span = s.tokens[2].span, "overlap");
    BREACH(s.tokens[2].head = 0, "root");
    BREACH((s.tokens[0].head = 1, s.tokens[1].head = 0), "cycle");
    BREACH(s.tokens[0].head = 0, "cycle");
    BREACH(s.tokens[0].head = 4, "outside of the sentence");
    BREACH(s.tokens[3].sentence = 1, "another sentence");
    BREACH(s.tokens[3].upos = SYN_N_UPOS, "tag");
    BREACH(s.sentences[1].first_token = 3, "left out or shared");
    BREACH(s.sentences[1].paragraph = 1, "out of range");
    BREACH(s.sentences[0].span.end = 8, "outside of its span");
    BREACH(s.paragraphs[0].end = 9, "outside of its paragraph");
    BREACH(s.surface[0].end_token = 6, "out of range");
    BREACH(s.surface[0].span.end = 4, "outside of it");
    BREACH(s.mentions[0].head.start = 9, "head lies outside");
    BREACH(s.mentions[0].entity = 1, "out of range");
    BREACH(s.mentions[0].entity = SYN_NONE, "names another entity");
    BREACH(s.mentions[0].confidence = 1.5F, "confidence");
    BREACH(s.entity_mentions[0] = 1, "out of range");
    BREACH(s.attributions[0].content.n = 0, "content is empty");
    BREACH(s.attributions[0].parent = 1, "cycle");
    BREACH(s.attributions[0].parent = 0, "cycle");
    BREACH(s.attributions[0].speaker = 1, "out of range");
    BREACH(s.attributions[0].content.items = &s.content[1];
           s.attributions[1].content.items = &s.content[0], "out of order");
#undef BREACH
}

static void zones_are_found_by_byte(void **state)
{
    sample s;

    (void)state;
    make(&s);
    assert_int_equal(syn_doc_zone_at(&s.doc, 0), SYN_ZONE_TITLE);
    assert_int_equal(syn_doc_zone_at(&s.doc, 9), SYN_ZONE_TITLE);
    assert_int_equal(syn_doc_zone_at(&s.doc, 10), SYN_ZONE_BODY);
    s.zones[1].kind = SYN_ZONE_CAPTION;
    assert_int_equal(syn_doc_zone_at(&s.doc, 13), SYN_ZONE_CAPTION);
    assert_int_equal(syn_doc_zone_at(&s.doc, 14), SYN_ZONE_BODY);
}

static void conllu_is_written(void **state)
{
    sample s;
    syn_buf out = {0};

    (void)state;
    make(&s);
    syn_doc_write_conllu(&s.doc, &out);
    assert_string_equal(out.ptr,
        "# newdoc id = d 1\n# newpar\n# sent_id = d 1-1\n# text = Don't go.\n"
        "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tTokenRange=0:5\n"
        "1\tDo\tDo\tVERB\t_\t_\t3\tadvmod\t_\t_\n"
        "2\tn't\tn't\tVERB\t_\t_\t3\tadvmod\t_\t_\n"
        "3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=6:8\n"
        "4\t.\t.\tVERB\t_\t_\t3\tadvmod\t_\tTokenRange=8:9\n\n"
        "# sent_id = d 1-2\n# text = \xc3\x89"
        "a\n"
        "1\t\xc3\x89"
        "a\t\xc3\x89"
        "a\tVERB\t_\t_\t0\troot\t_\tTokenRange=10:13\n\n");
    syn_buf_free(&out);
}

static void json_has_what_was_asked(void **state)
{
    sample s;
    syn_buf out = {0};

    (void)state;
    make(&s);
    syn_doc_write_json(&s.doc, NULL, SYN_LAYER_ATTRIBUTIONS, &out);
    assert_non_null(strstr(out.ptr, "\"parent\":\"a0\""));
    assert_non_null(strstr(out.ptr, "\"id\":\"d\\n1\""));
    assert_null(strstr(out.ptr, "\"mentions\""));
    assert_null(strstr(out.ptr, "\"tokens\""));
    assert_null(strstr(out.ptr, "\"events\""));
    assert_int_equal(out.ptr[out.len - 1], '\n');
    assert_ptr_equal(strchr(out.ptr, '\n'), out.ptr + out.len - 1);
    syn_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_short_and_rounded),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(levels_and_commas),
        cmocka_unit_test(every_value_has_a_word),
        cmocka_unit_test(layers_have_words),
        cmocka_unit_test(a_good_document_passes),
        cmocka_unit_test(every_breach_is_found),
        cmocka_unit_test(zones_are_found_by_byte),
        cmocka_unit_test(conllu_is_written),
        cmocka_unit_test(json_has_what_was_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
