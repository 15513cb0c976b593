/* SPDX-License-Identifier: Apache-2.0
 *
 * On whose word: credits that reports give, the sources of a story, and chains of attribution.
 *
 * A source is one ultimate speaker as far as the texts tell: a named one by identity across
 * reports, an unnamed one by its label in one report alone. Two unnamed sources of one side are
 * "maybe the same", never one. A side is the country whose name, adjective or office stands in the
 * label, or that the speaker's identity has.
 */
#include "claim/build.h"

#include "text/text.h"

static bool is_pronoun(syn_str s)
{
    static const char *const words[] = {"he", "she", "they", "it", "we", "i", "who", "which", "him",
        "her", "them", "that", "those", "this", "one", "another", "both", "some", "others"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_nocase(s, syn_str_from(words[i])))
            return true;
    return false;
}

static syn_span whole_span(const syn_spans *spans)
{
    syn_span s = {SYN_NONE, SYN_NONE};
    if (spans->n) {
        s.start = spans->items[0].start;
        s.end = spans->items[spans->n - 1].end;
    }
    return s;
}

/* The country that stands behind words: the first nation named in them. */
static uint32_t side_of_words(const syni_build *b, uint32_t d, syn_span span)
{
    const syn_doc *doc = b->docs[d].doc;
    if (!doc->names || span.start == SYN_NONE)
        return SYN_NONE;
    for (uint32_t m = 0; m < doc->names->mentions.n; m++) {
        const syn_mention *mention = &doc->names->mentions.items[m];
        if (mention->span.start >= span.end)
            break;
        if (!syn_span_contains(span, mention->span) || mention->entity == SYN_NONE)
            continue;
        uint32_t s = b->docs[d].entity_of[mention->entity];
        if (s != SYN_NONE && (mention->type == SYN_ENTITY_GPE || mention->type == SYN_ENTITY_NORP))
            return s;
    }
    return SYN_NONE;
}

static uint32_t entity_by_key(const syn_story *story, syn_str prefix, syn_str code)
{
    for (uint32_t e = 0; code.len && e < story->entities.n; e++) {
        syn_str key = story->entities.items[e].key;
        if (key.len == prefix.len + code.len && syn_str_starts(key, prefix) &&
            syn_str_ends(key, code))
            return e;
    }
    return SYN_NONE;
}

static uint32_t side_of_entity(const syni_build *b, uint32_t s)
{
    const syn_story_entity *entity = &b->story->entities.items[s];
    for (uint32_t i = 0; i < entity->epithets.n; i++) {
        uint32_t side = side_of_words(
            b, entity->epithets.items[i].at.document, entity->epithets.items[i].at.span);
        if (side != SYN_NONE && side != s)
            return side;
    }
    uint32_t side = entity_by_key(b->story, SYN_STR("iso3166:"), entity->country);
    if (side != SYN_NONE)
        return side;
    return entity->type == SYN_ENTITY_GPE ? s : SYN_NONE;
}

/* ---- credits ------------------------------------------------------------------------------- */

typedef SYN_VEC(syn_credit) credit_vec;

static void add_credit(syni_build *b, credit_vec *credits, syn_credit c)
{
    c.name = syni_bare_name(c.name);
    if (!c.name.len || is_pronoun(c.name))
        return;
    syn_str folded = syn_text_fold(b->scratch, c.name);
    for (uint32_t i = 0; i < credits->n; i++)
        if (syn_str_eq(syn_text_fold(b->scratch, credits->items[i].name), folded)) {
            credits->items[i].whole = credits->items[i].whole || c.whole;
            credits->items[i].picture = credits->items[i].picture && c.picture;
            if (credits->items[i].span.start == SYN_NONE)
                credits->items[i].span = c.span;
            return;
        }
    SYN_PUSH(b->keep, *credits, c);
}

static bool is_capital(syn_str s)
{
    return syn_text_is_capitalised(syn_str_trim(s)) && s.len >= 2 && s.len <= 60;
}

/* Ways of crediting that need no list of agencies: "CITY (X) -", "X contributed to this report",
 * "(Photo by Y/X)", "via X". The first two credit the whole. */
static void credits_by_form(syni_build *b, uint32_t d, credit_vec *credits)
{
    const syn_doc *doc = b->docs[d].doc;
    for (uint32_t z = 0; z < doc->zones.n; z++) {
        syn_span zone = doc->zones.items[z].span;
        syn_str words = syn_str_span(doc->text, zone);
        syn_zone_kind kind = doc->zones.items[z].kind;
        size_t from = SIZE_MAX, to = 0;
        syn_credit c = {.source_class = SYN_SOURCE_AGENCY};
        if (kind == SYN_ZONE_DATELINE) {
            from = syn_str_find(words, SYN_STR("("));
            if (from != SIZE_MAX) {
                from++;
                to = syn_str_find(syn_str_slice(words, from, words.len), SYN_STR(")"));
                to = to == SIZE_MAX ? 0 : from + to;
            }
            c.whole = true;
        } else if (kind == SYN_ZONE_BYLINE) {
            to = syn_str_find(words, SYN_STR(" contributed to this"));
            from = to == SIZE_MAX ? SIZE_MAX : 0;
            c.whole = false; /* a part, and nobody knows which */
        } else if (kind == SYN_ZONE_CAPTION) {
            from = syn_str_find(words, SYN_STR("via "));
            if (from != SIZE_MAX) {
                from += 4;
                to = from;
                while (to < words.len && words.ptr[to] != '\n' && words.ptr[to] != ')' &&
                       words.ptr[to] != '.')
                    to++;
            }
        }
        if (from == SIZE_MAX || to > words.len || to <= from)
            continue;
        c.name = syn_str_trim(syn_str_slice(words, from, to));
        if (!is_capital(syni_bare_name(c.name)) || syn_str_find(c.name, SYN_STR(",")) != SIZE_MAX)
            continue;
        uint32_t start = zone.start + (uint32_t)(c.name.ptr - words.ptr);
        c.span = (syn_span){start, start + (uint32_t)c.name.len};
        if (kind == SYN_ZONE_CAPTION)
            c.picture = true;
        add_credit(b, credits, c);
    }
}

static void credits_of(syni_build *b, uint32_t d)
{
    const syn_doc *doc = b->docs[d].doc;
    syn_story_document *sd = &b->story->documents.items[d];
    credit_vec credits = {0};
    for (uint32_t i = 0; i < doc->meta.agencies.n; i++) {
        syn_credit c = {.name = doc->meta.agencies.items[i],
            .span = {SYN_NONE, SYN_NONE},
            .source_class = SYN_SOURCE_AGENCY};
        size_t from = 0;
        while (from < doc->text.len) {
            size_t at = syn_str_find(syn_str_slice(doc->text, from, doc->text.len), c.name);
            if (at == SIZE_MAX)
                break;
            syn_span s = {(uint32_t)(from + at), (uint32_t)(from + at + c.name.len)};
            syn_zone_kind zone = syn_doc_zone_at(doc, s.start);
            if (c.span.start == SYN_NONE)
                c.span = s;
            if (zone == SYN_ZONE_BYLINE || zone == SYN_ZONE_DATELINE) {
                c.span = s;
                c.whole = true;
                break;
            }
            from = s.end;
        }
        add_credit(b, &credits, c);
    }
    if (doc->quote)
        for (uint32_t a = 0; a < doc->quote->attributions.n; a++) {
            const syn_attribution *att = &doc->quote->attributions.items[a];
            for (uint32_t v = 0; v < att->via.n; v++) {
                syn_credit c = {.name = syn_str_span(doc->text, att->via.items[v].span),
                    .span = att->via.items[v].span,
                    .source_class = att->via.items[v].source_class};
                uint32_t e = att->via.items[v].entity;
                if (e != SYN_NONE && doc->names && e < doc->names->entities.n)
                    c.name = doc->names->entities.items[e].name;
                if (c.source_class == SYN_SOURCE_AGENCY || c.source_class == SYN_SOURCE_OUTLET)
                    add_credit(b, &credits, c);
            }
            bool desk =
                att->source_class == SYN_SOURCE_AGENCY || att->source_class == SYN_SOURCE_OUTLET;
            if (desk && att->source.n) {
                syn_credit c = {
                    .span = whole_span(&att->source), .source_class = att->source_class};
                c.name = syn_str_span(doc->text, c.span);
                /* The entity's own name only where these words hold it. */
                if (att->speaker != SYN_NONE && doc->names &&
                    syn_str_find(c.name, doc->names->entities.items[att->speaker].name) != SIZE_MAX)
                    c.name = doc->names->entities.items[att->speaker].name;
                if (c.name.len < 60)
                    add_credit(b, &credits, c);
            }
        }
    credits_by_form(b, d, &credits);
    sd->credits.items = credits.items;
    sd->credits.n = credits.n;
}

/* ---- sources ------------------------------------------------------------------------------- */

typedef SYN_VEC(syn_story_source) source_vec;
typedef SYN_VEC(syn_place) place_vec;

static void source_of(syni_build *b, source_vec *sources, uint32_t d, uint32_t a)
{
    const syn_doc *doc = b->docs[d].doc;
    const syn_attribution *att = &doc->quote->attributions.items[a];
    if (!att->source.n)
        return;
    uint32_t entity = SYN_NONE;
    if (att->speaker != SYN_NONE && doc->names && att->speaker < doc->names->entities.n)
        entity = b->docs[d].entity_of[att->speaker];
    syn_span span = whole_span(&att->source);
    syn_str label = syni_one_line(b->keep, syn_str_span(doc->text, span));
    bool anonymous =
        att->source_class == SYN_SOURCE_ANONYMOUS || att->source_class == SYN_SOURCE_UNKNOWN;
    if (entity == SYN_NONE && is_pronoun(label))
        return;
    if (anonymous && is_pronoun(label))
        return;
    syn_str folded = syn_text_fold(b->scratch, syni_bare_name(label));
    for (uint32_t s = 0; s < sources->n; s++) {
        syn_story_source *x = &sources->items[s];
        bool x_anonymous =
            x->source_class == SYN_SOURCE_ANONYMOUS || x->source_class == SYN_SOURCE_UNKNOWN;
        bool same;
        if (anonymous || x_anonymous)
            same = anonymous && x_anonymous && x->mentions.items[0].document == d &&
                   (syn_str_eq(syn_text_fold(b->scratch, syni_bare_name(x->label)), folded) ||
                       (entity != SYN_NONE && entity == x->entity));
        else
            same = (entity != SYN_NONE && entity == x->entity) ||
                   (entity == SYN_NONE && x->entity == SYN_NONE &&
                       syn_str_eq(syn_text_fold(b->scratch, syni_bare_name(x->label)), folded));
        if (!same)
            continue;
        b->docs[d].source_of[a] = s;
        /* Mentions grow in blocks of a power of two. */
        place_vec mentions = {x->mentions.items, x->mentions.n, x->mentions.n};
        syn_place at = {d, span};
        SYN_PUSH(b->keep, mentions, at);
        x->mentions.items = mentions.items;
        x->mentions.n = mentions.n;
        return;
    }
    syn_story_source x = {.id = syn_arena_printf(b->keep, "S%u", sources->n + 1),
        .label = label,
        .source_class = att->source_class,
        .entity = anonymous ? SYN_NONE : entity,
        .side = SYN_NONE,
        .n_min = att->n_min,
        .n_max = att->n_max};
    if (!x.n_min && !x.n_max)
        x.n_min = x.n_max = 1;
    if (x.entity != SYN_NONE) {
        x.label = b->story->entities.items[entity].name;
        x.side = side_of_entity(b, entity);
    }
    if (x.side == SYN_NONE)
        x.side = side_of_words(b, d, span);
    place_vec mentions = {0};
    syn_place at = {d, span};
    SYN_PUSH(b->keep, mentions, at);
    x.mentions.items = mentions.items;
    x.mentions.n = mentions.n;
    b->docs[d].source_of[a] = sources->n;
    SYN_PUSH(b->keep, *sources, x);
}

bool syni_build_sources(syni_build *b)
{
    source_vec sources = {0};
    for (uint32_t d = 0; d < b->n_docs; d++) {
        credits_of(b, d);
        const syn_doc *doc = b->docs[d].doc;
        if (!doc->quote)
            continue;
        for (uint32_t a = 0; a < doc->quote->attributions.n; a++) {
            b->docs[d].source_of[a] = SYN_NONE;
            source_of(b, &sources, d, a);
        }
    }
    if (syn_arena_failed(b->keep) || syn_arena_failed(b->scratch))
        return false;
    for (uint32_t s = 0; s < sources.n; s++)
        for (uint32_t t = 0; t < sources.n; t++) {
            syn_story_source *x = &sources.items[s], *y = &sources.items[t];
            bool unnamed =
                x->source_class == SYN_SOURCE_ANONYMOUS && y->source_class == SYN_SOURCE_ANONYMOUS;
            if (s != t && unnamed &&
                (x->side == y->side || x->side == SYN_NONE || y->side == SYN_NONE))
                syni_ids_add(b->keep, &x->maybe_same, t);
        }
    b->story->sources.items = sources.items;
    b->story->sources.n = sources.n;
    return !syn_arena_failed(b->keep);
}
