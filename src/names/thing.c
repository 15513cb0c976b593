/* SPDX-License-Identifier: Apache-2.0
 *
 * Nominals of things that matter in a report: agreements, lawsuits, documents, summits, ships.
 *
 * One lemma, one thing: definite phrases with the same head in a report mean the same, unless a
 * name ends in that word ("the Vale Treaty … the treaty"), which then is meant. Such an entity has
 * no name mention and a confidence of 0.5: the text does not prove it.
 * Cost: one look-up a token.
 */
#include "names/work.h"

#include "base/map.h"

static const struct {
    const char *lemma;
    uint8_t type;
} things_known[] = {{"agreement", SYN_ENTITY_LAW}, {"deal", SYN_ENTITY_LAW},
    {"treaty", SYN_ENTITY_LAW}, {"accord", SYN_ENTITY_LAW}, {"pact", SYN_ENTITY_LAW},
    {"resolution", SYN_ENTITY_LAW}, {"sanction", SYN_ENTITY_LAW}, {"lawsuit", SYN_ENTITY_LAW},
    {"suit", SYN_ENTITY_LAW}, {"complaint", SYN_ENTITY_LAW}, {"litigation", SYN_ENTITY_LAW},
    {"bill", SYN_ENTITY_LAW}, {"law", SYN_ENTITY_LAW}, {"ban", SYN_ENTITY_LAW},
    {"embargo", SYN_ENTITY_LAW}, {"constitution", SYN_ENTITY_LAW}, {"indictment", SYN_ENTITY_LAW},
    {"ruling", SYN_ENTITY_LAW}, {"memo", SYN_ENTITY_WORK}, {"dossier", SYN_ENTITY_WORK},
    {"report", SYN_ENTITY_WORK}, {"document", SYN_ENTITY_WORK}, {"letter", SYN_ENTITY_WORK},
    {"book", SYN_ENTITY_WORK}, {"video", SYN_ENTITY_WORK}, {"statement", SYN_ENTITY_WORK},
    {"interview", SYN_ENTITY_WORK}, {"film", SYN_ENTITY_WORK}, {"article", SYN_ENTITY_WORK},
    {"tweet", SYN_ENTITY_WORK}, {"summit", SYN_ENTITY_EVENT}, {"meeting", SYN_ENTITY_EVENT},
    {"talk", SYN_ENTITY_EVENT}, {"negotiation", SYN_ENTITY_EVENT}, {"election", SYN_ENTITY_EVENT},
    {"referendum", SYN_ENTITY_EVENT}, {"campaign", SYN_ENTITY_EVENT}, {"test", SYN_ENTITY_EVENT},
    {"war", SYN_ENTITY_EVENT}, {"conflict", SYN_ENTITY_EVENT}, {"attack", SYN_ENTITY_EVENT},
    {"strike", SYN_ENTITY_EVENT}, {"raid", SYN_ENTITY_EVENT}, {"trial", SYN_ENTITY_EVENT},
    {"hearing", SYN_ENTITY_EVENT}, {"protest", SYN_ENTITY_EVENT}, {"conference", SYN_ENTITY_EVENT},
    {"visit", SYN_ENTITY_EVENT}, {"trip", SYN_ENTITY_EVENT}, {"ceremony", SYN_ENTITY_EVENT},
    {"crisis", SYN_ENTITY_EVENT}, {"coup", SYN_ENTITY_EVENT}, {"offensive", SYN_ENTITY_EVENT},
    {"operation", SYN_ENTITY_EVENT}, {"investigation", SYN_ENTITY_EVENT},
    {"inquiry", SYN_ENTITY_EVENT}, {"probe", SYN_ENTITY_EVENT}, {"conversation", SYN_ENTITY_EVENT},
    {"exchange", SYN_ENTITY_EVENT}, {"decision", SYN_ENTITY_EVENT},
    {"interference", SYN_ENTITY_EVENT}, {"dialogue", SYN_ENTITY_EVENT},
    {"encounter", SYN_ENTITY_EVENT}, {"arsenal", SYN_ENTITY_PRODUCT},
    {"announcement", SYN_ENTITY_EVENT}, {"ceasefire", SYN_ENTITY_EVENT},
    {"truce", SYN_ENTITY_EVENT}, {"crash", SYN_ENTITY_EVENT}, {"blast", SYN_ENTITY_EVENT},
    {"explosion", SYN_ENTITY_EVENT}, {"earthquake", SYN_ENTITY_EVENT}, {"storm", SYN_ENTITY_EVENT},
    {"hurricane", SYN_ENTITY_EVENT}, {"flood", SYN_ENTITY_EVENT}, {"conspiracy", SYN_ENTITY_EVENT},
    {"cyberattack", SYN_ENTITY_EVENT}, {"denuclearization", SYN_ENTITY_EVENT},
    {"invasion", SYN_ENTITY_EVENT}, {"missile", SYN_ENTITY_PRODUCT}, {"rocket", SYN_ENTITY_PRODUCT},
    {"ship", SYN_ENTITY_PRODUCT}, {"vessel", SYN_ENTITY_PRODUCT}, {"tanker", SYN_ENTITY_PRODUCT},
    {"plane", SYN_ENTITY_PRODUCT}, {"aircraft", SYN_ENTITY_PRODUCT}, {"jet", SYN_ENTITY_PRODUCT},
    {"weapon", SYN_ENTITY_PRODUCT}, {"drone", SYN_ENTITY_PRODUCT}};

void syni_join_thing(syni_work *w, uint32_t token, syn_map *things)
{
    syn_str lemma = syni_lemma(w, token);
    uint32_t i = 0, n = sizeof things_known / sizeof *things_known;
    while (i < n && !syn_str_eq_z(lemma, things_known[i].lemma))
        i++;
    if (i == n || !syni_is_head(w, token))
        return;
    syni_phrase p = syni_phrase_of(w, token);
    if (!p.definite && p.place_name == SYN_NONE)
        return;
    uint32_t to = SYN_NONE;
    float confidence = 0.5f;
    if (p.place_name == SYN_NONE && !p.possessed) {
        to = syni_by_head_word(w, lemma);
        confidence = 0.7f;
    }
    if (to == SYN_NONE) {
        uint32_t *slot = syn_map_slot(things, lemma, SYN_NONE);
        if (!slot)
            return;
        confidence = 0.5f;
        if (*slot == SYN_NONE) {
            syni_entity e = {.type = things_known[i].type,
                .gender = 'n',
                .best = SYN_NONE,
                .confidence = 0.5f,
                .made_name = syn_str_from(things_known[i].lemma)};
            e.name = syni_name_make(w->scratch, e.made_name);
            *slot = w->entities.n;
            SYN_PUSH(w->scratch, w->entities, e);
            if (w->entities.n == *slot)
                return;
        }
        to = *slot;
    }
    syni_add_mention(
        w, p.first, p.end, token, SYN_MENTION_NOMINAL, w->entities.items[to].type, to, confidence);
}
