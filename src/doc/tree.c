/* SPDX-License-Identifier: Apache-2.0
 *
 * Dependency trees as arrays. Children in text order by one backward pass; heads before dependents
 * by a breadth-first queue; subtree bounds by walking that order backwards. Linear in the tokens,
 * no recursion. Invariant: low[t] <= t <= high[t].
 */
#include "doc/tree.h"

bool syni_tree_build(syni_tree *tree, const syn_lang_layer *lang, syn_arena *arena)
{
    uint32_t n = lang->tokens.n;
    *tree = (syni_tree){.lang = lang};
    tree->child = SYN_NEW_N(arena, uint32_t, n + 1);
    tree->sibling = SYN_NEW_N(arena, uint32_t, n + 1);
    tree->low = SYN_NEW_N(arena, uint32_t, n + 1);
    tree->high = SYN_NEW_N(arena, uint32_t, n + 1);
    tree->order = SYN_NEW_N(arena, uint32_t, n + 1);
    if (syn_arena_failed(arena))
        return false;
    const syn_token *tokens = lang->tokens.items;
    for (uint32_t t = 0; t < n; t++) {
        tree->child[t] = tree->sibling[t] = SYN_NONE;
        tree->low[t] = tree->high[t] = t;
    }
    uint32_t n_order = 0;
    for (uint32_t t = n; t-- > 0;) {
        uint32_t h = tokens[t].head;
        if (h == SYN_NONE || h >= n || h == t)
            continue;
        tree->sibling[t] = tree->child[h];
        tree->child[h] = t;
    }
    for (uint32_t t = 0; t < n; t++)
        if (tokens[t].head == SYN_NONE || tokens[t].head >= n || tokens[t].head == t)
            tree->order[n_order++] = t;
    for (uint32_t i = 0; i < n_order; i++)
        for (uint32_t c = tree->child[tree->order[i]]; c != SYN_NONE; c = tree->sibling[c])
            if (n_order < n)
                tree->order[n_order++] = c;
    for (uint32_t i = n_order; i-- > 0;) {
        uint32_t t = tree->order[i], h = tokens[t].head;
        if (h == SYN_NONE || h >= n || h == t)
            continue;
        if (tree->low[t] < tree->low[h])
            tree->low[h] = tree->low[t];
        if (tree->high[t] > tree->high[h])
            tree->high[h] = tree->high[t];
    }
    while (n_order < n) /* only where a layer breaks its own invariant: tokens on a cycle */
        tree->order[n_order++] = n - 1;
    return true;
}

uint32_t syni_tree_child(const syni_tree *tree, uint32_t token, syn_deprel deprel)
{
    for (uint32_t c = tree->child[token]; c != SYN_NONE; c = tree->sibling[c])
        if (tree->lang->tokens.items[c].deprel == (uint8_t)deprel)
            return c;
    return SYN_NONE;
}

bool syni_tree_under(const syni_tree *tree, uint32_t token, uint32_t head)
{
    for (uint32_t steps = 0; steps < 4096 && token != SYN_NONE; steps++) {
        if (token == head)
            return true;
        token = tree->lang->tokens.items[token].head;
    }
    return false;
}

bool syni_tree_is_open(const syni_tree *tree, uint32_t token)
{
    static const char *const words[] = {"of", "from", "on", "in", "about", "for", "to", "against"};
    const syn_token *t = &tree->lang->tokens.items[token];
    if (t->deprel == SYN_DEPREL_XCOMP)
        return true;
    if ((t->deprel != SYN_DEPREL_ADVCL && t->deprel != SYN_DEPREL_ACL) || t->head == SYN_NONE ||
        token < t->head)
        return false;
    /* A gerund under a preposition; "to" alone opens an aim, which is a clause of its own. */
    for (uint32_t c = tree->child[token]; c != SYN_NONE && c < token; c = tree->sibling[c]) {
        const syn_token *mark = &tree->lang->tokens.items[c];
        if (mark->deprel != SYN_DEPREL_MARK && mark->deprel != SYN_DEPREL_CASE)
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (syn_str_eq_nocase(mark->form, syn_str_from(words[i])))
                return mark->upos == SYN_UPOS_SCONJ || mark->upos == SYN_UPOS_ADP;
    }
    return false;
}
