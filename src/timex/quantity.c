/* SPDX-License-Identifier: Apache-2.0
 *
 * Quantities. At each token that no time has taken: a bound ("more than"), a number phrase, a
 * second number of a range, a unit, and the head of the noun phrase that is counted.
 *
 * Reading of bounds (docs/decisions/timex.md): "more than 200", "at least 200" low = 200; "up to
 * 200", "as many as 200", "fewer than 200" high = 200; "nearly 200", "just under 200" value = high
 * = 200, approximate; "just over 200" value = low = 200, approximate; "about 200" value = 200,
 * approximate; "dozens" low = 24, "hundreds" low = 200, "several" low = 3, approximate; "5 to 10"
 * low = 5, high = 10. A number that names a thing ("Resolution 1234", "Flight 12", "Ul Bay 6") is
 * none. The counted noun: by the parse where there is one (nummod), else the first plural noun
 * after the number, else the last word before a function word. Linear.
 */
#include "quantity.h"

#include "base/vec.h"
#include "match.h"

typedef struct finder {
    const syn_doc *doc;
    const tx_tokens *tokens;
    const uint8_t *taken;
} finder;

typedef struct found {
    uint32_t first, end; /* tokens */
    uint32_t number_at;  /* first token of the (last) number */
    double value, low, high;
    bool has_value, has_low, has_high, approx;
    const char *unit;
    bool is_unit_person, no_noun, singular;
    uint32_t noun_from; /* where the counted noun is looked for */
    uint32_t noun;      /* its token; SYN_NONE */
    bool noun_known;
} found;

static bool is(const finder *f, uint32_t at, const char *word)
{
    return tx_word_is(f->tokens, at, word);
}

static const tx_token *tok(const finder *f, uint32_t at)
{
    return tx_at(f->tokens, at);
}

static bool mark(const finder *f, uint32_t at, char c)
{
    return tx_mark(tok(f, at), c);
}

static char last_letter(const finder *f, uint32_t at, unsigned back)
{
    const tx_token *t = tok(f, at);

    return t->end - t->start > back ? f->tokens->text.ptr[t->end - 1 - back] : '\0';
}

static bool ends(const finder *f, uint32_t at, char a, char b)
{
    return tok(f, at)->end - tok(f, at)->start > 3 && last_letter(f, at, 1) == a &&
           last_letter(f, at, 0) == b;
}

static bool plural(const finder *f, uint32_t at)
{
    const tx_token *t = tok(f, at);

    if (t->kind != TX_WORD)
        return false;
    if (tx_is(t, TXC_PERSON) && !tx_is(t, TXC_STOP))
        return last_letter(f, at, 0) == 's' || is(f, at, "people") || is(f, at, "men") ||
               is(f, at, "women") || is(f, at, "children") || ends(f, at, 'e', 'n') ||
               is(f, at, "personnel") || is(f, at, "staff") || is(f, at, "dead") ||
               is(f, at, "wounded") || is(f, at, "injured") || is(f, at, "missing") ||
               is(f, at, "crew") || is(f, at, "troops") || is(f, at, "police") ||
               is(f, at, "homeless") || is(f, at, "displaced") || is(f, at, "others");
    return t->end - t->start > 3 &&
           (last_letter(f, at, 0) == 's' || last_letter(f, at, 0) == 'S') &&
           last_letter(f, at, 1) != 's' && last_letter(f, at, 1) != 'u' &&
           !(last_letter(f, at, 1) == 'i') && !tx_is(t, TXC_STOP);
}

/* ---- what is counted ----------------------------------------------------------------------- */

static uint32_t noun_after(const finder *f, uint32_t from, bool singular, bool title)
{
    uint32_t best = SYN_NONE;
    uint32_t i = from;

    for (int n = 0; n < 8; n++, i++) {
        const tx_token *t = tok(f, i);

        if (t->kind == TX_END || t->paragraph || (t->sentence && i > from))
            break;
        if (t->kind == TX_MARK) {
            /* "ship-to-ship transfers", "Hong Kong-flagged vessels", "women's rights groups" */
            if (tx_mark(t, '-') && t->glued && tok(f, i + 1)->kind == TX_WORD &&
                tok(f, i + 1)->glued)
                continue;
            if (tx_mark(t, '-') == false && tx_mark(t, '\'') && t->glued && is(f, i + 1, "s")) {
                i++;
                best = SYN_NONE;
                continue;
            }
            if ((tx_mark(t, '"') || tx_mark(t, '\'')) && i == from && !t->glued)
                continue;
            if (tx_mark(t, ',') && best != SYN_NONE && !singular && !plural(f, best) &&
                tok(f, i + 1)->kind == TX_WORD && !tok(f, i + 1)->capital)
                continue; /* "six big, old ships" */
            if (tx_mark(t, '#') && i <= from + 1)
                continue;
            break;
        }
        if (t->kind != TX_WORD || f->taken[i])
            break;
        if (i > 0 && mark(f, i - 1, '-') && tok(f, i)->glued &&
            (is(f, i, "to") || is(f, i, "and") || is(f, i, "of") || is(f, i, "by")))
            continue;
        if ((is(f, i, "other") || is(f, i, "such") || is(f, i, "more") || is(f, i, "own") ||
                is(f, i, "same") || is(f, i, "additional") || is(f, i, "separate") ||
                is(f, i, "of") || is(f, i, "or") || is(f, i, "and")) &&
            best == SYN_NONE) {
            /* "three or more ships", "four other men": on to the noun; a list goes on as well */
            if (is(f, i, "of") && i > from)
                break;
            if ((is(f, i, "or") || is(f, i, "and")) && i == from && !is(f, i + 1, "more"))
                break;
            continue;
        }
        if (best != SYN_NONE && !singular && !plural(f, best) &&
            (is(f, i, "and") || is(f, i, "or")) && tok(f, i + 1)->kind == TX_WORD)
            continue; /* "six shipping and trading companies" */
        if (tx_is(t, TXC_STOP) || tx_is(t, TXC_PREP) ||
            (tx_is(t, TXC_FUTURE_CUE) && best != SYN_NONE && !plural(f, i)))
            break;
        if (best != SYN_NONE) {
            bool done = plural(f, best) && !singular;

            if (singular && tx_is(tok(f, best), TXC_PERSON))
                break;

            /* A verb or participle after the noun ends it. */
            if (done && !plural(f, i) && !(t->capital && title))
                break;
            if (done && plural(f, i) && t->capital && !tok(f, best)->capital)
                break;
            if ((ends(f, i, 'e', 'd') || tx_is(t, TXC_PAST_VERB)) && !plural(f, i) &&
                !(tok(f, i + 1)->kind == TX_WORD && plural(f, i + 1) && !plural(f, best)))
                break;
            if (last_letter(f, i, 0) == 'g' && last_letter(f, i, 1) == 'n' &&
                last_letter(f, i, 2) == 'i' && (plural(f, best) || singular))
                break;
        }
        if (best != SYN_NONE && plural(f, best) && !singular && title && !plural(f, i))
            break;
        best = i;
    }
    /* More than one, and no plural in sight: not known, but for words without one. */
    if (best != SYN_NONE && !singular && !plural(f, best) && !is(f, best, "aircraft") &&
        !is(f, best, "fish") && !is(f, best, "sheep") && !is(f, best, "cattle") &&
        !is(f, best, "series") && !is(f, best, "species") && !is(f, best, "percent") &&
        !(tok(f, best)->capital && best > from) && !(best > 0 && mark(f, best - 1, '#')))
        return SYN_NONE;
    return best;
}

static uint32_t lang_at(const syn_lang_layer *lang, uint32_t byte)
{
    uint32_t low = 0, high = lang->tokens.n;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (lang->tokens.items[mid].span.end <= byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low < lang->tokens.n && lang->tokens.items[low].span.start <= byte ? low : SYN_NONE;
}

/* The noun by the tree: head of nummod, or of the noun that an "of" hangs on the number. */
static bool noun_by_tree(const finder *f, const found *q, syn_span *out)
{
    const syn_lang_layer *lang = f->doc->lang;
    uint32_t at;

    if (lang == NULL || !lang->is_parsed)
        return false;
    at = lang_at(lang, tok(f, q->number_at)->start);
    if (at == SYN_NONE)
        return false;
    for (int k = 0; k < 3; k++) {
        const syn_token *t = &lang->tokens.items[at];

        if (t->deprel == SYN_DEPREL_NUMMOD && t->head != SYN_NONE) {
            const syn_token *h = &lang->tokens.items[t->head];

            if (h->span.start >= tok(f, q->end - 1)->end &&
                (h->upos == SYN_UPOS_NOUN || h->upos == SYN_UPOS_PROPN)) {
                *out = h->span;
                return true;
            }
            return false;
        }
        if ((t->deprel != SYN_DEPREL_COMPOUND && t->deprel != SYN_DEPREL_FLAT) ||
            t->head == SYN_NONE)
            return false;
        at = t->head;
    }
    return false;
}

/* ---- numbers that are none ----------------------------------------------------------------- */

static bool noun_like(const finder *f, uint32_t at)
{
    const tx_token *t = tok(f, at);

    return t->kind == TX_WORD && !t->paragraph && !t->sentence && !tx_is(t, TXC_STOP) &&
           !tx_is(t, TXC_PREP) && !tx_is(t, TXC_PAST_VERB) && !f->taken[at];
}

static bool names_a_thing(const finder *f, uint32_t at, uint32_t end)
{
    const tx_token *t = tok(f, at), *prev, *next = tok(f, end);

    if (t->kind == TX_NUMBER && next->glued &&
        (mark(f, end, '/') || mark(f, end, ':') || mark(f, end, '@') || mark(f, end, '_')))
        return true;
    if (t->kind == TX_NUMBER && next->glued && next->kind == TX_WORD && !tx_is(next, TXC_POWER)) {
        const tx_phrase *p;

        /* "1st", "747s", "4x4"; "50km", "20bn" are fine */
        if (tx_phrase_at(f->tokens, end, TXP_MEASURE, &p) == end)
            return true;
    }
    if (t->kind == TX_NUMBER && t->sentence && t->paragraph &&
        (mark(f, end, '.') || mark(f, end, ')')) && t->n_digits <= 2)
        return true;
    if (t->kind == TX_NUMBER && tok(f, end)->kind == TX_NUMBER && !tok(f, end)->decimal)
        return true; /* a telephone number, a table */
    if (at == 0 || t->sentence)
        return false;
    prev = tok(f, at - 1);
    if (t->kind == TX_NUMBER && prev->kind == TX_NUMBER)
        return true;
    if (t->kind == TX_NUMBER && t->glued && prev->kind == TX_MARK &&
        (prev->mark == '/' || prev->mark == '@' || prev->mark == '_' || prev->mark == '=' ||
            prev->mark == '&' || prev->mark == '#' || prev->mark == ':' || prev->mark == '.' ||
            prev->mark == '\'' || prev->mark == '+'))
        return true;
    if (t->kind == TX_NUMBER && t->glued && prev->kind == TX_WORD)
        return true;
    if (tx_mark(prev, '-') && t->glued && prev->glued && at > 1 && !prev->em) {
        const tx_token *w = tok(f, at - 2);

        if (w->kind == TX_WORD && !(tx_is(w, TXC_POSITION)))
            return true;
        if (w->kind == TX_NUMBER)
            return true; /* the second half of what was no range */
    }
    if (tx_is(prev, TXC_LABEL) && !t->comma && (prev->capital || t->kind == TX_NUMBER) &&
        !(is(f, at - 1, "group") || is(f, at - 1, "case") || is(f, at - 1, "class") ||
            is(f, at - 1, "no") || is(f, at - 1, "part") || is(f, at - 1, "area") ||
            is(f, at - 1, "company") || is(f, at - 1, "order") || is(f, at - 1, "law") ||
            is(f, at - 1, "act") || is(f, at - 1, "line") || is(f, at - 1, "level")))
        return true;
    if (tx_is(prev, TXC_LABEL) && prev->capital && t->kind == TX_NUMBER)
        return true;
    if (mark(f, at - 1, '.') && at > 1 && (is(f, at - 2, "no") || is(f, at - 2, "nos")) &&
        tok(f, at - 1)->glued)
        return true;
    if (is(f, at - 1, "no") && t->kind == TX_NUMBER)
        return true;
    if (prev->kind == TX_WORD && prev->capital && t->kind == TX_NUMBER && !t->comma &&
        !t->decimal && !tx_is(prev, TXC_PREP) && !tx_is(prev, TXC_STOP) &&
        !tx_is(prev, TXC_BOUND) && !tx_is(prev, TXC_MONTH) &&
        (!noun_like(f, end) || next->capital ||
            (t->number > 1 && !plural(f, end) && !plural(f, end + 1))) &&
        !mark(f, end, '%') && !(prev->sentence && noun_like(f, end)))
        return true;
    return false;
}

/* "one" the pronoun, "one day". */
static bool pronoun_one(const finder *f, uint32_t at, uint32_t end, bool bounded)
{
    static const char *const idle[] = {"another", "day", "thing", "way", "hand", "time", "point",
        "side", "might", "else", "such", "last", "more", "final"};
    const tx_token *next = tok(f, end);

    if (end != at + 1 || !is(f, at, "one"))
        return false;
    if (bounded)
        return false;
    if (is(f, end, "of"))
        return !(tx_is(tok(f, end + 1), TXC_THE) || tx_is(tok(f, end + 1), TXC_POSS) ||
                 is(f, end + 1, "those") || is(f, end + 1, "these") || is(f, end + 1, "them") ||
                 is(f, end + 1, "whom"));
    /* "one was killed, two hurt" */
    if ((is(f, end, "was") || is(f, end, "is") || is(f, end, "has") || is(f, end, "died")) &&
        (tok(f, at)->sentence || is(f, at - 1, "and") || is(f, at - 1, "but") ||
            mark(f, at - 1, ',')))
        return false;
    if (mark(f, end, '-'))
        return true;
    for (size_t k = 0; k < sizeof idle / sizeof *idle; k++)
        if (is(f, end, idle[k]))
            return true;
    if (at > 0 && (is(f, at - 1, "no") || is(f, at - 1, "any") || is(f, at - 1, "each") ||
                      is(f, at - 1, "every") || is(f, at - 1, "some") || is(f, at - 1, "the") ||
                      is(f, at - 1, "which") || tx_is(tok(f, at - 1), TXC_ART)))
        return true;
    if (tok(f, at)->capital && !tok(f, at)->sentence)
        return true;
    return !noun_like(f, end) || (next->capital && !tok(f, at)->sentence) ||
           ends(f, end, 'e', 'd') || ends(f, end, 'n', 'g') || tx_is(next, TXC_PAST_VERB) ||
           next->kind != TX_WORD;
}

/* ---- parts --------------------------------------------------------------------------------- */

static const char *money_prefix(const finder *f, uint32_t at, uint32_t *number)
{
    static const struct {
        const char *word, *unit;
    } dollars[] = {{"us", "USD"}, {"c", "CAD"}, {"a", "AUD"}, {"hk", "HKD"}, {"s", "SGD"},
        {"nz", "NZD"}, {"r", "BRL"}, {"au", "AUD"}, {"ca", "CAD"}, {"nt", "TWD"}};
    static const struct {
        const char *word, *unit;
    } codes[] = {{"usd", "USD"}, {"eur", "EUR"}, {"gbp", "GBP"}, {"dlrs", "USD"}, {"rs", "INR"},
        {"cny", "CNY"}, {"rmb", "CNY"}};
    const tx_token *t = tok(f, at);

    if (t->kind == TX_MARK && tok(f, at + 1)->kind == TX_NUMBER) {
        *number = at + 1;
        switch (t->mark) {
        case '$':
            return "USD";
        case 'E':
            return "EUR";
        case 'L':
            return "GBP";
        case 'Y':
            return "JPY";
        default:
            return NULL;
        }
    }
    if (t->kind == TX_WORD && mark(f, at + 1, '$') && tok(f, at + 1)->glued &&
        tok(f, at + 2)->kind == TX_NUMBER)
        for (size_t k = 0; k < sizeof dollars / sizeof *dollars; k++)
            if (is(f, at, dollars[k].word)) {
                *number = at + 2;
                return dollars[k].unit;
            }
    if (t->kind == TX_WORD && tok(f, at + 1)->kind == TX_NUMBER && !f->taken[at + 1])
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++)
            if (is(f, at, codes[k].word)) {
                *number = at + 1;
                return codes[k].unit;
            }
    return NULL;
}

/* "half", "one-third", "two thirds", "a quarter of", "one in five": value in *v, or at. */
static uint32_t share(const finder *f, uint32_t at, bool bounded, double *v)
{
    const tx_token *t = tok(f, at);
    tx_num n;
    uint32_t i, j;

    if (is(f, at, "half") && (!t->capital || t->sentence)) {
        bool of = is(f, at + 1, "of") || tx_is(tok(f, at + 1), TXC_THE) ||
                  tx_is(tok(f, at + 1), TXC_POSS) || is(f, at + 1, "all");

        if ((of || bounded) && !(tx_is(tok(f, at > 0 ? at - 1 : 0), TXC_ORD) && at > 0) &&
            !mark(f, at + 1, '-') &&
            !(at > 0 && (is(f, at - 1, "last") || tx_is(tok(f, at - 1), TXC_ORD_LAST)))) {
            *v = 0.5;
            return at + 1;
        }
        return at;
    }
    if (tx_is(t, TXC_ART) || (tx_is(t, TXC_CARD) && tx_value(t->word, TXC_CARD) < 10)) {
        const tx_token *u;

        i = at + 1;
        if (mark(f, i, '-') && tok(f, i)->glued)
            i++;
        u = tok(f, i);
        if (tx_is(u, TXC_FRACTION) && tx_value(u->word, TXC_FRACTION) > 2 && !f->taken[i]) {
            double a = tx_is(t, TXC_ART) ? 1 : tx_value(t->word, TXC_CARD);

            if (tx_is(t, TXC_ART) && !is(f, i + 1, "of"))
                return at;
            /* "a third of" is a share; "one fifth column" is not */
            if (!is(f, i + 1, "of") && !tx_is(tok(f, i + 1), TXC_STOP) &&
                tok(f, i + 1)->kind == TX_WORD && !bounded)
                return at;
            *v = a / tx_value(u->word, TXC_FRACTION);
            return *v < 1 ? i + 1 : at;
        }
    }
    i = tx_number(f->tokens, at, &n);
    if (i > at && n.value == 1 && is(f, i, "in") && (j = tx_number(f->tokens, i + 1, &n)) > i + 1 &&
        n.whole && !n.vague && n.value >= 2 && n.value <= 1000 &&
        tok(f, i + 1)->kind == tok(f, at)->kind && noun_like(f, j) && !f->taken[i + 1]) {
        *v = 1 / n.value;
        return j;
    }
    return at;
}

static void set_bound(found *q, const finder *f, uint32_t at, int bound, double v)
{
    bool close = false;

    for (uint32_t i = at; i < q->number_at; i++)
        close |= is(f, i, "nearly") || is(f, i, "almost") || is(f, i, "just") ||
                 is(f, i, "close") || is(f, i, "slightly") || is(f, i, "little");
    switch (bound) {
    case 1:
        q->value = v;
        q->has_value = q->approx = true;
        break;
    case 2:
    case 4:
        q->high = v;
        q->has_high = true;
        if (close) {
            q->value = v;
            q->has_value = q->approx = true;
        }
        break;
    case 3:
    case 5:
        q->low = v;
        q->has_low = true;
        if (close && bound == 3) {
            q->value = v;
            q->has_value = q->approx = true;
        }
        break;
    default:
        q->value = v;
        q->has_value = true;
        break;
    }
}

/* Age written as "52 years old", "a 6-year-old", "aged 12", or ", 52,". */
static bool age(const finder *f, found *q, uint32_t at, uint32_t end)
{
    uint32_t i = end;
    bool hyphen = mark(f, i, '-') && tok(f, i)->glued;

    i += hyphen;
    if ((is(f, i, "year") || is(f, i, "years")) && !f->taken[i]) {
        uint32_t j = i + 1;

        if (mark(f, j, '-'))
            j++;
        if (is(f, j, "old") || is(f, j, "olds")) {
            q->end = j + 1;
            q->unit = "year";
            q->noun_from = j + 1;
            q->singular = true;
            q->no_noun = !hyphen;
            return true;
        }
        if (is(f, j, "of") && is(f, j + 1, "age")) {
            q->end = j + 2;
            q->unit = "year";
            q->no_noun = true;
            return true;
        }
    }
    if (at > 0 &&
        (is(f, at - 1, "aged") || is(f, at - 1, "ages") ||
            (is(f, at - 1, "age") && tok(f, at)->kind == TX_NUMBER)) &&
        q->value < 130) {
        q->unit = "year";
        q->no_noun = true;
        return true;
    }
    if (at > 1 && mark(f, at - 1, ',') && (mark(f, end, ',') || mark(f, end, '.')) &&
        tok(f, at)->kind == TX_NUMBER && tok(f, at)->n_digits <= 2 && !tok(f, at)->decimal &&
        q->value >= 1 && tok(f, at - 2)->kind == TX_WORD &&
        (tok(f, at)->n_digits == 2 ? tok(f, at - 2)->capital : tx_is(tok(f, at - 2), TXC_PERSON)) &&
        !tx_is(tok(f, at - 2), TXC_MONTH) && !tx_is(tok(f, at - 2), TXC_WEEKDAY) &&
        !tok(f, at - 2)->sentence && !tok(f, end)->paragraph) {
        q->unit = "year";
        q->no_noun = true;
        return true;
    }
    return false;
}

/* "fined 30,000 pounds": money of some country, not weight. */
static bool paid(const finder *f, uint32_t at)
{
    static const char *const words[] = {"fined", "fine", "pay", "paid", "worth", "cost", "costs",
        "spent", "raised", "donated", "bail"};

    for (uint32_t k = 1; k <= 4 && k <= at; k++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (is(f, at - k, words[w]))
                return true;
    return false;
}

static void unit_after(const finder *f, found *q)
{
    const tx_phrase *p = NULL;
    uint32_t i = q->end, end;
    bool hyphen = mark(f, i, '-') && tok(f, i)->glued && tok(f, i + 1)->glued &&
                  tok(f, i + 1)->kind == TX_WORD;

    if (is(f, i, "of") && q->unit == NULL &&
        (end = tx_phrase_at(f->tokens, i + 1, TXP_MEASURE, &p)) > i + 1) {
        q->unit = p->unit; /* "dozens of times", "billions of dollars" */
        q->end = end;
        q->noun_from = end;
        q->no_noun = !is(f, end, "of");
        return;
    }
    if (mark(f, i, '%')) {
        q->unit = "percent";
        q->end = i + 1;
        q->noun_from = i + 1;
        q->no_noun = !is(f, i + 1, "of");
        return;
    }
    end = tx_phrase_at(f->tokens, i + hyphen, TXP_MEASURE, &p);
    if (end > i + hyphen && !(tok(f, i)->sentence) && q->unit == NULL && !f->taken[end - 1] &&
        !(is(f, i, "won") && !is(f, i + 1, "and") && noun_like(f, i + 1))) {
        q->unit = strcmp(p->unit, "lb") == 0 && paid(f, q->first) ? "pound" : p->unit;
        q->end = end;
        q->noun_from = end;
        q->no_noun = !is(f, end, "of");
        if (p->value == TXK_OTHER)
            q->no_noun = true;
        return;
    }
    if (q->unit != NULL) { /* money with a sign in front */
        q->no_noun = true;
        return;
    }
    if (hyphen && !is(f, i + 1, "way") && !is(f, i + 1, "time") && !is(f, i + 1, "sided") &&
        !is(f, i + 1, "off") && !is(f, i + 1, "on") && !is(f, i + 1, "stop") &&
        !is(f, i + 1, "size") && !is(f, i + 1, "fold") && !is(f, i + 1, "year") &&
        !is(f, i + 1, "and")) {
        q->noun = i + 1;
        q->noun_known = true;
        return;
    }
    q->noun_from = i;
}

static bool quantity_at(const finder *f, uint32_t at, found *q)
{
    uint32_t i = at, end, sign = 0;
    int bound = 0;
    tx_num n = {0}, m;
    double v = 0;
    const char *money;
    bool between = false, bounded;

    *q = (found){.first = at, .noun = SYN_NONE, .noun_from = SYN_NONE};
    if (is(f, i, "between") || is(f, i, "from")) {
        between = true;
        i++;
    } else
        i = tx_bound(f->tokens, i, &bound);
    if (i == at + 1 && is(f, at, "over") && at > 0 && tx_is(tok(f, at - 1), TXC_OVER_WORD))
        return false;
    if (i > at && is(f, i, "the"))
        i++;
    bounded = i > at;
    if (f->taken[i] || (bounded && (tok(f, i)->paragraph || tok(f, i)->sentence)))
        return false;
    q->number_at = i;
    money = money_prefix(f, i, &sign);
    if (money != NULL) {
        q->unit = money;
        i = sign;
    }
    if (f->taken[i])
        return false;
    if (money == NULL && (end = share(f, i, bounded, &v)) > i) {
        set_bound(q, f, at, bound, v);
        q->unit = "share";
        q->end = end;
        q->noun_from = end;
        q->no_noun = !is(f, end, "of") && !tx_is(tok(f, end), TXC_THE);
        return true;
    }
    end = tx_number(f->tokens, i, &n);
    if (end == i)
        return false;
    for (uint32_t k = i; k < end; k++)
        if (f->taken[k])
            return false;
    if (tok(f, i)->kind == TX_NUMBER && !n.whole && !tok(f, i)->decimal && end == i + 3 &&
        tok(f, end)->capital)
        return false; /* "1/2 Today": the first of two posts */
    if (money == NULL && names_a_thing(f, i, end))
        return false;
    if (pronoun_one(f, i, end, bounded && bound != 0))
        return false;
    if (n.words && tok(f, i)->capital && mark(f, end, '-') && tok(f, end + 1)->capital)
        return false; /* "the Two-Way" */
    if (n.words && tok(f, i)->capital && !tok(f, i)->sentence &&
        tok(f, i)->zone != SYN_ZONE_TITLE && tok(f, end)->capital && !tok(f, i)->caps)
        return false;
    if (between && tok(f, i)->kind == TX_WORD && n.vague)
        return false;
    if (is(f, i, "many") || is(f, i, "numerous") || is(f, i, "countless") || is(f, i, "various"))
        return false;
    if (n.vague && is(f, i, "few"))
        return false;
    q->number_at = i;
    q->end = end;
    /* A range. */
    {
        uint32_t j = end, k;
        bool dash = mark(f, j, '-') && tok(f, j + 1)->kind == TX_NUMBER;
        bool unit_between = mark(f, j, '%') && (is(f, j + 1, "to") || is(f, j + 1, "and"));

        j += unit_between;
        if (!n.vague &&
            (dash || is(f, j, "to") || (is(f, j, "and") && between) || is(f, j, "or"))) {
            uint32_t s = j + 1;

            if (money != NULL)
                (void)money_prefix(f, s, &s);
            k = tx_number(f->tokens, s, &m);
            if (k > s && !m.vague && m.whole >= n.whole - 1 && !f->taken[s] &&
                !tok(f, s)->sentence) {
                double low = n.value;

                if (n.power < m.power && n.power == 1)
                    low *= m.power; /* "5 to 10 million" */
                else if (dash && low < 10 && m.value >= 1000 && tok(f, s)->comma &&
                         low * 1000 < m.value)
                    low *= 1000; /* "5-6,000" */
                if (m.value > low && (!is(f, j, "or") || m.value < low * 3) &&
                    (bound == 0 || bound == 1 || bound == 6) &&
                    !(is(f, j, "to") && !between && !bounded && m.value > low * 100)) {
                    q->low = low;
                    q->high = m.value;
                    q->has_low = q->has_high = true;
                    q->approx = bound == 1;
                    q->end = k;
                    q->first = at;
                    goto unit;
                }
                if (dash && m.value <= n.value && bound == 0 && money == NULL)
                    return false; /* a score */
            }
        }
    }
    if (between) {
        if (is(f, at, "between"))
            return false;
        q->first = i; /* "from 5 …": the preposition is no part of it */
        if (money != NULL)
            q->first = q->first - 1;
    }
    if (n.vague) {
        if (n.couple) {
            q->value = n.value;
            q->has_value = true;
        } else {
            q->low = n.value;
            q->has_low = true;
        }
        q->approx = true;
    } else
        set_bound(q, f, at, bound, n.value);
unit:
    q->singular = !q->has_low && !q->has_high && q->value == 1;
    if (age(f, q, q->number_at, q->end))
        return true;
    /* "1,000 or more": at least. */
    if (is(f, q->end, "or") && (is(f, q->end + 1, "more") || is(f, q->end + 1, "so")) &&
        !q->has_high && q->has_value) {
        if (is(f, q->end + 1, "more")) {
            q->low = q->value;
            q->has_low = true;
            q->has_value = false;
        } else
            q->approx = true;
        q->end += 2;
    }
    unit_after(f, q);
    return true;
}

static void count(const finder *f, found *q, syn_quantity *out)
{
    syn_span by_tree;
    uint32_t i = q->noun_from;

    out->of = (syn_span){SYN_NONE, SYN_NONE};
    if (q->noun == SYN_NONE && !q->no_noun && i != SYN_NONE) {
        bool title = tok(f, q->number_at)->zone == SYN_ZONE_TITLE;
        bool singular = q->singular;

        if (is(f, i, "of") || (q->unit != NULL && tx_is(tok(f, i), TXC_THE))) {
            /* "21 of the more than 200 girls": what is counted are girls */
            tx_num n;
            int bound;
            uint32_t j = is(f, i, "of") ? i + 1 : i;

            if (q->unit == NULL)
                singular = false;
            else
                singular = true;
            while (tx_is(tok(f, j), TXC_THE) || tx_is(tok(f, j), TXC_POSS) || is(f, j, "those") ||
                   is(f, j, "these") || is(f, j, "all") || is(f, j, "them"))
                j++;
            j = tx_bound(f->tokens, j, &bound);
            if (tx_number(f->tokens, j, &n) > j)
                singular = false;
            j = tx_number(f->tokens, j, &n);
            i = j;
        }
        if (q->unit == NULL && noun_by_tree(f, q, &by_tree))
            for (uint32_t k = q->end; k < q->end + 10 && k < f->tokens->n; k++)
                if (f->tokens->items[k].start == by_tree.start && (q->singular || plural(f, k))) {
                    out->of = (syn_span){tok(f, k)->start, tok(f, k)->end};
                    q->is_unit_person = tx_is(tok(f, k), TXC_PERSON);
                    return;
                }
        if (!tok(f, i)->sentence && !tok(f, i)->paragraph)
            q->noun = noun_after(f, i, singular, title);
    }
    if (q->noun != SYN_NONE) {
        out->of = (syn_span){tok(f, q->noun)->start, tok(f, q->noun)->end};
        q->is_unit_person = tx_is(tok(f, q->noun), TXC_PERSON);
    }
}

/* The number written, whatever its bound. */
static double bare_number(const syn_quantity *q)
{
    return q->has_value ? q->value : q->has_low ? q->low : q->high;
}

/* "The 21 were freed": what was counted where the same number stood before. */
static void same_number(const syn_quantity *before, uint32_t n, syn_quantity *q)
{
    for (uint32_t k = 0; k < n && k < 64; k++) {
        const syn_quantity *b = &before[n - 1 - k];

        if (b->of.start == SYN_NONE || bare_number(b) < bare_number(q) ||
            bare_number(b) > bare_number(q))
            continue;
        if (b->unit.len > 0 && !syn_str_eq(b->unit, SYN_STR("person")))
            continue;
        q->of = b->of;
        q->unit = b->unit;
        return;
    }
}

/* A number that a verb, "who" or "of them" follows at once stands for the noun counted last in the
 * paragraph, at most 40 tokens before: "57 girls escaped, and one was found; 200 remain". */
static bool stands_for_a_noun(const finder *f, const found *q)
{
    static const char *const verbs[] = {"was", "were", "is", "are", "has", "have", "had", "remain",
        "remained", "who", "whom", "died"};
    uint32_t i = q->end;

    if (is(f, i, "of"))
        return is(f, i + 1, "them") || is(f, i + 1, "whom");
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (is(f, i, verbs[k]))
            return true;
    return tok(f, i)->kind == TX_WORD && !tok(f, i)->capital &&
           (ends(f, i, 'e', 'd') || tx_is(tok(f, i), TXC_PAST_VERB));
}

static void last_noun(
    const finder *f, const found *now, const found *then, const syn_quantity *b, syn_quantity *q)
{
    if (now->first - then->end > 40 || b->of.start == SYN_NONE ||
        (b->unit.len > 0 && !syn_str_eq(b->unit, SYN_STR("person"))))
        return;
    for (uint32_t i = then->end; i <= now->first; i++)
        if (tok(f, i)->paragraph)
            return;
    q->of = b->of;
    q->unit = b->unit;
}

syn_status tx_quantities(const syn_doc *doc, const tx_tokens *tokens, const uint8_t *taken,
    syn_arena *keep, syn_timex_layer *layer, syn_err *err)
{
    finder f = {doc, tokens, taken};
    found previous = {0};
    SYN_VEC(syn_quantity) list = {0};

    for (uint32_t i = 0; i < tokens->n;) {
        const tx_token *t = &tokens->items[i];
        syn_quantity out = {0};
        found q;
        bool can = !taken[i] && (t->kind == TX_NUMBER || (t->kind == TX_WORD && t->word != NULL) ||
                                    (t->kind == TX_MARK && (t->mark == '$' || t->mark == 'E' ||
                                                               t->mark == 'L' || t->mark == 'Y')) ||
                                    (t->kind == TX_WORD && tx_mark(&tokens->items[i + 1], '$')));

        if (!can || !quantity_at(&f, i, &q)) {
            /* digits that were no quantity take what is glued to them along */
            i++;
            continue;
        }
        count(&f, &q, &out);
        out.span = (syn_span){tokens->items[q.first].start, tokens->items[q.end - 1].end};
        out.value = q.value;
        out.low = q.low;
        out.high = q.high;
        out.has_value = q.has_value;
        out.has_low = q.has_low;
        out.has_high = q.has_high;
        out.approx = q.approx;
        if (q.unit != NULL && q.unit[0] != '\0')
            out.unit = syn_arena_str(keep, syn_str_from(q.unit));
        else if (q.is_unit_person)
            out.unit = syn_arena_str(keep, SYN_STR("person"));
        if (out.of.start == SYN_NONE && out.unit.len == 0 && !(out.approx && !out.has_value) &&
            bare_number(&out) > 9 && !(out.has_low && out.has_high))
            same_number(list.items, list.n, &out);
        if (out.of.start == SYN_NONE && out.unit.len == 0 && list.n > 0 &&
            !(out.approx && out.low >= 1000) && stands_for_a_noun(&f, &q))
            last_noun(&f, &q, &previous, &list.items[list.n - 1], &out);
        previous = q;
        SYN_PUSH(keep, list, out);
        i = q.end;
    }
    if (syn_arena_failed(keep))
        return syn_err_set(
            err, SYN_E_NOMEM, "timex", "Out of memory for the document's quantities.");
    layer->quantities.items = list.items;
    layer->quantities.n = list.n;
    return SYN_OK;
}
