/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: any valid UTF-8 as a document's text, through blocks, tokens and sentences, by rule
 * and (weights there) by model; the layer must keep its invariants.
 */
#include "fuzz.h"

#include "lang/token.h"
#include "text/text.h"

#include <string.h>

static syn_weights *weights;
static syn_tokeniser *tokeniser;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const char *folder = getenv("SYNOPTIC_DATA");
    char path[4096];

    (void)argc;
    (void)argv;
    (void)snprintf(path, sizeof path, "%s/models/tokens.syn", folder != NULL ? folder : ".");
    if (syn_weights_open(path, &weights, NULL) == SYN_OK)
        FUZZ_CHECK(syn_tokeniser_new(weights, syn_kernels_best(), &tokeniser, NULL) == SYN_OK);
    return 0;
}

static void check(const syn_doc *doc)
{
    const syn_lang_layer *lang = doc->lang;
    uint32_t at = 0, t = 0;

    for (uint32_t s = 0; s < lang->sentences.n; s++) {
        FUZZ_CHECK(lang->sentences.items[s].first_token == t);
        FUZZ_CHECK(lang->sentences.items[s].n_tokens > 0);
        FUZZ_CHECK(lang->sentences.items[s].n_tokens <= SYN_MAX_SENTENCE_TOKENS);
        t += lang->sentences.items[s].n_tokens;
    }
    FUZZ_CHECK(t == lang->tokens.n);
    for (uint32_t i = 0; i <= lang->tokens.n; i++) {
        uint32_t to =
            i < lang->tokens.n ? lang->tokens.items[i].span.start : (uint32_t)doc->text.len;

        FUZZ_CHECK(to >= at);
        while (at < to) {
            unsigned len;

            FUZZ_CHECK(syn_cp_is_space(syn_utf8_decode(doc->text, at, &len)));
            at += len;
        }
        FUZZ_CHECK(at == to);
        if (i < lang->tokens.n) {
            FUZZ_CHECK(lang->tokens.items[i].span.end > to);
            at = lang->tokens.items[i].span.end;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    syn_arena keep, scratch;
    char *text = malloc(n_bytes + 1);

    if (text == NULL)
        return 0;
    memcpy(text, bytes, n_bytes);
    if (syn_utf8_invalid((syn_str){text, n_bytes}) == SIZE_MAX) {
        for (int pass = 0; pass < 2; pass++) {
            syn_doc doc = {.text = {text, n_bytes}};
            syn_lang_layer layer = {0};
            syn_err err;

            syn_arena_init(&keep, 0);
            syn_arena_init(&scratch, 0);
            if (syn_tokens_run(pass == 0 ? NULL : tokeniser, &doc, &keep, &scratch, &layer, &err) ==
                SYN_OK) {
                doc.lang = &layer;
                check(&doc);
            }
            syn_arena_release(&keep);
            syn_arena_release(&scratch);
        }
    }
    free(text);
    return 0;
}
