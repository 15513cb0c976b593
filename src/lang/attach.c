/* SPDX-License-Identifier: Apache-2.0
 *
 * Heads and relations of a batch: deep biaffine arc scores (Dozat & Manning 2017,
 * arXiv:1611.01734), the best tree over them (mst.c), then each arc's relation from a low-rank form
 * of their labeller: a linear layer over dependent, head and their elementwise product.
 *
 * All arc scores are whole numbers, so a tree never hangs on rounding. A sentence of more than 256
 * words is cut into stretches, at the last punctuation mark of a stretch's second half or else at
 * the end; each gets a tree, and the root of each but the first hangs on the root before it as
 * `parataxis`. States are those of the whole sentence. So time and memory stay linear in its
 * length. "root" is the relation of the root alone: elsewhere the next best stands.
 */
#include "lang/parse_net.h"

typedef struct work {
    int32_t *acc;                /* [window][n_out of arcs] */
    float *vals;                 /* [n_out of arcs] */
    int16_t *rows;               /* [window][2 h]: states of the stretch */
    int16_t *dep, *query;        /* [window][n_arc] */
    int16_t *head;               /* [window + 1][n_arc]; row 0 the root */
    int16_t *rel_dep, *rel_head; /* [window], [window + 1] of [n_rel_units] */
    int16_t *rel_in;             /* [window][3 * n_rel_units] */
    int32_t *dot;                /* [window + 1] */
    int64_t *score;              /* [window][window + 1] */
    uint32_t *heads;             /* [window] */
} work;

static bool work_new(const syni_parse *p, work *w, uint32_t n, syn_arena *scratch)
{
    size_t a = p->n_arc, r = p->n_rel_units, wide = p->arcs.n_out;
    if (wide < p->query.n_out)
        wide = p->query.n_out;
    if (wide < p->rel_out.n_out)
        wide = p->rel_out.n_out;
    w->acc = SYN_NEW_N(scratch, int32_t, n * wide);
    w->vals = SYN_NEW_N(scratch, float, wide);
    w->rows = SYN_NEW_N(scratch, int16_t, (size_t)n * 2 * p->h);
    w->dep = SYN_NEW_N(scratch, int16_t, n * a);
    w->query = SYN_NEW_N(scratch, int16_t, n * a);
    w->head = SYN_NEW_N(scratch, int16_t, (n + 1) * a);
    w->rel_dep = SYN_NEW_N(scratch, int16_t, n * r);
    w->rel_head = SYN_NEW_N(scratch, int16_t, (n + 1) * r);
    w->rel_in = SYN_NEW_N(scratch, int16_t, n * 3 * r);
    w->dot = SYN_NEW_N(scratch, int32_t, (size_t)n + 1);
    w->score = SYN_NEW_N(scratch, int64_t, (size_t)n * (n + 1));
    w->heads = SYN_NEW_N(scratch, uint32_t, n);
    return !syn_arena_failed(scratch);
}

/* Arc scores of the n words whose states lie in w->rows. */
static void score_arcs(const syni_parse *p, work *w, uint32_t n)
{
    const syn_kernels *K = p->kernels;
    uint32_t a = p->n_arc, r = p->n_rel_units, wide = p->arcs.n_out;
    K->product(w->rows, 2 * (size_t)p->h, n, p->arcs.w, wide, 2 * p->h, w->acc, wide);
    memcpy(w->head, p->root_arc, a * sizeof *w->head);
    memcpy(w->rel_head, p->root_rel, r * sizeof *w->rel_head);
    for (uint32_t i = 0; i < n; i++) {
        float *v = w->vals;
        K->affine(w->acc + (size_t)i * wide, p->arcs.scale, p->arcs.bias, v, wide);
        K->quantise(v, p->arc_one, 0.0f, 4095.0f, w->dep + (size_t)i * a, a);
        K->quantise(v + a, p->arc_one, 0.0f, 4095.0f, w->head + (size_t)(i + 1) * a, a);
        K->quantise(v + 2 * a, p->rel_one, 0.0f, 32767.0f, w->rel_dep + (size_t)i * r, r);
        K->quantise(
            v + 2 * a + r, p->rel_one, 0.0f, 32767.0f, w->rel_head + (size_t)(i + 1) * r, r);
    }
    K->product(w->dep, a, n, p->query.w, a, a, w->acc, a);
    for (uint32_t i = 0; i < n; i++) {
        K->affine(w->acc + (size_t)i * a, p->query.scale, p->query.bias, w->vals, a);
        K->quantise(w->vals, p->query_one, -2047.0f, 2047.0f, w->query + (size_t)i * a, a);
    }
    for (uint32_t i = 0; i < n; i++) {
        K->dots(w->query + (size_t)i * a, w->head, a, n + 1, a, w->dot);
        for (uint32_t h = 0; h <= n; h++)
            w->score[(size_t)i * (n + 1) + h] = w->dot[h];
    }
}

static int16_t unit_product(int32_t a, int32_t b, uint32_t shift)
{
    int32_t v = a * b;
    v = (int32_t)(((int64_t)v + (1 << shift >> 1)) >> shift);
    return (int16_t)(v > 32767 ? 32767 : v);
}

/* Relations of the arcs in w->heads, into `rels` (syn_deprel). */
static void label_arcs(const syni_parse *p, work *w, uint32_t n, uint8_t *rels)
{
    const syn_kernels *K = p->kernels;
    uint32_t r = p->n_rel_units, wide = p->rel_out.n_out;
    for (uint32_t i = 0; i < n; i++) {
        const int16_t *d = w->rel_dep + (size_t)i * r, *h = w->rel_head + (size_t)w->heads[i] * r;
        int16_t *in = w->rel_in + (size_t)i * 3 * r;
        for (uint32_t j = 0; j < r; j++)
            in[j] = unit_product(d[j], h[j], p->rel_shift);
        memcpy(in + r, d, r * sizeof *in);
        memcpy(in + 2 * (size_t)r, h, r * sizeof *in);
    }
    K->product(w->rel_in, 3 * (size_t)r, n, p->rel_out.w, wide, 3 * r, w->acc, wide);
    for (uint32_t i = 0; i < n; i++) {
        K->affine(w->acc + (size_t)i * wide, p->rel_out.scale, p->rel_out.bias, w->vals, wide);
        uint32_t best = p->root_rel_class;
        for (uint32_t c = 0; c < p->n_rels && w->heads[i] != 0; c++)
            if (c != p->root_rel_class && (best == p->root_rel_class || w->vals[c] > w->vals[best]))
                best = c;
        rels[i] = p->rels[best];
    }
}

/* End of the stretch that begins at `from`. */
static uint32_t stretch_end(const syn_token *tokens, uint32_t from, uint32_t n)
{
    if (n - from <= SYNI_PARSE_WINDOW)
        return n;
    for (uint32_t end = from + SYNI_PARSE_WINDOW; end > from + SYNI_PARSE_WINDOW / 2; end--)
        if (tokens[end - 1].upos == SYN_UPOS_PUNCT)
            return end;
    return from + SYNI_PARSE_WINDOW;
}

bool syni_attach(
    const syni_parse *p, syn_lang_layer *layer, const syni_batch *b, syn_arena *scratch)
{
    work w;
    uint8_t rels[SYNI_PARSE_WINDOW];
    uint32_t most = b->n_steps < SYNI_PARSE_WINDOW ? b->n_steps : SYNI_PARSE_WINDOW;
    if (!work_new(p, &w, most, scratch))
        return false;
    for (uint32_t s = 0; s < b->n_sentences; s++) {
        const syn_sentence *sentence = &layer->sentences.items[b->sentences[s]];
        syn_token *tokens = layer->tokens.items + sentence->first_token;
        uint32_t n_all = sentence->n_tokens, root = SYN_NONE;
        for (uint32_t from = 0, end; from < n_all; from = end) {
            end = stretch_end(tokens, from, n_all);
            uint32_t n = end - from;
            for (uint32_t i = 0; i < n; i++)
                memcpy(w.rows + (size_t)i * 2 * p->h,
                    b->h2 + (size_t)(b->first[from + i] + s) * 2 * p->h,
                    2 * (size_t)p->h * sizeof *w.rows);
            score_arcs(p, &w, n);
            syn_arena_mark mark = syn_arena_mark_get(scratch);
            if (!syni_spanning_tree(w.score, n, w.heads, scratch))
                return false;
            syn_arena_rewind(scratch, mark);
            label_arcs(p, &w, n, rels);
            uint32_t first = sentence->first_token + from;
            for (uint32_t i = 0; i < n; i++) {
                syn_token *token = tokens + from + i;
                token->head = w.heads[i] ? first + w.heads[i] - 1 : SYN_NONE;
                token->deprel = rels[i];
                if (w.heads[i])
                    continue;
                if (root != SYN_NONE) {
                    token->head = root;
                    token->deprel = SYN_DEPREL_PARATAXIS;
                }
                root = first + i;
            }
        }
    }
    return true;
}
