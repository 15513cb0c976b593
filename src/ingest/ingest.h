/* SPDX-License-Identifier: Apache-2.0
 *
 * From bytes to a document: a reader that turns paths into raw records in a fixed order, and the
 * first stage, which gives each record its canonical text, map, zones and metadata.
 */
#ifndef SYNI_INGEST_H
#define SYNI_INGEST_H

#include <synoptic/doc.h>

typedef enum syn_raw_kind {
    SYN_RAW_AUTO, /* by file name, then by content */
    SYN_RAW_TEXT,
    SYN_RAW_HTML,
    SYN_RAW_JSON, /* one document: {"id", "text" | "html", …} */
    SYN_RAW_JSONL /* of a reader's option alone: a JSON document on each line */
} syn_raw_kind;

/* "text", "html", "json", "jsonl"; SYN_RAW_AUTO for anything else. */
syn_raw_kind syn_raw_kind_from(syn_str name);

/* One record as it came. Owned by whoever holds it; release with syn_raw_release. */
typedef struct syn_raw {
    syn_status status; /* not SYN_OK: the record could not be read; `err` says why */
    syn_err err;
    syn_raw_kind kind; /* TEXT, HTML or JSON */
    syn_buf bytes;
    syn_buf path;    /* as given; "-" for standard input */
    syn_buf side;    /* JSON of the side file or of --meta; empty when there is none */
    uint64_t record; /* number of the record in its file from 1; 0 where a file is one record */
} syn_raw;

void syn_raw_release(syn_raw *raw);

typedef struct syn_reader_options {
    syn_raw_kind kind;           /* insist on a kind */
    uint64_t max_document_bytes; /* 0: 64 MiB */
    const char *meta_path; /* side file for all plain files; NULL: NAME.meta.json beside each */
} syn_reader_options;

typedef struct syn_reader syn_reader;

/* Paths are borrowed for the reader's life. Folders are walked in byte order of names (hidden
 * files, side files and links to folders passed over), at most 64 deep. `options` may be NULL. */
syn_status syn_reader_new(const char *const *paths, size_t n_paths,
    const syn_reader_options *options, syn_reader **out, syn_err *err);
void syn_reader_free(syn_reader *reader);
/* 1: `raw` holds the next record (perhaps one that failed); 0: no more; negative: out of memory.
 * Memory is bounded by the largest record. One thread at a time. */
int syn_reader_next(syn_reader *reader, syn_raw *raw);

typedef struct syn_ingest_options {
    syn_str published; /* given on the command line; overrules the record's own */
} syn_ingest_options;

/* The stage: fills `doc` (zeroed by the caller) from `raw`. Strings are copied into `keep`.
 * SYN_E_FORMAT for a JSON record that is no document, SYN_E_NOMEM; any bytes else give a document.
 * `options` may be NULL. Linear. */
syn_status syn_ingest_run(const syn_ingest_options *options, const syn_raw *raw, syn_arena *keep,
    syn_arena *scratch, syn_doc *doc, syn_err *err);

#endif
