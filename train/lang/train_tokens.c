/* SPDX-License-Identifier: Apache-2.0
 *
 * Trains the tokeniser's and the sentence splitter's weights.
 *
 *     train_tokens OUT RAW.txt TRAIN[,TRAIN…] DEV[,DEV…] ROUNDS DROP_PERCENT RESTARTS [show]
 *
 * TRAIN and DEV are stems of tokdata.py's pairs STEM.txt, STEM.lab; RAW.txt is unlabelled text,
 * from which only the usual case of words is counted. Writes OUT.* (plain arrays) that
 * pack_tokens.py puts into the container, and prints scores on DEV after each round.
 *
 * Method: multinomial and binary logistic regression on hashed features by AdaGrad (Duchi, Hazan &
 * Singer 2011), gold history; deterministic: a fixed shuffle, one thread. Minutes on one core.
 */
#include "lang/token_feat.h"
#include "text/text.h"

#include <math.h>

enum { GAP_BITS = 18, END_BITS = 19, MAX_CUTS = 256, CUT_SLOTS = 1024 };

typedef struct corpus {
    char *text, *lab;
    uint32_t n;
} corpus;

static char *slurp(const char *path, uint32_t *n)
{
    FILE *f = fopen(path, "rb");
    char *p;
    long size;

    if (f == NULL) {
        (void)fprintf(stderr, "cannot read %s\n", path);
        exit(3);
    }
    (void)fseek(f, 0, SEEK_END);
    size = ftell(f);
    (void)fseek(f, 0, SEEK_SET);
    p = malloc((size_t)size + 1);
    *n = (uint32_t)fread(p, 1, (size_t)size, f);
    p[*n] = 0;
    (void)fclose(f);
    return p;
}

static corpus load(const char *stem)
{
    char path[1024];
    uint32_t n;
    corpus c;

    (void)snprintf(path, sizeof path, "%s.txt", stem);
    c.text = slurp(path, &c.n);
    (void)snprintf(path, sizeof path, "%s.lab", stem);
    c.lab = slurp(path, &n);
    if (n != c.n)
        exit(4);
    return c;
}

/* Next block of text between blank lines, from *at; false at the end. */
static bool next_block(const corpus *c, uint32_t *at, syn_span *out)
{
    while (*at < c->n && c->text[*at] == '\n')
        (*at)++;
    if (*at >= c->n)
        return false;
    out->start = *at;
    while (*at < c->n && !(c->text[*at] == '\n' && *at + 1 < c->n && c->text[*at + 1] == '\n'))
        (*at)++;
    out->end = *at;
    return true;
}

static int32_t cut_forms[CUT_SLOTS], cut_at[CUT_SLOTS];
static syni_cuts cuts = {cut_forms, cut_at, CUT_SLOTS};
static uint8_t usual[SYNI_USUAL_BYTES];

/* ---- cuts: runs of letters that are often two words ---- */

typedef struct cut_count {
    uint32_t form, at, n_cut, n_whole;
    char word[24];
} cut_count;

static void count_cuts(corpus *cs, int n_cs)
{
    static cut_count t[1 << 16];
    syni_cuts none = {NULL, NULL, 0};
    uint32_t n_kept = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < n_cs; k++) {
            corpus *c = &cs[k];
            syni_atom *a = malloc(sizeof *a * (c->n + 1));
            uint32_t n = syni_atoms_scan(&none, (syn_str){c->text, c->n}, (syn_span){0, c->n}, a);

            for (uint32_t i = 0; i < n; i++) {
                uint32_t slot = a[i].form & 0xFFFF, at = 0, many = 0;

                if (a[i].kind != SYNI_ATOM_LETTERS || a[i].end - a[i].start > 20)
                    continue;
                for (uint32_t j = a[i].start + 1; j < a[i].end; j++) {
                    if (c->lab[j] != '.') {
                        at = j - a[i].start;
                        many++;
                    }
                }
                while (t[slot].form != 0 && t[slot].form != a[i].form)
                    slot = (slot + 1) & 0xFFFF;
                if (pass == 0 && many == 1) {
                    t[slot].form = a[i].form;
                    if (t[slot].at == 0)
                        t[slot].at = at;
                    t[slot].n_cut += t[slot].at == at;
                    memcpy(t[slot].word, c->text + a[i].start, a[i].end - a[i].start);
                    t[slot].word[a[i].end - a[i].start] = 0;
                } else if (pass == 1 && many == 0 && t[slot].form != 0) {
                    t[slot].n_whole++;
                }
            }
            free(a);
        }
    }
    for (uint32_t i = 0; i < 1 << 16; i++) {
        uint32_t slot = t[i].form;

        /* Seen cut at least twice, and in one case of fifty; "xn" before 't is cut by rule. */
        if (t[i].n_cut < 2 || t[i].n_cut * 50 < t[i].n_whole || n_kept == MAX_CUTS)
            continue;
        if (t[i].n_whole == 0 && t[i].word[strlen(t[i].word) - 1] == 'n' &&
            strlen(t[i].word) == t[i].at + 1)
            continue;
        while (cut_forms[slot & (CUT_SLOTS - 1)] != 0)
            slot++;
        cut_forms[slot & (CUT_SLOTS - 1)] = (int32_t)t[i].form;
        cut_at[slot & (CUT_SLOTS - 1)] = (int32_t)t[i].at;
        n_kept++;
        (void)printf("%.*s|%s %u/%u  ", (int)t[i].at, t[i].word, t[i].word + t[i].at, t[i].n_cut,
            t[i].n_whole);
    }
    (void)printf("\n%u cuts\n", n_kept);
}

/* ---- how words are usually written ---- */

static void count_usual(const char *raw_path, corpus *cs, int n_cs)
{
    static uint16_t lower[1 << 18], upper[1 << 18];
    corpus raw;

    raw.text = slurp(raw_path, &raw.n);
    for (int k = -1; k < n_cs; k++) {
        corpus *c = k < 0 ? &raw : &cs[k];
        syni_atom *a = malloc(sizeof *a * (c->n + 1));
        uint32_t n = syni_atoms_scan(&cuts, (syn_str){c->text, c->n}, (syn_span){0, c->n}, a);

        for (uint32_t i = 1; i < n; i++) {
            uint32_t slot = a[i].form >> 14, cased = a[i].shape / 8;

            if (a[i].kind != SYNI_ATOM_LETTERS || a[i].gap != SYNI_GAP_SPACE ||
                (a[i - 1].kind == SYNI_ATOM_OTHER && c->text[a[i - 1].start] != ','))
                continue;
            if (cased == SYNI_CASE_LOWER && lower[slot] < 65535)
                lower[slot]++;
            else if (cased != SYNI_CASE_LOWER && cased != SYNI_CASE_UPPER && upper[slot] < 65535)
                upper[slot]++;
        }
        free(a);
    }
    for (uint32_t s = 0; s < 1 << 18; s++) {
        uint32_t n = (uint32_t)lower[s] + upper[s];
        uint32_t v = n < 3 ? 0 : upper[s] * 10u < n ? 3 : upper[s] * 10u > n * 7u ? 1 : 2;

        usual[s >> 2] |= (uint8_t)(v << (s & 3) * 2);
    }
    free(raw.text);
}

/* ---- weights ---- */

static float (*gw)[2], (*gg)[2];
static float *ew, *eg;
static float rate = 0.2f;

static uint64_t seed_state = 20251;
static uint32_t next_random(void)
{
    seed_state = seed_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed_state >> 33);
}

static uint32_t drop_percent = 40;

/* A mask of n features, each left out with drop_percent. */
static uint64_t dropout(uint32_t n)
{
    uint64_t keep = 0;

    for (uint32_t i = 0; i < n; i++)
        keep |= (uint64_t)(next_random() % 100 >= drop_percent) << i;
    return keep;
}

typedef struct example {
    uint32_t first;
    uint16_t n;
    uint8_t label;
    uint8_t corpus;
} example;

typedef struct examples {
    example *e;
    uint32_t n, cap;
    uint32_t *f;
    size_t nf, capf;
} examples;

static void add_example(examples *x, const uint32_t *f, uint32_t n, int label)
{
    if (x->n == x->cap) {
        x->cap = x->cap ? x->cap * 2 : 1 << 16;
        x->e = realloc(x->e, x->cap * sizeof *x->e);
    }
    if (x->nf + n > x->capf) {
        x->capf = x->capf ? x->capf * 2 : 1 << 20;
        x->f = realloc(x->f, x->capf * sizeof *x->f);
    }
    x->e[x->n++] = (example){(uint32_t)x->nf, (uint16_t)n, (uint8_t)label, 0};
    memcpy(x->f + x->nf, f, n * sizeof *f);
    x->nf += n;
}

static void shuffle(examples *x)
{
    for (uint32_t i = x->n; i > 1; i--) {
        uint32_t j = next_random() % i;
        example t = x->e[i - 1];

        x->e[i - 1] = x->e[j];
        x->e[j] = t;
    }
}

static float train_gaps(examples *x)
{
    double loss = 0;

    shuffle(x);
    for (uint32_t k = 0; k < x->n; k++) {
        const uint32_t *f = x->f + x->e[k].first;
        float s[2] = {0, 0}, p[3], z, top;

        for (uint32_t i = 0; i < x->e[k].n; i++) {
            s[0] += gw[f[i] >> (32 - GAP_BITS)][0];
            s[1] += gw[f[i] >> (32 - GAP_BITS)][1];
        }
        top = fmaxf(0, fmaxf(s[0], s[1]));
        p[0] = expf(-top);
        p[1] = expf(s[0] - top);
        p[2] = expf(s[1] - top);
        z = p[0] + p[1] + p[2];
        loss -= logf(p[x->e[k].label] / z + 1e-9f);
        for (int c = 0; c < 2; c++) {
            float g = p[c + 1] / z - (x->e[k].label == c + 1 ? 1.0f : 0.0f);

            if (fabsf(g) < 1e-3f)
                continue;
            for (uint32_t i = 0; i < x->e[k].n; i++) {
                uint32_t r = f[i] >> (32 - GAP_BITS);

                gg[r][c] += g * g;
                gw[r][c] -= rate * g / (1e-2f + sqrtf(gg[r][c]));
            }
        }
    }
    return (float)(loss / x->n);
}

static float train_ends(examples *x)
{
    double loss = 0;

    shuffle(x);
    for (uint32_t k = 0; k < x->n; k++) {
        const uint32_t *f = x->f + x->e[k].first;
        float s = 0, p, g;

        uint64_t keep = dropout(x->e[k].n);

        for (uint32_t i = 0; i < x->e[k].n; i++) {
            if (keep >> i & 1)
                s += ew[f[i] >> (32 - END_BITS)];
        }
        p = 1 / (1 + expf(-s));
        loss -= logf((x->e[k].label ? p : 1 - p) + 1e-9f);
        g = p - x->e[k].label;
        if (fabsf(g) < 1e-3f)
            continue;
        for (uint32_t i = 0; i < x->e[k].n; i++) {
            uint32_t r = f[i] >> (32 - END_BITS);

            if (!(keep >> i & 1))
                continue;
            eg[r] += g * g;
            ew[r] -= rate * g / (1e-2f + sqrtf(eg[r]));
        }
    }
    return (float)(loss / x->n);
}

/* ---- blocks ---- */

typedef struct work {
    syni_atom *atoms;
    uint32_t *suffix, *firsts;
    uint8_t *cut, *ahead, *gold_end, *end;
    syni_tok *toks;
} work;

static work work_new(uint32_t n)
{
    work w;

    w.atoms = calloc(n + 1, sizeof *w.atoms);
    w.suffix = calloc(n + 1, sizeof *w.suffix);
    w.firsts = calloc(n + 1, sizeof *w.firsts);
    w.cut = calloc(n + 1, 1);
    w.ahead = calloc(n + 1, 1);
    w.gold_end = calloc(n + 1, 1);
    w.end = calloc(n + 1, 1);
    w.toks = calloc(n + 1, sizeof *w.toks);
    return w;
}

static int gold_cut(const corpus *c, const syni_atom *a)
{
    char l = c->lab[a->start];

    return l == '.' ? SYNI_CUT_NONE : l == 'w' ? SYNI_CUT_WORD : SYNI_CUT_TOKEN;
}

/* Decides the gaps of a block's atoms: gold or model; adds examples when x is not NULL. */
static void cut_block(const corpus *c, work *w, uint32_t n, examples *x)
{
    uint32_t f[SYNI_MAX_GAP_FEATURES], open = 0;

    for (uint32_t first = 0; first < n;) {
        syni_stretch s;

        syni_stretch_init(&s, (syn_str){c->text, c->n}, w->atoms, n, first, w->suffix, &open);
        w->cut[first] = SYNI_CUT_TOKEN;
        for (uint32_t i = first + 1; i < s.end; i++) {
            uint32_t nf = syni_gap_features(&s, i, f);
            int decision = gold_cut(c, &w->atoms[i]);

            if (syni_gap_is_fixed(&s, i)) {
                decision = x != NULL ? decision : SYNI_CUT_NONE;
            } else if (x != NULL) {
                add_example(x, f, nf, decision);
            } else {
                float t[2] = {0, 0};

                for (uint32_t k = 0; k < nf; k++) {
                    t[0] += gw[f[k] >> (32 - GAP_BITS)][0];
                    t[1] += gw[f[k] >> (32 - GAP_BITS)][1];
                }
                decision = t[0] > 0 && t[0] >= t[1] ? 1 : t[1] > 0 ? 2 : 0;
            }
            w->cut[i] = (uint8_t)decision;
            s.before = s.last;
            s.last = (syni_cut)decision;
        }
        first = s.end;
    }
}

static uint32_t make_toks(work *w, uint32_t n)
{
    uint32_t n_toks = 0;

    for (uint32_t i = 0; i < n;) {
        uint32_t j = i + 1;

        while (j < n && w->cut[j] != SYNI_CUT_TOKEN)
            j++;
        syni_tok_make(&w->toks[n_toks++], w->atoms, i, j, usual);
        i = j;
    }
    return n_toks;
}

static void end_block(const corpus *c, work *w, uint32_t n_toks, examples *x, float bias)
{
    uint32_t f[SYNI_MAX_END_FEATURES];
    syni_run run = {0};

    syni_ahead(w->toks, n_toks, w->ahead);
    run.style = syni_style(w->toks, n_toks);
    if (n_toks > 0)
        w->end[0] = 1;
    for (uint32_t i = 1; i < n_toks; i++) {
        char l = c->lab[w->toks[i].start];
        int decision = l == 's' || l == 'd';
        uint32_t nf;

        syni_run_step(&run, w->toks, i - 1);
        nf = syni_end_features(w->toks, n_toks, i, w->ahead, &run, f);
        if (x != NULL) {
            add_example(x, f, nf, decision);
        } else {
            float s = bias;

            for (uint32_t k = 0; k < nf; k++)
                s += ew[f[k] >> (32 - END_BITS)];
            decision = s > 0;
        }
        w->end[i] = (uint8_t)decision;
        if (decision)
            syni_run_end(&run, i);
    }
}

static void collect(corpus *c, examples *gaps, examples *ends)
{
    work w = work_new(c->n);
    uint32_t at = 0, n;
    syn_span b;

    while (next_block(c, &at, &b)) {
        n = syni_atoms_scan(&cuts, (syn_str){c->text, c->n}, b, w.atoms);
        cut_block(c, &w, n, gaps);
        end_block(c, &w, make_toks(&w, n), ends, 0);
    }
}

static void evaluate(const char *name, corpus *c, float bias, bool show)
{
    work w = work_new(c->n);
    uint32_t at = 0, n, last_gold = 0;
    uint32_t gold_t = 0, sys_t = 0, hit_t = 0, gold_s = 0, sys_s = 0, hit_s = 0;
    char *sys = malloc(c->n + 2);
    syn_span b;

    memset(sys, '.', c->n + 2);
    while (next_block(c, &at, &b)) {
        uint32_t n_toks;

        n = syni_atoms_scan(&cuts, (syn_str){c->text, c->n}, b, w.atoms);
        cut_block(c, &w, n, NULL);
        for (uint32_t i = 1; i < n; i++) {
            if (w.cut[i] == SYNI_CUT_WORD)
                sys[w.atoms[i].start] = 'w';
        }
        n_toks = make_toks(&w, n);
        end_block(c, &w, n_toks, NULL, bias);
        for (uint32_t i = 0; i < n_toks; i++)
            sys[w.toks[i].start] = w.end[i] ? 's' : 't';
    }
    /* F1 of tokens and sentences as spans: a hit needs both ends. */
    {
        bool t_ok = false, s_ok = false;

        for (uint32_t i = 0; i <= c->n; i++) {
            char g = i < c->n ? c->lab[i] : 's', y = i < c->n ? sys[i] : 's';
            bool gt, yt, gs, ys;

            if (g == 'd')
                g = 's';
            gt = g == 't' || g == 's';
            yt = y == 't' || y == 's';
            gs = g == 's';
            ys = y == 's';
            gold_t += gt;
            sys_t += yt;
            gold_s += gs;
            sys_s += ys;
            if (gt || yt) {
                hit_t += gt && yt && t_ok;
                t_ok = gt && yt ? true : false;
            }
            if (gs || ys) {
                hit_s += gs && ys && s_ok;
                s_ok = gs && ys;
            }
            if (show && i < c->n && gs != ys)
                (void)printf("%s %.*s|%.*s\n", gs ? "MISS" : "FALSE", (int)(i > 50 ? 50 : i),
                    c->text + i - (i > 50 ? 50 : i), 40, c->text + i);
            else if (show && i < c->n && (g == 'w' ? 1 : gt ? 2 : 0) != (y == 'w' ? 1 : yt ? 2 : 0))
                (void)printf("TOK %c%c %.*s|%.*s\n", g, y, (int)(i > 30 ? 30 : i),
                    c->text + i - (i > 30 ? 30 : i), 30, c->text + i);
            (void)last_gold;
        }
    }
    (void)printf("  %s tok %.2f sent %.2f (P %.1f R %.1f)", name,
        200.0 * hit_t / (gold_t + sys_t - 2), 200.0 * hit_s / (gold_s + sys_s - 2),
        100.0 * hit_s / (sys_s - 1), 100.0 * hit_s / (gold_s - 1));
    free(sys);
}

/* Writes a corpus as the sequence model reads it: nine int32 a token (form, shape, gap, usual,
 * ends, opens, style, gold label, the linear model's score in thousandths along the gold history).
 */
static void write_sequence(const char *out, const char *name, corpus *c, bool gold)
{
    char path[1024];
    work w = work_new(c->n);
    uint32_t at = 0, f[SYNI_MAX_END_FEATURES];
    syn_span b;
    FILE *file;

    (void)snprintf(path, sizeof path, "%s.%s.seq", out, name);
    file = fopen(path, "wb");
    if (file == NULL)
        exit(3);
    while (next_block(c, &at, &b)) {
        uint32_t n = syni_atoms_scan(&cuts, (syn_str){c->text, c->n}, b, w.atoms), n_toks;
        examples ignored = {0};
        syni_run run = {0};

        cut_block(c, &w, n, gold ? &ignored : NULL);
        free(ignored.e);
        free(ignored.f);
        n_toks = make_toks(&w, n);
        syni_ahead(w.toks, n_toks, w.ahead);
        run.style = syni_style(w.toks, n_toks);
        for (uint32_t i = 0; i < n_toks; i++) {
            char l = c->lab[w.toks[i].start];
            bool begins = l == 's' || l == 'd';
            float s = 0;

            if (i > 0) {
                uint32_t nf;

                syni_run_step(&run, w.toks, i - 1);
                nf = syni_end_features(w.toks, n_toks, i, w.ahead, &run, f);
                for (uint32_t k = 0; k < nf; k++)
                    s += ew[f[k] >> (32 - END_BITS)];
                if (begins)
                    syni_run_end(&run, i);
            }
            const int32_t row[9] = {(int32_t)w.toks[i].form, w.toks[i].shape, w.toks[i].gap,
                w.toks[i].usual, w.toks[i].ends, w.toks[i].opens, (int32_t)run.style, begins,
                (int32_t)(s * 1000)};

            (void)fwrite(row, sizeof row, 1, file);
        }
    }
    (void)fclose(file);
}

static void dump(const char *out, const char *what, const void *p, size_t n)
{
    char path[1024];
    FILE *f;

    (void)snprintf(path, sizeof path, "%s.%s", out, what);
    f = fopen(path, "wb");
    if (f == NULL || fwrite(p, 1, n, f) != n || fclose(f) != 0)
        exit(3);
}

static int load_all(char *list, corpus *cs, const char **names)
{
    int n = 0;

    for (char *p = list; p != NULL && n < 8;) {
        char *comma = strchr(p, ',');

        if (comma != NULL)
            *comma++ = 0;
        names[n] = strrchr(p, '/') != NULL ? strrchr(p, '/') + 1 : p;
        cs[n++] = load(p);
        p = comma;
    }
    return n;
}

int main(int argc, char **argv)
{
    corpus train[8], dev[8];
    const char *names[8], *dev_names[8];
    examples gaps = {0}, ends = {0};
    int n_train, n_dev, rounds = argc > 5 ? (int)strtol(argv[5], NULL, 10) : 8;
    bool show = argc > 8;
    int restarts = argc > 7 ? (int)strtol(argv[7], NULL, 10) : 8;
    float(*sum_g)[2], *sum_e;

    if (argc > 6)
        drop_percent = (uint32_t)strtol(argv[6], NULL, 10);

    if (argc < 5)
        return 2;
    n_train = load_all(argv[3], train, names);
    n_dev = load_all(argv[4], dev, dev_names);
    count_cuts(train, n_train);
    count_usual(argv[2], train, n_train);
    for (int i = 0; i < n_train; i++)
        collect(&train[i], &gaps, &ends);
    (void)printf("%u gaps, %u ends\n", gaps.n, ends.n);
    gw = calloc((size_t)1 << GAP_BITS, sizeof *gw);
    gg = calloc((size_t)1 << GAP_BITS, sizeof *gg);
    ew = calloc((size_t)1 << END_BITS, sizeof *ew);
    eg = calloc((size_t)1 << END_BITS, sizeof *eg);
    sum_g = calloc((size_t)1 << GAP_BITS, sizeof *sum_g);
    sum_e = calloc((size_t)1 << END_BITS, sizeof *sum_e);
    for (int k = 0; k < restarts; k++) {
        float lg = 0, le = 0;

        memset(gw, 0, sizeof *gw << GAP_BITS);
        memset(gg, 0, sizeof *gg << GAP_BITS);
        memset(ew, 0, sizeof *ew << END_BITS);
        memset(eg, 0, sizeof *eg << END_BITS);
        for (int r = 0; r < rounds; r++) {
            rate = 0.15f / (1 + 0.3f * (float)r);
            lg = train_gaps(&gaps);
            le = train_ends(&ends);
        }
        for (size_t i = 0; i < (size_t)1 << GAP_BITS; i++) {
            sum_g[i][0] += gw[i][0];
            sum_g[i][1] += gw[i][1];
        }
        for (size_t i = 0; i < (size_t)1 << END_BITS; i++)
            sum_e[i] += ew[i];
        (void)printf("restart %d loss %.5f %.5f\n", k, (double)lg, (double)le);
    }
    for (size_t i = 0; i < (size_t)1 << GAP_BITS; i++) {
        gw[i][0] = sum_g[i][0] / (float)restarts;
        gw[i][1] = sum_g[i][1] / (float)restarts;
    }
    for (size_t i = 0; i < (size_t)1 << END_BITS; i++)
        ew[i] = sum_e[i] / (float)restarts;
    for (float bias = 0; bias <= 1.5f; bias += 0.25f) {
        (void)printf("   bias %.2f", (double)bias);
        for (int i = 0; i < n_dev; i++)
            evaluate(dev_names[i], &dev[i], bias, show && bias > 0.4f && bias < 0.6f);
        (void)printf("\n");
    }
    for (int i = 0; i < n_train; i++)
        write_sequence(argv[1], names[i], &train[i], true);
    for (int i = 0; i < n_dev; i++)
        write_sequence(argv[1], dev_names[i], &dev[i], false);
    dump(argv[1], "gap", gw, sizeof *gw << GAP_BITS);
    dump(argv[1], "end", ew, sizeof *ew << END_BITS);
    dump(argv[1], "usual", usual, sizeof usual);
    dump(argv[1], "cutforms", cut_forms, sizeof cut_forms);
    dump(argv[1], "cutat", cut_at, sizeof cut_at);
    return 0;
}
