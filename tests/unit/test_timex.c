/* SPDX-License-Identifier: Apache-2.0
 *
 * timex: the calendar, the blocks of tests/corpus/timex, and the stage's promises.
 *
 * A corpus block is "=== name", the text, "---", the lines expected. Lines of the text that start
 * with @ are options: "@published DATE" (the stored day; none without), "@show quantities",
 * "@show published". A time prints as "[words] TYPE value", then mod, freq; "days=" only where a
 * block expects it. known-failures.txt holds blocks that we know to be wrong: one that passes has
 * to move.
 */
#include "testing.h"

#include "timex/civil.h"
#include "timex/timex.h"

#include <math.h>
#include <string.h>

static syn_timex *model;

static int load(void **state)
{
    syn_err err = {0};

    (void)state;
    return syn_timex_new(NULL, &model, &err) == SYN_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    syn_timex_free(model);
    return 0;
}

/* ---- the calendar -------------------------------------------------------------------------- */

static void days_and_dates_agree(void **state)
{
    int32_t day = tx_civil_to_day(-3, 1, 1), weekday = tx_civil_weekday(day);

    (void)state;
    for (int32_t year = -3; year < 2500; year++)
        for (int32_t month = 1; month <= 12; month++)
            for (int32_t d = 1; d <= tx_civil_month_days(year, month); d++, day++) {
                tx_civil c = tx_civil_from_day(day);

                assert_true(c.year == year && c.month == month && c.day == d);
                assert_int_equal(tx_civil_to_day(year, month, d), day);
                assert_int_equal(tx_civil_weekday(day), weekday);
                weekday = weekday % 7 + 1;
            }
    assert_int_equal(tx_civil_to_day(1970, 1, 1), 0);
    assert_int_equal(tx_civil_weekday(0), 4);
}

static void weeks_are_those_of_iso_8601(void **state)
{
    static const struct {
        int32_t y, m, d, week_year, week;
    } known[] = {{2008, 12, 29, 2009, 1}, {2010, 1, 3, 2009, 53}, {2021, 1, 3, 2020, 53},
        {2024, 12, 30, 2025, 1}, {2017, 1, 1, 2016, 52}};
    int32_t year, week;

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        tx_civil_week(tx_civil_to_day(known[i].y, known[i].m, known[i].d), &year, &week);
        assert_int_equal(year, known[i].week_year);
        assert_int_equal(week, known[i].week);
    }
    assert_int_equal(tx_civil_weeks_in_year(2020), 53);
    assert_int_equal(tx_civil_weeks_in_year(2021), 52);
}

static void movable_days(void **state)
{
    (void)state;
    assert_int_equal(tx_civil_easter(2024), tx_civil_to_day(2024, 3, 31));
    assert_int_equal(tx_civil_easter(2025), tx_civil_to_day(2025, 4, 20));
    assert_int_equal(tx_civil_orthodox_easter(2024), tx_civil_to_day(2024, 5, 5));
    assert_int_equal(tx_civil_nth_weekday(2025, 11, 4, 4), tx_civil_to_day(2025, 11, 27));
    assert_int_equal(tx_civil_nth_weekday(2025, 5, -1, 1), tx_civil_to_day(2025, 5, 26));
    assert_true(abs(tx_civil_islamic(2024, 9, 1) - tx_civil_to_day(2024, 3, 11)) <= 1);
    assert_true(tx_civil_valid(2024, 2, 29) && !tx_civil_valid(2023, 2, 29) &&
                !tx_civil_valid(2024, 11, 31) && !tx_civil_valid(2024, 13, 1) &&
                !tx_civil_valid(1900, 2, 29) && tx_civil_valid(2000, 2, 29));
}

/* ---- the corpus ---------------------------------------------------------------------------- */

static void print_number(syn_buf *out, const char *name, double v)
{
    if (fabs(v) < 1e6)
        syn_buf_printf(out, " %s=%.6g", name, v);
    else
        syn_buf_printf(out, " %s=%.0f", name, v);
}

static void print_layer(
    const syn_doc *doc, const syn_timex_layer *layer, syn_str show, bool days, syn_buf *out)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    static const char *const from[] = {"unknown", "given", "markup", "text", "inferred"};

    if (syn_str_eq(show, SYN_STR("published")))
        syn_buf_printf(out, "published %.*s %s%s\n",
            SYN_ARG(layer->published.len ? layer->published : SYN_STR("-")),
            from[layer->published_from], layer->diagnostics.n > 0 ? " contradicted" : "");
    if (syn_str_eq(show, SYN_STR("quantities"))) {
        for (uint32_t i = 0; i < layer->quantities.n; i++) {
            const syn_quantity *q = &layer->quantities.items[i];

            syn_buf_printf(out, "[%.*s]", SYN_ARG(syn_str_span(doc->text, q->span)));
            if (q->has_value)
                print_number(out, "value", q->value);
            if (q->has_low)
                print_number(out, "low", q->low);
            if (q->has_high)
                print_number(out, "high", q->high);
            if (q->approx)
                syn_buf_z(out, " approx");
            if (q->unit.len > 0)
                syn_buf_printf(out, " unit=%.*s", SYN_ARG(q->unit));
            if (q->of.start != SYN_NONE)
                syn_buf_printf(out, " of=%.*s", SYN_ARG(syn_str_span(doc->text, q->of)));
            syn_buf_char(out, '\n');
        }
        return;
    }
    for (uint32_t i = 0; i < layer->times.n; i++) {
        const syn_time *t = &layer->times.items[i];

        syn_buf_printf(out, "[%.*s] %s %.*s", SYN_ARG(syn_str_span(doc->text, t->span)),
            types[t->type], SYN_ARG(t->value.len ? t->value : SYN_STR("-")));
        if (t->mod.len > 0)
            syn_buf_printf(out, " mod=%.*s", SYN_ARG(t->mod));
        if (t->freq.len > 0)
            syn_buf_printf(out, " freq=%.*s", SYN_ARG(t->freq));
        if (days && (t->edtf_start.len > 0 || t->edtf_end.len > 0))
            syn_buf_printf(out, " days=%.*s/%.*s", SYN_ARG(t->edtf_start), SYN_ARG(t->edtf_end));
        syn_buf_char(out, '\n');
    }
}

static syn_str line_of(syn_str s, size_t at)
{
    size_t end = at;

    while (end < s.len && s.ptr[end] != '\n')
        end++;
    return (syn_str){s.ptr + at, end - at};
}

/* Runs the block [start, end) of a file; true when it is as expected. */
static bool run_block(syn_str block, bool quiet)
{
    syn_str name = line_of(block, 0), show = SYN_STR(""), body, expected;
    size_t at = name.len + 1, bar;
    syn_doc doc = {0};
    syn_arena keep, scratch;
    syn_timex_layer layer = {0};
    syn_err err = {0};
    syn_buf out = {0};
    bool same;

    while (at < block.len && block.ptr[at] == '@') {
        syn_str line = line_of(block, at);

        if (syn_str_starts(line, SYN_STR("@published "))) {
            doc.meta.published = syn_str_slice(line, 11, line.len);
            doc.meta.published_from = SYN_PUBLISHED_GIVEN;
        } else if (syn_str_starts(line, SYN_STR("@show ")))
            show = syn_str_slice(line, 6, line.len);
        at += line.len + 1;
    }
    body = syn_str_slice(block, at, block.len);
    bar = syn_str_find(body, SYN_STR("\n---\n"));
    assert_true(bar != SIZE_MAX);
    expected = syn_str_slice(body, bar + 5, body.len);
    doc.text = syn_str_slice(body, 0, bar);
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    assert_int_equal(syn_timex_run(model, &doc, &keep, &scratch, &layer, &err), SYN_OK);
    print_layer(&doc, &layer, show, syn_str_find(expected, SYN_STR(" days=")) != SIZE_MAX, &out);
    same = syn_str_eq(syn_buf_view(&out), expected);
    if (!same && !quiet)
        print_message("# %.*s\n# expected:\n%.*s# seen:\n%.*s", SYN_ARG(name), SYN_ARG(expected),
            SYN_ARG(syn_buf_view(&out)));
    syn_buf_free(&out);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
    return same;
}

static void run_file(const char *name, bool known_failures)
{
    syn_buf path = {0}, text = {0};
    char bytes[4096];
    size_t n, at;
    unsigned failed = 0, passed = 0;
    FILE *file;

    syn_buf_printf(&path, "%s/tests/corpus/timex/%s.txt", getenv("SYNOPTIC_SOURCE"), name);
    file = fopen(path.ptr, "rb");
    assert_non_null(file);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        syn_buf_append(&text, bytes, n);
    assert_int_equal(fclose(file), 0);
    at = syn_str_find(syn_buf_view(&text), SYN_STR("=== "));
    while (at < text.len) {
        syn_str rest = syn_str_slice(syn_buf_view(&text), at + 4, text.len);
        size_t end = syn_str_find(rest, SYN_STR("\n=== "));
        syn_str block = syn_str_slice(rest, 0, end == SIZE_MAX ? rest.len : end + 1);

        if (run_block(block, known_failures))
            passed++;
        else
            failed++;
        at = end == SIZE_MAX ? text.len : at + 4 + end + 1;
    }
    syn_buf_free(&path);
    syn_buf_free(&text);
    if (known_failures)
        assert_int_equal(passed, 0); /* one that passes has to move to its own file */
    else {
        assert_int_equal(failed, 0);
        assert_true(passed > 0);
    }
}

#define CORPUS(name)                                                                               \
    static void corpus_##name(void **state)                                                        \
    {                                                                                              \
        (void)state;                                                                               \
        run_file(#name, false);                                                                    \
    }
CORPUS(weekdays)
CORPUS(dates)
CORPUS(relative)
CORPUS(anaphora)
CORPUS(clock)
CORPUS(durations)
CORPUS(sets)
CORPUS(fiscal)
CORPUS(named)
CORPUS(hostile)
CORPUS(quantities)
CORPUS(published)

static void known_failures_still_fail(void **state)
{
    (void)state;
    run_file("known-failures", true);
}

/* ---- promises ------------------------------------------------------------------------------ */

static void an_empty_text_has_nothing(void **state)
{
    syn_doc doc = {0};
    syn_arena keep, scratch;
    syn_timex_layer layer = {0};
    syn_err err = {0};

    (void)state;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    assert_int_equal(syn_timex_run(model, &doc, &keep, &scratch, &layer, &err), SYN_OK);
    assert_int_equal(layer.times.n, 0);
    assert_int_equal(layer.quantities.n, 0);
    assert_int_equal(layer.published.len, 0);
    assert_int_equal(layer.published_span.start, SYN_NONE);
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

static void a_spent_budget_is_a_named_failure(void **state)
{
    static const char text[] =
        "On Monday, 21 men met. On Tuesday they left at 10 p.m., two years later than planned.";
    syn_doc doc = {.text = syn_str_from(text)};
    unsigned failures = 0;

    (void)state;
    for (size_t budget = 64; budget < 1 << 16; budget += 512) {
        syn_arena keep, scratch;
        syn_timex_layer layer = {0};
        syn_err err = {0};
        syn_status status;

        syn_arena_init(&keep, budget);
        syn_arena_init(&scratch, budget);
        status = syn_timex_run(model, &doc, &keep, &scratch, &layer, &err);
        if (status != SYN_OK) {
            failures++;
            assert_int_equal(status, SYN_E_NOMEM);
            assert_true(err.message[0] != '\0' && layer.times.n == 0);
        } else
            assert_true(layer.times.n >= 4);
        syn_arena_release(&keep);
        syn_arena_release(&scratch);
    }
    assert_true(failures > 0);
}

/* Runs of one piece, which could make a careless matcher quadratic: the test would time out. */
static void long_texts_stay_linear(void **state)
{
    static const char *const pieces[] = {
        "the ", "one ", "twenty-", "1/2 ", "of the ", "last ", "- ", "more than ", "(", "May "};
    syn_arena keep, scratch;

    (void)state;
    syn_arena_init(&keep, 0);
    syn_arena_init(&scratch, 0);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        syn_buf text = {0};
        syn_doc doc = {0};
        syn_timex_layer layer = {0};
        syn_err err = {0};

        while (text.len < 200000)
            syn_buf_z(&text, pieces[i]);
        doc.text = syn_buf_view(&text);
        assert_int_equal(syn_timex_run(model, &doc, &keep, &scratch, &layer, &err), SYN_OK);
        syn_arena_clear(&keep);
        syn_arena_clear(&scratch);
        syn_buf_free(&text);
    }
    syn_arena_release(&keep);
    syn_arena_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_and_dates_agree),
        cmocka_unit_test(weeks_are_those_of_iso_8601),
        cmocka_unit_test(movable_days),
        cmocka_unit_test(corpus_weekdays),
        cmocka_unit_test(corpus_dates),
        cmocka_unit_test(corpus_relative),
        cmocka_unit_test(corpus_anaphora),
        cmocka_unit_test(corpus_clock),
        cmocka_unit_test(corpus_durations),
        cmocka_unit_test(corpus_sets),
        cmocka_unit_test(corpus_fiscal),
        cmocka_unit_test(corpus_named),
        cmocka_unit_test(corpus_hostile),
        cmocka_unit_test(corpus_quantities),
        cmocka_unit_test(corpus_published),
        cmocka_unit_test(known_failures_still_fail),
        cmocka_unit_test(an_empty_text_has_nothing),
        cmocka_unit_test(a_spent_budget_is_a_named_failure),
        cmocka_unit_test(long_texts_stay_linear),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
