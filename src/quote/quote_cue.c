/* SPDX-License-Identifier: Apache-2.0
 *
 * What the cue says of its words: how firm (asked, promised, …), denied or not, a silence, on what
 * occasion, in another language. Read from the lexicon of cues and from the dependents of the cue.
 */
#include "quote_build.h"
#include "quote_know.h"
#include "text/text.h"

static const char *const negations[] = {
    "not", "n't", "n’t", "never", "no", "neither", "nor", "cannot", NULL};

static bool is_negated(const syn_qview *view, uint32_t token)
{
    uint32_t n = 0;

    for (uint32_t c = view->first_child[token]; c != SYN_NONE && n < 64;
         c = view->next_child[c], n++)
        if (syn_qknow_in(view->doc->lang->tokens.items[c].form, negations))
            return true;
    return false;
}

/* "no leader had addressed", "nobody commented", "neither side mentioned". */
static bool has_empty_subject(const syn_qview *view, uint32_t token)
{
    static const char *const nobody[] = {"nobody", "none", "neither", NULL};
    static const char *const no[] = {"no", "neither", NULL};
    const syn_token *tokens = view->doc->lang->tokens.items;
    uint32_t s = syn_qview_child(view, token, SYN_DEPREL_NSUBJ), d;

    if (s == SYN_NONE)
        return false;
    if (syn_qknow_in(tokens[s].form, nobody) || syn_qknow_in(tokens[s].form, no))
        return true;
    d = syn_qview_child(view, s, SYN_DEPREL_DET);
    return d != SYN_NONE && syn_qknow_in(tokens[d].form, no);
}

/* Did not comment, declined to say, made no mention, no one had addressed. */
static bool is_silence(const syn_qbuild *b, const syn_qitem *item)
{
    static const char *const replies[] = {"comment", "respond", "reply", "answer", "mention",
        "address", "elaborate", "specify", "speak", "talk", "discuss", "disclose", "reveal", "say",
        "provide", "give", "return", "offer", "identify", "name", "explain", NULL};
    static const char *const declines[] = {"decline", "refuse", "fail", "omit", NULL};
    static const char *const mentions[] = {
        "mention", "comment", "reply", "response", "reference", NULL};
    const syn_qview *view = b->view;
    const syn_token *tokens = view->doc->lang->tokens.items;
    uint32_t cue = item->cue_token, obj, x;

    if (cue == SYN_NONE || tokens[cue].upos != SYN_UPOS_VERB)
        return false;
    if (syn_qknow_in(tokens[cue].lemma, declines)) {
        x = syn_qview_child(view, cue, SYN_DEPREL_XCOMP);
        return (x != SYN_NONE && syn_qknow_in(tokens[x].lemma, replies)) ||
               ((obj = syn_qview_child(view, cue, SYN_DEPREL_OBJ)) != SYN_NONE &&
                   syn_qknow_in(tokens[obj].lemma, mentions));
    }
    if (syn_qknow_in(tokens[cue].lemma, replies))
        return is_negated(view, cue) || has_empty_subject(view, cue);
    obj = syn_qview_child(view, cue, SYN_DEPREL_OBJ); /* made no mention, gave no reply */
    if (obj != SYN_NONE && syn_qknow_in(tokens[obj].lemma, mentions)) {
        uint32_t d = syn_qview_child(view, obj, SYN_DEPREL_DET);

        return d != SYN_NONE && syn_str_eq_nocase(tokens[d].form, SYN_STR("no"));
    }
    x = view->tokens[cue].head;
    if (x != SYN_NONE && view->tokens[cue].deprel == SYN_DEPREL_XCOMP &&
        syn_qknow_in(tokens[cue].lemma, replies) && syn_qknow_in(tokens[x].lemma, declines))
        return true;
    return false;
}

static syn_str occasion_of(const syn_qbuild *b, const syn_qitem *item)
{
    static const char *const hearers[] = {"reporter", "reporters", "journalist", "journalists",
        "lawmakers", "parliament", "supporters", "audience", "crowd", NULL};
    const syn_qview *view = b->view;
    const syn_token *tokens = view->doc->lang->tokens.items;
    syn_str text = view->doc->text;
    uint32_t cue = item->cue_token, n = 0;

    if (cue == SYN_NONE)
        return (syn_str){0};
    for (uint32_t c = view->first_child[cue]; c != SYN_NONE && n < 32;
         c = view->next_child[c], n++) {
        uint8_t deprel = view->tokens[c].deprel;
        syn_span span = syn_qview_subtree(view, c);

        if (syn_qspans_touch(&item->content, tokens[c].span) || span.end - span.start > 120)
            continue;
        if (deprel == SYN_DEPREL_OBL && syn_qknow_is_medium(view->know, tokens[c].lemma)) {
            if (syn_qspans_touch(&item->content, span) || syn_qspans_touch(&item->source, span))
                continue;
            return syn_str_slice(text, span.start, span.end);
        }
        if ((deprel == SYN_DEPREL_OBJ || deprel == SYN_DEPREL_IOBJ || deprel == SYN_DEPREL_OBL) &&
            syn_qknow_in(tokens[c].lemma, hearers)) {
            if (c > cue &&
                !syn_qspans_touch(&item->content, (syn_span){tokens[cue].span.start, span.end}))
                return syn_str_slice(text, tokens[cue].span.start, span.end);
            return syn_str_slice(text, span.start, span.end);
        }
    }
    return (syn_str){0};
}

/* "speaking in Arabic", "said in French", "through an interpreter". */
static bool is_translated(const syn_qbuild *b, const syn_qitem *item)
{
    static const char *const aids[] = {"interpreter", "translator", "translation", NULL};
    static const char *const tongues[] = {
        "speak", "say", "write", "add", "tell", "tweet", "post", NULL};
    const syn_qview *view = b->view;
    const syn_token *tokens = view->doc->lang->tokens.items;
    const syn_sentence *s;

    if (item->cue_token == SYN_NONE)
        return false;
    s = &view->doc->lang->sentences.items[view->tokens[item->cue_token].sentence];
    for (uint32_t t = s->first_token; t < s->first_token + s->n_tokens; t++) {
        if (view->tokens[t].quoted != SYN_NONE || syn_qspans_touch(&item->content, tokens[t].span))
            continue;
        if (syn_qknow_in(tokens[t].lemma, aids))
            return true;
        if (t > s->first_token && syn_str_eq_nocase(tokens[t - 1].form, SYN_STR("in")) &&
            syn_text_is_capitalised(tokens[t].form) && view->tokens[t].head != SYN_NONE &&
            syn_qknow_is_language(view->know, tokens[t].form) &&
            syn_qknow_in(tokens[view->tokens[t].head].lemma, tongues))
            return true;
    }
    return false;
}

void syn_qbuild_cues(syn_qbuild *b)
{
    const syn_token *tokens = b->view->doc->lang->tokens.items;

    for (uint32_t i = 0; i < b->items.n; i++) {
        syn_qitem *item = &b->items.items[i];
        uint32_t cue = item->cue_token;

        item->out.strength = SYN_ACT_DONE;
        item->out.cue_token = cue;
        if (cue != SYN_NONE) {
            item->out.strength = (uint8_t)syn_qknow_stage(
                b->view->know, tokens[cue].lemma, (syn_upos)tokens[cue].upos);
            item->out.silence = is_silence(b, item);
            item->out.cue_negative =
                !item->out.silence &&
                (is_negated(b->view, cue) ||
                    syn_qknow_denies(b->view->know, tokens[cue].lemma, (syn_upos)tokens[cue].upos));
        }
        item->out.occasion = occasion_of(b, item);
        item->out.translated = is_translated(b, item);
    }
}
