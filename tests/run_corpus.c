/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs the corpus tests: run_corpus ROOT [STAGE…], ROOT being tests/corpus.
 *
 * ROOT/STAGE/NAME.txt holds blocks:
 *
 *     === what the case shows [@PUBLISHED]
 *     the text, some lines; line breaks count, but for the last
 *     ---
 *     what is expected, as the stage's row of the table below prints it; blank lines at the end and
 *     white space at the ends of lines do not count
 *
 * ROOT/known-failures.txt names cases that fail and are known to, a line each: STAGE/NAME: what the
 * case shows. They are counted and shown as TODO; one that passes is an error, so that the list
 * stays true. Output is TAP. A stage joins by a row in the table.
 */
#include <synoptic/synoptic.h>

#include "os/os.h"

typedef struct stage {
    const char *name;
    unsigned layers;
    void (*print)(const syn_doc *doc, syn_buf *out);
} stage;

/* A sentence a line; tokens apart by a space; the words of a multiword token joined by "+". */
static void print_tokens(const syn_doc *doc, syn_buf *out)
{
    const syn_lang_layer *lang = doc->lang;
    uint32_t k = 0;

    for (uint32_t s = 0; lang != NULL && s < lang->sentences.n; s++) {
        const syn_sentence *sentence = &lang->sentences.items[s];
        uint32_t end = sentence->first_token + sentence->n_tokens;

        for (uint32_t i = sentence->first_token; i < end; i++) {
            while (k < lang->surface.n && lang->surface.items[k].end_token <= i)
                k++;
            if (i > sentence->first_token)
                syn_buf_char(
                    out, k < lang->surface.n && lang->surface.items[k].first_token < i ? '+' : ' ');
            syn_buf_str(out, syn_str_span(doc->text, lang->tokens.items[i].span));
        }
        syn_buf_char(out, '\n');
    }
}

/* A word a line: form, lemma, part of speech, relation, form of its head; a blank line between
 * sentences. */
static void print_parse(const syn_doc *doc, syn_buf *out)
{
    const syn_lang_layer *lang = doc->lang;

    for (uint32_t i = 0; lang != NULL && i < lang->tokens.n; i++) {
        const syn_token *t = &lang->tokens.items[i];

        if (i > 0 && t->sentence != lang->tokens.items[i - 1].sentence)
            syn_buf_char(out, '\n');
        syn_buf_printf(out, "%.*s %.*s %s %s", SYN_ARG(t->form), SYN_ARG(t->lemma),
            syn_upos_name((syn_upos)t->upos), syn_deprel_name((syn_deprel)t->deprel));
        if (t->head != SYN_NONE)
            syn_buf_printf(out, " %.*s", SYN_ARG(lang->tokens.items[t->head].form));
        syn_buf_char(out, '\n');
    }
}

/* An entity a line, in order: type, key or "-", then its mentions; nominals in <>, pronouns in ~~.
 */
static void print_names(const syn_doc *doc, syn_buf *out)
{
    static const char *const marks[][2] = {{"[", "]"}, {"<", ">"}, {"~", "~"}};

    for (uint32_t i = 0; doc->names != NULL && i < doc->names->entities.n; i++) {
        const syn_entity *e = &doc->names->entities.items[i];

        syn_buf_printf(out, "%s %.*s", syn_entity_type_name((syn_entity_type)e->type),
            SYN_ARG(e->key.len > 0 ? e->key : SYN_STR("-")));
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            const syn_mention *m = &doc->names->mentions.items[e->mentions.items[k]];

            syn_buf_printf(out, " %s%.*s%s", marks[m->kind][0],
                SYN_ARG(syn_str_span(doc->text, m->span)), marks[m->kind][1]);
        }
        syn_buf_char(out, '\n');
    }
}

static const stage stages[] = {
    {"names", SYN_LAYER_MENTIONS, print_names},
    {"token", SYN_LAYER_TOKENS, print_tokens},
    {"parse", SYN_LAYER_TOKENS, print_parse},
};

typedef struct run {
    syn_engine *engine;
    const stage *stage;
    syn_str known;
    syn_buf folder;
    unsigned n, n_failed, n_known;
} run;

/* White space at the ends of lines and lines at the end left out. */
static void tidy(syn_str s, syn_buf *out)
{
    while (s.len > 0) {
        size_t n = syn_str_find(s, SYN_STR("\n")), m;

        if (n == SIZE_MAX)
            n = s.len;
        for (m = n; m > 0 && (s.ptr[m - 1] == ' ' || s.ptr[m - 1] == '\r'); m--)
            continue;
        syn_buf_append(out, s.ptr, m);
        syn_buf_char(out, '\n');
        s = syn_str_slice(s, n + 1, s.len);
    }
    while (out->len > 1 && out->ptr[out->len - 1] == '\n' && out->ptr[out->len - 2] == '\n')
        out->len--;
}

static void print_lines(const char *head, syn_str s)
{
    while (s.len > 0) {
        size_t n = syn_str_find(s, SYN_STR("\n"));

        if (n == SIZE_MAX)
            n = s.len;
        (void)printf("#   %s%.*s\n", head, (int)n, s.ptr);
        s = syn_str_slice(s, n + 1, s.len);
    }
}

static void run_case(run *r, syn_str file, syn_str title, syn_str text, syn_str expected)
{
    syn_buf want = {0}, have = {0}, raw = {0}, name = {0}, date = {0};
    syn_document *document = NULL;
    syn_err err = {0};
    syn_input input = {.bytes = text, .path = "case.txt", .from = "text"};
    size_t at = syn_str_find(title, SYN_STR(" @"));
    bool known, same;
    syn_status status;

    if (at != SIZE_MAX) {
        syn_buf_str(&date, syn_str_slice(title, at + 2, title.len));
        input.published = date.ptr;
        title = syn_str_slice(title, 0, at);
    }
    syn_buf_printf(&name, "%s/%.*s: %.*s\n", r->stage->name, SYN_ARG(file), SYN_ARG(title));
    known = syn_str_find(r->known, syn_buf_view(&name)) != SIZE_MAX;
    status = syn_engine_annotate(r->engine, &input, &document, &err);
    if (status == SYN_OK)
        status = document->status;
    if (status == SYN_OK)
        r->stage->print(&document->doc, &raw);
    tidy(syn_buf_view(&raw), &have);
    tidy(expected, &want);
    same = status == SYN_OK && syn_str_eq(syn_buf_view(&have), syn_buf_view(&want));
    r->n++;
    r->n_known += known && !same;
    r->n_failed += same == known;
    (void)printf("%s %u - %.*s%s\n",
        same == known && known ? "not ok"
        : same                 ? "ok"
                               : "not ok",
        r->n, (int)(name.len - 1), name.ptr,
        known && !same ? " # TODO known failure"
        : known        ? " (passes: take it out of known-failures.txt)"
                       : "");
    if (!same && !known) {
        if (status != SYN_OK)
            (void)printf("#   %s\n", document != NULL ? document->err.message : err.message);
        print_lines("want ", syn_buf_view(&want));
        print_lines("have ", syn_buf_view(&have));
    }
    syn_document_free(document);
    syn_buf_free(&want);
    syn_buf_free(&have);
    syn_buf_free(&raw);
    syn_buf_free(&name);
    syn_buf_free(&date);
}

static void run_file(run *r, syn_str file, syn_str s)
{
    size_t at = syn_str_starts(s, SYN_STR("=== ")) ? 0 : syn_str_find(s, SYN_STR("\n=== "));

    while (at != SIZE_MAX) {
        size_t line, sep, end;

        at += s.ptr[at] == '\n' ? 5 : 4;
        s = syn_str_slice(s, at, s.len);
        line = syn_str_find(s, SYN_STR("\n"));
        sep = syn_str_find(s, SYN_STR("\n---\n"));
        end = syn_str_find(s, SYN_STR("\n=== "));
        if (line == SIZE_MAX || sep == SIZE_MAX || sep < line || (end != SIZE_MAX && end < sep)) {
            (void)printf("not ok %u - %s/%.*s: a case without text or ---\n", ++r->n,
                r->stage->name, SYN_ARG(file));
            r->n_failed++;
            return;
        }
        run_case(r, file, syn_str_trim(syn_str_slice(s, 0, line)),
            syn_str_slice(s, line + 1, sep > line ? sep : line + 1),
            syn_str_slice(s, sep + 5, end != SIZE_MAX ? end + 1 : s.len));
        at = end;
    }
}

static void run_stage(run *r, const char *root, syn_arena *arena)
{
    syn_engine_options options = {
        .data_folder = getenv("SYNOPTIC_DATA"), .layers = r->stage->layers};
    syn_str folder = syn_arena_printf(arena, "%s/%s", root, r->stage->name), *names = NULL;
    uint32_t n_names = 0;
    syn_err err = {0};

    if (syn_os_kind_of(folder.ptr) != SYN_OS_FOLDER)
        return;
    if (syn_engine_new(&options, &r->engine, &err) != SYN_OK) {
        r->n++;
        if (err.code == SYN_E_MISSING) {
            (void)printf(
                "ok %u - %s # SKIP %s: %s\n", r->n, r->stage->name, err.where, err.message);
        } else {
            (void)printf("not ok %u - %s: %s: %s\n", r->n, r->stage->name, err.where, err.message);
            r->n_failed++;
        }
        return;
    }
    if (syn_os_list(folder.ptr, arena, &names, &n_names, &err) != SYN_OK)
        n_names = 0;
    for (uint32_t i = 0; i < n_names; i++) {
        syn_str path = syn_arena_printf(arena, "%.*s/%.*s", SYN_ARG(folder), SYN_ARG(names[i]));
        syn_buf bytes = {0};

        if (!syn_str_ends(names[i], SYN_STR(".txt")))
            continue;
        if (syn_os_read(path.ptr, 1 << 24, &bytes, &err) == SYN_OK)
            run_file(r, syn_str_slice(names[i], 0, names[i].len - 4), syn_buf_view(&bytes));
        syn_buf_free(&bytes);
    }
    syn_engine_free(r->engine);
    r->engine = NULL;
}

int main(int argc, char **argv)
{
    run r = {0};
    syn_buf known = {0};
    syn_arena arena;
    syn_err err;
    syn_str path;

    if (argc < 2) {
        (void)fprintf(stderr, "usage: run_corpus ROOT [STAGE...]\n");
        return 2;
    }
    syn_arena_init(&arena, 0);
    path = syn_arena_printf(&arena, "%s/known-failures.txt", argv[1]);
    if (syn_os_read(path.ptr, 1 << 20, &known, &err) == SYN_OK)
        r.known = syn_buf_view(&known);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        bool asked = argc == 2;

        for (int k = 2; k < argc; k++)
            asked = asked || strcmp(argv[k], stages[i].name) == 0;
        r.stage = &stages[i];
        if (asked)
            run_stage(&r, argv[1], &arena);
    }
    (void)printf(
        "1..%u\n# %u cases, %u failed, %u known failures\n", r.n, r.n, r.n_failed, r.n_known);
    syn_buf_free(&known);
    syn_arena_release(&arena);
    return r.n_failed > 0;
}
