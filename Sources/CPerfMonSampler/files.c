// Descriptors that stay open. The application may close all descriptors of its process, as daemons do when they start, and open files that
// get our numbers: what is not known to be ours is neither closed nor written to.
#define _GNU_SOURCE
#include "internal.h"

#if PERFMON_SUPPORTED

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(sizeof(struct stat) <= perfmon_file_room, "the room must hold what the kernel says of a file");

static bool identify(int number, perfmon_file_identity *identity, void *room) {
    // Not by the library's function, which sanitizers replace.
    struct stat *status = room;
    if (syscall(SYS_fstat, (long)number, status) != 0) return false;
    *identity = (perfmon_file_identity){status->st_dev, status->st_ino};
    return true;
}

bool perfmon_file_is(int number, perfmon_file_identity identity, void *room) {
    perfmon_file_identity found;
    return number >= 0 && identify(number, &found, room) && found.device == identity.device && found.node == identity.node;
}

int perfmon_file_keep(int number, perfmon_file_identity *identity) {
    // Numbers are given out from the lowest on, so a high one is hardly ever somebody else's. Not higher than programs go by themselves: the
    // kernel's table of descriptors grows with the number.
    enum { usual_limit = 1024 };
    struct stat room;
    struct rlimit limit;
    if (number < 0) return number;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        rlim_t end = limit.rlim_cur < usual_limit ? limit.rlim_cur : usual_limit;
        int high = fcntl(number, F_DUPFD_CLOEXEC, (int)(end / 4 * 3));
        if (high >= 0) {
            close(number);
            number = high;
        }
    }
    if (identify(number, identity, &room)) return number;
    close(number);
    return -1;
}

#endif
