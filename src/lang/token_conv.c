/* SPDX-License-Identifier: Apache-2.0
 *
 * Three dilated convolutions over the tokens of a block (after Yu & Koltun 2016, "Multi-scale
 * context aggregation by dilated convolutions"; for sentence ends, train/lang/train_ends.py).
 *
 * A token is the sum of the embeddings of its form, shape, gap, usual case, ends, opens and of the
 * block's style, i8 each, in units of 1 / ONE_IN. Convolution l, of width 5 and dilation 2^l, sums
 * i16 inputs times i8 weights in i32; scale and bias are floats by output, and the result is
 * rectified and rounded to i16 in units of 1 / ONE_ACT (kernels.h: the same bits everywhere); from
 * the second on its input is added. The output is an i32 sum. Invariant: beyond the block all is
 * zero. A block is done in windows of WINDOW tokens and the MARGIN that they see on either side, so
 * that memory is a constant. Cost: 51,000 products a token. Rejected: docs/decisions/tokens.md.
 */
#include "lang/token_conv.h"

enum {
    N_LAYERS = 3,
    WIDTH = 5,
    MARGIN = 14, /* 2 * (1 + 2 + 4) */
    WINDOW = 228,
    ROWS = WINDOW + 2 * MARGIN,
    BATCH = 16,
    MAX_DIM = 64,
    N_SMALL = 6,
    MAX_ACT = 16383,
    FORM_SLOTS = 1 << 15
};
static const float ONE_ACT = 256.0f;

struct syni_conv {
    const syn_kernels *kernels;
    const int8_t *form;           /* [n_forms + 2][dim]; 0 nothing, 1 a word not known */
    const int32_t *forms;         /* [n_forms]: hashes */
    const int8_t *small[N_SMALL]; /* [n][dim] */
    uint32_t n_small[N_SMALL];
    const int8_t *w[N_LAYERS];    /* packed as kernels.h says; k = 5 * inputs, tap by tap */
    const float *scale[N_LAYERS]; /* [hidden] */
    const float *bias[N_LAYERS];  /* [hidden] */
    const int16_t *out;           /* [hidden], in units of 1 / 4096 */
    int32_t out_bias;
    uint32_t n_forms, dim, hidden;
    uint16_t slots[FORM_SLOTS]; /* row of a form, 0 empty */
};

static syn_status tensor(const syn_weights *weights, const char *name, syn_dtype dtype,
    uint32_t n_dims, uint32_t d0, uint32_t d1, const syn_tensor **out, syn_err *err)
{
    const uint32_t dims[2] = {d0, d1};

    return syn_weights_find_tensor(weights, name, dtype, n_dims, dims, out, err);
}

static syn_status load(syni_conv *c, const syn_weights *weights, syn_err *err)
{
    static const char *const small[N_SMALL] = {
        "conv/shape", "conv/gap", "conv/usual", "conv/ends", "conv/opens", "conv/style"};
    static const uint32_t n_small[N_SMALL] = {SYNI_N_SHAPES, 4, 4, 8, 8, 8};
    static const char *const names[N_LAYERS][3] = {{"conv/w1", "conv/scale1", "conv/bias1"},
        {"conv/w2", "conv/scale2", "conv/bias2"}, {"conv/w3", "conv/scale3", "conv/bias3"}};
    const syn_tensor *t = NULL;
    int64_t bias = 0;
    syn_status status = tensor(weights, "conv/forms", SYN_DTYPE_I32, 1, 0, 0, &t, err);

    if (status != SYN_OK)
        return status;
    c->forms = t->data;
    c->n_forms = t->dims[0];
    if (c->n_forms >= FORM_SLOTS / 2)
        return syn_err_set(err, SYN_E_SHAPE, "tokens", "conv/forms is too long; replace the file");
    status = tensor(weights, "conv/form", SYN_DTYPE_I8, 2, c->n_forms + 2, 0, &t, err);
    if (status != SYN_OK)
        return status;
    c->form = t->data;
    c->dim = t->dims[1];
    status = tensor(weights, "conv/out", SYN_DTYPE_I16, 1, 0, 0, &t, err);
    if (status != SYN_OK)
        return status;
    c->out = t->data;
    c->hidden = t->dims[0];
    for (uint32_t d = 0; d < c->hidden; d++) {
        if (c->out[d] > 1000 || c->out[d] < -1000)
            return syn_err_set(
                err, SYN_E_SHAPE, "tokens", "conv/out is out of range; replace the file");
    }
    if (c->dim == 0 || c->hidden == 0 || c->dim % 8 != 0 || c->hidden % 8 != 0 ||
        c->dim > MAX_DIM || c->hidden > MAX_DIM)
        return syn_err_set(err, SYN_E_SHAPE, "tokens",
            "conv/ widths are no multiples of 8 up to 64; "
            "replace the file with that of this release");
    for (int i = 0; i < N_SMALL && status == SYN_OK; i++) {
        status = tensor(weights, small[i], SYN_DTYPE_I8, 2, n_small[i], c->dim, &t, err);
        if (status == SYN_OK) {
            c->small[i] = t->data;
            c->n_small[i] = n_small[i];
        }
    }
    for (int l = 0; l < N_LAYERS && status == SYN_OK; l++) {
        uint32_t k = (l == 0 ? c->dim : c->hidden) * WIDTH;

        status = tensor(weights, names[l][0], SYN_DTYPE_I8, 1, k * c->hidden, 0, &t, err);
        if (status != SYN_OK)
            break;
        c->w[l] = t->data;
        status = tensor(weights, names[l][1], SYN_DTYPE_F32, 1, c->hidden, 0, &t, err);
        if (status != SYN_OK)
            break;
        c->scale[l] = t->data;
        status = tensor(weights, names[l][2], SYN_DTYPE_F32, 1, c->hidden, 0, &t, err);
        if (status != SYN_OK)
            break;
        c->bias[l] = t->data;
    }
    if (status == SYN_OK)
        status = syn_weights_meta_int(weights, "conv_bias", &bias, err);
    if (status == SYN_OK && (bias < -(1 << 24) || bias > 1 << 24))
        status =
            syn_err_set(err, SYN_E_SHAPE, "tokens", "conv_bias is out of range; replace the file");
    c->out_bias = (int32_t)bias;
    return status;
}

syn_status syni_conv_new(
    const syn_weights *weights, const syn_kernels *kernels, syni_conv **out, syn_err *err)
{
    syni_conv *c = calloc(1, sizeof *c);
    syn_status status;

    if (c == NULL)
        return syn_err_set(err, SYN_E_NOMEM, "tokens", "out of memory");
    c->kernels = kernels;
    status = load(c, weights, err);
    if (status != SYN_OK) {
        free(c);
        return status;
    }
    for (uint32_t i = 0; i < c->n_forms; i++) {
        uint32_t slot = (uint32_t)c->forms[i] * 2654435761u >> 17;

        while (c->slots[slot] != 0)
            slot = (slot + 1) & (FORM_SLOTS - 1);
        c->slots[slot] = (uint16_t)(i + 1);
    }
    *out = c;
    return SYN_OK;
}

void syni_conv_free(syni_conv *conv)
{
    free(conv);
}

static uint32_t form_row(const syni_conv *c, uint32_t form)
{
    uint32_t slot = form * 2654435761u >> 17;

    while (c->slots[slot] != 0) {
        if ((uint32_t)c->forms[c->slots[slot] - 1] == form)
            return c->slots[slot] + 1u;
        slot = (slot + 1) & (FORM_SLOTS - 1);
    }
    return 1;
}

static void embed(const syni_conv *c, const syni_tok *t, uint32_t style, int16_t *x)
{
    const uint32_t values[N_SMALL] = {t->shape, t->gap, t->usual, t->ends, t->opens, style};
    const int8_t *row = c->form + (size_t)form_row(c, t->form) * c->dim;

    for (uint32_t d = 0; d < c->dim; d++)
        x[d] = row[d];
    for (unsigned i = 0; i < N_SMALL; i++) {
        row = c->small[i] + (size_t)(values[i] < c->n_small[i] ? values[i] : 0) * c->dim;
        for (uint32_t d = 0; d < c->dim; d++)
            x[d] = (int16_t)(x[d] + row[d]);
    }
}

typedef struct window {
    int16_t x[ROWS][MAX_DIM], y[ROWS][MAX_DIM];
    int16_t taps[BATCH][WIDTH * MAX_DIM];
    int32_t acc[BATCH][MAX_DIM];
    float real[MAX_DIM];
    int16_t act[MAX_DIM];
} window;

/* Layer l of rows [0, rows): from (x, n_in) into y. */
static void layer(const syni_conv *c, window *w, int l, uint32_t rows)
{
    uint32_t n_in = l == 0 ? c->dim : c->hidden;
    int32_t dilation = 1 << l;

    for (uint32_t r0 = 0; r0 < rows; r0 += BATCH) {
        uint32_t n = rows - r0 < BATCH ? rows - r0 : BATCH;

        for (uint32_t r = 0; r < n; r++) {
            for (int32_t k = 0; k < WIDTH; k++) {
                int32_t from = (int32_t)(r0 + r) + (k - WIDTH / 2) * dilation;
                int16_t *to = w->taps[r] + (uint32_t)k * n_in;

                if (from < 0 || from >= (int32_t)rows)
                    memset(to, 0, n_in * sizeof *to);
                else
                    memcpy(to, w->x[from], n_in * sizeof *to);
            }
        }
        c->kernels->product(
            w->taps[0], WIDTH * MAX_DIM, n, c->w[l], c->hidden, WIDTH * n_in, w->acc[0], MAX_DIM);
        for (uint32_t r = 0; r < n; r++) {
            int16_t *y = w->y[r0 + r];

            c->kernels->affine(w->acc[r], c->scale[l], c->bias[l], w->real, c->hidden);
            c->kernels->quantise(w->real, ONE_ACT, 0.0f, (float)MAX_ACT, y, c->hidden);
            if (l > 0) {
                for (uint32_t d = 0; d < c->hidden; d++) {
                    int32_t sum = y[d] + w->x[r0 + r][d];

                    y[d] = (int16_t)(sum > MAX_ACT ? MAX_ACT : sum);
                }
            }
        }
    }
    memcpy(w->x, w->y, sizeof w->x);
}

bool syni_conv_run(const syni_conv *c, const syni_tok *toks, uint32_t n, uint32_t style,
    syn_arena *scratch, int32_t *score)
{
    window *w = SYN_NEW(scratch, window);

    if (w == NULL)
        return false;
    for (uint32_t at = 0; at < n; at += WINDOW) {
        uint32_t first = at > MARGIN ? at - MARGIN : 0;
        uint32_t end = n - at > WINDOW + MARGIN ? at + WINDOW + MARGIN : n;
        uint32_t last = n - at > WINDOW ? at + WINDOW : n;

        for (uint32_t i = first; i < end; i++)
            embed(c, &toks[i], style, w->x[i - first]);
        for (int l = 0; l < N_LAYERS; l++)
            layer(c, w, l, end - first);
        for (uint32_t i = at; i < last; i++) {
            int32_t sum = c->out_bias;

            for (uint32_t d = 0; d < c->hidden; d++)
                sum += w->x[i - first][d] * c->out[d];
            score[i] = sum;
        }
    }
    return true;
}
