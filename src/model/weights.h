/* SPDX-License-Identifier: Apache-2.0
 *
 * The weights container (docs/formats/model.md): open, look up, print. A file is checked whole
 * (structure, shapes, checksums) before the first tensor is handed out; what is open is frozen and
 * may be read by any number of threads at once. Tensors point into the mapping and live until
 * syn_weights_close. Nothing here allocates after the opening, syn_weights_dump apart.
 *
 * Statuses of opening: SYN_E_IO (cannot be read), SYN_E_FORMAT (not a weights file, or one that
 * breaks the format's rules), SYN_E_VERSION (newer), SYN_E_TRUNCATED, SYN_E_CHECKSUM,
 * SYN_E_NOMEM. Of looking up: SYN_E_MISSING (no such chunk or key), SYN_E_SHAPE (other type or
 * shape). `err` gets the file, the byte offset, the chunk and the remedy.
 */
#ifndef SYNI_MODEL_WEIGHTS_H
#define SYNI_MODEL_WEIGHTS_H

#include <synoptic/base.h>

enum { SYN_WEIGHTS_VERSION = 1, SYN_TENSOR_MAX_DIMS = 4 };

typedef enum syn_dtype {
    SYN_DTYPE_META = 1,
    SYN_DTYPE_I8 = 2,
    SYN_DTYPE_U8 = 3,
    SYN_DTYPE_I16 = 4,
    SYN_DTYPE_I32 = 5,
    SYN_DTYPE_F32 = 6,
    SYN_DTYPE_STRINGS = 7
} syn_dtype;
/* "meta", "i8", "u8", "i16", "i32", "f32", "strings"; "unknown" otherwise. */
const char *syn_dtype_name(syn_dtype dtype);

/* One chunk. `data` is aligned to 64 bytes and little-endian; row-major, slowest dimension first.
 */
typedef struct syn_tensor {
    syn_str name;
    const void *data;
    uint64_t len_bytes;
    uint32_t dtype; /* syn_dtype */
    uint32_t n_dims;
    uint32_t dims[SYN_TENSOR_MAX_DIMS];
} syn_tensor;

typedef struct syn_weights syn_weights;

/* Maps and checks a file. On success *out is to be closed with syn_weights_close. */
syn_status syn_weights_open(const char *path, syn_weights **out, syn_err *err);
/* The same over bytes that the caller keeps alive and unchanged; `bytes` aligned to 4. `where`
 * names them in errors and may be NULL. */
syn_status syn_weights_open_memory(
    const void *bytes, size_t n_bytes, const char *where, syn_weights **out, syn_err *err);
void syn_weights_close(syn_weights *weights); /* NULL is allowed */

/* 16 lower-case hex digits that name the file's content; lives as long as `weights`. */
syn_str syn_weights_id(const syn_weights *weights);

/* The chunk of that name, or NULL. O(log n). */
const syn_tensor *syn_weights_find(const syn_weights *weights, const char *name);
/* The chunk of that name with that type and shape, or an error. dims[i] 0 stands for any length.
 * n_dims at most SYN_TENSOR_MAX_DIMS. */
syn_status syn_weights_find_tensor(const syn_weights *weights, const char *name, syn_dtype dtype,
    uint32_t n_dims, const uint32_t *dims, const syn_tensor **out, syn_err *err);

/* String i of a SYN_DTYPE_STRINGS chunk; the empty string when i is out of range. */
syn_str syn_tensor_string(const syn_tensor *strings, uint32_t i);

/* Metadata. Missing keys give SYN_E_MISSING, another kind SYN_E_SHAPE. A whole number is also
 * given as a real one. The string lives as long as `weights`. */
syn_status syn_weights_meta_text(
    const syn_weights *weights, const char *key, syn_str *out, syn_err *err);
syn_status syn_weights_meta_int(
    const syn_weights *weights, const char *key, int64_t *out, syn_err *err);
syn_status syn_weights_meta_real(
    const syn_weights *weights, const char *key, double *out, syn_err *err);

/* What `synoptic model dump` prints: identity, metadata, one line a chunk. Bytes that are no
 * printable ASCII in names and values are written as they are, control bytes as \xHH. */
void syn_weights_dump(const syn_weights *weights, syn_buf *out);

#endif
