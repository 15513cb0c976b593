/* SPDX-License-Identifier: Apache-2.0
 *
 * Borrowed strings: comparison, search, slices. All bytes, no locale; case means ASCII case.
 */
#include <synoptic/base.h>

syn_str syn_str_from(const char *z)
{
    return (syn_str){z, z != NULL ? strlen(z) : 0};
}

bool syn_str_eq(syn_str a, syn_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool syn_str_eq_z(syn_str a, const char *z)
{
    return syn_str_eq(a, syn_str_from(z));
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

bool syn_str_eq_nocase(syn_str a, syn_str b)
{
    return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

int syn_str_cmp(syn_str a, syn_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool syn_str_starts(syn_str s, syn_str prefix)
{
    return prefix.len <= s.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool syn_str_starts_nocase(syn_str s, syn_str prefix)
{
    return prefix.len <= s.len && same_nocase(s.ptr, prefix.ptr, prefix.len);
}

bool syn_str_ends(syn_str s, syn_str suffix)
{
    return suffix.len <= s.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

size_t syn_str_find(syn_str s, syn_str needle)
{
    const char *at;

    if (needle.len == 0)
        return 0;
    if (needle.len > s.len)
        return SIZE_MAX;
    at = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return at != NULL ? (size_t)(at - s.ptr) : SIZE_MAX;
}

syn_str syn_str_slice(syn_str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return (syn_str){s.ptr != NULL ? s.ptr + start : NULL, end - start};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

syn_str syn_str_trim(syn_str s)
{
    while (s.len > 0 && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

syn_str syn_str_span(syn_str text, syn_span span)
{
    if (span.start > span.end || span.end > text.len)
        return (syn_str){NULL, 0};
    return syn_str_slice(text, span.start, span.end);
}
