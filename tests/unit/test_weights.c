/* SPDX-License-Identifier: Apache-2.0
 *
 * The weights container: a good file is read back; each field broken in turn, with its checksums
 * made good again, is refused with its own status; no single flipped bit and no shortening passes.
 */
#include "testing.h"

#include "model/weights.h"

#include <stdalign.h>
#include <xxhash.h>

typedef struct file {
    alignas(64) unsigned char bytes[4096];
    size_t n;
} file;

static void put(file *f, size_t at, const void *p, size_t n)
{
    assert_true(at + n <= sizeof f->bytes);
    memcpy(f->bytes + at, p, n);
    if (at + n > f->n)
        f->n = at + n;
}

static void put_u16(file *f, size_t at, uint16_t v)
{
    put(f, at, &v, 2);
}

static void put_u32(file *f, size_t at, uint32_t v)
{
    put(f, at, &v, 4);
}

static void put_u64(file *f, size_t at, uint64_t v)
{
    put(f, at, &v, 8);
}

static uint32_t get_u32(const file *f, size_t at)
{
    uint32_t v;

    memcpy(&v, f->bytes + at, 4);
    return v;
}

static uint64_t get_u64(const file *f, size_t at)
{
    uint64_t v;

    memcpy(&v, f->bytes + at, 8);
    return v;
}

/* Makes all checksums good again, as far as the table's offsets lie in the file. */
static void seal(file *f)
{
    uint32_t n = get_u32(f, 24);

    for (uint32_t i = 0; n <= 8 && i < n; i++) {
        size_t at = 64 + 96 * (size_t)i;
        uint64_t offset = get_u64(f, at + 72), length = get_u64(f, at + 80);

        if (offset <= f->n && length <= f->n - offset)
            put_u64(f, at + 88, XXH3_64bits(f->bytes + offset, (size_t)length));
    }
    if (n <= 8)
        put_u64(f, 40, XXH3_64bits(f->bytes + 64, 96 * (size_t)n));
    put_u64(f, 56, XXH3_64bits(f->bytes, 56));
}

static size_t meta_entry(
    file *f, size_t at, const char *key, uint16_t kind, const void *v, size_t n)
{
    put_u16(f, at, (uint16_t)strlen(key));
    put_u16(f, at + 2, kind);
    put_u32(f, at + 4, (uint32_t)n);
    put(f, at + 8, key, strlen(key));
    put(f, at + 8 + strlen(key), v, n);
    return at + 8 + strlen(key) + n;
}

static void entry(file *f, uint32_t i, const char *name, uint32_t type, uint32_t n_dims,
    uint32_t d0, uint32_t d1, size_t offset, size_t length)
{
    size_t at = 64 + 96 * (size_t)i;

    put(f, at, name, strlen(name));
    put_u32(f, at + 48, type);
    put_u32(f, at + 52, n_dims);
    put_u32(f, at + 56, d0);
    put_u32(f, at + 60, d1);
    put_u64(f, at + 72, offset);
    put_u64(f, at + 80, length);
}

enum { META_AT = 448, META_TABLE = 64 + 96, STRINGS_TABLE = 64 + 192, W_TABLE = 64 + 288 };
static size_t strings_at, w_at;

/* Chunks: "a" u8 scalar, "meta", "s" strings {"ab", "", "c"}, "w" i16[2][3]. */
static void build(file *f)
{
    static const int16_t w[6] = {1, -2, 3, -4, 5, -6};
    static const uint32_t offsets[4] = {0, 2, 2, 3};
    int64_t version = 7, seed = 42;
    double scale = 0.25;
    size_t at = META_AT + 64;

    memset(f, 0, sizeof *f);
    put(f, 0, "\x89SYN\r\n\x1a\n", 8);
    put_u32(f, 8, 1);
    put_u32(f, 12, 64);
    put_u32(f, 24, 4);
    put_u32(f, 28, 96);
    entry(f, 0, "a", SYN_DTYPE_U8, 0, 0, 0, META_AT, 1);
    put(f, META_AT, "\x09", 1);
    at = meta_entry(f, at, "name", 1, "toy", 3);
    at = meta_entry(f, at, "version", 2, &version, 8);
    at = meta_entry(f, at, "licence", 1, "CC0", 3);
    at = meta_entry(f, at, "data", 1, "none", 4);
    at = meta_entry(f, at, "recipe", 1, "by\nhand", 7);
    at = meta_entry(f, at, "seed", 2, &seed, 8);
    at = meta_entry(f, at, "date", 1, "2025-01-31", 10);
    at = meta_entry(f, at, "scale", 3, &scale, 8);
    entry(f, 1, "meta", SYN_DTYPE_META, 0, 0, 0, META_AT + 64, at - META_AT - 64);
    strings_at = (at + 63) / 64 * 64;
    entry(f, 2, "s", SYN_DTYPE_STRINGS, 1, 3, 0, strings_at, 19);
    put(f, strings_at, offsets, 16);
    put(f, strings_at + 16, "abc", 3);
    w_at = strings_at + 64;
    entry(f, 3, "w", SYN_DTYPE_I16, 2, 2, 3, w_at, 12);
    put(f, w_at, w, 12);
    put_u64(f, 16, f->n);
    seal(f);
}

static syn_status open_file(const file *f, size_t n, syn_err *err)
{
    syn_weights *w = NULL;
    syn_status status = syn_weights_open_memory(f->bytes, n, "toy.syn", &w, err);

    if (status == SYN_OK)
        syn_weights_close(w);
    else
        assert_null(w);
    return status;
}

static void a_good_file_is_read_back(void **state)
{
    static file f;
    syn_weights *w = NULL;
    const syn_tensor *t = NULL;
    syn_err err = {0};
    syn_str text;
    int64_t whole;
    double real;
    syn_buf dump = {0};

    (void)state;
    build(&f);
    assert_int_equal(syn_weights_open_memory(f.bytes, f.n, "toy.syn", &w, &err), SYN_OK);
    assert_int_equal(err.code, 0);
    assert_int_equal(
        syn_weights_find_tensor(w, "w", SYN_DTYPE_I16, 2, (const uint32_t[]){2, 0}, &t, &err),
        SYN_OK);
    assert_int_equal(((const int16_t *)t->data)[5], -6);
    assert_int_equal(t->dims[1], 3);
    t = syn_weights_find(w, "s");
    assert_non_null(t);
    assert_str_is(syn_tensor_string(t, 0), "ab");
    assert_str_is(syn_tensor_string(t, 1), "");
    assert_str_is(syn_tensor_string(t, 2), "c");
    assert_int_equal(syn_tensor_string(t, 3).len, 0);
    assert_null(syn_weights_find(w, "x"));
    assert_null(syn_weights_find(w, ""));
    assert_int_equal(syn_weights_meta_text(w, "licence", &text, &err), SYN_OK);
    assert_str_is(text, "CC0");
    assert_int_equal(syn_weights_meta_int(w, "seed", &whole, &err), SYN_OK);
    assert_int_equal(whole, 42);
    assert_int_equal(syn_weights_meta_real(w, "scale", &real, &err), SYN_OK);
    assert_true(real > 0.24 && real < 0.26);
    assert_int_equal(syn_weights_meta_real(w, "version", &real, &err), SYN_OK);
    assert_int_equal(err.code, 0);
    assert_int_equal(syn_weights_meta_int(w, "scale", &whole, &err), SYN_E_SHAPE);
    assert_int_equal(syn_weights_meta_text(w, "colour", &text, &err), SYN_E_MISSING);
    assert_int_equal(syn_weights_id(w).len, 16);
    syn_weights_dump(w, &dump);
    assert_non_null(strstr(dump.ptr, "recipe               by\\x0Ahand\n"));
    assert_non_null(strstr(dump.ptr, "i16[2, 3] 12 bytes"));
    syn_buf_free(&dump);
    syn_weights_close(w);
}

static void what_is_asked_for_must_be_there(void **state)
{
    static file f;
    syn_weights *w = NULL;
    const syn_tensor *t = NULL;
    syn_err err = {0};

    (void)state;
    build(&f);
    assert_int_equal(syn_weights_open_memory(f.bytes, f.n, NULL, &w, &err), SYN_OK);
    assert_int_equal(
        syn_weights_find_tensor(w, "v", SYN_DTYPE_I16, 0, NULL, &t, &err), SYN_E_MISSING);
    assert_int_equal(
        syn_weights_find_tensor(w, "w", SYN_DTYPE_I8, 2, (const uint32_t[]){2, 3}, &t, &err),
        SYN_E_SHAPE);
    assert_int_equal(
        syn_weights_find_tensor(w, "w", SYN_DTYPE_I16, 1, (const uint32_t[]){2}, &t, &err),
        SYN_E_SHAPE);
    assert_int_equal(
        syn_weights_find_tensor(w, "w", SYN_DTYPE_I16, 2, (const uint32_t[]){2, 4}, &t, &err),
        SYN_E_SHAPE);
    assert_null(t);
    assert_int_equal(syn_status_exit(SYN_E_SHAPE), 4);
    syn_weights_close(w);
}

static void no_flipped_bit_passes(void **state)
{
    static file f;
    syn_err err;

    (void)state;
    build(&f);
    for (size_t i = 0; i < f.n * 8; i++) {
        f.bytes[i / 8] ^= (unsigned char)(1u << i % 8);
        assert_int_not_equal(open_file(&f, f.n, &err), SYN_OK);
        f.bytes[i / 8] ^= (unsigned char)(1u << i % 8);
    }
    assert_int_equal(open_file(&f, f.n, &err), SYN_OK);
}

static void no_shortening_passes(void **state)
{
    static file f;
    syn_err err;

    (void)state;
    build(&f);
    for (size_t n = 8; n < f.n; n++) {
        assert_int_equal(open_file(&f, n, &err), SYN_E_TRUNCATED);
        assert_string_equal(err.where, "toy.syn");
    }
    for (size_t n = 0; n < 8; n++)
        assert_int_equal(open_file(&f, n, &err), SYN_E_FORMAT);
    assert_int_equal(open_file(&f, f.n + 1, &err), SYN_E_FORMAT);
}

/* One field broken, all checksums good. */
typedef struct breakage {
    const char *what;
    size_t at;
    uint64_t value;
    unsigned n_bytes;
    syn_status status;
} breakage;

static void each_broken_field_is_refused(void **state)
{
    static file f;

    (void)state;
    build(&f);
    const breakage breakages[] = {
        {"magic", 0, 'G', 1, SYN_E_FORMAT},
        {"newer version", 8, 2, 4, SYN_E_VERSION},
        {"version 0", 8, 0, 4, SYN_E_FORMAT},
        {"header bytes", 12, 128, 4, SYN_E_FORMAT},
        {"file too short", 16, 5000, 8, SYN_E_TRUNCATED},
        {"file too long", 16, 64, 8, SYN_E_FORMAT},
        {"no chunks", 24, 0, 4, SYN_E_FORMAT},
        {"too many chunks", 24, 5000, 4, SYN_E_FORMAT},
        {"chunks beyond the end", 24, 4000, 4, SYN_E_TRUNCATED},
        {"entry bytes", 28, 64, 4, SYN_E_FORMAT},
        {"reserved", 32, 1, 8, SYN_E_FORMAT},
        {"reserved", 48, 1, 8, SYN_E_FORMAT},
        {"name empty", W_TABLE, 0, 1, SYN_E_FORMAT},
        {"name upper", W_TABLE, 'W', 1, SYN_E_FORMAT},
        {"name order", W_TABLE, 'b', 1, SYN_E_FORMAT},
        {"name twice", W_TABLE, 's', 1, SYN_E_FORMAT},
        {"name's padding", W_TABLE + 40, 'x', 1, SYN_E_FORMAT},
        {"type 0", W_TABLE + 48, 0, 4, SYN_E_FORMAT},
        {"type 8", W_TABLE + 48, 8, 4, SYN_E_FORMAT},
        {"other element", W_TABLE + 48, SYN_DTYPE_I32, 4, SYN_E_FORMAT},
        {"second meta", W_TABLE + 48, SYN_DTYPE_META, 4, SYN_E_FORMAT},
        {"dims 5", W_TABLE + 52, 5, 4, SYN_E_FORMAT},
        {"dims 1", W_TABLE + 52, 1, 4, SYN_E_FORMAT},
        {"dims huge", W_TABLE + 52, UINT32_MAX, 4, SYN_E_FORMAT},
        {"dim", W_TABLE + 56, 3, 4, SYN_E_FORMAT},
        {"dim huge", W_TABLE + 56, UINT32_MAX, 4, SYN_E_FORMAT},
        {"dim past the last", W_TABLE + 68, 1, 4, SYN_E_FORMAT},
        {"offset", W_TABLE + 72, w_at + 1, 8, SYN_E_FORMAT},
        {"offset 0", W_TABLE + 72, 0, 8, SYN_E_FORMAT},
        {"offset overlaps", W_TABLE + 72, strings_at, 8, SYN_E_FORMAT},
        {"offset huge", W_TABLE + 72, UINT64_MAX - 63, 8, SYN_E_FORMAT},
        {"length", W_TABLE + 80, 10, 8, SYN_E_FORMAT},
        {"length huge", W_TABLE + 80, UINT64_MAX, 8, SYN_E_FORMAT},
        {"gap", w_at - 1, 1, 1, SYN_E_FORMAT},
        {"meta's type", META_TABLE + 48, SYN_DTYPE_U8, 4, SYN_E_FORMAT},
        {"meta's name", META_TABLE, 'n', 1, SYN_E_FORMAT},
        {"meta's dims", META_TABLE + 52, 1, 4, SYN_E_FORMAT},
        {"key length", META_AT + 64, 0, 2, SYN_E_FORMAT},
        {"key length", META_AT + 64, 255, 2, SYN_E_FORMAT},
        {"key length", META_AT + 64, 256, 2, SYN_E_FORMAT},
        {"value kind", META_AT + 66, 0, 2, SYN_E_FORMAT},
        {"value kind", META_AT + 66, 2, 2, SYN_E_FORMAT},
        {"value kind", META_AT + 66, 4, 2, SYN_E_FORMAT},
        {"value length", META_AT + 68, UINT32_MAX, 4, SYN_E_FORMAT},
        {"required key", META_AT + 72, 'm', 1, SYN_E_FORMAT},
        {"key's bytes", META_AT + 72, '/', 1, SYN_E_FORMAT},
        {"strings' dims", STRINGS_TABLE + 52, 0, 4, SYN_E_FORMAT},
        {"strings' number", STRINGS_TABLE + 56, 4, 4, SYN_E_FORMAT},
        {"strings' number", STRINGS_TABLE + 56, UINT32_MAX, 4, SYN_E_FORMAT},
        {"strings' first", strings_at, 1, 4, SYN_E_FORMAT},
        {"strings fall", strings_at + 4, 3, 4, SYN_E_FORMAT},
        {"strings' last", strings_at + 12, 2, 4, SYN_E_FORMAT},
        {"strings' last", strings_at + 12, UINT32_MAX, 4, SYN_E_FORMAT},
    };
    for (size_t i = 0; i < sizeof breakages / sizeof *breakages; i++) {
        const breakage *b = &breakages[i];
        syn_err err = {0};
        syn_status status;

        build(&f);
        put(&f, b->at, &b->value, b->n_bytes);
        seal(&f);
        status = open_file(&f, f.n, &err);
        if (status != b->status)
            fail_msg("%s at %zu: %s, not %s (%s)", b->what, b->at, syn_status_name(status),
                syn_status_name(b->status), err.message);
        assert_int_equal(err.code, status);
        assert_int_equal(syn_status_exit(status), 4);
        assert_true(err.offset_bytes <= sizeof f.bytes);
    }
}

static void each_checksum_is_looked_at(void **state)
{
    static file f;
    syn_err err = {0};

    (void)state;
    build(&f);
    f.bytes[60] ^= 1;
    assert_int_equal(open_file(&f, f.n, &err), SYN_E_CHECKSUM);
    build(&f);
    f.bytes[64 + 90] ^= 1;
    assert_int_equal(open_file(&f, f.n, &err), SYN_E_CHECKSUM);
    build(&f);
    f.bytes[w_at] ^= 1;
    assert_int_equal(open_file(&f, f.n, &err), SYN_E_CHECKSUM);
    assert_non_null(strstr(err.message, "chunk w"));
}

static void a_key_twice_is_refused(void **state)
{
    static file f;
    syn_err err = {0};

    (void)state;
    build(&f);
    memcpy(f.bytes + META_AT + 64 + 8 + 4 + 3 + 8 + 7 + 8 + 8, "version", 7); /* was licence */
    seal(&f);
    assert_int_equal(open_file(&f, f.n, &err), SYN_E_FORMAT);
}

static void an_absent_file_is_io(void **state)
{
    syn_weights *w = NULL;
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_weights_open("/nowhere/toy.syn", &w, &err), SYN_E_IO);
    assert_null(w);
    syn_weights_close(NULL);
}

/* Every released version loads: tests/data/weights/. */
static void released_versions_load(void **state)
{
    const char *root = getenv("SYNOPTIC_SOURCE");
    char path[1024];
    syn_weights *w = NULL;
    syn_err err = {0};

    (void)state;
    (void)snprintf(path, sizeof path, "%s/tests/data/weights/v1.syn", root != NULL ? root : ".");
    assert_int_equal(syn_weights_open(path, &w, &err), SYN_OK);
    assert_int_equal(syn_weights_find(w, "w")->dims[0], 2);
    assert_str_is(syn_tensor_string(syn_weights_find(w, "s"), 2), "bcd");
    syn_weights_close(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read_back),
        cmocka_unit_test(what_is_asked_for_must_be_there),
        cmocka_unit_test(no_flipped_bit_passes),
        cmocka_unit_test(no_shortening_passes),
        cmocka_unit_test(each_broken_field_is_refused),
        cmocka_unit_test(each_checksum_is_looked_at),
        cmocka_unit_test(a_key_twice_is_refused),
        cmocka_unit_test(an_absent_file_is_io),
        cmocka_unit_test(released_versions_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
