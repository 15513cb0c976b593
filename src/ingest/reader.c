/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths to raw records, in a fixed order and bounded memory: folders are walked in byte order,
 * gzip is inflated as it streams (zlib; members may follow one another), a JSON Lines file gives a
 * record a line. A record that cannot be read is handed out with its error, and reading goes on.
 */
#include "ingest.h"

#include "base/vec.h"
#include "os/os.h"

#include <json-c/json.h>
#include <zlib.h>

enum { PIECE = 1 << 16, MAX_DEPTH = 64 };
#define DEFAULT_MAX_BYTES (UINT64_C(64) << 20)

syn_raw_kind syn_raw_kind_from(syn_str name)
{
    if (syn_str_eq_z(name, "text"))
        return SYN_RAW_TEXT;
    if (syn_str_eq_z(name, "html"))
        return SYN_RAW_HTML;
    if (syn_str_eq_z(name, "json"))
        return SYN_RAW_JSON;
    return syn_str_eq_z(name, "jsonl") ? SYN_RAW_JSONL : SYN_RAW_AUTO;
}

void syn_raw_release(syn_raw *raw)
{
    syn_buf_free(&raw->bytes);
    syn_buf_free(&raw->path);
    syn_buf_free(&raw->side);
    *raw = (syn_raw){0};
}

/* ---- bytes of a file, inflated where it is gzip ---------------------------------------------- */

typedef struct source {
    syn_os_stream *file;
    bool is_gzip, file_ended, ended;
    bool member_open; /* inflating: inside a member */
    z_stream z;
    unsigned char in[PIECE];
    size_t in_at, in_len;
} source;

static syn_status fill(source *s, syn_err *err)
{
    size_t n = 0;
    syn_status status;

    if (s->in_at < s->in_len || s->file_ended)
        return SYN_OK;
    status = syn_os_stream_read(s->file, (char *)s->in, sizeof s->in, &n, err);
    if (status != SYN_OK)
        return status;
    s->in_at = 0;
    s->in_len = n;
    s->file_ended = n == 0;
    return SYN_OK;
}

static syn_status source_open(const char *path, source *s, syn_err *err)
{
    syn_status status;

    memset(s, 0, sizeof *s);
    status = syn_os_stream_open(path, &s->file, err);
    if (status != SYN_OK)
        return status;
    /* Two bytes tell gzip; a pipe may bring them one by one. */
    while (status == SYN_OK && s->in_len < 2 && !s->file_ended) {
        size_t n = 0;

        status = syn_os_stream_read(
            s->file, (char *)s->in + s->in_len, sizeof s->in - s->in_len, &n, err);
        s->in_len += n;
        s->file_ended = n == 0;
    }
    if (status != SYN_OK) {
        syn_os_stream_close(s->file);
        return status;
    }
    s->is_gzip = s->in_len >= 2 && s->in[0] == 0x1F && s->in[1] == 0x8B;
    if (s->is_gzip && inflateInit2(&s->z, 15 + 16) != Z_OK) {
        syn_os_stream_close(s->file);
        return syn_err_set(err, SYN_E_NOMEM, path, "out of memory");
    }
    return SYN_OK;
}

static void source_close(source *s)
{
    if (s->is_gzip)
        (void)inflateEnd(&s->z);
    syn_os_stream_close(s->file);
    s->file = NULL;
}

/* Up to `cap` bytes; *n_read 0 at the end. */
static syn_status source_read(
    source *s, const char *path, char *out, size_t cap, size_t *n_read, syn_err *err)
{
    syn_status status;

    *n_read = 0;
    while (!s->ended) {
        status = fill(s, err);
        if (status != SYN_OK)
            return status;
        if (s->in_at == s->in_len) {
            s->ended = true;
            if (s->is_gzip && s->member_open)
                return syn_err_set(err, SYN_E_TRUNCATED, path,
                    "the gzip data end too early; fetch the file again");
            return SYN_OK;
        }
        if (!s->is_gzip) {
            size_t n = s->in_len - s->in_at < cap ? s->in_len - s->in_at : cap;

            memcpy(out, s->in + s->in_at, n);
            s->in_at += n;
            *n_read = n;
            return SYN_OK;
        }
        if (!s->member_open) {
            /* Bytes after a member that open no other are padding, as gzip(1) has it. */
            if (s->in[s->in_at] != 0x1F) {
                s->ended = true;
                return SYN_OK;
            }
            (void)inflateReset(&s->z);
            s->member_open = true;
        }
        s->z.next_in = s->in + s->in_at;
        s->z.avail_in = (uInt)(s->in_len - s->in_at);
        s->z.next_out = (Bytef *)out;
        s->z.avail_out = (uInt)cap;
        switch (inflate(&s->z, Z_NO_FLUSH)) {
        case Z_STREAM_END:
            s->member_open = false;
            break;
        case Z_OK:
        case Z_BUF_ERROR:
            break;
        default:
            s->ended = true;
            return syn_err_set(
                err, SYN_E_FORMAT, path, "the gzip data are damaged; fetch the file again");
        }
        s->in_at = s->in_len - s->z.avail_in;
        *n_read = cap - s->z.avail_out;
        if (*n_read > 0)
            return SYN_OK;
    }
    return SYN_OK;
}

/* ---- the reader ------------------------------------------------------------------------------ */

typedef struct folder {
    syn_str path;
    syn_str *names;
    uint32_t n_names, next;
} folder;

struct syn_reader {
    const char *const *paths;
    size_t n_paths, next_path;
    syn_reader_options options;
    syn_arena arenas[MAX_DEPTH]; /* of folders[depth] */
    folder folders[MAX_DEPTH];
    unsigned depth;
    /* the file being read */
    source source;
    syn_buf path;
    syn_raw_kind kind;
    bool open, skipping; /* skipping the rest of a line that is too long */
    uint64_t record;
    syn_buf pending; /* bytes read and not yet handed out, from pending_at on */
    size_t pending_at;
    json_object *array; /* a JSON array being handed out */
    size_t array_at;
};

syn_status syn_reader_new(const char *const *paths, size_t n_paths,
    const syn_reader_options *options, syn_reader **out, syn_err *err)
{
    syn_reader *reader = calloc(1, sizeof *reader);

    if (reader == NULL)
        return syn_err_set(err, SYN_E_NOMEM, NULL, "out of memory");
    reader->paths = paths;
    reader->n_paths = n_paths;
    if (options != NULL)
        reader->options = *options;
    if (reader->options.max_document_bytes == 0)
        reader->options.max_document_bytes = DEFAULT_MAX_BYTES;
    *out = reader;
    return SYN_OK;
}

static void close_file(syn_reader *reader)
{
    if (reader->open)
        source_close(&reader->source);
    reader->open = false;
    if (reader->array != NULL)
        (void)json_object_put(reader->array);
    reader->array = NULL;
    syn_buf_clear(&reader->pending);
    reader->pending_at = 0;
    reader->record = 0;
    reader->skipping = false;
}

void syn_reader_free(syn_reader *reader)
{
    if (reader == NULL)
        return;
    close_file(reader);
    for (unsigned i = 0; i < MAX_DEPTH; i++)
        syn_arena_release(&reader->arenas[i]);
    syn_buf_free(&reader->pending);
    syn_buf_free(&reader->path);
    free(reader);
}

static int failed_record(syn_reader *reader, syn_raw *raw, const syn_err *err)
{
    raw->status = err->code;
    raw->err = *err;
    syn_buf_str(&raw->path, syn_buf_view(&reader->path));
    raw->record = reader->record;
    return raw->path.failed ? SYN_E_NOMEM : 1;
}

static bool is_side_file(syn_str name)
{
    return syn_str_ends(name, SYN_STR(".meta.json"));
}

static syn_status push_folder(syn_reader *reader, syn_err *err)
{
    syn_arena *arena;
    folder *f;

    if (reader->depth == MAX_DEPTH)
        return syn_err_set(err, SYN_E_LIMIT, reader->path.ptr,
            "folders are nested more than %d deep; name a folder further down", MAX_DEPTH);
    arena = &reader->arenas[reader->depth];
    f = &reader->folders[reader->depth];
    syn_arena_release(arena);
    f->path = syn_arena_str(arena, syn_buf_view(&reader->path));
    f->next = 0;
    if (syn_os_list(f->path.ptr, arena, &f->names, &f->n_names, err) != SYN_OK)
        return err->code;
    reader->depth++;
    return SYN_OK;
}

/* Sets reader->path to the next file; 1, 0 at the end, or a negative status with `err` (for a
 * folder that cannot be listed: reading may go on). */
static int next_file(syn_reader *reader, syn_err *err)
{
    for (;;) {
        bool in_folder = reader->depth > 0;

        syn_buf_clear(&reader->path);
        if (in_folder) {
            folder *f = &reader->folders[reader->depth - 1];
            syn_str name;

            if (f->next == f->n_names) {
                reader->depth--;
                continue;
            }
            name = f->names[f->next++];
            if (is_side_file(name) || syn_str_starts(name, SYN_STR(".")))
                continue;
            syn_buf_str(&reader->path, f->path);
            if (!syn_str_ends(f->path, SYN_STR("/")))
                syn_buf_char(&reader->path, '/');
            syn_buf_str(&reader->path, name);
        } else {
            if (reader->next_path == reader->n_paths)
                return 0;
            syn_buf_z(&reader->path, reader->paths[reader->next_path++]);
        }
        if (reader->path.ptr == NULL && !reader->path.failed)
            (void)syn_buf_reserve(&reader->path, 1);
        if (reader->path.failed)
            return SYN_E_NOMEM;
        if (syn_os_kind_of(reader->path.ptr) != SYN_OS_FOLDER)
            return 1;
        if (push_folder(reader, err) != SYN_OK)
            return err->code;
    }
}

static syn_raw_kind kind_by_name(syn_str path)
{
    static const struct {
        const char *suffix;
        syn_raw_kind kind;
    } kinds[] = {{".txt", SYN_RAW_TEXT}, {".text", SYN_RAW_TEXT}, {".md", SYN_RAW_TEXT},
        {".jsonl", SYN_RAW_JSONL}, {".ndjson", SYN_RAW_JSONL}, {".json", SYN_RAW_JSON},
        {".html", SYN_RAW_HTML}, {".htm", SYN_RAW_HTML}, {".xhtml", SYN_RAW_HTML}};

    if (syn_str_ends(path, SYN_STR(".gz")))
        path.len -= 3;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (syn_str_ends(path, syn_str_from(kinds[i].suffix)))
            return kinds[i].kind;
    return SYN_RAW_AUTO;
}

static bool looks_like_html(syn_str s)
{
    return syn_str_starts_nocase(s, SYN_STR("<!doctype html")) ||
           syn_str_starts_nocase(s, SYN_STR("<html")) ||
           syn_str_starts_nocase(s, SYN_STR("<head")) || syn_str_starts_nocase(s, SYN_STR("<body"));
}

static syn_raw_kind kind_by_content(syn_str head)
{
    if (syn_str_starts(head, SYN_STR("\xEF\xBB\xBF")))
        head = syn_str_slice(head, 3, head.len);
    head = syn_str_trim(head);
    if (syn_str_starts(head, SYN_STR("{\"")) || syn_str_starts(head, SYN_STR("{ \"")))
        return SYN_RAW_JSONL;
    if (syn_str_starts(head, SYN_STR("{\n")) || syn_str_starts(head, SYN_STR("[{")) ||
        syn_str_starts(head, SYN_STR("[\n")))
        return SYN_RAW_JSON;
    return looks_like_html(head) ? SYN_RAW_HTML : SYN_RAW_TEXT;
}

/* Reads more of the file into `pending`; *got false at the end. */
static syn_status read_more(syn_reader *reader, bool *got, syn_err *err)
{
    size_t n = 0;
    syn_status status;

    if (reader->pending_at > 0 && reader->pending_at == reader->pending.len) {
        syn_buf_clear(&reader->pending);
        reader->pending_at = 0;
    }
    if (!syn_buf_reserve(&reader->pending, PIECE))
        return syn_err_set(err, SYN_E_NOMEM, reader->path.ptr, "out of memory while reading");
    status = source_read(&reader->source, reader->path.ptr,
        reader->pending.ptr + reader->pending.len, PIECE, &n, err);
    if (status == SYN_OK) {
        reader->pending.len += n;
        *got = n > 0;
    }
    return status;
}

static syn_str pending_view(const syn_reader *reader)
{
    return (syn_str){reader->pending.ptr != NULL ? reader->pending.ptr + reader->pending_at : NULL,
        reader->pending.len - reader->pending_at};
}

static syn_status too_large(const syn_reader *reader, syn_err *err)
{
    syn_buf where = {0};
    unsigned long long max = (unsigned long long)reader->options.max_document_bytes;

    syn_buf_str(&where, syn_buf_view(&reader->path));
    if (reader->record > 0)
        syn_buf_printf(&where, ":%llu", (unsigned long long)reader->record);
    syn_err_set(err, SYN_E_LIMIT, where.ptr,
        "is larger than %llu bytes, the cap of one document; split it or raise the cap", max);
    syn_buf_free(&where);
    return SYN_E_LIMIT;
}

static syn_status read_rest(syn_reader *reader, syn_err *err)
{
    bool got = true;

    while (got) {
        syn_status status = read_more(reader, &got, err);

        if (status != SYN_OK)
            return status;
        if (pending_view(reader).len > reader->options.max_document_bytes)
            return too_large(reader, err);
    }
    return SYN_OK;
}

/* ---- handing out ----------------------------------------------------------------------------- */

static void add_side_file(const syn_reader *reader, syn_raw *raw)
{
    syn_str path = syn_buf_view(&reader->path);
    syn_buf name = {0};
    size_t stem = path.len;

    if (reader->options.meta_path != NULL) {
        raw->status =
            syn_os_read(reader->options.meta_path, DEFAULT_MAX_BYTES, &raw->side, &raw->err);
        return;
    }
    if (syn_str_eq_z(path, "-"))
        return;
    syn_buf_printf(&name, "%.*s.meta.json", SYN_ARG(path));
    if (name.failed || syn_os_kind_of(name.ptr) != SYN_OS_FILE) {
        while (stem > 0 && path.ptr[stem - 1] != '.' && path.ptr[stem - 1] != '/')
            stem--;
        if (stem == 0 || path.ptr[stem - 1] != '.') {
            syn_buf_free(&name);
            return;
        }
        syn_buf_clear(&name);
        syn_buf_printf(&name, "%.*s.meta.json", (int)(stem - 1), path.ptr);
    }
    if (!name.failed && syn_os_kind_of(name.ptr) == SYN_OS_FILE)
        raw->status = syn_os_read(name.ptr, DEFAULT_MAX_BYTES, &raw->side, &raw->err);
    syn_buf_free(&name);
}

static int hand_out(syn_reader *reader, syn_raw *raw, syn_str bytes, syn_raw_kind kind)
{
    raw->kind = kind;
    raw->record = reader->record;
    syn_buf_str(&raw->path, syn_buf_view(&reader->path));
    syn_buf_str(&raw->bytes, bytes);
    if (kind != SYN_RAW_JSON)
        add_side_file(reader, raw);
    if (raw->path.failed || raw->bytes.failed) {
        syn_raw_release(raw);
        return SYN_E_NOMEM;
    }
    return 1;
}

/* The next element of a JSON array; 0 when it is through. */
static int next_of_array(syn_reader *reader, syn_raw *raw)
{
    json_object *element;
    const char *words;

    if (reader->array_at == json_object_array_length(reader->array)) {
        close_file(reader);
        return 0;
    }
    element = json_object_array_get_idx(reader->array, reader->array_at++);
    reader->record++;
    words = json_object_to_json_string_ext(element, JSON_C_TO_STRING_PLAIN);
    if (words == NULL)
        return SYN_E_NOMEM;
    return hand_out(reader, raw, syn_str_from(words), SYN_RAW_JSON);
}

/* A whole .json file: one document, an array of documents, or, when it is neither, lines. */
static int open_json(syn_reader *reader, syn_raw *raw, syn_err *err)
{
    syn_str all;
    json_tokener *tokener;
    json_object *value;

    if (read_rest(reader, err) != SYN_OK)
        return err->code;
    all = pending_view(reader);
    tokener = json_tokener_new();
    if (tokener == NULL)
        return SYN_E_NOMEM;
    value = all.len > INT32_MAX ? NULL : json_tokener_parse_ex(tokener, all.ptr, (int)all.len);
    json_tokener_free(tokener);
    if (value != NULL && json_object_is_type(value, json_type_array)) {
        reader->array = value;
        reader->array_at = 0;
        return next_of_array(reader, raw);
    }
    if (value != NULL)
        (void)json_object_put(value);
    if (memchr(all.ptr != NULL ? all.ptr : "", '\n', all.len) != NULL &&
        syn_str_find(all, SYN_STR("\n{")) != SIZE_MAX) {
        reader->kind = SYN_RAW_JSONL;
        return 0;
    }
    {
        int got = hand_out(reader, raw, all, SYN_RAW_JSON);

        close_file(reader);
        return got;
    }
}

static int next_line(syn_reader *reader, syn_raw *raw, syn_err *err)
{
    size_t searched = 0;

    for (;;) {
        syn_str view = pending_view(reader);
        const char *end =
            view.len > searched ? memchr(view.ptr + searched, '\n', view.len - searched) : NULL;
        bool got = true;

        if (end != NULL) {
            syn_str line = {view.ptr, (size_t)(end - view.ptr)};

            reader->pending_at += line.len + 1;
            searched = 0;
            if (reader->skipping) {
                reader->skipping = false;
                continue;
            }
            reader->record++;
            line = syn_str_trim(line);
            if (line.len == 0)
                continue;
            return hand_out(reader, raw, line, SYN_RAW_JSON);
        }
        searched = view.len;
        if (view.len > reader->options.max_document_bytes * 2 && !reader->skipping) {
            /* JSON escapes take room: twice the cap of the text is the cap of a line. */
            reader->record++;
            reader->skipping = true;
            return too_large(reader, err);
        }
        if (reader->skipping) {
            reader->pending_at = reader->pending.len;
            searched = 0;
        }
        if (reader->pending_at > 0 && reader->pending_at < reader->pending.len &&
            reader->pending.len + PIECE > reader->pending.cap) {
            memmove(reader->pending.ptr, view.ptr, view.len);
            reader->pending.len = view.len;
            reader->pending_at = 0;
        }
        if (read_more(reader, &got, err) != SYN_OK)
            return err->code;
        if (!got) {
            syn_str line = syn_str_trim(pending_view(reader));
            int handed = 0;

            if (line.len > 0 && !reader->skipping) {
                reader->record++;
                handed = hand_out(reader, raw, line, SYN_RAW_JSON);
            }
            close_file(reader);
            return handed;
        }
    }
}

static int open_next(syn_reader *reader, syn_err *err)
{
    int got = next_file(reader, err);
    bool more = true;

    if (got <= 0)
        return got;
    if (source_open(reader->path.ptr, &reader->source, err) != SYN_OK)
        return err->code;
    reader->open = true;
    reader->kind = reader->options.kind != SYN_RAW_AUTO ? reader->options.kind
                                                        : kind_by_name(syn_buf_view(&reader->path));
    if (reader->kind == SYN_RAW_AUTO) {
        if (read_more(reader, &more, err) != SYN_OK)
            return err->code;
        reader->kind = kind_by_content(pending_view(reader));
    }
    return 1;
}

/* One step: 1 with a record, 0 to go on, 2 at the end, negative with `err`. */
static int step(syn_reader *reader, syn_raw *raw, syn_err *err)
{
    int got;

    if (!reader->open) {
        got = open_next(reader, err);
        return got == 0 ? 2 : got < 0 ? got : 0;
    }
    if (reader->array != NULL)
        return next_of_array(reader, raw);
    if (reader->kind == SYN_RAW_JSON)
        return open_json(reader, raw, err);
    if (reader->kind == SYN_RAW_JSONL)
        return next_line(reader, raw, err);
    if (read_rest(reader, err) != SYN_OK)
        return err->code;
    got = hand_out(reader, raw, pending_view(reader), reader->kind);
    close_file(reader);
    return got;
}

int syn_reader_next(syn_reader *reader, syn_raw *raw)
{
    *raw = (syn_raw){0};
    for (;;) {
        syn_err err = {0};
        int got = step(reader, raw, &err);

        if (got == 1)
            return 1;
        if (got == 2)
            return 0;
        if (got < 0) {
            if (got == SYN_E_NOMEM && err.code == SYN_OK)
                return SYN_E_NOMEM;
            got = failed_record(reader, raw, &err);
            if (!(reader->skipping && reader->open))
                close_file(reader);
            /* A huge buffer is not kept for the sake of one bad file. */
            if (reader->pending.cap > (size_t)PIECE * 64 && !reader->open)
                syn_buf_free(&reader->pending);
            return got;
        }
    }
}
