/* SPDX-License-Identifier: Apache-2.0
 *
 * The workbench on which a story is built: propositions of each report, and what the steps share.
 */
#ifndef SYNI_CLAIM_BUILD_H
#define SYNI_CLAIM_BUILD_H

#include "base/map.h"
#include "base/vec.h"
#include "doc/tree.h"
#include "story/reuse.h"

#include <synoptic/story.h>

/* One proposition as one report words it. */
typedef struct syni_prop {
    uint32_t document;
    syn_span span;
    uint32_t first_token, end_token; /* tokens of the span */
    uint32_t head;                   /* token of the predicate; SYN_NONE for a fragment */
    uint32_t aim; /* event of the aim of an act that is none of its own ("use the talks to ask") */
    uint32_t event, deep; /* in the event layer: the predicate, and the act it bears on */
    uint32_t attribution; /* in the quote layer: innermost; SYN_NONE for the report's voice */
    uint8_t stage, warrant, modality; /* syn_act, syn_warrant, syn_modality */
    bool negative, quoted;
    uint8_t zone; /* syn_zone_kind */
    uint32_t sentence;
    uint32_t time_idx; /* in the timex layer: the time that dates it; SYN_NONE */
    uint32_t n_words;
    /* Filled by align.c: terms ascending, weights of a unit vector. */
    uint32_t *terms;
    float *weights;
    uint32_t n_terms;
    uint32_t act[6]; /* terms of the act: its stem and its groups; n_act of them */
    uint32_t n_act;
    uint32_t actor, target; /* entities of the story */
    uint32_t claim;
} syni_prop;

typedef struct syni_doc_work {
    const syn_doc *doc;
    syni_tree tree; /* valid when is_parsed */
    bool is_parsed;
    uint32_t *entity_of;  /* [n_entity of the document]: entity of the story, SYN_NONE */
    uint32_t *mention_of; /* [n_token]: outermost mention that covers it, SYN_NONE */
    uint32_t *source_of;  /* [n_attribution]: source of the story, SYN_NONE */
    syni_words words;
    uint32_t first_prop, end_prop;
} syni_doc_work;

typedef SYN_VEC(syni_prop) syni_props;

typedef struct syni_build {
    const struct syn_know *know;
    syn_arena *keep, *scratch;
    syn_story *story;
    syni_doc_work *docs; /* [n_docs] */
    uint32_t n_docs;
    syni_props props;   /* by document, then span */
    bool *is_word;      /* [n_term]: a word or number, not a name or a date */
    uint32_t **prop_of; /* [n_claim][n_attestation] */
} syni_build;

/* Each step returns false only when an arena failed. They run in this order. */
bool syni_build_entities(syni_build *b);
bool syni_build_props(syni_build *b);
bool syni_build_words(syni_build *b);   /* words of each report, and passages shared by two */
bool syni_build_align(syni_build *b);   /* props into claims */
bool syni_build_sources(syni_build *b); /* credits, sources */
bool syni_build_claims(syni_build *b);  /* attestations, origins, voices */
bool syni_build_vantage(syni_build *b);
bool syni_build_differ(syni_build *b);   /* disagreements, paths */
bool syni_build_findings(syni_build *b); /* silence, quotes, timeline, ledger, doubts */

/* Likeness from which two wordings are held against each other: above the likeness that joins them,
 * since a false conflict costs more than a missed one. Read off the development stories. */
#define SYNI_HELD_AGAINST 0.28f
/* Likeness that needs no shared act to be shown side by side. */
#define SYNI_NEAR 0.50f

/* How alike two propositions are, 0 to 1. */
float syni_likeness(const syni_build *b, const syni_prop *p, const syni_prop *q);

/* Are the acts of both one, or, where one bears none of its own, does the other's stand among its
 * words? */
bool syni_one_act(const syni_prop *p, const syni_prop *q);
/* Does the one's act stand among the other's words? */
bool syni_same_act(const syni_prop *p, const syni_prop *q);

/* ---- shared helpers ------------------------------------------------------------------------ */

/* First token of the document that ends after `byte`. O(log n). */
uint32_t syni_token_at(const syn_doc *doc, uint32_t byte);
static inline syn_str syni_words_of(const syn_doc *doc, syn_span span)
{
    return syn_str_span(doc->text, span);
}
/* Innermost attribution whose content holds most of the span; SYN_NONE. */
uint32_t syni_attribution_over(const syn_doc *doc, syn_span span);
/* Without "the", "a", "an" and possessive endings, trimmed; a slice of the argument. */
syn_str syni_bare_name(syn_str name);
/* A copy with white space collapsed to single spaces. */
syn_str syni_one_line(syn_arena *arena, syn_str s);
/* Adds to an ascending list of ids in `arena` unless it is there. */
void syni_ids_add(syn_arena *arena, syn_ids *ids, uint32_t id);
bool syni_ids_has(const syn_ids *ids, uint32_t id);

#endif
