/* SPDX-License-Identifier: Apache-2.0
 *
 * A pool that keeps order: items are produced one by one, worked on by n threads, and emitted one
 * by one in the order of production, whatever the order of completion. At most `window` items are
 * in flight, so memory is flat on endless input. With one thread nothing is spawned.
 */
#ifndef SYNI_BASE_POOL_H
#define SYNI_BASE_POOL_H

#include <synoptic/base.h>

typedef struct syn_pool_job {
    void *ctx;
    /* Fills `item`; returns 1 for an item, 0 at the end, negative status to stop. Serial. */
    int (*produce)(void *ctx, void *item);
    /* Works on an item; `worker` in [0, n_threads) names this thread's workspace. Parallel. */
    void (*work)(void *ctx, void *item, unsigned worker);
    /* Takes an item away, in order of production; a negative status stops the pool. Serial, never
     * at the same time as another emit; may run beside produce and work. */
    syn_status (*emit)(void *ctx, void *item);
    /* Called instead of emit, in order, for items that were produced but not emitted after a stop;
     * may be NULL. */
    void (*drop)(void *ctx, void *item);
    size_t item_bytes; /* size of an item; storage is the pool's, zeroed before produce */
} syn_pool_job;

/* n_threads is clamped to [1, 256]; window 0 means 4 * n_threads. Returns the first negative
 * status of produce or emit, SYN_E_NOMEM, or SYN_OK. */
syn_status syn_pool_run(const syn_pool_job *job, unsigned n_threads, unsigned window);

#endif
