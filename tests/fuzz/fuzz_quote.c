/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: any bytes as text, cut into tokens and hung into trees by the bytes themselves,
 * through the quote stage by rules and through the pairing of marks. Whatever comes out lies inside
 * the text.
 */
#include "fuzz.h"

#include "base/vec.h"
#include "quote/marks.h"
#include "quote/quote.h"
#include "text/text.h"

static void inside(const syn_doc *doc, syn_spans spans)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        FUZZ_CHECK(spans.items[i].start < spans.items[i].end);
        FUZZ_CHECK(spans.items[i].end <= doc->text.len);
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    syn_arena keep, scratch;
    syn_doc doc = {.text = {(const char *)bytes, n_bytes}};
    syn_lang_layer lang = {.is_parsed = true};
    SYN_VEC(syn_token) tokens = {0};
    SYN_VEC(syn_sentence) sentences = {0};
    SYN_VEC(syn_span) paragraphs = {0};
    syn_quote_layer layer = {0};
    syn_quote *quote = NULL;
    syn_err err;
    uint32_t at = 0, first = 0;

    if (n_bytes > 1 << 14 || syn_utf8_invalid(doc.text) != SIZE_MAX)
        return 0;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    while (at < n_bytes) {
        unsigned len;
        uint32_t c = syn_utf8_decode(doc.text, at, &len), end = at + len;

        if (syn_cp_is_space(c)) {
            if (c == '\n' && tokens.n > first) {
                syn_span span = {
                    tokens.items[first].span.start, tokens.items[tokens.n - 1].span.end};
                syn_sentence s = {span, first, tokens.n - first, paragraphs.n};

                SYN_PUSH(&keep, sentences, s);
                SYN_PUSH(&keep, paragraphs, span);
                first = tokens.n;
            }
            at = end;
            continue;
        }
        while (syn_cp_is_alnum(c) && end < n_bytes &&
               syn_cp_is_alnum(syn_utf8_decode(doc.text, end, &len)))
            end += len;
        {
            syn_token t = {.span = {at, end}, .sentence = sentences.n, .head = SYN_NONE};

            t.form = t.lemma = syn_str_span(doc.text, t.span);
            t.upos = (uint8_t)(syn_cp_is_alnum(c) ? bytes[at] % SYN_N_UPOS : SYN_UPOS_PUNCT);
            t.deprel = (uint8_t)(bytes[end - 1] % SYN_N_DEPRELS);
            if (tokens.n > first)
                t.head = first + bytes[at] % (tokens.n - first);
            SYN_PUSH(&keep, tokens, t);
        }
        at = end;
    }
    if (tokens.n > first) {
        syn_span span = {tokens.items[first].span.start, tokens.items[tokens.n - 1].span.end};
        syn_sentence s = {span, first, tokens.n - first, paragraphs.n};

        SYN_PUSH(&keep, sentences, s);
        SYN_PUSH(&keep, paragraphs, span);
    }
    lang.tokens.items = tokens.items;
    lang.tokens.n = tokens.n;
    lang.sentences.items = sentences.items;
    lang.sentences.n = sentences.n;
    lang.paragraphs.items = paragraphs.items;
    lang.paragraphs.n = paragraphs.n;
    doc.lang = &lang;
    FUZZ_CHECK(syn_quote_new("no-such-folder", NULL, &quote, &err) == SYN_OK);
    FUZZ_CHECK(syn_quote_run(quote, &doc, &keep, &scratch, &layer, &err) == SYN_OK);
    for (uint32_t i = 0; i < layer.attributions.n; i++) {
        const syn_attribution *a = &layer.attributions.items[i];

        FUZZ_CHECK(a->content.n > 0);
        inside(&doc, a->content);
        inside(&doc, a->source);
        inside(&doc, a->cue);
        inside(&doc, a->quoted);
        FUZZ_CHECK(a->parent == SYN_NONE || a->parent < layer.attributions.n);
    }
    syn_quote_free(quote);
    syn_arena_release(&scratch);
    syn_arena_release(&keep);
    return 0;
}
