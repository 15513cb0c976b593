/* SPDX-License-Identifier: Apache-2.0
 *
 * Chains: who passed the words on.
 *
 *   X reported, citing Y, that …     Y's attribution stands inside X's, with the same content
 *   X quoted Y as saying …           the same
 *   Y was quoted as saying by X      one attribution, X its channel
 *   Y said, quoted by X              the same
 *   Y told X (an outlet)             the same
 *   Y said …, according to X         X, an outlet or agency, holds Y's attribution
 *
 * The shapes are read from the dependency tree; where it does not show one, nothing is added.
 */
#include "quote_build.h"
#include "quote_know.h"
#include "quote_source.h"

static const syn_token *token_at(const syn_qbuild *b, uint32_t t)
{
    return &b->view->doc->lang->tokens.items[t];
}

static bool lemma_is(const syn_qbuild *b, uint32_t t, const char *lemma)
{
    return syn_str_eq_z(token_at(b, t)->lemma, lemma);
}

static uint32_t item_of(const syn_qbuild *b, uint32_t cue, uint32_t n_sorted)
{
    uint32_t lo = 0, hi = n_sorted;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (b->items.items[mid].cue_token < cue)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n_sorted && b->items.items[lo].cue_token == cue && !b->items.items[lo].is_dropped
               ? lo
               : SYN_NONE;
}

static uint32_t case_form_is(const syn_qbuild *b, uint32_t noun, const char *form)
{
    uint32_t c = syn_qview_child(b->view, noun, SYN_DEPREL_CASE);

    return c != SYN_NONE && syn_str_eq_nocase(token_at(b, c)->form, syn_str_from(form));
}

/* Subtree of a noun phrase without its preposition. */
static syn_span phrase_of(const syn_qbuild *b, uint32_t noun)
{
    syn_span span = syn_qview_subtree(b->view, noun);
    uint32_t c = syn_qview_child(b->view, noun, SYN_DEPREL_CASE);

    if (c != SYN_NONE && c < noun && token_at(b, c)->span.start == span.start)
        span.start = token_at(b, c + 1)->span.start;
    return span;
}

/* The same up to the comma or "that" after which others' words follow. */
static syn_span short_phrase(const syn_qbuild *b, uint32_t noun)
{
    syn_span span = phrase_of(b, noun);

    for (uint32_t t = noun + 1; t <= b->view->tokens[noun].hi && t < b->view->n; t++)
        if (syn_str_eq_z(token_at(b, t)->form, ",") ||
            (syn_str_eq_z(token_at(b, t)->form, "that") &&
                token_at(b, t)->upos == SYN_UPOS_SCONJ)) {
            span.end = token_at(b, t - 1)->span.end;
            break;
        }
    return span;
}

static void add_via(syn_qbuild *b, uint32_t item, uint32_t noun, syn_source_class source_class)
{
    syn_span span = phrase_of(b, noun);
    syn_qwho who = syn_qsource_who(b, span, noun);
    syn_via via = {.span = span, .entity = who.entity, .source_class = (uint8_t)source_class};
    syn_qitem *to = &b->items.items[item];

    if (syn_qspans_touch(&to->content, span) || syn_qspans_touch(&to->source, span))
        return;
    for (uint32_t v = 0; v < to->via.n; v++)
        if (syn_span_overlaps(to->via.items[v].span, span))
            return;
    SYN_PUSH(b->scratch, to->via, via);
}

/* The agent of a passive: obl:agent, or obl with "by". */
static uint32_t agent_of(const syn_qbuild *b, uint32_t verb)
{
    uint32_t n = 0;

    for (uint32_t c = b->view->first_child[verb]; c != SYN_NONE && n < 64;
         c = b->view->next_child[c], n++)
        if (b->view->tokens[c].deprel == SYN_DEPREL_OBL_AGENT ||
            (b->view->tokens[c].deprel == SYN_DEPREL_OBL && case_form_is(b, c, "by")))
            return c;
    return SYN_NONE;
}

static void take_out(syn_qbuild *b, syn_qspans *spans, syn_span hole)
{
    syn_qspans rest = {0};

    for (uint32_t i = 0; i < spans->n; i++) {
        syn_span s = spans->items[i];

        if (!syn_span_overlaps(s, hole)) {
            SYN_PUSH(b->scratch, rest, s);
            continue;
        }
        if (s.start < hole.start)
            SYN_PUSH(b->scratch, rest, ((syn_span){s.start, hole.start}));
        if (hole.end < s.end)
            SYN_PUSH(b->scratch, rest, ((syn_span){hole.end, s.end}));
    }
    *spans = rest;
}

/* A link inside `outer` with the same content. */
static void add_link(syn_qbuild *b, uint32_t outer, uint32_t cue, uint32_t noun)
{
    syn_qitem link = {.cue_token = cue, .source_head = noun, .parent = outer, .by_rule = true};
    const syn_qitem *from = &b->items.items[outer];
    syn_span source = short_phrase(b, noun);

    link.cue_score = from->cue_score;
    for (uint32_t i = 0; i < from->content.n; i++)
        SYN_PUSH(b->scratch, link.content, from->content.items[i]);
    take_out(b, &link.content, source);
    take_out(b, &link.content, token_at(b, cue)->span);
    SYN_PUSH(b->scratch, link.source, source);
    SYN_PUSH(b->scratch, link.cue, token_at(b, cue)->span);
    if (link.content.n > 0 && !syn_arena_failed(b->scratch)) {
        take_out(b, &b->items.items[outer].source, source);
        take_out(b, &b->items.items[outer].content, source);
        SYN_PUSH(b->scratch, b->items, link);
    }
}

static bool is_citing(const syn_qbuild *b, uint32_t t)
{
    return token_at(b, t)->upos == SYN_UPOS_VERB &&
           (lemma_is(b, t, "cite") || lemma_is(b, t, "quote"));
}

/* "X reported, citing Y, that …" where the heads saw "citing" alone: the item becomes X's. */
static bool make_outer(syn_qbuild *b, uint32_t own, uint32_t citing)
{
    const syn_qview *view = b->view;
    uint32_t verb = view->tokens[citing].head, subject, clause;
    syn_qitem *item = &b->items.items[own];

    if (verb == SYN_NONE || view->tokens[citing].deprel != SYN_DEPREL_ADVCL ||
        token_at(b, verb)->upos != SYN_UPOS_VERB ||
        !(syn_qknow_is(view->know, token_at(b, verb)->lemma, SYN_UPOS_VERB, "reporting") ||
            syn_qknow_is(view->know, token_at(b, verb)->lemma, SYN_UPOS_VERB, "saying")))
        return false;
    subject = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ);
    clause = syn_qview_child(view, verb, SYN_DEPREL_CCOMP);
    if (subject == SYN_NONE || (own > 0 && b->items.items[own - 1].cue_token >= verb))
        return false;
    if (clause != SYN_NONE) {
        item->content.n = 0;
        SYN_PUSH(b->scratch, item->content, syn_qview_subtree(view, clause));
    }
    item->source.n = item->cue.n = 0;
    SYN_PUSH(b->scratch, item->source, syn_qview_subtree(view, subject));
    SYN_PUSH(b->scratch, item->cue, token_at(b, verb)->span);
    item->cue_token = verb;
    take_out(b, &item->content, item->source.items[0]);
    return true;
}

static void read_citing(syn_qbuild *b, uint32_t t, uint32_t n_sorted)
{
    const syn_qview *view = b->view;
    uint32_t own = item_of(b, t, n_sorted), head = view->tokens[t].head, governor = SYN_NONE;
    uint32_t obj = syn_qview_child(view, t, SYN_DEPREL_OBJ), agent = agent_of(b, t);
    bool passive = syn_qview_child(view, t, SYN_DEPREL_AUX_PASS) != SYN_NONE ||
                   syn_qview_child(view, t, SYN_DEPREL_NSUBJ_PASS) != SYN_NONE ||
                   (syn_str_eq_z(token_at(b, t)->xpos, "VBN") &&
                       syn_qview_child(view, t, SYN_DEPREL_NSUBJ) == SYN_NONE);

    for (int up = 0; up < 3 && head != SYN_NONE && governor == SYN_NONE; up++) {
        governor = item_of(b, head, n_sorted);
        head = view->tokens[head].head;
    }
    if (passive) {
        uint32_t subject = syn_qview_child(view, t, SYN_DEPREL_NSUBJ_PASS);

        if (own != SYN_NONE && subject != SYN_NONE && b->items.items[own].source.n == 0 &&
            view->tokens[subject].quoted == SYN_NONE) {
            syn_span span = syn_qview_subtree(view, subject);

            take_out(b, &b->items.items[own].content, span);
            SYN_PUSH(b->scratch, b->items.items[own].source, span);
        }
        if (agent == SYN_NONE)
            return;
        if (own != SYN_NONE && b->items.items[own].source.n > 0 &&
            !syn_qspans_touch(&b->items.items[own].source, token_at(b, agent)->span))
            add_via(b, own, agent, syn_qsource_media(b, phrase_of(b, agent), agent));
        else if (governor != SYN_NONE)
            add_via(b, governor, agent, syn_qsource_media(b, phrase_of(b, agent), agent));
        return;
    }
    if (obj == SYN_NONE)
        return;
    if (syn_qview_child(view, t, SYN_DEPREL_NSUBJ) != SYN_NONE) { /* X quoted Y as saying */
        if (own != SYN_NONE && b->items.items[own].content.n > 0 &&
            !syn_qspans_touch(&b->items.items[own].content, token_at(b, obj)->span)) {
            uint32_t subject = syn_qview_child(view, t, SYN_DEPREL_NSUBJ);
            syn_qitem *outer = &b->items.items[own];

            if (!syn_qspans_touch(&outer->source, token_at(b, subject)->span)) {
                outer->source.n = 0;
                SYN_PUSH(b->scratch, outer->source, syn_qview_subtree(view, subject));
            }
            add_link(b, own, t, obj);
        }
        return;
    }
    if (governor == SYN_NONE && own != SYN_NONE && make_outer(b, own, t))
        governor = own; /* now the outer one */
    if (governor == own && governor != SYN_NONE && b->items.items[own].cue_token != t) {
        add_link(b, governor, t, obj);
        return;
    }
    if (governor != SYN_NONE && b->items.items[governor].source.n > 0 &&
        !syn_qspans_touch(&b->items.items[governor].source, token_at(b, obj)->span) &&
        !syn_qspans_touch(
            &b->items.items[governor].content, token_at(b, t)->span)) { /* X reported, citing Y */
        if (own != SYN_NONE && own != governor) {
            if (syn_qspans_touch(&b->items.items[own].source, token_at(b, obj)->span) ||
                b->items.items[own].parent == governor)
                b->items.items[own].is_dropped = true;
            else if (b->items.items[own].parent != SYN_NONE)
                return;
            else
                b->items.items[own].is_dropped = true;
        }
        add_link(b, governor, t, obj);
    }
}

/* "told AFP", "in an interview with …", "speaking to …". */
static void read_hearers(syn_qbuild *b, uint32_t i)
{
    static const char *const preps[] = {"to", "with", NULL};
    const syn_qview *view = b->view;
    uint32_t cue = b->items.items[i].cue_token, n = 0;

    if (cue == SYN_NONE || token_at(b, cue)->upos != SYN_UPOS_VERB)
        return;
    for (uint32_t c = view->first_child[cue]; c != SYN_NONE && n < 64;
         c = view->next_child[c], n++) {
        uint8_t deprel = view->tokens[c].deprel;
        syn_source_class media;

        if (deprel == SYN_DEPREL_OBJ || deprel == SYN_DEPREL_IOBJ) {
            if (!syn_qknow_is(view->know, token_at(b, cue)->lemma, SYN_UPOS_VERB, "telling") &&
                !lemma_is(b, cue, "tell"))
                continue;
            media = syn_qsource_media(b, phrase_of(b, c), c);
            if (media != SYN_SOURCE_UNKNOWN)
                add_via(b, i, c, media);
        } else if (deprel == SYN_DEPREL_OBL || deprel == SYN_DEPREL_ADVCL) {
            uint32_t inner = c, m = 0;
            uint32_t k = syn_qview_child(view, c, SYN_DEPREL_CASE);

            if (deprel == SYN_DEPREL_OBL && k != SYN_NONE &&
                syn_qknow_in(token_at(b, k)->form, preps)) {
                media = syn_qsource_media(b, phrase_of(b, c), c);
                if (media != SYN_SOURCE_UNKNOWN)
                    add_via(b, i, c, media);
            }
            for (uint32_t g = view->first_child[inner]; g != SYN_NONE && m < 32;
                 g = view->next_child[g], m++) {
                k = syn_qview_child(view, g, SYN_DEPREL_CASE);
                if ((view->tokens[g].deprel != SYN_DEPREL_NMOD &&
                        view->tokens[g].deprel != SYN_DEPREL_OBL) ||
                    k == SYN_NONE || !syn_qknow_in(token_at(b, k)->form, preps))
                    continue;
                media = syn_qsource_media(b, phrase_of(b, g), g);
                if (media != SYN_SOURCE_UNKNOWN)
                    add_via(b, i, g, media);
            }
        }
    }
}

/* The head of a token within its own clause; SYN_NONE at a relative or participial clause. */
static uint32_t step_up(const syn_qview *view, uint32_t t)
{
    uint8_t d = view->tokens[t].deprel;

    return d == SYN_DEPREL_ACL || d == SYN_DEPREL_ACL_RELCL || d == SYN_DEPREL_ADVCL ||
                   d == SYN_DEPREL_ADVCL_RELCL
               ? SYN_NONE
               : view->tokens[t].head;
}

/* "Y said …, according to X": X holds Y where X is a channel and Y is not. */
static void read_according(syn_qbuild *b, uint32_t i, uint32_t n_sorted)
{
    syn_qitem *outer = &b->items.items[i];
    const syn_qview *view = b->view;
    uint32_t noun, governor;
    syn_source_class media;

    if (outer->cue_token == SYN_NONE || outer->parent != SYN_NONE ||
        !syn_str_eq_nocase(token_at(b, outer->cue_token)->form, SYN_STR("according")) ||
        outer->source.n == 0)
        return;
    noun = syn_qsource_head(b, outer->source.items[0]);
    if (noun == SYN_NONE)
        return;
    for (uint32_t up = 0, g = view->tokens[noun].head; up < 3 && g != SYN_NONE;
         up++, g = view->tokens[g].head)
        if (view->tokens[g].deprel == SYN_DEPREL_ACL_RELCL) {
            /* "…, which lasted an hour according to X, Y said": X speaks for the aside alone. */
            uint32_t lo = view->tokens[g].lo, hi = view->tokens[g].hi, kept = 0;
            syn_span aside = {token_at(b, lo)->span.start, token_at(b, hi)->span.end};

            for (uint32_t k = 0; k < outer->content.n; k++) {
                syn_span s = outer->content.items[k];

                s.start = s.start > aside.start ? s.start : aside.start;
                s.end = s.end < aside.end ? s.end : aside.end;
                if (s.start < s.end)
                    outer->content.items[kept++] = s;
            }
            outer->content.n = kept;
            for (uint32_t j = 0; j < b->items.n; j++)
                if (b->items.items[j].parent == i &&
                    (b->items.items[j].cue_token < lo || b->items.items[j].cue_token > hi))
                    b->items.items[j].parent = SYN_NONE;
            return;
        }
    media = syn_qsource_media(b, outer->source.items[0], noun);
    if (media != SYN_SOURCE_AGENCY && media != SYN_SOURCE_OUTLET)
        return;
    governor = view->tokens[noun].head;
    for (int up = 0; up < 3 && governor != SYN_NONE; up++, governor = step_up(view, governor)) {
        uint32_t j = item_of(b, governor, n_sorted);
        syn_qitem *inner;

        for (uint32_t c = view->first_child[governor], m = 0;
             j == SYN_NONE && c != SYN_NONE && m < 32; c = view->next_child[c], m++)
            if (view->tokens[c].deprel == SYN_DEPREL_ADVCL ||
                view->tokens[c].deprel == SYN_DEPREL_CONJ)
                j = item_of(b, c, n_sorted);
        if (j == SYN_NONE || j == i)
            continue;
        inner = &b->items.items[j];
        if (inner->parent != SYN_NONE || inner->source.n == 0 ||
            syn_qspans_touch(&inner->source, token_at(b, noun)->span) ||
            syn_qspans_touch(&inner->content, token_at(b, noun)->span))
            return;
        inner->parent = i;
        for (uint32_t k = 0; k < inner->source.n; k++)
            syn_qspans_add(&outer->content, inner->source.items[k], b->scratch);
        for (uint32_t k = 0; k < inner->cue.n; k++)
            syn_qspans_add(&outer->content, inner->cue.items[k], b->scratch);
        for (uint32_t k = 0; k < inner->content.n; k++)
            syn_qspans_add(&outer->content, inner->content.items[k], b->scratch);
        return;
    }
}

/* "…, according to X, …" that no head took for a cue: X, an outlet or agency, is the channel of
 * what it hangs on. */
static void read_loose_according(syn_qbuild *b, uint32_t t, uint32_t n_sorted)
{
    const syn_qview *view = b->view;
    uint32_t noun = view->tokens[t].head, governor, item = SYN_NONE;
    syn_source_class media;
    syn_span span;

    if (!syn_str_eq_nocase(token_at(b, t)->form, SYN_STR("according")) || noun == SYN_NONE ||
        noun < t || item_of(b, t, n_sorted) != SYN_NONE)
        return;
    media = syn_qsource_media(b, phrase_of(b, noun), noun);
    if (media != SYN_SOURCE_AGENCY && media != SYN_SOURCE_OUTLET)
        return;
    governor = view->tokens[noun].head;
    for (int up = 0; up < 4 && governor != SYN_NONE && item == SYN_NONE; up++) {
        item = item_of(b, governor, n_sorted);
        governor = step_up(view, governor);
    }
    if (item == SYN_NONE)
        return;
    span = (syn_span){token_at(b, t)->span.start, syn_qview_subtree(view, noun).end};
    take_out(b, &b->items.items[item].content, span);
    add_via(b, item, noun, media);
}

void syn_qbuild_chains(syn_qbuild *b)
{
    uint32_t n_sorted = 0, n;

    while (n_sorted < b->items.n && !(b->items.items[n_sorted].by_rule))
        n_sorted++;
    for (uint32_t t = 0; t < b->view->n; t++)
        if (is_citing(b, t))
            read_citing(b, t, n_sorted);
        else
            read_loose_according(b, t, n_sorted);
    n = b->items.n;
    for (uint32_t i = 0; i < n && !syn_arena_failed(b->scratch); i++) {
        if (b->items.items[i].is_dropped)
            continue;
        read_hearers(b, i);
        read_according(b, i, n_sorted);
    }
}
