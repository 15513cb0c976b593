/* SPDX-License-Identifier: Apache-2.0
 *
 * The phrases of data/zones.tsv.
 */
#ifndef SYNI_INGEST_ZONE_PHRASE_H
#define SYNI_INGEST_ZONE_PHRASE_H

#include <synoptic/base.h>

/* True when a phrase of `kind` holds of the folded line. */
bool syni_zone_phrase(const char *kind, syn_str folded);

#endif
