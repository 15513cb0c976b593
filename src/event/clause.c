/* SPDX-License-Identifier: Apache-2.0
 *
 * Clauses from the dependency tree: the smallest stretch of the report's own words that bears one
 * proposition. A clause is the token range of its head's subtree, peeled at both edges: a dependent
 * clause that reaches an edge is cut off, one in the middle stays (the span is one piece). Peeling
 * repeats until nothing more comes off; each step drops at least a token, so it ends. Relations
 * after Universal Dependencies v2 (de Marneffe et al. 2021, CL 47). Rejected: discontinuous spans
 * (a quote with holes cannot be opened as one place).
 */
#include "event/clause.h"

static const syn_token *tok(const syni_tree *tree, uint32_t t)
{
    return &tree->lang->tokens.items[t];
}

static bool is(const syni_tree *tree, uint32_t t, syn_deprel deprel)
{
    return tok(tree, t)->deprel == (uint8_t)deprel;
}

bool syni_clause_is_head(const syni_tree *tree, uint32_t t)
{
    const syn_token *token = tok(tree, t);
    switch ((syn_deprel)token->deprel) {
    case SYN_DEPREL_AUX:
    case SYN_DEPREL_AUX_PASS:
    case SYN_DEPREL_COP:
    case SYN_DEPREL_AMOD:
    case SYN_DEPREL_COMPOUND:
    case SYN_DEPREL_COMPOUND_PRT:
    case SYN_DEPREL_CASE:
    case SYN_DEPREL_MARK:
    case SYN_DEPREL_FIXED:
    case SYN_DEPREL_FLAT:
    case SYN_DEPREL_GOESWITH:
    case SYN_DEPREL_DISCOURSE:
    case SYN_DEPREL_REPARANDUM:
    case SYN_DEPREL_PUNCT:
        return false;
    default:
        break;
    }
    if (token->upos == SYN_UPOS_VERB)
        return true;
    for (uint32_t c = tree->child[t]; c != SYN_NONE; c = tree->sibling[c]) {
        syn_deprel r = (syn_deprel)tok(tree, c)->deprel;
        if (r == SYN_DEPREL_COP || r == SYN_DEPREL_NSUBJ || r == SYN_DEPREL_NSUBJ_PASS ||
            r == SYN_DEPREL_NSUBJ_OUTER || r == SYN_DEPREL_CSUBJ || r == SYN_DEPREL_EXPL)
            return true;
    }
    return token->upos == SYN_UPOS_AUX;
}

/* Is the adverbial clause opened by a word that makes it a statement of its own? */
static bool opens_finite(const syni_tree *tree, uint32_t c)
{
    static const char *const words[] = {"after", "before", "while", "when", "because", "since",
        "although", "though", "as", "if", "unless", "until", "once", "so", "whereas", "even",
        "following", "where", "despite"};
    for (uint32_t d = tree->child[c]; d != SYN_NONE && d < c; d = tree->sibling[d]) {
        if (!is(tree, d, SYN_DEPREL_MARK) && !is(tree, d, SYN_DEPREL_ADVMOD) &&
            !is(tree, d, SYN_DEPREL_CASE))
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (syn_str_eq_nocase(tok(tree, d)->form, syn_str_from(words[i])))
                return true;
    }
    return false;
}

/* Does the dependent `c` of a clause stand for itself when it lies at an edge? `comma`: a comma, a
 * dash or a bracket parts it from what comes before. */
static bool stands_alone(const syni_tree *tree, const bool *is_cue, uint32_t c, bool comma)
{
    switch ((syn_deprel)tok(tree, c)->deprel) {
    case SYN_DEPREL_PARATAXIS:
    case SYN_DEPREL_ADVCL_RELCL:
        return true;
    case SYN_DEPREL_ADVCL: /* "accused of putting", "went to see" hang together */
        if (syni_tree_is_open(tree, c))
            return false;
        return comma || c < tok(tree, c)->head || opens_finite(tree, c);
    case SYN_DEPREL_CCOMP: /* what was said stands for itself; what was known or shown does not */
        return tok(tree, c)->head != SYN_NONE && is_cue[tok(tree, c)->head];
    case SYN_DEPREL_CONJ:
        return syni_clause_is_head(tree, c);
    case SYN_DEPREL_ACL_RELCL:
    case SYN_DEPREL_ACL:
    case SYN_DEPREL_APPOS:
        return comma;
    default:
        return false;
    }
}

static bool is_edge_word(const syni_tree *tree, uint32_t t, bool left)
{
    const syn_token *token = tok(tree, t);
    if (token->upos == SYN_UPOS_PUNCT || is(tree, t, SYN_DEPREL_PUNCT))
        return true;
    if (is(tree, t, SYN_DEPREL_CC) || token->upos == SYN_UPOS_CCONJ)
        return true;
    return left && is(tree, t, SYN_DEPREL_MARK) &&
           (syn_str_eq_nocase(token->form, SYN_STR("that")) ||
               syn_str_eq_nocase(token->form, SYN_STR("as")) ||
               syn_str_eq_nocase(token->form, SYN_STR("while")));
}

static bool is_parting(const syni_tree *tree, uint32_t t)
{
    syn_str form = tok(tree, t)->form;
    if (form.len == 1 && form.ptr[0] == '-')
        return t > 0 && tok(tree, t - 1)->space_after; /* no hyphen inside a word or name */
    return form.len > 0 &&
           (form.ptr[0] == ',' || form.ptr[0] == '(' || form.ptr[0] == ';' || form.ptr[0] == ':' ||
               syn_str_eq(form, SYN_STR("—")) || syn_str_eq(form, SYN_STR("–")));
}

/* Does a parting mark stand before the subtree that begins at `t`, or begin it? */
static bool is_comma_before(const syni_tree *tree, uint32_t t, uint32_t low)
{
    return is_parting(tree, t) || (t > low && is_parting(tree, t - 1));
}

/* The dependent on the path from `edge` up to `head` that stands for itself, highest first. */
static uint32_t cut_at(
    const syni_tree *tree, const bool *is_cue, uint32_t edge, uint32_t head, uint32_t low)
{
    uint32_t found = SYN_NONE;
    for (uint32_t t = edge, steps = 0; t != head && t != SYN_NONE && steps < 4096; steps++) {
        uint32_t first = tree->low[t];
        if (stands_alone(tree, is_cue, t, is_comma_before(tree, first, low)))
            found = t;
        t = tok(tree, t)->head;
    }
    return found;
}

syn_span syni_clause_span(const syni_tree *tree, const bool *is_cue, uint32_t head)
{
    uint32_t low = tree->low[head], high = tree->high[head];
    for (bool moved = true; moved;) {
        moved = false;
        while (low < head && is_edge_word(tree, low, true))
            low++, moved = true;
        while (high > head && is_edge_word(tree, high, false))
            high--, moved = true;
        if (high > head) {
            uint32_t c = cut_at(tree, is_cue, high, head, low);
            if (c != SYN_NONE && tree->low[c] > head) {
                high = tree->low[c] - 1;
                moved = true;
            }
        }
        if (low < head) {
            uint32_t c = cut_at(tree, is_cue, low, head, low);
            if (c != SYN_NONE && tree->high[c] < head) {
                low = tree->high[c] + 1;
                moved = true;
            }
        }
    }
    /* A closing mark stays out, an opening one too: the clause is words. */
    return (syn_span){tok(tree, low)->span.start, tok(tree, high)->span.end};
}
