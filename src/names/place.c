/* SPDX-License-Identifier: Apache-2.0
 *
 * Where places are: coordinates and country of GPE, LOC and FAC entities.
 */
#include "names/work.h"

#include <string.h>

bool syni_places_resolve(syni_work *w)
{
    for (uint32_t i = 0; w->know && i < w->entities.n; i++) {
        syni_entity *e = &w->entities.items[i];
        if (e->type != SYN_ENTITY_GPE && e->type != SYN_ENTITY_LOC && e->type != SYN_ENTITY_FAC)
            continue;
        syn_know_entry k;
        bool found = e->key.len > 0 && syn_know_by_key(w->know, e->key, &k);
        for (uint32_t j = 0; !found && j < e->mentions.n; j++) {
            const syni_mention *m = &w->mentions.items[e->mentions.items[j]];
            if (m->has_known) {
                k = m->known;
                found = true;
            }
        }
        if (!found)
            continue;
        e->key = k.key;
        e->has_point = k.has_point;
        e->lat = k.lat;
        e->lon = k.lon;
        memcpy(e->country, k.country, sizeof e->country);
    }
    return true;
}
