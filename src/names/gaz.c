/* SPDX-License-Identifier: Apache-2.0
 *
 * Gazetteer hits of the knowledge file, longest form first, as features of the name tagger.
 *
 * Every capitalised token asks once for the longest form that names something (countries to
 * peoples), every token once for titles, given and family names and words that say what a name is.
 * A form marks all of its tokens with (kind, place in the form, adjective or not). Kinds below are
 * never facts here: the tagger learns how far to trust each.
 * Cost: two look-ups a token, each linear in the form met.
 */
#include "names/gaz.h"

#include "know/know.h"
#include "text/text.h"

#define MAX_WORDS 8
#define MAX_ENTRIES 12
#define BIG_CITY 150000u

static void add(syni_gaz *g, unsigned code)
{
    for (unsigned i = 0; i < g->n; i++)
        if (g->codes[i] == code)
            return;
    if (g->n < SYNI_GAZ_MAX)
        g->codes[g->n++] = (uint16_t)code;
}

static void mark(const syn_know *know, syn_know_match match, uint32_t at, syni_gaz *out)
{
    uint32_t n = match.n_words;
    syn_know_entry e;
    for (unsigned seen = 0; seen < MAX_ENTRIES && syn_know_next(know, &match, &e); seen++) {
        bool people = match.role == SYN_KNOW_R_ADJECTIVE || match.role == SYN_KNOW_R_PERSON ||
                      match.role == SYN_KNOW_R_PEOPLE;
        unsigned kind = e.kind == SYN_KNOW_CITY && e.population >= BIG_CITY
                            ? (unsigned)SYN_KNOW_N_KIND
                            : (unsigned)e.kind;
        for (uint32_t j = 0; j < n; j++) {
            unsigned place = n == 1       ? SYNI_NER_S
                             : j == 0     ? SYNI_NER_B
                             : j == n - 1 ? SYNI_NER_E
                                          : SYNI_NER_I;
            add(&out[at + j], kind * 8 + place + (people ? 4 : 0));
        }
    }
}

bool syni_gaz_find(const struct syn_know *know, const syni_ner_token *tokens, uint32_t n_tokens,
    syn_arena *scratch, syni_gaz *out)
{
    if (!know || n_tokens == 0)
        return true;
    const uint64_t names = SYN_KNOW_PLACES | SYN_KNOW_ORGS | SYN_KNOW_BIT(SYN_KNOW_SEAT) |
                           SYN_KNOW_BIT(SYN_KNOW_HOLDER) | SYN_KNOW_BIT(SYN_KNOW_NORP) |
                           SYN_KNOW_BIT(SYN_KNOW_FESTIVAL);
    const uint64_t others = SYN_KNOW_BIT(SYN_KNOW_TITLE) | SYN_KNOW_BIT(SYN_KNOW_GIVEN) |
                            SYN_KNOW_BIT(SYN_KNOW_FAMILY) | SYN_KNOW_BIT(SYN_KNOW_CALENDAR) |
                            SYN_KNOW_BIT(SYN_KNOW_STOPNAME) | SYN_KNOW_BIT(SYN_KNOW_KINDWORD);
    syn_str *forms = SYN_NEW_N(scratch, syn_str, n_tokens);
    if (!forms)
        return false;
    for (uint32_t i = 0; i < n_tokens; i++)
        forms[i] = tokens[i].form;
    uint32_t covered = 0;
    for (uint32_t i = 0; i < n_tokens; i++) {
        uint32_t n = 1;
        while (n < MAX_WORDS && i + n < n_tokens && tokens[i + n].sentence == tokens[i].sentence)
            n++;
        bool cap = syn_text_is_capitalised(forms[i]);
        syn_know_match m = {0};
        if (cap && syn_know_find(know, forms + i, n, names, &m) > 0 &&
            (i >= covered || i + m.n_words > covered)) {
            mark(know, m, i, out);
            if (i + m.n_words > covered)
                covered = i + m.n_words;
        }
        /* places without a capital, as people write in mail and questions */
        if (!cap && forms[i].len >= 4 &&
            syn_cp_is_lower(syn_utf8_decode(forms[i], 0, &(unsigned){0}))) {
            syn_know_match p = {0};
            syn_know_entry e;
            const uint64_t big = SYN_KNOW_BIT(SYN_KNOW_COUNTRY) | SYN_KNOW_BIT(SYN_KNOW_REGION) |
                                 SYN_KNOW_BIT(SYN_KNOW_CITY);
            if (syn_know_find_nocase(know, forms[i], big, &p) && syn_know_next(know, &p, &e) &&
                (e.kind != SYN_KNOW_CITY || e.population >= 100000))
                add(&out[i], (SYN_KNOW_N_KIND + 1u + (e.kind == SYN_KNOW_CITY)) * 8 +
                                 (p.role == SYN_KNOW_R_ADJECTIVE ? 4u : 0u));
        }
        syn_know_match o = {0};
        if (syn_know_find(know, forms + i, n, others, &o) > 0)
            mark(know, o, i, out);
    }
    return true;
}
