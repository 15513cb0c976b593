/* SPDX-License-Identifier: Apache-2.0
 *
 * synoptic know: what the knowledge file knows of a name, from which table and line.
 */
#include "cli.h"

static const syn_cli_option OPTIONS[] = {
    {"stats", SYN_CLI_FLAG, NULL, "count entries by kind, and forms", NULL, 0, 0},
    {"format", SYN_CLI_CHOICE, "FORM", "text (otherwise), or jsonl: one object an entry",
        "text,jsonl", 0, 0},
    {"max", SYN_CLI_COUNT, "N", "at most N entries a name (otherwise 20)", NULL, 1, 100000},
};

static syn_know *open_know(syn_cli *cli)
{
    syn_buf path = {0};
    syn_data_how how;
    syn_err err = {0};
    syn_know *know = NULL;
    const char *by;
    syn_status status = syn_data_find(syn_cli_data(cli, &by), &path, &how, &err);

    if (status == SYN_OK) {
        syn_buf_z(&path, "/know.syn");
        status = path.failed ? syn_err_set(&err, SYN_E_NOMEM, NULL, "out of memory")
                             : syn_know_load(path.ptr, &know, &err);
    }
    syn_buf_free(&path);
    if (status != SYN_OK)
        (void)syn_cli_fail(cli, &err);
    return know;
}

static void put_date(syn_cli *cli, int32_t ymd)
{
    if (ymd == 0)
        return;
    syn_cli_printf(cli, "%04d", (int)(ymd / 10000));
    if (ymd / 100 % 100)
        syn_cli_printf(cli, "-%02d", (int)(ymd / 100 % 100));
    if (ymd % 100)
        syn_cli_printf(cli, "-%02d", (int)(ymd % 100));
}

static void put_text(
    syn_cli *cli, const syn_know *know, const syn_know_entry *e, syn_know_role role)
{
    syn_str attribute, value;

    syn_cli_printf(cli, "%s  %.*s", syn_know_kind_name(e->kind), SYN_ARG(e->name));
    if (role != SYN_KNOW_R_NAME)
        syn_cli_printf(cli, " (%s)", syn_know_role_name(role));
    syn_cli_printf(cli, "  %.*s", SYN_ARG(e->key));
    if (e->country[0] && e->kind != SYN_KNOW_COUNTRY)
        syn_cli_printf(cli, "  %s", e->country);
    if (e->code.len)
        syn_cli_printf(cli, "  %.*s", SYN_ARG(e->code));
    if (e->has_point)
        syn_cli_printf(cli, "  %.2f,%.2f", e->lat, e->lon);
    if (e->population)
        syn_cli_printf(cli, "  population %u", (unsigned)e->population);
    if (e->from_ymd || e->to_ymd) {
        syn_cli_write_z(cli, "  ");
        put_date(cli, e->from_ymd);
        syn_cli_write_z(cli, "..");
        put_date(cli, e->to_ymd);
    }
    for (uint32_t i = 0; syn_know_attr_at(know, e, i, &attribute, &value); i++)
        syn_cli_printf(cli, "  %.*s=%.*s", SYN_ARG(attribute), SYN_ARG(value));
    syn_cli_printf(cli, "  [%.*s", SYN_ARG(e->table));
    if (e->line)
        syn_cli_printf(cli, ":%u", (unsigned)e->line);
    syn_cli_write_z(cli, "]\n");
}

static void put_json_text(syn_cli *cli, syn_str s)
{
    syn_cli_write_z(cli, "\"");
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            syn_cli_printf(cli, "\\%c", c);
        else if (c < 0x20)
            syn_cli_printf(cli, "\\u%04x", c);
        else
            syn_cli_write(cli, s.ptr + i, 1);
    }
    syn_cli_write_z(cli, "\"");
}

static void put_json(syn_cli *cli, const syn_know *know, const char *asked, const syn_know_entry *e,
    syn_know_role role)
{
    syn_str attribute, value;

    syn_cli_write_z(cli, "{\"asked\":");
    put_json_text(cli, syn_str_from(asked));
    syn_cli_printf(cli, ",\"kind\":\"%s\",\"role\":\"%s\",\"name\":", syn_know_kind_name(e->kind),
        syn_know_role_name(role));
    put_json_text(cli, e->name);
    syn_cli_write_z(cli, ",\"key\":");
    put_json_text(cli, e->key);
    if (e->code.len) {
        syn_cli_write_z(cli, ",\"code\":");
        put_json_text(cli, e->code);
    }
    if (e->country[0])
        syn_cli_printf(cli, ",\"country\":\"%s\"", e->country);
    if (e->has_point)
        syn_cli_printf(cli, ",\"lat\":%.5f,\"lon\":%.5f", e->lat, e->lon);
    if (e->population)
        syn_cli_printf(cli, ",\"population\":%u", (unsigned)e->population);
    if (e->from_ymd)
        syn_cli_printf(cli, ",\"from\":%d", (int)e->from_ymd);
    if (e->to_ymd)
        syn_cli_printf(cli, ",\"to\":%d", (int)e->to_ymd);
    for (uint32_t i = 0; syn_know_attr_at(know, e, i, &attribute, &value); i++) {
        syn_cli_printf(cli, ",\"%.*s\":", SYN_ARG(attribute));
        put_json_text(cli, value);
    }
    syn_cli_write_z(cli, ",\"table\":");
    put_json_text(cli, e->table);
    syn_cli_printf(cli, ",\"line\":%u}\n", (unsigned)e->line);
}

static void put_stats(syn_cli *cli, const syn_know *know)
{
    uint32_t first;

    for (int kind = 0; kind < SYN_KNOW_N_KIND; kind++)
        syn_cli_printf(cli, "%-12s %7u\n", syn_know_kind_name((syn_know_kind)kind),
            (unsigned)syn_know_kind_range(know, (syn_know_kind)kind, &first));
    syn_cli_printf(cli, "%-12s %7u\n%-12s %7u\nhash         %.*s\n", "entries",
        (unsigned)syn_know_n_entries(know), "forms", (unsigned)syn_know_n_forms(know),
        SYN_ARG(syn_know_hash(know)));
}

static void look_up(syn_cli *cli, const syn_know *know, const char *asked)
{
    bool json = strcmp(syn_cli_text(cli, "format", "text"), "jsonl") == 0;
    uint64_t left = syn_cli_count(cli, "max", 20);
    syn_str words = syn_str_from(asked);
    syn_know_match match;
    syn_know_entry entry;
    bool found = syn_know_find_phrase(know, words, SYN_KNOW_ANY, &match) ||
                 syn_know_find_nocase(know, words, SYN_KNOW_ANY, &match);

    if (!found && syn_know_by_key(know, words, &entry)) {
        if (json)
            put_json(cli, know, asked, &entry, SYN_KNOW_R_NAME);
        else
            put_text(cli, know, &entry, SYN_KNOW_R_NAME);
        return;
    }
    if (!found) {
        syn_cli_say(cli, "nothing is known of \"%.80s\"", asked);
        syn_cli_raise(cli, 1);
        return;
    }
    for (; syn_know_next(know, &match, &entry) && left > 0; left--) {
        if (json)
            put_json(cli, know, asked, &entry, match.role);
        else
            put_text(cli, know, &entry, match.role);
    }
}

static int run(syn_cli *cli)
{
    syn_know *know;

    if (cli->n_operands == 0 && !syn_cli_has(cli, "stats"))
        return syn_cli_misuse(cli, "name something, or ask for --stats");
    know = open_know(cli);
    if (know == NULL)
        return cli->status;
    if (syn_cli_has(cli, "stats"))
        put_stats(cli, know);
    for (size_t i = 0; i < cli->n_operands; i++)
        look_up(cli, know, cli->operands[i]);
    syn_know_free(know);
    return cli->status;
}

const syn_cli_command syn_cli_cmd_know = {
    .name = "know",
    .operands = "NAME...",
    .summary = "tell what the tables of knowledge say of a name",
    .description =
        "Prints one line for each entry of which NAME is a form: its kind, canonical name, the "
        "role of "
        "the form met, key, country, code, coordinates, what its columns say, and in brackets the "
        "table and line it stands in, which anyone can edit. Case counts a little: \"US\" is a "
        "country, \"us\" is not. A key (iso3166:SY) is an answer too. Exit status 1 when nothing "
        "is "
        "known.",
    .examples = "synoptic know Kremlin\nsynoptic know --format jsonl \"foreign minister\"\n"
                "synoptic know --stats\n",
    .options = OPTIONS,
    .n_options = sizeof OPTIONS / sizeof OPTIONS[0],
    .shared = SYN_CLI_ENGINE,
    .min_operands = 0,
    .max_operands = SIZE_MAX,
    .run = run,
};
