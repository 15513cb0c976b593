/* SPDX-License-Identifier: Apache-2.0
 *
 * The ordered pool: a ring of `window` items under one mutex. Each thread loops: emit what is
 * ready at the tail (one emitter at a time), else produce and work on a new item, else wait.
 * POSIX threads are used here and nowhere else.
 */
#include "pool.h"

#include <pthread.h>

enum state { FREE, WORKING, READY };

typedef struct ring {
    const syn_pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    char *items;
    unsigned char *states;
    unsigned window;
    uint64_t head, tail; /* next to produce, next to emit */
    bool producing, emitting, ended, stopped;
    syn_status status;
} ring;

typedef struct worker {
    ring *ring;
    unsigned number;
} worker;

static void *item_at(ring *r, uint64_t index)
{
    return r->items + (size_t)(index % r->window) * r->job->item_bytes;
}

static void stop(ring *r, syn_status status)
{
    r->stopped = true;
    if (r->status == SYN_OK)
        r->status = status;
}

/* Called with the lock; gives it up while the callback runs. */
static void emit_one(ring *r)
{
    void *item = item_at(r, r->tail);
    bool drop = r->stopped;
    syn_status status = SYN_OK;

    r->emitting = true;
    pthread_mutex_unlock(&r->lock);
    if (!drop)
        status = r->job->emit(r->job->ctx, item);
    else if (r->job->drop != NULL)
        r->job->drop(r->job->ctx, item);
    pthread_mutex_lock(&r->lock);
    r->emitting = false;
    r->states[r->tail % r->window] = FREE;
    r->tail++;
    if (status < 0)
        stop(r, status);
    pthread_cond_broadcast(&r->changed);
}

static void produce_one(ring *r, unsigned number)
{
    uint64_t index = r->head;
    void *item = item_at(r, index);
    int got;

    r->producing = true;
    pthread_mutex_unlock(&r->lock);
    memset(item, 0, r->job->item_bytes);
    got = r->job->produce(r->job->ctx, item);
    pthread_mutex_lock(&r->lock);
    r->producing = false;
    if (got <= 0) {
        r->ended = true;
        if (got < 0)
            stop(r, (syn_status)got);
        pthread_cond_broadcast(&r->changed);
        return;
    }
    r->states[index % r->window] = WORKING;
    r->head++;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    r->job->work(r->job->ctx, item, number);
    pthread_mutex_lock(&r->lock);
    r->states[index % r->window] = READY;
    pthread_cond_broadcast(&r->changed);
}

static void *work_loop(void *arg)
{
    worker *self = arg;
    ring *r = self->ring;

    pthread_mutex_lock(&r->lock);
    for (;;) {
        bool done = (r->ended || r->stopped) && !r->producing && r->tail == r->head;

        if (done)
            break;
        if (!r->emitting && r->tail < r->head && r->states[r->tail % r->window] == READY)
            emit_one(r);
        else if (!r->producing && !r->ended && !r->stopped && r->head - r->tail < r->window)
            produce_one(r, self->number);
        else
            pthread_cond_wait(&r->changed, &r->lock);
    }
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

syn_status syn_pool_run(const syn_pool_job *job, unsigned n_threads, unsigned window)
{
    ring r = {.job = job};
    worker workers[256];
    pthread_t threads[256];
    unsigned n_started = 0;

    n_threads = n_threads < 1 ? 1 : n_threads > 256 ? 256 : n_threads;
    r.window = n_threads == 1 ? 1 : window > 0 ? window : 4 * n_threads;
    r.items = calloc(r.window, job->item_bytes > 0 ? job->item_bytes : 1);
    r.states = calloc(r.window, 1);
    if (r.items == NULL || r.states == NULL) {
        free(r.items);
        free(r.states);
        return SYN_E_NOMEM;
    }
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.changed, NULL);
    for (unsigned i = 0; i < n_threads; i++)
        workers[i] = (worker){&r, i};
    for (unsigned i = 1; i < n_threads; i++) {
        /* Fewer threads than asked for change the speed alone. */
        if (pthread_create(&threads[n_started], NULL, work_loop, &workers[i]) != 0)
            break;
        n_started++;
    }
    work_loop(&workers[0]);
    for (unsigned i = 0; i < n_started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
    free(r.items);
    free(r.states);
    return r.status;
}
