/* SPDX-License-Identifier: Apache-2.0
 *
 * Text reuse by greedy string tiling (Wise 1993, "String similarity via greedy string tiling and
 * running Karp-Rabin matching"), started from shingles of five words: longest common runs first,
 * each word used once; then runs with at most three words between them on both sides are joined
 * into one passage. Invariant: passages of one side do not overlap. Rejected: alignment by edit
 * distance (quadratic, and it bridges gaps that no editor would call copying).
 */
#include "story/reuse.h"

#include "base/map.h"
#include "base/vec.h"

enum { SHINGLE = 5, MAX_PLACES = 32, MAX_GAP = 3 };

typedef struct run {
    uint32_t a, b, n;
} run;

static int by_length(const void *x, const void *y)
{
    const run *p = x, *q = y;
    if (p->n != q->n)
        return p->n > q->n ? -1 : 1;
    if (p->a != q->a)
        return p->a < q->a ? -1 : 1;
    return p->b < q->b ? -1 : p->b > q->b;
}

static int by_place(const void *x, const void *y)
{
    const run *p = x, *q = y;
    return p->a < q->a ? -1 : p->a > q->a;
}

bool syni_reuse_find(const syni_words *a, const syni_words *b, uint32_t least, syn_arena *arena,
    syni_reuse_pairs *out)
{
    *out = (syni_reuse_pairs){0};
    if (a->n < SHINGLE || b->n < SHINGLE)
        return true;
    syn_map places;
    syn_map_init(&places, arena);
    /* next[i]: the next place of the same shingle in b. */
    uint32_t *next = SYN_NEW_N(arena, uint32_t, b->n);
    if (!next)
        return false;
    for (uint32_t i = b->n - SHINGLE + 1; i-- > 0;) {
        syn_str key = {(const char *)&b->ids[i], SHINGLE * sizeof *b->ids};
        uint32_t *slot = syn_map_slot(&places, key, SYN_NONE);
        if (!slot)
            return false;
        next[i] = *slot;
        *slot = i;
    }
    SYN_VEC(run) runs = {0};
    for (uint32_t i = 0; i + SHINGLE <= a->n; i++) {
        syn_str key = {(const char *)&a->ids[i], SHINGLE * sizeof *a->ids};
        uint32_t at = syn_map_get(&places, key);
        for (uint32_t tries = 0; at != SYN_NONE && tries < MAX_PLACES; tries++, at = next[at]) {
            if (i > 0 && at > 0 && a->ids[i - 1] == b->ids[at - 1])
                continue; /* inside a run that began before */
            uint32_t n = SHINGLE;
            while (i + n < a->n && at + n < b->n && a->ids[i + n] == b->ids[at + n])
                n++;
            run r = {i, at, n};
            SYN_PUSH(arena, runs, r);
        }
    }
    if (runs.n)
        qsort(runs.items, runs.n, sizeof *runs.items, by_length);
    bool *used_a = SYN_NEW_N(arena, bool, a->n), *used_b = SYN_NEW_N(arena, bool, b->n);
    if (syn_arena_failed(arena))
        return false;
    SYN_VEC(run) tiles = {0};
    for (uint32_t k = 0; k < runs.n; k++) {
        run r = runs.items[k];
        /* What is left of the run between words already used. */
        while (r.n > 0 && (used_a[r.a] || used_b[r.b]))
            r.a++, r.b++, r.n--;
        uint32_t n = 0;
        while (n < r.n && !used_a[r.a + n] && !used_b[r.b + n])
            n++;
        r.n = n;
        if (r.n < SHINGLE)
            continue;
        for (uint32_t i = 0; i < r.n; i++)
            used_a[r.a + i] = used_b[r.b + i] = true;
        SYN_PUSH(arena, tiles, r);
    }
    if (tiles.n)
        qsort(tiles.items, tiles.n, sizeof *tiles.items, by_place);
    SYN_VEC(syni_reuse_pair) pairs = {0};
    for (uint32_t k = 0; k < tiles.n;) {
        run first = tiles.items[k], last = first;
        uint32_t alike = first.n;
        for (k++; k < tiles.n; k++) {
            run t = tiles.items[k];
            if (t.a - (last.a + last.n) > MAX_GAP || t.b < last.b + last.n ||
                t.b - (last.b + last.n) > MAX_GAP)
                break;
            alike += t.n;
            last = t;
        }
        if (alike < least)
            continue;
        uint32_t n_a = last.a + last.n - first.a, n_b = last.b + last.n - first.b;
        syni_reuse_pair p = {.a = {a->spans[first.a].start, a->spans[last.a + last.n - 1].end},
            .b = {b->spans[first.b].start, b->spans[last.b + last.n - 1].end},
            .similarity = (float)alike / (float)(n_a > n_b ? n_a : n_b),
            .n_alike = alike};
        SYN_PUSH(arena, pairs, p);
    }
    out->items = pairs.items;
    out->n = pairs.n;
    return !syn_arena_failed(arena);
}
