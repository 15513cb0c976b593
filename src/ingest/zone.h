/* SPDX-License-Identifier: Apache-2.0
 *
 * Zones of a plain text, and what its furniture says of date, authors, agencies and genre.
 */
#ifndef SYNI_INGEST_ZONE_H
#define SYNI_INGEST_ZONE_H

#include <synoptic/doc.h>

/* Fills doc->zones and whatever of doc->meta is still unknown from doc->text. A title that was put
 * in front of the text ends at byte `title_end` (0: there is none). Linear. */
void syni_zone_text(syn_doc *doc, uint32_t title_end, syn_arena *keep, syn_arena *scratch);

#endif
