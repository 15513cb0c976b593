/* SPDX-License-Identifier: Apache-2.0
 *
 * Names as they are compared: words, parts, initials, transliterations.
 *
 * A person's shorter name agrees with the longer one when its words stand in it in order; an
 * initial agrees with a word that begins with it, a spelling with its transliterations.
 * Cost: the product of two names' words, at most SYNI_MAX_NAME_WORDS each.
 */
#include "names/work.h"

#include <string.h>

#include "text/text.h"

syni_name syni_name_make(syn_arena *scratch, syn_str text)
{
    syni_name name = {.n = 0, .joined = {NULL, 0}};
    syn_str ascii = syn_text_ascii(scratch, text);
    char *out = syn_arena_alloc(scratch, ascii.len + 1);
    if (!out)
        return name;
    size_t len = 0, start = 0;
    for (size_t i = 0; i <= ascii.len; i++) {
        char c = i < ascii.len ? ascii.ptr[i] : ' ';
        if (c == '\'' || c == '.' || c == '`')
            continue;
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
                    c == '&' || c == '@' || c == '#';
        if (word) {
            out[len++] = c;
            continue;
        }
        if (len > start) {
            syn_str word_now = {out + start, len - start};
            bool article =
                name.n == 0 && (syn_str_eq_z(word_now, "the") || syn_str_eq_z(word_now, "a") ||
                                   syn_str_eq_z(word_now, "an"));
            if (article || name.n == SYNI_MAX_NAME_WORDS) {
                len = start;
                continue;
            }
            name.words[name.n++] = word_now;
            out[len++] = ' ';
            start = len;
        }
    }
    name.joined = (syn_str){out, len > 0 ? len - 1 : 0};
    return name;
}

bool syni_small_word(syn_str w)
{
    static const char *const small[] = {"of", "the", "and", "for", "in", "on", "de", "la", "du",
        "al", "el", "a", "to", "ul", "an", "as", "ad", "ar", "bin", "ben", "ibn", "van", "von", "y",
        "e", "da", "do", "dos", "der", NULL};
    for (const char *const *s = small; *s; s++)
        if (syn_str_eq_z(w, *s))
            return true;
    return false;
}

static bool suffix_of_person(syn_str w)
{
    return syn_str_eq_z(w, "jr") || syn_str_eq_z(w, "sr") || syn_str_eq_z(w, "ii") ||
           syn_str_eq_z(w, "iii") || syn_str_eq_z(w, "iv");
}

/* Index of the surname's last word: "jr" and its like do not count. */
uint32_t syni_last_word(const syni_name *n)
{
    uint32_t at = n->n - 1;
    while (at > 0 && suffix_of_person(n->words[at]))
        at--;
    return at;
}

bool syni_same_word(syn_str a, syn_str b)
{
    return syn_str_eq(a, b) || (a.len >= 4 && b.len >= 4 && syn_know_same_spelling(a, b));
}

/* Ahmed and Ahmad: enough for a given name beside an equal surname. */
static bool same_sound(syn_str a, syn_str b)
{
    char x[SYN_KNOW_SPELLING_MAX], y[SYN_KNOW_SPELLING_MAX];
    if (a.len < 4 || b.len < 4 || a.ptr[0] != b.ptr[0])
        return false;
    size_t n = syn_know_spelling_key(a, x), k = syn_know_spelling_key(b, y);
    return n >= 2 && n == k && memcmp(x, y, n) == 0;
}

/* Are all words of `part` in `whole`, in order (initials stand for words)? */
static bool words_within(const syni_name *part, const syni_name *whole, bool person)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < part->n; i++) {
        syn_str p = part->words[i];
        if (syni_small_word(p) && part->n > 1)
            continue;
        bool found = false;
        for (; at < whole->n && !found; at++) {
            syn_str q = whole->words[at];
            found =
                person ? syni_same_word(p, q) || (i + 1 < part->n && same_sound(p, q)) ||
                             (p.len == 1 && q.len > 1 && i + 1 < part->n && p.ptr[0] == q.ptr[0]) ||
                             (q.len == 1 && p.len > 1 && i + 1 < part->n && p.ptr[0] == q.ptr[0])
                       : syn_str_eq(p, q);
        }
        if (!found)
            return false;
    }
    return true;
}

bool syni_persons_agree(const syni_name *a, const syni_name *b)
{
    /* father and son */
    bool suffix_a = suffix_of_person(a->words[a->n - 1]),
         suffix_b = suffix_of_person(b->words[b->n - 1]);
    if (suffix_a != suffix_b && a->n > 1 && b->n > 1)
        return false;
    const syni_name *part = a->n <= b->n ? a : b, *whole = part == a ? b : a;
    return words_within(part, whole, true);
}
