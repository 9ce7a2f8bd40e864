#define _GNU_SOURCE
#include "perfmon_sampler.h"

#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/syscall.h>
#else
#include <pthread.h>
#endif

static uint64_t nanoseconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

uint64_t perfmon_now(void) { return nanoseconds(CLOCK_MONOTONIC); }

uint64_t perfmon_thread_cpu_time(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

uint64_t perfmon_process_cpu_time(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }

void perfmon_pause(uint64_t duration) {
    struct timespec time = {(time_t)(duration / 1000000000u), (long)(duration % 1000000000u)};
    nanosleep(&time, NULL);
}

#if defined(__linux__)

int32_t perfmon_thread_id(void) { return (int32_t)syscall(SYS_gettid); }

uint64_t perfmon_cpu_time_of(int32_t thread) {
    // The kernel's numbering of the clocks of threads: 4 for one thread, 2 for time on the CPU.
    struct timespec time;
    clockid_t clock = (clockid_t)(~(uint32_t)thread << 3 | 4 | 2);
    if (clock_gettime(clock, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

#else

uint64_t perfmon_cpu_time_of(int32_t thread) {
    (void)thread;
    return 0;
}

int32_t perfmon_thread_id(void) {
    uint64_t identifier = 0;
    pthread_threadid_np(NULL, &identifier);
    return (int32_t)identifier;
}

#endif
