/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a report stands on the main event: before, during or after it, and what it knows last.
 *
 * The report's own words decide: phrases that place it ("after the talks", "as talks open", "will
 * meet" in its lead), else the tense and stage of its lead. The last thing it knows is the latest
 * day in its text that is not after its date of publication. No phrase, no answer.
 */
#include "claim/build.h"

#include "text/text.h"

static bool is_occasion(syn_str lemma)
{
    static const char *const words[] = {"talk", "talks", "meeting", "summit", "visit", "session",
        "vote", "election", "ceremony", "hearing", "trial", "conference", "negotiation",
        "encounter", "match", "game", "launch", "attack", "release", "announcement", "statement"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

static bool is_any(syn_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (syn_str_eq_nocase(s, syn_str_from(words[i])))
            return true;
    return false;
}

static syn_str form_at(const syn_doc *doc, uint32_t t)
{
    return t < doc->lang->tokens.n ? doc->lang->tokens.items[t].form : (syn_str){0};
}

/* "after the talks", "following their meeting": an occasion within four words of the opener, with
 * only determiners, adjectives and names between. */
static uint32_t occasion_after(const syn_doc *doc, uint32_t t)
{
    for (uint32_t k = t + 1; k <= t + 4 && k < doc->lang->tokens.n; k++) {
        const syn_token *token = &doc->lang->tokens.items[k];
        if (token->upos == SYN_UPOS_VERB || token->upos == SYN_UPOS_PUNCT)
            return SYN_NONE;
        if (is_occasion(token->lemma.len ? token->lemma : token->form))
            return k;
    }
    return SYN_NONE;
}

static bool is_past(const syni_doc_work *dw, uint32_t head)
{
    const syn_token *tokens = dw->doc->lang->tokens.items;
    if (syn_str_starts(tokens[head].xpos, SYN_STR("VBD")))
        return true;
    for (uint32_t c = dw->tree.child[head]; c != SYN_NONE; c = dw->tree.sibling[c])
        if ((tokens[c].deprel == SYN_DEPREL_AUX || tokens[c].deprel == SYN_DEPREL_AUX_PASS ||
                tokens[c].deprel == SYN_DEPREL_COP) &&
            (syn_str_starts(tokens[c].xpos, SYN_STR("VBD")) ||
                syn_str_eq_nocase(tokens[c].lemma, SYN_STR("have"))))
            return true;
    return false;
}

/* Does the phrase hang on a verb that tells of what was done? A plan "after the talks" is seen from
 * before them. Where nothing was parsed, the phrase alone speaks. */
static bool tells_of_done(const syni_build *b, uint32_t d, uint32_t t)
{
    const syni_doc_work *dw = &b->docs[d];
    if (!dw->is_parsed)
        return true;
    const syn_token *tokens = dw->doc->lang->tokens.items;
    for (uint32_t steps = 0; steps < 16 && t != SYN_NONE; steps++, t = tokens[t].head)
        if (tokens[t].upos == SYN_UPOS_VERB)
            return is_past(dw, t);
    return false;
}

static void by_phrases(syni_build *b, uint32_t d)
{
    static const char *const afters[] = {"after", "following"};
    static const char *const befores[] = {"before", "ahead"};
    static const char *const starts[] = {"start", "opening", "beginning", "outset"};
    static const char *const opens[] = {"open", "opened", "begin", "began", "start", "started"};
    const syn_doc *doc = b->docs[d].doc;
    syn_story_document *sd = &b->story->documents.items[d];
    syn_when when = SYN_WHEN_UNKNOWN;
    syn_span span = {SYN_NONE, SYN_NONE};
    for (uint32_t t = 0; t < doc->lang->tokens.n; t++) {
        const syn_token *token = &doc->lang->tokens.items[t];
        syn_zone_kind zone = syn_doc_zone_at(doc, token->span.start);
        if (zone != SYN_ZONE_BODY && zone != SYN_ZONE_TITLE)
            continue;
        bool early = token->sentence < 8;
        uint32_t k;
        if (is_any(token->form, afters, 2) && (k = occasion_after(doc, t)) != SYN_NONE) {
            syn_span phrase = {token->span.start, doc->lang->tokens.items[k].span.end};
            if (when != SYN_WHEN_AFTER && tells_of_done(b, d, t)) {
                when = SYN_WHEN_AFTER;
                span = phrase;
            }
        } else if (early && when == SYN_WHEN_UNKNOWN && is_any(token->form, starts, 4) &&
                   syn_str_eq_nocase(form_at(doc, t + 1), SYN_STR("of")) &&
                   (k = occasion_after(doc, t + 1)) != SYN_NONE) {
            when = SYN_WHEN_DURING;
            span = (syn_span){token->span.start, doc->lang->tokens.items[k].span.end};
        } else if (early && when == SYN_WHEN_UNKNOWN && t > 0 && is_any(token->form, opens, 6) &&
                   is_occasion(form_at(doc, t - 1))) {
            when = SYN_WHEN_DURING;
            span = (syn_span){doc->lang->tokens.items[t - 1].span.start, token->span.end};
        } else if (token->sentence < 3 && when == SYN_WHEN_UNKNOWN &&
                   is_any(token->form, befores, 2) &&
                   (k = occasion_after(
                        doc, syn_str_eq_nocase(form_at(doc, t + 1), SYN_STR("of")) ? t + 1 : t)) !=
                       SYN_NONE) {
            when = SYN_WHEN_BEFORE;
            span = (syn_span){token->span.start, doc->lang->tokens.items[k].span.end};
        }
    }
    sd->when = when;
    sd->vantage_span = span;
}

/* The stage of the lead, where no phrase has spoken: its first sentences alone. */
static void by_lead(syni_build *b, uint32_t d)
{
    syn_story_document *sd = &b->story->documents.items[d];
    uint32_t seen = 0;
    for (uint32_t i = b->docs[d].first_prop; i < b->docs[d].end_prop && seen < 4; i++) {
        const syni_prop *p = &b->props.items[i];
        if (p->zone != SYN_ZONE_BODY || p->head == SYN_NONE)
            continue;
        seen++;
        if (p->stage == SYN_ACT_PLANNED)
            sd->when = SYN_WHEN_BEFORE;
        else if (p->stage == SYN_ACT_DONE && !p->negative && is_past(&b->docs[d], p->head))
            sd->when = SYN_WHEN_AFTER;
        else
            continue;
        sd->vantage_span = p->span;
        return;
    }
}

static void known_last(syni_build *b, uint32_t d)
{
    const syn_doc *doc = b->docs[d].doc;
    syn_story_document *sd = &b->story->documents.items[d];
    if (!doc->timex)
        return;
    syn_str published = syn_str_slice(sd->published, 0, 10);
    for (uint32_t i = 0; i < doc->timex->times.n; i++) {
        const syn_time *time = &doc->timex->times.items[i];
        if ((time->type != SYN_TIME_DATE && time->type != SYN_TIME_TIME) || time->value.len < 10 ||
            time->value.ptr[4] != '-' || time->value.ptr[5] < '0' || time->value.ptr[5] > '9')
            continue;
        syn_str day = syn_str_slice(time->value, 0, 10);
        if (published.len == 10 && syn_str_cmp(day, published) > 0)
            continue;
        syn_zone_kind zone = syn_doc_zone_at(doc, time->span.start);
        if (zone == SYN_ZONE_BOILERPLATE || zone == SYN_ZONE_BYLINE || zone == SYN_ZONE_DATELINE)
            continue;
        if (!sd->as_of.len || syn_str_cmp(time->value, sd->as_of) > 0) {
            sd->as_of = time->value;
            if (sd->vantage_span.start == SYN_NONE)
                sd->vantage_span = time->span;
        }
    }
}

/* A report of a later day than the first ones looks back. */
static void by_day(syni_build *b, uint32_t d)
{
    syn_story_document *sd = &b->story->documents.items[d];
    syn_str day = syn_str_slice(sd->published, 0, 10);
    for (uint32_t e = 0; e < b->n_docs && day.len == 10; e++) {
        syn_str other = syn_str_slice(b->story->documents.items[e].published, 0, 10);
        if (other.len == 10 && syn_str_cmp(other, day) < 0) {
            sd->when = SYN_WHEN_AFTER;
            return; /* no words of the text show it: its date does */
        }
    }
}

bool syni_build_vantage(syni_build *b)
{
    for (uint32_t d = 0; d < b->n_docs; d++) {
        if (!b->docs[d].doc->lang)
            continue;
        by_phrases(b, d);
        if (b->story->documents.items[d].when == SYN_WHEN_UNKNOWN)
            by_day(b, d);
        if (b->story->documents.items[d].when == SYN_WHEN_UNKNOWN && b->docs[d].is_parsed)
            by_lead(b, d);
        known_last(b, d);
    }
    return true;
}
