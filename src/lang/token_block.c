/* SPDX-License-Identifier: Apache-2.0
 *
 * Cuts a text into blocks at zones' edges, at blank lines, and at line breaks that end something.
 *
 * A line break inside a run of lines is either a wrap (the line was full) or an end (heading,
 * byline, list item, a paragraph a line). It is a wrap when
 *   - the line does not end with . ! or ? and the next begins with a lower-case letter, or
 *   - the lines of the run fill a column: the widest has 40 to 100 bytes, and the next line's
 *     first word would not have fitted into it, and at least two thirds of the run's breaks are so.
 * 100: wider columns are rare in wrapped mail and wire text (RFC 5322 recommends 78); 40: narrower
 * runs are lists and verse. Otherwise it ends the block: a sentence joined to a heading costs the
 * stages above more than one cut in two.
 * Cost: linear; a run's column is found once.
 */
#include "lang/token_block.h"

#include "text/text.h"

enum { MIN_COLUMN = 40, MAX_COLUMN = 100, MAX_RUN_LINES = 4096 };

void syni_blocks_init(syni_blocks *b, const syn_doc *doc, uint32_t max_bytes)
{
    b->doc = doc;
    b->at = 0;
    b->zone = 0;
    b->max_bytes = max_bytes;
    b->run_end = b->column = 0;
}

static uint32_t line_end(syn_str text, uint32_t at, uint32_t end)
{
    const char *p = memchr(text.ptr + at, '\n', end - at);

    return p == NULL ? end : (uint32_t)(p - text.ptr);
}

static uint32_t word_len(syn_str text, uint32_t at, uint32_t end)
{
    uint32_t from = at;

    while (at < end && text.ptr[at] != ' ' && text.ptr[at] != '\t' && text.ptr[at] != '\n' &&
           at - from <= MAX_COLUMN)
        at++;
    return at - from;
}

/* Skips white space from `at`; true in *blank when an empty line was passed. */
static uint32_t skip_space(syn_str text, uint32_t at, uint32_t end, bool *blank)
{
    uint32_t n_lines = 0;

    while (at < end) {
        unsigned len;
        uint32_t c = syn_utf8_decode(text, at, &len);

        if (!syn_cp_is_space(c))
            break;
        if (c == '\n' || c == 0x2029)
            n_lines += c == '\n' ? 1 : 2;
        at += len;
    }
    *blank = n_lines > 1;
    return at < end ? at : end;
}

static bool ends_sentence(syn_str text, uint32_t start, uint32_t end)
{
    while (end > start) {
        unsigned len;
        uint32_t c = syn_utf8_decode_before(text, end, &len);

        if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026)
            return true;
        if (!syn_cp_is_space(c) && !syn_cp_is_close_quote(c) && c != ')' && c != ']')
            return false;
        end -= len;
    }
    return false;
}

static uint32_t min_u32(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Do the lines from `at` fill a column? Sets b->column to its width, or 0, and b->run_end to the
 * end of the lines it speaks for. */
static void look_at_run(syni_blocks *b, syn_str text, uint32_t at, uint32_t end)
{
    uint32_t width = 0, n_breaks = 0, n_full = 0, n_lines = 0, p;
    bool blank;

    for (p = at; p < end && n_lines < MAX_RUN_LINES; n_lines++) {
        uint32_t e = line_end(text, p, min_u32(end, p + MAX_COLUMN + 1));

        if (e - p > width)
            width = e - p;
        if (width > MAX_COLUMN)
            break;
        p = skip_space(text, e, end, &blank);
        if (blank)
            break;
    }
    b->column = 0;
    b->run_end = p;
    if (width < MIN_COLUMN || width > MAX_COLUMN)
        return;
    for (p = at; p < b->run_end;) {
        uint32_t e = line_end(text, p, end), next = skip_space(text, e, end, &blank);

        if (blank || next >= b->run_end)
            break;
        n_breaks++;
        n_full += e - p + 1 + word_len(text, next, end) > width;
        p = next;
    }
    if (n_breaks > 0 && n_full * 3 >= n_breaks * 2)
        b->column = width;
}

bool syni_blocks_next(syni_blocks *b, syni_block *out)
{
    const syn_doc *doc = b->doc;
    syn_str text = doc->text;
    uint32_t limit = (uint32_t)text.len, start, at;
    bool blank;

    for (;;) {
        if (b->zone < doc->zones.n && doc->zones.items[b->zone].span.end < limit)
            limit = doc->zones.items[b->zone].span.end;
        b->at = skip_space(text, b->at, limit, &blank);
        if (b->at < limit)
            break;
        if (b->zone >= doc->zones.n) {
            if (limit >= text.len)
                return false;
        } else {
            b->zone++;
        }
        limit = (uint32_t)text.len;
    }
    start = at = b->at;
    out->was_cut = false;
    for (;;) {
        uint32_t e = line_end(text, at, min_u32(limit, start + b->max_bytes + 1)), next;

        if (e - start > b->max_bytes) {
            uint32_t cut = start + b->max_bytes, low = start + b->max_bytes / 2;

            e = cut;
            while (e > low && text.ptr[e] != ' ' && text.ptr[e] != '\n')
                e--;
            if (e == low)
                e = cut;
            while (e > start + 1 && ((unsigned char)text.ptr[e] & 0xC0) == 0x80)
                e--;
            out->was_cut = true;
            b->at = e;
            out->span = syn_text_trim_span(text, (syn_span){start, e});
            return true;
        }
        next = skip_space(text, e, limit, &blank);
        if (blank || next >= limit) {
            b->at = next;
            out->span = syn_text_trim_span(text, (syn_span){start, e});
            return true;
        }
        if (at >= b->run_end)
            look_at_run(b, text, at, limit);
        {
            unsigned len;
            bool lower = syn_cp_is_lower(syn_utf8_decode(text, next, &len));
            bool wrap = (lower && !ends_sentence(text, at, e)) ||
                        (b->column > 0 && e - at + 1 + word_len(text, next, limit) > b->column);

            if (!wrap) {
                b->at = next;
                out->span = syn_text_trim_span(text, (syn_span){start, e});
                return true;
            }
        }
        at = next;
    }
}
