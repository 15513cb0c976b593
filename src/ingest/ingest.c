/* SPDX-License-Identifier: Apache-2.0
 *
 * The first stage: raw record → canonical text, map, identity, metadata, zones, language.
 *
 * Plain text stays byte for byte: a byte-order mark is left out, UTF-16 is decoded, and every
 * maximal ill-formed subsequence becomes one U+FFFD (Unicode 15, section 3.9, as WHATWG and
 * Python do). The map has a segment for each stretch; past MAX_SEGMENTS the rest is one segment
 * that maps as a whole. Language by cld2 behind cld2_shim.cc.
 */
#include "ingest.h"
#include "cld2_shim.h"
#include "date.h"
#include "page.h"
#include "zone.h"

#include "base/sha256.h"
#include "base/vec.h"
#include "text/text.h"

#include <json-c/json.h>

enum { MAX_SEGMENTS = 65536 };

typedef SYN_VEC(syn_map_segment) segment_vec;
typedef SYN_VEC(syn_diagnostic) diagnostic_vec;

typedef struct decoding {
    syn_arena *keep;
    segment_vec map;
    diagnostic_vec diagnostics;
    syni_hints hints; /* of a page */
    bool is_raw;      /* the text is the raw bytes */
} decoding;

static void diagnose(decoding *d, const char *code, syn_str message)
{
    SYN_PUSH(d->keep, d->diagnostics,
        ((syn_diagnostic){{SYN_NONE, SYN_NONE}, syn_str_from(code), message}));
}

/* `joins`: a piece of unequal length joins one of unequal length right before it. */
static void add_segment(decoding *d, bool joins, uint32_t text_start, uint32_t text_len,
    uint64_t raw_start, uint64_t raw_len)
{
    syn_map_segment *last = d->map.n > 0 ? &d->map.items[d->map.n - 1] : NULL;

    if (text_len == 0 && raw_len == 0)
        return;
    if (last != NULL && (d->map.n == MAX_SEGMENTS ||
                            (joins && text_len != raw_len && last->text_len != last->raw_len))) {
        last->text_len = text_start + text_len - last->text_start;
        last->raw_len = raw_start + raw_len - last->raw_start;
        return;
    }
    SYN_PUSH(d->keep, d->map, ((syn_map_segment){text_start, text_len, raw_start, raw_len}));
}

/* ---- characters ------------------------------------------------------------------------------ */

/* Length of the maximal ill-formed subsequence at s[at]. */
static size_t ill_formed_bytes(syn_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t left = s.len - at;
    unsigned char low = 0x80, high = 0xBF;
    unsigned need = p[0] >= 0xF0 && p[0] <= 0xF4   ? 3
                    : p[0] >= 0xE0 && p[0] <= 0xEF ? 2
                    : p[0] >= 0xC2 && p[0] <= 0xDF ? 1
                                                   : 0;
    size_t n = 1;

    low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : low;
    high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : high;
    while (n <= need && n < left && p[n] >= low && p[n] <= high) {
        n++;
        low = 0x80;
        high = 0xBF;
    }
    return n;
}

static syn_str repair_utf8(decoding *d, syn_str raw, uint64_t raw_base)
{
    size_t bad = syn_utf8_invalid(raw), at = 0, n = 0, n_bad = 0;
    char *out;

    if (bad == SIZE_MAX) {
        add_segment(d, false, 0, (uint32_t)raw.len, raw_base, raw.len);
        return syn_arena_str(d->keep, raw);
    }
    /* One bad byte can become three. Counted first, so that the text is no larger than it is. */
    for (size_t i = bad; i < raw.len;) {
        size_t next = syn_utf8_invalid(syn_str_slice(raw, i, raw.len));

        if (next == SIZE_MAX)
            break;
        i += next;
        i += ill_formed_bytes(raw, i);
        n_bad++;
    }
    if (raw.len + 2 * n_bad + 1 > UINT32_MAX)
        d->keep->failed = true;
    out = syn_arena_alloc(d->keep, raw.len + 2 * n_bad + 1);
    if (out == NULL)
        return SYN_STR("");
    while (at < raw.len) {
        size_t next = syn_utf8_invalid(syn_str_slice(raw, at, raw.len));
        size_t good = next == SIZE_MAX ? raw.len - at : next;

        if (good > 0) {
            memcpy(out + n, raw.ptr + at, good);
            add_segment(d, true, (uint32_t)n, (uint32_t)good, raw_base + at, good);
            n += good;
            at += good;
        }
        if (at < raw.len) {
            size_t len = ill_formed_bytes(raw, at);

            memcpy(out + n, "\xEF\xBF\xBD", 3);
            add_segment(d, true, (uint32_t)n, 3, raw_base + at, len);
            n += 3;
            at += len;
        }
    }
    d->is_raw = false;
    diagnose(d, "invalid-utf8",
        syn_arena_printf(d->keep,
            "%zu ill-formed sequences were replaced by U+FFFD, the first at byte %zu; convert the "
            "file to UTF-8",
            n_bad, (size_t)raw_base + bad));
    return (syn_str){out, n};
}

static syn_str decode_utf16(decoding *d, syn_str raw, uint64_t raw_base, bool big)
{
    char *out =
        raw.len / 2 * 3 + 4 > UINT32_MAX ? NULL : syn_arena_alloc(d->keep, raw.len / 2 * 3 + 4);
    const unsigned char *p = (const unsigned char *)raw.ptr;
    uint32_t n = 0, stretch = 0;
    size_t raw_stretch = 0, at = 0;

    if (out == NULL) {
        d->keep->failed = true;
        return SYN_STR("");
    }
    while (at < raw.len) {
        uint32_t c = 0xFFFD;
        size_t len = raw.len - at < 2 ? 1 : 2;

        if (len == 2) {
            c = big ? (uint32_t)p[at] << 8 | p[at + 1] : (uint32_t)p[at + 1] << 8 | p[at];
            if (c >= 0xD800 && c < 0xDC00 && raw.len - at >= 4) {
                uint32_t low = big ? (uint32_t)p[at + 2] << 8 | p[at + 3]
                                   : (uint32_t)p[at + 3] << 8 | p[at + 2];

                if (low >= 0xDC00 && low < 0xE000) {
                    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                    len = 4;
                }
            }
        }
        n += syn_utf8_encode(c, out + n);
        at += len;
        /* A segment a line: fine enough to lead back, coarse enough to stay small. */
        if (c == '\n' || at >= raw.len) {
            add_segment(d, false, stretch, n - stretch, raw_base + raw_stretch, at - raw_stretch);
            stretch = n;
            raw_stretch = at;
        }
    }
    d->is_raw = false;
    return (syn_str){out, n};
}

/* UTF-16 without a mark: mostly text whose every second byte is NUL. */
static bool looks_like_utf16(syn_str raw, bool *big)
{
    size_t n = raw.len < 4096 ? raw.len : 4096, even = 0, odd = 0;

    if (raw.len < 4 || raw.len % 2 != 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if (raw.ptr[i] == '\0') {
            even += i % 2 == 0;
            odd += i % 2 == 1;
        }
    *big = even > odd;
    return (even > n / 2 * 7 / 10 && odd <= n / 50) || (odd > n / 2 * 7 / 10 && even <= n / 50);
}

static syn_str decode_text(decoding *d, syn_str raw)
{
    bool big = false;

    d->is_raw = true;
    if (syn_str_starts(raw, SYN_STR("\xEF\xBB\xBF"))) {
        syn_str text = repair_utf8(d, syn_str_slice(raw, 3, raw.len), 3);

        d->is_raw = false;
        return text;
    }
    if (syn_str_starts(raw, SYN_STR("\xFF\xFE")) || syn_str_starts(raw, SYN_STR("\xFE\xFF")))
        return decode_utf16(
            d, syn_str_slice(raw, 2, raw.len), 2, (unsigned char)raw.ptr[0] == 0xFE);
    if (looks_like_utf16(raw, &big)) {
        diagnose(d, "utf16-without-mark",
            SYN_STR("read as UTF-16 by its NUL bytes; give the file a byte-order mark"));
        return decode_utf16(d, raw, 0, big);
    }
    return repair_utf8(d, raw, 0);
}

/* ---- metadata -------------------------------------------------------------------------------- */

static syn_str string_of(syn_arena *keep, json_object *record, const char *key)
{
    json_object *value;
    syn_str s;

    if (!json_object_object_get_ex(record, key, &value) ||
        !json_object_is_type(value, json_type_string))
        return SYN_STR("");
    s = (syn_str){json_object_get_string(value), (size_t)json_object_get_string_len(value)};
    if (syn_utf8_invalid(s) != SIZE_MAX)
        return SYN_STR("");
    return syn_arena_str(keep, syn_str_trim(s));
}

static void strings_of(syn_arena *keep, json_object *record, const char *key, syn_strs *out)
{
    SYN_VEC(syn_str) list = {0};
    json_object *value;

    if (!json_object_object_get_ex(record, key, &value))
        return;
    if (json_object_is_type(value, json_type_string)) {
        SYN_PUSH(keep, list, string_of(keep, record, key));
    } else if (json_object_is_type(value, json_type_array)) {
        size_t n = json_object_array_length(value);

        for (size_t i = 0; i < n && i < 64; i++) {
            json_object *item = json_object_array_get_idx(value, i);

            if (json_object_is_type(item, json_type_string))
                SYN_PUSH(keep, list,
                    syn_arena_str(keep, (syn_str){json_object_get_string(item),
                                            (size_t)json_object_get_string_len(item)}));
        }
    }
    out->items = list.items;
    out->n = list.n;
}

static void read_meta(decoding *d, json_object *record, syn_doc *doc)
{
    syn_meta *meta = &doc->meta;
    syn_str published = string_of(d->keep, record, "published");

    meta->outlet = string_of(d->keep, record, "outlet");
    meta->url = string_of(d->keep, record, "url");
    strings_of(d->keep, record, "byline", &meta->byline);
    strings_of(d->keep, record, "agencies", &meta->agencies);
    if (published.len == 0)
        return;
    meta->published = syni_date_parse(d->keep, published);
    if (meta->published.len > 0)
        meta->published_from = SYN_PUBLISHED_GIVEN;
    else
        diagnose(d, "bad-published",
            syn_arena_printf(d->keep,
                "\"%.40s\" is no date; write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ", published.ptr));
}

/* The host of a URL without "www."; empty if there is none. */
static syn_str host_of(syn_str url)
{
    size_t at = syn_str_find(url, SYN_STR("://")), end;
    syn_str host;

    if (at == SIZE_MAX)
        return SYN_STR("");
    host = syn_str_slice(url, at + 3, url.len);
    end = syn_str_find(host, SYN_STR("/"));
    host = syn_str_slice(host, 0, end);
    return syn_str_starts(host, SYN_STR("www.")) ? syn_str_slice(host, 4, host.len) : host;
}

static json_object *parse_json(syn_str s, const char *where, syn_err *err)
{
    json_tokener *tokener = json_tokener_new_ex(32);
    json_object *value;
    enum json_tokener_error problem;
    size_t at;

    if (tokener == NULL) {
        syn_err_set(err, SYN_E_NOMEM, where, "out of memory");
        return NULL;
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_VALIDATE_UTF8);
    value = s.len > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, s.ptr, (int)s.len);
    problem = json_tokener_get_error(tokener);
    at = json_tokener_get_parse_end(tokener);
    json_tokener_free(tokener);
    if (value == NULL || !json_object_is_type(value, json_type_object)) {
        syn_err_set(err, SYN_E_FORMAT, where, "is no JSON object (%s at byte %zu); a record is %s",
            value != NULL ? "another value" : json_tokener_error_desc(problem), at,
            "{\"id\": …, \"text\": …}");
        if (err != NULL)
            err->offset_bytes = at;
        if (value != NULL)
            (void)json_object_put(value);
        return NULL;
    }
    return value;
}

/* ---- text of a JSON record ------------------------------------------------------------------- */

/* Puts `title` in front of the text with two line feeds unless the first line is the title. */
static uint32_t put_title(
    decoding *d, syn_arena *scratch, syn_doc *doc, syn_str title, uint64_t n_raw)
{
    syn_str text = doc->text, first = syn_str_trim(text), joined;
    size_t end = syn_str_find(first, SYN_STR("\n"));
    uint32_t shift = (uint32_t)title.len + 2;

    doc->meta.title = title;
    first = syn_str_slice(first, 0, end);
    if (title.len == 0 || syn_str_eq(syn_text_fold(scratch, first), syn_text_fold(scratch, title)))
        return 0;
    if (text.len + shift > UINT32_MAX) {
        d->keep->failed = true;
        return 0;
    }
    joined = (syn_str){syn_arena_alloc(d->keep, text.len + shift + 1), text.len + shift};
    if (joined.ptr == NULL)
        return 0;
    {
        char *out = (char *)(uintptr_t)joined.ptr;

        memcpy(out, title.ptr, title.len);
        memcpy(out + title.len, "\n\n", 2);
        if (text.len > 0)
            memcpy(out + shift, text.ptr, text.len);
    }
    if (d->is_raw) {
        d->map.n = 0;
        add_segment(d, false, 0, (uint32_t)text.len, 0, n_raw);
    }
    for (uint32_t i = 0; i < d->map.n; i++)
        d->map.items[i].text_start += shift;
    d->is_raw = false;
    doc->text = joined;
    return shift;
}

/* ---- pages ----------------------------------------------------------------------------------- */

/* Text, zones' hints and metadata of a page; what the record gave stays. */
static syn_status take_page(decoding *d, syn_arena *scratch, syn_str html, syn_doc *doc)
{
    syn_meta *meta = &doc->meta;
    bool changed = false;
    syni_page page;

    doc->source.media_type = SYN_STR("text/html");
    if (html.len == 0)
        html = SYN_STR(" ");
    html = syni_page_decode(scratch, html, &changed);
    if (!syni_page_read(html, d->keep, scratch, &page))
        return SYN_OK; /* the arena's failure is told at the end */
    doc->text = page.text;
    d->is_raw = false;
    d->hints = page.hints;
    if (!changed) {
        d->map.items = page.map.items;
        d->map.n = page.map.n;
    } else if (page.text.len > 0) {
        /* Another charset: the text maps as a whole. */
        add_segment(d, false, 0, (uint32_t)page.text.len, 0, doc->source.bytes);
        diagnose(d, "charset", SYN_STR("the page is not in UTF-8; spans lead back to all of it"));
    }
    if (page.too_deep)
        diagnose(d, "too-deep",
            SYN_STR(
                "the page is nested too deep to be parsed; its text was taken without its tags"));
    if (meta->title.len == 0 || page.title.len > 0)
        meta->title = page.title;
    if (meta->outlet.len == 0)
        meta->outlet = page.outlet;
    if (meta->url.len == 0)
        meta->url = page.url;
    if (meta->published.len == 0 && page.published.len > 0) {
        meta->published = page.published;
        meta->published_from = SYN_PUBLISHED_MARKUP;
    }
    if (meta->byline.n == 0)
        meta->byline = page.authors;
    return SYN_OK;
}

static syn_status take_json(decoding *d, syn_arena *scratch, json_object *record, syn_doc *doc,
    uint32_t *title_end, const char *where, syn_err *err)
{
    json_object *value;
    syn_str raw, title = string_of(d->keep, record, "title");
    bool is_page = false;

    if (json_object_object_get_ex(record, "text", &value) &&
        json_object_is_type(value, json_type_string)) {
        doc->source.media_type = SYN_STR("text/plain");
    } else if (json_object_object_get_ex(record, "html", &value) &&
               json_object_is_type(value, json_type_string)) {
        is_page = true;
    } else {
        return syn_err_set(err, SYN_E_FORMAT, where,
            "has neither \"text\" nor \"html\"; a record is {\"id\": …, \"text\": …}");
    }
    raw = (syn_str){json_object_get_string(value), (size_t)json_object_get_string_len(value)};
    doc->id = string_of(d->keep, record, "id");
    doc->source.bytes = raw.len;
    read_meta(d, record, doc);
    {
        char hex[65];

        syn_sha256_hex(raw.ptr, raw.len, hex);
        doc->source.sha256 = syn_arena_str(d->keep, syn_str_from(hex));
    }
    if (is_page) {
        doc->meta.title = title;
        return take_page(d, scratch, raw, doc);
    }
    d->is_raw = true;
    doc->text = repair_utf8(d, raw, 0);
    *title_end = put_title(d, scratch, doc, title, raw.len);
    return SYN_OK;
}

static syn_status take_plain(decoding *d, syn_arena *scratch, const syn_raw *raw, syn_doc *doc,
    const char *where, syn_err *err)
{
    syn_str bytes = syn_buf_view(&raw->bytes);
    char hex[65];

    if (raw->side.len > 0) {
        json_object *side = parse_json(syn_buf_view(&raw->side), where, err);

        if (side == NULL)
            return SYN_E_FORMAT;
        doc->id = string_of(d->keep, side, "id");
        doc->meta.title = string_of(d->keep, side, "title");
        read_meta(d, side, doc);
        (void)json_object_put(side);
    }
    syn_sha256_hex(bytes.ptr, bytes.len, hex);
    doc->source.sha256 = syn_arena_str(d->keep, syn_str_from(hex));
    doc->source.bytes = bytes.len;
    if (raw->kind == SYN_RAW_HTML)
        return take_page(d, scratch, bytes, doc);
    doc->source.media_type = SYN_STR("text/plain");
    doc->text = decode_text(d, bytes);
    return SYN_OK;
}

static void set_language(syn_doc *doc, decoding *d)
{
    const char *code = syni_cld2_language(doc->text.ptr, doc->text.len);

    if (code != NULL)
        doc->meta.language = syn_arena_str(d->keep, syn_str_from(code));
}

syn_status syn_ingest_run(const syn_ingest_options *options, const syn_raw *raw, syn_arena *keep,
    syn_arena *scratch, syn_doc *doc, syn_err *err)
{
    decoding d = {.keep = keep};
    uint32_t title_end = 0;
    syn_str where;
    syn_status status;

    if (raw->status != SYN_OK) {
        if (err != NULL)
            *err = raw->err;
        return raw->status;
    }
    where = raw->record > 0 ? syn_arena_printf(scratch, "%s:%llu", raw->path.ptr,
                                  (unsigned long long)raw->record)
                            : syn_arena_str(scratch, syn_buf_view(&raw->path));
    doc->meta.published_span = (syn_span){SYN_NONE, SYN_NONE};
    doc->source.path = syn_arena_str(keep, syn_buf_view(&raw->path));
    if (raw->kind == SYN_RAW_JSON) {
        json_object *record = parse_json(syn_buf_view(&raw->bytes), where.ptr, err);

        if (record == NULL)
            return err != NULL ? err->code : SYN_E_FORMAT;
        status = take_json(&d, scratch, record, doc, &title_end, where.ptr, err);
        (void)json_object_put(record);
    } else {
        status = take_plain(&d, scratch, raw, doc, where.ptr, err);
    }
    if (status != SYN_OK)
        return status;
    if (doc->id.len == 0)
        doc->id = syn_str_slice(doc->source.sha256, 0, 16);
    if (options != NULL && options->published.len > 0) {
        doc->meta.published = syni_date_parse(keep, options->published);
        doc->meta.published_from = SYN_PUBLISHED_GIVEN;
    }
    if (doc->meta.outlet.len == 0)
        doc->meta.outlet = host_of(doc->meta.url);
    set_language(doc, &d);
    syni_zone_text(doc, title_end, d.hints.n > 0 ? &d.hints : NULL, keep, scratch);
    if (!d.is_raw) {
        doc->map.items = d.map.items;
        doc->map.n = d.map.n;
    }
    doc->diagnostics.items = d.diagnostics.items;
    doc->diagnostics.n = d.diagnostics.n;
    if (syn_arena_failed(keep) || syn_arena_failed(scratch))
        return syn_err_set(err, SYN_E_NOMEM, where.ptr,
            "did not fit into the memory budget of one document; split it");
    return SYN_OK;
}
