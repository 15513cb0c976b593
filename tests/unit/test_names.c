/* SPDX-License-Identifier: Apache-2.0
 *
 * Names: the tagger's decoder, names as they are compared, entities of one report, identity across
 * reports. All people and places are invented.
 */
#include "testing.h"

#include "names/identity.h"
#include "names/names.h"
#include "names/ner.h"
#include "names/work.h"

#include <stdlib.h>

#define L SYNI_NER_N_LABELS

static void follows_only_what_is_open(void **state)
{
    (void)state;
    uint32_t b_per = 1, i_per = 2, e_per = 3, s_per = 4, b_org = 5, e_org = 7;
    assert_true(syni_ner_may_follow(SYN_NONE, 0));
    assert_true(syni_ner_may_follow(SYN_NONE, b_per));
    assert_false(syni_ner_may_follow(SYN_NONE, i_per));
    assert_true(syni_ner_may_follow(b_per, e_per));
    assert_true(syni_ner_may_follow(b_per, i_per));
    assert_false(syni_ner_may_follow(b_per, e_org));
    assert_false(syni_ner_may_follow(b_per, 0));
    assert_false(syni_ner_may_follow(b_per, SYN_NONE));
    assert_true(syni_ner_may_follow(s_per, b_org));
    assert_true(syni_ner_may_follow(e_per, SYN_NONE));
}

/* One feature, one row: the decoder finds the best legal path, and the margin is what it loses. */
static void decodes_the_best_legal_path(void **state)
{
    (void)state;
    uint32_t check[4] = {0};
    int8_t rows[4][L] = {{0}};
    int32_t bonds[L * L];
    for (uint32_t a = 0; a < L; a++)
        for (uint32_t b = 0; b < L; b++)
            bonds[a * L + b] = syni_ner_may_follow(a, b) ? 0 : INT32_MIN / 4;
    check[1] = 0x11 | 1;
    rows[1][1] = 50; /* B-PER */
    check[2] = 0x21 | 1;
    rows[2][3] = 40; /* E-PER */
    rows[2][0] = 30;
    syni_ner_pass pass = {.check = check, .rows = &rows[0][0], .n_slots = 4, .bonds = bonds};
    syni_ner_token tokens[2] = {{SYN_STR("Ada"), 0, false}, {SYN_STR("Orm"), 0, false}};
    uint64_t items[2 * SYNI_NER_N_FEATURES] = {0};
    uint32_t n[2] = {1, 1};
    items[0] = (uint64_t)0x11 << 32 | 1;
    items[SYNI_NER_N_FEATURES] = (uint64_t)0x21 << 32 | 2;
    syni_ner_features features = {items, n, 2};
    syn_arena scratch;
    uint8_t labels[2];
    int32_t margin[2];
    syn_arena_init(&scratch, 0);
    assert_true(syni_ner_decode(&pass, tokens, &features, &scratch, labels, margin));
    assert_int_equal(labels[0], 1);
    assert_int_equal(labels[1], 3);
    assert_int_equal(margin[0], 60); /* best without: O O = 30 against 90 */
    assert_int_equal(margin[1], 60);
    syn_arena_release(&scratch);
}

static void compares_names_by_words(void **state)
{
    (void)state;
    syn_arena a;
    syn_arena_init(&a, 0);
    syni_name n = syni_name_make(&a, SYN_STR("The Zur-Vale’s Élan Co."));
    assert_true(syn_str_eq_z(n.joined, "zur vales elan co"));
    assert_int_equal(n.n, 4);
    syni_name full = syni_name_make(&a, SYN_STR("Maro T. al-Keshti"));
    syni_name part = syni_name_make(&a, SYN_STR("Maro Tavel al-Keshti"));
    syni_name other = syni_name_make(&a, SYN_STR("Oru al-Keshti"));
    assert_true(syni_persons_agree(&full, &part));
    assert_false(syni_persons_agree(&full, &other));
    n = syni_name_make(&a, SYN_STR("…"));
    assert_int_equal(n.n, 0);
    syn_arena_release(&a);
}

/* ---- entities of one report ---------------------------------------------------------------- */

typedef struct fixture {
    syn_arena keep, scratch;
    syn_doc doc;
    syn_lang_layer lang;
    syni_work w;
} fixture;

/* Tokens are the words of `text`, apart by spaces; a token "." ends a sentence. */
static void begin(fixture *f, const char *text)
{
    *f = (fixture){0};
    syn_arena_init(&f->keep, 0);
    syn_arena_init(&f->scratch, 0);
    f->doc.text = syn_str_from(text);
    SYN_VEC(syn_token) tokens = {0};
    uint32_t sentence = 0;
    for (uint32_t at = 0; at < f->doc.text.len;) {
        uint32_t end = at;
        while (end < f->doc.text.len && text[end] != ' ')
            end++;
        syn_token t = {.span = {at, end},
            .form = syn_str_slice(f->doc.text, at, end),
            .head = SYN_NONE,
            .sentence = sentence};
        sentence += end - at == 1 && text[at] == '.';
        SYN_PUSH(&f->keep, tokens, t);
        at = end + 1;
    }
    syn_sentence *sentences = SYN_NEW_N(&f->keep, syn_sentence, (size_t)sentence + 1);
    f->lang.tokens.items = tokens.items;
    f->lang.tokens.n = tokens.n;
    f->lang.sentences.items = sentences;
    f->lang.sentences.n = sentence + 1;
    f->doc.lang = &f->lang;
    f->w = (syni_work){.doc = &f->doc,
        .scratch = &f->scratch,
        .tokens = tokens.items,
        .n_tokens = tokens.n,
        .mention_at = SYN_NEW_N(&f->scratch, uint32_t, tokens.n)};
}

static void end(fixture *f)
{
    syn_arena_release(&f->keep);
    syn_arena_release(&f->scratch);
}

/* Labels every capitalised run that is not first in its sentence, or listed, as `type`. */
static void tag_runs(fixture *f, const char *const *names, const uint8_t *types)
{
    uint8_t *labels = SYN_NEW_N(&f->scratch, uint8_t, f->w.n_tokens);
    int32_t *margins = SYN_NEW_N(&f->scratch, int32_t, f->w.n_tokens);
    for (uint32_t t = 0; t < f->w.n_tokens; t++)
        margins[t] = 1000;
    for (; *names; names++, types++) {
        syn_str name = syn_str_from(*names);
        for (uint32_t t = 0; t < f->w.n_tokens; t++)
            for (uint32_t e = t + 1; e <= f->w.n_tokens && e < t + 6; e++) {
                if (labels[t] || !syn_str_eq(syni_token_text(&f->w, t, e), name))
                    continue;
                for (uint32_t k = t; k < e; k++)
                    labels[k] = (uint8_t)(1 + 4 * *types +
                                          (e - t == 1      ? SYNI_NER_S
                                              : k == t     ? SYNI_NER_B
                                              : k == e - 1 ? SYNI_NER_E
                                                           : SYNI_NER_I));
            }
    }
    assert_true(syni_mentions_of_names(&f->w, labels, margins));
    assert_true(syni_entities_of_names(&f->w));
    assert_true(syni_entities_of_nouns(&f->w));
}

static uint32_t entity_of(const fixture *f, const char *text, unsigned nth)
{
    for (uint32_t i = 0; i < f->w.mentions.n; i++) {
        const syni_mention *m = &f->w.mentions.items[i];
        if (syn_str_eq_z(syni_token_text(&f->w, m->first, m->end), text) && nth-- == 0)
            return m->entity;
    }
    return SYN_NONE;
}

static void joins_short_name_to_its_one_bearer(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "Keshti spoke . Maro Keshti came . He left . Keshti said so .");
    tag_runs(&f, (const char *const[]){"Maro Keshti", "Keshti", NULL},
        (const uint8_t[]){SYNI_NER_PER, SYNI_NER_PER});
    uint32_t e = entity_of(&f, "Maro Keshti", 0);
    assert_int_not_equal(e, SYN_NONE);
    assert_int_equal(entity_of(&f, "Keshti", 0), e);
    assert_int_equal(entity_of(&f, "Keshti", 1), e);
    assert_int_equal(entity_of(&f, "He", 0), e);
    end(&f);
}

static void joins_no_surname_that_two_bear(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "Maro Keshti came . Oru Keshti went . Keshti said so . He left .");
    tag_runs(&f, (const char *const[]){"Maro Keshti", "Oru Keshti", "Keshti", NULL},
        (const uint8_t[]){SYNI_NER_PER, SYNI_NER_PER, SYNI_NER_PER});
    uint32_t alone = entity_of(&f, "Keshti", 0);
    assert_int_not_equal(alone, entity_of(&f, "Maro Keshti", 0));
    assert_int_not_equal(alone, entity_of(&f, "Oru Keshti", 0));
    assert_true(f.w.entities.items[alone].ambiguous);
    assert_int_equal(entity_of(&f, "He", 0), SYN_NONE);
    end(&f);
}

static void joins_an_acronym_in_brackets(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "The Vale Relief Board ( VRB ) met . VRB said so .");
    tag_runs(&f, (const char *const[]){"Vale Relief Board", "VRB", NULL},
        (const uint8_t[]){SYNI_NER_ORG, SYNI_NER_ORG});
    assert_int_equal(entity_of(&f, "VRB", 0), entity_of(&f, "Vale Relief Board", 0));
    assert_int_equal(entity_of(&f, "VRB", 1), entity_of(&f, "Vale Relief Board", 0));
    end(&f);
}

static void joins_a_pseudonym_that_the_text_gives(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "Maro Keshti , better known as Grey Heron , left . Grey Heron said so .");
    tag_runs(&f, (const char *const[]){"Maro Keshti", "Grey Heron", NULL},
        (const uint8_t[]){SYNI_NER_PER, SYNI_NER_PER});
    assert_int_equal(entity_of(&f, "Grey Heron", 1), entity_of(&f, "Maro Keshti", 0));
    end(&f);
    begin(&f, "Maro Keshti and Grey Heron , known as poets , left .");
    tag_runs(&f, (const char *const[]){"Maro Keshti", "Grey Heron", NULL},
        (const uint8_t[]){SYNI_NER_PER, SYNI_NER_PER});
    assert_int_not_equal(entity_of(&f, "Grey Heron", 0), entity_of(&f, "Maro Keshti", 0));
    end(&f);
}

static void lets_the_majority_type_a_word(void **state)
{
    (void)state;
    fixture f;
    begin(&f, "Maro Keshti came . in Keshti .");
    tag_runs(&f, (const char *const[]){"Maro Keshti", "Keshti", NULL},
        (const uint8_t[]){SYNI_NER_PER, SYNI_NER_LOC});
    assert_int_equal(entity_of(&f, "Keshti", 0), entity_of(&f, "Maro Keshti", 0));
    end(&f);
}

/* ---- identity ------------------------------------------------------------------------------ */

static syn_doc document(const char *id, syn_names_layer *layer, syn_entity *entities, uint32_t n)
{
    syn_doc d = {.id = syn_str_from(id)};
    *layer = (syn_names_layer){0};
    layer->entities.items = entities;
    layer->entities.n = n;
    d.names = layer;
    return d;
}

#define PERSON(n) ((syn_entity){.type = SYN_ENTITY_PER, .name = SYN_STR(n), .confidence = 1})

static void run_identity(const syn_doc *const *docs, uint32_t n,
    const syn_identity_correction *corrections, uint32_t n_corrections, syn_arena *keep,
    syn_identity *out)
{
    syn_arena scratch;
    syn_err err = {0};
    syn_arena_init(&scratch, 0);
    assert_int_equal(
        syn_identity_run(NULL, docs, n, corrections, n_corrections, keep, &scratch, out, &err),
        SYN_OK);
    syn_arena_release(&scratch);
}

static void identity_joins_across_reports(void **state)
{
    (void)state;
    syn_names_layer layers[3];
    syn_entity a[] = {PERSON("Maro Keshti")}, b[] = {PERSON("Keshti")},
               c[] = {PERSON("Oru Keshti")};
    syn_doc docs[3] = {document("a", &layers[0], a, 1), document("b", &layers[1], b, 1),
        document("c", &layers[2], c, 1)};
    syn_arena keep;
    syn_identity id = {0};
    syn_arena_init(&keep, 0);
    run_identity((const syn_doc *const[]){&docs[0], &docs[1]}, 2, NULL, 0, &keep, &id);
    assert_int_equal(syn_identity_of(&id, 0, 0), syn_identity_of(&id, 1, 0));
    assert_int_equal(id.clusters.items[0].merges.n, 1);
    assert_int_equal(id.clusters.items[0].merges.items[0].why, SYN_IDENTITY_PART);
    assert_true(id.clusters.items[0].confidence < 1);
    /* with a second bearer the bare surname joins neither, in any order */
    run_identity((const syn_doc *const[]){&docs[0], &docs[1], &docs[2]}, 3, NULL, 0, &keep, &id);
    assert_int_equal(id.clusters.n, 3);
    run_identity((const syn_doc *const[]){&docs[2], &docs[1], &docs[0]}, 3, NULL, 0, &keep, &id);
    assert_int_equal(id.clusters.n, 3);
    assert_int_equal(syn_identity_of(&id, 7, 0), SYN_NONE);
    syn_arena_release(&keep);
}

static void identity_obeys_the_reader(void **state)
{
    (void)state;
    syn_names_layer layers[2];
    syn_entity a[] = {PERSON("Maro Keshti"), PERSON("The Heron")}, b[] = {PERSON("Maro Keshti")};
    syn_doc docs[2] = {document("a", &layers[0], a, 2), document("b", &layers[1], b, 1)};
    const syn_doc *const both[] = {&docs[0], &docs[1]};
    syn_arena keep;
    syn_identity id = {0};
    syn_arena_init(&keep, 0);
    syn_identity_correction same = {SYN_STR("Heron"), SYN_STR("Maro Keshti"), true};
    run_identity(both, 2, &same, 1, &keep, &id);
    assert_int_equal(id.clusters.n, 1);
    syn_identity_correction apart = {SYN_STR("maro keshti"), SYN_STR("Maro Keshti"), false};
    run_identity(both, 2, &apart, 1, &keep, &id);
    assert_int_not_equal(syn_identity_of(&id, 0, 0), syn_identity_of(&id, 1, 0));
    syn_arena_release(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(follows_only_what_is_open),
        cmocka_unit_test(decodes_the_best_legal_path), cmocka_unit_test(compares_names_by_words),
        cmocka_unit_test(joins_short_name_to_its_one_bearer),
        cmocka_unit_test(joins_no_surname_that_two_bear),
        cmocka_unit_test(joins_an_acronym_in_brackets),
        cmocka_unit_test(joins_a_pseudonym_that_the_text_gives),
        cmocka_unit_test(lets_the_majority_type_a_word),
        cmocka_unit_test(identity_joins_across_reports),
        cmocka_unit_test(identity_obeys_the_reader)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
