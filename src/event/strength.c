/* SPDX-License-Identifier: Apache-2.0
 *
 * The words that carry strength. Look-up by a linear walk over short tables.
 *
 * Classes after Karttunen (1971, "Implicative verbs", Language 47) and Sauri & Pustejovsky (2009,
 * "FactBank", LRE 43): what the governor entails of its complement. The table holds the core of
 * the English grammar of commitment, not knowledge of the world; verbs of saying and event classes
 * come from the knowledge file. Rejected: graded scores for each verb (not stable between
 * annotators, and an editor reads the word itself).
 */
#include "event/strength.h"

typedef struct force_row {
    const char *lemma;
    syni_force force;
} force_row;

static const force_row governors[] = {
    {"able", SYNI_FORCE_NONE},
    {"agree", SYNI_FORCE_PROMISE},
    {"aim", SYNI_FORCE_PLAN},
    {"allege", SYNI_FORCE_RUMOUR},
    {"allegation", SYNI_FORCE_RUMOUR},
    {"anticipate", SYNI_FORCE_POSSIBLE},
    {"appeal", SYNI_FORCE_ASK},
    {"appear", SYNI_FORCE_POSSIBLE},
    {"ask", SYNI_FORCE_ASK},
    {"aspire", SYNI_FORCE_WISH},
    {"assume", SYNI_FORCE_POSSIBLE},
    {"assurance", SYNI_FORCE_PROMISE},
    {"assure", SYNI_FORCE_SAY},
    {"avoid", SYNI_FORCE_FAIL},
    {"beg", SYNI_FORCE_ASK},
    {"believe", SYNI_FORCE_POSSIBLE},
    {"block", SYNI_FORCE_FAIL},
    {"call", SYNI_FORCE_ASK},
    {"claim", SYNI_FORCE_SAY},
    {"commit", SYNI_FORCE_PROMISE},
    {"commitment", SYNI_FORCE_PROMISE},
    {"consider", SYNI_FORCE_POSSIBLE},
    {"decline", SYNI_FORCE_REFUSE},
    {"demand", SYNI_FORCE_ASK},
    {"denial", SYNI_FORCE_DENY},
    {"deny", SYNI_FORCE_DENY},
    {"desire", SYNI_FORCE_WISH},
    {"determined", SYNI_FORCE_PROMISE},
    {"dismiss", SYNI_FORCE_DENY},
    {"dispute", SYNI_FORCE_DENY},
    {"doubt", SYNI_FORCE_DOUBT},
    {"due", SYNI_FORCE_PLAN},
    {"eager", SYNI_FORCE_WISH},
    {"expect", SYNI_FORCE_POSSIBLE},
    {"expectation", SYNI_FORCE_POSSIBLE},
    {"fail", SYNI_FORCE_FAIL},
    {"failure", SYNI_FORCE_FAIL},
    {"fear", SYNI_FORCE_POSSIBLE},
    {"guarantee", SYNI_FORCE_PROMISE},
    {"hope", SYNI_FORCE_WISH},
    {"implore", SYNI_FORCE_ASK},
    {"intend", SYNI_FORCE_PLAN},
    {"intention", SYNI_FORCE_PLAN},
    {"invite", SYNI_FORCE_OFFER},
    {"keen", SYNI_FORCE_WISH},
    {"likely", SYNI_FORCE_POSSIBLE},
    {"long", SYNI_FORCE_WISH},
    {"offer", SYNI_FORCE_OFFER},
    {"plan", SYNI_FORCE_PLAN},
    {"plea", SYNI_FORCE_ASK},
    {"plead", SYNI_FORCE_ASK},
    {"pledge", SYNI_FORCE_PROMISE},
    {"possible", SYNI_FORCE_POSSIBLE},
    {"pray", SYNI_FORCE_WISH},
    {"prepare", SYNI_FORCE_PLAN},
    {"prepared", SYNI_FORCE_OFFER},
    {"press", SYNI_FORCE_ASK},
    {"pressure", SYNI_FORCE_ASK},
    {"presume", SYNI_FORCE_POSSIBLE},
    {"prevent", SYNI_FORCE_FAIL},
    {"promise", SYNI_FORCE_PROMISE},
    {"proposal", SYNI_FORCE_OFFER},
    {"propose", SYNI_FORCE_OFFER},
    {"purport", SYNI_FORCE_POSSIBLE},
    {"push", SYNI_FORCE_ASK},
    {"ready", SYNI_FORCE_OFFER},
    {"recommend", SYNI_FORCE_ASK},
    {"refusal", SYNI_FORCE_REFUSE},
    {"refuse", SYNI_FORCE_REFUSE},
    {"refute", SYNI_FORCE_DENY},
    {"reject", SYNI_FORCE_DENY},
    {"repeat", SYNI_FORCE_SAY},
    {"report", SYNI_FORCE_SAY},
    {"request", SYNI_FORCE_ASK},
    {"require", SYNI_FORCE_ASK},
    {"rumour", SYNI_FORCE_RUMOUR},
    {"rumor", SYNI_FORCE_RUMOUR},
    {"say", SYNI_FORCE_SAY},
    {"schedule", SYNI_FORCE_PLAN},
    {"seek", SYNI_FORCE_WISH},
    {"seem", SYNI_FORCE_POSSIBLE},
    {"set", SYNI_FORCE_PLAN},
    {"stop", SYNI_FORCE_NONE},
    {"suggest", SYNI_FORCE_POSSIBLE},
    {"suppose", SYNI_FORCE_POSSIBLE},
    {"sure", SYNI_FORCE_NONE},
    {"suspect", SYNI_FORCE_POSSIBLE},
    {"suspicion", SYNI_FORCE_POSSIBLE},
    {"swear", SYNI_FORCE_PROMISE},
    {"tell", SYNI_FORCE_SAY},
    {"think", SYNI_FORCE_POSSIBLE},
    {"threat", SYNI_FORCE_POSSIBLE},
    {"threaten", SYNI_FORCE_POSSIBLE},
    {"try", SYNI_FORCE_NONE},
    {"unable", SYNI_FORCE_FAIL},
    {"undertake", SYNI_FORCE_PROMISE},
    {"unlikely", SYNI_FORCE_DOUBT},
    {"urge", SYNI_FORCE_ASK},
    {"vow", SYNI_FORCE_PROMISE},
    {"want", SYNI_FORCE_WISH},
    {"willing", SYNI_FORCE_OFFER},
    {"wish", SYNI_FORCE_WISH},
};

static const force_row modifiers[] = {
    {"alleged", SYNI_FORCE_POSSIBLE},
    {"allegedly", SYNI_FORCE_RUMOUR},
    {"apparent", SYNI_FORCE_POSSIBLE},
    {"apparently", SYNI_FORCE_POSSIBLE},
    {"likely", SYNI_FORCE_POSSIBLE},
    {"maybe", SYNI_FORCE_POSSIBLE},
    {"perhaps", SYNI_FORCE_POSSIBLE},
    {"possibly", SYNI_FORCE_POSSIBLE},
    {"potentially", SYNI_FORCE_POSSIBLE},
    {"presumably", SYNI_FORCE_POSSIBLE},
    {"probably", SYNI_FORCE_POSSIBLE},
    {"purported", SYNI_FORCE_POSSIBLE},
    {"purportedly", SYNI_FORCE_RUMOUR},
    {"reportedly", SYNI_FORCE_RUMOUR},
    {"seemingly", SYNI_FORCE_POSSIBLE},
    {"supposedly", SYNI_FORCE_RUMOUR},
    {"suspected", SYNI_FORCE_POSSIBLE},
};

static syni_force look(const force_row *rows, size_t n, syn_str lemma)
{
    for (size_t i = 0; i < n; i++)
        if (syn_str_eq_z(lemma, rows[i].lemma))
            return rows[i].force;
    return SYNI_FORCE_NONE;
}

syni_force syni_force_of(syn_str lemma)
{
    return look(governors, sizeof governors / sizeof *governors, lemma);
}

syni_force syni_force_of_modifier(syn_str lemma)
{
    return look(modifiers, sizeof modifiers / sizeof *modifiers, lemma);
}

syni_force syni_force_of_modal(syn_str lemma, bool in_speech)
{
    if (syn_str_eq_z(lemma, "will") || syn_str_eq_z(lemma, "'ll") || syn_str_eq_z(lemma, "shall"))
        return SYNI_FORCE_PLAN;
    if (syn_str_eq_z(lemma, "would") || syn_str_eq_z(lemma, "'d"))
        return in_speech ? SYNI_FORCE_PLAN : SYNI_FORCE_POSSIBLE;
    if (syn_str_eq_z(lemma, "may") || syn_str_eq_z(lemma, "might") || syn_str_eq_z(lemma, "could"))
        return SYNI_FORCE_POSSIBLE;
    if (syn_str_eq_z(lemma, "must") || syn_str_eq_z(lemma, "should") ||
        syn_str_eq_z(lemma, "ought"))
        return in_speech ? SYNI_FORCE_ASK : SYNI_FORCE_NONE;
    return SYNI_FORCE_NONE;
}

bool syni_is_negator(syn_str lemma)
{
    static const char *const words[] = {"not", "n't", "n’t", "never", "no", "neither", "nor",
        "cannot", "hardly", "nobody", "nothing", "none", "without"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

syn_act syni_force_stage(syni_force force)
{
    switch (force) {
    case SYNI_FORCE_WISH:
        return SYN_ACT_WISHED;
    case SYNI_FORCE_POSSIBLE:
    case SYNI_FORCE_DOUBT:
        return SYN_ACT_POSSIBLE;
    case SYNI_FORCE_PLAN:
        return SYN_ACT_PLANNED;
    case SYNI_FORCE_ASK:
        return SYN_ACT_ASKED;
    case SYNI_FORCE_OFFER:
        return SYN_ACT_OFFERED;
    case SYNI_FORCE_PROMISE:
        return SYN_ACT_PROMISED;
    case SYNI_FORCE_REFUSE:
        return SYN_ACT_REFUSED;
    case SYNI_FORCE_NONE:
    case SYNI_FORCE_DENY:
    case SYNI_FORCE_FAIL:
    case SYNI_FORCE_RUMOUR:
    case SYNI_FORCE_SAY:
        break;
    }
    return SYN_ACT_DONE;
}
