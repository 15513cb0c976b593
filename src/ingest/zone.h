/* SPDX-License-Identifier: Apache-2.0
 *
 * Zones of a plain text, and what its furniture says of date, authors, agencies and genre.
 */
#ifndef SYNI_INGEST_ZONE_H
#define SYNI_INGEST_ZONE_H

#include "base/vec.h"

#include <synoptic/doc.h>

/* What markup says of the line that starts at byte `start` of the text. */
typedef struct syni_hint {
    uint32_t start;
    syn_zone_kind kind;
} syni_hint;
typedef SYN_VEC(syni_hint) syni_hints;

/* Fills doc->zones and whatever of doc->meta is still unknown from doc->text. A title that was put
 * in front of the text ends at byte `title_end` (0: there is none). `hints` (ascending; may be
 * NULL) overrule the shape of lines, but a body line is still tested against the phrases. Linear.
 */
void syni_zone_text(
    syn_doc *doc, uint32_t title_end, const syni_hints *hints, syn_arena *keep, syn_arena *scratch);

#endif
