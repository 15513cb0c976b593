/* SPDX-License-Identifier: Apache-2.0
 *
 * Clauses: which tokens are predicates, and the bytes that are theirs.
 */
#ifndef SYNI_EVENT_CLAUSE_H
#define SYNI_EVENT_CLAUSE_H

#include "doc/tree.h"

/* Is the token the head of a predicate: a finite or non-finite verb, a copular predicate, or the
 * root of a sentence that has no verb but a subject? */
bool syni_clause_is_head(const syni_tree *tree, uint32_t token);
/* The bytes of the clause of `head`: its subtree without the clauses at its edges that stand for
 * themselves (coordinate, adverbial, reported, parenthetical, non-restrictive), without opening
 * conjunctions and edge punctuation. Never empty; always holds the head. `is_cue` [n_token]: the
 * token is the cue of an attribution, so that its clausal complement is what was said. */
syn_span syni_clause_span(const syni_tree *tree, const bool *is_cue, uint32_t head);

#endif
