/* SPDX-License-Identifier: Apache-2.0
 *
 * From forms to contextual states: table rows summed, then two bidirectional LSTM layers
 * (Hochreiter & Schmidhuber 1997; Graves & Schmidhuber 2005) over a batch in lockstep.
 *
 * A word's input is P v + T[word] + the sum of ten affix rows, where v is its fastText vector, made
 * of its n-grams alone when it is not in the vocabulary (Bojanowski et al. 2017). Products are
 * integers, so a sentence's states are the same bits in any batch. Products with the layer below
 * are made for 16 steps at a time: memory stays bounded, and what is made stays in the cache. Cost:
 * some 1 M products a token. Rejected: see docs/decisions/lang.md.
 */
#include "lang/parse_net.h"

enum { BLOCK_STEPS = 16, CHUNK_ROWS = 32, MAX_WORD_BYTES = 256, MAX_SHAPE = 12 };

typedef struct word_chars {
    char low[MAX_WORD_BYTES];
    uint16_t start[MAX_WORD_BYTES + 1]; /* of each character; start[n] = length */
    uint32_t n;
} word_chars;

static void split_chars(syn_str form, word_chars *w)
{
    size_t len = syni_word_normalise(form, w->low, sizeof w->low);
    w->n = 0;
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)w->low[i] & 0xC0) != 0x80)
            w->start[w->n++] = (uint16_t)i;
    w->start[w->n] = (uint16_t)len;
}

/* X for capitals, x for other letters and all beyond U+00DE, d for digits, else the character;
 * runs cut at two. Returns the bytes written to `out`; *first_two: bytes of the first two marks. */
static size_t shape_of(syn_str form, char *out, size_t *first_two)
{
    const unsigned char *s = (const unsigned char *)form.ptr;
    const char *mark[MAX_SHAPE];
    size_t mark_len[MAX_SHAPE];
    uint32_t n = 0;
    for (size_t at = 0; at < form.len && n < MAX_SHAPE;) {
        size_t k = s[at] < 0x80 ? 1 : s[at] < 0xE0 ? 2 : s[at] < 0xF0 ? 3 : 4;
        if (k > form.len - at)
            k = form.len - at;
        const char *m = form.ptr + at;
        size_t len = k;
        bool upper = (k == 1 && s[at] >= 'A' && s[at] <= 'Z') ||
                     (k == 2 && s[at] == 0xC3 && s[at + 1] >= 0x80 && s[at + 1] <= 0x9E &&
                         s[at + 1] != 0x97);
        bool beyond = k > 2 || (k == 2 && (s[at] > 0xC3 || (s[at] == 0xC3 && s[at + 1] >= 0x9F)));
        if (upper) {
            m = "X";
            len = 1;
        } else if (k == 1 && s[at] >= '0' && s[at] <= '9') {
            m = "d";
            len = 1;
        } else if (beyond || (k == 1 && s[at] >= 'a' && s[at] <= 'z')) {
            m = "x";
            len = 1;
        }
        at += k;
        if (n >= 2 && mark_len[n - 1] == len && mark_len[n - 2] == len &&
            memcmp(mark[n - 1], m, len) == 0 && memcmp(mark[n - 2], m, len) == 0)
            continue;
        mark[n] = m;
        mark_len[n++] = len;
    }
    size_t total = 0;
    *first_two = 0;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(out + total, mark[i], mark_len[i]);
        total += mark_len[i];
        if (i < 2)
            *first_two = total;
    }
    return total;
}

static uint32_t affix_row(const syni_parse *p, const char *kind, const char *bytes, size_t n)
{
    return syni_fnv(syni_fnv(2166136261u, kind, 2), bytes, n) % p->n_affix_rows;
}

static void affix_rows_of(
    const syni_parse *p, syn_str form, const word_chars *w, uint32_t rows[SYNI_PARSE_AFFIXES])
{
    static const char prefix_kind[3][3] = {"p1", "p2", "p3"};
    static const char suffix_kind[5][3] = {"s1", "s2", "s3", "s4", "s5"};
    uint32_t n = w->n, len = w->start[n];
    for (uint32_t i = 0; i < 3; i++)
        rows[i] = affix_row(p, prefix_kind[i], w->low, w->start[i + 1 < n ? i + 1 : n]);
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t from = w->start[i + 1 < n ? n - i - 1 : 0];
        rows[3 + i] = affix_row(p, suffix_kind[i], w->low + from, len - from);
    }
    char shape[MAX_SHAPE * 4 + 4];
    size_t two, shape_len = shape_of(form, shape, &two);
    rows[8] = affix_row(p, "sh", shape, shape_len);
    char key[16];
    uint32_t clipped = n < 12 ? n : 12;
    size_t at = 0;
    if (clipped >= 10)
        key[at++] = '1';
    key[at++] = (char)('0' + clipped % 10);
    memcpy(key + at, shape, two);
    rows[9] = affix_row(p, "ln", key, at + two);
}

/* fastText's vector of a word outside the vocabulary: the mean of its first n-grams. */
static void vector_of_grams(const syni_parse *p, const word_chars *w, float *v)
{
    char bytes[MAX_WORD_BYTES + 2];
    uint32_t len = w->start[w->n], n = w->n + 2, found = 0;
    bytes[0] = '<';
    memcpy(bytes + 1, w->low, len);
    bytes[len + 1] = '>';
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = i == 0 ? 0 : i <= w->n ? 1u + w->start[i - 1] : len + 1;
        for (uint32_t k = p->min_gram; k <= p->max_gram && i + k <= n; k++) {
            uint32_t end = i + k, to = end == n       ? len + 2
                                       : end == n - 1 ? len + 1
                                                      : 1u + w->start[end - 1];
            if ((k == 1 && (i == 0 || end == n)) || found == p->max_grams)
                continue;
            uint32_t row = syni_fnv(2166136261u, bytes + from, to - from) % p->n_grams;
            p->kernels->add_row(
                v, p->ft_grams + (size_t)row * p->n_ft, p->ft_gram_scale[row], p->n_ft);
            found++;
        }
    }
    for (uint32_t i = 0; found > 0 && i < p->n_ft; i++)
        v[i] = v[i] / (float)found;
}

/* `v` has room for n_ft floats, `q` as many int16, `acc` d int32, `sum` d floats. */
static void encode_word(
    const syni_parse *p, syn_str form, float *v, int16_t *q, int32_t *acc, float *sum, int16_t *x)
{
    const syn_kernels *K = p->kernels;
    word_chars w;
    split_chars(form, &w);
    uint32_t id = syni_strings_find(&p->words, (syn_str){w.low, w.start[w.n]});
    memset(v, 0, p->n_ft * sizeof *v);
    if (id != SYN_NONE)
        K->add_row(v, p->ft_rows + (size_t)id * p->n_ft, p->ft_row_scale[id], p->n_ft);
    else
        vector_of_grams(p, &w, v);
    K->quantise(v, p->ft_one, -32767.0f, 32767.0f, q, p->n_ft);
    K->product(q, p->n_ft, 1, p->proj.w, p->d, p->n_ft, acc, p->d);
    K->affine(acc, p->proj.scale, p->proj.bias, sum, p->d);
    uint32_t row = id != SYN_NONE && id + 1 < p->n_trained ? id + 1 : 0;
    K->add_row(sum, p->word_rows + (size_t)row * p->d, p->word_scale[row], p->d);
    uint32_t rows[SYNI_PARSE_AFFIXES];
    affix_rows_of(p, form, &w, rows);
    for (uint32_t i = 0; i < SYNI_PARSE_AFFIXES; i++)
        K->add_row(sum, p->affix_rows + (size_t)rows[i] * p->d, p->affix_scale[rows[i]], p->d);
    K->quantise(sum, p->x_one, -32767.0f, 32767.0f, x, p->d);
}

typedef struct lstm_room {
    int32_t *acc;  /* [CHUNK_ROWS][4 h] */
    float *pre;    /* [BLOCK_STEPS * sentences][4 h] */
    int32_t *back; /* [sentences][4 h] */
    float *c;      /* [sentences][h] */
} lstm_room;

/* One direction of one layer: rows of `in` [n_rows][k] to h columns of `out`. */
static void run_lstm(const syni_parse *p, const syni_one_way *l, bool backward, const syni_batch *b,
    const int16_t *in, int16_t *out, size_t out_stride, const lstm_room *room)
{
    const syn_kernels *K = p->kernels;
    uint32_t h = p->h, wide = 4 * h, block = BLOCK_STEPS;
    memset(room->c, 0, (size_t)h * b->active[0] * sizeof *room->c);
    for (uint32_t done = 0; done < b->n_steps; done += block) {
        uint32_t n = b->n_steps - done < block ? b->n_steps - done : block;
        uint32_t t0 = backward ? b->n_steps - done - n : done;
        uint32_t row0 = b->first[t0], rows = b->first[t0 + n - 1] + b->active[t0 + n - 1] - row0;
        for (uint32_t r = 0; r < rows; r += CHUNK_ROWS) {
            uint32_t m = rows - r < CHUNK_ROWS ? rows - r : CHUNK_ROWS;
            K->product(in + (size_t)(row0 + r) * l->in.k, l->in.k, m, l->in.w, wide, l->in.k,
                room->acc, wide);
            for (uint32_t i = 0; i < m; i++)
                K->affine(room->acc + (size_t)i * wide, l->in.scale, l->in.bias,
                    room->pre + (size_t)(r + i) * wide, wide);
        }
        for (uint32_t i = 0; i < n; i++) {
            uint32_t t = backward ? t0 + n - 1 - i : t0 + i;
            uint32_t active = b->active[t], row = b->first[t], carried = 0;
            const int16_t *last = out;
            if (!backward && t > 0) {
                last = out + b->first[t - 1] * out_stride;
                carried = active;
            } else if (backward && t + 1 < b->n_steps) {
                last = out + b->first[t + 1] * out_stride;
                carried = b->active[t + 1];
            }
            if (carried)
                K->product(last, out_stride, carried, l->back.w, wide, h, room->back, wide);
            if (carried < active)
                memset(room->back + (size_t)carried * wide, 0,
                    (size_t)(active - carried) * wide * sizeof *room->back);
            for (uint32_t s = 0; s < active; s++)
                K->lstm(room->pre + (size_t)(row - row0 + s) * wide, room->back + (size_t)s * wide,
                    l->back.scale, room->c + (size_t)s * h, out + (row + s) * out_stride, h);
        }
    }
}

bool syni_encode(
    const syni_parse *p, const syn_lang_layer *layer, syni_batch *b, syn_arena *scratch)
{
    float *v = SYN_NEW_N(scratch, float, p->n_ft);
    int16_t *q = SYN_NEW_N(scratch, int16_t, p->n_ft);
    int32_t *acc = SYN_NEW_N(scratch, int32_t, p->d);
    float *sum = SYN_NEW_N(scratch, float, p->d);
    b->x = SYN_NEW_N(scratch, int16_t, (size_t)b->n_rows * p->d);
    b->h2 = SYN_NEW_N(scratch, int16_t, (size_t)b->n_rows * 2 * p->h);
    int16_t *h1 = SYN_NEW_N(scratch, int16_t, (size_t)b->n_rows * 2 * p->h);
    size_t wide = 4 * (size_t)p->h, most = b->active[0];
    size_t steps = b->n_steps < BLOCK_STEPS ? b->n_steps : BLOCK_STEPS;
    lstm_room room = {SYN_NEW_N(scratch, int32_t, wide * CHUNK_ROWS),
        SYN_NEW_N(scratch, float, wide *most *steps), SYN_NEW_N(scratch, int32_t, wide * most),
        SYN_NEW_N(scratch, float, p->h *most)};
    if (syn_arena_failed(scratch))
        return false;
    for (uint32_t t = 0; t < b->n_steps; t++)
        for (uint32_t s = 0; s < b->active[t]; s++) {
            const syn_sentence *sentence = &layer->sentences.items[b->sentences[s]];
            encode_word(p, layer->tokens.items[sentence->first_token + t].form, v, q, acc, sum,
                b->x + (size_t)(b->first[t] + s) * p->d);
        }
    for (uint32_t i = 0; i < 2; i++)
        for (uint32_t way = 0; way < 2; way++)
            run_lstm(p, &p->layer[i][way], way == 1, b, i ? h1 : b->x,
                (i ? b->h2 : h1) + way * p->h, 2 * (size_t)p->h, &room);
    return true;
}
