/* SPDX-License-Identifier: Apache-2.0
 *
 * The printed words of every enumeration of the document, as CONTRACT.md spells them. Tables are
 * indexed by the enumeration; a value out of range gives "unknown" (an "X" for a tag), never NULL.
 */
#include <synoptic/doc.h>

#define WORD(table, i, otherwise)                                                                  \
    ((size_t)(i) < sizeof(table) / sizeof(table)[0] && (table)[i] != NULL ? (table)[i]             \
                                                                          : (otherwise))

const char *syn_upos_name(syn_upos upos)
{
    static const char *const words[SYN_N_UPOS] = {
        [SYN_UPOS_X] = "X",
        [SYN_UPOS_ADJ] = "ADJ",
        [SYN_UPOS_ADP] = "ADP",
        [SYN_UPOS_ADV] = "ADV",
        [SYN_UPOS_AUX] = "AUX",
        [SYN_UPOS_CCONJ] = "CCONJ",
        [SYN_UPOS_DET] = "DET",
        [SYN_UPOS_INTJ] = "INTJ",
        [SYN_UPOS_NOUN] = "NOUN",
        [SYN_UPOS_NUM] = "NUM",
        [SYN_UPOS_PART] = "PART",
        [SYN_UPOS_PRON] = "PRON",
        [SYN_UPOS_PROPN] = "PROPN",
        [SYN_UPOS_PUNCT] = "PUNCT",
        [SYN_UPOS_SCONJ] = "SCONJ",
        [SYN_UPOS_SYM] = "SYM",
        [SYN_UPOS_VERB] = "VERB",
    };
    return WORD(words, upos, "X");
}

const char *syn_deprel_name(syn_deprel deprel)
{
    static const char *const words[SYN_N_DEPRELS] = {
#define DEPREL_WORD(id, name) [SYN_DEPREL_##id] = name,
        SYN_DEPRELS(DEPREL_WORD)
#undef DEPREL_WORD
    };
    return WORD(words, deprel, "dep");
}

const char *syn_entity_type_name(syn_entity_type type)
{
    static const char *const words[SYN_N_ENTITY_TYPES] = {
#define ENTITY_WORD(id) [SYN_ENTITY_##id] = #id,
        SYN_ENTITY_TYPES(ENTITY_WORD)
#undef ENTITY_WORD
    };
    return WORD(words, type, "MISC");
}

const char *syn_mention_kind_name(syn_mention_kind kind)
{
    static const char *const words[] = {"name", "nominal", "pronoun"};
    return WORD(words, kind, "unknown");
}

const char *syn_time_type_name(syn_time_type type)
{
    static const char *const words[] = {"DATE", "TIME", "DURATION", "SET"};
    return WORD(words, type, "DATE");
}

const char *syn_attribution_kind_name(syn_attribution_kind kind)
{
    static const char *const words[] = {"direct", "indirect", "mixed"};
    return WORD(words, kind, "unknown");
}

const char *syn_source_class_name(syn_source_class c)
{
    static const char *const words[] = {
        [SYN_SOURCE_NAMED] = "named",
        [SYN_SOURCE_ANONYMOUS] = "anonymous",
        [SYN_SOURCE_INSTITUTION] = "institution",
        [SYN_SOURCE_AGENCY] = "agency",
        [SYN_SOURCE_OUTLET] = "outlet",
        [SYN_SOURCE_UNKNOWN] = "unknown",
    };
    return WORD(words, c, "unknown");
}

const char *syn_act_name(syn_act act)
{
    static const char *const words[SYN_N_ACTS] = {
        [SYN_ACT_DONE] = "done",
        [SYN_ACT_WISHED] = "wished",
        [SYN_ACT_POSSIBLE] = "possible",
        [SYN_ACT_PLANNED] = "planned",
        [SYN_ACT_ASKED] = "asked",
        [SYN_ACT_OFFERED] = "offered",
        [SYN_ACT_PROMISED] = "promised",
        [SYN_ACT_REFUSED] = "refused",
    };
    return WORD(words, act, "unknown");
}

const char *syn_warrant_name(syn_warrant warrant)
{
    static const char *const words[SYN_N_WARRANTS] = {
        [SYN_WARRANT_OWN_VOICE] = "own_voice",
        [SYN_WARRANT_WITNESSED] = "witnessed",
        [SYN_WARRANT_ON_RECORD] = "on_record",
        [SYN_WARRANT_ANONYMOUS] = "anonymous",
        [SYN_WARRANT_UNSOURCED] = "unsourced",
        [SYN_WARRANT_INFERRED] = "inferred",
    };
    return WORD(words, warrant, "unknown");
}

const char *syn_modality_name(syn_modality modality)
{
    static const char *const words[SYN_N_MODALITIES] = {
        [SYN_MODALITY_ASSERTED] = "asserted",
        [SYN_MODALITY_DENIED] = "denied",
        [SYN_MODALITY_RUMOURED] = "rumoured",
        [SYN_MODALITY_REQUESTED] = "requested",
        [SYN_MODALITY_PROMISED] = "promised",
        [SYN_MODALITY_PLANNED] = "planned",
        [SYN_MODALITY_POSSIBLE] = "possible",
        [SYN_MODALITY_CONDITIONAL] = "conditional",
    };
    return WORD(words, modality, "unknown");
}

const char *syn_role_name(syn_role role)
{
    static const char *const words[SYN_N_ROLES] = {
        [SYN_ROLE_ACTOR] = "actor",
        [SYN_ROLE_TARGET] = "target",
        [SYN_ROLE_THEME] = "theme",
        [SYN_ROLE_PLACE] = "place",
        [SYN_ROLE_TIME] = "time",
        [SYN_ROLE_INSTRUMENT] = "instrument",
        [SYN_ROLE_OTHER] = "other",
    };
    return WORD(words, role, "other");
}

const char *syn_zone_kind_name(syn_zone_kind kind)
{
    static const char *const words[SYN_N_ZONE_KINDS] = {
        [SYN_ZONE_TITLE] = "title",
        [SYN_ZONE_BYLINE] = "byline",
        [SYN_ZONE_DATELINE] = "dateline",
        [SYN_ZONE_BODY] = "body",
        [SYN_ZONE_HEADING] = "heading",
        [SYN_ZONE_CAPTION] = "caption",
        [SYN_ZONE_EMBED] = "embed",
        [SYN_ZONE_BOILERPLATE] = "boilerplate",
        [SYN_ZONE_CORRECTION] = "correction",
    };
    return WORD(words, kind, "unknown");
}

const char *syn_genre_name(syn_genre genre)
{
    static const char *const words[SYN_N_GENRES] = {
        [SYN_GENRE_UNKNOWN] = "unknown",
        [SYN_GENRE_NEWS] = "news",
        [SYN_GENRE_LIVE] = "live",
        [SYN_GENRE_DIGEST] = "digest",
        [SYN_GENRE_OPINION] = "opinion",
        [SYN_GENRE_ANALYSIS] = "analysis",
        [SYN_GENRE_SATIRE] = "satire",
        [SYN_GENRE_TRANSCRIPT] = "transcript",
    };
    return WORD(words, genre, "unknown");
}

const char *syn_published_from_name(syn_published_from from)
{
    static const char *const words[] = {
        [SYN_PUBLISHED_UNKNOWN] = "unknown",
        [SYN_PUBLISHED_GIVEN] = "given",
        [SYN_PUBLISHED_MARKUP] = "markup",
        [SYN_PUBLISHED_TEXT] = "text",
        [SYN_PUBLISHED_INFERRED] = "inferred",
    };
    return WORD(words, from, "unknown");
}
