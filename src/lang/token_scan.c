/* SPDX-License-Identifier: Apache-2.0
 *
 * Cuts text into atoms in one pass over its bytes: ASCII by table, the rest by code point.
 *
 * Form hash: FNV-1a (Fowler, Noll, Vo; 32 bits) over lower-cased code points, so that a form is
 * the same in the trainer and here without a dictionary. Typographic quotes and dashes hash as the
 * plain ones; their shapes keep them apart.
 * Invariants: atoms ascend, do not overlap, are not empty, and cover every character that is not
 * white space. Cost: a few nanoseconds a byte.
 */
#include "lang/token_scan.h"

#include "text/text.h"

enum { FNV_PRIME = 16777619 };
static const uint32_t FNV_START = 2166136261u;

static inline uint32_t fnv(uint32_t h, uint32_t c)
{
    return (h ^ c) * FNV_PRIME;
}

enum { C_OTHER, C_SPACE, C_LINE, C_DIGIT, C_LOWER, C_UPPER, C_WIDE };

static inline int ascii_class(unsigned char c)
{
    if (c >= 0x80)
        return C_WIDE;
    if (c >= 'a' && c <= 'z')
        return C_LOWER;
    if (c >= 'A' && c <= 'Z')
        return C_UPPER;
    if (c >= '0' && c <= '9')
        return C_DIGIT;
    if (c == '\n' || c == '\r' || c == '\f' || c == '\v')
        return C_LINE;
    if (c == ' ' || c == '\t')
        return C_SPACE;
    return C_OTHER;
}

static int wide_class(uint32_t c)
{
    if (syn_cp_is_space(c))
        return c == 0x85 || c == 0x2028 || c == 0x2029 ? C_LINE : C_SPACE;
    if (syn_cp_is_alpha(c))
        return syn_cp_is_upper(c) ? C_UPPER : C_LOWER;
    if (syn_cp_is_digit(c))
        return C_DIGIT;
    return C_OTHER;
}

/* Plain twin of a typographic mark, and its shape. */
static uint32_t plain(uint32_t c, uint16_t *shape)
{
    static const struct {
        uint16_t from, to;
    } twins[] = {{0x2018, '\''}, {0x2019, '\''}, {0x201A, '\''}, {0x201B, '\''}, {0x2032, '\''},
        {0x201C, '"'}, {0x201D, '"'}, {0x201E, '"'}, {0x00AB, '"'}, {0x00BB, '"'}, {0x2033, '"'},
        {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, 0x2014},
        {0x2015, 0x2014}, {0x2026, 0x2026}, {0x2022, '*'}, {0x00B7, '*'}, {0x20AC, '$'},
        {0x00A3, '$'}, {0x00A5, '$'}, {0x00B0, 0xB0}, {0x2039, '\''}, {0x203A, '\''}};

    if (c < 0x80) {
        *shape = (uint16_t)(SYNI_SHAPE_OTHER + c);
        return c;
    }
    for (unsigned i = 0; i < sizeof twins / sizeof *twins; i++) {
        if (twins[i].from == c) {
            *shape = (uint16_t)(SYNI_SHAPE_OTHER + 130 + i);
            return twins[i].to;
        }
    }
    *shape = SYNI_SHAPE_OTHER + 129;
    return c;
}

static uint16_t length_class(uint32_t n)
{
    return (uint16_t)(n <= 4 ? n : n <= 6 ? 5 : n <= 9 ? 6 : 7);
}

/* Shape of a run of letters: the case of the first, the rest's, and the length class. */
static uint16_t letters_shape(bool first_upper, uint32_t n_upper, uint32_t n_lower, uint32_t n)
{
    uint16_t c = SYNI_CASE_MIXED;

    if (n_upper == 0)
        c = SYNI_CASE_LOWER;
    else if (n == 1)
        c = SYNI_CASE_SINGLE;
    else if (n_lower == 0)
        c = SYNI_CASE_UPPER;
    else if (first_upper && n_upper == 1)
        c = SYNI_CASE_CAPITAL;
    return (uint16_t)(c * 8 + length_class(n));
}

static void set_letters(syni_atom *a, syn_str text)
{
    uint32_t at = a->start, form = FNV_START, n = 0, n_upper = 0;
    bool first_upper = false;

    while (at < a->end) {
        unsigned len = 1;
        uint32_t c = (unsigned char)text.ptr[at];
        bool upper;

        if (c < 0x80) {
            upper = c >= 'A' && c <= 'Z';
            form = fnv(form, c | 0x20);
        } else {
            c = syn_utf8_decode(text, at, &len);
            upper = syn_cp_is_upper(c);
            form = fnv(form, syn_cp_lower(c));
        }
        n_upper += upper;
        if (n == 0)
            first_upper = upper;
        n++;
        at += len;
    }
    a->form = form;
    a->shape = letters_shape(first_upper, n_upper, n - n_upper, n);
}

uint32_t syni_form_hash(syn_str word)
{
    uint32_t form = FNV_START;
    unsigned len;

    for (size_t at = 0; at < word.len; at += len)
        form = fnv(form, syn_cp_lower(syn_utf8_decode(word, at, &len)));
    return form;
}

/* Byte offset at which a run of letters is cut, or 0. */
static uint32_t find_cut(const syni_cuts *cuts, uint32_t form)
{
    uint32_t slot = form;

    if (cuts == NULL || cuts->n_slots == 0)
        return 0;
    for (uint32_t i = 0; i < cuts->n_slots; i++, slot++) {
        uint32_t seen = (uint32_t)cuts->forms[slot & (cuts->n_slots - 1)];

        if (seen == 0)
            return 0;
        if (seen == form)
            return (uint32_t)cuts->at[slot & (cuts->n_slots - 1)];
    }
    return 0;
}

static bool is_apostrophe_t(syn_str text, uint32_t at, uint32_t end)
{
    if (at < end && text.ptr[at] == '\'')
        at += 1;
    else if (end - at > 3 && memcmp(text.ptr + at, "\xE2\x80\x99", 3) == 0)
        at += 3;
    else
        return false;
    return at < end && (text.ptr[at] | 0x20) == 't' &&
           (at + 1 == end || (ascii_class((unsigned char)text.ptr[at + 1]) < C_DIGIT));
}

uint32_t syni_atoms_scan(const syni_cuts *cuts, syn_str text, syn_span span, syni_atom *atoms)
{
    uint32_t at = span.start, n = 0;
    uint8_t gap = SYNI_GAP_BLOCK;

    while (at < span.end) {
        unsigned len = 1;
        uint32_t c = (unsigned char)text.ptr[at];
        int class = ascii_class((unsigned char)c);
        syni_atom *a = &atoms[n];

        if (class == C_WIDE) {
            c = syn_utf8_decode(text, at, &len);
            class = wide_class(c);
        }
        if (class == C_SPACE || class == C_LINE) {
            if (gap != SYNI_GAP_BLOCK && gap != SYNI_GAP_LINE)
                gap = class == C_LINE ? SYNI_GAP_LINE : SYNI_GAP_SPACE;
            at += len;
            continue;
        }
        a->start = at;
        a->gap = gap;
        gap = SYNI_GAP_NONE;
        at += len;
        if (class == C_OTHER) {
            a->kind = SYNI_ATOM_OTHER;
            a->form = fnv(FNV_START, plain(c, &a->shape));
            a->end = at < span.end ? at : span.end;
            n++;
            continue;
        }
        a->kind = class == C_DIGIT ? SYNI_ATOM_DIGITS : SYNI_ATOM_LETTERS;
        while (at < span.end) {
            int next = ascii_class((unsigned char)text.ptr[at]);

            len = 1;
            if (next == C_WIDE)
                next = wide_class(syn_utf8_decode(text, at, &len));
            if (class == C_DIGIT ? next != C_DIGIT : next != C_LOWER && next != C_UPPER)
                break;
            at += len;
        }
        if (at > span.end)
            at = span.end;
        a->end = at;
        if (a->kind == SYNI_ATOM_DIGITS) {
            uint32_t form = FNV_START;

            for (uint32_t i = a->start; i < a->end; i++)
                form = fnv(form, (unsigned char)text.ptr[i]);
            a->form = form;
            a->shape = (uint16_t)(SYNI_SHAPE_DIGITS + length_class(a->end - a->start));
            n++;
            continue;
        }
        set_letters(a, text);
        {
            uint32_t cut = find_cut(cuts, a->form);

            if (cut == 0 && a->end - a->start > 1 && (text.ptr[a->end - 1] | 0x20) == 'n' &&
                is_apostrophe_t(text, a->end, span.end))
                cut = a->end - a->start - 1;
            if (cut > 0 && cut < a->end - a->start &&
                ((unsigned char)text.ptr[a->start + cut] & 0xC0) != 0x80) {
                a[1] = a[0];
                a[1].gap = SYNI_GAP_NONE;
                a[1].start = a->end = a->start + cut;
                set_letters(&a[0], text);
                set_letters(&a[1], text);
                n++;
            }
        }
        n++;
    }
    return n;
}
