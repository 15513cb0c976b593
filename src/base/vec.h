/* SPDX-License-Identifier: Apache-2.0
 *
 * Growable arrays in an arena. A vector is any struct {T *items; uint32_t n, cap;}. Growth
 * doubles and copies; the old storage stays in the arena until it is cleared.
 *
 *     SYN_VEC(syn_span) spans = {0};
 *     SYN_PUSH(arena, spans, ((syn_span){0, 4}));      does nothing once the arena has failed
 */
#ifndef SYNI_BASE_VEC_H
#define SYNI_BASE_VEC_H

#include <synoptic/base.h>

#define SYN_VEC(type)                                                                              \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t n, cap;                                                                           \
    }

/* Makes room for one more item of `size_bytes`; false when the arena has failed. */
bool syni_vec_grow(syn_arena *arena, void **items, uint32_t n, uint32_t *cap, size_t size_bytes);

#define SYN_VEC_ROOM(arena, v)                                                                     \
    ((v).n < (v).cap ||                                                                            \
        syni_vec_grow((arena), (void **)&(v).items, (v).n, &(v).cap, sizeof *(v).items))

#define SYN_PUSH(arena, v, item)                                                                   \
    do {                                                                                           \
        if (SYN_VEC_ROOM((arena), (v)))                                                            \
            (v).items[(v).n++] = (item);                                                           \
    } while (0)

#endif
