/* SPDX-License-Identifier: Apache-2.0
 *
 * Feature templates of the token and sentence decisions.
 *
 * Method: hashed features without a dictionary (Weinberger et al. 2009, "Feature hashing for large
 * scale multitask learning"), each the hash of a template number and of the forms or shapes of the
 * atoms or tokens around. The templates follow what Gillick (2009, "Sentence boundary detection and
 * the problem with the U.S.") and Evang et al. (2013, "Elephant") found to matter, and add the
 * state of quotes and brackets, the length so far, and how a word is usually written. Cost:
 * constant a gap.
 */
#include "lang/token_feat.h"

enum { NO_FORM = 0x1234567, NO_SHAPE = SYNI_N_SHAPES - 1 };

/* Coarse class of a shape: case of letters, digits, the mark itself. */
static inline uint32_t coarse(uint32_t shape)
{
    if (shape < SYNI_SHAPE_DIGITS)
        return shape / 8;
    if (shape < SYNI_SHAPE_OTHER)
        return 8;
    return shape;
}

#define ADD(id, a, b) (out[n++] = syni_mix((a) ^ (uint32_t)(id)*0x85EBCA6Bu, (b)))

enum { F_SCHEME = 1, F_AT = 2, F_DIGIT = 4, F_WWW = 8, F_LOWER = 16, F_PATH = 32, F_MANY = 64 };

static bool is_mark(syn_str text, const syni_atom *a, const char *marks)
{
    char c = text.ptr[a->start];

    return a->kind == SYNI_ATOM_OTHER && c != '\0' && strchr(marks, c) != NULL;
}

/* Is atom i the extension of a file's name: after a full stop after a name? */
static bool is_extension(syn_str text, const syni_atom *a, uint32_t i, uint32_t first)
{
    static const char *const extensions[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
        "txt", "htm", "html", "jpg", "jpeg", "gif", "png", "zip", "csv", "rtf", "mp3", "mp4",
        "exe"};
    syn_str word = syn_str_slice(text, a[i].start, a[i].end);

    if (i < first + 2 || !is_mark(text, &a[i - 1], ".") || a[i - 2].kind == SYNI_ATOM_OTHER)
        return false;
    for (size_t k = 0; k < sizeof extensions / sizeof *extensions; k++) {
        if (syn_str_eq_nocase(word, syn_str_from(extensions[k])))
            return true;
    }
    return false;
}

/* The name of a file in a stretch: letters, digits, and . _ - before a known extension. */
static void find_file(syni_stretch *s, syn_str text)
{
    const syni_atom *a = s->atoms;

    for (uint32_t i = s->first + 2; i < s->end; i++) {
        uint32_t first = i;

        if (a[i].end - a[i].start > 4 || a[i].end - a[i].start < 3 ||
            !is_extension(text, a, i, s->first))
            continue;
        while (first > s->first &&
               (a[first - 1].kind != SYNI_ATOM_OTHER || is_mark(text, &a[first - 1], "._-")))
            first--;
        while (a[first].kind == SYNI_ATOM_OTHER)
            first++;
        s->url_first = first;
        s->url_end = i + 1;
        return;
    }
}

/* The address in a stretch: SCHEME://…, www.…, or NAME@HOST.TLD, without the punctuation after. */
static void find_address(syni_stretch *s, syn_str text)
{
    const syni_atom *a = s->atoms;
    uint32_t first = s->first, end = s->end;
    bool open = false;

    s->url_first = s->url_end = s->first;
    if ((s->flags & (F_SCHEME | F_WWW)) != 0) {
        for (; first < end; first++) {
            if (a[first].kind != SYNI_ATOM_LETTERS || first + 2 >= end)
                continue;
            if (is_mark(text, &a[first + 1], ":") && is_mark(text, &a[first + 2], "/"))
                break;
            if (is_mark(text, &a[first + 1], ".") && a[first].end - a[first].start == 3 &&
                (text.ptr[a[first].start] | 0x20) == 'w')
                break;
        }
        if (first == end)
            return;
        for (end = first; end < s->end && !is_mark(text, &a[end], "<>\""); end++)
            open = open || is_mark(text, &a[end], "(");
        while (end > first && (is_mark(text, &a[end - 1], ".,;:!?'*]}") ||
                                  (!open && is_mark(text, &a[end - 1], ")")) ||
                                  (a[end - 1].kind == SYNI_ATOM_OTHER &&
                                      a[end - 1].shape >= SYNI_SHAPE_OTHER + 129)))
            end--;
    } else if ((s->flags & F_AT) != 0) {
        uint32_t at = first;
        bool dot = false;

        while (at < end && !is_mark(text, &a[at], "@"))
            at++;
        for (first = at; first > s->first; first--) {
            if (a[first - 1].kind == SYNI_ATOM_OTHER && !is_mark(text, &a[first - 1], "._%+-"))
                break;
        }
        while (first < at && a[first].kind == SYNI_ATOM_OTHER)
            first++;
        for (end = at + 1; end < s->end; end++) {
            if (a[end].kind == SYNI_ATOM_OTHER && !is_mark(text, &a[end], ".-"))
                break;
        }
        while (end > at + 1 && a[end - 1].kind == SYNI_ATOM_OTHER)
            end--;
        for (uint32_t i = at + 1; i < end; i++)
            dot = dot || is_mark(text, &a[i], ".");
        if (first == at || end <= at + 1 || !dot)
            return;
    } else {
        find_file(s, text);
        return;
    }
    s->url_first = first;
    s->url_end = end;
}

void syni_stretch_init(syni_stretch *s, syn_str text, const syni_atom *atoms, uint32_t n_atoms,
    uint32_t first, uint32_t *suffix, uint32_t *open)
{
    uint32_t end = first + 1, hash = 7, slashes = 0;
    const uint32_t apostrophe = (2166136261u ^ '\'') * 16777619u; /* FNV-1a of one mark */

    s->flags = 0;
    while (end < n_atoms && atoms[end].gap == SYNI_GAP_NONE)
        end++;
    for (uint32_t i = first; i < end; i++) {
        const syni_atom *a = &atoms[i];
        char c = text.ptr[a->start];

        if (a->kind == SYNI_ATOM_DIGITS)
            s->flags |= F_DIGIT;
        else if (a->kind == SYNI_ATOM_LETTERS) {
            if (a->shape / 8 == SYNI_CASE_LOWER)
                s->flags |= F_LOWER;
            if (a->end - a->start == 3 && (c | 0x20) == 'w' &&
                (text.ptr[a->start + 1] | 0x20) == 'w' && (text.ptr[a->start + 2] | 0x20) == 'w')
                s->flags |= F_WWW;
        } else if (c == '@' && i > first && i + 1 < end) {
            s->flags |= F_AT;
        } else if (c == '/') {
            slashes++;
            if (i + 1 < end && text.ptr[atoms[i + 1].start] == '/' && i > first &&
                text.ptr[atoms[i - 1].start] == ':')
                s->flags |= F_SCHEME;
        }
    }
    if (slashes > 2)
        s->flags |= F_PATH;
    if (end - first > 8)
        s->flags |= F_MANY;
    for (uint32_t i = end; i > first; i--) {
        hash = syni_mix(hash, atoms[i - 1].form);
        suffix[i - 1 - first] = hash;
    }
    s->atoms = atoms;
    s->n_atoms = n_atoms;
    s->first = first;
    s->end = end;
    s->whole = suffix[0];
    s->prefix = 11;
    s->suffix = suffix;
    s->last = s->before = SYNI_CUT_TOKEN;
    find_address(s, text);
    /* A mark at the start of a stretch opens, one among the marks at its end closes. */
    if (atoms[first].form == apostrophe && end > first + 1)
        *open = 2;
    s->open = *open != 0;
    if (*open == 2) {
        *open = 1;
    } else if (*open == 1) {
        while (end > first && atoms[end - 1].kind == SYNI_ATOM_OTHER) {
            if (atoms[--end].form == apostrophe)
                *open = 0;
        }
    }
}

uint32_t syni_gap_features(syni_stretch *s, uint32_t i, uint32_t out[SYNI_MAX_GAP_FEATURES])
{
    const syni_atom *a = s->atoms;
    uint32_t n = 0;
    uint32_t l1 = a[i - 1].form, r1 = a[i].form, sl1 = a[i - 1].shape, sr1 = a[i].shape;
    uint32_t l2 = NO_FORM, r2 = NO_FORM, r3 = NO_FORM, sl2 = NO_SHAPE, sl3 = NO_SHAPE,
             sr2 = NO_SHAPE, sr3 = NO_SHAPE;
    uint32_t next = NO_FORM, next_shape = NO_SHAPE, before = NO_FORM, history, position, cut;

    if (i >= s->first + 2) {
        l2 = a[i - 2].form;
        sl2 = a[i - 2].shape;
    }
    if (i >= s->first + 3)
        sl3 = a[i - 3].shape;
    if (i + 1 < s->end) {
        r2 = a[i + 1].form;
        sr2 = a[i + 1].shape;
    }
    if (i + 2 < s->end) {
        r3 = a[i + 2].form;
        sr3 = a[i + 2].shape;
    }
    if (s->end < s->n_atoms) {
        next = a[s->end].form;
        next_shape = a[s->end].shape;
    }
    if (s->first > 0)
        before = a[s->first - 1].form;
    s->prefix = syni_mix(s->prefix, l1);
    history = (uint32_t)s->last * 3 + (uint32_t)s->before;
    position = (i - s->first < 3 ? i - s->first : 3) * 4 + (s->end - i < 3 ? s->end - i : 3);
    cut = s->suffix[i - s->first];

    ADD(1, coarse(sl1), coarse(sr1));
    ADD(2, l1, r1);
    ADD(3, sl1 << 10 | sr1, sr2);
    ADD(4, coarse(sl2) << 20 | coarse(sl1) << 10 | coarse(sr1), coarse(sr2));
    ADD(5, l1, coarse(sr1) << 10 | coarse(sr2));
    ADD(6, r1, coarse(sl1) << 10 | coarse(sl2));
    ADD(7, l1, r1 ^ r2 * 3);
    ADD(8, l2, l1 ^ r1 * 3);
    ADD(9, s->whole, i - s->first);
    ADD(10, s->prefix, sr1 << 10 | sr2);
    ADD(11, cut, sl1);
    ADD(12, cut, coarse(sl1) << 10 | coarse(sl2));
    ADD(13, l1, coarse(sr1) << 20 | coarse(next_shape) << 4 | position);
    ADD(14, l1 ^ r1 * 3, coarse(next_shape) << 10 | position);
    ADD(15, coarse(sl1) << 10 | coarse(sr1), coarse(next_shape) << 10 | position);
    ADD(16, sl1 << 10 | sr1, history << 4 | position);
    ADD(17, coarse(sl3) << 20 | coarse(sl2) << 10 | coarse(sl1),
        coarse(sr1) << 20 | coarse(sr2) << 10 | coarse(sr3));
    ADD(18, s->flags, coarse(sl1) << 14 | coarse(sr1) << 4 | position);
    ADD(19, s->flags << 16 | history, coarse(sl1) << 10 | coarse(sr1));
    ADD(20, s->flags, (coarse(sl1) << 10 | coarse(sr1)) ^ coarse(sr2) << 20);
    ADD(21, l1 ^ r1 * 3, next);
    ADD(22, l1 ^ r1 * 3, before);
    ADD(23, r1 ^ r2 * 3, r3 ^ coarse(sl1));
    ADD(24, history, coarse(sl2) << 20 | coarse(sl1) << 10 | coarse(sr1));
    ADD(25, s->whole, next ^ (i - s->first));
    ADD(26, s->whole, before ^ (i - s->first));
    ADD(28, r1, s->open << 20 | coarse(sl1) << 8 | position);
    ADD(29, r1 ^ r2 * 3, s->open << 20 | sl1 << 8 | position);
    ADD(27, l1, sr1 << 8 | history);
    return n;
}

void syni_tok_make(
    syni_tok *t, const syni_atom *atoms, uint32_t first, uint32_t end, const uint8_t *usual)
{
    const syni_atom *last = &atoms[end - 1];
    uint32_t mark = last->shape;
    uint32_t hash = atoms[first].form;

    t->start = atoms[first].start;
    t->end = last->end;
    /* A line break inside a block is a wrap (token_block.c): white space like another. */
    t->gap = atoms[first].gap == SYNI_GAP_LINE ? SYNI_GAP_SPACE : atoms[first].gap;
    for (uint32_t i = first + 1; i < end; i++)
        hash = syni_mix(hash, atoms[i].form);
    t->form = hash;
    if (end - first == 1) {
        t->shape = atoms[first].shape;
    } else {
        const syni_atom *f = &atoms[first];
        uint32_t head = f->kind == SYNI_ATOM_LETTERS  ? f->shape / 8u
                        : f->kind == SYNI_ATOM_DIGITS ? 6u
                                                      : 7u;
        uint32_t tail = last->kind == SYNI_ATOM_LETTERS  ? 0u
                        : last->kind == SYNI_ATOM_DIGITS ? 1u
                        : mark == SYNI_SHAPE_OTHER + '.' ? 2u
                        : mark == f->shape               ? 3u
                        : mark == SYNI_SHAPE_OTHER + ')' ? 4u
                                                         : 5u;
        bool dots = f->kind == SYNI_ATOM_OTHER && f->shape == SYNI_SHAPE_OTHER + '.' && tail == 2;

        t->shape = (uint16_t)(SYNI_SHAPE_COMPOUND + head * 8 + (dots ? 6u : tail));
        if (head == 7 && tail == 3)
            t->shape = (uint16_t)(SYNI_SHAPE_COMPOUND + 64 + (f->shape & 31u));
    }
    t->usual = 0;
    if (usual != NULL && atoms[first].kind == SYNI_ATOM_LETTERS) {
        uint32_t slot = atoms[first].form >> 14;

        t->usual = usual[slot >> 2] >> (slot & 3) * 2 & 3;
    }
    t->opens = 0;
    t->ends = 0;
    if (last->kind != SYNI_ATOM_OTHER)
        return;
    switch (mark - SYNI_SHAPE_OTHER) {
    case '(':
    case '[':
    case '{':
        t->opens = 1;
        break;
    case ')':
    case ']':
    case '}':
        t->opens = 2;
        t->ends = 6;
        break;
    case '"':
        t->opens = 4;
        t->ends = 6;
        break;
    case '\'':
    case 131: /* right single quote */
    case 136: /* right double quote */
    case 140:
        t->ends = 6;
        break;
    case '.':
        t->ends = end - first > 1 ? 3 : 1;
        break;
    case '!':
    case '?':
        t->ends = 2;
        break;
    case 147: /* ellipsis */
        t->ends = 3;
        break;
    case ':':
    case ';':
        t->ends = 4;
        break;
    case ',':
        t->ends = 5;
        break;
    case '-':
    case 144:
    case 145:
    case 146:
        t->ends = 7;
        break;
    default:
        break;
    }
    /* An abbreviation with its full stop is a word, not an ellipsis. */
    if (t->ends == 3 && atoms[first].kind != SYNI_ATOM_OTHER)
        t->ends = 1;
}

uint32_t syni_style(const syni_tok *toks, uint32_t n)
{
    uint32_t style = 4;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t shape = toks[i].shape;

        if (shape >= SYNI_SHAPE_DIGITS)
            continue;
        if (shape / 8 == SYNI_CASE_LOWER) {
            /* FNV-1a of "i" */
            if (shape % 8 == 1 && toks[i].form == ((2166136261u ^ 'i') * 16777619u))
                style |= 1;
            if (i > 0 && (toks[i - 1].ends == 1 || toks[i - 1].ends == 2))
                style |= 2;
        } else if (shape / 8 != SYNI_CASE_NONE) {
            style &= ~4u;
        }
    }
    return style;
}

void syni_run_step(syni_run *run, const syni_tok *toks, uint32_t i)
{
    const syni_tok *t = &toks[i];
    uint32_t shape = t->shape;

    if ((t->opens & 1) != 0 && run->depth < 3)
        run->depth++;
    if ((t->opens & 2) != 0 && run->depth > 0)
        run->depth--;
    if ((t->opens & 4) != 0)
        run->quotes ^= 1;
    if (shape == SYNI_SHAPE_OTHER + 135 || shape == SYNI_SHAPE_OTHER + 137)
        run->quotes |= 2;
    if (shape == SYNI_SHAPE_OTHER + 136)
        run->quotes &= ~2u;
    if (shape < SYNI_SHAPE_DIGITS) {
        run->n_cased++;
        if (shape / 8 != SYNI_CASE_LOWER)
            run->n_upper++;
    }
}

void syni_run_end(syni_run *run, uint32_t next)
{
    run->since = next;
    run->depth = 0;
    run->n_cased = run->n_upper = 0;
}

void syni_ahead(const syni_tok *toks, uint32_t n, uint8_t *ahead)
{
    uint32_t distance = 255;

    for (uint32_t i = n; i > 0; i--) {
        if (toks[i - 1].ends == 1 || toks[i - 1].ends == 2)
            distance = 0;
        if (distance < 255)
            distance++;
        ahead[i - 1] = (uint8_t)distance;
    }
}

static uint32_t bucket(uint32_t n)
{
    return n < 6 ? n : n < 8 ? 6 : n < 12 ? 7 : n < 18 ? 8 : n < 27 ? 9 : n < 40 ? 10 : 11;
}

uint32_t syni_end_features(const syni_tok *toks, uint32_t n_toks, uint32_t i, const uint8_t *ahead,
    const syni_run *run, uint32_t out[SYNI_MAX_END_FEATURES])
{
    const syni_tok none = {.form = NO_FORM, .shape = NO_SHAPE};
    const syni_tok *l1 = &toks[i - 1], *r1 = &toks[i];
    const syni_tok *l2 = i >= 2 ? &toks[i - 2] : &none, *l3 = i >= 3 ? &toks[i - 3] : &none;
    const syni_tok *l4 = i >= 4 ? &toks[i - 4] : &none;
    const syni_tok *r2 = i + 1 < n_toks ? &toks[i + 1] : &none;
    const syni_tok *r3 = i + 2 < n_toks ? &toks[i + 2] : &none;
    const syni_tok *r4 = i + 3 < n_toks ? &toks[i + 3] : &none;
    const syni_tok *first = &toks[run->since];
    uint32_t cl1 = coarse(l1->shape), cr1 = coarse(r1->shape), cl2 = coarse(l2->shape),
             cr2 = coarse(r2->shape), cl3 = coarse(l3->shape), cr3 = coarse(r3->shape);
    uint32_t so_far = bucket(i - run->since), left = bucket(n_toks - i);
    uint32_t usual = cr1 << 2 | r1->usual;
    uint32_t gap = r1->gap;
    uint32_t ends = l1->ends | (l1->ends == 6 ? (uint32_t)l2->ends << 3 : 0u);
    uint32_t pair = cl1 << 12 | usual;
    uint32_t state = run->depth << 2 | run->quotes;
    uint32_t upper = run->n_cased == 0                 ? 0
                     : run->n_upper == run->n_cased    ? 1
                     : run->n_upper * 2 > run->n_cased ? 2
                                                       : 3;
    uint32_t next_end = bucket(ahead[i]);
    bool whole_ends = toks[n_toks - 1].ends == 1 || toks[n_toks - 1].ends == 2;
    uint32_t n = 0;

    ADD(101, pair, gap);
    ADD(102, l1->form, usual);
    ADD(103, r1->form, cl1 << 4 | gap);
    ADD(104, l1->form, r1->form);
    ADD(105, l2->form, l1->form ^ cr1 * 77);
    ADD(106, r1->form, r2->form ^ cl1 * 77);
    ADD(107, l2->form ^ l1->form * 3, r1->form);
    ADD(108, l1->form, r1->form * 3 ^ r2->form);
    ADD(109, cl2 << 20 | pair, cr2 << 3 | gap);
    ADD(110, cl3 << 20 | cl2 << 10 | cl1, usual << 16 | cr2);
    ADD(111, cl2 << 10 | cl1, (usual << 16 | cr2) ^ cr3 * 977);
    ADD(112, ends << 4 | gap, r1->form);
    ADD(113, ends << 4 | gap, usual << 8 | state);
    ADD(114, ends << 4 | gap, usual << 8 | so_far);
    ADD(115, ends << 4 | gap, usual << 8 | next_end);
    ADD(116, ends << 4 | gap, usual << 8 | left << 1 | whole_ends);
    ADD(117, ends << 8 | state, (uint32_t)r1->shape << 4 | gap);
    ADD(118, ends << 8 | so_far, next_end << 8 | cr1 << 16 | gap);
    ADD(119, first->form, ends << 16 | cr1 << 4 | gap);
    ADD(120, first->form, so_far << 16 | ends << 8 | cr1);
    ADD(121, upper << 8 | so_far, ends << 16 | usual << 3 | gap);
    ADD(122, upper, cl1 << 20 | cr1 << 10 | cr2);
    ADD(123, r1->form, ends << 8 | so_far);
    ADD(124, r1->form, ends << 8 | state << 4 | gap);
    ADD(125, l1->shape, (uint32_t)r1->shape << 3 | gap);
    ADD(126, l2->form, cl1 << 16 | usual);
    ADD(127, r2->form, cl1 << 16 | usual);
    ADD(128, l2->form, (cl1 << 16 | cr1) ^ r1->form);
    ADD(129, r1->form ^ r2->form * 3, r3->form);
    ADD(130, l3->form ^ l2->form * 3, l1->form);
    ADD(131, l3->form, cl1 << 16 | cr1);
    ADD(132, r3->form, cl1 << 16 | cr1);
    ADD(133, (uint32_t)l1->usual << 16 | cl1 << 4 | gap,
        usual << 16 | (uint32_t)r2->usual << 8 | cr2);
    ADD(134, ends << 16 | (uint32_t)whole_ends << 8 | so_far, usual << 8 | bucket(n_toks));
    ADD(135, coarse(l4->shape) << 20 | cl3 << 10 | cl2, cl1 << 20 | cr1 << 10 | cr2);
    ADD(136, cl1 << 20 | cr1 << 10 | cr2, cr3 << 10 | coarse(r4->shape));
    ADD(137, l1->form, so_far << 8 | state);
    ADD(139, run->style << 8 | ends, usual << 8 | so_far);
    ADD(140, run->style << 8 | ends, r1->form);
    ADD(141, run->style << 8 | cl1, cr1 << 8 | left);
    ADD(142, run->style << 12 | bucket(n_toks) << 8 | so_far, usual << 8 | ends << 3 | gap);
    ADD(138, state << 16 | so_far << 8 | next_end, cl1 << 12 | cr1);
    return n;
}
