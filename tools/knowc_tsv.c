/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads the tables of data/: tab-separated, one entry a line, with a head that explains itself
 * (data/README.md is the document). "#!" names the kind and options, "#=" the columns and their
 * types, other lines that begin with "#" are comments. The types decide what a cell does (a form to
 * be found, an attribute, a reference), so a new table needs no code.
 */
#include <stdarg.h>

#include "knowc.h"
#include "text/text.h"

#define MAX_COLUMNS 32

typedef enum col_type {
    COL_KEY,
    COL_NAME,
    COL_SILENT,
    COL_FORMS,
    COL_TEXT,
    COL_ENUM,
    COL_INT,
    COL_LAT,
    COL_LON,
    COL_POP,
    COL_COUNTRY,
    COL_CODE,
    COL_FROM,
    COL_TO,
    COL_REF,
    COL_SKIP,
    COL_COUNTRYLIST
} col_type;

typedef struct column {
    syn_str name;
    col_type type;
    syn_know_role role;
    syn_str arg; /* enum's values, ref's key prefix */
    bool list, tree, keep;
} column;

typedef struct table {
    kc *c;
    const char *path;
    syn_str base; /* file name */
    syn_know_kind kind;
    bool has_kind, unsorted, holders, merge;
    column cols[MAX_COLUMNS];
    uint32_t n_cols;
    uint32_t line;
    syn_str last; /* first cell of the line before */
} table;

static const struct {
    const char *word;
    col_type type;
} type_words[] = {{"key", COL_KEY}, {"name", COL_NAME}, {"silent", COL_SILENT}, {"text", COL_TEXT},
    {"int", COL_INT}, {"lat", COL_LAT}, {"lon", COL_LON}, {"population", COL_POP},
    {"country", COL_COUNTRY}, {"code", COL_CODE}, {"from", COL_FROM}, {"to", COL_TO},
    {"note", COL_SKIP}, {"countries", COL_COUNTRYLIST}};

static bool column_type(table *t, syn_str spec, column *col)
{
    if (syn_str_ends(spec, SYN_STR("*"))) { /* forms that are attributes as well */
        col->keep = true;
        spec.len--;
    }
    for (size_t i = 0; i < sizeof type_words / sizeof *type_words; i++)
        if (syn_str_eq_z(spec, type_words[i].word)) {
            col->type = type_words[i].type;
            return true;
        }
    if (syn_str_starts(spec, SYN_STR("forms:"))) {
        syn_str role = syn_str_slice(spec, 6, spec.len);
        for (int r = 0; r < SYN_KNOW_N_ROLE; r++)
            if (syn_str_eq_z(role, syn_know_role_name((syn_know_role)r))) {
                col->type = COL_FORMS;
                col->role = (syn_know_role)r;
                return true;
            }
        return false;
    }
    bool list = syn_str_starts(spec, SYN_STR("enums("));
    if (list || syn_str_starts(spec, SYN_STR("enum("))) {
        col->type = COL_ENUM;
        col->list = list;
        col->arg = syn_str_slice(spec, list ? 6 : 5, spec.len - 1);
        return syn_str_ends(spec, SYN_STR(")"));
    }
    col->tree = syn_str_starts(spec, SYN_STR("tree("));
    if (col->tree || syn_str_starts(spec, SYN_STR("refs(")) ||
        syn_str_starts(spec, SYN_STR("ref("))) {
        col->type = COL_REF;
        col->list = syn_str_starts(spec, SYN_STR("refs("));
        size_t open = syn_str_find(spec, SYN_STR("("));
        col->arg = syn_str_slice(spec, open + 1, spec.len - 1);
        return syn_str_ends(spec, SYN_STR(")"));
    }
    (void)t;
    return false;
}

static bool next_piece(syn_str s, char apart, size_t *at, syn_str *piece)
{
    if (*at > s.len)
        return false;
    size_t end = *at;
    while (end < s.len && s.ptr[end] != apart)
        end++;
    *piece = syn_str_slice(s, *at, end);
    *at = end + 1;
    return true;
}

static bool directive(table *t, syn_str line)
{
    syn_str piece;
    size_t at = 0;
    while (next_piece(line, ' ', &at, &piece)) {
        if (syn_str_starts(piece, SYN_STR("kind="))) {
            syn_str kind = syn_str_slice(piece, 5, piece.len);
            for (int k = 0; k < SYN_KNOW_N_KIND; k++)
                if (syn_str_eq_z(kind, syn_know_kind_name((syn_know_kind)k))) {
                    t->kind = (syn_know_kind)k;
                    t->has_kind = true;
                }
        } else if (syn_str_eq_z(piece, "unsorted")) {
            t->unsorted = true;
        } else if (syn_str_eq_z(piece, "holders")) {
            t->holders = true;
        } else if (piece.len) {
            kc_error(t->c, t->path, t->line, "unknown directive \"%.*s\"", SYN_ARG(piece));
            return false;
        }
    }
    if (!t->has_kind)
        kc_error(t->c, t->path, t->line, "\"#!\" names no known kind");
    return t->has_kind;
}

static bool columns(table *t, syn_str line)
{
    syn_str piece;
    size_t at = 0;
    t->n_cols = 0;
    while (next_piece(line, '\t', &at, &piece)) {
        size_t colon = syn_str_find(piece, SYN_STR("="));
        if (colon == SIZE_MAX || t->n_cols == MAX_COLUMNS) {
            kc_error(t->c, t->path, t->line, "column \"%.*s\" is not NAME=TYPE", SYN_ARG(piece));
            return false;
        }
        column *col = &t->cols[t->n_cols++];
        *col = (column){.name = kc_copy(t->c, syn_str_slice(piece, 0, colon))};
        if (!column_type(t, kc_copy(t->c, syn_str_slice(piece, colon + 1, piece.len)), col)) {
            kc_error(t->c, t->path, t->line, "column \"%.*s\" has no known type", SYN_ARG(piece));
            return false;
        }
    }
    return true;
}

static bool number(syn_str s, double *out)
{
    char buf[40];
    if (s.len == 0 || s.len >= sizeof buf)
        return false;
    memcpy(buf, s.ptr, s.len);
    buf[s.len] = 0;
    char *end;
    *out = strtod(buf, &end);
    return *end == 0;
}

int32_t kc_date(syn_str s)
{
    int32_t part[3] = {0, 0, 0};
    int n = 0;
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char ch = s.ptr[i];
        if (ch == '-') {
            if (digits == 0 || ++n > 2)
                return -1;
            digits = 0;
        } else if (ch >= '0' && ch <= '9' && digits < 4) {
            part[n] = part[n] * 10 + (ch - '0');
            digits++;
        } else {
            return -1;
        }
    }
    if (digits == 0 || part[0] < 1000 || part[1] > 12 || part[2] > 31)
        return -1;
    return part[0] * 10000 + part[1] * 100 + part[2];
}

/* The cell's pieces as forms of the entry. */
static void add_forms(table *t, kc_entry *e, syn_str cell, syn_know_role role)
{
    syn_str piece;
    size_t at = 0;
    while (next_piece(cell, ';', &at, &piece)) {
        piece = syn_str_trim(piece);
        if (piece.len == 0)
            kc_error(t->c, t->path, t->line, "an empty form in \"%.*s\"", SYN_ARG(cell));
        else
            kc_form_add(t->c, e, piece, role);
    }
}

static void check_enum(table *t, const column *col, syn_str cell)
{
    syn_str piece, value;
    size_t at = 0;
    while (next_piece(cell, col->list ? ';' : '\0', &at, &piece)) {
        bool ok = false;
        size_t at_value = 0;
        while (next_piece(col->arg, '|', &at_value, &value))
            ok = ok || syn_str_eq(piece, value);
        if (!ok)
            kc_error(t->c, t->path, t->line, "\"%.*s\" is none of %.*s (column %.*s)",
                SYN_ARG(piece), SYN_ARG(col->arg), SYN_ARG(col->name));
    }
}

static void add_refs(table *t, kc_entry *e, const column *col, syn_str cell)
{
    syn_str piece;
    size_t at = 0;
    while (next_piece(cell, col->list ? ';' : '\0', &at, &piece)) {
        kc_ref ref = {.entry = kc_index(t->c, e),
            .attribute = col->name,
            .key = syn_str_find(piece, SYN_STR(":")) != SIZE_MAX
                       ? kc_copy(t->c, piece)
                       : kc_printf(t->c, "%.*s%.*s", SYN_ARG(col->arg), SYN_ARG(piece)),
            .tree = col->tree};
        SYN_PUSH(&t->c->arena, t->c->refs, ref);
    }
}

static void cell_of(table *t, kc_entry *e, const column *col, syn_str cell)
{
    kc *c = t->c;
    double value;
    switch (col->type) {
    case COL_KEY:
    case COL_NAME:
    case COL_SILENT:
    case COL_SKIP:
        break;
    case COL_FORMS:
        add_forms(t, e, cell, col->role);
        if (col->keep)
            kc_attr_add(c, e, col->name, cell);
        break;
    case COL_ENUM:
        check_enum(t, col, cell);
        kc_attr_add(c, e, col->name, cell);
        break;
    case COL_TEXT:
        kc_attr_add(c, e, col->name, cell);
        break;
    case COL_INT:
        if (!number(cell, &value))
            kc_error(c, t->path, t->line, "\"%.*s\" is no number", SYN_ARG(cell));
        kc_attr_add(c, e, col->name, cell);
        break;
    case COL_LAT:
    case COL_LON: {
        double limit = col->type == COL_LAT ? 90 : 180;
        if (!number(cell, &value) || value < -limit || value > limit) {
            kc_error(c, t->path, t->line, "\"%.*s\" is no %.*s", SYN_ARG(cell), SYN_ARG(col->name));
            break;
        }
        e->has_point = true;
        if (col->type == COL_LAT)
            e->lat = value;
        else
            e->lon = value;
        break;
    }
    case COL_POP:
        if (!number(cell, &value) || value < 0 || value > 4e9)
            kc_error(c, t->path, t->line, "\"%.*s\" is no population", SYN_ARG(cell));
        else
            e->population = (uint32_t)value;
        break;
    case COL_COUNTRY:
        if (cell.len != 2) {
            kc_error(c, t->path, t->line, "\"%.*s\" is no ISO alpha-2 code", SYN_ARG(cell));
            break;
        }
        memcpy(e->country, cell.ptr, 2);
        if (e->kind != SYN_KNOW_COUNTRY) {
            kc_ref ref = {
                kc_index(c, e), col->name, kc_printf(c, "iso3166:%.*s", SYN_ARG(cell)), false};
            SYN_PUSH(&c->arena, c->refs, ref);
        }
        break;
    case COL_COUNTRYLIST: {
        syn_str piece;
        size_t at = 0;
        if (cell.len >= 2)
            memcpy(e->country, cell.ptr, 2);
        while (next_piece(cell, ';', &at, &piece)) {
            kc_ref ref = {
                kc_index(c, e), col->name, kc_printf(c, "iso3166:%.*s", SYN_ARG(piece)), false};
            SYN_PUSH(&c->arena, c->refs, ref);
        }
        kc_attr_add(c, e, col->name, cell);
        break;
    }
    case COL_CODE:
        e->code = kc_copy(c, cell);
        break;
    case COL_FROM:
    case COL_TO: {
        int32_t ymd = kc_date(cell);
        if (ymd < 0)
            kc_error(c, t->path, t->line, "\"%.*s\" is no date YYYY[-MM[-DD]]", SYN_ARG(cell));
        else if (col->type == COL_FROM)
            e->from_ymd = ymd;
        else
            e->to_ymd = ymd;
        break;
    }
    case COL_REF:
        add_refs(t, e, col, cell);
        kc_attr_add(c, e, col->name, cell);
        break;
    }
}

static void row(table *t, syn_str line)
{
    kc *c = t->c;
    syn_str cells[MAX_COLUMNS];
    uint32_t n = 0;
    size_t at = 0;
    syn_str cell;
    while (next_piece(line, '\t', &at, &cell)) {
        if (n == t->n_cols) {
            kc_error(c, t->path, t->line, "more than %u cells", t->n_cols);
            return;
        }
        /* A lone dash is an empty cell, but for columns of signs. */
        bool dash = syn_str_eq_z(cell, "-") && t->cols[n].type != COL_ENUM;
        cells[n++] = dash ? (syn_str){"", 0} : cell;
    }
    if (!t->unsorted && syn_str_cmp(t->last, cells[0]) > 0)
        kc_error(c, t->path, t->line,
            "\"%.*s\" stands after \"%.*s\": lines are kept in byte order "
            "(LC_ALL=C sort)",
            SYN_ARG(cells[0]), SYN_ARG(t->last));
    t->last = cells[0];
    syn_str key = {"", 0}, name = {"", 0};
    bool silent = false;
    for (uint32_t i = 0; i < n; i++) {
        if (t->cols[i].type == COL_KEY)
            key = cells[i];
        if (t->cols[i].type == COL_NAME || t->cols[i].type == COL_SILENT) {
            name = cells[i];
            silent = t->cols[i].type == COL_SILENT;
        }
    }
    if (name.len == 0) {
        kc_error(c, t->path, t->line, "no name");
        return;
    }
    kc_entry *e = kc_add(c, t->kind, kc_copy(c, name), kc_copy(c, key), t->base, t->line);
    if (!e) {
        kc_error(c, t->path, t->line, "\"%.*s\" stands in the tables twice",
            SYN_ARG(key.len ? key : name));
        return;
    }
    if (!silent)
        kc_form_add(c, e, e->name, SYN_KNOW_R_NAME);
    for (uint32_t i = 0; i < n; i++)
        if (cells[i].len)
            cell_of(t, e, &t->cols[i], cells[i]);
    if (t->holders) {
        syn_str office = kc_attr_get(e, "office");
        syn_str of = kc_attr_get(e, "of");
        if (of.len == 0)
            of = (syn_str){e->country, 2};
        kc_key_add(c, e, kc_printf(c, "holders:%.*s:%.*s", SYN_ARG(of), SYN_ARG(office)));
        if (e->from_ymd && e->to_ymd && e->from_ymd > e->to_ymd && e->to_ymd % 10000 != 0)
            kc_error(c, t->path, t->line, "the term ends before it begins");
    }
}

void kc_tsv(kc *c, const char *path)
{
    syn_str text;
    if (!kc_read(c, path, &text))
        return;
    const char *slash = strrchr(path, '/');
    table t = {.c = c, .path = path, .base = kc_copy(c, syn_str_from(slash ? slash + 1 : path))};
    if (text.len && text.ptr[text.len - 1] == '\n')
        text.len--;
    syn_str line;
    size_t at = 0;
    if (syn_utf8_invalid(text) != SIZE_MAX)
        kc_error(c, path, 1, "not UTF-8");
    while (next_piece(text, '\n', &at, &line)) {
        t.line++;
        if (syn_str_starts(line, SYN_STR("#!"))) {
            if (!directive(&t, syn_str_slice(line, 2, line.len)))
                return;
        } else if (syn_str_starts(line, SYN_STR("#="))) {
            if (!columns(&t, syn_str_slice(line, 2, line.len)))
                return;
            t.last = (syn_str){"", 0};
        } else if (line.len && line.ptr[0] != '#') {
            if (!t.has_kind || t.n_cols == 0) {
                kc_error(c, path, t.line, "a line before \"#!\" and \"#=\"");
                return;
            }
            row(&t, line);
        }
    }
}

void kc_check_refs(kc *c)
{
    for (uint32_t i = 0; i < c->refs.n; i++) {
        const kc_ref *ref = &c->refs.items[i];
        const kc_entry *e = c->entries.items[ref->entry];
        char file[256];
        (void)snprintf(file, sizeof file, "%.*s", SYN_ARG(e->table));
        const kc_entry *to = kc_by_key(c, ref->key);
        if (!to) {
            kc_error(c, file, e->line, "%.*s: nothing has the key \"%.*s\"",
                SYN_ARG(ref->attribute), SYN_ARG(ref->key));
            continue;
        }
        /* A tree: follow the same attribute upwards; coming back, or 32 steps, is a cycle. */
        char name[64];
        (void)snprintf(name, sizeof name, "%.*s", SYN_ARG(ref->attribute));
        size_t colon = syn_str_find(ref->key, SYN_STR(":"));
        for (int steps = 0; ref->tree && to; steps++) {
            if (to == e || steps == 32) {
                kc_error(
                    c, file, e->line, "%s: \"%.*s\" leads back to itself", name, SYN_ARG(e->key));
                break;
            }
            syn_str up = kc_attr_get(to, name);
            if (up.len == 0)
                break;
            to = kc_by_key(c, syn_str_find(up, SYN_STR(":")) != SIZE_MAX
                                  ? up
                                  : kc_printf(c, "%.*s:%.*s",
                                        SYN_ARG(syn_str_slice(ref->key, 0, colon)), SYN_ARG(up)));
        }
    }
}
