/* SPDX-License-Identifier: Apache-2.0
 *
 * Blocks: the stretches of text over which no sentence runs. Private to lang.
 */
#ifndef SYNI_LANG_TOKEN_BLOCK_H
#define SYNI_LANG_TOKEN_BLOCK_H

#include <synoptic/doc.h>

typedef struct syni_block {
    syn_span span; /* begins and ends with a character that is not white space */
    bool was_cut;  /* it ends because it grew too long */
} syni_block;

typedef struct syni_blocks {
    const syn_doc *doc;
    uint32_t at, zone;
    uint32_t max_bytes;
    uint32_t run_end, column; /* of the run of lines under way: where the look ahead ended */
} syni_blocks;

void syni_blocks_init(syni_blocks *b, const syn_doc *doc, uint32_t max_bytes);
/* The next block; false at the end. Linear over all calls. */
bool syni_blocks_next(syni_blocks *b, syni_block *out);

#endif
