/* SPDX-License-Identifier: Apache-2.0
 *
 * The parser: trees against brute force, lemma rules, states and decisions against the trainer's
 * own (tests/data/parser_reference.tsv), the same answers with AVX2 and without, alone and in
 * company, very long sentences, and weights with a part missing or misshapen.
 *
 * Tolerance of states against the trainer's float32: mean difference below 0.004, none above 0.04
 * (int8 weights; measured when the weights were made, see docs/decisions/lang.md).
 */
#include "testing.h"

#include "lang/parse_net.h"

#include <math.h>
#include <xxhash.h>

static syn_weights *weights;
static syni_parse *best, *plain;

static uint64_t state = 88172645463325252u;

static uint32_t next(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 2685821657736338717u) >> 32);
}

static int open_weights(void **unused)
{
    (void)unused;
    syn_err err = {0};
    syn_buf path = {0};
    const char *source = getenv("SYNOPTIC_SOURCE");
    syn_buf_printf(&path, "%s/models/parse.syn", source ? source : ".");
    if (syn_weights_open(path.ptr, &weights, &err) != SYN_OK ||
        syni_parse_new(weights, syn_kernels_best(), &best, &err) != SYN_OK ||
        syni_parse_new(weights, syn_kernels_plain(), &plain, &err) != SYN_OK) {
        print_error("%s: %s\n", err.where, err.message);
        return -1;
    }
    syn_buf_free(&path);
    return 0;
}

static int close_weights(void **unused)
{
    (void)unused;
    syni_parse_free(best);
    syni_parse_free(plain);
    syn_weights_close(weights);
    return 0;
}

/* ---- trees --------------------------------------------------------------------------------- */

/* Every word reaches the root and the root has one child. */
static bool is_tree(const uint32_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        roots += heads[i] == 0;
        uint32_t at = i + 1, steps = 0;
        while (at != 0 && steps++ <= n)
            at = heads[at - 1];
        if (at != 0)
            return false;
    }
    return roots == 1;
}

static int64_t total(const int64_t *score, const uint32_t *heads, uint32_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += score[i * (n + 1) + heads[i]];
    return sum;
}

static void trees_are_best(void **unused)
{
    (void)unused;
    syn_arena scratch;
    syn_arena_init(&scratch, 0);
    for (uint32_t round = 0; round < 400; round++) {
        uint32_t n = 1 + round % 5, heads[5], try[5] = {0};
        int64_t score[5 * 6], top = INT64_MIN;
        for (size_t i = 0; i < 30; i++)
            score[i] = (int64_t)(next() % 41) - 20;
        for (;;) {
            if (is_tree(try, n) && total(score, try, n) > top)
                top = total(score, try, n);
            uint32_t i = 0;
            while (i < n && ++try[i] > n)
                try[i++] = 0;
            if (i == n)
                break;
        }
        assert_true(syni_spanning_tree(score, n, heads, &scratch));
        assert_true(is_tree(heads, n));
        assert_int_equal(total(score, heads, n), top);
        syn_arena_clear(&scratch);
    }
    static int64_t score[256 * 257];
    static uint32_t heads[256];
    for (uint32_t n = 30; n <= 256; n += 113) {
        for (size_t i = 0; i < (size_t)n * (n + 1); i++)
            score[i] = (int64_t)next() - (int64_t)UINT32_MAX / 2;
        assert_true(syni_spanning_tree(score, n, heads, &scratch));
        assert_true(is_tree(heads, n));
        syn_arena_clear(&scratch);
    }
    syn_arena_release(&scratch);
}

/* ---- lemmas -------------------------------------------------------------------------------- */

static void rules_make_lemmas(void **unused)
{
    (void)unused;
    static const char *const rows[][3] = {{"L|0|", "Bridge", "bridge"}, {"L|1|", "talks", "talk"},
        {"L|3|y", "Cities", "city"}, {"K|0|", "Dravek", "Dravek"}, {"C|0|", "ORVENIA", "Orvenia"},
        {"=|0|be", "were", "be"}, {"N|0|", "12,500", "12500"},
        {"F|0|", "\xE2\x80\x99", "\xE2\x80\x99"}, {"L|9|x", "ran", "ran"},
        {"L|0|", "\xC3\x89lan", "\xC3\xA9lan"}, {"L|1|", "caf\xC3\xA9", "caf"},
        {"C|0|", "\xC3\xA9LAN", "\xC3\x89lan"}, {"", "odd", "odd"}, {"L|4294967299|", "ab", "ab"}};
    syn_arena keep;
    syn_arena_init(&keep, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        syn_str lemma = syni_lemma_apply(syn_str_from(rows[i][0]), syn_str_from(rows[i][1]), &keep);
        assert_str_is(lemma, rows[i][2]);
    }
    char out[64];
    size_t n =
        syni_word_normalise(SYN_STR("\xC3\x89TAT\xE2\x80\x99S-2014\xE2\x80\xA6"), out, sizeof out);
    assert_str_is(((syn_str){out, n}), "\xC3\xA9tat's-0000...");
    assert_int_equal(syni_word_normalise(SYN_STR("abcdef"), out, 3), 3);
    syn_arena_release(&keep);
}

/* ---- sentences ----------------------------------------------------------------------------- */

static const char *const text[] = {
    "The minister said on Tuesday that her government had not asked for the bridge to be closed .",
    "\" We will keep every agreement , \" she told reporters in Tessmar .", "Stop !",
    "FERRY SINKS OFF ARLE",
    "Two officials , who asked not to be named , said the talks might resume before the summer .",
    "Kestria 's president ca n't free the fishermen , he added", "x"};
enum { N_TEXT = sizeof text / sizeof *text };

static void add_sentence(syn_lang_layer *layer, const char *words, syn_arena *keep)
{
    syn_sentence *s = &layer->sentences.items[layer->sentences.n];
    *s = (syn_sentence){{0, 0}, layer->tokens.n, 0, 0};
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, " ");
        layer->tokens.items[layer->tokens.n++] = (syn_token){
            .form = syn_arena_str(keep, (syn_str){at, n}), .sentence = layer->sentences.n};
        s->n_tokens++;
        at += n + (at[n] == ' ');
    }
    layer->sentences.n++;
}

static syn_lang_layer new_layer(uint32_t n_sentences, uint32_t n_tokens, syn_arena *keep)
{
    syn_lang_layer layer = {0};
    layer.sentences.items = SYN_NEW_N(keep, syn_sentence, n_sentences);
    layer.tokens.items = SYN_NEW_N(keep, syn_token, n_tokens);
    assert_non_null(layer.tokens.items);
    return layer;
}

static void check_trees(const syn_lang_layer *layer)
{
    uint32_t *heads = malloc(SYN_MAX_SENTENCE_TOKENS * sizeof *heads);
    for (uint32_t i = 0; i < layer->sentences.n; i++) {
        const syn_sentence *s = &layer->sentences.items[i];
        for (uint32_t j = 0; j < s->n_tokens; j++) {
            const syn_token *t = &layer->tokens.items[s->first_token + j];
            heads[j] = t->head == SYN_NONE ? 0 : t->head - s->first_token + 1;
            assert_true(heads[j] <= s->n_tokens);
            assert_int_equal(heads[j] == 0, t->deprel == SYN_DEPREL_ROOT);
            assert_true(t->lemma.len > 0 && t->xpos.len > 0);
        }
        assert_true(is_tree(heads, s->n_tokens));
    }
    free(heads);
}

static void same_tokens(
    const syn_token *a, uint32_t from_a, const syn_token *b, uint32_t from_b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(a[i].upos, b[i].upos);
        assert_int_equal(a[i].deprel, b[i].deprel);
        assert_int_equal(a[i].head == SYN_NONE ? 0 : a[i].head - from_a + 1,
            b[i].head == SYN_NONE ? 0 : b[i].head - from_b + 1);
        assert_true(syn_str_eq(a[i].lemma, b[i].lemma));
        assert_true(syn_str_eq(a[i].xpos, b[i].xpos));
        assert_true(syn_str_eq(a[i].feats, b[i].feats));
    }
}

static void company_and_processor_do_not_matter(void **unused)
{
    (void)unused;
    syn_arena keep, scratch;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    syn_lang_layer all = new_layer(4 * N_TEXT, 1024, &keep),
                   again = new_layer(4 * N_TEXT, 1024, &keep);
    for (uint32_t i = 0; i < 4 * N_TEXT; i++) {
        add_sentence(&all, text[i * 5 % N_TEXT], &keep);
        add_sentence(&again, text[i * 5 % N_TEXT], &keep);
    }
    assert_int_equal(syni_parse_run(best, &all, &keep, &scratch, NULL), SYN_OK);
    syn_arena_clear(&scratch);
    assert_int_equal(syni_parse_run(plain, &again, &keep, &scratch, NULL), SYN_OK);
    check_trees(&all);
    same_tokens(all.tokens.items, 0, again.tokens.items, 0, all.tokens.n);
    for (uint32_t i = 0; i < all.sentences.n; i++) {
        const syn_sentence *s = &all.sentences.items[i];
        syn_lang_layer one = new_layer(1, 64, &keep);
        add_sentence(&one, text[i * 5 % N_TEXT], &keep);
        syn_arena_clear(&scratch);
        assert_int_equal(syni_parse_run(best, &one, &keep, &scratch, NULL), SYN_OK);
        same_tokens(
            one.tokens.items, 0, all.tokens.items + s->first_token, s->first_token, s->n_tokens);
    }
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

static void long_sentences_are_trees(void **unused)
{
    (void)unused;
    syn_arena keep, scratch;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 64u << 20);
    static const uint32_t lengths[] = {255, 256, 257, 300, SYN_MAX_SENTENCE_TOKENS};
    syn_lang_layer layer = new_layer(8, 8192, &keep);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        syn_sentence *s = &layer.sentences.items[layer.sentences.n];
        *s = (syn_sentence){{0, 0}, layer.tokens.n, lengths[i], 0};
        for (uint32_t j = 0; j < lengths[i]; j++) {
            static const char *const words[] = {
                "the", "boat", "sank", "near", "Arle", ",", "and", "\xF0\x9F\x98\x80", "12"};
            layer.tokens.items[layer.tokens.n++] =
                (syn_token){.form = syn_str_from(words[next() % (i == 1 ? 5 : 9)]),
                    .sentence = layer.sentences.n};
        }
        layer.sentences.n++;
    }
    assert_int_equal(syni_parse_run(best, &layer, &keep, &scratch, NULL), SYN_OK);
    check_trees(&layer);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

static void spent_arenas_are_told(void **unused)
{
    (void)unused;
    for (size_t budget = 1; budget < 4u << 20; budget = budget * 3 / 2 + 1) {
        syn_arena layer_arena, keep, scratch;
        syn_arena_init(&layer_arena, 0);
        syn_arena_init(&keep, budget % 2 ? budget / 64 + 1 : 0);
        syn_arena_init(&scratch, budget % 2 ? 0 : budget);
        syn_lang_layer layer = new_layer(N_TEXT, 256, &layer_arena);
        for (uint32_t i = 0; i < N_TEXT; i++)
            add_sentence(&layer, text[i], &layer_arena);
        syn_status status = syni_parse_run(best, &layer, &keep, &scratch, NULL);
        assert_true(status == SYN_OK || status == SYN_E_NOMEM);
        syn_arena_release(&keep);
        syn_arena_release(&scratch);
        syn_arena_release(&layer_arena);
    }
}

/* ---- weights that are not what they should be ---------------------------------------------- */

enum {
    HEADER = 64,
    ENTRY = 96,
    AT_TYPE = 48,
    AT_N_DIMS = 52,
    AT_DIMS = 56,
    AT_OFFSET = 72,
    AT_LENGTH = 80,
    AT_SUM = 88
};

static uint32_t u32_at(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, 4);
    return v;
}

static uint64_t u64_at(const unsigned char *p)
{
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static void put_u64(unsigned char *p, uint64_t v)
{
    memcpy(p, &v, 8);
}

/* Makes the checksums of one entry, the table and the header good again. */
static void reseal(unsigned char *bytes, uint32_t entry)
{
    unsigned char *e = bytes + HEADER + (size_t)entry * ENTRY;
    put_u64(e + AT_SUM, XXH3_64bits(bytes + u64_at(e + AT_OFFSET), u64_at(e + AT_LENGTH)));
    put_u64(bytes + 40, XXH3_64bits(bytes + HEADER, (size_t)u32_at(bytes + 24) * ENTRY));
    put_u64(bytes + 56, XXH3_64bits(bytes, 56));
}

static syn_status open_bytes(const unsigned char *bytes, size_t n)
{
    syn_weights *w = NULL;
    syni_parse *p = NULL;
    syn_err err = {0};
    syn_status status = syn_weights_open_memory(bytes, n, "test", &w, &err);
    assert_int_equal(status, SYN_OK);
    status = syni_parse_new(w, syn_kernels_best(), &p, &err);
    if (status == SYN_OK)
        syni_parse_free(p);
    else
        assert_true(p == NULL && err.message[0] != 0);
    syn_weights_close(w);
    return status;
}

static void bad_weights_are_refused(void **unused)
{
    (void)unused;
    syn_buf path = {0};
    const char *source = getenv("SYNOPTIC_SOURCE");
    syn_buf_printf(&path, "%s/models/parse.syn", source ? source : ".");
    FILE *f = fopen(path.ptr, "rb");
    syn_buf_free(&path);
    assert_non_null(f);
    size_t cap = 16u << 20;
    unsigned char *bytes = aligned_alloc(64, cap);
    assert_non_null(bytes);
    size_t n = fread(bytes, 1, cap, f);
    fclose(f);
    assert_int_equal(open_bytes(bytes, n), SYN_OK);
    uint32_t n_turned = 0;
    for (uint32_t i = 0; i < u32_at(bytes + 24); i++) {
        unsigned char *e = bytes + HEADER + (size_t)i * ENTRY, kept[ENTRY];
        const char *name = (const char *)e;
        memcpy(kept, e, ENTRY);
        uint32_t dims = u32_at(e + AT_N_DIMS), first = u32_at(e + AT_DIMS),
                 second = u32_at(e + AT_DIMS + 4);
        if (dims >= 2 && first != second) { /* another shape of the same length */
            memcpy(e + AT_DIMS, &second, 4);
            memcpy(e + AT_DIMS + 4, &first, 4);
            reseal(bytes, i);
            assert_int_equal(open_bytes(bytes, n), SYN_E_SHAPE);
            memcpy(e, kept, ENTRY);
            n_turned++;
        }
        /* A value out of range in the middle of what later loops index or multiply by. */
        unsigned char *at = bytes + u64_at(e + AT_OFFSET) + u64_at(e + AT_LENGTH) / 2 / 4 * 4,
                      old[4];
        memcpy(old, at, 4);
        uint32_t nan = 0x7FC00000u, high = 0x7FFFFFFFu;
        bool is_real = u32_at(e + AT_TYPE) == SYN_DTYPE_F32;
        bool is_index = strstr(name, "slots") || strcmp(name, "labels/triples") == 0 ||
                        strcmp(name, "root/arc") == 0;
        if (is_real || is_index) {
            memcpy(at, is_real ? &nan : &high, 4);
            reseal(bytes, i);
            assert_int_equal(open_bytes(bytes, n), SYN_E_FORMAT);
            memcpy(at, old, 4);
        }
        reseal(bytes, i);
    }
    assert_true(n_turned >= 12);
    assert_int_equal(open_bytes(bytes, n), SYN_OK);
    free(bytes);
}

/* ---- against the trainer ------------------------------------------------------------------- */

/* Lines "form upos head deprel s0 … s7", tabs between, a blank line after each sentence. */
static void states_are_the_trainers(void **unused)
{
    (void)unused;
    syn_buf path = {0};
    const char *source = getenv("SYNOPTIC_SOURCE");
    syn_buf_printf(&path, "%s/tests/data/parser_reference.tsv", source ? source : ".");
    FILE *f = fopen(path.ptr, "r");
    syn_buf_free(&path);
    if (!f) {
        print_message("# no tests/data/parser_reference.tsv: skipped\n");
        skip();
    }
    syn_arena keep, scratch;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    char line[512];
    double sum = 0, worst = 0;
    uint32_t n_values = 0, n_tokens = 0, n_same = 0;
    while (!feof(f)) {
        syn_lang_layer layer = new_layer(1, 64, &keep);
        static float want[64][8];
        static uint32_t heads[64];
        static char labels[64][2][24];
        layer.sentences.n = 1;
        while (fgets(line, sizeof line, f) && line[0] != '\n') {
            if (line[0] == '#')
                continue;
            uint32_t i = layer.tokens.n;
            assert_true(i < 64);
            char form[64];
            float *w = want[i];
            assert_int_equal(sscanf(line, "%63s\t%23s\t%u\t%23s\t%f\t%f\t%f\t%f\t%f\t%f\t%f\t%f",
                                 form, labels[i][0], &heads[i], labels[i][1], w, w + 1, w + 2,
                                 w + 3, w + 4, w + 5, w + 6, w + 7),
                12);
            layer.tokens.items[layer.tokens.n++] =
                (syn_token){.form = syn_arena_str(&keep, syn_str_from(form))};
        }
        uint32_t n = layer.tokens.n, sentence = 0;
        if (n == 0)
            break;
        layer.sentences.items[0].n_tokens = n;
        uint32_t first[64], active[64];
        for (uint32_t i = 0; i < n; i++) {
            first[i] = i;
            active[i] = 1;
        }
        syni_batch b = {.n_sentences = 1,
            .n_steps = n,
            .n_rows = n,
            .sentences = &sentence,
            .first = first,
            .active = active};
        assert_true(syni_encode(best, &layer, &b, &scratch));
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < 8; j++) {
                double d =
                    fabs((double)b.h2[(size_t)i * 2 * best->h + j * (best->h / 4)] / SYN_LSTM_ONE -
                         (double)want[i][j]);
                sum += d;
                worst = d > worst ? d : worst;
                n_values++;
            }
        assert_int_equal(syni_parse_run(best, &layer, &keep, &scratch, NULL), SYN_OK);
        for (uint32_t i = 0; i < n; i++, n_tokens++) {
            const syn_token *t = &layer.tokens.items[i];
            n_same += strcmp(syn_upos_name((syn_upos)t->upos), labels[i][0]) == 0 &&
                      (t->head == SYN_NONE ? 0 : t->head + 1) == heads[i] &&
                      strcmp(syn_deprel_name((syn_deprel)t->deprel), labels[i][1]) == 0;
        }
    }
    fclose(f);
    print_message("# %u values, mean difference %.5f, greatest %.5f; %u of %u tokens alike\n",
        n_values, sum / n_values, worst, n_same, n_tokens);
    assert_true(n_values > 100);
    assert_true(sum / n_values < 0.004);
    assert_true(worst < 0.04);
    assert_true(n_same * 100 >= n_tokens * 97);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_best),
        cmocka_unit_test(rules_make_lemmas),
        cmocka_unit_test(company_and_processor_do_not_matter),
        cmocka_unit_test(long_sentences_are_trees),
        cmocka_unit_test(spent_arenas_are_told),
        cmocka_unit_test(bad_weights_are_refused),
        cmocka_unit_test(states_are_the_trainers),
    };
    return cmocka_run_group_tests(tests, open_weights, close_weights);
}
