/* SPDX-License-Identifier: Apache-2.0
 *
 * The dependency trees of a document as arrays: children, siblings, and the tokens a subtree spans.
 */
#ifndef SYNI_DOC_TREE_H
#define SYNI_DOC_TREE_H

#include <synoptic/doc.h>

/* All arrays are [n_token] and live in the arena given to syni_tree_build. */
typedef struct syni_tree {
    const syn_lang_layer *lang;
    uint32_t *child;      /* first child in text order, SYN_NONE */
    uint32_t *sibling;    /* next child of the same head, SYN_NONE */
    uint32_t *low, *high; /* first and last token of the subtree */
    uint32_t *order;      /* tokens, heads before their dependents */
} syni_tree;

/* Linear. False when the arena failed. A token whose head is no head of its sentence stands alone.
 */
bool syni_tree_build(syni_tree *tree, const syn_lang_layer *lang, syn_arena *arena);

/* First child of `token` with this relation, SYN_NONE. Subtypes are other relations. */
uint32_t syni_tree_child(const syni_tree *tree, uint32_t token, syn_deprel deprel);
/* Is `token` in the subtree of `head`? O(depth). */
bool syni_tree_under(const syni_tree *tree, uint32_t token, uint32_t head);

/* Is `token` an open complement of its head: "hopes to secure", "is suspected of sending"? */
bool syni_tree_is_open(const syni_tree *tree, uint32_t token);

#endif
