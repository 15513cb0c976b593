/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of weights, as a reader sees them.
 */
#ifndef SYNOPTIC_MODEL_H
#define SYNOPTIC_MODEL_H

#include <synoptic/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Checks a file of weights whole and appends to `out` what it says of itself: identity, format
 * version, size, metadata (name, version, licence, data, recipe, seed, date and more), and a line
 * for each tensor: name, type, shape, bytes, place. SYN_E_IO (cannot be read), SYN_E_FORMAT (not a
 * weights file, or a broken one), SYN_E_VERSION (newer), SYN_E_TRUNCATED, SYN_E_CHECKSUM,
 * SYN_E_NOMEM; `err` has the file, the byte and the remedy. Any thread. */
SYN_API syn_status syn_model_dump(const char *path, syn_buf *out, syn_err *err);

#ifdef __cplusplus
}
#endif
#endif
