/* SPDX-License-Identifier: Apache-2.0
 *
 * The kernels with AVX2, chosen at run time; the bits are those of kernels.c. No fused multiply-add
 * is used in floating point, and none may be: it would round once where the scalar rounds twice.
 *
 * The product keeps four rows by sixteen outputs in registers; int8 weights are widened to int16 as
 * they are loaded and meet a broadcast pair of inputs in vpmaddwd: 128 products in some 22
 * instructions. Rejected: vpmaddubsw (8-bit inputs cost accuracy, and widening its int16 sums takes
 * the same multiplier ports again); AVX-512 and VNNI (the floor we ship for has neither).
 */
#include "model/kernels_avx2.h"

#include "model/tanh.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))
#define AVX2_INLINE __attribute__((target("avx2"), always_inline)) static inline

AVX2_INLINE __m256i pair_at(const int16_t *x)
{
    int32_t v;
    memcpy(&v, x, sizeof v);
    return _mm256_set1_epi32(v);
}

AVX2_INLINE __m256i weights_at(const int8_t *w)
{
    return _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)w));
}

AVX2_INLINE void store(int32_t *y, __m256i v)
{
    _mm256_storeu_si256((__m256i *)(void *)y, v);
}

/* R rows (1 to 4) by one or two groups of eight outputs; R and two are constants at every call, and
 * the sums are named, not an array, so that they stay in registers. */
AVX2_INLINE void tile(const int16_t *x, size_t x_stride, const int8_t *w, uint32_t k, int32_t *y,
    size_t y_stride, const uint32_t R, const int two)
{
    const int8_t *w1 = w + (size_t)k * 8;
    const int16_t *x1 = x + x_stride, *x2 = x1 + x_stride, *x3 = x2 + x_stride;
    __m256i zero = _mm256_setzero_si256();
    __m256i a0 = zero, a1 = zero, a2 = zero, a3 = zero, b0 = zero, b1 = zero, b2 = zero, b3 = zero;
#define ROW(r, xr, a, b)                                                                           \
    if (R > (r)) {                                                                                 \
        __m256i in = pair_at((xr) + 2 * (size_t)p);                                                \
        (a) = _mm256_add_epi32((a), _mm256_madd_epi16(in, u));                                     \
        if (two)                                                                                   \
            (b) = _mm256_add_epi32((b), _mm256_madd_epi16(in, v));                                 \
    }
    for (uint32_t p = 0; p < k / 2; p++) {
        __m256i u = weights_at(w + p * 16);
        __m256i v = two ? weights_at(w1 + p * 16) : u;
        ROW(0, x, a0, b0)
        ROW(1, x1, a1, b1)
        ROW(2, x2, a2, b2)
        ROW(3, x3, a3, b3)
    }
#undef ROW
#define PUT(r, a, b)                                                                               \
    if (R > (r)) {                                                                                 \
        store(y + (r)*y_stride, (a));                                                              \
        if (two)                                                                                   \
            store(y + (r)*y_stride + 8, (b));                                                      \
    }
    PUT(0, a0, b0)
    PUT(1, a1, b1)
    PUT(2, a2, b2)
    PUT(3, a3, b3)
#undef PUT
}

AVX2_INLINE void strip(const int16_t *x, size_t x_stride, uint32_t rows, const int8_t *w,
    uint32_t k, int32_t *y, size_t y_stride, const int two)
{
    uint32_t r = 0;
    for (; r + 4 <= rows; r += 4)
        tile(x + r * x_stride, x_stride, w, k, y + r * y_stride, y_stride, 4, two);
    x += r * x_stride;
    y += r * y_stride;
    if (rows - r == 3)
        tile(x, x_stride, w, k, y, y_stride, 3, two);
    else if (rows - r == 2)
        tile(x, x_stride, w, k, y, y_stride, 2, two);
    else if (rows - r == 1)
        tile(x, x_stride, w, k, y, y_stride, 1, two);
}

AVX2 static void product(const int16_t *x, size_t x_stride, uint32_t rows, const int8_t *w,
    uint32_t n_out, uint32_t k, int32_t *y, size_t y_stride)
{
    uint32_t o = 0;
    for (; o + 16 <= n_out; o += 16)
        strip(x, x_stride, rows, w + (size_t)o * k, k, y + o, y_stride, 1);
    if (o < n_out)
        strip(x, x_stride, rows, w + (size_t)o * k, k, y + o, y_stride, 0);
}

AVX2 static void dots(
    const int16_t *a, const int16_t *b, size_t b_stride, uint32_t rows, uint32_t k, int32_t *y)
{
    for (uint32_t r = 0; r < rows; r++) {
        const int16_t *br = b + r * b_stride;
        __m256i acc = _mm256_setzero_si256();
        for (uint32_t i = 0; i < k; i += 16) {
            __m256i u = _mm256_loadu_si256((const __m256i *)(const void *)(a + i));
            __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(br + i));
            acc = _mm256_add_epi32(acc, _mm256_madd_epi16(u, v));
        }
        __m128i s = _mm_add_epi32(_mm256_castsi256_si128(acc), _mm256_extracti128_si256(acc, 1));
        s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4E));
        s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0xB1));
        y[r] = _mm_cvtsi128_si32(s);
    }
}

AVX2_INLINE __m256 ints_at(const int32_t *p)
{
    return _mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)(const void *)p));
}

AVX2 static void affine(
    const int32_t *acc, const float *scale, const float *bias, float *y, uint32_t n)
{
    for (uint32_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_mul_ps(ints_at(acc + i), _mm256_loadu_ps(scale + i));
        _mm256_storeu_ps(y + i, _mm256_add_ps(v, _mm256_loadu_ps(bias + i)));
    }
}

AVX2 static void add_row(float *y, const int8_t *row, float scale, uint32_t n)
{
    __m256 s = _mm256_set1_ps(scale);
    for (uint32_t i = 0; i < n; i += 8) {
        __m256i q = _mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)(row + i)));
        __m256 v = _mm256_mul_ps(_mm256_cvtepi32_ps(q), s);
        _mm256_storeu_ps(y + i, _mm256_add_ps(_mm256_loadu_ps(y + i), v));
    }
}

/* Eight whole numbers in int16's range, stored as int16. */
AVX2_INLINE void store_short(int16_t *y, __m256i v)
{
    __m256i packed = _mm256_permute4x64_epi64(_mm256_packs_epi32(v, v), 0x08);
    _mm_storeu_si128((__m128i *)(void *)y, _mm256_castsi256_si128(packed));
}

AVX2 static void quantise(
    const float *x, float scale, float low, float high, int16_t *y, uint32_t n)
{
    __m256 s = _mm256_set1_ps(scale), lo = _mm256_set1_ps(low), hi = _mm256_set1_ps(high);
    for (uint32_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x + i), s);
        v = _mm256_min_ps(_mm256_max_ps(v, lo), hi);
        store_short(y + i, _mm256_cvtps_epi32(v));
    }
}

AVX2_INLINE __m256 tanh_of(__m256 v)
{
    v = _mm256_max_ps(v, _mm256_set1_ps(-SYN_TANH_CLAMP));
    v = _mm256_min_ps(v, _mm256_set1_ps(SYN_TANH_CLAMP));
    __m256 s = _mm256_mul_ps(v, v);
#define STEP(p, c) _mm256_add_ps(_mm256_mul_ps(p, s), _mm256_set1_ps(c))
    __m256 p = STEP(_mm256_set1_ps(SYN_TANH_A13), SYN_TANH_A11);
    p = STEP(p, SYN_TANH_A9);
    p = STEP(p, SYN_TANH_A7);
    p = STEP(p, SYN_TANH_A5);
    p = STEP(p, SYN_TANH_A3);
    p = STEP(p, SYN_TANH_A1);
    p = _mm256_mul_ps(p, v);
    __m256 q = STEP(_mm256_set1_ps(SYN_TANH_B6), SYN_TANH_B4);
    q = STEP(q, SYN_TANH_B2);
    q = STEP(q, SYN_TANH_B0);
#undef STEP
    return _mm256_div_ps(p, q);
}

AVX2_INLINE __m256 sigmoid_of(__m256 v)
{
    __m256 half = _mm256_set1_ps(0.5f);
    return _mm256_add_ps(_mm256_mul_ps(tanh_of(_mm256_mul_ps(v, half)), half), half);
}

AVX2 static void lstm(
    const float *pre, const int32_t *acc, const float *scale, float *c, int16_t *h, uint32_t n)
{
#define GATE(at)                                                                                   \
    _mm256_add_ps(_mm256_mul_ps(ints_at(acc + (at)), _mm256_loadu_ps(scale + (at))),               \
        _mm256_loadu_ps(pre + (at)))
    for (uint32_t j = 0; j < n; j += 8) {
        __m256 i = sigmoid_of(GATE(j));
        __m256 f = sigmoid_of(GATE(n + j));
        __m256 g = tanh_of(GATE(2 * n + j));
        __m256 o = sigmoid_of(GATE(3 * n + j));
        __m256 kept = _mm256_mul_ps(f, _mm256_loadu_ps(c + j));
        __m256 cell = _mm256_add_ps(kept, _mm256_mul_ps(i, g));
        _mm256_storeu_ps(c + j, cell);
        __m256 out = _mm256_mul_ps(o, tanh_of(cell));
        store_short(
            h + j, _mm256_cvtps_epi32(_mm256_mul_ps(out, _mm256_set1_ps((float)SYN_LSTM_ONE))));
    }
#undef GATE
}

static const syn_kernels fast = {"avx2", product, dots, affine, add_row, quantise, lstm};

const syn_kernels *syni_kernels_avx2(void)
{
    return __builtin_cpu_supports("avx2") ? &fast : NULL;
}

#else

const syn_kernels *syni_kernels_avx2(void)
{
    return NULL;
}

#endif
