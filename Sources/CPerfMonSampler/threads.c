// The threads of this process, as the kernel shows them.
#define _GNU_SOURCE
#include "internal.h"

#if PERFMON_SUPPORTED

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/// The thread pointer of any thread, without a word to it: the kernel knows where each thread's list of robust mutexes is,
/// and the C library keeps that list at the same place of every thread's descriptor.
static uint64_t thread_pointer_of(int32_t thread) {
    void *head = NULL;
    size_t size = 0;
    if (syscall(SYS_get_robust_list, (long)thread, &head, &size) != 0 || !head) return 0;
    uint64_t pointer = (uint64_t)head - (uint64_t)perfmon_known_runtime.robust_list_offset, itself;
    // A thread's descriptor begins with its own address.
    return perfmon_read(pointer, &itself, sizeof itself) && itself == pointer ? pointer : 0;
}

static void find_task_slot(perfmon_thread *thread) {
    if (!perfmon_known_runtime.current_task_readable) return;
    uint64_t pointer = thread_pointer_of(thread->id);
    thread->current_task_slot = pointer ? pointer + (uint64_t)perfmon_known_runtime.current_task_offset : 0;
}

static size_t note(perfmon_thread *threads, size_t count, size_t limit, int32_t identifier) {
    for (size_t index = 0; index < count; index++) {
        if (threads[index].id != identifier) continue;
        threads[index].is_alive = true;
        // Asked again each time: it may have been seen while it was being created, and a number is used again.
        find_task_slot(&threads[index]);
        return count;
    }
    if (count == limit) return count;
    threads[count] = (perfmon_thread){.id = identifier, .syscall_file = -1, .is_alive = true};
    find_task_slot(&threads[count]);
    return count + 1;
}

static int open_directory(void) { return open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

int perfmon_threads_permission(void) {
    int directory = open_directory();
    if (directory < 0) return errno;
    close(directory);
    return 0;
}

size_t perfmon_threads_refresh(perfmon_thread *threads, size_t count, size_t limit) {
    int directory = open_directory();
    if (directory < 0) return count;
    int32_t caller = perfmon_thread_id();
    for (size_t index = 0; index < count; index++) threads[index].is_alive = false;
    char buffer[8192];
    long length;
    while ((length = syscall(SYS_getdents64, (long)directory, buffer, sizeof buffer)) > 0) {
        for (long offset = 0; offset < length;) {
            const struct dirent64 *entry = (const struct dirent64 *)(buffer + offset);
            offset += entry->d_reclen;
            int32_t identifier = (int32_t)strtol(entry->d_name, NULL, 10);
            if (identifier > 0 && identifier != caller) count = note(threads, count, limit, identifier);
        }
    }
    close(directory);
    size_t kept = 0;
    for (size_t index = 0; index < count; index++) {
        if (threads[index].is_alive) threads[kept++] = threads[index];
        else perfmon_thread_close(&threads[index]);
    }
    return kept;
}

static bool is_open(const perfmon_thread *thread) {
    uint8_t room[perfmon_file_room];
    return perfmon_file_is(thread->syscall_file, thread->syscall_identity, room);
}

void perfmon_thread_close(perfmon_thread *thread) {
    if (is_open(thread)) close(thread->syscall_file);
    thread->syscall_file = -1;
}

uint64_t perfmon_thread_task(const perfmon_thread *thread) {
    uint64_t task;
    if (!thread->current_task_slot || !perfmon_read(thread->current_task_slot, &task, sizeof task)) return 0;
    return task;
}

static int open_file(int32_t thread, const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/%s", thread, name);
    return open(path, O_RDONLY | O_CLOEXEC);
}

int perfmon_thread_permission(void) {
    int file = open_file(perfmon_thread_id(), "syscall");
    if (file < 0) return errno;
    char byte;
    int error = pread(file, &byte, 1, 0) == 1 ? 0 : errno;
    close(file);
    return error;
}

static bool open_thread(perfmon_thread *thread) {
    thread->syscall_file = open_file(thread->id, "syscall");
    thread->is_state_only = thread->syscall_file < 0 && (errno == EACCES || errno == EPERM);
    // The kernel shows to everybody whether a thread is blocked.
    if (thread->is_state_only) thread->syscall_file = open_file(thread->id, "stat");
    thread->syscall_file = perfmon_file_keep(thread->syscall_file, &thread->syscall_identity);
    return thread->syscall_file >= 0;
}

static void parse_state(const char *text, perfmon_syscall *call) {
    // The thread's name stands before the state, and may hold anything.
    const char *end = strrchr(text, ')');
    *call = (perfmon_syscall){.is_blocked = end && end[1] == ' ' && end[2] != 'R', .number = -1};
}

static void parse_call(char *text, perfmon_syscall *call) {
    *call = (perfmon_syscall){.is_blocked = text[0] != 'r'};
    if (!call->is_blocked) return;
    char *at = text;
    call->number = strtol(at, &at, 10);
    // -1 is a thread that waits in the kernel outside any system call, such as in a page fault: no arguments then.
    if (call->number >= 0)
        for (size_t index = 0; index < 6; index++) call->arguments[index] = strtoull(at, &at, 16);
    call->stack_pointer = strtoull(at, &at, 16);
    call->instruction = strtoull(at, &at, 16);
}

bool perfmon_thread_syscall(perfmon_thread *thread, perfmon_syscall *call) {
    if (!is_open(thread) && !open_thread(thread)) return false;
    char text[256];
    ssize_t length = pread(thread->syscall_file, text, sizeof text - 1, 0);
    if (length <= 0) {
        // The thread may be another one by now, and the permission may have gone since the file was opened.
        perfmon_thread_close(thread);
        return false;
    }
    text[length] = 0;
    if (thread->is_state_only) parse_state(text, call);
    else parse_call(text, call);
    return true;
}

size_t perfmon_file_name(int file, char *name, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    ssize_t length = readlink(path, name, size);
    return length > 0 ? (size_t)length : 0;
}

#endif
