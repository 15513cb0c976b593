/* SPDX-License-Identifier: Apache-2.0
 *
 * The story as one JSON object, synoptic.story/1 of CONTRACT.md. One function for each key, in the
 * contract's order; what is unknown is null or left out, as the contract has it.
 */
#include "doc/json.h"

#include <synoptic/story.h>

static void span_or_null(syn_json *w, syn_span span)
{
    if (span.start == SYN_NONE)
        syn_json_null(w);
    else
        syn_json_span(w, span);
}

static syn_str doc_id(const syn_story *s, uint32_t d)
{
    return s->documents.items[d].doc->id;
}

static void key_str(syn_json *w, const char *key, syn_str s)
{
    syn_json_key(w, key);
    syn_json_str(w, s);
}

static void key_null(syn_json *w, const char *key, syn_str s)
{
    syn_json_key(w, key);
    syn_json_str_or_null(w, s);
}

static void key_z(syn_json *w, const char *key, const char *z)
{
    syn_json_key(w, key);
    syn_json_z(w, z);
}

static void place(syn_json *w, const syn_story *s, syn_place at)
{
    syn_json_object(w);
    key_str(w, "document", doc_id(s, at.document));
    syn_json_key(w, "span");
    syn_json_span(w, at.span);
    syn_json_end(w);
}

static void documents_of(syn_json *w, const syn_story *s, const char *key, const syn_ids *ids)
{
    syn_json_key(w, key);
    syn_json_array(w);
    for (uint32_t i = 0; i < ids->n; i++)
        syn_json_str(w, doc_id(s, ids->items[i]));
    syn_json_end(w);
}

static void entity_ids(syn_json *w, const syn_story *s, const char *key, const syn_ids *ids)
{
    syn_json_key(w, key);
    syn_json_array(w);
    for (uint32_t i = 0; i < ids->n; i++)
        syn_json_str(w, s->entities.items[ids->items[i]].id);
    syn_json_end(w);
}

static void entity_or_null(syn_json *w, const syn_story *s, const char *key, uint32_t e)
{
    syn_json_key(w, key);
    if (e == SYN_NONE)
        syn_json_null(w);
    else
        syn_json_str(w, s->entities.items[e].id);
}

static void count(syn_json *w, uint32_t n)
{
    if (n == SYN_NONE)
        syn_json_null(w);
    else
        syn_json_uint(w, n);
}

static const char *published_from(syn_published_from from)
{
    switch (from) {
    case SYN_PUBLISHED_GIVEN:
        return "given";
    case SYN_PUBLISHED_MARKUP:
        return "markup";
    case SYN_PUBLISHED_TEXT:
        return "text";
    case SYN_PUBLISHED_INFERRED:
        return "inferred";
    case SYN_PUBLISHED_UNKNOWN:
        break;
    }
    return NULL;
}

static void documents(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "documents");
    syn_json_array(w);
    for (uint32_t d = 0; d < s->documents.n; d++) {
        const syn_story_document *sd = &s->documents.items[d];
        syn_json_object(w);
        key_str(w, "id", sd->doc->id);
        key_str(w, "path", sd->doc->source.path);
        key_str(w, "sha256", sd->doc->source.sha256);
        key_null(w, "outlet", sd->doc->meta.outlet);
        key_null(w, "published", sd->published);
        key_z(w, "published_from", sd->published.len ? published_from(sd->published_from) : NULL);
        syn_json_key(w, "agencies");
        syn_json_array(w);
        for (uint32_t c = 0; c < sd->credits.n; c++)
            if (sd->credits.items[c].source_class == SYN_SOURCE_AGENCY)
                syn_json_str(w, sd->credits.items[c].name);
        syn_json_end(w);
        key_z(w, "genre", syn_genre_name(sd->doc->meta.genre));
        syn_json_key(w, "vantage");
        syn_json_object(w);
        key_z(w, "when", syn_when_name(sd->when));
        key_null(w, "as_of", sd->as_of);
        syn_json_key(w, "span");
        span_or_null(w, sd->vantage_span);
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void entities(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "entities");
    syn_json_array(w);
    for (uint32_t e = 0; e < s->entities.n; e++) {
        const syn_story_entity *x = &s->entities.items[e];
        syn_json_object(w);
        key_str(w, "id", x->id);
        key_z(w, "type", syn_entity_type_name((syn_entity_type)x->type));
        key_str(w, "name", x->name);
        key_null(w, "key", x->key);
        if (x->code.len)
            key_str(w, "code", x->code);
        syn_json_key(w, "aliases");
        syn_json_array(w);
        for (uint32_t i = 0; i < x->aliases.n; i++) {
            syn_json_object(w);
            key_str(w, "text", x->aliases.items[i].text);
            documents_of(w, s, "documents", &x->aliases.items[i].documents);
            syn_json_end(w);
        }
        syn_json_end(w);
        syn_json_key(w, "epithets");
        syn_json_array(w);
        for (uint32_t i = 0; i < x->epithets.n; i++) {
            syn_json_object(w);
            key_str(w, "text", x->epithets.items[i].text);
            key_str(w, "document", doc_id(s, x->epithets.items[i].at.document));
            syn_json_key(w, "span");
            syn_json_span(w, x->epithets.items[i].at.span);
            syn_json_end(w);
        }
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void sources(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "sources");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->sources.n; i++) {
        const syn_story_source *x = &s->sources.items[i];
        syn_json_object(w);
        key_str(w, "id", x->id);
        key_str(w, "label", x->label);
        key_z(w, "class", syn_source_class_name((syn_source_class)x->source_class));
        entity_or_null(w, s, "side", x->side);
        syn_json_key(w, "count");
        syn_json_array(w);
        count(w, x->n_min);
        count(w, x->n_max);
        syn_json_end(w);
        syn_json_key(w, "mentions");
        syn_json_array(w);
        for (uint32_t m = 0; m < x->mentions.n; m++)
            place(w, s, x->mentions.items[m]);
        syn_json_end(w);
        syn_json_key(w, "maybe_same");
        syn_json_array(w);
        for (uint32_t m = 0; m < x->maybe_same.n; m++)
            syn_json_str(w, s->sources.items[x->maybe_same.items[m]].id);
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void attestation(syn_json *w, const syn_story *s, const syn_attestation *at)
{
    const syn_doc *doc = s->documents.items[at->document].doc;
    syn_json_object(w);
    key_str(w, "document", doc->id);
    syn_json_key(w, "span");
    syn_json_span(w, at->span);
    key_str(w, "quote", syn_str_span(doc->text, at->span));
    key_z(w, "stage", syn_act_name((syn_act)at->stage));
    key_z(w, "warrant", syn_warrant_name((syn_warrant)at->warrant));
    key_z(w, "modality", syn_modality_name((syn_modality)at->modality));
    key_z(w, "polarity", at->negative ? "negative" : "positive");
    key_z(w, "words", at->words_of_speaker ? "speaker" : "report");
    syn_json_key(w, "attribution");
    syn_json_array(w);
    for (uint32_t i = 0; i < at->chain.n; i++) {
        const syn_chain_link *link = &at->chain.items[i];
        syn_json_object(w);
        key_str(w, "name", link->name);
        entity_or_null(w, s, "entity", link->entity);
        key_z(w, "class", syn_source_class_name((syn_source_class)link->source_class));
        if (link->span.start != SYN_NONE) {
            syn_json_key(w, "span");
            syn_json_span(w, link->span);
        }
        if (link->cue.start != SYN_NONE) {
            syn_json_key(w, "cue");
            syn_json_span(w, link->cue);
        }
        syn_json_end(w);
    }
    syn_json_end(w);
    key_null(w, "origin", at->origin != SYN_NONE ? s->origins.items[at->origin].id : (syn_str){0});
    if (at->occasion.len)
        key_str(w, "occasion", at->occasion);
    if (at->doubt.len)
        key_str(w, "doubt", at->doubt);
    syn_json_end(w);
}

static void claims(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "claims");
    syn_json_array(w);
    for (uint32_t k = 0; k < s->claims.n; k++) {
        const syn_claim *c = &s->claims.items[k];
        syn_json_object(w);
        key_str(w, "id", c->id);
        key_str(w, "text", c->text);
        key_null(w, "about", c->about);
        key_z(w, "type", syn_claim_type_name((syn_claim_type)c->type));
        entity_ids(w, s, "actor", &c->actor);
        entity_ids(w, s, "target", &c->target);
        key_null(w, "predicate", c->predicate);
        key_null(w, "time", c->time);
        key_null(w, "time_precision", c->time_precision);
        key_null(w, "place", c->place);
        if (c->plover.len) {
            syn_json_key(w, "plover");
            syn_json_object(w);
            key_str(w, "type", c->plover);
            key_null(w, "mode", c->plover_mode);
            syn_json_key(w, "context");
            syn_json_array(w);
            syn_json_end(w);
            syn_json_end(w);
        }
        if (c->cameo.len)
            key_str(w, "cameo", c->cameo);
        key_z(w, "modality", syn_modality_name((syn_modality)c->modality));
        key_z(w, "polarity", c->negative ? "negative" : "positive");
        syn_json_key(w, "origins");
        syn_json_array(w);
        for (uint32_t i = 0; i < c->origins.n; i++)
            syn_json_str(w, s->origins.items[c->origins.items[i]].id);
        syn_json_end(w);
        syn_json_key(w, "voices");
        syn_json_array(w);
        syn_json_uint(w, c->n_voices_min);
        syn_json_uint(w, c->n_voices_max);
        syn_json_end(w);
        entity_ids(w, s, "sides", &c->sides);
        syn_json_key(w, "contested");
        syn_json_bool(w, c->contested);
        syn_json_key(w, "links");
        syn_json_array(w);
        syn_json_end(w);
        syn_json_key(w, "attestations");
        syn_json_array(w);
        for (uint32_t i = 0; i < c->attestations.n; i++)
            attestation(w, s, &c->attestations.items[i]);
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void origins(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "origins");
    syn_json_array(w);
    for (uint32_t o = 0; o < s->origins.n; o++) {
        const syn_origin *x = &s->origins.items[o];
        syn_json_object(w);
        key_str(w, "id", x->id);
        key_str(w, "name", x->name);
        key_z(w, "class", syn_source_class_name((syn_source_class)x->source_class));
        documents_of(w, s, "documents", &x->documents);
        syn_json_key(w, "folded");
        syn_json_array(w);
        for (uint32_t f = 0; f < x->folded.n; f++) {
            syn_json_object(w);
            key_str(w, "document", doc_id(s, x->folded.items[f].document));
            key_str(w, "why", x->folded.items[f].why);
            syn_json_end(w);
        }
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void disagreements(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "disagreements");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->disagreements.n; i++) {
        const syn_disagreement *x = &s->disagreements.items[i];
        syn_json_object(w);
        key_str(w, "id", x->id);
        key_z(w, "kind", syn_differ_name((syn_differ)x->kind));
        key_z(w, "relation", syn_relation_name((syn_relation)x->relation));
        syn_json_key(w, "claims");
        syn_json_array(w);
        for (uint32_t k = 0; k < x->claims.n; k++)
            syn_json_str(w, s->claims.items[x->claims.items[k]].id);
        syn_json_end(w);
        syn_json_key(w, "sides");
        syn_json_array(w);
        for (uint32_t k = 0; k < x->sides.n; k++) {
            syn_json_object(w);
            key_str(w, "document", doc_id(s, x->sides.items[k].at.document));
            syn_json_key(w, "span");
            syn_json_span(w, x->sides.items[k].at.span);
            key_str(w, "reads", x->sides.items[k].reads);
            syn_json_end(w);
        }
        syn_json_end(w);
        key_str(w, "why", x->why);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void paths_and_silence(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "paths");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->paths.n; i++) {
        const syn_path_found *x = &s->paths.items[i];
        syn_json_object(w);
        key_str(w, "kind", x->kind);
        key_str(w, "claim", s->claims.items[x->claim].id);
        syn_json_key(w, "from");
        place(w, s, x->from);
        syn_json_key(w, "to");
        place(w, s, x->to);
        key_str(w, "why", x->why);
        syn_json_end(w);
    }
    syn_json_end(w);
    syn_json_key(w, "silent");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->silent.n; i++) {
        const syn_silence *x = &s->silent.items[i];
        syn_json_object(w);
        key_str(w, "claim", s->claims.items[x->claim].id);
        documents_of(w, s, "documents", &x->documents);
        key_z(w, "basis", x->is_reported ? "reported" : "found");
        if (x->is_reported) {
            syn_json_key(w, "span");
            syn_json_span(w, x->at.span);
        }
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void only(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "only");
    syn_json_array(w);
    for (uint32_t d = 0; d < s->documents.n; d++) {
        bool open = false;
        for (uint32_t k = 0; k < s->claims.n; k++) {
            const syn_claim *c = &s->claims.items[k];
            bool alone = c->attestations.n > 0;
            for (uint32_t i = 0; i < c->attestations.n && alone; i++)
                alone = c->attestations.items[i].document == d;
            if (!alone)
                continue;
            if (!open) {
                open = true;
                syn_json_object(w);
                key_str(w, "document", doc_id(s, d));
                syn_json_key(w, "claims");
                syn_json_array(w);
            }
            syn_json_str(w, c->id);
        }
        if (open) {
            syn_json_end(w);
            syn_json_end(w);
        }
    }
    syn_json_end(w);
}

static void reuse(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "reuse");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->reuse.n; i++) {
        const syn_reuse *x = &s->reuse.items[i];
        syn_json_object(w);
        syn_json_key(w, "a");
        place(w, s, x->a);
        syn_json_key(w, "b");
        place(w, s, x->b);
        syn_json_key(w, "similarity");
        syn_json_number(w, (double)x->similarity, 3);
        key_z(w, "from", x->from == 'a' ? "a" : x->from == 'b' ? "b" : NULL);
        key_null(w, "agency", x->agency);
        if (x->via.len)
            key_str(w, "via", x->via);
        syn_json_end(w);
    }
    syn_json_end(w);
}

/* The links of a quotation's attribution: as the attestation that holds it has them, else none. */
static void quotes(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "quotes");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->quotes.n; i++) {
        const syn_story_quote *x = &s->quotes.items[i];
        const syn_doc *doc = s->documents.items[x->at.document].doc;
        const syn_attribution *a =
            x->attribution != SYN_NONE ? &doc->quote->attributions.items[x->attribution] : NULL;
        syn_json_object(w);
        key_str(w, "document", doc->id);
        syn_json_key(w, "span");
        syn_json_span(w, x->at.span);
        entity_or_null(w, s, "speaker", x->speaker);
        syn_json_key(w, "attribution");
        syn_json_array(w);
        if (a && a->source.n) {
            syn_span source = {a->source.items[0].start, a->source.items[a->source.n - 1].end};
            syn_json_object(w);
            key_str(w, "name",
                x->speaker != SYN_NONE ? s->entities.items[x->speaker].name
                                       : syn_str_span(doc->text, source));
            entity_or_null(w, s, "entity", x->speaker);
            key_z(w, "class", syn_source_class_name((syn_source_class)a->source_class));
            syn_json_key(w, "span");
            syn_json_span(w, source);
            syn_json_end(w);
        }
        syn_json_end(w);
        syn_json_key(w, "group");
        if (x->group == SYN_NONE)
            syn_json_null(w);
        else
            syn_json_uint(w, x->group);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void rest(syn_json *w, const syn_story *s)
{
    syn_json_key(w, "timeline");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->timeline.n; i++) {
        syn_json_object(w);
        key_str(w, "time", s->timeline.items[i].time);
        key_str(w, "claim", s->claims.items[s->timeline.items[i].claim].id);
        syn_json_end(w);
    }
    syn_json_end(w);
    syn_json_key(w, "ledger");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->ledger.n; i++) {
        const syn_ledger_entry *x = &s->ledger.items[i];
        syn_json_object(w);
        key_null(w, "from", x->from);
        key_null(w, "to", x->to);
        key_str(w, "kind", x->kind);
        key_str(w, "about", x->about);
        key_str(w, "claim", s->claims.items[x->claim].id);
        key_null(w, "as_of", x->as_of);
        key_str(w, "status", x->status);
        syn_json_key(w, "spans");
        syn_json_array(w);
        for (uint32_t k = 0; k < x->spans.n; k++)
            place(w, s, x->spans.items[k]);
        syn_json_end(w);
        syn_json_end(w);
    }
    syn_json_end(w);
    syn_json_key(w, "doubts");
    syn_json_array(w);
    for (uint32_t i = 0; i < s->doubts.n; i++) {
        const syn_doubt *x = &s->doubts.items[i];
        syn_json_object(w);
        key_str(w, "what", x->what);
        syn_json_key(w, "ids");
        syn_json_array(w);
        for (uint32_t k = 0; k < x->ids.n; k++)
            syn_json_str(w, x->ids.items[k]);
        syn_json_end(w);
        syn_json_key(w, "confidence");
        syn_json_number(w, (double)x->confidence, 2);
        key_str(w, "why", x->why);
        syn_json_end(w);
    }
    syn_json_end(w);
}

syn_status syn_brief_json(
    const syn_story *s, const syn_brief_options *options, syn_buf *out, syn_err *err)
{
    syn_json json, *w = &json;
    syn_json_init(w, out);
    syn_json_object(w);
    key_z(w, "schema", "synoptic.story/1");
    key_str(w, "id", s->id);
    key_null(w, "title", s->title);
    syn_json_key(w, "period");
    syn_json_array(w);
    syn_json_str_or_null(w, s->period_from);
    syn_json_str_or_null(w, s->period_to);
    syn_json_end(w);
    syn_json_key(w, "producer");
    if (options != NULL && options->producer.len > 0) {
        syn_json_raw(w, options->producer);
    } else {
        syn_json_object(w);
        key_null(w, "version", options ? options->version : (syn_str){0});
        syn_json_end(w);
    }
    documents(w, s);
    entities(w, s);
    sources(w, s);
    claims(w, s);
    origins(w, s);
    disagreements(w, s);
    paths_and_silence(w, s);
    only(w, s);
    reuse(w, s);
    quotes(w, s);
    rest(w, s);
    syn_json_end(w);
    syn_buf_char(out, '\n');
    if (out->failed)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory while printing a story");
    return SYN_OK;
}
