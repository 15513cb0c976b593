/* SPDX-License-Identifier: Apache-2.0
 *
 * syn-knowc, the compiler of the knowledge file: what its parts share. A build-time program; it
 * prints errors as "file:line: message" on standard error.
 */
#ifndef SYNI_KNOWC_H
#define SYNI_KNOWC_H

#include <synoptic/know.h>

#include "base/map.h"
#include "base/vec.h"

typedef struct kc_attr {
    syn_str name, value;
} kc_attr;

typedef struct kc_entry {
    syn_str name, key, code, table;
    uint32_t line;
    syn_know_kind kind;
    char country[2];
    bool has_point;
    bool plain_key; /* made up from the name, or too many to be worth an index: not looked up */
    double lat, lon;
    uint32_t population;
    int32_t from_ymd, to_ymd;
    SYN_VEC(kc_attr) attrs;
    uint32_t order; /* of entering */
} kc_entry;

typedef struct kc_form {
    syn_str folded;
    uint32_t entry;
    uint8_t role, case_class;
    bool is_key;
} kc_form;

/* A reference to be checked when all is read. */
typedef struct kc_ref {
    uint32_t entry;
    syn_str attribute, key;
    bool tree; /* references of this attribute must not form a cycle */
} kc_ref;

typedef struct kc {
    syn_arena arena;
    SYN_VEC(kc_entry *) entries;
    SYN_VEC(kc_form) forms;
    SYN_VEC(kc_ref) refs;
    syn_map keys; /* key → entry */
    syn_map seen; /* "kind|role|folded form|key" → 1: duplicates */
    uint32_t n_errors, n_warnings;
    bool quiet;
} kc;

void kc_error(kc *c, const char *file, uint32_t line, const char *fmt, ...) SYN_PRINTF(4, 5);
void kc_warn(kc *c, const char *file, uint32_t line, const char *fmt, ...) SYN_PRINTF(4, 5);

/* A new entry; key may be empty (then one is made from kind and name). NULL if the key is taken. */
kc_entry *kc_add(
    kc *c, syn_know_kind kind, syn_str name, syn_str key, syn_str table, uint32_t line);
uint32_t kc_index(const kc *c, const kc_entry *e);
/* Adds a form; nothing happens when the entry has it already. */
void kc_form_add(kc *c, const kc_entry *e, syn_str form, syn_know_role role);
void kc_key_add(kc *c, const kc_entry *e, syn_str key);
void kc_attr_add(kc *c, kc_entry *e, syn_str name, syn_str value);
syn_str kc_attr_get(const kc_entry *e, const char *name);
kc_entry *kc_by_key(const kc *c, syn_str key);
syn_str kc_copy(kc *c, syn_str s);
syn_str kc_printf(kc *c, const char *fmt, ...) SYN_PRINTF(2, 3);

/* Reads a whole file into the arena. False (and an error) when it cannot. */
bool kc_read(kc *c, const char *path, syn_str *out);

/* knowc_tsv.c */
void kc_tsv(kc *c, const char *path);
void kc_check_refs(kc *c);
int32_t kc_date(syn_str s); /* yyyymmdd, or -1 */

/* knowc_debian.c */
void kc_iso(kc *c, const char *folder);
void kc_cldr(kc *c, const char *folder);
void kc_cities(kc *c, const char *path);
void kc_city_names(kc *c, const char *locale_folder);
void kc_census(kc *c, const char *path_gz);

/* knowc_write.c */
bool kc_write(kc *c, const char *path);

#endif
