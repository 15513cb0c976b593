/* SPDX-License-Identifier: Apache-2.0
 *
 * Open addressing with linear probing over XXH3-64 (Collet). Entries stay in order of insertion;
 * slots hold their index plus one. Growth doubles and rehashes from the stored hashes.
 */
#include "map.h"
#include "vec.h"

#include <xxhash.h>

uint64_t syn_hash(const void *bytes, size_t n_bytes, uint64_t seed)
{
    return XXH3_64bits_withSeed(n_bytes > 0 ? bytes : "", n_bytes, seed);
}

void syn_map_init(syn_map *map, syn_arena *arena)
{
    *map = (syn_map){.arena = arena};
}

static uint32_t *find_slot(const syn_map *map, syn_str key, uint64_t hash)
{
    uint32_t mask = map->n_slots - 1;
    uint32_t at = (uint32_t)hash & mask;

    while (map->slots[at] != 0) {
        const syn_map_entry *entry = &map->entries[map->slots[at] - 1];

        if (entry->hash == hash && syn_str_eq(entry->key, key))
            break;
        at = (at + 1) & mask;
    }
    return &map->slots[at];
}

uint32_t syn_map_get(const syn_map *map, syn_str key)
{
    uint32_t slot;

    if (map->n_slots == 0)
        return SYN_NONE;
    slot = *find_slot(map, key, syn_hash(key.ptr, key.len, 0));
    return slot != 0 ? map->entries[slot - 1].value : SYN_NONE;
}

static bool grow_slots(syn_map *map)
{
    uint32_t n_slots = map->n_slots < 16 ? 16 : map->n_slots * 2;
    uint32_t *slots = SYN_NEW_N(map->arena, uint32_t, n_slots);

    if (slots == NULL)
        return false;
    map->slots = slots;
    map->n_slots = n_slots;
    for (uint32_t i = 0; i < map->n; i++) {
        uint32_t at = (uint32_t)map->entries[i].hash & (n_slots - 1);

        while (slots[at] != 0)
            at = (at + 1) & (n_slots - 1);
        slots[at] = i + 1;
    }
    return true;
}

uint32_t *syn_map_slot(syn_map *map, syn_str key, uint32_t initial)
{
    uint64_t hash = syn_hash(key.ptr, key.len, 0);
    uint32_t *slot;

    if (map->n + 1 > map->n_slots / 3 * 2 && !grow_slots(map))
        return NULL;
    slot = find_slot(map, key, hash);
    if (*slot == 0) {
        if (map->n == map->cap && !syni_vec_grow(map->arena, (void **)&map->entries, map->n,
                                      &map->cap, sizeof *map->entries))
            return NULL;
        map->entries[map->n] = (syn_map_entry){key, hash, initial};
        *slot = ++map->n;
    }
    return &map->entries[*slot - 1].value;
}

bool syn_map_put(syn_map *map, syn_str key, uint32_t value)
{
    uint32_t *at = syn_map_slot(map, key, value);

    if (at == NULL)
        return false;
    *at = value;
    return true;
}

void syn_intern_init(syn_intern *intern, syn_arena *arena)
{
    syn_map_init(&intern->map, arena);
}

uint32_t syn_intern_id(syn_intern *intern, syn_str s)
{
    uint32_t id = syn_map_get(&intern->map, s);

    if (id != SYN_NONE)
        return id;
    s = syn_arena_str(intern->map.arena, s);
    id = intern->map.n;
    return syn_map_put(&intern->map, s, id) && !intern->map.arena->failed ? id : SYN_NONE;
}

syn_str syn_intern_str(const syn_intern *intern, uint32_t id)
{
    return id < intern->map.n ? intern->map.entries[id].key : SYN_STR("");
}
