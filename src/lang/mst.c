/* SPDX-License-Identifier: Apache-2.0
 *
 * The best tree over arc scores: greedy heads where they are a tree already (nine sentences in
 * ten), else the maximum spanning arborescence of Chu & Liu (1965) and Edmonds (1967), by
 * contraction on a dense matrix, O(n^2) for each cycle, n at most 256, without recursion.
 *
 * One child of the root: arcs from the root lose more than all other arcs together can gain, so the
 * best tree has the fewest of them, which is one. Scores are whole numbers; ties go to the lower
 * head.
 */
#include "lang/parse_net.h"

/* True when heads (0 the root) reach the root from every word and the root has one child. */
static bool is_tree(const uint32_t *heads, uint32_t n, uint32_t *seen)
{
    uint32_t roots = 0;
    memset(seen, 0, (n + 1) * sizeof *seen);
    for (uint32_t i = 0; i < n; i++) {
        roots += heads[i] == 0;
        uint32_t at = i + 1;
        while (at != 0 && seen[at] == 0) {
            seen[at] = i + 1;
            at = heads[at - 1];
        }
        if (at != 0 && seen[at] == i + 1)
            return false;
    }
    return roots == 1;
}

static void greedy(const int64_t *score, uint32_t n, uint32_t *heads)
{
    for (uint32_t i = 0; i < n; i++) {
        const int64_t *row = score + (size_t)i * (n + 1);
        uint32_t best = 0;
        for (uint32_t h = 1; h <= n; h++)
            if (h != i + 1 && row[h] > row[best])
                best = h;
        heads[i] = best;
    }
}

/* A graph over nodes 0 (root), 1 … n; a cycle lives on in one of its nodes. */
typedef struct graph {
    uint32_t n, width; /* width = n + 1 */
    int64_t *s;        /* [n + 1][n + 1]: s[d][h], valid between live nodes */
    uint16_t *dep_of;  /* [n + 1][n + 1]: the words behind an arc between nodes */
    uint16_t *head_of;
    uint32_t *best;           /* [n + 1]: chosen head node */
    uint16_t *node_of;        /* [n + 1]: the live node that holds a word */
    uint8_t *live, *in_cycle; /* [n + 1] */
} graph;

/* One contraction, undone from the last to the first. */
typedef struct contraction {
    uint32_t n;
    uint16_t *nodes, *dep, *head; /* [n]: members, and the arc of each within the cycle */
    uint16_t *node_of;            /* [n_words + 1]: where each word was before */
} contraction;

/* Members of a cycle among best heads into `nodes`; 0 when there is none. */
static uint32_t find_cycle(const graph *g, uint32_t *mark, uint32_t *nodes)
{
    memset(mark, 0, g->width * sizeof *mark);
    for (uint32_t i = 1; i <= g->n; i++) {
        if (!g->live[i])
            continue;
        uint32_t at = i;
        while (at != 0 && mark[at] == 0) {
            mark[at] = i;
            at = g->best[at];
        }
        if (at == 0 || mark[at] != i)
            continue;
        uint32_t k = 0, stop = at;
        do {
            nodes[k++] = at;
            at = g->best[at];
        } while (at != stop);
        return k;
    }
    return 0;
}

static void choose_best(graph *g, uint32_t d)
{
    const int64_t *row = g->s + (size_t)d * g->width;
    uint32_t best = SYN_NONE;
    for (uint32_t h = 0; h <= g->n; h++)
        if (g->live[h] && h != d && (best == SYN_NONE || row[h] > row[best]))
            best = h;
    g->best[d] = best;
}

/* The cycle `nodes` becomes its first member. */
static void contract(graph *g, const uint32_t *nodes, uint32_t k)
{
    size_t w = g->width;
    uint32_t rep = nodes[0];
    memset(g->in_cycle, 0, w);
    for (uint32_t i = 0; i < k; i++)
        g->in_cycle[nodes[i]] = 1;
    for (uint32_t v = 0; v <= g->n; v++) {
        if (!g->live[v] || g->in_cycle[v])
            continue;
        /* Under v, the cycle breaks at the member that gains most; over v stands its best member.
         */
        uint32_t at = rep, over = rep;
        int64_t gain = INT64_MIN;
        for (uint32_t i = 0; i < k; i++) {
            uint32_t m = nodes[i];
            int64_t here = g->s[m * w + v] - g->s[m * w + g->best[m]];
            if (here > gain) {
                at = m;
                gain = here;
            }
            if (g->s[v * w + m] > g->s[v * w + over])
                over = m;
        }
        g->s[rep * w + v] = gain;
        g->dep_of[rep * w + v] = g->dep_of[at * w + v];
        g->head_of[rep * w + v] = g->head_of[at * w + v];
        g->s[v * w + rep] = g->s[v * w + over];
        g->dep_of[v * w + rep] = g->dep_of[v * w + over];
        g->head_of[v * w + rep] = g->head_of[v * w + over];
        if (v != 0 && g->in_cycle[g->best[v]])
            g->best[v] = rep;
    }
    for (uint32_t i = 1; i < k; i++)
        g->live[nodes[i]] = 0;
    for (uint32_t i = 1; i <= g->n; i++)
        if (g->in_cycle[g->node_of[i]])
            g->node_of[i] = (uint16_t)rep;
    choose_best(g, rep);
}

static bool graph_new(graph *g, const int64_t *score, uint32_t n, syn_arena *scratch)
{
    size_t w = (size_t)n + 1;
    g->n = n;
    g->width = n + 1;
    g->s = SYN_NEW_N(scratch, int64_t, w * w);
    g->dep_of = SYN_NEW_N(scratch, uint16_t, w * w);
    g->head_of = SYN_NEW_N(scratch, uint16_t, w * w);
    g->best = SYN_NEW_N(scratch, uint32_t, w);
    g->node_of = SYN_NEW_N(scratch, uint16_t, w);
    g->live = SYN_NEW_N(scratch, uint8_t, w);
    g->in_cycle = SYN_NEW_N(scratch, uint8_t, w);
    if (syn_arena_failed(scratch))
        return false;
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (size_t i = 0; i < (size_t)n * w; i++) {
        low = score[i] < low ? score[i] : low;
        high = score[i] > high ? score[i] : high;
    }
    int64_t fine = (high - low + 1) * (int64_t)(n + 1);
    for (uint32_t d = 0; d <= n; d++) {
        g->live[d] = 1;
        g->node_of[d] = (uint16_t)d;
        for (uint32_t h = 0; h <= n; h++) {
            if (d > 0)
                g->s[d * w + h] = score[(d - 1) * w + h] - (h == 0 ? fine : 0);
            g->dep_of[d * w + h] = (uint16_t)d;
            g->head_of[d * w + h] = (uint16_t)h;
        }
    }
    for (uint32_t d = 1; d <= n; d++)
        choose_best(g, d);
    return true;
}

static bool record(
    contraction *c, const graph *g, const uint32_t *nodes, uint32_t k, syn_arena *scratch)
{
    c->n = k;
    c->nodes = SYN_NEW_N(scratch, uint16_t, k);
    c->dep = SYN_NEW_N(scratch, uint16_t, k);
    c->head = SYN_NEW_N(scratch, uint16_t, k);
    c->node_of = SYN_NEW_N(scratch, uint16_t, g->width);
    if (syn_arena_failed(scratch))
        return false;
    for (uint32_t i = 0; i < k; i++) {
        size_t arc = (size_t)nodes[i] * g->width + g->best[nodes[i]];
        c->nodes[i] = (uint16_t)nodes[i];
        c->dep[i] = g->dep_of[arc];
        c->head[i] = g->head_of[arc];
    }
    memcpy(c->node_of, g->node_of, g->width * sizeof *c->node_of);
    return true;
}

bool syni_spanning_tree(const int64_t *score, uint32_t n, uint32_t *heads, syn_arena *scratch)
{
    uint32_t *mark = SYN_NEW_N(scratch, uint32_t, (size_t)n + 1);
    if (!mark)
        return false;
    greedy(score, n, heads);
    if (is_tree(heads, n, mark))
        return true;
    graph g;
    uint32_t *nodes = SYN_NEW_N(scratch, uint32_t, (size_t)n + 1);
    contraction *done = SYN_NEW_N(scratch, contraction, (size_t)n + 1);
    uint8_t *entered = SYN_NEW_N(scratch, uint8_t, (size_t)n + 1);
    if (!graph_new(&g, score, n, scratch))
        return false;
    uint32_t n_done = 0;
    for (uint32_t k; (k = find_cycle(&g, mark, nodes)) > 0; n_done++) {
        if (!record(&done[n_done], &g, nodes, k, scratch))
            return false;
        contract(&g, nodes, k);
    }
    for (uint32_t i = 0; i < n; i++)
        heads[i] = SYN_NONE;
    for (uint32_t d = 1; d <= n; d++)
        if (g.live[d])
            heads[g.dep_of[d * (size_t)g.width + g.best[d]] - 1] =
                g.head_of[d * (size_t)g.width + g.best[d]];
    /* Within a cycle each member keeps its arc, but for the one that was entered from outside. */
    while (n_done > 0) {
        const contraction *c = &done[--n_done];
        memset(entered, 0, (size_t)n + 1);
        for (uint32_t i = 1; i <= n; i++)
            if (heads[i - 1] != SYN_NONE)
                entered[c->node_of[i]] = 1;
        for (uint32_t i = 0; i < c->n; i++)
            if (!entered[c->nodes[i]])
                heads[c->dep[i] - 1] = c->head[i];
    }
    return true;
}
