/* SPDX-License-Identifier: Apache-2.0
 *
 * Bump allocation in blocks that double up to 1 MiB; marks rewind to an earlier state. After
 * zstd's cwksp and link-grammar's pools. In the SYN_ARENA_MALLOC build each allocation is a block
 * of its own, so that AddressSanitizer sees overruns between neighbours.
 */
#include "vec.h"
#include <synoptic/base.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct syn_arena_block {
    syn_arena_block *before;
    size_t used, cap; /* bytes after the header */
};

#define HEADER ((sizeof(syn_arena_block) + ALIGN - 1) & ~(size_t)(ALIGN - 1))

void syn_arena_init(syn_arena *arena, size_t budget_bytes)
{
    *arena = (syn_arena){.budget_bytes = budget_bytes};
}

static void free_blocks_down_to(syn_arena *arena, const syn_arena_block *last)
{
    while (arena->blocks != NULL && arena->blocks != last) {
        syn_arena_block *block = arena->blocks;

        arena->blocks = block->before;
        free(block);
    }
}

void syn_arena_release(syn_arena *arena)
{
    free_blocks_down_to(arena, NULL);
    arena->used_bytes = 0;
    arena->failed = false;
}

void syn_arena_clear(syn_arena *arena)
{
#ifndef SYN_ARENA_MALLOC
    if (arena->blocks != NULL) {
        syn_arena_block *newest = arena->blocks;

        arena->blocks = newest->before;
        free_blocks_down_to(arena, NULL);
        newest->before = NULL;
        newest->used = 0;
        arena->blocks = newest;
    }
#else
    free_blocks_down_to(arena, NULL);
#endif
    arena->used_bytes = 0;
    arena->failed = false;
}

static syn_arena_block *add_block(syn_arena *arena, size_t n_bytes)
{
    syn_arena_block *block;
    size_t cap = n_bytes;

#ifndef SYN_ARENA_MALLOC
    cap = arena->blocks != NULL ? arena->blocks->cap * 2 : FIRST_BLOCK;
    if (cap > LARGEST_BLOCK)
        cap = LARGEST_BLOCK;
    if (cap < n_bytes)
        cap = n_bytes;
#endif
    block = malloc(HEADER + cap);
    if (block == NULL)
        return NULL;
    block->before = arena->blocks;
    block->used = 0;
    block->cap = cap;
    arena->blocks = block;
    return block;
}

void *syn_arena_alloc(syn_arena *arena, size_t n_bytes)
{
    syn_arena_block *block = arena->blocks;
    void *at;

    if (arena->failed)
        return NULL;
    if (n_bytes > SIZE_MAX / 4 ||
        (arena->budget_bytes > 0 && n_bytes > arena->budget_bytes - arena->used_bytes)) {
        arena->failed = true;
        return NULL;
    }
#ifndef SYN_ARENA_MALLOC
    n_bytes = (n_bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (n_bytes == 0)
        n_bytes = ALIGN;
    if (arena->budget_bytes > 0 && n_bytes > arena->budget_bytes - arena->used_bytes) {
        arena->failed = true;
        return NULL;
    }
    if (block == NULL || n_bytes > block->cap - block->used)
        block = add_block(arena, n_bytes);
#else
    block = add_block(arena, n_bytes);
#endif
    if (block == NULL) {
        arena->failed = true;
        return NULL;
    }
    at = (char *)block + HEADER + block->used;
    block->used += n_bytes;
    arena->used_bytes += n_bytes;
    if (arena->used_bytes > arena->peak_bytes)
        arena->peak_bytes = arena->used_bytes;
    memset(at, 0, n_bytes);
    return at;
}

void *syn_arena_calloc(syn_arena *arena, size_t n, size_t size_bytes)
{
    if (size_bytes > 0 && n > SIZE_MAX / size_bytes) {
        arena->failed = true;
        return NULL;
    }
    return syn_arena_alloc(arena, n * size_bytes);
}

syn_str syn_arena_str(syn_arena *arena, syn_str s)
{
    char *copy;

    if (s.len == SIZE_MAX) {
        arena->failed = true;
        return SYN_STR("");
    }
    copy = syn_arena_alloc(arena, s.len + 1);
    if (copy == NULL)
        return SYN_STR("");
    if (s.len > 0)
        memcpy(copy, s.ptr, s.len);
    return (syn_str){copy, s.len};
}

syn_str syn_arena_printf(syn_arena *arena, const char *fmt, ...)
{
    va_list args;
    char *copy;
    int n;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0) {
        arena->failed = true;
        return SYN_STR("");
    }
    copy = syn_arena_alloc(arena, (size_t)n + 1);
    if (copy == NULL)
        return SYN_STR("");
    va_start(args, fmt);
    (void)vsnprintf(copy, (size_t)n + 1, fmt, args);
    va_end(args);
    return (syn_str){copy, (size_t)n};
}

syn_arena_mark syn_arena_mark_get(const syn_arena *arena)
{
    return (syn_arena_mark){
        arena->blocks, arena->blocks != NULL ? arena->blocks->used : 0, arena->used_bytes};
}

void syn_arena_rewind(syn_arena *arena, syn_arena_mark mark)
{
    free_blocks_down_to(arena, mark.block);
    if (arena->blocks != NULL)
        arena->blocks->used = mark.block_used_bytes;
    arena->used_bytes = mark.used_bytes;
}

bool syni_vec_grow(syn_arena *arena, void **items, uint32_t n, uint32_t *cap, size_t size_bytes)
{
    uint32_t wider = *cap < 8 ? 8 : *cap * 2;
    void *grown;

    if (wider <= *cap) {
        arena->failed = true;
        return false;
    }
    grown = syn_arena_calloc(arena, wider, size_bytes);
    if (grown == NULL)
        return false;
    if (n > 0)
        memcpy(grown, *items, n * size_bytes);
    *items = grown;
    *cap = wider;
    return true;
}
