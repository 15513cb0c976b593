/* SPDX-License-Identifier: Apache-2.0
 *
 * What the knowledge file says of the words of a document, as codes for the name tagger.
 */
#ifndef SYNI_GAZ_H
#define SYNI_GAZ_H

#include "names/ner.h"

#define SYNI_GAZ_MAX 8

/* Codes of one token: kind * 8 + place (B I E S, + 4 when the form's role is an adjective or the
 * like), ascending by order of finding. */
typedef struct syni_gaz {
    uint16_t codes[SYNI_GAZ_MAX];
    uint8_t n;
} syni_gaz;

/* `know` may be NULL: no codes. False when the arena failed. */
bool syni_gaz_find(const struct syn_know *know, const syni_ner_token *tokens, uint32_t n_tokens,
    syn_arena *scratch, syni_gaz *out);

#endif
