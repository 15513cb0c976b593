/* SPDX-License-Identifier: Apache-2.0
 *
 * Quote: pairing of quotation marks, and the stage by rules alone on small parsed texts. All
 * people, places and outlets are invented.
 */
#include "testing.h"

#include "know/know.h"
#include "quote/marks.h"
#include "quote/quote.h"

#include "base/vec.h"

/* ---- marks --------------------------------------------------------------------------------- */

static syn_arena arena;

static syn_quoteds pair(const char *text)
{
    SYN_VEC(syn_span) paragraphs = {0};
    syn_str t = syn_str_from(text);
    uint32_t start = 0;

    for (uint32_t i = 0; i <= t.len; i++)
        if (i == t.len || t.ptr[i] == '\n') {
            if (i > start)
                SYN_PUSH(&arena, paragraphs, ((syn_span){start, i}));
            start = i + 1;
        }
    return syn_quote_marks(t, paragraphs.items, paragraphs.n, NULL, &arena);
}

static void check_marks(const char *text, const char *expected)
{
    syn_quoteds marks = pair(text);
    syn_buf out = {0};

    for (uint32_t i = 0; i < marks.n; i++)
        syn_buf_printf(&out, "%s%u%s<%.*s>", i ? " " : "", marks.items[i].level,
            marks.items[i].is_closed ? ""
            : marks.items[i].goes_on ? "+"
                                     : "?",
            SYN_ARG(syn_str_span(syn_str_from(text), marks.items[i].span)));
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    syn_buf_free(&out);
}

static void pairs_marks(void **state)
{
    (void)state;
    check_marks("\"We won,\" she said. \"We go on.\"", "0<We won,> 0<We go on.>");
    check_marks("“We won,” she said.", "0<We won,>");
    check_marks("“He said ‘no’ to us,” she said.", "0<He said ‘no’ to us,> 1<no>");
    check_marks("\"An order \"On the Revocation of Dues\" ends them, a mailer said",
        "0?<An order \"On the Revocation of Dues\" ends them, a mailer said> "
        "0<On the Revocation of Dues>");
    check_marks("“We came.\n“We saw,” he said.", "0+<We came.> 0<We saw,>");
    check_marks("“Closed the wrong way,“ he said.", "0<Closed the wrong way,>");
    check_marks("It is the miners’ turn, isn’t it, in the ’90s", "");
    check_marks("‘We won’t go,’ she said.", "0<We won’t go,>");
    check_marks("‘The miners’ union is ready,’ he said.", "0<The miners’ union is ready,>");
    check_marks("They call it \"peace\" (\"war\" to others).", "0<peace> 0<war>");
    check_marks("''We won,'' she said.", "0<We won,>");
    check_marks("”", "");
    check_marks("\"\"", "");
}

/* ---- the stage by rules -------------------------------------------------------------------- */

typedef struct fixture {
    syn_know *know;
    syn_quote *quote;
} fixture;

/* Words "form/lemma/UPOS/head/deprel", head 1-based in the sentence, 0 the root; "~" before a word:
 * no blank; a word without slashes is PUNCT under the root; "|" ends a sentence, "||" a paragraph.
 */
static void parse(syn_doc *doc, syn_lang_layer *lang, const char *words)
{
    SYN_VEC(syn_token) tokens = {0};
    SYN_VEC(syn_sentence) sentences = {0};
    SYN_VEC(syn_span) paragraphs = {0};
    syn_buf text = {0};
    uint32_t first = 0, paragraph_start = 0;
    const char *at = words;

    while (true) {
        size_t len = strcspn(at, " ");
        bool ends = at[0] == '|' || at[0] == 0;

        if (ends) {
            syn_sentence s = {.first_token = first,
                .n_tokens = tokens.n - first,
                .paragraph = paragraphs.n,
                .span = {tokens.items[first].span.start, tokens.items[tokens.n - 1].span.end}};
            uint32_t root = first;

            for (uint32_t i = first; i < tokens.n; i++)
                if (tokens.items[i].head == SYN_NONE && tokens.items[i].upos != SYN_UPOS_PUNCT)
                    root = i;
            for (uint32_t i = first; i < tokens.n; i++)
                if (tokens.items[i].head == SYN_NONE && i != root)
                    tokens.items[i].head = root;
            SYN_PUSH(&arena, sentences, s);
            first = tokens.n;
            if (at[0] == 0 || at[1] == '|') {
                SYN_PUSH(&arena, paragraphs, ((syn_span){paragraph_start, (uint32_t)text.len}));
                syn_buf_z(&text, "\n\n");
                paragraph_start = (uint32_t)text.len;
            }
        } else {
            syn_token t = {.head = SYN_NONE,
                .sentence = sentences.n,
                .upos = SYN_UPOS_PUNCT,
                .deprel = SYN_DEPREL_PUNCT,
                .space_after = true};
            syn_str parts[5] = {{at, len}};
            uint32_t n = 1;

            for (size_t i = 0; i < len && len > 1; i++)
                if (at[i] == '/' && n < 5) {
                    parts[n - 1].len = (size_t)(at + i - parts[n - 1].ptr);
                    parts[n++] = (syn_str){at + i + 1, len - i - 1};
                }
            if (parts[0].len > 1 && parts[0].ptr[0] == '~') {
                parts[0].ptr++;
                parts[0].len--;
            } else if (text.len > paragraph_start) {
                syn_buf_char(&text, ' ');
            }
            t.span.start = (uint32_t)text.len;
            syn_buf_str(&text, parts[0]);
            t.span.end = (uint32_t)text.len;
            t.form = t.lemma = parts[0];
            if (n == 5) {
                uint32_t head = (uint32_t)strtoul(parts[3].ptr, NULL, 10);

                t.lemma = parts[1];
                for (int u = 0; u < SYN_N_UPOS; u++)
                    if (syn_str_eq_z(parts[2], syn_upos_name((syn_upos)u)))
                        t.upos = (uint8_t)u;
                for (int d = 0; d < SYN_N_DEPRELS; d++)
                    if (syn_str_eq_z(parts[4], syn_deprel_name((syn_deprel)d)))
                        t.deprel = (uint8_t)d;
                t.head = head == 0 ? SYN_NONE : first + head - 1;
            }
            SYN_PUSH(&arena, tokens, t);
        }
        if (at[len] == 0 && (ends && at[0] == 0))
            break;
        at += len + (at[len] == ' ');
    }
    *lang = (syn_lang_layer){.is_parsed = true};
    lang->tokens.items = tokens.items;
    lang->tokens.n = tokens.n;
    lang->sentences.items = sentences.items;
    lang->sentences.n = sentences.n;
    lang->paragraphs.items = paragraphs.items;
    lang->paragraphs.n = paragraphs.n;
    *doc = (syn_doc){.text = syn_arena_str(&arena, syn_buf_view(&text)), .lang = lang};
    syn_buf_free(&text);
}

static void spans(syn_buf *out, const char *name, const syn_doc *doc, syn_spans list)
{
    for (uint32_t i = 0; i < list.n; i++)
        syn_buf_printf(out, " %s<%.*s>", name, SYN_ARG(syn_str_span(doc->text, list.items[i])));
}

static void check(fixture *f, const char *words, const char *expected)
{
    static const char *const kinds[] = {"direct", "indirect", "mixed"};
    syn_doc doc;
    syn_lang_layer lang;
    syn_quote_layer layer = {0};
    syn_arena scratch;
    syn_err err;
    syn_buf out = {0};

    parse(&doc, &lang, words);
    syn_arena_init(&scratch, 0);
    assert_int_equal(syn_quote_run(f->quote, &doc, &arena, &scratch, &layer, &err), SYN_OK);
    doc.quote = &layer;
    for (uint32_t i = 0; i < layer.attributions.n; i++) {
        const syn_attribution *a = &layer.attributions.items[i];

        syn_buf_printf(&out, "%s%s %s", i ? "\n" : "", kinds[a->kind],
            syn_source_class_name((syn_source_class)a->source_class));
        if (a->n_min > 0 && a->n_max == SYN_NONE)
            syn_buf_printf(&out, " %u+", a->n_min);
        else if (a->n_min > 0)
            syn_buf_printf(&out, " %u-%u", a->n_min, a->n_max);
        if (a->silence)
            syn_buf_z(&out, " silence");
        if (a->cue_negative)
            syn_buf_z(&out, " denied");
        spans(&out, "S", &doc, a->source);
        spans(&out, "C", &doc, a->cue);
        spans(&out, "T", &doc, a->content);
        spans(&out, "Q", &doc, a->quoted);
        for (uint32_t v = 0; v < a->via.n; v++)
            syn_buf_printf(
                &out, " via<%.*s>", SYN_ARG(syn_str_span(doc.text, a->via.items[v].span)));
        if (a->parent != SYN_NONE)
            syn_buf_printf(&out, " in %u", a->parent);
        assert_true(a->confidence >= 0 && a->confidence <= 1);
        assert_true(a->content.n > 0);
    }
    assert_string_equal(out.ptr ? out.ptr : "", expected);
    syn_buf_free(&out);
    syn_arena_release(&scratch);
}

static void ties_clauses(void **state)
{
    check(*state,
        "A/a/DET/2/det minister/minister/NOUN/3/nsubj said/say/VERB/0/root that/that/SCONJ/7/mark "
        "the/the/DET/6/det road/road/NOUN/7/nsubj reopened/reopen/VERB/3/ccomp .",
        "indirect anonymous 1-1 S<A minister> C<said> T<that the road reopened>");
}

static void leaves_the_reports_own_voice(void **state)
{
    check(*state, "The/the/DET/2/det road/road/NOUN/3/nsubj reopened/reopen/VERB/0/root .", "");
    check(*state, /* a scare quote */
        "The/the/DET/3/det \" ~truce/truce/NOUN/5/nsubj ~\" held/hold/VERB/0/root .", "");
}

static void continues_a_quotation(void **state)
{
    check(*state,
        "\" ~We/we/PRON/3/nsubj won/win/VERB/7/ccomp ~, ~\" she/she/PRON/7/nsubj "
        "said/say/VERB/0/root ~. "
        "| \" ~And/and/CCONJ/4/cc we/we/PRON/4/nsubj go/go/VERB/0/root on/on/ADV/4/advmod "
        "to/to/ADP/8/case the/the/DET/8/det capital/capital/NOUN/4/obl ~. ~\"",
        "direct unknown S<she> C<said> T<\"We won,\"> T<\"And we go on to the capital.\"> "
        "Q<We won,> Q<And we go on to the capital.>");
}

static void chains_citations(void **state)
{
    check(*state,
        "The/the/DET/2/det newspaper/newspaper/NOUN/3/nsubj reported/report/VERB/0/root , "
        "citing/cite/VERB/3/advcl an/a/DET/7/det official/official/NOUN/5/obj , "
        "that/that/SCONJ/12/mark the/the/DET/11/det port/port/NOUN/12/nsubj "
        "closed/close/VERB/3/ccomp .",
        "indirect outlet S<The newspaper> C<reported> T<that the port closed>\n"
        "indirect anonymous 1-1 S<an official> C<citing> T<that the port closed> in 0");
}

static void names_the_channel(void **state)
{
    check(*state,
        "Two/two/NUM/2/nummod sources/source/NOUN/3/nsubj told/tell/VERB/0/root the/the/DET/5/det "
        "newspaper/newspaper/NOUN/3/obj that/that/SCONJ/9/mark the/the/DET/8/det "
        "port/port/NOUN/9/nsubj closed/close/VERB/3/ccomp .",
        "indirect anonymous 2-2 S<Two sources> C<told> T<that the port closed> via<the newspaper>");
}

static void keeps_silence_from_denial(void **state)
{
    check(*state,
        "The/the/DET/2/det ministry/ministry/NOUN/5/nsubj did/do/AUX/5/aux not/not/PART/5/advmod "
        "say/say/VERB/0/root whether/whether/SCONJ/9/mark the/the/DET/8/det port/port/NOUN/9/nsubj "
        "closed/close/VERB/5/ccomp .",
        "indirect institution silence S<The ministry> C<say> T<whether the port closed>");
    check(*state,
        "The/the/DET/2/det ministry/ministry/NOUN/3/nsubj denied/deny/VERB/0/root "
        "that/that/SCONJ/7/mark the/the/DET/6/det port/port/NOUN/7/nsubj closed/close/VERB/3/ccomp "
        ".",
        "indirect institution denied S<The ministry> C<denied> T<that the port closed>");
}

static void survives_little_memory(void **state)
{
    fixture *f = *state;
    syn_doc doc;
    syn_lang_layer lang;
    syn_err err;

    parse(&doc, &lang,
        "The/the/DET/2/det newspaper/newspaper/NOUN/3/nsubj reported/report/VERB/0/root , "
        "citing/cite/VERB/3/advcl an/a/DET/7/det official/official/NOUN/5/obj , "
        "that/that/SCONJ/12/mark the/the/DET/11/det port/port/NOUN/12/nsubj "
        "closed/close/VERB/3/ccomp .");
    for (size_t budget = 64; budget < 40000; budget += 96) {
        syn_arena keep, scratch;
        syn_quote_layer layer = {0};
        syn_status status;

        syn_arena_init(&keep, budget);
        syn_arena_init(&scratch, budget);
        status = syn_quote_run(f->quote, &doc, &keep, &scratch, &layer, &err);
        assert_true(status == SYN_OK || (status == SYN_E_NOMEM && layer.attributions.n == 0));
        syn_arena_release(&keep);
        syn_arena_release(&scratch);
    }
}

static int set_up(void **state)
{
    static fixture f;
    const char *data = getenv("SYNOPTIC_DATA");
    syn_buf path = {0};
    syn_err err = {0};

    syn_arena_init(&arena, 0);
    syn_buf_printf(&path, "%s/know.syn", data != NULL ? data : ".");
    if (syn_know_load(path.ptr, &f.know, &err) != SYN_OK ||
        syn_quote_new("no-such-folder", f.know, &f.quote, &err) != SYN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    syn_buf_free(&path);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    syn_quote_free(f->quote);
    syn_know_free(f->know);
    syn_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_marks),
        cmocka_unit_test(ties_clauses),
        cmocka_unit_test(leaves_the_reports_own_voice),
        cmocka_unit_test(continues_a_quotation),
        cmocka_unit_test(chains_citations),
        cmocka_unit_test(names_the_channel),
        cmocka_unit_test(keeps_silence_from_denial),
        cmocka_unit_test(survives_little_memory),
    };

    return cmocka_run_group_tests_name("quote", tests, set_up, tear_down);
}
