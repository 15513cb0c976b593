/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognisers of spans and relations: durations, offsets, "the past three months", "last week",
 * "late last year", "every Monday", "recently", "the same day". Like match_date.c.
 */
#include "match.h"

static bool is(const tx_tokens *t, uint32_t at, const char *word)
{
    return tx_word_is(t, at, word);
}

static bool mark(const tx_tokens *t, uint32_t at, char c)
{
    return tx_mark(tx_at(t, at), c);
}

static bool singular(const tx_tokens *tokens, uint32_t at)
{
    return tx_is(tx_at(tokens, at), TXC_UNIT);
}

/* A unit that may stand after a number: not "a second", "three quarters", "a quarter". */
static int counted_unit(const tx_tokens *tokens, uint32_t at, bool filled)
{
    int unit = tx_unit_at(tokens, at);

    if (unit == TXU_SECOND && singular(tokens, at) && !mark(tokens, at - 1, '-'))
        return TXU_NONE;
    if (unit == TXU_QUARTER && !filled)
        return TXU_NONE;
    return unit;
}

uint32_t tx_skip_fillers(const tx_tokens *tokens, uint32_t at)
{
    uint32_t i = at;

    while (tx_is(tx_at(tokens, i), TXC_FILLER) && i < at + 2)
        i++;
    return i;
}

/* What follows a length: "ago", "earlier", "from now", "after the attack". */
static uint32_t offset_after(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i = at;
    bool so = is(tokens, i, "or") && (is(tokens, i + 1, "so") || is(tokens, i + 1, "more"));

    if (tx_at(tokens, i)->paragraph)
        return at;
    if (so)
        i += 2;
    if (tx_is(tx_at(tokens, i), TXC_AGO)) {
        x->form = TXF_OFFSET;
        x->rel = -1;
        x->approx |= so;
        return i + 1;
    }
    if ((is(tokens, i, "from") && is(tokens, i + 1, "now")) || is(tokens, i, "hence")) {
        x->form = TXF_OFFSET;
        x->rel = 1;
        return i + (is(tokens, i, "from") ? 2 : 1);
    }
    if ((is(tokens, i, "earlier") || is(tokens, i, "later")) && !is(tokens, i + 1, "than")) {
        x->form = TXF_OFFSET;
        x->back = true;
        x->rel = is(tokens, i, "earlier") ? -1 : 1;
        return i + 1;
    }
    if ((is(tokens, i, "before") || is(tokens, i, "beforehand") || is(tokens, i, "afterward") ||
            is(tokens, i, "afterwards")) &&
        (tx_at(tokens, i + 1)->kind == TX_MARK || tx_at(tokens, i + 1)->kind == TX_END) &&
        !mark(tokens, i + 1, '"') && !mark(tokens, i + 1, '$')) {
        x->form = TXF_OFFSET;
        x->back = true;
        x->rel = is(tokens, i, "before") || is(tokens, i, "beforehand") ? -1 : 1;
        return i + 1;
    }
    if (is(tokens, i, "before") || is(tokens, i, "after") || is(tokens, i, "into")) {
        x->event_relative = true;
        x->after_event = !is(tokens, i, "before");
    }
    if (so) {
        x->approx = true;
        return i;
    }
    return at;
}

/* "two weeks", "2 1/2 years", "a year and a half", "five-day", "two hours and ten minutes". */
uint32_t tx_match_length(const tx_tokens *tokens, uint32_t at, tx_expr *x, bool *hyphen)
{
    tx_num n = {.power = 1, .whole = true}, m;
    uint32_t i, j;
    int unit;
    bool filled = false;

    *hyphen = false;
    i = tx_number(tokens, at, &n);
    if (i == at) {
        if (is(tokens, at, "half") && tx_is(tx_at(tokens, at + 1), TXC_ART)) {
            n.value = 0.5;
            i = at + 2;
        } else if (is(tokens, at, "half") && mark(tokens, at + 1, '-') &&
                   tx_unit_at(tokens, at + 2) >= TXU_HOUR) {
            n.value = 0.5;
            i = at + 1;
        } else if (tx_is(tx_at(tokens, at), TXC_ART)) {
            n.value = 1;
            n.article = true;
            i = at + 1;
            /* "a half hour", "a half-hour" */
            if (is(tokens, i, "half")) {
                n.value = 0.5;
                i++;
            }
        } else
            return at;
    }
    if (tx_at(tokens, i)->paragraph)
        return at;
    /* "two to three weeks", "60 to 90 days", "18-24 months": the lower end, and more. */
    if (!n.article && !n.vague &&
        (is(tokens, i, "to") || is(tokens, i, "or") ||
            (mark(tokens, i, '-') && tx_at(tokens, i + 1)->kind == TX_NUMBER))) {
        j = tx_number(tokens, i + 1, &m);
        if (j > i + 1 && !m.vague && m.value > n.value && m.value < n.value * 20 &&
            (counted_unit(tokens, tx_skip_fillers(tokens, j), true) != TXU_NONE ||
                (mark(tokens, j, '-') && tx_unit_at(tokens, j + 1) != TXU_NONE))) {
            x->mod = TX_MOD_EQ_MORE;
            i = j;
        }
    }
    if (mark(tokens, i, '-') && tx_unit_at(tokens, i + 1) != TXU_NONE &&
        (tx_at(tokens, i)->glued || tx_at(tokens, i + 1)->glued)) {
        *hyphen = true;
        i++;
    } else {
        if (is(tokens, i, "of"))
            i++;
        j = tx_skip_fillers(tokens, i);
        filled = j > i;
        i = j;
        /* "20 more years" and the like; a hyphen may follow a filler too. */
    }
    if (is(tokens, i, "year") && *hyphen && mark(tokens, i + 1, '-') &&
        (is(tokens, i + 2, "ago") || is(tokens, i + 2, "earlier")))
        return at;
    if (n.article && is(tokens, i, "year") && mark(tokens, i + 1, '-') &&
        tx_at(tokens, i + 1)->glued)
        return at;
    unit = counted_unit(tokens, i, filled || *hyphen);
    if (unit == TXU_QUARTER && *hyphen && !singular(tokens, i))
        return at; /* "three-quarters" */
    if (unit == TXU_YEAR && singular(tokens, i) && !*hyphen && n.whole && n.value >= 1000)
        return at; /* "the 2000 fiscal year" */
    if (unit == TXU_NONE || tx_at(tokens, i)->sentence || (n.article && !singular(tokens, i)))
        return at;
    /* "Seven Day", "90 Minutes": titles and names. */
    if (tx_at(tokens, i)->capital && !tx_at(tokens, at)->sentence &&
        tx_at(tokens, i)->zone != SYN_ZONE_TITLE && !tx_at(tokens, i)->caps)
        return at;
    x->amount = n.value;
    x->vague = n.vague && !n.couple;
    x->approx |= n.couple;
    x->unit = (uint8_t)unit;
    i++;
    if (!*hyphen && n.whole && is(tokens, i, "and") && is(tokens, i + 1, "a") &&
        is(tokens, i + 2, "half")) {
        x->amount += 0.5;
        i += 3;
    } else if (!*hyphen && !n.vague && !n.article && unit != TXU_WEEKEND) {
        j = i + (is(tokens, i, "and") || mark(tokens, i, ','));
        if (j > i || tx_at(tokens, i)->kind == TX_NUMBER) {
            uint32_t k = tx_number(tokens, j, &m);

            if (k > j && !m.vague && counted_unit(tokens, k, false) != TXU_NONE &&
                counted_unit(tokens, k, false) < unit &&
                (unit != TXU_DAY || counted_unit(tokens, k, false) == TXU_HOUR)) {
                x->amount2 = m.value;
                x->unit2 = (uint8_t)counted_unit(tokens, k, false);
                i = k + 1;
            }
        }
    }
    if (!*hyphen && n.article && is(tokens, i, "or") &&
        (is(tokens, i + 1, "two") || is(tokens, i + 1, "more"))) {
        x->approx = true;
        i += 2;
    }
    return i;
}

/* A rate: "15 a year", "$33 million a year", "four flights a week". */
static bool is_rate(const tx_tokens *tokens, uint32_t at, uint32_t end)
{
    const tx_token *prev = at > 0 ? tx_at(tokens, at - 1) : NULL;

    if (prev == NULL || tx_is(tx_at(tokens, end), TXC_AGO) || is(tokens, end, "earlier") ||
        is(tokens, end, "later") || is(tokens, end, "after") || is(tokens, end, "before") ||
        is(tokens, end, "from") || is(tokens, end, "and"))
        return false;
    if (tx_at(tokens, at)->sentence || tx_is(prev, TXC_PREP) || tx_is(prev, TXC_BOUND) ||
        prev->kind == TX_MARK)
        return tx_mark(prev, '%');
    for (uint32_t k = 1; k <= 4 && k <= at; k++) {
        const tx_token *t = tx_at(tokens, at - k);

        if (t->kind == TX_NUMBER || tx_is(t, TXC_CARD) || tx_is(t, TXC_POWER) ||
            tx_is(t, TXC_POWERS) || tx_is(t, TXC_TIMES_A) || tx_is(t, TXC_GROUP) ||
            tx_is(t, TXC_GROUPS))
            return true;
        if (t->sentence)
            break;
    }
    return false;
}

/* Words before a plural unit that make it a time: "for years", "in months". */
static bool bare_plural_led(const tx_tokens *tokens, uint32_t at)
{
    static const char *const leads[] = {"for", "in", "within", "over", "after", "took", "take",
        "takes", "last", "lasted", "just", "only", "spent", "of", "through", "with"};
    const tx_token *prev = at > 0 ? tx_at(tokens, at - 1) : NULL;

    if (prev == NULL || prev->kind != TX_WORD || tx_at(tokens, at)->sentence)
        return false;
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++)
        if (is(tokens, at - 1, leads[k]))
            return true;
    return false;
}

static uint32_t bare_plural(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at), *next = tx_at(tokens, at + 1);
    int unit = tx_value(t->word, TXC_UNITS);
    uint32_t i = at + 1, end;

    if (!tx_is(t, TXC_UNITS) || unit == TXU_WEEKEND || (t->capital && !t->sentence) ||
        unit == TXU_SECOND || unit == TXU_QUARTER)
        return at;
    x->unit = (uint8_t)unit;
    x->amount = 2;
    x->vague = true;
    if (tx_mark(next, '-') && next->glued &&
        (is(tokens, at + 2, "long") || is(tokens, at + 2, "old"))) {
        x->end = at + 3;
        return at + 3;
    }
    if (is(tokens, i, "or") && tx_is(tx_at(tokens, i + 1), TXC_UNITS)) {
        x->approx = true;
        i += 2;
    }
    end = offset_after(tokens, i, x);
    if (end > i)
        return x->end = end;
    if (x->event_relative && !is(tokens, i, "into"))
        return x->end = i;
    if (bare_plural_led(tokens, at) &&
        !(is(tokens, at - 1, "of") && !(at > 1 && is(tokens, at - 2, "period"))) &&
        !is(tokens, at - 1, "with") && !tx_mark(next, '-') && !is(tokens, i, "when") &&
        !(is(tokens, at - 1, "in") && is(tokens, i, "of")))
        return x->end = i;
    if (is(tokens, i, "of") && unit >= TXU_DAY && !tx_at(tokens, i + 1)->capital &&
        !tx_is(tx_at(tokens, i + 1), TXC_THE) &&
        (t->sentence || (at > 0 && (tx_is(tx_at(tokens, at - 1), TXC_PREP) ||
                                       tx_mark(tx_at(tokens, at - 1), ',')))))
        return x->end = i;
    return at;
}

uint32_t tx_match_duration(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    uint32_t i, end;
    bool hyphen;
    const tx_token *next;

    *x = tx_blank(at, TXF_DURATION);
    if (tx_is(tx_at(tokens, at), TXC_UNIT_LONG) && !tx_at(tokens, at)->capital) {
        x->unit = (uint8_t)tx_value(tx_at(tokens, at)->word, TXC_UNIT_LONG);
        x->amount = 1;
        return x->end = at + 1;
    }
    if (singular(tokens, at) && mark(tokens, at + 1, '-') && tx_at(tokens, at + 1)->glued &&
        is(tokens, at + 2, "long") && !(at > 0 && tx_at(tokens, at)->glued)) {
        x->unit = (uint8_t)tx_value(tx_at(tokens, at)->word, TXC_UNIT);
        x->amount = 1;
        return x->end = at + 3;
    }
    i = tx_match_length(tokens, at, x, &hyphen);
    if (i == at) {
        *x = tx_blank(at, TXF_DURATION);
        if (is(tokens, at, "some") && is(tokens, at + 1, "time") && !is(tokens, at + 2, "ago")) {
            x->vague = true;
            x->unit = TXU_NONE;
            return x->end = at + 2;
        }
        if (tx_is(tx_at(tokens, at), TXC_ART) &&
            (is(tokens, at + 1, "while") ||
                (is(tokens, at + 1, "long") && is(tokens, at + 2, "time")))) {
            x->vague = true;
            x->unit = TXU_NONE;
            end = at + (is(tokens, at + 1, "while") ? 2 : 3);
            if (tx_is(tx_at(tokens, end), TXC_AGO))
                return at;
            return x->end = end;
        }
        if (tx_is(tx_at(tokens, at), TXC_ART) && is(tokens, at + 1, "long") &&
            mark(tokens, at + 2, ',') && is(tokens, at + 3, "long") && is(tokens, at + 4, "time")) {
            x->vague = true;
            return x->end = at + 5;
        }
        /* "a period of months" */
        if (tx_is(tx_at(tokens, at), TXC_ART) && is(tokens, at + 1, "period") &&
            is(tokens, at + 2, "of")) {
            end = tx_match_duration(tokens, at + 3, x);
            if (end > at + 3 && x->form == TXF_DURATION) {
                x->first = at;
                return x->end = end;
            }
            *x = tx_blank(at, TXF_DURATION);
        }
        return bare_plural(tokens, at, x);
    }
    if (x->unit == TXU_WEEKEND && !x->vague && x->amount <= 1)
        return at;
    next = tx_at(tokens, i);
    if (hyphen && tx_mark(next, '-') && next->glued) {
        if (is(tokens, i + 1, "old") || is(tokens, i + 1, "olds")) {
            /* Ages in years are quantities. */
            if (x->unit == TXU_YEAR || is(tokens, i + 1, "olds"))
                return at;
            return x->end = i + 2;
        }
        if (is(tokens, i + 1, "long"))
            i += 2;
        else if (x->amount != (int)x->amount || tx_is(tx_at(tokens, i + 1), TXC_SAME))
            return at;
    }
    if (is(tokens, i, "old") && x->unit != TXU_YEAR && x->unit != TXU_DECADE)
        return x->end = i + 1; /* "20 months old" */
    if (is(tokens, i, "old") || is(tokens, i, "older") || is(tokens, i, "younger") ||
        (is(tokens, i, "of") && is(tokens, i + 1, "age")))
        return at;
    if (at > 0 && (is(tokens, at - 1, "aged") || is(tokens, at - 1, "ages")))
        return at;
    if (tx_is(tx_at(tokens, at), TXC_ART) && !x->vague && !x->approx && x->amount == 1 &&
        i == at + 2 && is_rate(tokens, at, i)) {
        x->form = TXF_SET;
        return x->end = i;
    }
    if (tx_is(tx_at(tokens, at), TXC_ART) && x->amount == 1 && !x->vague &&
        tx_is(tx_at(tokens, at), TXC_ART) && (is(tokens, i, "of") || tx_mark(next, '-')) &&
        i == at + 2 && x->unit != TXU_CENTURY && x->unit != TXU_DECADE && x->unit != TXU_YEAR &&
        x->unit != TXU_WEEK && x->unit != TXU_MONTH)
        return at; /* "a day of mourning", "a second-hand car" */
    end = offset_after(tokens, i, x);
    if (hyphen && x->form == TXF_OFFSET) {
        x->form = TXF_DURATION;
        x->back = false;
        end = i;
    }
    if (hyphen && is(tokens, end, "period"))
        end++;
    return x->end = end;
}

uint32_t tx_match_set(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at);
    uint32_t i = at + 1;
    tx_num n;
    int unit;

    *x = tx_blank(at, TXF_SET);
    if (tx_is(t, TXC_SET)) {
        int v = tx_value(t->word, TXC_SET);

        if (t->capital && !t->sentence)
            return at;
        if (v == TXU_QUARTER || is(tokens, at, "annual"))
            return at;
        x->unit = (uint8_t)(v % 100);
        x->amount = v >= 200 ? 2 : 1;
        if (v > 100 && v < 200)
            x->amount = 2;
        return x->end = at + 1;
    }
    if (tx_is(t, TXC_TIMES_A) || (tx_number(tokens, at, &n) > at && !n.vague)) {
        uint32_t j;

        if (tx_is(t, TXC_TIMES_A)) {
            x->set_count = tx_value(t->word, TXC_TIMES_A);
            j = at + 1;
        } else {
            j = tx_number(tokens, at, &n);
            if (!is(tokens, j, "times"))
                return at;
            x->set_count = n.value;
            j++;
        }
        if (!(tx_is(tx_at(tokens, j), TXC_ART) || tx_is(tx_at(tokens, j), TXC_PER) ||
                tx_is(tx_at(tokens, j), TXC_EACH)))
            return at;
        unit = tx_unit_at(tokens, j + 1);
        if (unit == TXU_NONE || !singular(tokens, j + 1))
            return at;
        x->unit = (uint8_t)unit;
        x->amount = 1;
        return x->end = j + 2;
    }
    if (tx_is(t, TXC_PER)) {
        unit = tx_unit_at(tokens, i);
        if (unit == TXU_NONE || !singular(tokens, i) || unit == TXU_SECOND)
            return at;
        x->unit = (uint8_t)unit;
        x->amount = 1;
        return x->end = i + 1;
    }
    if (!tx_is(t, TXC_EACH))
        return at;
    x->each = true;
    x->amount = 1;
    if (is(tokens, i, "other"))
        x->amount = 2, i++;
    else if (tx_number(tokens, i, &n) > i && !n.vague) {
        x->amount = n.value;
        i = tx_number(tokens, i, &n);
    } else if (is(tokens, i, "few") || is(tokens, i, "single")) {
        x->vague = is(tokens, i, "few");
        i++;
    }
    t = tx_at(tokens, i);
    if (tx_unit_at(tokens, i) != TXU_NONE && tx_unit_at(tokens, i) != TXU_SECOND) {
        if (singular(tokens, i) == (x->amount != 1 && !is(tokens, i - 1, "other")))
            return at;
        x->unit = (uint8_t)tx_unit_at(tokens, i);
        return x->end = i + 1;
    }
    if (tx_is(t, TXC_WEEKDAY) && t->capital) {
        x->weekday = (int8_t)tx_value(t->word, TXC_WEEKDAY);
        x->unit = TXU_WEEK;
        i++;
        if (tx_is(tx_at(tokens, i), TXC_PART))
            x->part = (int8_t)tx_value(tx_at(tokens, i)->word, TXC_PART), i++;
        return x->end = i;
    }
    if (tx_is(t, TXC_MONTH) && t->capital && x->amount == 1) {
        x->month = (int8_t)tx_value(t->word, TXC_MONTH);
        x->unit = TXU_YEAR;
        return x->end = i + 1;
    }
    if (tx_is(t, TXC_SEASON) && x->amount == 1) {
        x->season = (int8_t)tx_value(t->word, TXC_SEASON);
        x->unit = TXU_YEAR;
        return x->end = i + 1;
    }
    if (tx_is(t, TXC_PART) && x->amount == 1 && !tx_is(t, TXC_PART_NAME)) {
        x->part = (int8_t)tx_value(t->word, TXC_PART);
        x->unit = TXU_DAY;
        return x->end = i + 1;
    }
    return at;
}

uint32_t tx_match_reference(const tx_tokens *tokens, uint32_t at, tx_expr *x)
{
    const tx_token *t = tx_at(tokens, at), *prev = at > 0 ? tx_at(tokens, at - 1) : NULL;
    const tx_phrase *p;
    uint32_t end;

    *x = tx_blank(at, TXF_PRESENT);
    if (t->capital && !t->sentence && t->zone != SYN_ZONE_TITLE &&
        !(prev != NULL && tx_mark(prev, '.')))
        return at;
    if ((end = tx_phrase_at(tokens, at, TXP_PRESENT, &p)) > at) {
        if (is(tokens, at, "the") && is(tokens, at + 1, "present") && end == at + 2 &&
            tx_at(tokens, end)->kind == TX_WORD && !tx_is(tx_at(tokens, end), TXC_STOP))
            return at;
        return x->end = end;
    }
    if ((end = tx_phrase_at(tokens, at, TXP_PAST, &p)) > at) {
        /* "the past three months", "the past president": no reference. */
        const tx_token *next = tx_at(tokens, end);

        x->form = TXF_PAST;
        if (is(tokens, end - 1, "past") && next->kind == TX_WORD && !tx_is(next, TXC_STOP))
            return at;
        if (is(tokens, end - 1, "past") &&
            (next->kind == TX_NUMBER || tx_is(next, TXC_CARD) || tx_is(next, TXC_VAGUE)))
            return at;
        return x->end = end;
    }
    if ((end = tx_phrase_at(tokens, at, TXP_FUTURE, &p)) > at) {
        const tx_token *next = tx_at(tokens, end);

        x->form = TXF_FUTURE;
        if (is(tokens, end - 1, "future") && is(tokens, end, "of"))
            return at; /* "the future of the base" is no time */
        if (is(tokens, end - 1, "future") && next->kind == TX_WORD && !tx_is(next, TXC_STOP))
            return at;
        return x->end = end;
    }
    if (tx_is(t, TXC_PART_NAME) && prev != NULL && !t->sentence && !t->capital &&
        (is(tokens, at - 1, "before") || is(tokens, at - 1, "at") || is(tokens, at - 1, "by") ||
            is(tokens, at - 1, "after") || is(tokens, at - 1, "since") ||
            is(tokens, at - 1, "until"))) {
        *x = tx_blank(at, TXF_BACK);
        x->unit = TXU_DAY;
        x->part = (int8_t)tx_value(t->word, TXC_PART);
        x->mod = is(tokens, at - 1, "before")  ? TX_MOD_BEFORE
                 : is(tokens, at - 1, "after") ? TX_MOD_AFTER
                                               : TX_MOD_NONE;
        return x->end = at + 1;
    }
    if (is(tokens, at, "now")) {
        if (tx_mark(tx_at(tokens, at + 1), '-') && tx_at(tokens, at + 1)->glued)
            return at;
        if ((is(tokens, at + 1, "that") && t->sentence) ||
            (is(tokens, at + 1, "and") && is(tokens, at + 2, "then")))
            return at;
        return x->end = at + 1;
    }
    if (tx_is(t, TXC_PRESENT))
        return x->end = at + 1;
    if (is(tokens, at, "current") && !tx_is(tx_at(tokens, at + 1), TXC_UNIT) &&
        !tx_is(tx_at(tokens, at + 1), TXC_FISCAL) && !tx_is(tx_at(tokens, at + 1), TXC_STOP))
        return x->end = at + 1;
    if (is(tokens, at, "present") && mark(tokens, at + 1, '-') && is(tokens, at + 2, "day"))
        return x->end = at + 3;
    x->form = TXF_PAST;
    if (tx_is(t, TXC_PAST_WORD))
        return x->end = at + 1;
    if (tx_is(t, TXC_PAST_ADJ)) {
        uint32_t i = at + 1;

        if (tx_is(tx_at(tokens, i), TXC_UNITS)) {
            x->form = TXF_PAST_SPAN;
            x->vague = true;
            x->amount = 2;
            x->unit = (uint8_t)tx_value(tx_at(tokens, i)->word, TXC_UNITS);
            i++;
            if (is(tokens, i, "and") && tx_is(tx_at(tokens, i + 1), TXC_UNITS))
                i += 2;
            return x->end = i;
        }
        return x->end = i;
    }
    x->form = TXF_FUTURE;
    if (is(tokens, at, "soon")) {
        if (is(tokens, at + 1, "after") || is(tokens, at + 1, "as") ||
            is(tokens, at + 1, "thereafter") || is(tokens, at + 1, "enough") ||
            (prev != NULL && (is(tokens, at - 1, "as") || is(tokens, at - 1, "too"))))
            return at;
        return x->end = at + 1;
    }
    if ((tx_is(t, TXC_FUTURE_ADJ) || is(tokens, at, "coming")) &&
        tx_is(tx_at(tokens, at + 1), TXC_UNITS)) {
        if (is(tokens, at, "coming")) {
            x->form = TXF_NEXT_SPAN;
            x->vague = true;
            x->amount = 2;
            x->unit = (uint8_t)tx_value(tx_at(tokens, at + 1)->word, TXC_UNITS);
        }
        return x->end = at + 2;
    }
    return at;
}
