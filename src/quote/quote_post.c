/* SPDX-License-Identifier: Apache-2.0
 *
 * Posts set into a report without quotation marks: a paragraph "WORDS — NAME (@handle) DATE" is the
 * named account's words. The signature is the whole test: a dash, a short name, a handle in
 * brackets. Linear in the text.
 */
#include "quote_build.h"
#include "text/text.h"

enum { LONGEST_NAME_BYTES = 60, LEAST_WORDS = 4 };

/* Byte after the last dash in text[from, to), SYN_NONE; *at is the dash. */
static uint32_t dash_before(syn_str text, uint32_t from, uint32_t to, uint32_t *at)
{
    uint32_t found = SYN_NONE;
    unsigned len;

    for (uint32_t i = from; i < to; i += len) {
        uint32_t c = syn_utf8_decode(text, i, &len);
        bool spaced = i > 0 && text.ptr[i - 1] == ' ' && i + 1 < to && text.ptr[i + 1] == ' ';

        if (c == 0x2014 || c == 0x2013 || (c == '-' && spaced)) {
            *at = i;
            found = i + len;
        }
    }
    return found;
}

static uint32_t first_cue_at(const syn_qbuild *b, uint32_t token, uint32_t n_items)
{
    uint32_t lo = 0, hi = n_items;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;

        if (b->items.items[mid].cue_token < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void syn_qbuild_posts(syn_qbuild *b)
{
    const syn_lang_layer *lang = b->view->doc->lang;
    syn_str text = b->view->doc->text;
    uint32_t n_items = 0; /* those of the heads, sorted by cue */

    while (n_items < b->items.n && !b->items.items[n_items].by_rule)
        n_items++;

    for (uint32_t p = 0; p < lang->paragraphs.n && !syn_arena_failed(b->scratch); p++) {
        syn_span whole = syn_text_trim_span(text, lang->paragraphs.items[p]), words, name, tokens;
        size_t handle = syn_str_find(syn_str_span(text, whole), SYN_STR("(@"));
        syn_qitem item = {.cue_token = SYN_NONE,
            .source_head = SYN_NONE,
            .parent = SYN_NONE,
            .by_rule = true,
            .is_post = true,
            .cue_score = 300};
        uint32_t at = 0, after, from, n = 0;

        if (handle == SIZE_MAX || handle < 8)
            continue;
        name.end = whole.start + (uint32_t)handle;
        from = name.end - whole.start > LONGEST_NAME_BYTES ? name.end - LONGEST_NAME_BYTES
                                                           : whole.start;
        while (from < name.end && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
            from++;
        after = dash_before(text, from, name.end, &at);
        if (after == SYN_NONE)
            continue;
        name = syn_text_trim_span(text, (syn_span){after, name.end});
        words = syn_text_trim_span(text, (syn_span){whole.start, at});
        if (name.start >= name.end || words.start >= words.end)
            continue;
        tokens = syn_qbuild_tokens(b, words);
        for (uint32_t t = tokens.start; t < tokens.end; t++)
            n += lang->tokens.items[t].upos != SYN_UPOS_PUNCT &&
                 b->view->tokens[t].quoted == SYN_NONE;
        if (n < LEAST_WORDS)
            continue;
        SYN_PUSH(b->scratch, item.source, name);
        SYN_PUSH(b->scratch, item.content, words);
        for (uint32_t i = first_cue_at(b, tokens.start, n_items);
             i < n_items && b->items.items[i].cue_token < tokens.end; i++)
            if (b->items.items[i].parent == SYN_NONE)
                b->items.items[i].parent = b->items.n;
        SYN_PUSH(b->scratch, b->items, item);
    }
}
