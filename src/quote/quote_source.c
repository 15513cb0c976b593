/* SPDX-License-Identifier: Apache-2.0
 *
 * Who a source is: its class, its entity by the names layer, and how many speak.
 *
 * The head noun decides: a name by its type, a common noun by the lists of unnamed people
 * ("source", "official"), of bodies ("ministry") and of media ("newspaper"), a pronoun by what the
 * names layer ties it to. An unnamed group is a range: "sources" are two or more, "one of the two
 * sources" is one. A speaker is an entity only where a mention covers the head; otherwise it is not
 * known.
 */
#include "quote_source.h"
#include "quote_know.h"
#include "text/text.h"

/* Lemmas, singular. */
static const char *const unnamed[] = {"source", "official", "diplomat", "insider", "aide",
    "adviser", "advisor", "witness", "eyewitness", "person", "people", "individual", "officer",
    "executive", "employee", "resident", "expert", "analyst", "observer", "critic", "supporter",
    "lawmaker", "senator", "operative", "strategist", "staffer", "worker", "soldier", "commander",
    "trader", "economist", "scientist", "researcher", "activist", "protester", "neighbour",
    "neighbor", "relative", "friend", "colleague", "man", "woman", "survivor", "passenger",
    "villager", "farmer", "doctor", "lawyer", "prosecutor", "investigator", "minister", "rebel",
    "fighter", "figure", "member", "leader", "candidate", "voter", "donor", "ally", "opponent",
    "advocate", "historian", "scholar", "professor", "teacher", "student", "parent", "spokesman",
    "spokeswoman", "spokesperson", "representative", "envoy", "negotiator", "attorney", "delegate",
    "manager", "owner", "other", "some", "many", "several", "few", "most", "one", "two", "three",
    "both", "those", NULL};
static const char *const bodies[] = {"ministry", "government", "administration", "police", "army",
    "military", "navy", "court", "company", "firm", "office", "campaign", "committee", "commission",
    "council", "parliament", "senate", "congress", "department", "bureau", "bank", "union", "party",
    "group", "organisation", "organization", "institute", "university", "authority", "team",
    "board", "embassy", "delegation", "foundation", "association", "agency", "side", "state",
    "country", "city", "church", "alliance", "coalition", "federation", "league", "movement",
    "presidency", "cabinet", "regime", "militia", "hospital", "airline", "firm", "center", "centre",
    "authorities", NULL};
static const char *const media[] = {"newspaper", "paper", "magazine", "outlet", "broadcaster",
    "channel", "station", "daily", "tabloid", "weekly", "website", "site", "network", "media",
    "press", "television", "tv", "radio", "newswire", "wire", NULL};

static const char *const agencies[] = {"news", "press", "wire", "state", NULL}; /* … agency */

static const syn_token *token_at(const syn_qbuild *b, uint32_t t)
{
    return &b->view->doc->lang->tokens.items[t];
}

static bool is_time_word(const syn_qbuild *b, uint32_t t)
{
    static const char *const words[] = {"today", "yesterday", "tomorrow", "tonight", "monday",
        "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "earlier", "later",
        NULL};

    return syn_qknow_in(token_at(b, t)->form, words);
}

/* Last nominal of the phrase's first run of nouns, names, adjectives and determiners: "two Syrian
 * sources" of "two Syrian sources familiar with …", "Rell" of "Kestria's top spokesman Ola Rell".
 */
static uint32_t nucleus_of(const syn_qbuild *b, syn_span tokens)
{
    uint32_t nucleus = SYN_NONE;

    for (uint32_t t = tokens.start; t < tokens.end; t++) {
        uint8_t upos = token_at(b, t)->upos;

        if (nucleus != SYN_NONE && is_time_word(b, t))
            break;
        if (upos == SYN_UPOS_VERB && token_at(b, t)->deprel == SYN_DEPREL_AMOD)
            continue; /* "the island-based campaign" */
        if (upos == SYN_UPOS_NOUN || upos == SYN_UPOS_PROPN || upos == SYN_UPOS_PRON ||
            upos == SYN_UPOS_NUM) {
            nucleus = t;
        } else if (upos == SYN_UPOS_ADJ || upos == SYN_UPOS_DET) {
            if (nucleus != SYN_NONE && b->view->tokens[t].head == nucleus && t > nucleus &&
                token_at(b, nucleus)->upos != SYN_UPOS_NUM)
                break; /* "sources familiar with" */
            if (nucleus == SYN_NONE &&
                (t + 1 >= tokens.end || token_at(b, t + 1)->upos == SYN_UPOS_ADP))
                return t; /* "some", "many of" */
        } else if (upos == SYN_UPOS_PART || upos == SYN_UPOS_SYM ||
                   (upos == SYN_UPOS_PUNCT && syn_qknow_in(token_at(b, t)->form,
                                                  (const char *const[]){"-", "#", "@", NULL}))) {
            continue; /* possessive */
        } else if (nucleus != SYN_NONE) {
            break;
        }
    }
    return nucleus;
}

uint32_t syn_qsource_head(const syn_qbuild *b, syn_span span)
{
    syn_span tokens = syn_qbuild_tokens(b, span);
    uint32_t fallback = nucleus_of(b, tokens);

    if (fallback != SYN_NONE)
        return fallback;
    for (uint32_t t = tokens.start; t < tokens.end; t++) {
        uint32_t h = b->view->tokens[t].head;

        if (token_at(b, t)->upos == SYN_UPOS_PUNCT || token_at(b, t)->upos == SYN_UPOS_ADP)
            continue;
        if (fallback == SYN_NONE)
            fallback = t;
        if (h == SYN_NONE || h < tokens.start || h >= tokens.end)
            return t;
    }
    return fallback;
}

static bool is_plural(const syn_qbuild *b, uint32_t t)
{
    syn_str xpos = token_at(b, t)->xpos;

    return syn_str_eq_z(xpos, "NNS") || syn_str_eq_z(xpos, "NNPS") ||
           syn_str_find(token_at(b, t)->feats, SYN_STR("Number=Plur")) != SIZE_MAX;
}

/* Best mention of the phrase: one whose head is `head`, else a name hung on it ("Foreign Minister
 * Sergei Lavrov", "spokesman Tom Reed"). Linear in the mentions near the span. */
static const syn_mention *mention_of(const syn_qbuild *b, syn_span span, uint32_t head)
{
    const syn_names_layer *names = b->view->doc->names;
    const syn_mention *best = NULL, *hung = NULL;
    uint32_t lo = 0, hi;

    if (names == NULL)
        return NULL;
    hi = names->mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (names->mentions.items[mid].span.start < span.start)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (lo > 0 && names->mentions.items[lo - 1].span.end > span.start)
        lo--;
    for (uint32_t m = lo; m < names->mentions.n && names->mentions.items[m].span.start < span.end;
         m++) {
        const syn_mention *mention = &names->mentions.items[m];
        uint32_t h = mention->head_token;
        bool covers = mention->first_token <= head && head < mention->end_token;

        if (h == SYN_NONE || h >= b->view->n || !syn_span_contains(span, mention->span))
            continue;
        /* A name inside the phrase is not the speaker: "the Kestrian chief", "Dell's aides". */
        if (mention->kind == SYN_MENTION_NAME && mention->end_token <= head)
            continue;
        if (covers &&
            (h == head || (mention->kind == SYN_MENTION_NAME && mention->end_token >= head + 1))) {
            if (best == NULL ||
                (best->kind != SYN_MENTION_NAME && mention->kind == SYN_MENTION_NAME) ||
                (best->entity == SYN_NONE && mention->entity != SYN_NONE))
                best = mention;
        } else if (mention->kind == SYN_MENTION_NAME && mention->type == SYN_ENTITY_PER &&
                   b->view->tokens[h].head == head) {
            uint8_t deprel = b->view->tokens[h].deprel;

            if (deprel == SYN_DEPREL_FLAT || deprel == SYN_DEPREL_APPOS ||
                deprel == SYN_DEPREL_NMOD_DESC || deprel == SYN_DEPREL_COMPOUND)
                hung = mention;
        }
    }
    if (hung != NULL &&
        (best == NULL || best->kind != SYN_MENTION_NAME || best->type != SYN_ENTITY_PER))
        return hung;
    return best;
}

/* A person's name that the phrase gives to its title: "a spokesman for Dell, Ola Rell," and
 * "Secretary of State Ola Rell", but not the Dell of "an aide to President Dell". */
static const syn_mention *named_by_title(const syn_qbuild *b, syn_span span, uint32_t head)
{
    const syn_names_layer *names = b->view->doc->names;
    syn_span tokens = syn_qbuild_tokens(b, span);
    uint32_t lo = 0, hi;

    if (names == NULL || token_at(b, head)->upos == SYN_UPOS_PRON || is_plural(b, head) ||
        !(token_at(b, head)->upos == SYN_UPOS_PROPN ||
            syn_qknow_is_title(b->view->know, token_at(b, head)->lemma) ||
            syn_qknow_in(token_at(b, head)->lemma, unnamed)))
        return NULL;
    hi = names->mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (names->mentions.items[mid].span.start < span.start)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < names->mentions.n && names->mentions.items[lo].span.start < span.end; lo++) {
        const syn_mention *m = &names->mentions.items[lo];
        uint32_t before = m->first_token;
        bool fits;

        if (m->kind != SYN_MENTION_NAME || m->type != SYN_ENTITY_PER || m->nested ||
            m->first_token <= head || m->end_token > tokens.end)
            continue;
        while (
            before > head + 1 && syn_qknow_is_title(b->view->know, token_at(b, before - 1)->form))
            before--;
        if (m->end_token < b->view->n && token_at(b, m->end_token)->upos == SYN_UPOS_PART)
            continue; /* a possessive */
        /* "Secretary of State Ola Rell" */
        if (token_at(b, head)->upos == SYN_UPOS_PROPN && m->first_token == head + 3 &&
            syn_str_eq_z(token_at(b, head + 1)->form, "of") &&
            token_at(b, head + 2)->upos == SYN_UPOS_PROPN)
            return m;
        fits = syn_str_eq_z(token_at(b, before - 1)->form, ",") || before == head + 1 ||
               (token_at(b, before - 1)->upos == SYN_UPOS_PROPN && before == m->first_token);
        for (uint32_t t = head + 1; t < before; t++)
            if (token_at(b, t)->upos == SYN_UPOS_VERB || token_at(b, t)->upos == SYN_UPOS_CCONJ)
                fits = false;
        if (fits)
            return m;
    }
    return NULL;
}

static bool has_name(const syn_names_layer *names, uint32_t entity)
{
    const syn_ids *ids = &names->entities.items[entity].mentions;

    for (uint32_t i = 0; i < ids->n && i < 64; i++)
        if (ids->items[i] < names->mentions.n &&
            names->mentions.items[ids->items[i]].kind == SYN_MENTION_NAME)
            return true;
    return false;
}

static uint32_t number_word(syn_str form)
{
    static const char *const words[] = {"zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve"};
    uint32_t value = 0;

    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(form, syn_str_from(words[i])))
            return i;
    for (size_t i = 0; i < form.len; i++) {
        if (form.ptr[i] < '0' || form.ptr[i] > '9' || value > 100000)
            return 0;
        value = value * 10 + (uint32_t)(form.ptr[i] - '0');
    }
    return value;
}

/* How many an unnamed or plural phrase speaks of. */
static void count_speakers(const syn_qbuild *b, syn_span span, uint32_t head, syn_qwho *who)
{
    static const char *const one[] = {"a", "an", "one", "another", NULL};
    static const char *const some[] = {
        "several", "some", "many", "multiple", "few", "numerous", "various", "most", NULL};
    const syn_qview *view = b->view;
    syn_span tokens = syn_qbuild_tokens(b, span);
    uint32_t number = 0;

    if (syn_qknow_in(token_at(b, head)->form, one)) { /* "one of the two sources" */
        who->n_min = who->n_max = 1;
        return;
    }
    if (token_at(b, head)->upos == SYN_UPOS_NUM)
        number = number_word(token_at(b, head)->form);
    for (uint32_t t = tokens.start; t < tokens.end && number == 0; t++)
        if (view->tokens[t].head == head && (view->tokens[t].deprel == SYN_DEPREL_NUMMOD ||
                                                view->tokens[t].deprel == SYN_DEPREL_DET ||
                                                view->tokens[t].deprel == SYN_DEPREL_AMOD)) {
            if (syn_str_eq_nocase(token_at(b, t)->form, SYN_STR("both")))
                number = 2;
            else if (view->tokens[t].deprel == SYN_DEPREL_NUMMOD)
                number = number_word(token_at(b, t)->form);
        }
    if (number > 0) {
        bool more = tokens.start < head && syn_qknow_in(token_at(b, tokens.start)->form,
                                               (const char *const[]){"at", "over", NULL});

        who->n_min = number;
        who->n_max = more ? SYN_NONE : number;
    } else if (is_plural(b, head) || syn_qknow_in(token_at(b, head)->form, some) ||
               syn_qknow_in(token_at(b, head)->lemma, (const char *const[]){"people", NULL})) {
        who->n_min = 2;
        who->n_max = SYN_NONE;
    } else {
        who->n_min = who->n_max = 1;
    }
}

syn_source_class syn_qsource_media(const syn_qbuild *b, syn_span span, uint32_t head)
{
    const struct syn_know *know = b->view->know;
    syn_str text = b->view->doc->text;
    const syn_mention *mention;
    syn_source_class found;
    syn_span tokens;

    if (head == SYN_NONE)
        return SYN_SOURCE_UNKNOWN;
    mention = mention_of(b, span, head);
    if (mention != NULL && mention->kind == SYN_MENTION_NAME) {
        found = syn_qknow_outlet(know, syn_str_span(text, mention->span));
        if (found != SYN_SOURCE_UNKNOWN)
            return found;
    }
    found = syn_qknow_outlet(know, syn_str_span(text, syn_qview_subtree(b->view, head)));
    if (found == SYN_SOURCE_UNKNOWN && token_at(b, head)->upos == SYN_UPOS_PROPN)
        found = syn_qknow_outlet(know, token_at(b, head)->form);
    if (found != SYN_SOURCE_UNKNOWN)
        return found;
    tokens = syn_qbuild_tokens(b, span);
    if (head > tokens.start && head < tokens.end && token_at(b, head)->upos == SYN_UPOS_PROPN) {
        /* "the state agency KESTA", "the newspaper Lantern" */
        uint32_t before = head - 1;

        while (before > tokens.start && token_at(b, before)->upos == SYN_UPOS_PROPN)
            before--;
        if (syn_qknow_in(token_at(b, before)->lemma, media))
            return SYN_SOURCE_OUTLET;
        if (before > tokens.start &&
            syn_str_eq_nocase(token_at(b, before)->lemma, SYN_STR("agency")) &&
            syn_qknow_in(token_at(b, before - 1)->form, agencies))
            return SYN_SOURCE_AGENCY;
    }
    /* A name beside the head: "the Russian news agency Tass". */
    tokens = syn_qbuild_tokens(b, span);
    for (uint32_t t = tokens.start; t < tokens.end; t++)
        if (t != head && b->view->tokens[t].head == head &&
            token_at(b, t)->upos == SYN_UPOS_PROPN &&
            (b->view->tokens[t].deprel == SYN_DEPREL_APPOS ||
                b->view->tokens[t].deprel == SYN_DEPREL_FLAT ||
                b->view->tokens[t].deprel == SYN_DEPREL_COMPOUND ||
                b->view->tokens[t].deprel == SYN_DEPREL_NMOD_DESC)) {
            found = syn_qknow_outlet(know, token_at(b, t)->form);
            if (found != SYN_SOURCE_UNKNOWN)
                return found;
        }
    if (token_at(b, head)->upos == SYN_UPOS_NOUN || token_at(b, head)->upos == SYN_UPOS_PROPN) {
        if (syn_qknow_in(token_at(b, head)->lemma, media))
            return SYN_SOURCE_OUTLET;
        if (syn_str_eq_nocase(token_at(b, head)->lemma, SYN_STR("agency")))
            for (uint32_t t = tokens.start; t < head && t < tokens.end; t++)
                if (syn_qknow_in(token_at(b, t)->form, agencies))
                    return SYN_SOURCE_AGENCY;
    }
    return SYN_SOURCE_UNKNOWN;
}

static syn_source_class class_of_entity(const syn_qbuild *b, const syn_entity *entity)
{
    syn_source_class outlet;

    switch (entity->type) {
    case SYN_ENTITY_PER:
        return SYN_SOURCE_NAMED;
    case SYN_ENTITY_ORG:
    case SYN_ENTITY_WORK:
        outlet = syn_qknow_outlet(b->view->know, entity->name);
        return outlet != SYN_SOURCE_UNKNOWN     ? outlet
               : entity->type == SYN_ENTITY_ORG ? SYN_SOURCE_INSTITUTION
                                                : SYN_SOURCE_UNKNOWN;
    case SYN_ENTITY_GPE:
    case SYN_ENTITY_FAC:
    case SYN_ENTITY_LOC:
        return SYN_SOURCE_INSTITUTION;
    default:
        return SYN_SOURCE_UNKNOWN;
    }
}

/* "no leader", "neither side", "nobody". */
static bool is_nobody(const syn_qbuild *b, syn_span span, uint32_t head)
{
    static const char *const nobody[] = {"nobody", "none", "neither", NULL};
    static const char *const no[] = {"no", "neither", NULL};
    syn_span tokens = syn_qbuild_tokens(b, span);

    return syn_qknow_in(token_at(b, head)->form, nobody) ||
           (tokens.start < tokens.end && syn_qknow_in(token_at(b, tokens.start)->form, no));
}

static const char *const relatives[] = {"who", "which", "that", "whom", NULL};

/* The noun that the relative clause around `token` hangs on. */
static uint32_t antecedent_of(const syn_qbuild *b, uint32_t token)
{
    uint32_t t = token;

    for (int up = 0; up < 8 && t != SYN_NONE; up++) {
        if (b->view->tokens[t].deprel == SYN_DEPREL_ACL_RELCL)
            return b->view->tokens[t].head;
        t = b->view->tokens[t].head;
    }
    return SYN_NONE;
}

/* The noun with what stands before it and its name parts, not its clauses. */
static syn_span noun_phrase(const syn_qbuild *b, uint32_t noun)
{
    uint32_t lo = noun, hi = noun, n = 0;

    for (uint32_t c = b->view->first_child[noun]; c != SYN_NONE && n < 64;
         c = b->view->next_child[c], n++) {
        uint8_t d = b->view->tokens[c].deprel;

        if (c < noun && d != SYN_DEPREL_CASE && d != SYN_DEPREL_CC && d != SYN_DEPREL_PUNCT &&
            b->view->tokens[c].lo < lo)
            lo = b->view->tokens[c].lo;
        if (c > noun && (d == SYN_DEPREL_FLAT || d == SYN_DEPREL_COMPOUND) &&
            b->view->tokens[c].hi > hi)
            hi = b->view->tokens[c].hi;
    }
    return (syn_span){token_at(b, lo)->span.start, token_at(b, hi)->span.end};
}

static syn_qwho who_is(const syn_qbuild *b, syn_span span, uint32_t head, int depth)
{
    syn_qwho who = {.source_class = SYN_SOURCE_UNKNOWN, .entity = SYN_NONE};
    const syn_names_layer *names = b->view->doc->names;
    const syn_mention *mention;
    const syn_token *h;
    syn_source_class outlet;
    uint32_t n_conj = 1, n = 0;
    bool is_name;

    if (head == SYN_NONE)
        return who;
    h = token_at(b, head);
    if (is_nobody(b, span, head))
        return who;
    if (depth < 2 && syn_qknow_in(h->form, relatives)) { /* "the minister, who said" */
        uint32_t antecedent = antecedent_of(b, head);

        if (antecedent == SYN_NONE)
            return who;
        span = noun_phrase(b, antecedent);
        return who_is(b, span, syn_qsource_head(b, span), depth + 1);
    }
    for (uint32_t c = b->view->first_child[head]; c != SYN_NONE && n < 64;
         c = b->view->next_child[c], n++)
        if (b->view->tokens[c].deprel == SYN_DEPREL_CONJ &&
            syn_span_contains(span, token_at(b, c)->span))
            n_conj++;
    mention = mention_of(b, span, head);
    if (mention == NULL || mention->kind != SYN_MENTION_NAME || mention->type != SYN_ENTITY_PER) {
        const syn_mention *person = n_conj == 1 ? named_by_title(b, span, head) : NULL;

        if (person != NULL)
            mention = person;
    }
    is_name = mention != NULL && mention->kind == SYN_MENTION_NAME;
    outlet = syn_qsource_media(b, span, head);
    /* "the island-based campaign" is not the island. */
    if (mention != NULL && mention->kind == SYN_MENTION_NOMINAL && mention->entity != SYN_NONE &&
        mention->entity < names->entities.n &&
        (names->entities.items[mention->entity].type == SYN_ENTITY_GPE ||
            names->entities.items[mention->entity].type == SYN_ENTITY_LOC) &&
        !syn_qknow_in(
            h->lemma, (const char *const[]){"country", "nation", "state", "city", "government",
                          "republic", "kingdom", "island", "town", "capital", NULL}))
        mention = NULL;
    if (mention != NULL && mention->entity != SYN_NONE && mention->entity < names->entities.n &&
        n_conj == 1) {
        who.entity = mention->entity;
        who.confidence = mention->kind == SYN_MENTION_NAME      ? mention->confidence
                         : mention->kind == SYN_MENTION_PRONOUN ? 0.9f * mention->confidence
                                                                : 0.75f * mention->confidence;
    }
    if (outlet != SYN_SOURCE_UNKNOWN) {
        if (who.entity != SYN_NONE && names->entities.items[who.entity].type != SYN_ENTITY_ORG &&
            names->entities.items[who.entity].type != SYN_ENTITY_WORK)
            who.entity = SYN_NONE;
        if (who.entity != SYN_NONE &&
            syn_str_starts(names->entities.items[who.entity].key, SYN_STR("gov:")))
            who.entity = SYN_NONE; /* an agency is not the government whose seat it sounds like */
        who.source_class = outlet;
        if (!is_name)
            who.entity = SYN_NONE;
    } else if (is_name && mention->type == SYN_ENTITY_NORP) {
        who.source_class = SYN_SOURCE_UNKNOWN; /* "Russians said" */
        who.entity = SYN_NONE;
    } else if (is_name &&
               (mention->type != SYN_ENTITY_PER ||
                   mention->end_token == mention->first_token + 1) &&
               syn_qknow_is_body(b->view->know, syn_str_span(b->view->doc->text, mention->span)) &&
               !syn_qknow_is_family(
                   b->view->know, syn_str_span(b->view->doc->text, mention->span))) {
        who.source_class = SYN_SOURCE_INSTITUTION;
    } else if (is_name) {
        who.source_class = mention->entity != SYN_NONE
                               ? class_of_entity(b, &names->entities.items[mention->entity])
                           : mention->type == SYN_ENTITY_PER ? SYN_SOURCE_NAMED
                                                             : SYN_SOURCE_INSTITUTION;
    } else if (h->upos == SYN_UPOS_PRON) {
        if (who.entity != SYN_NONE)
            who.source_class = has_name(names, who.entity)
                                   ? class_of_entity(b, &names->entities.items[who.entity])
                                   : SYN_SOURCE_ANONYMOUS;
    } else if (h->upos == SYN_UPOS_PROPN) {
        who.source_class = syn_qknow_is_body(b->view->know,
                               syn_str_span(b->view->doc->text, syn_qview_subtree(b->view, head)))
                               ? SYN_SOURCE_INSTITUTION
                               : SYN_SOURCE_UNKNOWN;
    } else if (who.entity != SYN_NONE && has_name(names, who.entity)) {
        who.source_class =
            class_of_entity(b, &names->entities.items[who.entity]); /* "the minister" */
    } else if (syn_qknow_in(h->lemma, bodies)) {
        who.source_class = SYN_SOURCE_INSTITUTION;
    } else if (syn_qknow_in(h->lemma, unnamed) || syn_qknow_is_title(b->view->know, h->lemma)) {
        who.source_class = SYN_SOURCE_ANONYMOUS;
        who.entity = who.entity != SYN_NONE && is_plural(b, head) ? SYN_NONE : who.entity;
    }
    if (who.source_class == SYN_SOURCE_ANONYMOUS) {
        count_speakers(b, span, head, &who);
    } else if (n_conj > 1) {
        who.n_min = who.n_max = n_conj;
    }
    return who;
}

syn_qwho syn_qsource_who(const syn_qbuild *b, syn_span span, uint32_t head)
{
    return who_is(b, span, head, 0);
}

void syn_qbuild_sources(syn_qbuild *b)
{
    for (uint32_t i = 0; i < b->items.n; i++) {
        syn_qitem *item = &b->items.items[i];
        syn_qwho who = {.source_class = SYN_SOURCE_UNKNOWN, .entity = SYN_NONE};

        if (item->source.n > 0) {
            item->source_head = syn_qsource_head(b, item->source.items[0]);
            who = syn_qsource_who(b, item->source.items[0], item->source_head);
        } else {
            item->source_head = SYN_NONE;
        }
        item->out.source_class = (uint8_t)who.source_class;
        item->out.speaker = who.entity;
        item->out.n_min = who.n_min;
        item->out.n_max = who.n_max;
        item->out.confidence = who.entity != SYN_NONE ? who.confidence : 1.0f;
        if (item->shares_source)
            item->out.confidence *= 0.85f;
    }
}
