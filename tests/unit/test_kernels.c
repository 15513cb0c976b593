/* SPDX-License-Identifier: Apache-2.0
 *
 * The numeric kernels: AVX2 and plain C give the same bits on random data of every size that a
 * loop's tail can meet, and both are what the functions are said to be; tanh against libm.
 */
#include "testing.h"

#include "model/kernels.h"

#include <math.h>

enum { K = 96, N_OUT = 24, ROWS = 11, WIDE = 4 * 48 };

/* xorshift64* (Vigna 2016), fixed seed. */
static uint64_t state = 88172645463325252u;

static uint32_t next(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * 2685821657736338717u) >> 32);
}

static float real(float span)
{
    return ((float)(next() >> 8) / 8388608.0f - 1.0f) * span;
}

static void same_floats(const float *a, const float *b, size_t n)
{
    assert_memory_equal(a, b, n * sizeof *a);
}

static void product_is_exact(void **unused)
{
    (void)unused;
    static int16_t x[ROWS * K];
    static int8_t w[N_OUT * K];
    static int32_t y[2][ROWS * N_OUT];
    const syn_kernels *plain = syn_kernels_plain(), *best = syn_kernels_best();
    for (size_t i = 0; i < ROWS * K; i++)
        x[i] = (int16_t)(next() % 65535 - 32767);
    for (size_t i = 0; i < N_OUT * K; i++)
        w[i] = (int8_t)(next() % 255 - 127);
    for (uint32_t rows = 0; rows <= ROWS; rows++)
        for (uint32_t n = 8; n <= N_OUT; n += 8) {
            plain->product(x, K, rows, w, n, K, y[0], n);
            best->product(x, K, rows, w, n, K, y[1], n);
            assert_memory_equal(y[0], y[1], rows * n * sizeof **y);
            for (uint32_t r = 0; r < rows; r++)
                for (uint32_t o = 0; o < n; o++) {
                    int32_t sum = 0;
                    for (uint32_t i = 0; i < K; i++)
                        sum +=
                            x[r * K + i] * w[(o / 8) * K * 8 + (i / 2) * 16 + (o % 8) * 2 + i % 2];
                    assert_int_equal(sum, y[0][r * n + o]);
                }
        }
}

static void dots_are_exact(void **unused)
{
    (void)unused;
    static int16_t a[K], b[ROWS * K];
    int32_t y[2][ROWS];
    for (size_t i = 0; i < K; i++)
        a[i] = (int16_t)(next() % 4095 - 2047);
    for (size_t i = 0; i < ROWS * K; i++)
        b[i] = (int16_t)(next() % 8191 - 4095);
    syn_kernels_plain()->dots(a, b, K, ROWS, K, y[0]);
    syn_kernels_best()->dots(a, b, K, ROWS, K, y[1]);
    assert_memory_equal(y[0], y[1], sizeof y[0]);
    int32_t sum = 0;
    for (size_t i = 0; i < K; i++)
        sum += a[i] * b[K + i];
    assert_int_equal(sum, y[0][1]);
}

static void elementwise_gives_the_same_bits(void **unused)
{
    (void)unused;
    int32_t acc[WIDE];
    float scale[WIDE], bias[WIDE], y[2][WIDE];
    int8_t row[WIDE];
    int16_t q[2][WIDE];
    const syn_kernels *k[2] = {syn_kernels_plain(), syn_kernels_best()};
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < WIDE; i++) {
            acc[i] = (int32_t)next() >> (next() % 24);
            scale[i] = real(1e-4f);
            bias[i] = real(3.0f);
            row[i] = (int8_t)(next() % 255 - 127);
        }
        for (int j = 0; j < 2; j++) {
            k[j]->affine(acc, scale, bias, y[j], WIDE);
            k[j]->add_row(y[j], row, scale[0], WIDE);
            k[j]->quantise(y[j], 512.0f, round % 2 ? -32767.0f : 0.0f, 4095.0f, q[j], WIDE);
        }
        same_floats(y[0], y[1], WIDE);
        assert_memory_equal(q[0], q[1], sizeof q[0]);
    }
    float half[8] = {0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 3.49f, -9.0f, 1e9f};
    const int16_t want[8] = {0, 2, 2, 0, -2, 3, -5, 100};
    for (int j = 0; j < 2; j++) {
        k[j]->quantise(half, 1.0f, -5.0f, 100.0f, q[j], 8);
        assert_memory_equal(q[j], want, sizeof want);
    }
}

static void lstm_gives_the_same_bits_and_is_one(void **unused)
{
    (void)unused;
    enum { N = 48 };
    int32_t acc[4 * N];
    float pre[4 * N], scale[4 * N], c[2][N];
    int16_t h[2][N];
    const syn_kernels *k[2] = {syn_kernels_plain(), syn_kernels_best()};
    memset(c, 0, sizeof c);
    for (int step = 0; step < 300; step++) {
        float before[N];
        for (size_t i = 0; i < 4 * N; i++) {
            acc[i] = (int32_t)next() >> 12;
            scale[i] = real(1e-5f);
            pre[i] = real(step % 7 ? 4.0f : 40.0f);
        }
        memcpy(before, c[0], sizeof before);
        for (int j = 0; j < 2; j++)
            k[j]->lstm(pre, acc, scale, c[j], h[j], N);
        same_floats(c[0], c[1], N);
        assert_memory_equal(h[0], h[1], sizeof h[0]);
        for (size_t i = 0; i < N; i++) {
            double g[4];
            for (size_t s = 0; s < 4; s++)
                g[s] = (double)acc[s * N + i] * (double)scale[s * N + i] + (double)pre[s * N + i];
            double cell = (double)before[i] / (1 + exp(-g[1])) + tanh(g[2]) / (1 + exp(-g[0]));
            double out = tanh(cell) / (1 + exp(-g[3]));
            assert_true(fabs(cell - (double)c[0][i]) < 2e-6 * (1 + fabs(cell)));
            assert_true(fabs(out * SYN_LSTM_ONE - h[0][i]) < 0.51);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_is_exact),
        cmocka_unit_test(dots_are_exact),
        cmocka_unit_test(elementwise_gives_the_same_bits),
        cmocka_unit_test(lstm_gives_the_same_bits_and_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
