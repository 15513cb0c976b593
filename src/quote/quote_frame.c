/* SPDX-License-Identifier: Apache-2.0
 *
 * The window around a cue and the features of its span head: a linear chain over the tokens of the
 * window with the labels other, source, cue, content. The strongest feature is the *path class*:
 * how far one climbs from the cue in the dependency tree, and by which relation one comes down
 * again; all tokens of one complement share it, so spans follow the tree where it is right, while
 * punctuation, words and quotation marks still speak where it is wrong.
 */
#include "quote_view.h"

#include "base/map.h"

enum { MAX_UP = 24, MAX_CLIMB = 3 };

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

/* ---- the window ---------------------------------------------------------------------------- */

static uint32_t sentence_begin(const syn_qview *view, uint32_t sentence)
{
    return view->doc->lang->sentences.items[sentence].first_token;
}

static uint32_t sentence_end(const syn_qview *view, uint32_t sentence)
{
    const syn_sentence *s = &view->doc->lang->sentences.items[sentence];

    return s->first_token + s->n_tokens;
}

/* The stretch goes on from the one before it into this one. */
static bool same_utterance(const syn_qview *view, uint32_t a, uint32_t b)
{
    if (a == b)
        return true;
    if (a > b) {
        uint32_t swap = a;

        a = b;
        b = swap;
    }
    for (uint32_t k = a; k < b; k++)
        if (view->marks.items[k].level == 0 && !view->marks.items[k].goes_on)
            return false;
    return true;
}

/* The sentence says outside of marks who speaks: its quotation is that one's. */
static bool has_own_cue(const syn_qview *view, uint32_t sentence)
{
    for (uint32_t t = sentence_begin(view, sentence); t < sentence_end(view, sentence); t++)
        if (view->tokens[t].is_cue && view->tokens[t].quoted == SYN_NONE)
            return true;
    return false;
}

static void choose_window(syn_qframe *frame, const syn_qview *view)
{
    const syn_lang_layer *lang = view->doc->lang;
    uint32_t first = view->tokens[frame->cue].sentence, last = first;
    uint32_t half = SYN_QWINDOW_MAX / 2;

    /* Left: sentences of the stretch that reaches into this one or closes right before it. */
    while (first > 0) {
        uint32_t b = sentence_begin(view, first);
        const syn_qtoken *start = &view->tokens[b], *before = &view->tokens[b - 1];
        bool same_paragraph =
            lang->sentences.items[first - 1].paragraph == lang->sentences.items[first].paragraph;

        if (frame->cue - sentence_begin(view, first - 1) > half)
            break;
        if (before->quoted == SYN_NONE)
            break;
        if (!(start->quoted != SYN_NONE && same_utterance(view, before->quoted, start->quoted)) &&
            !(same_paragraph && before->mark == SYN_QMARK_CLOSE &&
                first == view->tokens[frame->cue].sentence))
            break;
        first--;
    }
    /* Right: the stretch that goes on, and what follows between marks. */
    while (last + 1 < lang->sentences.n) {
        uint32_t e = sentence_end(view, last);
        const syn_qtoken *end = &view->tokens[e - 1], *after = &view->tokens[e];

        if (sentence_end(view, last + 1) - frame->cue > half)
            break;
        if (after->quoted == SYN_NONE)
            break;
        if (!(end->quoted != SYN_NONE && same_utterance(view, end->quoted, after->quoted)) &&
            (after->mark != SYN_QMARK_OPEN || has_own_cue(view, last + 1)))
            break;
        last++;
    }
    frame->begin = sentence_begin(view, first);
    frame->end = sentence_end(view, last);
    if (frame->cue - frame->begin > half)
        frame->begin = frame->cue - half;
    if (frame->end - frame->cue > half)
        frame->end = frame->cue + half;
}

/* ---- path classes -------------------------------------------------------------------------- */

static void fill_paths(syn_qframe *frame, const syn_qview *view)
{
    uint32_t up[MAX_UP], chain[MAX_UP], n_up = 0;
    uint32_t sentence = view->tokens[frame->cue].sentence;

    for (uint32_t a = frame->cue; a != SYN_NONE && n_up < MAX_UP; a = view->tokens[a].head) {
        chain[n_up] = n_up == 0           ? 1
                      : n_up <= MAX_CLIMB ? mix(chain[n_up - 1], view->tokens[up[n_up - 1]].deprel)
                                          : mix(chain[n_up - 1], 77);
        up[n_up++] = a;
    }
    for (uint32_t i = frame->begin; i < frame->end; i++) {
        uint32_t a = i, below = SYN_NONE, k = i - frame->begin, found = SYN_NONE, depth = 0;

        if (view->tokens[i].sentence != sentence) {
            frame->key[k] = mix3(9, view->tokens[i].sentence < sentence,
                view->tokens[i].sentence + 1 == sentence ||
                    view->tokens[i].sentence == sentence + 1);
            frame->top[k] = SYN_NONE;
            frame->dominance[k] = 3;
            continue;
        }
        frame->dominance[k] = 0;
        while (a != SYN_NONE && depth++ < 48) {
            for (uint32_t u = 0; u < n_up; u++)
                if (up[u] == a) {
                    found = u;
                    break;
                }
            if (found != SYN_NONE)
                break;
            if (a != i && view->tokens[a].is_cue && frame->dominance[k] == 0)
                frame->dominance[k] = 1;
            below = a;
            a = view->tokens[a].head;
        }
        if (found == SYN_NONE) {
            frame->key[k] = 13;
            frame->top[k] = SYN_NONE;
        } else {
            frame->key[k] = mix3(chain[found], below == SYN_NONE ? 99 : view->tokens[below].deprel,
                below == SYN_NONE ? 0 : below < up[found]);
            frame->top[k] = below;
            if (frame->dominance[k] == 0 && found > 0 && below != SYN_NONE)
                for (uint32_t u = 1; u <= found; u++)
                    if (view->tokens[up[u]].is_cue)
                        frame->dominance[k] = 2;
        }
    }
}

/* 0 no mark near; 1 outside, a stretch lies between it and the cue; 2 outside otherwise, the window
 * has one; 3 inside the nearest stretch on its side; 4 inside a farther one; 5 in the cue's own.
 * +8: the token is a mark. */
static void fill_states(syn_qframe *frame, const syn_qview *view)
{
    uint32_t own = view->tokens[frame->cue].quoted;
    bool any = false;

    for (int side = 0; side < 2; side++) {
        uint32_t nearest = SYN_NONE, seen = 0;

        for (uint32_t step = 0;; step++) {
            uint32_t i, q;
            uint8_t state;

            if (side == 0 ? frame->cue < frame->begin + step : frame->cue + step >= frame->end)
                break;
            i = side == 0 ? frame->cue - step : frame->cue + step;
            q = view->tokens[i].quoted;
            if (q == SYN_NONE) {
                state = seen ? 1 : 2;
            } else if (q == own) {
                state = 5;
            } else {
                if (nearest == SYN_NONE)
                    nearest = q;
                seen = 1;
                any = true;
                state = q == nearest ? 3 : 4;
            }
            if (view->tokens[i].mark != SYN_QMARK_NONE)
                state |= 8;
            frame->state[i - frame->begin] = state;
        }
    }
    if (!any)
        for (uint32_t k = 0; k < frame->end - frame->begin; k++)
            if (frame->state[k] == 2)
                frame->state[k] = 0;
}

static uint16_t difference(uint16_t a, uint16_t b)
{
    return (uint16_t)(a > b ? a - b : b - a);
}

void syn_qframe_init(syn_qframe *frame, const syn_qview *view, uint32_t cue, syn_arena *arena)
{
    const syn_qtoken *c = &view->tokens[cue];
    uint32_t n;

    *frame = (syn_qframe){.cue = cue};
    choose_window(frame, view);
    n = frame->end - frame->begin;
    frame->key = SYN_NEW_N(arena, uint32_t, n);
    frame->top = SYN_NEW_N(arena, uint32_t, n);
    frame->state = SYN_NEW_N(arena, uint8_t, n);
    frame->dominance = SYN_NEW_N(arena, uint8_t, n);
    frame->commas = SYN_NEW_N(arena, uint16_t, n);
    frame->verbs = SYN_NEW_N(arena, uint16_t, n);
    if (syn_arena_failed(arena))
        return;
    fill_paths(frame, view);
    fill_states(frame, view);
    for (uint32_t k = 0; k < n; k++) {
        const syn_qtoken *t = &view->tokens[frame->begin + k];

        if (t->sentence == c->sentence) {
            frame->commas[k] = difference(t->n_commas, c->n_commas);
            frame->verbs[k] = difference(t->n_verbs, c->n_verbs);
        } else {
            frame->commas[k] = frame->verbs[k] = 9;
        }
    }
}

/* ---- features ------------------------------------------------------------------------------ */

typedef struct bag {
    uint32_t *out, n, max;
} bag;

static void put(bag *b, uint32_t t, uint32_t v, uint32_t w)
{
    if (b->n < b->max)
        b->out[b->n++] = mix3(t, v, w);
}

static uint32_t bucket(uint32_t d)
{
    return d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : d < 20 ? 7 : d < 40 ? 8 : 9;
}

static uint32_t cap(uint32_t v, uint32_t most)
{
    return v < most ? v : most;
}

static const syn_qtoken *in_window(
    const syn_qframe *frame, const syn_qview *view, uint32_t i, int offset)
{
    static const syn_qtoken outside = {.form = 3, .lemma = 3, .head = SYN_NONE, .quoted = SYN_NONE};
    int64_t j = (int64_t)i + offset;

    if (j < frame->begin || j >= frame->end)
        return &outside;
    return &view->tokens[j];
}

/* Depth of token i below `top`, at most 3. */
static uint32_t depth_below(const syn_qview *view, uint32_t i, uint32_t top)
{
    uint32_t d = 0;

    while (i != top && i != SYN_NONE && d < 3) {
        i = view->tokens[i].head;
        d++;
    }
    return d;
}

uint32_t syn_qframe_node_features(
    const syn_qframe *frame, const syn_qview *view, uint32_t i, uint32_t *out)
{
    bag b = {out, 0, SYN_QNODE_MAX};
    uint32_t k = i - frame->begin, key = frame->key[k], top = frame->top[k];
    const syn_qtoken *t = &view->tokens[i], *c = &view->tokens[frame->cue];
    const syn_qtoken *p1 = in_window(frame, view, i, -1), *n1 = in_window(frame, view, i, 1);
    const syn_qtoken *w = top != SYN_NONE ? &view->tokens[top] : NULL;
    uint32_t side = i < frame->cue ? 1 : i > frame->cue ? 2 : 0;
    uint32_t far = i < frame->cue ? frame->cue - i : i - frame->cue, d = bucket(far);
    uint32_t state = frame->state[k], commas = cap(frame->commas[k], 2),
             verbs = cap(frame->verbs[k], 3);
    uint32_t beyond = t->sentence == c->sentence ? 0 : t->sentence < c->sentence ? 1 : 2;
    uint32_t sides = mix(side, beyond);
    uint32_t inside = w != NULL ? mix(depth_below(view, i, top), mix(i == w->lo, i == w->hi)) : 0;

    put(&b, 200, sides, 0);
    put(&b, 201, key, 0);
    put(&b, 202, key, c->lemma);
    put(&b, 203, key, t->upos);
    put(&b, 204, key, t->deprel);
    put(&b, 205, key, t->form);
    put(&b, 206, key, state);
    put(&b, 207, sides, state);
    put(&b, 208, mix(state, sides), c->lemma);
    put(&b, 209, t->form, sides);
    put(&b, 210, t->lemma, t->upos);
    put(&b, 211, p1->form, mix(t->form, side));
    put(&b, 212, t->form, mix(n1->form, side));
    put(&b, 213, mix(p1->upos, t->upos), mix(n1->upos, side));
    put(&b, 214, d, sides);
    put(&b, 215, d, mix(c->form, side));
    put(&b, 216, mix(commas, verbs), sides);
    put(&b, 217, mix(commas, key), verbs);
    put(&b, 218, frame->dominance[k], sides);
    put(&b, 219, frame->dominance[k], key);
    put(&b, 220, inside, key);
    put(&b, 221, w != NULL ? w->lemma : 5, key);
    put(&b, 222, t->shape, sides);
    put(&b, 223, t->xpos, key);
    put(&b, 224, c->lex, key);
    put(&b, 225, mix(c->upos, c->deprel), key);
    put(&b, 226, c->signature, key);
    put(&b, 227, w != NULL ? w->mark_form : 5, key);
    put(&b, 228, w != NULL ? w->mark_form : 5, mix(key, c->lemma));
    put(&b, 229, mix(c->signature, state), sides);
    put(&b, 230, mix(c->lex, c->upos), mix(state, sides));
    if (far <= 3) {
        put(&b, 231, mix(t->form, side), mix(far, c->lemma));
        put(&b, 232, mix(t->upos, side), mix(far, c->lemma));
        put(&b, 233, mix(t->form, side), mix(far, c->upos));
        put(&b, 234, mix(t->deprel, side), mix(far, c->upos));
    }
    put(&b, 235, d, mix(key, t->upos));
    put(&b, 236, mix(t->deprel, t->upos), sides);
    put(&b, 237, w != NULL ? mix(w->upos, w->xpos) : 5, key);
    put(&b, 238, mix(commas, state), mix(sides, verbs));
    put(&b, 239, t->head != SYN_NONE ? view->tokens[t->head].lemma : 5, t->deprel);
    put(&b, 240, mix(c->xpos, key), state);
    put(&b, 241, p1->form, key);
    put(&b, 242, n1->form, key);
    put(&b, 243, t->is_cue, mix(sides, t->upos));
    put(&b, 244, mix(c->signature, c->lemma), key);
    put(&b, 245, c->fine, key);
    put(&b, 246, c->fine, mix(state, sides));
    put(&b, 247, c->coarse, mix(key, t->deprel));
    put(&b, 248, t->fine, key);
    put(&b, 249, t->fine, sides);
    put(&b, 250, t->coarse, mix(p1->coarse, mix(n1->coarse, side)));
    if (far <= 4) {
        put(&b, 251, mix(t->form, side), mix(far, c->fine));
        put(&b, 252, mix(t->fine, side), mix(far, c->upos));
    }
    return b.n;
}

uint32_t syn_qframe_edge_features(
    const syn_qframe *frame, const syn_qview *view, uint32_t i, uint32_t *out)
{
    bag b = {out, 0, SYN_QEDGE_MAX};
    uint32_t k = i - frame->begin;
    const syn_qtoken *p = &view->tokens[i - 1], *t = &view->tokens[i],
                     *c = &view->tokens[frame->cue];
    uint32_t side = i < frame->cue ? 1 : i == frame->cue ? 0 : i - 1 == frame->cue ? 3 : 2;
    bool same_key = frame->key[k] == frame->key[k - 1],
         same_top = frame->top[k] == frame->top[k - 1];
    bool new_sentence = p->sentence != t->sentence;
    uint32_t marks = (uint32_t)p->mark * 3u + t->mark;

    put(&b, 300, 0, side);
    put(&b, 301, p->form, side);
    put(&b, 302, t->form, side);
    put(&b, 303, p->upos, t->upos);
    put(&b, 304, mix(same_key, same_top), mix(p->upos, t->upos));
    put(&b, 305, frame->key[k], mix(same_key, i == t->lo));
    put(&b, 306, frame->key[k - 1], frame->key[k]);
    put(&b, 307, marks, side);
    put(&b, 308, new_sentence, mix(side, mix(frame->state[k - 1], frame->state[k])));
    put(&b, 309, mix(p->form, t->form), side);
    put(&b, 310, t->deprel, mix(same_key, same_top));
    put(&b, 311, mix(p->upos, t->upos), mix(side, mix(frame->state[k - 1], frame->state[k])));
    put(&b, 312, c->lemma, mix(side, t->form));
    put(&b, 314, p->coarse, mix(t->coarse, side));
    put(&b, 315, c->fine, mix(side, t->form));
    put(&b, 313, mix(t->upos, i == t->lo), mix(t->deprel, t->lo == i && p->upos == SYN_UPOS_PUNCT));
    return b.n;
}
