/* SPDX-License-Identifier: Apache-2.0
 *
 * From text to sentences of words: blocks, atoms, the gaps' decisions, the sentences' ends.
 *
 * Method: a block's atoms (token_scan.c); each gap between atoms of one stretch is nothing, a word
 * of a multiword token, or a token, greedily from left to right by a linear model; each gap between
 * tokens ends a sentence or not: a linear model that knows where the sentence began, and a
 * convolution that sees 14 tokens either way (token_conv.c), added. Weights are i8 and sums i32, so
 * every machine decides alike (features: token_feat.c; weights: train/lang).
 * Invariants: every character that is not white space lies in one token; tokens do not cross
 * sentences, nor sentences blocks.
 * Cost: linear; some 100 table reads and 50,000 products a token. What was tried instead:
 * docs/decisions/tokens.md.
 */
#include "lang/token.h"

#include "base/vec.h"
#include "lang/token_block.h"
#include "lang/token_conv.h"
#include "lang/token_feat.h"
#include "lang/token_other.h"

/* Words that begin sentences and, capitalised, seldom anything else: after an abbreviation's full
 * stop they speak for an end, which the training text has too seldom to teach ("to the U.S. The
 * talks"). */
static const char *const starters[] = {"the", "a", "an", "he", "she", "it", "they", "we", "you",
    "this", "that", "these", "those", "there", "his", "her", "its", "their", "our", "but", "and",
    "however", "meanwhile", "in", "on", "at", "if", "when", "while", "after", "as", "although",
    "what", "who", "how", "why", "where", "both", "some", "many", "most", "also", "then", "since",
    "despite"};
enum { N_STARTERS = sizeof starters / sizeof *starters };

struct syn_tokeniser {
    const int8_t (*gap)[2]; /* [2^gap_bits][word, token] */
    const int8_t *end;      /* [2^end_bits] */
    const uint8_t *usual;   /* [SYNI_USUAL_BYTES] */
    syni_cuts cuts;
    unsigned gap_shift, end_shift;
    int32_t end_bias, end_mix; /* in units of 1 / SYNI_CONV_ONE */
    syni_conv *conv;
    uint32_t starters[N_STARTERS]; /* hashes */
};

/* log2 of a power of two between 2^8 and 2^24, or 0. */
static unsigned bits_of(uint32_t n)
{
    for (unsigned b = 8; b <= 24; b++) {
        if (n == UINT32_C(1) << b)
            return b;
    }
    return 0;
}

syn_status syn_tokeniser_new(
    const syn_weights *weights, const syn_kernels *kernels, syn_tokeniser **out, syn_err *err)
{
    const syn_tensor *gap = NULL, *end = NULL, *usual = NULL, *forms = NULL, *at = NULL;
    int64_t bias = 0, mix = 0;
    syn_tokeniser *m;
    syn_status status;

    status = syn_weights_find_tensor(
        weights, "token/gap", SYN_DTYPE_I8, 2, (const uint32_t[]){0, 2}, &gap, err);
    if (status == SYN_OK)
        status = syn_weights_find_tensor(
            weights, "sentence/end", SYN_DTYPE_I8, 1, (const uint32_t[]){0}, &end, err);
    if (status == SYN_OK)
        status = syn_weights_find_tensor(
            weights, "usual", SYN_DTYPE_U8, 1, (const uint32_t[]){SYNI_USUAL_BYTES}, &usual, err);
    if (status == SYN_OK)
        status = syn_weights_find_tensor(
            weights, "cut/forms", SYN_DTYPE_I32, 1, (const uint32_t[]){0}, &forms, err);
    if (status == SYN_OK)
        status = syn_weights_find_tensor(
            weights, "cut/at", SYN_DTYPE_I32, 1, (const uint32_t[]){forms->dims[0]}, &at, err);
    if (status == SYN_OK)
        status = syn_weights_meta_int(weights, "end_bias", &bias, err);
    if (status == SYN_OK)
        status = syn_weights_meta_int(weights, "end_mix", &mix, err);
    if (status != SYN_OK)
        return status;
    if (bits_of(gap->dims[0]) == 0 || bits_of(end->dims[0]) == 0 || bits_of(forms->dims[0]) == 0 ||
        bias < -(1 << 24) || bias > 1 << 24 || mix < 0 || mix > 20000)
        return syn_err_set(err, SYN_E_SHAPE, "tokens",
            "a table's length is no power of two, or the "
            "bias is out of range; replace the file with that of this release");
    m = calloc(1, sizeof *m);
    if (m == NULL)
        return syn_err_set(err, SYN_E_NOMEM, "tokens", "out of memory");
    m->gap = (const int8_t(*)[2])gap->data;
    m->end = end->data;
    m->usual = usual->data;
    m->cuts = (syni_cuts){forms->data, at->data, forms->dims[0]};
    m->gap_shift = 32 - bits_of(gap->dims[0]);
    m->end_shift = 32 - bits_of(end->dims[0]);
    m->end_bias = (int32_t)bias;
    m->end_mix = (int32_t)mix;
    for (unsigned i = 0; i < N_STARTERS; i++)
        m->starters[i] = syni_form_hash(syn_str_from(starters[i]));
    status = syni_conv_new(weights, kernels, &m->conv, err);
    if (status != SYN_OK) {
        syn_tokeniser_free(m);
        return status;
    }
    *out = m;
    return SYN_OK;
}

void syn_tokeniser_free(syn_tokeniser *model)
{
    if (model == NULL)
        return;
    syni_conv_free(model->conv);
    free(model);
}

/* What a run gathers before it is sealed. */
typedef struct builder {
    syn_str text;
    syn_arena *keep;
    SYN_VEC(syn_span) paragraphs;
    SYN_VEC(syn_sentence) sentences;
    SYN_VEC(syn_token) tokens;
    SYN_VEC(syn_surface) surface;
    SYN_VEC(syn_diagnostic) diagnostics;
} builder;

static void complain(builder *b, syn_span span, const char *code, const char *message)
{
    SYN_PUSH(b->keep, b->diagnostics,
        ((syn_diagnostic){span, syn_str_from(code), syn_str_from(message)}));
}

static void open_sentence(builder *b, uint32_t start)
{
    SYN_PUSH(b->keep, b->sentences,
        ((syn_sentence){{start, start}, b->tokens.n, 0, b->paragraphs.n - 1}));
}

static void add_word(builder *b, uint32_t start, uint32_t end, bool space_after)
{
    syn_sentence *s;
    syn_token t = {0};

    if (b->sentences.n == 0)
        return; /* the arena has failed */
    s = &b->sentences.items[b->sentences.n - 1];
    t.span = (syn_span){start, end};
    t.form = syn_str_slice(b->text, start, end);
    t.head = SYN_NONE;
    t.sentence = b->sentences.n - 1;
    t.space_after = space_after;
    SYN_PUSH(b->keep, b->tokens, t);
    s->n_tokens++;
    s->span.end = end;
}

/* Opens a sentence before a surface token where the model says so, or where the last one is full.
 */
static void before_token(builder *b, uint32_t start, uint32_t n_words, bool ends, bool spaced)
{
    const syn_sentence *s = b->sentences.n > 0 ? &b->sentences.items[b->sentences.n - 1] : NULL;

    /* Past 7/8 of the cap, white space is waited for; at the cap there is no more waiting. */
    if (!ends && s != NULL &&
        (s->n_tokens + n_words > SYN_MAX_SENTENCE_TOKENS ||
            (s->n_tokens >= SYN_MAX_SENTENCE_TOKENS / 8 * 7 && spaced))) {
        complain(b, s->span, "sentence-too-long", "cut at 4,096 tokens");
        ends = true;
    }
    if (ends)
        open_sentence(b, start);
}

/* Decides the gaps of a block's atoms; cut[i] of the gap before atom i. */
static void cut_atoms(const syn_tokeniser *m, syn_str text, const syni_atom *atoms, uint32_t n,
    uint32_t *suffix, uint8_t *cut)
{
    uint32_t f[SYNI_MAX_GAP_FEATURES], open = 0;

    for (uint32_t first = 0; first < n;) {
        syni_stretch s;

        cut[first] = SYNI_CUT_TOKEN;
        if (atoms[first].kind != SYNI_ATOM_OTHER &&
            (first + 1 >= n || atoms[first + 1].gap != SYNI_GAP_NONE)) {
            first++;
            continue;
        }
        syni_stretch_init(&s, text, atoms, n, first, suffix, &open);
        for (uint32_t i = first + 1; i < s.end; i++) {
            uint32_t n_f = syni_gap_features(&s, i, f);
            int32_t word = 0, token = 0;
            syni_cut decision = SYNI_CUT_NONE;

            for (uint32_t k = 0; k < n_f && !syni_gap_is_fixed(&s, i); k++) {
                const int8_t *w = m->gap[f[k] >> m->gap_shift];

                word += w[0];
                token += w[1];
            }
            if (word > 0 && word >= token)
                decision = SYNI_CUT_WORD;
            else if (token > 0)
                decision = SYNI_CUT_TOKEN;
            cut[i] = (uint8_t)decision;
            s.before = s.last;
            s.last = decision;
        }
        first = s.end;
    }
}

/* What the pair of an abbreviation and a starter adds. 5: dev scores are the same from 3 to 5. */
static int32_t starter_bonus(const syn_tokeniser *m, const syni_tok *l, const syni_tok *r)
{
    if (l->ends != 1 || l->shape < SYNI_SHAPE_COMPOUND || r->gap == SYNI_GAP_NONE ||
        (r->shape / 8 != SYNI_CASE_CAPITAL && r->shape / 8 != SYNI_CASE_SINGLE))
        return 0;
    for (unsigned i = 0; i < N_STARTERS; i++) {
        if (m->starters[i] == r->form)
            return 5 * SYNI_CONV_ONE;
    }
    return 0;
}

/* In edited prose (the block ends with a stop and has capitals where they belong) a sentence does
 * not end between words without a mark: "LG Card", "JK Rowling". Web text, where it does, has other
 * style or other ends. Takes off 6 after capitals, else 1: EWT dev loses 0.1, news read by eye has
 * two thirds of such cuts less. */
static int32_t prose_malus(const syni_tok *toks, uint32_t n, uint32_t i, uint32_t style)
{
    const syni_tok *l = &toks[i - 1];
    bool closed =
        toks[n - 1].ends == 1 || toks[n - 1].ends == 2 ||
        (n > 1 && toks[n - 1].ends == 6 && (toks[n - 2].ends == 1 || toks[n - 2].ends == 2));
    uint32_t cased = l->shape / 8;

    if (style != 0 || !closed || l->ends != 0 || l->shape >= SYNI_SHAPE_DIGITS)
        return 0;
    return (cased == SYNI_CASE_UPPER || cased == SYNI_CASE_SINGLE ? 6 : 1) * SYNI_CONV_ONE;
}

/* Decides the ends: end[i] when a sentence begins at token i. score[i]: the convolution's. */
static void end_sentences(const syn_tokeniser *m, const syni_tok *toks, uint32_t n, uint32_t style,
    const int32_t *score, uint8_t *ahead, uint8_t *end)
{
    uint32_t f[SYNI_MAX_END_FEATURES];
    syni_run run = {0};

    syni_ahead(toks, n, ahead);
    run.style = style;
    end[0] = 1;
    for (uint32_t i = 1; i < n; i++) {
        int32_t sum = 0;
        uint32_t n_f;

        syni_run_step(&run, toks, i - 1);
        n_f = syni_end_features(toks, n, i, ahead, &run, f);
        for (uint32_t k = 0; k < n_f; k++)
            sum += m->end[f[k] >> m->end_shift];
        end[i] = sum * m->end_mix + score[i] + starter_bonus(m, &toks[i - 1], &toks[i]) -
                     prose_malus(toks, n, i, style) + m->end_bias >
                 0;
        if (end[i])
            syni_run_end(&run, i);
    }
}

static void run_block(const syn_tokeniser *m, builder *b, syn_span span, syn_arena *scratch)
{
    uint32_t n_bytes = span.end - span.start, n, n_toks = 0;
    syni_atom *atoms = SYN_NEW_N(scratch, syni_atom, n_bytes);
    uint32_t *suffix = SYN_NEW_N(scratch, uint32_t, n_bytes);
    uint32_t *first = SYN_NEW_N(scratch, uint32_t, (size_t)n_bytes + 1);
    syni_tok *toks = SYN_NEW_N(scratch, syni_tok, n_bytes);
    uint8_t *cut = SYN_NEW_N(scratch, uint8_t, n_bytes);
    uint8_t *ahead = SYN_NEW_N(scratch, uint8_t, n_bytes);
    uint8_t *end = SYN_NEW_N(scratch, uint8_t, n_bytes);
    int32_t *score = SYN_NEW_N(scratch, int32_t, n_bytes);
    uint32_t style;

    if (syn_arena_failed(scratch))
        return;
    n = syni_atoms_scan(&m->cuts, b->text, span, atoms);
    if (n == 0)
        return;
    cut_atoms(m, b->text, atoms, n, suffix, cut);
    for (uint32_t i = 0; i < n;) {
        uint32_t j = i + 1;

        while (j < n && cut[j] != SYNI_CUT_TOKEN)
            j++;
        first[n_toks] = i;
        syni_tok_make(&toks[n_toks++], atoms, i, j, m->usual);
        i = j;
    }
    first[n_toks] = n;
    style = syni_style(toks, n_toks);
    if (!syni_conv_run(m->conv, toks, n_toks, style, scratch, score))
        return;
    end_sentences(m, toks, n_toks, style, score, ahead, end);
    for (uint32_t k = 0; k < n_toks; k++) {
        uint32_t n_words = 1, start = toks[k].start;
        bool spaced = k + 1 == n_toks || toks[k + 1].gap != SYNI_GAP_NONE;

        for (uint32_t i = first[k] + 1; i < first[k + 1]; i++)
            n_words += cut[i] == SYNI_CUT_WORD;
        before_token(b, start, n_words, end[k], k == 0 || toks[k].gap != SYNI_GAP_NONE);
        if (n_words > 1)
            SYN_PUSH(b->keep, b->surface,
                ((syn_surface){{start, toks[k].end}, b->tokens.n, b->tokens.n + n_words}));
        for (uint32_t i = first[k] + 1; i < first[k + 1]; i++) {
            if (cut[i] == SYNI_CUT_WORD) {
                add_word(b, start, atoms[i].start, false);
                start = atoms[i].start;
            }
        }
        add_word(b, start, toks[k].end, spaced);
    }
}

/* Tokens by rule (token_other.c). */
static void run_other(builder *b, syn_span span)
{
    syni_other scan;
    syni_other_token t;

    syni_other_init(&scan, b->text, span);
    while (syni_other_next(&scan, &t)) {
        before_token(b, t.span.start, 1, t.begins_sentence, t.space_before);
        add_word(b, t.span.start, t.span.end, t.space_after);
    }
}

syn_status syn_tokens_run(const syn_tokeniser *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_lang_layer *out, syn_err *err)
{
    builder b = {.text = doc->text, .keep = keep};
    bool english =
        doc->meta.language.len == 0 || syn_str_starts_nocase(doc->meta.language, SYN_STR("en"));
    syni_blocks blocks;
    syni_block block;

    syni_blocks_init(&blocks, doc, SYNI_MAX_BLOCK_BYTES);
    while (syni_blocks_next(&blocks, &block)) {
        syn_arena_mark mark = syn_arena_mark_get(scratch);

        if (block.span.start >= block.span.end)
            continue;
        SYN_PUSH(keep, b.paragraphs, block.span);
        if (block.was_cut)
            complain(&b, block.span, "paragraph-too-long", "cut at 256 KiB");
        if (model != NULL && english)
            run_block(model, &b, block.span, scratch);
        else
            run_other(&b, block.span);
        syn_arena_rewind(scratch, mark);
        if (syn_arena_failed(keep) || syn_arena_failed(scratch))
            return syn_err_set(err, SYN_E_NOMEM, NULL,
                "out of memory among the tokens; raise the budget or give a shorter document");
    }
    out->paragraphs.items = b.paragraphs.items;
    out->paragraphs.n = b.paragraphs.n;
    out->sentences.items = b.sentences.items;
    out->sentences.n = b.sentences.n;
    out->tokens.items = b.tokens.items;
    out->tokens.n = b.tokens.n;
    out->surface.items = b.surface.items;
    out->surface.n = b.surface.n;
    out->diagnostics.items = b.diagnostics.items;
    out->diagnostics.n = b.diagnostics.n;
    return SYN_OK;
}
