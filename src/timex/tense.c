/* SPDX-License-Identifier: Apache-2.0
 *
 * Past or future, by the nearest word that tells: a bare "Monday" is the last one in "met on
 * Monday" and the next one in "will meet on Monday".
 *
 * The clause is walked to the left of the expression (at most 16 tokens, not over a sentence's
 * start), then to the right (12). The nearest cue wins; an infinitive ("plans to meet Monday") is
 * ahead. This is HeidelTime's tense heuristic with a word list in the place of a tagger; where the
 * `lang` layer is parsed, timex.c asks the tree first.
 */
#include "resolve.h"

static bool is(const tx_tokens *t, uint32_t at, const char *word)
{
    return tx_word_is(t, at, word);
}

static bool regular_past(const tx_tokens *tokens, const tx_token *t)
{
    const char *e = tokens->text.ptr + t->end;

    return t->end - t->start > 3 && e[-1] == 'd' && e[-2] == 'e' && !tx_is(t, TXC_NOT_PAST) &&
           !t->capital &&
           !(tokens->text.ptr[t->start] == 'u' &&
               tokens->text.ptr[t->start + 1] == 'n'); /* "unspecified" */
}

/* A participle after "be", "is", "are": the verb before it has the tense. */
static bool passive_ahead(const tx_tokens *tokens, uint32_t at)
{
    return at > 0 && (is(tokens, at - 1, "be") || is(tokens, at - 1, "is") ||
                         is(tokens, at - 1, "are") || is(tokens, at - 1, "being"));
}

/* Cue of one token: -1 past, 1 ahead, 0 none. */
static int cue(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *t = tx_at(tokens, at);

    if (t->kind != TX_WORD)
        return 0;
    if (tx_is(t, TXC_FUTURE_CUE)) {
        if (t->capital && !t->sentence)
            return 0;
        return 1;
    }
    if (tx_is(t, TXC_PAST_VERB)) {
        /* "set to", "due": plans; "won't" is ahead. */
        if (is(tokens, at, "set") && (is(tokens, at + 1, "to") || is(tokens, at + 1, "for")))
            return 1;
        if (is(tokens, at, "won") && tx_mark(tx_at(tokens, at + 1), '\'') &&
            is(tokens, at + 2, "t"))
            return 1;
        return passive_ahead(tokens, at) ? 0 : -1;
    }
    if (regular_past(tokens, t))
        return passive_ahead(tokens, at) ? 0 : -1;
    return 0;
}

/* An infinitive that a word of planning governs: "plans to meet", "agreed to hold". */
static bool planned(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *v = tx_at(tokens, at + 1);

    if (!is(tokens, at, "to") || v->kind != TX_WORD || v->capital || at == 0)
        return false;
    if (is(tokens, at + 1, "be"))
        return true; /* "guidelines to be published" */
    if (tx_is(v, TXC_THE) || tx_is(v, TXC_ART) || tx_is(v, TXC_POSS) || tx_is(v, TXC_THIS) ||
        tx_is(v, TXC_THAT) || tx_is(v, TXC_CARD) || tx_is(v, TXC_PREP) || tx_is(v, TXC_DEICTIC))
        return false;
    if (is(tokens, at - 1, "is") || is(tokens, at - 1, "are") || is(tokens, at - 1, "was") ||
        is(tokens, at - 1, "were") || is(tokens, at - 1, "has") || is(tokens, at - 1, "have") ||
        is(tokens, at - 1, "going"))
        return true; /* "is to meet", "have to pay", "going to fall" */
    for (uint32_t k = 1; k <= 3 && k <= at; k++) {
        if (tx_is(tx_at(tokens, at - k), TXC_PLANS))
            return true;
        if (tx_at(tokens, at - k)->sentence || tx_at(tokens, at - k)->kind != TX_WORD)
            break;
    }
    return false;
}

/* "had been due to expire": planned, and past by now. */
static bool had_before(const tx_tokens *tokens, uint32_t at)
{
    for (uint32_t k = 1; k <= 5 && k <= at; k++) {
        if (is(tokens, at - k, "had"))
            return true;
        if (tx_at(tokens, at - k)->sentence)
            break;
    }
    return false;
}

/* "a June agreement", "Wednesday's ruling", "the Oct. 2 accord": the clause does not date it. */
static bool attributive(const tx_tokens *tokens, uint32_t first, uint32_t end)
{
    const tx_token *prev, *next = tx_at(tokens, end);
    uint32_t e;

    if (tx_possessive(tokens, end, &e))
        return true;
    if (first == 0 || tx_at(tokens, first)->sentence || next->kind != TX_WORD || next->capital ||
        tx_is(next, TXC_STOP) || tx_is(next, TXC_PREP) || is(tokens, end, "deadline") ||
        is(tokens, end, "election") || is(tokens, end, "vote"))
        return false;
    prev = tx_at(tokens, first - 1);
    return tx_is(prev, TXC_THE) || tx_is(prev, TXC_ART) || tx_is(prev, TXC_POSS);
}

/* "by Friday" after a past tense: past ("two feet fell by Tuesday", "had gone by noon"), ahead
 * where the verb plans or asks ("promised a reply by Friday", "said it must end by Friday"). */
static int by_then(const tx_tokens *tokens, uint32_t by)
{
    for (uint32_t k = by; k > 0 && by - k < 14 && !tx_at(tokens, k)->sentence; k--) {
        if (tx_is(tx_at(tokens, k - 1), TXC_PLANS) || planned(tokens, k - 1) ||
            cue(tokens, k - 1) > 0)
            return is(tokens, k - 1, "set") ? -1 : 1;
        if (cue(tokens, k - 1) < 0 && !is(tokens, k - 1, "said") && !is(tokens, k - 1, "told"))
            return -1;
    }
    return 1;
}

bool tx_tense_is_fixed(const tx_tokens *tokens, uint32_t first, uint32_t end)
{
    static const char *const words[] = {
        "until", "till", "by", "effective", "due", "since", "soon", "early"};

    if (attributive(tokens, first, end) || is(tokens, end, "deadline"))
        return true;
    for (size_t k = 0; k < sizeof words / sizeof *words && first > 0; k++)
        if (is(tokens, first - 1, words[k]))
            return true;
    return first > 1 && is(tokens, first - 1, "as");
}

int tx_tense_of(const tx_tokens *tokens, uint32_t first, uint32_t end)
{
    uint32_t i = first;

    if (attributive(
            tokens, first, end)) /* "the Oct. 2 raid" is known; "a June 3 hearing" may be ahead */
        return first > 0 && tx_is(tx_at(tokens, first - 1), TXC_THE) &&
                       tx_at(tokens, end - 1)->kind == TX_NUMBER
                   ? -1
                   : 0;
    if (is(tokens, end, "deadline") && first > 0)
        return 1;
    if (first > 2 && is(tokens, first - 1, "as") &&
        (is(tokens, first - 2, "soon") || is(tokens, first - 2, "early")) &&
        is(tokens, first - 3, "as"))
        return 1;
    if (first > 0 && !tx_at(tokens, first)->sentence) {
        if (is(tokens, first - 1, "until") || is(tokens, first - 1, "till") ||
            is(tokens, first - 1, "by") || is(tokens, first - 1, "effective") ||
            is(tokens, first - 1, "due")) {
            int c = 0;

            for (uint32_t k = first;
                 k > 0 && first - k < 14 && !tx_at(tokens, k)->sentence && c == 0; k--)
                c = is(tokens, k - 1, "until") || is(tokens, k - 1, "till") ||
                            is(tokens, k - 1, "effective") || is(tokens, k - 1, "due")
                        ? 0
                        : cue(tokens, k - 1);
            if (c < 0 && is(tokens, first - 1, "by"))
                return by_then(tokens, first - 1);
            if (c < 0 && is(tokens, first - 1, "until"))
                for (uint32_t k = first; k > 0 && first - k < 14 && !tx_at(tokens, k)->sentence;
                     k--)
                    if (is(tokens, k - 1, "had") || is(tokens, k - 1, "was") ||
                        is(tokens, k - 1, "were"))
                        return -1;
            if (c == 0 && tx_at(tokens, first - 1)->sentence) /* "Until Monday, they had not …" */
                for (uint32_t k = end; k < tokens->n && k < end + 8 && !tx_at(tokens, k)->sentence;
                     k++)
                    if (cue(tokens, k) < 0)
                        return -1;
            return 1;
        }
        if (is(tokens, first - 1, "since"))
            return -1;
    }
    for (i = first; i > 0 && first - i < 16; i--) {
        int c;

        if (tx_at(tokens, i)->sentence)
            break;
        if (tx_mark(tx_at(tokens, i - 1), ';') || (tx_mark(tx_at(tokens, i - 1), '"') && i < first))
            break;
        if (planned(tokens, i - 1))
            return had_before(tokens, i - 1) ? -1 : 1;
        if (is(tokens, i - 1, "expected") || is(tokens, i - 1, "planned") ||
            is(tokens, i - 1, "scheduled"))
            return had_before(tokens, i - 1) ? -1 : 1;
        c = cue(tokens, i - 1);
        if (c != 0)
            return c;
    }
    if (first - i > 5) /* well inside a clause: what follows may be another */
        return 0;
    for (i = end; i < tokens->n && i - end < 12; i++) {
        int c;

        if (tx_at(tokens, i)->sentence)
            break;
        c = cue(tokens, i);
        if (c != 0)
            return c;
    }
    return 0;
}
