/* SPDX-License-Identifier: Apache-2.0
 *
 * The story: what several reports of one event say, aligned claim by claim.
 *
 * syn_story_build reads const documents (all their layers, as far as they are there) and fills one
 * syn_story. Documents are put into a canonical order first (base name of the path, then SHA-256,
 * then id), so that the result does not depend on the order in which they came. All arrays and
 * strings live in the `keep` arena given, or in the documents, which must outlive the story. Spans
 * are half-open bytes of the text of the document they name; documents are named by their index in
 * `documents`. An index is SYN_NONE for "none". Names are those of the JSON contract
 * (synoptic.story/1).
 */
#ifndef SYNOPTIC_STORY_H
#define SYNOPTIC_STORY_H

#include <synoptic/doc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A place in one report. */
typedef struct syn_place {
    uint32_t document;
    syn_span span;
} syn_place;
typedef SYN_LIST(syn_place) syn_places;

typedef enum syn_when {
    SYN_WHEN_UNKNOWN,
    SYN_WHEN_BEFORE,
    SYN_WHEN_DURING,
    SYN_WHEN_AFTER
} syn_when;
SYN_API const char *syn_when_name(syn_when when);

/* A credit that a report gives in its own words: "told Reuters", "(AP)", "via Tass". */
typedef struct syn_credit {
    syn_str name;
    syn_span span;
    uint8_t source_class; /* syn_source_class: agency, outlet or institution */
    bool whole;           /* the report as a whole is credited: byline, dateline */
    bool picture;         /* a picture alone is credited */
} syn_credit;

typedef struct syn_story_document {
    const syn_doc *doc;
    syn_str label;     /* "A" … "Z", "AA" … */
    syn_str published; /* as refined by timex; empty when unknown */
    syn_published_from published_from;
    syn_span published_span; /* start == SYN_NONE when the text does not say it */
    syn_when when;           /* the report's vantage on the main event */
    syn_str as_of;           /* TIMEX value of the latest thing it knows; empty */
    syn_span vantage_span;   /* words that show it; start == SYN_NONE */
    SYN_LIST(syn_credit) credits;
} syn_story_document;

typedef struct syn_alias {
    syn_str text;
    syn_ids documents; /* ascending */
} syn_alias;

typedef struct syn_epithet {
    syn_str text;
    syn_place at;
} syn_epithet;

typedef struct syn_story_entity {
    syn_str id; /* "E1" … */
    uint8_t type;
    syn_str name, key, code, country; /* country: ISO 3166 alpha-2 */
    SYN_LIST(syn_alias) aliases;
    SYN_LIST(syn_epithet) epithets;
    uint32_t n_mentions;
} syn_story_entity;

/* A link of a chain of attribution, outermost first in its list. */
typedef struct syn_chain_link {
    syn_str name;
    uint32_t entity;      /* of the story */
    uint8_t source_class; /* syn_source_class */
    syn_span span, cue;   /* start == SYN_NONE when the text has none */
} syn_chain_link;

typedef struct syn_attestation {
    uint32_t document;
    syn_span span;
    uint8_t stage, warrant, modality; /* syn_act, syn_warrant, syn_modality */
    bool negative;
    bool words_of_speaker; /* the span lies inside quotation marks */
    SYN_LIST(syn_chain_link) chain;
    uint32_t source; /* of the story: the ultimate source; SYN_NONE for the report's voice */
    uint32_t origin; /* of the story */
    syn_str occasion, doubt;
    syn_str time;      /* TIMEX value that the clause gives; empty */
    uint32_t time_idx; /* index of that time in the report's layer */
    uint32_t event;    /* trigger in the report's event layer */
    float likeness;    /* to the attestation that stands for the claim, 0 to 1 */
    bool is_near;      /* near enough to stand beside it in front of a reader */
} syn_attestation;

typedef enum syn_claim_type {
    SYN_CLAIM_EVENT,
    SYN_CLAIM_STATEMENT,
    SYN_CLAIM_REQUEST,
    SYN_CLAIM_COMMITMENT,
    SYN_CLAIM_POSITION,
    SYN_CLAIM_PLAN,
    SYN_CLAIM_BACKGROUND,
    SYN_N_CLAIM_TYPES
} syn_claim_type;
SYN_API const char *syn_claim_type_name(syn_claim_type type);

typedef struct syn_claim {
    syn_str id;    /* "C1" … by first place in the reports */
    syn_str text;  /* words of the attestation that stands for it */
    syn_str about; /* noun phrase; empty */
    uint8_t type;
    syn_ids actor, target, sides; /* entities of the story */
    syn_str predicate, time, time_precision, place;
    syn_str plover, plover_mode, cameo; /* of the act; empty when not coded */
    uint8_t modality;
    bool negative, contested;
    uint32_t best; /* attestation that stands for it */
    syn_ids origins;
    uint32_t n_voices_min, n_voices_max;
    float weight; /* how much it matters to an editor; for order and selection alone */
    SYN_LIST(syn_attestation) attestations; /* by document, then span */
} syn_claim;

typedef struct syn_story_source {
    syn_str id, label; /* "S1" … */
    uint8_t source_class;
    uint32_t entity, side;
    uint32_t n_min, n_max; /* n_max SYN_NONE: open */
    syn_places mentions;
    syn_ids maybe_same;
} syn_story_source;

typedef struct syn_fold {
    uint32_t document;
    syn_str why;
} syn_fold;

typedef struct syn_origin {
    syn_str id, name; /* "O1" … */
    uint8_t source_class;
    syn_ids documents;
    SYN_LIST(syn_fold) folded;
} syn_origin;

typedef enum syn_disagreement_kind {
    SYN_DIFFER_POLARITY,
    SYN_DIFFER_MODALITY,
    SYN_DIFFER_NUMBER,
    SYN_DIFFER_TIME,
    SYN_DIFFER_PLACE,
    SYN_DIFFER_NAME,
    SYN_DIFFER_ROLE,
    SYN_DIFFER_SOURCE,
    SYN_DIFFER_SCOPE,
    SYN_DIFFER_FRAMING,
    SYN_N_DIFFER_KINDS
} syn_differ;
SYN_API const char *syn_differ_name(syn_differ kind);

typedef enum syn_relation {
    SYN_RELATION_CONFLICT,
    SYN_RELATION_UPDATE,
    SYN_RELATION_PRECISION,
    SYN_RELATION_SCOPE,
    SYN_RELATION_WORDING,
    SYN_N_RELATIONS
} syn_relation;
SYN_API const char *syn_relation_name(syn_relation relation);

typedef struct syn_differ_side {
    syn_place at;
    syn_str reads; /* value, or the words */
} syn_differ_side;

typedef struct syn_disagreement {
    syn_str id; /* "D1" … */
    uint8_t kind, relation;
    syn_ids claims;
    SYN_LIST(syn_differ_side) sides;
    syn_str why;
    float weight;
} syn_disagreement;

typedef struct syn_path_found {
    syn_str kind; /* "hardening", "range", "lost_source" */
    uint32_t claim;
    syn_place from, to;
    syn_str why;
} syn_path_found;

typedef struct syn_silence {
    uint32_t claim;
    syn_ids documents;
    bool is_reported; /* a report says so, at `at`; else found by comparing */
    syn_place at;
} syn_silence;

typedef struct syn_reuse {
    syn_place a, b;
    float similarity; /* 0 to 1: tokens alike over the longer passage */
    char from;        /* 'a', 'b' or 0 */
    syn_str agency, via;
} syn_reuse;

typedef struct syn_story_quote {
    syn_place at;
    uint32_t speaker;     /* entity of the story */
    uint32_t attribution; /* in the report's quote layer */
    uint32_t group;       /* equal for renderings of one utterance; SYN_NONE alone */
} syn_story_quote;

typedef struct syn_moment {
    syn_str time;
    uint32_t claim;
} syn_moment;

typedef struct syn_ledger_entry {
    syn_str from, to, kind, about, as_of, status;
    uint32_t claim;
    syn_places spans;
} syn_ledger_entry;

typedef struct syn_doubt {
    syn_str what; /* "join", "speaker", "fold", "time", "identity" */
    syn_strs ids;
    float confidence;
    syn_str why;
} syn_doubt;

typedef struct syn_story {
    syn_str id, title;
    syn_str period_from, period_to; /* empty when unknown */
    SYN_LIST(syn_story_document) documents;
    SYN_LIST(syn_story_entity) entities;
    SYN_LIST(syn_story_source) sources;
    SYN_LIST(syn_claim) claims;
    SYN_LIST(syn_origin) origins;
    SYN_LIST(syn_disagreement) disagreements; /* weightiest first */
    SYN_LIST(syn_path_found) paths;
    SYN_LIST(syn_silence) silent;
    SYN_LIST(syn_reuse) reuse;
    SYN_LIST(syn_story_quote) quotes;
    SYN_LIST(syn_moment) timeline;
    SYN_LIST(syn_ledger_entry) ledger;
    SYN_LIST(syn_doubt) doubts;
} syn_story;

struct syn_know;

/* Aligns `docs` (at least one; the same text twice counts once) into a story. `know` may be NULL.
 * Pure and deterministic; cost: linear in the text for each document, quadratic in the clauses of
 * the story. SYN_E_NOMEM when an arena fails; SYN_E_USAGE without documents. */
SYN_API syn_status syn_story_build(const struct syn_know *know, const syn_doc *const *docs,
    uint32_t n_docs, syn_arena *keep, syn_arena *scratch, syn_story *out, syn_err *err);

/* ---- renderings ---------------------------------------------------------------------------- */

typedef struct syn_brief_options {
    uint32_t columns; /* 0: 100 */
    bool colour;      /* ANSI colours */
    syn_str version;  /* for `producer` in JSON; may be empty */
    syn_str producer; /* JSON of "producer" (syn_engine_write_producer); empty: the version alone */
} syn_brief_options;

/* The brief for a terminal. The same bytes for the same story. SYN_E_NOMEM. */
SYN_API syn_status syn_brief_text(
    const syn_story *story, const syn_brief_options *options, syn_buf *out, syn_err *err);
/* One JSON object synoptic.story/1 and a line feed. SYN_E_NOMEM. */
SYN_API syn_status syn_brief_json(
    const syn_story *story, const syn_brief_options *options, syn_buf *out, syn_err *err);

/* ---- stories out of a stream ---------------------------------------------------------------- */

/* Single-pass clustering: each document joins the story it is nearest to, or founds one. The state
 * is on the heap; one thread at a time. The same order of documents gives the same stories. */
typedef struct syn_clusters syn_clusters;

typedef struct syn_assignment {
    syn_str story;        /* id of the story's founder; valid until syn_clusters_free */
    syn_str duplicate_of; /* id of the document it repeats; empty when it repeats none */
    float similarity;     /* to the story it joined; 0 for a founder */
} syn_assignment;

SYN_API syn_status syn_clusters_new(syn_clusters **out, syn_err *err);
SYN_API void syn_clusters_free(syn_clusters *clusters);
/* Places one document. Reads its text, zones, date, and tokens where there are any; keeps what it
 * needs. SYN_E_NOMEM. */
SYN_API syn_status syn_clusters_add(
    syn_clusters *clusters, const syn_doc *doc, syn_assignment *out, syn_err *err);

#ifdef __cplusplus
}
#endif
#endif
