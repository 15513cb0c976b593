/* SPDX-License-Identifier: Apache-2.0
 *
 * Nominals and pronouns: "the Russian foreign minister", "the group", "he", "the two leaders".
 *
 * After Hobbs (1978) and Lappin & Leass (1994) in spirit, but built to abstain: a nominal joins an
 * entity when exactly one fits by role and country; a pronoun when one person alone is in reach, or
 * when the subject goes on being the subject. Inside quotation marks "he" is left open: a wrong
 * speaker does more harm than a missing one.
 * Works on the parse where there is one, on patterns of words where there is none.
 * Invariant: mentions made here stand behind the names in the list. Cost: linear; the reach of a
 * search is a fixed number of sentences.
 */
#include "names/work.h"

#include <string.h>

#include "base/map.h"
#include "text/text.h"

#define REACH_SENTENCES 2
#define REACH_MENTIONS 64
#define DOMINANCE 6
#define MAX_SCAN 1024 /* entities; a document with more is no report, its nominals stay open */

typedef enum noun_class {
    NOUN_NONE,
    NOUN_LEADER,  /* of a state or group */
    NOUN_ROLE,    /* another office */
    NOUN_SPEAKER, /* spokesman and the like */
    NOUN_GOVERNMENT,
    NOUN_GROUP,
    NOUN_BODY, /* joined by the word in a name alone */
    NOUN_COUNTRY,
    NOUN_TOWN
} noun_class;

static const struct {
    const char *lemma;
    noun_class class;
} nouns[] = {{"leader", NOUN_LEADER}, {"president", NOUN_LEADER}, {"ruler", NOUN_LEADER},
    {"chief", NOUN_LEADER}, {"strongman", NOUN_LEADER}, {"dictator", NOUN_LEADER},
    {"premier", NOUN_LEADER}, {"chancellor", NOUN_LEADER}, {"king", NOUN_LEADER},
    {"queen", NOUN_LEADER}, {"emir", NOUN_LEADER}, {"sultan", NOUN_LEADER},
    {"monarch", NOUN_LEADER}, {"minister", NOUN_ROLE}, {"head", NOUN_LEADER},
    {"director", NOUN_ROLE}, {"ambassador", NOUN_ROLE}, {"envoy", NOUN_ROLE},
    {"governor", NOUN_ROLE}, {"mayor", NOUN_ROLE}, {"senator", NOUN_ROLE},
    {"congressman", NOUN_ROLE}, {"congresswoman", NOUN_ROLE}, {"lawmaker", NOUN_ROLE},
    {"general", NOUN_ROLE}, {"commander", NOUN_ROLE}, {"secretary", NOUN_ROLE},
    {"chairman", NOUN_ROLE}, {"chairwoman", NOUN_ROLE}, {"judge", NOUN_ROLE},
    {"prosecutor", NOUN_ROLE}, {"lawyer", NOUN_ROLE}, {"candidate", NOUN_ROLE},
    {"nominee", NOUN_ROLE}, {"adviser", NOUN_ROLE}, {"advisor", NOUN_ROLE},
    {"spokesman", NOUN_SPEAKER}, {"spokeswoman", NOUN_SPEAKER}, {"spokesperson", NOUN_SPEAKER},
    {"government", NOUN_GOVERNMENT}, {"authorities", NOUN_GOVERNMENT}, {"authority", NOUN_NONE},
    {"administration", NOUN_GOVERNMENT}, {"regime", NOUN_GOVERNMENT}, {"group", NOUN_GROUP},
    {"organization", NOUN_GROUP}, {"organisation", NOUN_GROUP}, {"movement", NOUN_GROUP},
    {"party", NOUN_GROUP}, {"company", NOUN_GROUP}, {"firm", NOUN_GROUP}, {"agency", NOUN_GROUP},
    {"ministry", NOUN_GROUP}, {"militia", NOUN_GROUP}, {"insurgency", NOUN_GROUP},
    {"union", NOUN_GROUP}, {"alliance", NOUN_BODY}, {"network", NOUN_BODY}, {"faction", NOUN_BODY},
    {"force", NOUN_BODY}, {"service", NOUN_BODY}, {"congress", NOUN_BODY}, {"senate", NOUN_BODY},
    {"parliament", NOUN_BODY}, {"assembly", NOUN_BODY}, {"coalition", NOUN_BODY},
    {"federation", NOUN_BODY}, {"association", NOUN_BODY}, {"university", NOUN_BODY},
    {"institute", NOUN_BODY}, {"foundation", NOUN_BODY}, {"office", NOUN_BODY},
    {"bureau", NOUN_BODY}, {"board", NOUN_BODY}, {"police", NOUN_BODY}, {"army", NOUN_BODY},
    {"bank", NOUN_BODY}, {"commission", NOUN_BODY}, {"court", NOUN_BODY}, {"department", NOUN_BODY},
    {"council", NOUN_BODY}, {"committee", NOUN_BODY}, {"country", NOUN_COUNTRY},
    {"nation", NOUN_COUNTRY}, {"republic", NOUN_COUNTRY}, {"kingdom", NOUN_COUNTRY},
    {"city", NOUN_TOWN}, {"town", NOUN_TOWN}, {"village", NOUN_TOWN}};

static noun_class class_of_noun(const syni_work *w, uint32_t t, syn_str *lemma)
{
    syn_str l = syni_lemma(w, t);
    for (unsigned i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (syn_str_eq_z(l, nouns[i].lemma)) {
            *lemma = syn_str_from(nouns[i].lemma);
            return nouns[i].class;
        }
    return NOUN_NONE;
}

/* The longest title that ends at the token ("deputy foreign minister"); its first token. */
static uint32_t title_before(const syni_work *w, uint32_t t)
{
    uint32_t best = t;
    if (!w->know)
        return best;
    for (uint32_t n = 2; n <= 4 && n <= t + 1; n++) {
        uint32_t from = t + 1 - n;
        if (w->tokens[from].sentence != w->tokens[t].sentence)
            break;
        syn_str words[4];
        syn_know_entry e;
        for (uint32_t k = 0; k < n; k++)
            words[k] = w->tokens[from + k].form;
        if (syn_know_title(w->know, words, n, &e) == n)
            best = from;
    }
    return best;
}

static const char *country_of(const syni_work *w, uint32_t name)
{
    if (name == SYN_NONE)
        return "";
    const syni_mention *m = &w->mentions.items[name];
    if (m->has_known && m->known.country[0])
        return m->known.country;
    if (m->entity != SYN_NONE)
        return w->entities.items[m->entity].country;
    return "";
}

bool syni_mentions_of_nouns(syni_work *w)
{
    return !syn_arena_failed(w->scratch);
}

/* ---- roles and countries of persons -------------------------------------------------------- */

/* Does any role of the entity hold this word? */
static bool has_role(const syni_work *w, const syni_entity *e, syn_str lemma)
{
    for (uint32_t i = 0; i < e->roles.n; i++) {
        syn_str role = syn_str_span(w->doc->text, e->roles.items[i]);
        for (size_t at = 0; at + lemma.len <= role.len; at++)
            if (syn_str_eq_nocase(syn_str_slice(role, at, at + lemma.len), lemma))
                return true;
    }
    return false;
}

static bool is_leader(const syni_work *w, const syni_entity *e)
{
    for (unsigned i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (nouns[i].class == NOUN_LEADER && strcmp(nouns[i].lemma, "head") != 0 &&
            has_role(w, e, syn_str_from(nouns[i].lemma)))
            return true;
    return false;
}

static int32_t day_of(syn_str date)
{
    int32_t v = 0;
    unsigned digits = 0;
    for (size_t i = 0; i < date.len && digits < 8; i++)
        if (date.ptr[i] >= '0' && date.ptr[i] <= '9') {
            v = v * 10 + (date.ptr[i] - '0');
            digits++;
        }
    return digits == 8 ? v : 0;
}

static void describe_persons(syni_work *w)
{
    int32_t day = day_of(w->doc->meta.published);
    for (uint32_t i = 0; i < w->entities.n; i++) {
        syni_entity *e = &w->entities.items[i];
        if (e->type != SYN_ENTITY_PER)
            continue;
        for (uint32_t j = 0; j < e->mentions.n && !e->country[0]; j++) {
            const syni_mention *m = &w->mentions.items[e->mentions.items[j]];
            for (uint32_t t = m->title_first; t < m->first; t++) {
                const char *c = country_of(w, w->mention_at[t]);
                if (c[0])
                    memcpy(e->country, c, 3);
            }
        }
        if (!w->know || e->name.n < 2 || e->best == SYN_NONE)
            continue;
        const syni_mention *m = &w->mentions.items[e->best];
        syn_know_match match = {0};
        syn_know_entry k;
        if (!syn_know_find_phrase(w->know, syni_token_text(w, m->first, m->end),
                SYN_KNOW_BIT(SYN_KNOW_HOLDER), &match))
            continue;
        while (syn_know_next(w->know, &match, &k)) {
            if (day && ((k.from_ymd && day < k.from_ymd) || (k.to_ymd && day > k.to_ymd)))
                continue;
            if (e->country[0] && k.country[0] && strcmp(e->country, k.country) != 0)
                continue;
            memcpy(e->country, k.country, 3);
            if (e->code.len == 0)
                e->code = k.code;
            break;
        }
    }
}

/* ---- joining ------------------------------------------------------------------------------- */

uint32_t syni_add_mention(syni_work *w, uint32_t first, uint32_t end, uint32_t head, uint8_t kind,
    uint8_t type, uint32_t entity, float confidence)
{
    syni_mention m = {.first = first,
        .end = end,
        .head = head,
        .entity = entity,
        .kind = kind,
        .type = type,
        .title_first = first,
        .confidence = confidence};
    uint32_t at = w->mentions.n;
    SYN_PUSH(w->scratch, w->mentions, m);
    if (entity != SYN_NONE && w->mentions.n > at)
        SYN_PUSH(w->scratch, w->entities.items[entity].mentions, at);
    return at;
}

/* Is the person said to be of this group ("Boko Haram leader X")? */
static bool role_names(const syni_work *w, const syni_entity *e, uint32_t group)
{
    const syni_mention *g = &w->mentions.items[group];
    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[e->mentions.items[i]];
        for (uint32_t t = m->title_first; t < m->first; t++)
            if (w->mention_at[t] != SYN_NONE &&
                w->mentions.items[w->mention_at[t]].entity == g->entity && g->entity != SYN_NONE)
                return true;
    }
    return false;
}

static bool is_former(const syni_work *w, const syni_entity *e)
{
    return has_role(w, e, SYN_STR("former")) || has_role(w, e, SYN_STR("ousted")) ||
           has_role(w, e, SYN_STR("deposed")) || has_role(w, e, SYN_STR("toppled")) ||
           has_role(w, e, SYN_STR("ex-"));
}

/* Persons that fit a role and country. SYN_NONE unless exactly one does. */
static uint32_t one_with_role(const syni_work *w, noun_class class, syn_str lemma,
    const char *country, uint32_t group, bool former)
{
    uint32_t hit = SYN_NONE;
    if (w->entities.n > MAX_SCAN)
        return SYN_NONE;
    for (int strict = 1; strict >= 0 && hit == SYN_NONE; strict--) {
        uint32_t rival = 0; /* mentions of the best that is not `hit` */
        for (uint32_t i = 0; i < w->entities.n; i++) {
            const syni_entity *e = &w->entities.items[i];
            if (e->type != SYN_ENTITY_PER || e->ambiguous)
                continue;
            if (country[0] && (!e->country[0] ? strict : strcmp(e->country, country) != 0))
                continue;
            bool fits =
                has_role(w, e, lemma) || (!strict && class == NOUN_LEADER && is_leader(w, e));
            if (!fits || (former && !is_former(w, e)) ||
                (group != SYN_NONE && !role_names(w, e, group)))
                continue;
            if (hit == SYN_NONE) {
                hit = i;
            } else if (e->mentions.n > w->entities.items[hit].mentions.n) {
                rival = w->entities.items[hit].mentions.n;
                hit = i;
            } else if (e->mentions.n > rival) {
                rival = e->mentions.n;
            }
        }
        /* of two that fit the report must speak of one far more */
        if (hit != SYN_NONE && w->entities.items[hit].mentions.n < DOMINANCE * rival)
            return SYN_NONE;
    }
    return hit;
}

/* The country that the report speaks of most, when it is twice ahead of the next; else "". */
static const char *main_country(const syni_work *w)
{
    uint32_t best = 0, next = 0;
    const char *country = "";
    for (uint32_t i = 0; i < w->entities.n && w->entities.n <= MAX_SCAN; i++) {
        const syni_entity *e = &w->entities.items[i];
        if (e->type != SYN_ENTITY_GPE || !syn_str_starts(e->key, SYN_STR("iso3166:")))
            continue;
        if (e->mentions.n > best) {
            next = best;
            best = e->mentions.n;
            country = e->country;
        } else if (e->mentions.n > next) {
            next = e->mentions.n;
        }
    }
    return best >= 2 && best >= 2 * next ? country : "";
}

/* Last mention (name or joined) of an entity that fits, within reach before `token`; SYN_NONE if
 * none, or two that differ. */
static uint32_t only_in_reach(const syni_work *w, const uint32_t *order, uint32_t n_order,
    uint32_t token, bool (*fits)(const syni_work *, const syni_entity *, char), char want,
    unsigned reach)
{
    uint32_t sentence = w->tokens[token].sentence, hit = SYN_NONE;
    for (uint32_t k = n_order, left = REACH_MENTIONS; k-- > 0 && left-- > 0;) {
        const syni_mention *m = &w->mentions.items[order[k]];
        if (m->first >= token)
            continue;
        if (w->tokens[m->first].sentence + reach < sentence)
            break;
        if (m->entity == SYN_NONE || !fits(w, &w->entities.items[m->entity], want))
            continue;
        if (hit != SYN_NONE && hit != m->entity)
            return SYN_NONE;
        hit = m->entity;
    }
    return hit;
}

static bool fits_person(const syni_work *w, const syni_entity *e, char want)
{
    (void)w;
    return e->type == SYN_ENTITY_PER && (!e->gender || e->gender == want);
}

static bool fits_group(const syni_work *w, const syni_entity *e, char want)
{
    (void)want;
    (void)w;
    return e->type == SYN_ENTITY_ORG && !syn_str_starts(e->key, SYN_STR("outlet:")) &&
           !syn_str_starts(e->key, SYN_STR("gov:"));
}

static bool fits_country(const syni_work *w, const syni_entity *e, char want)
{
    (void)want;
    (void)w;
    return e->type == SYN_ENTITY_GPE && syn_str_starts(e->key, SYN_STR("iso3166:"));
}

static bool fits_town(const syni_work *w, const syni_entity *e, char want)
{
    (void)want;
    (void)w;
    return e->type == SYN_ENTITY_GPE && !syn_str_starts(e->key, SYN_STR("iso3166"));
}

/* Inside quotation marks, counted from the start of the paragraph? */
static void mark_quoted(const syni_work *w, bool *quoted)
{
    uint32_t paragraph = SYN_NONE;
    bool open = false;
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        uint32_t p = w->doc->lang->sentences.items[w->tokens[t].sentence].paragraph;
        if (p != paragraph)
            open = false;
        paragraph = p;
        syn_str f = w->tokens[t].form;
        if (syn_str_eq_z(f, "\"") || syn_str_eq_z(f, "''") || syn_str_eq_z(f, "``"))
            open = !open;
        else if (syn_str_eq_z(f, "“"))
            open = true;
        else if (syn_str_eq_z(f, "”"))
            open = false;
        quoted[t] = open;
    }
}

/* "the committee": the one organisation, event or work whose name ends (or whose only words are)
 * so; SYN_NONE where none or two do. */
uint32_t syni_by_head_word(const syni_work *w, syn_str lemma)
{
    uint32_t hit = SYN_NONE;
    for (uint32_t i = 0; i < w->entities.n && w->entities.n <= MAX_SCAN; i++) {
        const syni_entity *e = &w->entities.items[i];
        if (e->type == SYN_ENTITY_PER || e->type == SYN_ENTITY_NORP || e->name.n < 2 ||
            e->best == SYN_NONE)
            continue;
        bool ends = syn_str_eq(e->name.words[e->name.n - 1], lemma);
        for (uint32_t k = 1; k < e->name.n && !ends; k++)
            ends = syn_str_eq(e->name.words[k], SYN_STR("of")) &&
                   syn_str_eq(e->name.words[k - 1], lemma);
        if (!ends)
            continue;
        if (hit != SYN_NONE)
            return SYN_NONE;
        hit = i;
    }
    return hit;
}

static void join_noun(syni_work *w, uint32_t t, noun_class class, syn_str lemma,
    const uint32_t *order, uint32_t n_order)
{
    syni_phrase p = syni_phrase_of(w, t);
    bool capital = syn_text_is_capitalised(w->tokens[t].form) && t > 0 &&
                   w->tokens[t - 1].sentence == w->tokens[t].sentence;
    const char *country = country_of(w, p.place_name);
    uint32_t to = SYN_NONE;
    float confidence = 0.8f;
    uint8_t type = SYN_ENTITY_PER;
    switch (class) {
    case NOUN_LEADER:
    case NOUN_ROLE:
    case NOUN_SPEAKER: {
        if (syni_is_plural(w, t))
            break;
        if (p.indefinite || (!p.definite && !capital && p.place_name == SYN_NONE))
            break;
        /* "its ugly head", "his lawyer", "the head of the group": whose, is not known */
        static const char *const owners[] = {"its", "his", "her", "their", "our", "my", NULL};
        if (p.place_name == SYN_NONE &&
            (syni_any_of(w, p.first, owners) || syn_str_eq_z(lemma, "head")))
            break;
        if (p.place_name == SYN_NONE && t + 1 < w->n_tokens && syni_token_is(w, t + 1, "of"))
            break;
        if (class == NOUN_SPEAKER && w->tokens[t].form.ptr[w->tokens[t].form.len - 1] == 's')
            break;
        uint32_t from = title_before(w, t);
        if (from < t)
            lemma = syni_token_text(w, from, t + 1);
        to = one_with_role(w, from < t && class == NOUN_LEADER ? NOUN_ROLE : class, lemma, country,
            country[0] ? SYN_NONE : p.place_name, p.former);
        if (to != SYN_NONE && p.has_more && from == t && p.place_name == SYN_NONE)
            confidence = 0.65f;
        break;
    }
    case NOUN_GOVERNMENT:
        type = SYN_ENTITY_ORG;
        if (p.former)
            break;
        if (p.place_name != SYN_NONE && w->mentions.items[p.place_name].type == SYN_ENTITY_PER) {
            /* "the Keshti administration": the government of a leader in office */
            uint32_t whose = w->mentions.items[p.place_name].entity;
            if (whose == SYN_NONE || !is_leader(w, &w->entities.items[whose]) ||
                is_former(w, &w->entities.items[whose]) ||
                !(syn_str_eq_z(lemma, "administration") || syn_str_eq_z(lemma, "government")))
                break;
            country = w->entities.items[whose].country;
            if (!country[0])
                break;
        }
        if (country[0])
            to = syni_government(w, country);
        else if (p.definite && !p.possessed && !p.has_more && p.place_name == SYN_NONE) {
            const char *home = main_country(w);
            to = home[0] ? syni_government(w, home) : SYN_NONE;
            confidence = 0.6f;
        }
        break;
    case NOUN_GROUP:
        type = SYN_ENTITY_ORG;
        if (p.definite && !p.possessed && p.place_name == SYN_NONE &&
            syni_starts_lower(w->tokens[t].form))
            to = syni_by_head_word(w, lemma);
        confidence = 0.75f;
        if (to == SYN_NONE && p.definite && !p.possessed && !p.has_more &&
            p.place_name == SYN_NONE && syni_starts_lower(w->tokens[t].form)) {
            to = only_in_reach(w, order, n_order, t, fits_group, 0, REACH_SENTENCES);
            confidence = 0.6f;
        }
        break;
    case NOUN_BODY:
        type = SYN_ENTITY_ORG;
        if (p.definite && !p.possessed && p.place_name == SYN_NONE && !p.has_more)
            to = syni_by_head_word(w, lemma);
        confidence = 0.75f;
        break;
    case NOUN_COUNTRY:
        type = SYN_ENTITY_GPE;
        if (p.definite && !p.possessed && !p.has_more && p.place_name == SYN_NONE)
            to = only_in_reach(w, order, n_order, t, fits_country, 0, REACH_SENTENCES);
        confidence = 0.6f;
        break;
    case NOUN_TOWN:
        type = SYN_ENTITY_GPE;
        if (p.definite && !p.possessed && !p.has_more && p.place_name == SYN_NONE)
            to = only_in_reach(w, order, n_order, t, fits_town, 0, REACH_SENTENCES);
        confidence = 0.6f;
        break;
    default:
        break;
    }
    if (to == SYN_NONE)
        return;
    uint32_t made =
        syni_add_mention(w, p.first, p.end, t, SYN_MENTION_NOMINAL, type, to, confidence);
    if (made < w->mentions.n && class == NOUN_GOVERNMENT && p.place_name != SYN_NONE) {
        w->mentions.items[made].role_first = p.first + (syni_token_is(w, p.first, "the") ? 1 : 0);
        w->mentions.items[made].role_end = p.end;
    }
    if (w->entities.items[to].type == SYN_ENTITY_PER && p.place_name != SYN_NONE &&
        w->entities.items[to].roles.n < SYNI_MAX_ROLES)
        SYN_PUSH(w->scratch, w->entities.items[to].roles, syni_token_span(w, p.first, p.end));
}

static bool is_subject(const syni_work *w, uint32_t t)
{
    uint8_t d = w->tokens[t].deprel;
    return w->parsed && (d == SYN_DEPREL_NSUBJ || d == SYN_DEPREL_NSUBJ_PASS);
}

/* The subject goes on: the person who was subject last, if nobody of that gender came since. */
static uint32_t last_subject(const syni_work *w, const uint32_t *order, uint32_t n_order,
    uint32_t token, char want, const bool *quoted)
{
    uint32_t sentence = w->tokens[token].sentence;
    uint32_t others = SYN_NONE;
    for (uint32_t k = n_order, left = REACH_MENTIONS; k-- > 0 && left-- > 0;) {
        const syni_mention *m = &w->mentions.items[order[k]];
        if (m->first >= token || quoted[m->first])
            continue;
        if (w->tokens[m->first].sentence + 1 < sentence)
            break;
        if (m->entity == SYN_NONE || !fits_person(w, &w->entities.items[m->entity], want))
            continue;
        if (is_subject(w, m->head))
            return others == SYN_NONE || others == m->entity ? m->entity : SYN_NONE;
        /* another person nearer than the subject: only one in the same sentence may stand between
         */
        if (others != SYN_NONE && others != m->entity)
            return SYN_NONE;
        if (w->tokens[m->first].sentence == sentence)
            others = m->entity;
    }
    return SYN_NONE;
}

static void join_pronoun(syni_work *w, uint32_t t, char want, const uint32_t *order,
    uint32_t n_order, const bool *quoted)
{
    if (quoted[t])
        return;
    uint32_t to = only_in_reach(w, order, n_order, t, fits_person, want, REACH_SENTENCES);
    float confidence = 0.85f;
    if (to == SYN_NONE && w->parsed && is_subject(w, t)) {
        to = last_subject(w, order, n_order, t, want, quoted);
        confidence = 0.7f;
    }
    if (to == SYN_NONE || w->entities.items[to].ambiguous)
        return;
    if (!w->entities.items[to].gender)
        w->entities.items[to].gender = want;
    syni_add_mention(w, t, t + 1, t, SYN_MENTION_PRONOUN, SYN_ENTITY_PER, to, confidence);
}

/* Two mentions on one span, the second marked nested. */
static void add_pair(syni_work *w, uint32_t t, uint8_t type, const uint32_t *pair)
{
    uint32_t first = t - 1;
    if (first > 0 && syni_token_is(w, first - 1, "the"))
        first--;
    for (unsigned k = 0; k < 2; k++) {
        uint32_t m = syni_add_mention(w, first, t + 1, t, SYN_MENTION_NOMINAL, type, pair[k], 0.7f);
        if (k == 1 && m < w->mentions.n)
            w->mentions.items[m].nested = true;
    }
}

/* "the two countries": the two, and no third, that the last sentences name. */
static void join_two_countries(syni_work *w, uint32_t t, const uint32_t *order, uint32_t n_order)
{
    uint32_t pair[2] = {SYN_NONE, SYN_NONE}, sentence = w->tokens[t].sentence;
    for (uint32_t k = n_order, left = REACH_MENTIONS; k-- > 0 && left-- > 0;) {
        const syni_mention *m = &w->mentions.items[order[k]];
        if (m->first >= t)
            continue;
        if (w->tokens[m->first].sentence + REACH_SENTENCES < sentence)
            break;
        if (m->entity == SYN_NONE || !fits_country(w, &w->entities.items[m->entity], 0) ||
            m->entity == pair[0] || m->entity == pair[1])
            continue;
        if (pair[1] != SYN_NONE)
            return;
        pair[pair[0] == SYN_NONE ? 0 : 1] = m->entity;
    }
    if (pair[1] != SYN_NONE)
        add_pair(w, t, SYN_ENTITY_GPE, pair);
}

/* "the two leaders", "both presidents": two persons with such a role, and no third. */
static void join_pair(syni_work *w, uint32_t t, const uint32_t *order, uint32_t n_order)
{
    if (t < 1)
        return;
    static const char *const two[] = {"two", "both", NULL};
    if (!syni_any_of(w, t - 1, two))
        return;
    syn_str lemma = SYN_STR("");
    noun_class class = class_of_noun(w, t, &lemma);
    if (class == NOUN_COUNTRY)
        join_two_countries(w, t, order, n_order);
    if (class != NOUN_LEADER && class != NOUN_ROLE)
        return;
    uint32_t found[2] = {SYN_NONE, SYN_NONE};
    unsigned n = 0;
    for (uint32_t i = 0; i < w->entities.n && w->entities.n <= MAX_SCAN; i++) {
        const syni_entity *e = &w->entities.items[i];
        if (e->type != SYN_ENTITY_PER || e->ambiguous || e->mentions.n < 2 ||
            !(has_role(w, e, lemma) || (class == NOUN_LEADER && is_leader(w, e))))
            continue;
        if (n < 2)
            found[n] = i;
        n++;
    }
    if (n != 2)
        return;
    add_pair(w, t, SYN_ENTITY_PER, found);
}

bool syni_entities_of_nouns(syni_work *w)
{
    describe_persons(w);
    bool *quoted = SYN_NEW_N(w->scratch, bool, w->n_tokens);
    if (!quoted)
        return false;
    mark_quoted(w, quoted);
    /* names stand in the order of the text; what is joined here is appended as the text goes on */
    SYN_VEC(uint32_t) order = {0};
    syn_map things; /* lemma → entity */
    syn_map_init(&things, w->scratch);
    uint32_t n_names = w->mentions.n, next = 0;
    for (uint32_t t = 0; t < w->n_tokens; t++) {
        while (next < n_names && w->mentions.items[next].first <= t)
            SYN_PUSH(w->scratch, order, next++);
        uint32_t before = w->mentions.n;
        if (w->mention_at[t] != SYN_NONE)
            continue;
        static const char *const he[] = {"he", "him", "his", "himself", NULL};
        static const char *const she[] = {"she", "her", "hers", "herself", NULL};
        syn_str lemma = SYN_STR("");
        if (syni_any_of(w, t, he))
            join_pronoun(w, t, 'm', order.items, order.n, quoted);
        else if (syni_any_of(w, t, she))
            join_pronoun(w, t, 'f', order.items, order.n, quoted);
        else {
            noun_class class = class_of_noun(w, t, &lemma);
            if (class == NOUN_NONE) {
                syni_join_thing(w, t, &things);
                continue;
            }
            if (!syni_is_head(w, t))
                continue;
            if (t > 0 && (syni_token_is(w, t - 1, "two") || syni_token_is(w, t - 1, "both")))
                join_pair(w, t, order.items, order.n);
            else
                join_noun(w, t, class, lemma, order.items, order.n);
        }
        for (uint32_t m = before; m < w->mentions.n; m++)
            SYN_PUSH(w->scratch, order, m);
    }
    return !syn_arena_failed(w->scratch);
}
