/* SPDX-License-Identifier: Apache-2.0
 *
 * The bytes of know.syn, version 1, shared by the compiler and the reader; docs/formats/know.md is
 * the document. Little-endian, every chunk 8-byte aligned.
 *
 *   header  magic "SYNKNOW1", version u32, n_chunks u32, file length u64, XXH3-64 of the chunk
 * table table   n_chunks × {tag char[4], item bytes u32, offset u64, length u64, XXH3-64 u64} STRS
 * strings, each: length u16, bytes, NUL; offset 0 is the empty string ENTR    syni_know_entry[],
 * sorted by kind ATTR    syni_know_attr[] POST    syni_know_post[], grouped by form SLOT
 * syni_know_slot[2^k], open addressing with linear probing over XXH3-64 of the folded form KIND
 * u32[SYN_KNOW_N_KIND + 1]: first entry of each kind
 */
#ifndef SYNI_KNOW_FORMAT_H
#define SYNI_KNOW_FORMAT_H

#include <stdint.h>

#define SYNI_KNOW_MAGIC "SYNKNOW1"
#define SYNI_KNOW_VERSION 1u
#define SYNI_KNOW_MAX_CHUNKS 16u
#define SYNI_KNOW_FOLD_MAX 256u /* bytes of a folded phrase that a look-up considers */
#define SYNI_KNOW_MAX_WORDS 16u /* words of a form */

typedef struct syni_know_header {
    char magic[8];
    uint32_t version, n_chunks;
    uint64_t file_bytes;
    uint64_t table_hash;
} syni_know_header;

typedef struct syni_know_chunk {
    char tag[4];
    uint32_t item_bytes;
    uint64_t offset, n_bytes;
    uint64_t hash;
} syni_know_chunk;

typedef struct syni_know_entry {
    uint32_t name, key, code, table; /* offsets into STRS */
    uint32_t line;
    uint32_t attr; /* first of n_attr in ATTR */
    uint32_t population;
    int32_t lat_e5, lon_e5;
    int32_t from_ymd, to_ymd;
    char country[2];
    uint8_t kind, n_attr, has_point, pad[3];
} syni_know_entry;

typedef struct syni_know_attr {
    uint32_t name, value;
} syni_know_attr;

typedef struct syni_know_post {
    uint32_t entry;
    uint8_t role;
    uint8_t case_class; /* syni_know_case of the form as written */
    uint16_t pad;
} syni_know_post;

typedef struct syni_know_slot {
    uint32_t form; /* folded form in STRS; 0: empty */
    uint32_t post; /* first posting */
    uint32_t tag;  /* upper half of the hash */
    uint16_t n_post;
    uint8_t n_words;
    uint8_t max_words; /* longest form that begins with this one-word form; 0 for longer forms */
} syni_know_slot;

typedef enum syni_know_case {
    SYNI_CASE_LOWER, /* no upper-case letter */
    SYNI_CASE_CAP,   /* some */
    SYNI_CASE_UPPER, /* two or more letters, none lower-case, at most four: exact */
    SYNI_CASE_CAPS,  /* five or more letters, none lower-case: a capital initial will do */
    SYNI_CASE_NONE   /* no cased letters: fits everything */
} syni_know_case;

#endif
