/* SPDX-License-Identifier: Apache-2.0
 *
 * Numeric kernels: integer matrix products and the elementwise functions of a recurrent network.
 * Two sets exist, plain C and AVX2, and they give THE SAME BITS: products are summed in int32,
 * where order does not matter; elementwise floats use only +, *, / and rounding to nearest even,
 * one operation at a time (the build sets -ffp-contract=off), so a lane computes what the scalar
 * does. All functions are pure, allocate nothing and may run on any number of threads.
 *
 * Weights of a product are int8, packed by the trainer as [n_out / 8][k / 2][8][2]: for eight
 * outputs together, pairs of inputs side by side; k even, n_out a multiple of 8, padding zero.
 * Inputs are int16. The caller (that is, the exporter) sees to it that |x| * 127 * k stays below
 * 2^31.
 */
#ifndef SYNI_MODEL_KERNELS_H
#define SYNI_MODEL_KERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef struct syn_kernels {
    const char *name; /* "plain", "avx2" */

    /* y[r][o] = sum over i of x[r][i] * w[o][i], for `rows` rows. Strides in elements. */
    void (*product)(const int16_t *x, size_t x_stride, uint32_t rows, const int8_t *w,
        uint32_t n_out, uint32_t k, int32_t *y, size_t y_stride);

    /* y[r] = sum over i of a[i] * b[r][i]; k a multiple of 16. */
    void (*dots)(
        const int16_t *a, const int16_t *b, size_t b_stride, uint32_t rows, uint32_t k, int32_t *y);

    /* y[i] = acc[i] * scale[i] + bias[i]; n a multiple of 8 (so for all below). */
    void (*affine)(const int32_t *acc, const float *scale, const float *bias, float *y, uint32_t n);

    /* y[i] += row[i] * scale. */
    void (*add_row)(float *y, const int8_t *row, float scale, uint32_t n);

    /* y[i] = x[i] * scale rounded to nearest even, kept in [low, high]; |high| at most 32767. */
    void (*quantise)(const float *x, float scale, float low, float high, int16_t *y, uint32_t n);

    /* One step of an LSTM (Hochreiter & Schmidhuber 1997; gates i, f, g, o as in torch) for n
     * units: gates = pre + acc * scale, each [4][n]; c is read and written; h = o * tanh(c) comes
     * out in units of 1 / SYN_LSTM_ONE. */
    void (*lstm)(
        const float *pre, const int32_t *acc, const float *scale, float *c, int16_t *h, uint32_t n);
} syn_kernels;

/* h of a state in (-1, 1) as an integer. */
#define SYN_LSTM_ONE 8192

const syn_kernels *syn_kernels_plain(void);
/* AVX2 where the processor has it, else plain. */
const syn_kernels *syn_kernels_best(void);

#endif
