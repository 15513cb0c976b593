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
    uint32_t bit = syni_ner_filter_bit(check);
    if (pass->filter && !(pass->filter[bit / 64] >> (bit % 64) & 1))
        return;
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

/* Labels that may come before and after each label: at most half of all are legal. */
typedef struct neighbours {
    uint8_t before[L][L], n_before[L];
    uint8_t after[L][L], n_after[L];
} neighbours;

static void find_neighbours(neighbours *x)
{
    memset(x, 0, sizeof *x);
    for (uint32_t a = 0; a < L; a++)
        for (uint32_t b = 0; b < L; b++)
            if (syni_ner_may_follow(a, b)) {
                x->before[b][x->n_before[b]++] = (uint8_t)a;
                x->after[a][x->n_after[a]++] = (uint8_t)b;
            }
}

/* Working rows of one sentence, [n][L] each. */
typedef struct rows {
    int32_t *emit, *forward, *backward;
    uint8_t *from;
} rows;

static void best_path(
    const syni_ner_pass *pass, const neighbours *x, const rows *r, uint32_t n, uint8_t *labels)
{
    for (unsigned k = 0; k < L; k++)
        r->forward[k] = syni_ner_may_follow(SYN_NONE, k) ? r->emit[k] : NEVER;
    for (uint32_t i = 1; i < n; i++) {
        const int32_t *last = r->forward + (size_t)(i - 1) * L;
        const int32_t *emit = r->emit + (size_t)i * L;
        int32_t *now = r->forward + (size_t)i * L;
        uint8_t *from = r->from + (size_t)i * L;
        for (unsigned k = 0; k < L; k++) {
            int32_t best = INT32_MIN;
            unsigned best_from = 0;
            for (unsigned q = 0; q < x->n_before[k]; q++) {
                unsigned j = x->before[k][q];
                int32_t v = last[j] + pass->bonds[j * L + k];
                if (v > best) {
                    best = v;
                    best_from = j;
                }
            }
            now[k] = best < NEVER / 2 ? NEVER : best + emit[k];
            from[k] = (uint8_t)best_from;
        }
    }
    const int32_t *end = r->forward + (size_t)(n - 1) * L;
    unsigned at = 0;
    for (unsigned k = 1; k < L; k++)
        if (syni_ner_may_follow(k, SYN_NONE) && end[k] > end[at])
            at = k;
    for (uint32_t i = n; i-- > 0;) {
        labels[i] = (uint8_t)at;
        if (i > 0)
            at = r->from[(size_t)i * L + at];
    }
}

static void margins_of(const syni_ner_pass *pass, const neighbours *x, const rows *r, uint32_t n,
    const uint8_t *labels, int32_t *margin)
{
    int32_t *back = r->backward;
    for (unsigned k = 0; k < L; k++)
        back[(size_t)(n - 1) * L + k] = syni_ner_may_follow(k, SYN_NONE) ? 0 : NEVER;
    for (uint32_t i = n - 1; i-- > 0;) {
        int32_t next[L];
        for (unsigned k = 0; k < L; k++)
            next[k] = r->emit[(size_t)(i + 1) * L + k] + back[(size_t)(i + 1) * L + k];
        for (unsigned j = 0; j < L; j++) {
            int32_t best = INT32_MIN;
            for (unsigned q = 0; q < x->n_after[j]; q++) {
                unsigned k = x->after[j][q];
                int32_t v = pass->bonds[j * L + k] + next[k];
                if (v > best)
                    best = v;
            }
            back[(size_t)i * L + j] = best < NEVER / 2 ? NEVER : best;
        }
    }
    int32_t top = r->forward[(size_t)(n - 1) * L + labels[n - 1]];
    for (uint32_t i = 0; i < n; i++) {
        int32_t other = NEVER;
        for (unsigned k = 0; k < L; k++) {
            int32_t f = r->forward[(size_t)i * L + k], b = back[(size_t)i * L + k];
            if (k == labels[i] || f <= NEVER || b <= NEVER)
                continue;
            if (f + b > other)
                other = f + b;
        }
        margin[i] = other <= NEVER / 2 ? INT32_MAX : top - other;
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
    rows r = {SYN_NEW_N(scratch, int32_t, (size_t)longest * L),
        SYN_NEW_N(scratch, int32_t, (size_t)longest * L),
        SYN_NEW_N(scratch, int32_t, (size_t)longest * L),
        SYN_NEW_N(scratch, uint8_t, (size_t)longest * L)};
    neighbours x;
    if (!r.emit || !r.forward || !r.backward || !r.from)
        return false;
    find_neighbours(&x);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i;
        while (end < n && tokens[end].sentence == tokens[i].sentence)
            end++;
        memset(r.emit, 0, sizeof *r.emit * (size_t)(end - i) * L);
        for (uint32_t j = i; j < end; j++)
            for (uint32_t f = 0; f < features->n[j]; f++)
                add_row(pass, features->items[(size_t)j * SYNI_NER_N_FEATURES + f],
                    r.emit + (size_t)(j - i) * L);
        best_path(pass, &x, &r, end - i, labels + i);
        if (margin)
            margins_of(pass, &x, &r, end - i, labels + i, margin + i);
        i = end;
    }
    return true;
}
