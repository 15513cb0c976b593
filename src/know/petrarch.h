/* SPDX-License-Identifier: Apache-2.0
 *
 * PETRARCH / TABARI coding dictionaries: actors with dated codes, agents, verbs with synonym sets
 * and patterns, discards. They are read as they are; a malformed line is reported (file and line)
 * and passed over. Frozen after the last load: look-ups are safe on any thread and allocate
 * nothing. All strings belong to the dictionary.
 */
#ifndef SYNI_KNOW_PETRARCH_H
#define SYNI_KNOW_PETRARCH_H

#include <synoptic/base.h>

typedef struct syn_petrarch syn_petrarch;

/* Called for each line that is passed over, or kept with a doubt; `message` is one clause. */
typedef void syn_petrarch_report(void *ctx, const char *path, uint32_t line, const char *message);

/* Dated code of an actor: valid on days d with from_ymd <= d <= to_ymd; 0 is open. */
typedef struct syn_petrarch_code {
    syn_str code; /* "SYRGOV"; "---": not known */
    int32_t from_ymd, to_ymd;
} syn_petrarch_code;

typedef struct syn_petrarch_actor {
    syn_str name; /* as written, "_" as spaces */
    const syn_petrarch_code *codes;
    uint32_t n_codes;
    uint32_t line;
} syn_petrarch_actor;

typedef enum syn_petrarch_item_kind {
    SYN_PETRARCH_WORD,     /* text: folded word */
    SYN_PETRARCH_SET,      /* text: name of a synonym set */
    SYN_PETRARCH_VERB,     /* "*" */
    SYN_PETRARCH_SOURCE,   /* "$" */
    SYN_PETRARCH_TARGET,   /* "+" */
    SYN_PETRARCH_COMPOUND, /* "%": one compound actor that is source and target */
    SYN_PETRARCH_SKIP,     /* "^": an actor to be passed over */
    SYN_PETRARCH_PREP,     /* "(": a prepositional phrase begins, preposition first */
    SYN_PETRARCH_PREP_END,
    SYN_PETRARCH_NOUN, /* "{": a noun phrase begins, head last */
    SYN_PETRARCH_NOUN_END
} syn_petrarch_item_kind;

typedef struct syn_petrarch_item {
    syn_petrarch_item_kind kind;
    bool joined; /* the next item must follow at once ("_") */
    syn_str text;
} syn_petrarch_item;

typedef struct syn_petrarch_pattern {
    const syn_petrarch_item *items;
    uint32_t n_items, verb; /* index of the "*" */
    syn_str code;           /* source to target */
    syn_str code_back;      /* target to source ("[042:043]"); empty if none */
    uint32_t line;
} syn_petrarch_pattern;

/* A block: the verbs that share patterns and a default code. */
typedef struct syn_petrarch_block {
    syn_str name, code; /* code "---": no event without a pattern */
    const syn_petrarch_pattern *patterns;
    uint32_t n_patterns;
} syn_petrarch_block;

typedef struct syn_petrarch_verb {
    syn_str lemma; /* folded; may have several words */
    syn_str code;  /* its own default, else its block's */
    const syn_petrarch_block *block;
    uint32_t line;
} syn_petrarch_verb;

/* SYN_E_NOMEM. `report` may be NULL. */
syn_status syn_petrarch_new(
    syn_petrarch_report *report, void *ctx, syn_petrarch **out, syn_err *err);
void syn_petrarch_free(syn_petrarch *p);

/* Each adds a file; later files go before earlier ones of the same phrase. SYN_E_IO, SYN_E_LIMIT
 * (64 MiB), SYN_E_NOMEM. Malformed lines fail nothing. */
syn_status syn_petrarch_load_actors(syn_petrarch *p, const char *path, syn_err *err);
syn_status syn_petrarch_load_agents(syn_petrarch *p, const char *path, syn_err *err);
syn_status syn_petrarch_load_verbs(syn_petrarch *p, const char *path, syn_err *err);
syn_status syn_petrarch_load_discards(syn_petrarch *p, const char *path, syn_err *err);
/* The same over text in memory; `kind` is 'A', 'G', 'V' or 'D'; `path` is for reports. */
syn_status syn_petrarch_load_text(
    syn_petrarch *p, char kind, const char *path, syn_str text, syn_err *err);

/* Longest actor that starts at words[0]; number of words, 0 if none. */
size_t syn_petrarch_find_actor(
    const syn_petrarch *p, const syn_str *words, size_t n_words, const syn_petrarch_actor **actor);
/* Its code on a day: the first dated code that holds, else the first undated; empty if none. */
syn_str syn_petrarch_code_on(const syn_petrarch_actor *actor, int32_t ymd);
/* Longest agent at words[0]; *code is "~GOV" or "GOV~": "~" is where the actor's code goes. */
size_t syn_petrarch_find_agent(
    const syn_petrarch *p, const syn_str *words, size_t n_words, syn_str *code);
/* Longest verb (any of its forms) at words[0]. */
size_t syn_petrarch_find_verb(
    const syn_petrarch *p, const syn_str *words, size_t n_words, const syn_petrarch_verb **verb);
/* Longest member of a synonym set ("&NAME") at words[0], sets inside sets included. */
size_t syn_petrarch_find_in_set(
    const syn_petrarch *p, syn_str set, const syn_str *words, size_t n_words);
/* Longest discard phrase at words[0]; *whole_story: the whole report is dropped, not the sentence.
 */
size_t syn_petrarch_find_discard(
    const syn_petrarch *p, const syn_str *words, size_t n_words, bool *whole_story);

typedef struct syn_petrarch_counts {
    uint32_t actors, actor_forms, agents, verbs, verb_forms, patterns, sets, discards, passed_over;
} syn_petrarch_counts;
syn_petrarch_counts syn_petrarch_count(const syn_petrarch *p);

#endif
