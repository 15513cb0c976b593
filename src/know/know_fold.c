/* SPDX-License-Identifier: Apache-2.0
 *
 * Folding of names to comparison keys: lower case, Latin letters to their base letters, combining
 * marks, apostrophes and full stops dropped, hyphens, slashes and spaces to one space, "&" to
 * "and", a comma a word of its own, Cyrillic and Greek to lower case, everything else kept. A
 * single pass, O(bytes), no locale, no allocation. Rejected: ICU's transliterator (60 times slower,
 * needs its data file, and the compiler and the reader would have to agree on its version).
 */
#include "know/know_fold.h"

#include "know/fold_table.h"
#include "know/know_format.h"
#include "text/text.h"

/* What one code point does to a key. */
typedef enum fold_act { ACT_DROP, ACT_GAP, ACT_KEEP } fold_act;

static fold_act fold_ascii(unsigned char c, char *to, unsigned *n_to, syni_case_count *count)
{
    *n_to = 1;
    if (c >= 'a' && c <= 'z') {
        count->lower++;
        *to = (char)c;
        return ACT_KEEP;
    }
    if (c >= 'A' && c <= 'Z') {
        count->upper++;
        *to = (char)(c + ('a' - 'A'));
        return ACT_KEEP;
    }
    switch (c) {
    case '\'':
    case '`':
    case '.':
        return ACT_DROP;
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case '-':
    case '/':
    case '_':
        return ACT_GAP;
    default:
        *to = (char)c;
        return ACT_KEEP;
    }
}

static fold_act fold_wide(uint32_t c, char to[4], unsigned *n_to, syni_case_count *count)
{
    const char *base = NULL;
    if (c >= SYNI_FOLD_LATIN1_START && c < SYNI_FOLD_LATIN1_START + 0x190)
        base = syni_fold_latin1[c - SYNI_FOLD_LATIN1_START];
    else if (c >= SYNI_FOLD_LATIN2_START && c < SYNI_FOLD_LATIN2_START + 0x100)
        base = syni_fold_latin2[c - SYNI_FOLD_LATIN2_START];
    if (base && base[0]) {
        if (syn_cp_is_upper(c))
            count->upper++;
        else
            count->lower++;
        to[0] = base[0];
        *n_to = 1;
        if (base[1]) {
            to[1] = base[1];
            *n_to = 2;
        }
        return ACT_KEEP;
    }
    /* Combining marks; modifier apostrophes and half rings; quotation marks used as apostrophes. */
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0x2B9 && c <= 0x2CF) || (c >= 0x2018 && c <= 0x201B) ||
        c == 0xB4 || c == 0x2032 || c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D ||
        c == 0xFEFF)
        return ACT_DROP;
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || (c >= 0x2010 && c <= 0x2015) || c == 0x202F ||
        c == 0x3000 || c == 0xB7)
        return ACT_GAP;
    if (syn_cp_is_upper(c)) {
        count->upper++;
        c = syn_cp_lower(c);
    } else if (syn_cp_is_lower(c)) {
        count->lower++;
    } else {
        count->other++;
    }
    *n_to = syn_utf8_encode(c, to);
    return ACT_KEEP;
}

bool syni_know_fold_append(syn_str s, char *out, size_t cap, size_t *len, syni_case_count *count)
{
    size_t at = *len;
    bool gap = at > 0;
    for (size_t i = 0; i < s.len;) {
        unsigned n_from = 1, n_to = 1;
        char to[4] = {0};
        fold_act act;
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '&' || c == ',') { /* words of their own, however they are set */
            if (at + 4 > cap)
                return false;
            if (gap || (at > 0 && out[at - 1] != ' '))
                out[at++] = ' ';
            memcpy(out + at, c == '&' ? "and" : ",", c == '&' ? 3 : 1);
            at += c == '&' ? 3 : 1;
            gap = true;
            i++;
            continue;
        }
        if (c < 0x80)
            act = fold_ascii(c, to, &n_to, count);
        else
            act = fold_wide(syn_utf8_decode(s, i, &n_from), to, &n_to, count);
        i += n_from;
        if (act == ACT_GAP) {
            gap = at > 0;
        } else if (act == ACT_KEEP) {
            if (at + 1 + n_to > cap)
                return false;
            if (gap && at > 0)
                out[at++] = ' ';
            gap = false;
            for (unsigned k = 0; k < n_to; k++)
                out[at++] = to[k];
        }
    }
    *len = at;
    return true;
}

uint8_t syni_know_case_of(const syni_case_count *count)
{
    if (count->upper == 0)
        return count->lower ? SYNI_CASE_LOWER : SYNI_CASE_NONE;
    if (count->lower == 0 && count->upper >= 2)
        return count->upper >= 5 ? SYNI_CASE_CAPS : SYNI_CASE_UPPER;
    return SYNI_CASE_CAP;
}

bool syni_know_case_fits(uint8_t form, uint8_t surface)
{
    switch (form) {
    case SYNI_CASE_CAP:
    case SYNI_CASE_CAPS:
        return surface != SYNI_CASE_LOWER;
    case SYNI_CASE_UPPER:
        return surface == SYNI_CASE_UPPER || surface == SYNI_CASE_CAPS;
    default:
        return true;
    }
}

uint32_t syni_know_n_words(const char *folded, size_t len)
{
    uint32_t n = len > 0;
    for (size_t i = 0; i < len; i++)
        n += folded[i] == ' ';
    return n;
}
