/* SPDX-License-Identifier: Apache-2.0
 *
 * What the steps of the names stage hand to each other: tag → mentions → entities → places.
 * Everything is in the stage's scratch arena; names.c copies what stays.
 */
#ifndef SYNI_NAMES_WORK_H
#define SYNI_NAMES_WORK_H

#include <synoptic/doc.h>

#include "base/vec.h"
#include "know/know.h"
#include "names/ner.h"

#define SYNI_MAX_NAME_WORDS 12
#define SYNI_MAX_ROLES 24 /* kept of one entity */

/* A name's words as they are compared: ASCII, lower case, hyphens apart, apostrophes and full
 * stops gone, articles in front left out. */
typedef struct syni_name {
    syn_str words[SYNI_MAX_NAME_WORDS];
    uint32_t n;
    syn_str joined; /* the words with single spaces between */
} syni_name;

typedef struct syni_mention {
    uint32_t first, end, head; /* tokens; head is one of them */
    uint32_t entity;           /* index into entities, SYN_NONE */
    uint8_t kind, type;        /* syn_mention_kind, syn_entity_type */
    uint8_t tagged;            /* syni_ner_type that the tagger gave */
    char gender;               /* 'm', 'f', 'p' plural, 'n' thing, 0 unknown */
    bool nested;
    bool acts; /* a place that stands for its government */
    float confidence;
    syni_name name;       /* of names */
    uint32_t title_first; /* tokens [title_first, first) are a title before the name; == first */
    uint32_t role_first, role_end; /* an apposition that says who it is; equal when none */
    syn_know_entry known;          /* valid when has_known */
    bool has_known;
    syn_know_role known_role;
    float place_confidence; /* of the choice among places of one name; 0: no choice was made */
} syni_mention;

typedef struct syni_entity {
    uint8_t type;
    char gender;
    bool ambiguous;    /* a bare surname with two bearers */
    bool governs;      /* a government met through a metonym */
    uint32_t best;     /* mention with the fullest name; SYN_NONE for made-up ones */
    syni_name name;    /* of the fullest mention */
    syn_str made_name; /* name of an entity that no name mention gives */
    syn_str key, code;
    char country[3];
    bool has_point;
    double lat, lon;
    float confidence;
    SYN_VEC(uint32_t) mentions; /* ascending after sorting */
    SYN_VEC(syn_span) roles;
} syni_entity;

typedef struct syni_work {
    const syn_doc *doc;
    const syn_know *know; /* may be NULL */
    syn_arena *scratch;
    const syn_token *tokens;
    uint32_t n_tokens;
    bool parsed;
    SYN_VEC(syni_mention) mentions; /* names first by position; sorted at the end */
    SYN_VEC(syni_entity) entities;
    SYN_VEC(uint32_t) governments; /* entities with a key "gov:XX" */
    uint32_t *mention_at;          /* [n_tokens]: name mention that holds the token, SYN_NONE */
} syni_work;

/* Words of a name; `n` 0 when nothing is left of it. */
syni_name syni_name_make(syn_arena *scratch, syn_str text);
/* "of", "the", "al", …: words that do not tell names apart. */
bool syni_small_word(syn_str word);
/* Index of a surname's last word ("Jr." and its like do not count); name->n must not be 0. */
uint32_t syni_last_word(const syni_name *name);
/* Equal, or transliterations of one word. */
bool syni_same_word(syn_str a, syn_str b);
/* May these be two names of one person? */
bool syni_persons_agree(const syni_name *a, const syni_name *b);
/* Surface bytes of tokens [first, end). */
static inline syn_span syni_token_span(const syni_work *w, uint32_t first, uint32_t end)
{
    return (syn_span){w->tokens[first].span.start, w->tokens[end - 1].span.end};
}
static inline syn_str syni_token_text(const syni_work *w, uint32_t first, uint32_t end)
{
    return syn_str_span(w->doc->text, syni_token_span(w, first, end));
}
/* Compared without ASCII case. */
bool syni_token_is(const syni_work *w, uint32_t token, const char *lower);
/* The lemma where the document has one, else the form; lower case. */
syn_str syni_lemma(const syni_work *w, uint32_t token);

/* A noun phrase. */
typedef struct syni_phrase {
    uint32_t first, end;
    bool definite, indefinite, former;
    bool possessed;      /* "his government", "Syria's president" */
    uint32_t place_name; /* name mention inside that gives a country or group; SYN_NONE */
    bool has_more;       /* other content words than place and role */
} syni_phrase;

bool syni_any_of(const syni_work *w, uint32_t token, const char *const *lower_words);
bool syni_is_plural(const syni_work *w, uint32_t token);
bool syni_starts_lower(syn_str s);
/* Is the token the last noun of its phrase, as far as the words tell? */
bool syni_is_head(const syni_work *w, uint32_t token);
syni_phrase syni_phrase_of(const syni_work *w, uint32_t head);
/* Appends a mention and joins it to `entity` (may be SYN_NONE); its index. */
uint32_t syni_add_mention(syni_work *w, uint32_t first, uint32_t end, uint32_t head, uint8_t kind,
    uint8_t type, uint32_t entity, float confidence);
/* The one organisation, event or work whose name ends in the word; SYN_NONE where none or two do.
 */
uint32_t syni_by_head_word(const syni_work *w, syn_str lemma);
/* Nominals of things: "the agreement", "the ship". `things` maps lemmas to entities. */
struct syn_map;
void syni_join_thing(syni_work *w, uint32_t token, struct syn_map *things);

/* Name mentions from the tagger's labels, with types of the contract. False: arena failed. */
bool syni_mentions_of_names(syni_work *w, const uint8_t *labels, const int32_t *margins);
/* Nominals and pronouns that may matter; they go behind the names. */
bool syni_mentions_of_nouns(syni_work *w);
/* Entities of the names, then nominals and pronouns joined to them. */
bool syni_entities_of_names(syni_work *w);
bool syni_entities_of_nouns(syni_work *w);
/* The government of a country, made when it is not there yet; SYN_NONE without knowledge. */
uint32_t syni_government(syni_work *w, const char *country);
/* Chooses among the places of one name: sets `known` of place mentions. Before entities. */
bool syni_places_choose(syni_work *w);
/* Capitals and seats that act for their government: sets `acts`. After syni_places_choose. */
void syni_mentions_that_act(syni_work *w);
/* Keys, coordinates and countries of place entities. */
bool syni_places_resolve(syni_work *w);

#endif
