/* SPDX-License-Identifier: Apache-2.0
 *
 * The kernels in plain C: the meaning of each, which kernels_avx2.c repeats eight lanes at a time.
 *
 * tanh: rational minimax approximation of degree 13 over 6 on [-7.905, 7.905], after Eigen's
 * `ptanh_float` (B. Steiner, 2015), whose coefficients these are; error below 4 ulp there, checked
 * in tests/unit/test_kernels.c. Rejected: a table (gathers are slow), exp-based forms (more steps).
 */
#include "model/kernels.h"

#include "model/kernels_avx2.h"
#include "model/tanh.h"

#include <string.h>

static void product(const int16_t *x, size_t x_stride, uint32_t rows, const int8_t *w,
    uint32_t n_out, uint32_t k, int32_t *y, size_t y_stride)
{
    for (uint32_t g = 0; g < n_out / 8; g++) {
        const int8_t *wg = w + (size_t)g * k * 8;
        for (uint32_t r = 0; r < rows; r++) {
            const int16_t *xr = x + r * x_stride;
            int32_t acc[8] = {0};
            for (uint32_t p = 0; p < k / 2; p++)
                for (uint32_t o = 0; o < 8; o++)
                    acc[o] +=
                        xr[2 * p] * wg[p * 16 + 2 * o] + xr[2 * p + 1] * wg[p * 16 + 2 * o + 1];
            memcpy(y + r * y_stride + (size_t)g * 8, acc, sizeof acc);
        }
    }
}

static void dots(
    const int16_t *a, const int16_t *b, size_t b_stride, uint32_t rows, uint32_t k, int32_t *y)
{
    for (uint32_t r = 0; r < rows; r++) {
        int32_t acc = 0;
        for (uint32_t i = 0; i < k; i++)
            acc += a[i] * b[r * b_stride + i];
        y[r] = acc;
    }
}

static void affine(const int32_t *acc, const float *scale, const float *bias, float *y, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        y[i] = (float)acc[i] * scale[i] + bias[i];
}

static void add_row(float *y, const int8_t *row, float scale, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        y[i] = y[i] + (float)row[i] * scale;
}

/* To the nearest whole number, ties to even, for |v| < 2^22 (the addition does the rounding). */
static int16_t round_even(float v)
{
    const float magic = 12582912.0f;
    float up = v + magic;
    return (int16_t)(up - magic);
}

static void quantise(const float *x, float scale, float low, float high, int16_t *y, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        float v = x[i] * scale;
        v = v < low ? low : v;
        v = v > high ? high : v;
        y[i] = round_even(v);
    }
}

static float tanh_of(float v)
{
    v = v < -SYN_TANH_CLAMP ? -SYN_TANH_CLAMP : v;
    v = v > SYN_TANH_CLAMP ? SYN_TANH_CLAMP : v;
    float s = v * v;
    float p = s * SYN_TANH_A13 + SYN_TANH_A11;
    p = p * s + SYN_TANH_A9;
    p = p * s + SYN_TANH_A7;
    p = p * s + SYN_TANH_A5;
    p = p * s + SYN_TANH_A3;
    p = p * s + SYN_TANH_A1;
    p = p * v;
    float q = s * SYN_TANH_B6 + SYN_TANH_B4;
    q = q * s + SYN_TANH_B2;
    q = q * s + SYN_TANH_B0;
    return p / q;
}

static float sigmoid_of(float v)
{
    return tanh_of(v * 0.5f) * 0.5f + 0.5f;
}

static void lstm(
    const float *pre, const int32_t *acc, const float *scale, float *c, int16_t *h, uint32_t n)
{
    for (uint32_t j = 0; j < n; j++) {
        float i = sigmoid_of((float)acc[j] * scale[j] + pre[j]);
        float f = sigmoid_of((float)acc[n + j] * scale[n + j] + pre[n + j]);
        float g = tanh_of((float)acc[2 * n + j] * scale[2 * n + j] + pre[2 * n + j]);
        float o = sigmoid_of((float)acc[3 * n + j] * scale[3 * n + j] + pre[3 * n + j]);
        float kept = f * c[j];
        float fresh = i * g;
        float cell = kept + fresh;
        c[j] = cell;
        float out = o * tanh_of(cell);
        h[j] = round_even(out * (float)SYN_LSTM_ONE);
    }
}

static const syn_kernels plain = {"plain", product, dots, affine, add_row, quantise, lstm};

const syn_kernels *syn_kernels_plain(void)
{
    return &plain;
}

const syn_kernels *syn_kernels_best(void)
{
    const syn_kernels *fast = syni_kernels_avx2();
    return fast ? fast : &plain;
}
