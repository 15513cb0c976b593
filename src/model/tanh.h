/* SPDX-License-Identifier: Apache-2.0
 *
 * Coefficients of tanh(x) = x * A(x^2) / B(x^2), shared by both sets of kernels. Source: Eigen,
 * src/Core/MathFunctionsImpl.h, `generic_fast_tanh_float` (minimax fit; the numbers are facts).
 */
#ifndef SYNI_MODEL_TANH_H
#define SYNI_MODEL_TANH_H

#define SYN_TANH_CLAMP 7.90531110763549805f
#define SYN_TANH_A1 4.89352455891786e-03f
#define SYN_TANH_A3 6.37261928875436e-04f
#define SYN_TANH_A5 1.48572235717979e-05f
#define SYN_TANH_A7 5.12229709037114e-08f
#define SYN_TANH_A9 -8.60467152213735e-11f
#define SYN_TANH_A11 2.00018790482477e-13f
#define SYN_TANH_A13 -2.76076847742355e-16f
#define SYN_TANH_B0 4.89352518554385e-03f
#define SYN_TANH_B2 2.26843463243900e-03f
#define SYN_TANH_B4 1.18534705686654e-04f
#define SYN_TANH_B6 1.19825839466702e-06f

#endif
