/* SPDX-License-Identifier: Apache-2.0
 *
 * Trains the two heads of `quote`.
 *
 *     train_quote [--bare] MODELS KNOW CLASSES TRAIN.plain OUT.bin [DEV.plain DEV.jsonl [LEAST
 * [EPOCHS]]]
 *
 * The cue head is logistic regression over every token outside a gold content; the span head is a
 * linear-chain CRF over the window of each gold cue (Lafferty et al. 2001), both by AdaGrad (Duchi
 * et al. 2011) on hashed features that the stage itself computes (src/quote/quote_view.h). Whether
 * a token of the training set looks like a cue (a feature of the span head) is told by cue heads of
 * four folds that have not seen its document. Weights are rounded to hundredths of a nat.
 *
 * OUT.bin: four u32 (bits of the cue, node and edge tables, least cue score), u32 bits of the
 * classes, the tables as int16, the classes as u32 pairs; train/quote/pack.py makes
 * models/quote.syn of one for parsed text and one (--bare) for text without a parse. With DEV the
 * attributions that the heads alone give its documents are written as JSON Lines for the scorer.
 */
#include "base/map.h"
#include "base/vec.h"
#include "know/know.h"
#include "lang/lang.h"
#include "quote/quote_resolve.h"

#include <math.h>

enum { CUE_BITS = 18, NODE_BITS = 18, EDGE_BITS = 15, FOLDS = 4 };
#define N_CUE (1u << CUE_BITS)
#define N_NODE (1u << NODE_BITS)
#define N_EDGE (1u << EDGE_BITS)
#define L SYN_Q_LABELS

typedef struct gold {
    SYN_VEC(syn_span) spans[3]; /* source, cue, content */
} gold;

typedef struct sample {
    syn_str id;
    syn_doc doc;
    syn_lang_layer lang;
    SYN_VEC(gold) golds;
    syn_qview view;
    uint32_t *owner; /* [n]: attribution of the token, SYN_NONE */
    uint8_t *label;  /* [n] */
} sample;

typedef struct features {
    uint32_t *ids;
    size_t n, cap;
} features;

static uint32_t state_ = 2463534242u;
static uint32_t next_random(void)
{
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
}

/* Dropout of features (Srivastava et al. 2014). */
#ifndef DROP
#define DROP 0.4f
#endif
#define SCALE (1.0f / (1.0f - DROP))
static bool is_dropped(void)
{
    return (float)(next_random() >> 8) < DROP * 16777216.0f;
}

static void die(const char *what)
{
    fprintf(stderr, "train_quote: %s\n", what);
    exit(3);
}

static void keep(features *f, const uint32_t *ids, uint32_t n, uint32_t mask)
{
    if (f->n + n > f->cap) {
        f->cap = (f->n + n) * 2;
        f->ids = realloc(f->ids, f->cap * sizeof *f->ids);
        if (f->ids == NULL)
            die("out of memory");
    }
    for (uint32_t i = 0; i < n; i++)
        f->ids[f->n++] = ids[i] & mask;
}

/* ---- reading ------------------------------------------------------------------------------- */

static char *read_all(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *bytes;
    long size;

    if (file == NULL)
        die(path);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    bytes = malloc((size_t)size + 1);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        die(path);
    bytes[size] = 0;
    fclose(file);
    *len = (size_t)size;
    return bytes;
}

static sample *read_samples(const char *path, uint32_t *n, syn_arena *arena)
{
    size_t len;
    char *bytes = read_all(path, &len), *at = bytes;
    SYN_VEC(sample) out = {0};

    while (at < bytes + len) {
        sample s = {0};
        char id[256];
        unsigned n_text, n_gold;
        int used = 0;

        if (sscanf(at, "D %255s %u %u%n", id, &n_text, &n_gold, &used) != 3)
            die("bad line in the plain file");
        at += used + 1;
        s.id = syn_arena_str(arena, syn_str_from(id));
        s.doc.id = s.id;
        s.doc.text = (syn_str){at, n_text};
        at += n_text + 1;
        for (unsigned g = 0; g < n_gold; g++) {
            gold one = {0};
            int role = 0;

            at += 2;
            while (*at != '\n') {
                unsigned a, b;
                int k = 0;

                if (*at == '|') {
                    role++;
                    at++;
                } else if (*at == ';') {
                    at++;
                } else if (sscanf(at, "%u-%u%n", &a, &b, &k) == 2) {
                    SYN_PUSH(arena, one.spans[role], ((syn_span){a, b}));
                    at += k;
                } else {
                    die("bad span in the plain file");
                }
            }
            at++;
            SYN_PUSH(arena, s.golds, one);
        }
        SYN_PUSH(arena, out, s);
    }
    *n = out.n;
    return out.items;
}

static void annotate(sample *s, const syn_lang *lang, const struct syn_know *know,
    const syn_qclasses *classes, bool bare, syn_arena *arena)
{
    syn_arena scratch;
    syn_err err = {0};

    syn_arena_init(&scratch, 0);
    if (syn_lang_run(lang, &s->doc, arena, &scratch, &s->lang, &err) != SYN_OK)
        die(err.message);
    syn_arena_release(&scratch);
    s->doc.lang = &s->lang;
    for (uint32_t i = 0; bare && i < s->lang.tokens.n; i++) {
        syn_token *t = &s->lang.tokens.items[i];

        t->lemma = t->xpos = t->feats = (syn_str){0};
        t->head = SYN_NONE;
        t->deprel = 0;
        t->upos = t->upos == SYN_UPOS_PUNCT ? SYN_UPOS_PUNCT : SYN_UPOS_X;
    }
    syn_qview_init(&s->view, &s->doc, know, classes, arena);
    s->owner = SYN_NEW_N(arena, uint32_t, s->view.n + 1);
    s->label = SYN_NEW_N(arena, uint8_t, s->view.n + 1);
    for (uint32_t i = 0; i < s->view.n; i++)
        s->owner[i] = SYN_NONE;
    for (uint32_t g = 0; g < s->golds.n; g++)
        for (int role = 0; role < 3; role++)
            for (uint32_t k = 0; k < s->golds.items[g].spans[role].n; k++) {
                syn_span span = s->golds.items[g].spans[role].items[k];

                for (uint32_t i = 0; i < s->view.n; i++)
                    if (syn_span_overlaps(s->lang.tokens.items[i].span, span)) {
                        s->owner[i] = g;
                        s->label[i] = (uint8_t)(role == 0 ? SYN_QS : role == 1 ? SYN_QC : SYN_QT);
                    }
            }
}

/* The head of a gold cue: the word whose head lies outside of it; of several the first verb, then
 * noun, then other word. SYN_NONE when the cue is lost. */
static uint32_t cue_head(const sample *s, uint32_t g)
{
    uint32_t best = SYN_NONE;
    int best_rank = -1;

    for (uint32_t i = 0; i < s->view.n; i++) {
        const syn_qtoken *t = &s->view.tokens[i];
        int rank;

        if (s->owner[i] != g || s->label[i] != SYN_QC)
            continue;
        rank = t->head == SYN_NONE || s->owner[t->head] != g || s->label[t->head] != SYN_QC ? 8 : 0;
        rank += t->upos == SYN_UPOS_VERB                              ? 5
                : t->upos == SYN_UPOS_NOUN || t->upos == SYN_UPOS_ADJ ? 4
                : t->upos == SYN_UPOS_PUNCT                           ? 0
                : t->upos == SYN_UPOS_AUX                             ? 1
                : t->upos == SYN_UPOS_ADP || t->upos == SYN_UPOS_PART ? 2
                                                                      : 3;
        if (rank > best_rank) {
            best_rank = rank;
            best = i;
        }
    }
    return best;
}

/* ---- the cue head -------------------------------------------------------------------------- */

typedef struct cue_data {
    features f;
    SYN_VEC(uint8_t) target, fold;
    SYN_VEC(size_t) start;
    SYN_VEC(uint32_t) sample, token;
} cue_data;

static float *train_cue(const cue_data *data, uint32_t without, int epochs)
{
    float *w = calloc(N_CUE, sizeof *w), *g2 = calloc(N_CUE, sizeof *g2);
    uint32_t *order = malloc(data->target.n * sizeof *order), n = 0;

    if (w == NULL || g2 == NULL || order == NULL)
        die("out of memory");
    for (uint32_t i = 0; i < data->target.n; i++)
        if (data->fold.items[i] != without && data->target.items[i] != 2)
            order[n++] = i;
    for (int epoch = 0; epoch < epochs; epoch++) {
        double loss = 0;

        for (uint32_t i = n; i > 1; i--) {
            uint32_t j = next_random() % i, swap = order[i - 1];

            order[i - 1] = order[j];
            order[j] = swap;
        }
        for (uint32_t k = 0; k < n; k++) {
            const uint32_t *ids = data->f.ids + data->start.items[order[k]];
            size_t m = data->start.items[order[k] + 1] - data->start.items[order[k]];
            uint32_t some[SYN_QCUE_MAX];
            size_t m_some = 0;
            float sum = 0, p, g;

            for (size_t f = 0; f < m; f++)
                if (!is_dropped())
                    some[m_some++] = ids[f];
            ids = some;
            m = m_some;
            for (size_t f = 0; f < m; f++)
                sum += w[ids[f]];
            sum *= SCALE;
            p = 1.0f / (1.0f + expf(-sum));
            loss -= log(data->target.items[order[k]] ? p + 1e-9 : 1 - p + 1e-9);
            g = (p - (float)data->target.items[order[k]]) * SCALE;
            if (fabsf(g) < 0.002f)
                continue;
            for (size_t f = 0; f < m; f++) {
                uint32_t id = ids[f];

                g2[id] += g * g;
                w[id] -= 0.08f * (g + 1e-4f * w[id]) / sqrtf(g2[id] + 0.1f);
            }
        }
        if (without == 255)
            fprintf(stderr, "cue epoch %d loss %.4f\n", epoch, loss / n);
    }
    free(g2);
    free(order);
    return w;
}

static float cue_score(const float *w, const uint32_t *ids, size_t n)
{
    float sum = 0;

    for (size_t f = 0; f < n; f++)
        sum += w[ids[f]];
    return sum;
}

/* ---- the span head ------------------------------------------------------------------------- */

typedef struct window {
    uint32_t n, cue; /* tokens; the cue's place among them */
    size_t first;    /* into starts */
} window;

typedef struct span_data {
    features node, edge;
    SYN_VEC(size_t) node_start, edge_start; /* per token */
    SYN_VEC(uint8_t) label;
    SYN_VEC(window) windows;
} span_data;

typedef struct span_weights {
    float *node, *node2, *edge, *edge2;
} span_weights;

static double train_window(const span_data *d, const window *win, span_weights *w, float rate)
{
    static float node[SYN_QWINDOW_MAX][L], edge[SYN_QWINDOW_MAX][L][L];
    static double alpha[SYN_QWINDOW_MAX][L], beta[SYN_QWINDOW_MAX][L];
    static float gnode[SYN_QWINDOW_MAX][L], gedge[SYN_QWINDOW_MAX][L][L];
    static uint32_t node_ids[SYN_QWINDOW_MAX][SYN_QNODE_MAX],
        edge_ids[SYN_QWINDOW_MAX][SYN_QEDGE_MAX];
    static uint32_t n_node[SYN_QWINDOW_MAX], n_edge[SYN_QWINDOW_MAX];
    const uint8_t *gold_label = d->label.items + win->first;
    double z, path = 0;
    uint32_t n = win->n;

    for (uint32_t i = 0; i < n; i++) {
        size_t a = d->node_start.items[win->first + i], b = d->node_start.items[win->first + i + 1];

        memset(node[i], 0, sizeof node[i]);
        n_node[i] = n_edge[i] = 0;
        for (size_t f = a; f < b; f++)
            if (!is_dropped())
                node_ids[i][n_node[i]++] = d->node.ids[f];
        for (uint32_t f = 0; f < n_node[i]; f++)
            for (int y = 0; y < L; y++)
                node[i][y] += SCALE * w->node[node_ids[i][f] * L + (uint32_t)y];
        if (i == win->cue)
            for (int y = 0; y < L; y++)
                if (y != SYN_QC)
                    node[i][y] = -1e6f;
        memset(edge[i], 0, sizeof edge[i]);
        if (i == 0)
            continue;
        a = d->edge_start.items[win->first + i];
        b = d->edge_start.items[win->first + i + 1];
        for (size_t f = a; f < b; f++)
            if (!is_dropped())
                edge_ids[i][n_edge[i]++] = d->edge.ids[f];
        for (uint32_t f = 0; f < n_edge[i]; f++)
            for (int x = 0; x < L; x++)
                for (int y = 0; y < L; y++)
                    edge[i][x][y] +=
                        SCALE * w->edge[edge_ids[i][f] * L * L + (uint32_t)(x * L + y)];
    }
    for (uint32_t i = 0; i < n; i++)
        for (int y = 0; y < L; y++) {
            double most = -1e30, sum = 0;

            if (i == 0) {
                alpha[i][y] = node[i][y];
                continue;
            }
            for (int x = 0; x < L; x++)
                most = fmax(most, alpha[i - 1][x] + edge[i][x][y]);
            for (int x = 0; x < L; x++)
                sum += exp(alpha[i - 1][x] + edge[i][x][y] - most);
            alpha[i][y] = most + log(sum) + node[i][y];
        }
    for (uint32_t i = n; i-- > 0;)
        for (int x = 0; x < L; x++) {
            double most = -1e30, sum = 0;

            if (i == n - 1) {
                beta[i][x] = 0;
                continue;
            }
            for (int y = 0; y < L; y++)
                most = fmax(most, beta[i + 1][y] + edge[i + 1][x][y] + node[i + 1][y]);
            for (int y = 0; y < L; y++)
                sum += exp(beta[i + 1][y] + edge[i + 1][x][y] + node[i + 1][y] - most);
            beta[i][x] = most + log(sum);
        }
    {
        double most = -1e30, sum = 0;

        for (int y = 0; y < L; y++)
            most = fmax(most, alpha[n - 1][y]);
        for (int y = 0; y < L; y++)
            sum += exp(alpha[n - 1][y] - most);
        z = most + log(sum);
    }
    for (uint32_t i = 0; i < n; i++) {
        path += node[i][gold_label[i]] + (i > 0 ? edge[i][gold_label[i - 1]][gold_label[i]] : 0);
        for (int y = 0; y < L; y++)
            gnode[i][y] = (float)exp(alpha[i][y] + beta[i][y] - z) - (gold_label[i] == y);
        if (i > 0)
            for (int x = 0; x < L; x++)
                for (int y = 0; y < L; y++)
                    gedge[i][x][y] =
                        (float)exp(alpha[i - 1][x] + edge[i][x][y] + node[i][y] + beta[i][y] - z) -
                        (gold_label[i - 1] == x && gold_label[i] == y);
    }
    for (uint32_t i = 0; i < n; i++) {
        float most = 0;

        for (int y = 0; y < L; y++)
            most = fmaxf(most, fabsf(gnode[i][y]));
        if (most > 0.002f)
            for (uint32_t f = 0; f < n_node[i]; f++)
                for (int y = 0; y < L; y++) {
                    uint32_t id = node_ids[i][f] * L + (uint32_t)y;
                    float g = gnode[i][y] * SCALE;

                    w->node2[id] += g * g;
                    w->node[id] -= rate * (g + 1e-4f * w->node[id]) / sqrtf(w->node2[id] + 0.1f);
                }
        if (i == 0)
            continue;
        most = 0;
        for (int x = 0; x < L * L; x++)
            most = fmaxf(most, fabsf(gedge[i][x / L][x % L]));
        if (most <= 0.002f)
            continue;
        for (uint32_t f = 0; f < n_edge[i]; f++)
            for (int x = 0; x < L * L; x++) {
                uint32_t id = edge_ids[i][f] * L * L + (uint32_t)x;
                float g = gedge[i][x / L][x % L] * SCALE;

                w->edge2[id] += g * g;
                w->edge[id] -= rate * (g + 1e-4f * w->edge[id]) / sqrtf(w->edge2[id] + 0.1f);
            }
    }
    return z - path;
}

/* ---- writing ------------------------------------------------------------------------------- */

static int16_t *quantise(const float *w, size_t n)
{
    int16_t *q = malloc(n * sizeof *q);

    if (q == NULL)
        die("out of memory");
    for (size_t i = 0; i < n; i++) {
        double v = round((double)w[i] * SYN_QUOTE_NAT);

        q[i] = (int16_t)(v > 3000 ? 3000 : v < -3000 ? -3000 : v);
    }
    return q;
}

enum { CLASS_BITS = 16 };

static syn_qclasses read_classes(const char *path)
{
    size_t len;
    char *bytes = read_all(path, &len), *at = bytes;
    uint32_t *slots = calloc((size_t)2 << CLASS_BITS, sizeof *slots), n = 0;

    if (slots == NULL)
        die("out of memory");
    while (at < bytes + len) {
        char *space = strchr(at, ' '), *end = strchr(at, '\n');
        unsigned fine, coarse;
        uint32_t h, k = 0;

        if (space == NULL || end == NULL || sscanf(space, "%u %u", &fine, &coarse) != 2)
            die("bad line in the classes");
        h = syn_qclasses_hash((syn_str){at, (size_t)(space - at)});
        while (k < 64 && slots[2 * ((h + k) & ((1u << CLASS_BITS) - 1))] != 0)
            k++;
        if (k < 64 && n < (2u << CLASS_BITS) / 3) {
            slots[2 * ((h + k) & ((1u << CLASS_BITS) - 1))] = h;
            slots[2 * ((h + k) & ((1u << CLASS_BITS) - 1)) + 1] = fine | coarse << 16;
            n++;
        }
        at = end + 1;
    }
    free(bytes);
    return (syn_qclasses){CLASS_BITS, slots};
}

static void put_u32(syn_buf *out, uint32_t v)
{
    for (int k = 0; k < 4; k++)
        syn_buf_char(out, (char)(v >> (8 * k)));
}

static void write_model(const char *path, const uint32_t bits[3], const int16_t *cue,
    const int16_t *node, const int16_t *edge, int32_t least, const syn_qclasses *classes)
{
    syn_buf out = {0};
    FILE *file;

    for (int k = 0; k < 3; k++)
        put_u32(&out, bits[k]);
    put_u32(&out, (uint32_t)least);
    put_u32(&out, classes->bits);
    syn_buf_append(&out, cue, N_CUE * sizeof *cue);
    syn_buf_append(&out, node, (size_t)N_NODE * L * sizeof *node);
    syn_buf_append(&out, edge, (size_t)N_EDGE * L * L * sizeof *edge);
    syn_buf_append(&out, classes->slots, (size_t)8 << classes->bits);
    file = fopen(path, "wb");
    if (out.failed || file == NULL || fwrite(out.ptr, 1, out.len, file) != out.len ||
        fclose(file) != 0)
        die(path);
    syn_buf_free(&out);
}

static void write_spans(FILE *file, const char *name, syn_spans spans)
{
    fprintf(file, "\"%s\": [", name);
    for (uint32_t i = 0; i < spans.n; i++)
        fprintf(file, "%s[%u, %u]", i ? ", " : "", spans.items[i].start, spans.items[i].end);
    fprintf(file, "]");
}

static void write_dev(const char *path, sample *samples, uint32_t n, const syn_qweights *weights)
{
    FILE *file = fopen(path, "w");

    if (file == NULL)
        die(path);
    for (uint32_t s = 0; s < n; s++) {
        syn_arena arena;
        syn_qdrafts drafts;

        syn_arena_init(&arena, 0);
        drafts = syn_qresolve(weights, &samples[s].view, &arena);
        fprintf(file, "{\"id\": \"%.*s\", \"attributions\": [", SYN_ARG(samples[s].id));
        for (uint32_t d = 0; d < drafts.n; d++) {
            fprintf(file, "%s{\"id\": %u, ", d ? ", " : "", d);
            write_spans(file, "source",
                syn_qdraft_spans(&samples[s].view, &drafts.items[d], SYN_QS, &arena));
            fprintf(file, ", ");
            write_spans(
                file, "cue", syn_qdraft_spans(&samples[s].view, &drafts.items[d], SYN_QC, &arena));
            fprintf(file, ", ");
            write_spans(file, "content",
                syn_qdraft_spans(&samples[s].view, &drafts.items[d], SYN_QT, &arena));
            if (drafts.items[d].parent == SYN_NONE)
                fprintf(file, ", \"parent\": null}");
            else
                fprintf(file, ", \"parent\": %u}", drafts.items[d].parent);
        }
        fprintf(file, "]}\n");
        syn_arena_release(&arena);
    }
    fclose(file);
}

int main(int argc, char **argv)
{
    syn_arena arena;
    syn_lang *lang;
    syn_err err = {0};
    struct syn_know *know = NULL;
    bool bare = argc > 1 && strcmp(argv[1], "--bare") == 0;
    uint32_t n, n_dev = 0;
    sample *train, *dev = NULL;
    cue_data cues = {0};
    span_data spans = {0};
    span_weights sw;
    syn_qclasses classes;
    float *fold_w[FOLDS], *w;
    size_t lost_content = 0, all_content = 0, lost_cue = 0, n_gold = 0;
    int cue_epochs = 6, span_epochs = 10;

    if (bare) {
        argv++;
        argc--;
    }
    if (argc < 6)
        die("usage: train_quote MODELS KNOW CLASSES TRAIN.plain OUT.bin [DEV.plain DEV.jsonl]");
    if (argc > 9)
        span_epochs = (int)strtol(argv[9], NULL, 10);
    syn_arena_init(&arena, 0);
    if (syn_lang_new(argv[1], &lang, &err) != SYN_OK)
        die(err.message);
    if (strcmp(argv[2], "-") != 0 && syn_know_load(argv[2], &know, &err) != SYN_OK)
        die(err.message);
    classes = read_classes(argv[3]);
    argv++;
    argc--;
    train = read_samples(argv[3], &n, &arena);
    for (uint32_t s = 0; s < n; s++)
        annotate(&train[s], lang, know, &classes, bare, &arena);
    if (argc > 6) {
        dev = read_samples(argv[5], &n_dev, &arena);
        for (uint32_t s = 0; s < n_dev; s++)
            annotate(&dev[s], lang, know, &classes, bare, &arena);
    }
    fprintf(stderr, "%u + %u documents annotated\n", n, n_dev);

    SYN_PUSH(&arena, cues.start, 0);
    for (uint32_t s = 0; s < n; s++) {
        sample *x = &train[s];
        uint8_t *target = SYN_NEW_N(&arena, uint8_t, x->view.n + 1);

        for (uint32_t i = 0; i < x->view.n; i++)
            target[i] = x->label[i] == SYN_QT ? 2 : x->label[i] == SYN_QC ? 2 : 0;
        for (uint32_t g = 0; g < x->golds.n; g++) {
            uint32_t h = cue_head(x, g);

            if (h != SYN_NONE)
                target[h] = 1;
            else
                lost_cue++;
        }
        for (uint32_t i = 0; i < x->view.n; i++) {
            uint32_t ids[SYN_QCUE_MAX];
            uint8_t fold = (uint8_t)(s % FOLDS);

            /* Other words of a cue are no heads. */
            if (x->label[i] == SYN_QC && target[i] == 2)
                target[i] = 0;
            keep(&cues.f, ids, syn_qview_cue_features(&x->view, i, ids), N_CUE - 1);
            SYN_PUSH(&arena, cues.start, cues.f.n);
            SYN_PUSH(&arena, cues.target, target[i]);
            SYN_PUSH(&arena, cues.fold, fold);
            SYN_PUSH(&arena, cues.sample, s);
            SYN_PUSH(&arena, cues.token, i);
        }
    }
    fprintf(stderr, "%u tokens, %zu features\n", cues.target.n, cues.f.n);
    for (uint32_t f = 0; f < FOLDS; f++)
        fold_w[f] = train_cue(&cues, f, cue_epochs - 2);
    {
        size_t tp = 0, fp = 0, fn = 0;

        for (uint32_t i = 0; i < cues.target.n; i++) {
            float score = cue_score(fold_w[cues.fold.items[i]], cues.f.ids + cues.start.items[i],
                cues.start.items[i + 1] - cues.start.items[i]);

            train[cues.sample.items[i]].view.tokens[cues.token.items[i]].is_cue =
                score >= SYN_QUOTE_MAYBE / (float)SYN_QUOTE_NAT;
            if (cues.target.items[i] == 2)
                continue;
            tp += score > 0 && cues.target.items[i] == 1;
            fp += score > 0 && cues.target.items[i] == 0;
            fn += score <= 0 && cues.target.items[i] == 1;
        }
        fprintf(stderr, "cues across folds: p %.3f r %.3f f %.3f\n", (double)tp / (double)(tp + fp),
            (double)tp / (double)(tp + fn), 2.0 * (double)tp / (double)(2 * tp + fp + fn));
    }
    w = train_cue(&cues, 255, cue_epochs);
    for (uint32_t f = 0; f < FOLDS; f++)
        free(fold_w[f]);
    free(cues.f.ids);

    SYN_PUSH(&arena, spans.node_start, 0);
    SYN_PUSH(&arena, spans.edge_start, 0);
    for (uint32_t s = 0; s < n; s++)
        for (uint32_t g = 0; g < train[s].golds.n; g++) {
            sample *x = &train[s];
            uint32_t h = cue_head(x, g), ids[SYN_QNODE_MAX];
            syn_qframe frame;
            window win = {.first = spans.label.n};
            syn_arena_mark mark;

            if (h == SYN_NONE)
                continue;
            n_gold++;
            mark = syn_arena_mark_get(&arena);
            (void)mark;
            syn_qframe_init(&frame, &x->view, h, &arena);
            win.n = frame.end - frame.begin;
            win.cue = h - frame.begin;
            for (uint32_t i = 0; i < x->view.n; i++)
                if (x->owner[i] == g && x->label[i] == SYN_QT) {
                    all_content++;
                    lost_content += i < frame.begin || i >= frame.end;
                }
            for (uint32_t i = frame.begin; i < frame.end; i++) {
                uint8_t y = x->owner[i] == g ? x->label[i] : SYN_QO;

                keep(&spans.node, ids, syn_qframe_node_features(&frame, &x->view, i, ids),
                    N_NODE - 1);
                SYN_PUSH(&arena, spans.node_start, spans.node.n);
                if (i > frame.begin)
                    keep(&spans.edge, ids, syn_qframe_edge_features(&frame, &x->view, i, ids),
                        N_EDGE - 1);
                SYN_PUSH(&arena, spans.edge_start, spans.edge.n);
                SYN_PUSH(&arena, spans.label, y);
            }
            SYN_PUSH(&arena, spans.windows, win);
        }
    fprintf(stderr, "%zu gold (%zu without a cue), %u window tokens, %.2f%% of content outside\n",
        n_gold, lost_cue, spans.label.n, 100.0 * (double)lost_content / (double)all_content);
    if (syn_arena_failed(&arena))
        die("out of memory");
    sw.node = calloc((size_t)N_NODE * L, sizeof(float));
    sw.node2 = calloc((size_t)N_NODE * L, sizeof(float));
    sw.edge = calloc((size_t)N_EDGE * L * L, sizeof(float));
    sw.edge2 = calloc((size_t)N_EDGE * L * L, sizeof(float));
    if (!sw.node || !sw.node2 || !sw.edge || !sw.edge2)
        die("out of memory");
    for (int epoch = 0; epoch < span_epochs; epoch++) {
        double loss = 0;

        for (uint32_t i = spans.windows.n; i > 1; i--) {
            uint32_t j = next_random() % i;
            window swap = spans.windows.items[i - 1];

            spans.windows.items[i - 1] = spans.windows.items[j];
            spans.windows.items[j] = swap;
        }
        for (uint32_t k = 0; k < spans.windows.n; k++)
            loss += train_window(&spans, &spans.windows.items[k], &sw, 0.08f);
        fprintf(stderr, "span epoch %d loss %.3f\n", epoch, loss / spans.windows.n);
    }
    {
        uint32_t bits[3] = {CUE_BITS, NODE_BITS, EDGE_BITS};
        int16_t *qc = quantise(w, N_CUE), *qn = quantise(sw.node, (size_t)N_NODE * L),
                *qe = quantise(sw.edge, (size_t)N_EDGE * L * L);
        syn_qweights weights = {CUE_BITS, NODE_BITS, EDGE_BITS, qc, qn, qe,
            argc > 7 ? (int32_t)strtol(argv[7], NULL, 10) : -20};

        write_model(argv[4], bits, qc, qn, qe, weights.cue_least, &classes);
        if (dev != NULL)
            write_dev(argv[6], dev, n_dev, &weights);
    }
    return 0;
}
