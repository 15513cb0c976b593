/* SPDX-License-Identifier: Apache-2.0
 *
 * The smallest user of libsynoptic: annotates one line and prints it.
 */
#include <stdio.h>
#include <synoptic/synoptic.h>

int main(void)
{
    syn_engine_options options = {.layers = 0};
    syn_input input = {.bytes = SYN_STR("The mayor of Tessmar said no.\n"), .path = "note.txt"};
    syn_engine *engine;
    syn_document *document;
    syn_buf out = {0};
    syn_err err;
    if (syn_engine_new(&options, &engine, &err) != SYN_OK ||
        syn_engine_annotate(engine, &input, &document, &err) != SYN_OK ||
        syn_doc_check(&document->doc, &err) != SYN_OK)
        return fprintf(stderr, "%s: %s\n", err.where, err.message), 1;
    syn_engine_write_json(engine, &document->doc, SYN_LAYERS_ALL, &out);
    (void)fwrite(out.ptr, 1, out.len, stdout);
    syn_buf_free(&out);
    syn_document_free(document);
    syn_engine_free(engine);
    return 0;
}
