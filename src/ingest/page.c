/* SPDX-License-Identifier: Apache-2.0
 *
 * The article in a page: parsed by gumbo (HTML5), flattened in document order, and its container
 * chosen by paragraph votes (Readability: each paragraph scores for its parent and half for its
 * grandparent, links count against) unless markup names it (itemprop=articleBody, one <article>).
 * Elements whose tag or class says furniture are passed over. The walk is a loop over an array, so
 * that depth costs no stack; gumbo's own cost is quadratic in depth, so deeper pages than
 * MAX_DEPTH are read without their tags instead.
 */
#include "page.h"
#include "date.h"
#include "zone_phrase.h"

#include "text/text.h"

#include <gumbo.h>
#include <json-c/json.h>
#include <unicode/ucnv.h>

enum {
    MAX_DEPTH = 512, /* open elements; real pages stay under 60 */
    MAX_JSON_LD = 1 << 20,
    MIN_PARAGRAPH = 25 /* bytes of a paragraph that votes (Readability) */
};

typedef struct element {
    const GumboNode *node;
    uint32_t parent, end; /* indices; end: one past the last descendant */
    uint32_t n_words, n_link_words, n_paragraph_words;
    float score;
    bool is_bad, in_link, is_block;
} element;

typedef struct reading {
    syn_str html;
    syn_arena *keep, *scratch;
    SYN_VEC(element) elements;
    syn_buf text;
    syni_page *out;
    bool pending_space;
    uint32_t line_start;
} reading;

/* ---- charset --------------------------------------------------------------------------------- */

static syn_str declared_charset(syn_str head)
{
    size_t at = syn_str_find(head, SYN_STR("charset="));
    size_t end;

    if (at == SIZE_MAX)
        return SYN_STR("");
    at += 8;
    while (at < head.len && (head.ptr[at] == '"' || head.ptr[at] == '\'' || head.ptr[at] == ' '))
        at++;
    for (end = at; end < head.len && end - at < 40; end++) {
        char c = head.ptr[end];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') && c != '-' &&
            c != '_')
            break;
    }
    return syn_str_slice(head, at, end);
}

syn_str syni_page_decode(syn_arena *keep, syn_str bytes, bool *changed)
{
    syn_str name = declared_charset(syn_str_slice(bytes, 0, 2048));
    UErrorCode code = U_ZERO_ERROR;
    char label[48], *out;
    int32_t n, cap;

    *changed = false;
    if (syn_utf8_invalid(bytes) == SIZE_MAX || bytes.len > INT32_MAX / 4)
        return bytes;
    if (name.len == 0 || syn_str_eq_nocase(name, SYN_STR("utf-8")))
        name = SYN_STR("windows-1252");
    (void)snprintf(label, sizeof label, "%.*s", SYN_ARG(name));
    cap = (int32_t)bytes.len * 3 + 16;
    out = syn_arena_alloc(keep, (size_t)cap);
    if (out == NULL)
        return SYN_STR("");
    n = ucnv_convert("UTF-8", label, out, cap, bytes.ptr, (int32_t)bytes.len, &code);
    if (U_FAILURE(code)) {
        code = U_ZERO_ERROR;
        n = ucnv_convert("UTF-8", "windows-1252", out, cap, bytes.ptr, (int32_t)bytes.len, &code);
    }
    *changed = true;
    return U_SUCCESS(code) ? (syn_str){out, (size_t)n} : SYN_STR("");
}

/* ---- depth ----------------------------------------------------------------------------------- */

static bool is_void_tag(syn_str name)
{
    static const char *const tags[] = {"area", "base", "br", "col", "embed", "hr", "img", "input",
        "link", "meta", "param", "source", "track", "wbr", "p", "li", "option", "td", "tr", "th"};

    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (syn_str_eq_nocase(name, syn_str_from(tags[i])))
            return true;
    return false;
}

/* An upper bound of the nesting: opening tags less closing ones, at its highest. */
static bool is_too_deep(syn_str html)
{
    long depth = 0;

    for (size_t i = 0; i + 1 < html.len; i++) {
        size_t end;

        if (html.ptr[i] != '<')
            continue;
        if (html.ptr[i + 1] == '/') {
            depth -= depth > 0;
            continue;
        }
        for (end = i + 1;
             end < html.len && (html.ptr[end] | 0x20) >= 'a' && (html.ptr[end] | 0x20) <= 'z';
             end++)
            ;
        if (end == i + 1 || is_void_tag(syn_str_slice(html, i + 1, end)))
            continue;
        if (++depth > MAX_DEPTH)
            return true;
    }
    return false;
}

/* ---- elements -------------------------------------------------------------------------------- */

static syn_str attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);

    return a != NULL ? syn_str_from(a->value) : SYN_STR("");
}

static bool is_element(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static bool is_text(const GumboNode *node)
{
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
           node->type == GUMBO_NODE_CDATA;
}

static bool is_block_tag(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_UNKNOWN:
        return false;
    default:
        return true;
    }
}

static bool has_bad_class(const GumboNode *node)
{
    syn_str names[3];

    names[0] = attribute(node, "class");
    names[1] = attribute(node, "id");
    names[2] = attribute(node, "role");
    if (syn_str_eq_z(names[2], "navigation") || syn_str_eq_z(names[2], "complementary") ||
        syn_str_eq_z(names[2], "contentinfo") ||
        syn_str_eq_z(attribute(node, "aria-hidden"), "true") ||
        gumbo_get_attribute(&node->v.element.attributes, "hidden") != NULL)
        return true;
    for (int i = 0; i < 2; i++) {
        syn_str rest = names[i];

        while (rest.len > 0) {
            size_t end = syn_str_find(rest, SYN_STR(" "));
            syn_str one = syn_str_slice(rest, 0, end);
            char lowered[64];

            if (one.len > 0 && one.len < sizeof lowered) {
                for (size_t k = 0; k < one.len; k++)
                    lowered[k] = (char)syn_cp_lower((unsigned char)one.ptr[k]);
                if (syni_zone_phrase("class", (syn_str){lowered, one.len}))
                    return true;
            }
            rest = end == SIZE_MAX ? SYN_STR("") : syn_str_slice(rest, end + 1, rest.len);
        }
    }
    return false;
}

static bool is_bad_tag(const GumboNode *node)
{
    switch (node->v.element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TEMPLATE:
        return true;
    default:
        return false;
    }
}

static uint32_t count_words(syn_str s)
{
    uint32_t n = 0;
    bool in_word = false;

    for (size_t i = 0; i < s.len; i++) {
        bool space = (unsigned char)s.ptr[i] <= ' ';

        n += !space && !in_word;
        in_word = !space;
    }
    return n;
}

/* All nodes in document order; children lists are walked with an explicit stack. */
static void flatten(reading *r, const GumboNode *root)
{
    typedef struct frame {
        const GumboNode *node;
        uint32_t index, next;
    } frame;
    SYN_VEC(frame) stack = {0};

    SYN_PUSH(r->scratch, r->elements, ((element){.node = root, .parent = SYN_NONE}));
    SYN_PUSH(r->scratch, stack, ((frame){root, 0, 0}));
    while (stack.n > 0 && !syn_arena_failed(r->scratch)) {
        frame *top = &stack.items[stack.n - 1];
        const GumboVector *children = &top->node->v.element.children;
        const element *parent = &r->elements.items[top->index];
        const GumboNode *child;
        element e;

        if (top->next == children->length) {
            stack.n--;
            continue;
        }
        child = children->data[top->next++];
        e = (element){.node = child,
            .parent = top->index,
            .is_bad = parent->is_bad,
            .in_link = parent->in_link};
        if (is_element(child)) {
            e.is_bad = e.is_bad || is_bad_tag(child);
            e.in_link = e.in_link || child->v.element.tag == GUMBO_TAG_A;
            e.is_block = is_block_tag(child->v.element.tag);
            SYN_PUSH(r->scratch, r->elements, e);
            SYN_PUSH(r->scratch, stack, ((frame){child, r->elements.n - 1, 0}));
        } else if (is_text(child)) {
            SYN_PUSH(r->scratch, r->elements, e);
        }
    }
}

static void count(reading *r)
{
    for (uint32_t i = 0; i < r->elements.n; i++) {
        element *e = &r->elements.items[i];

        e->n_words = e->n_link_words = e->n_paragraph_words = 0;
    }
    for (uint32_t i = r->elements.n; i-- > 0;) {
        element *e = &r->elements.items[i];

        if (e->end < i + 1)
            e->end = i + 1;
        if (is_text(e->node)) {
            e->n_words = e->is_bad ? 0 : count_words(syn_str_from(e->node->v.text.text));
            e->n_link_words = e->in_link ? e->n_words : 0;
        }
        if (e->parent != SYN_NONE) {
            element *up = &r->elements.items[e->parent];
            bool is_paragraph = is_element(e->node) && e->node->v.element.tag == GUMBO_TAG_P;

            if (up->end < e->end)
                up->end = e->end;
            up->n_words += e->n_words;
            up->n_link_words += e->n_link_words;
            up->n_paragraph_words += is_paragraph ? e->n_words : e->n_paragraph_words;
        }
    }
}

/* Classes name furniture, but not where most of the page's words stand inside. */
static void mark_by_class(reading *r)
{
    uint32_t n_all = r->elements.items[0].n_words;

    for (uint32_t i = 1; i < r->elements.n; i++) {
        element *e = &r->elements.items[i];
        const element *up = &r->elements.items[e->parent];

        e->is_bad = e->is_bad || up->is_bad ||
                    (is_element(e->node) && e->is_block && e->n_words * 10 < n_all * 3 &&
                        has_bad_class(e->node));
    }
}

static size_t own_text_bytes(const reading *r, uint32_t index, uint32_t *n_commas)
{
    size_t n = 0;

    *n_commas = 0;
    for (uint32_t i = index + 1; i < r->elements.items[index].end; i++) {
        const element *e = &r->elements.items[i];
        const char *s;

        if (is_element(e->node) && e->is_block) {
            i = e->end - 1;
            continue;
        }
        if (!is_text(e->node))
            continue;
        s = e->node->v.text.text;
        for (size_t k = 0; s[k] != '\0'; k++) {
            *n_commas += s[k] == ',';
            n++;
        }
    }
    return n;
}

static uint32_t choose_by_votes(reading *r)
{
    uint32_t best = 0;
    float best_score = 0;

    for (uint32_t i = 0; i < r->elements.n; i++) {
        element *e = &r->elements.items[i];
        uint32_t n_commas;
        size_t n;
        float votes;

        if (!is_element(e->node) || e->is_bad || e->in_link || e->parent == SYN_NONE ||
            !e->is_block)
            continue;
        n = own_text_bytes(r, i, &n_commas);
        if (n < MIN_PARAGRAPH || e->n_link_words * 2 > e->n_words)
            continue;
        votes = 1 + (float)n_commas + (n > 300 ? 3 : (float)n / 100);
        r->elements.items[e->parent].score += votes;
        if (r->elements.items[e->parent].parent != SYN_NONE)
            r->elements.items[r->elements.items[e->parent].parent].score += votes / 2;
    }
    for (uint32_t i = 0; i < r->elements.n; i++) {
        const element *e = &r->elements.items[i];
        float score =
            e->score * (1 - (float)e->n_link_words / (float)(e->n_words > 0 ? e->n_words : 1));

        if (score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

static uint32_t choose_container(reading *r)
{
    uint32_t article = SYN_NONE, body = SYN_NONE, voted;
    uint32_t all = r->elements.items[0].n_paragraph_words;

    for (uint32_t i = 0; i < r->elements.n; i++) {
        const element *e = &r->elements.items[i];

        if (!is_element(e->node) || e->is_bad)
            continue;
        if (syn_str_eq_z(attribute(e->node, "itemprop"), "articleBody") &&
            (body == SYN_NONE || e->n_words > r->elements.items[body].n_words))
            body = i;
        if (e->node->v.element.tag == GUMBO_TAG_ARTICLE &&
            (article == SYN_NONE ||
                e->n_paragraph_words > r->elements.items[article].n_paragraph_words))
            article = i;
    }
    voted = choose_by_votes(r);
    if (body != SYN_NONE && r->elements.items[body].n_words >= 60)
        return body;
    if (article != SYN_NONE && r->elements.items[article].n_paragraph_words * 2 > all &&
        r->elements.items[article].n_paragraph_words >= 60) {
        /* The votes may find a closer container inside of the article. */
        if (voted > article && voted < r->elements.items[article].end &&
            r->elements.items[voted].n_paragraph_words * 10 >
                r->elements.items[article].n_paragraph_words * 8)
            return voted;
        return article;
    }
    return voted;
}

/* ---- text ------------------------------------------------------------------------------------ */

static void map_to(
    reading *r, uint32_t text_start, uint32_t text_len, uint64_t raw, uint64_t raw_len)
{
    syn_map_segment *last = r->out->map.n > 0 ? &r->out->map.items[r->out->map.n - 1] : NULL;

    if (text_len == 0)
        return;
    if (last != NULL && text_len == raw_len && last->text_len == last->raw_len &&
        last->text_start + last->text_len == text_start && last->raw_start + last->raw_len == raw) {
        last->text_len += text_len;
        last->raw_len += raw_len;
        return;
    }
    SYN_PUSH(r->keep, r->out->map, ((syn_map_segment){text_start, text_len, raw, raw_len}));
}

/* White space collapses to one blank; a piece keeps its place in the page where the page spells it
 * the same, else the whole node maps to the whole of its source. */
static void put_text(reading *r, const GumboNode *node)
{
    syn_str s = syn_str_from(node->v.text.text);
    syn_str source = {node->v.text.original_text.data, node->v.text.original_text.length};
    uint64_t raw =
        source.ptr != NULL && source.ptr >= r->html.ptr && source.ptr <= r->html.ptr + r->html.len
            ? (uint64_t)(source.ptr - r->html.ptr)
            : 0;
    bool same = source.len == s.len && s.len > 0 && memcmp(source.ptr, s.ptr, s.len) == 0;
    uint32_t start = (uint32_t)r->text.len;
    size_t at = 0;

    while (at < s.len) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, at, &len);
        size_t end = at;

        if (syn_cp_is_space(c)) {
            r->pending_space = r->text.len > r->line_start;
            at += len;
            continue;
        }
        while (end < s.len && !syn_cp_is_space(syn_utf8_decode(s, end, &len)))
            end += len;
        if (r->pending_space) {
            if (same && at > 0)
                map_to(r, (uint32_t)r->text.len, 1, raw + at - 1, 1);
            syn_buf_char(&r->text, ' ');
        }
        r->pending_space = false;
        if (same)
            map_to(r, (uint32_t)r->text.len, (uint32_t)(end - at), raw + at, end - at);
        syn_buf_append(&r->text, s.ptr + at, end - at);
        at = end;
    }
    if (!same && r->text.len > start)
        map_to(r, start, (uint32_t)r->text.len - start, raw, source.len);
}

static void end_line(reading *r, syn_zone_kind kind)
{
    syn_str line = syn_str_slice(syn_buf_view(&r->text), r->line_start, r->text.len);

    if (kind != SYN_ZONE_TITLE && line.len > 0 && syn_str_eq(line, r->out->title)) {
        /* The title's own place in the page: it stands in front already. */
        while (
            r->out->map.n > 0 && r->out->map.items[r->out->map.n - 1].text_start >= r->line_start)
            r->out->map.n--;
        r->text.len = r->line_start;
        r->text.ptr[r->text.len] = '\0';
    }
    if (r->text.len > r->line_start) {
        SYN_PUSH(r->keep, r->out->hints, ((syni_hint){r->line_start, kind}));
        syn_buf_z(&r->text, "\n\n");
    }
    r->line_start = (uint32_t)r->text.len;
    r->pending_space = false;
}

static syn_zone_kind kind_of_block(const reading *r, uint32_t index)
{
    for (uint32_t i = index; i != SYN_NONE; i = r->elements.items[i].parent) {
        const GumboNode *node = r->elements.items[i].node;

        if (!is_element(node))
            continue;
        switch (node->v.element.tag) {
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            return SYN_ZONE_HEADING;
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_FIGURE:
        case GUMBO_TAG_CAPTION:
            return SYN_ZONE_CAPTION;
        case GUMBO_TAG_BLOCKQUOTE:
            return syn_str_find(attribute(node, "class"), SYN_STR("twitter")) != SIZE_MAX
                       ? SYN_ZONE_EMBED
                       : SYN_ZONE_BODY;
        default:
            break;
        }
    }
    return SYN_ZONE_BODY;
}

static void put_container(reading *r, uint32_t container)
{
    uint32_t block = container;
    syn_zone_kind kind = SYN_ZONE_BODY;

    for (uint32_t i = container + 1; i < r->elements.items[container].end; i++) {
        const element *e = &r->elements.items[i];

        if (e->is_bad) {
            i = e->end - 1;
            continue;
        }
        if (is_element(e->node)) {
            bool is_break = e->node->v.element.tag == GUMBO_TAG_BR;

            if (!e->is_block && !is_break)
                continue;
            /* Lists of links are furniture, whatever they are called. */
            if (!is_break && e->n_link_words * 10 > e->n_words * 7 && e->n_words < 60 &&
                e->n_words > 0) {
                end_line(r, kind);
                i = e->end - 1;
                continue;
            }
            if (is_break) {
                r->pending_space = true;
                continue;
            }
            end_line(r, kind);
            block = i;
            kind = kind_of_block(r, block);
            continue;
        }
        /* Text after a closed block belongs to the block around it. */
        while (block != container && i >= r->elements.items[block].end) {
            end_line(r, kind);
            do
                block = r->elements.items[block].parent;
            while (block != container && !r->elements.items[block].is_block);
            kind = kind_of_block(r, block);
        }
        put_text(r, e->node);
    }
    end_line(r, kind);
}

/* ---- metadata -------------------------------------------------------------------------------- */

static void set_once(reading *r, syn_str *field, syn_str value)
{
    value = syn_str_trim(value);
    if (field->len == 0 && value.len > 0 && value.len < 1000 && syn_utf8_invalid(value) == SIZE_MAX)
        *field = syn_arena_str(r->keep, value);
}

static void set_date(reading *r, syn_str value)
{
    if (r->out->published.len == 0)
        r->out->published = syni_date_parse(r->keep, value);
}

static void add_author(reading *r, syn_str name)
{
    SYN_VEC(syn_str) list = {r->out->authors.items, r->out->authors.n, r->out->authors.n};

    name = syn_str_trim(name);
    if (syn_str_starts_nocase(name, SYN_STR("by ")))
        name = syn_str_trim(syn_str_slice(name, 3, name.len));
    if (name.len == 0 || name.len > 80 || syn_str_find(name, SYN_STR("://")) != SIZE_MAX ||
        list.n >= 8)
        return;
    for (uint32_t i = 0; i < list.n; i++)
        if (syn_str_eq_nocase(list.items[i], name))
            return;
    SYN_PUSH(r->keep, list, syn_arena_str(r->keep, name));
    r->out->authors.items = list.items;
    r->out->authors.n = list.n;
}

static void take_meta(reading *r, const GumboNode *node)
{
    static const char *const dates[] = {"article:published_time", "datepublished", "date",
        "pubdate", "publishdate", "publish-date", "dc.date", "dc.date.issued", "parsely-pub-date",
        "sailthru.date", "og:published_time", "article:published", "publication_date"};
    syn_str content = attribute(node, "content"), name = attribute(node, "property");
    char key[64];

    if (name.len == 0)
        name = attribute(node, "name");
    if (name.len == 0)
        name = attribute(node, "itemprop");
    if (name.len == 0 || name.len >= sizeof key)
        return;
    for (size_t i = 0; i < name.len; i++)
        key[i] = (char)syn_cp_lower((unsigned char)name.ptr[i]);
    key[name.len] = '\0';
    if (strcmp(key, "og:title") == 0)
        set_once(r, &r->out->title, content);
    else if (strcmp(key, "og:site_name") == 0)
        set_once(r, &r->out->outlet, content);
    else if (strcmp(key, "og:url") == 0)
        set_once(r, &r->out->url, content);
    else if (strcmp(key, "author") == 0 || strcmp(key, "article:author") == 0 ||
             strcmp(key, "byl") == 0 || strcmp(key, "parsely-author") == 0)
        add_author(r, content);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcmp(key, dates[i]) == 0)
            set_date(r, content);
}

static void take_json_ld(reading *r, json_object *o, unsigned depth)
{
    json_object *value;

    if (o == NULL || depth > 4)
        return;
    if (json_object_is_type(o, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(o) && i < 32; i++)
            take_json_ld(r, json_object_array_get_idx(o, i), depth + 1);
        return;
    }
    if (!json_object_is_type(o, json_type_object))
        return;
    if (json_object_object_get_ex(o, "@graph", &value))
        take_json_ld(r, value, depth + 1);
    if (json_object_object_get_ex(o, "datePublished", &value))
        set_date(r, syn_str_from(json_object_get_string(value)));
    if (json_object_object_get_ex(o, "headline", &value) &&
        json_object_is_type(value, json_type_string))
        set_once(r, &r->out->title, syn_str_from(json_object_get_string(value)));
    if (json_object_object_get_ex(o, "headline", &value) &&
        json_object_object_get_ex(o, "author", &value)) {
        size_t n =
            json_object_is_type(value, json_type_array) ? json_object_array_length(value) : 1;

        for (size_t i = 0; i < n && i < 8; i++) {
            json_object *one = json_object_is_type(value, json_type_array)
                                   ? json_object_array_get_idx(value, i)
                                   : value;
            json_object *name;

            if (json_object_is_type(one, json_type_string))
                add_author(r, syn_str_from(json_object_get_string(one)));
            else if (json_object_is_type(one, json_type_object) &&
                     json_object_object_get_ex(one, "name", &name) &&
                     json_object_is_type(name, json_type_string))
                add_author(r, syn_str_from(json_object_get_string(name)));
        }
    }
}

static void take_metadata(reading *r)
{
    syn_str page_title = {0}, heading = {0};

    for (uint32_t i = 0; i < r->elements.n; i++) {
        const element *e = &r->elements.items[i];
        const GumboNode *node = e->node;
        const GumboNode *first;

        if (!is_element(node))
            continue;
        first = node->v.element.children.length > 0 ? node->v.element.children.data[0] : NULL;
        switch (node->v.element.tag) {
        case GUMBO_TAG_HTML:
            set_once(r, &r->out->language, syn_str_slice(attribute(node, "lang"), 0, 2));
            break;
        case GUMBO_TAG_META:
            take_meta(r, node);
            break;
        case GUMBO_TAG_LINK:
            if (syn_str_eq_z(attribute(node, "rel"), "canonical"))
                set_once(r, &r->out->url, attribute(node, "href"));
            break;
        case GUMBO_TAG_TIME:
            if (!e->is_bad)
                set_date(r, attribute(node, "datetime"));
            break;
        case GUMBO_TAG_TITLE:
            if (first != NULL && is_text(first) && page_title.len == 0)
                page_title = syn_str_from(first->v.text.text);
            break;
        case GUMBO_TAG_H1:
            for (uint32_t k = i + 1; k < e->end && heading.len == 0; k++)
                if (is_text(r->elements.items[k].node) && r->elements.items[k].n_words > 1)
                    heading = syn_str_from(r->elements.items[k].node->v.text.text);
            break;
        case GUMBO_TAG_SCRIPT:
            if (syn_str_eq_z(attribute(node, "type"), "application/ld+json") && first != NULL &&
                (is_text(first)) && strlen(first->v.text.text) < MAX_JSON_LD) {
                json_object *o = json_tokener_parse(first->v.text.text);

                take_json_ld(r, o, 0);
                if (o != NULL)
                    (void)json_object_put(o);
            }
            break;
        default:
            break;
        }
    }
    /* A short heading may be the site's; the page's own title then does not begin with it. */
    heading = syn_str_trim(heading);
    if (count_words(heading) > 3 || syn_str_starts(syn_str_trim(page_title), heading)) {
        syn_str named = r->out->title;

        r->out->title = (syn_str){0};
        set_once(r, &r->out->title, heading);
        if (r->out->title.len == 0)
            r->out->title = named;
    }
    set_once(r, &r->out->title, page_title);
}

/* Line feeds inside a title would end its zone. */
static void put_title(reading *r)
{
    syn_str s = r->out->title;
    bool space = false;

    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] <= ' ') {
            space = r->text.len > 0;
            continue;
        }
        if (space)
            syn_buf_char(&r->text, ' ');
        space = false;
        syn_buf_char(&r->text, s.ptr[i]);
    }
    r->out->title = syn_arena_str(r->keep, syn_buf_view(&r->text));
    end_line(r, SYN_ZONE_TITLE);
}

/* A page without its tags, for what gumbo must not be given. */
static void strip_tags(reading *r)
{
    bool in_tag = false;

    for (size_t i = 0; i < r->html.len; i++) {
        char c = r->html.ptr[i];

        if (c == '<' || c == '>') {
            in_tag = c == '<';
            r->pending_space = true;
        } else if (!in_tag) {
            if ((unsigned char)c <= ' ') {
                r->pending_space = true;
                continue;
            }
            if (r->pending_space && r->text.len > 0)
                syn_buf_char(&r->text, ' ');
            r->pending_space = false;
            map_to(r, (uint32_t)r->text.len, 1, i, 1);
            syn_buf_char(&r->text, c);
        }
    }
}

bool syni_page_read(syn_str html, syn_arena *keep, syn_arena *scratch, syni_page *out)
{
    reading r = {.html = html, .keep = keep, .scratch = scratch, .out = out};
    GumboOptions options = kGumboDefaultOptions;
    GumboOutput *parsed;

    memset(out, 0, sizeof *out);
    out->too_deep = is_too_deep(html);
    if (out->too_deep) {
        strip_tags(&r);
    } else {
        options.max_errors = 0;
        parsed = gumbo_parse_with_options(&options, html.ptr != NULL ? html.ptr : "", html.len);
        flatten(&r, parsed->root);
        if (!syn_arena_failed(scratch)) {
            count(&r);
            mark_by_class(&r);
            count(&r);
            take_metadata(&r);
            put_title(&r);
            put_container(&r, choose_container(&r));
        }
        gumbo_destroy_output(&options, parsed);
    }
    if (r.text.failed)
        keep->failed = true;
    out->text = syn_arena_str(keep, syn_buf_view(&r.text));
    syn_buf_free(&r.text);
    return !syn_arena_failed(keep) && !syn_arena_failed(scratch);
}
