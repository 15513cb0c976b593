/* SPDX-License-Identifier: Apache-2.0
 *
 * syn-knowc: compiles the tables of data/ and Debian's data packages into know.syn.
 *
 *   syn-knowc [--out FILE] [--copy FILE] [--iso DIR] [--cldr DIR] [--cities FILE] [--names DIR]
 * [--census FILE.gz] TABLE.tsv …
 *
 * Without --out it only checks; --copy writes a second copy; --all FOLDER insists that every table
 * of knowledge in FOLDER is named. Exit status 0, or 4 when a table is at fault, 2 for usage, 3
 * when the file cannot be written. The same inputs give the same bytes.
 */
#include <stdarg.h>

#include "knowc.h"

#include "know/know_fold.h"
#include "know/know_format.h"
#include "os/os.h"

void kc_error(kc *c, const char *file, uint32_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    c->n_errors++;
    if (c->n_errors <= 100) {
        (void)fprintf(stderr, "%s:%u: error: ", file, line);
        (void)vfprintf(stderr, fmt, args);
        (void)fputc('\n', stderr);
    }
    va_end(args);
}

void kc_warn(kc *c, const char *file, uint32_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    c->n_warnings++;
    if (!c->quiet) {
        (void)fprintf(stderr, "%s:%u: warning: ", file, line);
        (void)vfprintf(stderr, fmt, args);
        (void)fputc('\n', stderr);
    }
    va_end(args);
}

syn_str kc_copy(kc *c, syn_str s)
{
    return s.len ? syn_arena_str(&c->arena, s) : (syn_str){"", 0};
}

syn_str kc_printf(kc *c, const char *fmt, ...)
{
    char buf[1024];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, args);
    va_end(args);
    if (n < 0)
        n = 0;
    return syn_arena_str(
        &c->arena, (syn_str){buf, (size_t)n < sizeof buf ? (size_t)n : sizeof buf - 1});
}

bool kc_read(kc *c, const char *path, syn_str *out)
{
    syn_buf buf = {0};
    syn_err err = {0};
    if (syn_os_read(path, 0, &buf, &err) != SYN_OK) {
        kc_error(c, path, 0, "%s", err.message);
        return false;
    }
    *out = syn_arena_str(&c->arena, syn_buf_view(&buf));
    syn_buf_free(&buf);
    return true;
}

uint32_t kc_index(const kc *c, const kc_entry *e)
{
    (void)c;
    return e->order;
}

kc_entry *kc_by_key(const kc *c, syn_str key)
{
    uint32_t at = syn_map_get(&c->keys, key);
    return at == SYN_NONE ? NULL : c->entries.items[at];
}

kc_entry *kc_add(kc *c, syn_know_kind kind, syn_str name, syn_str key, syn_str table, uint32_t line)
{
    char folded[SYNI_KNOW_FOLD_MAX];
    bool plain = key.len == 0;
    if (plain) {
        size_t n = syn_know_fold(name, folded, sizeof folded);
        for (size_t i = 0; i < n; i++)
            if (folded[i] == ' ')
                folded[i] = '_';
        key = kind == SYN_KNOW_HOLDER
                  ? kc_printf(c, "%s:%.*s:%u", syn_know_kind_name(kind), (int)n, folded, line)
                  : kc_printf(c, "%s:%.*s", syn_know_kind_name(kind), (int)n, folded);
    }
    if (syn_map_get(&c->keys, key) != SYN_NONE)
        return NULL;
    kc_entry *e = SYN_NEW(&c->arena, kc_entry);
    if (!e)
        return NULL;
    *e = (kc_entry){.name = name,
        .key = key,
        .code = {"", 0},
        .table = table,
        .line = line,
        .kind = kind,
        .plain_key = plain,
        .order = c->entries.n};
    SYN_PUSH(&c->arena, c->entries, e);
    (void)syn_map_put(&c->keys, key, e->order);
    return e;
}

static void form_push(
    kc *c, const kc_entry *e, syn_str folded, syn_know_role role, uint8_t case_class, bool is_key)
{
    /* One posting an entry, form and class of case; the first role stays. */
    syn_str seen = kc_printf(c, "%u\t%u\t%.*s", e->order, case_class, SYN_ARG(folded));
    if (syn_map_get(&c->seen, seen) != SYN_NONE)
        return;
    (void)syn_map_put(&c->seen, seen, 1);
    kc_form form = {.folded = folded,
        .entry = e->order,
        .role = (uint8_t)role,
        .case_class = case_class,
        .is_key = is_key};
    SYN_PUSH(&c->arena, c->forms, form);
}

void kc_form_add(kc *c, const kc_entry *e, syn_str form, syn_know_role role)
{
    char folded[SYNI_KNOW_FOLD_MAX];
    size_t len = 0;
    syni_case_count count = {0};
    if (!syni_know_fold_append(form, folded, sizeof folded, &len, &count) || len == 0 ||
        syni_know_n_words(folded, len) > SYNI_KNOW_MAX_WORDS) {
        kc_warn(c, "form", e->line, "\"%.*s\" folds to nothing or is too long", SYN_ARG(form));
        return;
    }
    uint8_t case_class = syni_know_case_of(&count);
    form_push(c, e, kc_copy(c, (syn_str){folded, len}), role, case_class, false);
    /* "Fort Worth", "Ft. Worth": the short and the long word are one. */
    static const char *const pairs[][2] = {{"mount ", "mt "}, {"fort ", "ft "}, {"saint ", "st "}};
    for (size_t i = 0; i < 6 && e->kind <= SYN_KNOW_AREA; i++) {
        syn_str from = syn_str_from(pairs[i / 2][i % 2]);
        if (syn_str_starts((syn_str){folded, len}, from))
            form_push(c, e,
                kc_printf(
                    c, "%s%.*s", pairs[i / 2][1 - i % 2], (int)(len - from.len), folded + from.len),
                SYN_KNOW_R_ALT, case_class, false);
    }
}

void kc_key_add(kc *c, const kc_entry *e, syn_str key)
{
    form_push(c, e, kc_printf(c, "=%.*s", SYN_ARG(key)), SYN_KNOW_R_NAME, SYNI_CASE_NONE, true);
}

void kc_attr_add(kc *c, kc_entry *e, syn_str name, syn_str value)
{
    kc_attr attr = {name, kc_copy(c, value)};
    SYN_PUSH(&c->arena, e->attrs, attr);
}

syn_str kc_attr_get(const kc_entry *e, const char *name)
{
    for (uint32_t i = 0; i < e->attrs.n; i++)
        if (syn_str_eq_z(e->attrs.items[i].name, name))
            return e->attrs.items[i].value;
    return (syn_str){"", 0};
}

/* Every table of knowledge in `folder` (its head has a "#!" line) must be among `listed`. */
static void check_listed(kc *c, const char *folder, char **listed)
{
    syn_str *names = NULL;
    uint32_t n = 0;
    syn_err err = {0};
    if (syn_os_list(folder, &c->arena, &names, &n, &err) != SYN_OK) {
        kc_error(c, folder, 0, "%s", err.message);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        syn_str text, path = kc_printf(c, "%s/%.*s", folder, SYN_ARG(names[i]));
        bool found = false;
        if (!syn_str_ends(names[i], SYN_STR(".tsv")) || !kc_read(c, path.ptr, &text) ||
            syn_str_find(text, SYN_STR("\n#! ")) == SIZE_MAX)
            continue;
        for (char **l = listed; *l && !found; l++)
            found = syn_str_ends(syn_str_from(*l), names[i]);
        if (!found)
            kc_error(c, path.ptr, 0, "is not listed in data/meson.build");
    }
}

int main(int argc, char **argv)
{
    kc c = {0};
    const char *out = NULL, *iso = NULL, *cldr = NULL, *cities = NULL, *names = NULL,
               *census = NULL;
    const char *copy = NULL, *folder = NULL;
    syn_arena_init(&c.arena, 0);
    syn_map_init(&c.keys, &c.arena);
    syn_map_init(&c.seen, &c.arena);
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        const struct {
            const char *word;
            const char **to;
        } options[] = {{"--out", &out}, {"--iso", &iso}, {"--cldr", &cldr}, {"--cities", &cities},
            {"--names", &names}, {"--census", &census}, {"--copy", &copy}, {"--all", &folder}};
        bool known = false;
        for (size_t i = 0; i < sizeof options / sizeof *options && at + 1 < argc; i++)
            if (strcmp(argv[at], options[i].word) == 0) {
                *options[i].to = argv[++at];
                known = true;
                break;
            }
        if (!known) {
            (void)fprintf(stderr, "syn-knowc: what is \"%s\"?\n", argv[at]);
            return 2;
        }
    }
    if (at == argc) {
        (void)fprintf(stderr,
            "usage: syn-knowc [--out FILE] [--copy FILE] [--iso DIR] [--cldr DIR] [--cities FILE] "
            "[--names DIR] [--census FILE.gz] TABLE.tsv ...\n");
        return 2;
    }
    if (folder)
        check_listed(&c, folder, argv + at);
    for (; at < argc; at++)
        kc_tsv(&c, argv[at]);
    if (iso)
        kc_iso(&c, iso);
    if (cldr)
        kc_cldr(&c, cldr);
    if (cities)
        kc_cities(&c, cities);
    if (names)
        kc_city_names(&c, names);
    if (census)
        kc_census(&c, census);
    kc_check_refs(&c);
    for (uint32_t i = 0; i < c.entries.n; i++)
        if (!c.entries.items[i]->plain_key)
            kc_key_add(&c, c.entries.items[i], c.entries.items[i]->key);
    int status = 0;
    if (syn_arena_failed(&c.arena)) {
        (void)fprintf(stderr, "syn-knowc: out of memory\n");
        status = 3;
    } else if (c.n_errors) {
        (void)fprintf(stderr, "syn-knowc: %u errors\n", c.n_errors);
        status = 4;
    } else if ((out && !kc_write(&c, out)) || (copy && !kc_write(&c, copy))) {
        status = 3;
    }
    syn_arena_release(&c.arena);
    return status;
}
