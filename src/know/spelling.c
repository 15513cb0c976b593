/* SPDX-License-Identifier: Apache-2.0
 *
 * Spellings of foreign names in Latin letters: Arabic, Persian, Cyrillic, Korean and others reach
 * English by several roads (Sharaa, Shara', Charaa; Hmeimim, Khmeimim; Kyiv, Kiev; Gaddafi).
 *
 * A word is read into units: consonants with their digraphs (sh, kh, zh, …) and groups of vowels in
 * three classes. The key is the consonant skeleton in broad classes, for finding. The decision is
 * a weighted edit distance over units (after Wagner & Fischer 1974), where the costs say how often
 * transliteration schemes differ there and how often different names do: the budget is a tenth a
 * letter. Costs are by judgement, set on pairs of general knowledge and checked on the development
 * sets (docs/decisions/know.md). O(units of a × units of b), both at most 48; no allocation.
 *
 * Rejected: equal skeletons alone (Hassan = Hussein, Kerry = Gary); Soundex, Metaphone and Double
 * Metaphone (English phonetics: they part Qaddafi from Gaddafi and join Clark with Clarke);
 * Jaro-Winkler at 0.9 (joins Khatami with Hatami, parts Kiev from Kyiv).
 */
#include "know/know.h"

#include "know/know_fold.h"
#include "text/text.h"

#define MAX_UNITS 48
#define MAX_WORDS 12

/* Consonant units are letters; capitals stand for digraphs: S sh, C ch, X kh, G gh, Z zh, T ts.
 * Vowel groups are '1' (a), '2' (e, ai, ei), '3' (o, u), '4' (i or y, then a: "ia", "iya"), '5' (i,
 * y). */
typedef struct spelled {
    char unit[MAX_UNITS];
    size_t n;
    size_t n_letters;
} spelled;

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool is_vowel_unit(char u)
{
    return u >= '1' && u <= '5';
}

static void push(spelled *s, char unit)
{
    if (s->n < MAX_UNITS && !(s->n > 0 && s->unit[s->n - 1] == unit)) /* doubled letters are one */
        s->unit[s->n++] = unit;
}

static char vowel_class(const char *v, size_t n)
{
    bool front = false, back = false;
    for (size_t i = 0; i < n; i++) {
        front = front || v[i] == 'e' || v[i] == 'i' || v[i] == 'y';
        back = back || v[i] == 'o' || v[i] == 'u' || v[i] == 'w';
    }
    if (front && n > 1 && v[n - 1] == 'a')
        return '4';
    if (front && back) /* "iu", "yo": what comes last is heard */
        return v[n - 1] == 'o' || v[n - 1] == 'u' ? '3' : '2';
    if (front) {
        for (size_t i = 0; i < n; i++)
            if (v[i] == 'e' || v[i] == 'a')
                return '2';
        return '5';
    }
    return back ? '3' : '1';
}

/* Letters of one folded word into units. */
static void read_word(const char *w, size_t n, spelled *s)
{
    static const struct {
        char letters[5];
        char unit;
    } digraphs[] = {{"tsch", 'C'}, {"dzh", 'j'}, {"tch", 'C'}, {"sch", 'S'}, {"sh", 'S'},
        {"ch", 'C'}, {"kh", 'X'}, {"gh", 'G'}, {"zh", 'Z'}, {"dj", 'j'}, {"dh", 'd'}, {"th", 't'},
        {"ph", 'f'}, {"ck", 'k'}, {"ts", 'T'}, {"tz", 'T'}};
    for (size_t i = 0; i < n;) {
        if (is_vowel(w[i]) ||
            (w[i] == 'w' && i > 0 && is_vowel(w[i - 1]) && (i + 1 == n || !is_vowel(w[i + 1])))) {
            size_t from = i;
            while (i < n && (is_vowel(w[i]) ||
                                (w[i] == 'w' && i > from && (i + 1 == n || !is_vowel(w[i + 1])))))
                i++;
            push(s, vowel_class(w + from, i - from));
            continue;
        }
        bool found = false;
        for (size_t d = 0; d < sizeof digraphs / sizeof *digraphs && !found; d++) {
            size_t len = strlen(digraphs[d].letters);
            if (i + len <= n && memcmp(w + i, digraphs[d].letters, len) == 0) {
                push(s, digraphs[d].unit);
                i += len;
                found = true;
            }
        }
        if (found)
            continue;
        if (w[i] == 'x') {
            push(s, 'k');
            push(s, 's');
        } else {
            push(s, w[i]);
        }
        i++;
    }
    s->n_letters += n;
}

/* ---- costs, in hundredths of a letter ------------------------------------------------------ */

static unsigned pair_cost(char a, char b)
{
    static const struct {
        char a, b;
        unsigned char cost;
    } costs[] = {{'k', 'q', 10}, {'k', 'c', 10}, {'q', 'c', 20}, {'k', 'X', 60}, {'q', 'X', 60},
        {'k', 'g', 60}, {'q', 'g', 60}, {'q', 'G', 60}, {'g', 'G', 20}, {'g', 'X', 60},
        {'k', 'G', 70}, {'G', 'X', 70}, {'g', 'j', 55}, {'G', 'j', 80}, {'j', 'Z', 50},
        {'S', 'C', 50}, {'S', 's', 60}, {'C', 'T', 50}, {'T', 's', 50}, {'T', 'c', 40},
        {'s', 'z', 50}, {'Z', 'z', 40}, {'z', 'd', 60}, {'v', 'w', 10}, {'f', 'v', 40},
        {'f', 'w', 60}, {'c', 's', 50}, {'C', 'c', 40}, {'g', 'h', 60}, {'d', 't', 80},
        {'b', 'p', 80}, {'C', 'k', 80}, {'j', 'C', 90}};
    if (a == b)
        return 0;
    for (size_t i = 0; i < sizeof costs / sizeof *costs; i++)
        if ((costs[i].a == a && costs[i].b == b) || (costs[i].a == b && costs[i].b == a))
            return costs[i].cost;
    return 200;
}

static unsigned vowel_cost(char a, char b)
{
    if (a == b)
        return 0;
    if (a > b) {
        char swap = a;
        a = b;
        b = swap;
    }
    if (a == '2' && b == '5') /* Khaled, Khalid */
        return 10;
    if (a == '1' && b == '2') /* Ahmad, Ahmed */
        return 36;
    if (a == '1' && b == '5') /* Bashar is not Bashir */
        return 62;
    if (a == '3')
        return b == '4' ? 110 : 100;
    if (a == '4' || b == '4')
        return 45;
    return a == '1' ? 70 : 100; /* a with o, u; e with o, u */
}

static unsigned sub_cost(const spelled *a, size_t i, const spelled *b, size_t j)
{
    char x = a->unit[i], y = b->unit[j];
    bool last = i + 1 == a->n && j + 1 == b->n;
    if (is_vowel_unit(x) != is_vowel_unit(y))
        return 250;
    if (is_vowel_unit(x)) {
        /* Kharkiv, Kharkov; Lviv, Lvov. */
        if (x != y && i + 2 == a->n && j + 2 == b->n && a->unit[i + 1] == 'v' &&
            b->unit[j + 1] == 'v' && (x == '2' || x == '3' || x == '5') &&
            (y == '2' || y == '3' || y == '5'))
            return 30;
        unsigned cost = vowel_cost(x, y);
        /* The last vowel is a gender (Fernando, Fernanda), except in long names. */
        if (last && cost >= 45)
            return a->n_letters >= 10 && b->n_letters >= 10 && cost == 70 ? 85 : cost + 60;
        if (last && cost > 10 && a->n_letters < 6)
            return cost + 30;
        return cost;
    }
    /* Khmeimim, Hmeimim: only before a consonant (Khatami is not Hatami). */
    if ((x == 'X' && y == 'h') || (x == 'h' && y == 'X'))
        return i + 1 < a->n && j + 1 < b->n && !is_vowel_unit(a->unit[i + 1]) &&
                       !is_vowel_unit(b->unit[j + 1])
                   ? 50
                   : 200;
    return pair_cost(x, y);
}

static unsigned drop_cost(const spelled *s, size_t i)
{
    char u = s->unit[i];
    bool last = i + 1 == s->n;
    if (u == 'h')
        return i == 0 ? 200 : 30;
    if (is_vowel_unit(u))
        return i == 0 ? 90 : last ? 110 : 60;
    return 160;
}

static unsigned distance(const spelled *a, const spelled *b)
{
    unsigned row[MAX_UNITS + 1], before[MAX_UNITS + 1];
    row[0] = 0;
    for (size_t j = 0; j < b->n; j++)
        row[j + 1] = row[j] + drop_cost(b, j);
    for (size_t i = 0; i < a->n; i++) {
        memcpy(before, row, sizeof row);
        row[0] = before[0] + drop_cost(a, i);
        for (size_t j = 0; j < b->n; j++) {
            unsigned best = before[j] + sub_cost(a, i, b, j);
            unsigned drop_a = before[j + 1] + drop_cost(a, i), drop_b = row[j] + drop_cost(b, j);
            if (drop_a < best)
                best = drop_a;
            if (drop_b < best)
                best = drop_b;
            row[j + 1] = best;
        }
    }
    return row[b->n];
}

/* `backed`: another whole word of the two names is the same, which widens the budget by a third. */
static bool words_same(const char *a, size_t n_a, const char *b, size_t n_b, bool backed)
{
    if (n_a == n_b && memcmp(a, b, n_a) == 0)
        return true;
    spelled x = {.n = 0}, y = {.n = 0};
    read_word(a, n_a, &x);
    read_word(b, n_b, &y);
    size_t letters = n_a > n_b ? n_a : n_b;
    size_t n_consonants = 0;
    for (size_t i = 0; i < x.n; i++)
        n_consonants += !is_vowel_unit(x.unit[i]);
    if (letters < 4 || n_consonants < 2)
        return false;
    unsigned budget = letters == 4 ? 35 : (unsigned)letters * 10;
    if (budget > 95)
        budget = 95;
    if (backed)
        budget += budget * 3 / 10;
    return distance(&x, &y) < budget;
}

/* ---- names of several words ---------------------------------------------------------------- */

typedef struct parts {
    char text[SYN_KNOW_SPELLING_MAX * 2];
    size_t start[MAX_WORDS], len[MAX_WORDS];
    size_t n;
} parts;

static bool word_is(const char *w, size_t n, const char *const *list, size_t n_list)
{
    for (size_t i = 0; i < n_list; i++)
        if (strlen(list[i]) == n && memcmp(list[i], w, n) == 0)
            return true;
    return false;
}

/* Folds, leaves out the articles and links that are written or not (al-, el-, -i-), and joins "Abd
 * al-", "Abdel", "Abdul" with the word that follows. False when it does not fit. */
static bool split(syn_str name, parts *p)
{
    static const char *const articles[] = {"al", "el", "ul", "ol", "il", "ash", "as", "ad", "ed",
        "an", "at", "az", "ar", "es", "i", "e", "ibn", "bin", "ben"};
    static const char *const servants[] = {
        "abd", "abdel", "abdul", "abdal", "abdol", "abdoul", "abdu"};
    size_t len = 0;
    syni_case_count count = {0};
    p->n = 0;
    if (!syni_know_fold_append(name, p->text, sizeof p->text, &len, &count) || len == 0)
        return false;
    size_t raw = 0; /* place in the unfolded name, to see a hyphen or a small letter */
    bool join = false;
    for (size_t i = 0; i < len;) {
        size_t end = i;
        while (end < len && p->text[end] != ' ')
            end++;
        while (raw < name.len && (name.ptr[raw] == ' ' || name.ptr[raw] == '-'))
            raw++;
        size_t raw_end = raw;
        while (raw_end < name.len && name.ptr[raw_end] != ' ' && name.ptr[raw_end] != '-')
            raw_end++;
        bool small = raw < name.len && name.ptr[raw] >= 'a' && name.ptr[raw] <= 'z';
        bool hyphen = raw_end < name.len && name.ptr[raw_end] == '-';
        bool son = i > 0 && word_is(p->text + i, end - i, articles + 16, 3);
        bool article = word_is(p->text + i, end - i, articles, 19) &&
                       (small || hyphen || son || end - i == 1 ||
                           (end - i == 2 && (memcmp(p->text + i, "al", 2) == 0 ||
                                                memcmp(p->text + i, "el", 2) == 0))) &&
                       end < len;
        if (!article) {
            if (join && p->n > 0) { /* moved against the word before */
                memmove(p->text + p->start[p->n - 1] + p->len[p->n - 1], p->text + i, end - i);
                p->len[p->n - 1] += end - i;
            } else {
                if (p->n == MAX_WORDS)
                    return false;
                p->start[p->n] = i;
                p->len[p->n++] = end - i;
            }
            join = false;
            size_t last = p->n - 1;
            if (end < len && word_is(p->text + p->start[last], p->len[last], servants, 7)) {
                p->len[last] = 3;
                join = true;
            }
        }
        i = end + 1;
        raw = raw_end;
    }
    return p->n > 0;
}

bool syn_know_same_spelling(syn_str a, syn_str b)
{
    parts x, y;
    if (!split(a, &x) || !split(b, &y))
        return false;
    if (x.n == y.n) {
        bool same = true, backed = false;
        for (size_t i = 0; i < x.n; i++)
            backed = backed || (x.len[i] > 3 && x.len[i] == y.len[i] &&
                                   memcmp(x.text + x.start[i], y.text + y.start[i], x.len[i]) == 0);
        for (size_t i = 0; i < x.n && same; i++)
            same = words_same(x.text + x.start[i], x.len[i], y.text + y.start[i], y.len[i], backed);
        if (same || x.n == 1)
            return same;
    }
    /* "Jong Un", "Jong-un", "Jongun": without the gaps. Never so when whole words differ. */
    char one[sizeof x.text], two[sizeof y.text];
    size_t n_one = 0, n_two = 0;
    for (size_t i = 0; i < x.n; i++) {
        memcpy(one + n_one, x.text + x.start[i], x.len[i]);
        n_one += x.len[i];
    }
    for (size_t i = 0; i < y.n; i++) {
        memcpy(two + n_two, y.text + y.start[i], y.len[i]);
        n_two += y.len[i];
    }
    return x.n != y.n && words_same(one, n_one, two, n_two, false);
}

size_t syn_know_spelling_key(syn_str name, char out[SYN_KNOW_SPELLING_MAX])
{
    parts p;
    size_t n = 0;
    if (!split(name, &p))
        return 0;
    for (size_t w = 0; w < p.n; w++) {
        spelled s = {.n = 0};
        read_word(p.text + p.start[w], p.len[w], &s);
        for (size_t i = 0; i < s.n && n < SYN_KNOW_SPELLING_MAX; i++) {
            char u = s.unit[i];
            if (is_vowel_unit(u)) {
                if (n == 0)
                    out[n++] = 'a';
                continue;
            }
            switch (u) {
            case 'h':
                if (i > 0 || (i + 1 < s.n && !is_vowel_unit(s.unit[i + 1])))
                    continue;
                break;
            case 'X':
                if (i == 0 && i + 1 < s.n && !is_vowel_unit(s.unit[i + 1]))
                    continue;
                u = 'k';
                break;
            case 'q':
            case 'g':
            case 'G':
            case 'c':
            case 'j':
                u = 'k';
                break;
            case 'S':
            case 'C':
            case 'T':
            case 's':
            case 'z':
            case 'Z':
                u = 's';
                break;
            case 'w':
            case 'f':
                u = 'v';
                break;
            case 't':
                u = 'd';
                break;
            default:
                break;
            }
            if (n > 0 && out[n - 1] == u)
                continue;
            out[n++] = u;
        }
    }
    return n;
}
