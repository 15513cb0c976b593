/* SPDX-License-Identifier: Apache-2.0
 *
 * Base types of libsynoptic: status, error, span, borrowed and owned strings, arena, log sink.
 *
 * Every public function that can fail returns `syn_status`: 0 is success, every failure is
 * negative. Outputs and `syn_err` are untouched on success (err) and on failure (outputs).
 * No function here keeps global state; distinct objects may be used on distinct threads.
 */
#ifndef SYNOPTIC_BASE_H
#define SYNOPTIC_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SYN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define SYN_API __attribute__((visibility("default")))
#else
#define SYN_PRINTF(fmt, args)
#define SYN_API
#endif

/* Index that stands for "none" in every uint32_t index field. */
#define SYN_NONE UINT32_MAX

/* ---- status and error ---------------------------------------------------------------------- */

typedef enum syn_status {
    SYN_OK = 0,
    SYN_E_NO = -1,         /* the answer is no: nothing found, a difference found */
    SYN_E_USAGE = -2,      /* the caller's words or arguments are off */
    SYN_E_IO = -3,         /* file, disk, network; `os_errno` says which */
    SYN_E_NOMEM = -4,      /* out of memory, or an arena's budget is spent */
    SYN_E_LIMIT = -5,      /* a documented cap was met (document size, depth) */
    SYN_E_FORMAT = -6,     /* the bytes are not what they should be */
    SYN_E_VERSION = -7,    /* a file of a newer, unknown version */
    SYN_E_CHECKSUM = -8,   /* a file whose checksum does not hold */
    SYN_E_TRUNCATED = -9,  /* a file that ends too early */
    SYN_E_MISSING = -10,   /* a model or data file that is needed was not found */
    SYN_E_CANCELLED = -11, /* the caller's callback asked to stop */
    SYN_E_BUG = -12,       /* a broken invariant of ours */
    SYN_E_SHAPE = -13      /* a part of a model file has another type or shape than is needed */
} syn_status;

/* One lower-case word for a status ("io", "format", …); never NULL. */
SYN_API const char *syn_status_name(syn_status status);

/* The process exit status of CONTRACT.md for a status: 0, 1, 2, 3, 4 or 70. */
SYN_API int syn_status_exit(syn_status status);

/* What went wrong, where, and what the user can do. Plain data, no ownership. */
typedef struct syn_err {
    syn_status code;
    int os_errno;          /* 0 when the operating system had no part in it */
    uint64_t offset_bytes; /* place in the file named by `where`; UINT64_MAX if unknown */
    char where[256];       /* file, or file and record; cut at the end, NUL-terminated */
    char message[512];     /* one sentence and the remedy; NUL-terminated */
} syn_err;

/* Fills `err` (which may be NULL) and returns `code`. `where` may be NULL. */
SYN_API syn_status syn_err_set(
    syn_err *err, syn_status code, const char *where, const char *fmt, ...) SYN_PRINTF(4, 5);

/* ---- spans and strings --------------------------------------------------------------------- */

/* Half-open range of bytes [start, end) of the text it is said to point into. */
typedef struct syn_span {
    uint32_t start, end;
} syn_span;

static inline bool syn_span_contains(syn_span outer, syn_span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static inline bool syn_span_overlaps(syn_span a, syn_span b)
{
    return a.start < b.end && b.start < a.end;
}

/* A borrowed string: `len` bytes at `ptr`, not NUL-terminated; ptr may be NULL when len is 0. */
typedef struct syn_str {
    const char *ptr;
    size_t len;
} syn_str;

#define SYN_STR(literal) ((syn_str){("" literal), sizeof(literal) - 1})
/* For printf's "%.*s". */
#define SYN_ARG(s) ((int)((s).len > 1 << 20 ? 1 << 20 : (s).len)), ((s).ptr ? (s).ptr : "")

SYN_API syn_str syn_str_from(const char *z); /* NULL gives the empty string */
SYN_API bool syn_str_eq(syn_str a, syn_str b);
SYN_API bool syn_str_eq_z(syn_str a, const char *z);
SYN_API bool syn_str_eq_nocase(syn_str a, syn_str b); /* ASCII case only */
SYN_API int syn_str_cmp(syn_str a, syn_str b);        /* byte order, like memcmp */
SYN_API bool syn_str_starts(syn_str s, syn_str prefix);
SYN_API bool syn_str_starts_nocase(syn_str s, syn_str prefix); /* ASCII case only */
SYN_API bool syn_str_ends(syn_str s, syn_str suffix);
SYN_API size_t syn_str_find(syn_str s, syn_str needle);             /* SIZE_MAX when absent */
SYN_API syn_str syn_str_slice(syn_str s, size_t start, size_t end); /* clamped to s */
SYN_API syn_str syn_str_trim(syn_str s);                            /* ASCII white space */
/* Text of a span; the empty string when the span is outside of `text`. */
SYN_API syn_str syn_str_span(syn_str text, syn_span span);

/* An owned, growable string on the heap. Zero-initialise; free with syn_buf_free. Failure is
 * sticky: once `failed` is set, appends do nothing. `ptr` is NUL-terminated when not NULL. */
typedef struct syn_buf {
    char *ptr;
    size_t len, cap;
    bool failed;
} syn_buf;

SYN_API void syn_buf_free(syn_buf *buf);
SYN_API void syn_buf_clear(syn_buf *buf); /* keeps the storage, and the failure */
SYN_API bool syn_buf_reserve(syn_buf *buf, size_t extra_bytes);
SYN_API void syn_buf_append(syn_buf *buf, const void *bytes, size_t n_bytes);
SYN_API void syn_buf_str(syn_buf *buf, syn_str s);
SYN_API void syn_buf_z(syn_buf *buf, const char *z);
SYN_API void syn_buf_char(syn_buf *buf, char c);
SYN_API void syn_buf_printf(syn_buf *buf, const char *fmt, ...) SYN_PRINTF(2, 3);
static inline syn_str syn_buf_view(const syn_buf *buf)
{
    return (syn_str){buf->ptr, buf->len};
}

/* ---- arena --------------------------------------------------------------------------------- */

/* A bump allocator in blocks. Two serve a document: `keep` (what the document owns) and `scratch`
 * (dead at the end of a stage). Failure (budget or memory) is sticky and tested once at a stage's
 * end with syn_arena_failed. With SYN_ARENA_MALLOC defined at build time every allocation is its
 * own malloc, so that sanitizers see inside. One thread at a time. */
typedef struct syn_arena_block syn_arena_block;
typedef struct syn_arena {
    syn_arena_block *blocks;
    size_t used_bytes, budget_bytes, peak_bytes;
    bool failed;
} syn_arena;

typedef struct syn_arena_mark {
    syn_arena_block *block;
    size_t block_used_bytes, used_bytes;
} syn_arena_mark;

/* budget_bytes 0: no budget. */
SYN_API void syn_arena_init(syn_arena *arena, size_t budget_bytes);
SYN_API void syn_arena_release(syn_arena *arena); /* frees all; the arena may be used again */
SYN_API void syn_arena_clear(syn_arena *arena);   /* forgets all, keeps a block, unsets failure */
/* Zeroed memory, aligned for any type; NULL on failure or for zero bytes after a failure. */
SYN_API void *syn_arena_alloc(syn_arena *arena, size_t n_bytes);
/* n * size with overflow checked. */
SYN_API void *syn_arena_calloc(syn_arena *arena, size_t n, size_t size_bytes);
/* Copies; the result is NUL-terminated; the empty string on failure. */
SYN_API syn_str syn_arena_str(syn_arena *arena, syn_str s);
SYN_API syn_str syn_arena_printf(syn_arena *arena, const char *fmt, ...) SYN_PRINTF(2, 3);
SYN_API syn_arena_mark syn_arena_mark_get(const syn_arena *arena);
SYN_API void syn_arena_rewind(syn_arena *arena, syn_arena_mark mark);
static inline bool syn_arena_failed(const syn_arena *arena)
{
    return arena->failed;
}
#define SYN_NEW(arena, type) ((type *)syn_arena_alloc((arena), sizeof(type)))
#define SYN_NEW_N(arena, type, n) ((type *)syn_arena_calloc((arena), (n), sizeof(type)))

/* ---- log sink ------------------------------------------------------------------------------ */

typedef enum syn_log_level {
    SYN_LOG_ERROR,
    SYN_LOG_WARN,
    SYN_LOG_INFO,
    SYN_LOG_DEBUG
} syn_log_level;

/* Where talk goes; the library itself never prints. `write` may be NULL: silence. The message is
 * one line without a line feed and lives for the call. May be called from several threads. */
typedef struct syn_log {
    void (*write)(void *ctx, syn_log_level level, syn_str message);
    void *ctx;
} syn_log;

SYN_API void syn_log_write(const syn_log *log, syn_log_level level, const char *fmt, ...)
    SYN_PRINTF(3, 4);

#ifdef __cplusplus
}
#endif
#endif
