/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine: loads what the asked layers need, and runs one record through the table of stages.
 *
 * A stage that fails ends the record's way: the layers before it stand, a diagnostic and
 * `status` say which stage and why. Budgets are those of the two arenas. Scratch is cleared after
 * every stage, so its peak is that of the hungriest one.
 */
#include "stages.h"

#include "base/map.h"
#include "ingest/date.h"
#include "ingest/ingest.h"
#include "os/os.h"

/* Measured on news and on hostile texts (brackets and quotation marks alone): 120 to 600 bytes of
 * `keep` a byte of text. The ceiling keeps one odd document from taking a machine. */
static const size_t BASE_BUDGET_BYTES = (size_t)64 << 20, MOST_BUDGET_BYTES = (size_t)1 << 30;
enum { BUDGET_PER_BYTE = 1024 };
static const uint64_t MAX_MAX_BYTES = UINT64_C(1) << 30;

/* ---- loading ------------------------------------------------------------------------------- */

/* Remembers one file and its hash. */
static syn_status note_file(
    syn_engine *engine, syn_str name, const char *path, bool is_model, syn_err *err)
{
    syn_os_map map;
    syn_str hash, kept_name, kept_path;
    syn_status status;

    if (engine->n_files == SYNI_MAX_FILES)
        return syn_err_set(err, SYN_E_LIMIT, path, "too many files of weights; remove some");
    status = syn_os_map_file(path, &map, err);
    if (status != SYN_OK)
        return status;
    hash = syn_arena_printf(&engine->arena, "%016llx",
        (unsigned long long)syn_hash(map.ptr != NULL ? (const void *)map.ptr : "", map.len, 0));
    kept_name = syn_arena_str(&engine->arena, name);
    kept_path = syn_arena_str(&engine->arena, syn_str_from(path));
    engine->files[engine->n_files++] =
        (syn_data_file){kept_name.ptr, kept_path.ptr, hash.ptr, map.len, is_model};
    if (is_model) {
        unsigned i = engine->producer.n_models++;

        engine->producer.models[i].name = kept_name;
        engine->producer.models[i].hash = hash;
    } else {
        engine->producer.know = hash;
    }
    syn_os_unmap(&map);
    return SYN_OK;
}

static syn_status note_files(syn_engine *engine, syn_err *err)
{
    syn_str *names = NULL;
    uint32_t n_names = 0;
    syn_status status = SYN_OK;
    syn_str know = syn_arena_printf(&engine->arena, "%s/" SYNI_KNOW_FILE, engine->folder.ptr);

    if (syn_os_kind_of(know.ptr) == SYN_OS_FILE)
        status = note_file(engine, SYN_STR("know"), know.ptr, false, err);
    if (status == SYN_OK && syn_os_kind_of(engine->models.ptr) == SYN_OS_FOLDER)
        status = syn_os_list(engine->models.ptr, &engine->arena, &names, &n_names, err);
    for (uint32_t i = 0; status == SYN_OK && i < n_names; i++) {
        size_t dot = syn_str_find(names[i], SYN_STR(".syn"));
        syn_str path;

        if (dot == SIZE_MAX || dot == 0 || dot + 4 != names[i].len)
            continue;
        path = syn_arena_printf(&engine->arena, "%s/%.*s", engine->models.ptr, SYN_ARG(names[i]));
        status = note_file(engine, syn_str_slice(names[i], 0, dot), path.ptr, true, err);
    }
    if (status == SYN_OK && syn_arena_failed(&engine->arena))
        status = syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    return status;
}

static bool is_needed(const syn_stage *stage, unsigned layers)
{
    return stage->load != NULL && (stage->serves & layers) != 0;
}

static syn_status load_stages(syn_engine *engine, const char *data_folder, syn_err *err)
{
    unsigned layers = engine->options.layers;
    syn_buf folder = {0};
    bool wants_know = false, wants_any = false;
    syn_status status;

    for (size_t i = 0; i < syni_n_stages; i++)
        if (is_needed(&syni_stages[i], layers)) {
            wants_any = true;
            wants_know = wants_know || syni_stages[i].wants_know;
        }
    if (!wants_any)
        return SYN_OK;
    status = syn_data_find(data_folder, &folder, NULL, err);
    if (status != SYN_OK)
        return status;
    engine->folder = syn_arena_str(&engine->arena, syn_buf_view(&folder));
    engine->models = syn_arena_printf(&engine->arena, "%s/models", engine->folder.ptr);
    if (folder.failed || syn_arena_failed(&engine->arena)) {
        syn_buf_free(&folder);
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    }
    syn_buf_free(&folder);
    status = note_files(engine, err);
    if (status == SYN_OK && wants_know)
        status = syni_know_load(engine, err);
    for (size_t i = 0; status == SYN_OK && i < syni_n_stages; i++) {
        if (!is_needed(&syni_stages[i], layers))
            continue;
        status = syni_stages[i].load(engine, err);
        if (status == SYN_OK)
            engine->loaded |= 1U << i;
    }
    return status;
}

syn_status syn_engine_new(const syn_engine_options *options, syn_engine **out, syn_err *err)
{
    syn_engine *engine;
    syn_status status;

    if (options->max_document_bytes > MAX_MAX_BYTES ||
        (options->layers & ~(unsigned)SYN_LAYERS_ALL) != 0)
        return syn_err_set(err, SYN_E_USAGE, NULL, "an engine option is out of range");
    engine = calloc(1, sizeof *engine);
    if (engine == NULL)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    engine->options = *options;
    engine->options.data_folder = NULL;
    engine->producer.version = syn_str_from(syn_version());
    syn_arena_init(&engine->arena, 0);
    status = load_stages(engine, options->data_folder, err);
    if (status != SYN_OK) {
        syn_engine_free(engine);
        return status;
    }
    *out = engine;
    return SYN_OK;
}

void syn_engine_free(syn_engine *engine)
{
    if (engine == NULL)
        return;
    for (size_t i = syni_n_stages; i-- > 0;)
        if ((engine->loaded >> i & 1) != 0)
            syni_stages[i].unload(engine);
    syni_know_unload(engine);
    syn_arena_release(&engine->arena);
    free(engine);
}

bool syn_engine_stage(const syn_engine *engine, size_t i, syn_stage_info *out)
{
    if (i >= syni_n_stages)
        return false;
    *out = (syn_stage_info){syni_stages[i].name, syni_stages[i].version, syni_stages[i].gives,
        syni_stages[i].load != NULL, engine != NULL && (engine->loaded >> i & 1) != 0};
    return true;
}

bool syn_engine_file(const syn_engine *engine, size_t i, syn_data_file *out)
{
    if (i >= engine->n_files)
        return false;
    *out = engine->files[i];
    return true;
}

/* ---- one record ---------------------------------------------------------------------------- */

void syn_document_free(syn_document *document)
{
    if (document == NULL)
        return;
    syn_arena_release(&document->keep);
    syn_arena_release(&document->notes);
    free(document);
}

/* Adds a diagnostic of the pipe's own to the document. Its arena is one that no stage can exhaust;
 * where even that fails, `document->status` still tells. */
static void add_note(
    syn_document *document, const char *code, const char *fmt, const char *a, const char *b)
{
    syn_diagnostics *list = &document->doc.diagnostics;
    syn_diagnostic *items = SYN_NEW_N(&document->notes, syn_diagnostic, (size_t)list->n + 1);
    char message[640];

    if (items == NULL)
        return;
    if (list->n > 0)
        memcpy(items, list->items, list->n * sizeof *items);
    (void)snprintf(message, sizeof message, "%s%s%s", a, fmt, b);
    items[list->n] = (syn_diagnostic){{SYN_NONE, SYN_NONE}, syn_str_from(code),
        syn_arena_str(&document->notes, syn_str_from(message))};
    if (syn_arena_failed(&document->notes))
        return;
    list->items = items;
    list->n++;
}

static bool is_english(const syn_doc *doc)
{
    return doc->meta.language.len == 0 || syn_str_eq_z(doc->meta.language, "en");
}

static void run_stages(
    const syn_engine *engine, const char *path, syn_arena *scratch, syn_document *document)
{
    bool english = is_english(&document->doc);

    for (size_t i = 0; i < syni_n_stages; i++) {
        const syn_stage *stage = &syni_stages[i];
        syn_status status;

        if ((engine->loaded >> i & 1) == 0 || (stage->english && !english))
            continue;
        status = stage->run(engine, &document->doc, &document->keep, scratch, &document->err);
        if (status == SYN_OK && (syn_arena_failed(&document->keep) || syn_arena_failed(scratch))) {
            status = syn_err_set(&document->err, SYN_E_NOMEM, NULL,
                "the memory budget of a document is spent; split it");
        }
        syn_arena_clear(scratch);
        if (status != SYN_OK) {
            document->status = status;
            if (document->err.where[0] == '\0')
                (void)snprintf(document->err.where, sizeof document->err.where, "%s", path);
            add_note(document, "stage-failed", ": ", stage->name, document->err.message);
            return;
        }
    }
    if (!english && engine->options.layers != 0) {
        char language[16];

        (void)snprintf(language, sizeof language, "\"%.*s\"", SYN_ARG(document->doc.meta.language));
        add_note(document, "language", language, "the text is in ",
            ", not in English: tokens by rule, and no layer above them");
    }
}

syn_status syni_published_check(const char *published, syn_err *err)
{
    syn_arena arena;
    bool good;

    if (published == NULL)
        return SYN_OK;
    syn_arena_init(&arena, 0);
    good = syni_date_parse(&arena, syn_str_from(published)).len > 0 || syn_arena_failed(&arena);
    syn_arena_release(&arena);
    return good ? SYN_OK
                : syn_err_set(err, SYN_E_USAGE, NULL,
                      "\"%.40s\" is no day of the calendar; give a date such as 2025-10-15",
                      published);
}

syn_status syni_engine_run(const syn_engine *engine, const syn_raw *raw, const char *published,
    syn_arena *scratch, syn_document *document, syn_err *err)
{
    syn_ingest_options options = {.published = syn_str_from(published)};
    size_t budget = BASE_BUDGET_BYTES + raw->bytes.len * (size_t)BUDGET_PER_BYTE;
    syn_status status;

    if (budget > MOST_BUDGET_BYTES)
        budget = MOST_BUDGET_BYTES;
    syn_arena_init(&document->keep,
        engine->options.keep_budget_bytes > 0 ? engine->options.keep_budget_bytes : budget);
    syn_arena_init(&document->notes, 0);
    scratch->budget_bytes =
        engine->options.scratch_budget_bytes > 0 ? engine->options.scratch_budget_bytes : budget;
    status = syn_ingest_run(&options, raw, &document->keep, scratch, &document->doc, err);
    syn_arena_clear(scratch);
    if (status != SYN_OK)
        return status;
    run_stages(engine, raw->path.ptr != NULL ? raw->path.ptr : "-", scratch, document);
    return SYN_OK;
}

syn_status syn_engine_annotate(
    const syn_engine *engine, const syn_input *input, syn_document **out, syn_err *err)
{
    syn_raw raw = {0};
    uint64_t most = engine->options.max_document_bytes > 0 ? engine->options.max_document_bytes
                                                           : UINT64_C(64) << 20;
    const char *path = input->path != NULL ? input->path : "-";
    syn_document *document;
    syn_arena scratch;
    syn_status status;

    status = syni_published_check(input->published, err);
    if (status != SYN_OK)
        return status;
    if (input->bytes.len > most)
        return syn_err_set(err, SYN_E_LIMIT, path,
            "is longer than a document may be (%llu bytes); split it, or raise the cap",
            (unsigned long long)most);
    document = calloc(1, sizeof *document);
    raw.kind = input->from != NULL ? syn_raw_kind_from(syn_str_from(input->from)) : SYN_RAW_TEXT;
    if (raw.kind == SYN_RAW_AUTO || raw.kind == SYN_RAW_JSONL)
        raw.kind = SYN_RAW_TEXT;
    syn_buf_str(&raw.bytes, input->bytes);
    syn_buf_z(&raw.path, path);
    syn_buf_str(&raw.side, input->side);
    if (document == NULL || raw.bytes.failed || raw.path.failed || raw.side.failed) {
        free(document);
        syn_raw_release(&raw);
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    }
    syn_arena_init(&scratch, 0);
    status = syni_engine_run(engine, &raw, input->published, &scratch, document, err);
    syn_arena_release(&scratch);
    syn_raw_release(&raw);
    if (status != SYN_OK) {
        syn_document_free(document);
        return status;
    }
    *out = document;
    return SYN_OK;
}

/* ---- printed forms ------------------------------------------------------------------------- */

void syn_engine_write_json(
    const syn_engine *engine, const syn_doc *doc, unsigned layers, syn_buf *out)
{
    syn_doc_write_json(doc, &engine->producer, layers, out);
}

void syn_engine_write_producer(const syn_engine *engine, syn_buf *out)
{
    syn_json w;

    syn_json_init(&w, out);
    syn_producer_write(&engine->producer, &w);
}

void syn_engine_write_conllu(const syn_engine *engine, const syn_doc *doc, syn_buf *out)
{
    (void)engine;
    syn_doc_write_conllu(doc, out);
}

void syn_engine_write_extract(const syn_engine *engine, const syn_doc *doc, syn_buf *out)
{
    (void)engine;
    syn_doc_write_extract(doc, out);
}
