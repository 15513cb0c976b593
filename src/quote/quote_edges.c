/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules for the edges of source and content where grammar leaves no doubt.
 *
 *   is said to have raised …     nobody is named: the subject belongs to the content
 *   told X that …                the hearer is no part of the words
 *   …, two sources told X.       words before their source begin where the sentence begins
 *   He praised …, adding that …  a participle has the subject of its verb
 *   he …, the agency             of several pieces of a source the one beside the cue counts
 */
#include "quote_build.h"
#include "quote_know.h"

/* Verbs of hearsay: "is said to", "are believed to have". */
static const char *const passives[] = {"say", "report", "believe", "expect", "think", "allege",
    "rumor", "rumour", "understand", "claim", "estimate", "suppose", "consider", "presume", "fear",
    "know", "reckon", "deem", "see", "schedule", NULL};

static const syn_token *token_at(const syn_qbuild *b, uint32_t t)
{
    return &b->view->doc->lang->tokens.items[t];
}

static uint32_t gap(syn_span a, syn_span b)
{
    return a.end <= b.start ? b.start - a.end : b.end <= a.start ? a.start - b.end : 0;
}

static bool has_nominal(const syn_qbuild *b, syn_span span)
{
    syn_span tokens = syn_qbuild_tokens(b, span);

    for (uint32_t t = tokens.start; t < tokens.end; t++) {
        uint8_t upos = token_at(b, t)->upos;

        if (upos == SYN_UPOS_NOUN || upos == SYN_UPOS_PROPN || upos == SYN_UPOS_PRON ||
            upos == SYN_UPOS_NUM || upos == SYN_UPOS_ADJ || upos == SYN_UPOS_DET)
            return true;
    }
    return false;
}

static void keep_nearest_source(const syn_qbuild *b, syn_qitem *item)
{
    uint32_t best = SYN_NONE, least = UINT32_MAX;

    if (item->source.n < 2 || item->cue.n == 0)
        return;
    for (uint32_t i = 0; i < item->source.n; i++) {
        uint32_t d = gap(item->source.items[i], item->cue.items[0]);

        if (has_nominal(b, item->source.items[i]) && d < least) {
            least = d;
            best = i;
        }
    }
    if (best == SYN_NONE)
        return;
    item->source.items[0] = item->source.items[best];
    item->source.n = 1;
}

/* A source that starts in the middle of its name or noun phrase starts with it. */
static void reach_phrase_start(const syn_qbuild *b, syn_qitem *item)
{
    syn_span tokens;
    uint32_t start;

    if (item->source.n != 1)
        return;
    tokens = syn_qbuild_tokens(b, item->source.items[0]);
    start = tokens.start;
    for (uint32_t t = tokens.start; t < tokens.end && t < tokens.start + 12; t++)
        for (uint32_t c = tokens.start; c > 0 && c + 8 > tokens.start; c--) {
            uint8_t d = token_at(b, c - 1)->deprel;

            if (b->view->tokens[c - 1].head != t && !(b->view->tokens[c - 1].head >= c - 1 &&
                                                        b->view->tokens[c - 1].head < tokens.start))
                break;
            if (d != SYN_DEPREL_DET && d != SYN_DEPREL_AMOD && d != SYN_DEPREL_COMPOUND &&
                d != SYN_DEPREL_FLAT && d != SYN_DEPREL_NUMMOD && d != SYN_DEPREL_NMOD_POSS &&
                d != SYN_DEPREL_NMOD_DESC && d != SYN_DEPREL_CASE)
                break;
            if (c - 1 < start)
                start = c - 1;
        }
    if (start < tokens.start) {
        syn_span more = {token_at(b, start)->span.start, item->source.items[0].start};

        if (!syn_qspans_touch(&item->content, more) && !syn_qspans_touch(&item->cue, more) &&
            token_at(b, start)->upos != SYN_UPOS_ADP && token_at(b, start)->upos != SYN_UPOS_PART)
            item->source.items[0].start = more.start;
    }
}

/* "Behind closed doors, a diplomat": the source begins after the adverbial. */
static void drop_adverbial(const syn_qbuild *b, syn_qitem *item)
{
    syn_span tokens;

    if (item->source.n != 1)
        return;
    tokens = syn_qbuild_tokens(b, item->source.items[0]);
    if (tokens.start >= tokens.end || token_at(b, tokens.start)->upos != SYN_UPOS_ADP)
        return;
    for (uint32_t t = tokens.start; t + 1 < tokens.end && t < tokens.start + 16; t++)
        if (syn_str_eq_z(token_at(b, t)->form, ",") &&
            has_nominal(b, (syn_span){token_at(b, t + 1)->span.start, item->source.items[0].end})) {
            item->source.items[0].start = token_at(b, t + 1)->span.start;
            return;
        }
}

static uint32_t passive_subject(const syn_qview *view, uint32_t cue)
{
    return syn_qview_child(view, cue, SYN_DEPREL_NSUBJ_PASS);
}

bool syn_qview_is_unsourced(const syn_qview *view, uint32_t cue)
{
    static const char *const words[] = {
        "reportedly", "allegedly", "purportedly", "supposedly", "rumor", "rumour", NULL};

    return syn_qview_child(view, cue, SYN_DEPREL_AUX_PASS) != SYN_NONE ||
           syn_qknow_in(view->doc->lang->tokens.items[cue].lemma, words);
}

bool syn_qview_is_hearsay(const syn_qview *view, uint32_t cue)
{
    return syn_qview_is_unsourced(view, cue) &&
           (view->doc->lang->tokens.items[cue].upos == SYN_UPOS_ADV ||
               (syn_qknow_in(view->doc->lang->tokens.items[cue].lemma, passives) &&
                   syn_qview_child(view, cue, SYN_DEPREL_XCOMP) != SYN_NONE));
}

/* "is said to": the source that the heads saw in the subject is none. */
static void free_passive(syn_qbuild *b, syn_qitem *item)
{
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, subject, clause;
    syn_span span;

    if (cue == SYN_NONE || !syn_qknow_in(token_at(b, cue)->lemma, passives))
        return;
    subject = passive_subject(view, cue);
    clause = syn_qview_child(view, cue, SYN_DEPREL_XCOMP);
    if (subject == SYN_NONE || clause == SYN_NONE)
        return;
    span = syn_qview_subtree(view, subject);
    if (item->source.n == 0 || !syn_qspans_touch(&item->source, token_at(b, subject)->span))
        return;
    item->source.n = 0;
    syn_qspans_add(&item->content, span, b->scratch);
}

static void cut_front(syn_qbuild *b, syn_qspans *spans, uint32_t from, uint32_t to)
{
    syn_qspans rest = {0};

    for (uint32_t i = 0; i < spans->n; i++) {
        syn_span s = spans->items[i];

        if (s.start >= from && s.start < to) {
            if (s.end <= to)
                continue;
            s.start = to;
        }
        SYN_PUSH(b->scratch, rest, s);
    }
    if (rest.n > 0)
        *spans = rest;
}

/* "told X on Monday that …": content that starts before the clause starts with it. */
static void drop_hearer(syn_qbuild *b, syn_qitem *item)
{
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, clause, hearer;

    if (cue == SYN_NONE || token_at(b, cue)->upos != SYN_UPOS_VERB)
        return;
    clause = syn_qview_child(view, cue, SYN_DEPREL_CCOMP);
    hearer = syn_qview_child(view, cue, SYN_DEPREL_IOBJ);
    if (hearer == SYN_NONE)
        hearer = syn_qview_child(view, cue, SYN_DEPREL_OBJ);
    if (clause == SYN_NONE || hearer == SYN_NONE || hearer < cue ||
        view->tokens[clause].lo <= hearer || view->tokens[hearer].hi >= view->tokens[clause].lo ||
        !syn_qknow_is(view->know, token_at(b, cue)->lemma, SYN_UPOS_VERB, "telling"))
        return;
    cut_front(b, &item->content, token_at(b, view->tokens[hearer].lo)->span.start,
        token_at(b, view->tokens[clause].lo)->span.start);
}

/* Words that come before their source and cue begin where the sentence begins. `busy`: tokens of
 * other unnested attributions. */
static void reach_sentence_start(syn_qbuild *b, syn_qitem *item, const bool *busy)
{
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, first, t;
    const syn_sentence *s;
    syn_span tokens;

    if (cue == SYN_NONE || item->parent != SYN_NONE || item->source.n != 1 ||
        item->content.n == 0 || token_at(b, cue)->upos != SYN_UPOS_VERB)
        return;
    s = &view->doc->lang->sentences.items[view->tokens[cue].sentence];
    first = s->first_token;
    tokens = syn_qbuild_tokens(b, item->content.items[0]);
    if (tokens.start >= tokens.end || tokens.start <= first || tokens.start >= cue ||
        view->tokens[tokens.start].sentence != view->tokens[cue].sentence)
        return;
    /* The content runs up to the comma before source and cue. */
    tokens = syn_qbuild_tokens(b, item->content.items[item->content.n - 1]);
    if (tokens.end > cue ||
        item->source.items[0].start < item->content.items[item->content.n - 1].end)
        return;
    t = tokens.end;
    if (t >= view->n || !(syn_str_eq_z(token_at(b, t)->form, ",") ||
                            (t > 0 && syn_str_eq_z(token_at(b, t - 1)->form, ","))))
        return;
    if (view->tokens[first].quoted != SYN_NONE ||
        view->tokens[syn_qbuild_tokens(b, item->content.items[0]).start].quoted != SYN_NONE)
        return;
    for (t = first; t < syn_qbuild_tokens(b, item->content.items[0]).start; t++)
        if (busy[t] || view->tokens[t].quoted != SYN_NONE)
            return;
    syn_qspans_add(
        &item->content, (syn_span){s->span.start, item->content.items[0].end}, b->scratch);
}

/* "They hope that it opens, an official said before the talks." What the heads gave the last verb
 * is its adverbial; its words are the clause before the comma, whoever else has a part of them. */
static void take_front_clause(syn_qbuild *b, uint32_t i)
{
    static const char *const classes[] = {"saying", "telling", "reporting", NULL};
    const syn_qview *view = b->view;
    syn_qitem *item = &b->items.items[i];
    uint32_t cue = item->cue_token, comma, n = 0;
    const syn_sentence *s;
    syn_span source, clause;
    bool speaks = false, finite = false;

    if (cue == SYN_NONE || item->source.n != 1 || token_at(b, cue)->upos != SYN_UPOS_VERB ||
        syn_qview_child(view, cue, SYN_DEPREL_MARK) != SYN_NONE)
        return;
    for (const char *const *c = classes; *c != NULL && !speaks; c++)
        speaks = syn_qknow_is(view->know, token_at(b, cue)->lemma, SYN_UPOS_VERB, *c);
    s = &view->doc->lang->sentences.items[view->tokens[cue].sentence];
    source = syn_qbuild_tokens(b, item->source.items[0]);
    comma = source.start < cue ? source.start : cue; /* first of source and cue */
    if (!speaks || source.end > cue + 8 || comma < s->first_token + 3 ||
        !syn_str_eq_z(token_at(b, comma - 1)->form, ",") || source.start + 12 < cue)
        return;
    for (uint32_t k = 0; k < item->content.n; k++) {
        syn_span tokens = syn_qbuild_tokens(b, item->content.items[k]);

        if (tokens.start < cue)
            return; /* it has words before it already */
        for (uint32_t t = tokens.start; t < tokens.end; t++, n++)
            if (token_at(b, t)->upos == SYN_UPOS_VERB || token_at(b, t)->upos == SYN_UPOS_AUX ||
                view->tokens[t].mark != SYN_QMARK_NONE)
                return;
    }
    if (n > 10)
        return;
    for (uint32_t t = s->first_token; t + 1 < comma; t++) {
        finite |= token_at(b, t)->upos == SYN_UPOS_VERB || token_at(b, t)->upos == SYN_UPOS_AUX;
        if (view->tokens[t].quoted != SYN_NONE)
            return;
    }
    if (!finite || token_at(b, s->first_token)->upos == SYN_UPOS_SCONJ ||
        token_at(b, s->first_token)->upos == SYN_UPOS_ADP)
        return;
    if (item->parent != SYN_NONE) {
        syn_qitem *above = &b->items.items[item->parent];

        if (above->parent != SYN_NONE || above->cue_token == SYN_NONE ||
            above->cue_token < s->first_token || above->cue_token + 1 >= comma)
            return;
        item->parent = SYN_NONE;
        above->parent = i;
        for (uint32_t k = 0; k < above->content.n; k++)
            if (above->content.items[k].end > token_at(b, comma - 2)->span.end)
                above->content.items[k].end = token_at(b, comma - 2)->span.end;
    }
    clause = (syn_span){s->span.start, token_at(b, comma - 2)->span.end};
    item->content.n = 0;
    SYN_PUSH(b->scratch, item->content, clause);
    item->cue.n = 0;
    SYN_PUSH(b->scratch, item->cue, token_at(b, cue)->span);
    for (uint32_t j = i; j > 0 && j + 8 > i; j--) {
        syn_qitem *inner = &b->items.items[j - 1];

        if (inner->cue_token < s->first_token)
            break;
        if (inner->parent == SYN_NONE && inner->cue_token + 1 < comma)
            inner->parent = i;
    }
}

static uint32_t subject_of(const syn_qview *view, uint32_t verb, bool *own)
{
    *own = true;
    for (int up = 0; up < 3 && verb != SYN_NONE; up++) {
        uint32_t s = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ);
        uint8_t deprel = view->tokens[verb].deprel;

        if (s == SYN_NONE && up > 0)
            s = syn_qview_child(view, verb, SYN_DEPREL_NSUBJ_PASS);
        if (s != SYN_NONE)
            return s;
        if (up == 0 && deprel == SYN_DEPREL_ACL) { /* "a letter saying" */
            *own = false;
            return view->tokens[verb].head;
        }
        if (deprel != SYN_DEPREL_CONJ && deprel != SYN_DEPREL_ADVCL && deprel != SYN_DEPREL_XCOMP)
            return SYN_NONE;
        *own = false;
        verb = view->tokens[verb].head;
    }
    return SYN_NONE;
}

static bool has_marks(const syn_qbuild *b, const syn_qspans *spans)
{
    for (uint32_t i = 0; i < spans->n; i++) {
        syn_span tokens = syn_qbuild_tokens(b, spans->items[i]);

        for (uint32_t t = tokens.start; t < tokens.end; t++)
            if (b->view->tokens[t].mark != SYN_QMARK_NONE)
                return true;
    }
    return false;
}

static void remove_span(const syn_qbuild *b, syn_qspans *spans, syn_span hole)
{
    syn_qspans rest = {0};

    for (uint32_t i = 0; i < spans->n; i++) {
        syn_span s = spans->items[i];

        if (s.start < hole.start)
            SYN_PUSH(
                b->scratch, rest, ((syn_span){s.start, s.end < hole.start ? s.end : hole.start}));
        if (hole.end < s.end)
            SYN_PUSH(
                b->scratch, rest, ((syn_span){s.start > hole.end ? s.start : hole.end, s.end}));
    }
    if (rest.n > 0)
        *spans = rest;
}

/* "was dismissed by the ministry": the agent speaks. */
static void take_agent(syn_qbuild *b, syn_qitem *item)
{
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, agent;
    syn_span span;

    if (item->source.n > 0 || cue == SYN_NONE || token_at(b, cue)->upos != SYN_UPOS_VERB)
        return;
    agent = syn_qview_child(view, cue, SYN_DEPREL_OBL_AGENT);
    if (agent == SYN_NONE || view->tokens[agent].lo + 1 > agent)
        return;
    span = syn_qview_subtree(view, agent);
    if (token_at(b, view->tokens[agent].lo)->upos == SYN_UPOS_ADP)
        span.start = token_at(b, view->tokens[agent].lo + 1)->span.start;
    if (!syn_qspans_touch(&item->content, span) && !syn_qspans_touch(&item->cue, span))
        SYN_PUSH(b->scratch, item->source, span);
}

static void inherit_subject(syn_qbuild *b, syn_qitem *item)
{
    static const char *const empty[] = {"it", "there", "that", "this", NULL};
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, s;
    syn_span span;
    bool own;

    if (item->source.n > 0 || cue == SYN_NONE || token_at(b, cue)->upos != SYN_UPOS_VERB ||
        passive_subject(view, cue) != SYN_NONE ||
        syn_qview_child(view, cue, SYN_DEPREL_AUX_PASS) != SYN_NONE)
        return;
    s = subject_of(view, cue, &own);
    if (s == SYN_NONE || syn_qspans_touch(&item->cue, token_at(b, s)->span) ||
        syn_qknow_in(token_at(b, s)->form, empty) || (!own && s > cue) ||
        view->tokens[s].quoted != view->tokens[cue].quoted)
        return;
    if (syn_qspans_touch(&item->content, token_at(b, s)->span)) {
        /* Between the pieces of a quotation stands its speaker, not the speaker's words. */
        if (!own || view->tokens[s].quoted != SYN_NONE || !has_marks(b, &item->content))
            return;
        span = syn_qview_subtree(view, s);
        for (uint32_t t = view->tokens[s].lo; t <= view->tokens[s].hi; t++)
            if (view->tokens[t].quoted != SYN_NONE)
                return;
        remove_span(b, &item->content, span);
        SYN_PUSH(b->scratch, item->source, span);
        return;
    }
    span = syn_qview_subtree(view, s);
    if (syn_qspans_touch(&item->content, span) || syn_qspans_touch(&item->cue, span))
        span = token_at(b, s)->span;
    if (!own) {
        static const char *const relatives[] = {"who", "which", NULL};

        if (item->parent !=
            SYN_NONE) { /* inside a channel's words the clause has its own subject */
            uint32_t above = b->items.items[item->parent].cue_token;

            if (above == SYN_NONE ||
                !syn_str_eq_nocase(token_at(b, above)->form, SYN_STR("according")))
                return;
        }
        for (uint32_t t = cue; t > s + 1; t--) /* "X met Y, who …, vowing to …": not X's vow */
            if (syn_qknow_in(token_at(b, t - 1)->form, relatives) &&
                view->tokens[t - 1].sentence == view->tokens[cue].sentence) {
                span = token_at(b, t - 1)->span;
                break;
            }
        if (syn_qspans_touch(&item->content, span) || syn_qspans_touch(&item->cue, span))
            return;
    }
    item->shares_source = !own;
    SYN_PUSH(b->scratch, item->source, span);
}

/* "told X he would stay, a pledge suggesting …": what the report calls the words is no part of
 * them. */
static void cut_comment(syn_qbuild *b, syn_qitem *item)
{
    static const char *const articles[] = {"a", "an", NULL};
    const syn_qview *view = b->view;

    if (item->content.n == 0 || item->cue_token == SYN_NONE)
        return;
    for (uint32_t k = 0; k < item->content.n; k++) {
        syn_span tokens = syn_qbuild_tokens(b, item->content.items[k]);

        for (uint32_t t = tokens.start + 2; t + 1 < tokens.end; t++) {
            if (!syn_str_eq_z(token_at(b, t - 1)->form, ",") ||
                !syn_qknow_in(token_at(b, t)->form, articles) ||
                view->tokens[t].quoted != SYN_NONE || token_at(b, t + 1)->upos != SYN_UPOS_NOUN ||
                view->tokens[t + 1].lex == 0 || item->cue_token > t)
                continue;
            item->content.items[k].end = token_at(b, t - 2)->span.end;
            item->content.n = k + 1;
            return;
        }
    }
}

/* Between the pieces of a quotation, a piece without marks and without a verb is a title, not
 * words. */
static void drop_bare_pieces(syn_qbuild *b, syn_qitem *item)
{
    const syn_qview *view = b->view;
    uint32_t n = 0;

    if (item->content.n < 2 || !has_marks(b, &item->content))
        return;
    for (uint32_t k = 0; k < item->content.n; k++) {
        syn_span tokens = syn_qbuild_tokens(b, item->content.items[k]);
        bool speaks = false;

        for (uint32_t t = tokens.start; t < tokens.end; t++)
            speaks |= view->tokens[t].quoted != SYN_NONE || token_at(b, t)->upos == SYN_UPOS_VERB ||
                      token_at(b, t)->upos == SYN_UPOS_AUX || token_at(b, t)->upos == SYN_UPOS_PRON;
        if (speaks)
            item->content.items[n++] = item->content.items[k];
    }
    item->content.n = n;
}

/* "an official who requested anonymity": no words, but a part of the source. */
static void drop_anonymity(syn_qbuild *b, uint32_t i)
{
    syn_qitem *item = &b->items.items[i];
    const syn_qview *view = b->view;
    uint32_t cue = item->cue_token, noun;
    syn_span tokens;
    bool anonymity = false;

    if (cue == SYN_NONE || item->content.n != 1 || view->tokens[cue].deprel != SYN_DEPREL_ACL_RELCL)
        return;
    tokens = syn_qbuild_tokens(b, item->content.items[0]);
    for (uint32_t t = tokens.start; t < tokens.end; t++)
        anonymity |= syn_str_eq_nocase(token_at(b, t)->form, SYN_STR("anonymity")) ||
                     (syn_qknow_in(token_at(b, t)->form,
                          (const char *const[]){"named", "identified", NULL}) &&
                         tokens.end - tokens.start < 7);
    noun = view->tokens[cue].head;
    if (!anonymity || tokens.end - tokens.start > 7 || noun == SYN_NONE)
        return;
    item->is_dropped = true;
    for (uint32_t j = i > 2 ? i - 2 : 0; j < b->items.n && j < i + 3; j++)
        if (j != i && syn_qspans_touch(&b->items.items[j].source, token_at(b, noun)->span) &&
            !syn_qspans_touch(&b->items.items[j].cue, syn_qview_subtree(view, cue)) &&
            b->items.items[j].source.n == 1)
            b->items.items[j].source.items[0].end = syn_qview_subtree(view, cue).end;
}

/* A heading is nobody's words by way of the paragraph before it. */
static void leave_headings(const syn_qbuild *b, syn_qitem *item)
{
    uint32_t n = 0;

    if (item->cue_token == SYN_NONE || b->view->doc->zones.n == 0)
        return;
    for (uint32_t k = 0; k < item->content.n; k++) {
        syn_zone_kind kind = syn_doc_zone_at(b->view->doc, item->content.items[k].start);

        if ((kind != SYN_ZONE_HEADING && kind != SYN_ZONE_BOILERPLATE) ||
            kind == syn_doc_zone_at(b->view->doc, token_at(b, item->cue_token)->span.start))
            item->content.items[n++] = item->content.items[k];
    }
    item->content.n = n;
}

/* "reportedly told": the adverb hangs on another cue, which has the words; alone it names nobody.
 */
static void read_adverb(syn_qbuild *b, uint32_t i)
{
    syn_qitem *item = &b->items.items[i];
    uint32_t head;

    if (item->cue_token == SYN_NONE || token_at(b, item->cue_token)->upos != SYN_UPOS_ADV ||
        !syn_qview_is_unsourced(b->view, item->cue_token))
        return;
    item->source.n = 0;
    head = b->view->tokens[item->cue_token].head;
    for (uint32_t j = i > 0 ? i - 1 : 0; head != SYN_NONE && j < b->items.n && j < i + 3; j++)
        if (j != i && b->items.items[j].cue_token == head && b->items.items[j].parent == SYN_NONE)
            item->is_dropped = true;
}

void syn_qbuild_edges(syn_qbuild *b)
{
    bool *busy = SYN_NEW_N(b->scratch, bool, (size_t)b->view->n + 1);

    if (syn_arena_failed(b->scratch))
        return;
    for (uint32_t i = 0; i < b->items.n; i++) {
        keep_nearest_source(b, &b->items.items[i]);
        drop_adverbial(b, &b->items.items[i]);
        reach_phrase_start(b, &b->items.items[i]);
    }
    for (uint32_t i = 0; i < b->items.n; i++) {
        const syn_qitem *item = &b->items.items[i];
        const syn_qspans *lists[] = {&item->source, &item->cue, &item->content};

        for (int l = 0; item->parent == SYN_NONE && l < 3; l++)
            for (uint32_t k = 0; k < lists[l]->n; k++) {
                syn_span tokens = syn_qbuild_tokens(b, lists[l]->items[k]);

                for (uint32_t t = tokens.start; t < tokens.end; t++)
                    busy[t] = true;
            }
    }
    for (uint32_t i = 0; i < b->items.n && !syn_arena_failed(b->scratch); i++) {
        syn_qitem *item = &b->items.items[i];

        free_passive(b, item);
        drop_hearer(b, item);
        reach_sentence_start(b, item, busy);
        inherit_subject(b, item);
        take_agent(b, item);
        take_front_clause(b, i);
        cut_comment(b, item);
        leave_headings(b, item);
        drop_anonymity(b, i);
        drop_bare_pieces(b, item);
        read_adverb(b, i);
    }
}
