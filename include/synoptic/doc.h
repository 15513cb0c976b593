/* SPDX-License-Identifier: Apache-2.0
 *
 * The document: canonical text, the map back to raw bytes, zones, and one layer for each stage.
 *
 * Stages run in the order of the fields below. Each reads the const document and fills exactly
 * one layer; a layer is never changed once its pointer is set ("sealed"). All arrays and strings
 * live in the document's `keep` arena. All spans are half-open BYTES of `text`. An index field is
 * uint32_t, SYN_NONE for "none". The printed form is docs/formats/json.md; names here are its.
 */
#ifndef SYNOPTIC_DOC_H
#define SYNOPTIC_DOC_H

#include <synoptic/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A list of items in an arena. */
#define SYN_LIST(type)                                                                             \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t n;                                                                                \
    }
typedef SYN_LIST(syn_span) syn_spans;
typedef SYN_LIST(syn_str) syn_strs;
typedef SYN_LIST(uint32_t) syn_ids;

typedef struct syn_diagnostic {
    syn_span span; /* start == end == SYN_NONE when there is no place */
    syn_str code;  /* lower-case-with-hyphens */
    syn_str message;
} syn_diagnostic;
typedef SYN_LIST(syn_diagnostic) syn_diagnostics;

/* ---- ingest -------------------------------------------------------------------------------- */

typedef enum syn_zone_kind {
    SYN_ZONE_TITLE,
    SYN_ZONE_BYLINE,
    SYN_ZONE_DATELINE,
    SYN_ZONE_BODY,
    SYN_ZONE_HEADING,
    SYN_ZONE_CAPTION,
    SYN_ZONE_EMBED,
    SYN_ZONE_BOILERPLATE,
    SYN_ZONE_CORRECTION,
    SYN_N_ZONE_KINDS
} syn_zone_kind;

typedef struct syn_zone {
    syn_span span;
    syn_zone_kind kind;
} syn_zone;

/* text[text_start .. +text_len] came from raw[raw_start .. +raw_len]. */
typedef struct syn_map_segment {
    uint32_t text_start, text_len;
    uint64_t raw_start, raw_len;
} syn_map_segment;

typedef enum syn_genre {
    SYN_GENRE_UNKNOWN,
    SYN_GENRE_NEWS,
    SYN_GENRE_LIVE,
    SYN_GENRE_DIGEST,
    SYN_GENRE_OPINION,
    SYN_GENRE_ANALYSIS,
    SYN_GENRE_SATIRE,
    SYN_GENRE_TRANSCRIPT,
    SYN_N_GENRES
} syn_genre;

typedef enum syn_published_from {
    SYN_PUBLISHED_UNKNOWN,
    SYN_PUBLISHED_GIVEN,
    SYN_PUBLISHED_MARKUP,
    SYN_PUBLISHED_TEXT,
    SYN_PUBLISHED_INFERRED
} syn_published_from;

typedef struct syn_meta {
    syn_str title, outlet, url, language; /* empty when unknown; language is ISO 639-1 */
    syn_strs byline, agencies;
    syn_genre genre;
    syn_str published; /* "2025-10-15" or "2025-10-15T09:30:00Z"; empty when unknown */
    syn_published_from published_from;
    syn_span published_span; /* where the text says it; start == SYN_NONE when it does not */
} syn_meta;

typedef struct syn_source_info {
    syn_str path;   /* as given; "-" for standard input; "file.jsonl" for its records */
    syn_strs paths; /* more than one when identical bytes came under several paths */
    syn_str sha256; /* 64 lower-case hex digits, of the raw bytes */
    syn_str media_type;
    uint64_t bytes;
} syn_source_info;

/* ---- lang ---------------------------------------------------------------------------------- */

typedef enum syn_upos {
    SYN_UPOS_X, /* also: not tagged */
    SYN_UPOS_ADJ,
    SYN_UPOS_ADP,
    SYN_UPOS_ADV,
    SYN_UPOS_AUX,
    SYN_UPOS_CCONJ,
    SYN_UPOS_DET,
    SYN_UPOS_INTJ,
    SYN_UPOS_NOUN,
    SYN_UPOS_NUM,
    SYN_UPOS_PART,
    SYN_UPOS_PRON,
    SYN_UPOS_PROPN,
    SYN_UPOS_PUNCT,
    SYN_UPOS_SCONJ,
    SYN_UPOS_SYM,
    SYN_UPOS_VERB,
    SYN_N_UPOS
} syn_upos;
SYN_API const char *syn_upos_name(syn_upos upos);

/* Relations of Universal Dependencies v2 as English EWT and GUM use them. X(id, name). */
#define SYN_DEPRELS(X)                                                                             \
    X(DEP, "dep")                                                                                  \
    X(ROOT, "root")                                                                                \
    X(ACL, "acl")                                                                                  \
    X(ACL_RELCL, "acl:relcl")                                                                      \
    X(ADVCL, "advcl")                                                                              \
    X(ADVCL_RELCL, "advcl:relcl")                                                                  \
    X(ADVMOD, "advmod")                                                                            \
    X(AMOD, "amod")                                                                                \
    X(APPOS, "appos")                                                                              \
    X(AUX, "aux")                                                                                  \
    X(AUX_PASS, "aux:pass")                                                                        \
    X(CASE, "case")                                                                                \
    X(CC, "cc")                                                                                    \
    X(CC_PRECONJ, "cc:preconj")                                                                    \
    X(CCOMP, "ccomp")                                                                              \
    X(COMPOUND, "compound")                                                                        \
    X(COMPOUND_PRT, "compound:prt")                                                                \
    X(CONJ, "conj")                                                                                \
    X(COP, "cop")                                                                                  \
    X(CSUBJ, "csubj")                                                                              \
    X(CSUBJ_OUTER, "csubj:outer")                                                                  \
    X(CSUBJ_PASS, "csubj:pass")                                                                    \
    X(DET, "det")                                                                                  \
    X(DET_PREDET, "det:predet")                                                                    \
    X(DISCOURSE, "discourse")                                                                      \
    X(DISLOCATED, "dislocated")                                                                    \
    X(EXPL, "expl")                                                                                \
    X(FIXED, "fixed")                                                                              \
    X(FLAT, "flat")                                                                                \
    X(GOESWITH, "goeswith")                                                                        \
    X(IOBJ, "iobj")                                                                                \
    X(LIST, "list")                                                                                \
    X(MARK, "mark")                                                                                \
    X(NMOD, "nmod")                                                                                \
    X(NMOD_DESC, "nmod:desc")                                                                      \
    X(NMOD_POSS, "nmod:poss")                                                                      \
    X(NMOD_UNMARKED, "nmod:unmarked")                                                              \
    X(NSUBJ, "nsubj")                                                                              \
    X(NSUBJ_OUTER, "nsubj:outer")                                                                  \
    X(NSUBJ_PASS, "nsubj:pass")                                                                    \
    X(NUMMOD, "nummod")                                                                            \
    X(OBJ, "obj")                                                                                  \
    X(OBL, "obl")                                                                                  \
    X(OBL_AGENT, "obl:agent")                                                                      \
    X(OBL_UNMARKED, "obl:unmarked")                                                                \
    X(ORPHAN, "orphan")                                                                            \
    X(PARATAXIS, "parataxis")                                                                      \
    X(PUNCT, "punct")                                                                              \
    X(REPARANDUM, "reparandum")                                                                    \
    X(VOCATIVE, "vocative")                                                                        \
    X(XCOMP, "xcomp")
typedef enum syn_deprel {
#define SYN_DEPREL_ENUM(id, name) SYN_DEPREL_##id,
    SYN_DEPRELS(SYN_DEPREL_ENUM)
#undef SYN_DEPREL_ENUM
        SYN_N_DEPRELS
} syn_deprel;
SYN_API const char *syn_deprel_name(syn_deprel deprel);

typedef struct syn_sentence {
    syn_span span; /* first to last byte of its tokens */
    uint32_t first_token, n_tokens;
    uint32_t paragraph;
} syn_sentence;

typedef struct syn_token {
    syn_span span;       /* non-empty; within its sentence; tokens ascend and do not overlap */
    syn_str form;        /* the text at span, or what a multiword token's word stands for */
    syn_str lemma;       /* empty before tagging */
    syn_str xpos, feats; /* Penn tag; "Name=Value|…" sorted, empty for none */
    uint32_t head;       /* index into tokens, SYN_NONE for the root; of the same sentence */
    uint32_t sentence;
    uint8_t upos;   /* syn_upos */
    uint8_t deprel; /* syn_deprel */
    bool space_after;
} syn_token;

/* A surface token of several words: tokens [first, end). */
typedef struct syn_surface {
    syn_span span;
    uint32_t first_token, end_token;
} syn_surface;

typedef struct syn_lang_layer {
    SYN_LIST(syn_span) paragraphs;
    SYN_LIST(syn_sentence) sentences;
    SYN_LIST(syn_token) tokens;
    SYN_LIST(syn_surface) surface;
    bool is_parsed; /* false: tokens by rule alone (another language, or no weights) */
    syn_diagnostics diagnostics;
} syn_lang_layer;

/* ---- names --------------------------------------------------------------------------------- */

typedef enum syn_mention_kind {
    SYN_MENTION_NAME,
    SYN_MENTION_NOMINAL,
    SYN_MENTION_PRONOUN
} syn_mention_kind;
SYN_API const char *syn_mention_kind_name(syn_mention_kind kind);

#define SYN_ENTITY_TYPES(X)                                                                        \
    X(PER) X(ORG) X(GPE) X(LOC) X(FAC) X(NORP) X(EVENT) X(LAW) X(WORK) X(PRODUCT) X(MISC)
typedef enum syn_entity_type {
#define SYN_ENTITY_ENUM(id) SYN_ENTITY_##id,
    SYN_ENTITY_TYPES(SYN_ENTITY_ENUM)
#undef SYN_ENTITY_ENUM
        SYN_N_ENTITY_TYPES
} syn_entity_type;
SYN_API const char *syn_entity_type_name(syn_entity_type type);

typedef struct syn_mention {
    syn_span span;
    syn_span head;
    uint32_t first_token, end_token; /* tokens that the span covers */
    uint32_t head_token;
    uint32_t entity; /* index into entities, SYN_NONE when not known */
    uint8_t kind;    /* syn_mention_kind */
    uint8_t type;    /* syn_entity_type */
    bool nested;
    float confidence; /* 0 to 1 */
} syn_mention;

typedef struct syn_entity {
    uint8_t type;     /* syn_entity_type */
    syn_str name;     /* fullest name in this document, as written */
    syn_str key;      /* "iso3166:SY", "geonames:292223", …; empty when unknown */
    syn_strs aliases; /* distinct name spellings in this document, in order */
    syn_strs roles;   /* titles and appositions in this document, as written */
    syn_str code;     /* CAMEO actor code; empty when unknown */
    syn_str country;  /* ISO 3166 alpha-2; empty when unknown */
    double lat, lon;  /* degrees; valid when has_point */
    bool has_point;
    bool speaks_for_government; /* metonym use seen: "Moscow said" */
    float confidence;
    syn_ids mentions; /* ascending */
} syn_entity;

typedef struct syn_names_layer {
    SYN_LIST(syn_mention) mentions; /* by start, outermost first */
    SYN_LIST(syn_entity) entities;  /* by first mention */
    syn_diagnostics diagnostics;
} syn_names_layer;

/* ---- timex --------------------------------------------------------------------------------- */

typedef enum syn_time_type {
    SYN_TIME_DATE,
    SYN_TIME_TIME,
    SYN_TIME_DURATION,
    SYN_TIME_SET
} syn_time_type;
SYN_API const char *syn_time_type_name(syn_time_type type);

typedef struct syn_time {
    syn_span span;
    uint8_t type;  /* syn_time_type */
    syn_str value; /* TIMEX3 value; empty when honest reading has none */
    syn_str mod;   /* BEFORE AFTER START MID END APPROX LESS_THAN MORE_THAN …; empty */
    syn_str quant, freq;
    syn_str edtf_start, edtf_end; /* ISO 8601 days that bound it; empty when open or unknown */
} syn_time;

typedef struct syn_quantity {
    syn_span span;
    double value, low, high; /* valid by the flags */
    bool has_value, has_low, has_high, approx;
    syn_str unit; /* "person", "USD", "percent", "km", …; empty */
    syn_span of;  /* what is counted; start == SYN_NONE when unknown */
} syn_quantity;

typedef struct syn_timex_layer {
    SYN_LIST(syn_time) times;
    SYN_LIST(syn_quantity) quantities;
    syn_str published; /* may refine meta's: inferred from the text's days */
    syn_published_from published_from;
    syn_span published_span;
    syn_diagnostics diagnostics;
} syn_timex_layer;

/* ---- quote --------------------------------------------------------------------------------- */

typedef enum syn_attribution_kind {
    SYN_ATTRIBUTION_DIRECT,
    SYN_ATTRIBUTION_INDIRECT,
    SYN_ATTRIBUTION_MIXED
} syn_attribution_kind;
SYN_API const char *syn_attribution_kind_name(syn_attribution_kind kind);

typedef enum syn_source_class {
    SYN_SOURCE_NAMED,
    SYN_SOURCE_ANONYMOUS,
    SYN_SOURCE_INSTITUTION,
    SYN_SOURCE_AGENCY,
    SYN_SOURCE_OUTLET,
    SYN_SOURCE_UNKNOWN
} syn_source_class;
SYN_API const char *syn_source_class_name(syn_source_class c);

/* A channel without words of its own: "told AFP", "quoted by RIA Novosti". */
typedef struct syn_via {
    syn_span span;
    uint32_t entity;
    uint8_t source_class;
} syn_via;

typedef struct syn_attribution {
    syn_spans source, cue, content; /* each list ascending; content never empty */
    syn_spans quoted;               /* parts of content between quotation marks, marks left out */
    uint8_t kind;                   /* syn_attribution_kind */
    uint8_t source_class;           /* syn_source_class */
    uint8_t strength;               /* syn_stage that the cue gives: asked, offered, promised … */
    bool cue_negative;              /* denied, did not say */
    bool silence;                   /* "did not comment": the content is what was not spoken of */
    bool translated;
    uint32_t speaker;   /* entity, SYN_NONE when not known */
    uint32_t cue_token; /* head token of the cue, SYN_NONE when there is none */
    uint32_t n_min,
        n_max;        /* speakers, when plural or unnamed; 0,0: not said; n_max SYN_NONE: open */
    syn_str occasion; /* "told reporters", "in a statement" as written; empty */
    SYN_LIST(syn_via) via; /* outermost first */
    uint32_t parent;       /* attribution in whose content this stands */
    float confidence;      /* calibrated: of those given 0.9, nine in ten are right */
} syn_attribution;

typedef struct syn_quote_layer {
    SYN_LIST(syn_attribution) attributions; /* by first content byte */
    syn_diagnostics diagnostics;
} syn_quote_layer;

/* ---- event --------------------------------------------------------------------------------- */

typedef enum syn_stage_of_act {
    SYN_ACT_DONE, /* holds, happened, was said */
    SYN_ACT_WISHED,
    SYN_ACT_POSSIBLE,
    SYN_ACT_PLANNED,
    SYN_ACT_ASKED,
    SYN_ACT_OFFERED,
    SYN_ACT_PROMISED,
    SYN_ACT_REFUSED,
    SYN_N_ACTS
} syn_act;
SYN_API const char *syn_act_name(syn_act act);

typedef enum syn_warrant {
    SYN_WARRANT_OWN_VOICE,
    SYN_WARRANT_WITNESSED,
    SYN_WARRANT_ON_RECORD,
    SYN_WARRANT_ANONYMOUS,
    SYN_WARRANT_UNSOURCED,
    SYN_WARRANT_INFERRED,
    SYN_N_WARRANTS
} syn_warrant;
SYN_API const char *syn_warrant_name(syn_warrant warrant);

typedef enum syn_modality {
    SYN_MODALITY_ASSERTED,
    SYN_MODALITY_DENIED,
    SYN_MODALITY_RUMOURED,
    SYN_MODALITY_REQUESTED,
    SYN_MODALITY_PROMISED,
    SYN_MODALITY_PLANNED,
    SYN_MODALITY_POSSIBLE,
    SYN_MODALITY_CONDITIONAL,
    SYN_N_MODALITIES
} syn_modality;
SYN_API const char *syn_modality_name(syn_modality modality);

typedef enum syn_role {
    SYN_ROLE_ACTOR,
    SYN_ROLE_TARGET,
    SYN_ROLE_THEME,
    SYN_ROLE_PLACE,
    SYN_ROLE_TIME,
    SYN_ROLE_INSTRUMENT,
    SYN_ROLE_OTHER,
    SYN_N_ROLES
} syn_role;
SYN_API const char *syn_role_name(syn_role role);

typedef struct syn_arg {
    syn_span span;
    uint32_t head_token;
    uint32_t entity;
    uint8_t role; /* syn_role */
} syn_arg;

typedef struct syn_event {
    syn_span trigger, span; /* span: the clause */
    uint32_t trigger_token, sentence;
    syn_str lemma;
    SYN_LIST(syn_arg) args;
    bool negative;
    float factuality;                 /* -3 to 3 */
    uint8_t stage;                    /* syn_act */
    uint8_t warrant;                  /* syn_warrant */
    uint8_t modality;                 /* syn_modality */
    syn_str time;                     /* TIMEX3 value; empty */
    uint32_t attribution;             /* innermost attribution in whose content it stands */
    syn_str plover_type, plover_mode; /* empty: not coded */
    syn_strs plover_context;
    syn_str cameo;
} syn_event;

typedef struct syn_event_layer {
    SYN_LIST(syn_event) events; /* by trigger */
    syn_diagnostics diagnostics;
} syn_event_layer;

/* ---- the document -------------------------------------------------------------------------- */

typedef struct syn_doc {
    syn_str id;
    syn_source_info source;
    syn_meta meta;
    syn_str text;                  /* valid UTF-8, at most 64 MiB by default */
    SYN_LIST(syn_map_segment) map; /* empty where the text is the raw bytes */
    SYN_LIST(syn_zone) zones;      /* in order, not overlapping, together all of text */
    syn_diagnostics diagnostics;   /* of ingest */
    const syn_lang_layer *lang;    /* NULL until the stage has run */
    const syn_names_layer *names;
    const syn_timex_layer *timex;
    const syn_quote_layer *quote;
    const syn_event_layer *event;
} syn_doc;

SYN_API const char *syn_zone_kind_name(syn_zone_kind kind);
SYN_API const char *syn_genre_name(syn_genre genre);
SYN_API const char *syn_published_from_name(syn_published_from from);

/* Longest sentence, in tokens; `lang` cuts longer ones at white space, with a diagnostic. */
#define SYN_MAX_SENTENCE_TOKENS 4096
/* Longest chain of attribution parents. */
#define SYN_MAX_ATTRIBUTION_DEPTH 64

/* The printed layers, as bits; CONTRACT.md's words for --layers. Zones, paragraphs and sentences
 * are always printed where they are known. */
typedef enum syn_layer {
    SYN_LAYER_TOKENS = 1,
    SYN_LAYER_MENTIONS = 2, /* mentions and entities */
    SYN_LAYER_TIMES = 4,
    SYN_LAYER_QUANTITIES = 8,
    SYN_LAYER_ATTRIBUTIONS = 16,
    SYN_LAYER_EVENTS = 32,
    SYN_LAYERS_ALL = 63
} syn_layer;
/* Word of one bit ("tokens"); NULL for anything else. */
SYN_API const char *syn_layer_name(unsigned bit);
/* "tokens,mentions" to bits. SYN_E_USAGE with the list of words for an unknown or empty one. */
SYN_API syn_status syn_layers_parse(syn_str words, unsigned *out, syn_err *err);

/* Checks every invariant of the document and its layers (spans inside text and on character
 * boundaries, zones a partition, tokens ascending, trees, indices in range, chains without a
 * cycle). SYN_OK, or SYN_E_BUG with the first breach in `err`. Linear; allocates nothing. */
SYN_API syn_status syn_doc_check(const syn_doc *doc, syn_err *err);

/* Kind of the zone that holds byte `at`; SYN_ZONE_BODY when there are no zones. O(log n). */
SYN_API syn_zone_kind syn_doc_zone_at(const syn_doc *doc, uint32_t at);

#ifdef __cplusplus
}
#endif
#endif
