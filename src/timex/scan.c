/* SPDX-License-Identifier: Apache-2.0
 *
 * The light scan. One pass over the bytes; words are looked up as they end. "a.m." and "p.m." are
 * one word; commas group three digits; a full stop between digits is decimal unless it parts the
 * three numbers of a date. A sentence may start after . ! ? or a blank line, not after an
 * abbreviation or an initial. Cost: about 15 ns a byte.
 */
#include "scan.h"

#include "base/vec.h"
#include "text/text.h"

#include <string.h>

typedef struct scan {
    const tx_lexicon *lexicon;
    const syn_doc *doc;
    syn_str text;
    size_t at;
    uint32_t zone; /* index into doc->zones */
    bool space, stop, line, paragraph;
} scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char byte_at(const scan *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

static bool three_digits(const scan *s, size_t at)
{
    return is_digit(byte_at(s, at)) && is_digit(byte_at(s, at + 1)) &&
           is_digit(byte_at(s, at + 2)) && !is_digit(byte_at(s, at + 3));
}

/* d.d.d, as in 28.12.2017, or an address: the full stops are not decimal. */
static bool dotted(const scan *s, size_t at)
{
    while (is_digit(byte_at(s, at)))
        at++;
    return byte_at(s, at) == '.' && is_digit(byte_at(s, at + 1));
}

static void scan_number(scan *s, tx_token *t)
{
    double value = 0, unit = 1;
    unsigned digits = 0;

    while (is_digit(byte_at(s, s->at))) {
        value = value * 10 + (byte_at(s, s->at) - '0');
        digits++;
        s->at++;
    }
    while (digits <= 15 && byte_at(s, s->at) == ',' && three_digits(s, s->at + 1) &&
           (t->comma || digits <= 3)) {
        for (int k = 1; k <= 3; k++)
            value = value * 10 + (byte_at(s, s->at + (size_t)k) - '0');
        s->at += 4;
        digits += 3;
        t->comma = true;
    }
    if (byte_at(s, s->at) == '.' && is_digit(byte_at(s, s->at + 1)) && !dotted(s, s->at + 1) &&
        !(s->at >= 2 && t->start > 0 && byte_at(s, t->start - 1) == '.')) {
        s->at++;
        t->decimal = true;
        for (; is_digit(byte_at(s, s->at)); s->at++)
            if (unit < 1e12) {
                value = value * 10 + (byte_at(s, s->at) - '0');
                unit *= 10;
            }
        value /= unit;
    }
    t->kind = TX_NUMBER;
    t->number = value;
    t->n_digits = (uint8_t)(digits > 200 ? 200 : digits);
}

/* "a.m.", "P.M", "am": length of the word, or 0. */
static size_t half_day(const scan *s)
{
    char a = byte_at(s, s->at);
    size_t n = 1;

    if (a != 'a' && a != 'p' && a != 'A' && a != 'P')
        return 0;
    if (byte_at(s, s->at + 1) != '.')
        return 0;
    n = 2;
    if (byte_at(s, s->at + n) != 'm' && byte_at(s, s->at + n) != 'M')
        return 0;
    n++;
    return byte_at(s, s->at + n) == '.' ? n + 1 : n;
}

static void scan_word(scan *s, tx_token *t, uint32_t c, unsigned len)
{
    char lower[32];
    size_t n = 0, half = half_day(s);
    unsigned letters = 0, small = 0;
    bool fits = true;

    t->kind = TX_WORD;
    if (half != 0) {
        s->at += half;
        lower[0] = (char)(s->text.ptr[t->start] | 0x20);
        lower[1] = 'm';
        t->word = tx_lexicon_get(s->lexicon, lower, 2);
        return;
    }
    t->capital = syn_cp_is_upper(c);
    for (;;) {
        letters++;
        small += !syn_cp_is_upper(c);
        if (len == 1 && n < sizeof lower)
            lower[n++] = (char)syn_cp_lower(c);
        else
            fits = false;
        s->at += len;
        if (s->at >= s->text.len)
            break;
        c = syn_utf8_decode(s->text, s->at, &len);
        if (!syn_cp_is_alpha(c))
            break;
    }
    t->caps = letters > 1 && small == 0;
    if (fits)
        t->word = tx_lexicon_get(s->lexicon, lower, n);
}

static char plain_mark(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return '-';
    case 0x20AC:
        return 'E';
    case 0xA3:
        return 'L';
    case 0xA5:
        return 'Y';
    default:
        return c < 0x80 && !(c >= 'A' && c <= 'Z') ? (char)c : '?';
    }
}

static double vulgar_fraction(uint32_t c)
{
    return c == 0xBD ? 0.5 : c == 0xBC ? 0.25 : c == 0xBE ? 0.75 : 0;
}

static void scan_mark(scan *s, tx_token *t, uint32_t c, unsigned len)
{
    s->at += len;
    if (vulgar_fraction(c) > 0) {
        t->kind = TX_NUMBER;
        t->number = vulgar_fraction(c);
        t->decimal = true;
        return;
    }
    t->kind = TX_MARK;
    t->mark = plain_mark(c);
    t->em = c == 0x2013 || c == 0x2014 || c == 0x2015;
}

static void skip_space(scan *s)
{
    unsigned lines = 0, len;

    while (s->at < s->text.len) {
        uint32_t c = syn_utf8_decode(s->text, s->at, &len);

        if (!syn_cp_is_space(c))
            break;
        s->space = true;
        lines += c == '\n' || c == 0x2028 || c == 0x2029;
        if (c == 0x2029)
            lines++;
        s->at += len;
    }
    s->line = lines > 0;
    if (lines > 1)
        s->paragraph = true;
}

static uint8_t zone_of(scan *s, uint32_t at)
{
    while (s->zone < s->doc->zones.n && s->doc->zones.items[s->zone].span.end <= at)
        s->zone++;
    if (s->zone < s->doc->zones.n && s->doc->zones.items[s->zone].span.start <= at)
        return (uint8_t)s->doc->zones.items[s->zone].kind;
    return SYN_ZONE_BODY;
}

syn_status tx_scan(
    const tx_lexicon *lexicon, const syn_doc *doc, syn_arena *arena, tx_tokens *out, syn_err *err)
{
    SYN_VEC(tx_token) tokens = {0};
    scan s = {.lexicon = lexicon, .doc = doc, .text = doc->text, .paragraph = true};
    uint8_t zone = SYN_N_ZONE_KINDS;

    for (;;) {
        tx_token t = {0};
        const tx_token *last = tokens.n > 0 ? &tokens.items[tokens.n - 1] : NULL;
        unsigned len;
        uint32_t c;

        skip_space(&s);
        if (s.at >= s.text.len)
            break;
        c = syn_utf8_decode(s.text, s.at, &len);
        t.start = (uint32_t)s.at;
        t.zone = zone_of(&s, t.start);
        t.paragraph = s.paragraph || t.zone != zone;
        t.glued = !s.space;
        if (c < 0x80 && is_digit((char)c))
            scan_number(&s, &t);
        else if (syn_cp_is_alpha(c))
            scan_word(&s, &t, c, len);
        else
            scan_mark(&s, &t, c, len);
        t.end = (uint32_t)s.at;
        /* A line that starts with a capital after the end of a sentence is a paragraph too. */
        t.sentence =
            t.paragraph || (s.stop && (s.space || t.kind != TX_WORD) && t.mark != '.') ||
            (s.line && t.capital && last != NULL && last->kind == TX_MARK && last->mark != ',');
        zone = t.zone;
        if (t.kind == TX_MARK && (t.mark == '.' || t.mark == '!' || t.mark == '?'))
            s.stop = t.mark != '.' || last == NULL || last->kind != TX_WORD ||
                     (last->end - last->start > 1 && !tx_has(last->word, TXC_ABBR) &&
                         !tx_has(last->word, TXC_MONTH_ABBR));
        else if (t.kind != TX_MARK || (t.mark != '"' && t.mark != '\'' && t.mark != ')'))
            s.stop = false;
        s.space = s.paragraph = s.line = false;
        SYN_PUSH(arena, tokens, t);
    }
    out->n = tokens.n;
    for (int k = 0; k < 8; k++)
        SYN_PUSH(arena, tokens,
            ((tx_token){.start = (uint32_t)s.text.len,
                .end = (uint32_t)s.text.len,
                .sentence = true,
                .paragraph = true}));
    if (syn_arena_failed(arena))
        return syn_err_set(err, SYN_E_NOMEM, "timex", "Out of memory for the document's words.");
    out->items = tokens.items;
    out->text = s.text;
    return SYN_OK;
}

bool tx_word_equals(const tx_tokens *tokens, uint32_t at, const char *lower)
{
    const tx_token *t = &tokens->items[at];
    const char *s = tokens->text.ptr + t->start;
    uint32_t n = t->end - t->start;

    for (uint32_t i = 0; i < n; i++)
        if (lower[i] == '\0' || (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] | 0x20 : s[i]) != lower[i])
            return false;
    return lower[n] == '\0';
}
