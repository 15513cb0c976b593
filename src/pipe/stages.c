/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of stages in the order of work, and the few lines that fit each module to it: allocate
 * the layer in `keep`, run, seal. A stage that this build does not have (its module has no source
 * yet; the build says so in stages_have.h) leaves its row without functions.
 */
#include "stages.h"

#include "pipe/stages_have.h"

#include "event/event.h"
#include "know/know.h"
#include "lang/lang.h"
#include "names/names.h"
#include "quote/quote.h"
#include "timex/timex.h"

/* One stage's three functions; `make` is its constructor call. */
#define STAGE(stage, layer_type, make)                                                             \
    static syn_status load_##stage(syn_engine *engine, syn_err *err)                               \
    {                                                                                              \
        return make;                                                                               \
    }                                                                                              \
    static syn_status run_##stage(                                                                 \
        const syn_engine *engine, syn_doc *doc, syn_arena *keep, syn_arena *scratch, syn_err *err) \
    {                                                                                              \
        layer_type *layer = SYN_NEW(keep, layer_type);                                             \
        syn_status status;                                                                         \
                                                                                                   \
        if (layer == NULL)                                                                         \
            return syn_err_set(                                                                    \
                err, SYN_E_NOMEM, NULL, "the memory budget of a document is spent");               \
        status = syn_##stage##_run(engine->stage, doc, keep, scratch, layer, err);                 \
        if (status == SYN_OK)                                                                      \
            doc->stage = layer;                                                                    \
        return status;                                                                             \
    }                                                                                              \
    static void unload_##stage(syn_engine *engine)                                                 \
    {                                                                                              \
        syn_##stage##_free(engine->stage);                                                         \
        engine->stage = NULL;                                                                      \
    }

#if SYN_HAVE_KNOW
#define KNOW(engine) (engine)->know
syn_status syni_know_load(syn_engine *engine, syn_err *err)
{
    syn_str path = syn_arena_printf(&engine->arena, "%s/" SYNI_KNOW_FILE, engine->folder.ptr);

    if (syn_arena_failed(&engine->arena))
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    return syn_know_load(path.ptr, &engine->know, err);
}

void syni_know_unload(syn_engine *engine)
{
    syn_know_free(engine->know);
    engine->know = NULL;
}
#else
syn_status syni_know_load(syn_engine *engine, syn_err *err)
{
    (void)engine;
    (void)err;
    return SYN_OK;
}

void syni_know_unload(syn_engine *engine)
{
    (void)engine;
}
#endif

#if SYN_HAVE_LANG
STAGE(lang, syn_lang_layer, syn_lang_new(engine->models.ptr, &engine->lang, err))
#define LANG_ROW load_lang, run_lang, unload_lang
#else
#define LANG_ROW NULL, NULL, NULL
#endif

#if SYN_HAVE_NAMES && SYN_HAVE_KNOW
STAGE(names, syn_names_layer, syn_names_new(engine->models.ptr, engine->know, &engine->names, err))
#define NAMES_ROW load_names, run_names, unload_names
#else
#define NAMES_ROW NULL, NULL, NULL
#endif

#if SYN_HAVE_TIMEX && SYN_HAVE_KNOW
STAGE(timex, syn_timex_layer, syn_timex_new(engine->know, &engine->timex, err))
#define TIMEX_ROW load_timex, run_timex, unload_timex
#else
#define TIMEX_ROW NULL, NULL, NULL
#endif

#if SYN_HAVE_QUOTE && SYN_HAVE_KNOW
STAGE(quote, syn_quote_layer, syn_quote_new(engine->models.ptr, engine->know, &engine->quote, err))
#define QUOTE_ROW load_quote, run_quote, unload_quote
#else
#define QUOTE_ROW NULL, NULL, NULL
#endif

#if SYN_HAVE_EVENT && SYN_HAVE_KNOW
STAGE(event, syn_event_layer, syn_event_new(engine->know, &engine->event, err))
#define EVENT_ROW load_event, run_event, unload_event
#else
#define EVENT_ROW NULL, NULL, NULL
#endif

enum {
    TIME_LAYERS = SYN_LAYER_TIMES | SYN_LAYER_QUANTITIES,
    LATE_LAYERS = SYN_LAYER_ATTRIBUTIONS | SYN_LAYER_EVENTS
};

const syn_stage syni_stages[] = {
    {"lang", 1, SYN_LAYER_TOKENS, SYN_LAYERS_ALL, false, false, LANG_ROW},
    {"names", 1, SYN_LAYER_MENTIONS, SYN_LAYER_MENTIONS | LATE_LAYERS, true, true, NAMES_ROW},
    {"timex", 1, TIME_LAYERS, TIME_LAYERS | LATE_LAYERS, true, true, TIMEX_ROW},
    {"quote", 1, SYN_LAYER_ATTRIBUTIONS, LATE_LAYERS, true, true, QUOTE_ROW},
    {"event", 1, SYN_LAYER_EVENTS, SYN_LAYER_EVENTS, true, true, EVENT_ROW},
};
const size_t syni_n_stages = sizeof syni_stages / sizeof syni_stages[0];
