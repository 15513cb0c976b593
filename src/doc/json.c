/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON writer. Strings are copied in runs of bytes that need no escape, so the cost is one
 * look-up a byte. Rejected: json-c's printer (a tree for each document, and printf's locale in its
 * numbers).
 */
#include "json.h"

#include "text/text.h"

#include <assert.h>
#include <math.h>

void syn_json_init(syn_json *w, syn_buf *out)
{
    *w = (syn_json){.out = out};
}

/* Comma where one is due. */
static void before_value(syn_json *w)
{
    uint64_t bit = (uint64_t)1 << w->depth;

    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->depth > 0 && (w->has_items & bit) != 0)
        syn_buf_char(w->out, ',');
    w->has_items |= bit;
}

static void open_level(syn_json *w, bool is_array)
{
    assert(w->depth < SYN_JSON_DEPTH);
    before_value(w);
    syn_buf_char(w->out, is_array ? '[' : '{');
    if (w->depth < SYN_JSON_DEPTH)
        w->depth++;
    w->has_items &= ~((uint64_t)1 << w->depth);
    if (is_array)
        w->is_array |= (uint64_t)1 << w->depth;
    else
        w->is_array &= ~((uint64_t)1 << w->depth);
}

void syn_json_object(syn_json *w)
{
    open_level(w, false);
}

void syn_json_array(syn_json *w)
{
    open_level(w, true);
}

void syn_json_end(syn_json *w)
{
    assert(w->depth > 0 && !w->after_key);
    if (w->depth == 0)
        return;
    syn_buf_char(w->out, (w->is_array >> w->depth & 1) != 0 ? ']' : '}');
    w->depth--;
}

static void put_escaped(syn_buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    char u[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

    switch (c) {
    case '"':
        syn_buf_append(out, "\\\"", 2);
        break;
    case '\\':
        syn_buf_append(out, "\\\\", 2);
        break;
    case '\n':
        syn_buf_append(out, "\\n", 2);
        break;
    case '\r':
        syn_buf_append(out, "\\r", 2);
        break;
    case '\t':
        syn_buf_append(out, "\\t", 2);
        break;
    default:
        syn_buf_append(out, u, sizeof u);
        break;
    }
}

static void put_string(syn_buf *out, syn_str s)
{
    size_t run = 0, at = 0;

    syn_buf_char(out, '"');
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        unsigned len = 1;

        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
            at++;
            continue;
        }
        if (c >= 0x80) {
            uint32_t cp = syn_utf8_decode(s, at, &len);

            if (cp != 0xfffd || len > 1) {
                at += len;
                continue;
            }
            syn_buf_append(out, s.ptr + run, at - run);
            syn_buf_append(out, "\xef\xbf\xbd", 3);
        } else {
            syn_buf_append(out, s.ptr + run, at - run);
            put_escaped(out, c);
        }
        at += len;
        run = at;
    }
    if (at > run)
        syn_buf_append(out, s.ptr + run, at - run);
    syn_buf_char(out, '"');
}

void syn_json_key_str(syn_json *w, syn_str key)
{
    assert(!w->after_key && w->depth > 0);
    before_value(w);
    put_string(w->out, key);
    syn_buf_char(w->out, ':');
    w->after_key = true;
}

void syn_json_key(syn_json *w, const char *key)
{
    syn_json_key_str(w, syn_str_from(key));
}

void syn_json_str(syn_json *w, syn_str s)
{
    before_value(w);
    put_string(w->out, s);
}

void syn_json_z(syn_json *w, const char *z)
{
    if (z == NULL)
        syn_json_null(w);
    else
        syn_json_str(w, syn_str_from(z));
}

void syn_json_str_or_null(syn_json *w, syn_str s)
{
    if (s.len == 0)
        syn_json_null(w);
    else
        syn_json_str(w, s);
}

static void put_digits(syn_buf *out, uint64_t n, unsigned at_least)
{
    char digits[20];
    unsigned at = sizeof digits;

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0 || sizeof digits - at < at_least);
    syn_buf_append(out, digits + at, sizeof digits - at);
}

void syn_json_uint(syn_json *w, uint64_t n)
{
    before_value(w);
    put_digits(w->out, n, 1);
}

void syn_json_int(syn_json *w, int64_t n)
{
    before_value(w);
    if (n < 0)
        syn_buf_char(w->out, '-');
    put_digits(w->out, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, 1);
}

void syn_json_bool(syn_json *w, bool b)
{
    before_value(w);
    syn_buf_z(w->out, b ? "true" : "false");
}

void syn_json_null(syn_json *w)
{
    before_value(w);
    syn_buf_z(w->out, "null");
}

void syn_json_number(syn_json *w, double x, unsigned decimals)
{
    static const uint64_t powers[] = {
        1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
    double size = fabs(x);
    uint64_t scale, units, fraction;

    if (!isfinite(x)) {
        syn_json_null(w);
        return;
    }
    before_value(w);
    if (decimals > 9)
        decimals = 9;
    /* Beyond 2^53 a double is whole; "%.0f" prints its exact digits, and asks no locale. */
    if (size >= 9007199254740992.0) {
        syn_buf_printf(w->out, "%.0f", x);
        return;
    }
    while (decimals > 0 && size * (double)powers[decimals] >= 9007199254740992.0)
        decimals--;
    scale = powers[decimals];
    units = (uint64_t)floor(size * (double)scale + 0.5);
    if (x < 0 && units > 0)
        syn_buf_char(w->out, '-');
    put_digits(w->out, units / scale, 1);
    fraction = units % scale;
    while (decimals > 0 && fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
    }
    if (decimals > 0) {
        syn_buf_char(w->out, '.');
        put_digits(w->out, fraction, decimals);
    }
}

void syn_json_raw(syn_json *w, syn_str json)
{
    before_value(w);
    syn_buf_str(w->out, json);
}

void syn_json_span(syn_json *w, syn_span span)
{
    syn_json_array(w);
    syn_json_uint(w, span.start);
    syn_json_uint(w, span.end);
    syn_json_end(w);
}
