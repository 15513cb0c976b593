/* SPDX-License-Identifier: Apache-2.0
 *
 * Any bytes as the text of a report, with a day of writing taken from the first two: no crash, no
 * hang, spans inside the text and in order, times and quantities apart, values of a known form.
 */
#include "fuzz.h"

#include "text/text.h"
#include "timex/timex.h"

#include <string.h>

static syn_timex *model;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    syn_err err = {0};

    (void)argc;
    (void)argv;
    FUZZ_CHECK(syn_timex_new(NULL, &model, &err) == SYN_OK);
    return 0;
}

static bool is_day(syn_str s)
{
    if (s.len == 0)
        return true;
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') || s.ptr[i] == '-'))
            return false;
    return s.len >= 10;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes)
{
    static const char *const days[] = {"", "2024-02-29", "1999-12-31", "2016-10-13", "0001-01-01",
        "9999-12-31", "not a day", "2020-06-31"};
    syn_doc doc = {0};
    syn_timex_layer layer = {0};
    syn_arena keep, scratch;
    syn_err err = {0};
    char *text;

    if (n_bytes < 1 || n_bytes > 1 << 16)
        return 0;
    /* The text of a document is valid UTF-8: what is not, is cut off. */
    doc.text = (syn_str){(const char *)bytes + 1, n_bytes - 1};
    if (syn_utf8_invalid(doc.text) != SIZE_MAX)
        doc.text.len = syn_utf8_invalid(doc.text);
    text = malloc(doc.text.len + 1); /* its own block, so that a read past it is seen */
    FUZZ_CHECK(text != NULL);
    memcpy(text, bytes + 1, doc.text.len);
    doc.text.ptr = text;
    doc.meta.published = syn_str_from(days[bytes[0] % 8]);
    doc.meta.published_from = SYN_PUBLISHED_GIVEN;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    FUZZ_CHECK(syn_timex_run(model, &doc, &keep, &scratch, &layer, &err) == SYN_OK);
    for (uint32_t i = 0; i < layer.times.n; i++) {
        const syn_time *t = &layer.times.items[i];

        FUZZ_CHECK(
            t->span.start < t->span.end && t->span.end <= doc.text.len && t->type <= SYN_TIME_SET);
        FUZZ_CHECK(i == 0 || layer.times.items[i - 1].span.start <= t->span.start);
        FUZZ_CHECK(is_day(t->edtf_start) && is_day(t->edtf_end) && t->value.len < 64);
    }
    for (uint32_t i = 0, k = 0; i < layer.quantities.n; i++) {
        const syn_quantity *q = &layer.quantities.items[i];

        FUZZ_CHECK(q->span.start < q->span.end && q->span.end <= doc.text.len);
        FUZZ_CHECK(i == 0 || layer.quantities.items[i - 1].span.end <= q->span.start);
        FUZZ_CHECK(q->has_value || q->has_low || q->has_high);
        FUZZ_CHECK(
            q->of.start == SYN_NONE || (q->of.start < q->of.end && q->of.end <= doc.text.len));
        while (k < layer.times.n && layer.times.items[k].span.end <= q->span.start)
            k++;
    }
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
    free(text);
    return 0;
}
