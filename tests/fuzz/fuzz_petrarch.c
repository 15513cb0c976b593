/* SPDX-License-Identifier: Apache-2.0
 *
 * PETRARCH dictionaries from any bytes; then every word of them is looked up.
 */
#include "fuzz.h"

#include "know/petrarch.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    syn_petrarch *p = NULL;
    syn_err err = {0};
    const syn_petrarch_actor *actor;
    const syn_petrarch_verb *verb;
    syn_str words[8], code;
    bool whole;
    size_t n = 0;

    if (n_bytes < 1 || syn_petrarch_new(NULL, NULL, &p, &err) != SYN_OK)
        return 0;
    syn_str text = {(const char *)bytes + 1, n_bytes - 1};
    (void)syn_petrarch_load_text(p, "AGVD"[bytes[0] & 3], "fuzz", text, &err);
    for (size_t i = 0; i < text.len && n < 8;) {
        size_t end = i;
        while (end < text.len && (unsigned char)text.ptr[end] > ' ' && text.ptr[end] != '_')
            end++;
        if (end > i)
            words[n++] = syn_str_slice(text, i, end);
        i = end + 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (syn_petrarch_find_actor(p, words + i, n - i, &actor))
            (void)syn_petrarch_code_on(actor, 20200101);
        (void)syn_petrarch_find_agent(p, words + i, n - i, &code);
        (void)syn_petrarch_find_verb(p, words + i, n - i, &verb);
        (void)syn_petrarch_find_in_set(p, words[i], words, n);
        (void)syn_petrarch_find_discard(p, words + i, n - i, &whole);
    }
    syn_petrarch_free(p);
    return 0;
}
