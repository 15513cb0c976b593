/* SPDX-License-Identifier: Apache-2.0
 *
 * Cues and their spans by rule alone, from the lexicon and the dependency tree.
 */
#ifndef SYNI_QUOTE_RULES_H
#define SYNI_QUOTE_RULES_H

#include "quote_resolve.h"

/* The same as syn_qresolve, without weights. */
syn_qdrafts syn_qrules(syn_qview *view, syn_arena *arena);

#endif
