/* SPDX-License-Identifier: Apache-2.0
 *
 * Identity across reports: which entities of several documents are one and the same.
 *
 * Input are documents whose names layer is set; output are clusters of (document, entity). The
 * result is the same for any order of the documents (clusters are named and ordered by their
 * members' document ids), and nothing depends on where the documents came from. Every join of two
 * entities is kept as a merge with its ground and confidence, so that a reader can see why, and a
 * correction ("these are one", "these are not") can undo it.
 *
 * Two persons are never joined by a surname alone when two bearers of it stand in the documents
 * given. Linear in entities but for buckets of equal spelling keys.
 *
 * Who owns what: all results live in `keep`; strings of documents are borrowed, so the documents
 * must outlive the result. Pure: no clock, no files. One call at a time per arena.
 */
#ifndef SYNOPTIC_NAMES_H
#define SYNOPTIC_NAMES_H

#include <synoptic/doc.h>

#ifdef __cplusplus
extern "C" {
#endif

struct syn_know;

/* Ground of a join, firmest first. */
typedef enum syn_identity_why {
    SYN_IDENTITY_KEY,       /* equal keys of the knowledge file */
    SYN_IDENTITY_CORRECTED, /* the reader said so */
    SYN_IDENTITY_NAME,      /* the same full name */
    SYN_IDENTITY_ACRONYM,   /* introduced in a text, "X (Y)", or initials */
    SYN_IDENTITY_ALIAS,     /* "better known as", "nom de guerre" in a text */
    SYN_IDENTITY_SPELLING,  /* transliterations of one name */
    SYN_IDENTITY_PART,      /* a part of the name that has one bearer in the documents */
    SYN_IDENTITY_ROLE,      /* the same role of the same country, one bearer */
    SYN_N_IDENTITY_WHYS
} syn_identity_why;
SYN_API const char *syn_identity_why_name(syn_identity_why why);

typedef struct syn_identity_member {
    uint32_t doc;    /* index into the documents given */
    uint32_t entity; /* index into its names layer's entities */
} syn_identity_member;

typedef struct syn_identity_merge {
    syn_identity_member a, b;
    uint8_t why;      /* syn_identity_why */
    float confidence; /* 0 to 1 */
} syn_identity_merge;

typedef struct syn_identity_cluster {
    uint8_t type;               /* syn_entity_type */
    syn_str name;               /* the commonest full name; ties: longest, then byte order */
    syn_str key, code, country; /* empty when unknown */
    double lat, lon;
    bool has_point;
    float confidence;                      /* of the weakest merge; 1 for a cluster of one */
    SYN_LIST(syn_identity_member) members; /* by doc, then entity */
    SYN_LIST(syn_identity_merge) merges;
    syn_strs aliases; /* distinct spellings, in order of first sight by document id */
    syn_strs roles;   /* distinct titles and appositions */
} syn_identity_cluster;

typedef struct syn_identity {
    SYN_LIST(syn_identity_cluster) clusters; /* by number of members, then name */
    uint32_t n_docs;
    uint32_t *first;      /* [n_docs + 1]: entity e of document d is slot first[d] + e */
    uint32_t *cluster_of; /* [first[n_docs]]: index into clusters */
} syn_identity;

/* A reader's word: names `a` and `b` (any spelling, compared folded) are one, or are not. */
typedef struct syn_identity_correction {
    syn_str a, b;
    bool same;
} syn_identity_correction;

/* `know` may be NULL. Documents without a names layer have no entities. `corrections` may be NULL.
 * SYN_E_NOMEM when an arena fails. */
SYN_API syn_status syn_identity_run(const struct syn_know *know, const syn_doc *const *docs,
    uint32_t n_docs, const syn_identity_correction *corrections, uint32_t n_corrections,
    syn_arena *keep, syn_arena *scratch, syn_identity *out, syn_err *err);

/* Cluster of an entity; SYN_NONE when either index is out of range. */
static inline uint32_t syn_identity_of(const syn_identity *identity, uint32_t doc, uint32_t entity)
{
    if (doc >= identity->n_docs || entity >= identity->first[doc + 1] - identity->first[doc])
        return SYN_NONE;
    return identity->cluster_of[identity->first[doc] + entity];
}

#ifdef __cplusplus
}
#endif
#endif
