/* SPDX-License-Identifier: Apache-2.0
 *
 * Events of hand-parsed sentences: an embedded act is never an act.
 */
#include "testing.h"

#include "event/event.h"

#include <string.h>

/* form lemma upos head(1-based, 0 root) deprel */
typedef struct word {
    const char *form, *lemma;
    syn_upos upos;
    uint32_t head;
    syn_deprel deprel;
} word;

typedef struct parsed {
    char text[512];
    syn_token tokens[40];
    syn_sentence sentence;
    syn_lang_layer lang;
    syn_doc doc;
    syn_arena keep, scratch;
    syn_event_layer events;
} parsed;

static void parse(parsed *p, const word *words, uint32_t n)
{
    syn_err err = {0};
    syn_event_model *model;
    uint32_t at = 0;
    memset(p, 0, sizeof *p);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t len = (uint32_t)strlen(words[i].form);
        memcpy(p->text + at, words[i].form, len);
        p->tokens[i] = (syn_token){.span = {at, at + len},
            .form = syn_str_from(words[i].form),
            .lemma = syn_str_from(words[i].lemma),
            .head = words[i].head ? words[i].head - 1 : SYN_NONE,
            .upos = (uint8_t)words[i].upos,
            .deprel = (uint8_t)words[i].deprel,
            .space_after = true};
        at += len;
        p->text[at++] = ' ';
    }
    p->sentence = (syn_sentence){{0, at - 1}, 0, n, 0};
    p->lang.tokens.items = p->tokens;
    p->lang.tokens.n = n;
    p->lang.sentences.items = &p->sentence;
    p->lang.sentences.n = 1;
    p->lang.is_parsed = true;
    p->doc.text = (syn_str){p->text, at};
    p->doc.lang = &p->lang;
    syn_arena_init(&p->keep, 0);
    syn_arena_init(&p->scratch, 0);
    assert_int_equal(syn_event_new(NULL, &model, &err), SYN_OK);
    assert_int_equal(
        syn_event_run(model, &p->doc, &p->keep, &p->scratch, &p->events, &err), SYN_OK);
    syn_event_free(model);
}

static void done(parsed *p)
{
    syn_arena_release(&p->keep);
    syn_arena_release(&p->scratch);
}

static const syn_event *event_of(const parsed *p, const char *lemma)
{
    for (uint32_t i = 0; i < p->events.events.n; i++)
        if (syn_str_eq_z(p->events.events.items[i].lemma, lemma))
            return &p->events.events.items[i];
    fail_msg("no event %s", lemma);
    return NULL;
}

static syn_str span_of(const parsed *p, const syn_event *e)
{
    return syn_str_span(p->doc.text, e->span);
}

static void an_ask_to_come_is_two_strengths(void **state)
{
    static const word words[] = {
        {"Marsk", "Marsk", SYN_UPOS_PROPN, 3, SYN_DEPREL_NSUBJ},
        {"will", "will", SYN_UPOS_AUX, 3, SYN_DEPREL_AUX},
        {"ask", "ask", SYN_UPOS_VERB, 0, SYN_DEPREL_ROOT},
        {"that", "that", SYN_UPOS_SCONJ, 7, SYN_DEPREL_MARK},
        {"Seld", "Seld", SYN_UPOS_PROPN, 7, SYN_DEPREL_NSUBJ_PASS},
        {"be", "be", SYN_UPOS_AUX, 7, SYN_DEPREL_AUX_PASS},
        {"freed", "free", SYN_UPOS_VERB, 3, SYN_DEPREL_CCOMP},
        {".", ".", SYN_UPOS_PUNCT, 3, SYN_DEPREL_PUNCT},
    };
    parsed p;
    (void)state;
    parse(&p, words, sizeof words / sizeof *words);
    assert_int_equal(event_of(&p, "ask")->stage, SYN_ACT_PLANNED);
    assert_int_equal(event_of(&p, "free")->stage, SYN_ACT_ASKED);
    assert_int_equal(event_of(&p, "free")->modality, SYN_MODALITY_REQUESTED);
    assert_str_is(span_of(&p, event_of(&p, "ask")), "Marsk will ask that Seld be freed");
    done(&p);
}

static void is_said_to_have_is_a_rumour(void **state)
{
    static const word words[] = {
        {"He", "he", SYN_UPOS_PRON, 3, SYN_DEPREL_NSUBJ_PASS},
        {"is", "be", SYN_UPOS_AUX, 3, SYN_DEPREL_AUX_PASS},
        {"said", "say", SYN_UPOS_VERB, 0, SYN_DEPREL_ROOT},
        {"to", "to", SYN_UPOS_PART, 6, SYN_DEPREL_MARK},
        {"have", "have", SYN_UPOS_AUX, 6, SYN_DEPREL_AUX},
        {"left", "leave", SYN_UPOS_VERB, 3, SYN_DEPREL_XCOMP},
    };
    parsed p;
    (void)state;
    parse(&p, words, sizeof words / sizeof *words);
    assert_int_equal(event_of(&p, "leave")->modality, SYN_MODALITY_RUMOURED);
    assert_int_equal(event_of(&p, "leave")->warrant, SYN_WARRANT_UNSOURCED);
    done(&p);
}

static void failing_and_refusing_negate(void **state)
{
    static const word words[] = {
        {"They", "they", SYN_UPOS_PRON, 2, SYN_DEPREL_NSUBJ},
        {"failed", "fail", SYN_UPOS_VERB, 0, SYN_DEPREL_ROOT},
        {"to", "to", SYN_UPOS_PART, 4, SYN_DEPREL_MARK},
        {"agree", "agree", SYN_UPOS_VERB, 2, SYN_DEPREL_XCOMP},
        {"and", "and", SYN_UPOS_CCONJ, 6, SYN_DEPREL_CC},
        {"refused", "refuse", SYN_UPOS_VERB, 2, SYN_DEPREL_CONJ},
        {"to", "to", SYN_UPOS_PART, 8, SYN_DEPREL_MARK},
        {"meet", "meet", SYN_UPOS_VERB, 6, SYN_DEPREL_XCOMP},
    };
    parsed p;
    (void)state;
    parse(&p, words, sizeof words / sizeof *words);
    assert_false(event_of(&p, "fail")->negative);
    assert_true(event_of(&p, "agree")->negative);
    assert_true(event_of(&p, "meet")->negative);
    assert_int_equal(event_of(&p, "meet")->stage, SYN_ACT_REFUSED);
    assert_str_is(span_of(&p, event_of(&p, "refuse")), "refused to meet");
    done(&p);
}

static void negation_is_never_dropped(void **state)
{
    static const word words[] = {
        {"No", "no", SYN_UPOS_DET, 2, SYN_DEPREL_DET},
        {"leader", "leader", SYN_UPOS_NOUN, 5, SYN_DEPREL_NSUBJ},
        {"had", "have", SYN_UPOS_AUX, 5, SYN_DEPREL_AUX},
        {"publicly", "publicly", SYN_UPOS_ADV, 5, SYN_DEPREL_ADVMOD},
        {"spoken", "speak", SYN_UPOS_VERB, 0, SYN_DEPREL_ROOT},
        {"if", "if", SYN_UPOS_SCONJ, 9, SYN_DEPREL_MARK},
        {"it", "it", SYN_UPOS_PRON, 9, SYN_DEPREL_NSUBJ},
        {"never", "never", SYN_UPOS_ADV, 9, SYN_DEPREL_ADVMOD},
        {"happened", "happen", SYN_UPOS_VERB, 5, SYN_DEPREL_ADVCL},
    };
    parsed p;
    (void)state;
    parse(&p, words, sizeof words / sizeof *words);
    assert_true(event_of(&p, "speak")->negative);
    assert_true(event_of(&p, "happen")->negative);
    assert_int_equal(event_of(&p, "happen")->modality, SYN_MODALITY_CONDITIONAL);
    done(&p);
}

static void a_clause_ends_where_the_next_begins(void **state)
{
    static const word words[] = {
        {"They", "they", SYN_UPOS_PRON, 2, SYN_DEPREL_NSUBJ},
        {"met", "meet", SYN_UPOS_VERB, 0, SYN_DEPREL_ROOT},
        {"Torvin", "Torvin", SYN_UPOS_PROPN, 2, SYN_DEPREL_OBJ},
        {",", ",", SYN_UPOS_PUNCT, 6, SYN_DEPREL_PUNCT},
        {"who", "who", SYN_UPOS_PRON, 6, SYN_DEPREL_NSUBJ},
        {"smiled", "smile", SYN_UPOS_VERB, 3, SYN_DEPREL_ACL_RELCL},
        {",", ",", SYN_UPOS_PUNCT, 9, SYN_DEPREL_PUNCT},
        {"and", "and", SYN_UPOS_CCONJ, 9, SYN_DEPREL_CC},
        {"left", "leave", SYN_UPOS_VERB, 2, SYN_DEPREL_CONJ},
    };
    parsed p;
    (void)state;
    parse(&p, words, sizeof words / sizeof *words);
    assert_str_is(span_of(&p, event_of(&p, "meet")), "They met Torvin");
    assert_str_is(span_of(&p, event_of(&p, "smile")), "who smiled");
    assert_str_is(span_of(&p, event_of(&p, "leave")), "left");
    done(&p);
}

static void no_parse_no_events(void **state)
{
    parsed p;
    (void)state;
    parse(&p, (const word[]){{"Rain", "rain", SYN_UPOS_NOUN, 0, SYN_DEPREL_ROOT}}, 1);
    assert_int_equal(p.events.events.n, 0);
    done(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_to_come_is_two_strengths),
        cmocka_unit_test(is_said_to_have_is_a_rumour),
        cmocka_unit_test(failing_and_refusing_negate),
        cmocka_unit_test(negation_is_never_dropped),
        cmocka_unit_test(a_clause_ends_where_the_next_begins),
        cmocka_unit_test(no_parse_no_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
