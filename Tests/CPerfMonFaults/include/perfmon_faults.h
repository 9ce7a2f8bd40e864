/// What tests do to a process of their own, as far as Swift cannot say it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

/// Calls `child` in a forked child and returns its exit status, or the negative number of the signal that ended it.
int faults_fork(int (*_Nonnull child)(void));

/// Loads a library in a forked child; the same result, 0 when that went well.
int faults_fork_and_load(const char *_Nonnull name);

/// Lets system calls fail with `error` from now on, in all threads.
bool faults_forbid(const long *_Nonnull calls, int count, int error);

/// The number of a system call by its name, as far as the tests need it; -1 for others.
long faults_system_call(const char *_Nonnull name);

/// Makes this process one that is not root and that others may not look into.
bool faults_become_opaque(void);

/// Handles SIGPROF and lets a timer send it every millisecond of CPU time, as profilers do.
bool faults_start_profiler(void);
/// How often that handler ran, and how often with a signal that was not the timer's.
int faults_profiler_signals(void);
int faults_profiler_strays(void);

/// Sends a signal with a value of the sender's choice, as any process of the same user may.
bool faults_forge(int process, int signal, uint64_t value);

/// A thread that spins until told to end.
typedef struct faults_thread faults_thread;

enum {
    faults_plain = 0,
    /// With an alternate signal stack.
    faults_on_alternate_stack = 1,
    /// With all signals blocked until `faults_thread_unblock`.
    faults_blocked = 2,
    /// With most of a small stack in use.
    faults_deep = 3,
};

/// `stack_size`: of the alternate stack.
faults_thread *_Nullable faults_thread_start(int kind, long stack_size);
int32_t faults_thread_id(const faults_thread *_Nonnull thread);
void faults_thread_unblock(faults_thread *_Nonnull thread);
/// Ends the thread; returns how much of the alternate stack was used, in bytes.
long faults_thread_end(faults_thread *_Nonnull thread);
/// How much of an alternate stack the kernel needs for itself: the smallest that it takes.
long faults_kernel_frame(void);

/// Closes the descriptor of the sampler's memory; returns its number, or -1.
int faults_close_memory_file(void);
/// Opens a file under a number.
void faults_take_file(int number, const char *_Nonnull path);
/// Closes the descriptors of the sampler's threads, and opens sockets under the same numbers; returns how many.
int faults_take_thread_files(void);
/// How many of what was opened so is not open any more.
int faults_lost_files(void);
