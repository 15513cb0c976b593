/* SPDX-License-Identifier: Apache-2.0
 *
 * Pairs quotation marks: a stack machine over each paragraph's characters. Whether a straight mark
 * opens or closes is told by its neighbours (space before: opens; space or punctuation after:
 * closes); a curly mark is taken at its word unless its neighbours rule that out, since newsrooms
 * print marks turned the wrong way. A single mark is an apostrophe until a closing one is met, and
 * a plural possessive ("the miners’ union") closes only when nothing better follows.
 *
 * An opening mark without a closing one is a stretch to its paragraph's end with is_closed false:
 * where the next paragraph opens again it is one utterance that goes on (Chicago Manual of Style,
 * 13.32), else no one knows where the words end and no caller may print it as a quotation.
 *
 * Cost: linear. Depth is bounded by MAX_OPEN. Rejected: pairing by regular expression (wrong turned
 * marks swallow the report's own sentences up to the next quotation).
 */
#include "marks.h"

#include "base/vec.h"
#include "text/text.h"

enum { MAX_OPEN = 8 };

typedef enum mark_kind { NOT_A_MARK, EITHER, OPENS, CLOSES } mark_kind;

typedef struct open_mark {
    uint32_t at, inner; /* first byte of the mark, byte after it */
    bool is_single;
    uint32_t maybe_at, maybe_end; /* a possessive that may be the closing mark; SYN_NONE */
} open_mark;

typedef struct pairing {
    syn_str text;
    syn_arena *arena;
    SYN_VEC(syn_quoted) out;
    open_mark stack[MAX_OPEN];
    uint32_t n_stack, paragraph;
} pairing;

static void add(pairing *p, const open_mark *mark, uint32_t end, uint32_t after, bool is_closed)
{
    syn_quoted quoted = {.span = {mark->inner, end},
        .open = mark->at,
        .end = after,
        .paragraph = p->paragraph,
        .is_single = mark->is_single,
        .is_closed = is_closed};

    if (end > mark->inner)
        SYN_PUSH(p->arena, p->out, quoted);
}

static void push(pairing *p, uint32_t at, uint32_t inner, bool is_single)
{
    if (p->n_stack < MAX_OPEN)
        p->stack[p->n_stack++] = (open_mark){at, inner, is_single, SYN_NONE, SYN_NONE};
}

/* Takes the topmost mark off: a single one closes at its possessive, or was an apostrophe. */
static void drop_top(pairing *p, uint32_t end)
{
    open_mark *top = &p->stack[--p->n_stack];

    if (!top->is_single)
        add(p, top, end, end, false);
    else if (top->maybe_at != SYN_NONE)
        add(p, top, top->maybe_at, top->maybe_end, true);
}

static bool close_double(pairing *p, uint32_t at, uint32_t after)
{
    uint32_t k = p->n_stack;

    while (k > 0 && p->stack[k - 1].is_single)
        k--;
    if (k == 0)
        return false;
    while (p->n_stack > k)
        drop_top(p, at);
    p->n_stack--;
    add(p, &p->stack[p->n_stack], at, after, true);
    return true;
}

static bool has_double(const pairing *p)
{
    for (uint32_t k = 0; k < p->n_stack; k++)
        if (!p->stack[k].is_single)
            return true;
    return false;
}

static bool is_opening_punct(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == '-' || c == '/' || c == ':' || c == 0x2013 ||
           c == 0x2014 || c == 0x2015 || c == 0x2026 || syn_cp_is_open_quote(c);
}

static bool is_word(uint32_t c)
{
    return c != 0 && syn_cp_is_alnum(c);
}

/* Words that begin with an apostrophe: ’90s, ’em, ’til. */
static bool is_elision(syn_str text, uint32_t after)
{
    static const char *const words[] = {"em", "til", "tis", "twas", "cause", "n", "bout", "round"};
    syn_str rest = syn_str_slice(text, after, (size_t)after + 8);
    size_t len = 0;

    if (rest.len > 0 && rest.ptr[0] >= '0' && rest.ptr[0] <= '9')
        return rest.len > 2 && rest.ptr[2] == 's';
    while (len < rest.len && ((rest.ptr[len] | 0x20) >= 'a' && (rest.ptr[len] | 0x20) <= 'z'))
        len++;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (syn_str_eq_nocase(syn_str_slice(rest, 0, len), syn_str_from(words[w])))
            return true;
    return false;
}

static void double_mark(
    pairing *p, mark_kind kind, uint32_t at, uint32_t after, uint32_t prev, uint32_t next)
{
    bool prev_space = prev == 0 || syn_cp_is_space(prev),
         next_space = next == 0 || syn_cp_is_space(next);
    bool can_open = (prev_space || is_opening_punct(prev)) && !next_space;
    bool can_close = !prev_space && !is_word(next);

    if (has_double(p)) {
        bool opens = can_open && (!can_close || kind == OPENS) && kind != CLOSES;

        if (kind == CLOSES && can_open && !can_close && prev_space)
            opens = true;
        if (opens)
            push(p, at, after, false);
        else
            close_double(p, at, after);
    } else if (can_open || (kind == OPENS && !next_space)) {
        if (!(kind == CLOSES && can_close))
            push(p, at, after, false);
    }
}

static void single_mark(
    pairing *p, mark_kind kind, uint32_t at, uint32_t after, uint32_t prev, uint32_t next)
{
    bool prev_space = prev == 0 || syn_cp_is_space(prev);
    bool can_open = (prev_space || is_opening_punct(prev)) &&
                    (is_word(next) || next == '#' || next == '@' || next == '$' || next == '[') &&
                    kind != CLOSES;
    bool can_close = !prev_space && !is_word(next) && kind != OPENS;
    open_mark *top = p->n_stack ? &p->stack[p->n_stack - 1] : NULL;

    if (kind == CLOSES && prev_space && is_word(next) && !is_elision(p->text, after) && prev != 0)
        return; /* ’ before a word: an elision we do not know */
    if (can_open && !is_elision(p->text, after)) {
        if (top != NULL && top->is_single)
            drop_top(p, at);
        push(p, at, after, true);
    } else if (can_close && top != NULL && top->is_single) {
        syn_str rest = syn_str_slice(p->text, after, (size_t)after + 2);
        bool possessive = prev == 's' && rest.len == 2 && rest.ptr[0] == ' ' &&
                          rest.ptr[1] >= 'a' && rest.ptr[1] <= 'z';

        if (possessive && top->maybe_at == SYN_NONE) {
            top->maybe_at = at;
            top->maybe_end = after;
        } else {
            p->n_stack--;
            add(p, top, at, after, true);
        }
    }
}

static mark_kind kind_of(uint32_t c, bool *is_single)
{
    *is_single = c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201A || c == 0x2039 ||
                 c == 0x203A || c == 0x60;
    switch (c) {
    case '"':
    case '\'':
    case 0xFF02:
    case 0x201F:
        return EITHER;
    case 0x201C:
    case 0x201E:
    case 0x2018:
    case 0x201A:
    case 0xAB:
    case 0x2039:
        return OPENS;
    case 0x201D:
    case 0x2019:
    case 0xBB:
    case 0x203A:
        return CLOSES;
    default:
        return NOT_A_MARK;
    }
}

static void pair_paragraph(pairing *p, syn_span span)
{
    uint32_t at = span.start, prev = 0;
    syn_str text = {p->text.ptr, span.end};

    p->n_stack = 0;
    while (at < span.end) {
        unsigned len, next_len;
        uint32_t c = syn_utf8_decode(text, at, &len), after = at + len, next;
        bool is_single;
        mark_kind kind = kind_of(c, &is_single);

        if (kind != NOT_A_MARK || c == '`') {
            bool doubled = (c == '\'' || c == 0x2018 || c == 0x2019 || c == '`') &&
                           after < span.end && syn_utf8_decode(text, after, &next_len) == c;

            if (doubled) {
                after += len;
                is_single = false;
                kind = c == '`' || c == 0x2018 ? OPENS : EITHER;
            } else if (c == '`') {
                kind = OPENS;
            }
            next = after < span.end ? syn_utf8_decode(text, after, &next_len) : 0;
            if (is_single)
                single_mark(p, kind, at, after, prev, next);
            else
                double_mark(p, kind, at, after, prev, next);
        }
        prev = c;
        at = after;
    }
    while (p->n_stack > 0)
        drop_top(p, span.end);
}

/* The first character of a paragraph is an opening double mark. */
static bool opens_with_mark(syn_str text, syn_span paragraph)
{
    unsigned len;
    bool is_single;
    uint32_t c;

    while (paragraph.start < paragraph.end) {
        c = syn_utf8_decode(text, paragraph.start, &len);
        if (!syn_cp_is_space(c))
            return kind_of(c, &is_single) != NOT_A_MARK && !is_single;
        paragraph.start += len;
    }
    return false;
}

static int by_open(const void *a, const void *b)
{
    const syn_quoted *x = a, *y = b;

    return x->open < y->open ? -1 : x->open > y->open;
}

syn_quoteds syn_quote_marks(syn_str text, const syn_span *paragraphs, uint32_t n_paragraphs,
    const bool *skip, syn_arena *arena)
{
    pairing p = {.text = text, .arena = arena};
    bool came_on = false;

    for (uint32_t i = 0; i < n_paragraphs; i++) {
        uint32_t first = p.out.n, next = i + 1;
        bool goes_on = false;

        p.paragraph = i;
        pair_paragraph(&p, syn_text_trim_span(text, paragraphs[i]));
        if (syn_arena_failed(arena))
            return (syn_quoteds){0};
        if (p.out.n > first)
            qsort(p.out.items + first, p.out.n - first, sizeof *p.out.items, by_open);
        if (skip != NULL && skip[i])
            continue;
        while (next < n_paragraphs && skip != NULL && skip[next] && next < i + 4)
            next++;
        for (uint32_t k = first; k < p.out.n; k++) {
            syn_quoted *quoted = &p.out.items[k];

            if (k == first && came_on)
                quoted->came_on = true;
            if (!quoted->is_closed && !goes_on && next < n_paragraphs &&
                !(skip != NULL && skip[next]) && opens_with_mark(text, paragraphs[next])) {
                quoted->goes_on = true;
                goes_on = true;
            }
        }
        came_on = goes_on;
    }
    /* Levels: how many closed or continued stretches hold this one. */
    for (uint32_t k = 0; k < p.out.n; k++) {
        uint32_t level = 0;

        for (uint32_t j = k; j > 0 && k - j < 32; j--) {
            const syn_quoted *outer = &p.out.items[j - 1];

            if (outer->paragraph != p.out.items[k].paragraph)
                break;
            if ((outer->is_closed || outer->goes_on) && outer->span.end >= p.out.items[k].end)
                level++;
        }
        p.out.items[k].level = (uint8_t)level;
    }
    return (syn_quoteds){p.out.items, p.out.n};
}
