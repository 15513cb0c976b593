/* SPDX-License-Identifier: Apache-2.0
 *
 * Stories out of a stream: single-pass clustering (Allan et al. 1998, "On-line new event detection
 * and tracking", SIGIR) over incremental TF-IDF.
 *
 * A document is a bag of lower-cased words of its title (counted three times) and body; words that
 * stand capitalised inside a sentence count double. It is compared with the stories that share its
 * rarest words; likeness is the mean of the cosine with the story's centroid and the best cosine
 * with one of its documents, damped by days apart. Best story above a threshold, else a new one.
 * A repeated text (resemblance of five-word shingles by a sketch of the smallest hashes, Broder
 * 1997) is marked. Invariant: what is placed never moves; equal streams give equal stories.
 * Cost: per document, candidate stories times their words; candidates are capped. Rejected:
 * re-clustering windows (ids would change under the reader).
 */
#include "base/map.h"
#include "base/vec.h"
#include "text/text.h"

#include <synoptic/story.h>

#include <math.h>

/* Measured by `score cluster` on the development streams, November 2026. */
static const float JOIN_AT = 0.17f;
static const float DAY_DAMPING = 0.04f; /* off the likeness, for each day apart */
static const float MAX_DAMPING = 0.70f;
static const float SAME_AT = 0.80f; /* resemblance of a duplicate */

enum { MAX_TERMS = 300, MAX_CANDIDATES = 60, N_RARE = 14, SKETCH = 64, MAX_POSTINGS = 400 };

typedef struct term {
    uint32_t id;
    float tf;
} term;

typedef struct member {
    syn_str id;
    term *terms; /* by id */
    uint32_t n_terms;
    int32_t day; /* days since 1970, INT32_MIN unknown */
    uint64_t *sketch;
    uint32_t n_sketch, n_words;
    uint32_t story, next; /* next member of the story */
} member;

typedef struct story_row {
    uint32_t first, last, n;
    int32_t day; /* latest */
} story_row;

typedef SYN_VEC(uint32_t) id_vec;

struct syn_clusters {
    syn_arena arena;
    syn_intern words;
    SYN_VEC(uint32_t) df;     /* [n_word]: documents that hold it */
    SYN_VEC(id_vec) postings; /* [n_word]: members, latest last */
    SYN_VEC(member) members;
    SYN_VEC(story_row) stories;
};

syn_status syn_clusters_new(syn_clusters **out, syn_err *err)
{
    syn_clusters *c = calloc(1, sizeof *c);
    if (!c)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    syn_arena_init(&c->arena, 0);
    syn_intern_init(&c->words, &c->arena);
    *out = c;
    return SYN_OK;
}

void syn_clusters_free(syn_clusters *c)
{
    if (!c)
        return;
    syn_arena_release(&c->arena);
    free(c);
}

static bool is_common(syn_str s)
{
    static const char *const words[] = {"the", "a", "an", "and", "or", "but", "of", "to", "in",
        "on", "at", "for", "from", "by", "with", "as", "is", "are", "was", "were", "be", "been",
        "has", "have", "had", "he", "she", "it", "they", "his", "her", "its", "their", "that",
        "this", "which", "who", "will", "would", "not", "said", "says", "after", "about", "into",
        "than", "more", "over", "we", "i", "you", "our", "if", "also", "when", "what", "there",
        "out", "up", "one", "all", "can", "could", "s", "t", "no", "so", "do", "did", "just", "new",
        "mr", "ms", "mrs", "some", "other", "how", "while", "during", "before", "because", "two",
        "first", "him", "them", "my", "your", "then", "now", "only", "may", "year", "years", "day",
        "people", "time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_eq_z(s, words[i]))
            return true;
    return false;
}

/* Days since 1970-01-01 of "YYYY-MM-DD…" (Howard Hinnant's days_from_civil); INT32_MIN else. */
static int32_t day_of(syn_str s)
{
    int v[3] = {0, 0, 0};
    static const size_t at[3] = {0, 5, 8}, n[3] = {4, 2, 2};
    if (s.len < 10)
        return INT32_MIN;
    for (int i = 0; i < 3; i++)
        for (size_t k = 0; k < n[i]; k++) {
            char c = s.ptr[at[i] + k];
            if (c < '0' || c > '9')
                return INT32_MIN;
            v[i] = v[i] * 10 + (c - '0');
        }
    int y = v[1] <= 2 ? v[0] - 1 : v[0];
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (v[1] + (v[1] > 2 ? -3 : 9)) + 2) / 5 + v[2] - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static int by_term(const void *x, const void *y)
{
    const term *p = x, *q = y;
    return p->id < q->id ? -1 : p->id > q->id;
}

static int by_hash(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

typedef struct counting {
    syn_clusters *c;
    syn_arena scratch;
    SYN_VEC(term) terms; /* unsorted, one a word met */
    SYN_VEC(uint64_t) shingles;
    uint64_t window[5];
    uint32_t n_words;
} counting;

static void count_span(counting *k, syn_str text, syn_span span, float weight, bool sketch)
{
    bool begin = true; /* of a sentence: a capital says nothing there */
    for (uint32_t i = span.start; i < span.end;) {
        unsigned len;
        uint32_t cp = syn_utf8_decode(text, i, &len);
        if (!syn_cp_is_alnum(cp)) {
            if (cp == '.' || cp == '!' || cp == '?' || cp == '\n' || syn_cp_is_open_quote(cp))
                begin = true;
            i += len;
            continue;
        }
        bool capital = syn_cp_is_upper(cp);
        uint32_t start = i;
        while (i < span.end) {
            cp = syn_utf8_decode(text, i, &len);
            if (!syn_cp_is_alnum(cp))
                break;
            i += len;
        }
        syn_str word = syn_text_lower(&k->scratch, syn_str_slice(text, start, i));
        if (sketch) {
            memmove(k->window, k->window + 1, sizeof k->window - sizeof *k->window);
            k->window[4] = syn_hash(word.ptr, word.len, 0);
            if (++k->n_words >= 5) {
                uint64_t h = syn_hash(k->window, sizeof k->window, 7);
                SYN_PUSH(&k->scratch, k->shingles, h);
            }
        }
        if (word.len > 1 && word.len < 40 && !is_common(word)) {
            if (word.len > 3 && word.ptr[word.len - 1] == 's' && word.ptr[word.len - 2] != 's')
                word.len--; /* a plural, mostly */
            uint32_t id = syn_intern_id(&k->c->words, word);
            term t = {id, weight * (capital && !begin ? 2.0f : 1.0f)};
            if (id != SYN_NONE)
                SYN_PUSH(&k->scratch, k->terms, t);
        }
        begin = false;
    }
}

static float idf(const syn_clusters *c, uint32_t id)
{
    float n = (float)c->members.n + 50.0f; /* as if fifty documents had gone before */
    return logf(n / ((float)c->df.items[id] + 0.5f));
}

/* Cosine of two bags under the frequencies known now. */
static float cosine(const syn_clusters *c, const member *x, const member *y)
{
    double dot = 0, xx = 0, yy = 0;
    uint32_t i = 0, k = 0;
    while (i < x->n_terms || k < y->n_terms) {
        uint32_t a = i < x->n_terms ? x->terms[i].id : SYN_NONE;
        uint32_t b = k < y->n_terms ? y->terms[k].id : SYN_NONE;
        double w = (double)idf(c, a < b ? a : b);
        double p = a <= b ? (double)x->terms[i].tf * w : 0;
        double q = b <= a ? (double)y->terms[k].tf * w : 0;
        dot += p * q;
        xx += p * p;
        yy += q * q;
        i += a <= b;
        k += b <= a;
    }
    return xx > 0 && yy > 0 ? (float)(dot / sqrt(xx * yy)) : 0;
}

static float resemblance(const member *x, const member *y)
{
    uint32_t i = 0, k = 0, both = 0, n = 0;
    uint32_t size = x->n_sketch > y->n_sketch ? x->n_sketch : y->n_sketch;
    if (!size)
        return 0;
    while (n < size && (i < x->n_sketch || k < y->n_sketch)) {
        if (i < x->n_sketch && k < y->n_sketch && x->sketch[i] == y->sketch[k])
            both++, i++, k++;
        else if (k >= y->n_sketch || (i < x->n_sketch && x->sketch[i] < y->sketch[k]))
            i++;
        else
            k++;
        n++;
    }
    return n ? (float)both / (float)n : 0;
}

static bool read_document(counting *k, const syn_doc *doc, member *out)
{
    syn_clusters *c = k->c;
    bool titled = false;
    if (doc->meta.title.len) {
        syn_span all = {0, (uint32_t)doc->meta.title.len};
        count_span(k, doc->meta.title, all, 3.0f, false);
        titled = true;
    }
    for (uint32_t z = 0; z < doc->zones.n || (z == 0 && doc->zones.n == 0); z++) {
        syn_span zone = {0, (uint32_t)doc->text.len};
        if (doc->zones.n) {
            zone = doc->zones.items[z].span;
            syn_zone_kind kind = doc->zones.items[z].kind;
            if (kind == SYN_ZONE_BOILERPLATE || kind == SYN_ZONE_BYLINE ||
                (kind == SYN_ZONE_TITLE && titled))
                continue;
        }
        count_span(k, doc->text, zone, 1.0f, true);
    }
    if (k->terms.n)
        qsort(k->terms.items, k->terms.n, sizeof *k->terms.items, by_term);
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->terms.n; i++) {
        if (n && k->terms.items[n - 1].id == k->terms.items[i].id)
            k->terms.items[n - 1].tf += k->terms.items[i].tf;
        else
            k->terms.items[n++] = k->terms.items[i];
    }
    if (n > MAX_TERMS * 8)
        n = MAX_TERMS * 8;
    out->terms = SYN_NEW_N(&c->arena, term, n + 1);
    if (!out->terms)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        out->terms[i] = k->terms.items[i];
        out->terms[i].tf = 1.0f + logf(out->terms[i].tf);
    }
    out->n_terms = n;
    if (k->shingles.n)
        qsort(k->shingles.items, k->shingles.n, sizeof *k->shingles.items, by_hash);
    out->sketch = SYN_NEW_N(&c->arena, uint64_t, SKETCH);
    for (uint32_t i = 0; i < k->shingles.n && out->sketch && out->n_sketch < SKETCH; i++)
        if (!out->n_sketch || out->sketch[out->n_sketch - 1] != k->shingles.items[i])
            out->sketch[out->n_sketch++] = k->shingles.items[i];
    out->n_words = k->n_words;
    while (c->df.n < c->words.map.n) {
        id_vec empty = {0};
        SYN_PUSH(&c->arena, c->df, 0);
        SYN_PUSH(&c->arena, c->postings, empty);
        if (syn_arena_failed(&c->arena))
            return false;
    }
    return !syn_arena_failed(&c->arena) && !syn_arena_failed(&k->scratch);
}

static float damped(float likeness, int32_t a, int32_t b)
{
    if (a == INT32_MIN || b == INT32_MIN)
        return likeness;
    float days = (float)(a > b ? a - b : b - a);
    float off = DAY_DAMPING * days;
    return likeness * (1.0f - (off > MAX_DAMPING ? MAX_DAMPING : off));
}

/* Members that share the document's rarest words, latest first. */
static void candidates(const syn_clusters *c, const member *x, syn_arena *scratch, id_vec *out)
{
    uint32_t rare[N_RARE];
    float weight[N_RARE];
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_terms; i++) {
        uint32_t id = x->terms[i].id;
        if (c->df.items[id] == 0)
            continue;
        float w = x->terms[i].tf * idf(c, id);
        uint32_t at = n < N_RARE ? n++ : N_RARE - 1;
        if (at == N_RARE - 1 && n == N_RARE && i >= N_RARE && w <= weight[at])
            continue;
        while (at > 0 && weight[at - 1] < w) {
            weight[at] = weight[at - 1];
            rare[at] = rare[at - 1];
            at--;
        }
        weight[at] = w;
        rare[at] = id;
    }
    uint32_t *votes = SYN_NEW_N(scratch, uint32_t, c->members.n + 1);
    if (!votes)
        return;
    id_vec met = {0};
    for (uint32_t k = 0; k < n; k++) {
        const id_vec *p = &c->postings.items[rare[k]];
        uint32_t from = p->n > MAX_POSTINGS ? p->n - MAX_POSTINGS : 0;
        for (uint32_t i = from; i < p->n; i++)
            if (votes[p->items[i]]++ == 0)
                SYN_PUSH(scratch, met, p->items[i]);
    }
    /* Most votes first; among equals the latest. A counting sort by votes. */
    for (uint32_t v = N_RARE; v > 0 && out->n < MAX_CANDIDATES; v--)
        for (uint32_t i = met.n; i-- > 0 && out->n < MAX_CANDIDATES;)
            if (votes[met.items[i]] == v)
                SYN_PUSH(scratch, *out, met.items[i]);
}

syn_status syn_clusters_add(syn_clusters *c, const syn_doc *doc, syn_assignment *out, syn_err *err)
{
    counting k = {.c = c};
    member x = {.day = day_of(doc->meta.published), .story = SYN_NONE, .next = SYN_NONE};
    syn_arena_init(&k.scratch, 0);
    x.id = syn_arena_str(&c->arena, doc->id);
    bool good = read_document(&k, doc, &x);
    float best = 0;
    uint32_t joined = SYN_NONE, same = SYN_NONE;
    if (good) {
        id_vec met = {0};
        candidates(c, &x, &k.scratch, &met);
        /* The mean of the likeness to a story's candidate members, and the best of them. */
        float *sum = SYN_NEW_N(&k.scratch, float, c->stories.n + 1);
        float *top = SYN_NEW_N(&k.scratch, float, c->stories.n + 1);
        uint32_t *n = SYN_NEW_N(&k.scratch, uint32_t, c->stories.n + 1);
        good = sum && top && n;
        for (uint32_t i = 0; good && i < met.n; i++) {
            const member *y = &c->members.items[met.items[i]];
            float s = damped(cosine(c, &x, y), x.day, y->day);
            uint32_t story = y->story;
            sum[story] += s;
            n[story]++;
            if (s > top[story])
                top[story] = s;
            if (same == SYN_NONE && x.n_words >= 20 && resemblance(&x, y) >= SAME_AT) {
                same = met.items[i];
                joined = story;
                best = 1.0f;
            }
        }
        for (uint32_t i = 0; good && same == SYN_NONE && i < met.n; i++) {
            uint32_t story = c->members.items[met.items[i]].story;
            float s = 0.5f * top[story] + 0.5f * sum[story] / (float)n[story];
            if (s > best || (s >= best && joined != SYN_NONE && story < joined)) {
                best = s;
                joined = story;
            }
        }
        if (best < JOIN_AT) {
            joined = SYN_NONE;
            best = 0;
        }
    }
    if (good) {
        uint32_t m = c->members.n;
        if (joined == SYN_NONE) {
            story_row row = {m, m, 0, x.day};
            joined = c->stories.n;
            SYN_PUSH(&c->arena, c->stories, row);
        }
        x.story = joined;
        SYN_PUSH(&c->arena, c->members, x);
        good = !syn_arena_failed(&c->arena);
        if (good) {
            story_row *row = &c->stories.items[joined];
            if (row->n++) {
                c->members.items[row->last].next = m;
                row->last = m;
            }
            for (uint32_t i = 0; i < x.n_terms; i++) {
                c->df.items[x.terms[i].id]++;
                SYN_PUSH(&c->arena, c->postings.items[x.terms[i].id], m);
            }
            out->story = c->members.items[row->first].id;
            out->duplicate_of = same != SYN_NONE ? c->members.items[same].id : (syn_str){0};
            out->similarity = best;
        }
    }
    good = good && !syn_arena_failed(&c->arena) && !syn_arena_failed(&k.scratch);
    syn_arena_release(&k.scratch);
    if (!good)
        return syn_err_set(err, SYN_E_NOMEM, doc->source.path.ptr, "out of memory in clustering");
    return SYN_OK;
}
