/* SPDX-License-Identifier: Apache-2.0
 *
 * Trains the name tagger of src/names/ner.h.
 *
 * Linear-chain conditional random field (Lafferty et al. 2001) by stochastic gradient with AdaGrad
 * (Duchi et al. 2011) and dropout of features; labels that a source leaves open are summed over
 * (partially labelled chains, Tsuboi et al. 2008). The second pass is trained on what first-pass
 * models of other folds say of a document (stacking, Krishnan & Manning 2006).
 *
 * usage: train [options] --out FILE TRAIN[:WEIGHT]… --dev FILE…
 * Input: prepare.py's lines. Output: one file of sections that train/names/pack.py puts into the
 * weights container.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "know/know.h"
#include "names/ner.h"

#define L SYNI_NER_N_LABELS
#define PAD 24 /* floats a row */

typedef struct doc {
    syni_ner_token *tokens;
    uint32_t *mask; /* allowed labels [n] */
    uint32_t n, cap;
    int source;
    float weight;
    uint32_t *feats; /* ids, all tokens */
    uint32_t *first; /* [n + 1] */
    uint8_t *second;
    int fold;
} doc;

typedef struct docs {
    doc *items;
    uint32_t n, cap;
} docs;

static char *sources[64];
static int n_sources;
static uint64_t rng = 88172645463325252u;

static uint32_t rnd(void)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (uint32_t)(rng >> 16);
}

static void *need(void *p)
{
    if (!p) {
        fprintf(stderr, "out of memory\n");
        exit(3);
    }
    return p;
}

static const char *const type_names[] = {"PER", "ORG", "LOC", "NORP", "MISC"};

static uint32_t types_of(const char *s)
{
    uint32_t set = 0;
    for (uint32_t k = 0; k < SYNI_NER_N_TYPES; k++) {
        const char *at = strstr(s, type_names[k]);
        /* ORG is not part of NORP's spelling, nor the other way round */
        if (at)
            set |= 1u << k;
    }
    return set;
}

static void close_sentence(doc *d, uint32_t from, char (*labels)[32])
{
    uint32_t n = d->n - from;
    for (uint32_t i = 0; i < n;) {
        if (labels[i][0] == 'O') {
            d->mask[from + i] = 1;
            i++;
            continue;
        }
        if (labels[i][0] == '?') {
            d->mask[from + i] = (1u << L) - 1;
            i++;
            continue;
        }
        uint32_t end = i + 1;
        while (end < n && labels[end][0] == 'I')
            end++;
        uint32_t set = types_of(labels[i] + 2);
        for (uint32_t j = i; j < end; j++) {
            unsigned place = end - i == 1   ? SYNI_NER_S
                             : j == i       ? SYNI_NER_B
                             : j == end - 1 ? SYNI_NER_E
                                            : SYNI_NER_I;
            uint32_t m = 0;
            for (uint32_t k = 0; k < SYNI_NER_N_TYPES; k++)
                if (set & 1u << k)
                    m |= 1u << (1 + 4 * k + place);
            d->mask[from + j] = m;
        }
        i = end;
    }
}

static void read_file(const char *path, float weight, docs *out)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(3);
    }
    static char line[1 << 16];
    static char labels[1 << 16][32];
    doc *d = NULL;
    uint32_t from = 0, sentence = 0;
    while (fgets(line, sizeof line, f)) {
        size_t len = strlen(line);
        while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
            line[--len] = 0;
        if (strncmp(line, "#doc ", 5) == 0 && !strchr(line, '\t')) {
            if (out->n == out->cap) {
                out->cap = out->cap ? out->cap * 2 : 256;
                out->items = need(realloc(out->items, out->cap * sizeof *out->items));
            }
            d = &out->items[out->n++];
            memset(d, 0, sizeof *d);
            d->weight = weight;
            char name[64];
            sscanf(line + 5, "%63s", name);
            int s = 0;
            while (s < n_sources && strcmp(sources[s], name) != 0)
                s++;
            if (s == n_sources)
                sources[n_sources++] = need(strdup(name));
            d->source = s;
            from = 0;
            sentence = 0;
            continue;
        }
        if (len == 0) {
            if (d && d->n > from) {
                close_sentence(d, from, labels);
                from = d->n;
                sentence++;
            }
            continue;
        }
        char *tab = strchr(line, '\t');
        char *last = strrchr(line, '\t');
        if (!tab || !d)
            continue;
        if (d->n == d->cap) {
            d->cap = d->cap ? d->cap * 2 : 64;
            d->tokens = need(realloc(d->tokens, d->cap * sizeof *d->tokens));
            d->mask = need(realloc(d->mask, d->cap * sizeof *d->mask));
        }
        syni_ner_token *t = &d->tokens[d->n];
        t->form.len = (size_t)(tab - line);
        char *form = need(malloc(t->form.len + 1));
        memcpy(form, line, t->form.len);
        t->form.ptr = form;
        t->sentence = sentence;
        t->in_title = false;
        snprintf(labels[d->n - from], 32, "%s", last + 1);
        d->n++;
    }
    if (d && d->n > from)
        close_sentence(d, from, labels);
    fclose(f);
}

/* ---- words --------------------------------------------------------------------------------- */

static syni_ner_words words;

static void read_words(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(3);
    }
    uint32_t n = 0;
    char word[256];
    unsigned a, b, c;
    while (fscanf(f, "%255s %u %u %u", word, &a, &b, &c) == 4)
        n++;
    rewind(f);
    words.n_slots = 1;
    while (words.n_slots < n * 4 / 3)
        words.n_slots *= 2;
    uint32_t *check = need(calloc(words.n_slots, sizeof *check));
    syni_ner_word *w = need(calloc(words.n_slots, sizeof *w));
    uint64_t syn_hash(const void *, size_t, uint64_t);
    while (fscanf(f, "%255s %u %u %u", word, &a, &b, &c) == 4) {
        uint64_t h = syn_hash(word, strlen(word), 11);
        uint32_t at = (uint32_t)h & (words.n_slots - 1);
        while (check[at])
            at = (at + 1) & (words.n_slots - 1);
        check[at] = (uint32_t)(h >> 32) | 1;
        w[at] = (syni_ner_word){(uint16_t)a, (uint8_t)b, (uint8_t)c};
    }
    fclose(f);
    words.check = check;
    words.words = w;
    fprintf(stderr, "%u words, %u slots\n", n, words.n_slots);
}

/* ---- features ------------------------------------------------------------------------------ */

typedef struct dict {
    uint64_t *keys;
    uint32_t *value; /* count, then id */
    uint32_t n_slots, n;
} dict;

static void dict_init(dict *d, uint32_t slots)
{
    d->n_slots = slots;
    d->n = 0;
    d->keys = need(calloc(slots, sizeof *d->keys));
    d->value = need(calloc(slots, sizeof *d->value));
}

static uint32_t dict_slot(const dict *d, uint64_t key)
{
    uint32_t at = (uint32_t)(key ^ key >> 31) & (d->n_slots - 1);
    while (d->keys[at] && d->keys[at] != key)
        at = (at + 1) & (d->n_slots - 1);
    return at;
}

static syn_know *know;

static void features_of(doc *d, syn_arena *scratch, syni_ner_features *f)
{
    syn_arena_clear(scratch);
    if (!syni_ner_features_make(d->tokens, d->n, &words, know, d->second, scratch, f)) {
        fprintf(stderr, "features: out of memory\n");
        exit(3);
    }
}

static void build_dict(docs *train, dict *d, uint32_t min_count)
{
    syn_arena scratch;
    syn_arena_init(&scratch, 0);
    dict all;
    dict_init(&all, 1u << 26);
    for (uint32_t i = 0; i < train->n; i++) {
        syni_ner_features f;
        features_of(&train->items[i], &scratch, &f);
        for (uint32_t t = 0; t < f.n_tokens; t++)
            for (uint32_t k = 0; k < f.n[t]; k++) {
                uint64_t key = f.items[(size_t)t * SYNI_NER_N_FEATURES + k];
                uint32_t at = dict_slot(&all, key);
                if (!all.keys[at]) {
                    if (all.n > all.n_slots / 10 * 9)
                        continue;
                    all.keys[at] = key;
                    all.n++;
                }
                all.value[at]++;
            }
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < all.n_slots; i++)
        n += all.keys[i] && all.value[i] >= min_count;
    uint32_t slots = 1;
    while (slots < n * 2)
        slots *= 2;
    dict_init(d, slots);
    for (uint32_t i = 0; i < all.n_slots; i++)
        if (all.keys[i] && all.value[i] >= min_count) {
            uint32_t at = dict_slot(d, all.keys[i]);
            d->keys[at] = all.keys[i];
            d->value[at] = d->n++;
        }
    fprintf(stderr, "%u features, %u kept\n", all.n, d->n);
    free(all.keys);
    free(all.value);
    syn_arena_release(&scratch);
}

static void index_docs(docs *set, const dict *d)
{
    syn_arena scratch;
    syn_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < set->n; i++) {
        doc *x = &set->items[i];
        syni_ner_features f;
        features_of(x, &scratch, &f);
        free(x->feats);
        free(x->first);
        uint64_t total = 0;
        for (uint32_t t = 0; t < x->n; t++)
            total += f.n[t];
        x->feats = need(malloc((total + 1) * sizeof *x->feats));
        x->first = need(malloc((x->n + 1) * sizeof *x->first));
        uint32_t at = 0;
        for (uint32_t t = 0; t < x->n; t++) {
            x->first[t] = at;
            for (uint32_t k = 0; k < f.n[t]; k++) {
                uint32_t s = dict_slot(d, f.items[(size_t)t * SYNI_NER_N_FEATURES + k]);
                if (d->keys[s])
                    x->feats[at++] = d->value[s];
            }
        }
        x->first[x->n] = at;
    }
    syn_arena_release(&scratch);
}

/* ---- model --------------------------------------------------------------------------------- */

typedef struct model {
    float *w, *g; /* [n][PAD] */
    float bond[L][L], bond_g[L][L];
    uint32_t n;
} model;

static bool legal[L + 1][L + 1]; /* [L] is the edge */

static void model_init(model *m, uint32_t n)
{
    m->n = n;
    m->w = need(aligned_alloc(64, ((size_t)n + 1) * PAD * sizeof(float) / 64 * 64 + 64));
    m->g = need(aligned_alloc(64, ((size_t)n + 1) * PAD * sizeof(float) / 64 * 64 + 64));
    memset(m->w, 0, (size_t)n * PAD * sizeof(float));
    memset(m->g, 0, (size_t)n * PAD * sizeof(float));
    memset(m->bond, 0, sizeof m->bond);
    memset(m->bond_g, 0, sizeof m->bond_g);
}

static void model_free(model *m)
{
    free(m->w);
    free(m->g);
}

#define MAXLEN 4096
static float emit[MAXLEN][PAD], prob[2][MAXLEN][PAD], pair[2][L][L];
static float alpha[MAXLEN][PAD], beta[MAXLEN][PAD], ex[MAXLEN][PAD];
static uint32_t live[1 << 20];
static uint32_t live_first[MAXLEN + 1];

/* Posterior of labels within masks; pair sums added to pair[which]. Returns log Z. */
static double forward_backward(
    const model *m, const uint32_t *mask, uint32_t n, int which, const float (*eb)[L])
{
    (void)m;
    double logz = 0;
    float scale[MAXLEN];
    for (uint32_t i = 0; i < n; i++) {
        float top = -1e30f;
        for (unsigned k = 0; k < L; k++)
            if ((!mask || mask[i] >> k & 1) && emit[i][k] > top)
                top = emit[i][k];
        for (unsigned k = 0; k < L; k++)
            ex[i][k] = !mask || mask[i] >> k & 1 ? expf(emit[i][k] - top) : 0.0f;
        logz += top;
        float sum = 0;
        for (unsigned k = 0; k < L; k++) {
            float a = 0;
            if (i == 0)
                a = legal[L][k] ? 1.0f : 0.0f;
            else
                for (unsigned j = 0; j < L; j++)
                    a += alpha[i - 1][j] * eb[j][k];
            alpha[i][k] = a * ex[i][k];
            if (i == n - 1 && !legal[k][L])
                alpha[i][k] = 0;
            sum += alpha[i][k];
        }
        if (!(sum > 0))
            return -INFINITY;
        scale[i] = 1.0f / sum;
        logz += log(sum);
        for (unsigned k = 0; k < L; k++)
            alpha[i][k] *= scale[i];
    }
    for (unsigned k = 0; k < L; k++)
        beta[n - 1][k] = legal[k][L] ? 1.0f : 0.0f;
    for (uint32_t i = n - 1; i-- > 0;) {
        float nb[L];
        for (unsigned k = 0; k < L; k++)
            nb[k] = beta[i + 1][k] * ex[i + 1][k] * scale[i + 1];
        for (unsigned j = 0; j < L; j++) {
            float b = 0;
            for (unsigned k = 0; k < L; k++) {
                float v = eb[j][k] * nb[k];
                b += v;
                pair[which][j][k] += alpha[i][j] * v;
            }
            beta[i][j] = b;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        float sum = 0;
        for (unsigned k = 0; k < L; k++)
            sum += prob[which][i][k] = alpha[i][k] * beta[i][k];
        if (sum > 0)
            for (unsigned k = 0; k < L; k++)
                prob[which][i][k] /= sum;
    }
    return logz;
}

static double train_sentence(
    model *m, const doc *d, uint32_t from, uint32_t to, float rate, float drop, float l2)
{
    uint32_t n = to - from, at = 0;
    if (n > MAXLEN)
        return 0;
    uint32_t cut = (uint32_t)(drop * 65536.0f);
    for (uint32_t i = 0; i < n; i++) {
        live_first[i] = at;
        memset(emit[i], 0, sizeof emit[i]);
        for (uint32_t k = d->first[from + i]; k < d->first[from + i + 1]; k++) {
            if (drop > 0 && (rnd() & 65535) < cut)
                continue;
            live[at++] = d->feats[k];
            const float *row = m->w + (size_t)d->feats[k] * PAD;
            for (unsigned l = 0; l < PAD; l++)
                emit[i][l] += row[l];
        }
        if (drop > 0)
            for (unsigned l = 0; l < PAD; l++)
                emit[i][l] /= 1.0f - drop;
        if (at > (1u << 20) - 200)
            return 0;
    }
    live_first[n] = at;
    float eb[L][L];
    for (unsigned j = 0; j < L; j++)
        for (unsigned k = 0; k < L; k++)
            eb[j][k] = legal[j][k] ? expf(m->bond[j][k]) : 0.0f;
    memset(pair, 0, sizeof pair);
    double free_z = forward_backward(m, NULL, n, 0, (const float(*)[L])eb);
    double gold_z = forward_backward(m, d->mask + from, n, 1, (const float(*)[L])eb);
    if (!isfinite(gold_z) || !isfinite(free_z))
        return 0;
    for (uint32_t i = 0; i < n; i++) {
        float g[PAD] = {0};
        float big = 0;
        for (unsigned k = 0; k < L; k++) {
            g[k] = (prob[1][i][k] - prob[0][i][k]) * d->weight;
            if (fabsf(g[k]) > big)
                big = fabsf(g[k]);
        }
        if (big < 0.0005f)
            continue;
        for (uint32_t k = live_first[i]; k < live_first[i + 1]; k++) {
            float *w = m->w + (size_t)live[k] * PAD, *s = m->g + (size_t)live[k] * PAD;
            for (unsigned l = 0; l < PAD; l++) {
                float v = g[l] - l2 * w[l];
                s[l] += v * v;
                w[l] += rate * v / (sqrtf(s[l]) + 1e-3f);
            }
        }
    }
    for (unsigned j = 0; j < L; j++)
        for (unsigned k = 0; k < L; k++) {
            float v = (pair[1][j][k] - pair[0][j][k]) * d->weight;
            if (!legal[j][k] || v == 0)
                continue;
            m->bond_g[j][k] += v * v;
            m->bond[j][k] += rate * v / (sqrtf(m->bond_g[j][k]) + 1e-3f);
        }
    return free_z - gold_z;
}

static void decode(const model *m, const doc *d, uint8_t *out)
{
    static float v[MAXLEN][L];
    static uint8_t back[MAXLEN][L];
    for (uint32_t from = 0; from < d->n;) {
        uint32_t to = from;
        while (to < d->n && d->tokens[to].sentence == d->tokens[from].sentence)
            to++;
        uint32_t n = to - from;
        if (n > MAXLEN) {
            memset(out + from, 0, n);
            from = to;
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            memset(emit[i], 0, sizeof emit[i]);
            for (uint32_t k = d->first[from + i]; k < d->first[from + i + 1]; k++) {
                const float *row = m->w + (size_t)d->feats[k] * PAD;
                for (unsigned l = 0; l < PAD; l++)
                    emit[i][l] += row[l];
            }
            for (unsigned k = 0; k < L; k++) {
                float best = -1e30f;
                unsigned b = 0;
                if (i == 0)
                    best = legal[L][k] ? 0 : -1e30f;
                else
                    for (unsigned j = 0; j < L; j++)
                        if (legal[j][k] && v[i - 1][j] + m->bond[j][k] > best) {
                            best = v[i - 1][j] + m->bond[j][k];
                            b = j;
                        }
                v[i][k] = best + emit[i][k];
                back[i][k] = (uint8_t)b;
            }
        }
        unsigned at = 0;
        float top = -1e38f;
        for (unsigned k = 0; k < L; k++)
            if (legal[k][L] && v[n - 1][k] > top) {
                top = v[n - 1][k];
                at = k;
            }
        for (uint32_t i = n; i-- > 0;) {
            out[from + i] = (uint8_t)at;
            at = back[i][at];
        }
        from = to;
    }
}

/* F1 over spans whose gold type is known; prints a line a source. */
static double evaluate(const docs *set, uint8_t *const *labels, const char *what, bool detail)
{
    double sum = 0;
    int used = 0;
    for (int s = 0; s < n_sources; s++) {
        uint32_t tp = 0, ng = 0, np = 0, span = 0;
        uint32_t known = 0;
        for (uint32_t i = 0; i < set->n; i++)
            for (uint32_t t = 0; set->items[i].source == s && t < set->items[i].n; t++)
                for (unsigned k = 1; k < L; k++)
                    if (set->items[i].mask[t] >> k & 1)
                        known |= 1u << ((k - 1) / 4);
        uint32_t by[SYNI_NER_N_TYPES][3] = {{0}};
        for (uint32_t i = 0; i < set->n; i++) {
            const doc *d = &set->items[i];
            if (d->source != s)
                continue;
            for (uint32_t t = 0; t < d->n; t++) {
                uint32_t m = d->mask[t];
                bool gold_start = !(m & 1) && m;
                uint32_t place = 9, gset = 0;
                if (gold_start) {
                    for (unsigned k = 1; k < L; k++)
                        if (m >> k & 1) {
                            place = (k - 1) % 4;
                            gset |= 1u << ((k - 1) / 4);
                        }
                    gold_start = place == SYNI_NER_B || place == SYNI_NER_S;
                }
                uint32_t gend = t;
                if (gold_start) {
                    ng++;
                    by[__builtin_ctz(gset)][0]++;
                    if (place == SYNI_NER_B) {
                        while (gend + 1 < d->n) {
                            gend++;
                            uint32_t mm = d->mask[gend];
                            bool e = false;
                            for (unsigned k = 1; k < L; k++)
                                e = e || ((mm >> k & 1) && (k - 1) % 4 == SYNI_NER_E);
                            if (e)
                                break;
                        }
                    }
                }
                uint8_t p = labels[i][t];
                bool pstart = p && ((p - 1u) % 4 == SYNI_NER_B || (p - 1u) % 4 == SYNI_NER_S);
                uint32_t pend = t;
                if (pstart) {
                    np += known >> ((p - 1) / 4) & 1;
                    by[(p - 1) / 4][1]++;
                    if ((p - 1u) % 4 == SYNI_NER_B)
                        while (pend + 1 < d->n) {
                            pend++;
                            if ((labels[i][pend] - 1u) % 4 == SYNI_NER_E)
                                break;
                        }
                }
                if (gold_start && pstart && gend == pend) {
                    span++;
                    if (gset >> ((p - 1) / 4) & 1) {
                        tp++;
                        by[(p - 1) / 4][2]++;
                    }
                }
            }
        }
        if (!ng)
            continue;
        double P = np ? 100.0 * tp / np : 0, R = 100.0 * tp / ng;
        double F = P + R > 0 ? 2 * P * R / (P + R) : 0;
        fprintf(stderr, "  %s %-10s P %.2f R %.2f F %.2f  (span F %.2f)", what, sources[s], P, R, F,
            200.0 * span / (np + ng));
        if (detail)
            for (unsigned k = 0; k < SYNI_NER_N_TYPES; k++)
                fprintf(stderr, "  %s %.1f", type_names[k],
                    by[k][0] + by[k][1] ? 200.0 * by[k][2] / (by[k][0] + by[k][1]) : 0.0);
        fprintf(stderr, "\n");
        sum += F;
        used++;
    }
    return used ? sum / used : 0;
}

static void label_all(const model *m, const docs *set, uint8_t **labels, int fold)
{
    for (uint32_t i = 0; i < set->n; i++)
        if (fold < 0 || set->items[i].fold == fold)
            decode(m, &set->items[i], labels[i]);
}

static void train_model(model *m, docs *train, int leave_out, unsigned epochs, float rate,
    float drop, float l2, docs *dev, uint8_t **dev_labels)
{
    typedef struct item {
        uint32_t doc, from, to;
    } item;
    item *items = NULL;
    uint32_t n = 0, cap = 0;
    for (uint32_t i = 0; i < train->n; i++) {
        const doc *d = &train->items[i];
        if (leave_out >= 0 && d->fold == leave_out)
            continue;
        for (uint32_t from = 0; from < d->n;) {
            uint32_t to = from;
            while (to < d->n && d->tokens[to].sentence == d->tokens[from].sentence)
                to++;
            if (n == cap) {
                cap = cap ? cap * 2 : 4096;
                items = need(realloc(items, cap * sizeof *items));
            }
            items[n++] = (item){i, from, to};
            from = to;
        }
    }
    float *mean = NULL;
    float mean_bond[L][L];
    unsigned averaged = 0;
    for (unsigned e = 0; e < epochs; e++) {
        for (uint32_t i = n; i > 1; i--) {
            uint32_t j = rnd() % i;
            item t = items[i - 1];
            items[i - 1] = items[j];
            items[j] = t;
        }
        double loss = 0;
        float r = rate * (1.0f - 0.8f * (float)e / (float)epochs);
        for (uint32_t i = 0; i < n; i++)
            loss += train_sentence(
                m, &train->items[items[i].doc], items[i].from, items[i].to, r, drop, l2);
        fprintf(stderr, " epoch %u loss %.0f\n", e + 1, loss);
        if (dev && (e + 1 == epochs || e % 3 == 2)) {
            label_all(m, dev, dev_labels, -1);
            evaluate(dev, dev_labels, "dev", e + 1 == epochs);
        }
        (void)mean;
        (void)mean_bond;
        (void)averaged;
    }
    free(items);
}

/* ---- output -------------------------------------------------------------------------------- */

static void write_u32(FILE *f, uint32_t v)
{
    fwrite(&v, 4, 1, f);
}

/* Keeps the `keep` rows of greatest norm; returns the int pass for a check on dev. */
static syni_ner_pass pack(const model *m, const dict *d, uint32_t keep, float *scale_out)
{
    typedef struct row {
        float norm;
        uint32_t slot;
    } row;
    row *rows = need(malloc(sizeof *rows * (d->n + 1)));
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_slots; i++)
        if (d->keys[i]) {
            const float *w = m->w + (size_t)d->value[i] * PAD;
            float s = 0;
            for (unsigned k = 0; k < L; k++)
                s += w[k] * w[k];
            rows[n++] = (row){s, i};
        }
    /* threshold by a histogram search */
    float lo = 0, hi = 1e4f;
    for (int it = 0; it < 60; it++) {
        float mid = (lo + hi) / 2;
        uint32_t c = 0;
        for (uint32_t i = 0; i < n; i++)
            c += rows[i].norm > mid;
        if (c > keep)
            lo = mid;
        else
            hi = mid;
    }
    float top = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (rows[i].norm > hi) {
            kept++;
            const float *w = m->w + (size_t)d->value[rows[i].slot] * PAD;
            for (unsigned k = 0; k < L; k++)
                if (fabsf(w[k]) > top)
                    top = fabsf(w[k]);
        }
    if (top > 2.5f)
        top = 2.5f;
    float scale = 127.0f / top;
    uint32_t slots = 1;
    while (slots < kept + kept / 12)
        slots *= 2;
    uint32_t *check = need(calloc(slots, sizeof *check));
    int8_t *data = need(calloc(slots, L));
    uint32_t clash = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!(rows[i].norm > hi))
            continue;
        uint64_t key = d->keys[rows[i].slot];
        uint32_t c = (uint32_t)(key >> 32) | 1, at = (uint32_t)key & (slots - 1);
        while (check[at]) {
            clash += check[at] == c;
            at = (at + 1) & (slots - 1);
        }
        check[at] = c;
        const float *w = m->w + (size_t)d->value[rows[i].slot] * PAD;
        for (unsigned k = 0; k < L; k++) {
            float v = roundf(w[k] * scale);
            data[(size_t)at * L + k] = (int8_t)(v > 127 ? 127 : v < -127 ? -127 : v);
        }
    }
    int32_t *bonds = need(calloc(L * L, sizeof *bonds));
    for (unsigned j = 0; j < L; j++)
        for (unsigned k = 0; k < L; k++)
            bonds[j * L + k] = legal[j][k] ? (int32_t)roundf(m->bond[j][k] * scale) : INT32_MIN / 4;
    fprintf(stderr, "packed %u rows in %u slots, top %.2f, clashes %u\n", kept, slots, top, clash);
    free(rows);
    *scale_out = scale;
    return (syni_ner_pass){.check = check, .rows = data, .n_slots = slots, .bonds = bonds};
}

static void write_pass(FILE *f, const syni_ner_pass *p, float scale)
{
    write_u32(f, p->n_slots);
    fwrite(&scale, 4, 1, f);
    fwrite(p->check, 4, p->n_slots, f);
    fwrite(p->rows, L, p->n_slots, f);
    fwrite(p->bonds, 4, L * L, f);
}

int main(int argc, char **argv)
{
    const char *out = "ner.bin", *know_path = NULL, *dump = NULL;
    unsigned epochs = 10, folds = 5, fold_epochs = 6;
    float rate = 0.1f, drop = 0.2f, l2 = 0;
    uint32_t min_count = 3, keep = 117000, keep_first = 29000;
    docs train = {0}, dev = {0};
    bool to_dev = false;
    for (int i = 1; i < argc; i++) {
        char *a = argv[i];
        char *value = i + 1 < argc ? argv[i + 1] : NULL;
#define OPTION(name) (strcmp(a, name) == 0 && value && ++i)
        if (OPTION("--out"))
            out = value;
        else if (OPTION("--dump"))
            dump = value;
        else if (OPTION("--words"))
            read_words(value);
        else if (OPTION("--know"))
            know_path = value;
        else if (OPTION("--epochs"))
            epochs = (unsigned)strtoul(value, NULL, 10);
        else if (OPTION("--folds"))
            folds = (unsigned)strtoul(value, NULL, 10);
        else if (OPTION("--fold-epochs"))
            fold_epochs = (unsigned)strtoul(value, NULL, 10);
        else if (OPTION("--rate"))
            rate = strtof(value, NULL);
        else if (OPTION("--drop"))
            drop = strtof(value, NULL);
        else if (OPTION("--l2"))
            l2 = strtof(value, NULL);
        else if (OPTION("--min"))
            min_count = (uint32_t)strtoul(value, NULL, 10);
        else if (OPTION("--keep-first"))
            keep_first = (uint32_t)strtoul(value, NULL, 10);
        else if (OPTION("--keep"))
            keep = (uint32_t)strtoul(value, NULL, 10);
        else if (strcmp(a, "--dev") == 0)
            to_dev = true;
        else {
            float weight = 1;
            char *colon = strrchr(a, ':');
            if (colon) {
                weight = strtof(colon + 1, NULL);
                *colon = 0;
            }
            read_file(a, weight, to_dev ? &dev : &train);
        }
    }
#ifdef WITH_KNOW
    if (know_path) {
        syn_err err = {0};
        if (syn_know_load(know_path, &know, &err) != SYN_OK) {
            fprintf(stderr, "%s: %s\n", know_path, err.message);
            return 4;
        }
    }
#else
    (void)know_path;
#endif
    for (unsigned j = 0; j <= L; j++)
        for (unsigned k = 0; k <= L; k++)
            legal[j][k] = syni_ner_may_follow(j == L ? SYN_NONE : j, k == L ? SYN_NONE : k);
    for (uint32_t i = 0; i < train.n; i++)
        train.items[i].fold = (int)(rnd() % (folds ? folds : 1));
    fprintf(stderr, "%u documents to learn from, %u for dev\n", train.n, dev.n);
    uint8_t **dl = need(calloc(dev.n + 1, sizeof *dl)),
            **tl = need(calloc(train.n + 1, sizeof *tl));
    for (uint32_t i = 0; i < dev.n; i++)
        dl[i] = need(calloc(dev.items[i].n + 1, 1));
    for (uint32_t i = 0; i < train.n; i++)
        tl[i] = need(calloc(train.items[i].n + 1, 1));

    dict d1;
    build_dict(&train, &d1, min_count);
    index_docs(&train, &d1);
    index_docs(&dev, &d1);
    model m;
    model_init(&m, d1.n);
    fprintf(stderr, "first pass\n");
    train_model(&m, &train, -1, epochs, rate, drop, l2, &dev, dl);
    float scale1, scale2;
    syni_ner_pass p1 = pack(&m, &d1, keep_first, &scale1), p2;
    model_free(&m);
    /* the packed pass labels dev, as at run time */
    syn_arena scratch;
    syn_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < dev.n; i++) {
        syni_ner_features f;
        features_of(&dev.items[i], &scratch, &f);
        syni_ner_decode(&p1, dev.items[i].tokens, &f, &scratch, dl[i], NULL);
    }
    evaluate(&dev, dl, "packed 1", true);
    bool two = folds >= 2;
    if (two) {
        for (unsigned k = 0; k < folds; k++) {
            fprintf(stderr, "fold %u\n", k);
            model_init(&m, d1.n);
            train_model(&m, &train, (int)k, fold_epochs, rate, drop, l2, NULL, NULL);
            label_all(&m, &train, tl, (int)k);
            model_free(&m);
        }
        evaluate(&train, tl, "folds", true);
        for (uint32_t i = 0; i < train.n; i++)
            train.items[i].second = tl[i];
        for (uint32_t i = 0; i < dev.n; i++) {
            dev.items[i].second = need(malloc(dev.items[i].n + 1));
            memcpy(dev.items[i].second, dl[i], dev.items[i].n);
        }
        dict d2;
        build_dict(&train, &d2, min_count);
        index_docs(&train, &d2);
        index_docs(&dev, &d2);
        model_init(&m, d2.n);
        fprintf(stderr, "second pass\n");
        train_model(&m, &train, -1, epochs, rate, drop, l2, &dev, dl);
        p2 = pack(&m, &d2, keep, &scale2);
        for (uint32_t i = 0; i < dev.n; i++) {
            syni_ner_features f;
            features_of(&dev.items[i], &scratch, &f);
            syni_ner_decode(&p2, dev.items[i].tokens, &f, &scratch, dl[i], NULL);
        }
        evaluate(&dev, dl, "packed 2", true);
    }
    if (dump) {
        FILE *x = fopen(dump, "wb");
        for (uint32_t i = 0; x && i < dev.n; i++) {
            for (uint32_t t = 0; t < dev.items[i].n; t++) {
                uint32_t g = dev.items[i].mask[t], p = dl[i][t];
                uint32_t k = (uint32_t)__builtin_ctz(g);
                if (t && dev.items[i].tokens[t].sentence != dev.items[i].tokens[t - 1].sentence)
                    fputc('\n', x);
                fprintf(x, "%s %.*s %s%c %s%c\n", sources[dev.items[i].source],
                    (int)dev.items[i].tokens[t].form.len, dev.items[i].tokens[t].form.ptr,
                    k ? type_names[(k - 1) / 4] : "O", k ? "BIES"[(k - 1) % 4] : ' ',
                    p ? type_names[(p - 1) / 4] : "O", p ? "BIES"[(p - 1) % 4] : ' ');
            }
            fputc('\n', x);
        }
        if (x)
            fclose(x);
    }
    FILE *f = fopen(out, "wb");
    if (!f) {
        perror(out);
        return 3;
    }
    write_u32(f, two ? 2 : 1);
    write_u32(f, words.n_slots);
    fwrite(words.check, 4, words.n_slots, f);
    fwrite(words.words, sizeof *words.words, words.n_slots, f);
    write_pass(f, &p1, scale1);
    if (two)
        write_pass(f, &p2, scale2);
    return fclose(f) == 0 ? 0 : 3;
}
