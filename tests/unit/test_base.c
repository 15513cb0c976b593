/* SPDX-License-Identifier: Apache-2.0
 *
 * base: arenas, strings, maps, and the pool that keeps order.
 */
#include "testing.h"

#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"

static void arena_budget_is_sticky(void **state)
{
    syn_arena arena;

    (void)state;
    syn_arena_init(&arena, 1000);
    assert_non_null(syn_arena_alloc(&arena, 900));
    assert_null(syn_arena_alloc(&arena, 200));
    assert_true(syn_arena_failed(&arena));
    assert_null(syn_arena_alloc(&arena, 1));
    syn_arena_clear(&arena);
    assert_false(syn_arena_failed(&arena));
    assert_non_null(syn_arena_alloc(&arena, 900));
    assert_null(syn_arena_calloc(&arena, SIZE_MAX / 2, 16));
    assert_true(syn_arena_failed(&arena));
    syn_arena_release(&arena);
}

static void arena_rewinds_to_a_mark(void **state)
{
    syn_arena arena;
    syn_arena_mark mark;
    char *kept;

    (void)state;
    syn_arena_init(&arena, 0);
    kept = syn_arena_alloc(&arena, 10);
    memset(kept, 7, 10);
    mark = syn_arena_mark_get(&arena);
    for (int i = 0; i < 100; i++)
        memset(syn_arena_alloc(&arena, 5000), 1, 5000);
    syn_arena_rewind(&arena, mark);
    assert_int_equal(arena.used_bytes, mark.used_bytes);
    assert_int_equal(kept[9], 7);
    assert_int_equal(*(char *)syn_arena_alloc(&arena, 1), 0);
    syn_arena_release(&arena);
}

static void strings_are_found_and_cut(void **state)
{
    syn_str s = SYN_STR("  a calm harbour \n");

    (void)state;
    assert_str_is(syn_str_trim(s), "a calm harbour");
    assert_int_equal(syn_str_find(s, SYN_STR("calm")), 4);
    assert_int_equal(syn_str_find(s, SYN_STR("storm")), SIZE_MAX);
    assert_int_equal(syn_str_find(SYN_STR("a"), SYN_STR("")), 0);
    assert_true(syn_str_eq_nocase(SYN_STR("Port"), SYN_STR("pORT")));
    assert_false(syn_str_eq(SYN_STR("Port"), SYN_STR("Por")));
    assert_true(syn_str_cmp(SYN_STR("ab"), SYN_STR("abc")) < 0);
    assert_str_is(syn_str_slice(s, 4, 900), "calm harbour \n");
    assert_str_is(syn_str_span(s, (syn_span){4, 900}), "");
}

static void map_keeps_order_and_values(void **state)
{
    syn_arena arena;
    syn_map map;

    (void)state;
    syn_arena_init(&arena, 0);
    syn_map_init(&map, &arena);
    assert_int_equal(syn_map_get(&map, SYN_STR("x")), SYN_NONE);
    for (uint32_t i = 0; i < 5000; i++)
        assert_true(syn_map_put(&map, syn_arena_printf(&arena, "key %u", i), i));
    for (uint32_t i = 0; i < 5000; i++) {
        assert_int_equal(syn_map_get(&map, syn_arena_printf(&arena, "key %u", i)), i);
        assert_int_equal(map.entries[i].value, i);
    }
    assert_true(syn_map_put(&map, SYN_STR("key 7"), 70));
    assert_int_equal(syn_map_get(&map, SYN_STR("key 7")), 70);
    assert_int_equal(map.n, 5000);
    syn_arena_release(&arena);
}

static void interner_gives_dense_ids(void **state)
{
    syn_arena arena;
    syn_intern intern;

    (void)state;
    syn_arena_init(&arena, 0);
    syn_intern_init(&intern, &arena);
    assert_int_equal(syn_intern_id(&intern, SYN_STR("")), 0);
    assert_int_equal(syn_intern_id(&intern, SYN_STR("said")), 1);
    assert_int_equal(syn_intern_id(&intern, SYN_STR("")), 0);
    assert_str_is(syn_intern_str(&intern, 1), "said");
    syn_arena_release(&arena);
}

typedef struct counting {
    unsigned n, made, emitted, dropped;
    unsigned fail_at;
    bool in_order;
} counting;

typedef struct item {
    unsigned number;
    uint64_t result;
} item;

static int make_item(void *ctx, void *at)
{
    counting *c = ctx;

    if (c->made == c->n)
        return 0;
    ((item *)at)->number = c->made++;
    return 1;
}

static void work_item(void *ctx, void *at, unsigned worker)
{
    item *it = at;
    uint64_t sum = 0;

    (void)ctx;
    (void)worker;
    /* Uneven work, so that completion is out of order. */
    for (unsigned i = 0; i < (it->number * 7919u) % 5000u; i++)
        sum += i * sum + 1;
    it->result = it->number + (sum & 0);
}

static syn_status emit_item(void *ctx, void *at)
{
    counting *c = ctx;
    const item *it = at;

    c->in_order = c->in_order && it->number == c->emitted && it->result == it->number;
    c->emitted++;
    return c->fail_at != 0 && c->emitted == c->fail_at ? SYN_E_CANCELLED : SYN_OK;
}

static void drop_item(void *ctx, void *at)
{
    (void)at;
    ((counting *)ctx)->dropped++;
}

static void pool_keeps_order(void **state)
{
    static const unsigned threads[] = {1, 2, 8};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        counting c = {.n = 2000, .in_order = true};
        syn_pool_job job = {&c, make_item, work_item, emit_item, drop_item, sizeof(item)};

        assert_int_equal(syn_pool_run(&job, threads[i], 0), SYN_OK);
        assert_int_equal(c.emitted, 2000);
        assert_true(c.in_order);
    }
}

static void pool_stops_and_drops(void **state)
{
    counting c = {.n = 2000, .in_order = true, .fail_at = 100};
    syn_pool_job job = {&c, make_item, work_item, emit_item, drop_item, sizeof(item)};

    (void)state;
    assert_int_equal(syn_pool_run(&job, 4, 16), SYN_E_CANCELLED);
    assert_int_equal(c.emitted, 100);
    assert_int_equal(c.made, c.emitted + c.dropped);
}

static void errors_map_to_exit_statuses(void **state)
{
    syn_err err = {0};

    (void)state;
    assert_int_equal(syn_err_set(&err, SYN_E_FORMAT, "file", "bad %d", 7), SYN_E_FORMAT);
    assert_string_equal(err.message, "bad 7");
    assert_int_equal(syn_status_exit(SYN_OK), 0);
    assert_int_equal(syn_status_exit(SYN_E_NO), 1);
    assert_int_equal(syn_status_exit(SYN_E_USAGE), 2);
    assert_int_equal(syn_status_exit(SYN_E_IO), 3);
    assert_int_equal(syn_status_exit(SYN_E_TRUNCATED), 4);
    assert_int_equal(syn_status_exit(SYN_E_BUG), 70);
}

static void buffers_grow_and_format(void **state)
{
    syn_buf buf = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        syn_buf_printf(&buf, "%d,", i);
    assert_int_equal(buf.len, 3890);
    syn_buf_printf(&buf, "%0500d", 1);
    assert_int_equal(buf.len, 4390);
    assert_int_equal(buf.ptr[buf.len], 0);
    assert_false(syn_buf_reserve(&buf, SIZE_MAX - 10));
    assert_true(buf.failed);
    syn_buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_budget_is_sticky),
        cmocka_unit_test(arena_rewinds_to_a_mark),
        cmocka_unit_test(strings_are_found_and_cut),
        cmocka_unit_test(map_keeps_order_and_values),
        cmocka_unit_test(interner_gives_dense_ids),
        cmocka_unit_test(pool_keeps_order),
        cmocka_unit_test(pool_stops_and_drops),
        cmocka_unit_test(errors_map_to_exit_statuses),
        cmocka_unit_test(buffers_grow_and_format),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
