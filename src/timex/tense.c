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

    return t->end - t->start > 3 && e[-1] == 'd' && e[-2] == 'e' && !tx_is(t, TXC_NOT_PAST) && !t->capital;
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
        if (is(tokens, at, "won") && tx_mark(tx_at(tokens, at + 1), '\'') && is(tokens, at + 2, "t"))
            return 1;
        return -1;
    }
    if (regular_past(tokens, t))
        return -1;
    return 0;
}

static bool infinitive(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *v = tx_at(tokens, at + 1);

    if (!is(tokens, at, "to") || v->kind != TX_WORD || v->capital)
        return false;
    if (tx_is(v, TXC_THE) || tx_is(v, TXC_ART) || tx_is(v, TXC_POSS) || tx_is(v, TXC_THIS) || tx_is(v, TXC_THAT)
        || tx_is(v, TXC_CARD) || tx_is(v, TXC_PREP) || tx_is(v, TXC_PERSON) || tx_is(v, TXC_DEICTIC))
        return false;
    return tokens->text.ptr[v->end - 1] != 's' && !tx_is(v, TXC_STOP);
}

int tx_tense_of(const tx_tokens *tokens, uint32_t first, uint32_t end)
{
    uint32_t i = first;

    if (first > 0 && !tx_at(tokens, first)->sentence) {
        if (is(tokens, first - 1, "until") || is(tokens, first - 1, "till") || is(tokens, first - 1, "by")
            || is(tokens, first - 1, "through") || is(tokens, first - 1, "effective") || is(tokens, first - 1, "due")) {
            int c = 0;

            for (uint32_t k = first; k > 0 && first - k < 14 && !tx_at(tokens, k)->sentence && c == 0; k--)
                c = is(tokens, k - 1, "until") || is(tokens, k - 1, "till") || is(tokens, k - 1, "effective") || is(tokens, k - 1, "due")
                    ? 0
                    : cue(tokens, k - 1);
            if (c < 0 && (is(tokens, first - 1, "by") || is(tokens, first - 1, "until") || is(tokens, first - 1, "through")))
                for (uint32_t k = first; k > 0 && first - k < 14 && !tx_at(tokens, k)->sentence; k--)
                    if (is(tokens, k - 1, "had") || is(tokens, k - 1, "was") || is(tokens, k - 1, "were"))
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
        if (infinitive(tokens, i - 1)) {
            /* "was to", "came to see": the verb before decides when it is no plan. */
            if (i > 1 && (is(tokens, i - 2, "began") || is(tokens, i - 2, "came") || is(tokens, i - 2, "went")
                || is(tokens, i - 2, "failed") || is(tokens, i - 2, "used") || is(tokens, i - 2, "managed")
                || is(tokens, i - 2, "started") || is(tokens, i - 2, "had") || is(tokens, i - 2, "refused")
                || is(tokens, i - 2, "forced") || is(tokens, i - 2, "continued") || is(tokens, i - 2, "returned") || is(tokens, i - 2, "voted")))
                return -1;
            return 1;
        }
        c = cue(tokens, i - 1);
        if (c != 0)
            return c;
    }
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
