/* SPDX-License-Identifier: Apache-2.0
 *
 * Helpers over tokens, spans and the dependency tree for the steps that make attributions.
 */
#include "quote_build.h"

syn_span syn_qbuild_tokens(const syn_qbuild *b, syn_span span)
{
    const syn_lang_layer *lang = b->view->doc->lang;
    uint32_t lo = 0, hi = lang->tokens.n, end;

    while (lo < hi) { /* first token that ends after span.start */
        uint32_t mid = lo + (hi - lo) / 2;

        if (lang->tokens.items[mid].span.end <= span.start)
            lo = mid + 1;
        else
            hi = mid;
    }
    end = lo;
    while (end < lang->tokens.n && lang->tokens.items[end].span.start < span.end)
        end++;
    return (syn_span){lo, end};
}

bool syn_qspans_cover(const syn_qspans *spans, syn_span span)
{
    for (uint32_t i = 0; i < spans->n; i++)
        if (syn_span_contains(spans->items[i], span))
            return true;
    return false;
}

bool syn_qspans_touch(const syn_qspans *spans, syn_span span)
{
    for (uint32_t i = 0; i < spans->n; i++)
        if (syn_span_overlaps(spans->items[i], span))
            return true;
    return false;
}

void syn_qspans_add(syn_qspans *spans, syn_span span, syn_arena *arena)
{
    uint32_t at = 0, out;

    SYN_PUSH(arena, *spans, span);
    if (syn_arena_failed(arena))
        return;
    at = spans->n - 1;
    while (at > 0 && spans->items[at - 1].start > span.start) {
        spans->items[at] = spans->items[at - 1];
        at--;
    }
    spans->items[at] = span;
    out = 0;
    for (uint32_t i = 1; i < spans->n; i++) {
        if (spans->items[i].start <= spans->items[out].end) {
            if (spans->items[i].end > spans->items[out].end)
                spans->items[out].end = spans->items[i].end;
        } else {
            spans->items[++out] = spans->items[i];
        }
    }
    spans->n = out + 1;
}

uint32_t syn_qview_child(const syn_qview *view, uint32_t token, syn_deprel deprel)
{
    uint32_t n = 0;

    for (uint32_t c = view->first_child[token]; c != SYN_NONE && n < 256;
         c = view->next_child[c], n++)
        if (view->tokens[c].deprel == deprel)
            return c;
    return SYN_NONE;
}

syn_span syn_qview_subtree(const syn_qview *view, uint32_t token)
{
    uint32_t lo = view->tokens[token].lo, hi = view->tokens[token].hi;
    const syn_token *tokens = view->doc->lang->tokens.items;

    while (lo < token && view->tokens[lo].upos == SYN_UPOS_PUNCT)
        lo++;
    while (hi > token && view->tokens[hi].upos == SYN_UPOS_PUNCT)
        hi--;
    return (syn_span){tokens[lo].span.start, tokens[hi].span.end};
}
