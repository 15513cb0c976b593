/* SPDX-License-Identifier: Apache-2.0
 *
 * Alignment: which propositions of different reports are one claim.
 *
 * Each proposition is a unit vector over its names (by identity across reports), numbers, dates and
 * stems, weighted by inverse frequency among the story's propositions (Spärck Jones 1972); words of
 * nested clauses count less. Propositions are joined by greedy average-link clustering: pairs from
 * the most alike downwards; two groups are joined when the mean likeness of all their pairs is high
 * enough. Polarity keeps nothing apart: what one affirms and another denies is one claim. Pairs are
 * found through an inverted index; cost: quadratic in the propositions of a story at worst.
 * Deterministic: ties go by place. Rejected: single link (chains run through a whole report),
 * complete link (one odd wording splits a claim), more weight for the predicate, averaged word
 * vectors (docs/decisions/stories.md).
 */
#include "claim/build.h"

#include "claim/synonym.h"
#include "text/text.h"

#include <libstemmer.h>
#include <math.h>

/* Measured by `score story` on the two development stories, November 2026. */
static const float JOIN_AT = 0.22f, EDGE_AT = 0.10f, GROUP_WEIGHT = 0.9f, NAMES_ALONE = 0.5f,
                   NESTED = 0.35f;
enum { MAX_GROUPS = 4 };

typedef SYN_VEC(uint32_t) id_vec;
typedef SYN_VEC(float) float_vec;

typedef struct vector_work {
    syni_build *b;
    syn_intern terms;
    struct sb_stemmer *stemmer;
    id_vec *raw_terms; /* [n_prop] */
    float_vec *raw_weights;
    syn_map synonyms; /* "word\n" and a digit for the n-th group of the word: the group */
} vector_work;

static bool is_function_word(const syn_token *t)
{
    switch ((syn_upos)t->upos) {
    case SYN_UPOS_ADP:
    case SYN_UPOS_AUX:
    case SYN_UPOS_CCONJ:
    case SYN_UPOS_DET:
    case SYN_UPOS_PART:
    case SYN_UPOS_PRON:
    case SYN_UPOS_PUNCT:
    case SYN_UPOS_SCONJ:
    case SYN_UPOS_SYM:
    case SYN_UPOS_INTJ:
        return true;
    default:
        break;
    }
    static const char *const words[] = {"a", "about", "after", "all", "also", "an", "and", "any",
        "are", "as", "at", "be", "been", "before", "being", "both", "but", "by", "can", "could",
        "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "i", "if",
        "in", "into", "is", "it", "its", "more", "most", "no", "not", "of", "on", "one", "only",
        "or", "other", "our", "out", "over", "said", "say", "says", "she", "so", "some", "than",
        "that", "the", "their", "them", "there", "these", "they", "this", "those", "to", "told",
        "under", "up", "was", "we", "were", "what", "when", "which", "while", "who", "whom",
        "whose", "will", "with", "would", "you", "your", "mr", "mr.", "mrs.", "ms.", "issue",
        "matter", "fact", "way", "thing", "part", "move", "also", "would", "may", "might"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(t->form, syn_str_from(words[i])))
            return true;
    return false;
}

static uint32_t add_term(vector_work *w, uint32_t p, syn_str key, float weight)
{
    uint32_t id = syn_intern_id(&w->terms, key);
    if (id == SYN_NONE)
        return id;
    id_vec *ids = &w->raw_terms[p];
    float_vec *weights = &w->raw_weights[p];
    for (uint32_t i = 0; i < ids->n; i++)
        if (ids->items[i] == id) {
            if (weights->items[i] < weight)
                weights->items[i] = weight;
            return id;
        }
    SYN_PUSH(w->b->scratch, *ids, id);
    SYN_PUSH(w->b->scratch, *weights, weight);
    return id;
}

static uint32_t add_prefixed(vector_work *w, uint32_t p, char prefix, syn_str s, float weight)
{
    char key[96];
    if (s.len + 1 > sizeof key)
        s.len = sizeof key - 1;
    key[0] = prefix;
    memcpy(key + 1, s.ptr, s.len);
    return add_term(w, p, (syn_str){key, s.len + 1}, weight);
}

/* "hand over": the verb with its particle, as the table of synonyms writes it. */
static syn_str with_particle(
    const vector_work *w, const syni_doc_work *dw, uint32_t t, syn_str lower)
{
    uint32_t c = dw->is_parsed ? syni_tree_child(&dw->tree, t, SYN_DEPREL_COMPOUND_PRT) : SYN_NONE;
    if (c == SYN_NONE)
        return lower;
    return syn_arena_printf(w->b->scratch, "%.*s_%.*s", SYN_ARG(lower),
        SYN_ARG(syn_text_lower(w->b->scratch, dw->doc->lang->tokens.items[c].form)));
}

static void add_act(syni_prop *p, uint32_t id)
{
    if (p && id != SYN_NONE && p->n_act < sizeof p->act / sizeof *p->act)
        p->act[p->n_act++] = id;
}

/* `act`: the proposition whose act the word is; NULL for other words. */
static void add_word(vector_work *w, uint32_t p, uint32_t index, float weight, syni_prop *act)
{
    const syni_doc_work *dw = &w->b->docs[w->b->props.items[p].document];
    const syn_token *t = &dw->doc->lang->tokens.items[index];
    /* Verbs by their lemma; for the rest the stem does better than a lemma guessed for a rare word.
     */
    bool verb = t->lemma.len && (t->upos == SYN_UPOS_VERB || t->upos == SYN_UPOS_AUX);
    syn_str lower = syn_text_lower(w->b->scratch, verb ? t->lemma : t->form);
    if (!lower.len || lower.len > 64)
        return;
    const sb_symbol *stem =
        sb_stemmer_stem(w->stemmer, (const sb_symbol *)lower.ptr, (int)lower.len);
    if (stem)
        add_act(
            act, add_prefixed(w, p, '=',
                     (syn_str){(const char *)stem, (size_t)sb_stemmer_length(w->stemmer)}, weight));
    lower = with_particle(w, dw, index, lower);
    if (lower.len > 64)
        return;
    for (uint32_t i = 0; i < MAX_GROUPS; i++) {
        char key[80];
        memcpy(key, lower.ptr, lower.len);
        key[lower.len] = (char)('0' + i);
        uint32_t group = syn_map_get(&w->synonyms, (syn_str){key, lower.len + 1});
        if (group == SYN_NONE && lower.len > 3 && lower.ptr[lower.len - 1] == 's') {
            key[lower.len - 1] = (char)('0' + i); /* a plural */
            group = syn_map_get(&w->synonyms, (syn_str){key, lower.len});
        }
        if (group == SYN_NONE)
            break;
        int len = snprintf(key, sizeof key, "%u", group);
        add_act(act, add_prefixed(w, p, '~', (syn_str){key, (size_t)len}, weight * GROUP_WEIGHT));
    }
}

static uint32_t time_over(const syn_doc *doc, syn_span s)
{
    if (!doc->timex)
        return SYN_NONE;
    for (uint32_t i = 0; i < doc->timex->times.n; i++) {
        if (doc->timex->times.items[i].span.start > s.start)
            break;
        if (syn_span_contains(doc->timex->times.items[i].span, s))
            return i;
    }
    return SYN_NONE;
}

static uint32_t quantity_over(const syn_doc *doc, syn_span s)
{
    if (!doc->timex)
        return SYN_NONE;
    for (uint32_t i = 0; i < doc->timex->quantities.n; i++) {
        if (doc->timex->quantities.items[i].span.start > s.start)
            break;
        if (syn_span_contains(doc->timex->quantities.items[i].span, s))
            return i;
    }
    return SYN_NONE;
}

/* Is the token the act that the proposition bears on? Verbs that carry none stand for nothing. */
static bool is_light(syn_str lemma)
{
    static const char *const words[] = {"be", "have", "do", "make", "take", "go", "get", "come",
        "say", "tell", "give", "put", "use", "see", "let", "keep", "begin", "start", "continue",
        "become", "secure", "obtain", "achieve", "reach", "conduct", "provide", "remain", "include",
        "hold", "bring", "leave", "need", "want", "try", "work"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

static bool is_act(const syn_doc *doc, const syni_prop *p, uint32_t t)
{
    if (!doc->event || p->deep == SYN_NONE || p->deep >= doc->event->events.n)
        return false;
    const syn_event *e = &doc->event->events.items[p->deep];
    if (is_light(e->lemma) && p->aim != SYN_NONE && p->aim < doc->event->events.n)
        e = &doc->event->events.items[p->aim];
    return e->trigger_token == t && !is_light(e->lemma);
}

/* Words inside a relative clause or an apposition of the proposition tell of something else. */
static bool is_nested(const syni_doc_work *dw, const syni_prop *p, uint32_t t)
{
    if (p->head == SYN_NONE || !dw->is_parsed)
        return false;
    for (uint32_t steps = 0; steps < 64 && t != SYN_NONE && t != p->head; steps++) {
        const syn_token *token = &dw->doc->lang->tokens.items[t];
        uint32_t mark = syni_tree_child(&dw->tree, t, SYN_DEPREL_MARK);
        if (token->deprel == SYN_DEPREL_ADVCL && mark != SYN_NONE &&
            syn_str_eq_nocase(dw->doc->lang->tokens.items[mark].form, SYN_STR("to"))) {
            t = token->head; /* an aim belongs to the act */
            continue;
        }
        switch ((syn_deprel)token->deprel) {
        case SYN_DEPREL_ACL:
        case SYN_DEPREL_ACL_RELCL:
        case SYN_DEPREL_ADVCL:
        case SYN_DEPREL_APPOS:
        case SYN_DEPREL_PARATAXIS:
            return true;
        default:
            break;
        }
        t = token->head;
    }
    return false;
}

/* "According to local media": who says it is not what is said. */
static bool names_source(const syn_doc *doc, const syni_prop *p, syn_span span)
{
    if (p->attribution == SYN_NONE)
        return false;
    const syn_attribution *a = &doc->quote->attributions.items[p->attribution];
    bool own = p->event != SYN_NONE && doc->event && p->event < doc->event->events.n &&
               doc->event->events.items[p->event].trigger_token == a->cue_token;
    for (uint32_t i = 0; i < a->cue.n && !own; i++)
        if (syn_span_contains(a->cue.items[i], span))
            return true;
    for (uint32_t i = 0; i < a->source.n && !own; i++)
        if (syn_span_contains(a->source.items[i], span))
            return true;
    return false;
}

static void vector_of(vector_work *w, uint32_t index)
{
    syni_prop *p = &w->b->props.items[index];
    const syni_doc_work *dw = &w->b->docs[p->document];
    const syn_doc *doc = dw->doc;
    for (uint32_t t = p->first_token; t < p->end_token; t++) {
        const syn_token *token = &doc->lang->tokens.items[t];
        if (names_source(doc, p, token->span))
            continue;
        uint32_t m = dw->mention_of ? dw->mention_of[t] : SYN_NONE;
        if (m != SYN_NONE) {
            const syn_mention *mention = &doc->names->mentions.items[m];
            uint32_t s = mention->entity != SYN_NONE ? dw->entity_of[mention->entity] : SYN_NONE;
            if (s != SYN_NONE) {
                bool name = mention->kind == SYN_MENTION_NAME;
                char key[16];
                int len = snprintf(key, sizeof key, "%u", s);
                float near = is_nested(dw, p, t) ? NESTED : 1.0f;
                add_prefixed(
                    w, index, '@', (syn_str){key, (size_t)len}, (name ? 1.0f : 0.6f) * near);
                syn_str country = w->b->story->entities.items[s].country;
                if (country.len)
                    add_prefixed(w, index, '%', country, 0.5f * near);
                if (name)
                    continue;
            }
        }
        uint32_t time = time_over(doc, token->span);
        if (time != SYN_NONE) {
            syn_str value = doc->timex->times.items[time].value;
            if (value.len)
                add_prefixed(w, index, 't', syn_str_slice(value, 0, 10), 0.5f);
            continue;
        }
        uint32_t q = quantity_over(doc, token->span);
        if (q != SYN_NONE && token->upos == SYN_UPOS_NUM) {
            const syn_quantity *quantity = &doc->timex->quantities.items[q];
            double value = quantity->has_value ? quantity->value
                           : quantity->has_low ? quantity->low
                                               : quantity->high;
            char key[40];
            int len = snprintf(key, sizeof key, "%.6g", value);
            add_prefixed(w, index, '#', (syn_str){key, (size_t)len}, 0.7f);
            continue;
        }
        if (is_function_word(token))
            continue;
        float weight = token->upos == SYN_UPOS_ADJ || token->upos == SYN_UPOS_ADV ? 0.6f : 1.0f;
        if (is_nested(dw, p, t))
            weight *= NESTED;
        unsigned len;
        if (token->form.len && syn_cp_is_alnum(syn_utf8_decode(token->form, 0, &len)))
            add_word(w, index, t, weight, is_act(doc, p, t) ? p : NULL);
    }
}

static int by_id(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

static bool load_synonyms(vector_work *w)
{
    syn_map_init(&w->synonyms, w->b->scratch);
    for (uint32_t g = 0; syni_synonym_group(g).len; g++) {
        syn_str line = syni_synonym_group(g);
        for (size_t from = 0, to; from < line.len; from = to + 1) {
            to = from;
            while (to < line.len && line.ptr[to] != ' ')
                to++;
            for (char digit = '0'; digit < '0' + MAX_GROUPS; digit++) {
                syn_str key = syn_arena_printf(
                    w->b->scratch, "%.*s%c", (int)(to - from), line.ptr + from, digit);
                uint32_t *slot = syn_map_slot(&w->synonyms, key, SYN_NONE);
                if (!slot)
                    return false;
                if (*slot == SYN_NONE) {
                    *slot = g;
                    break;
                }
            }
        }
    }
    return true;
}

static bool vectors(syni_build *b, uint32_t *n_terms)
{
    vector_work w = {.b = b};
    syn_intern_init(&w.terms, b->scratch);
    if (!load_synonyms(&w))
        return false;
    w.stemmer = sb_stemmer_new("english", NULL);
    w.raw_terms = SYN_NEW_N(b->scratch, id_vec, b->props.n + 1);
    w.raw_weights = SYN_NEW_N(b->scratch, float_vec, b->props.n + 1);
    if (!w.stemmer || syn_arena_failed(b->scratch)) {
        if (w.stemmer)
            sb_stemmer_delete(w.stemmer);
        b->scratch->failed = true;
        return false;
    }
    for (uint32_t i = 0; i < b->props.n; i++)
        vector_of(&w, i);
    sb_stemmer_delete(w.stemmer);
    *n_terms = w.terms.map.n;
    b->is_word = SYN_NEW_N(b->scratch, bool, *n_terms + 1);
    for (uint32_t i = 0; i < *n_terms && b->is_word; i++) {
        char kind = syn_intern_str(&w.terms, i).ptr[0];
        b->is_word[i] = kind == '=' || kind == '~' || kind == '#';
    }
    uint32_t *df = SYN_NEW_N(b->scratch, uint32_t, *n_terms + 1);
    if (syn_arena_failed(b->scratch))
        return false;
    for (uint32_t i = 0; i < b->props.n; i++)
        for (uint32_t k = 0; k < w.raw_terms[i].n; k++)
            df[w.raw_terms[i].items[k]]++;
    for (uint32_t i = 0; i < b->props.n; i++) {
        syni_prop *p = &b->props.items[i];
        uint32_t n = w.raw_terms[i].n;
        p->terms = SYN_NEW_N(b->scratch, uint32_t, n + 1);
        p->weights = SYN_NEW_N(b->scratch, float, n + 1);
        if (syn_arena_failed(b->scratch))
            return false;
        for (uint32_t k = 0; k < n; k++)
            p->terms[k] = w.raw_terms[i].items[k];
        qsort(p->terms, n, sizeof *p->terms, by_id);
        double norm = 0;
        for (uint32_t k = 0; k < n; k++) {
            float raw = 0;
            for (uint32_t j = 0; j < n; j++)
                if (w.raw_terms[i].items[j] == p->terms[k])
                    raw = w.raw_weights[i].items[j];
            p->weights[k] = raw * (float)log(1.0 + (double)b->props.n / (double)df[p->terms[k]]);
            norm += (double)p->weights[k] * (double)p->weights[k];
        }
        for (uint32_t k = 0; k < n && norm > 0; k++)
            p->weights[k] = (float)((double)p->weights[k] / sqrt(norm));
        p->n_terms = n;
    }
    return true;
}

/* ---- pairs --------------------------------------------------------------------------------- */

typedef struct edge {
    uint32_t i, j;
    float likeness;
} edge;

typedef SYN_VEC(edge) edge_vec;

static int by_likeness(const void *x, const void *y)
{
    const edge *p = x, *q = y;
    if (p->likeness > q->likeness)
        return -1;
    if (p->likeness < q->likeness)
        return 1;
    if (p->i != q->i)
        return p->i < q->i ? -1 : 1;
    return p->j < q->j ? -1 : p->j > q->j;
}

/* Days that cannot be one: both known to the day, and different. */
static bool days_clash(const syni_build *b, const syni_prop *p, const syni_prop *q)
{
    if (p->time_idx == SYN_NONE || q->time_idx == SYN_NONE)
        return false;
    syn_str s = b->docs[p->document].doc->timex->times.items[p->time_idx].value;
    syn_str t = b->docs[q->document].doc->timex->times.items[q->time_idx].value;
    return s.len >= 10 && t.len >= 10 && s.ptr[4] == '-' && t.ptr[4] == '-' &&
           memcmp(s.ptr, t.ptr, 10) != 0;
}

static bool holds_act(const syni_prop *p, const syni_prop *q)
{
    for (uint32_t i = 0; i < p->n_act; i++)
        for (uint32_t k = 0; k < q->n_terms; k++)
            if (q->terms[k] == p->act[i])
                return true;
    return false;
}

bool syni_one_act(const syni_prop *p, const syni_prop *q)
{
    for (uint32_t i = 0; i < p->n_act; i++)
        for (uint32_t k = 0; k < q->n_act; k++)
            if (p->act[i] == q->act[k])
                return true;
    return (p->n_act == 0 || q->n_act == 0) && syni_same_act(p, q);
}

bool syni_same_act(const syni_prop *p, const syni_prop *q)
{
    return holds_act(p, q) || holds_act(q, p);
}

float syni_likeness(const syni_build *b, const syni_prop *p, const syni_prop *q)
{
    float dot = 0, common_p = 0, common_q = 0, all_p = 0, all_q = 0, said = 0;
    uint32_t i = 0, k = 0, n = 0;
    while (i < p->n_terms && k < q->n_terms) {
        if (p->terms[i] == q->terms[k]) {
            dot += p->weights[i] * q->weights[k];
            common_p += p->weights[i] * p->weights[i];
            common_q += q->weights[k] * q->weights[k];
            if (b->is_word[p->terms[i]])
                said += p->weights[i] * q->weights[k];
            n++;
            i++, k++;
        } else if (p->terms[i] < q->terms[k]) {
            i++;
        } else {
            k++;
        }
    }
    for (i = 0; i < p->n_terms; i++)
        all_p += p->weights[i] * p->weights[i];
    for (k = 0; k < q->n_terms; k++)
        all_q += q->weights[k] * q->weights[k];
    float held = all_p > 0 && all_q > 0
                     ? (common_p / all_p > common_q / all_q ? common_p / all_p : common_q / all_q)
                     : 0;
    float s = n >= 2 ? 0.75f * dot + 0.25f * held * (dot > 0.15f ? 1.0f : 0.5f) : 0.75f * dot;
    /* The same people alone are not the same thing. */
    if (said <= 0.0f)
        s *= NAMES_ALONE;
    if (days_clash(b, p, q))
        s *= 0.8f;
    if (p->document == q->document)
        s *= 0.85f;
    return s;
}

static bool pairs(syni_build *b, uint32_t n_terms, edge_vec *edges)
{
    uint32_t n = b->props.n;
    uint32_t *count = SYN_NEW_N(b->scratch, uint32_t, n_terms + 2);
    if (!count)
        return false;
    uint64_t total = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < b->props.items[i].n_terms; k++) {
            count[b->props.items[i].terms[k] + 1]++;
            total++;
        }
    uint32_t *at = SYN_NEW_N(b->scratch, uint32_t, n_terms + 2);
    uint32_t *list = SYN_NEW_N(b->scratch, uint32_t, (size_t)total + 1);
    uint32_t *mark = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    if (!at || !list || !mark)
        return false;
    for (uint32_t t = 0; t < n_terms; t++)
        count[t + 1] += count[t];
    for (uint32_t t = 0; t <= n_terms; t++)
        at[t] = count[t];
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < b->props.items[i].n_terms; k++)
            list[at[b->props.items[i].terms[k]]++] = i;
    for (uint32_t i = 0; i < n; i++) {
        const syni_prop *p = &b->props.items[i];
        for (uint32_t k = 0; k < p->n_terms; k++)
            for (uint32_t x = count[p->terms[k]]; x < count[p->terms[k] + 1]; x++) {
                uint32_t j = list[x];
                if (j <= i || mark[j] == i + 1)
                    continue;
                mark[j] = i + 1;
                const syni_prop *q = &b->props.items[j];
                /* One inside the other says part of the same, not the same. */
                if (p->document == q->document && syn_span_overlaps(p->span, q->span))
                    continue;
                edge e = {i, j, syni_likeness(b, p, q)};
                if (e.likeness >= EDGE_AT)
                    SYN_PUSH(b->scratch, *edges, e);
            }
    }
    if (edges->n)
        qsort(edges->items, edges->n, sizeof *edges->items, by_likeness);
    return !syn_arena_failed(b->scratch);
}

/* ---- groups -------------------------------------------------------------------------------- */

typedef struct group_work {
    syni_build *b;
    uint32_t *group;       /* [n_prop] */
    uint32_t *next;        /* [n_prop]: next member, SYN_NONE */
    uint32_t *last, *size; /* [n_prop], of a group's first member */
    uint32_t *first_edge;  /* [n_prop + 1] into adjacency */
    edge *adjacency;       /* by i */
} group_work;

static float mean_likeness(const group_work *w, uint32_t a, uint32_t c)
{
    if (w->size[a] > w->size[c]) {
        uint32_t t = a;
        a = c;
        c = t;
    }
    double sum = 0;
    for (uint32_t i = a; i != SYN_NONE; i = w->next[i])
        for (uint32_t x = w->first_edge[i]; x < w->first_edge[i + 1]; x++)
            if (w->group[w->adjacency[x].j] == c)
                sum += (double)w->adjacency[x].likeness;
    return (float)(sum / ((double)w->size[a] * (double)w->size[c]));
}

bool syni_build_align(syni_build *b)
{
    uint32_t n_terms = 0, n = b->props.n;
    edge_vec edges = {0};
    if (!vectors(b, &n_terms) || !pairs(b, n_terms, &edges))
        return false;
    group_work w = {.b = b};
    w.group = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    w.next = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    w.last = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    w.size = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    w.first_edge = SYN_NEW_N(b->scratch, uint32_t, n + 2);
    w.adjacency = SYN_NEW_N(b->scratch, edge, 2 * (size_t)edges.n + 1);
    if (syn_arena_failed(b->scratch))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        w.group[i] = w.last[i] = i;
        w.next[i] = SYN_NONE;
        w.size[i] = 1;
    }
    for (uint32_t e = 0; e < edges.n; e++) {
        w.first_edge[edges.items[e].i + 1]++;
        w.first_edge[edges.items[e].j + 1]++;
    }
    for (uint32_t i = 0; i < n; i++)
        w.first_edge[i + 1] += w.first_edge[i];
    uint32_t *fill = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    if (!fill)
        return false;
    for (uint32_t e = 0; e < edges.n; e++) {
        edge x = edges.items[e], y = {x.j, x.i, x.likeness};
        w.adjacency[w.first_edge[x.i] + fill[x.i]++] = x;
        w.adjacency[w.first_edge[y.i] + fill[y.i]++] = y;
    }
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t e = 0; e < edges.n; e++) {
            uint32_t a = w.group[edges.items[e].i], c = w.group[edges.items[e].j];
            if (a == c || mean_likeness(&w, a, c) < JOIN_AT)
                continue;
            if (c < a) {
                uint32_t t = a;
                a = c;
                c = t;
            }
            for (uint32_t i = c; i != SYN_NONE; i = w.next[i])
                w.group[i] = a;
            w.next[w.last[a]] = c;
            w.last[a] = w.last[c];
            w.size[a] += w.size[c];
        }
    uint32_t n_claims = 0;
    uint32_t *claim_of = SYN_NEW_N(b->scratch, uint32_t, n + 1);
    if (!claim_of)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (w.group[i] == i)
            claim_of[i] = n_claims++;
        b->props.items[i].claim = claim_of[w.group[i]];
    }
    return true;
}
