/* SPDX-License-Identifier: Apache-2.0
 *
 * The recogniser's driver: at a token that can start an expression, try each family and keep the
 * longest; a bound before it ("about", "more than") joins it. A cascade of regular expressions over
 * text, as in HeidelTime (Strötgen and Gertz 2013) and SUTime (Chang and Manning 2012), was
 * rejected for speed and because a hand-written descent shows its precedence. Cost: two to three
 * families are entered at one token in ten; the rest fall at the first class test.
 */
#include "match.h"

typedef uint32_t (*family)(const tx_tokens *, uint32_t, tx_expr *);

/* Bit of a class in the first and second word of its set. */
#define LOW(c) ((c) < 64 ? UINT64_C(1) << ((c)&63) : UINT64_C(0))
#define HIGH(c) ((c) < 64 ? UINT64_C(0) : UINT64_C(1) << ((c)&63))
#define SILENT(bit)                                                                                \
    (bit(TXC_ABBR) | bit(TXC_LABEL) | bit(TXC_PERSON) | bit(TXC_STOP) | bit(TXC_FUTURE_CUE) |      \
        bit(TXC_PAST_VERB) | bit(TXC_NOT_PAST) | bit(TXC_PREP) | bit(TXC_YEAR_PREP) |              \
        bit(TXC_PLANS) | bit(TXC_OVER_WORD) | bit(TXC_AMBIG))
#define DETERMINER(bit) (bit(TXC_THE) | bit(TXC_ART) | bit(TXC_POSS) | bit(TXC_THAT))

/* The word is in the tables with a class that speaks of time or number, or starts a phrase. */
static bool speaks(const tx_token *t)
{
    if (t->kind == TX_NUMBER || tx_mark(t, '\''))
        return true;
    return t->kind == TX_WORD && t->word != NULL &&
           (t->word->starts_time ||
               ((t->word->classes[0] & ~SILENT(LOW)) | (t->word->classes[1] & ~SILENT(HIGH))) != 0);
}

static bool may_start(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *t = tx_at(tokens, at);

    if (!speaks(t))
        return false;
    /* A determiner starts nothing by itself: what follows has to speak, or what follows that. */
    if (t->kind == TX_WORD && !t->word->starts_time &&
        (t->word->classes[0] & ~(SILENT(LOW) | DETERMINER(LOW))) == 0 &&
        (t->word->classes[1] & ~(SILENT(HIGH) | DETERMINER(HIGH))) == 0)
        return speaks(tx_at(tokens, at + 1)) ||
               (tx_is(t, TXC_ART) && tx_is(tx_at(tokens, at + 2), TXC_ORD));
    return true;
}

static uint32_t longest(const tx_tokens *tokens, uint32_t at, tx_expr *out)
{
    static const family families[] = {tx_match_date, tx_match_numeric, tx_match_year,
        tx_match_clock, tx_match_weekday, tx_match_deictic, tx_match_named, tx_match_decade,
        tx_match_quarter, tx_match_relative, tx_match_position, tx_match_duration, tx_match_set,
        tx_match_reference, tx_match_back};
    uint32_t best = at;

    for (size_t k = 0; k < sizeof families / sizeof *families; k++) {
        tx_expr x;
        uint32_t end = families[k](tokens, at, &x);

        if (end > best) {
            best = end;
            *out = x;
        }
    }
    return best;
}

/* Forms a bound may stand before. */
static bool takes_bound(const tx_tokens *tokens, uint32_t at, const tx_expr *x, int bound)
{
    switch (x->form) {
    case TXF_DURATION:
        return !x->vague || x->approx;
    case TXF_OFFSET:
        return x->form != TXF_OFFSET || !tx_is(tx_at(tokens, x->first), TXC_THE);
    case TXF_PAST_SPAN:
    case TXF_NEXT_SPAN:
        return !tx_word_is(tokens, at, "over") && !tx_word_is(tokens, at, "just") &&
               !tx_word_is(tokens, at, "only");
    case TXF_CLOCK:
    case TXF_NUMERIC:
        return bound == 1;
    case TXF_DATE:
    case TXF_MONTH:
    case TXF_NAMED:
    case TXF_RELATIVE:
    case TXF_DECADE:
    case TXF_WEEKDAY:
    case TXF_DEICTIC:
        return bound == 1 &&
               (tx_word_is(tokens, at, "around") || tx_word_is(tokens, at, "about") ||
                   tx_word_is(tokens, at, "circa") || tx_word_is(tokens, at, "approximately") ||
                   tx_word_is(tokens, at, "roughly")) &&
               (x->form != TXF_DATE || x->hour >= 0 || tx_word_is(tokens, at, "around") ||
                   tx_word_is(tokens, at, "circa"));
    default:
        return false;
    }
}

uint32_t tx_match_at(const tx_tokens *tokens, uint32_t at, tx_expr *out)
{
    static const uint8_t mods[] = {TX_MOD_NONE, TX_MOD_APPROX, TX_MOD_LESS, TX_MOD_MORE,
        TX_MOD_EQ_LESS, TX_MOD_EQ_MORE, TX_MOD_NONE};
    uint32_t end, core;
    int bound = 0;

    if (!may_start(tokens, at))
        return at;
    core = tx_bound(tokens, at, &bound);
    if (core > at && !tx_at(tokens, core)->sentence && may_start(tokens, core)) {
        tx_expr x;

        end = longest(tokens, core, &x);
        if (end > core && bound == 6 &&
            (tx_word_is(tokens, at, "another") || tx_word_is(tokens, at, "an")) &&
            x.form == TXF_DURATION) {
            *out = x;
            out->first = at;
            return end;
        }
        if (end > core && bound != 6 && takes_bound(tokens, at, &x, bound)) {
            uint32_t alone = longest(tokens, at, out);

            if (alone >= end)
                return alone;
            *out = x;
            out->first = at;
            out->mod = mods[bound];
            return end;
        }
    }
    /* "another year", "an additional year" without a number */
    if (core > at && bound == 6 &&
        (tx_word_is(tokens, core - 1, "another") || tx_word_is(tokens, core - 1, "additional")) &&
        tx_is(tx_at(tokens, core), TXC_UNIT) && tx_unit_at(tokens, core) > TXU_SECOND &&
        tx_unit_at(tokens, core) <= TXU_CENTURY && tx_unit_at(tokens, core) != TXU_QUARTER &&
        !tx_mark(tx_at(tokens, core + 1), '-')) {
        *out = tx_blank(at, TXF_DURATION);
        out->amount = 1;
        out->unit = (uint8_t)tx_unit_at(tokens, core);
        return out->end = core + 1;
    }
    return longest(tokens, at, out);
}
