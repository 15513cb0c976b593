/* SPDX-License-Identifier: Apache-2.0
 *
 * Name mentions: the tagger's labels become spans, their types those of the contract.
 *
 * The tagger says PER, ORG, LOC, NORP or MISC. LOC becomes GPE, LOC or FAC and MISC becomes EVENT,
 * LAW, WORK or PRODUCT by the knowledge file (what the whole name is known as) and by the word that
 * says what a name is ("Bridge", "Treaty"); what neither knows stays GPE and MISC. Titles and
 * articles in front are cut off; a title right before a person is kept as evidence.
 * Cost: linear; at most a few look-ups a name.
 */
#include "names/work.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "text/text.h"

#define TITLE_REACH 7

bool syni_token_is(const syni_work *w, uint32_t token, const char *lower)
{
    return token < w->n_tokens && syn_str_eq_nocase(w->tokens[token].form, syn_str_from(lower));
}

syn_str syni_lemma(const syni_work *w, uint32_t token)
{
    syn_str s = w->tokens[token].lemma;
    if (s.len == 0)
        s = w->tokens[token].form;
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] >= 'A' && (unsigned char)s.ptr[i] <= 'Z')
            return syn_text_lower(w->scratch, s);
    return s;
}

static uint32_t head_of(const syni_work *w, uint32_t first, uint32_t end, bool person)
{
    if (w->parsed)
        for (uint32_t t = first; t < end; t++) {
            uint32_t h = w->tokens[t].head;
            if ((h < first || h >= end) && w->tokens[t].upos != SYN_UPOS_PUNCT)
                return t;
        }
    (void)person;
    return end - 1;
}

/* Words [from, end) of the document as strings, at most `cap`. */
static uint32_t forms(const syni_work *w, uint32_t from, uint32_t end, syn_str *out, uint32_t cap)
{
    uint32_t n = 0;
    for (uint32_t t = from; t < end && n < cap; t++)
        out[n++] = w->tokens[t].form;
    return n;
}

static bool is_title(const syni_work *w, uint32_t first, uint32_t end)
{
    syn_str words[TITLE_REACH + 1];
    syn_know_entry e;
    uint32_t n = forms(w, first, end, words, TITLE_REACH + 1);
    return w->know && n == end - first && syn_know_title(w->know, words, n, &e) == n;
}

static void find_title(const syni_work *w, syni_mention *m)
{
    m->title_first = m->first;
    uint32_t sentence = w->tokens[m->first].sentence;
    for (uint32_t back = 1; back <= TITLE_REACH && back <= m->first; back++) {
        uint32_t at = m->first - back;
        if (w->tokens[at].sentence != sentence)
            break;
        if (is_title(w, at, m->first))
            m->title_first = at;
    }
    if (m->title_first == m->first)
        return;
    /* what qualifies the title: "the former Syrian …" */
    static const char *const qualifies[] = {"former", "ex", "interim", "acting", "deputy", "vice",
        "then", "late", "outgoing", "incoming", "elect", "-", NULL};
    for (unsigned step = 0; step < 6 && m->title_first > 0; step++) {
        uint32_t at = m->title_first - 1;
        if (w->tokens[at].sentence != sentence)
            break;
        bool take = w->mention_at[at] != SYN_NONE &&
                    w->mentions.items[w->mention_at[at]].type != SYN_ENTITY_PER;
        for (const char *const *q = qualifies; *q && !take; q++)
            take = syni_token_is(w, at, *q);
        if (!take && w->tokens[at].span.end - w->tokens[at].span.start == 3 && at > 0 &&
            w->mention_at[at - 1] != SYN_NONE && syni_token_is(w, at, "’s"))
            take = true;
        if (!take && syni_token_is(w, at, "'s") && at > 0 && w->mention_at[at - 1] != SYN_NONE)
            take = true;
        if (!take)
            break;
        m->title_first = at;
    }
}

/* "X, the foreign minister of Y," and "the foreign minister, X": what stands beside the name. */
static void find_apposition(const syni_work *w, syni_mention *m)
{
    static const char *const opens[] = {
        "a", "an", "the", "his", "her", "its", "their", "former", "then", NULL};
    uint32_t sentence = w->tokens[m->first].sentence;
    m->role_first = m->role_end = m->first;
    if (m->end + 2 < w->n_tokens && syni_token_is(w, m->end, ",") &&
        w->tokens[m->end + 1].sentence == sentence) {
        uint32_t at = m->end + 1;
        bool open = w->mention_at[at] != SYN_NONE &&
                    w->mentions.items[w->mention_at[at]].type != SYN_ENTITY_PER;
        for (const char *const *o = opens; *o && !open; o++)
            open = syni_token_is(w, at, *o);
        syn_str words[TITLE_REACH + 1];
        syn_know_entry e;
        for (uint32_t t = at; t < w->n_tokens && t < at + 9 && w->tokens[t].sentence == sentence;
             t++) {
            if (syni_token_is(w, t, ",") || syni_token_is(w, t, ".") ||
                syni_token_is(w, t, "and") || syni_token_is(w, t, "who") ||
                syni_token_is(w, t, "said"))
                break;
            uint32_t n = forms(w, t, w->n_tokens, words, TITLE_REACH + 1);
            size_t title = w->know ? syn_know_title(w->know, words, n, &e) : 0;
            if (title == 0 || (!open && t > at))
                continue;
            uint32_t after = t + (uint32_t)title;
            /* "between X and Y, spokesman Z said": the title is the next person's. */
            if (after < w->n_tokens && w->tokens[after].sentence == sentence &&
                w->mention_at[after] != SYN_NONE &&
                w->mentions.items[w->mention_at[after]].type == SYN_ENTITY_PER)
                return;
            m->role_first = at;
            m->role_end = after;
            return;
        }
    }
    if (m->first >= 2 && syni_token_is(w, m->first - 1, ",") &&
        w->tokens[m->first - 1].sentence == sentence)
        for (uint32_t n = 1; n <= TITLE_REACH && n + 1 <= m->first; n++) {
            uint32_t at = m->first - 1 - n;
            if (w->tokens[at].sentence != sentence || w->mention_at[at] != SYN_NONE)
                break;
            if (is_title(w, at, m->first - 1)) {
                m->role_first = at;
                m->role_end = m->first - 1;
            }
        }
}

/* The place that a name's last word, or first before "of", gives it. */
static bool type_by_word(const syni_work *w, const syni_mention *m, uint8_t *type)
{
    if (!w->know)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        syn_str word = w->tokens[pass == 0 ? m->end - 1 : m->first].form;
        if (pass == 1 && m->end - m->first < 2)
            break;
        syn_know_entry e;
        syn_know_role role;
        if (!syn_know_first(w->know, word, SYN_KNOW_BIT(SYN_KNOW_KINDWORD), &e, &role))
            continue;
        syn_str t = syn_know_attr(w->know, &e, "type");
        for (uint8_t k = 0; k < SYN_N_ENTITY_TYPES; k++)
            if (syn_str_eq_z(t, syn_entity_type_name((syn_entity_type)k))) {
                *type = k;
                return true;
            }
    }
    return false;
}

static bool look_up(const syni_work *w, syni_mention *m, syn_str text, uint64_t kinds)
{
    return w->know &&
           (m->has_known = syn_know_first(w->know, text, kinds, &m->known, &m->known_role));
}

static void refine(const syni_work *w, syni_mention *m)
{
    syn_str text = syni_token_text(w, m->first, m->end);
    /* an acronym that an organisation bears is no town in capitals */
    syn_know_entry body;
    syn_know_role body_role;
    if (m->tagged == SYNI_NER_LOC && m->end - m->first == 1 && text.len >= 3 &&
        syn_text_is_all_caps(text) && w->know &&
        syn_know_first(w->know, text, SYN_KNOW_ORGS, &body, &body_role) &&
        !syn_know_first(w->know, text, SYN_KNOW_BIT(SYN_KNOW_COUNTRY), &body, NULL))
        m->tagged = SYNI_NER_ORG;
    uint8_t by_word = SYN_ENTITY_MISC;
    bool has_word = type_by_word(w, m, &by_word);
    switch (m->tagged) {
    case SYNI_NER_PER:
        m->type = SYN_ENTITY_PER;
        break;
    case SYNI_NER_ORG:
        m->type = SYN_ENTITY_ORG;
        look_up(w, m, text, SYN_KNOW_ORGS | SYN_KNOW_BIT(SYN_KNOW_SEAT));
        break;
    case SYNI_NER_NORP:
        m->type = SYN_ENTITY_NORP;
        if (look_up(w, m, text, SYN_KNOW_BIT(SYN_KNOW_COUNTRY) | SYN_KNOW_BIT(SYN_KNOW_NORP)) &&
            m->known.kind == SYN_KNOW_COUNTRY && m->known_role != SYN_KNOW_R_ADJECTIVE &&
            m->known_role != SYN_KNOW_R_PERSON && m->known_role != SYN_KNOW_R_PEOPLE)
            m->has_known = false;
        break;
    case SYNI_NER_LOC:
        m->type = SYN_ENTITY_GPE;
        if (look_up(w, m, text, SYN_KNOW_PLACES | SYN_KNOW_BIT(SYN_KNOW_SEAT))) {
            if (m->known.kind == SYN_KNOW_AREA)
                m->type = SYN_ENTITY_LOC;
            else if (m->known.kind == SYN_KNOW_FACILITY || m->known.kind == SYN_KNOW_SEAT)
                m->type = SYN_ENTITY_FAC;
        } else if (has_word && (by_word == SYN_ENTITY_LOC || by_word == SYN_ENTITY_FAC ||
                                   by_word == SYN_ENTITY_GPE)) {
            m->type = by_word;
        }
        break;
    default:
        m->type = SYN_ENTITY_MISC;
        if (has_word && (by_word == SYN_ENTITY_EVENT || by_word == SYN_ENTITY_LAW ||
                            by_word == SYN_ENTITY_WORK || by_word == SYN_ENTITY_PRODUCT))
            m->type = by_word;
        break;
    }
}

static void set_gender(const syni_work *w, syni_mention *m)
{
    if (m->type != SYN_ENTITY_PER) {
        m->gender = 'n';
        return;
    }
    static const struct {
        const char *word;
        char gender;
    } titles[] = {{"mr", 'm'}, {"mr.", 'm'}, {"mrs", 'f'}, {"mrs.", 'f'}, {"ms", 'f'}, {"ms.", 'f'},
        {"miss", 'f'}, {"sir", 'm'}, {"lord", 'm'}, {"lady", 'f'}, {"dame", 'f'}, {"king", 'm'},
        {"queen", 'f'}, {"prince", 'm'}, {"princess", 'f'}, {"sheikh", 'm'}, {"pope", 'm'},
        {"chairwoman", 'f'}, {"spokeswoman", 'f'}, {"congresswoman", 'f'}, {"chairman", 'm'},
        {"spokesman", 'm'}, {"congressman", 'm'}, {"alhaji", 'm'}, {"imam", 'm'}, {NULL, 0}};
    for (uint32_t t = m->title_first; t < m->first; t++)
        for (unsigned i = 0; titles[i].word; i++)
            if (syni_token_is(w, t, titles[i].word))
                m->gender = titles[i].gender;
    if (!m->gender && w->know && m->end - m->first >= 2) {
        char g = syn_know_given(w->know, w->tokens[m->first].form);
        if (g == 'm' || g == 'f')
            m->gender = g;
    }
}

/* 0.5 at margin 0, towards 1: measured on enworld.dev, see docs/decisions/names.md */
static float confidence_of(int32_t margin)
{
    static const struct {
        int32_t margin;
        float confidence;
    } steps[] = {{20, 0.45f}, {60, 0.6f}, {120, 0.72f}, {200, 0.83f}, {300, 0.9f}, {450, 0.95f}};
    for (unsigned i = 0; i < sizeof steps / sizeof *steps; i++)
        if (margin < steps[i].margin)
            return steps[i].confidence;
    return 0.98f;
}

/* ---- one spelling, one type ---------------------------------------------------------------- */

typedef struct ballot {
    float votes[SYNI_NER_N_TYPES];
    bool surname; /* the last word of a person's longer name in this document */
} ballot;

/* Seats and organisations that no person is called like; PER when nothing is known. */
static syni_ner_type fact_type(const syni_work *w, const syni_mention *m)
{
    syn_know_entry e;
    syn_str text = syni_token_text(w, m->first, m->end);
    bool shouts = text.len >= 2 && syn_text_is_all_caps(text);
    if (!w->know ||
        (!shouts && (syn_know_family(w->know, text) || syn_know_given(w->know, text))) ||
        !syn_know_first(w->know, text,
            (SYN_KNOW_ORGS & ~SYN_KNOW_BIT(SYN_KNOW_COMPANY)) | SYN_KNOW_BIT(SYN_KNOW_SEAT), &e,
            NULL))
        return SYNI_NER_PER;
    return e.kind == SYN_KNOW_SEAT ? SYNI_NER_LOC : SYNI_NER_ORG;
}

/* The tagger may call one word a person here and a place there. The document's own majority
 * decides; a word that ends a person's full name leans to the person. */
static bool settle_types(syni_work *w)
{
    syn_map groups;
    syn_map_init(&groups, w->scratch);
    ballot *ballots = SYN_NEW_N(w->scratch, ballot, w->mentions.n);
    if (w->mentions.n && !ballots)
        return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[i];
        uint32_t *g = syn_map_slot(&groups, m->name.joined, SYN_NONE);
        if (!g)
            return false;
        if (*g == SYN_NONE)
            *g = n++;
        ballots[*g].votes[m->tagged] += m->confidence;
    }
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        const syni_mention *m = &w->mentions.items[i];
        if (m->tagged != SYNI_NER_PER || m->name.n < 2 || m->confidence < 0.7f)
            continue;
        uint32_t g = syn_map_get(&groups, m->name.words[m->name.n - 1]);
        if (g != SYN_NONE)
            ballots[g].surname = true;
    }
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        syni_mention *m = &w->mentions.items[i];
        ballot *b = &ballots[syn_map_get(&groups, m->name.joined)];
        float votes[SYNI_NER_N_TYPES], total = 0;
        memcpy(votes, b->votes, sizeof votes);
        if (b->surname && !(m->has_known && m->known.kind == SYN_KNOW_COUNTRY)) {
            /* a known family name outweighs the tagger, another word leans */
            syn_str word = w->tokens[m->end - 1].form;
            bool family = w->know && m->tagged != SYNI_NER_NORP && syn_know_family(w->know, word);
            votes[SYNI_NER_PER] += family ? 50.0f : 2.0f;
        } else if (m->tagged == SYNI_NER_PER && m->name.n == 1) {
            votes[fact_type(w, m)] += 2.5f * votes[SYNI_NER_PER];
        }
        unsigned best = m->tagged;
        for (unsigned k = 0; k < SYNI_NER_N_TYPES; k++) {
            total += votes[k];
            if (votes[k] > votes[best])
                best = k;
        }
        if (best == m->tagged || votes[best] < 0.6f * total)
            continue;
        m->tagged = (uint8_t)best;
        m->has_known = false;
        refine(w, m);
        m->head = head_of(w, m->first, m->end, m->type == SYN_ENTITY_PER);
    }
    return !syn_arena_failed(w->scratch);
}

/* ---- places that act ----------------------------------------------------------------------- */

/* A capital among the places that the name may mean; *out is that city. */
static bool is_capital(const syni_work *w, const syni_mention *m, syn_know_entry *out)
{
    syn_know_match match = {0};
    syn_know_entry e, country;
    syn_str text = syni_token_text(w, m->first, m->end);
    if (!syn_know_find_phrase(w->know, text, SYN_KNOW_BIT(SYN_KNOW_CITY), &match))
        return false;
    for (unsigned i = 0; i < 4 && syn_know_next(w->know, &match, &e); i++) {
        if (!e.country[0] || !syn_know_country(w->know, syn_str_from(e.country), &country))
            continue;
        syn_str capital = syn_know_attr(w->know, &country, "capital");
        if (capital.len > 0 &&
            (syn_str_eq_nocase(capital, e.name) || syn_str_eq_nocase(capital, text))) {
            *out = e;
            return true;
        }
    }
    return false;
}

/* "Moscow said", "asked Damascus to …": a capital or a seat as one who acts, speaks or is spoken
 * to stands for its government. Only the parse can tell; without one nothing is taken so. */
void syni_mentions_that_act(syni_work *w)
{
    static const char *const lie[] = {"lie", "sit", "stand", "see", "remain", "become", "have",
        "experience", "witness", "celebrate", "be", NULL};
    if (!w->parsed || !w->know)
        return;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        syni_mention *m = &w->mentions.items[i];
        if (!m->has_known || m->type == SYN_ENTITY_NORP || m->type == SYN_ENTITY_PER)
            continue;
        bool seat = m->known.kind == SYN_KNOW_SEAT;
        /* an agency in capitals is no capital */
        if ((SYN_KNOW_BIT(m->known.kind) & SYN_KNOW_ORGS) ||
            syn_text_is_all_caps(syni_token_text(w, m->first, m->end)))
            continue;
        syn_know_entry capital = m->known;
        if (m->known.kind == SYN_KNOW_COUNTRY || (!seat && !is_capital(w, m, &capital)))
            continue;
        const syn_token *t = &w->tokens[m->head];
        if (t->head == SYN_NONE)
            continue;
        const syn_token *verb = &w->tokens[t->head];
        syn_str lemma = syni_lemma(w, t->head);
        bool subject = t->deprel == SYN_DEPREL_NSUBJ || t->deprel == SYN_DEPREL_OBL_AGENT;
        bool object = t->deprel == SYN_DEPREL_OBJ || t->deprel == SYN_DEPREL_IOBJ;
        /* "the Kremlin spokesman": a seat before an office is the institution */
        if (seat && (t->deprel == SYN_DEPREL_COMPOUND || t->deprel == SYN_DEPREL_NMOD_POSS)) {
            syn_know_entry office;
            m->acts = syn_know_title(w->know, &verb->form, 1, &office) == 1;
        }
        if (verb->upos != SYN_UPOS_VERB)
            continue;
        bool lies = false;
        for (const char *const *l = lie; *l; l++)
            lies = lies || syn_str_eq_z(lemma, *l);
        syn_know_entry cue;
        if ((subject && !lies) || (object && syn_know_cue_verb(w->know, lemma, &cue)))
            m->acts = true;
        if (m->acts)
            m->known = capital;
    }
}

/* ---- places inside longer names ------------------------------------------------------------ */

static bool met_alone(const syn_map *alone, const syni_name *name)
{
    return syn_map_get(alone, name->joined) != SYN_NONE;
}

/* "Syrian" in "Syrian Arab News Agency", "Vale County" in "Vale County Hospital": nested mentions
 * of countries, regions and counties always, of towns when big or met alone in the report. */
static void find_nested(syni_work *w, const syni_mention *outer, const syn_map *alone)
{
    const uint64_t kinds = SYN_KNOW_BIT(SYN_KNOW_COUNTRY) | SYN_KNOW_BIT(SYN_KNOW_REGION) |
                           SYN_KNOW_BIT(SYN_KNOW_COUNTY) | SYN_KNOW_BIT(SYN_KNOW_CITY);
    for (uint32_t t = outer->first; t < outer->end;) {
        syn_str words[6];
        uint32_t n = forms(w, t, outer->end, words, 6);
        syn_know_match match = {0};
        syn_know_entry e;
        size_t covers = syn_text_is_capitalised(w->tokens[t].form)
                            ? syn_know_find(w->know, words, n, kinds, &match)
                            : 0;
        if (covers == 0 || covers >= outer->end - outer->first ||
            !syn_know_next(w->know, &match, &e)) {
            t++;
            continue;
        }
        bool people = match.role == SYN_KNOW_R_ADJECTIVE || match.role == SYN_KNOW_R_PERSON ||
                      match.role == SYN_KNOW_R_PEOPLE;
        syni_mention m = {.first = t,
            .end = t + (uint32_t)covers,
            .kind = SYN_MENTION_NAME,
            .entity = SYN_NONE,
            .tagged = people ? SYNI_NER_NORP : SYNI_NER_LOC,
            .type = people ? SYN_ENTITY_NORP : SYN_ENTITY_GPE,
            .nested = true,
            .gender = 'n',
            .known = e,
            .has_known = true,
            .known_role = match.role,
            .confidence = outer->confidence < 0.8f ? outer->confidence : 0.8f};
        m.title_first = m.first;
        m.head = m.end - 1;
        m.name = syni_name_make(w->scratch, syni_token_text(w, m.first, m.end));
        bool first = t == outer->first;
        bool sure = met_alone(alone, &m.name) ||
                    (e.kind == SYN_KNOW_CITY        ? e.population > 0 && first
                        : e.kind == SYN_KNOW_REGION ? first || m.name.n > 1 || e.has_point
                                                    : true);
        if (sure && m.name.n > 0)
            SYN_PUSH(w->scratch, w->mentions, m);
        t += (uint32_t)covers;
    }
}

static int by_place(const void *a, const void *b)
{
    const syni_mention *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

static bool add_nested(syni_work *w)
{
    if (!w->know)
        return true;
    syn_map alone;
    syn_map_init(&alone, w->scratch);
    uint32_t n = w->mentions.n;
    for (uint32_t i = 0; i < n; i++)
        if (w->mentions.items[i].tagged == SYNI_NER_LOC)
            syn_map_put(&alone, w->mentions.items[i].name.joined, 1);
    for (uint32_t i = 0; i < n; i++) {
        syni_mention m = w->mentions.items[i];
        bool outlet = m.has_known && m.known.kind == SYN_KNOW_OUTLET;
        if (m.end - m.first >= 2 && !outlet &&
            (m.type == SYN_ENTITY_ORG || m.tagged == SYNI_NER_MISC || m.type == SYN_ENTITY_FAC))
            find_nested(w, &m, &alone);
    }
    if (w->mentions.n == n)
        return !syn_arena_failed(w->scratch);
    qsort(w->mentions.items, w->mentions.n, sizeof *w->mentions.items, by_place);
    for (uint32_t i = w->mentions.n; i-- > 0;)
        if (!w->mentions.items[i].nested)
            for (uint32_t t = w->mentions.items[i].first; t < w->mentions.items[i].end; t++)
                w->mention_at[t] = i;
    return !syn_arena_failed(w->scratch);
}

bool syni_mentions_of_names(syni_work *w, const uint8_t *labels, const int32_t *margins)
{
    for (uint32_t i = 0; i < w->n_tokens; i++)
        w->mention_at[i] = SYN_NONE;
    for (uint32_t i = 0; i < w->n_tokens;) {
        if (labels[i] == 0) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        if ((labels[i] - 1) % 4 == SYNI_NER_B) {
            while (end < w->n_tokens && labels[end] != 0 && (labels[end] - 1) % 4 == SYNI_NER_I)
                end++;
            if (end < w->n_tokens && labels[end] != 0)
                end++;
        }
        syni_mention m = {.first = i,
            .end = end,
            .kind = SYN_MENTION_NAME,
            .entity = SYN_NONE,
            .tagged = (uint8_t)((labels[i] - 1) / 4)};
        int32_t margin = INT32_MAX;
        for (uint32_t t = i; t < end; t++)
            if (margins[t] < margin)
                margin = margins[t];
        m.confidence = confidence_of(margin);
        i = end;
        while (m.end - m.first > 1 &&
               (syni_token_is(w, m.first, "the") || syni_token_is(w, m.first, "a")))
            m.first++;
        while (m.end - m.first > 1 &&
               (syni_token_is(w, m.end - 1, "'s") || syni_token_is(w, m.end - 1, "’s")))
            m.end--;
        m.title_first = m.first;
        m.name = syni_name_make(w->scratch, syni_token_text(w, m.first, m.end));
        if (m.name.n == 0)
            continue;
        refine(w, &m);
        m.head = head_of(w, m.first, m.end, m.type == SYN_ENTITY_PER);
        for (uint32_t t = m.first; t < m.end; t++)
            w->mention_at[t] = w->mentions.n;
        SYN_PUSH(w->scratch, w->mentions, m);
    }
    if (!settle_types(w) || !add_nested(w))
        return false;
    for (uint32_t i = 0; i < w->mentions.n; i++) {
        syni_mention *m = &w->mentions.items[i];
        if (m->type == SYN_ENTITY_PER)
            find_title(w, m);
        if (m->type == SYN_ENTITY_PER)
            find_apposition(w, m);
        set_gender(w, m);
    }
    return !syn_arena_failed(w->scratch);
}
