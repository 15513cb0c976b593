/* SPDX-License-Identifier: Apache-2.0
 *
 * What `quote` asks of the world-knowledge tables. Every function answers "nothing known" when the
 * tables are not there (know == NULL). Pure; allocates nothing.
 */
#ifndef SYNI_QUOTE_KNOW_H
#define SYNI_QUOTE_KNOW_H

#include <synoptic/doc.h>

struct syn_know;

/* Hash of the first class of a lemma as a cue verb or noun, 0 when it is none. */
uint32_t syn_qknow_class(const struct syn_know *know, syn_str lemma, syn_upos upos);
/* Is `class` one of the lemma's classes as a cue ("saying", "citing", …)? */
bool syn_qknow_is(const struct syn_know *know, syn_str lemma, syn_upos upos, const char *class);
/* The stage that the cue gives its content; SYN_ACT_DONE when not known. */
syn_act syn_qknow_stage(const struct syn_know *know, syn_str lemma, syn_upos upos);
/* The content is denied ("deny", "refute"). */
bool syn_qknow_denies(const struct syn_know *know, syn_str lemma, syn_upos upos);
/* Class of an outlet by one of its names: agency or outlet; SYN_SOURCE_UNKNOWN when it is none. */
syn_source_class syn_qknow_outlet(const struct syn_know *know, syn_str name);
/* A ministry, body, company, army, … by name. */
bool syn_qknow_is_body(const struct syn_know *know, syn_str name);
/* A family name. */
bool syn_qknow_is_family(const struct syn_know *know, syn_str word);
/* A word for a person's office, rank or calling ("minister", "analyst"; not "Mr"). */
bool syn_qknow_is_title(const struct syn_know *know, syn_str word);
/* The noun names an occasion or a channel of words ("statement", "interview"). */
bool syn_qknow_is_medium(const struct syn_know *know, syn_str lemma);
/* The noun names a thing that itself speaks ("report", "statement", "poll"). */
bool syn_qknow_is_document(const struct syn_know *know, syn_str lemma);
/* Longest fixed phrase of attribution at words[0] whose class is `class`; its number of words. */
size_t syn_qknow_phrase(
    const struct syn_know *know, const syn_str *words, size_t n_words, const char *class);
/* The word is the adjective of a country or people, or a language ("Arabic", "French"). */
bool syn_qknow_is_language(const struct syn_know *know, syn_str word);

/* Is `word` (any case) one of a zero-terminated list? */
bool syn_qknow_in(syn_str word, const char *const *words);

#endif
