/* SPDX-License-Identifier: Apache-2.0
 *
 * The knowledge file from any bytes: as they are, and as the chunks of a file whose checksums hold,
 * so that wrong offsets get as far as the look-ups.
 */
#include "fuzz.h"

#include "base/map.h"
#include "know/know.h"
#include "know/know_format.h"

static void ask(const syn_know *know, syn_str query)
{
    syn_know_match match;
    syn_know_entry entry;
    syn_str words[4], attribute, value;

    for (size_t i = 0; i < 4; i++)
        words[i] = syn_str_slice(query, i * query.len / 4, (i + 1) * query.len / 4);
    (void)syn_know_find(know, words, 4, SYN_KNOW_ANY, &match);
    while (syn_know_next(know, &match, &entry))
        for (uint32_t i = 0; syn_know_attr_at(know, &entry, i, &attribute, &value); i++)
            ;
    (void)syn_know_find_nocase(know, query, SYN_KNOW_ANY, &match);
    (void)syn_know_by_key(know, query, &entry);
    (void)syn_know_outlet(know, query, &entry);
    (void)syn_know_holders(know, query, query, 20200101, &entry, 1);
    for (uint32_t i = 0; i < syn_know_n_entries(know) && i < 64; i++)
        if (syn_know_entry_at(know, i, &entry))
            (void)syn_know_attr_has(know, &entry, "class", "x");
    (void)syn_know_n_forms(know);
    (void)syn_know_same_spelling(query, words[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static const struct {
        char tag[5];
        uint32_t item;
    } tags[] = {{"STRS", 1}, {"ENTR", sizeof(syni_know_entry)}, {"ATTR", sizeof(syni_know_attr)},
        {"POST", sizeof(syni_know_post)}, {"SLOT", sizeof(syni_know_slot)}, {"KIND", 4}};
    syn_know *know = NULL;
    syn_err err = {0};
    unsigned char *file = malloc(n_bytes + 4096);

    if (!file)
        return 0;
    memcpy(file, bytes, n_bytes);
    if (syn_know_from_bytes(file, n_bytes, &know, &err) == SYN_OK) {
        ask(know, SYN_STR("Some Words"));
        syn_know_free(know);
    }
    /* The kind table is right, everything else is the fuzzer's, in fifths. */
    syni_know_header head = {.version = SYNI_KNOW_VERSION, .n_chunks = 6};
    syni_know_chunk table[6] = {0};
    memcpy(head.magic, SYNI_KNOW_MAGIC, 8);
    size_t at = sizeof head + sizeof table;
    for (size_t i = 0; i < 6; i++) {
        memcpy(table[i].tag, tags[i].tag, 4);
        table[i].item_bytes = tags[i].item;
        table[i].offset = at;
        if (i < 5) {
            size_t from = i * n_bytes / 5, n = ((i + 1) * n_bytes / 5 - from) / tags[i].item;
            if (i == 4) /* a power of two */
                while (n & (n - 1))
                    n &= n - 1;
            table[i].n_bytes = n * tags[i].item;
            memcpy(file + at, bytes + from, (size_t)table[i].n_bytes);
        } else {
            uint32_t n_entries = (uint32_t)(table[1].n_bytes / tags[1].item);
            table[i].n_bytes = 4 * (SYN_KNOW_N_KIND + 1);
            for (uint32_t k = 0; k <= SYN_KNOW_N_KIND; k++) {
                uint32_t first = k ? n_entries : 0;
                memcpy(file + at + 4 * k, &first, 4);
            }
        }
        table[i].hash = syn_hash(file + at, (size_t)table[i].n_bytes, 0);
        at += (size_t)table[i].n_bytes;
        while (at % 8)
            file[at++] = 0;
    }
    head.file_bytes = at;
    head.table_hash = syn_hash(table, sizeof table, 0);
    memcpy(file, &head, sizeof head);
    memcpy(file + sizeof head, table, sizeof table);
    if (syn_know_from_bytes(file, at, &know, &err) == SYN_OK) {
        ask(know, (syn_str){(const char *)bytes, n_bytes < 40 ? n_bytes : 40});
        ask(know, SYN_STR("Some Words"));
        syn_know_free(know);
    }
    free(file);
    return 0;
}
