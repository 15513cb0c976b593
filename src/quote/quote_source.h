/* SPDX-License-Identifier: Apache-2.0
 *
 * Who a source is: class, entity, number.
 */
#ifndef SYNI_QUOTE_SOURCE_H
#define SYNI_QUOTE_SOURCE_H

#include "quote_build.h"

typedef struct syn_qwho {
    syn_source_class source_class;
    uint32_t entity; /* SYN_NONE unless the names layer is sure */
    uint32_t n_min, n_max;
    float confidence; /* in `entity` */
} syn_qwho;

/* Head token of the tokens that `span` touches: the first whose head lies outside. SYN_NONE when
 * there is no token. */
uint32_t syn_qsource_head(const syn_qbuild *b, syn_span span);
/* Reads the phrase at `span` with head `head`. */
syn_qwho syn_qsource_who(const syn_qbuild *b, syn_span span, uint32_t head);
/* Class of the phrase when it is a news agency or outlet ("Tass", "the newspaper"), else UNKNOWN.
 */
syn_source_class syn_qsource_media(const syn_qbuild *b, syn_span span, uint32_t head);

#endif
