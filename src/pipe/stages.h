/* SPDX-License-Identifier: Apache-2.0
 *
 * The ordered table of stages and the engine that holds their models.
 *
 * To add a stage: write its module behind a header of the shape of lang/lang.h, add its layer to
 * include/synoptic/doc.h, and add its row (load, run, unload) to the table in stages.c.
 */
#ifndef SYNI_PIPE_STAGES_H
#define SYNI_PIPE_STAGES_H

#include "doc/print.h"

#include <synoptic/engine.h>

struct syn_know;
struct syn_lang;
struct syn_names;
struct syn_timex;
struct syn_quote;
struct syn_event_model;

enum { SYNI_MAX_FILES = SYN_PRODUCER_MODELS + 1 };

struct syn_engine {
    syn_engine_options options; /* data_folder is not kept here */
    syn_arena arena;            /* strings of the engine's life */
    syn_str folder, models;     /* NUL-terminated paths; empty when nothing was loaded */
    syn_data_file files[SYNI_MAX_FILES];
    size_t n_files;
    syn_producer producer;
    uint32_t loaded; /* bit i: stage i of the table is loaded */
    struct syn_know *know;
    struct syn_lang *lang;
    struct syn_names *names;
    struct syn_timex *timex;
    struct syn_quote *quote;
    struct syn_event_model *event;
};

typedef struct syn_stage {
    const char *name;
    unsigned version;
    unsigned gives;  /* layers that it fills */
    unsigned serves; /* layers whose making needs it, its own among them */
    bool wants_know;
    bool english; /* skipped where the text is in another language */
    /* NULL in a build that has no such stage. */
    syn_status (*load)(syn_engine *engine, syn_err *err);
    /* Fills and seals its layer of `doc`. */
    syn_status (*run)(
        const syn_engine *engine, syn_doc *doc, syn_arena *keep, syn_arena *scratch, syn_err *err);
    void (*unload)(syn_engine *engine);
} syn_stage;

extern const syn_stage syni_stages[];
extern const size_t syni_n_stages;

/* Loads the file of knowledge into engine->know; nothing where the build has none. */
syn_status syni_know_load(syn_engine *engine, syn_err *err);
void syni_know_unload(syn_engine *engine);
/* Name of the file of knowledge in the data folder. */
#define SYNI_KNOW_FILE "know.syn"

/* SYN_E_USAGE where a date given by the caller is none. NULL is good. */
syn_status syni_published_check(const char *published, syn_err *err);

/* Runs ingest and then every loaded stage over one record. `doc` is zeroed memory; arenas are
 * initialised here. Returns what ingest returned; a stage's failure is in `document`. */
struct syn_raw;
syn_status syni_engine_run(const syn_engine *engine, const struct syn_raw *raw,
    const char *published, syn_arena *scratch, syn_document *document, syn_err *err);

#endif
