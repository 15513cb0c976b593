/* SPDX-License-Identifier: Apache-2.0
 *
 * World knowledge: one read-only file (`know.syn`, docs/formats/know.md) compiled at build time
 * from the tables under data/ and from Debian's data packages.
 *
 * Everything is an *entry* of one *kind* (a country, a title, a cue verb, …) that stands in one
 * line of one table. An entry has *forms*: the spellings under which it is found, each with a
 * *role* (name, adjective, acronym, …). A form is compared by its folded key: case, diacritics,
 * apostrophes and full stops do not count; hyphen, slash and space are one separator. Case still
 * has a say: a form in capitals ("US", "WHO") fits a surface in capitals alone (from five letters
 * on, "NATO", "UNICEF", a capital initial will do), a capitalised form fits no surface all in lower
 * case.
 *
 * Threads: a syn_know is frozen after opening; any number of threads may ask it. Look-ups allocate
 * nothing, read no locale, cost O(length of the words asked about), and never fail: they find or
 * they do not. All strings are borrowed from the file and live until syn_know_free.
 */
#ifndef SYNOPTIC_KNOW_H
#define SYNOPTIC_KNOW_H

#include <synoptic/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct syn_know syn_know;

/* The order is the order of preference among equal forms. New kinds are added at the end. */
typedef enum syn_know_kind {
    SYN_KNOW_COUNTRY,  /* iso3166:SY; also territories and states recognised by few */
    SYN_KNOW_REGION,   /* first-level: iso3166-2:US-TX */
    SYN_KNOW_CITY,     /* geonames:292223, census:…; see population */
    SYN_KNOW_COUNTY,   /* second-level units (United States) */
    SYN_KNOW_AREA,     /* seas, rivers, mountains, big regions, conflict areas, continents */
    SYN_KNOW_SEAT,     /* metonyms: Kremlin, White House, Downing Street; attr `for`, `body` */
    SYN_KNOW_FACILITY, /* named facilities (airports, bases, crossings) */
    SYN_KNOW_BODY,     /* international bodies, alliances, courts; acronym as role */
    SYN_KNOW_AGENCY,   /* ministries, services, parliaments, armies of states */
    SYN_KNOW_ARMED,    /* armed groups */
    SYN_KNOW_PARTY,    /* political parties */
    SYN_KNOW_COMPANY,  /* companies; also universities, charities, clubs (attr `class`) */
    SYN_KNOW_OUTLET,   /* news agencies and outlets; attr class, owner, domains, credit */
    SYN_KNOW_HOLDER,   /* a person in an office over a term: from_ymd, to_ymd */
    SYN_KNOW_NORP,     /* nationalities without a state, religions, ethnic and political groups */
    SYN_KNOW_TITLE,    /* offices, ranks, honorifics; attr class, rank, speaks */
    SYN_KNOW_GIVEN,    /* given names; attr gender f|m|u, region */
    SYN_KNOW_FAMILY,   /* family names; attr region */
    SYN_KNOW_CALENDAR, /* months, weekdays, seasons, parts of day; attr value */
    SYN_KNOW_FESTIVAL, /* attr rule: MM-DD, or easter+N, or "4 thu 11", … */
    SYN_KNOW_ZONE,     /* time zones; attr offset_min, dst */
    SYN_KNOW_NUMBER,   /* number words; attr value, type */
    SYN_KNOW_UNIT,     /* units of measure; attr dimension, si */
    SYN_KNOW_CURRENCY, /* currencies, symbols; code = ISO 4217 */
    SYN_KNOW_CUE_VERB, /* verbs of saying, thinking, promising, … by lemma; attr class, frames */
    SYN_KNOW_CUE_NOUN, /* nouns of the same */
    SYN_KNOW_CUE_PHRASE, /* "according to", "reportedly", "is said to" */
    SYN_KNOW_EVENT_VERB, /* PLOVER lexicon, verbs by lemma; attr type, mode, frame, context, cameo
                          */
    SYN_KNOW_EVENT_NOUN,
    SYN_KNOW_HEDGE,     /* attr strength */
    SYN_KNOW_SIGNATURE, /* factives and implicatives; attr pos, neg (+ - o), comp */
    SYN_KNOW_STOPNAME,  /* capitalised words that are no names */
    SYN_KNOW_ABBREV,    /* abbreviations; attr long, class */
    SYN_KNOW_KINDWORD,  /* words that say what a name is: city, river, ministry; attr type */
    SYN_KNOW_N_KIND
} syn_know_kind;

#define SYN_KNOW_BIT(kind) ((uint64_t)1 << (kind))
#define SYN_KNOW_ANY (SYN_KNOW_BIT(SYN_KNOW_N_KIND) - 1)
#define SYN_KNOW_PLACES                                                                            \
    (SYN_KNOW_BIT(SYN_KNOW_COUNTRY) | SYN_KNOW_BIT(SYN_KNOW_REGION) |                              \
        SYN_KNOW_BIT(SYN_KNOW_CITY) | SYN_KNOW_BIT(SYN_KNOW_COUNTY) |                              \
        SYN_KNOW_BIT(SYN_KNOW_AREA) | SYN_KNOW_BIT(SYN_KNOW_FACILITY))
#define SYN_KNOW_ORGS                                                                              \
    (SYN_KNOW_BIT(SYN_KNOW_BODY) | SYN_KNOW_BIT(SYN_KNOW_AGENCY) | SYN_KNOW_BIT(SYN_KNOW_ARMED) |  \
        SYN_KNOW_BIT(SYN_KNOW_PARTY) | SYN_KNOW_BIT(SYN_KNOW_COMPANY) |                            \
        SYN_KNOW_BIT(SYN_KNOW_OUTLET))

/* How the form that was met names its entry. */
typedef enum syn_know_role {
    SYN_KNOW_R_NAME,      /* the usual name, or the lemma */
    SYN_KNOW_R_ALT,       /* another name or spelling */
    SYN_KNOW_R_OFFICIAL,  /* "Syrian Arab Republic" */
    SYN_KNOW_R_ACRONYM,   /* "UN", "U.N." */
    SYN_KNOW_R_FORMER,    /* "Burma", "Zaire" */
    SYN_KNOW_R_FOREIGN,   /* the name in another language */
    SYN_KNOW_R_ADJECTIVE, /* "Syrian" (adjective, and the people where both are one) */
    SYN_KNOW_R_PERSON,    /* "Dane", "Spaniard" */
    SYN_KNOW_R_PEOPLE,    /* plural: "Danes", "French" */
    SYN_KNOW_R_PLURAL,    /* plural of a common noun: "ministers" */
    SYN_KNOW_R_FAMILY,    /* a family name that stands for the office holder */
    SYN_KNOW_R_DOMAIN,    /* "reuters.com" */
    SYN_KNOW_R_CREDIT,    /* a way in which an outlet is credited */
    SYN_KNOW_R_INFLECTED, /* an irregular form of a lemma */
    SYN_KNOW_N_ROLE
} syn_know_role;

/* What is known of one entry: a view, all strings borrowed. Empty strings where nothing is known.
 */
typedef struct syn_know_entry {
    uint32_t idx; /* index of the entry, stable within one file */
    syn_know_kind kind;
    syn_str name;        /* canonical */
    syn_str key;         /* "iso3166:SY", "geonames:292223", "body:un"; unique */
    syn_str code;        /* CAMEO actor code ("SYR", "IGOUNO"), ISO 4217 for currencies */
    char country[3];     /* ISO 3166 alpha-2, NUL-terminated; "" if none */
    bool has_point;      /* lat and lon are known */
    double lat, lon;     /* degrees */
    uint32_t population; /* 0: unknown */
    int32_t from_ymd;    /* yyyymmdd of validity, 0: open; month or day 00: not known finer */
    int32_t to_ymd;
    syn_str table; /* "countries.tsv", or the Debian package's file */
    uint32_t line; /* in that table, 1-based; 0: not a line file */
} syn_know_entry;

/* ---- opening ------------------------------------------------------------------------------- */

/* Maps and checks the file: magic, version, chunk table, checksums. SYN_E_IO, _FORMAT, _VERSION,
 * _CHECKSUM, _TRUNCATED, _NOMEM. */
SYN_API syn_status syn_know_load(const char *path, syn_know **out, syn_err *err);
/* The same over bytes of the caller's (8-byte aligned), which must outlive the result. */
SYN_API syn_status syn_know_from_bytes(
    const void *bytes, size_t n_bytes, syn_know **out, syn_err *err);
SYN_API void syn_know_free(syn_know *know);
/* Hex digest (16 digits) of the file: the `know` of CONTRACT.md's `producer`. */
SYN_API syn_str syn_know_hash(const syn_know *know);

/* ---- finding by words ---------------------------------------------------------------------- */

/* What a look-up met. Walk its entries with syn_know_next. */
typedef struct syn_know_match {
    uint32_t n_words; /* words of the query that the form covers; 0: nothing found */
    uint32_t post, end;
    uint64_t kinds;
    uint8_t surface;    /* case class of the surface */
    syn_know_role role; /* of the entry that syn_know_next gave last */
} syn_know_match;

/* Longest form that starts at words[0] and names an entry of one of `kinds` (SYN_KNOW_BIT's
 * joined); returns the number of words it covers, 0 if none. Words are surface tokens; a hyphen may
 * be a token of its own; empty tokens are passed over only inside a form. */
SYN_API size_t syn_know_find(const syn_know *know, const syn_str *words, size_t n_words,
    uint64_t kinds, syn_know_match *match);
/* The whole of `phrase` (words apart by spaces or hyphens) must be a form. True if found. */
SYN_API bool syn_know_find_phrase(
    const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_match *match);
/* The same without regard to case (headlines in capitals, lower-cased text). */
SYN_API bool syn_know_find_nocase(
    const syn_know *know, syn_str phrase, uint64_t kinds, syn_know_match *match);
/* The next entry of a match, best first: by kind in the order above, then by population; towns of
 * unknown population come last of all. False at the end. Start over by copying the match before
 * walking it. */
SYN_API bool syn_know_next(const syn_know *know, syn_know_match *match, syn_know_entry *entry);

/* The first entry of one of `kinds` of which `phrase` is a form; `role` may be NULL. */
SYN_API bool syn_know_first(const syn_know *know, syn_str phrase, uint64_t kinds,
    syn_know_entry *entry, syn_know_role *role);

/* ---- finding by kind ----------------------------------------------------------------------- */

/* ISO alpha-2 or alpha-3, any case. */
SYN_API bool syn_know_country(const syn_know *know, syn_str code, syn_know_entry *entry);
SYN_API bool syn_know_by_key(const syn_know *know, syn_str key, syn_know_entry *entry);
SYN_API bool syn_know_cue_verb(const syn_know *know, syn_str lemma, syn_know_entry *entry);
SYN_API bool syn_know_cue_noun(const syn_know *know, syn_str lemma, syn_know_entry *entry);
SYN_API bool syn_know_event_verb(const syn_know *know, syn_str lemma, syn_know_entry *entry);
SYN_API bool syn_know_event_noun(const syn_know *know, syn_str lemma, syn_know_entry *entry);
SYN_API bool syn_know_signature(const syn_know *know, syn_str lemma, syn_know_entry *entry);
/* Longest title at words[0] ("deputy prime minister"); number of words, 0 if none. */
SYN_API size_t syn_know_title(
    const syn_know *know, const syn_str *words, size_t n_words, syn_know_entry *entry);
/* 'f', 'm', 'u' (either) or 0 when the name is not known. */
SYN_API char syn_know_given(const syn_know *know, syn_str name);
SYN_API bool syn_know_family(const syn_know *know, syn_str name);
/* By name, acronym, credit or domain; of a host name the longest known tail ("edition.cnn.com"). */
SYN_API bool syn_know_outlet(const syn_know *know, syn_str name_or_host, syn_know_entry *entry);

/* Who held an office. `office` is a key of offices.tsv without its prefix ("head_of_state",
 * "head_of_government", "foreign_minister", …), `country` alpha-2 or a body's key ("body:un").
 * ymd 0: of all times. Fills at most `cap` entries, latest first; returns how many there are. */
SYN_API size_t syn_know_holders(const syn_know *know, syn_str country, syn_str office, int32_t ymd,
    syn_know_entry *entries, size_t cap);

/* ---- walking, attributes, statistics ------------------------------------------------------- */

/* Entries [first, first + n) are those of a kind. */
SYN_API uint32_t syn_know_kind_range(const syn_know *know, syn_know_kind kind, uint32_t *first);
SYN_API uint32_t syn_know_n_entries(const syn_know *know);
SYN_API uint32_t syn_know_n_forms(const syn_know *know);
SYN_API bool syn_know_entry_at(const syn_know *know, uint32_t idx, syn_know_entry *entry);
SYN_API const char *syn_know_kind_name(syn_know_kind kind); /* "country"; never NULL */
SYN_API const char *syn_know_role_name(syn_know_role role);

/* The value of an attribute (a column of the table); empty if none. Lists keep their ";". */
SYN_API syn_str syn_know_attr(
    const syn_know *know, const syn_know_entry *entry, const char *attribute);
/* Is `value` a member of the ";" list that the attribute holds? */
SYN_API bool syn_know_attr_has(
    const syn_know *know, const syn_know_entry *entry, const char *attribute, const char *value);
/* The i-th attribute; false past the last. */
SYN_API bool syn_know_attr_at(const syn_know *know, const syn_know_entry *entry, uint32_t i,
    syn_str *attribute, syn_str *value);

/* ---- spelling ------------------------------------------------------------------------------ */

#define SYN_KNOW_SPELLING_MAX 64
/* Consonant key under which transliterations of one foreign name fall together (Sharaa, Shara',
 * Charaa; Hmeimim, Khmeimim; Tartus, Tartous; Kyiv, Kiev). Writes at most SYN_KNOW_SPELLING_MAX
 * bytes, not terminated, to `out`; returns the length. Equal keys are a hint, not a proof: ask
 * syn_know_same_spelling for a decision. */
SYN_API size_t syn_know_spelling_key(syn_str name, char out[SYN_KNOW_SPELLING_MAX]);
/* Are these two spellings of one name of a person or place? Word by word, particles (al-, el, -i-)
 * aside; both must have equal keys and near-equal vowels. "" is like nothing. */
SYN_API bool syn_know_same_spelling(syn_str a, syn_str b);

/* The folded key of a phrase, as look-ups use it: at most `cap` bytes to out; the length, or 0 when
 * it would not fit. */
SYN_API size_t syn_know_fold(syn_str phrase, char *out, size_t cap);

#ifdef __cplusplus
}
#endif
#endif
