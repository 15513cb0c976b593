/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic quotes: who said what, through whom, in each report.
 */
#include "cli.h"

static const syn_cli_option OPTIONS[] = {
    {"speaker", SYN_CLI_TEXT, "NAME",
        "print what this speaker said: a part of the name or of the source's words, case aside",
        NULL, 0, 0},
    {"class", SYN_CLI_CHOICE, "CLASS",
        "print sources of one class: named, anonymous, institution, agency, outlet, unknown",
        "named,anonymous,institution,agency,outlet,unknown", 0, 0},
    {"direct", SYN_CLI_FLAG, NULL, "print only what stands between quotation marks", NULL, 0, 0},
    {"format", SYN_CLI_CHOICE, "FORMAT", "text or jsonl (a line for each attribution)",
        "text,jsonl", 0, 0},
};

typedef struct quotes {
    const char *speaker, *class;
    bool direct, jsonl;
} quotes;

static void json_text(syn_buf *out, syn_str s)
{
    syn_buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if (c == '"' || c == '\\') {
            syn_buf_char(out, '\\');
            syn_buf_char(out, (char)c);
        } else if (c < 0x20) {
            syn_buf_printf(out, "\\u%04x", c);
        } else {
            syn_buf_char(out, (char)c);
        }
    }
    syn_buf_char(out, '"');
}

static void json_spans(syn_buf *out, const char *name, syn_spans spans)
{
    syn_buf_printf(out, ",\"%s\":[", name);
    for (uint32_t i = 0; i < spans.n; i++)
        syn_buf_printf(out, "%s[%u,%u]", i ? "," : "", spans.items[i].start, spans.items[i].end);
    syn_buf_char(out, ']');
}

static bool holds(syn_str text, const char *part)
{
    syn_str p = syn_str_from(part);

    for (size_t at = 0; at + p.len <= text.len; at++)
        if (syn_str_eq_nocase(syn_str_slice(text, at, at + p.len), p))
            return true;
    return false;
}

static const syn_entity *entity_of(const syn_doc *doc, uint32_t entity)
{
    return doc->names != NULL && entity < doc->names->entities.n
               ? &doc->names->entities.items[entity]
               : NULL;
}

static bool is_asked(const quotes *q, const syn_doc *doc, const syn_attribution *a)
{
    if (q->class != NULL &&
        strcmp(q->class, syn_source_class_name((syn_source_class)a->source_class)) != 0)
        return false;
    if (q->direct && a->quoted.n == 0)
        return false;
    if (q->speaker != NULL) {
        const syn_entity *e = entity_of(doc, a->speaker);
        bool found = e != NULL && holds(e->name, q->speaker);

        for (uint32_t i = 0; e != NULL && i < e->aliases.n && !found; i++)
            found = holds(e->aliases.items[i], q->speaker);
        for (uint32_t i = 0; i < a->source.n && !found; i++)
            found = holds(syn_str_span(doc->text, a->source.items[i]), q->speaker);
        return found;
    }
    return true;
}

/* On one line: runs of white space become one blank. */
static void put_line(syn_buf *out, syn_str s)
{
    bool blank = false;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            blank = true;
            continue;
        }
        if (blank)
            syn_buf_char(out, ' ');
        blank = false;
        syn_buf_char(out, c);
    }
}

static void put_spans(syn_buf *out, const syn_doc *doc, syn_spans spans)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        if (i > 0)
            syn_buf_z(out, " [...] ");
        put_line(out, syn_str_span(doc->text, spans.items[i]));
    }
}

static void put_source(syn_buf *out, const syn_doc *doc, const syn_attribution *a)
{
    const syn_entity *e = entity_of(doc, a->speaker);

    if (a->source.n == 0)
        syn_buf_z(out, e != NULL ? "" : "(nobody named)");
    put_spans(out, doc, a->source);
    if (e != NULL &&
        (a->source.n == 0 || !syn_str_eq(e->name, syn_str_span(doc->text, a->source.items[0])))) {
        syn_buf_z(out, a->source.n ? " = " : "");
        put_line(out, e->name);
    }
}

/* The chain, outermost first: parents, channels, source. */
static void put_chain(syn_buf *out, const syn_doc *doc, const syn_attribution *a)
{
    const syn_attribution *up[8];
    uint32_t n = 0, parent = a->parent;

    while (parent != SYN_NONE && parent < doc->quote->attributions.n && n < 8) {
        up[n++] = &doc->quote->attributions.items[parent];
        parent = up[n - 1]->parent;
    }
    while (n > 0) {
        put_source(out, doc, up[--n]);
        syn_buf_z(out, " > ");
    }
    for (uint32_t v = 0; v < a->via.n; v++) {
        put_line(out, syn_str_span(doc->text, a->via.items[v].span));
        syn_buf_z(out, " > ");
    }
    put_source(out, doc, a);
}

static void put_count(syn_buf *out, const syn_attribution *a)
{
    if (a->n_min == 0 && a->n_max == 0)
        return;
    if (a->n_max == SYN_NONE)
        syn_buf_printf(out, ", %u or more", a->n_min);
    else if (a->n_min == a->n_max)
        syn_buf_printf(out, ", %u", a->n_min);
    else
        syn_buf_printf(out, ", %u to %u", a->n_min, a->n_max);
}

static void put_text(syn_buf *out, const syn_doc *doc, const syn_attribution *a)
{
    syn_span last = a->content.items[a->content.n - 1];

    syn_buf_printf(out, "%.*s:%u-%u  ", SYN_ARG(doc->source.path.len ? doc->source.path : doc->id),
        a->content.items[0].start, last.end);
    put_chain(out, doc, a);
    syn_buf_printf(out, "  (%s", syn_source_class_name((syn_source_class)a->source_class));
    put_count(out, a);
    syn_buf_z(out, ")\n    ");
    if (a->silence)
        syn_buf_z(out, "[not said] ");
    else if (a->cue_negative)
        syn_buf_z(out, "[denied] ");
    if (a->strength != SYN_ACT_DONE)
        syn_buf_printf(out, "[%s] ", syn_act_name((syn_act)a->strength));
    put_spans(out, doc, a->cue);
    syn_buf_z(out, a->cue.n ? ": " : "");
    put_spans(out, doc, a->content);
    if (a->occasion.len > 0 || a->translated) {
        syn_buf_z(out, "\n    (");
        put_line(out, a->occasion);
        syn_buf_z(out, a->translated ? a->occasion.len ? ", translated)" : "translated)" : ")");
    }
    syn_buf_printf(out, "  %.2f\n", (double)a->confidence);
}

static void put_json(syn_buf *out, const syn_doc *doc, uint32_t id, const syn_attribution *a)
{
    static const char *const kinds[] = {"direct", "indirect", "mixed"};
    const syn_entity *e = entity_of(doc, a->speaker);
    syn_buf chain = {0};

    put_chain(&chain, doc, a);
    syn_buf_z(out, "{\"document\":");
    json_text(out, doc->id);
    syn_buf_printf(out, ",\"attribution\":%u,\"chain\":", id);
    json_text(out, syn_buf_view(&chain));
    syn_buf_z(out, ",\"speaker\":");
    if (e != NULL)
        json_text(out, e->name);
    else
        syn_buf_z(out, "null");
    syn_buf_printf(out, ",\"class\":\"%s\",\"kind\":\"%s\",\"stage\":\"%s\"",
        syn_source_class_name((syn_source_class)a->source_class), kinds[a->kind % 3],
        syn_act_name((syn_act)a->strength));
    if (a->n_min > 0 && a->n_max == SYN_NONE)
        syn_buf_printf(out, ",\"count\":[%u,null]", a->n_min);
    else if (a->n_min > 0)
        syn_buf_printf(out, ",\"count\":[%u,%u]", a->n_min, a->n_max);
    if (a->silence)
        syn_buf_z(out, ",\"silence\":true");
    if (a->cue_negative)
        syn_buf_z(out, ",\"denied\":true");
    if (a->translated)
        syn_buf_z(out, ",\"translated\":true");
    if (a->occasion.len > 0) {
        syn_buf_z(out, ",\"occasion\":");
        json_text(out, a->occasion);
    }
    json_spans(out, "source", a->source);
    json_spans(out, "cue", a->cue);
    json_spans(out, "content", a->content);
    json_spans(out, "quoted", a->quoted);
    if (a->parent == SYN_NONE)
        syn_buf_z(out, ",\"parent\":null");
    else
        syn_buf_printf(out, ",\"parent\":%u", a->parent);
    syn_buf_printf(out, ",\"confidence\":%.3f}\n", (double)a->confidence);
    out->failed |= chain.failed;
    syn_buf_free(&chain);
}

static void render(void *ctx, const syn_doc *doc, syn_buf *out)
{
    const quotes *q = ctx;

    for (uint32_t i = 0; doc->quote != NULL && i < doc->quote->attributions.n; i++) {
        const syn_attribution *a = &doc->quote->attributions.items[i];

        if (a->content.n == 0 || !is_asked(q, doc, a))
            continue;
        if (q->jsonl)
            put_json(out, doc, i, a);
        else
            put_text(out, doc, a);
    }
}

static int run(syn_cli *cli)
{
    quotes q = {.speaker = syn_cli_text(cli, "speaker", NULL),
        .class = syn_cli_text(cli, "class", NULL),
        .direct = syn_cli_has(cli, "direct"),
        .jsonl = strcmp(syn_cli_text(cli, "format", "text"), "jsonl") == 0};
    syn_engine *engine = syn_cli_engine(cli, SYN_LAYER_ATTRIBUTIONS);
    int status;

    if (engine == NULL)
        return cli->status;
    status = syn_cli_print_stream(cli, engine, render, &q, false);
    syn_engine_free(engine);
    return status;
}

const syn_cli_command syn_cli_cmd_quotes = {
    .name = "quotes",
    .operands = "FILE... | -",
    .summary = "print who said what, and through whom",
    .description =
        "Prints for each statement that a report gives to someone: where its words stand, the "
        "chain "
        "of those who passed it on (outermost first), the class of its source, how firm it is, the "
        "words that tie it to the source, and the words themselves. What the report says in its "
        "own "
        "voice is not printed. [...] joins pieces of one statement. \"[not said]\" marks what "
        "someone "
        "is reported not to have spoken of. The number at the end is the chance that the line is "
        "right.",
    .examples = "  synoptic quotes examples/*.txt\n"
                "  synoptic quotes --speaker Okafor --direct reports/\n"
                "  synoptic quotes --class anonymous --format jsonl reports/\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
