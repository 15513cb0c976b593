/* SPDX-License-Identifier: Apache-2.0
 *
 * Propositions: the smallest stretches of a report's own words that each bear one statement.
 *
 * From the event layer: one proposition for each clause, but none for a bare "X said" (its content
 * speaks), and one for a whole speech act that is more than saying ("asked T to free them",
 * "denied that …"). An open complement ("hopes to secure") lends its strength to the clause that
 * holds it. Where there is no parse, sentences are cut at commas before the small words that open
 * clauses. Boilerplate bears nothing. Cost: linear in tokens and events of a report.
 */
#include "claim/build.h"

#include "text/text.h"

uint32_t syni_token_at(const syn_doc *doc, uint32_t byte)
{
    const syn_token *tokens = doc->lang->tokens.items;
    uint32_t low = 0, high = doc->lang->tokens.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (tokens[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static uint32_t overlap(syn_span a, syn_span b)
{
    uint32_t start = a.start > b.start ? a.start : b.start;
    uint32_t end = a.end < b.end ? a.end : b.end;
    return end > start ? end - start : 0;
}

uint32_t syni_attribution_over(const syn_doc *doc, syn_span span)
{
    uint32_t best = SYN_NONE, best_length = UINT32_MAX;
    if (!doc->quote)
        return SYN_NONE;
    for (uint32_t a = 0; a < doc->quote->attributions.n; a++) {
        const syn_attribution *att = &doc->quote->attributions.items[a];
        if (att->content.n && att->content.items[0].start >= span.end)
            break;
        uint32_t inside = 0, length = 0;
        for (uint32_t i = 0; i < att->content.n; i++) {
            inside += overlap(att->content.items[i], span);
            length += att->content.items[i].end - att->content.items[i].start;
        }
        if (2 * inside > span.end - span.start && length < best_length) {
            best = a;
            best_length = length;
        }
    }
    return best;
}

/* Is the event's trigger the head of a clause, not a noun of acting inside one? */
static bool is_clausal(const syni_doc_work *dw, uint32_t t)
{
    const syn_token *tokens = dw->doc->lang->tokens.items;
    if (tokens[t].upos != SYN_UPOS_NOUN || !dw->is_parsed)
        return true;
    for (uint32_t c = dw->tree.child[t]; c != SYN_NONE; c = dw->tree.sibling[c])
        switch ((syn_deprel)tokens[c].deprel) {
        case SYN_DEPREL_COP:
        case SYN_DEPREL_NSUBJ:
        case SYN_DEPREL_NSUBJ_PASS:
        case SYN_DEPREL_NSUBJ_OUTER:
        case SYN_DEPREL_CSUBJ:
        case SYN_DEPREL_EXPL:
            return true;
        default:
            break;
        }
    return false;
}

/* ---- one report ---------------------------------------------------------------------------- */

typedef struct prop_work {
    syni_build *b;
    const syn_doc *doc;
    const syni_doc_work *dw;
    uint32_t document;
    uint32_t *event_of; /* [n_token] */
    uint32_t *cue_of;   /* [n_token]: attribution whose cue it is */
    bool *consumed;     /* [n_event]: told by a speech act that holds it */
    bool *has_prop;     /* [n_sentence] */
} prop_work;

static uint32_t count_words(const syn_doc *doc, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t t = first; t < end; t++) {
        syn_str form = doc->lang->tokens.items[t].form;
        unsigned len;
        if (form.len && syn_cp_is_alnum(syn_utf8_decode(form, 0, &len)))
            n++;
    }
    return n;
}

static bool is_quoted(const syn_doc *doc, const syni_prop *p)
{
    if (p->attribution == SYN_NONE || !doc->quote)
        return false;
    const syn_attribution *a = &doc->quote->attributions.items[p->attribution];
    for (uint32_t i = 0; i < a->quoted.n; i++)
        if (overlap(a->quoted.items[i], p->span) * 10 >= (p->span.end - p->span.start) * 9)
            return true;
    return a->kind == SYN_ATTRIBUTION_DIRECT && a->quoted.n == 0;
}

/* Does the token hang on the proposition's own act, not on a clause nested in it? */
static bool is_own(const syni_doc_work *dw, uint32_t t, uint32_t head)
{
    for (uint32_t steps = 0; steps < 64 && t != SYN_NONE && t != head; steps++) {
        switch ((syn_deprel)dw->doc->lang->tokens.items[t].deprel) {
        case SYN_DEPREL_ACL:
        case SYN_DEPREL_ACL_RELCL:
        case SYN_DEPREL_ADVCL:
        case SYN_DEPREL_APPOS:
        case SYN_DEPREL_PARATAXIS:
            return false;
        default:
            break;
        }
        t = dw->doc->lang->tokens.items[t].head;
    }
    return true;
}

static uint32_t time_of(const syni_doc_work *dw, const syn_doc *doc, const syni_prop *p)
{
    uint32_t best = SYN_NONE, nearest = UINT32_MAX;
    if (!doc->timex)
        return SYN_NONE;
    uint32_t at = p->head != SYN_NONE ? doc->lang->tokens.items[p->head].span.start : p->span.start;
    for (uint32_t i = 0; i < doc->timex->times.n; i++) {
        const syn_time *time = &doc->timex->times.items[i];
        if (time->span.start >= p->span.end)
            break;
        if (!syn_span_contains(p->span, time->span) || !time->value.len ||
            (time->type != SYN_TIME_DATE && time->type != SYN_TIME_TIME))
            continue;
        if (dw->is_parsed && p->head != SYN_NONE &&
            !is_own(dw, syni_token_at(doc, time->span.end > 0 ? time->span.end - 1 : 0), p->head))
            continue;
        uint32_t d = time->span.start > at ? time->span.start - at : at - time->span.start;
        if (d < nearest) {
            nearest = d;
            best = i;
        }
    }
    return best;
}

/* "X is seeking Y, a source said": the tree hangs the clause on the cue, or the cue on the clause,
 * where the content found may be a part of it. */
static uint32_t attribution_by_tree(const prop_work *w, uint32_t head)
{
    const syn_token *tokens = w->doc->lang->tokens.items;
    uint8_t r = tokens[head].deprel;
    uint32_t h = tokens[head].head;
    if (!w->dw->is_parsed)
        return SYN_NONE;
    if ((r == SYN_DEPREL_CCOMP || r == SYN_DEPREL_PARATAXIS) && h != SYN_NONE &&
        w->cue_of[h] != SYN_NONE)
        return w->cue_of[h];
    for (uint32_t c = w->dw->tree.child[head]; c != SYN_NONE; c = w->dw->tree.sibling[c])
        if ((tokens[c].deprel == SYN_DEPREL_PARATAXIS || tokens[c].deprel == SYN_DEPREL_CCOMP) &&
            w->cue_of[c] != SYN_NONE && c > head && w->dw->tree.low[c] > head &&
            tokens[w->dw->tree.low[c]].form.len == 1 &&
            tokens[w->dw->tree.low[c]].form.ptr[0] == ',')
            return w->cue_of[c];
    return SYN_NONE;
}

/* "Releases 21 girls", "posted soldiers": verbs that tell of words only where words follow. */
static bool is_deed(const prop_work *w, uint32_t a, syn_str lemma)
{
    static const char *const words[] = {"release", "issue", "hand", "deliver", "send", "post",
        "show", "free", "give", "publish", "launch", "hold", "carry", "mark", "make", "ban", "bar",
        "prohibit", "forbid", "require", "impose", "limit", "restrict", "aim"};
    const syn_attribution *att = &w->doc->quote->attributions.items[a];
    if (att->quoted.n || att->kind == SYN_ATTRIBUTION_DIRECT)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

/* Is nobody behind the attribution but a word that points back ("that", "which", an unresolved
 * "it")? */
static bool is_pointer(const syn_doc *doc, const syn_attribution *a)
{
    static const char *const words[] = {"that", "which", "who", "it", "this", "these"};
    if (a->source.n != 1)
        return false;
    syn_str source = syn_str_span(doc->text, a->source.items[0]);
    bool relative = source.len >= 4;
    if (!relative && a->speaker != SYN_NONE)
        return false;
    if (syn_str_eq_nocase(source, SYN_STR("who")) && a->speaker != SYN_NONE)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(source, syn_str_from(words[i])))
            return true;
    return false;
}

/* The attribution that stands behind words: past those that point at nobody, and past deeds taken
 * for speech. */
static uint32_t standing_behind(const prop_work *w, uint32_t a)
{
    for (int steps = 0; steps < 8 && a != SYN_NONE; steps++) {
        const syn_attribution *att = &w->doc->quote->attributions.items[a];
        uint32_t t = att->cue_token;
        bool deed = t < w->doc->lang->tokens.n && w->event_of[t] != SYN_NONE &&
                    is_deed(w, a, w->doc->event->events.items[w->event_of[t]].lemma);
        if (!deed && !is_pointer(w->doc, att))
            break;
        a = att->parent;
    }
    return a;
}

/* "Disputed the reports" without a clause that says what is not so. */
static bool is_denying(syn_str lemma)
{
    static const char *const words[] = {"deny", "dispute", "refute", "rebut", "dismiss", "disavow"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

static void push(prop_work *w, syni_prop p)
{
    if (p.attribution == SYN_NONE && p.head != SYN_NONE) {
        p.attribution = attribution_by_tree(w, p.head);
        if (p.attribution != SYN_NONE && !w->doc->quote->attributions.items[p.attribution].source.n)
            p.attribution = SYN_NONE;
    }
    p.attribution = standing_behind(w, p.attribution);
    p.span = syn_text_trim_span(w->doc->text, p.span);
    if (p.span.start >= p.span.end)
        return;
    p.document = w->document;
    p.first_token = syni_token_at(w->doc, p.span.start);
    p.end_token = p.first_token;
    while (p.end_token < w->doc->lang->tokens.n &&
           w->doc->lang->tokens.items[p.end_token].span.start < p.span.end)
        p.end_token++;
    p.n_words = count_words(w->doc, p.first_token, p.end_token);
    p.zone = (uint8_t)syn_doc_zone_at(w->doc, p.span.start);
    p.claim = p.actor = p.target = SYN_NONE;
    p.aim = SYN_NONE;
    if (p.head != SYN_NONE && w->dw->is_parsed)
        for (uint32_t c = w->dw->tree.child[p.head]; c != SYN_NONE; c = w->dw->tree.sibling[c])
            if (w->doc->lang->tokens.items[c].deprel == SYN_DEPREL_ADVCL && c > p.head &&
                w->event_of[c] != SYN_NONE)
                p.aim = w->event_of[c];
    p.quoted = is_quoted(w->doc, &p);
    p.time_idx = time_of(w->dw, w->doc, &p);
    if (p.quoted && p.span.end < w->doc->text.len && w->doc->text.ptr[p.span.end] == '?' &&
        p.stage == SYN_ACT_DONE) {
        p.stage = SYN_ACT_ASKED; /* a question put to someone */
        p.modality = SYN_MODALITY_REQUESTED;
    }
    if (p.first_token < w->doc->lang->tokens.n)
        p.sentence = w->doc->lang->tokens.items[p.first_token].sentence;
    if (p.sentence < w->doc->lang->sentences.n)
        w->has_prop[p.sentence] = true;
    SYN_PUSH(w->b->scratch, w->b->props, p);
}

static bool holds_event(const prop_work *w, const syn_attribution *a, uint32_t but)
{
    for (uint32_t i = 0; i < a->content.n; i++) {
        syn_span s = a->content.items[i];
        for (uint32_t t = syni_token_at(w->doc, s.start);
             t < w->doc->lang->tokens.n && w->doc->lang->tokens.items[t].span.start < s.end; t++)
            if (w->event_of[t] != SYN_NONE && w->event_of[t] != but)
                return true;
    }
    return false;
}

/* The act an open complement bears on: down the chain while it changes strength. `said`: also into
 * what a cue governs ("hope that …"). */
static uint32_t deep_event(const prop_work *w, uint32_t e, bool said)
{
    const syn_event *events = w->doc->event->events.items;
    uint32_t at = e;
    for (int steps = 0; steps < 8; steps++) {
        uint32_t next = SYN_NONE;
        uint32_t t = events[at].trigger_token;
        for (uint32_t c = w->dw->tree.child[t]; c != SYN_NONE; c = w->dw->tree.sibling[c]) {
            uint8_t r = w->doc->lang->tokens.items[c].deprel;
            if ((syni_tree_is_open(&w->dw->tree, c) ||
                    (r == SYN_DEPREL_CCOMP && (said || w->cue_of[t] == SYN_NONE))) &&
                w->event_of[c] != SYN_NONE) {
                next = w->event_of[c];
                break;
            }
        }
        if (next == SYN_NONE)
            break;
        at = next;
        if (events[at].modality != SYN_MODALITY_ASSERTED || events[at].negative)
            e = at;
    }
    return e;
}

static void take_strength(syni_prop *p, const syn_event *e)
{
    p->stage = e->stage;
    p->warrant = e->warrant;
    p->modality = e->modality;
    p->negative = e->negative;
}

static syn_modality modality_of_cue(const syn_attribution *a)
{
    if (a->cue_negative && !a->silence)
        return SYN_MODALITY_DENIED;
    switch ((syn_act)a->strength) {
    case SYN_ACT_ASKED:
        return SYN_MODALITY_REQUESTED;
    case SYN_ACT_OFFERED:
    case SYN_ACT_PROMISED:
        return SYN_MODALITY_PROMISED;
    case SYN_ACT_PLANNED:
        return SYN_MODALITY_PLANNED;
    case SYN_ACT_WISHED:
    case SYN_ACT_POSSIBLE:
        return SYN_MODALITY_POSSIBLE;
    default:
        return SYN_MODALITY_ASSERTED;
    }
}

static bool has_open_complement(const prop_work *w, uint32_t t)
{
    for (uint32_t c = w->dw->tree.child[t]; c != SYN_NONE; c = w->dw->tree.sibling[c])
        if (syni_tree_is_open(&w->dw->tree, c) && w->event_of[c] != SYN_NONE)
            return true;
    return false;
}

/* A speech act that is more than saying: cue and content as one. */
static void push_speech_act(prop_work *w, uint32_t e, uint32_t a)
{
    const syn_attribution *att = &w->doc->quote->attributions.items[a];
    const syn_event *event = &w->doc->event->events.items[e];
    syni_prop p = {.span = event->span, .head = event->trigger_token, .event = e, .deep = e};
    uint32_t sentence = event->sentence;
    syn_span limits = w->doc->lang->sentences.items[sentence].span;
    for (uint32_t i = 0; i < att->content.n; i++) {
        syn_span s = att->content.items[i];
        if (s.start >= limits.start && s.end <= limits.end) {
            if (s.start < p.span.start)
                p.span.start = s.start;
            if (s.end > p.span.end)
                p.span.end = s.end;
        }
    }
    take_strength(&p, event);
    uint32_t deep = deep_event(w, e, true);
    bool done = event->stage == SYN_ACT_DONE;
    if (att->cue_negative && !att->silence && !event->negative) {
        p.negative = true; /* denied; "did not say" is the event's own negation */
        p.modality = SYN_MODALITY_DENIED;
    } else if (att->strength != SYN_ACT_DONE) {
        p.stage = att->strength;
        p.modality = (uint8_t)modality_of_cue(att);
        p.deep = deep;
        /* Who "seeks to" do a thing himself asks nobody yet. */
        if (syn_str_eq_z(event->lemma, "seek") && has_open_complement(w, event->trigger_token) &&
            p.stage == SYN_ACT_ASKED) {
            p.stage = SYN_ACT_WISHED;
            p.modality = SYN_MODALITY_POSSIBLE;
        }
    } else {
        take_strength(&p, &w->doc->event->events.items[deep]);
        p.deep = deep;
    }
    /* "Will ask", told by somebody else: that one vouches for it. In the report's own voice what
     * someone is yet to ask is nobody's word; what was asked is the asker's. */
    p.attribution = att->parent;
    if (p.attribution == SYN_NONE)
        p.attribution = event->attribution != a ? event->attribution : SYN_NONE;
    /* That somebody asked, hoped or promised is the report's word; what he denied, or said in words
     * that stand quoted, is his. */
    bool own = att->strength != SYN_ACT_DONE && !att->cue_negative && att->quoted.n == 0;
    if (p.attribution == SYN_NONE && done && att->source.n && !own)
        p.attribution = a;
    for (uint32_t i = 0; i < att->content.n; i++)
        for (uint32_t t = syni_token_at(w->doc, att->content.items[i].start);
             t < w->doc->lang->tokens.n &&
             w->doc->lang->tokens.items[t].span.start < att->content.items[i].end;
             t++)
            if (w->event_of[t] != SYN_NONE && w->event_of[t] != e &&
                syn_span_contains(p.span, w->doc->lang->tokens.items[t].span))
                w->consumed[w->event_of[t]] = true;
    push(w, p);
}

static bool has_subject(const prop_work *w, uint32_t t)
{
    for (uint32_t c = w->dw->tree.child[t]; c != SYN_NONE; c = w->dw->tree.sibling[c]) {
        uint8_t r = w->doc->lang->tokens.items[c].deprel;
        if (r == SYN_DEPREL_NSUBJ || r == SYN_DEPREL_NSUBJ_PASS || r == SYN_DEPREL_NSUBJ_OUTER ||
            r == SYN_DEPREL_CSUBJ || r == SYN_DEPREL_EXPL)
            return true;
    }
    return false;
}

static bool has_mention(const prop_work *w, syn_span span)
{
    if (!w->doc->names)
        return false;
    for (uint32_t m = 0; m < w->doc->names->mentions.n; m++) {
        const syn_mention *mention = &w->doc->names->mentions.items[m];
        if (mention->span.start >= span.end)
            break;
        if (mention->kind == SYN_MENTION_NAME && syn_span_contains(span, mention->span))
            return true;
    }
    return false;
}

static bool is_bare_saying(syn_str lemma)
{
    static const char *const words[] = {"say", "tell", "add", "reply", "respond", "quote", "cite"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(lemma, syn_str_from(words[i])))
            return true;
    return false;
}

static void props_from_events(prop_work *w)
{
    const syn_event_layer *layer = w->doc->event;
    const syn_token *tokens = w->doc->lang->tokens.items;
    for (uint32_t e = 0; e < layer->events.n; e++) {
        const syn_event *event = &layer->events.items[e];
        uint32_t t = event->trigger_token;
        if (w->event_of[t] != e)
            continue; /* a noun of acting: its clause speaks */
        uint8_t r = tokens[t].deprel;
        uint32_t h = tokens[t].head;
        if (w->consumed[e])
            continue;
        syn_zone_kind zone = syn_doc_zone_at(w->doc, event->trigger.start);
        if (zone == SYN_ZONE_BOILERPLATE || zone == SYN_ZONE_BYLINE || zone == SYN_ZONE_DATELINE ||
            (zone == SYN_ZONE_HEADING && event->attribution == SYN_NONE))
            continue; /* a heading announces; its sentence tells */
        uint32_t a = w->cue_of[t];
        if (a != SYN_NONE && is_deed(w, a, event->lemma))
            a = SYN_NONE;
        if (a != SYN_NONE) {
            const syn_attribution *att = &w->doc->quote->attributions.items[a];
            bool plain = att->strength == SYN_ACT_DONE && !att->cue_negative;
            if (plain && is_bare_saying(event->lemma))
                continue; /* "an official said before the talks" tells nothing by itself */
            if (plain && !has_open_complement(w, t) && holds_event(w, att, e))
                continue;
            push_speech_act(w, e, a);
            continue;
        }
        uint32_t governor = h != SYN_NONE ? w->event_of[h] : SYN_NONE;
        if (syni_tree_is_open(&w->dw->tree, t) && (governor != SYN_NONE || r == SYN_DEPREL_ACL))
            continue;
        if (r == SYN_DEPREL_CCOMP && governor != SYN_NONE && w->cue_of[h] == SYN_NONE &&
            syn_span_contains(layer->events.items[governor].span, event->span))
            continue;
        syni_prop p = {
            .span = event->span, .head = t, .event = e, .attribution = event->attribution};
        p.deep = deep_event(w, e, false);
        take_strength(&p, &layer->events.items[p.deep]);
        p.warrant = event->warrant;
        if (is_denying(event->lemma) && p.stage == SYN_ACT_DONE && !p.negative) {
            p.negative = true;
            p.modality = SYN_MODALITY_DENIED;
        }
        uint32_t first = syni_token_at(w->doc, p.span.start), end = first;
        while (end < w->doc->lang->tokens.n && tokens[end].span.start < p.span.end)
            end++;
        uint32_t n = count_words(w->doc, first, end);
        bool dependent = r == SYN_DEPREL_ACL || r == SYN_DEPREL_ACL_RELCL ||
                         r == SYN_DEPREL_ADVCL || r == SYN_DEPREL_ADVCL_RELCL;
        if (n < 2 || (n < (r == SYN_DEPREL_ACL ? 5u : 4u) && dependent))
            continue;
        if (!has_subject(w, t) && !dependent && r != SYN_DEPREL_CONJ && !has_mention(w, p.span) &&
            event->attribution == SYN_NONE)
            continue;
        if (n < 3 && !has_subject(w, t) && !has_mention(w, p.span))
            continue;
        push(w, p);
    }
}

/* ---- without a parse, and what the parse left ------------------------------------------------ */

static bool opens_clause(syn_str form)
{
    static const char *const words[] = {"who", "which", "while", "but", "and", "after", "as",
        "when", "where", "whose", "although", "though", "because", "before", "saying", "adding",
        "so"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(form, syn_str_from(words[i])))
            return true;
    return false;
}

/* Words in small letters outside dates: a line of names and dates says nothing. */
static uint32_t plain_words(const prop_work *w, uint32_t first, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t t = first; t < end; t++) {
        const syn_token *token = &w->doc->lang->tokens.items[t];
        unsigned len;
        if (!token->form.len || !syn_cp_is_lower(syn_utf8_decode(token->form, 0, &len)))
            continue;
        bool dated = false;
        for (uint32_t i = 0; w->doc->timex && i < w->doc->timex->times.n && !dated; i++)
            dated = syn_span_contains(w->doc->timex->times.items[i].span, token->span);
        n += !dated;
    }
    return n;
}

static void push_fragment(prop_work *w, uint32_t first, uint32_t end)
{
    const syn_token *tokens = w->doc->lang->tokens.items;
    if (end - first > 0 && syn_doc_zone_at(w->doc, tokens[first].span.start) == SYN_ZONE_BODY &&
        plain_words(w, first, end) < 2)
        return;
    while (first < end && count_words(w->doc, first, first + 1) == 0)
        first++;
    while (end > first && count_words(w->doc, end - 1, end) == 0)
        end--;
    if (end <= first)
        return;
    syni_prop p = {.span = {tokens[first].span.start, tokens[end - 1].span.end},
        .head = SYN_NONE,
        .event = SYN_NONE,
        .deep = SYN_NONE};
    p.attribution = syni_attribution_over(w->doc, p.span);
    if (p.attribution != SYN_NONE) {
        const syn_attribution *a = &w->doc->quote->attributions.items[p.attribution];
        p.stage = a->strength;
        p.modality = (uint8_t)modality_of_cue(a);
        p.negative = a->cue_negative && !a->silence;
        p.warrant = a->source_class == SYN_SOURCE_ANONYMOUS ? SYN_WARRANT_ANONYMOUS
                    : a->source_class == SYN_SOURCE_UNKNOWN ? SYN_WARRANT_UNSOURCED
                                                            : SYN_WARRANT_ON_RECORD;
    }
    push(w, p);
}

static bool overlaps_cue(const prop_work *w, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (w->cue_of[t] != SYN_NONE)
            return true;
    return false;
}

static void fragments(prop_work *w)
{
    const syn_token *tokens = w->doc->lang->tokens.items;
    for (uint32_t s = 0; s < w->doc->lang->sentences.n; s++) {
        const syn_sentence *sentence = &w->doc->lang->sentences.items[s];
        syn_zone_kind zone = syn_doc_zone_at(w->doc, sentence->span.start);
        if (w->has_prop[s] || zone == SYN_ZONE_BOILERPLATE || zone == SYN_ZONE_BYLINE ||
            zone == SYN_ZONE_DATELINE)
            continue;
        uint32_t first = sentence->first_token, end = first + sentence->n_tokens;
        uint32_t n = count_words(w->doc, first, end);
        bool parsed = w->dw->is_parsed;
        bool headline = zone == SYN_ZONE_TITLE || zone == SYN_ZONE_CAPTION;
        bool said = syni_attribution_over(w->doc, sentence->span) != SYN_NONE;
        bool names = has_mention(w, sentence->span);
        if (zone == SYN_ZONE_HEADING && !said)
            continue;
        if (n < 3 || (!headline && !said && (n < 5 || (parsed && !names))))
            continue;
        if (parsed || headline) {
            push_fragment(w, first, end);
            continue;
        }
        /* Cut at a comma, a dash or a semicolon before a word that opens a clause. */
        uint32_t from = first;
        for (uint32_t t = first; t < end; t++) {
            syn_str form = tokens[t].form;
            bool mark = form.len && (form.ptr[0] == ',' || form.ptr[0] == ';' ||
                                        syn_str_eq(form, SYN_STR("—")));
            bool cut =
                mark && t + 1 < end && (form.ptr[0] == ';' || opens_clause(tokens[t + 1].form));
            if (!cut)
                continue;
            if (count_words(w->doc, from, t) >= 4 && count_words(w->doc, t, end) >= 4) {
                if (!(overlaps_cue(w, from, t) && count_words(w->doc, from, t) < 6))
                    push_fragment(w, from, t);
                from = t + 1;
            }
        }
        push_fragment(w, from, end);
    }
}

static int by_place(const void *x, const void *y)
{
    const syni_prop *p = x, *q = y;
    if (p->document != q->document)
        return p->document < q->document ? -1 : 1;
    if (p->span.start != q->span.start)
        return p->span.start < q->span.start ? -1 : 1;
    if (p->span.end != q->span.end)
        return p->span.end > q->span.end ? -1 : 1;
    return p->head < q->head ? -1 : p->head > q->head;
}

/* The same headline printed again bears nothing new; nor does the same span twice. */
static void drop_repeats(syni_build *b, uint32_t first)
{
    uint32_t kept = first;
    for (uint32_t i = first; i < b->props.n; i++) {
        syni_prop *p = &b->props.items[i];
        syn_str words = syni_words_of(b->docs[p->document].doc, p->span);
        bool repeat = false;
        for (uint32_t k = first; k < kept && !repeat; k++) {
            const syni_prop *q = &b->props.items[k];
            if (q->span.start == p->span.start && q->span.end == p->span.end)
                repeat = true;
            else if (q->zone == SYN_ZONE_TITLE && q->attribution == p->attribution)
                repeat = syn_str_eq(words, syni_words_of(b->docs[q->document].doc, q->span));
        }
        if (!repeat)
            b->props.items[kept++] = *p;
    }
    b->props.n = kept;
}

bool syni_build_props(syni_build *b)
{
    for (uint32_t d = 0; d < b->n_docs; d++) {
        syni_doc_work *dw = &b->docs[d];
        const syn_doc *doc = dw->doc;
        dw->first_prop = b->props.n;
        dw->end_prop = b->props.n;
        if (!doc->lang || doc->lang->tokens.n == 0)
            continue;
        uint32_t n = doc->lang->tokens.n;
        prop_work w = {.b = b, .doc = doc, .dw = dw, .document = d};
        w.event_of = SYN_NEW_N(b->scratch, uint32_t, n);
        w.cue_of = SYN_NEW_N(b->scratch, uint32_t, n);
        w.has_prop = SYN_NEW_N(b->scratch, bool, doc->lang->sentences.n + 1);
        w.consumed = SYN_NEW_N(b->scratch, bool, (doc->event ? doc->event->events.n : 0) + 1);
        if (syn_arena_failed(b->scratch))
            return false;
        for (uint32_t t = 0; t < n; t++)
            w.event_of[t] = w.cue_of[t] = SYN_NONE;
        if (doc->event)
            for (uint32_t e = 0; e < doc->event->events.n; e++)
                if (doc->event->events.items[e].trigger_token < n &&
                    is_clausal(dw, doc->event->events.items[e].trigger_token))
                    w.event_of[doc->event->events.items[e].trigger_token] = e;
        if (doc->quote)
            for (uint32_t a = 0; a < doc->quote->attributions.n; a++) {
                const syn_attribution *att = &doc->quote->attributions.items[a];
                if (att->cue_token < n)
                    w.cue_of[att->cue_token] = a;
                else if (att->cue.n) {
                    uint32_t t = syni_token_at(doc, att->cue.items[0].start);
                    if (t < n)
                        w.cue_of[t] = a;
                }
            }
        if (doc->event && dw->is_parsed)
            props_from_events(&w);
        fragments(&w);
        if (syn_arena_failed(b->scratch))
            return false;
        if (b->props.n > dw->first_prop)
            qsort(b->props.items + dw->first_prop, b->props.n - dw->first_prop,
                sizeof *b->props.items, by_place);
        drop_repeats(b, dw->first_prop);
        dw->end_prop = b->props.n;
    }
    return true;
}
