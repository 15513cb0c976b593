/* SPDX-License-Identifier: Apache-2.0
 *
 * Any bytes as a report: the first byte chooses the kind (text, page, JSON record), the rest are
 * ingested, annotated by every stage that has loaded, checked and printed in both forms. Nothing
 * may crash, hang, leak or break an invariant.
 */
#include "fuzz.h"

#include <synoptic/synoptic.h>

static syn_engine *engine;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    syn_engine_options options = {.data_folder = getenv("SYNOPTIC_DATA"), .layers = SYN_LAYERS_ALL};
    syn_err err = {0};

    (void)argc;
    (void)argv;
    if (syn_engine_new(&options, &engine, &err) != SYN_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        exit(1);
    }
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static const char *const kinds[] = {"text", "html", "json"};
    syn_input input = {.path = "fuzz"};
    syn_document *document = NULL;
    syn_err err = {0};
    syn_buf out = {0};

    if (n_bytes == 0)
        return 0;
    input.from = kinds[bytes[0] % 3];
    input.bytes = (syn_str){(const char *)bytes + 1, n_bytes - 1};
    if (syn_engine_annotate(engine, &input, &document, &err) != SYN_OK) {
        FUZZ_CHECK(err.message[0] != '\0');
        return 0;
    }
    if (syn_doc_check(&document->doc, &err) != SYN_OK) {
        fprintf(stderr, "%s: %s\n", err.where, err.message);
        FUZZ_CHECK(false);
    }
    syn_engine_write_json(engine, &document->doc, SYN_LAYERS_ALL, &out);
    FUZZ_CHECK(out.failed || syn_str_ends(syn_buf_view(&out), SYN_STR("}")) ||
               syn_str_ends(syn_buf_view(&out), SYN_STR("}\n")));
    syn_buf_clear(&out);
    syn_engine_write_conllu(engine, &document->doc, &out);
    syn_buf_free(&out);
    syn_document_free(document);
    return 0;
}
