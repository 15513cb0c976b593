/* SPDX-License-Identifier: Apache-2.0
 *
 * Owned strings on the heap; capacity doubles, so n appends cost O(n).
 */
#include <synoptic/base.h>

void syn_buf_free(syn_buf *buf)
{
    free(buf->ptr);
    *buf = (syn_buf){0};
}

void syn_buf_clear(syn_buf *buf)
{
    buf->len = 0;
    if (buf->ptr != NULL)
        buf->ptr[0] = '\0';
}

bool syn_buf_reserve(syn_buf *buf, size_t extra_bytes)
{
    size_t need, cap;
    char *grown;

    if (buf->failed)
        return false;
    if (extra_bytes > SIZE_MAX / 2 - buf->len - 1) {
        buf->failed = true;
        return false;
    }
    need = buf->len + extra_bytes + 1;
    if (need <= buf->cap)
        return true;
    cap = buf->cap < 64 ? 64 : buf->cap;
    while (cap < need)
        cap *= 2;
    grown = realloc(buf->ptr, cap);
    if (grown == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->cap = cap;
    buf->ptr[buf->len] = '\0';
    return true;
}

void syn_buf_append(syn_buf *buf, const void *bytes, size_t n_bytes)
{
    if (n_bytes == 0 || !syn_buf_reserve(buf, n_bytes))
        return;
    memcpy(buf->ptr + buf->len, bytes, n_bytes);
    buf->len += n_bytes;
    buf->ptr[buf->len] = '\0';
}

void syn_buf_str(syn_buf *buf, syn_str s)
{
    syn_buf_append(buf, s.ptr, s.len);
}

void syn_buf_z(syn_buf *buf, const char *z)
{
    syn_buf_append(buf, z, strlen(z));
}

void syn_buf_char(syn_buf *buf, char c)
{
    syn_buf_append(buf, &c, 1);
}

void syn_buf_printf(syn_buf *buf, const char *fmt, ...)
{
    char small[256];
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0) {
        buf->failed = true;
        return;
    }
    if ((size_t)n < sizeof small) {
        syn_buf_append(buf, small, (size_t)n);
        return;
    }
    if (!syn_buf_reserve(buf, (size_t)n))
        return;
    va_start(args, fmt);
    (void)vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, args);
    va_end(args);
    buf->len += (size_t)n;
}
