// Threads of perfmon's own, and what they sleep on.
#ifndef PERFMON_THREADS_H
#define PERFMON_THREADS_H

#include <stdint.h>

/// Sleeps while the 32-bit word at `word` equals `expected`, at most `nanoseconds` (0 = for ever). May return early.
void perfmon_wait(const void *word, uint32_t expected, uint64_t nanoseconds);
/// Wakes the thread that sleeps on `word`. Any thread.
void perfmon_wake(const void *word);

/// Starts a detached thread with all signals blocked and the given name (at most 15 bytes). Returns 0 or an `errno`.
int perfmon_thread_start(const char *name, void (*run)(void *), void *context);

#endif
