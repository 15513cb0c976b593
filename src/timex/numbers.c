/* SPDX-License-Identifier: Apache-2.0
 *
 * Number phrases by the usual total-and-current accumulation: units and tens add to the current
 * group, "hundred" multiplies it, "thousand" and above close it. A word that cannot continue the
 * number ends it ("five six" is two numbers). Linear in the phrase, no allocation.
 */
#include "numbers.h"

#include <math.h>

static const tx_token *token(const tx_tokens *tokens, uint32_t at)
{
    return &tokens->items[at < tokens->n ? at : tokens->n];
}

static double power_of(int32_t exponent)
{
    double v = 1;

    while (exponent-- > 0)
        v *= 10;
    return v;
}

static bool small_continues(double current, int32_t v)
{
    int32_t rest = (int32_t)current % 100;

    if (v == 0)
        return false;
    if (v < 10)
        return rest == 0 || (rest >= 20 && rest % 10 == 0);
    return rest == 0;
}

/* A product of a decimal and a power of ten, without the dust of binary fractions. */
static double scaled(double v, double power)
{
    double product = v * power;

    return power >= 1000 ? round(product * 100) / 100 : product;
}

/* "1/2", "3/4" at `at`; 0 when there is none. */
static double fraction_at(const tx_tokens *tokens, uint32_t at)
{
    const tx_token *a = token(tokens, at), *s = token(tokens, at + 1), *b = token(tokens, at + 2);

    if (a->kind != TX_NUMBER || !tx_mark(s, '/') || b->kind != TX_NUMBER || !s->glued || !b->glued)
        return 0;
    if (a->decimal || b->decimal || a->number >= b->number || b->number > 16 || b->number < 2 ||
        tx_mark(token(tokens, at + 3), '/'))
        return 0;
    return a->number / b->number;
}

static uint32_t digits(const tx_tokens *tokens, uint32_t at, tx_num *out)
{
    const tx_token *t = token(tokens, at);
    double part = fraction_at(tokens, at);

    if (part > 0) {
        out->value = part;
        out->whole = false;
        return at + 3;
    }
    out->value = t->number;
    out->whole = !t->decimal;
    at++;
    if (!t->decimal && (part = fraction_at(tokens, at)) > 0) {
        out->value += part;
        out->whole = false;
        return at + 3;
    }
    t = token(tokens, at);
    if (tx_mark(t, '-') && t->glued && (part = fraction_at(tokens, at + 1)) > 0 && out->whole) {
        out->value += part;
        out->whole = false;
        return at + 4;
    }
    if (out->whole && t->kind == TX_NUMBER && t->glued && t->n_digits == 0) {
        out->value += t->number;
        out->whole = false;
        at++;
    }
    return at;
}

static uint32_t and_a_half(const tx_tokens *tokens, uint32_t at, tx_num *out)
{
    if (out->whole && tx_word_is(tokens, at, "and") && tx_word_is(tokens, at + 1, "a") &&
        tx_word_is(tokens, at + 2, "half")) {
        out->value += 0.5;
        out->whole = false;
        return at + 3;
    }
    return at;
}

/* "hundreds of thousands", "dozens": at a POWERS or GROUPS word. */
static uint32_t plural_power(const tx_tokens *tokens, uint32_t at, tx_num *out)
{
    const tx_token *t = token(tokens, at);
    double v;

    if (tx_is(t, TXC_GROUPS))
        v = tx_value(t->word, TXC_GROUPS);
    else if (tx_word_is(tokens, at, "tens"))
        v = 20;
    else
        v = 2 * power_of(tx_value(t->word, TXC_POWERS));
    at++;
    if (tx_word_is(tokens, at, "of") && tx_is(token(tokens, at + 1), TXC_POWERS)) {
        v *= power_of(tx_value(token(tokens, at + 1)->word, TXC_POWERS));
        at += 2;
    } else if (tx_word_is(tokens, at - 1, "tens"))
        return at - 1;
    out->value = v;
    out->vague = true;
    out->words = true;
    return at;
}

static uint32_t words(const tx_tokens *tokens, uint32_t at, bool article, tx_num *out)
{
    double total = 0, current = 0;
    uint32_t start = at;
    bool seen = article, closed = false;

    if (article)
        current = 1;
    for (;;) {
        const tx_token *t = token(tokens, at);
        uint32_t next = at + 1;

        if (at > start && tx_mark(t, '-') && t->glued && token(tokens, at + 1)->glued &&
            tx_is(token(tokens, at + 1), TXC_CARD) && (int32_t)current % 10 == 0) {
            t = token(tokens, at + 1);
            next = at + 2;
        } else if (at > start && tx_word_is(tokens, at, "and") && closed &&
                   tx_is(token(tokens, at + 1), TXC_CARD)) {
            t = token(tokens, at + 1);
            next = at + 2;
        }
        if (t->paragraph && at > start)
            break;
        if (tx_is(t, TXC_CARD)) {
            int32_t v = tx_value(t->word, TXC_CARD);

            if (seen && !small_continues(current, v))
                break;
            current += v;
            closed = false;
        } else if (tx_is(t, TXC_POWER) && seen) {
            int32_t e = tx_value(t->word, TXC_POWER);

            if (e == 2) {
                if (current <= 0 || current >= 100)
                    break;
                current *= 100;
            } else {
                if (current <= 0 || current >= 1000 || total > 1e15)
                    break;
                total += current * power_of(e);
                current = 0;
                out->power = power_of(e);
            }
            closed = true;
        } else
            break;
        seen = true;
        at = next;
        if (at - start > 24)
            break;
    }
    if (at == start)
        return start;
    out->value = total + current;
    return at;
}

uint32_t tx_number(const tx_tokens *tokens, uint32_t at, tx_num *out)
{
    const tx_token *t = token(tokens, at), *u = token(tokens, at + 1);
    tx_num n = {.power = 1, .whole = true};
    uint32_t end = at;

    if (t->kind == TX_NUMBER) {
        end = digits(tokens, at, &n);
        t = token(tokens, end);
        if (tx_is(t, TXC_POWER) ||
            (tx_mark(t, '-') && t->glued && tx_is(token(tokens, end + 1), TXC_POWER))) {
            end += t->kind == TX_MARK;
            while (tx_is(token(tokens, end), TXC_POWER)) {
                n.power *= power_of(tx_value(token(tokens, end)->word, TXC_POWER));
                end++;
            }
            n.value = scaled(n.value, n.power);
        } else if (t->kind == TX_WORD && t->glued && t->end - t->start == 1 &&
                   (tx_word_is(tokens, end, "m") || tx_word_is(tokens, end, "k")) && at > 0 &&
                   token(tokens, at - 1)->kind == TX_MARK &&
                   token(tokens, at - 1)->glued == false) {
            n.power = tx_word_is(tokens, end, "m") ? 1e6 : 1e3; /* "$20m" */
            n.value = scaled(n.value, n.power);
            end++;
        } else if (tx_is(t, TXC_GROUP)) {
            n.value *= tx_value(t->word, TXC_GROUP);
            end++;
        } else
            end = and_a_half(tokens, end, &n);
        *out = n;
        return end;
    }
    if (t->kind != TX_WORD)
        return at;
    n.words = true;
    if (tx_is(t, TXC_CARD)) {
        end = words(tokens, at, false, &n);
        if (tx_is(token(tokens, end), TXC_GROUP)) {
            n.value *= tx_value(token(tokens, end)->word, TXC_GROUP);
            end++;
        }
        end = and_a_half(tokens, end, &n);
        if (!n.whole && tx_is(token(tokens, end), TXC_POWER)) {
            n.power = power_of(tx_value(token(tokens, end)->word, TXC_POWER));
            n.value *= n.power;
            end++;
        }
    } else if (tx_is(t, TXC_ART) && tx_is(u, TXC_POWER)) {
        end = words(tokens, at + 1, true, &n);
    } else if (tx_is(t, TXC_ART) && tx_is(u, TXC_GROUP)) {
        n.value = tx_value(u->word, TXC_GROUP);
        end = at + 2;
    } else if (tx_word_is(tokens, at, "half") && tx_is(u, TXC_ART) &&
               (tx_is(token(tokens, at + 2), TXC_GROUP) ||
                   tx_is(token(tokens, at + 2), TXC_POWER))) {
        const tx_word *w = token(tokens, at + 2)->word;

        n.value =
            (tx_has(w, TXC_GROUP) ? tx_value(w, TXC_GROUP) : power_of(tx_value(w, TXC_POWER))) / 2;
        end = at + 3;
    } else if (tx_is(t, TXC_ART) && tx_word_is(tokens, at + 1, "half") &&
               tx_is(token(tokens, at + 2), TXC_POWER)) {
        n.value =
            power_of(tx_value(token(tokens, at + 2)->word, TXC_POWER)) / 2; /* "a half million" */
        end = at + 3;
    } else if (tx_is(t, TXC_ART) &&
               (tx_word_is(tokens, at + 1, "few") || tx_word_is(tokens, at + 1, "couple"))) {
        n.couple = tx_word_is(tokens, at + 1, "couple");
        n.value = n.couple ? 2 : 3;
        n.vague = true;
        end = at + 2;
        if (n.couple && tx_word_is(tokens, end, "of"))
            end++;
        if (tx_is(token(tokens, end), TXC_POWER) || tx_is(token(tokens, end), TXC_GROUP)) {
            const tx_word *w = token(tokens, end)->word;

            n.value *=
                tx_has(w, TXC_POWER) ? power_of(tx_value(w, TXC_POWER)) : tx_value(w, TXC_GROUP);
            end++;
        }
    } else if (tx_is(t, TXC_VAGUE) && tx_value(t->word, TXC_VAGUE) > 2) {
        n.value = tx_value(t->word, TXC_VAGUE);
        n.vague = true;
        end = at + 1;
        if (tx_is(u, TXC_POWER) || tx_is(u, TXC_GROUP)) {
            n.value *= tx_is(u, TXC_POWER) ? power_of(tx_value(u->word, TXC_POWER))
                                           : tx_value(u->word, TXC_GROUP);
            end++;
        }
    } else if (tx_is(t, TXC_POWERS) || tx_is(t, TXC_GROUPS) || tx_word_is(tokens, at, "tens")) {
        end = plural_power(tokens, at, &n);
    }
    if (end > at)
        *out = n;
    return end;
}

uint32_t tx_phrase_at(const tx_tokens *tokens, uint32_t at, uint8_t cls, const tx_phrase **out)
{
    const tx_token *t = token(tokens, at);
    const tx_phrase *p;

    if (t->kind != TX_WORD || t->word == NULL || t->word->phrase < 0)
        return at;
    for (int32_t k = t->word->phrase; k < t->word->phrase + t->word->n_phrases; k++) {
        const char *s;
        uint32_t i = at;

        p = tx_lexicon_phrase(k);
        s = p->text;
        if (p->cls != cls)
            continue;
        for (; *s != '\0'; i++) {
            size_t n = strcspn(s, " ");
            const tx_token *u = token(tokens, i);

            if (u->kind == TX_END || (i > at && u->paragraph))
                break;
            if (u->kind == TX_MARK ? n != 1 || *s != u->mark
                                   : !syn_str_eq_nocase((syn_str){s, n},
                                         (syn_str){tokens->text.ptr + u->start, u->end - u->start}))
                break;
            s += n + (s[n] == ' ');
        }
        if (*s == '\0') {
            *out = p;
            return i;
        }
    }
    return at;
}

uint32_t tx_bound(const tx_tokens *tokens, uint32_t at, int *bound)
{
    const tx_phrase *p = NULL;
    uint32_t end = tx_phrase_at(tokens, at, TXP_BOUND, &p);

    if (end > at) {
        *bound = p->value;
        return end;
    }
    if (tx_is(token(tokens, at), TXC_BOUND)) {
        *bound = tx_value(token(tokens, at)->word, TXC_BOUND);
        return at + 1;
    }
    return at;
}
