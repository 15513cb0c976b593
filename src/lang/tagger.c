/* SPDX-License-Identifier: Apache-2.0
 *
 * Part of speech, Penn tag, features and lemma of a batch, from one hidden layer over input and
 * states.
 *
 * The three tags are chosen together: the best sum of their scores over the triples that the
 * treebanks hold, so that they never contradict each other. The lemma is the lexicon's for the pair
 * of normal form and Penn tag, where the treebanks held it, else the best rule's (parse_words.c).
 * Ties go to the lower number. Cost: some 0.15 M products a token.
 */
#include "lang/parse_net.h"

enum { CHUNK_ROWS = 32, MAX_KEY = 192 };

typedef struct row_choice {
    uint32_t upos, xpos, feats, rule;
} row_choice;

static void choose(const syni_parse *p, const float *scores, row_choice *out)
{
    const float *u = scores, *x = u + p->n_upos, *f = x + p->n_xpos, *r = f + p->n_feats;
    uint32_t best = 0;
    float best_score = 0;
    for (uint32_t i = 0; i < p->n_combos; i++) {
        const int16_t *c = p->combos + 3 * (size_t)i;
        float s = u[c[0]] + x[c[1]];
        s = s + f[c[2]];
        if (i == 0 || s > best_score) {
            best = i;
            best_score = s;
        }
    }
    out->upos = (uint32_t)p->combos[3 * (size_t)best];
    out->xpos = (uint32_t)p->combos[3 * (size_t)best + 1];
    out->feats = (uint32_t)p->combos[3 * (size_t)best + 2];
    out->rule = 0;
    for (uint32_t i = 1; i < p->n_rules; i++)
        if (r[i] > r[out->rule])
            out->rule = i;
}

/* The document's own copy of a label; "_" is the empty string. */
static syn_str name_of(syn_str *copies, const syn_tensor *labels, uint32_t i, syn_arena *keep)
{
    if (copies[i].len == 0) {
        syn_str label = syn_tensor_string(labels, i);
        if (!syn_str_eq_z(label, "_"))
            copies[i] = syn_arena_str(keep, label);
    }
    return copies[i];
}

static syn_str lemma_of(
    const syni_parse *p, syn_str form, syn_str xpos, uint32_t rule, syn_arena *keep)
{
    char key[MAX_KEY];
    size_t n = syni_word_normalise(form, key, sizeof key - 16);
    if (n > 0 && xpos.len < 15) {
        key[n] = '\t';
        memcpy(key + n + 1, xpos.ptr, xpos.len);
        uint32_t id = syni_strings_find(&p->lexicon, (syn_str){key, n + 1 + xpos.len});
        if (id != SYN_NONE) {
            syn_str lemma = syn_tensor_string(p->lexicon_lemmas, id);
            return syn_str_eq(lemma, form) ? form : syn_arena_str(keep, lemma);
        }
    }
    return syni_lemma_apply(syn_tensor_string(p->rules, rule), form, keep);
}

bool syni_tag(const syni_parse *p, syn_lang_layer *layer, const syni_batch *b, syn_arena *keep,
    syn_arena *scratch)
{
    const syn_kernels *K = p->kernels;
    uint32_t m = p->n_tag, n = p->tag_out.n_out;
    int32_t *acc = SYN_NEW_N(scratch, int32_t, (size_t)CHUNK_ROWS * (m > n ? m : n));
    float *hidden = SYN_NEW_N(scratch, float, m);
    float *part = SYN_NEW_N(scratch, float, m);
    int32_t *acc_h = SYN_NEW_N(scratch, int32_t, (size_t)CHUNK_ROWS * m);
    int16_t *units = SYN_NEW_N(scratch, int16_t, (size_t)CHUNK_ROWS * m);
    float *scores = SYN_NEW_N(scratch, float, n);
    syn_token **tokens = SYN_NEW_N(scratch, syn_token *, b->n_rows);
    if (syn_arena_failed(scratch))
        return false;
    for (uint32_t t = 0; t < b->n_steps; t++)
        for (uint32_t s = 0; s < b->active[t]; s++)
            tokens[b->first[t] + s] =
                &layer->tokens.items[layer->sentences.items[b->sentences[s]].first_token + t];
    for (uint32_t row = 0; row < b->n_rows; row += CHUNK_ROWS) {
        uint32_t rows = b->n_rows - row < CHUNK_ROWS ? b->n_rows - row : CHUNK_ROWS;
        K->product(b->x + (size_t)row * p->d, p->d, rows, p->tag_x.w, m, p->d, acc, m);
        K->product(b->h2 + (size_t)row * 2 * p->h, 2 * (size_t)p->h, rows, p->tag_h.w, m, 2 * p->h,
            acc_h, m);
        for (uint32_t r = 0; r < rows; r++) {
            K->affine(acc + (size_t)r * m, p->tag_x.scale, p->tag_x.bias, part, m);
            K->affine(acc_h + (size_t)r * m, p->tag_h.scale, part, hidden, m);
            K->quantise(hidden, p->tag_one, 0.0f, 32767.0f, units + (size_t)r * m, m);
        }
        K->product(units, m, rows, p->tag_out.w, n, m, acc, n);
        for (uint32_t r = 0; r < rows; r++) {
            K->affine(acc + (size_t)r * n, p->tag_out.scale, p->tag_out.bias, scores, n);
            row_choice best;
            choose(p, scores, &best);
            syn_token *token = tokens[row + r];
            token->upos = p->upos[best.upos];
            token->xpos = name_of(b->names, p->xpos_names, best.xpos, keep);
            token->feats = name_of(b->names + p->n_xpos, p->feats_names, best.feats, keep);
            token->lemma = lemma_of(p, token->form, token->xpos, best.rule, keep);
        }
    }
    return !syn_arena_failed(keep);
}
