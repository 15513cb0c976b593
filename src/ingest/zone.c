/* SPDX-License-Identifier: Apache-2.0
 *
 * Zones of plain text, line by line. A line is compared folded with the phrases of data/zones.tsv,
 * then by shape: titles stand first, bylines near the top, captions end in a credit, headings are
 * short lines between longer ones, debris is short lines after the last paragraph. What no rule
 * claims is body. Reading stays linear: every line is folded once and tested against a fixed table.
 *
 * Rejected: text density (Kohlschütter 2010), which needs markup that plain text does not have.
 */
#include "zone.h"
#include "date.h"
#include "zone_phrase.h"

#include "base/vec.h"
#include "text/text.h"

typedef struct phrase {
    const char *kind, *test, *words;
} phrase;

static const phrase phrases[] = {
#include "zones.inc"
};

enum {
    MAX_FOLDED = 1200,    /* bytes of a line that are folded; longer lines are body by length */
    MAX_TITLE_WORDS = 32, /* the longest headlines of dailies and tabloids */
    TOP_LINES = 8,        /* bylines stand among the first lines */
    LONG_LINE = 80        /* bytes; a paragraph's line, against headings and links */
};

typedef struct line {
    syn_span span;  /* white space trimmed */
    syn_str folded; /* start of the line, folded */
    uint32_t n_words;
    syn_zone_kind kind;
    bool ends_sentence; /* . ! ? or one of them before a closing quote or bracket */
    bool is_done;
} line;

typedef SYN_VEC(line) lines_of_text;
typedef SYN_VEC(syn_zone) zone_vec;
typedef SYN_VEC(syn_str) str_vec;

typedef struct page {
    syn_doc *doc;
    syn_arena *keep, *scratch;
    lines_of_text lines;
    str_vec agencies, byline;
} page;

static syn_str text_of(const page *p, const line *l)
{
    return syn_str_span(p->doc->text, l->span);
}

static bool ends_sentence(syn_str s)
{
    while (s.len > 0) {
        unsigned len;
        uint32_t c = syn_utf8_decode_before(s, s.len, &len);

        if (c == '.' || c == '!' || c == '?' || c == 0x2026)
            return true;
        if (!syn_cp_is_close_quote(c) && c != ')' && c != ']')
            return false;
        s.len -= len;
    }
    return false;
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

static void split_lines(page *p, uint32_t from)
{
    syn_str text = p->doc->text;
    uint32_t start = from;

    while (start < text.len) {
        const char *end = memchr(text.ptr + start, '\n', text.len - start);
        uint32_t stop = end != NULL ? (uint32_t)(end - text.ptr) : (uint32_t)text.len;
        line l = {.span = syn_text_trim_span(text, (syn_span){start, stop}), .kind = SYN_ZONE_BODY};

        if (l.span.start < l.span.end) {
            syn_str s = syn_str_span(text, l.span), head = s;

            if (head.len > MAX_FOLDED) {
                head.len = MAX_FOLDED;
                while (head.len > 0 && ((unsigned char)s.ptr[head.len] & 0xC0) == 0x80)
                    head.len--;
            }
            l.folded = syn_text_fold(p->scratch, head);
            l.n_words = count_words(head);
            l.ends_sentence = ends_sentence(s);
            SYN_PUSH(p->scratch, p->lines, l);
        }
        start = stop + 1;
    }
}

/* ---- phrases --------------------------------------------------------------------------------- */

static bool holds(const phrase *ph, syn_str folded)
{
    syn_str words = syn_str_from(ph->words);

    switch (ph->test[0]) {
    case 'i':
        return syn_str_eq(folded, words);
    case 's':
        return syn_str_starts(folded, words);
    case 'e':
        return syn_str_ends(folded, words);
    default:
        return syn_str_find(folded, words) != SIZE_MAX;
    }
}

bool syni_zone_phrase(const char *kind, syn_str folded)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strcmp(phrases[i].kind, kind) == 0 && holds(&phrases[i], folded))
            return true;
    return false;
}

static bool is_agency(syn_arena *scratch, syn_str name)
{
    return name.len > 0 && name.len < 40 &&
           syni_zone_phrase("agency", syn_text_fold(scratch, syn_str_trim(name)));
}

static void add_once(syn_arena *keep, str_vec *list, syn_str s)
{
    s = syn_str_trim(s);
    if (syn_str_starts_nocase(s, SYN_STR("the ")))
        s = syn_str_slice(s, 4, s.len);
    if (s.len == 0)
        return;
    for (uint32_t i = 0; i < list->n; i++)
        if (syn_str_eq_nocase(list->items[i], s))
            return;
    SYN_PUSH(keep, *list, s);
}

/* ---- date of publication --------------------------------------------------------------------- */

static void set_published(page *p, syn_str date, syn_published_from from, syn_span span)
{
    syn_meta *meta = &p->doc->meta;

    if (date.len == 0 || meta->published.len > 0)
        return;
    meta->published = date;
    meta->published_from = from;
    meta->published_span = span;
}

/* "date 2025-10-15 Text …": what a crawler wrote in front. Returns where the text goes on. */
static uint32_t crawl_prefix(page *p, uint32_t from)
{
    static const char *const words[] = {"date", "published", "posted", "updated", "crawled"};
    syn_str text = p->doc->text;
    syn_span span = syn_text_trim_span(text, (syn_span){from, (uint32_t)text.len});
    syn_str s = syn_str_slice(text, span.start, (size_t)span.start + 64);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = strlen(words[i]);
        syn_str date;

        if (!syn_str_starts_nocase(s, syn_str_from(words[i])))
            continue;
        while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == ':'))
            at++;
        if (at == strlen(words[i]) || at + 10 > s.len ||
            (at + 10 < s.len && (unsigned char)s.ptr[at + 10] > ' '))
            continue;
        date = syni_date_parse(p->keep, syn_str_slice(s, at, at + 10));
        if (date.len == 0)
            continue;
        set_published(p, date, SYN_PUBLISHED_TEXT,
            (syn_span){span.start + (uint32_t)at, span.start + (uint32_t)at + 10});
        return span.start + (uint32_t)at + 10;
    }
    return from;
}

/* ---- one line -------------------------------------------------------------------------------- */

static bool is_caption(syn_str s, syn_str folded, uint32_t n_words)
{
    static const char *const credits[] = {" - via ", " -via ", "- via reuters", "| via "};
    size_t slash;

    if (syni_zone_phrase("caption", folded))
        return true;
    if (n_words > 90)
        return false;
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
        size_t at = syn_str_find(folded, syn_str_from(credits[i]));

        if (at != SIZE_MAX && folded.len - at < 60)
            return true;
    }
    /* "… / Presidential Media Office": a slash between blanks, then capitalised words to the end.
     */
    slash = s.len;
    while (slash > 0 && s.ptr[slash - 1] != '/')
        slash--;
    if (slash > 1 && slash < s.len && s.ptr[slash - 2] == ' ' && s.ptr[slash] == ' ' &&
        s.len - slash < 60) {
        syn_str credit = syn_str_trim(syn_str_slice(s, slash, s.len));
        uint32_t n_upper = 0;

        for (size_t i = 0; i < credit.len; i++)
            if ((i == 0 || credit.ptr[i - 1] == ' ') && credit.ptr[i] >= 'A' &&
                credit.ptr[i] <= 'Z')
                n_upper++;
        return n_upper > 0 && n_upper == count_words(credit);
    }
    return false;
}

static bool is_tweet_end(syn_str folded)
{
    size_t at = syn_str_find(folded, SYN_STR("(@"));

    return at != SIZE_MAX && syn_str_find(syn_str_slice(folded, 0, at), SYN_STR("- ")) != SIZE_MAX;
}

static void take_authors(page *p, const line *l, size_t from)
{
    syn_str s = text_of(p, l);
    syn_span date;
    size_t end = s.len;

    if (syni_date_find(p->scratch, s, &date).len > 0 && date.start > from)
        end = date.start;
    while (from < end) {
        syn_str rest = syn_str_slice(s, from, end), name;
        size_t comma = syn_str_find(rest, SYN_STR(",")),
               and_at = syn_str_find(rest, SYN_STR(" and "));
        size_t cut = comma < and_at ? comma : and_at;

        name = cut == SIZE_MAX ? rest : syn_str_slice(rest, 0, cut);
        name = syn_str_trim(name);
        if (is_agency(p->scratch, name))
            add_once(p->keep, &p->agencies, name);
        else if (name.len > 0 && name.len < 60)
            add_once(p->keep, &p->byline, name);
        if (cut == SIZE_MAX)
            break;
        from += cut + (cut == comma ? 1 : 5);
    }
}

/* Agencies that a credit line names: "The Associated Press and Reuters contributed …". */
static void take_credits(page *p, const line *l)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        syn_str words = syn_str_from(phrases[i].words);
        size_t at;

        if (strcmp(phrases[i].kind, "agency") != 0 || words.len < 3)
            continue;
        at = syn_str_find(l->folded, words);
        if (at == SIZE_MAX || (at > 0 && syn_cp_is_alnum((unsigned char)l->folded.ptr[at - 1])) ||
            (at + words.len < l->folded.len &&
                syn_cp_is_alnum((unsigned char)l->folded.ptr[at + words.len])))
            continue;
        /* Folding an English credit line keeps its length, so the offsets are the text's own. */
        if (l->folded.len == l->span.end - l->span.start)
            add_once(p->keep, &p->agencies,
                syn_str_span(p->doc->text, (syn_span){l->span.start + (uint32_t)at,
                                               l->span.start + (uint32_t)(at + words.len)}));
    }
}

static bool is_byline(const page *p, const line *l, uint32_t index)
{
    syn_str s = text_of(p, l);

    if (syni_zone_phrase("byline", l->folded) && l->n_words <= 40)
        return true;
    return index < TOP_LINES && l->n_words <= 14 && !l->ends_sentence && s.len > 3 &&
           (syn_str_starts(s, SYN_STR("By ")) || syn_str_starts(s, SYN_STR("BY ")));
}

/* A line near the top that says when, and perhaps where or by whom, and tells nothing. */
static bool is_date_line(page *p, const line *l)
{
    syn_span span;

    return l->n_words <= 10 && !l->ends_sentence &&
           syni_date_find(p->scratch, text_of(p, l), &span).len > 0;
}

/* "Lantern Daily, 4 March 2026": the outlet's own name before its date, told by its last word. */
static void take_masthead(page *p, syn_str s, uint32_t date_start)
{
    syn_str name = syn_str_trim(syn_str_slice(s, 0, date_start));
    size_t comma = syn_str_find(name, SYN_STR(","));
    size_t bar = syn_str_find(name, SYN_STR("|"));

    name = syn_str_trim(syn_str_slice(name, 0, comma < bar ? comma : bar));
    if (p->doc->meta.outlet.len == 0 && name.len > 3 && name.len < 60 &&
        syn_text_is_capitalised(name) &&
        syni_zone_phrase("masthead", syn_text_fold(p->scratch, name)))
        p->doc->meta.outlet = name;
}

/* "Home | World | Sport", "Skip to main content": what stands above a title. */
static bool is_navigation(const page *p, const line *l)
{
    syn_str s = text_of(p, l);
    uint32_t n_bars = 0;

    for (size_t i = 1; i + 1 < s.len; i++)
        n_bars += s.ptr[i] == '|' && s.ptr[i - 1] == ' ' && s.ptr[i + 1] == ' ';
    return !l->ends_sentence && l->n_words <= 24 &&
           (n_bars >= 2 || syni_zone_phrase("boilerplate", l->folded));
}

static void classify(page *p, uint32_t index)
{
    line *l = &p->lines.items[index];
    syn_str s = text_of(p, l);
    syn_span span;
    syn_str date;

    if (l->is_done)
        return;
    if (is_byline(p, l, index)) {
        l->kind = SYN_ZONE_BYLINE;
        take_credits(p, l);
        if (index < TOP_LINES && syn_str_starts_nocase(s, SYN_STR("by ")))
            take_authors(p, l, 3);
        date = syni_date_find(p->keep, s, &span);
        if (date.len > 0)
            set_published(p, date, SYN_PUBLISHED_TEXT,
                (syn_span){l->span.start + span.start, l->span.start + span.end});
    } else if (syni_zone_phrase("embed", l->folded) || is_tweet_end(l->folded)) {
        l->kind = SYN_ZONE_EMBED;
    } else if (index < TOP_LINES && is_date_line(p, l)) {
        l->kind = SYN_ZONE_BYLINE;
        date = syni_date_find(p->keep, s, &span);
        set_published(p, date, SYN_PUBLISHED_TEXT,
            (syn_span){l->span.start + span.start, l->span.start + span.end});
        take_masthead(p, s, span.start);
    } else if (syni_zone_phrase("correction", l->folded)) {
        l->kind = SYN_ZONE_CORRECTION;
    } else if (is_caption(s, l->folded, l->n_words)) {
        l->kind = SYN_ZONE_CAPTION;
    } else if (syni_zone_phrase("boilerplate", l->folded) && l->n_words <= 80) {
        l->kind = SYN_ZONE_BOILERPLATE;
    } else if (is_navigation(p, l)) {
        l->kind = SYN_ZONE_BOILERPLATE;
    } else if (s.len > 2 && s.ptr[0] == '[' && s.ptr[s.len - 1] == ']') {
        l->kind = SYN_ZONE_BOILERPLATE;
    } else if (l->n_words <= 8 &&
               (syn_str_starts(s, SYN_STR("Follow ")) || syn_str_starts(s, SYN_STR("follow "))) &&
               syn_str_find(l->folded, SYN_STR(" on ")) != SIZE_MAX) {
        l->kind = SYN_ZONE_BOILERPLATE;
    } else {
        return;
    }
    l->is_done = true;
}

/* "Read more:" and the link lines that follow it. */
static void classify_blocks(page *p)
{
    bool in_block = false;

    for (uint32_t i = 0; i < p->lines.n; i++) {
        line *l = &p->lines.items[i];

        if (syni_zone_phrase("block", l->folded)) {
            in_block = true;
        } else if (in_block && l->ends_sentence && l->n_words >= 16) {
            in_block = false;
        }
        if (in_block) {
            l->kind = SYN_ZONE_BOILERPLATE;
            l->is_done = true;
        }
    }
}

static bool is_long(const line *l)
{
    return l->span.end - l->span.start >= LONG_LINE && l->ends_sentence;
}

/* A sentence ends or a quotation opens inside the line: a paragraph that was cut, not a
 * picture's words. */
static bool has_inner_end(syn_str s)
{
    static const char *const ends[] = {
        "\"", "\xE2\x80\x9C", ". ", ".\" ", ".\xE2\x80\x9D ", "? ", "! "};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (syn_str_find(s, syn_str_from(ends[i])) != SIZE_MAX)
            return true;
    return false;
}

static void classify_by_neighbours(page *p)
{
    uint32_t first_long = p->lines.n, last_long = 0, n_long = 0, n_open = 0;
    bool any = false;

    for (uint32_t i = 0; i < p->lines.n; i++)
        if (!p->lines.items[i].is_done && is_long(&p->lines.items[i])) {
            first_long = any ? first_long : i;
            last_long = i;
            n_long++;
            any = true;
        }
    if (!any)
        return;
    for (uint32_t i = 0; i < p->lines.n; i++) {
        line *l = &p->lines.items[i];
        syn_str s = text_of(p, l);
        char last = s.ptr[s.len - 1];

        if (l->is_done || l->ends_sentence || last == ':' || last == ',' || last == ';')
            continue;
        n_open += l->n_words > 12 && i > first_long;
    }
    for (uint32_t i = 0; i < p->lines.n; i++) {
        line *l = &p->lines.items[i];
        syn_str s = text_of(p, l);
        char last = s.ptr[s.len - 1];

        /* Where paragraphs end in full stops, a long line that does not is a picture's. */
        if (!l->is_done && !l->ends_sentence && l->n_words > 12 && l->n_words <= 60 &&
            i > first_long && n_open * 4 <= n_long && !has_inner_end(s) && last != ':' &&
            last != ',' && last != ';' &&
            !syn_cp_is_close_quote(syn_utf8_decode_before(s, s.len, &(unsigned){0}))) {
            l->kind = SYN_ZONE_CAPTION;
            l->is_done = true;
            continue;
        }
        if (l->is_done || l->ends_sentence || l->n_words > 12 || is_long(l))
            continue;
        if (i > last_long && l->n_words <= 3) {
            l->kind = SYN_ZONE_BOILERPLATE;
            l->is_done = true;
        } else if (i > first_long && i < last_long && last != ':' && last != ';' && last != ',' &&
                   (syn_text_is_capitalised(s) || !syn_cp_is_alpha((unsigned char)s.ptr[0]))) {
            l->kind = SYN_ZONE_HEADING;
            l->is_done = true;
        }
    }
}

static void classify_title(page *p)
{
    uint32_t at = 0;
    line *first;
    syn_str s;

    while (at < p->lines.n && at < TOP_LINES && is_navigation(p, &p->lines.items[at]))
        at++;
    if (at == p->lines.n)
        return;
    first = &p->lines.items[at];
    s = text_of(p, first);
    if (p->doc->meta.title.len == 0) {
        bool dotted = s.ptr[s.len - 1] == '.' && !syn_str_ends(s, SYN_STR("..."));

        /* A hard-wrapped paragraph goes on in small letters. */
        if (at + 1 < p->lines.n && syn_cp_is_lower(syn_utf8_decode(p->doc->text,
                                       p->lines.items[at + 1].span.start, &(unsigned){0})))
            return;
        if (p->lines.n < at + 2 || first->n_words > MAX_TITLE_WORDS || dotted ||
            first->n_words < 2 || syni_zone_phrase("boilerplate", first->folded) ||
            is_caption(s, first->folded, first->n_words) || is_byline(p, first, 0) ||
            s.ptr[s.len - 1] == ',' || s.ptr[s.len - 1] == ':' || is_date_line(p, first) ||
            (first->ends_sentence && first->n_words > 16)
            /* An opening quotation is body; a headline may be a quotation alone. */
            || (first->ends_sentence && first->n_words > 12 &&
                   syn_cp_is_open_quote(syn_utf8_decode(s, 0, &(unsigned){0}))))
            return;
        p->doc->meta.title = s;
    } else if (!syn_str_eq(first->folded, syn_text_fold(p->scratch, p->doc->meta.title))) {
        return;
    }
    first->kind = SYN_ZONE_TITLE;
    first->is_done = true;
}

static void classify_repeated_title(page *p)
{
    syn_str title = syn_text_fold(p->scratch, p->doc->meta.title);

    if (title.len == 0)
        return;
    for (uint32_t i = 0; i < p->lines.n && i < TOP_LINES; i++) {
        line *l = &p->lines.items[i];

        if (!l->is_done && syn_str_eq(l->folded, title)) {
            l->kind = SYN_ZONE_BOILERPLATE;
            l->is_done = true;
        }
    }
}

/* ---- datelines ------------------------------------------------------------------------------- */

/* Length of "CITY, Country, Oct. 15 (Agency) — " at the start of a paragraph; 0 if there is none.
 * *agency is set to what stands between brackets. */
static size_t dateline_bytes(syn_str s, syn_str *agency)
{
    size_t at = 0, n_upper = 0, limit = s.len < 120 ? s.len : 120;
    bool only_bracket = s.len > 0 && s.ptr[0] == '(';

    *agency = (syn_str){0};
    if (!only_bracket) {
        /* The first word is a place in capitals. */
        while (at < limit && s.ptr[at] != ' ' && s.ptr[at] != ',') {
            unsigned len;
            uint32_t c = syn_utf8_decode(s, at, &len);

            if (syn_cp_is_lower(c))
                return 0;
            n_upper += syn_cp_is_upper(c);
            at += len;
        }
        if (n_upper < 3)
            return 0;
    }
    for (; at < limit; at++) {
        syn_str rest = syn_str_slice(s, at, s.len);

        if (s.ptr[at] == '(') {
            size_t close = syn_str_find(rest, SYN_STR(")"));

            if (close == SIZE_MAX || close > 40)
                return 0;
            *agency = syn_str_slice(rest, 1, close);
            at += close;
            rest = syn_str_slice(s, at + 1, s.len);
            if (only_bracket || syn_str_starts(rest, SYN_STR(" -")) ||
                syn_str_starts(rest, SYN_STR(" \xE2\x80\x93")) ||
                syn_str_starts(rest, SYN_STR(" \xE2\x80\x94")) ||
                syn_str_starts(rest, SYN_STR(":")))
                continue;
            return at + 1 < s.len && s.ptr[at + 1] == ' ' ? at + 2 : 0;
        }
        if (only_bracket && at > agency->len + 1)
            break;
        if (syn_str_starts(rest, SYN_STR(" - ")) || syn_str_starts(rest, SYN_STR(" -- ")) ||
            syn_str_starts(rest, SYN_STR("\xE2\x80\x94")) ||
            syn_str_starts(rest, SYN_STR(" \xE2\x80\x93 ")) ||
            syn_str_starts(rest, SYN_STR(" \xE2\x80\x94"))) {
            while (at < s.len) {
                unsigned len;
                uint32_t c = syn_utf8_decode(s, at, &len);

                if (c != ' ' && c != '-' && c != 0x2013 && c != 0x2014)
                    return at;
                at += len;
            }
            return 0;
        }
        /* Nothing but places and a date stands in a dateline. */
        if (s.ptr[at] == '.' && at + 1 < s.len && s.ptr[at + 1] == ' ' && at + 2 < s.len &&
            !(s.ptr[at + 2] >= '0' && s.ptr[at + 2] <= '9') && s.ptr[at + 2] != '(' &&
            s.ptr[at + 2] != '-' && (unsigned char)s.ptr[at + 2] < 0x80)
            return 0;
    }
    if (only_bracket) {
        size_t end = agency->len + 2;

        return agency->len > 0 && end < s.len && s.ptr[end] == ' ' ? end + 1 : 0;
    }
    return 0;
}

/* A name of up to four capitalised words. */
static bool is_short_name(syn_str s)
{
    uint32_t n_upper = 0, n = count_words(s);

    for (size_t i = 0; i < s.len; i++)
        n_upper += (i == 0 || s.ptr[i - 1] == ' ') && s.ptr[i] >= 'A' && s.ptr[i] <= 'Z';
    return n >= 1 && n <= 4 && n_upper == n && s.len < 40;
}

/* What stands between the brackets of a dateline is the newsroom that sent it. */
static void take_dateline(page *p, syn_span span, syn_str agency)
{
    syn_str s = syn_str_span(p->doc->text, span), date;
    syn_span at;

    if (is_agency(p->scratch, agency) || is_short_name(agency))
        add_once(p->keep, &p->agencies, agency);
    date = syni_date_find(p->keep, s, &at);
    if (date.len > 0)
        set_published(
            p, date, SYN_PUBLISHED_TEXT, (syn_span){span.start + at.start, span.start + at.end});
}

static void add_zone(page *p, zone_vec *zones, syn_span span, syn_zone_kind kind)
{
    if (span.start >= span.end)
        return;
    if (zones->n > 0 && zones->items[zones->n - 1].kind == kind && kind == SYN_ZONE_BODY) {
        zones->items[zones->n - 1].span.end = span.end;
        return;
    }
    SYN_PUSH(p->keep, *zones, ((syn_zone){span, kind}));
}

/* Zones from the lines: each reaches to the start of the next, so that together they are all of
 * the text. */
static void lay_zones(page *p, uint32_t prefix_end)
{
    zone_vec zones = {0};
    uint32_t text_len = (uint32_t)p->doc->text.len;
    bool seen_body = false;

    if (p->lines.n == 0) {
        add_zone(p, &zones, (syn_span){0, text_len},
            prefix_end > 0 ? SYN_ZONE_BOILERPLATE : SYN_ZONE_BODY);
    } else {
        uint32_t at = 0;

        if (prefix_end > 0) {
            add_zone(p, &zones, (syn_span){0, prefix_end}, SYN_ZONE_BOILERPLATE);
            at = prefix_end;
        }
        for (uint32_t i = 0; i < p->lines.n; i++) {
            const line *l = &p->lines.items[i];
            uint32_t end = i + 1 < p->lines.n ? p->lines.items[i + 1].span.start : text_len;

            if (l->kind == SYN_ZONE_BODY && !seen_body) {
                syn_str agency;
                size_t n = dateline_bytes(text_of(p, l), &agency);

                seen_body = true;
                if (n > 0) {
                    uint32_t body = l->span.start + (uint32_t)n;

                    add_zone(p, &zones, (syn_span){at, body}, SYN_ZONE_DATELINE);
                    take_dateline(p, (syn_span){l->span.start, body}, agency);
                    at = body;
                }
            }
            add_zone(p, &zones, (syn_span){at, end}, l->kind);
            at = end;
        }
    }
    p->doc->zones.items = zones.items;
    p->doc->zones.n = zones.n;
}

static void set_genre(page *p)
{
    static const struct {
        const char *kind;
        syn_genre genre;
    } genres[] = {{"live", SYN_GENRE_LIVE}, {"opinion", SYN_GENRE_OPINION},
        {"analysis", SYN_GENRE_ANALYSIS}, {"transcript", SYN_GENRE_TRANSCRIPT},
        {"digest", SYN_GENRE_DIGEST}};
    syn_meta *meta = &p->doc->meta;
    syn_str title = syn_text_fold(p->scratch, meta->title);
    bool has_body = false;

    if (meta->genre != SYN_GENRE_UNKNOWN)
        return;
    for (size_t i = 0; i < sizeof genres / sizeof *genres; i++)
        if (title.len > 0 && syni_zone_phrase(genres[i].kind, title)) {
            meta->genre = genres[i].genre;
            return;
        }
    if (syn_str_find(meta->url, SYN_STR("/opinion")) != SIZE_MAX) {
        meta->genre = SYN_GENRE_OPINION;
        return;
    }
    for (uint32_t i = 0; i < p->lines.n; i++)
        has_body = has_body || is_long(&p->lines.items[i]);
    if (has_body)
        meta->genre = SYN_GENRE_NEWS;
}

static void take_hints(page *p, const syni_hints *hints)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < p->lines.n; i++) {
        line *l = &p->lines.items[i];

        while (at < hints->n && hints->items[at].start < l->span.start)
            at++;
        if (at == hints->n || hints->items[at].start >= l->span.end ||
            hints->items[at].kind == SYN_ZONE_BODY)
            continue;
        l->kind = hints->items[at].kind;
        l->is_done = true;
    }
}

void syni_zone_text(
    syn_doc *doc, uint32_t title_end, const syni_hints *hints, syn_arena *keep, syn_arena *scratch)
{
    page p = {.doc = doc, .keep = keep, .scratch = scratch};
    uint32_t prefix_end = title_end == 0 ? crawl_prefix(&p, 0) : 0;

    for (uint32_t i = 0; i < doc->meta.byline.n; i++)
        add_once(keep, &p.byline, doc->meta.byline.items[i]);
    for (uint32_t i = 0; i < doc->meta.agencies.n; i++)
        add_once(keep, &p.agencies, doc->meta.agencies.items[i]);
    split_lines(&p, prefix_end);
    if (hints != NULL)
        take_hints(&p, hints);
    classify_title(&p);
    classify_repeated_title(&p);
    classify_blocks(&p);
    for (uint32_t i = 0; i < p.lines.n; i++)
        classify(&p, i);
    if (hints == NULL)
        classify_by_neighbours(&p);
    lay_zones(&p, prefix_end);
    set_genre(&p);
    if (doc->meta.published.len == 0)
        set_published(&p, syni_date_in_url(keep, doc->meta.url), SYN_PUBLISHED_INFERRED,
            (syn_span){SYN_NONE, SYN_NONE});
    doc->meta.byline.items = p.byline.items;
    doc->meta.byline.n = p.byline.n;
    doc->meta.agencies.items = p.agencies.items;
    doc->meta.agencies.n = p.agencies.n;
}
