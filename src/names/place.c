/* SPDX-License-Identifier: Apache-2.0
 *
 * Which place a name means: toponym resolution, one sense a document.
 *
 * Heuristics of Leidner (2007, "Toponym resolution in text") and Lieberman, Samet &
 * Sankaranarayanan (2010, ICDE): what contains it is written behind it ("Paris, Texas"); bigger
 * places first; the country and the first-level region that the report speaks of; nearness to its
 * other places (spatial minimality); the outlet's own country. Scores are sums in units of one
 * power of ten of population; three rounds, each seeing the choices of the last. Invariants: a name
 * that is written with its container is that place wherever it stands alone. Cost: per distinct
 * name at most MAX_CANDIDATES times the names of a document, of which MAX_NAMES are weighed
 * together; names past that are taken by themselves. Constants: tuned on places/lgl.dev,
 * docs/decisions/names.md.
 */
#include "names/work.h"

#include <string.h>

#include "base/map.h"
#include "text/text.h"

#define MAX_CANDIDATES 64
#define MAX_NAMES 96
#define ROUNDS 3
#define MAX_NEAR 24
#define NEAR_KM 90.0f
static const float W_COUNTRY = 2.0f, W_REGION = 2.5f, W_NEAR = 2.0f, W_HOME = 0.7f;

typedef struct candidate {
    syn_know_entry entry;
    syn_know_role role;
    syn_str region;
    float prior;
    float width; /* cosine of the latitude */
} candidate;

typedef struct toponym {
    candidate *candidates;
    uint32_t n;
    uint32_t best;
    float margin;
    uint32_t weight; /* times met, at most 3 */
    bool pinned;     /* its container is written behind it */
    bool people;     /* a demonym: evidence of a country, no choice */
} toponym;

static const uint64_t PLACE_KINDS = SYN_KNOW_PLACES | SYN_KNOW_BIT(SYN_KNOW_SEAT);

/* Powers of ten, without the library's logarithm: digits and a straight line between. */
static float log10_of(uint32_t n)
{
    float digits = 0;
    uint32_t v = n < 1 ? 1 : n;
    uint32_t power = 1;
    while (v >= 10) {
        v /= 10;
        power *= 10;
        digits += 1;
    }
    return digits + ((float)n / (float)power - 1.0f) / 9.0f;
}

static float prior_of(const syn_know_entry *e)
{
    switch (e->kind) {
    case SYN_KNOW_COUNTRY:
        return 7.5f;
    case SYN_KNOW_REGION:
        return e->has_point ? 5.6f : 4.2f;
    case SYN_KNOW_AREA:
        return 5.5f;
    case SYN_KNOW_SEAT:
        return 6.0f;
    case SYN_KNOW_FACILITY:
        return 4.5f;
    case SYN_KNOW_COUNTY:
        return 3.2f;
    default:
        return 0.9f * log10_of(e->population ? e->population : 1500);
    }
}

/* cos of degrees, |x| <= 90: Taylor to the eighth power, error below 3e-5. */
static double cosine(double degrees)
{
    double x = degrees * 0.017453292519943295, q = x * x;
    return 1 - q / 2 * (1 - q / 12 * (1 - q / 30 * (1 - q / 56)));
}

static bool same_country(const syn_know_entry *a, const syn_know_entry *b)
{
    return a->country[0] && strcmp(a->country, b->country) == 0;
}

static bool is_capital(const syn_know *know, const syn_know_entry *city)
{
    syn_know_entry country;
    return city->kind == SYN_KNOW_CITY && city->population >= 10000 && city->country[0] &&
           syn_know_country(know, syn_str_from(city->country), &country) &&
           syn_str_eq_nocase(syn_know_attr(know, &country, "capital"), city->name);
}

static void collect(const syni_work *w, syn_str text, toponym *t)
{
    syn_know_match match = {0};
    syn_know_entry e;
    if (!syn_know_find_phrase(w->know, text, PLACE_KINDS, &match))
        return;
    t->candidates = SYN_NEW_N(w->scratch, candidate, MAX_CANDIDATES);
    while (t->candidates && t->n < MAX_CANDIDATES && syn_know_next(w->know, &match, &e)) {
        if (match.role == SYN_KNOW_R_ADJECTIVE || match.role == SYN_KNOW_R_PERSON ||
            match.role == SYN_KNOW_R_PEOPLE)
            continue;
        candidate c = {.entry = e, .role = match.role, .prior = prior_of(&e)};
        c.region = e.kind == SYN_KNOW_REGION ? e.name : syn_know_attr(w->know, &e, "region");
        if (match.role == SYN_KNOW_R_FOREIGN)
            c.prior -= 0.5f;
        if (is_capital(w->know, &e))
            c.prior += 1.0f;
        c.width = (float)cosine(e.lat);
        t->candidates[t->n++] = c;
    }
    /* outside federations a province is mostly meant by its town's name when it says so */
    for (uint32_t i = 0; i < t->n; i++)
        for (uint32_t k = 0; k < t->n && t->candidates[i].entry.kind == SYN_KNOW_REGION; k++)
            if (t->candidates[k].entry.kind == SYN_KNOW_CITY &&
                t->candidates[k].entry.population >= 50000 &&
                strcmp(t->candidates[i].entry.country, "US") != 0 &&
                same_country(&t->candidates[i].entry, &t->candidates[k].entry)) {
                t->candidates[i].prior = 3.5f;
                break;
            }
}

/* "Latakia province", "western Idlib", "the port of X": the name inside. */
static syn_str core_of(const syni_work *w, const syni_mention *m)
{
    static const char *const before[] = {"western", "eastern", "northern", "southern", "central",
        "northwestern", "northeastern", "southwestern", "southeastern", "downtown", "upper",
        "lower", "greater", "rural", "city", "town", "province", "port", "state", "village", "of",
        "the", "west", "east", "north", "south", NULL};
    static const char *const after[] = {"province", "city", "town", "state", "district", "region",
        "governorate", "airport", "port", "village", "county", "area", "metro", "prefecture",
        "municipality", "township", "borough", "suburb", "international", "island", "beach", NULL};
    uint32_t first = m->first, end = m->end;
    while (end - first > 1) {
        bool cut = false;
        for (const char *const *a = after; *a && !cut; a++)
            if (syni_token_is(w, end - 1, *a))
                cut = true;
        if (!cut)
            break;
        end--;
    }
    while (end - first > 1) {
        bool cut = false;
        for (const char *const *b = before; *b && !cut; b++)
            if (syni_token_is(w, first, *b))
                cut = true;
        if (!cut)
            break;
        first++;
    }
    return first == m->first && end == m->end ? (syn_str){NULL, 0} : syni_token_text(w, first, end);
}

static float squared_km(const candidate *a, const candidate *b)
{
    float dy = (float)(a->entry.lat - b->entry.lat), dx = (float)(a->entry.lon - b->entry.lon);
    if (dx > 180)
        dx -= 360;
    if (dx < -180)
        dx += 360;
    dx *= (a->width + b->width) / 2;
    return (dx * dx + dy * dy) * (111.2f * 111.2f);
}

/* "Paris, Texas", "Paris (Texas)": picks the candidate that lies in the next name. */
static bool pin(toponym *t, const toponym *container)
{
    float best = -1;
    uint32_t hit = SYN_NONE;
    for (uint32_t i = 0; i < t->n; i++) {
        const candidate *c = &t->candidates[i];
        for (uint32_t k = 0; k < container->n; k++) {
            const candidate *o = &container->candidates[k];
            bool inside = false;
            if (o->entry.kind == SYN_KNOW_REGION)
                inside = c->entry.kind != SYN_KNOW_REGION && c->entry.kind != SYN_KNOW_COUNTRY &&
                         same_country(&c->entry, &o->entry) &&
                         syn_str_eq_nocase(c->region, o->entry.name);
            else if (o->entry.kind == SYN_KNOW_COUNTRY)
                inside = c->entry.kind != SYN_KNOW_COUNTRY && same_country(&c->entry, &o->entry);
            if (inside && c->prior > best) {
                best = c->prior;
                hit = i;
            }
        }
    }
    if (hit == SYN_NONE)
        return false;
    t->best = hit;
    t->pinned = true;
    return true;
}

/* How near the closest plausible reading of another name is: 1 at the spot, 1/2 at NEAR_KM. */
static float nearness(const candidate *c, const toponym *o)
{
    float best = 0, top = o->candidates[0].prior;
    uint32_t n = o->pinned ? 1 : o->n < MAX_NEAR ? o->n : MAX_NEAR;
    for (uint32_t k = 1; k < n; k++)
        if (o->candidates[k].prior > top)
            top = o->candidates[k].prior;
    for (uint32_t k = 0; k < n; k++) {
        const candidate *d = &o->candidates[o->pinned ? o->best : k];
        if (!d->entry.has_point || d->entry.kind == SYN_KNOW_COUNTRY ||
            d->entry.kind == SYN_KNOW_AREA)
            continue;
        float plausible = 1.0f - 0.3f * (top - d->prior);
        if (plausible < 0.1f)
            plausible = 0.1f;
        float v = plausible / (1.0f + squared_km(c, d) / (NEAR_KM * NEAR_KM));
        if (v > best)
            best = v;
    }
    return best;
}

static float context_of(const toponym *all, uint32_t n, uint32_t self, const candidate *c)
{
    float country = 0, region = 0, near = 0, total = 0;
    for (uint32_t j = 0; j < n; j++) {
        const toponym *o = &all[j];
        if (j == self || o->n == 0)
            continue;
        const candidate *d = &o->candidates[o->best];
        float weight = (float)o->weight * (o->pinned || o->margin > 1.5f ? 1.0f : 0.4f);
        total += weight;
        if (same_country(&c->entry, &d->entry)) {
            country += weight;
            if (c->region.len && syn_str_eq_nocase(c->region, d->region))
                region += weight;
        }
        if (!o->people && c->entry.has_point && c->entry.kind != SYN_KNOW_COUNTRY)
            near += nearness(c, o);
    }
    if (total <= 0)
        return 0;
    float s = W_COUNTRY * country / (total + 0.5f) + W_REGION * region / (total + 0.5f);
    return s + W_NEAR * (near > 2.0f ? 2.0f : near);
}

static const char *home_of_outlet(const syni_work *w, syn_know_entry *e)
{
    if (w->doc->meta.outlet.len && syn_know_outlet(w->know, w->doc->meta.outlet, e) &&
        e->country[0])
        return e->country;
    return "";
}

static void choose(const syni_work *w, toponym *all, uint32_t n)
{
    syn_know_entry outlet;
    const char *home = home_of_outlet(w, &outlet);
    for (unsigned round = 0; round <= ROUNDS; round++) {
        for (uint32_t i = 0; i < n; i++) {
            toponym *t = &all[i];
            if (t->n == 0 || t->pinned || t->people)
                continue;
            float best = -1e9f, second = -1e9f;
            uint32_t hit = 0;
            for (uint32_t k = 0; k < t->n; k++) {
                const candidate *c = &t->candidates[k];
                float s = c->prior;
                if (home[0] && strcmp(home, c->entry.country) == 0)
                    s += W_HOME;
                if (round > 0)
                    s += context_of(all, n, i, c);
                if (s > best) {
                    second = best;
                    best = s;
                    hit = k;
                } else if (s > second) {
                    second = s;
                }
            }
            t->best = hit;
            t->margin = t->n == 1 ? 3.0f : best - second;
        }
    }
}

bool syni_places_choose(syni_work *w)
{
    if (!w->know)
        return true;
    syn_map names;
    syn_map_init(&names, w->scratch);
    toponym *all = SYN_NEW_N(w->scratch, toponym, MAX_NAMES);
    uint32_t *of = SYN_NEW_N(w->scratch, uint32_t, w->mentions.n);
    uint32_t n = 0;
    if (!all || (w->mentions.n && !of))
        return false;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        syni_mention *m = &w->mentions.items[i];
        of[i] = SYN_NONE;
        bool people = m->type == SYN_ENTITY_NORP;
        if (people ? !(m->has_known && m->known.kind == SYN_KNOW_COUNTRY)
                   : m->tagged != SYNI_NER_LOC)
            continue;
        syn_str key =
            people ? syn_arena_printf(w->scratch, "=%.*s", SYN_ARG(m->known.key)) : m->name.joined;
        uint32_t *slot = syn_map_slot(&names, key, SYN_NONE);
        if (!slot)
            return false;
        if (*slot == SYN_NONE) {
            if (n == MAX_NAMES)
                continue;
            *slot = n;
            toponym *t = &all[n++];
            if (people) {
                t->candidates = SYN_NEW(w->scratch, candidate);
                if (!t->candidates)
                    return false;
                t->candidates[0].entry = m->known;
                t->n = 1;
                t->people = true;
                t->margin = 3;
            } else {
                collect(w, syni_token_text(w, m->first, m->end), t);
                syn_str core = t->n == 0 ? core_of(w, m) : (syn_str){NULL, 0};
                if (core.len)
                    collect(w, core, t);
            }
        }
        of[i] = *slot;
        if (all[*slot].weight < 3)
            all[*slot].weight++;
    }
    for (uint32_t i = 0; i + 1 < w->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[i], *next = &w->mentions.items[i + 1];
        if (of[i] == SYN_NONE || of[i + 1] == SYN_NONE || next->first != m->end + 1 ||
            !(syni_token_is(w, m->end, ",") || syni_token_is(w, m->end, "(")) ||
            all[of[i]].pinned || all[of[i]].people || all[of[i + 1]].people)
            continue;
        pin(&all[of[i]], &all[of[i + 1]]);
    }
    choose(w, all, n);
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        syni_mention *m = &w->mentions.items[i];
        if (of[i] == SYN_NONE || all[of[i]].n == 0 || all[of[i]].people)
            continue;
        const toponym *t = &all[of[i]];
        m->known = t->candidates[t->best].entry;
        m->known_role = t->candidates[t->best].role;
        m->has_known = true;
        m->place_confidence = t->pinned       ? 0.97f
                              : t->margin > 2 ? 0.93f
                              : t->margin > 1 ? 0.8f
                                              : 0.6f;
    }
    return !syn_arena_failed(w->scratch);
}

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
            if (!m->has_known)
                continue;
            k = m->known;
            found = true;
            if (m->place_confidence > 0 && m->place_confidence < e->confidence)
                e->confidence = m->place_confidence;
        }
        if (!found)
            continue;
        /* "X airport" lies at X, but is not X */
        const syni_mention *best = e->best != SYN_NONE ? &w->mentions.items[e->best] : NULL;
        bool whole = !best || core_of(w, best).len == 0 ||
                     syn_know_first(w->know, syni_token_text(w, best->first, best->end),
                         PLACE_KINDS, &k, NULL);
        if (whole)
            e->key = k.key;
        e->has_point = k.has_point;
        e->lat = k.lat;
        e->lon = k.lon;
        memcpy(e->country, k.country, sizeof e->country);
    }
    return true;
}
