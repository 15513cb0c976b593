/* SPDX-License-Identifier: Apache-2.0
 *
 * What a governing word makes of the act under it: the closed part of English that carries stage,
 * warrant and polarity from a governor to its complement.
 */
#ifndef SYNI_EVENT_STRENGTH_H
#define SYNI_EVENT_STRENGTH_H

#include <synoptic/doc.h>

/* How the complement of a governor stands to the world. */
typedef enum syni_force {
    SYNI_FORCE_NONE,     /* says nothing: the complement stands as it would alone */
    SYNI_FORCE_WISH,     /* want, hope */
    SYNI_FORCE_POSSIBLE, /* seem, believe, suspect, be likely */
    SYNI_FORCE_PLAN,     /* plan, intend, be set to */
    SYNI_FORCE_ASK,      /* ask, urge, demand */
    SYNI_FORCE_OFFER,    /* offer, be ready to */
    SYNI_FORCE_PROMISE,  /* promise, vow */
    SYNI_FORCE_REFUSE,   /* refuse, decline: the act is not done */
    SYNI_FORCE_DENY,     /* deny: the speaker says that it is not so */
    SYNI_FORCE_FAIL,     /* fail, prevent: the act did not happen */
    SYNI_FORCE_RUMOUR,   /* be said to, allege */
    SYNI_FORCE_SAY,      /* say, report: transparent in the active, rumour in the bare passive */
    SYNI_FORCE_DOUBT     /* doubt, be unlikely */
} syni_force;

/* Force of a governing lemma (verb, adjective or noun), SYNI_FORCE_NONE when it has none. */
syni_force syni_force_of(syn_str lemma);
/* Force of a modifying adverb or adjective ("allegedly", "apparent"). */
syni_force syni_force_of_modifier(syn_str lemma);
/* Force of a modal auxiliary; ASK for duty ("must"). `in_speech`: inside someone's words. */
syni_force syni_force_of_modal(syn_str lemma, bool in_speech);
/* Is this a word that negates what it modifies ("not", "never", "no")? */
bool syni_is_negator(syn_str lemma);

/* The stage a force gives; SYN_ACT_DONE for those that give none. */
syn_act syni_force_stage(syni_force force);

#endif
