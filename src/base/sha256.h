/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 (FIPS 180-4): names raw bytes for good.
 */
#ifndef SYNI_BASE_SHA256_H
#define SYNI_BASE_SHA256_H

#include <synoptic/base.h>

/* 64 lower-case hexadecimal digits and a NUL. */
void syn_sha256_hex(const void *bytes, size_t n_bytes, char out[65]);

#endif
