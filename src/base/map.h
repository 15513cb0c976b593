/* SPDX-License-Identifier: Apache-2.0
 *
 * Hash map from byte strings to uint32_t, and an interner built on it. Open addressing, linear
 * probing, power-of-two capacity, load at most 2/3; hash XXH3-64 (Collet, xxHash) with a fixed
 * seed, so that runs are repeatable. Iteration is in order of insertion. Keys are borrowed by
 * syn_map_* (they must outlive the map) and copied into the arena by syn_intern_*. All storage is
 * in the arena given at init. One thread at a time; reads of an unchanging map may be shared.
 */
#ifndef SYNI_BASE_MAP_H
#define SYNI_BASE_MAP_H

#include <synoptic/base.h>

typedef struct syn_map_entry {
    syn_str key;
    uint64_t hash;
    uint32_t value;
} syn_map_entry;

typedef struct syn_map {
    syn_arena *arena;
    syn_map_entry *entries; /* [n], in order of insertion */
    uint32_t n, cap;
    uint32_t *slots; /* [n_slots]: index into entries plus one, 0 = empty */
    uint32_t n_slots;
} syn_map;

void syn_map_init(syn_map *map, syn_arena *arena);
/* Value of `key`, or SYN_NONE. */
uint32_t syn_map_get(const syn_map *map, syn_str key);
/* Sets (or replaces) the value; false when the arena failed. */
bool syn_map_put(syn_map *map, syn_str key, uint32_t value);
/* Pointer to the value of `key`, put in with `initial` if absent; NULL when the arena failed.
 * Valid until the next put. */
uint32_t *syn_map_slot(syn_map *map, syn_str key, uint32_t initial);

typedef struct syn_intern {
    syn_map map;
} syn_intern;

void syn_intern_init(syn_intern *intern, syn_arena *arena);
/* Small dense id of a string, 0, 1, 2 … in order of first sight; SYN_NONE when the arena failed. */
uint32_t syn_intern_id(syn_intern *intern, syn_str s);
syn_str syn_intern_str(const syn_intern *intern, uint32_t id);

/* XXH3-64 of bytes, with a seed. */
uint64_t syn_hash(const void *bytes, size_t n_bytes, uint64_t seed);

#endif
