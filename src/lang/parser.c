/* SPDX-License-Identifier: Apache-2.0
 *
 * Opens the parser's weights and runs its stages over batches of sentences.
 *
 * Every shape and every index that a later loop uses is checked here, once; after that the network
 * is frozen. A batch holds up to eight sentences of about the same length, because eight rows use a
 * step's weights eight times; since all sums are exact, no sentence sees its neighbours.
 */
#include "lang/parse_net.h"

#include <stdlib.h>

enum { BATCH_SENTENCES = 8, BATCH_TOKENS = 1024, PARSE_VERSION = 1 };

/* ---- loading ------------------------------------------------------------------------------- */

typedef struct loader {
    const syn_weights *weights;
    syn_err *err;
    syn_status status; /* the first failure */
} loader;

static const syn_tensor *tensor(loader *l, const char *name, syn_dtype type, uint32_t n_dims,
    uint32_t d0, uint32_t d1, uint32_t d2)
{
    const syn_tensor *t = NULL;
    uint32_t dims[3] = {d0, d1, d2};
    if (l->status == SYN_OK)
        l->status = syn_weights_find_tensor(l->weights, name, type, n_dims, dims, &t, l->err);
    return l->status == SYN_OK ? t : NULL;
}

static const syn_tensor *strings(loader *l, const char *name, uint32_t n)
{
    return tensor(l, name, SYN_DTYPE_STRINGS, 1, n, 0, 0);
}

static void bad(loader *l, const char *what)
{
    if (l->status == SYN_OK)
        l->status = syn_err_set(l->err, SYN_E_FORMAT, "parse weights",
            "%s is out of range; install the weights that came with this program", what);
}

static const void *data(
    loader *l, const char *name, syn_dtype type, uint32_t n_dims, uint32_t d0, uint32_t d1)
{
    const syn_tensor *t = tensor(l, name, type, n_dims, d0, d1, 0);
    if (!t)
        return NULL;
    const float *v = t->data;
    for (uint64_t i = 0; type == SYN_DTYPE_F32 && i < t->len_bytes / sizeof *v; i++)
        if (!(v[i] > -1e6f && v[i] < 1e6f))
            bad(l, name);
    return t->data;
}

static uint32_t number(loader *l, const char *key, uint32_t low, uint32_t high)
{
    int64_t v = 0;
    if (l->status == SYN_OK)
        l->status = syn_weights_meta_int(l->weights, key, &v, l->err);
    if (l->status != SYN_OK)
        return low;
    if (v < low || v > high) {
        bad(l, key);
        return low;
    }
    return (uint32_t)v;
}

static float real(loader *l, const char *key)
{
    double v = 0;
    if (l->status == SYN_OK)
        l->status = syn_weights_meta_real(l->weights, key, &v, l->err);
    if (l->status == SYN_OK && !(v >= 1.0 && v <= 65536.0))
        bad(l, key);
    return (float)v;
}

/* Chunks `name`/w, /s, /b. n_out must come to `n_out` rounded up to eight. */
static void linear(loader *l, const char *name, uint32_t k, uint32_t n_out, syni_linear *out)
{
    char chunk[48];
    out->k = k;
    out->n_out = (n_out + 7) / 8 * 8;
    snprintf(chunk, sizeof chunk, "%s/w", name);
    const syn_tensor *w = tensor(l, chunk, SYN_DTYPE_I8, 3, out->n_out / 8, k / 2, 16);
    out->w = w ? w->data : NULL;
    snprintf(chunk, sizeof chunk, "%s/s", name);
    out->scale = data(l, chunk, SYN_DTYPE_F32, 1, out->n_out, 0);
    snprintf(chunk, sizeof chunk, "%s/b", name);
    out->bias = data(l, chunk, SYN_DTYPE_F32, 1, out->n_out, 0);
}

static void index_of(loader *l, const char *keys, const char *slots, syni_strings_index *out)
{
    out->strings = strings(l, keys, 0);
    const syn_tensor *t = tensor(l, slots, SYN_DTYPE_I32, 1, 0, 0, 0);
    if (!out->strings || !t)
        return;
    uint32_t n = t->dims[0];
    if (n == 0 || (n & (n - 1)) != 0 || n <= out->strings->dims[0]) {
        bad(l, slots);
        return;
    }
    out->slots = t->data;
    out->mask = n - 1;
    for (uint32_t i = 0; i < n; i++)
        if (out->slots[i] >= 0 && (uint32_t)out->slots[i] >= out->strings->dims[0])
            bad(l, slots);
}

static void load_words(loader *l, syni_parse *p)
{
    index_of(l, "words/forms", "words/slots", &p->words);
    p->n_words = p->words.strings ? p->words.strings->dims[0] : 0;
    if (l->status == SYN_OK && p->n_words == 0)
        bad(l, "words/forms");
    p->n_trained = number(l, "n_trained", 1, 1u << 20);
    p->n_affix_rows = number(l, "n_affix_rows", 1, 1u << 20);
    p->n_grams = number(l, "n_grams", 1, 1u << 22);
    p->min_gram = number(l, "min_gram", 1, 8);
    p->max_gram = number(l, "max_gram", p->min_gram, 8);
    p->max_grams = number(l, "max_grams", 1, 1024);
    if (l->status == SYN_OK && p->n_trained > p->n_words + 1)
        bad(l, "n_trained");
    p->ft_rows = data(l, "vectors/words", SYN_DTYPE_I8, 2, p->n_words, p->n_ft);
    p->ft_row_scale = data(l, "vectors/words_scale", SYN_DTYPE_F32, 1, p->n_words, 0);
    p->ft_grams = data(l, "vectors/grams", SYN_DTYPE_I8, 2, p->n_grams, p->n_ft);
    p->ft_gram_scale = data(l, "vectors/grams_scale", SYN_DTYPE_F32, 1, p->n_grams, 0);
    p->word_rows = data(l, "embed/words", SYN_DTYPE_I8, 2, p->n_trained, p->d);
    p->word_scale = data(l, "embed/words_scale", SYN_DTYPE_F32, 1, p->n_trained, 0);
    p->affix_rows = data(l, "embed/affixes", SYN_DTYPE_I8, 2, p->n_affix_rows, p->d);
    p->affix_scale = data(l, "embed/affixes_scale", SYN_DTYPE_F32, 1, p->n_affix_rows, 0);
}

static void load_labels(loader *l, syni_parse *p)
{
    const syn_tensor *upos = strings(l, "labels/upos", 0), *rels = strings(l, "labels/rels", 0);
    p->xpos_names = strings(l, "labels/xpos", 0);
    p->feats_names = strings(l, "labels/feats", 0);
    p->rules = strings(l, "labels/lemma_rules", 0);
    const syn_tensor *combos = tensor(l, "labels/triples", SYN_DTYPE_I16, 2, 0, 3, 0);
    if (l->status != SYN_OK)
        return;
    p->n_upos = upos->dims[0];
    p->n_xpos = p->xpos_names->dims[0];
    p->n_feats = p->feats_names->dims[0];
    p->n_rules = p->rules->dims[0];
    p->n_rels = rels->dims[0];
    p->n_combos = combos->dims[0];
    p->combos = combos->data;
    if (p->n_upos == 0 || p->n_upos > SYN_N_UPOS || p->n_xpos == 0 || p->n_feats == 0 ||
        p->n_rules == 0 || p->n_xpos > SYNI_PARSE_MAX_TAGS || p->n_feats > SYNI_PARSE_MAX_TAGS ||
        p->n_rules > SYNI_PARSE_MAX_TAGS || p->n_rels < 2 || p->n_rels > SYNI_PARSE_MAX_RELS ||
        p->n_combos == 0) {
        bad(l, "the number of labels");
        return;
    }
    for (uint32_t i = 0; i < p->n_combos; i++) {
        const int16_t *c = p->combos + 3 * (size_t)i;
        if (c[0] < 0 || (uint32_t)c[0] >= p->n_upos || c[1] < 0 || (uint32_t)c[1] >= p->n_xpos ||
            c[2] < 0 || (uint32_t)c[2] >= p->n_feats)
            bad(l, "labels/triples");
    }
    for (uint32_t i = 0; i < p->n_upos; i++) {
        uint32_t u = 0;
        while (
            u < SYN_N_UPOS && !syn_str_eq_z(syn_tensor_string(upos, i), syn_upos_name((syn_upos)u)))
            u++;
        if (u == SYN_N_UPOS)
            bad(l, "labels/upos");
        p->upos[i] = (uint8_t)u;
    }
    p->root_rel_class = SYN_NONE;
    for (uint32_t i = 0; i < p->n_rels; i++) {
        uint32_t r = 0;
        while (r < SYN_N_DEPRELS &&
               !syn_str_eq_z(syn_tensor_string(rels, i), syn_deprel_name((syn_deprel)r)))
            r++;
        if (r == SYN_N_DEPRELS)
            bad(l, "labels/rels");
        p->rels[i] = (uint8_t)r;
        if (r == SYN_DEPREL_ROOT)
            p->root_rel_class = i;
    }
    if (p->root_rel_class == SYN_NONE)
        bad(l, "labels/rels");
}

static void load_layers(loader *l, syni_parse *p)
{
    static const char *const names[2][2][2] = {
        {{"lstm1/fw_in", "lstm1/fw_back"}, {"lstm1/bw_in", "lstm1/bw_back"}},
        {{"lstm2/fw_in", "lstm2/fw_back"}, {"lstm2/bw_in", "lstm2/bw_back"}}};
    linear(l, "proj", p->n_ft, p->d, &p->proj);
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t way = 0; way < 2; way++) {
            linear(l, names[i][way][0], i ? 2 * p->h : p->d, 4 * p->h, &p->layer[i][way].in);
            linear(l, names[i][way][1], p->h, 4 * p->h, &p->layer[i][way].back);
        }
    linear(l, "tag_x", p->d, p->n_tag, &p->tag_x);
    linear(l, "tag_h", 2 * p->h, p->n_tag, &p->tag_h);
    linear(l, "tag_out", p->n_tag, p->n_upos + p->n_xpos + p->n_feats + p->n_rules, &p->tag_out);
    linear(l, "arcs", 2 * p->h, 2 * (p->n_arc + p->n_rel_units), &p->arcs);
    linear(l, "query", p->n_arc, p->n_arc, &p->query);
    linear(l, "rel_out", 3 * p->n_rel_units, p->n_rels, &p->rel_out);
    p->root_arc = data(l, "root/arc", SYN_DTYPE_I16, 1, p->n_arc, 0);
    p->root_rel = data(l, "root/rel", SYN_DTYPE_I16, 1, p->n_rel_units, 0);
    for (uint32_t i = 0; l->status == SYN_OK && i < p->n_arc; i++)
        if (p->root_arc[i] < 0 || p->root_arc[i] > 4095)
            bad(l, "root/arc");
}

static uint32_t width(loader *l, const char *key)
{
    uint32_t v = number(l, key, 16, 512);
    if (v % 16 != 0)
        bad(l, key);
    return v;
}

syn_status syni_parse_new(
    const syn_weights *weights, const syn_kernels *kernels, syni_parse **out, syn_err *err)
{
    syni_parse *p = calloc(1, sizeof *p);
    if (!p)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    loader l = {weights, err, SYN_OK};
    p->weights = weights;
    p->kernels = kernels;
    uint32_t version = number(&l, "parse.version", 1, 1u << 16);
    if (l.status == SYN_OK && version > PARSE_VERSION)
        l.status = syn_err_set(err, SYN_E_VERSION, "parse weights",
            "the network is of version %u and this program knows %d; install a newer program",
            (unsigned)version, (int)PARSE_VERSION);
    p->n_ft = width(&l, "width.vectors");
    p->d = width(&l, "width.input");
    p->h = width(&l, "width.state");
    p->n_tag = width(&l, "width.tag");
    p->n_arc = width(&l, "width.arc");
    p->n_rel_units = width(&l, "width.rel");
    /* So that sums stay in int32: 2047 * 4095 * 256, 32767 * 128 * 3 * 160. */
    if (p->n_arc > 256 || p->n_rel_units > 160)
        bad(&l, "a width");
    p->ft_one = real(&l, "one.vectors");
    p->x_one = real(&l, "one.input");
    p->tag_one = real(&l, "one.tag");
    p->arc_one = real(&l, "one.arc");
    p->query_one = real(&l, "one.query");
    p->rel_shift = number(&l, "shift.rel", 1, 14);
    p->rel_one = (float)(1u << p->rel_shift);
    load_words(&l, p);
    load_labels(&l, p);
    load_layers(&l, p);
    index_of(&l, "lexicon/keys", "lexicon/slots", &p->lexicon);
    p->lexicon_lemmas =
        strings(&l, "lexicon/lemmas", p->lexicon.strings ? p->lexicon.strings->dims[0] : 0);
    if (l.status != SYN_OK) {
        free(p);
        return l.status;
    }
    *out = p;
    return SYN_OK;
}

void syni_parse_free(syni_parse *parse)
{
    free(parse);
}

/* ---- running ------------------------------------------------------------------------------- */

typedef struct by_length {
    uint32_t n_tokens, sentence;
} by_length;

/* Longest first; then in order. */
static int compare_length(const void *a, const void *b)
{
    const by_length *x = a, *y = b;
    if (x->n_tokens != y->n_tokens)
        return x->n_tokens < y->n_tokens ? 1 : -1;
    return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

static bool run_batch(const syni_parse *p, syn_lang_layer *layer, const by_length *order,
    uint32_t n, syn_str *names, syn_arena *keep, syn_arena *scratch)
{
    syni_batch b = {.n_sentences = n, .n_steps = order[0].n_tokens, .names = names};
    uint32_t *sentences = SYN_NEW_N(scratch, uint32_t, n);
    uint32_t *first = SYN_NEW_N(scratch, uint32_t, b.n_steps);
    uint32_t *active = SYN_NEW_N(scratch, uint32_t, b.n_steps);
    if (syn_arena_failed(scratch))
        return false;
    for (uint32_t i = 0; i < n; i++)
        sentences[i] = order[i].sentence;
    for (uint32_t t = 0, live = n; t < b.n_steps; t++) {
        while (order[live - 1].n_tokens <= t)
            live--;
        first[t] = b.n_rows;
        active[t] = live;
        b.n_rows += live;
    }
    b.sentences = sentences;
    b.first = first;
    b.active = active;
    return syni_encode(p, layer, &b, scratch) && syni_tag(p, layer, &b, keep, scratch) &&
           syni_attach(p, layer, &b, scratch);
}

syn_status syni_parse_run(const syni_parse *parse, syn_lang_layer *layer, syn_arena *keep,
    syn_arena *scratch, syn_err *err)
{
    uint32_t n = 0;
    by_length *order = SYN_NEW_N(scratch, by_length, layer->sentences.n);
    if (layer->sentences.n == 0)
        return SYN_OK;
    syn_str *names = SYN_NEW_N(scratch, syn_str, (size_t)parse->n_xpos + parse->n_feats);
    bool ok = order != NULL && names != NULL;
    for (uint32_t i = 0; ok && i < layer->sentences.n; i++)
        if (layer->sentences.items[i].n_tokens > 0)
            order[n++] = (by_length){layer->sentences.items[i].n_tokens, i};
    if (ok)
        qsort(order, n, sizeof *order, compare_length);
    for (uint32_t at = 0; ok && at < n;) {
        uint32_t k = 1;
        while (k < BATCH_SENTENCES && at + k < n && (k + 1) * order[at].n_tokens <= BATCH_TOKENS)
            k++;
        syn_arena_mark mark = syn_arena_mark_get(scratch);
        ok = run_batch(parse, layer, order + at, k, names, keep, scratch);
        syn_arena_rewind(scratch, mark);
        at += k;
    }
    return ok ? SYN_OK : syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory while parsing");
}
