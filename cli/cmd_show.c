/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic show: the bytes of a span in their context.
 */
#include "cli.h"

#include <unistd.h>

static const syn_cli_option OPTIONS[] = {
    {"context", SYN_CLI_COUNT, "N", "bytes of context on each side (otherwise 200)", NULL, 0,
        1000000},
    {"bytes", SYN_CLI_FLAG, NULL, "print the span's bytes alone, and no line feed", NULL, 0, 0},
};

typedef struct show {
    syn_cli *cli;
    const char *id;    /* NULL: the file's only document */
    const char *words; /* the operand, for messages */
    syn_span span;
    bool found;
    uint64_t n_seen;
} show;

static uint32_t to_boundary(syn_str text, uint32_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* Control characters other than line feed and tab must not reach a terminal. */
static void put_text(syn_cli *cli, syn_str text, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        unsigned char c = (unsigned char)text.ptr[at];

        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            syn_cli_write(cli, "?", 1);
        else
            syn_cli_write(cli, text.ptr + at, 1);
    }
}

static void put_span(show *s, const syn_doc *doc)
{
    syn_cli *cli = s->cli;
    uint32_t context = (uint32_t)syn_cli_count(cli, "context", 200);
    uint32_t n = (uint32_t)doc->text.len, line = 1, from, to;

    if (syn_cli_has(cli, "bytes")) {
        syn_cli_write(cli, doc->text.ptr + s->span.start, s->span.end - s->span.start);
        return;
    }
    from = to_boundary(doc->text, s->span.start > context ? s->span.start - context : 0);
    to = to_boundary(doc->text, n - s->span.end > context ? s->span.end + context : n);
    for (uint32_t i = 0; i < s->span.start; i++)
        line += doc->text.ptr[i] == '\n';
    syn_cli_printf(cli, "%s (line %u, %s)\n", s->words, (unsigned)line,
        syn_zone_kind_name(syn_doc_zone_at(doc, s->span.start)));
    if (from > 0)
        syn_cli_write_z(cli, "...");
    put_text(cli, doc->text, from, s->span.start);
    syn_cli_write_z(cli, cli->colour ? "\033[7m" : ">>");
    put_text(cli, doc->text, s->span.start, s->span.end);
    syn_cli_write_z(cli, cli->colour ? "\033[0m" : "<<");
    put_text(cli, doc->text, s->span.end, to);
    syn_cli_write_z(cli, to < n ? "...\n" : "\n");
}

static syn_status emit(void *ctx, syn_outcome *outcome)
{
    show *s = ctx;
    const syn_doc *doc;

    if (outcome->document == NULL) {
        (void)syn_cli_fail(s->cli, outcome->err);
        return SYN_OK;
    }
    doc = &outcome->document->doc;
    s->n_seen++;
    if (s->id != NULL && !syn_str_eq_z(doc->id, s->id))
        return SYN_OK;
    s->found = true;
    if (s->span.end > doc->text.len || s->span.start > s->span.end ||
        to_boundary(doc->text, s->span.start) != s->span.start ||
        to_boundary(doc->text, s->span.end) != s->span.end) {
        syn_cli_say(s->cli,
            "%s: no such span: the text has %zu bytes, and a span begins and ends between two "
            "characters",
            s->words, doc->text.len);
        syn_cli_raise(s->cli, 1);
    } else {
        put_span(s, doc);
    }
    return SYN_E_CANCELLED;
}

static bool parse_span(const char *words, syn_span *out)
{
    uint64_t numbers[2] = {0, 0};

    for (int i = 0; i < 2; i++) {
        size_t n_digits = strspn(words, "0123456789");

        if (n_digits == 0 || n_digits > 10)
            return false;
        for (size_t k = 0; k < n_digits; k++)
            numbers[i] = numbers[i] * 10 + (uint64_t)(words[k] - '0');
        words += n_digits;
        if (*words != (i == 0 ? '-' : '\0'))
            return false;
        words++;
    }
    if (numbers[0] >= SYN_NONE || numbers[1] >= SYN_NONE)
        return false;
    *out = (syn_span){(uint32_t)numbers[0], (uint32_t)numbers[1]};
    return true;
}

static int show_one(syn_cli *cli, const syn_engine *engine, const char *words)
{
    show s = {.cli = cli, .words = words};
    const char *colon = strrchr(words, ':');
    syn_buf path = {0};
    syn_stream_options options = {.from = syn_cli_text(cli, "from", NULL), .emit = emit, .ctx = &s};
    const char *paths[1];
    syn_err err = {0};
    syn_status status;

    if (colon == NULL || colon == words || !parse_span(colon + 1, &s.span))
        return syn_cli_misuse(cli, "\"%.200s\" is not PATH:START-END or PATH#ID:START-END", words);
    syn_buf_append(&path, words, (size_t)(colon - words));
    if (!path.failed && access(path.ptr, F_OK) != 0) {
        char *hash = strrchr(path.ptr, '#');

        if (hash != NULL && hash != path.ptr) {
            *hash = '\0';
            s.id = hash + 1;
        }
    }
    if (path.failed) {
        syn_cli_say(cli, "out of memory");
        syn_cli_raise(cli, 3);
        return 3;
    }
    paths[0] = path.ptr;
    status = syn_engine_stream(engine, paths, 1, &options, &err);
    if (status != SYN_OK && status != SYN_E_CANCELLED) {
        (void)syn_cli_fail(cli, &err);
    } else if (!s.found && s.n_seen > 0) {
        syn_cli_say(cli, "%s: no document of that id in the file", words);
        syn_cli_raise(cli, 1);
    }
    syn_buf_free(&path);
    return cli->status;
}

static int run(syn_cli *cli)
{
    syn_engine *engine = syn_cli_engine(cli, 0);

    if (engine == NULL)
        return cli->status;
    for (size_t i = 0; i < cli->n_operands && !cli->write_failed; i++)
        (void)show_one(cli, engine, cli->operands[i]);
    syn_engine_free(engine);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_show = {
    .name = "show",
    .operands = "PATH[#ID]:START-END...",
    .summary = "show the bytes of a span in their context",
    .description =
        "Prints the text around bytes START to END (the first after the span) of a "
        "document's text, the span itself between >> and << or, on a terminal, in "
        "reverse. #ID picks a document of a .jsonl file. Needs no weights and no tables.",
    .examples = "  synoptic show examples/harbour_gazette.txt:120-180\n"
                "  synoptic show reports.jsonl#r17:0-60\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
