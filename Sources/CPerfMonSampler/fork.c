// A child by fork has this process' memory and none of its threads. Two things follow: it has no sampler, and a lock that another thread
// held stays locked in it for ever. The dynamic loader's lock is one that the C library does not repair, and whoever visits the loader holds
// it: so a fork waits until we are out of it, and we stay out until it is done.
#include "internal.h"

#if PERFMON_SUPPORTED

#include <pthread.h>

enum {
    /// How long each side waits for the other: a thread that forks inside the loader itself would wait for ever.
    longest_wait = 100000000,
    pause_between_looks = 20000,
};

static _Atomic bool forked;
static _Atomic int forks, visitors;

bool perfmon_is_forked(void) { return atomic_load_explicit(&forked, memory_order_relaxed); }

static void prepare(void) {
    atomic_fetch_add(&forks, 1);
    uint64_t start = perfmon_now();
    while (atomic_load(&visitors) && perfmon_now() - start < longest_wait) perfmon_pause(pause_between_looks);
}

static void go_on(void) { atomic_fetch_sub(&forks, 1); }

static void begin_child(void) {
    atomic_store(&forks, 0);
    atomic_store(&visitors, 0);
    atomic_store(&forked, true);
    perfmon_memory_leave();
}

int perfmon_fork_watch(void) { return pthread_atfork(prepare, go_on, begin_child); }

bool perfmon_loader_enter(void) {
    uint64_t start = perfmon_now();
    do {
        atomic_fetch_add(&visitors, 1);
        if (!atomic_load(&forks)) return true;
        atomic_fetch_sub(&visitors, 1);
        perfmon_pause(pause_between_looks);
    } while (perfmon_now() - start < longest_wait);
    return false;
}

void perfmon_loader_leave(void) { atomic_fetch_sub(&visitors, 1); }

#else

bool perfmon_is_forked(void) { return false; }
bool perfmon_loader_enter(void) { return true; }
void perfmon_loader_leave(void) {}

#endif
