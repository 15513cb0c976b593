/* SPDX-License-Identifier: Apache-2.0
 *
 * Words for sets of layers.
 */
#include <synoptic/doc.h>

static const char *const WORDS[] = {
    "tokens", "mentions", "times", "quantities", "attributions", "events"};
enum { N_WORDS = sizeof WORDS / sizeof WORDS[0] };

const char *syn_layer_name(unsigned bit)
{
    for (unsigned i = 0; i < N_WORDS; i++)
        if (bit == 1U << i)
            return WORDS[i];
    return NULL;
}

syn_status syn_layers_parse(syn_str words, unsigned *out, syn_err *err)
{
    unsigned layers = 0;
    size_t at = 0;

    for (;;) {
        size_t comma = syn_str_find(syn_str_slice(words, at, words.len), SYN_STR(","));
        size_t end = comma == SIZE_MAX ? words.len : at + comma;
        syn_str word = syn_str_trim(syn_str_slice(words, at, end));
        unsigned i = 0;

        while (i < N_WORDS && !syn_str_eq_z(word, WORDS[i]))
            i++;
        if (i == N_WORDS)
            return syn_err_set(err, SYN_E_USAGE, NULL,
                "\"%.*s\" is no layer; give a list of tokens, mentions, times, quantities, "
                "attributions, events",
                SYN_ARG(word));
        layers |= 1U << i;
        if (comma == SIZE_MAX)
            break;
        at = end + 1;
    }
    *out = layers;
    return SYN_OK;
}
