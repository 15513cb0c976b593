/* SPDX-License-Identifier: Apache-2.0
 *
 * A streaming JSON writer (RFC 8259). Values go straight into a syn_buf; the writer keeps one bit
 * a level. Deterministic: keys in the caller's order, numbers by our own digits and no locale,
 * everything outside ASCII as UTF-8, control characters escaped, invalid bytes as U+FFFD.
 *
 * Failure is the buffer's (sticky, `out->failed`): test it once at the end. At most SYN_JSON_DEPTH
 * levels; deeper ones are a bug of the caller (assert; in release the value is left out).
 *
 *     syn_json w;
 *     syn_json_init(&w, &buf);
 *     syn_json_object(&w);
 *     syn_json_key(&w, "id");
 *     syn_json_str(&w, id);
 *     syn_json_end(&w);
 *
 * One thread at a time. Allocates through the buffer alone.
 */
#ifndef SYNI_DOC_JSON_H
#define SYNI_DOC_JSON_H

#include <synoptic/base.h>

enum { SYN_JSON_DEPTH = 63 };

typedef struct syn_json {
    syn_buf *out;
    uint64_t has_items; /* bit d: the value open at depth d has an item already */
    uint64_t is_array;  /* bit d: the value open at depth d is an array */
    unsigned depth;
    bool after_key;
} syn_json;

void syn_json_init(syn_json *w, syn_buf *out);
void syn_json_object(syn_json *w); /* opens; syn_json_end closes what was opened last */
void syn_json_array(syn_json *w);
void syn_json_end(syn_json *w);
void syn_json_key(syn_json *w, const char *key); /* the next value is this key's */
void syn_json_key_str(syn_json *w, syn_str key);

void syn_json_str(syn_json *w, syn_str s);
void syn_json_z(syn_json *w, const char *z);       /* NULL gives null */
void syn_json_str_or_null(syn_json *w, syn_str s); /* the empty string gives null */
void syn_json_int(syn_json *w, int64_t n);
void syn_json_uint(syn_json *w, uint64_t n);
void syn_json_bool(syn_json *w, bool b);
void syn_json_null(syn_json *w);
/* Rounded half away from zero to `decimals` (0 to 9) places, trailing zeros left out; not finite
 * gives null. Magnitudes from 1e9 on are printed as whole numbers where they are whole. */
void syn_json_number(syn_json *w, double x, unsigned decimals);
void syn_json_raw(syn_json *w, syn_str json);   /* a whole value that is JSON already */
void syn_json_span(syn_json *w, syn_span span); /* [start,end] */

#endif
