/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules for stretches between quotation marks, where rules are exact: a content that holds most of
 * a stretch holds all of it; a stretch that the learned heads left alone goes to the verb of saying
 * beside it, to the speaker of the words right before it in the same paragraph, or, when it is
 * whole sentences that nobody is seen to say, stands as an attribution without a source. What is
 * short and has no cue is a scare quote or a title and stays the report's own.
 *
 * Cost: linear in stretches and tokens.
 */
#include "quote_build.h"
#include "quote_know.h"

enum { LEAST_WORDS = 5, LEAST_WORDS_ALONE = 8, FARTHEST_CUE = 14 };

typedef struct stretch {
    syn_span whole;      /* bytes, marks included */
    uint32_t begin, end; /* tokens, marks included */
    uint32_t words;
} stretch;

static stretch stretch_of(const syn_qbuild *b, const syn_quoted *quoted)
{
    syn_span tokens = syn_qbuild_tokens(b, (syn_span){quoted->open, quoted->end});
    stretch s = {{quoted->open, quoted->end}, tokens.start, tokens.end, 0};

    for (uint32_t t = s.begin; t < s.end; t++)
        s.words += b->view->tokens[t].upos != SYN_UPOS_PUNCT;
    return s;
}

static bool speaks(const syn_qbuild *b, uint32_t token)
{
    static const char *const classes[] = {"saying", "telling", "writing", "asking", "reporting",
        "arguing", "explaining", "criticising", "warning", "admitting", "suggesting", "speaking",
        "praising", "denying", NULL};
    const syn_token *t = &b->view->doc->lang->tokens.items[token];

    if (t->upos != SYN_UPOS_VERB)
        return false;
    for (const char *const *c = classes; *c != NULL; c++)
        if (syn_qknow_is(b->view->know, t->lemma, SYN_UPOS_VERB, *c))
            return true;
    return b->view->tokens[token].is_cue;
}

/* Subject of a verb; of a participle or a conjoined verb that of what it hangs on. */
static uint32_t subject_of(const syn_qview *view, uint32_t verb)
{
    for (int up = 0; up < 3 && verb != SYN_NONE; up++) {
        uint32_t s = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ);
        uint8_t deprel = view->tokens[verb].deprel;

        if (s == SYN_NONE)
            s = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ_PASS);
        if (s != SYN_NONE)
            return s;
        if (deprel != SYN_DEPREL_CONJ && deprel != SYN_DEPREL_ADVCL && deprel != SYN_DEPREL_XCOMP)
            return SYN_NONE;
        verb = view->tokens[verb].head;
    }
    return SYN_NONE;
}

/* The nearest verb of saying outside the stretch in the sentences at its edges. */
static uint32_t cue_beside(const syn_qbuild *b, const stretch *s)
{
    const syn_qview *view = b->view;
    const syn_lang_layer *lang = view->doc->lang;
    const syn_sentence *first = &lang->sentences.items[view->tokens[s->begin].sentence];
    const syn_sentence *last = &lang->sentences.items[view->tokens[s->end - 1].sentence];
    uint32_t lo = first->first_token, hi = last->first_token + last->n_tokens;

    if (lo == s->begin && lo > 0 &&
        syn_str_eq_z(lang->tokens.items[lo - 1].form, ":")) /* "She wrote:" before it */
        lo = lang->sentences.items[view->tokens[lo - 1].sentence].first_token;
    for (uint32_t d = 1; d <= FARTHEST_CUE; d++) {
        uint32_t after = s->end - 1 + d;

        if (after < hi && view->tokens[after].quoted == SYN_NONE && speaks(b, after))
            return after;
        if (s->begin >= lo + d && view->tokens[s->begin - d].quoted == SYN_NONE &&
            speaks(b, s->begin - d))
            return s->begin - d;
    }
    return SYN_NONE;
}

/* All words of the stretch's sentences are inside marks: nobody is named beside it. */
static bool stands_alone(const syn_qbuild *b, const stretch *s)
{
    const syn_qview *view = b->view;
    const syn_lang_layer *lang = view->doc->lang;
    const syn_sentence *first = &lang->sentences.items[view->tokens[s->begin].sentence];
    const syn_sentence *last = &lang->sentences.items[view->tokens[s->end - 1].sentence];

    for (uint32_t t = first->first_token; t < last->first_token + last->n_tokens; t++)
        if (view->tokens[t].upos != SYN_UPOS_PUNCT && view->tokens[t].quoted == SYN_NONE)
            return false;
    return true;
}

static uint32_t paragraph_of(const syn_qbuild *b, uint32_t token)
{
    const syn_lang_layer *lang = b->view->doc->lang;

    return lang->sentences.items[lang->tokens.items[token].sentence].paragraph;
}

/* First of the items made by the heads, which are sorted, whose cue is not before `token`. */
static uint32_t first_cue_at(const syn_qbuild *b, uint32_t token, uint32_t n_sorted)
{
    uint32_t lo = 0, hi = n_sorted;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (b->items.items[mid].cue_token < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_within(const syn_qbuild *b, uint32_t item, const stretch *s)
{
    uint32_t cue = b->items.items[item].cue_token;

    return cue != SYN_NONE && cue >= s->begin && cue < s->end;
}

static bool descends(const syn_qbuild *b, uint32_t item, uint32_t from)
{
    for (int up = 0; up < 64 && item != SYN_NONE; up++) {
        if (item == from)
            return true;
        item = b->items.items[item].parent;
    }
    return item != SYN_NONE;
}

/* Its cue stands right before or after the stretch, which is long enough to be an utterance. */
static bool is_beside(const syn_qbuild *b, uint32_t item, const stretch *s)
{
    uint32_t cue = b->items.items[item].cue_token;

    return cue != SYN_NONE && s->words >= LEAST_WORDS && (cue < s->begin || cue >= s->end) &&
           cue + FARTHEST_CUE >= s->begin && cue < s->end + FARTHEST_CUE;
}

static void give(syn_qbuild *b, uint32_t item, const stretch *s, uint32_t n_sorted)
{
    syn_qitem *to = &b->items.items[item];

    /* A stretch that holds its own source or cue is no utterance of theirs. */
    if (syn_qspans_touch(&to->source, s->whole) || syn_qspans_touch(&to->cue, s->whole))
        return;
    syn_qspans_add(&to->content, s->whole, b->scratch);
    /* What is tied to someone between the marks is inside this one's words. */
    for (uint32_t i = first_cue_at(b, s->begin, n_sorted); i < n_sorted; i++) {
        syn_qitem *inner = &b->items.items[i];

        if (inner->cue_token >= s->end)
            break;
        if (inner->parent != SYN_NONE || i == item || descends(b, item, i))
            continue;
        inner->parent = item;
    }
}

/* Item whose cue is `token`, SYN_NONE. Items made by the heads are sorted by cue. */
static uint32_t item_of_cue(const syn_qbuild *b, uint32_t token, uint32_t n_sorted)
{
    uint32_t lo = first_cue_at(b, token, n_sorted);

    return lo < n_sorted && b->items.items[lo].cue_token == token ? lo : SYN_NONE;
}

static uint32_t add_item(syn_qbuild *b, uint32_t cue, uint32_t subject, const stretch *s)
{
    syn_qitem item = {.cue_token = cue,
        .source_head = subject,
        .parent = SYN_NONE,
        .by_rule = true,
        .cue_score = cue != SYN_NONE ? 50 : -50};
    const syn_token *tokens = b->view->doc->lang->tokens.items;

    SYN_PUSH(b->scratch, item.content, s->whole);
    if (cue != SYN_NONE)
        SYN_PUSH(b->scratch, item.cue, tokens[cue].span);
    if (subject != SYN_NONE) {
        syn_span span = syn_qview_subtree(b->view, subject);

        if (!syn_span_overlaps(span, s->whole) &&
            !(cue != SYN_NONE && syn_span_overlaps(span, tokens[cue].span)))
            SYN_PUSH(b->scratch, item.source, span);
    }
    SYN_PUSH(b->scratch, b->items, item);
    return syn_arena_failed(b->scratch) ? SYN_NONE : b->items.n - 1;
}

/* "…," confirmed ministry spokesman X. / "…," the agency reports: the short rest of the sentence
 * after the stretch is a source and a word of saying, whatever the parse makes of it. */
static uint32_t add_inverted(syn_qbuild *b, const stretch *s)
{
    static const char *const classes[] = {
        "saying", "telling", "reporting", "writing", "admitting", NULL};
    const syn_qview *view = b->view;
    const syn_token *tokens = view->doc->lang->tokens.items;
    const syn_sentence *last = &view->doc->lang->sentences.items[view->tokens[s->end - 1].sentence];
    uint32_t end = last->first_token + last->n_tokens, cue = SYN_NONE, lo, hi, item;
    bool comma = s->end >= 2 && syn_str_eq_z(tokens[s->end - 2].form, ",");

    while (end > s->end && view->tokens[end - 1].upos == SYN_UPOS_PUNCT)
        end--;
    if (!comma || end <= s->end + 1 || end - s->end > 14)
        return SYN_NONE;
    for (uint32_t t = s->end; t < end; t++) {
        if (view->tokens[t].quoted != SYN_NONE)
            return SYN_NONE;
        if (t != s->end && t + 1 != end)
            continue;
        for (const char *const *c = classes; *c != NULL; c++)
            if (cue == SYN_NONE && syn_qknow_is(view->know, tokens[t].lemma, SYN_UPOS_VERB, *c))
                cue = t;
    }
    if (cue == SYN_NONE)
        return SYN_NONE;
    lo = cue == s->end ? cue + 1 : s->end;
    hi = cue == s->end ? end : cue;
    for (uint32_t t = lo; t < hi; t++)
        if (tokens[t].upos == SYN_UPOS_VERB || tokens[t].upos == SYN_UPOS_AUX)
            return SYN_NONE;
    item = add_item(b, cue, SYN_NONE, s);
    if (item != SYN_NONE)
        SYN_PUSH(b->scratch, b->items.items[item].source,
            ((syn_span){tokens[lo].span.start, tokens[hi - 1].span.end}));
    return item;
}

void syn_qbuild_quotations(syn_qbuild *b)
{
    const syn_qview *view = b->view;
    uint32_t n_sorted = b->items.n, next_item = 0;
    uint32_t *outer = SYN_NEW_N(b->scratch, uint32_t, (size_t)view->n + 1);
    uint32_t *inner = SYN_NEW_N(b->scratch, uint32_t, (size_t)view->n + 1);
    uint32_t said = SYN_NONE, said_paragraph = SYN_NONE; /* last item with words between marks */

    if (syn_arena_failed(b->scratch))
        return;
    for (uint32_t t = 0; t < view->n; t++)
        outer[t] = inner[t] = SYN_NONE;
    for (uint32_t i = 0; i < n_sorted; i++)
        for (uint32_t k = 0; k < b->items.items[i].content.n; k++) {
            syn_span tokens = syn_qbuild_tokens(b, b->items.items[i].content.items[k]);

            for (uint32_t t = tokens.start; t < tokens.end; t++) {
                if (b->items.items[i].parent == SYN_NONE)
                    outer[t] = i;
                else
                    inner[t] = i;
            }
        }
    for (uint32_t q = 0; q < view->marks.n; q++) {
        const syn_quoted *quoted = &view->marks.items[q];
        stretch s;
        bool is_mixed = false;
        uint32_t n_outer = 0, n_inner = 0, item = SYN_NONE, in = SYN_NONE, cue, paragraph;

        if (quoted->level > 0 || !(quoted->is_closed || quoted->goes_on))
            continue;
        s = stretch_of(b, quoted);
        if (s.begin >= s.end)
            continue;
        paragraph = paragraph_of(b, s.begin);
        /* Whoever spoke last before the stretch, in this paragraph. */
        while (next_item < n_sorted && b->items.items[next_item].cue_token < s.begin) {
            if (b->items.items[next_item].parent == SYN_NONE &&
                b->items.items[next_item].source.n > 0) {
                said = next_item;
                said_paragraph = paragraph_of(b, b->items.items[next_item].cue_token);
            }
            next_item++;
        }
        for (uint32_t t = s.begin; t < s.end; t++) {
            /* A cue between the marks belongs to what is said, not to who says it. */
            if (outer[t] != SYN_NONE && !is_within(b, outer[t], &s)) {
                n_outer++;
                is_mixed |= item != SYN_NONE && item != outer[t];
                item = outer[t];
            }
            if (inner[t] != SYN_NONE && !is_within(b, inner[t], &s)) {
                n_inner++;
                in = inner[t];
            }
        }
        if (n_inner * 5 >= (s.end - s.begin) * 3)
            give(b, in, &s, n_sorted);
        if (n_outer * 5 >= (s.end - s.begin) * 2 ||
            (n_outer > 0 && !is_mixed && is_beside(b, item, &s))) {
            give(b, item, &s, n_sorted);
            /* "X offered little, according to Y, stating only “…”": the words are X's. */
            cue = b->items.items[item].cue_token;
            if (in == SYN_NONE && cue != SYN_NONE &&
                syn_str_eq_nocase(view->doc->lang->tokens.items[cue].form, SYN_STR("according"))) {
                uint32_t verb = cue_beside(b, &s),
                         who = verb != SYN_NONE ? subject_of(view, verb) : SYN_NONE;

                if (who != SYN_NONE && item_of_cue(b, verb, n_sorted) == SYN_NONE &&
                    !syn_qspans_touch(
                        &b->items.items[item].source, view->doc->lang->tokens.items[who].span)) {
                    uint32_t added = add_item(b, verb, who, &s);

                    if (added == SYN_NONE)
                        return;
                    b->items.items[added].parent = item;
                }
            }
        } else if (n_outer == 0 && n_inner == 0 && s.words >= LEAST_WORDS) {
            cue = cue_beside(b, &s);
            if (quoted->came_on && said != SYN_NONE && said_paragraph + 1 >= paragraph) {
                item = said;
            } else if (cue != SYN_NONE) {
                uint32_t subject = subject_of(view, cue);

                item = item_of_cue(b, cue, n_sorted);
                if (item == SYN_NONE && subject != SYN_NONE &&
                    view->tokens[subject].quoted == SYN_NONE) {
                    item = add_item(b, cue, subject, &s);
                    if (item == SYN_NONE)
                        return;
                }
            } else if (stands_alone(b, &s) && said != SYN_NONE &&
                       (said_paragraph == paragraph ||
                           (said_paragraph + 1 == paragraph &&
                               b->items.items[said].cue_token != SYN_NONE &&
                               speaks(b, b->items.items[said].cue_token)))) {
                item = said;
            }
            if (item == SYN_NONE) {
                item = add_inverted(b, &s);
                if (syn_arena_failed(b->scratch))
                    return;
            }
            if (item == SYN_NONE && s.words >= LEAST_WORDS_ALONE && stands_alone(b, &s)) {
                item = add_item(b, SYN_NONE, SYN_NONE, &s);
                if (item == SYN_NONE)
                    return;
            }
            if (item != SYN_NONE) {
                give(b, item, &s, n_sorted);
                b->items.items[item].follows_on = true;
            }
        }
        if (item != SYN_NONE && b->items.items[item].parent == SYN_NONE &&
            b->items.items[item].source.n > 0 && s.words >= LEAST_WORDS) {
            said = item;
            said_paragraph = paragraph;
            b->items.items[item].out.quoted.n = 1; /* counted again at the end */
        }
    }
}
