/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads models/quote.syn (docs/formats/model.md). Chunks, for parsed text "parsed/…", for text
 * without a parse "bare/…", either of which may be missing: cue i16 [1 << b], node i16 [1 <<
 * b][labels], edge i16 [1 << b][labels][labels], least i32 []; and "classes" i32 [1 << b][2].
 * Everything is checked before use; the tables stay in the mapping.
 */
#include "quote_model.h"

#include "model/weights.h"

#include <errno.h>

/* Bits of a power of two from 2 to 2^24, else 0. */
static uint32_t bits_of(uint32_t n)
{
    uint32_t bits = 0;

    if (n < 2 || n > 1u << 24 || (n & (n - 1)) != 0)
        return 0;
    while (n >> bits > 1)
        bits++;
    return bits;
}

static syn_status table(const syn_weights *file, const char *kind, const char *name, syn_dtype type,
    uint32_t n_dims, const syn_tensor **out, uint32_t *bits, syn_err *err)
{
    uint32_t dims[3] = {0, n_dims > 1 ? SYN_Q_LABELS : 0, n_dims > 2 ? SYN_Q_LABELS : 0};
    syn_buf path = {0};
    syn_status status;

    syn_buf_printf(&path, "%s/%s", kind, name);
    if (path.failed)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for the weights of quote");
    status = syn_weights_find_tensor(file, path.ptr, type, n_dims, dims, out, err);
    if (status == SYN_OK && n_dims > 0) {
        *bits = bits_of((*out)->dims[0]);
        if (*bits == 0)
            status =
                syn_err_set(err, SYN_E_FORMAT, path.ptr, "the table's length is no power of two");
    }
    syn_buf_free(&path);
    return status;
}

static syn_status heads(const syn_weights *file, const char *kind, syn_qweights *to, syn_err *err)
{
    const syn_tensor *t = NULL;
    uint32_t none;
    syn_status status = table(file, kind, "cue", SYN_DTYPE_I16, 1, &t, &to->cue_bits, err);

    if (status == SYN_OK) {
        to->cue = t->data;
        status = table(file, kind, "node", SYN_DTYPE_I16, 2, &t, &to->node_bits, err);
    }
    if (status == SYN_OK) {
        to->node = t->data;
        status = table(file, kind, "edge", SYN_DTYPE_I16, 3, &t, &to->edge_bits, err);
    }
    if (status == SYN_OK) {
        to->edge = t->data;
        status = table(file, kind, "least", SYN_DTYPE_I32, 0, &t, &none, err);
    }
    if (status == SYN_OK)
        to->cue_least = *(const int32_t *)t->data;
    return status;
}

syn_status syn_qmodel_load(syn_qmodel *model, const char *folder, syn_err *err)
{
    static const uint32_t any[2] = {0, 2};
    syn_buf path = {0};
    syn_weights *file = NULL;
    const syn_tensor *classes;
    syn_err missing = {0};
    syn_status status;

    *model = (syn_qmodel){0};
    syn_buf_printf(&path, "%s/quote.syn", folder);
    if (path.failed) {
        syn_buf_free(&path);
        return syn_err_set(err, SYN_E_NOMEM, NULL, "no memory for the weights of quote");
    }
    status = syn_weights_open(path.ptr, &file, &missing);
    syn_buf_free(&path);
    if (status == SYN_E_MISSING || (status == SYN_E_IO && missing.os_errno == ENOENT))
        return SYN_OK;
    if (status != SYN_OK) {
        if (err != NULL)
            *err = missing;
        return status;
    }
    if (syn_weights_find(file, "classes") != NULL) {
        status = syn_weights_find_tensor(file, "classes", SYN_DTYPE_I32, 2, any, &classes, err);
        if (status == SYN_OK) {
            model->classes.bits = bits_of(classes->dims[0]);
            model->classes.slots = classes->data;
        }
    }
    if (status == SYN_OK && syn_weights_find(file, "parsed/cue") != NULL) {
        status = heads(file, "parsed", &model->storage[0], err);
        model->parsed = &model->storage[0];
    }
    if (status == SYN_OK && syn_weights_find(file, "bare/cue") != NULL) {
        status = heads(file, "bare", &model->storage[1], err);
        model->bare = &model->storage[1];
    }
    if (status != SYN_OK) {
        syn_weights_close(file);
        *model = (syn_qmodel){0};
        return status;
    }
    model->file = file;
    return SYN_OK;
}

void syn_qmodel_release(syn_qmodel *model)
{
    syn_weights_close(model->file);
    *model = (syn_qmodel){0};
}

/* exp for |x| <= 20 by halving and a Taylor sum: the same bits everywhere, unlike libm's. */
static double own_exp(double x)
{
    double y = x / 1024, sum = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4)));

    for (int i = 0; i < 10; i++)
        sum *= sum;
    return sum;
}

/* Logistic fit on the development articles of PolNeAR (train/quote/calibrate.py): A of the cue's
 * logit, B0, B1 with a source, B2 with words between marks. What rules made or carried on loses
 * BY_RULE, by judgement: there were too few to fit. */
#define A 0.51
#define B0 -1.84
#define B1 1.58
#define B2 0.36
#define BY_RULE 0.7

double syn_qmodel_calibrate(double logit, bool has_source, bool has_marks, bool by_rule)
{
    double x =
        A * logit + B0 + (has_source ? B1 : 0) + (has_marks ? B2 : 0) - (by_rule ? BY_RULE : 0);

    x = x < -6 ? -6 : x > 4 ? 4 : x;
    return 1 / (1 + own_exp(-x));
}
