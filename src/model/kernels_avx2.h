/* SPDX-License-Identifier: Apache-2.0
 *
 * The AVX2 set of kernels. */
#ifndef SYNI_MODEL_KERNELS_AVX2_H
#define SYNI_MODEL_KERNELS_AVX2_H

#include "model/kernels.h"

/* NULL where the processor or the compiler's target lacks AVX2. */
const syn_kernels *syni_kernels_avx2(void);

#endif
