/* SPDX-License-Identifier: Apache-2.0
 *
 * Cues and their spans by rule alone: the way without weights (and the baseline of
 * docs/decisions/quote.md). A verb or noun of the lexicon is a cue where the dependency tree gives
 * it a clause (ccomp, parataxis, a participle's or infinitive's complement) or where a quotation
 * stands in its sentence; its subject is the source. "According to" takes its sentence. Linear.
 */
#include "quote_rules.h"

#include "quote_build.h"
#include "quote_know.h"

static void label(syn_qdraft *draft, const syn_qview *view, uint32_t lo, uint32_t hi, uint8_t y)
{
    while (lo <= hi && view->tokens[lo].upos == SYN_UPOS_PUNCT &&
           view->tokens[lo].mark == SYN_QMARK_NONE && y == SYN_QT)
        lo++;
    while (hi > lo && view->tokens[hi].upos == SYN_UPOS_PUNCT &&
           view->tokens[hi].mark == SYN_QMARK_NONE)
        hi--;
    for (uint32_t t = lo; t <= hi; t++)
        if (t >= draft->found.begin && t < draft->found.end &&
            draft->found.labels[t - draft->found.begin] == SYN_QO)
            draft->found.labels[t - draft->found.begin] = y;
}

static uint32_t subject_of(const syn_qview *view, uint32_t verb)
{
    for (int up = 0; up < 3 && verb != SYN_NONE; up++) {
        uint32_t s = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ);
        uint8_t deprel = view->tokens[verb].deprel;

        if (s != SYN_NONE)
            return s;
        if (deprel != SYN_DEPREL_CONJ && deprel != SYN_DEPREL_ADVCL && deprel != SYN_DEPREL_XCOMP)
            return SYN_NONE;
        verb = view->tokens[verb].head;
    }
    return SYN_NONE;
}

static void start(syn_qdraft *draft, const syn_qview *view, uint32_t cue, syn_arena *arena)
{
    syn_qframe frame;

    syn_qframe_init(&frame, view, cue, arena);
    *draft = (syn_qdraft){.parent = SYN_NONE};
    draft->found =
        (syn_qfound){.cue = cue, .cue_score = 150, .begin = frame.begin, .end = frame.end};
    draft->found.labels = SYN_NEW_N(arena, uint8_t, frame.end - frame.begin);
}

static bool verb_draft(syn_qdraft *draft, const syn_qview *view, uint32_t v, syn_arena *arena)
{
    uint32_t s = subject_of(view, v), clause = SYN_NONE, n = 0;
    const syn_qtoken *t = &view->tokens[v];

    for (uint32_t c = view->first_child[v]; c != SYN_NONE && n < 64; c = view->next_child[c], n++) {
        uint8_t d = view->tokens[c].deprel;

        if (d == SYN_DEPREL_CCOMP || (d == SYN_DEPREL_PARATAXIS && clause == SYN_NONE) ||
            (d == SYN_DEPREL_XCOMP && clause == SYN_NONE))
            clause = c;
    }
    if (t->quoted != SYN_NONE && (s == SYN_NONE || clause == SYN_NONE))
        return false;
    start(draft, view, v, arena);
    if (syn_arena_failed(arena))
        return false;
    draft->found.labels[v - draft->found.begin] = SYN_QC;
    if (s != SYN_NONE)
        label(draft, view, view->tokens[s].lo, view->tokens[s].hi, SYN_QS);
    if (clause != SYN_NONE) {
        label(draft, view, view->tokens[clause].lo, view->tokens[clause].hi, SYN_QT);
    } else if (t->deprel == SYN_DEPREL_PARATAXIS && t->head != SYN_NONE) {
        /* "…, she said": the clause that it hangs on, without its own. */
        const syn_qtoken *h = &view->tokens[t->head];

        for (uint32_t i = t->lo; i <= t->hi; i++)
            if (i >= draft->found.begin && i < draft->found.end &&
                draft->found.labels[i - draft->found.begin] == SYN_QO)
                draft->found.labels[i - draft->found.begin] = 200;
        label(draft, view, h->lo, h->hi, SYN_QT);
        for (uint32_t k = 0; k < draft->found.end - draft->found.begin; k++)
            if (draft->found.labels[k] == 200)
                draft->found.labels[k] = SYN_QO;
    } else {
        for (uint32_t i = draft->found.begin; i < draft->found.end; i++)
            if (view->tokens[i].quoted != SYN_NONE && view->tokens[i].quoted != t->quoted &&
                view->tokens[i].sentence == t->sentence)
                label(draft, view, i, i, SYN_QT);
    }
    for (uint32_t i = draft->found.begin; i < draft->found.end; i++)
        if (draft->found.labels[i - draft->found.begin] == SYN_QT &&
            view->tokens[i].upos != SYN_UPOS_PUNCT)
            return true;
    return false;
}

static bool according_draft(syn_qdraft *draft, const syn_qview *view, uint32_t a, syn_arena *arena)
{
    uint32_t noun = view->tokens[a].head;
    const syn_sentence *s = &view->doc->lang->sentences.items[view->tokens[a].sentence];

    if (noun == SYN_NONE || noun < a)
        return false;
    start(draft, view, a, arena);
    if (syn_arena_failed(arena))
        return false;
    draft->found.labels[a - draft->found.begin] = SYN_QC;
    if (a + 1 < draft->found.end)
        draft->found.labels[a + 1 - draft->found.begin] = SYN_QC;
    label(draft, view, a + 2, view->tokens[noun].hi, SYN_QS);
    if (a > s->first_token)
        label(draft, view, s->first_token, a - 1, SYN_QT);
    if (view->tokens[noun].hi + 1 < s->first_token + s->n_tokens)
        label(draft, view, view->tokens[noun].hi + 1, s->first_token + s->n_tokens - 1, SYN_QT);
    return true;
}

syn_qdrafts syn_qrules(syn_qview *view, syn_arena *arena)
{
    static const char *const classes[] = {"saying", "telling", "reporting", "promising",
        "requesting", "warning", "denying", "asking", "admitting", "arguing", "refusing", "hoping",
        "thinking", "agreeing", "offering", "accusing", "suggesting", "threatening", "predicting",
        "wanting", NULL};
    syn_qdrafts drafts = {0};
    const syn_token *tokens = view->doc->lang->tokens.items;

    for (uint32_t i = 0; i < view->n && !syn_arena_failed(arena); i++) {
        syn_qdraft draft;
        bool found = false;

        if (syn_str_eq_nocase(tokens[i].form, SYN_STR("according"))) {
            found = i + 2 < view->n && according_draft(&draft, view, i, arena);
        } else if (tokens[i].upos == SYN_UPOS_VERB && view->tokens[i].lex != 0) {
            for (const char *const *c = classes; *c != NULL && !found; c++)
                found = syn_qknow_is(view->know, tokens[i].lemma, SYN_UPOS_VERB, *c);
            found = found && verb_draft(&draft, view, i, arena);
        }
        if (found)
            SYN_PUSH(arena, drafts, draft);
    }
    return syn_qsettle(view, &drafts, arena);
}
