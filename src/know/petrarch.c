/* SPDX-License-Identifier: Apache-2.0
 *
 * Reader of PETRARCH / TABARI dictionaries (Schrodt & Beieler, openeventdata/petrarch2). One pass
 * over the lines; phrases go, folded, into one hash map under a letter for their kind; the number
 * of words of the longest phrase that begins with a word is kept beside it, so that a look-up tries
 * few lengths. A phrase of several words must stand together, also where the oldest files would
 * let others stand between. Regular plurals are tried for the last word of actors and agents unless
 * the entry ends in "_". O(bytes) to load, O(words) hash probes to look up.
 */
#include "know/petrarch.h"

#include "base/map.h"
#include "base/vec.h"
#include "know/know_fold.h"
#include "os/os.h"

#define MAX_PHRASE 200u
#define MAX_PHRASE_WORDS 12u
#define MAX_ITEMS 64u
#define MAX_SET_DEPTH 4

typedef struct set {
    syn_str name;
    SYN_VEC(syn_str) sets; /* sets inside it */
} set;

typedef struct block {
    syn_petrarch_block view;
    SYN_VEC(syn_petrarch_pattern) patterns;
} block;

struct syn_petrarch {
    syn_arena arena;
    syn_petrarch_report *report;
    void *ctx;
    syn_map phrases; /* kind letter, folded phrase → index; "=" for entries that end in "_" */
    syn_map lengths; /* kind letter, first word → longest, in words */
    SYN_VEC(syn_petrarch_actor *) actors;
    SYN_VEC(syn_str) agents;
    SYN_VEC(syn_petrarch_verb) verbs;
    SYN_VEC(block *) blocks;
    SYN_VEC(set *) sets;
    syn_petrarch_counts n;
};

/* What is being read. */
typedef struct reader {
    syn_petrarch *p;
    const char *path;
    uint32_t line;
    syn_petrarch_actor *actor;
    SYN_VEC(syn_petrarch_code) codes;
    block *block;
    set *set;
} reader;

static void complain(reader *r, const char *message)
{
    r->p->n.passed_over++;
    if (r->p->report)
        r->p->report(r->p->ctx, r->path, r->line, message);
}

syn_status syn_petrarch_new(
    syn_petrarch_report *report, void *ctx, syn_petrarch **out, syn_err *err)
{
    syn_petrarch *p = calloc(1, sizeof *p);
    if (!p)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    syn_arena_init(&p->arena, 0);
    syn_map_init(&p->phrases, &p->arena);
    syn_map_init(&p->lengths, &p->arena);
    p->report = report;
    p->ctx = ctx;
    *out = p;
    return SYN_OK;
}

void syn_petrarch_free(syn_petrarch *p)
{
    if (!p)
        return;
    syn_arena_release(&p->arena);
    free(p);
}

/* ---- phrases ------------------------------------------------------------------------------- */

/* Folded phrase behind its kind; 0 when it is empty or too long. */
static size_t fold_key(char kind, syn_str phrase, char out[MAX_PHRASE + 1])
{
    syni_case_count count = {0};
    size_t len = 0;
    out[0] = kind;
    if (!syni_know_fold_append(phrase, out + 1, MAX_PHRASE, &len, &count) || len == 0 ||
        syni_know_n_words(out + 1, len) > MAX_PHRASE_WORDS)
        return 0;
    return len + 1;
}

static bool phrase_add(reader *r, char kind, syn_str phrase, uint32_t value)
{
    syn_petrarch *p = r->p;
    char key[MAX_PHRASE + 1];
    size_t n = fold_key(kind, phrase, key);
    if (n == 0) {
        complain(r, "the phrase is empty or too long");
        return false;
    }
    size_t first = 1;
    while (first < n && key[first] != ' ')
        first++;
    uint32_t words = syni_know_n_words(key + 1, n - 1);
    uint32_t *longest =
        syn_map_slot(&p->lengths, syn_arena_str(&p->arena, (syn_str){key, first}), 0);
    if (longest && *longest < words)
        *longest = words;
    return syn_map_put(&p->phrases, syn_arena_str(&p->arena, (syn_str){key, n}), value);
}

/* The longest phrase of a kind at words[0]. */
static size_t phrase_find(const syn_petrarch *p, char kind, const syn_str *words, size_t n_words,
    bool plurals, uint32_t *value)
{
    char key[MAX_PHRASE + 1];
    size_t ends[MAX_PHRASE_WORDS];
    size_t len = 0, n = 0;
    uint32_t longest = 1;
    syni_case_count count = {0};
    key[0] = kind;
    while (n < n_words && n < MAX_PHRASE_WORDS) {
        size_t before = len;
        if (!syni_know_fold_append(words[n], key + 1, MAX_PHRASE, &len, &count))
            break;
        if (n == 0) {
            size_t first = 1;
            if (len == 0)
                return 0;
            while (first < len + 1 && key[first] != ' ')
                first++;
            uint32_t known = syn_map_get(&p->lengths, (syn_str){key, first});
            longest = known == SYN_NONE ? (plurals ? 1 : 0) : known;
            if (longest == 0)
                return 0;
        }
        ends[n++] = len == before ? 0 : len;
        if (syni_know_n_words(key + 1, len) > longest)
            break;
    }
    while (n > 0) {
        n--;
        if (ends[n] == 0)
            continue;
        size_t end = ends[n] + 1;
        *value = syn_map_get(&p->phrases, (syn_str){key, end});
        /* "ministers", "agencies", "churches" for the singular. */
        if (*value == SYN_NONE && plurals && end > 4 && key[end - 1] == 's') {
            char last = key[end - 3];
            *value = syn_map_get(&p->phrases, (syn_str){key, end - 1});
            if (*value == SYN_NONE && key[end - 2] == 'e' && last != 'i')
                *value = syn_map_get(&p->phrases, (syn_str){key, end - 2});
            if (*value == SYN_NONE && key[end - 2] == 'e' && last == 'i') {
                key[end - 3] = 'y';
                *value = syn_map_get(&p->phrases, (syn_str){key, end - 2});
                key[end - 3] = last;
            }
        }
        if (*value != SYN_NONE)
            return n + 1;
    }
    return 0;
}

/* ---- pieces of a line ---------------------------------------------------------------------- */

/* "[…]" from *at on; the text inside, trimmed. */
static bool next_bracket(syn_str line, size_t *at, char open, char close, syn_str *inside)
{
    size_t i = *at;
    while (i < line.len && line.ptr[i] != open)
        i++;
    size_t j = i;
    while (j < line.len && line.ptr[j] != close)
        j++;
    if (i >= line.len || j >= line.len)
        return false;
    *inside = syn_str_trim(syn_str_slice(line, i + 1, j));
    *at = j + 1;
    return true;
}

static syn_str head_of(syn_str line, const char *stops)
{
    size_t n = 0;
    while (n < line.len && !strchr(stops, line.ptr[n]))
        n++;
    return syn_str_trim(syn_str_slice(line, 0, n));
}

/* YYMMDD (00-30: 20YY) or YYYYMMDD; -1 when it is neither. */
static int32_t date_of(syn_str s)
{
    int32_t v = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9' || s.len > 8)
            return -1;
        v = v * 10 + (s.ptr[i] - '0');
    }
    if (s.len == 6)
        v += v / 10000 <= 30 ? 20000000 : 19000000;
    else if (s.len != 8)
        return -1;
    int32_t month = v / 100 % 100, day = v % 100;
    return month <= 12 && day <= 31 ? v : -1;
}

static void code_add(reader *r, syn_str inside)
{
    syn_petrarch_code code = {0};
    syn_str name = head_of(inside, " \t");
    syn_str when = syn_str_trim(syn_str_slice(inside, name.len, inside.len));
    if (name.len == 0) {
        complain(r, "a code is missing between the brackets");
        return;
    }
    if (when.len) {
        size_t dash = syn_str_find(when, SYN_STR("-"));
        syn_str rest = syn_str_trim(syn_str_slice(when, 1, when.len));
        if (when.ptr[0] == '>') {
            code.from_ymd = date_of(rest);
        } else if (when.ptr[0] == '<') {
            code.to_ymd = date_of(rest);
        } else if (dash != SIZE_MAX) {
            code.from_ymd = date_of(syn_str_trim(syn_str_slice(when, 0, dash)));
            code.to_ymd = date_of(syn_str_trim(syn_str_slice(when, dash + 1, when.len)));
        } else {
            code.from_ymd = -1;
        }
        if (code.from_ymd < 0 || code.to_ymd < 0) {
            complain(r, "a date of validity is malformed; the code is passed over");
            return;
        }
    }
    code.code = syn_arena_str(&r->p->arena, name);
    SYN_PUSH(&r->p->arena, r->codes, code);
    r->actor->codes = r->codes.items;
    r->actor->n_codes = r->codes.n;
}

/* ---- kinds of files ------------------------------------------------------------------------ */

static void actor_line(reader *r, syn_str line)
{
    syn_petrarch *p = r->p;
    syn_str inside;
    size_t at = 0;
    if (line.ptr[0] == '[') {
        if (!r->actor) {
            complain(r, "a code without an actor");
            return;
        }
    } else if (line.ptr[0] == '+') {
        syn_str name = head_of(syn_str_slice(line, 1, line.len), "[;");
        if (!r->actor) {
            complain(r, "a synonym without an actor");
            return;
        }
        if (syn_str_find(name, SYN_STR("+")) != SIZE_MAX) {
            complain(r, "a stray \"+\" inside a synonym");
            return;
        }
        if (phrase_add(r, 'A', name, p->actors.n - 1))
            p->n.actor_forms++;
    } else {
        syn_str name = head_of(line, "[;");
        r->actor = SYN_NEW(&p->arena, syn_petrarch_actor);
        if (!r->actor)
            return;
        *r->actor = (syn_petrarch_actor){.name = syn_arena_str(&p->arena, name), .line = r->line};
        r->codes.items = NULL;
        r->codes.n = r->codes.cap = 0;
        SYN_PUSH(&p->arena, p->actors, r->actor);
        p->n.actors++;
        if (phrase_add(r, 'A', name, p->actors.n - 1))
            p->n.actor_forms++;
    }
    while (r->actor && next_bracket(line, &at, '[', ']', &inside))
        code_add(r, inside);
}

static void agent_line(reader *r, syn_str line)
{
    syn_petrarch *p = r->p;
    syn_str code, plural;
    size_t at = 0, at_plural = 0;
    if (line.ptr[0] == '!') /* substitution sets are written out by hand where they matter */
        return;
    if (!next_bracket(line, &at, '[', ']', &code) || code.len == 0) {
        complain(r, "an agent without a code");
        return;
    }
    syn_str name = head_of(line, "[{");
    SYN_PUSH(&p->arena, p->agents, syn_arena_str(&p->arena, code));
    uint32_t value = p->agents.n - 1;
    size_t mark = syn_str_find(name, SYN_STR("!PERSON!"));
    if (mark != SIZE_MAX) {
        static const char *const persons[] = {"MAN", "MEN", "WOMAN", "WOMEN", "PERSON"};
        for (size_t i = 0; i < 5; i++)
            (void)phrase_add(r, 'G',
                syn_arena_printf(&p->arena, "%.*s%s%.*s", (int)mark, name.ptr, persons[i],
                    (int)(name.len - mark - 8), name.ptr + mark + 8),
                value);
    } else {
        (void)phrase_add(r, 'G', name, value);
    }
    if (next_bracket(line, &at_plural, '{', '}', &plural) && plural.len)
        (void)phrase_add(r, 'G', plural, value);
    p->n.agents++;
}

static void discard_line(reader *r, syn_str line)
{
    bool whole = line.ptr[0] == '+';
    if (phrase_add(r, 'D', head_of(syn_str_slice(line, whole, line.len), "[;"), whole))
        r->p->n.discards++;
}

static uint32_t set_index(syn_petrarch *p, syn_str name)
{
    for (uint32_t i = 0; i < p->sets.n; i++)
        if (syn_str_eq_nocase(p->sets.items[i]->name, name))
            return i;
    return SYN_NONE;
}

static syn_str set_name(syn_str s)
{
    s = head_of(s, " \t[");
    while (s.len && s.ptr[s.len - 1] == '_')
        s.len--;
    return s;
}

static void member_add(reader *r, syn_str member)
{
    syn_petrarch *p = r->p;
    if (!r->set) {
        complain(r, "a member without a synonym set");
        return;
    }
    if (member.len && member.ptr[0] == '&') {
        SYN_PUSH(&p->arena, r->set->sets,
            syn_arena_str(&p->arena, set_name(syn_str_slice(member, 1, member.len))));
        return;
    }
    /* Members stand under "S" and their set's number. */
    (void)phrase_add(r, 'S',
        syn_arena_printf(&p->arena, "%u %.*s", set_index(p, r->set->name), SYN_ARG(member)), 1);
}

static void pattern_word(reader *r, syn_str word, syn_petrarch_item *items, uint32_t *n)
{
    /* A word of the file, "A_*_B": pieces joined. */
    size_t from = 0;
    for (size_t i = 0; i <= word.len; i++) {
        if (i < word.len && word.ptr[i] != '_')
            continue;
        syn_str piece = syn_str_slice(word, from, i);
        from = i + 1;
        if (piece.len == 0) {
            if (*n > 0 && i < word.len)
                items[*n - 1].joined = true;
            continue;
        }
        if (*n >= MAX_ITEMS)
            return;
        syn_petrarch_item item = {
            .kind = SYN_PETRARCH_WORD, .joined = i < word.len && i + 1 < word.len};
        if (piece.len == 1 && strchr("*$+%^", piece.ptr[0])) {
            static const syn_petrarch_item_kind kinds[] = {SYN_PETRARCH_VERB, SYN_PETRARCH_SOURCE,
                SYN_PETRARCH_TARGET, SYN_PETRARCH_COMPOUND, SYN_PETRARCH_SKIP};
            item.kind = kinds[strchr("*$+%^", piece.ptr[0]) - "*$+%^"];
        } else if (piece.ptr[0] == '&') {
            /* The name of a set may itself hold "_": the whole rest is it. */
            item.kind = SYN_PETRARCH_SET;
            syn_str whole = set_name(syn_str_slice(word, i - piece.len + 1, word.len));
            bool known = set_index(r->p, whole) != SYN_NONE;
            item.text = syn_arena_str(
                &r->p->arena, known ? whole : set_name(syn_str_slice(piece, 1, piece.len)));
            item.joined = item.joined && !known;
            items[(*n)++] = item;
            if (known)
                return;
            continue;
        } else {
            char folded[MAX_PHRASE + 1];
            size_t len = fold_key('P', piece, folded);
            if (len == 0)
                continue;
            item.text = syn_arena_str(&r->p->arena, (syn_str){folded + 1, len - 1});
        }
        items[(*n)++] = item;
    }
}

static void pattern_line(reader *r, syn_str line)
{
    syn_petrarch *p = r->p;
    syn_petrarch_item items[MAX_ITEMS];
    syn_petrarch_pattern pattern = {.line = r->line, .verb = SYN_NONE};
    syn_str code;
    size_t at = 0;
    uint32_t n = 0;
    if (!r->block) {
        complain(r, "a pattern before any verb");
        return;
    }
    if (!next_bracket(line, &at, '[', ']', &code) || code.len == 0) {
        complain(r, "a pattern without a code");
        return;
    }
    syn_str body = head_of(syn_str_slice(line, 1, line.len), "[");
    for (size_t i = 0; i < body.len && n < MAX_ITEMS;) {
        char c = body.ptr[i];
        const char *brackets = "(){}", *which = c ? strchr(brackets, c) : NULL;
        if (c == ' ' || c == '\t') {
            i++;
        } else if (which) {
            static const syn_petrarch_item_kind kinds[] = {
                SYN_PETRARCH_PREP, SYN_PETRARCH_PREP_END, SYN_PETRARCH_NOUN, SYN_PETRARCH_NOUN_END};
            items[n++] = (syn_petrarch_item){.kind = kinds[which - brackets]};
            i++;
        } else {
            syn_str rest = syn_str_slice(body, i, body.len);
            size_t len = 0;
            while (len < rest.len && !strchr(" \t(){}", rest.ptr[len]))
                len++;
            if (len == 0)
                break;
            pattern_word(r, syn_str_slice(rest, 0, len), items, &n);
            i += len;
        }
    }
    int depth = 0;
    bool odd = n >= MAX_ITEMS;
    for (uint32_t i = 0; i < n; i++) {
        if (items[i].kind == SYN_PETRARCH_VERB) {
            odd = odd || pattern.verb != SYN_NONE;
            pattern.verb = i;
        }
        depth += items[i].kind == SYN_PETRARCH_PREP || items[i].kind == SYN_PETRARCH_NOUN;
        depth -= items[i].kind == SYN_PETRARCH_PREP_END || items[i].kind == SYN_PETRARCH_NOUN_END;
        odd = odd || depth < 0;
    }
    if (odd || depth != 0 || pattern.verb == SYN_NONE) {
        complain(r, pattern.verb == SYN_NONE ? "a pattern without \"*\"" : "a malformed pattern");
        return;
    }
    size_t colon = syn_str_find(code, SYN_STR(":"));
    pattern.code = syn_arena_str(
        &p->arena, syn_str_trim(syn_str_slice(code, 0, colon == SIZE_MAX ? code.len : colon)));
    if (colon != SIZE_MAX)
        pattern.code_back =
            syn_arena_str(&p->arena, syn_str_trim(syn_str_slice(code, colon + 1, code.len)));
    syn_petrarch_item *kept = SYN_NEW_N(&p->arena, syn_petrarch_item, n);
    if (!kept)
        return;
    memcpy(kept, items, n * sizeof *kept);
    pattern.items = kept;
    pattern.n_items = n;
    SYN_PUSH(&p->arena, r->block->patterns, pattern);
    r->block->view.patterns = r->block->patterns.items;
    r->block->view.n_patterns = r->block->patterns.n;
    p->n.patterns++;
}

/* Regular forms of one word: -s, -ed, -ing, -d after e, y to ie. */
static void regular_forms(reader *r, syn_str w, uint32_t value)
{
    syn_arena *a = &r->p->arena;
    bool e = w.len && (w.ptr[w.len - 1] == 'E' || w.ptr[w.len - 1] == 'e');
    bool y = w.len > 1 && (w.ptr[w.len - 1] == 'Y' || w.ptr[w.len - 1] == 'y') &&
             !strchr("AEIOUaeiou", w.ptr[w.len - 2]);
    bool hiss = syn_str_ends(w, SYN_STR("S")) || syn_str_ends(w, SYN_STR("SH")) ||
                syn_str_ends(w, SYN_STR("CH")) || syn_str_ends(w, SYN_STR("X"));
    syn_str stem = syn_str_slice(w, 0, w.len - (e || y));
    (void)phrase_add(r, 'V',
        syn_arena_printf(a, "%.*s%s", SYN_ARG(y ? stem : w),
            y      ? "IES"
            : hiss ? "ES"
                   : "S"),
        value);
    (void)phrase_add(r, 'V', syn_arena_printf(a, "%.*s%s", SYN_ARG(stem), y ? "IED" : "ED"), value);
    (void)phrase_add(r, 'V', syn_arena_printf(a, "%.*sING", SYN_ARG(y ? w : stem)), value);
    r->p->n.verb_forms += 3;
}

static syn_str without_plus(syn_petrarch *p, syn_str s)
{
    syn_buf out = {0};
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != '+')
            syn_buf_char(&out, s.ptr[i]);
    syn_str kept = syn_arena_str(&p->arena, syn_buf_view(&out));
    syn_buf_free(&out);
    return kept;
}

static void verb_line(reader *r, syn_str line)
{
    syn_petrarch *p = r->p;
    syn_str inside;
    size_t at = 0, at_forms = 0;
    if (syn_str_starts(line, SYN_STR("---"))) {
        block *b = SYN_NEW(&p->arena, block);
        if (!b)
            return;
        syn_str rest = syn_str_trim(syn_str_slice(line, 3, line.len));
        b->view.name = syn_arena_str(&p->arena, head_of(rest, "[ \t"));
        b->view.code = next_bracket(line, &at, '[', ']', &inside) ? syn_arena_str(&p->arena, inside)
                                                                  : SYN_STR("---");
        SYN_PUSH(&p->arena, p->blocks, b);
        r->block = b;
        r->set = NULL;
        return;
    }
    if (line.ptr[0] == '-') {
        pattern_line(r, line);
        return;
    }
    if (line.ptr[0] == '&') {
        syn_str name = set_name(syn_str_slice(line, 1, line.len));
        uint32_t i = set_index(p, name);
        if (name.len == 0 || p->sets.n >= 4096) {
            complain(r, "a synonym set without a name, or too many");
            return;
        }
        if (i == SYN_NONE) {
            r->set = SYN_NEW(&p->arena, set);
            if (!r->set)
                return;
            r->set->name = syn_arena_str(&p->arena, name);
            SYN_PUSH(&p->arena, p->sets, r->set);
            p->n.sets++;
        } else {
            r->set = p->sets.items[i];
        }
        return;
    }
    if (r->set && line.ptr[0] == '+') {
        member_add(r, head_of(syn_str_slice(line, 1, line.len), "[{"));
        return;
    }
    if (!r->block) {
        complain(r, "a verb before any block");
        return;
    }
    r->set = NULL;
    syn_str lemma = without_plus(p, head_of(line, "[{"));
    syn_petrarch_verb verb = {
        .code = r->block->view.code, .block = &r->block->view, .line = r->line};
    char folded[MAX_PHRASE + 1];
    size_t n = fold_key('V', lemma, folded);
    if (n == 0) {
        complain(r, "a verb is empty or too long");
        return;
    }
    verb.lemma = syn_arena_str(&p->arena, (syn_str){folded + 1, n - 1});
    if (next_bracket(line, &at, '[', ']', &inside) && inside.len)
        verb.code = syn_arena_str(&p->arena, inside);
    SYN_PUSH(&p->arena, p->verbs, verb);
    uint32_t value = p->verbs.n - 1;
    p->n.verbs++;
    (void)phrase_add(r, 'V', lemma, value);
    p->n.verb_forms++;
    if (next_bracket(line, &at_forms, '{', '}', &inside)) {
        for (size_t i = 0; i < inside.len;) {
            size_t end = i;
            while (end < inside.len && inside.ptr[end] != ' ' && inside.ptr[end] != '\t')
                end++;
            if (end > i) {
                (void)phrase_add(r, 'V', without_plus(p, syn_str_slice(inside, i, end)), value);
                p->n.verb_forms++;
            }
            i = end + 1;
        }
    } else if (syn_str_find(lemma, SYN_STR("_")) == SIZE_MAX &&
               syn_str_find(lemma, SYN_STR(" ")) == SIZE_MAX) {
        regular_forms(r, lemma, value);
    }
}

syn_status syn_petrarch_load_text(
    syn_petrarch *p, char kind, const char *path, syn_str text, syn_err *err)
{
    reader r = {.p = p, .path = path};
    bool comment = false;
    for (size_t i = 0; i < text.len;) {
        size_t end = i;
        while (end < text.len && text.ptr[end] != '\n')
            end++;
        syn_str line = syn_str_slice(text, i, end);
        i = end + 1;
        r.line++;
        if (comment) {
            comment = syn_str_find(line, SYN_STR("-->")) == SIZE_MAX;
            continue;
        }
        line = syn_str_trim(line);
        if (syn_str_starts(line, SYN_STR("<!--"))) {
            comment = syn_str_find(line, SYN_STR("-->")) == SIZE_MAX;
            continue;
        }
        line = head_of(line, "#");
        if (line.len == 0 || line.ptr[0] == ';')
            continue;
        switch (kind) {
        case 'A':
            actor_line(&r, line);
            break;
        case 'G':
            agent_line(&r, line);
            break;
        case 'V':
            verb_line(&r, line);
            break;
        default:
            discard_line(&r, line);
            break;
        }
    }
    if (comment)
        complain(&r, "a comment is not closed");
    return syn_arena_failed(&p->arena) ? syn_err_set(err, SYN_E_NOMEM, path, "out of memory")
                                       : SYN_OK;
}

static syn_status load(syn_petrarch *p, char kind, const char *path, syn_err *err)
{
    syn_buf text = {0};
    syn_status status = syn_os_read(path, (uint64_t)64 << 20, &text, err);
    if (status == SYN_OK)
        status = syn_petrarch_load_text(p, kind, path, syn_buf_view(&text), err);
    syn_buf_free(&text);
    return status;
}

syn_status syn_petrarch_load_actors(syn_petrarch *p, const char *path, syn_err *err)
{
    return load(p, 'A', path, err);
}

syn_status syn_petrarch_load_agents(syn_petrarch *p, const char *path, syn_err *err)
{
    return load(p, 'G', path, err);
}

syn_status syn_petrarch_load_verbs(syn_petrarch *p, const char *path, syn_err *err)
{
    return load(p, 'V', path, err);
}

syn_status syn_petrarch_load_discards(syn_petrarch *p, const char *path, syn_err *err)
{
    return load(p, 'D', path, err);
}

/* ---- looking up ---------------------------------------------------------------------------- */

size_t syn_petrarch_find_actor(
    const syn_petrarch *p, const syn_str *words, size_t n_words, const syn_petrarch_actor **actor)
{
    uint32_t value;
    size_t n = phrase_find(p, 'A', words, n_words, true, &value);
    if (n && value < p->actors.n)
        *actor = p->actors.items[value];
    return n;
}

syn_str syn_petrarch_code_on(const syn_petrarch_actor *actor, int32_t ymd)
{
    for (uint32_t i = 0; i < actor->n_codes && ymd; i++) {
        const syn_petrarch_code *c = &actor->codes[i];
        if ((c->from_ymd || c->to_ymd) && c->from_ymd <= ymd &&
            (c->to_ymd == 0 || ymd <= c->to_ymd))
            return c->code;
    }
    for (uint32_t i = 0; i < actor->n_codes; i++)
        if (actor->codes[i].from_ymd == 0 && actor->codes[i].to_ymd == 0)
            return actor->codes[i].code;
    return (syn_str){"", 0};
}

size_t syn_petrarch_find_agent(
    const syn_petrarch *p, const syn_str *words, size_t n_words, syn_str *code)
{
    uint32_t value;
    size_t n = phrase_find(p, 'G', words, n_words, true, &value);
    if (n && value < p->agents.n)
        *code = p->agents.items[value];
    return n;
}

size_t syn_petrarch_find_verb(
    const syn_petrarch *p, const syn_str *words, size_t n_words, const syn_petrarch_verb **verb)
{
    uint32_t value;
    size_t n = phrase_find(p, 'V', words, n_words, false, &value);
    if (n && value < p->verbs.n)
        *verb = &p->verbs.items[value];
    return n;
}

static size_t find_in_set(
    const syn_petrarch *p, syn_str name, const syn_str *words, size_t n_words, int depth)
{
    uint32_t i = 0;
    while (i < p->sets.n && !syn_str_eq_nocase(p->sets.items[i]->name, name))
        i++;
    if (i == p->sets.n || n_words == 0)
        return 0;
    char prefix[12];
    int n_prefix = snprintf(prefix, sizeof prefix, "%u", i);
    syn_str query[MAX_PHRASE_WORDS];
    size_t n = 1, best = 0;
    uint32_t value;
    query[0] = (syn_str){prefix, (size_t)n_prefix};
    for (; n < MAX_PHRASE_WORDS && n - 1 < n_words; n++)
        query[n] = words[n - 1];
    size_t found = phrase_find(p, 'S', query, n, true, &value);
    if (found > 1)
        best = found - 1;
    for (uint32_t s = 0; s < p->sets.items[i]->sets.n && depth < MAX_SET_DEPTH; s++) {
        found = find_in_set(p, p->sets.items[i]->sets.items[s], words, n_words, depth + 1);
        if (found > best)
            best = found;
    }
    return best;
}

size_t syn_petrarch_find_in_set(
    const syn_petrarch *p, syn_str name, const syn_str *words, size_t n_words)
{
    return find_in_set(p, name, words, n_words, 0);
}

size_t syn_petrarch_find_discard(
    const syn_petrarch *p, const syn_str *words, size_t n_words, bool *whole_story)
{
    uint32_t value;
    size_t n = phrase_find(p, 'D', words, n_words, false, &value);
    if (n)
        *whole_story = value == 1;
    return n;
}

syn_petrarch_counts syn_petrarch_count(const syn_petrarch *p)
{
    return p->n;
}
