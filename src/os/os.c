/* SPDX-License-Identifier: Apache-2.0
 *
 * POSIX behind os.h. Reads retry on EINTR; sizes are taken from what was read, never from stat
 * alone (a file may grow, a pipe has no size).
 */
#include "os.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

void syn_os_error_words(int os_errno, char *out, size_t cap)
{
    /* The GNU strerror_r returns its answer, which need not be `out`. */
    char words[128];
    const char *answer = strerror_r(os_errno, words, sizeof words);

    (void)snprintf(out, cap, "%s", answer);
}

static syn_status os_error(syn_err *err, const char *path, const char *what)
{
    int saved = errno;
    char words[128];

    syn_os_error_words(saved, words, sizeof words);
    syn_err_set(err, SYN_E_IO, path, "cannot %s: %s", what, words);
    if (err != NULL)
        err->os_errno = saved;
    return SYN_E_IO;
}

struct syn_os_stream {
    int fd;
    char *path;
};

syn_status syn_os_stream_open(const char *path, syn_os_stream **out, syn_err *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    syn_os_stream *stream;
    struct stat info;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return os_error(err, path, "open");
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        if (!is_stdin)
            close(fd);
        return syn_err_set(err, SYN_E_IO, path, "is a folder, not a file; name a file in it");
    }
    stream = calloc(1, sizeof *stream);
    if (stream != NULL)
        stream->path = strdup(is_stdin ? "standard input" : path);
    if (stream == NULL || stream->path == NULL) {
        free(stream);
        if (!is_stdin)
            close(fd);
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    }
    stream->fd = fd;
    *out = stream;
    return SYN_OK;
}

syn_status syn_os_stream_read(
    syn_os_stream *stream, char *bytes, size_t cap, size_t *n_read, syn_err *err)
{
    ssize_t n;

    do
        n = read(stream->fd, bytes, cap);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return os_error(err, stream->path, "read");
    *n_read = (size_t)n;
    return SYN_OK;
}

void syn_os_stream_close(syn_os_stream *stream)
{
    if (stream == NULL)
        return;
    if (stream->fd != STDIN_FILENO)
        close(stream->fd);
    free(stream->path);
    free(stream);
}

syn_status syn_os_read(const char *path, uint64_t max_bytes, syn_buf *out, syn_err *err)
{
    syn_os_stream *stream;
    syn_buf buf = {0};
    syn_status status = syn_os_stream_open(path, &stream, err);
    size_t n = 1;

    if (status != SYN_OK)
        return status;
    while (status == SYN_OK && n > 0) {
        if (!syn_buf_reserve(&buf, PIECE)) {
            status = syn_err_set(err, SYN_E_NOMEM, path, "out of memory while reading");
            break;
        }
        status = syn_os_stream_read(stream, buf.ptr + buf.len, PIECE, &n, err);
        if (status == SYN_OK) {
            buf.len += n;
            buf.ptr[buf.len] = '\0';
        }
        if (status == SYN_OK && max_bytes > 0 && buf.len > max_bytes)
            status = syn_err_set(err, SYN_E_LIMIT, path, "is larger than %llu bytes; split it",
                (unsigned long long)max_bytes);
    }
    syn_os_stream_close(stream);
    if (status != SYN_OK) {
        syn_buf_free(&buf);
        return status;
    }
    *out = buf;
    return SYN_OK;
}

syn_status syn_os_map_file(const char *path, syn_os_map *out, syn_err *err)
{
    struct stat info;
    void *at;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return os_error(err, path, "open");
    if (fstat(fd, &info) != 0) {
        os_error(err, path, "stat");
        close(fd);
        return SYN_E_IO;
    }
    if (!S_ISREG(info.st_mode)) {
        close(fd);
        return syn_err_set(err, SYN_E_IO, path, "is not a plain file");
    }
    if (info.st_size == 0) {
        close(fd);
        *out = (syn_os_map){NULL, 0};
        return SYN_OK;
    }
    at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) {
        os_error(err, path, "map");
        close(fd);
        return SYN_E_IO;
    }
    close(fd);
    *out = (syn_os_map){at, (size_t)info.st_size};
    return SYN_OK;
}

void syn_os_unmap(syn_os_map *map)
{
    if (map->ptr != NULL)
        /* munmap takes a pointer without const; the bytes are not written. */
        (void)munmap((void *)(uintptr_t)map->ptr, map->len);
    *map = (syn_os_map){NULL, 0};
}

static bool write_all(int fd, syn_str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes = syn_str_slice(bytes, (size_t)n, bytes.len);
    }
    return true;
}

syn_status syn_os_write_atomic(const char *path, syn_str bytes, syn_err *err)
{
    syn_buf part = {0};
    syn_status status = SYN_OK;
    int fd;

    syn_buf_printf(&part, "%s.XXXXXX", path);
    if (part.failed) {
        syn_buf_free(&part);
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    }
    fd = mkstemp(part.ptr);
    if (fd < 0) {
        status = os_error(err, path, "create a file beside it");
        syn_buf_free(&part);
        return status;
    }
    if (!write_all(fd, bytes) || fchmod(fd, 0644) != 0 || fsync(fd) != 0)
        status = os_error(err, path, "write");
    if (close(fd) != 0 && status == SYN_OK)
        status = os_error(err, path, "write");
    if (status == SYN_OK && rename(part.ptr, path) != 0)
        status = os_error(err, path, "rename into place");
    if (status != SYN_OK)
        (void)unlink(part.ptr);
    syn_buf_free(&part);
    return status;
}

syn_os_kind syn_os_kind_of(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return SYN_OS_ABSENT;
    if (S_ISREG(info.st_mode))
        return SYN_OS_FILE;
    return S_ISDIR(info.st_mode) ? SYN_OS_FOLDER : SYN_OS_OTHER;
}

static int by_bytes(const void *a, const void *b)
{
    return syn_str_cmp(*(const syn_str *)a, *(const syn_str *)b);
}

syn_status syn_os_list(
    const char *folder, syn_arena *arena, syn_str **names, uint32_t *n_names, syn_err *err)
{
    SYN_VEC(syn_str) found = {0};
    const struct dirent *entry;
    syn_status status = SYN_OK;
    DIR *dir = opendir(folder);

    if (dir == NULL)
        return os_error(err, folder, "list");
    for (;;) {
        errno = 0;
        entry = readdir(dir);
        if (entry == NULL)
            break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        SYN_PUSH(arena, found, syn_arena_str(arena, syn_str_from(entry->d_name)));
    }
    if (errno != 0)
        status = os_error(err, folder, "list");
    closedir(dir);
    if (status != SYN_OK)
        return status;
    if (syn_arena_failed(arena))
        return syn_err_set(err, SYN_E_NOMEM, folder, "out of memory while listing");
    if (found.n > 0)
        qsort(found.items, found.n, sizeof *found.items, by_bytes);
    *names = found.items;
    *n_names = found.n;
    return SYN_OK;
}

uint64_t syn_os_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t syn_os_thread_ns(void)
{
    struct timespec used;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

syn_str syn_os_program_folder(syn_arena *arena)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);

    while (n > 0 && path[n - 1] != '/')
        n--;
    return n > 1 ? syn_arena_str(arena, (syn_str){path, (size_t)n - 1}) : SYN_STR("");
}

uint64_t syn_os_peak_resident_bytes(void)
{
    struct rusage usage;

    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024u : 0;
}
