/* SPDX-License-Identifier: Apache-2.0
 *
 * Per-token facts of a document for the learned heads of `quote`, and the features of the cue head.
 *
 * Features are hashes of (template, values) taken modulo the table of the model ("hashing trick",
 * Weinberger et al., ICML 2009). Everything comes from the lang layer and from the quotation marks;
 * no outlet, name list or corpus enters. Linear in the tokens; children of a token are visited a
 * bounded number of times.
 */
#include "quote_view.h"

#include "base/map.h"
#include "base/vec.h"
#include "quote_know.h"
#include "text/text.h"

enum { MAX_STEPS = 64 };

static uint32_t hash_str(syn_str s)
{
    char lower[64];
    size_t n = s.len < sizeof lower ? s.len : sizeof lower;

    for (size_t i = 0; i < n; i++) {
        char c = s.ptr[i];

        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return (uint32_t)syn_hash(lower, n, 1);
}

/* "Xx", "x", "X", "9", "." and the like: runs of one class become one letter. */
static uint32_t shape_of(syn_str s)
{
    char shape[8];
    size_t n = 0;

    for (size_t i = 0; i < s.len && n < sizeof shape; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        char k = c >= 'A' && c <= 'Z'                  ? 'X'
                 : (c >= 'a' && c <= 'z') || c >= 0x80 ? 'x'
                 : c >= '0' && c <= '9'                ? '9'
                                                       : (char)c;

        if (n == 0 || shape[n - 1] != k)
            shape[n++] = k;
    }
    return (uint32_t)syn_hash(shape, n, 2);
}

static uint32_t mix(uint32_t h, uint32_t v)
{
    h ^= v + 0x9E3779B9u + (h << 6) + (h >> 2);
    h *= 0x85EBCA6Bu;
    return h ^ (h >> 15);
}

static uint32_t mix3(uint32_t a, uint32_t b, uint32_t c)
{
    return mix(mix(a * 0xC2B2AE35u + 7u, b), c);
}

static bool is_nominal_subject(uint8_t deprel)
{
    return deprel == SYN_DEPREL_NSUBJ || deprel == SYN_DEPREL_NSUBJ_PASS ||
           deprel == SYN_DEPREL_NSUBJ_OUTER;
}

/* Relations that shape a cue's frame; bit order is fixed by the model's training. */
static uint32_t frame_bit(uint8_t deprel)
{
    switch (deprel) {
    case SYN_DEPREL_NSUBJ:
        return 1u << 0;
    case SYN_DEPREL_NSUBJ_PASS:
        return 1u << 1;
    case SYN_DEPREL_CCOMP:
        return 1u << 2;
    case SYN_DEPREL_XCOMP:
        return 1u << 3;
    case SYN_DEPREL_OBJ:
        return 1u << 4;
    case SYN_DEPREL_OBL:
        return 1u << 5;
    case SYN_DEPREL_PARATAXIS:
        return 1u << 6;
    case SYN_DEPREL_ADVCL:
        return 1u << 7;
    case SYN_DEPREL_ACL:
        return 1u << 8;
    case SYN_DEPREL_NMOD:
        return 1u << 9;
    case SYN_DEPREL_AUX_PASS:
        return 1u << 10;
    case SYN_DEPREL_MARK:
        return 1u << 11;
    case SYN_DEPREL_EXPL:
        return 1u << 12;
    case SYN_DEPREL_NMOD_POSS:
        return 1u << 13;
    case SYN_DEPREL_ADVCL_RELCL:
        return 1u << 14;
    case SYN_DEPREL_COMPOUND_PRT:
        return 1u << 15;
    default:
        return 0;
    }
}

static void link_children(syn_qview *view, syn_arena *arena)
{
    uint32_t *last = SYN_NEW_N(arena, uint32_t, (size_t)view->n + 1);

    view->first_child = SYN_NEW_N(arena, uint32_t, (size_t)view->n + 1);
    view->next_child = SYN_NEW_N(arena, uint32_t, (size_t)view->n + 1);
    if (syn_arena_failed(arena))
        return;
    for (uint32_t i = 0; i < view->n; i++)
        view->first_child[i] = view->next_child[i] = last[i] = SYN_NONE;
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t h = view->tokens[i].head;

        if (h == SYN_NONE)
            continue;
        if (last[h] == SYN_NONE)
            view->first_child[h] = i;
        else
            view->next_child[last[h]] = i;
        last[h] = i;
    }
}

/* Subtree edges: every token widens its ancestors; at most MAX_STEPS up, so linear. */
static void spread(syn_qview *view)
{
    for (uint32_t i = 0; i < view->n; i++) {
        uint32_t a = view->tokens[i].head;

        for (int step = 0; a != SYN_NONE && step < MAX_STEPS; step++) {
            syn_qtoken *up = &view->tokens[a];

            if (i < up->lo)
                up->lo = i;
            if (i > up->hi)
                up->hi = i;
            a = up->head;
        }
    }
}

static void mark_quoted(syn_qview *view)
{
    uint32_t k = 0;
    const syn_lang_layer *lang = view->doc->lang;

    for (uint32_t i = 0; i < view->n; i++) {
        syn_span span = lang->tokens.items[i].span;

        while (k < view->marks.n &&
               (view->marks.items[k].end <= span.start || view->marks.items[k].level > 0))
            k++;
        if (k < view->marks.n && view->marks.items[k].open <= span.start) {
            const syn_quoted *quoted = &view->marks.items[k];

            view->tokens[i].quoted = k;
            if (span.end <= quoted->span.start)
                view->tokens[i].mark = SYN_QMARK_OPEN;
            else if (span.start >= quoted->span.end)
                view->tokens[i].mark = SYN_QMARK_CLOSE;
        }
    }
}

uint32_t syn_qclasses_hash(syn_str form)
{
    uint32_t h = hash_str(form);

    return h ? h : 1;
}

static uint32_t class_of(const syn_qclasses *classes, uint32_t hash)
{
    uint32_t mask;

    if (classes == NULL || classes->bits == 0)
        return 0;
    mask = (1u << classes->bits) - 1;
    hash = hash ? hash : 1;
    for (uint32_t k = 0; k < 64; k++) {
        const uint32_t *slot = &classes->slots[2 * (size_t)((hash + k) & mask)];

        if (slot[0] == hash)
            return slot[1];
        if (slot[0] == 0)
            break;
    }
    return 0;
}

void syn_qview_init(syn_qview *view, const syn_doc *doc, const struct syn_know *know,
    const syn_qclasses *classes, syn_arena *arena)
{
    const syn_lang_layer *lang = doc->lang;
    bool *skip = SYN_NEW_N(arena, bool, (size_t)lang->paragraphs.n + 1);
    uint32_t sentence = SYN_NONE, n_verbs = 0, n_commas = 0;

    *view = (syn_qview){.doc = doc, .know = know, .n = lang->tokens.n};
    view->tokens = SYN_NEW_N(arena, syn_qtoken, (size_t)view->n + 1);
    if (syn_arena_failed(arena))
        return;
    for (uint32_t p = 0; p < lang->paragraphs.n; p++) {
        syn_zone_kind kind = syn_doc_zone_at(doc, lang->paragraphs.items[p].start);

        skip[p] =
            kind == SYN_ZONE_CAPTION || kind == SYN_ZONE_BOILERPLATE || kind == SYN_ZONE_EMBED;
    }
    view->marks =
        syn_quote_marks(doc->text, lang->paragraphs.items, lang->paragraphs.n, skip, arena);
    for (uint32_t i = 0; i < view->n; i++) {
        const syn_token *from = &lang->tokens.items[i];
        syn_qtoken *to = &view->tokens[i];
        syn_str lemma = from->lemma.len ? from->lemma : from->form;

        if (from->sentence != sentence) {
            sentence = from->sentence;
            n_verbs = n_commas = 0;
        }
        to->form = hash_str(from->form);
        to->lemma = hash_str(lemma);
        to->fine = class_of(classes, to->form) & 0xFFFF;
        to->coarse = class_of(classes, to->form) >> 16;
        to->xpos = hash_str(from->xpos);
        to->suffix = hash_str(
            syn_str_slice(from->form, from->form.len > 3 ? from->form.len - 3 : 0, from->form.len));
        to->shape = shape_of(from->form);
        to->lex = syn_qknow_class(know, lemma, (syn_upos)from->upos);
        to->upos = from->upos;
        to->deprel = from->deprel;
        to->head = from->head != SYN_NONE && from->head < view->n ? from->head : SYN_NONE;
        to->sentence = sentence;
        to->lo = to->hi = i;
        to->quoted = SYN_NONE;
        to->n_verbs = (uint16_t)n_verbs;
        to->n_commas = (uint16_t)n_commas;
        if (from->upos == SYN_UPOS_VERB && n_verbs < 1000)
            n_verbs++;
        if (from->upos == SYN_UPOS_PUNCT && syn_str_eq_z(from->form, ",") && n_commas < 1000)
            n_commas++;
    }
    link_children(view, arena);
    if (syn_arena_failed(arena))
        return;
    spread(view);
    mark_quoted(view);
    for (uint32_t i = 0; i < view->n; i++) {
        syn_qtoken *token = &view->tokens[i];
        uint32_t bits = 0, n_children = 0;

        for (uint32_t c = view->first_child[i]; c != SYN_NONE && n_children < 64;
             c = view->next_child[c], n_children++) {
            bits |= frame_bit(view->tokens[c].deprel);
            if (view->tokens[c].deprel == SYN_DEPREL_MARK && token->mark_form == 0)
                token->mark_form = view->tokens[c].form;
        }
        token->signature = mix3(11, bits, token->deprel);
    }
}

/* ---- the cue head -------------------------------------------------------------------------- */

typedef struct bag {
    uint32_t *out, n, max;
} bag;

static void put(bag *b, uint32_t t, uint32_t v, uint32_t w)
{
    if (b->n < b->max)
        b->out[b->n++] = mix3(t, v, w);
}

static const syn_qtoken *at(const syn_qview *view, uint32_t i, int64_t offset)
{
    static const syn_qtoken outside = {
        .form = 3, .lemma = 3, .head = SYN_NONE, .sentence = SYN_NONE, .quoted = SYN_NONE};
    int64_t j = (int64_t)i + offset;

    if (j < 0 || j >= view->n || view->tokens[j].sentence != view->tokens[i].sentence)
        return &outside;
    return &view->tokens[j];
}

uint32_t syn_qview_cue_features(const syn_qview *view, uint32_t i, uint32_t *out)
{
    bag b = {out, 0, SYN_QCUE_MAX};
    const syn_qtoken *t = &view->tokens[i], *p1 = at(view, i, -1), *p2 = at(view, i, -2);
    const syn_qtoken *n1 = at(view, i, 1), *n2 = at(view, i, 2);
    const syn_qtoken *head = t->head != SYN_NONE ? &view->tokens[t->head] : NULL;
    const syn_sentence *s = &view->doc->lang->sentences.items[t->sentence];
    bool has_ccomp = false, sees_mark = false;
    uint32_t n_children = 0;
    uint32_t near = 0; /* quotation marks at the word's side */

    near |= p1->mark == SYN_QMARK_CLOSE ? 1u : 0;
    near |= p2->mark == SYN_QMARK_CLOSE ? 2u : 0;
    near |= n1->mark == SYN_QMARK_OPEN ? 4u : 0;
    near |= n2->mark == SYN_QMARK_OPEN ? 8u : 0;
    near |= at(view, i, 3)->mark == SYN_QMARK_OPEN ? 16u : 0;
    near |= at(view, i, -3)->mark == SYN_QMARK_CLOSE ? 32u : 0;
    for (uint32_t j = s->first_token; j < s->first_token + s->n_tokens && j < s->first_token + 200;
         j++)
        sees_mark |= view->tokens[j].mark != SYN_QMARK_NONE;

    put(&b, 100, 0, 0);
    put(&b, 101, t->lemma, 0);
    put(&b, 102, t->form, 0);
    put(&b, 103, t->lemma, t->upos);
    put(&b, 104, t->lemma, p1->form);
    put(&b, 105, t->lemma, n1->form);
    put(&b, 106, t->upos, p1->form);
    put(&b, 107, t->upos, n1->form);
    put(&b, 108, p2->form, p1->form);
    put(&b, 109, n1->form, n2->form);
    put(&b, 110, t->lemma, t->deprel);
    put(&b, 111, t->xpos, t->deprel);
    put(&b, 112, t->lemma, t->xpos);
    put(&b, 113, mix(t->upos, p1->upos), mix(n1->upos, n2->upos));
    put(&b, 114, t->suffix, t->upos);
    put(&b, 115, t->lex, t->upos);
    put(&b, 116, t->lex, t->signature);
    put(&b, 117, t->lemma, t->signature);
    put(&b, 118, t->upos, t->signature);
    put(&b, 119, near, t->upos);
    put(&b, 120, near, t->lemma);
    put(&b, 121, mix(sees_mark, t->upos), t->quoted != SYN_NONE);
    put(&b, 122, mix(sees_mark, t->lemma), t->quoted != SYN_NONE);
    put(&b, 123, t->deprel, head != NULL ? head->lemma : 5);
    put(&b, 124, t->lemma, head != NULL ? head->lemma : 5);
    put(&b, 125, t->deprel, head != NULL ? mix(head->upos, head->deprel) : 5);
    put(&b, 126, t->lex, head != NULL ? mix(head->lex, t->deprel) : 5);
    put(&b, 127, i - s->first_token < 3 ? i - s->first_token : 3, t->upos);
    put(&b, 128, s->first_token + s->n_tokens - i < 4 ? s->first_token + s->n_tokens - i : 4,
        t->lemma);
    put(&b, 129, p1->upos, t->lemma);
    put(&b, 130, t->lemma, n1->upos);
    put(&b, 131, t->shape, t->upos);
    put(&b, 132, t->lemma, n2->form);
    put(&b, 134, t->fine, t->upos);
    put(&b, 135, t->coarse, t->upos);
    put(&b, 136, t->fine, t->signature);
    put(&b, 137, t->fine, n1->form);
    put(&b, 138, t->fine, p1->form);
    put(&b, 139, t->fine, mix(near, t->quoted != SYN_NONE));
    put(&b, 151, t->fine, n1->fine);
    put(&b, 152, p1->fine, t->fine);
    put(&b, 153, t->coarse, mix(p1->coarse, n1->coarse));
    put(&b, 154, t->fine, t->deprel);
    put(&b, 133, s->n_tokens < 20 ? s->n_tokens / 4 : 5, t->upos);
    for (uint32_t c = view->first_child[i]; c != SYN_NONE && n_children < 12;
         c = view->next_child[c], n_children++) {
        const syn_qtoken *k = &view->tokens[c];

        has_ccomp |= k->deprel == SYN_DEPREL_CCOMP;
        if (k->upos == SYN_UPOS_PUNCT)
            continue;
        put(&b, 140, k->deprel, mix(t->upos, c < i));
        put(&b, 141, mix(k->deprel, c < i), t->lemma);
        put(&b, 142, k->deprel, mix(k->lemma, t->upos));
        put(&b, 143, mix(k->deprel, t->lex), k->upos);
        if (is_nominal_subject(k->deprel)) {
            put(&b, 144, mix(k->lemma, 1), 0);
            put(&b, 155, k->fine, t->upos);
            put(&b, 156, k->coarse, t->fine);
            put(&b, 145, mix(k->shape, k->upos), t->lemma);
            put(&b, 146, k->shape, k->upos);
        } else if (k->deprel == SYN_DEPREL_CCOMP || k->deprel == SYN_DEPREL_XCOMP ||
                   k->deprel == SYN_DEPREL_ACL) {
            put(&b, 147, mix(k->mark_form, k->deprel), t->upos);
            put(&b, 148, mix(k->mark_form, k->deprel), t->lemma);
        } else if (k->deprel == SYN_DEPREL_OBL || k->deprel == SYN_DEPREL_NMOD) {
            uint32_t cs = view->first_child[c];

            if (cs != SYN_NONE && view->tokens[cs].deprel == SYN_DEPREL_CASE)
                put(&b, 149, view->tokens[cs].form, t->lemma);
        }
    }
    put(&b, 150, has_ccomp, t->lemma);
    return b.n;
}
