/* SPDX-License-Identifier: Apache-2.0
 *
 * A document as CONTRACT.md's `synoptic.document/1`: keys in the contract's order, layers only
 * where they were asked for and have run. Ids inside a document are a letter and the index: m for
 * mentions, e for entities, a for attributions, v for events. Cost: linear in what is printed.
 */
#include "print.h"

#include "text/text.h"

static void key_str(syn_json *w, const char *key, syn_str s)
{
    syn_json_key(w, key);
    syn_json_str(w, s);
}

static void key_str_or_null(syn_json *w, const char *key, syn_str s)
{
    syn_json_key(w, key);
    syn_json_str_or_null(w, s);
}

static void key_z(syn_json *w, const char *key, const char *z)
{
    syn_json_key(w, key);
    syn_json_z(w, z);
}

static void key_uint(syn_json *w, const char *key, uint64_t n)
{
    syn_json_key(w, key);
    syn_json_uint(w, n);
}

static void key_number(syn_json *w, const char *key, double x, unsigned decimals)
{
    syn_json_key(w, key);
    syn_json_number(w, x, decimals);
}

static void key_span(syn_json *w, const char *key, syn_span span)
{
    syn_json_key(w, key);
    syn_json_span(w, span);
}

/* A letter and an index; null for none. */
static void put_ref(syn_json *w, char letter, uint32_t index)
{
    char id[16];

    if (index == SYN_NONE) {
        syn_json_null(w);
        return;
    }
    (void)snprintf(id, sizeof id, "%c%u", letter, (unsigned)index);
    syn_json_z(w, id);
}

static void key_ref(syn_json *w, const char *key, char letter, uint32_t index)
{
    syn_json_key(w, key);
    put_ref(w, letter, index);
}

static void key_strs(syn_json *w, const char *key, syn_strs strs)
{
    syn_json_key(w, key);
    syn_json_array(w);
    for (uint32_t i = 0; i < strs.n; i++)
        syn_json_str(w, strs.items[i]);
    syn_json_end(w);
}

static void key_spans(syn_json *w, const char *key, syn_spans spans)
{
    syn_json_key(w, key);
    syn_json_array(w);
    for (uint32_t i = 0; i < spans.n; i++)
        syn_json_span(w, spans.items[i]);
    syn_json_end(w);
}

void syn_producer_write(const syn_producer *producer, syn_json *w)
{
    syn_json_object(w);
    key_str(w, "version", producer->version);
    syn_json_key(w, "models");
    syn_json_object(w);
    for (unsigned i = 0; i < producer->n_models; i++) {
        syn_json_key_str(w, producer->models[i].name);
        syn_json_str(w, producer->models[i].hash);
    }
    syn_json_end(w);
    key_str_or_null(w, "know", producer->know);
    syn_json_end(w);
}

void syn_doc_write_source(const syn_doc *doc, syn_json *w)
{
    syn_json_object(w);
    key_str(w, "path", doc->source.path);
    if (doc->source.paths.n > 1)
        key_strs(w, "paths", doc->source.paths);
    key_str(w, "sha256", doc->source.sha256);
    key_str_or_null(w, "media_type", doc->source.media_type);
    key_uint(w, "bytes", doc->source.bytes);
    syn_json_end(w);
}

void syn_doc_write_meta(const syn_doc *doc, syn_json *w)
{
    const syn_meta *meta = &doc->meta;
    syn_str published = meta->published;
    syn_published_from from = meta->published_from;

    if (doc->timex != NULL && doc->timex->published.len > 0) {
        published = doc->timex->published;
        from = doc->timex->published_from;
    }
    syn_json_object(w);
    key_str_or_null(w, "title", meta->title);
    key_str_or_null(w, "outlet", meta->outlet);
    key_strs(w, "byline", meta->byline);
    key_strs(w, "agencies", meta->agencies);
    key_str_or_null(w, "url", meta->url);
    key_str_or_null(w, "language", meta->language);
    key_z(w, "genre", syn_genre_name(meta->genre));
    key_str_or_null(w, "published", published);
    key_z(w, "published_from",
        published.len == 0 || from == SYN_PUBLISHED_UNKNOWN ? NULL : syn_published_from_name(from));
    syn_json_end(w);
}

static void write_text_and_zones(const syn_doc *doc, syn_json *w)
{
    key_str(w, "text", doc->text);
    if (doc->map.n > 0) {
        syn_json_key(w, "map");
        syn_json_array(w);
        for (uint32_t i = 0; i < doc->map.n; i++) {
            const syn_map_segment *s = &doc->map.items[i];

            syn_json_array(w);
            syn_json_uint(w, s->text_start);
            syn_json_uint(w, s->text_len);
            syn_json_uint(w, s->raw_start);
            syn_json_uint(w, s->raw_len);
            syn_json_end(w);
        }
        syn_json_end(w);
    }
    syn_json_key(w, "zones");
    syn_json_array(w);
    for (uint32_t i = 0; i < doc->zones.n; i++) {
        syn_json_object(w);
        key_span(w, "span", doc->zones.items[i].span);
        key_z(w, "kind", syn_zone_kind_name(doc->zones.items[i].kind));
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_paragraphs(const syn_lang_layer *lang, syn_json *w)
{
    syn_json_key(w, "paragraphs");
    syn_json_array(w);
    for (uint32_t i = 0; i < lang->paragraphs.n; i++) {
        syn_json_object(w);
        key_span(w, "span", lang->paragraphs.items[i]);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_sentences(const syn_lang_layer *lang, syn_json *w)
{
    syn_json_key(w, "sentences");
    syn_json_array(w);
    for (uint32_t i = 0; i < lang->sentences.n; i++) {
        syn_json_object(w);
        key_span(w, "span", lang->sentences.items[i].span);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_tokens(const syn_lang_layer *lang, syn_json *w)
{
    syn_json_key(w, "tokens");
    syn_json_array(w);
    for (uint32_t i = 0; i < lang->tokens.n; i++) {
        const syn_token *t = &lang->tokens.items[i];

        syn_json_object(w);
        key_span(w, "span", t->span);
        key_str_or_null(w, "lemma", t->lemma);
        key_z(w, "upos", syn_upos_name((syn_upos)t->upos));
        key_str_or_null(w, "xpos", t->xpos);
        key_str_or_null(w, "feats", t->feats);
        if (lang->is_parsed) {
            syn_json_key(w, "head");
            syn_json_int(w, t->head == SYN_NONE ? -1 : (int64_t)t->head);
            key_z(w, "deprel", syn_deprel_name((syn_deprel)t->deprel));
        }
        key_uint(w, "sentence", t->sentence);
        syn_json_end(w);
    }
    syn_json_end(w);
    syn_json_key(w, "surface");
    syn_json_array(w);
    for (uint32_t i = 0; i < lang->surface.n; i++) {
        syn_json_object(w);
        key_span(w, "span", lang->surface.items[i].span);
        key_span(w, "words",
            (syn_span){lang->surface.items[i].first_token, lang->surface.items[i].end_token});
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_names(const syn_names_layer *names, syn_json *w)
{
    syn_json_key(w, "mentions");
    syn_json_array(w);
    for (uint32_t i = 0; i < names->mentions.n; i++) {
        const syn_mention *m = &names->mentions.items[i];

        syn_json_object(w);
        key_ref(w, "id", 'm', i);
        key_span(w, "span", m->span);
        key_span(w, "head", m->head);
        key_z(w, "kind", syn_mention_kind_name((syn_mention_kind)m->kind));
        key_z(w, "type", syn_entity_type_name((syn_entity_type)m->type));
        key_ref(w, "entity", 'e', m->entity);
        if (m->nested) {
            syn_json_key(w, "nested");
            syn_json_bool(w, true);
        }
        syn_json_end(w);
    }
    syn_json_end(w);
    syn_json_key(w, "entities");
    syn_json_array(w);
    for (uint32_t i = 0; i < names->entities.n; i++) {
        const syn_entity *e = &names->entities.items[i];

        syn_json_object(w);
        key_ref(w, "id", 'e', i);
        key_z(w, "type", syn_entity_type_name((syn_entity_type)e->type));
        key_str(w, "name", e->name);
        key_str_or_null(w, "key", e->key);
        key_strs(w, "aliases", e->aliases);
        if (e->roles.n > 0)
            key_strs(w, "roles", e->roles);
        if (e->code.len > 0)
            key_str(w, "code", e->code);
        if (e->has_point) {
            key_number(w, "lat", e->lat, 5);
            key_number(w, "lon", e->lon, 5);
        }
        if (e->country.len > 0)
            key_str(w, "country", e->country);
        key_number(w, "confidence", (double)e->confidence, 3);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_times(const syn_timex_layer *timex, syn_json *w)
{
    syn_json_key(w, "times");
    syn_json_array(w);
    for (uint32_t i = 0; i < timex->times.n; i++) {
        const syn_time *t = &timex->times.items[i];

        syn_json_object(w);
        key_span(w, "span", t->span);
        key_z(w, "type", syn_time_type_name((syn_time_type)t->type));
        key_str_or_null(w, "value", t->value);
        if (t->quant.len > 0)
            key_str(w, "quant", t->quant);
        if (t->freq.len > 0)
            key_str(w, "freq", t->freq);
        if (t->mod.len > 0)
            key_str(w, "mod", t->mod);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_quantities(const syn_timex_layer *timex, syn_json *w)
{
    syn_json_key(w, "quantities");
    syn_json_array(w);
    for (uint32_t i = 0; i < timex->quantities.n; i++) {
        const syn_quantity *q = &timex->quantities.items[i];

        syn_json_object(w);
        key_span(w, "span", q->span);
        if (q->has_value)
            key_number(w, "value", q->value, 6);
        if (q->has_low)
            key_number(w, "low", q->low, 6);
        if (q->has_high)
            key_number(w, "high", q->high, 6);
        if (q->approx) {
            syn_json_key(w, "approx");
            syn_json_bool(w, true);
        }
        if (q->unit.len > 0)
            key_str(w, "unit", q->unit);
        if (q->of.start != SYN_NONE)
            key_span(w, "of", q->of);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_attributions(const syn_quote_layer *quote, syn_json *w)
{
    syn_json_key(w, "attributions");
    syn_json_array(w);
    for (uint32_t i = 0; i < quote->attributions.n; i++) {
        const syn_attribution *a = &quote->attributions.items[i];

        syn_json_object(w);
        key_ref(w, "id", 'a', i);
        key_spans(w, "source", a->source);
        key_spans(w, "cue", a->cue);
        key_spans(w, "content", a->content);
        key_z(w, "kind", syn_attribution_kind_name((syn_attribution_kind)a->kind));
        key_ref(w, "speaker", 'e', a->speaker);
        key_z(w, "class", syn_source_class_name((syn_source_class)a->source_class));
        if (a->n_min > 0) {
            syn_json_key(w, "count");
            syn_json_array(w);
            syn_json_uint(w, a->n_min);
            if (a->n_max == SYN_NONE)
                syn_json_null(w);
            else
                syn_json_uint(w, a->n_max);
            syn_json_end(w);
        }
        if (a->occasion.len > 0)
            key_str(w, "occasion", a->occasion);
        if (a->translated) {
            syn_json_key(w, "translated");
            syn_json_bool(w, true);
        }
        syn_json_key(w, "via");
        syn_json_array(w);
        for (uint32_t k = 0; k < a->via.n; k++) {
            syn_json_object(w);
            key_span(w, "span", a->via.items[k].span);
            key_ref(w, "entity", 'e', a->via.items[k].entity);
            key_z(
                w, "class", syn_source_class_name((syn_source_class)a->via.items[k].source_class));
            syn_json_end(w);
        }
        syn_json_end(w);
        key_ref(w, "parent", 'a', a->parent);
        key_number(w, "confidence", (double)a->confidence, 3);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_events(const syn_event_layer *event, syn_json *w)
{
    syn_json_key(w, "events");
    syn_json_array(w);
    for (uint32_t i = 0; i < event->events.n; i++) {
        const syn_event *e = &event->events.items[i];

        syn_json_object(w);
        key_ref(w, "id", 'v', i);
        key_span(w, "trigger", e->trigger);
        key_span(w, "span", e->span);
        key_str_or_null(w, "lemma", e->lemma);
        syn_json_key(w, "sentence");
        if (e->sentence == SYN_NONE)
            syn_json_null(w);
        else
            syn_json_uint(w, e->sentence);
        syn_json_key(w, "args");
        syn_json_array(w);
        for (uint32_t k = 0; k < e->args.n; k++) {
            syn_json_object(w);
            key_z(w, "role", syn_role_name((syn_role)e->args.items[k].role));
            key_span(w, "span", e->args.items[k].span);
            key_ref(w, "entity", 'e', e->args.items[k].entity);
            syn_json_end(w);
        }
        syn_json_end(w);
        key_z(w, "polarity", e->negative ? "negative" : "positive");
        key_number(w, "factuality", (double)e->factuality, 2);
        key_z(w, "stage", syn_act_name((syn_act)e->stage));
        key_z(w, "warrant", syn_warrant_name((syn_warrant)e->warrant));
        key_z(w, "modality", syn_modality_name((syn_modality)e->modality));
        key_str_or_null(w, "time", e->time);
        key_ref(w, "attribution", 'a', e->attribution);
        syn_json_key(w, "plover");
        if (e->plover_type.len > 0) {
            syn_json_object(w);
            key_str(w, "type", e->plover_type);
            key_str_or_null(w, "mode", e->plover_mode);
            key_strs(w, "context", e->plover_context);
            syn_json_end(w);
        } else {
            syn_json_null(w);
        }
        key_str_or_null(w, "cameo", e->cameo);
        syn_json_end(w);
    }
    syn_json_end(w);
}

static void write_diagnostics_of(const syn_diagnostics *list, syn_json *w)
{
    for (uint32_t i = 0; i < list->n; i++) {
        syn_json_object(w);
        if (list->items[i].span.start != SYN_NONE)
            key_span(w, "span", list->items[i].span);
        key_str(w, "code", list->items[i].code);
        key_str(w, "message", list->items[i].message);
        syn_json_end(w);
    }
}

static void write_diagnostics(const syn_doc *doc, syn_json *w)
{
    syn_json_key(w, "diagnostics");
    syn_json_array(w);
    write_diagnostics_of(&doc->diagnostics, w);
    if (doc->lang != NULL)
        write_diagnostics_of(&doc->lang->diagnostics, w);
    if (doc->names != NULL)
        write_diagnostics_of(&doc->names->diagnostics, w);
    if (doc->timex != NULL)
        write_diagnostics_of(&doc->timex->diagnostics, w);
    if (doc->quote != NULL)
        write_diagnostics_of(&doc->quote->diagnostics, w);
    if (doc->event != NULL)
        write_diagnostics_of(&doc->event->diagnostics, w);
    syn_json_end(w);
}

void syn_doc_write_json(
    const syn_doc *doc, const syn_producer *producer, unsigned layers, syn_buf *out)
{
    syn_json writer, *w = &writer;

    syn_json_init(w, out);
    syn_json_object(w);
    key_z(w, "schema", "synoptic.document/1");
    key_str(w, "id", doc->id);
    if (producer != NULL) {
        syn_json_key(w, "producer");
        syn_producer_write(producer, w);
    }
    syn_json_key(w, "source");
    syn_doc_write_source(doc, w);
    syn_json_key(w, "meta");
    syn_doc_write_meta(doc, w);
    write_text_and_zones(doc, w);
    if (doc->lang != NULL) {
        write_paragraphs(doc->lang, w);
        write_sentences(doc->lang, w);
        if ((layers & SYN_LAYER_TOKENS) != 0)
            write_tokens(doc->lang, w);
    }
    if (doc->names != NULL && (layers & SYN_LAYER_MENTIONS) != 0)
        write_names(doc->names, w);
    if (doc->timex != NULL && (layers & SYN_LAYER_TIMES) != 0)
        write_times(doc->timex, w);
    if (doc->timex != NULL && (layers & SYN_LAYER_QUANTITIES) != 0)
        write_quantities(doc->timex, w);
    if (doc->quote != NULL && (layers & SYN_LAYER_ATTRIBUTIONS) != 0)
        write_attributions(doc->quote, w);
    if (doc->event != NULL && (layers & SYN_LAYER_EVENTS) != 0)
        write_events(doc->event, w);
    write_diagnostics(doc, w);
    syn_json_end(w);
    syn_buf_char(out, '\n');
}

/* Lines of each zone that hold more than white space. */
static void write_lines_as_paragraphs(const syn_doc *doc, syn_json *w)
{
    syn_json_key(w, "paragraphs");
    syn_json_array(w);
    for (uint32_t i = 0; i < doc->zones.n; i++) {
        syn_span zone = doc->zones.items[i].span;
        uint32_t from = zone.start;

        while (from < zone.end) {
            uint32_t to = from;
            syn_span line;

            while (to < zone.end && doc->text.ptr[to] != '\n')
                to++;
            line = syn_text_trim_span(doc->text, (syn_span){from, to});
            if (line.start < line.end) {
                syn_json_object(w);
                key_span(w, "span", line);
                syn_json_end(w);
            }
            from = to + 1;
        }
    }
    syn_json_end(w);
}

void syn_doc_write_extract(const syn_doc *doc, syn_buf *out)
{
    syn_json writer, *w = &writer;

    syn_json_init(w, out);
    syn_json_object(w);
    key_str(w, "id", doc->id);
    syn_json_key(w, "source");
    syn_doc_write_source(doc, w);
    syn_json_key(w, "meta");
    syn_doc_write_meta(doc, w);
    write_text_and_zones(doc, w);
    if (doc->lang != NULL)
        write_paragraphs(doc->lang, w);
    else
        write_lines_as_paragraphs(doc, w);
    write_diagnostics(doc, w);
    syn_json_end(w);
    syn_buf_char(out, '\n');
}
