// Reading memory that may vanish: the kernel copies, and answers EFAULT where a plain load would be a SIGSEGV.
//
// The source is handed to pwrite() on a memory file that is also mapped here (0.6 µs, 3 µs for 64 sources), which is about
// half the price of process_vm_readv(); that is the substitute where memory files are forbidden.
//
// Whether the descriptor still is the memory file is checked on every tick, before each batch, and by each signal handler: it has a high
// number, which a program that closes all descriptors hardly gives to another file between a check and its use. It is never closed, because
// a handler may be about to use it.
#define _GNU_SOURCE
#include "internal.h"

#if PERFMON_SUPPORTED

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    uint8_t scratch[16384];
    uint8_t window[perfmon_window_size];
    uint8_t pieces[perfmon_glance_limit * perfmon_window_size];
    uint8_t foreign[perfmon_foreign_size];
    perfmon_capture captures[perfmon_capture_count];
} shared_area;

static shared_area *area;
static _Atomic int area_file = -1;
static perfmon_file_identity area_identity;
static _Atomic int way = perfmon_memory_closed;
static pid_t process;

void perfmon_memory_leave(void) {
    atomic_store(&way, perfmon_memory_closed);
    area = NULL;
}

static int open_file(void) {
    int file = memfd_create("perfmon", MFD_CLOEXEC);
    if (file < 0) return -1;
    if (ftruncate(file, sizeof(shared_area)) == 0) return perfmon_file_keep(file, &area_identity);
    close(file);
    return -1;
}

static bool can_read(void) {
    static const uint64_t known = 0x706572666d6f6e21;
    uint64_t found = 0;
    return perfmon_read((uint64_t)&known, &found, sizeof found) && found == known;
}

/// Whether the file may be as long as it is: RLIMIT_FSIZE holds for memory files, too, and cuts what crosses it short. The area ends with the
/// stack of a capture that only this thread uses.
static bool can_write_to_end(void) {
    static const uint8_t byte;
    return perfmon_copy_to_area((uint64_t)&byte, (uint8_t *)(area + 1) - 1, 1) == 1 && way == perfmon_memory_file;
}

int perfmon_memory_open(void) {
    if (area) return 0;
    if (perfmon_is_forked()) return ENOTSUP;
    process = getpid();
    int file = open_file();
    int flags = file >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    shared_area *mapped = mmap(NULL, sizeof(shared_area), PROT_READ | PROT_WRITE, flags, file, 0);
    if (mapped == MAP_FAILED) {
        int error = errno;
        if (file >= 0) close(file);
        return error;
    }
    int error = perfmon_fork_watch();
    if (error) return error;
    area = mapped;
    atomic_store(&area_file, file);
    atomic_store(&way, file >= 0 ? perfmon_memory_file : perfmon_memory_process);
    perfmon_memory_check();
    return 0;
}

/// Goes over to the other way, but not from one that somebody else has just left for none at all.
static void leave_file(void) {
    int expected = perfmon_memory_file;
    atomic_compare_exchange_strong(&way, &expected, perfmon_memory_process);
}

void perfmon_memory_verify(void *room) {
    if (atomic_load_explicit(&way, memory_order_relaxed) != perfmon_memory_file) return;
    if (!perfmon_file_is(area_file, area_identity, room)) leave_file();
}

int perfmon_memory_check(void) {
    if (!area) return way;
    perfmon_memory_verify(area->scratch);
    if (way == perfmon_memory_file && !(can_write_to_end() && can_read())) leave_file();
    if (way == perfmon_memory_process && !can_read()) atomic_store(&way, perfmon_memory_closed);
    return way;
}

perfmon_capture *perfmon_capture_area(void) { return area ? area->captures : NULL; }

uint8_t *perfmon_sampler_window(void) { return area ? area->window : NULL; }

// Not inlined: its pieces would take stack of the signal handler also where they are not needed.
__attribute__((noinline)) static size_t copy_by_process_vm(uint64_t address, void *destination, size_t count) {
    // One remote piece a page: a fault then ends the transfer at the page, not before everything. No copy is longer than 16 KiB.
    enum { piece_limit = 5 };
    struct iovec pieces[piece_limit];
    size_t used = 0, covered = 0;
    while (covered < count && used < piece_limit) {
        size_t length = 4096 - ((address + covered) & 4095);
        if (length > count - covered) length = count - covered;
        pieces[used++] = (struct iovec){(void *)(address + covered), length};
        covered += length;
    }
    struct iovec local = {destination, covered};
    long copied = syscall(SYS_process_vm_readv, (long)process, &local, 1L, pieces, (long)used, 0L);
    return copied < 0 ? 0 : (size_t)copied;
}

/// Leaves the file when it is longer than files may be by now. The kernel has sent this thread a signal that would end the process: it is
/// taken back, which works because the sampler's thread and the handler hold all signals back.
static void give_up_file(void) {
    static const struct timespec at_once = {0, 0};
    uint64_t set = UINT64_C(1) << (SIGXFSZ - 1);
    syscall(SYS_rt_sigtimedwait, &set, NULL, &at_once, sizeof set);
    leave_file();
}

size_t perfmon_copy_to_area(uint64_t address, void *destination, size_t count) {
    int chosen = atomic_load_explicit(&way, memory_order_relaxed);
    if (chosen == perfmon_memory_closed) return 0;
    if (chosen == perfmon_memory_process) return copy_by_process_vm(address, destination, count);
    off_t offset = (off_t)((uint8_t *)destination - (uint8_t *)area);
    // Not by the library's function: sanitizers replace it with one that looks at the source, which may vanish.
    long copied = syscall(SYS_pwrite64, (long)area_file, address, count, offset);
    if (copied >= 0) return (size_t)copied;
    if (errno == EBADF) leave_file();
    else if (errno == EFBIG) give_up_file();
    else return 0;
    return copy_by_process_vm(address, destination, count);
}

/// Copies pieces until one cannot be read; returns how many arrived whole.
static size_t copy_run(const perfmon_source *sources, size_t count) {
    struct iovec pieces[perfmon_glance_limit];
    for (size_t index = 0; index < count; index++) pieces[index] = (struct iovec){(void *)sources[index].address, sources[index].size};
    long copied = syscall(SYS_pwritev, (long)area_file, pieces, count, (long)(sources[0].bytes - (const uint8_t *)area), 0L);
    if (copied < 0 && errno == EFBIG) give_up_file();
    size_t arrived = 0;
    for (; arrived < count && copied >= (long)sources[arrived].size; arrived++) copied -= (long)sources[arrived].size;
    return arrived;
}

void perfmon_copy_many(perfmon_source *sources, size_t count) {
    if (way == perfmon_memory_closed) return;
    perfmon_memory_verify(area->scratch);
    const uint8_t *end = area->pieces;
    for (size_t index = 0; index < count; index++) {
        sources[index].bytes = end;
        sources[index].has_arrived = false;
        end += sources[index].size;
    }
    for (size_t first = 0; first < count;) {
        if (way == perfmon_memory_process) {
            perfmon_source *source = &sources[first++];
            source->has_arrived = perfmon_read(source->address, (void *)source->bytes, source->size);
            continue;
        }
        size_t arrived = copy_run(sources + first, count - first);
        for (size_t index = first; index < first + arrived; index++) sources[index].has_arrived = true;
        first += arrived + 1;
    }
}

size_t perfmon_read_some(uint64_t address, void *destination, size_t count) {
    if (way == perfmon_memory_closed) return 0;
    size_t total = 0;
    while (total < count) {
        size_t want = count - total < sizeof area->scratch ? count - total : sizeof area->scratch;
        size_t got = perfmon_copy_to_area(address + total, area->scratch, want);
        memcpy((uint8_t *)destination + total, area->scratch, got);
        total += got;
        if (got < want) break;
    }
    return total;
}

bool perfmon_read_elsewhere(uint64_t address, void *destination, size_t count) {
    static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
    struct iovec local = {destination, count}, remote = {(void *)address, count};
    // Works without the area, and needs no turn.
    if (syscall(SYS_process_vm_readv, (long)getpid(), &local, 1L, &remote, 1L, 0L) == (long)count) return true;
    if (count > perfmon_foreign_size || !area) return false;
    pthread_mutex_lock(&turn);
    bool is_read = perfmon_copy_to_area(address, area->foreign, count) == count;
    if (is_read) memcpy(destination, area->foreign, count);
    pthread_mutex_unlock(&turn);
    return is_read;
}

bool perfmon_read(uint64_t address, void *destination, size_t count) {
    return perfmon_read_some(address, destination, count) == count;
}

#endif
