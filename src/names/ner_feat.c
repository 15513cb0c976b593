/* SPDX-License-Identifier: Apache-2.0
 *
 * Features of the name tagger.
 *
 * Local ones after Ratinov & Roth (2009, "Design challenges and misconceptions in named entity
 * recognition", CoNLL): words, shapes, affixes, word clusters, gazetteer hits. Document ones after
 * Chieu & Ng (2003) and Krishnan & Manning (2006): what else the document writes with the same word
 * (in lower case, in a longer name, after a title), and, in the second pass, how the first pass
 * labelled it. Features are 64-bit hashes of (template, values); 0 is "none".
 *
 * Invariant: the number of features of a token is at most SYNI_NER_N_FEATURES. Cost: linear in the
 * text; a document's words are interned once.
 * Rejected: parts of speech (the tagger must not wait for another's weights).
 */
#include "names/ner.h"

#include <string.h>

#include "base/map.h"
#include "names/gaz.h"
#include "text/text.h"

#define MAX_AFFIX 5

/* What is computed once per token. */
typedef struct token_info {
    uint64_t form, lower, shape;
    uint64_t prefix[MAX_AFFIX], suffix[MAX_AFFIX]; /* by characters, 1 … MAX_AFFIX; 0: too short */
    uint32_t id;                                   /* of the lower-cased word in the document */
    uint32_t form_id;                              /* of the form */
    syni_ner_word word;                            /* caps without the lexicon's bits */
    uint8_t lexicon;
    bool cap, alpha, upper, first; /* first: of its sentence */
    bool loud;                     /* stands in a sentence of capitals: case says little */
    uint32_t run_start, run_end;   /* the run of capitalised words around it; empty when not cap */
} token_info;

/* What the document says of one lower-cased word. */
typedef struct word_info {
    uint32_t n_lower, n_cap_inside;
    uint32_t longest; /* token that begins the longest run holding the word; SYN_NONE */
    uint32_t longest_length;
    uint64_t before[2]; /* lower-case words met right before a run that begins with the word */
    uint32_t votes[SYNI_NER_N_TYPES + 1]; /* second pass: types given, O last */
} word_info;

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ (b * UINT64_C(0x9E3779B97F4A7C15))) * UINT64_C(0xD6E8FEB86659FD93);
    x ^= x >> 32;
    x *= UINT64_C(0xD6E8FEB86659FD93);
    return x ^ (x >> 29);
}

static uint64_t hash(syn_str s)
{
    uint64_t h = syn_hash(s.ptr, s.len, 7);
    return h ? h : 1;
}

syni_ner_word syni_ner_word_find(const syni_ner_words *words, syn_str lower)
{
    syni_ner_word none = {0, 0, 0};
    if (!words || words->n_slots == 0)
        return none;
    uint64_t h = syn_hash(lower.ptr, lower.len, 11);
    uint32_t check = (uint32_t)(h >> 32) | 1;
    for (uint32_t at = (uint32_t)h & (words->n_slots - 1), left = words->n_slots; left > 0;
         at = (at + 1) & (words->n_slots - 1), left--) {
        if (words->check[at] == check)
            return words->words[at];
        if (words->check[at] == 0)
            break;
    }
    return none;
}

/* X x d - and the character itself for others, runs of one class cut to two. */
static uint64_t shape_of(syn_str form)
{
    char out[24];
    size_t n = 0;
    char last = 0, last_two = 0;
    for (size_t at = 0; at < form.len && n < sizeof out;) {
        unsigned len;
        uint32_t c = syn_utf8_decode(form, at, &len);
        at += len;
        char k = syn_cp_is_upper(c)   ? 'X'
                 : syn_cp_is_digit(c) ? 'd'
                 : syn_cp_is_alpha(c) ? 'x'
                 : c < 128            ? (char)c
                                      : '?';
        if (k == last && k == last_two)
            continue;
        out[n++] = k;
        last_two = last;
        last = k;
    }
    return hash((syn_str){out, n});
}

static void affixes(syn_str lower, token_info *t)
{
    size_t at = 0;
    for (unsigned i = 0; i < MAX_AFFIX; i++) {
        if (at >= lower.len)
            break;
        unsigned len;
        syn_utf8_decode(lower, at, &len);
        at += len;
        t->prefix[i] = hash((syn_str){lower.ptr, at});
    }
    at = lower.len;
    for (unsigned i = 0; i < MAX_AFFIX && at > 0; i++) {
        unsigned len;
        syn_utf8_decode_before(lower, at, &len);
        at -= len;
        t->suffix[i] = hash((syn_str){lower.ptr + at, lower.len - at});
    }
}

/* Words that may stand in lower case inside a capitalised run. */
static bool links_run(syn_str form)
{
    static const char *const links[] = {"of", "for", "the", "and", "de", "al", "el", "bin", "ibn",
        "van", "von", "der", "den", "la", "le", "du", "da", "do", "dos", "di", "y", "e", "-", "&",
        "’", "'", NULL};
    for (const char *const *l = links; *l; l++)
        if (syn_str_eq_z(form, *l))
            return true;
    return false;
}

static bool hyphen(syn_str form)
{
    return form.len == 1 && form.ptr[0] == '-';
}

static void find_runs(const syni_ner_token *tokens, uint32_t n, token_info *info)
{
    for (uint32_t i = 0; i < n;) {
        if (!info[i].cap) {
            i++;
            continue;
        }
        uint32_t end = i + 1;
        for (;;) {
            uint32_t j = end;
            uint32_t skipped = 0;
            while (j < n && skipped < 3 && !info[j].cap &&
                   tokens[j].sentence == tokens[i].sentence && links_run(tokens[j].form) &&
                   !syn_str_eq_z(tokens[j].form, "and")) {
                j++;
                skipped++;
            }
            if (j < n && tokens[j].sentence == tokens[i].sentence && info[j].cap)
                end = j + 1;
            else
                break;
        }
        for (uint32_t j = i; j < end; j++) {
            info[j].run_start = i;
            info[j].run_end = end;
        }
        i = end;
    }
}

static void mark_loud(const syni_ner_token *tokens, uint32_t n, token_info *info)
{
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i, n_alpha = 0, n_cap = 0;
        while (end < n && tokens[end].sentence == tokens[i].sentence) {
            if (info[end].alpha && (tokens[end].form.len > 3 || info[end].cap)) {
                n_alpha++;
                n_cap += info[end].cap;
            }
            end++;
        }
        bool loud = n_alpha >= 3 && n_cap * 10 >= n_alpha * 7;
        for (uint32_t j = i; j < end; j++)
            info[j].loud = loud;
        i = end;
    }
}

static void survey(const syni_ner_token *tokens, uint32_t n, const token_info *info,
    const uint8_t *second, word_info *words)
{
    for (uint32_t i = 0; i < n; i++) {
        const token_info *t = &info[i];
        word_info *w = &words[t->id];
        if (second) {
            uint32_t label = second[i];
            w->votes[label == 0 ? SYNI_NER_N_TYPES : (label - 1) / 4]++;
        }
        if (!t->alpha || t->loud)
            continue;
        if (!t->cap) {
            w->n_lower++;
            continue;
        }
        if (!t->first)
            w->n_cap_inside++;
        uint32_t length = t->run_end - t->run_start;
        if (w->longest == SYN_NONE || length > w->longest_length) {
            w->longest = t->run_start;
            w->longest_length = length;
        }
        if (t->run_start == i && i > 0 && tokens[i - 1].sentence == tokens[i].sentence &&
            info[i - 1].alpha) {
            uint64_t b = info[i - 1].lower;
            if (!w->before[0])
                w->before[0] = b;
            else if (w->before[0] != b && !w->before[1])
                w->before[1] = b;
        }
    }
}

/* Initials of runs of three and more, so that "AU" finds "African Union". */
static void find_acronyms(const syni_ner_token *tokens, uint32_t n, const token_info *info,
    syn_arena *scratch, syn_map *map)
{
    syn_map_init(map, scratch);
    for (uint32_t i = 0; i < n; i++) {
        if (!info[i].cap || info[i].run_start != i || info[i].loud)
            continue;
        for (uint32_t start = i; start < info[i].run_end && start < i + 2; start++) {
            char letters[12];
            size_t n_letters = 0;
            for (uint32_t j = start; j < info[i].run_end; j++) {
                if (!info[j].cap)
                    continue;
                unsigned char c = (unsigned char)tokens[j].form.ptr[0];
                if (c < 'A' || c > 'Z' || n_letters == sizeof letters || info[j].upper) {
                    n_letters = 0;
                    break;
                }
                letters[n_letters++] = (char)c;
            }
            if (n_letters >= 2)
                syn_map_put(map, syn_arena_str(scratch, (syn_str){letters, n_letters}), i);
        }
    }
}

enum template_id {
    T_BIAS = 1,
    T_FORM,
    T_LOWER,
    T_SHAPE,
    T_CLUSTER,
    T_COARSE,
    T_PREFIX,
    T_SUFFIX,
    T_LOWER_2,
    T_SHAPE_2,
    T_SHAPE_3,
    T_CLUSTER_2,
    T_COARSE_3,
    T_CAPS,
    T_CAPS_SHAPE,
    T_FIRST,
    T_LOUD,
    T_RUN,
    T_RUN_FIRST,
    T_RUN_LAST,
    T_RUN_BEFORE,
    T_RUN_AFTER,
    T_RUN_AROUND,
    T_DOC_LOWER,
    T_DOC_LONGEST_LAST,
    T_DOC_LONGEST_FIRST,
    T_DOC_BEFORE,
    T_ACRONYM,
    T_GAZ,
    T_GAZ_SHAPE,
    T_GAZ_2,
    T_SECOND,
    T_VOTE,
    T_VOTE_RUN,
    T_SUFFIX_NEAR,
    T_HYPHEN,
    T_LEXICON
};

typedef struct sink {
    uint64_t *items;
    uint32_t n;
} sink;

static void put(sink *s, uint64_t template_and_place, uint64_t value)
{
    if (s->n < SYNI_NER_N_FEATURES && value)
        s->items[s->n++] = mix(template_and_place, value) | 1;
}

#define AT(template, place) ((uint64_t)(template) * 16 + (uint64_t)(place))

static const token_info edge = {.lower = 3, .form = 3, .shape = 5, .id = SYN_NONE};

static void local(sink *s, const token_info *const *w, const syni_ner_token *token)
{
    /* w[0 … 4] are the tokens at -2 … +2 */
    const token_info *t = w[2];
    put(s, AT(T_BIAS, 0), 1);
    put(s, AT(T_FORM, 0), t->form);
    for (unsigned d = 0; d < 5; d++) {
        put(s, AT(T_LOWER, d), w[d]->lower);
        put(s, AT(T_SHAPE, d), w[d]->shape);
        put(s, AT(T_CLUSTER, d), w[d]->word.cluster);
        put(s, AT(T_COARSE, d), w[d]->word.coarse);
    }
    put(s, AT(T_LOWER_2, 0), mix(w[1]->lower, t->lower));
    put(s, AT(T_LOWER_2, 1), mix(t->lower, w[3]->lower));
    put(s, AT(T_LOWER_2, 2), mix(w[1]->lower, w[3]->lower));
    put(s, AT(T_SHAPE_2, 0), mix(w[1]->shape, t->shape));
    put(s, AT(T_SHAPE_2, 1), mix(t->shape, w[3]->shape));
    put(s, AT(T_SHAPE_3, 0), mix(mix(w[1]->shape, t->shape), w[3]->shape));
    put(s, AT(T_SHAPE_3, 1), mix(mix(w[1]->lower, t->shape), w[3]->lower));
    put(s, AT(T_CLUSTER_2, 0), mix(w[1]->word.cluster + 1u, t->word.cluster + 1u));
    put(s, AT(T_CLUSTER_2, 1), mix(t->word.cluster + 1u, w[3]->word.cluster + 1u));
    put(s, AT(T_CLUSTER_2, 2), mix(w[1]->lower, mix(t->shape, t->word.cluster + 1u)));
    put(s, AT(T_CLUSTER_2, 3), mix(w[3]->lower, mix(t->shape, t->word.cluster + 1u)));
    put(s, AT(T_COARSE_3, 0),
        mix(mix(w[1]->word.coarse + 1u, t->word.coarse + 1u), w[3]->word.coarse + 1u));
    for (unsigned i = 0; i < MAX_AFFIX; i++) {
        put(s, AT(T_PREFIX, i), t->prefix[i]);
        put(s, AT(T_SUFFIX, i), t->suffix[i]);
    }
    put(s, AT(T_SUFFIX_NEAR, 0), w[1]->suffix[2]);
    put(s, AT(T_SUFFIX_NEAR, 1), w[3]->suffix[2]);
    put(s, AT(T_SUFFIX_NEAR, 2), t->suffix[2] ? mix(t->suffix[2], t->shape) : 0);
    put(s, AT(T_CAPS, 1), w[1]->word.caps);
    put(s, AT(T_CAPS, 2), t->word.caps);
    put(s, AT(T_CAPS, 3), w[3]->word.caps);
    put(s, AT(T_CAPS_SHAPE, 0), mix(t->word.caps + 1u, t->shape));
    if (t->first)
        put(s, AT(T_FIRST, 0), mix(t->word.caps + 1u, t->shape));
    if (t->loud)
        put(s, AT(T_LOUD, 0), mix(t->word.caps + 1u, t->shape));
    if (t->cap) {
        put(s, AT(T_LEXICON, 0), t->lexicon);
        put(s, AT(T_LEXICON, 1), mix(t->lexicon + 1u, t->shape));
        put(s, AT(T_LEXICON, 2), w[1]->cap ? mix(t->lexicon + 1u, w[1]->lexicon + 1u) : 0);
        put(s, AT(T_LEXICON, 3), w[3]->cap ? mix(t->lexicon + 1u, w[3]->lexicon + 1u) : 0);
    } else {
        put(s, AT(T_LEXICON, 4), t->lexicon);
    }
    if (token->in_title)
        put(s, AT(T_LOUD, 1), mix(t->word.caps + 1u, t->shape));
    (void)token;
}

static void run_features(
    sink *s, const syni_ner_token *tokens, const token_info *info, uint32_t n, uint32_t i)
{
    const token_info *t = &info[i];
    if (t->run_end <= t->run_start)
        return;
    uint32_t length = t->run_end - t->run_start, place = i - t->run_start;
    uint32_t from_end = t->run_end - 1 - i;
    uint64_t sentence = tokens[i].sentence;
    const token_info *before = t->run_start > 0 && tokens[t->run_start - 1].sentence == sentence
                                   ? &info[t->run_start - 1]
                                   : &edge;
    const token_info *after =
        t->run_end < n && tokens[t->run_end].sentence == sentence ? &info[t->run_end] : &edge;
    put(s, AT(T_RUN, 0), mix((length > 6 ? 6 : length) + 1u, (place > 3 ? 3 : place) + 1u));
    put(s, AT(T_RUN, 1), mix((from_end > 3 ? 3 : from_end) + 1u, (place > 3 ? 3 : place) + 1u));
    uint64_t where = place == 0 ? 1 : from_end == 0 ? 2 : 3;
    put(s, AT(T_RUN_FIRST, 0), mix(info[t->run_start].lower, where));
    put(s, AT(T_RUN_LAST, 0), mix(info[t->run_end - 1].lower, where));
    put(s, AT(T_RUN_LAST, 1), mix(info[t->run_end - 1].word.cluster + 1u, where));
    put(s, AT(T_RUN_BEFORE, 0), mix(before->lower, where));
    put(s, AT(T_RUN_BEFORE, 1), mix(before->word.cluster + 1u, where));
    put(s, AT(T_RUN_AFTER, 0), mix(after->lower, where));
    put(s, AT(T_RUN_AFTER, 1), mix(after->word.cluster + 1u, where));
    put(s, AT(T_RUN_AROUND, 0), mix(before->lower, after->lower));
}

static void document(sink *s, const syni_ner_token *tokens, const token_info *info,
    const word_info *words, const syn_map *acronyms, uint32_t i)
{
    const token_info *t = &info[i];
    const word_info *w = &words[t->id];
    if (t->alpha) {
        put(s, AT(T_DOC_LOWER, 0),
            1u + (w->n_lower > 0) + 2u * (w->n_cap_inside > 1) + 4u * t->cap + 8u * t->loud +
                16u * t->first);
        if (t->cap)
            put(s, AT(T_DOC_LOWER, 1),
                mix(1u + (w->n_lower > 0) + 2u * (w->n_cap_inside > 0), t->word.caps + 1u));
    }
    if (t->cap && w->longest != SYN_NONE) {
        const token_info *l = &info[w->longest];
        if (w->longest != t->run_start && w->longest_length > t->run_end - t->run_start) {
            uint64_t last = info[l->run_end - 1].lower == t->lower;
            put(s, AT(T_DOC_LONGEST_LAST, 0), mix(info[l->run_end - 1].lower, last + 1));
            put(s, AT(T_DOC_LONGEST_LAST, 1),
                mix(info[l->run_end - 1].word.cluster + 1u, last + 1));
            put(s, AT(T_DOC_LONGEST_FIRST, 0), mix(l->lower, last + 1));
            put(s, AT(T_DOC_LONGEST_FIRST, 1), mix(l->word.cluster + 1u, last + 1));
        }
        put(s, AT(T_DOC_BEFORE, 0), w->before[0]);
        put(s, AT(T_DOC_BEFORE, 0), w->before[1]);
    }
    if (t->upper && tokens[i].form.len >= 2 && tokens[i].form.len < 12) {
        uint32_t run = syn_map_get(acronyms, tokens[i].form);
        if (run != SYN_NONE) {
            put(s, AT(T_ACRONYM, 0), info[info[run].run_end - 1].lower);
            put(s, AT(T_ACRONYM, 1), 1);
        }
    }
}

static void gazetteer(sink *s, const syni_gaz *gaz, const token_info *info, uint32_t n, uint32_t i)
{
    for (int d = -1; d <= 1; d++) {
        if ((d < 0 && i == 0) || (d > 0 && i + 1 >= n))
            continue;
        const syni_gaz *g = &gaz[(int64_t)i + d];
        for (unsigned k = 0; k < g->n; k++) {
            put(s, AT(T_GAZ, d + 1), g->codes[k] + 1u);
            if (d == 0)
                put(s, AT(T_GAZ_SHAPE, 0), mix(g->codes[k] + 1u, info[i].shape));
        }
    }
    const syni_gaz *g = &gaz[i];
    uint64_t all = 1;
    for (unsigned k = 0; k < g->n; k++)
        all = mix(all, g->codes[k] + 1u);
    put(s, AT(T_GAZ_2, 0), g->n ? all : 0);
}

static void second_pass(sink *s, const token_info *info, const word_info *words,
    const uint8_t *second, const syn_map *runs, const uint32_t (*run_votes)[SYNI_NER_N_TYPES + 1],
    const uint32_t *run_of, uint32_t n, uint32_t i)
{
    (void)runs;
    for (int d = -2; d <= 2; d++) {
        if ((d < 0 && i < (uint32_t)-d) || (d > 0 && i + (uint32_t)d >= n))
            continue;
        put(s, AT(T_SECOND, d + 2), second[(int64_t)i + d] + 1u);
    }
    put(s, AT(T_SECOND, 5), mix(second[i] + 1u, info[i].lower));
    put(s, AT(T_SECOND, 6), mix(second[i] + 1u, info[i].shape));
    if (!info[i].cap)
        return;
    uint32_t own = second[i] == 0 ? SYNI_NER_N_TYPES : (uint32_t)(second[i] - 1) / 4;
    for (unsigned pass = 0; pass < 2; pass++) {
        uint32_t votes[SYNI_NER_N_TYPES + 1];
        memcpy(votes, pass ? run_votes[run_of[i]] : words[info[i].id].votes, sizeof votes);
        if (votes[own] > 0)
            votes[own]--;
        uint32_t best = SYN_NONE, total = 0;
        for (uint32_t k = 0; k <= SYNI_NER_N_TYPES; k++) {
            total += votes[k];
            if (votes[k] > 0 && (best == SYN_NONE || votes[k] > votes[best]))
                best = k;
        }
        if (best == SYN_NONE)
            continue;
        bool sure = votes[best] == total;
        unsigned t = pass ? T_VOTE_RUN : T_VOTE;
        put(s, AT(t, 0), 1u + best);
        put(s, AT(t, 1), mix(1u + best, 1u + sure + 2u * (total > 2)));
        put(s, AT(t, 2), mix(1u + best, second[i] + 1u));
    }
}

bool syni_ner_features_make(const syni_ner_token *tokens, uint32_t n, const syni_ner_words *words,
    const struct syn_know *know, const uint8_t *second, syn_arena *scratch, syni_ner_features *out)
{
    out->n_tokens = n;
    out->items = SYN_NEW_N(scratch, uint64_t, (size_t)n * SYNI_NER_N_FEATURES);
    out->n = SYN_NEW_N(scratch, uint32_t, n);
    token_info *info = SYN_NEW_N(scratch, token_info, n);
    syni_gaz *gaz = SYN_NEW_N(scratch, syni_gaz, n);
    uint32_t *run_of = SYN_NEW_N(scratch, uint32_t, n);
    if (n > 0 && (!out->items || !out->n || !info || !gaz || !run_of))
        return false;
    syn_intern lower_ids;
    syn_intern_init(&lower_ids, scratch);
    for (uint32_t i = 0; i < n; i++) {
        token_info *t = &info[i];
        syn_str lower = syn_text_lower(scratch, tokens[i].form);
        t->form = hash(tokens[i].form);
        t->lower = hash(lower);
        t->shape = shape_of(tokens[i].form);
        affixes(lower, t);
        t->id = syn_intern_id(&lower_ids, lower);
        t->word = syni_ner_word_find(words, lower);
        t->lexicon = t->word.caps >> 3;
        t->word.caps &= 7;
        unsigned len;
        uint32_t c = tokens[i].form.len ? syn_utf8_decode(tokens[i].form, 0, &len) : 0;
        t->cap = syn_cp_is_upper(c);
        t->alpha = syn_cp_is_alpha(c);
        t->upper = syn_text_is_all_caps(tokens[i].form);
        t->first = i == 0 || tokens[i - 1].sentence != tokens[i].sentence ||
                   (i > 0 && info[i - 1].first && !info[i - 1].alpha);
    }
    find_runs(tokens, n, info);
    mark_loud(tokens, n, info);
    uint32_t n_words = lower_ids.map.n;
    word_info *survey_words = SYN_NEW_N(scratch, word_info, n_words);
    uint32_t(*run_votes)[SYNI_NER_N_TYPES + 1] = NULL;
    if (syn_arena_failed(scratch))
        return false;
    for (uint32_t i = 0; i < n_words; i++)
        survey_words[i].longest = SYN_NONE;
    survey(tokens, n, info, second, survey_words);
    if (second) {
        /* a run by the hash of its words */
        syn_intern runs;
        syn_intern_init(&runs, scratch);
        for (uint32_t i = 0; i < n; i++) {
            uint64_t h = info[i].lower;
            if (info[i].cap) {
                h = 1;
                for (uint32_t j = info[i].run_start; j < info[i].run_end; j++)
                    h = mix(h, info[j].lower);
                h = mix(h, i - info[i].run_start + 1u);
            }
            run_of[i] = syn_intern_id(&runs, (syn_str){(const char *)&h, sizeof h});
        }
        run_votes = syn_arena_calloc(scratch, runs.map.n, sizeof *run_votes);
        if (syn_arena_failed(scratch))
            return false;
        for (uint32_t i = 0; i < n; i++)
            run_votes[run_of[i]][second[i] == 0 ? SYNI_NER_N_TYPES : (second[i] - 1) / 4]++;
    }
    syn_map acronyms;
    find_acronyms(tokens, n, info, scratch, &acronyms);
    if (!syni_gaz_find(know, tokens, n, scratch, gaz) || syn_arena_failed(scratch))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        sink s = {out->items + (size_t)i * SYNI_NER_N_FEATURES, 0};
        const token_info *w[5];
        for (int d = -2; d <= 2; d++) {
            bool in = (d >= 0 || i >= (uint32_t)-d) && (d <= 0 || i + (uint32_t)d < n) &&
                      tokens[(int64_t)i + d].sentence == tokens[i].sentence;
            w[d + 2] = in ? &info[(int64_t)i + d] : &edge;
        }
        local(&s, w, &tokens[i]);
        run_features(&s, tokens, info, n, i);
        document(&s, tokens, info, survey_words, &acronyms, i);
        gazetteer(&s, gaz, info, n, i);
        if (i > 0 && hyphen(tokens[i - 1].form))
            put(&s, AT(T_HYPHEN, 0), info[i].lower);
        if (i + 1 < n && hyphen(tokens[i + 1].form))
            put(&s, AT(T_HYPHEN, 1), i + 2 < n ? info[i + 2].lower : 1);
        if (second)
            second_pass(&s, info, survey_words, second, NULL,
                (const uint32_t(*)[SYNI_NER_N_TYPES + 1]) run_votes, run_of, n, i);
        out->n[i] = s.n;
    }
    return !syn_arena_failed(scratch);
}
