/* SPDX-License-Identifier: Apache-2.0
 *
 * Files, memory maps, folders, clock: the only module that calls POSIX (threads apart, which are
 * base/pool.c's). Paths are bytes, NUL-terminated. All functions are safe on any thread.
 */
#ifndef SYNI_OS_H
#define SYNI_OS_H

#include <synoptic/base.h>

/* Reads a whole file (or standard input for "-") onto the heap; free(bytes->ptr) is the caller's.
 * SYN_E_IO (missing, folder, unreadable), SYN_E_LIMIT beyond max_bytes (0: no limit), SYN_E_NOMEM.
 */
syn_status syn_os_read(const char *path, uint64_t max_bytes, syn_buf *out, syn_err *err);

/* A file mapped read-only; unmap with syn_os_unmap. An empty file gives ptr NULL, len 0. */
typedef struct syn_os_map {
    const unsigned char *ptr;
    size_t len;
} syn_os_map;
syn_status syn_os_map_file(const char *path, syn_os_map *out, syn_err *err);
void syn_os_unmap(syn_os_map *map);

/* Writes through a temporary file beside `path`, syncs, and renames: all or nothing. */
syn_status syn_os_write_atomic(const char *path, syn_str bytes, syn_err *err);

typedef enum syn_os_kind { SYN_OS_ABSENT, SYN_OS_FILE, SYN_OS_FOLDER, SYN_OS_OTHER } syn_os_kind;
syn_os_kind syn_os_kind_of(const char *path);

/* Names in a folder, in byte order, without "." and "..", copied into the arena. */
syn_status syn_os_list(
    const char *folder, syn_arena *arena, syn_str **names, uint32_t *n_names, syn_err *err);

/* A file or standard input ("-") read in pieces. */
typedef struct syn_os_stream syn_os_stream;
syn_status syn_os_stream_open(const char *path, syn_os_stream **out, syn_err *err);
/* Up to `cap` bytes; *n_read 0 at the end. */
syn_status syn_os_stream_read(
    syn_os_stream *stream, char *bytes, size_t cap, size_t *n_read, syn_err *err);
void syn_os_stream_close(syn_os_stream *stream);

/* Monotonic time in nanoseconds, for progress and benchmarks alone; no stage may ask it. */
uint64_t syn_os_now_ns(void);
/* Processor time that the calling thread has used, in nanoseconds; for benchmarks alone. */
uint64_t syn_os_thread_ns(void);
/* Folder of the running program, in the arena; empty when unknown. */
syn_str syn_os_program_folder(syn_arena *arena);
/* Words for an errno value. Thread-safe. Written into `out`. */
void syn_os_error_words(int os_errno, char *out, size_t cap);
/* Highest resident memory of this process so far, in bytes; 0 when unknown. */
uint64_t syn_os_peak_resident_bytes(void);

#endif
