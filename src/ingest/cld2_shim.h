/* SPDX-License-Identifier: Apache-2.0
 *
 * cld2 (C++) behind a C function.
 */
#ifndef SYNI_INGEST_CLD2_SHIM_H
#define SYNI_INGEST_CLD2_SHIM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ISO 639-1 code of the language most of `text` (valid UTF-8) is in; NULL when that is not clear.
 * Looks at the first 64 KiB. The answer is a static string. */
const char *syni_cld2_language(const char *text, size_t n_bytes);

#ifdef __cplusplus
}
#endif
#endif
