/* SPDX-License-Identifier: Apache-2.0
 *
 * Blocks, tokens and sentences: nothing lost, nothing crossed, caps kept, one text one result.
 * What reads well is shown in tests/corpus/token.
 */
#include "testing.h"

#include "lang/token.h"
#include "lang/token_block.h"
#include "lang/token_conv.h"
#include "os/os.h"
#include "text/text.h"

static syn_weights *weights;
static syn_tokeniser *tokeniser;

static int set_up(void **state)
{
    const char *folder = getenv("SYNOPTIC_DATA");
    char path[4096];
    syn_err err = {0};

    (void)state;
    (void)snprintf(path, sizeof path, "%s/models/tokens.syn", folder != NULL ? folder : ".");
    if (syn_weights_open(path, &weights, &err) != SYN_OK) {
        print_message("%s: %s: by rule alone\n", err.where, err.message);
        return 0;
    }
    return syn_tokeniser_new(weights, syn_kernels_best(), &tokeniser, &err) == SYN_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    syn_tokeniser_free(tokeniser);
    syn_weights_close(weights);
    return 0;
}

typedef struct result {
    syn_doc doc;
    syn_lang_layer layer;
    syn_arena keep, scratch;
} result;

/* Runs and checks what holds of every result. */
static void run(result *r, syn_str text, const char *language)
{
    uint32_t at = 0;
    syn_err err = {0};

    memset(r, 0, sizeof *r);
    r->doc.text = text;
    r->doc.meta.language = syn_str_from(language);
    syn_arena_init(&r->keep, 0);
    syn_arena_init(&r->scratch, 0);
    assert_int_equal(
        syn_tokens_run(tokeniser, &r->doc, &r->keep, &r->scratch, &r->layer, &err), SYN_OK);
    for (uint32_t i = 0; i <= r->layer.tokens.n; i++) {
        uint32_t to = (uint32_t)text.len;

        if (i < r->layer.tokens.n) {
            const syn_token *t = &r->layer.tokens.items[i];

            to = t->span.start;
            assert_true(t->span.end > to);
            assert_true(t->sentence < r->layer.sentences.n);
            assert_true(syn_span_contains(r->layer.sentences.items[t->sentence].span, t->span));
            assert_true(syn_str_eq(t->form, syn_str_span(text, t->span)));
        }
        while (at < to) {
            unsigned len;

            assert_true(syn_cp_is_space(syn_utf8_decode(text, at, &len)));
            at += len;
        }
        assert_int_equal(at, to);
        if (i < r->layer.tokens.n)
            at = r->layer.tokens.items[i].span.end;
    }
    for (uint32_t s = 0; s < r->layer.sentences.n; s++) {
        const syn_sentence *sentence = &r->layer.sentences.items[s];

        assert_true(sentence->n_tokens > 0 && sentence->n_tokens <= SYN_MAX_SENTENCE_TOKENS);
        assert_true(
            syn_span_contains(r->layer.paragraphs.items[sentence->paragraph], sentence->span));
    }
}

static void done(result *r)
{
    syn_arena_release(&r->keep);
    syn_arena_release(&r->scratch);
}

static void nothing_gives_nothing(void **state)
{
    result r;

    (void)state;
    run(&r, SYN_STR(""), "en");
    assert_int_equal(r.layer.tokens.n, 0);
    assert_int_equal(r.layer.paragraphs.n, 0);
    done(&r);
    run(&r, SYN_STR(" \n\n\t\xC2\xA0\xE2\x80\x8B \n"), "en");
    assert_int_equal(r.layer.sentences.n, 0);
    done(&r);
}

static void odd_text_keeps_its_invariants(void **state)
{
    static const char *const texts[] = {"a", ".", "'", "n't", "don't", "''''''", "\xE2\x80\x9C",
        "\xE2\x80\x99t", "....!!!???", "x\xCC\x81y\xCC\x88", "\xF0\x9F\x98\x80\xF0\x9F\x98\x80 ok",
        "\x01\x02 \x7F", "a@b.c", "http://", "www.", "@", "://", "a://(b)).", "(((((",
        "\r\n\r\nx\r\ny", "\xEF\xBB\xBFx", "Na\xC3\xAFve can\xE2\x80\x99t\xE2\x80\x94wo", "cannot",
        "CANNOT gonna", "1,2,3.4:5/6"};
    static const char *const languages[] = {"en", "", "de", "zh"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t k = 0; k < sizeof languages / sizeof *languages; k++) {
            result r;

            run(&r, syn_str_from(texts[i]), languages[k]);
            done(&r);
        }
    }
}

static void random_text_keeps_its_invariants(void **state)
{
    static const char *const pieces[] = {" ", " ", "\n", "\n\n", ".", ",", "'", "\"",
        "\xE2\x80\x9D", "\xE2\x80\x93", "-", "U.S.", "said", "The", "i", "don't", "4", "10", "%",
        "$", "@", "/", ":", "http://a.example/b", "\xE6\x97\xA5", "\xE3\x80\x82", "\xC3\xA9", "(",
        ")", "\xE2\x80\xA6"};
    char text[400];
    uint32_t seed = 7;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t n = 0;
        result r;

        for (int k = 0; k < 40; k++) {
            const char *p;

            seed = seed * 1664525u + 1013904223u;
            p = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            if (n + strlen(p) >= sizeof text)
                break;
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        run(&r, (syn_str){text, n}, round % 3 == 0 ? "fr" : "en");
        done(&r);
    }
}

static void sentences_are_capped(void **state)
{
    syn_buf text = {0};
    result r;

    (void)state;
    for (int i = 0; i < 12000; i++)
        syn_buf_z(&text, "a ");
    run(&r, syn_buf_view(&text), "en");
    assert_true(r.layer.sentences.n >= 3);
    assert_true(r.layer.diagnostics.n >= 1);
    assert_str_is(r.layer.diagnostics.items[0].code, "sentence-too-long");
    done(&r);
    syn_buf_clear(&text);
    for (int i = 0; i < 300000; i++)
        syn_buf_z(&text, "a,");
    run(&r, syn_buf_view(&text), "en");
    done(&r);
    run(&r, syn_buf_view(&text), "de");
    done(&r);
    syn_buf_free(&text);
}

static void long_stretches_are_cut_on_characters(void **state)
{
    syn_buf text = {0};
    result r;

    (void)state;
    syn_buf_char(&text, 'x');
    for (int i = 0; i < 300000; i++)
        syn_buf_z(&text, "\xC3\xA9");
    run(&r, syn_buf_view(&text), "en");
    assert_true(r.layer.paragraphs.n > 1);
    assert_str_is(r.layer.diagnostics.items[0].code, "paragraph-too-long");
    done(&r);
    syn_buf_free(&text);
}

static void zones_part_blocks(void **state)
{
    syn_str text = SYN_STR("one two three four");
    syn_zone zones[] = {{{0, 8}, SYN_ZONE_TITLE}, {{8, 18}, SYN_ZONE_BODY}};
    syn_doc doc = {.text = text};
    syni_blocks blocks;
    syni_block block;

    (void)state;
    doc.zones.items = zones;
    doc.zones.n = 2;
    syni_blocks_init(&blocks, &doc, 1000);
    assert_true(syni_blocks_next(&blocks, &block));
    assert_str_is(syn_str_span(text, block.span), "one two");
    assert_true(syni_blocks_next(&blocks, &block));
    assert_str_is(syn_str_span(text, block.span), "three four");
    assert_false(syni_blocks_next(&blocks, &block));
}

static void many_short_lines_are_linear(void **state)
{
    syn_buf text = {0};
    syn_doc doc = {0};
    syni_blocks blocks;
    syni_block block;
    uint32_t n = 0;

    (void)state;
    for (int i = 0; i < 400000; i++)
        syn_buf_z(&text, i % 2 ? "Alpha beta gamma delta epsilon zeta eta\n" : "Ab\n");
    doc.text = syn_buf_view(&text);
    syni_blocks_init(&blocks, &doc, SYNI_MAX_BLOCK_BYTES);
    while (syni_blocks_next(&blocks, &block))
        n++;
    assert_int_equal(n, 400000);
    syn_buf_free(&text);
}

static void spent_arenas_are_told(void **state)
{
    syn_doc doc = {.text = SYN_STR("The crews walked out on Monday. The port stayed shut.")};
    syn_str language = SYN_STR("en");

    (void)state;
    doc.meta.language = language;
    for (size_t budget = 16; budget < 4000; budget += 16) {
        syn_lang_layer layer = {0};
        syn_arena keep, scratch;
        syn_err err = {0};
        syn_status status;

        syn_arena_init(&keep, budget);
        syn_arena_init(&scratch, budget * 2);
        status = syn_tokens_run(tokeniser, &doc, &keep, &scratch, &layer, &err);
        assert_true(status == SYN_OK || status == SYN_E_NOMEM);
        if (status != SYN_OK)
            assert_int_equal(layer.tokens.n, 0);
        syn_arena_release(&keep);
        syn_arena_release(&scratch);
    }
}

/* One line of tests/data/tokens_reference.tsv into a token and its score; false at the end. */
static bool next_reference(char **at, syni_tok *t, uint32_t *style, double *score)
{
    long v[7];

    while (**at == '#') {
        *at = strchr(*at, '\n');
        if (*at == NULL)
            return false;
        ++*at;
    }
    if (**at == '\0')
        return false;
    for (int i = 0; i < 7; i++)
        v[i] = strtol(*at, at, 10);
    *score = strtod(*at, at);
    *at += strspn(*at, "\n");
    *t = (syni_tok){.form = (uint32_t)(int32_t)v[0],
        .shape = (uint16_t)v[1],
        .gap = (uint8_t)v[2],
        .usual = (uint8_t)v[3],
        .ends = (uint8_t)v[4],
        .opens = (uint8_t)v[5]};
    *style = (uint32_t)v[6];
    return true;
}

/* The integer network is the trained one, to 0.25 in log-odds (they range over some 20; eight bits
 * of weight were kept), and the plain kernels give the bits of the fast ones. */
static void scores_are_those_of_the_trainer(void **state)
{
    const char *root = getenv("SYNOPTIC_SOURCE");
    char path[4096], *at;
    syn_buf file = {0};
    static syni_tok toks[1024];
    static double want[1024];
    static int32_t fast[1024], plain[1024];
    static uint32_t style[1024];
    uint32_t n = 0;
    double worst = 0;
    syni_conv *c_fast = NULL, *c_plain = NULL;
    syn_arena scratch;
    syn_err err = {0};

    (void)state;
    (void)snprintf(
        path, sizeof path, "%s/tests/data/tokens_reference.tsv", root != NULL ? root : ".");
    if (weights == NULL)
        skip();
    assert_int_equal(syn_os_read(path, 1 << 20, &file, &err), SYN_OK);
    assert_int_equal(syni_conv_new(weights, syn_kernels_best(), &c_fast, &err), SYN_OK);
    assert_int_equal(syni_conv_new(weights, syn_kernels_plain(), &c_plain, &err), SYN_OK);
    syn_buf_char(&file, '\0');
    at = file.ptr;
    while (n < 1024 && next_reference(&at, &toks[n], &style[n], &want[n]))
        n++;
    assert_true(n > 200);
    syn_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < n;) {
        uint32_t j = i + 1;

        while (j < n && toks[j].gap != SYNI_GAP_BLOCK)
            j++;
        assert_true(syni_conv_run(c_fast, toks + i, j - i, style[i], &scratch, fast + i));
        assert_true(syni_conv_run(c_plain, toks + i, j - i, style[i], &scratch, plain + i));
        i = j;
    }
    assert_memory_equal(fast, plain, n * sizeof *fast);
    for (uint32_t i = 0; i < n; i++) {
        double off = fast[i] / (double)SYNI_CONV_ONE - want[i];

        off = off < 0 ? -off : off;
        worst = off > worst ? off : worst;
    }
    print_message("%u scores, worst difference %.4f\n", n, worst);
    assert_true(worst < 0.25);
    syni_conv_free(c_fast);
    syni_conv_free(c_plain);
    syn_arena_release(&scratch);
    syn_buf_free(&file);
}

static void kernels_agree(void **state)
{
    syn_tokeniser *other = NULL, *kept = tokeniser;
    const char *root = getenv("SYNOPTIC_SOURCE");
    char path[4096];
    syn_buf file = {0};
    syn_err err = {0};
    result a, b;

    (void)state;
    if (weights == NULL)
        skip();
    (void)snprintf(path, sizeof path, "%s/examples/2-harrow-post.txt", root != NULL ? root : ".");
    assert_int_equal(syn_os_read(path, 1 << 20, &file, &err), SYN_OK);
    assert_int_equal(syn_tokeniser_new(weights, syn_kernels_plain(), &other, &err), SYN_OK);
    run(&a, syn_buf_view(&file), "en");
    tokeniser = other;
    run(&b, syn_buf_view(&file), "en");
    tokeniser = kept;
    assert_int_equal(a.layer.sentences.n, b.layer.sentences.n);
    assert_int_equal(a.layer.tokens.n, b.layer.tokens.n);
    for (uint32_t i = 0; i < a.layer.tokens.n; i++) {
        assert_int_equal(a.layer.tokens.items[i].span.end, b.layer.tokens.items[i].span.end);
        assert_int_equal(a.layer.tokens.items[i].sentence, b.layer.tokens.items[i].sentence);
    }
    done(&a);
    done(&b);
    syn_tokeniser_free(other);
    syn_buf_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(odd_text_keeps_its_invariants),
        cmocka_unit_test(random_text_keeps_its_invariants),
        cmocka_unit_test(sentences_are_capped),
        cmocka_unit_test(long_stretches_are_cut_on_characters),
        cmocka_unit_test(zones_part_blocks),
        cmocka_unit_test(many_short_lines_are_linear),
        cmocka_unit_test(spent_arenas_are_told),
        cmocka_unit_test(scores_are_those_of_the_trainer),
        cmocka_unit_test(kernels_agree),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
