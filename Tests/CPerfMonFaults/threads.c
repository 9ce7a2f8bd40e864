#define _GNU_SOURCE
#include "perfmon_faults.h"

#if defined(__linux__)

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef AT_MINSIGSTKSZ
#define AT_MINSIGSTKSZ 51
#endif

enum { paint = 0xa5, small_stack = 128 * 1024, left_over = 24 * 1024, area_size = 64 * 1024 };

struct faults_thread {
    pthread_t thread;
    int kind;
    _Atomic int32_t id;
    _Atomic bool is_unblocked, is_ending;
    uint8_t *stack;
    long stack_size;
};

long faults_kernel_frame(void) { return (long)getauxval(AT_MINSIGSTKSZ); }

static void set_mask(int how) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(how, &all, NULL);
}

static void spin(faults_thread *thread) {
    thread->id = (int32_t)syscall(SYS_gettid);
    while (!thread->is_ending)
        if (thread->is_unblocked) set_mask(SIG_UNBLOCK);
}

__attribute__((noinline)) static int recurse(faults_thread *thread, uintptr_t first) {
    volatile char frame[256] = {0};
    // Not the address of the variable, which sanitizers keep elsewhere.
    if (first - (uintptr_t)__builtin_frame_address(0) > small_stack - left_over) spin(thread);
    else frame[1] = (char)recurse(thread, first);
    return frame[1];
}

static void *run(void *context) {
    faults_thread *thread = context;
    // What lies below the alternate stack shows whether it was left.
    stack_t stack = {.ss_sp = thread->stack + area_size - thread->stack_size, .ss_size = (size_t)thread->stack_size};
    stack_t before;
    switch (thread->kind) {
    case faults_on_alternate_stack:
        if (sigaltstack(&stack, &before) != 0) break;
        spin(thread);
        sigaltstack(&before, NULL);
        break;
    case faults_blocked:
        set_mask(SIG_BLOCK);
        spin(thread);
        break;
    case faults_deep: recurse(thread, (uintptr_t)__builtin_frame_address(0)); break;
    default: spin(thread);
    }
    return NULL;
}

faults_thread *faults_thread_start(int kind, long stack_size) {
    faults_thread *thread = calloc(1, sizeof *thread);
    thread->kind = kind;
    thread->stack_size = stack_size;
    thread->stack = malloc(area_size);
    memset(thread->stack, paint, area_size);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (kind == faults_deep) pthread_attr_setstacksize(&attributes, small_stack);
    int error = pthread_create(&thread->thread, &attributes, run, thread);
    pthread_attr_destroy(&attributes);
    if (error) return NULL;
    while (!thread->id) usleep(100);
    return thread;
}

int32_t faults_thread_id(const faults_thread *thread) { return thread->id; }

void faults_thread_unblock(faults_thread *thread) { thread->is_unblocked = true; }

long faults_thread_end(faults_thread *thread) {
    thread->is_ending = true;
    pthread_join(thread->thread, NULL);
    long unused = 0;
    while (unused < area_size && thread->stack[unused] == paint) unused++;
    free(thread->stack);
    free(thread);
    return area_size - unused;
}

#endif
