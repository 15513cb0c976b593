/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic who: who and what is meant, across reports. Operands that are files (or "-") are read;
 * the others are names to look for.
 */
#include "cli.h"

#include <sys/stat.h>

static const syn_cli_option OPTIONS[] = {
    {"format", SYN_CLI_CHOICE, "FORMAT",
        "text (a table of spellings, roles and places) or jsonl (a line for each mention)",
        "text,jsonl", 0, 0},
};

typedef struct who {
    syn_cli *cli;
    uint32_t *shown_as; /* [n_clusters]: a government is listed with its country */
    syn_document **documents;
    uint32_t n, cap;
} who;

static syn_status take(void *ctx, syn_outcome *outcome)
{
    who *w = ctx;

    if (outcome->status != SYN_OK)
        (void)syn_cli_fail(w->cli, outcome->err);
    if (outcome->document == NULL)
        return SYN_OK;
    if (w->n == w->cap) {
        uint32_t cap = w->cap == 0 ? 16 : w->cap * 2;
        syn_document **more = realloc(w->documents, cap * sizeof *more);

        if (more == NULL)
            return SYN_E_NOMEM;
        w->documents = more;
        w->cap = cap;
    }
    w->documents[w->n++] = outcome->document;
    outcome->document = NULL;
    return SYN_OK;
}

static bool is_file(const char *operand)
{
    struct stat s;

    return strcmp(operand, "-") == 0 || stat(operand, &s) == 0;
}

/* Does a cluster bear a name that holds one of the operands (case aside)? */
static bool holds(syn_str text, const char *part)
{
    syn_str p = syn_str_from(part);

    for (size_t at = 0; at + p.len <= text.len; at++)
        if (syn_str_eq_nocase(syn_str_slice(text, at, at + p.len), p))
            return true;
    return false;
}

static bool is_asked(const syn_identity_cluster *c, const char **names, size_t n_names)
{
    if (n_names == 0)
        return true;
    for (size_t i = 0; i < n_names; i++) {
        if (holds(c->name, names[i]))
            return true;
        for (uint32_t k = 0; k < c->aliases.n; k++)
            if (holds(c->aliases.items[k], names[i]))
                return true;
    }
    return false;
}

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

static void list_governments_with_countries(who *w, const syn_identity *identity)
{
    for (uint32_t c = 0; c < identity->clusters.n; c++)
        w->shown_as[c] = c;
    for (uint32_t c = 0; c < identity->clusters.n; c++) {
        syn_str key = identity->clusters.items[c].key;

        if (!syn_str_starts(key, SYN_STR("gov:")))
            continue;
        for (uint32_t k = 0; k < identity->clusters.n; k++) {
            syn_str other = identity->clusters.items[k].key;

            if (syn_str_starts(other, SYN_STR("iso3166:")) &&
                syn_str_eq(syn_str_slice(key, 4, key.len), syn_str_slice(other, 8, other.len)))
                w->shown_as[c] = k;
        }
    }
}

static bool print_lines(who *w, const syn_identity *identity, const bool *asked, syn_buf *line)
{
    for (uint32_t d = 0; d < w->n; d++) {
        const syn_doc *doc = &w->documents[d]->doc;

        for (uint32_t m = 0; doc->names != NULL && m < doc->names->mentions.n; m++) {
            const syn_mention *mention = &doc->names->mentions.items[m];
            uint32_t c = syn_identity_of(identity, d, mention->entity);

            if (c != SYN_NONE)
                c = w->shown_as[c];
            if (c == SYN_NONE || !asked[c])
                continue;
            syn_buf_clear(line);
            syn_buf_z(line, "{\"document\":");
            json_text(line, doc->id);
            syn_buf_printf(line,
                ",\"span\":[%u,%u],\"cluster\":\"w%u\",\"name\":", mention->span.start,
                mention->span.end, c);
            json_text(line, identity->clusters.items[c].name);
            syn_buf_printf(line, ",\"type\":\"%s\"}\n",
                syn_entity_type_name((syn_entity_type)identity->clusters.items[c].type));
            if (line->failed || !syn_cli_write(w->cli, line->ptr, line->len))
                return false;
        }
    }
    return true;
}

static void print_spelling(who *w, uint32_t doc, syn_str spelling, uint32_t first, uint32_t n)
{
    const syn_doc *d = &w->documents[doc]->doc;
    const syn_mention *m = &d->names->mentions.items[first];

    syn_cli_printf(w->cli, "    %-32.*s  %3u x  %.*s:%u-%u%s%.*s\n", SYN_ARG(spelling), n,
        SYN_ARG(d->source.path.len ? d->source.path : d->id), m->span.start, m->span.end,
        d->meta.outlet.len ? "  " : "", SYN_ARG(d->meta.outlet));
}

/* Spellings of one entity in one document, each once with its count and first place. */
static void print_member(who *w, syn_identity_member member)
{
    const syn_doc *d = &w->documents[member.doc]->doc;
    const syn_entity *e = &d->names->entities.items[member.entity];

    for (uint32_t i = 0; i < e->mentions.n; i++) {
        const syn_mention *m = &d->names->mentions.items[e->mentions.items[i]];
        syn_str text = syn_str_span(d->text, m->span);
        uint32_t n = 0;
        bool seen = false;

        if (m->kind == SYN_MENTION_PRONOUN)
            continue;
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            const syn_mention *o = &d->names->mentions.items[e->mentions.items[k]];

            if (!syn_str_eq(text, syn_str_span(d->text, o->span)))
                continue;
            n++;
            seen = seen || k < i;
        }
        if (!seen)
            print_spelling(w, member.doc, text, e->mentions.items[i], n);
    }
}

static void print_table(who *w, const syn_identity *identity, const bool *asked)
{
    for (uint32_t c = 0; c < identity->clusters.n; c++) {
        const syn_identity_cluster *cluster = &identity->clusters.items[c];

        if (!asked[c] || w->shown_as[c] != c)
            continue;
        syn_cli_printf(w->cli, "%.*s  %s", SYN_ARG(cluster->name),
            syn_entity_type_name((syn_entity_type)cluster->type));
        if (cluster->key.len > 0)
            syn_cli_printf(w->cli, "  %.*s", SYN_ARG(cluster->key));
        if (cluster->has_point)
            syn_cli_printf(w->cli, "  %.2f, %.2f", cluster->lat, cluster->lon);
        if (cluster->country.len > 0)
            syn_cli_printf(w->cli, "  %.*s", SYN_ARG(cluster->country));
        if (cluster->merges.n > 0)
            syn_cli_printf(w->cli, "  joined at %.2f or more", (double)cluster->confidence);
        syn_cli_write_z(w->cli, "\n");
        for (uint32_t i = 0; i < cluster->roles.n; i++)
            syn_cli_printf(
                w->cli, "  %s%.*s\n", i == 0 ? "as: " : "    ", SYN_ARG(cluster->roles.items[i]));
        for (uint32_t k = 0; k < identity->clusters.n; k++)
            for (uint32_t i = 0; w->shown_as[k] == c && i < identity->clusters.items[k].members.n;
                 i++)
                print_member(w, identity->clusters.items[k].members.items[i]);
    }
}

static int print_all(who *w, const syn_engine *engine, const char **names, size_t n_names)
{
    const syn_doc **docs = calloc((size_t)w->n + 1, sizeof *docs);
    syn_arena keep;
    syn_identity identity = {0};
    syn_err err = {0};
    syn_buf line = {0};
    bool *asked = NULL;
    bool any = false;

    syn_arena_init(&keep, 0);
    for (uint32_t i = 0; docs != NULL && i < w->n; i++)
        docs[i] = &w->documents[i]->doc;
    if (docs == NULL ||
        syn_engine_identify(engine, docs, w->n, NULL, 0, &keep, &identity, &err) != SYN_OK) {
        if (docs == NULL)
            (void)syn_err_set(&err, SYN_E_NOMEM, NULL, "out of memory");
        (void)syn_cli_fail(w->cli, &err);
    } else if ((asked = calloc((size_t)identity.clusters.n + 1, sizeof *asked)) != NULL &&
               (w->shown_as = calloc((size_t)identity.clusters.n + 1, sizeof *w->shown_as)) !=
                   NULL) {
        list_governments_with_countries(w, &identity);
        for (uint32_t c = 0; c < identity.clusters.n; c++) {
            asked[c] = is_asked(&identity.clusters.items[c], names, n_names);
            any = any || asked[c];
        }
        for (uint32_t c = 0; c < identity.clusters.n; c++)
            if (asked[c])
                asked[w->shown_as[c]] = true;
        if (strcmp(syn_cli_text(w->cli, "format", "text"), "jsonl") == 0)
            (void)print_lines(w, &identity, asked, &line);
        else
            print_table(w, &identity, asked);
        if (!any && n_names > 0)
            syn_cli_raise(w->cli, 1);
    }
    free(asked);
    free(w->shown_as);
    free(docs);
    syn_buf_free(&line);
    syn_arena_release(&keep);
    return w->cli->status;
}

static int run(syn_cli *cli)
{
    who w = {.cli = cli};
    const char **files = calloc(cli->n_operands + 1, sizeof *files);
    const char **names = calloc(cli->n_operands + 1, sizeof *names);
    size_t n_files = 0, n_names = 0;
    syn_engine *engine = NULL;
    syn_err err = {0};

    for (size_t i = 0; files != NULL && names != NULL && i < cli->n_operands; i++) {
        if (is_file(cli->operands[i]))
            files[n_files++] = cli->operands[i];
        else
            names[n_names++] = cli->operands[i];
    }
    if (files == NULL || names == NULL)
        syn_cli_raise(cli, 70);
    else if (n_files == 0)
        (void)syn_cli_misuse(cli, "no file named \"%s\"; give reports to look in", names[0]);
    else
        engine = syn_cli_engine(cli, SYN_LAYER_MENTIONS);
    if (engine != NULL) {
        syn_stream_options options = {.jobs = syn_cli_jobs(cli),
            .from = syn_cli_text(cli, "from", NULL),
            .meta_path = syn_cli_text(cli, "meta", NULL),
            .published = syn_cli_text(cli, "published", NULL),
            .emit = take,
            .ctx = &w};

        if (syn_engine_stream(engine, files, n_files, &options, &err) != SYN_OK)
            (void)syn_cli_fail(cli, &err);
        (void)print_all(&w, engine, names, n_names);
    }
    for (uint32_t i = 0; i < w.n; i++)
        syn_document_free(w.documents[i]);
    free(w.documents);
    free(files);
    free(names);
    syn_engine_free(engine);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_who = {
    .name = "who",
    .operands = "FILE... [NAME...]",
    .summary = "list who and what is meant across reports, under every spelling",
    .description =
        "Reads reports and joins what they name: persons, organisations, places. Prints for "
        "each its name, type, key and place where known, the roles given to it, and "
        "every spelling and epithet with its count and first place in each report; a "
        "government, also as \"Moscow said\", is listed with its country. "
        "Operands that are no files are names: only what bears one of them is printed.\n\n"
        "With --format jsonl it prints a line for each mention: document, span, cluster, name, "
        "type.",
    .examples = "  synoptic who examples/*.txt\n"
                "  synoptic who examples/*.txt minister\n"
                "  synoptic who --format jsonl reports.jsonl\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE | SYN_CLI_INPUT,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
