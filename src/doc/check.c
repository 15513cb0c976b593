/* SPDX-License-Identifier: Apache-2.0
 *
 * syn_doc_check: every invariant that include/synoptic/doc.h names, in one pass a layer.
 *
 * Invariants checked: text is valid UTF-8; every span lies in the text, on character boundaries,
 * and is not turned round; zones and map segments partition the text; sentences and tokens ascend
 * without overlap; every character that is not white space lies in a token; each parsed sentence is
 * one tree; indices are in range; mentions, attributions and events are in order; chains of
 * attribution parents end. Cost: linear in text and layers. Allocates nothing: trees are checked
 * with a fixed array of SYN_MAX_SENTENCE_TOKENS marks (each node is walked once), parent chains by
 * their bound SYN_MAX_ATTRIBUTION_DEPTH. Rejected: Brent's cycle detection for each node, which
 * needs no marks but is quadratic on a chain.
 */
#include <synoptic/doc.h>

#include "text/text.h"

typedef struct check {
    const syn_doc *doc;
    syn_err *err;
    const char *what;
    bool failed;
} check;

static void breach(check *c, const char *rule, uint64_t number)
{
    char id[128];

    if (c->failed)
        return;
    c->failed = true;
    (void)snprintf(id, sizeof id, "%.*s", c->doc->id.len > 100 ? 100 : (int)c->doc->id.len,
        c->doc->id.ptr != NULL ? c->doc->id.ptr : "");
    (void)syn_err_set(c->err, SYN_E_BUG, id, "broken invariant: %s %llu: %s", c->what,
        (unsigned long long)number, rule);
}

static void need(check *c, bool holds, const char *rule, uint64_t number)
{
    if (!holds)
        breach(c, rule, number);
}

static bool on_boundary(syn_str text, uint32_t at)
{
    return at == text.len || (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) != 0x80);
}

static bool span_is_good(const check *c, syn_span span)
{
    return span.start <= span.end && span.end <= c->doc->text.len &&
           on_boundary(c->doc->text, span.start) && on_boundary(c->doc->text, span.end);
}

static void need_span(check *c, syn_span span, uint64_t number)
{
    need(c, span_is_good(c, span) && span.start < span.end,
        "span is empty, outside of the text or inside a character", number);
}

/* A span that may stand for "nowhere". */
static void need_span_or_none(check *c, syn_span span, uint64_t number)
{
    if (span.start != SYN_NONE)
        need(c, span_is_good(c, span), "span is outside of the text or inside a character", number);
}

static void need_index(check *c, uint32_t index, uint32_t n, uint64_t number)
{
    need(c, index == SYN_NONE || index < n, "index is out of range", number);
}

static void need_utf8(check *c, syn_str s, uint64_t number)
{
    need(c, s.len == 0 || (s.ptr != NULL && syn_utf8_invalid(s) == SIZE_MAX),
        "string is not valid UTF-8", number);
}

static void check_ingest(check *c)
{
    const syn_doc *doc = c->doc;
    uint32_t at = 0;

    c->what = "text";
    need(c, doc->text.len < SYN_NONE, "text is longer than its offsets can say", 0);
    need_utf8(c, doc->text, 0);
    c->what = "id";
    need_utf8(c, doc->id, 0);
    c->what = "zone";
    for (uint32_t i = 0; i < doc->zones.n && !c->failed; i++) {
        need_span(c, doc->zones.items[i].span, i);
        need(c, doc->zones.items[i].span.start == at, "zones leave a gap or overlap", i);
        need(c, doc->zones.items[i].kind < SYN_N_ZONE_KINDS, "kind is out of range", i);
        at = doc->zones.items[i].span.end;
    }
    need(c, doc->zones.n == 0 || at == doc->text.len, "zones end before the text", doc->zones.n);
    c->what = "map segment";
    at = 0;
    for (uint32_t i = 0; i < doc->map.n && !c->failed; i++) {
        const syn_map_segment *s = &doc->map.items[i];

        need(c, s->text_start >= at, "segments overlap or are out of order", i);
        need(c, s->text_len <= doc->text.len && s->text_start <= doc->text.len - s->text_len,
            "segment is outside of the text", i);
        need(c, doc->source.bytes == 0 || s->raw_start + s->raw_len <= doc->source.bytes,
            "segment is outside of the raw bytes", i);
        at = s->text_start + s->text_len;
    }
    c->what = "published date";
    need_span_or_none(c, doc->meta.published_span, 0);
    need(c, doc->meta.published.len == 0 || doc->meta.published_from != SYN_PUBLISHED_UNKNOWN,
        "a date without where it is from", 0);
}

static void check_diagnostics(check *c, const syn_diagnostics *list)
{
    c->what = "diagnostic";
    for (uint32_t i = 0; i < list->n && !c->failed; i++) {
        need_span_or_none(c, list->items[i].span, i);
        need(c, list->items[i].code.len > 0, "code is empty", i);
        need_utf8(c, list->items[i].message, i);
    }
}

/* Nothing but white space in [from, to). */
static bool is_blank(syn_str text, uint32_t from, uint32_t to)
{
    while (from < to) {
        unsigned len;

        if (!syn_cp_is_space(syn_utf8_decode(text, from, &len)))
            return false;
        from += len;
    }
    return true;
}

static void check_tokens(check *c, const syn_lang_layer *lang)
{
    syn_str text = c->doc->text;
    uint32_t covered = 0, surface = 0;

    c->what = "token";
    for (uint32_t i = 0; i < lang->tokens.n && !c->failed; i++) {
        const syn_token *t = &lang->tokens.items[i];
        uint32_t start;

        need_span(c, t->span, i);
        need(c, i == 0 || lang->tokens.items[i - 1].span.end <= t->span.start,
            "tokens overlap or are out of order", i);
        need(c, t->upos < SYN_N_UPOS && t->deprel < SYN_N_DEPRELS, "tag is out of range", i);
        need(c, t->sentence < lang->sentences.n, "sentence is out of range", i);
        if (c->failed)
            return;
        start = t->span.start;
        if (surface < lang->surface.n && lang->surface.items[surface].first_token == i)
            start = lang->surface.items[surface].span.start;
        if (covered < start)
            need(c, is_blank(text, covered, start), "characters before it lie in no token", i);
        if (surface < lang->surface.n && lang->surface.items[surface].first_token == i) {
            if (lang->surface.items[surface].span.end > covered)
                covered = lang->surface.items[surface].span.end;
            surface++;
        }
        if (t->span.end > covered)
            covered = t->span.end;
        need_utf8(c, t->lemma, i);
        need_utf8(c, t->form, i);
    }
    if (!c->failed && covered <= text.len)
        need(c, is_blank(text, covered, (uint32_t)text.len),
            "characters after the last lie in no token", lang->tokens.n);
}

/* One root, every head inside, no cycle: each node is coloured once. */
static void check_tree(check *c, const syn_lang_layer *lang, const syn_sentence *s, uint32_t number)
{
    uint16_t colour[SYN_MAX_SENTENCE_TOKENS] = {0}; /* 0 not seen, else number of the walk + 1 */
    uint32_t n_roots = 0;

    for (uint32_t i = 0; i < s->n_tokens; i++) {
        uint32_t head = lang->tokens.items[s->first_token + i].head;

        if (head == SYN_NONE)
            n_roots++;
        else if (head < s->first_token || head >= s->first_token + s->n_tokens) {
            breach(c, "a head lies outside of the sentence", number);
            return;
        }
    }
    need(c, n_roots == 1, "the tree has not one root", number);
    for (uint32_t i = 0; i < s->n_tokens && !c->failed; i++) {
        uint16_t walk = (uint16_t)(i + 1);
        uint32_t at = i;

        while (colour[at] == 0) {
            uint32_t head = lang->tokens.items[s->first_token + at].head;

            colour[at] = walk;
            if (head == SYN_NONE)
                break;
            at = head - s->first_token;
            if (colour[at] == walk)
                breach(c, "the tree has a cycle", number);
        }
    }
}

static void check_lang(check *c, const syn_lang_layer *lang)
{
    uint32_t next = 0, at = 0;

    c->what = "paragraph";
    for (uint32_t i = 0; i < lang->paragraphs.n && !c->failed; i++) {
        need_span(c, lang->paragraphs.items[i], i);
        need(c, lang->paragraphs.items[i].start >= at, "paragraphs overlap or are out of order", i);
        at = lang->paragraphs.items[i].end;
    }
    c->what = "surface";
    at = 0;
    for (uint32_t i = 0; i < lang->surface.n && !c->failed; i++) {
        const syn_surface *s = &lang->surface.items[i];

        need_span(c, s->span, i);
        need(c, s->first_token < s->end_token && s->end_token <= lang->tokens.n,
            "words are out of range", i);
        need(c,
            s->span.start >= at &&
                (i == 0 || lang->surface.items[i - 1].end_token <= s->first_token),
            "surface tokens overlap or are out of order", i);
        at = s->span.end;
        for (uint32_t k = s->first_token; k < s->end_token && !c->failed; k++)
            need(c, syn_span_contains(s->span, lang->tokens.items[k].span),
                "a word lies outside of it", i);
    }
    if (c->failed)
        return;
    check_tokens(c, lang);
    c->what = "sentence";
    for (uint32_t i = 0; i < lang->sentences.n && !c->failed; i++) {
        const syn_sentence *s = &lang->sentences.items[i];

        need_span(c, s->span, i);
        need(c, s->first_token == next, "tokens are left out or shared", i);
        need(c, s->n_tokens > 0 && s->n_tokens <= lang->tokens.n - next, "no tokens, or too many",
            i);
        need(c, s->n_tokens <= SYN_MAX_SENTENCE_TOKENS, "longer than SYN_MAX_SENTENCE_TOKENS", i);
        need_index(c, s->paragraph, lang->paragraphs.n, i);
        if (c->failed)
            return;
        next += s->n_tokens;
        need(c,
            s->paragraph == SYN_NONE ||
                syn_span_contains(lang->paragraphs.items[s->paragraph], s->span),
            "sentence lies outside of its paragraph", i);
        for (uint32_t k = s->first_token; k < next && !c->failed; k++) {
            need(c, lang->tokens.items[k].sentence == i, "a token names another sentence", i);
            need(c, syn_span_contains(s->span, lang->tokens.items[k].span),
                "a token lies outside of its span", i);
        }
        if (lang->is_parsed && !c->failed)
            check_tree(c, lang, s, i);
    }
    need(c, next == lang->tokens.n, "tokens stand after the last sentence", lang->sentences.n);
    check_diagnostics(c, &lang->diagnostics);
}

static uint32_t n_tokens_of(const check *c)
{
    return c->doc->lang != NULL ? c->doc->lang->tokens.n : 0;
}

static uint32_t n_entities_of(const check *c)
{
    return c->doc->names != NULL ? c->doc->names->entities.n : 0;
}

static bool is_share(float x)
{
    return x >= 0.0F && x <= 1.0F;
}

static void check_names(check *c, const syn_names_layer *names)
{
    c->what = "mention";
    for (uint32_t i = 0; i < names->mentions.n && !c->failed; i++) {
        const syn_mention *m = &names->mentions.items[i];

        need_span(c, m->span, i);
        need(c, span_is_good(c, m->head) && syn_span_contains(m->span, m->head),
            "head lies outside of its span", i);
        need(c,
            i == 0 || names->mentions.items[i - 1].span.start < m->span.start ||
                (names->mentions.items[i - 1].span.start == m->span.start &&
                    names->mentions.items[i - 1].span.end >= m->span.end),
            "mentions are out of order", i);
        need(c, m->kind <= SYN_MENTION_PRONOUN && m->type < SYN_N_ENTITY_TYPES,
            "kind or type is out of range", i);
        need(c, m->first_token <= m->end_token && m->end_token <= n_tokens_of(c),
            "tokens are out of range", i);
        need_index(c, m->head_token, n_tokens_of(c), i);
        need_index(c, m->entity, names->entities.n, i);
        need(c, is_share(m->confidence), "confidence is not from 0 to 1", i);
    }
    c->what = "entity";
    for (uint32_t i = 0; i < names->entities.n && !c->failed; i++) {
        const syn_entity *e = &names->entities.items[i];

        need(c, e->type < SYN_N_ENTITY_TYPES, "type is out of range", i);
        need_utf8(c, e->name, i);
        need(c, is_share(e->confidence), "confidence is not from 0 to 1", i);
        for (uint32_t k = 0; k < e->mentions.n && !c->failed; k++) {
            uint32_t m = e->mentions.items[k];

            need(c, m < names->mentions.n, "mention is out of range", i);
            need(c, c->failed || names->mentions.items[m].entity == i,
                "a mention names another entity", i);
            need(c, k == 0 || e->mentions.items[k - 1] < m, "mentions are out of order", i);
        }
    }
    check_diagnostics(c, &names->diagnostics);
}

static void check_timex(check *c, const syn_timex_layer *timex)
{
    c->what = "time";
    for (uint32_t i = 0; i < timex->times.n && !c->failed; i++) {
        need_span(c, timex->times.items[i].span, i);
        need(c, timex->times.items[i].type <= SYN_TIME_SET, "type is out of range", i);
        need(c, i == 0 || timex->times.items[i - 1].span.start <= timex->times.items[i].span.start,
            "times are out of order", i);
    }
    c->what = "quantity";
    for (uint32_t i = 0; i < timex->quantities.n && !c->failed; i++) {
        const syn_quantity *q = &timex->quantities.items[i];

        need_span(c, q->span, i);
        need_span_or_none(c, q->of, i);
        need(c, !q->has_low || !q->has_high || q->low <= q->high, "low is above high", i);
        need(c, i == 0 || timex->quantities.items[i - 1].span.start <= q->span.start,
            "quantities are out of order", i);
    }
    c->what = "published date";
    need_span_or_none(c, timex->published_span, 0);
    check_diagnostics(c, &timex->diagnostics);
}

static void check_spans(check *c, const syn_spans *spans, uint64_t number)
{
    for (uint32_t i = 0; i < spans->n && !c->failed; i++) {
        need_span(c, spans->items[i], number);
        need(c, i == 0 || spans->items[i - 1].end <= spans->items[i].start,
            "spans overlap or are out of order", number);
    }
}

static void check_quote(check *c, const syn_quote_layer *quote)
{
    c->what = "attribution";
    for (uint32_t i = 0; i < quote->attributions.n && !c->failed; i++) {
        const syn_attribution *a = &quote->attributions.items[i];
        uint32_t above = a->parent, depth = 0;

        check_spans(c, &a->source, i);
        check_spans(c, &a->cue, i);
        check_spans(c, &a->content, i);
        check_spans(c, &a->quoted, i);
        need(c, a->content.n > 0, "content is empty", i);
        if (c->failed)
            return;
        need(c,
            i == 0 || quote->attributions.items[i - 1].content.items[0].start <=
                          a->content.items[0].start,
            "attributions are out of order", i);
        need(c,
            a->kind <= SYN_ATTRIBUTION_MIXED && a->source_class <= SYN_SOURCE_UNKNOWN &&
                a->strength < SYN_N_ACTS,
            "kind, class or strength is out of range", i);
        need_index(c, a->speaker, n_entities_of(c), i);
        need_index(c, a->cue_token, n_tokens_of(c), i);
        need_index(c, a->parent, quote->attributions.n, i);
        need(c, a->n_min <= a->n_max, "fewest speakers are more than most", i);
        need(c, is_share(a->confidence), "confidence is not from 0 to 1", i);
        for (uint32_t k = 0; k < a->via.n && !c->failed; k++) {
            need_span(c, a->via.items[k].span, i);
            need_index(c, a->via.items[k].entity, n_entities_of(c), i);
        }
        while (!c->failed && above != SYN_NONE) {
            need(c, depth++ < SYN_MAX_ATTRIBUTION_DEPTH, "chain of parents has a cycle", i);
            need_index(c, above, quote->attributions.n, i);
            if (!c->failed)
                above = quote->attributions.items[above].parent;
        }
    }
    check_diagnostics(c, &quote->diagnostics);
}

static void check_event(check *c, const syn_event_layer *event)
{
    uint32_t n_attributions = c->doc->quote != NULL ? c->doc->quote->attributions.n : 0;

    c->what = "event";
    for (uint32_t i = 0; i < event->events.n && !c->failed; i++) {
        const syn_event *e = &event->events.items[i];

        need_span(c, e->trigger, i);
        need_span(c, e->span, i);
        need(c, i == 0 || event->events.items[i - 1].trigger.start <= e->trigger.start,
            "events are out of order", i);
        need_index(c, e->trigger_token, n_tokens_of(c), i);
        need_index(c, e->sentence, c->doc->lang != NULL ? c->doc->lang->sentences.n : 0, i);
        need_index(c, e->attribution, n_attributions, i);
        need(c,
            e->stage < SYN_N_ACTS && e->warrant < SYN_N_WARRANTS && e->modality < SYN_N_MODALITIES,
            "strength is out of range", i);
        need(c, e->factuality >= -3.0F && e->factuality <= 3.0F, "factuality is not from -3 to 3",
            i);
        for (uint32_t k = 0; k < e->args.n && !c->failed; k++) {
            need_span(c, e->args.items[k].span, i);
            need(c, e->args.items[k].role < SYN_N_ROLES, "role is out of range", i);
            need_index(c, e->args.items[k].entity, n_entities_of(c), i);
            need_index(c, e->args.items[k].head_token, n_tokens_of(c), i);
        }
    }
    check_diagnostics(c, &event->diagnostics);
}

syn_status syn_doc_check(const syn_doc *doc, syn_err *err)
{
    check c = {.doc = doc, .err = err, .what = "document"};

    check_ingest(&c);
    if (!c.failed)
        check_diagnostics(&c, &doc->diagnostics);
    if (!c.failed && doc->lang != NULL)
        check_lang(&c, doc->lang);
    if (!c.failed && doc->names != NULL)
        check_names(&c, doc->names);
    if (!c.failed && doc->timex != NULL)
        check_timex(&c, doc->timex);
    if (!c.failed && doc->quote != NULL)
        check_quote(&c, doc->quote);
    if (!c.failed && doc->event != NULL)
        check_event(&c, doc->event);
    return c.failed ? SYN_E_BUG : SYN_OK;
}

syn_zone_kind syn_doc_zone_at(const syn_doc *doc, uint32_t at)
{
    uint32_t low = 0, high = doc->zones.n;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (doc->zones.items[mid].span.end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < doc->zones.n && doc->zones.items[low].span.start <= at ? doc->zones.items[low].kind
                                                                        : SYN_ZONE_BODY;
}
