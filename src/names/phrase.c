/* SPDX-License-Identifier: Apache-2.0
 *
 * Noun phrases around a head noun: where they begin, whether they are definite, whose they are.
 *
 * With a parse the head and its parts of speech are asked; without one, closed lists of words stand
 * in. A phrase reaches at most NP_REACH tokens to the left and one "of NAME" to the right.
 */
#include "names/work.h"

#include "text/text.h"

#define NP_REACH 8

bool syni_is_plural(const syni_work *w, uint32_t t)
{
    syn_str form = w->tokens[t].form, xpos = w->tokens[t].xpos;
    if (xpos.len)
        return syn_str_eq_z(xpos, "NNS") || syn_str_eq_z(xpos, "NNPS");
    return form.len > 2 && form.ptr[form.len - 1] == 's' && form.ptr[form.len - 2] != 's';
}

bool syni_starts_lower(syn_str s)
{
    return s.len > 0 && !syn_text_is_capitalised(s);
}

/* Is the token the last noun of its phrase, as far as the words tell? */
bool syni_is_head(const syni_work *w, uint32_t t)
{
    const syn_token *k = &w->tokens[t];
    if (w->mention_at[t] != SYN_NONE)
        return false;
    if (w->parsed) {
        if (k->upos != SYN_UPOS_NOUN && k->upos != SYN_UPOS_PROPN)
            return false;
        if (k->deprel == SYN_DEPREL_COMPOUND || k->deprel == SYN_DEPREL_NMOD_DESC ||
            k->deprel == SYN_DEPREL_AMOD || k->deprel == SYN_DEPREL_FLAT)
            return false;
    }
    if (t + 1 >= w->n_tokens || w->tokens[t + 1].sentence != k->sentence)
        return true;
    syn_str next = w->tokens[t + 1].form;
    if (syni_token_is(w, t + 1, "-"))
        return false;
    /* a title before its name is evidence of the name, not a phrase of its own */
    if (w->mention_at[t + 1] != SYN_NONE &&
        w->mentions.items[w->mention_at[t + 1]].type == SYN_ENTITY_PER)
        return false;
    if (w->parsed)
        return true;
    static const char *const after[] = {"of", "and", "in", "on", "at", "to", "for", "from", "with",
        "by", "who", "which", "that", "said", "says", "told", "has", "have", "had", "is", "was",
        "were", "are", "will", "would", "could", "may", "also", "as", "after", "before", "'s", "’s",
        "’", "'", NULL};
    if (!syn_cp_is_alpha(syn_utf8_decode(next, 0, &(unsigned){0})))
        return true;
    for (const char *const *a = after; *a; a++)
        if (syni_token_is(w, t + 1, *a))
            return true;
    return false;
}

bool syni_any_of(const syni_work *w, uint32_t t, const char *const *list)
{
    for (; *list; list++)
        if (syni_token_is(w, t, *list))
            return true;
    return false;
}

syni_phrase syni_phrase_of(const syni_work *w, uint32_t head)
{
    static const char *const definite[] = {
        "the", "this", "that", "its", "his", "her", "their", "our", "both", NULL};
    static const char *const indefinite[] = {"a", "an", "another", "some", "any", "one", NULL};
    static const char *const former[] = {"former", "ex", "late", "ousted", "toppled", "deposed",
        "previous", "fallen", "old", "new", "next", "future", "then", NULL};
    static const char *const stops[] = {"of", "in", "by", "to", "for", "and", "or", "with", "from",
        "at", "on", "as", "that", "said", "told", "is", "was", "but", "when", "while", "who", NULL};
    syni_phrase p = {.first = head, .end = head + 1, .place_name = SYN_NONE};
    uint32_t sentence = w->tokens[head].sentence;
    for (unsigned step = 0; step < NP_REACH && p.first > 0; step++) {
        uint32_t t = p.first - 1;
        if (w->tokens[t].sentence != sentence)
            break;
        if (syni_any_of(w, t, definite)) {
            p.definite = true;
            p.first = t;
            break;
        }
        if (syni_any_of(w, t, indefinite)) {
            p.indefinite = true;
            p.first = t;
            break;
        }
        if (syni_any_of(w, t, stops))
            break;
        if (syni_token_is(w, t, "'s") || syni_token_is(w, t, "’s") || syni_token_is(w, t, "’") ||
            syni_token_is(w, t, "'")) {
            if (t == 0 || w->mention_at[t - 1] == SYN_NONE)
                break;
            p.possessed = true;
            p.definite = true;
            p.first = t;
            continue;
        }
        uint32_t name = w->mention_at[t];
        if (name != SYN_NONE) {
            /* a person's name is part of the phrase only as "X's" or "the X …" */
            uint32_t before = w->mentions.items[name].first;
            if (w->mentions.items[name].type == SYN_ENTITY_PER && !p.possessed &&
                (before == 0 || !syni_token_is(w, before - 1, "the")))
                break;
            if (p.place_name == SYN_NONE)
                p.place_name = name;
            p.first = w->mentions.items[name].first;
            if (p.possessed) {
                if (p.first > 0 && syni_token_is(w, p.first - 1, "the"))
                    p.first--;
                break;
            }
            continue;
        }
        if (syni_any_of(w, t, former)) {
            p.former = true;
            p.first = t;
            continue;
        }
        syn_str form = w->tokens[t].form;
        unsigned len;
        uint32_t c = form.len ? syn_utf8_decode(form, 0, &len) : ' ';
        bool word = syn_cp_is_alnum(c);
        if (syni_token_is(w, t, "-")) {
            p.first = t;
            continue;
        }
        if (!word)
            break;
        if (w->parsed) {
            uint8_t u = w->tokens[t].upos;
            if (u != SYN_UPOS_ADJ && u != SYN_UPOS_NOUN && u != SYN_UPOS_PROPN &&
                u != SYN_UPOS_NUM && !(u == SYN_UPOS_VERB && form.len > 3))
                break;
        }
        p.has_more = true;
        p.first = t;
    }
    /* "of Syria" behind */
    if (p.place_name == SYN_NONE && head + 2 < w->n_tokens && syni_token_is(w, head + 1, "of")) {
        uint32_t t = head + 2;
        if (syni_token_is(w, t, "the") && t + 1 < w->n_tokens)
            t++;
        uint32_t name = w->mention_at[t];
        if (name != SYN_NONE && w->mentions.items[name].type != SYN_ENTITY_PER &&
            w->tokens[t].sentence == sentence) {
            p.place_name = name;
            p.end = w->mentions.items[name].end;
            p.definite = p.definite || !p.indefinite;
        }
    }
    return p;
}
