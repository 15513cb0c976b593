/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine: models and knowledge loaded once, documents annotated one by one or in streams.
 *
 *     syn_engine *engine;
 *     syn_engine_options options = {.layers = SYN_LAYERS_ALL};
 *     if (syn_engine_new(&options, &engine, &err) != SYN_OK) …
 *     syn_input input = {.bytes = SYN_STR("The minister said …")};
 *     syn_document *document;
 *     if (syn_engine_annotate(engine, &input, &document, &err) == SYN_OK) {
 *         syn_buf out = {0};
 *         syn_engine_write_json(engine, &document->doc, SYN_LAYERS_ALL, &out);
 *         …
 *         syn_buf_free(&out);
 *         syn_document_free(document);
 *     }
 *     syn_engine_free(engine);
 *
 * Threads: an engine is frozen once made; any number of threads may annotate and write with it at
 * the same time. A document belongs to one thread at a time. No function here keeps global state,
 * reads the environment, prints, or exits.
 *
 * The same bytes and options give the same document, on any number of threads.
 */
#ifndef SYNOPTIC_ENGINE_H
#define SYNOPTIC_ENGINE_H

#include <synoptic/base.h>
#include <synoptic/doc.h>
#include <synoptic/names.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "MAJOR.MINOR.PATCH". */
SYN_API const char *syn_version(void);

/* ---- where weights and tables lie ---------------------------------------------------------- */

typedef enum syn_data_how {
    SYN_DATA_GIVEN,  /* the caller named it */
    SYN_DATA_BESIDE, /* share/synoptic beside the program, or beside its folder */
    SYN_DATA_PREFIX  /* where `make install` put it */
} syn_data_how;

/* Finds the data folder: `given` if not NULL (not checked), else share/synoptic in the running
 * program's folder or in that folder's parent (an installed tree, a build tree), else under the
 * install prefix. The path is appended to `folder`, NUL-terminated. SYN_E_MISSING when there is
 * none; the message says how to name one. Does not open anything in it. */
SYN_API syn_status syn_data_find(
    const char *given, syn_buf *folder, syn_data_how *how, syn_err *err);

/* ---- engine -------------------------------------------------------------------------------- */

typedef struct syn_engine syn_engine;

/* Zero is a good value for every field. Strings are borrowed for the call alone. */
typedef struct syn_engine_options {
    const char *data_folder;     /* NULL: syn_data_find */
    unsigned layers;             /* bits of syn_layer that will be asked for; only what they need is
                                  * loaded and run. 0: ingest alone (text, zones, metadata), which
                                  * needs no data */
    uint64_t max_document_bytes; /* of raw bytes; 0: 64 MiB. At most 1 GiB */
    size_t
        keep_budget_bytes; /* memory of one document; 0: 64 MiB and 1 KiB a byte, at most 1 GiB */
    size_t scratch_budget_bytes; /* memory of one stage at work; 0: the same */
    syn_log log;                 /* must live as long as the engine */
} syn_engine_options;

/* Loads what `layers` need. Free with syn_engine_free. SYN_E_MISSING (weights or tables are not
 * there: the message names the file and the remedy), SYN_E_FORMAT, SYN_E_VERSION, SYN_E_CHECKSUM,
 * SYN_E_TRUNCATED (a bad file), SYN_E_IO, SYN_E_NOMEM, SYN_E_USAGE (options out of range). */
SYN_API syn_status syn_engine_new(
    const syn_engine_options *options, syn_engine **out, syn_err *err);
SYN_API void syn_engine_free(syn_engine *engine); /* NULL is nothing */

/* One stage of the engine's ordered table, for `doctor` and for cache keys. */
typedef struct syn_stage_info {
    const char *name; /* "lang" */
    unsigned version; /* raised when the stage's output changes */
    unsigned layers;  /* bits that it gives */
    bool is_built;    /* false: this build has no such stage yet */
    bool is_loaded;   /* false: not needed by the engine's layers */
} syn_stage_info;
/* The i-th stage in the order of work; false past the end. `engine` may be NULL: what is built. */
SYN_API bool syn_engine_stage(const syn_engine *engine, size_t i, syn_stage_info *out);

/* One file that the engine has loaded or would load, for `doctor` and for "producer". */
typedef struct syn_data_file {
    const char *name; /* "lang", "know" */
    const char *path; /* full path */
    const char *hash; /* 16 lower-case hex digits (XXH3-64 of the file) */
    uint64_t bytes;
    bool is_model; /* false: a table of knowledge */
} syn_data_file;
/* The i-th file, by name; false past the end. Strings are the engine's. */
SYN_API bool syn_engine_file(const syn_engine *engine, size_t i, syn_data_file *out);

/* ---- documents ----------------------------------------------------------------------------- */

/* A document and its memory. Move it by pointer only. */
typedef struct syn_document {
    syn_doc doc;
    syn_arena keep;    /* owns everything that `doc` points to */
    syn_arena notes;   /* owns diagnostics that were added when `keep` had failed */
    syn_status status; /* not SYN_OK: a stage failed; the layers before it are whole, `err` and a
                        * diagnostic say why */
    syn_err err;
} syn_document;

SYN_API void syn_document_free(syn_document *document); /* NULL is nothing */

/* One record as the caller has it. */
typedef struct syn_input {
    syn_str bytes;
    const char *path;      /* for `source.path` and for messages; NULL: "-" */
    const char *from;      /* "text", "html", "json"; NULL: text */
    syn_str side;          /* JSON object with outlet, published, url, title; empty: none */
    const char *published; /* ISO 8601; overrules everything; NULL: none */
} syn_input;

/* Ingests and annotates one record. SYN_E_FORMAT (JSON that is no document), SYN_E_LIMIT (longer
 * than max_document_bytes), SYN_E_USAGE (`published` is no date), SYN_E_NOMEM; any other bytes give
 * a document. A stage that fails (its budget is spent) does not fail the call: see
 * syn_document.status. The caller frees *out. Takes time linear in the bytes. */
SYN_API syn_status syn_engine_annotate(
    const syn_engine *engine, const syn_input *input, syn_document **out, syn_err *err);

/* ---- streams ------------------------------------------------------------------------------- */

/* One record of a stream, in the order of the inputs. */
typedef struct syn_outcome {
    const char *path;  /* file it came from; "-" for standard input */
    uint64_t record;   /* its number in that file from 1; 0 where the file is one record */
    uint64_t index;    /* its number in the stream, from 0 */
    syn_status status; /* not SYN_OK: `err` says why; there may be a document all the same */
    const syn_err *err;
    syn_document *document; /* NULL when there is none. Set it to NULL to keep it: it is then the
                             * callback's to free. Otherwise it is freed after the callback */
    syn_str rendered;       /* what `render` wrote */
} syn_outcome;

typedef struct syn_stream_options {
    unsigned jobs;                            /* threads, 1 to 256; 0: 1 */
    const char *from, *meta_path, *published; /* as in syn_input; from may also be "jsonl" */
    /* Runs beside other documents' work, on any thread: writes the document's printed form.
     * NULL: nothing is written. Must not touch anything shared without care. */
    void (*render)(void *ctx, const syn_doc *doc, syn_buf *out);
    /* Called for every record in the order of the inputs, one at a time, on any thread. A negative
     * status stops the stream, which returns it. */
    syn_status (*emit)(void *ctx, syn_outcome *outcome);
    void *ctx;
} syn_stream_options;

/* Annotates files, folders (recursive, in byte order of names), .jsonl and .gz files, and "-"
 * (standard input). A record that fails is an outcome like any other; the others go on. Memory is
 * bounded by the documents at work (4 a thread), however long the stream. Returns what stopped
 * it, or SYN_OK; SYN_E_USAGE (`published` is no date); SYN_E_NOMEM. Paths are borrowed for the
 * call. */
SYN_API syn_status syn_engine_stream(const syn_engine *engine, const char *const *paths,
    size_t n_paths, const syn_stream_options *options, syn_err *err);

/* ---- identity across reports --------------------------------------------------------------- */

/* syn_identity_run with the engine's knowledge. The engine must have been made for
 * SYN_LAYER_MENTIONS. Results live in `keep`; the documents must outlive them. */
SYN_API syn_status syn_engine_identify(const syn_engine *engine, const syn_doc *const *docs,
    uint32_t n_docs, const syn_identity_correction *corrections, uint32_t n_corrections,
    syn_arena *keep, syn_identity *out, syn_err *err);

/* ---- printed forms ------------------------------------------------------------------------- */

/* All append; `out->failed` tells of memory. See CONTRACT.md. */
SYN_API void syn_engine_write_json(
    const syn_engine *engine, const syn_doc *doc, unsigned layers, syn_buf *out);
/* The value of "producer": one JSON object, without a line feed. */
SYN_API void syn_engine_write_producer(const syn_engine *engine, syn_buf *out);
SYN_API void syn_engine_write_conllu(const syn_engine *engine, const syn_doc *doc, syn_buf *out);
SYN_API void syn_engine_write_extract(const syn_engine *engine, const syn_doc *doc, syn_buf *out);

#ifdef __cplusplus
}
#endif
#endif
