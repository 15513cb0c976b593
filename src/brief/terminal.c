/* SPDX-License-Identifier: Apache-2.0
 *
 * The brief for a terminal: what an editor must know before writing, every line with notes that
 * open the bytes it came from.
 *
 * Order: the reports; what could be got wrong; claims against reports; who said what; what differs;
 * who is silent; who stands alone; the clock; the notes. Words between single marks are a report's,
 * between double marks a speaker's, always exactly as they stand; "…" marks where they are cut. A
 * section without content is left out. Columns count code points. Deterministic.
 */
#include "base/map.h"
#include "base/vec.h"
#include "text/text.h"

#include <synoptic/story.h>

enum {
    MAX_WARNINGS = 7,
    MAX_ROWS = 16,
    MAX_DIFFERENCES = 14,
    MAX_STAGES = 4,
    MAX_SPEAKERS = 8,
    LABEL_COLUMNS = 30
};

typedef SYN_VEC(syn_span) span_vec;

typedef struct brief {
    const syn_story *s;
    syn_arena arena;
    syn_buf *out;
    uint32_t columns;
    bool colour;
    span_vec *notes; /* [n_documents] */
    syn_buf line;    /* the paragraph being filled */
} brief;

/* ---- lines ----------------------------------------------------------------------------------- */

static size_t width(syn_str s)
{
    return syn_utf8_count(s);
}

static void style(brief *b, const char *code)
{
    if (b->colour)
        syn_buf_z(b->out, code);
}

static void heading(brief *b, const char *words)
{
    syn_buf_char(b->out, '\n');
    style(b, "\033[1m");
    syn_buf_z(b->out, words);
    style(b, "\033[0m");
    syn_buf_char(b->out, '\n');
}

/* Writes b->line as a paragraph: `hang` spaces before every line but the first. */
static void flush(brief *b, uint32_t hang)
{
    syn_str s = syn_buf_view(&b->line);
    size_t at = 0;
    bool first = true;
    while (at < s.len) {
        size_t room = b->columns - (first ? 0 : hang);
        size_t end = at, columns = 0, last_space = SIZE_MAX;
        while (end < s.len && columns < room) {
            unsigned len;
            uint32_t c = syn_utf8_decode(s, end, &len);
            if (c == ' ' && end > at)
                last_space = end;
            end += len;
            columns++;
        }
        if (end < s.len && s.ptr[end] != ' ' && last_space != SIZE_MAX)
            end = last_space;
        if (!first)
            for (uint32_t i = 0; i < hang; i++)
                syn_buf_char(b->out, ' ');
        size_t stop = end;
        while (stop > at && s.ptr[stop - 1] == ' ')
            stop--;
        syn_buf_append(b->out, s.ptr + at, stop - at);
        syn_buf_char(b->out, '\n');
        at = end;
        while (at < s.len && s.ptr[at] == ' ')
            at++;
        first = false;
    }
    syn_buf_clear(&b->line);
}

static void pad(syn_buf *out, size_t from, size_t to)
{
    for (; from < to; from++)
        syn_buf_char(out, ' ');
}

/* ---- notes ----------------------------------------------------------------------------------- */

static uint32_t note(brief *b, uint32_t d, syn_span span)
{
    span_vec *notes = &b->notes[d];
    for (uint32_t i = 0; i < notes->n; i++)
        if (notes->items[i].start == span.start && notes->items[i].end == span.end)
            return i + 1;
    SYN_PUSH(&b->arena, *notes, span);
    return notes->n;
}

static syn_str label(const brief *b, uint32_t d)
{
    return b->s->documents.items[d].label;
}

static void put_note(brief *b, syn_buf *to, uint32_t d, syn_span span)
{
    syn_str name = label(b, d);
    syn_buf_printf(to, "[%.*s%u]", SYN_ARG(name), note(b, d, span));
}

/* ---- words ----------------------------------------------------------------------------------- */

static syn_str one_line(brief *b, syn_str s)
{
    char *out = SYN_NEW_N(&b->arena, char, s.len + 1);
    size_t n = 0;
    bool space = false;
    if (!out)
        return (syn_str){0};
    for (size_t i = 0; i < s.len;) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, i, &len);
        if (syn_cp_is_space(c) || c < 0x20 || c == 0x7f) {
            space = n > 0;
        } else {
            if (space)
                out[n++] = ' ';
            space = false;
            memcpy(out + n, s.ptr + i, len);
            n += len;
        }
        i += len;
    }
    return (syn_str){out, n};
}

/* At most `columns` code points, cut at a space, "…" where cut. */
static void put_words(syn_buf *to, syn_str s, size_t columns)
{
    if (width(s) <= columns) {
        syn_buf_str(to, s);
        return;
    }
    size_t end = 0, n = 0, space = 0;
    while (end < s.len && n + 1 < columns) {
        unsigned len;
        uint32_t c = syn_utf8_decode(s, end, &len);
        if (c == ' ')
            space = end;
        end += len;
        n++;
    }
    syn_str cut = syn_str_slice(s, 0, space > end / 2 ? space : end);
    while (cut.len && (cut.ptr[cut.len - 1] == ' ' || cut.ptr[cut.len - 1] == ','))
        cut.len--;
    syn_buf_str(to, cut);
    syn_buf_z(to, "…");
}

static syn_str words_at(brief *b, uint32_t d, syn_span span)
{
    return one_line(b, syn_str_span(b->s->documents.items[d].doc->text, span));
}

/* Outer quotation marks of the text fall away: ours say whose words they are. */
static syn_str unmarked(syn_str s)
{
    unsigned len;
    while (s.len && syn_cp_is_open_quote(syn_utf8_decode(s, 0, &len)))
        s = syn_str_slice(s, len, s.len);
    while (s.len) {
        uint32_t c = syn_utf8_decode_before(s, s.len, &len);
        if (!syn_cp_is_close_quote(c) && c != ',')
            break;
        s.len -= len;
    }
    return s;
}

static void put_quoted(
    brief *b, syn_buf *to, uint32_t d, syn_span span, size_t columns, bool speaker)
{
    syn_buf_char(to, speaker ? '"' : '\'');
    put_words(to, unmarked(words_at(b, d, span)), columns);
    syn_buf_char(to, speaker ? '"' : '\'');
}

static void put_cited(brief *b, uint32_t d, syn_span span, size_t columns, bool speaker)
{
    put_quoted(b, &b->line, d, span, columns, speaker);
    syn_buf_char(&b->line, ' ');
    put_note(b, &b->line, d, span);
}

/* ---- dates ----------------------------------------------------------------------------------- */

static bool digits(syn_str s, size_t from, size_t n, unsigned *out)
{
    *out = 0;
    if (from + n > s.len)
        return false;
    for (size_t i = from; i < from + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        *out = *out * 10 + (unsigned)(s.ptr[i] - '0');
    }
    return true;
}

static const char *const months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* "Wed 15 Oct"; the value itself where it is no day. Weekday by Sakamoto's rule. */
static void put_day(syn_buf *to, syn_str value, bool weekday, bool year)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const unsigned offsets[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    unsigned y, m, d;
    if (!digits(value, 0, 4, &y) || !digits(value, 5, 2, &m) || !digits(value, 8, 2, &d) || m < 1 ||
        m > 12 || d < 1 || d > 31) {
        syn_buf_str(to, value);
        return;
    }
    unsigned z = m < 3 ? y - 1 : y;
    if (weekday)
        syn_buf_printf(to, "%s ", days[(z + z / 4 - z / 100 + z / 400 + offsets[m - 1] + d) % 7]);
    syn_buf_printf(to, "%u %s", d, months[m - 1]);
    if (year)
        syn_buf_printf(to, " %u", y);
}

/* ---- reports --------------------------------------------------------------------------------- */

/* The report that holds most of report d's text word for word, and the share in percent. */
static uint32_t most_alike(const brief *b, uint32_t d, uint32_t *percent)
{
    const syn_story *s = b->s;
    uint32_t best = SYN_NONE;
    *percent = 0;
    for (uint32_t e = 0; e < s->documents.n; e++) {
        uint64_t shared = 0, all = 0;
        const syn_doc *doc = s->documents.items[d].doc;
        for (uint32_t r = 0; r < s->reuse.n; r++) {
            const syn_reuse *x = &s->reuse.items[r];
            if (x->a.document == d && x->b.document == e)
                shared += x->a.span.end - x->a.span.start;
            else if (x->b.document == d && x->a.document == e)
                shared += x->b.span.end - x->b.span.start;
        }
        for (uint32_t z = 0; z < doc->zones.n; z++)
            if (doc->zones.items[z].kind != SYN_ZONE_BOILERPLATE)
                all += doc->zones.items[z].span.end - doc->zones.items[z].span.start;
        if (!doc->zones.n)
            all = doc->text.len;
        uint32_t share = !all ? 0 : shared >= all ? 100 : (uint32_t)(100 * shared / all);
        if (share > *percent) {
            *percent = share;
            best = e;
        }
    }
    return best;
}

static void reports(brief *b)
{
    const syn_story *s = b->s;
    style(b, "\033[1m");
    syn_buf_z(b->out, "REPORTS                       DATED                  SEEN FROM\n");
    style(b, "\033[0m");
    for (uint32_t d = 0; d < s->documents.n; d++) {
        const syn_story_document *sd = &s->documents.items[d];
        syn_buf cell = {0};
        syn_buf_printf(&cell, "%.*s ", SYN_ARG(sd->label));
        if (sd->doc->meta.outlet.len)
            put_words(&cell, one_line(b, sd->doc->meta.outlet), 26);
        else
            syn_buf_z(&cell, "outlet not in text");
        pad(&cell, width(syn_buf_view(&cell)), 30);
        if (sd->published.len) {
            put_day(&cell, sd->published, true, false);
            if (sd->published_span.start != SYN_NONE) {
                syn_buf_char(&cell, ' ');
                put_note(b, &cell, d, sd->published_span);
            } else if (sd->published_from == SYN_PUBLISHED_INFERRED) {
                syn_buf_z(&cell, " inferred");
            } else {
                syn_buf_z(&cell, " as given");
            }
        } else {
            syn_buf_z(&cell, "not dated");
        }
        pad(&cell, width(syn_buf_view(&cell)), 53);
        if (sd->when != SYN_WHEN_UNKNOWN && sd->vantage_span.start != SYN_NONE) {
            syn_buf_z(&cell, sd->when == SYN_WHEN_BEFORE   ? "before: "
                             : sd->when == SYN_WHEN_DURING ? "during: "
                                                           : "after: ");
            put_quoted(b, &cell, d, sd->vantage_span, 24, false);
            syn_buf_char(&cell, ' ');
            put_note(b, &cell, d, sd->vantage_span);
        } else {
            syn_buf_z(&cell, sd->when == SYN_WHEN_AFTER ? "after: a later day" : "not said");
        }
        syn_buf_str(b->out, syn_buf_view(&cell));
        syn_buf_char(b->out, '\n');
        b->out->failed = b->out->failed || cell.failed;
        syn_buf_free(&cell);
        syn_buf_z(&b->line, "  ");
        if (sd->credits.n == 0) {
            syn_buf_z(&b->line, "credits no agency and no other outlet");
        } else {
            syn_buf_z(&b->line, "whose work, by its own words: ");
            for (uint32_t c = 0; c < sd->credits.n; c++) {
                const syn_credit *credit = &sd->credits.items[c];
                if (c)
                    syn_buf_z(&b->line, ", ");
                put_words(&b->line, one_line(b, credit->name), 60);
                if (credit->whole)
                    syn_buf_z(&b->line, " (the whole)");
                else if (credit->picture)
                    syn_buf_z(&b->line, " (a picture)");
                if (credit->span.start != SYN_NONE) {
                    syn_buf_char(&b->line, ' ');
                    put_note(b, &b->line, d, credit->span);
                }
            }
        }
        uint32_t percent, other = most_alike(b, d, &percent);
        if (other != SYN_NONE && percent >= 20)
            syn_buf_printf(&b->line, "; %u %% of it stands word for word in %.*s", percent,
                SYN_ARG(label(b, other)));
        flush(b, 4);
    }
}

/* ---- claims ---------------------------------------------------------------------------------- */

static uint32_t n_reports(const syn_claim *c)
{
    uint32_t n = 0, last = SYN_NONE;
    for (uint32_t i = 0; i < c->attestations.n; i++)
        if (c->attestations.items[i].document != last && c->attestations.items[i].is_near) {
            n++;
            last = c->attestations.items[i].document;
        }
    return n;
}

static void put_capitals(brief *b, syn_str s, size_t columns)
{
    syn_buf up = {0};
    put_words(&up, unmarked(one_line(b, s)), columns);
    syn_str view = syn_buf_view(&up);
    for (size_t i = 0; i < view.len;) {
        unsigned len;
        char code[4];
        uint32_t cp = syn_cp_upper(syn_utf8_decode(view, i, &len));
        syn_buf_append(&b->line, code, syn_utf8_encode(cp, code));
        i += len;
    }
    b->out->failed = b->out->failed || up.failed;
    syn_buf_free(&up);
}

static void put_about(brief *b, const syn_claim *c, size_t columns)
{
    /* A lone name or pronoun says too little of the matter. */
    bool phrase = syn_str_find(c->about, SYN_STR(" ")) != SIZE_MAX;
    put_capitals(b, phrase ? c->about : c->text, columns);
}

/* Who vouches: as the report names them where it does, else by the name that a pronoun stands for
 * with the pronoun beside it; and the desk it came through. */
static void put_source(brief *b, syn_buf *to, const syn_attestation *at)
{
    const syn_lang_layer *lang = b->s->documents.items[at->document].doc->lang;
    if (at->chain.n == 0 && !(lang && lang->is_parsed)) {
        syn_buf_z(to, "source not read");
        return;
    }
    if (at->chain.n == 0) {
        syn_buf_z(to, at->warrant == SYN_WARRANT_UNSOURCED ? "no source named" : "own voice");
        return;
    }
    const syn_chain_link *last = &at->chain.items[at->chain.n - 1];
    syn_str words =
        last->span.start != SYN_NONE ? words_at(b, at->document, last->span) : last->name;
    /* What is no person or body that is known to speak is quoted, not named as a source. */
    if (last->source_class == SYN_SOURCE_UNKNOWN && last->entity == SYN_NONE) {
        syn_buf_z(to, "source unclear ('");
        put_words(to, words, 30);
        syn_buf_z(to, "')");
    } else if (words.len > 5 || !last->name.len) {
        put_words(to, words, 44);
    } else {
        put_words(to, one_line(b, last->name), 40);
        if (!syn_str_eq(words, last->name) && words.len) {
            syn_buf_z(to, " ('");
            syn_buf_str(to, words);
            syn_buf_z(to, "')");
        }
    }
    for (uint32_t i = at->chain.n - 1; i-- > 0;) {
        const syn_chain_link *link = &at->chain.items[i];
        if (link->source_class == SYN_SOURCE_AGENCY || link->source_class == SYN_SOURCE_OUTLET) {
            syn_buf_z(to, " by way of ");
            put_words(to, one_line(b, link->name), 30);
            break;
        }
    }
}

static const syn_attestation *attestation_in(const syn_claim *c, uint32_t d)
{
    const syn_attestation *best = NULL;
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (at->document != d || !at->is_near)
            continue;
        /* A sourced wording before an unsourced one, then the first. */
        if (!best || (best->chain.n == 0 && at->chain.n > 0))
            best = at;
    }
    return best;
}

/* The verb with its auxiliaries, as the report has them: where the strength of a wording lies. */
static syn_span strength_span(const brief *b, const syn_attestation *at)
{
    const syn_doc *doc = b->s->documents.items[at->document].doc;
    if (!doc->event || at->event == SYN_NONE || at->event >= doc->event->events.n)
        return at->span;
    const syn_event *e = &doc->event->events.items[at->event];
    uint32_t head = e->trigger_token, low = head;
    const syn_token *tokens = doc->lang->tokens.items;
    for (uint32_t t = e->trigger_token; t-- > 0 && tokens[t].sentence == tokens[head].sentence;) {
        if (tokens[t].span.start < at->span.start)
            break;
        bool part =
            tokens[t].head == head &&
            (tokens[t].deprel == SYN_DEPREL_AUX || tokens[t].deprel == SYN_DEPREL_AUX_PASS ||
                tokens[t].deprel == SYN_DEPREL_COP || tokens[t].deprel == SYN_DEPREL_ADVMOD);
        if (part && head - t <= 4)
            low = t;
        else if (head - t > 4)
            break;
    }
    return (syn_span){tokens[low].span.start, tokens[head].span.end};
}

static int by_weight(const void *x, const void *y)
{
    const syn_claim *p = *(const syn_claim *const *)x, *q = *(const syn_claim *const *)y;
    if (p->weight > q->weight)
        return -1;
    if (p->weight < q->weight)
        return 1;
    return p < q ? -1 : p > q;
}

static void voices(syn_buf *to, const syn_claim *c)
{
    if (c->n_voices_max == 0)
        syn_buf_z(to, "own");
    else if (c->n_voices_min == c->n_voices_max)
        syn_buf_printf(to, "%u", c->n_voices_min);
    else
        syn_buf_printf(to, "%u-%u", c->n_voices_min, c->n_voices_max);
}

static bool is_hardened(const brief *b, const syn_claim *c, const syn_attestation *at)
{
    for (uint32_t i = 0; i < b->s->paths.n; i++) {
        const syn_path_found *p = &b->s->paths.items[i];
        if (syn_str_eq(p->kind, SYN_STR("hardening")) && &b->s->claims.items[p->claim] == c &&
            p->to.document == at->document && p->to.span.start == at->span.start)
            return true;
    }
    return false;
}

static void claims(brief *b)
{
    const syn_story *s = b->s;
    uint32_t n = 0;
    const syn_claim **order = SYN_NEW_N(&b->arena, const syn_claim *, s->claims.n + 1);
    if (!order)
        return;
    for (uint32_t k = 0; k < s->claims.n; k++)
        if (n_reports(&s->claims.items[k]) > 1)
            order[n++] = &s->claims.items[k];
    if (n == 0)
        return;
    qsort(order, n, sizeof *order, by_weight);
    heading(b,
        "CLAIMS, IN THE REPORTS' OWN WORDS (voices: ultimate speakers, a range; own = none named)");
    for (uint32_t k = 0; k < n && k < MAX_ROWS; k++) {
        const syn_claim *c = order[k];
        const syn_attestation *best = &c->attestations.items[c->best];
        syn_buf_printf(&b->line, "%2u ", k + 1);
        put_cited(b, best->document, best->span, 110, best->words_of_speaker);
        syn_buf_z(&b->line, "  voices ");
        voices(&b->line, c);
        if (c->contested)
            syn_buf_z(&b->line, ", CONTESTED");
        flush(b, 3);
        syn_buf_z(&b->line, "   ");
        bool first = true;
        for (uint32_t d = 0; d < s->documents.n; d++) {
            const syn_attestation *at = attestation_in(c, d);
            if (!at)
                continue;
            if (!first)
                syn_buf_z(&b->line, " | ");
            first = false;
            syn_buf_printf(&b->line, "%.*s ", SYN_ARG(label(b, d)));
            syn_span span = strength_span(b, at);
            put_quoted(b, &b->line, d, span, 34, at->words_of_speaker);
            if (is_hardened(b, c, at))
                syn_buf_z(&b->line, " !");
            if (at->negative)
                syn_buf_z(
                    &b->line, at->modality == SYN_MODALITY_DENIED ? " (denied)" : " (negated)");
            syn_buf_char(&b->line, ' ');
            put_note(b, &b->line, d, at->span);
            syn_buf_z(&b->line, ", ");
            put_source(b, &b->line, at);
        }
        flush(b, 5);
    }
    if (n > MAX_ROWS)
        syn_buf_printf(
            b->out, "   and %u more that two or more reports carry: --format json\n", n - MAX_ROWS);
}

/* ---- what could be got wrong ----------------------------------------------------------------- */

static bool only_unnamed(const brief *b, const syn_claim *c)
{
    bool unnamed = false;
    for (uint32_t i = 0; i < c->attestations.n; i++) {
        const syn_attestation *at = &c->attestations.items[i];
        if (!at->is_near)
            continue;
        if (at->source == SYN_NONE) {
            if (at->chain.n)
                return false;
            continue;
        }
        if (b->s->sources.items[at->source].source_class != SYN_SOURCE_ANONYMOUS)
            return false;
        unnamed = true;
    }
    return unnamed;
}

static void warnings(brief *b)
{
    const syn_story *s = b->s;
    uint32_t n = 0;
    bool *told = SYN_NEW_N(&b->arena, bool, s->claims.n + 1); /* a claim is warned of once */
    if (!told)
        return;
    size_t before = b->out->len;
    heading(b, "BEFORE YOU WRITE");
    size_t after = b->out->len;
    for (uint32_t i = 0; i < s->paths.n && n < 3; i++) {
        const syn_path_found *p = &s->paths.items[i];
        if (!syn_str_eq(p->kind, SYN_STR("hardening")))
            continue;
        const syn_claim *c = &s->claims.items[p->claim];
        const syn_attestation *soft = NULL, *firm = NULL;
        for (uint32_t k = 0; k < c->attestations.n; k++) {
            const syn_attestation *at = &c->attestations.items[k];
            if (at->document == p->from.document && at->span.start == p->from.span.start)
                soft = at;
            if (at->document == p->to.document && at->span.start == p->to.span.start)
                firm = at;
        }
        if (!soft || !firm || told[p->claim])
            continue;
        told[p->claim] = true;
        syn_buf_printf(&b->line, "%u ! ", ++n);
        put_about(b, c, 40);
        syn_buf_printf(&b->line, ". Only %s in %.*s: ", syn_act_name((syn_act)soft->stage),
            SYN_ARG(label(b, soft->document)));
        put_cited(b, soft->document, soft->span, 90, soft->words_of_speaker);
        syn_buf_printf(&b->line, "; %.*s has ", SYN_ARG(label(b, firm->document)));
        put_cited(b, firm->document, firm->span, 90, firm->words_of_speaker);
        syn_buf_z(&b->line, ", ");
        put_source(b, &b->line, firm);
        syn_buf_char(&b->line, '.');
        flush(b, 4);
    }
    for (uint32_t i = 0; i < s->disagreements.n && n < 5; i++) {
        const syn_disagreement *x = &s->disagreements.items[i];
        if (x->relation != SYN_RELATION_CONFLICT || x->kind == SYN_DIFFER_MODALITY || !x->claims.n)
            continue;
        const syn_claim *c = &s->claims.items[x->claims.items[0]];
        if (told[x->claims.items[0]] && x->kind != SYN_DIFFER_NUMBER)
            continue;
        told[x->claims.items[0]] = true;
        syn_buf_printf(&b->line, "%u   ", ++n);
        if (x->kind == SYN_DIFFER_NUMBER)
            put_capitals(b, x->why, 40);
        else
            put_about(b, c, 40);
        syn_buf_printf(&b->line, ". %s: ",
            x->kind == SYN_DIFFER_POLARITY ? "Affirmed and denied"
            : x->kind == SYN_DIFFER_NUMBER ? "The counts clash"
            : x->kind == SYN_DIFFER_TIME   ? "The dates clash"
                                           : "The reports clash");
        for (uint32_t k = 0; k < x->sides.n && k < 5; k++) {
            if (k)
                syn_buf_z(&b->line, " | ");
            put_cited(b, x->sides.items[k].at.document, x->sides.items[k].at.span, 60, false);
        }
        syn_buf_char(&b->line, '.');
        flush(b, 4);
    }
    for (uint32_t k = 0; k < s->claims.n && n < MAX_WARNINGS; k++) {
        const syn_claim *c = &s->claims.items[k];
        if (told[k] || n_reports(c) < 2 || c->text.len < 40 || !only_unnamed(b, c))
            continue;
        syn_buf_printf(&b->line, "%u   ", ++n);
        put_about(b, c, 40);
        syn_buf_z(&b->line, ". Nobody named says it: ");
        bool first = true;
        for (uint32_t d = 0; d < s->documents.n; d++) {
            const syn_attestation *at = attestation_in(c, d);
            if (!at)
                continue;
            if (!first)
                syn_buf_z(&b->line, "; ");
            first = false;
            syn_buf_printf(&b->line, "%.*s ", SYN_ARG(label(b, d)));
            put_source(b, &b->line, at);
            syn_buf_char(&b->line, ' ');
            put_note(b, &b->line, d, at->span);
        }
        syn_buf_char(&b->line, '.');
        flush(b, 4);
    }
    if (b->out->len == after && before < b->out->len && !b->out->failed) {
        b->out->len = before;
        if (b->out->ptr)
            b->out->ptr[before] = '\0';
    }
}

/* ---- who said what --------------------------------------------------------------------------- */

/* The name under which a speaker's quotations stand: the entity's where the first source's words
 * share a word with it or are a pronoun, else those words. */
static syn_str speaker_name(brief *b, const syn_story_quote *q)
{
    syn_str name = one_line(b, b->s->entities.items[q->speaker].name);
    const syn_doc *doc = b->s->documents.items[q->at.document].doc;
    const syn_attribution *a = &doc->quote->attributions.items[q->attribution];
    if (!a->source.n)
        return name;
    syn_span span = {a->source.items[0].start, a->source.items[a->source.n - 1].end};
    syn_str words = words_at(b, q->at.document, span);
    if (words.len <= 5)
        return name;
    for (size_t from = 0, to; from < name.len; from = to + 1) {
        to = from;
        while (to < name.len && name.ptr[to] != ' ' && name.ptr[to] != '-')
            to++;
        syn_str word = syn_str_slice(name, from, to);
        if (word.len > 3 && syn_str_find(words, word) != SIZE_MAX)
            return name;
    }
    return words;
}

static void quotations(brief *b)
{
    const syn_story *s = b->s;
    uint32_t shown = 0;
    bool opened = false;
    for (uint32_t e = 0; e < s->entities.n && shown < MAX_SPEAKERS; e++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < s->quotes.n; i++) {
            const syn_story_quote *q = &s->quotes.items[i];
            if (q->speaker != e || q->at.span.end - q->at.span.start < 12)
                continue;
            /* The first rendering of a group brings the others along. */
            bool follows = false;
            for (uint32_t k = 0; k < i && q->group != SYN_NONE; k++)
                follows = follows || s->quotes.items[k].group == q->group;
            if (follows)
                continue;
            if (!opened) {
                opened = true;
                heading(b, "WHO SAID WHAT (renderings of one utterance stand together: quote one, "
                           "and say whose)");
            }
            if (n == 0) {
                put_words(&b->line, speaker_name(b, q), 60);
                syn_buf_z(&b->line, ": ");
            } else {
                syn_buf_z(&b->line, "; ");
            }
            if (++n > 4) {
                syn_buf_z(&b->line, "and more");
                break;
            }
            put_cited(b, q->at.document, q->at.span, 80, true);
            uint32_t more = 0;
            for (uint32_t k = i + 1; k < s->quotes.n && q->group != SYN_NONE; k++) {
                const syn_story_quote *r = &s->quotes.items[k];
                if (r->group != q->group)
                    continue;
                syn_str x = unmarked(words_at(b, q->at.document, q->at.span));
                syn_str y = unmarked(words_at(b, r->at.document, r->at.span));
                if (syn_str_eq(x, y)) {
                    syn_buf_z(&b->line, " = ");
                    put_note(b, &b->line, r->at.document, r->at.span);
                } else if (more++ < 3) {
                    syn_buf_z(&b->line, " ~ ");
                    put_cited(b, r->at.document, r->at.span, 60, true);
                }
            }
        }
        if (n) {
            shown++;
            flush(b, 2);
        }
    }
}

/* ---- what differs ---------------------------------------------------------------------------- */

static void differences(brief *b)
{
    const syn_story *s = b->s;
    uint32_t shown = 0, stages = 0;
    for (uint32_t i = 0; i < s->disagreements.n && shown < MAX_DIFFERENCES; i++) {
        const syn_disagreement *x = &s->disagreements.items[i];
        if (x->kind == SYN_DIFFER_FRAMING || x->kind == SYN_DIFFER_SOURCE ||
            (x->kind == SYN_DIFFER_MODALITY && stages++ >= MAX_STAGES))
            continue;
        if (shown++ == 0)
            heading(b, "REPORTS DIFFER");
        const char *kind = syn_differ_name((syn_differ)x->kind);
        syn_buf_z(&b->line, kind);
        pad(&b->line, strlen(kind), 9);
        for (uint32_t k = 0; k < x->sides.n && k < 6; k++) {
            const syn_place *at = &x->sides.items[k].at;
            if (k)
                syn_buf_z(&b->line, " | ");
            put_cited(b, at->document, at->span, 56, false);
        }
        if (x->relation != SYN_RELATION_CONFLICT) {
            syn_buf_z(&b->line, " (");
            syn_buf_z(&b->line, syn_relation_name((syn_relation)x->relation));
            syn_buf_char(&b->line, ')');
        }
        flush(b, 9);
    }
}

/* ---- silence, alone, clock, doubt ------------------------------------------------------------ */

static void unnamed(brief *b)
{
    const syn_story *s = b->s;
    uint32_t n = 0, least = 0, most = 0;
    for (uint32_t i = 0; i < s->sources.n; i++) {
        const syn_story_source *x = &s->sources.items[i];
        if (x->source_class != SYN_SOURCE_ANONYMOUS)
            continue;
        syn_buf_z(&b->line, n ? ", " : "UNNAMED ");
        n++;
        uint32_t at_least = x->n_min ? x->n_min : 1;
        if (at_least > least)
            least = at_least;
        most =
            most == SYN_NONE || x->n_max == SYN_NONE ? SYN_NONE : most + (x->n_max ? x->n_max : 1);
        put_cited(b, x->mentions.items[0].document, x->mentions.items[0].span, 50, false);
    }
    if (n == 0)
        return;
    syn_buf_printf(&b->line, ": %u", least);
    if (most == SYN_NONE)
        syn_buf_z(&b->line, " or more");
    else if (most > least)
        syn_buf_printf(&b->line, " to %u", most);
    syn_buf_z(&b->line, " people");
    syn_buf_char(b->out, '\n');
    flush(b, 8);
}

static void silences(brief *b)
{
    const syn_story *s = b->s;
    uint32_t shown = 0;
    for (int reported = 1; reported >= 0; reported--)
        for (uint32_t i = 0; i < s->silent.n && shown < 8; i++) {
            const syn_silence *x = &s->silent.items[i];
            if (x->is_reported != (reported == 1))
                continue;
            const syn_claim *c = &s->claims.items[x->claim];
            const syn_attestation *best = &c->attestations.items[c->best];
            if (x->is_reported) {
                syn_buf_z(&b->line, shown ? "        " : "SILENT  ");
                put_cited(b, x->at.document, x->at.span, 80, false);
            } else {
                if (x->documents.n > 3)
                    continue;
                syn_buf_z(&b->line, shown ? "        " : "SILENT  ");
                for (uint32_t k = 0; k < x->documents.n; k++)
                    syn_buf_printf(
                        &b->line, k ? ", %.*s" : "%.*s", SYN_ARG(label(b, x->documents.items[k])));
                syn_buf_z(&b->line, " not on ");
                put_cited(b, best->document, best->span, 70, best->words_of_speaker);
            }
            if (shown++ == 0)
                syn_buf_char(b->out, '\n');
            flush(b, 10);
        }
}

/* Does the wording begin in the middle of a sentence? */
static bool hangs_on(syn_str s)
{
    static const char *const words[] = {"that ", "which ", "who ", "whose ", "because ", "when ",
        "where ", "amid ", "by ", "to ", "as ", "if ", "of ", "in "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (syn_str_starts(s, syn_str_from(words[i])))
            return true;
    return false;
}

static void alone(brief *b)
{
    const syn_story *s = b->s;
    const syn_claim **order = SYN_NEW_N(&b->arena, const syn_claim *, s->claims.n + 1);
    bool opened = false;
    if (!order)
        return;
    for (uint32_t d = 0; d < s->documents.n && s->documents.n > 1; d++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < s->claims.n; k++) {
            const syn_claim *c = &s->claims.items[k];
            const syn_attestation *best = &c->attestations.items[c->best];
            if (n_reports(c) == 1 && best->document == d && !hangs_on(c->text) &&
                best->span.end - best->span.start >= 24 && (best->chain.n || c->weight >= 3.5f))
                order[n++] = c;
        }
        if (n == 0)
            continue;
        qsort(order, n, sizeof *order, by_weight);
        syn_buf_z(&b->line, opened ? "        " : "ONLY    ");
        if (!opened)
            syn_buf_char(b->out, '\n');
        opened = true;
        syn_buf_printf(&b->line, "%.*s: ", SYN_ARG(label(b, d)));
        for (uint32_t k = 0; k < n && k < 3; k++) {
            const syn_attestation *best = &order[k]->attestations.items[order[k]->best];
            if (k)
                syn_buf_z(&b->line, "; ");
            put_cited(b, d, best->span, 64, best->words_of_speaker);
            syn_buf_z(&b->line, ", ");
            put_source(b, &b->line, best);
        }
        flush(b, 11);
    }
}

static void clock_of(brief *b)
{
    const syn_story *s = b->s;
    syn_str day = {0};
    uint32_t in_day = 0, days = 0;
    for (uint32_t i = 0; i < s->timeline.n; i++) {
        const syn_moment *m = &s->timeline.items[i];
        syn_str value = syn_str_slice(m->time, 0, 10);
        unsigned y;
        if (value.len < 10 || !digits(value, 8, 2, &y) || !s->period_from.len)
            continue;
        const syn_claim *c = &s->claims.items[m->claim];
        const syn_attestation *best = &c->attestations.items[c->best];
        if (best->time_idx == SYN_NONE)
            continue;
        if (!syn_str_eq(value, day)) {
            if (days >= 8)
                break;
            if (day.len)
                flush(b, 10);
            else
                syn_buf_char(b->out, '\n');
            syn_buf_z(&b->line, days++ ? "        " : "CLOCK   ");
            bool year = memcmp(value.ptr, s->period_from.ptr, 4) != 0;
            put_day(&b->line, value, true, year);
            syn_buf_z(&b->line, ": ");
            day = value;
            in_day = 0;
        }
        if (in_day++ >= 3)
            continue;
        if (in_day > 1)
            syn_buf_z(&b->line, "; ");
        put_cited(b, best->document, best->span, 60, best->words_of_speaker);
    }
    if (day.len)
        flush(b, 10);
}

static void doubts(brief *b)
{
    const syn_story *s = b->s;
    for (uint32_t i = 0; i < s->doubts.n && i < 6; i++) {
        const syn_doubt *x = &s->doubts.items[i];
        if (i == 0)
            syn_buf_char(b->out, '\n');
        syn_buf_z(&b->line, i ? "        " : "DOUBT   ");
        syn_buf_str(&b->line, x->what);
        syn_buf_z(&b->line, ": ");
        for (uint32_t k = 0; k < x->ids.n; k++) {
            syn_str name = x->ids.items[k];
            for (uint32_t d = 0; d < s->documents.n; d++)
                if (syn_str_eq(s->documents.items[d].doc->id, name))
                    name = label(b, d);
            for (uint32_t o = 0; o < s->origins.n; o++)
                if (syn_str_eq(s->origins.items[o].id, name))
                    name = s->origins.items[o].name;
            syn_buf_printf(&b->line, k ? ", %.*s" : "%.*s", SYN_ARG(name));
        }
        syn_buf_z(&b->line, ": ");
        syn_buf_str(&b->line, x->why);
        flush(b, 10);
    }
}

static void all_notes(brief *b)
{
    heading(b, "NOTES: bytes of each file; open one with: synoptic show FILE:START-END");
    for (uint32_t d = 0; d < b->s->documents.n; d++) {
        const syn_doc *doc = b->s->documents.items[d].doc;
        syn_buf_printf(&b->line, "%.*s ", SYN_ARG(label(b, d)));
        syn_buf_str(&b->line, doc->source.path);
        if (doc->source.path.len && !syn_str_ends(doc->source.path, SYN_STR(".txt")) &&
            doc->id.len && syn_str_find(doc->source.path, SYN_STR(".jsonl")) != SIZE_MAX)
            syn_buf_printf(&b->line, "#%.*s", SYN_ARG(doc->id));
        for (uint32_t i = 0; i < b->notes[d].n; i++)
            syn_buf_printf(
                &b->line, " %u:%u-%u", i + 1, b->notes[d].items[i].start, b->notes[d].items[i].end);
        flush(b, 2);
    }
}

syn_status syn_brief_text(
    const syn_story *story, const syn_brief_options *options, syn_buf *out, syn_err *err)
{
    brief b = {.s = story, .out = out, .columns = 100};
    if (options && options->columns >= 40)
        b.columns = options->columns;
    b.colour = options && options->colour;
    syn_arena_init(&b.arena, 0);
    b.notes = SYN_NEW_N(&b.arena, span_vec, story->documents.n + 1);
    if (b.notes) {
        style(&b, "\033[1m");
        if (story->title.len) {
            syn_buf title = {0};
            put_words(&title, one_line(&b, story->title), 72);
            syn_buf_str(out, syn_buf_view(&title));
            out->failed = out->failed || title.failed;
            syn_buf_free(&title);
        } else {
            syn_buf_z(out, "Untitled story");
        }
        style(&b, "\033[0m");
        syn_buf_printf(out, "  (%u reports", story->documents.n);
        if (story->period_from.len) {
            syn_buf_z(out, ", ");
            put_day(out, story->period_from, false, true);
            if (!syn_str_eq(story->period_from, story->period_to)) {
                syn_buf_z(out, " to ");
                put_day(out, story->period_to, false, true);
            }
        }
        syn_buf_z(out, ")\n");
        syn_buf_z(&b.line, "\"...\" a speaker's words, '...' a report's words. [A3] = note 3 on "
                           "report A. ! = firmer "
                           "than its trace. Reports are not counted as sources.");
        flush(&b, 0);
        syn_buf_char(out, '\n');
        reports(&b);
        warnings(&b);
        claims(&b);
        quotations(&b);
        differences(&b);
        unnamed(&b);
        silences(&b);
        alone(&b);
        clock_of(&b);
        doubts(&b);
        all_notes(&b);
    }
    bool failed = syn_arena_failed(&b.arena) || out->failed || b.line.failed;
    syn_buf_free(&b.line);
    syn_arena_release(&b.arena);
    if (failed)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory while printing a brief");
    return SYN_OK;
}
