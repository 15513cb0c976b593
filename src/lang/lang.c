/* SPDX-License-Identifier: Apache-2.0
 *
 * The language stage: tokens and sentences, then tags, lemmas and dependencies.
 */
#include "lang/lang.h"

#include "lang/parse.h"
#include "lang/token.h"

struct syn_lang {
    syn_weights *token_weights;
    syn_tokeniser *tokeniser;
    syn_weights *parse_weights;
    syni_parse *parse;
};

/* Opens FOLDER/NAME. */
static syn_status open_weights(
    const char *folder, const char *name, syn_weights **out, syn_err *err)
{
    syn_buf path = {0};
    syn_status status;

    syn_buf_printf(&path, "%s/%s", folder, name);
    if (path.failed) {
        syn_buf_free(&path);
        return syn_err_set(err, SYN_E_NOMEM, folder, "out of memory");
    }
    status = syn_weights_open(path.ptr, out, err);
    if (status == SYN_E_IO)
        status = syn_err_set(err, SYN_E_MISSING, path.ptr,
            "the weights are not there; install them, or name their folder with --data");
    syn_buf_free(&path);
    return status;
}

syn_status syn_lang_new(const char *models_folder, syn_lang **out, syn_err *err)
{
    syn_lang *m = calloc(1, sizeof *m);
    syn_status status;

    if (m == NULL)
        return syn_err_set(err, SYN_E_NOMEM, models_folder, "out of memory");
    status = open_weights(models_folder, "tokens.syn", &m->token_weights, err);
    if (status == SYN_OK)
        status = syn_tokeniser_new(m->token_weights, syn_kernels_best(), &m->tokeniser, err);
    if (status == SYN_OK)
        status = open_weights(models_folder, "parse.syn", &m->parse_weights, err);
    if (status == SYN_OK)
        status = syni_parse_new(m->parse_weights, syn_kernels_best(), &m->parse, err);
    if (status != SYN_OK) {
        syn_lang_free(m);
        return status;
    }
    *out = m;
    return SYN_OK;
}

void syn_lang_free(syn_lang *model)
{
    if (model == NULL)
        return;
    syn_tokeniser_free(model->tokeniser);
    syn_weights_close(model->token_weights);
    syni_parse_free(model->parse);
    syn_weights_close(model->parse_weights);
    free(model);
}

syn_status syn_lang_run(const syn_lang *model, const syn_doc *doc, syn_arena *keep,
    syn_arena *scratch, syn_lang_layer *out, syn_err *err)
{
    syn_lang_layer layer = {0};
    syn_status status = syn_tokens_run(model->tokeniser, doc, keep, scratch, &layer, err);

    /* Text that is known to be of another language keeps its tokens and gets no tree. */
    if (status == SYN_OK &&
        (doc->meta.language.len == 0 || syn_str_eq_z(doc->meta.language, "en"))) {
        status = syni_parse_run(model->parse, &layer, keep, scratch, err);
        layer.is_parsed = status == SYN_OK;
    }
    if (status != SYN_OK)
        return status;
    *out = layer;
    return SYN_OK;
}
