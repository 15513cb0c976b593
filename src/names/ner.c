/* SPDX-License-Identifier: Apache-2.0
 *
 * Exact decoding of the name tagger (Viterbi 1967) with integer scores.
 *
 * A token's label scores are sums of int8 rows, one per feature found in the pass's table. Two
 * sweeps (forward and backward maxima) give the best path and, for every token, how much is lost
 * when its label is forbidden: the margin from which confidence is read.
 * Cost per token: the features' look-ups and SYNI_NER_N_LABELS squared additions, twice.
 */
#include "names/ner.h"

#include <string.h>

#define L SYNI_NER_N_LABELS
#define NEVER (INT32_MIN / 4)

bool syni_ner_may_follow(uint32_t a, uint32_t b)
{
    bool open = a != SYN_NONE && a != 0 && ((a - 1) % 4 == SYNI_NER_B || (a - 1) % 4 == SYNI_NER_I);
    bool goes_on =
        b != SYN_NONE && b != 0 && ((b - 1) % 4 == SYNI_NER_I || (b - 1) % 4 == SYNI_NER_E);
    if (open != goes_on)
        return false;
    return !open || (a - 1) / 4 == (b - 1) / 4;
}

static void add_row(const syni_ner_pass *pass, uint64_t feature, int32_t *scores)
{
    uint32_t check = (uint32_t)(feature >> 32) | 1, mask = pass->n_slots - 1;
    for (uint32_t at = (uint32_t)feature & mask, left = pass->n_slots; left > 0;
         at = (at + 1) & mask, left--) {
        if (pass->check[at] == check) {
            const int8_t *row = pass->rows + (size_t)at * L;
            for (unsigned k = 0; k < L; k++)
                scores[k] += row[k];
            return;
        }
        if (pass->check[at] == 0)
            return;
    }
}

/* forward, backward: [n][L]; also on the way the emissions [n][L] */
static void sentence(const syni_ner_pass *pass, const int32_t *emit, uint32_t n, int32_t *forward,
    int32_t *backward, uint8_t *from, uint8_t *labels, int32_t *margin)
{
    for (unsigned k = 0; k < L; k++)
        forward[k] = syni_ner_may_follow(SYN_NONE, k) ? emit[k] : NEVER;
    for (uint32_t i = 1; i < n; i++) {
        const int32_t *last = forward + (size_t)(i - 1) * L;
        int32_t *now = forward + (size_t)i * L;
        for (unsigned k = 0; k < L; k++) {
            int32_t best = NEVER;
            unsigned best_from = 0;
            for (unsigned j = 0; j < L; j++) {
                int32_t b = pass->bonds[j * L + k];
                if (b <= NEVER || last[j] <= NEVER)
                    continue;
                if (last[j] + b > best) {
                    best = last[j] + b;
                    best_from = j;
                }
            }
            now[k] = best <= NEVER ? NEVER : best + emit[(size_t)i * L + k];
            from[(size_t)i * L + k] = (uint8_t)best_from;
        }
    }
    unsigned at = 0;
    int32_t top = NEVER;
    for (unsigned k = 0; k < L; k++) {
        if (!syni_ner_may_follow(k, SYN_NONE))
            continue;
        if (forward[(size_t)(n - 1) * L + k] > top) {
            top = forward[(size_t)(n - 1) * L + k];
            at = k;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        labels[i] = (uint8_t)at;
        if (i > 0)
            at = from[(size_t)i * L + at];
    }
    if (!margin)
        return;
    for (unsigned k = 0; k < L; k++)
        backward[(size_t)(n - 1) * L + k] = syni_ner_may_follow(k, SYN_NONE) ? 0 : NEVER;
    for (uint32_t i = n - 1; i-- > 0;)
        for (unsigned j = 0; j < L; j++) {
            int32_t best = NEVER;
            for (unsigned k = 0; k < L; k++) {
                int32_t b = pass->bonds[j * L + k], next = backward[(size_t)(i + 1) * L + k];
                if (b <= NEVER || next <= NEVER)
                    continue;
                int32_t v = b + emit[(size_t)(i + 1) * L + k] + next;
                if (v > best)
                    best = v;
            }
            backward[(size_t)i * L + j] = best;
        }
    for (uint32_t i = 0; i < n; i++) {
        int32_t other = NEVER;
        for (unsigned k = 0; k < L; k++) {
            int32_t f = forward[(size_t)i * L + k], b = backward[(size_t)i * L + k];
            if (k == labels[i] || f <= NEVER || b <= NEVER)
                continue;
            if (f + b > other)
                other = f + b;
        }
        margin[i] = other <= NEVER ? INT32_MAX : top - other;
    }
}

bool syni_ner_decode(const syni_ner_pass *pass, const syni_ner_token *tokens,
    const syni_ner_features *features, syn_arena *scratch, uint8_t *labels, int32_t *margin)
{
    uint32_t n = features->n_tokens, longest = 0;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && tokens[end].sentence == tokens[i].sentence)
            end++;
        if (end - i > longest)
            longest = end - i;
        i = end;
    }
    if (n == 0)
        return true;
    int32_t *emit = SYN_NEW_N(scratch, int32_t, (size_t)longest * L);
    int32_t *forward = SYN_NEW_N(scratch, int32_t, (size_t)longest * L);
    int32_t *backward = SYN_NEW_N(scratch, int32_t, (size_t)longest * L);
    uint8_t *from = SYN_NEW_N(scratch, uint8_t, (size_t)longest * L);
    if (!emit || !forward || !backward || !from)
        return false;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && tokens[end].sentence == tokens[i].sentence)
            end++;
        memset(emit, 0, sizeof *emit * (size_t)(end - i) * L);
        for (uint32_t j = i; j < end; j++)
            for (uint32_t f = 0; f < features->n[j]; f++)
                add_row(pass, features->items[(size_t)j * SYNI_NER_N_FEATURES + f],
                    emit + (size_t)(j - i) * L);
        sentence(pass, emit, end - i, forward, backward, from, labels + i,
            margin ? margin + i : NULL);
        i = end;
    }
    return true;
}
