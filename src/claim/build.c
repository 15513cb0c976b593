/* SPDX-License-Identifier: Apache-2.0
 *
 * Building a story: reports into one order, then the steps of build.h.
 *
 * Reports are ordered by the base name of their path, then SHA-256, then id, whatever order they
 * came in; the same bytes count once. Everything after that is a function of this order, so the
 * story is the same for any order of input and any number of threads.
 */
#include "claim/build.h"

#include "text/text.h"

const char *syn_when_name(syn_when when)
{
    static const char *const names[] = {"unknown", "before", "during", "after"};
    return (unsigned)when < 4 ? names[when] : "unknown";
}

const char *syn_claim_type_name(syn_claim_type type)
{
    static const char *const names[] = {
        "event", "statement", "request", "commitment", "position", "plan", "background"};
    return (unsigned)type < SYN_N_CLAIM_TYPES ? names[type] : "event";
}

const char *syn_differ_name(syn_differ kind)
{
    static const char *const names[] = {"polarity", "modality", "number", "time", "place", "name",
        "role", "source", "scope", "framing"};
    return (unsigned)kind < SYN_N_DIFFER_KINDS ? names[kind] : "framing";
}

const char *syn_relation_name(syn_relation relation)
{
    static const char *const names[] = {"conflict", "update", "precision", "scope", "wording"};
    return (unsigned)relation < SYN_N_RELATIONS ? names[relation] : "wording";
}

static syn_str base_name(syn_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return syn_str_slice(path, at, path.len);
}

static int by_name(const void *x, const void *y)
{
    const syn_doc *p = *(const syn_doc *const *)x, *q = *(const syn_doc *const *)y;
    int c = syn_str_cmp(base_name(p->source.path), base_name(q->source.path));
    if (c == 0)
        c = syn_str_cmp(p->id, q->id);
    if (c == 0)
        c = syn_str_cmp(p->source.sha256, q->source.sha256);
    return c;
}

static syn_str label_of(syn_arena *arena, uint32_t i)
{
    char letters[8];
    size_t n = sizeof letters;
    do {
        letters[--n] = (char)('A' + i % 26);
        i = i / 26;
    } while (i-- > 0 && n > 0);
    return syn_arena_str(arena, (syn_str){letters + n, sizeof letters - n});
}

/* ---- words and reuse ------------------------------------------------------------------------- */

static bool words_of(syni_build *b, syni_doc_work *dw, syn_intern *intern)
{
    const syn_doc *doc = dw->doc;
    syn_str text = doc->text;
    SYN_VEC(uint32_t) ids = {0};
    SYN_VEC(syn_span) spans = {0};
    for (uint32_t z = 0; z < doc->zones.n || (z == 0 && doc->zones.n == 0); z++) {
        syn_span zone = {0, (uint32_t)text.len};
        if (doc->zones.n) {
            zone = doc->zones.items[z].span;
            if (doc->zones.items[z].kind == SYN_ZONE_BOILERPLATE ||
                doc->zones.items[z].kind == SYN_ZONE_BYLINE)
                continue;
        }
        for (uint32_t i = zone.start; i < zone.end;) {
            unsigned len;
            uint32_t c = syn_utf8_decode(text, i, &len);
            if (!syn_cp_is_alnum(c)) {
                i += len;
                continue;
            }
            uint32_t start = i;
            while (i < zone.end) {
                c = syn_utf8_decode(text, i, &len);
                if (!syn_cp_is_alnum(c))
                    break;
                i += len;
            }
            syn_span s = {start, i};
            uint32_t id = syn_intern_id(intern, syn_text_lower(b->scratch, syn_str_span(text, s)));
            if (id == SYN_NONE)
                return false;
            SYN_PUSH(b->scratch, ids, id);
            SYN_PUSH(b->scratch, spans, s);
        }
    }
    dw->words = (syni_words){ids.items, spans.items, ids.n};
    return !syn_arena_failed(b->scratch);
}

static const syn_credit *credited(const syn_story_document *sd, const syn_story_document *other)
{
    for (uint32_t c = 0; c < sd->credits.n; c++) {
        syn_str name = sd->credits.items[c].name;
        if (other->doc->meta.outlet.len && syn_str_eq_nocase(name, other->doc->meta.outlet))
            return &sd->credits.items[c];
        for (uint32_t k = 0; k < other->credits.n; k++)
            if (other->credits.items[k].whole &&
                syn_str_eq_nocase(name, other->credits.items[k].name))
                return &sd->credits.items[c];
    }
    return NULL;
}

bool syni_build_words(syni_build *b)
{
    syn_intern intern;
    syn_intern_init(&intern, b->scratch);
    for (uint32_t d = 0; d < b->n_docs; d++)
        if (!words_of(b, &b->docs[d], &intern))
            return false;
    SYN_VEC(syn_reuse) found = {0};
    for (uint32_t a = 0; a < b->n_docs; a++)
        for (uint32_t c = a + 1; c < b->n_docs; c++) {
            syni_reuse_pairs pairs;
            if (!syni_reuse_find(&b->docs[a].words, &b->docs[c].words, 6, b->scratch, &pairs))
                return false;
            const syn_story_document *da = &b->story->documents.items[a];
            const syn_story_document *dc = &b->story->documents.items[c];
            const syn_credit *a_credits_c = credited(da, dc), *c_credits_a = credited(dc, da);
            for (uint32_t i = 0; i < pairs.n; i++) {
                syn_reuse r = {.a = {a, pairs.items[i].a},
                    .b = {c, pairs.items[i].b},
                    .similarity = pairs.items[i].similarity};
                const syn_credit *credit = NULL;
                if (c_credits_a && !a_credits_c) {
                    r.from = 'a';
                    credit = c_credits_a;
                } else if (a_credits_c && !c_credits_a) {
                    r.from = 'b';
                    credit = a_credits_c;
                }
                if (credit)
                    r.agency = credit->name;
                SYN_PUSH(b->keep, found, r);
            }
        }
    b->story->reuse.items = found.items;
    b->story->reuse.n = found.n;
    return !syn_arena_failed(b->keep);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool prepare(syni_build *b, const syn_doc **docs, uint32_t n)
{
    syn_story *story = b->story;
    b->n_docs = n;
    b->docs = SYN_NEW_N(b->scratch, syni_doc_work, n);
    story->documents.items = SYN_NEW_N(b->keep, syn_story_document, n);
    if (!b->docs || !story->documents.items)
        return false;
    story->documents.n = n;
    for (uint32_t d = 0; d < n; d++) {
        const syn_doc *doc = docs[d];
        syni_doc_work *dw = &b->docs[d];
        syn_story_document *sd = &story->documents.items[d];
        dw->doc = sd->doc = doc;
        sd->label = label_of(b->keep, d);
        sd->published = doc->meta.published;
        sd->published_from = doc->meta.published_from;
        sd->published_span = doc->meta.published_span;
        if (!sd->published.len)
            sd->published_span = (syn_span){SYN_NONE, SYN_NONE};
        sd->vantage_span = (syn_span){SYN_NONE, SYN_NONE};
        if (!sd->published.len && doc->timex && doc->timex->published.len) {
            sd->published = doc->timex->published;
            sd->published_from = doc->timex->published_from;
            sd->published_span = doc->timex->published_span;
        }
        if (sd->published_span.end > doc->text.len ||
            sd->published_span.start >= sd->published_span.end)
            sd->published_span = (syn_span){SYN_NONE, SYN_NONE};
        dw->is_parsed = doc->lang && doc->lang->is_parsed && doc->lang->tokens.n;
        if (dw->is_parsed && !syni_tree_build(&dw->tree, doc->lang, b->scratch))
            return false;
        uint32_t n_tokens = doc->lang ? doc->lang->tokens.n : 0;
        uint32_t n_entities = doc->names ? doc->names->entities.n : 0;
        dw->entity_of = SYN_NEW_N(b->scratch, uint32_t, n_entities + 1);
        dw->mention_of = SYN_NEW_N(b->scratch, uint32_t, n_tokens + 1);
        dw->source_of =
            SYN_NEW_N(b->scratch, uint32_t, (doc->quote ? doc->quote->attributions.n : 0) + 1);
        if (syn_arena_failed(b->scratch))
            return false;
        for (uint32_t e = 0; e < n_entities; e++)
            dw->entity_of[e] = SYN_NONE;
        for (uint32_t t = 0; t < n_tokens; t++)
            dw->mention_of[t] = SYN_NONE;
        for (uint32_t m = 0; doc->names && n_tokens && m < doc->names->mentions.n; m++) {
            const syn_mention *mention = &doc->names->mentions.items[m];
            if (mention->kind == SYN_MENTION_NOMINAL)
                continue; /* a description's words speak for themselves */
            for (uint32_t t = mention->first_token; t < mention->end_token && t < n_tokens; t++)
                if (dw->mention_of[t] == SYN_NONE)
                    dw->mention_of[t] = m;
        }
    }
    return !syn_arena_failed(b->keep);
}

static void title_and_period(syni_build *b)
{
    syn_story *story = b->story;
    syn_str founder = {0};
    for (uint32_t d = 0; d < b->n_docs; d++) {
        const syn_story_document *sd = &story->documents.items[d];
        syn_str day = syn_str_slice(sd->published, 0, 10);
        if (!story->title.len && sd->doc->meta.title.len && sd->doc->meta.title.len < 160)
            story->title = syni_one_line(b->keep, sd->doc->meta.title);
        if (day.len == 10) {
            if (!story->period_from.len || syn_str_cmp(day, story->period_from) < 0)
                story->period_from = day;
            if (!story->period_to.len || syn_str_cmp(day, story->period_to) > 0)
                story->period_to = day;
        }
        if (!founder.len)
            founder = sd->doc->id;
    }
    story->id = founder;
}

syn_status syn_story_build(const struct syn_know *know, const syn_doc *const *docs, uint32_t n_docs,
    syn_arena *keep, syn_arena *scratch, syn_story *out, syn_err *err)
{
    if (n_docs == 0)
        return syn_err_set(err, SYN_E_USAGE, NULL, "no reports to lay side by side");
    syn_story story = {0};
    syni_build b = {.know = know, .keep = keep, .scratch = scratch, .story = &story};
    const syn_doc **order = SYN_NEW_N(scratch, const syn_doc *, n_docs);
    if (!order)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory while building a story");
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_docs; i++)
        order[i] = docs[i];
    qsort(order, n_docs, sizeof *order, by_name);
    for (uint32_t i = 0; i < n_docs; i++) {
        bool repeat = false;
        for (uint32_t k = 0; k < n && !repeat; k++)
            repeat = order[i]->text.len && syn_str_eq(order[k]->text, order[i]->text);
        if (!repeat)
            order[n++] = order[i];
    }
    bool done = prepare(&b, order, n) && syni_build_entities(&b) && syni_build_props(&b) &&
                syni_build_sources(&b) && syni_build_words(&b) && syni_build_align(&b) &&
                syni_build_vantage(&b) && syni_build_claims(&b) && syni_build_differ(&b) &&
                syni_build_findings(&b);
    if (!done || syn_arena_failed(keep) || syn_arena_failed(scratch))
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory while building a story");
    title_and_period(&b);
    *out = story;
    return SYN_OK;
}
