/* SPDX-License-Identifier: Apache-2.0
 *
 * Scoring of the cue head (logistic regression over hashed features) and of the span head (a linear
 * chain, Lafferty et al. 2001, decoded by Viterbi 1967) on int16 weights with int32 sums. Cost: of
 * the cue head, linear in the tokens; of the span head, linear in the windows of the cues.
 */
#include "quote_heads.h"

/* Four labels at a time; the compiler makes SIMD of it where there is any, with the same sums. */
typedef int32_t four32 __attribute__((vector_size(16)));
typedef int16_t four16 __attribute__((vector_size(8)));
_Static_assert(SYN_Q_LABELS == 4, "four labels");

static inline four32 four_at(const int16_t *w)
{
    four16 h;

    memcpy(&h, w, sizeof h);
    return __builtin_convertvector(h, four32);
}

int32_t syn_qheads_cue(const syn_qweights *weights, const syn_qview *view, uint32_t i)
{
    uint32_t features[SYN_QCUE_MAX], n = syn_qview_cue_features(view, i, features);
    uint32_t mask = (1u << weights->cue_bits) - 1;
    int32_t sum = 0;

    for (uint32_t f = 0; f < n; f++)
        sum += weights->cue[features[f] & mask];
    return sum;
}

void syn_qheads_spans(const syn_qweights *weights, const syn_qview *view, uint32_t c,
    syn_qfound *found, syn_arena *arena)
{
    syn_qframe frame;
    uint32_t features[SYN_QNODE_MAX], n_window;
    uint32_t node_mask = (1u << weights->node_bits) - 1, edge_mask = (1u << weights->edge_bits) - 1;
    int32_t best[SYN_Q_LABELS] = {0};
    uint8_t(*from)[SYN_Q_LABELS];
    uint8_t last = 0;

    syn_qframe_init(&frame, view, c, arena);
    n_window = frame.end - frame.begin;
    *found = (syn_qfound){.cue = c, .begin = frame.begin, .end = frame.end};
    found->labels = SYN_NEW_N(arena, uint8_t, n_window);
    from = syn_arena_calloc(arena, n_window, sizeof *from);
    if (syn_arena_failed(arena))
        return;
    for (uint32_t i = frame.begin; i < frame.end; i++) {
        uint32_t n = syn_qframe_node_features(&frame, view, i, features);
        four32 node = {0}, edge[SYN_Q_LABELS] = {{0}};
        int32_t next[SYN_Q_LABELS];

        for (uint32_t f = 0; f < n; f++)
            node += four_at(&weights->node[(size_t)(features[f] & node_mask) * SYN_Q_LABELS]);
        if (i > frame.begin) {
            n = syn_qframe_edge_features(&frame, view, i, features);
            for (uint32_t f = 0; f < n; f++) {
                const int16_t *w =
                    &weights->edge[(size_t)(features[f] & edge_mask) * SYN_Q_LABELS * SYN_Q_LABELS];

                for (int x = 0; x < SYN_Q_LABELS; x++)
                    edge[x] += four_at(w + x * SYN_Q_LABELS);
            }
        }
        for (int y = 0; y < SYN_Q_LABELS; y++) {
            int arg = 0;
            int32_t most = best[0] + edge[0][y];

            for (int x = 1; x < SYN_Q_LABELS; x++)
                if (best[x] + edge[x][y] > most) {
                    most = best[x] + edge[x][y];
                    arg = x;
                }
            from[i - frame.begin][y] = (uint8_t)arg;
            next[y] = most + node[y];
            if (i == c && y != SYN_QC)
                next[y] = INT32_MIN / 2;
        }
        for (int y = 0; y < SYN_Q_LABELS; y++)
            best[y] = next[y];
    }
    for (uint8_t y = 1; y < SYN_Q_LABELS; y++)
        if (best[y] > best[last])
            last = y;
    for (uint32_t k = n_window; k > 0; k--) {
        found->labels[k - 1] = last;
        last = from[k - 1][last];
    }
}
