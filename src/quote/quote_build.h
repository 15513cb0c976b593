/* SPDX-License-Identifier: Apache-2.0
 *
 * The steps from drafts (tokens) to the printed attributions.
 */
#ifndef SYNI_QUOTE_BUILD_H
#define SYNI_QUOTE_BUILD_H

#include "base/vec.h"
#include "quote_resolve.h"

typedef SYN_VEC(syn_span) syn_qspans;

/* An attribution in the making. Token lists ascend. */
typedef struct syn_qitem {
    syn_qspans source, cue, content;
    uint32_t cue_token;   /* SYN_NONE for none */
    uint32_t source_head; /* token, SYN_NONE */
    uint32_t parent;      /* index of an item, SYN_NONE */
    int32_t cue_score;    /* hundredths of a nat */
    bool by_rule;         /* not from the learned heads */
    bool shares_source;   /* source is the subject of a verb further up */
    bool follows_on;      /* has a stretch added by rule */
    bool is_dropped;
    bool is_post;        /* words without marks that are a post's own */
    syn_attribution out; /* what the later steps fill */
    SYN_VEC(syn_via) via;
} syn_qitem;

typedef struct syn_qbuild {
    const syn_qview *view;
    syn_arena *keep, *scratch;
    SYN_VEC(syn_qitem) items; /* by cue, rule-made ones at the end */
} syn_qbuild;

/* Token index helpers. */
syn_span syn_qbuild_tokens(const syn_qbuild *b, syn_span span); /* tokens that a span touches */
bool syn_qspans_cover(const syn_qspans *spans, syn_span span);  /* span within one of them */
bool syn_qspans_touch(const syn_qspans *spans, syn_span span);
/* Joins, sorts and merges `span` in. */
void syn_qspans_add(syn_qspans *spans, syn_span span, syn_arena *arena);
/* Child of `token` with relation `deprel`, SYN_NONE. */
uint32_t syn_qview_child(const syn_qview *view, uint32_t token, syn_deprel deprel);
/* Span of tokens [lo, hi] of a subtree, outer punctuation left out. */
syn_span syn_qview_subtree(const syn_qview *view, uint32_t token);

/* The cue says that someone said it without saying who: "is said to", "reportedly". */
bool syn_qview_is_unsourced(const syn_qview *view, uint32_t cue);

/* The same where the words of hearsay themselves show it. */
bool syn_qview_is_hearsay(const syn_qview *view, uint32_t cue);

/* quote_edges.c: edges of sources and contents that grammar settles. */
void syn_qbuild_edges(syn_qbuild *b);
/* quote_follow.c: whole stretches between marks, follow-on quotations, uncued ones. */
void syn_qbuild_quotations(syn_qbuild *b);
/* quote_post.c: posts set in without marks. */
void syn_qbuild_posts(syn_qbuild *b);
/* quote_chain.c: "citing", "quoted as saying", "told AFP": links and channels. */
void syn_qbuild_chains(syn_qbuild *b);
/* quote_source.c: head, class, count, speaker of each source; via classes. */
void syn_qbuild_sources(syn_qbuild *b);
/* quote_speaker.c: pronouns as speakers. */
void syn_qbuild_speakers(syn_qbuild *b);
/* quote_cue.c: strength, negation, silence, occasion, translation. */
void syn_qbuild_cues(syn_qbuild *b);

#endif
