/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens and sentence ends by rule alone, for text in any language. Private to lang.
 */
#ifndef SYNI_LANG_TOKEN_OTHER_H
#define SYNI_LANG_TOKEN_OTHER_H

#include <synoptic/base.h>

typedef struct syni_other {
    syn_str text;
    uint32_t at, end;
    bool ended, spaced, first; /* state: after a sentence's end; after white space; at the start */
} syni_other;

typedef struct syni_other_token {
    syn_span span;
    bool begins_sentence, space_before, space_after;
} syni_other_token;

void syni_other_init(syni_other *scan, syn_str text, syn_span span);
/* The next token of the span; false at its end. Linear; allocates nothing. */
bool syni_other_next(syni_other *scan, syni_other_token *out);

#endif
