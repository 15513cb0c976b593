/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads the weights container of docs/formats/model.md.
 *
 * Method: one pass over the header, one over the chunk table, one over the bodies, each field
 * checked before it is used; the table is sorted by name, so look-up is a binary search. Checksums
 * are XXH3-64 (Collet, xxHash 0.8, https://xxhash.com). Lengths are 64-bit; no sum or product is
 * formed before it is known to fit.
 * Invariants: every byte of an open file is covered by a checksum or is a zero that was looked at;
 * the table checksum covers the bodies' checksums, and so names the content.
 * Cost: one read of the file, about a millisecond for 15 MB; n_chunks small allocations' worth in
 * one block. Rejected: lazy checks (an error in the midst of a stream of documents).
 */
#include "model/weights.h"

#include "os/os.h"

#include <synoptic/model.h>

#include <xxhash.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "weights are mapped as they are: little-endian machines only"
#endif

/* docs/formats/model.md: the header and the table. */
enum {
    HEADER_BYTES = 64,
    ENTRY_BYTES = 96,
    NAME_BYTES = 48,
    MAX_CHUNKS = 4096,
    ALIGN_BYTES = 64,
    MAX_KEY_BYTES = 255
};
static const unsigned char MAGIC[8] = {0x89, 'S', 'Y', 'N', 0x0D, 0x0A, 0x1A, 0x0A};

enum { META_TEXT = 1, META_INT = 2, META_REAL = 3 };

struct syn_weights {
    syn_os_map map; /* ptr NULL when the bytes are the caller's */
    const unsigned char *bytes;
    uint64_t n_bytes;
    uint32_t n_tensors;
    const syn_tensor *meta;
    char id[17];
    char where[200];
    syn_tensor tensors[]; /* [n_tensors], ascending by name */
};

static const char REMEDY_REPLACE[] = "replace it with the file of this release";

static uint32_t load_u32(const unsigned char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint64_t load_u64(const unsigned char *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static uint32_t load_u16(const unsigned char *p)
{
    uint16_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static syn_status fail(
    syn_err *err, syn_status code, const char *where, uint64_t offset, const char *what)
{
    (void)syn_err_set(
        err, code, where, "%s at byte %llu; %s", what, (unsigned long long)offset, REMEDY_REPLACE);
    if (err != NULL)
        err->offset_bytes = offset;
    return code;
}

const char *syn_dtype_name(syn_dtype dtype)
{
    switch (dtype) {
    case SYN_DTYPE_META:
        return "meta";
    case SYN_DTYPE_I8:
        return "i8";
    case SYN_DTYPE_U8:
        return "u8";
    case SYN_DTYPE_I16:
        return "i16";
    case SYN_DTYPE_I32:
        return "i32";
    case SYN_DTYPE_F32:
        return "f32";
    case SYN_DTYPE_STRINGS:
        return "strings";
    }
    return "unknown";
}

/* Bytes of one element; 0 for chunks that are no plain array. */
static uint64_t element_bytes(uint32_t dtype)
{
    switch (dtype) {
    case SYN_DTYPE_I8:
    case SYN_DTYPE_U8:
        return 1;
    case SYN_DTYPE_I16:
        return 2;
    case SYN_DTYPE_I32:
    case SYN_DTYPE_F32:
        return 4;
    default:
        return 0;
    }
}

static bool is_name_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '/';
}

/* Length of a well-formed name field, or 0. */
static uint32_t name_len(const unsigned char name[NAME_BYTES])
{
    uint32_t n = 0;

    while (n < NAME_BYTES && is_name_byte(name[n]))
        n++;
    if (n == NAME_BYTES)
        return 0;
    for (uint32_t i = n; i < NAME_BYTES; i++) {
        if (name[i] != 0)
            return 0;
    }
    return n;
}

static bool all_zero(const unsigned char *p, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        if (p[i] != 0)
            return false;
    }
    return true;
}

/* The header, in the order that docs/formats/model.md promises. */
static syn_status check_header(const unsigned char *bytes, uint64_t n_bytes, const char *where,
    uint32_t *n_chunks, syn_err *err)
{
    uint64_t file_bytes;
    uint32_t n;

    if (n_bytes < sizeof MAGIC || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return fail(err, SYN_E_FORMAT, where, 0, "not a weights file");
    if (n_bytes < 12)
        return fail(err, SYN_E_TRUNCATED, where, n_bytes, "the file ends in its header");
    if (load_u32(bytes + 8) > SYN_WEIGHTS_VERSION) {
        (void)syn_err_set(err, SYN_E_VERSION, where,
            "format version %u, this program reads up to %d; update the program",
            load_u32(bytes + 8), (int)SYN_WEIGHTS_VERSION);
        if (err != NULL)
            err->offset_bytes = 8;
        return SYN_E_VERSION;
    }
    if (n_bytes < HEADER_BYTES)
        return fail(err, SYN_E_TRUNCATED, where, n_bytes, "the file ends in its header");
    if (XXH3_64bits(bytes, 56) != load_u64(bytes + 56))
        return fail(err, SYN_E_CHECKSUM, where, 56, "the header's checksum does not hold");
    file_bytes = load_u64(bytes + 16);
    if (n_bytes < file_bytes)
        return fail(err, SYN_E_TRUNCATED, where, n_bytes, "the file ends too early");
    if (n_bytes > file_bytes)
        return fail(err, SYN_E_FORMAT, where, file_bytes, "bytes after the end");
    n = load_u32(bytes + 24);
    if (load_u32(bytes + 8) == 0)
        return fail(err, SYN_E_FORMAT, where, 8, "format version 0");
    if (load_u32(bytes + 12) != HEADER_BYTES)
        return fail(err, SYN_E_FORMAT, where, 12, "another header length");
    if (n < 1 || n > MAX_CHUNKS)
        return fail(err, SYN_E_FORMAT, where, 24, "a number of chunks out of range");
    if (load_u32(bytes + 28) != ENTRY_BYTES)
        return fail(err, SYN_E_FORMAT, where, 28, "another entry length");
    if (load_u64(bytes + 32) != 0 || load_u64(bytes + 48) != 0)
        return fail(err, SYN_E_FORMAT, where, 32, "reserved bytes are set");
    if (n_bytes - HEADER_BYTES < (uint64_t)n * ENTRY_BYTES)
        return fail(err, SYN_E_TRUNCATED, where, n_bytes, "the file ends in its chunk table");
    if (XXH3_64bits(bytes + HEADER_BYTES, (size_t)n * ENTRY_BYTES) != load_u64(bytes + 40))
        return fail(
            err, SYN_E_CHECKSUM, where, HEADER_BYTES, "the chunk table's checksum does not hold");
    *n_chunks = n;
    return SYN_OK;
}

/* Next metadata entry at *at; false at the end or when the body is malformed (then *bad). */
typedef struct meta_entry {
    syn_str key, value;
    uint32_t kind;
} meta_entry;

static bool meta_next(const syn_tensor *meta, uint64_t *at, meta_entry *out, bool *bad)
{
    const unsigned char *p = meta->data;
    uint64_t left = meta->len_bytes - *at;
    uint32_t n_key, n_value;

    if (left == 0)
        return false;
    *bad = true;
    if (left < 8)
        return false;
    p += *at;
    n_key = load_u16(p);
    n_value = load_u32(p + 4);
    if (n_key == 0 || n_key > MAX_KEY_BYTES || left - 8 < n_key || left - 8 - n_key < n_value)
        return false;
    out->kind = load_u16(p + 2);
    out->key = (syn_str){(const char *)p + 8, n_key};
    out->value = (syn_str){(const char *)p + 8 + n_key, n_value};
    if (out->kind < META_TEXT || out->kind > META_REAL)
        return false;
    if (out->kind != META_TEXT && n_value != 8)
        return false;
    for (uint32_t i = 0; i < n_key; i++) {
        if (!is_name_byte(p[8 + i]) || p[8 + i] == '/')
            return false;
    }
    *bad = false;
    *at += 8 + (uint64_t)n_key + n_value;
    return true;
}

static bool meta_find(const syn_weights *weights, syn_str key, meta_entry *out)
{
    uint64_t at = 0;
    bool bad = false;

    while (meta_next(weights->meta, &at, out, &bad)) {
        if (syn_str_eq(out->key, key))
            return true;
    }
    return false;
}

static syn_status check_meta(const syn_weights *weights, uint64_t offset, syn_err *err)
{
    static const struct {
        const char *key;
        uint32_t kind;
    } required[] = {{"name", META_TEXT}, {"version", META_INT}, {"licence", META_TEXT},
        {"data", META_TEXT}, {"recipe", META_TEXT}, {"seed", META_INT}, {"date", META_TEXT}};
    enum { MAX_ENTRIES = 1024 }; /* bounds the quadratic look for a key that comes twice */
    meta_entry entry, other;
    uint64_t at = 0, n = 0;
    bool bad = false;

    while (meta_next(weights->meta, &at, &entry, &bad)) {
        uint64_t before = 0;
        bool ignored = false;

        if (++n > MAX_ENTRIES)
            return fail(err, SYN_E_FORMAT, weights->where, offset, "too many metadata");
        while (meta_next(weights->meta, &before, &other, &ignored) && before < at) {
            if (syn_str_eq(other.key, entry.key))
                return fail(err, SYN_E_FORMAT, weights->where, offset, "a metadata key twice");
        }
    }
    if (bad)
        return fail(err, SYN_E_FORMAT, weights->where, offset + at, "malformed metadata");
    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (!meta_find(weights, syn_str_from(required[i].key), &entry) ||
            entry.kind != required[i].kind)
            return fail(err, SYN_E_FORMAT, weights->where, offset, "required metadata are absent");
    }
    return SYN_OK;
}

static bool strings_hold(const syn_tensor *t)
{
    const unsigned char *p = t->data;
    uint64_t head = ((uint64_t)t->dims[0] + 1) * 4;
    uint32_t last = 0;

    if (t->n_dims != 1 || t->len_bytes < head || load_u32(p) != 0)
        return false;
    for (uint64_t i = 1; i <= t->dims[0]; i++) {
        uint32_t next = load_u32(p + i * 4);

        if (next < last)
            return false;
        last = next;
    }
    return last == t->len_bytes - head;
}

/* dims fit the length of the body; shape products are checked before each multiplication. */
static bool shape_holds(const syn_tensor *t)
{
    uint64_t n = element_bytes(t->dtype);

    for (uint32_t i = t->n_dims; i < SYN_TENSOR_MAX_DIMS; i++) {
        if (t->dims[i] != 0)
            return false;
    }
    if (t->dtype == SYN_DTYPE_META)
        return t->n_dims == 0;
    if (t->dtype == SYN_DTYPE_STRINGS)
        return t->n_dims == 1;
    for (uint32_t i = 0; i < t->n_dims; i++) {
        if (t->dims[i] != 0 && n > UINT64_MAX / t->dims[i])
            return false;
        n *= t->dims[i];
    }
    return n == t->len_bytes;
}

static syn_status check_chunks(syn_weights *w, syn_err *err)
{
    uint64_t end = HEADER_BYTES + (uint64_t)w->n_tensors * ENTRY_BYTES, meta_offset = 0;

    for (uint32_t i = 0; i < w->n_tensors; i++) {
        const unsigned char *entry = w->bytes + HEADER_BYTES + (size_t)i * ENTRY_BYTES;
        uint64_t at = HEADER_BYTES + (uint64_t)i * ENTRY_BYTES;
        uint64_t offset = load_u64(entry + 72), length = load_u64(entry + 80);
        uint64_t aligned = end + (ALIGN_BYTES - end % ALIGN_BYTES) % ALIGN_BYTES;
        syn_tensor *t = &w->tensors[i];

        t->name = (syn_str){(const char *)entry, name_len(entry)};
        t->dtype = load_u32(entry + 48);
        t->n_dims = load_u32(entry + 52);
        for (uint32_t d = 0; d < SYN_TENSOR_MAX_DIMS; d++)
            t->dims[d] = load_u32(entry + 56 + d * 4);
        t->len_bytes = length;
        if (t->name.len == 0)
            return fail(err, SYN_E_FORMAT, w->where, at, "a malformed chunk name");
        if (i > 0 && memcmp(entry - ENTRY_BYTES, entry, NAME_BYTES) >= 0)
            return fail(err, SYN_E_FORMAT, w->where, at, "chunk names out of order");
        if (t->dtype < SYN_DTYPE_META || t->dtype > SYN_DTYPE_STRINGS)
            return fail(err, SYN_E_FORMAT, w->where, at + 48, "an unknown chunk type");
        if (t->n_dims > SYN_TENSOR_MAX_DIMS || !shape_holds(t))
            return fail(err, SYN_E_FORMAT, w->where, at + 52, "a shape that is not its length's");
        if (offset != aligned || offset > w->n_bytes || length > w->n_bytes - offset)
            return fail(err, SYN_E_FORMAT, w->where, at + 72, "a chunk out of its place");
        if (!all_zero(w->bytes + end, offset - end))
            return fail(err, SYN_E_FORMAT, w->where, end, "bytes set between two chunks");
        t->data = w->bytes + offset;
        if (XXH3_64bits(t->data, (size_t)length) != load_u64(entry + 88)) {
            (void)syn_err_set(err, SYN_E_CHECKSUM, w->where,
                "the checksum of chunk %.*s at byte %llu does not hold; %s", SYN_ARG(t->name),
                (unsigned long long)offset, REMEDY_REPLACE);
            if (err != NULL)
                err->offset_bytes = offset;
            return SYN_E_CHECKSUM;
        }
        if (t->dtype == SYN_DTYPE_STRINGS && !strings_hold(t))
            return fail(err, SYN_E_FORMAT, w->where, offset, "a malformed string table");
        if (t->dtype == SYN_DTYPE_META) {
            if (!syn_str_eq(t->name, SYN_STR("meta")))
                return fail(err, SYN_E_FORMAT, w->where, at, "metadata under another name");
            w->meta = t;
            meta_offset = offset;
        }
        end = offset + length;
    }
    if (end != w->n_bytes)
        return fail(err, SYN_E_FORMAT, w->where, end, "bytes after the last chunk");
    if (w->meta == NULL)
        return fail(err, SYN_E_FORMAT, w->where, HEADER_BYTES, "no metadata");
    return check_meta(w, meta_offset, err);
}

syn_status syn_weights_open_memory(
    const void *bytes, size_t n_bytes, const char *where, syn_weights **out, syn_err *err)
{
    static const char hex[] = "0123456789abcdef";
    uint32_t n_chunks = 0;
    syn_weights *w;
    uint64_t id;
    syn_status status;

    if (where == NULL)
        where = "weights";
    status = check_header(bytes, n_bytes, where, &n_chunks, err);
    if (status != SYN_OK)
        return status;
    w = calloc(1, sizeof *w + n_chunks * sizeof(syn_tensor));
    if (w == NULL)
        return syn_err_set(err, SYN_E_NOMEM, where, "out of memory");
    w->bytes = bytes;
    w->n_bytes = n_bytes;
    w->n_tensors = n_chunks;
    (void)snprintf(w->where, sizeof w->where, "%s", where);
    id = load_u64(w->bytes + 40);
    for (unsigned i = 0; i < 16; i++)
        w->id[i] = hex[(id >> (60 - 4 * i)) & 15];
    status = check_chunks(w, err);
    if (status != SYN_OK) {
        free(w);
        return status;
    }
    *out = w;
    return SYN_OK;
}

syn_status syn_weights_open(const char *path, syn_weights **out, syn_err *err)
{
    syn_os_map map = {0};
    syn_status status = syn_os_map_file(path, &map, err);

    if (status != SYN_OK)
        return status;
    status = syn_weights_open_memory(map.ptr, map.len, path, out, err);
    if (status != SYN_OK)
        syn_os_unmap(&map);
    else
        (*out)->map = map;
    return status;
}

void syn_weights_close(syn_weights *weights)
{
    if (weights == NULL)
        return;
    syn_os_unmap(&weights->map);
    free(weights);
}

syn_str syn_weights_id(const syn_weights *weights)
{
    return (syn_str){weights->id, 16};
}

const syn_tensor *syn_weights_find(const syn_weights *weights, const char *name)
{
    syn_str key = syn_str_from(name);
    uint32_t low = 0, high = weights->n_tensors;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = syn_str_cmp(weights->tensors[mid].name, key);

        if (order == 0)
            return &weights->tensors[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

syn_status syn_weights_find_tensor(const syn_weights *weights, const char *name, syn_dtype dtype,
    uint32_t n_dims, const uint32_t *dims, const syn_tensor **out, syn_err *err)
{
    const syn_tensor *t = syn_weights_find(weights, name);
    bool same;

    if (t == NULL)
        return syn_err_set(err, SYN_E_MISSING, weights->where, "there is no chunk %s in it; %s",
            name, REMEDY_REPLACE);
    same = t->dtype == (uint32_t)dtype && t->n_dims == n_dims;
    for (uint32_t i = 0; same && i < n_dims && i < SYN_TENSOR_MAX_DIMS; i++)
        same = dims[i] == 0 || dims[i] == t->dims[i];
    if (!same)
        return syn_err_set(err, SYN_E_SHAPE, weights->where,
            "chunk %s is %s[%u,%u,%u,%u] of %u dims, %s[%u,%u,%u,%u] of %u was asked for; %s", name,
            syn_dtype_name((syn_dtype)t->dtype), t->dims[0], t->dims[1], t->dims[2], t->dims[3],
            t->n_dims, syn_dtype_name(dtype), n_dims > 0 ? dims[0] : 0, n_dims > 1 ? dims[1] : 0,
            n_dims > 2 ? dims[2] : 0, n_dims > 3 ? dims[3] : 0, n_dims, REMEDY_REPLACE);
    *out = t;
    return SYN_OK;
}

syn_str syn_tensor_string(const syn_tensor *strings, uint32_t i)
{
    const unsigned char *p = strings->data;
    uint32_t start, end;

    if (strings->dtype != SYN_DTYPE_STRINGS || i >= strings->dims[0])
        return (syn_str){NULL, 0};
    start = load_u32(p + (size_t)i * 4);
    end = load_u32(p + (size_t)i * 4 + 4);
    return (syn_str){(const char *)p + ((size_t)strings->dims[0] + 1) * 4 + start, end - start};
}

static syn_status meta_get(
    const syn_weights *weights, const char *key, meta_entry *out, syn_err *err)
{
    if (!meta_find(weights, syn_str_from(key), out))
        return syn_err_set(err, SYN_E_MISSING, weights->where, "there is no metadata %s in it; %s",
            key, REMEDY_REPLACE);
    return SYN_OK;
}

static syn_status meta_other_kind(const syn_weights *weights, const char *key, syn_err *err)
{
    return syn_err_set(err, SYN_E_SHAPE, weights->where, "metadata %s are of another kind; %s", key,
        REMEDY_REPLACE);
}

syn_status syn_weights_meta_text(
    const syn_weights *weights, const char *key, syn_str *out, syn_err *err)
{
    meta_entry entry;
    syn_status status = meta_get(weights, key, &entry, err);

    if (status != SYN_OK)
        return status;
    if (entry.kind != META_TEXT)
        return meta_other_kind(weights, key, err);
    *out = entry.value;
    return SYN_OK;
}

syn_status syn_weights_meta_int(
    const syn_weights *weights, const char *key, int64_t *out, syn_err *err)
{
    meta_entry entry;
    syn_status status = meta_get(weights, key, &entry, err);

    if (status != SYN_OK)
        return status;
    if (entry.kind != META_INT)
        return meta_other_kind(weights, key, err);
    memcpy(out, entry.value.ptr, sizeof *out);
    return SYN_OK;
}

syn_status syn_weights_meta_real(
    const syn_weights *weights, const char *key, double *out, syn_err *err)
{
    meta_entry entry;
    syn_status status = meta_get(weights, key, &entry, err);
    int64_t whole;

    if (status != SYN_OK)
        return status;
    if (entry.kind == META_TEXT)
        return meta_other_kind(weights, key, err);
    if (entry.kind == META_REAL) {
        memcpy(out, entry.value.ptr, sizeof *out);
    } else {
        memcpy(&whole, entry.value.ptr, sizeof whole);
        *out = (double)whole;
    }
    return SYN_OK;
}

static void put_printable(syn_buf *out, syn_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c < 0x20 || c == 0x7F)
            syn_buf_printf(out, "\\x%02X", c);
        else
            syn_buf_char(out, (char)c);
    }
}

void syn_weights_dump(const syn_weights *weights, syn_buf *out)
{
    meta_entry entry;
    uint64_t at = 0;
    bool bad = false;

    syn_buf_printf(out, "weights %s, format %d, %llu bytes, %u chunks\n", weights->id,
        (int)SYN_WEIGHTS_VERSION, (unsigned long long)weights->n_bytes, weights->n_tensors);
    while (meta_next(weights->meta, &at, &entry, &bad)) {
        syn_buf_printf(out, "  %-20.*s ", SYN_ARG(entry.key));
        if (entry.kind == META_TEXT) {
            put_printable(out, entry.value);
        } else if (entry.kind == META_INT) {
            int64_t v;

            memcpy(&v, entry.value.ptr, sizeof v);
            syn_buf_printf(out, "%lld", (long long)v);
        } else {
            double v;

            memcpy(&v, entry.value.ptr, sizeof v);
            syn_buf_printf(out, "%.17g", v);
        }
        syn_buf_char(out, '\n');
    }
    for (uint32_t i = 0; i < weights->n_tensors; i++) {
        const syn_tensor *t = &weights->tensors[i];

        if (t->dtype == SYN_DTYPE_META)
            continue;
        syn_buf_printf(out, "  %-32.*s %s[", SYN_ARG(t->name), syn_dtype_name((syn_dtype)t->dtype));
        for (uint32_t d = 0; d < t->n_dims; d++)
            syn_buf_printf(out, "%s%u", d > 0 ? ", " : "", t->dims[d]);
        syn_buf_printf(out, "] %llu bytes at %llu\n", (unsigned long long)t->len_bytes,
            (unsigned long long)((const unsigned char *)t->data - weights->bytes));
    }
}

syn_status syn_model_dump(const char *path, syn_buf *out, syn_err *err)
{
    syn_weights *weights = NULL;
    syn_status status = syn_weights_open(path, &weights, err);

    if (status != SYN_OK)
        return status;
    syn_weights_dump(weights, out);
    syn_weights_close(weights);
    if (out->failed)
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    return SYN_OK;
}
