/* SPDX-License-Identifier: Apache-2.0
 *
 * The printed forms of one document: CONTRACT.md's JSON object and CoNLL-U.
 *
 * All functions append to a syn_buf, whose failure is sticky and is to be tested by the caller
 * (`out->failed`). Pure: the same document gives the same bytes. Safe on distinct buffers on any
 * threads.
 */
#ifndef SYNI_DOC_PRINT_H
#define SYNI_DOC_PRINT_H

#include "json.h"

#include <synoptic/doc.h>

enum { SYN_PRODUCER_MODELS = 16 };

/* Who made a document: what stands under "producer". */
typedef struct syn_producer {
    syn_str version;
    syn_str know; /* hash; empty when no knowledge was loaded */
    struct {
        syn_str name, hash;
    } models[SYN_PRODUCER_MODELS];
    unsigned n_models;
} syn_producer;

/* Writes the value of "producer". */
void syn_producer_write(const syn_producer *producer, syn_json *w);

/* Writes "source": its value, one object. */
void syn_doc_write_source(const syn_doc *doc, syn_json *w);
/* Writes "meta": its value. The date of `timex` stands in where ingest knew none. */
void syn_doc_write_meta(const syn_doc *doc, syn_json *w);

/* One `synoptic.document/1` object with a line feed. `layers`: bits of syn_layer to print; those
 * whose stage has not run are left out. `producer` may be NULL. */
void syn_doc_write_json(
    const syn_doc *doc, const syn_producer *producer, unsigned layers, syn_buf *out);

/* The article in a page, CONTRACT.md `extract`: id, source, meta, text, map, zones, paragraphs
 * (those of `lang` where it has run, else the lines of the zones). */
void syn_doc_write_extract(const syn_doc *doc, syn_buf *out);

/* One document as CoNLL-U; nothing where there are no tokens but its comment lines. Fields that
 * no stage gave are "_"; where there are no trees every sentence hangs on its first token, so that
 * a reader of the format accepts it. */
void syn_doc_write_conllu(const syn_doc *doc, syn_buf *out);

#endif
