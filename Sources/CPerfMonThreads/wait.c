#define _GNU_SOURCE
#include "perfmon_threads.h"

#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>

void perfmon_wait(const void *word, uint32_t expected, uint64_t duration) {
    struct timespec timeout = {(time_t)(duration / 1000000000u), (long)(duration % 1000000000u)};
    syscall(SYS_futex, word, (long)FUTEX_WAIT_PRIVATE, (long)expected, duration ? &timeout : NULL, NULL, 0L);
}

void perfmon_wake(const void *word) { syscall(SYS_futex, word, (long)FUTEX_WAKE_PRIVATE, 1L, NULL, NULL, 0L); }

#else

// Without a futex whoever waits looks again every ten milliseconds.
void perfmon_wait(const void *word, uint32_t expected, uint64_t duration) {
    if (*(const volatile uint32_t *)word == expected) usleep(duration && duration < 10000000 ? (useconds_t)(duration / 1000) : 10000);
}

void perfmon_wake(const void *word) { (void)word; }

#endif
