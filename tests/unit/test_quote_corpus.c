/* SPDX-License-Identifier: Apache-2.0
 *
 * Quote over whole invented texts with the weights of the tree: tests/corpus/quote/NAME.txt. A
 * block is
 * "=== name", the text, "---", and lines that must be among those printed:
 *
 *     class [count] [speaker] | chain | cue | content      (a line may leave out count and speaker)
 *     silence, denied, quoted      some attribution is so; "not …": none is
 *     none                         there is no attribution
 *
 * Blocks named in known-failures.txt are run and told, and do not fail the test.
 */
#include "testing.h"

#include <synoptic/synoptic.h>

static const char *root, *data;

static syn_str read_file(const char *name, syn_buf *out)
{
    syn_buf path = {0};
    FILE *file;
    char block[4096];
    size_t n;

    syn_buf_printf(&path, "%s/tests/corpus/quote/%s", root, name);
    file = fopen(path.ptr, "rb");
    while (file != NULL && (n = fread(block, 1, sizeof block, file)) > 0)
        syn_buf_append(out, block, n);
    if (file != NULL)
        fclose(file);
    syn_buf_free(&path);
    return syn_buf_view(out);
}

static syn_str next_line(syn_str *rest)
{
    size_t end = syn_str_find(*rest, SYN_STR("\n"));
    syn_str line = syn_str_slice(*rest, 0, end == SIZE_MAX ? rest->len : end);

    *rest = syn_str_slice(*rest, end == SIZE_MAX ? rest->len : end + 1, rest->len);
    return line;
}

static void put_spans(syn_buf *out, const syn_doc *doc, syn_spans spans)
{
    if (spans.n == 0)
        syn_buf_char(out, '-');
    for (uint32_t i = 0; i < spans.n; i++) {
        syn_buf_z(out, i ? " [...] " : "");
        syn_buf_str(out, syn_str_span(doc->text, spans.items[i]));
        if (out->len > 0 && out->ptr[out->len - 1] == ',') /* "X, an engineer, said": either way */
            out->len--;
    }
}

static void put_chain(syn_buf *out, const syn_doc *doc, const syn_attribution *a, int depth)
{
    if (a->parent != SYN_NONE && depth < 8) {
        put_chain(out, doc, &doc->quote->attributions.items[a->parent], depth + 1);
        syn_buf_z(out, " > ");
    }
    for (uint32_t v = 0; v < a->via.n; v++) {
        syn_buf_str(out, syn_str_span(doc->text, a->via.items[v].span));
        syn_buf_z(out, " > ");
    }
    put_spans(out, doc, a->source);
}

/* Four spellings of one attribution: with and without count and speaker. */
static void put_lines(syn_buf *out, const syn_doc *doc, const syn_attribution *a)
{
    for (int form = 0; form < 4; form++) {
        syn_buf_z(out, syn_source_class_name((syn_source_class)a->source_class));
        if ((form & 1) && a->n_min > 0) {
            if (a->n_max == SYN_NONE)
                syn_buf_printf(out, " %u+", a->n_min);
            else
                syn_buf_printf(out, " %u-%u", a->n_min, a->n_max);
        }
        if ((form & 2) && a->speaker != SYN_NONE)
            syn_buf_printf(out, " %.*s", SYN_ARG(doc->names->entities.items[a->speaker].name));
        syn_buf_z(out, " | ");
        put_chain(out, doc, a, 0);
        syn_buf_z(out, " | ");
        put_spans(out, doc, a->cue);
        syn_buf_z(out, " | ");
        put_spans(out, doc, a->content);
        syn_buf_z(out, "\n");
    }
    syn_buf_z(out, a->silence ? "silence\n" : "");
    syn_buf_z(out, a->cue_negative ? "denied\n" : "");
    syn_buf_z(out, a->quoted.n > 0 ? "quoted\n" : "");
}

static bool has_line(syn_str lines, syn_str line)
{
    while (lines.len > 0)
        if (syn_str_eq(next_line(&lines), line))
            return true;
    return false;
}

static bool check_block(const syn_engine *engine, syn_str text, syn_str expected, syn_buf *seen)
{
    syn_input input = {.bytes = text};
    syn_document *document = NULL;
    syn_err err = {0};
    bool ok = true;

    if (syn_engine_annotate(engine, &input, &document, &err) != SYN_OK) {
        syn_buf_printf(seen, "# %s\n", err.message);
        return false;
    }
    for (uint32_t i = 0; document->doc.quote != NULL && i < document->doc.quote->attributions.n;
         i++)
        put_lines(seen, &document->doc, &document->doc.quote->attributions.items[i]);
    while (expected.len > 0) {
        syn_str line = next_line(&expected);

        if (line.len == 0)
            continue;
        if (syn_str_eq_z(line, "none"))
            ok &= seen->len == 0;
        else if (syn_str_starts(line, SYN_STR("not ")))
            ok &= !has_line(syn_buf_view(seen), syn_str_slice(line, 4, line.len));
        else
            ok &= has_line(syn_buf_view(seen), line);
    }
    syn_document_free(document);
    return ok;
}

static void reads_the_corpus(void **state)
{
    static const char *const files[] = {"direct.txt", "chains.txt", "unsaid.txt"};
    syn_engine_options options = {.data_folder = data, .layers = SYN_LAYER_ATTRIBUTIONS};
    syn_engine *engine = NULL;
    syn_err err = {0};
    syn_buf known_file = {0};
    syn_str known = read_file("known-failures.txt", &known_file);
    uint32_t n = 0, failed = 0;

    (void)state;
    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        print_error("%s\n", err.message);
        fail();
    }
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        syn_buf file = {0};
        syn_str rest = read_file(files[f], &file);

        assert_true(rest.len > 0);
        while (rest.len > 0) {
            syn_str name = next_line(&rest), text, expected;
            size_t bar = syn_str_find(rest, SYN_STR("\n---\n"));
            size_t end;
            syn_buf seen = {0};
            bool ok, is_known;

            assert_true(syn_str_starts(name, SYN_STR("=== ")) && bar != SIZE_MAX);
            text = syn_str_slice(rest, 0, bar);
            rest = syn_str_slice(rest, bar + 5, rest.len);
            end = syn_str_find(rest, SYN_STR("=== "));
            expected = syn_str_slice(rest, 0, end == SIZE_MAX ? rest.len : end);
            rest = syn_str_slice(rest, expected.len, rest.len);
            ok = check_block(engine, text, expected, &seen);
            is_known = has_line(known, name);
            n++;
            if (!ok)
                print_message("# %s%.*s\n# %.*s\n", is_known ? "known failure: " : "",
                    SYN_ARG(name), SYN_ARG(syn_buf_view(&seen)));
            failed += !ok && !is_known;
            syn_buf_free(&seen);
        }
        syn_buf_free(&file);
    }
    syn_buf_free(&known_file);
    syn_engine_free(engine);
    assert_true(n >= 15);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_the_corpus)};

    root = getenv("SYNOPTIC_SOURCE") != NULL ? getenv("SYNOPTIC_SOURCE") : ".";
    data = getenv("SYNOPTIC_DATA");
    return cmocka_run_group_tests_name("quote corpus", tests, NULL, NULL);
}
