/* SPDX-License-Identifier: Apache-2.0
 *
 * Words as the tables know them: normal forms, hashes, look-up, lemma rules. train/lang/conllu.py
 * and features.py do the same and were compared with this on every form of the treebanks.
 *
 * Normal form: typographic quotes and dashes plain, A-Z and U+00C0..U+00DE lowered, digits 0. Hash:
 * FNV-1a (Fowler, Noll, Vo) over bytes with fastText's sign extension, so that its n-gram rows can
 * be used (Bojanowski et al. 2017, TACL 5). Rules name a case operation, how many characters to cut
 * from the end and what to put there (after UDPipe: Straka & Straková 2017, K17-3009).
 */
#include "lang/parse_net.h"

#include <stdlib.h>

static size_t char_bytes(const unsigned char *s, size_t left)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    return n > left ? left : n;
}

/* The plain spelling of the character at s, or NULL when it stays as it is. */
static const char *plain_spelling(const unsigned char *s, size_t n)
{
    if (n == 1)
        return s[0] == '`' ? "'" : NULL;
    if (n == 2) {
        if (s[0] == 0xC2)
            return s[1] == 0xB4 ? "'" : s[1] == 0xAB || s[1] == 0xBB ? "\"" : NULL;
        return s[0] == 0xCA && s[1] == 0xBC ? "'" : NULL;
    }
    if (n != 3 || s[0] != 0xE2)
        return NULL;
    if (s[1] == 0x88)
        return s[2] == 0x92 ? "-" : NULL;
    if (s[1] != 0x80)
        return NULL;
    switch (s[2]) {
    case 0x98:
    case 0x99:
        return "'";
    case 0x9C:
    case 0x9D:
    case 0x9E:
        return "\"";
    case 0x90:
    case 0x91:
    case 0x92:
    case 0x93:
    case 0x94:
    case 0x95:
        return "-";
    case 0xA6:
        return "...";
    default:
        return NULL;
    }
}

static bool is_upper_latin(const unsigned char *s, size_t n)
{
    if (n == 1)
        return s[0] >= 'A' && s[0] <= 'Z';
    return n == 2 && s[0] == 0xC3 && s[1] >= 0x80 && s[1] <= 0x9E && s[1] != 0x97;
}

static bool is_lower_latin(const unsigned char *s, size_t n)
{
    if (n == 1)
        return s[0] >= 'a' && s[0] <= 'z';
    return n == 2 && s[0] == 0xC3 && s[1] >= 0xA0 && s[1] <= 0xBE && s[1] != 0xB7;
}

size_t syni_word_normalise(syn_str form, char *out, size_t cap)
{
    size_t len = 0;
    const unsigned char *s = (const unsigned char *)form.ptr;
    for (size_t at = 0; at < form.len;) {
        size_t n = char_bytes(s + at, form.len - at);
        const char *plain = plain_spelling(s + at, n);
        size_t m = plain ? strlen(plain) : n;
        if (len + m > cap)
            break;
        memcpy(out + len, plain ? plain : (const char *)s + at, m);
        if (plain) {
            /* as it is */
        } else if (is_upper_latin(s + at, n)) {
            out[len + m - 1] = (char)(out[len + m - 1] + 32);
        } else if (n == 1 && s[at] >= '0' && s[at] <= '9') {
            out[len] = '0';
        }
        len += m;
        at += n;
    }
    return len;
}

uint32_t syni_fnv(uint32_t h, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t b = (unsigned char)bytes[i];
        h = (h ^ (b | (b & 0x80u ? 0xFFFFFF00u : 0u))) * 16777619u;
    }
    return h;
}

uint32_t syni_strings_find(const syni_strings_index *index, syn_str key)
{
    uint32_t at = syni_fnv(2166136261u, key.ptr, key.len) & index->mask;
    for (uint32_t tries = 0; tries <= index->mask; tries++, at = (at + 1) & index->mask) {
        int32_t id = index->slots[at];
        if (id < 0)
            return SYN_NONE;
        if (syn_str_eq(syn_tensor_string(index->strings, (uint32_t)id), key))
            return (uint32_t)id;
    }
    return SYN_NONE;
}

/* Lower-cases, capitalises or keeps; plain spelling always. `out` has room for form.len bytes: no
 * plain spelling is longer than what it stands for. */
static size_t recase(char op, syn_str form, char *out)
{
    const unsigned char *s = (const unsigned char *)form.ptr;
    size_t len = 0;
    for (size_t at = 0; at < form.len;) {
        size_t n = char_bytes(s + at, form.len - at);
        const char *plain = plain_spelling(s + at, n);
        size_t m = plain ? strlen(plain) : n;
        memcpy(out + len, plain ? plain : (const char *)s + at, m);
        if (!plain) {
            bool first = at == 0;
            char *last = out + len + m - 1;
            if (op == 'L' || (op == 'C' && !first)) {
                if (is_upper_latin(s + at, n))
                    *last = (char)(*last + 32);
            } else if (op == 'C' && is_lower_latin(s + at, n)) {
                *last = (char)(*last - 32);
            }
        }
        len += m;
        at += n;
    }
    return len;
}

syn_str syni_lemma_apply(syn_str rule, syn_str form, syn_arena *keep)
{
    if (rule.len < 4 || form.len == 0)
        return form;
    char op = rule.ptr[0];
    if (op == 'F')
        return form;
    uint32_t cut = 0;
    size_t at = 2;
    while (at < rule.len && rule.ptr[at] >= '0' && rule.ptr[at] <= '9' && cut < 1000)
        cut = cut * 10 + (uint32_t)(rule.ptr[at++] - '0');
    syn_str add = syn_str_slice(rule, at + 1, rule.len);
    if (op == '=')
        return add.len ? syn_arena_str(keep, add) : form;
    char *out = syn_arena_alloc(keep, form.len + add.len + 1);
    if (!out)
        return form;
    size_t len = recase(op, form, out);
    if (op == 'N') {
        size_t kept = 0;
        for (size_t i = 0; i < len; i++)
            if (out[i] != ',')
                out[kept++] = out[i];
        return kept ? (syn_str){out, kept} : form;
    }
    size_t n_chars = 0;
    for (size_t i = 0; i < len; i++)
        n_chars += ((unsigned char)out[i] & 0xC0) != 0x80;
    if (cut < n_chars) {
        for (; cut > 0; cut--)
            do
                len--;
            while (len > 0 && ((unsigned char)out[len] & 0xC0) == 0x80);
        if (add.len)
            memcpy(out + len, add.ptr, add.len);
        len += add.len;
    }
    return len ? (syn_str){out, len} : form;
}
