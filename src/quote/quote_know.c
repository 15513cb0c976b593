/* SPDX-License-Identifier: Apache-2.0
 *
 * What `quote` asks of the world-knowledge tables (cue_verbs, cue_nouns, cue_phrases, titles,
 * outlets, countries).
 */
#include "quote_know.h"

#include "base/map.h"
#include "know/know.h"

bool syn_qknow_in(syn_str word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (syn_str_eq_nocase(word, syn_str_from(*words)))
            return true;
    return false;
}

static bool cue_entry(
    const struct syn_know *know, syn_str lemma, syn_upos upos, syn_know_entry *entry)
{
    if (know == NULL || lemma.len == 0)
        return false;
    return upos == SYN_UPOS_VERB || upos == SYN_UPOS_AUX ? syn_know_cue_verb(know, lemma, entry)
           : upos == SYN_UPOS_NOUN                       ? syn_know_cue_noun(know, lemma, entry)
                                                         : false;
}

uint32_t syn_qknow_class(const struct syn_know *know, syn_str lemma, syn_upos upos)
{
    syn_know_entry entry;
    syn_str class;
    size_t end;

    if (!cue_entry(know, lemma, upos, &entry))
        return 0;
    class = syn_know_attr(know, &entry, "class");
    end = syn_str_find(class, SYN_STR(";"));
    if (end != SIZE_MAX)
        class.len = end;
    return (uint32_t)syn_hash(class.ptr, class.len, 3);
}

bool syn_qknow_is(const struct syn_know *know, syn_str lemma, syn_upos upos, const char *class)
{
    syn_know_entry entry;

    return cue_entry(know, lemma, upos, &entry) && syn_know_attr_has(know, &entry, "class", class);
}

syn_act syn_qknow_stage(const struct syn_know *know, syn_str lemma, syn_upos upos)
{
    syn_know_entry entry;
    syn_str stage;
    size_t end;

    if (!cue_entry(know, lemma, upos, &entry))
        return SYN_ACT_DONE;
    stage = syn_know_attr(know, &entry, "stage");
    end = syn_str_find(stage, SYN_STR(";"));
    if (end != SIZE_MAX)
        stage.len = end;
    for (int act = 0; act < SYN_N_ACTS; act++)
        if (syn_str_eq_z(stage, syn_act_name((syn_act)act)))
            return (syn_act)act;
    return SYN_ACT_DONE;
}

bool syn_qknow_denies(const struct syn_know *know, syn_str lemma, syn_upos upos)
{
    syn_know_entry entry;

    return cue_entry(know, lemma, upos, &entry) && syn_know_attr_has(know, &entry, "mark", "neg");
}

syn_source_class syn_qknow_outlet(const struct syn_know *know, syn_str name)
{
    syn_know_entry entry;
    syn_know_role role;
    syn_str class;

    if (know == NULL || name.len == 0 ||
        !syn_know_first(know, name, SYN_KNOW_BIT(SYN_KNOW_OUTLET), &entry, &role))
        return SYN_SOURCE_UNKNOWN;
    class = syn_know_attr(know, &entry, "class");
    return syn_str_find(class, SYN_STR("agency")) != SIZE_MAX ? SYN_SOURCE_AGENCY
                                                              : SYN_SOURCE_OUTLET;
}

bool syn_qknow_is_body(const struct syn_know *know, syn_str name)
{
    syn_know_entry entry;
    syn_know_role role;

    return know != NULL && name.len > 0 &&
           syn_know_first(know, name, SYN_KNOW_ORGS | SYN_KNOW_BIT(SYN_KNOW_SEAT), &entry, &role);
}

bool syn_qknow_is_family(const struct syn_know *know, syn_str word)
{
    return know != NULL && word.len > 0 && syn_know_family(know, word);
}

bool syn_qknow_is_title(const struct syn_know *know, syn_str word)
{
    syn_know_entry entry;
    syn_str class;

    if (know == NULL || word.len == 0 || syn_know_title(know, &word, 1, &entry) == 0)
        return false;
    class = syn_know_attr(know, &entry, "class");
    return !syn_str_eq_z(class, "honorific") && !syn_str_eq_z(class, "modifier");
}

static bool noun_has(const struct syn_know *know, syn_str lemma, const char *attribute)
{
    syn_know_entry entry;

    return know != NULL && lemma.len > 0 && syn_know_cue_noun(know, lemma, &entry) &&
           syn_know_attr(know, &entry, attribute).len > 0;
}

bool syn_qknow_is_medium(const struct syn_know *know, syn_str lemma)
{
    static const char *const more[] = {"statement", "interview", "conference", "briefing", "speech",
        "address", "tweet", "post", "letter", "email", "e-mail", "message", "remarks", "comments",
        "television", "tv", "radio", "video", "podcast", "testimony", "hearing", "call",
        "telephone", "phone", "talks", "meeting", "press", "twitter", "facebook", "telegram",
        "instagram", "website", "blog", "article", "op-ed", "editorial", "rally", NULL};

    return noun_has(know, lemma, "medium") || syn_qknow_in(lemma, more);
}

bool syn_qknow_is_document(const struct syn_know *know, syn_str lemma)
{
    return noun_has(know, lemma, "document");
}

size_t syn_qknow_phrase(
    const struct syn_know *know, const syn_str *words, size_t n_words, const char *class)
{
    syn_know_match match;
    syn_know_entry entry;
    size_t n;

    if (know == NULL || n_words == 0)
        return 0;
    n = syn_know_find(know, words, n_words, SYN_KNOW_BIT(SYN_KNOW_CUE_PHRASE), &match);
    while (n > 0 && syn_know_next(know, &match, &entry))
        if (syn_know_attr_has(know, &entry, "class", class))
            return n;
    return 0;
}

bool syn_qknow_is_language(const struct syn_know *know, syn_str word)
{
    static const char *const more[] = {"Arabic", "Mandarin", "Cantonese", "Farsi", "Persian",
        "Hebrew", "Hindi", "Urdu", "Pashto", "Dari", "Kurdish", "Tamil", "Bengali", "Swahili",
        "Hausa", "Amharic", "Yiddish", "Catalan", "Basque", NULL};
    syn_know_entry entry;
    syn_know_role role;

    if (syn_qknow_in(word, more))
        return true;
    return know != NULL && word.len > 0 &&
           syn_know_first(know, word, SYN_KNOW_BIT(SYN_KNOW_COUNTRY), &entry, &role) &&
           role == SYN_KNOW_R_ADJECTIVE;
}
