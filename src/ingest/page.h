/* SPDX-License-Identifier: Apache-2.0
 *
 * A web page to the text of its article. The only file that knows gumbo is page.c.
 */
#ifndef SYNI_INGEST_PAGE_H
#define SYNI_INGEST_PAGE_H

#include "base/vec.h"
#include "zone.h"

typedef SYN_VEC(syn_map_segment) syni_segments;

typedef struct syni_page {
    syn_str text;      /* title, blank line, one line a block; in keep */
    syni_segments map; /* to bytes of `html` */
    syni_hints hints;  /* what markup says of lines */
    syn_str title, outlet, url, published, language;
    syn_strs authors;
    bool too_deep; /* nested past the cap: the text is the page without its tags */
} syni_page;

/* Fills `out` from a page (valid UTF-8). Strings are in keep. Linear but for gumbo itself, whose
 * depth is capped before it runs. False when an arena failed. */
bool syni_page_read(syn_str html, syn_arena *keep, syn_arena *scratch, syni_page *out);

/* Decodes a page's bytes to UTF-8: byte-order mark, declared charset, valid UTF-8, else
 * windows-1252 as browsers do. Returned in keep; *changed says whether bytes moved. */
syn_str syni_page_decode(syn_arena *keep, syn_str bytes, bool *changed);

#endif
