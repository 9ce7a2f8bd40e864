// The signal handler, and the same description of a blocked thread from outside.
//
// The handler copies registers, the end of the stack and the chain of async contexts, nothing more. Everything is unwound later
// on the sampler thread. Why it is safe to run between any two instructions:
// - It calls system calls and the clock only: getpid, clock_gettime (the vDSO's), getrusage, fstat, and pwrite or process_vm_readv, each
//   a wrapper of the C library without lock or allocation. errno is kept.
// - No allocation, no lock, no thread-local variable but errno, which the C library has in each thread from its start. The task
//   is read by its distance from the thread pointer. Nothing is bound lazily: `rehearse` has called it all before.
// - All memory but the thread's own descriptor is read by the kernel: a task or context that is gone is a failed read.
// - Loops are bounded: 32 KiB of stack, 3 candidates, 256 contexts. All copies go to the capture, so its own
//   stack is small enough for the smallest alternate stack that the kernel admits; a test measures it.
// - It writes to one capture, which it claimed by an atomic exchange from its thread's name, so a signal that is late, doubled,
//   forged or sent by somebody else changes nothing. All other signals are held back meanwhile.
// - The captures are never unmapped, and a child by fork has none.
#define _GNU_SOURCE
#include "internal.h"

#if PERFMON_SUPPORTED

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static _Atomic int installed_signal, chosen_signal;

// In the epilogue of an async function its context lies just below the stack pointer.
enum { red_zone = 128, first_copy = 2048 };

perfmon_capture *perfmon_capture_at(size_t index) {
    perfmon_capture *captures = perfmon_capture_area();
    return captures && index < perfmon_capture_count ? &captures[index] : NULL;
}

bool perfmon_capture_abandon(perfmon_capture *capture) {
    uint32_t expected = perfmon_capture_armed;
    return atomic_compare_exchange_strong(&capture->state, &expected, perfmon_capture_free);
}

uint32_t perfmon_capture_state(const perfmon_capture *capture) { return atomic_load_explicit(&capture->state, memory_order_acquire); }

void perfmon_capture_release(perfmon_capture *capture) {
    atomic_store_explicit(&capture->state, perfmon_capture_free, memory_order_release);
}

static void follow_contexts(perfmon_capture *capture, perfmon_candidate *candidate, uint64_t context) {
    candidate->first = capture->context_count;
    // Where tasks are kept in another way contexts may be, too: a chain by a layout that is refuted says nothing.
    if (!perfmon_known_runtime.tasks_readable) return;
    perfmon_context_walk walk = {.context = context, .window = capture->window};
    uint64_t resume;
    while (capture->context_count < perfmon_capture_contexts && perfmon_context_next(&walk, &resume, &context)) {
        capture->contexts[capture->context_count].resume = resume;
        capture->contexts[capture->context_count++].context = context;
        candidate->count++;
    }
    candidate->is_ended = walk.context == 0;
    candidate->is_cut = capture->context_count == perfmon_capture_contexts;
}

static void find_candidates(perfmon_capture *capture, uint64_t from) {
    uint64_t wanted = perfmon_known_runtime.run_job_return;
    if (!wanted) return;
    for (uint64_t offset = from < 16 ? 16 : from; offset + 8 <= capture->stack_count && capture->candidate_count < 3; offset += 8) {
        uint64_t word;
        memcpy(&word, capture->stack + offset, sizeof word);
        if (word != wanted) continue;
        perfmon_candidate *candidate = &capture->candidates[capture->candidate_count++];
        *candidate = (perfmon_candidate){.slot = capture->stack_start + offset};
        uint64_t context;
        // An async function's prologue: push rbp; push r14, which is its context.
        memcpy(&context, capture->stack + offset - 16, sizeof context);
        follow_contexts(capture, candidate, context);
    }
}

/// Copies the stack from `start` in growing steps, until the outermost async function is in the copy.
static void copy_stack(perfmon_capture *capture, uint64_t start) {
    capture->stack_start = start;
    capture->stack_count = 0;
    capture->candidate_count = 0;
    capture->context_count = 0;
    for (uint64_t wanted = first_copy; wanted <= perfmon_capture_stack_size; wanted *= 2) {
        uint64_t before = capture->stack_count;
        capture->stack_count += perfmon_copy_to_area(start + before, capture->stack + before, wanted - before);
        find_candidates(capture, before);
        if (capture->candidate_count || capture->stack_count < wanted) return;
    }
}

/// Follows the chain from where the task goes on, when its thread may not have got there yet or has left: inside the runtime, or where the
/// stack shows no context.
static void follow_resumption(perfmon_capture *capture) {
    uint64_t instruction = capture->registers.values[perfmon_rip];
    bool is_wanted = instruction >= perfmon_known_runtime.text_start && instruction < perfmon_known_runtime.text_end;
    is_wanted = is_wanted || capture->candidate_count == 0 || !capture->candidates[capture->candidate_count - 1].is_ended;
    capture->resumption = (perfmon_candidate){0};
    if (capture->resume_function && is_wanted)
        follow_contexts(capture, &capture->resumption, capture->resume_context);
}

/// Follows the chain from r14, where an async function finds its context, when the return address is at the very top of the stack.
static void follow_entry(perfmon_capture *capture) {
    capture->entry = (perfmon_candidate){0};
    if (capture->candidate_count == 0) return;
    uint64_t depth = capture->candidates[0].slot - capture->registers.values[perfmon_rsp];
    if (depth != 0 && depth != 8) return;
    capture->entry.slot = capture->candidates[0].slot;
    follow_contexts(capture, &capture->entry, capture->registers.values[perfmon_r14]);
}

static void copy_registers(perfmon_registers *registers, const greg_t *from) {
    static const uint8_t order[perfmon_register_count] = {
        REG_RAX, REG_RDX, REG_RCX, REG_RBX, REG_RSI, REG_RDI, REG_RBP, REG_RSP, REG_R8,
        REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15, REG_RIP,
    };
    for (size_t index = 0; index < perfmon_register_count; index++) registers->values[index] = (uint64_t)from[order[index]];
    registers->known = (1u << perfmon_register_count) - 1;
}

/// The capture that a signal names, or NULL: anybody may send signals with any value.
static perfmon_capture *capture_named_by(const siginfo_t *info) {
    perfmon_capture *captures = perfmon_capture_area();
    uint64_t offset = (uint64_t)info->si_value.sival_ptr - (uint64_t)captures;
    bool is_one = captures && offset < perfmon_capture_count * sizeof *captures && offset % sizeof *captures == 0;
    return is_one ? &captures[offset / sizeof *captures] : NULL;
}

/// How often the calling thread gave its CPU away by itself. The kernel's answer goes to `window`, to save the stack.
static uint64_t voluntary_switches(uint8_t window[perfmon_window_size]) {
    _Static_assert(sizeof(struct rusage) <= perfmon_window_size, "the window must hold the answer");
    if (getrusage(RUSAGE_THREAD, (struct rusage *)(void *)window) != 0) return 0;
    long switches;
    memcpy(&switches, window + offsetof(struct rusage, ru_nvcsw), sizeof switches);
    return (uint64_t)switches;
}

static void describe_self(perfmon_capture *capture, const ucontext_t *context) {
    capture->time = perfmon_now();
    capture->cpu_time = perfmon_thread_cpu_time();
    capture->voluntary_switches = voluntary_switches(capture->window);
    copy_registers(&capture->registers, context->uc_mcontext.gregs);
    capture->task = *(const uint64_t *)(capture->thread_pointer + (uint64_t)perfmon_known_runtime.current_task_offset);
    perfmon_capture_note_task(capture);
    copy_stack(capture, capture->registers.values[perfmon_rsp] - red_zone);
    follow_entry(capture);
    follow_resumption(capture);
}

static void handle(int number, siginfo_t *info, void *context) {
    (void)number;
    if (info->si_code != SI_TIMER || info->si_pid != getpid()) return;
    perfmon_capture *capture = capture_named_by(info);
    if (!capture) return;
    int saved_error = errno;
    uint32_t expected = perfmon_capture_armed;
    if (atomic_compare_exchange_strong(&capture->state, &expected, perfmon_capture_writing)) {
        // A signal that was held back for long may find its capture armed for another thread.
        bool is_meant = capture->thread_pointer == perfmon_thread_pointer();
        if (is_meant) {
            perfmon_memory_verify(capture->window);
            describe_self(capture, context);
            capture->interruption = perfmon_now() - capture->time;
        }
        atomic_store_explicit(&capture->state, is_meant ? perfmon_capture_done : perfmon_capture_armed, memory_order_release);
    }
    errno = saved_error;
}

/// Runs the handler once as a plain function, so that the dynamic linker has bound everything it calls before it is a handler.
static void rehearse(void) {
    perfmon_capture *capture = perfmon_capture_at(perfmon_capture_count - 1);
    ucontext_t context;
    if (!capture || getcontext(&context) != 0) return;
    siginfo_t info = {.si_code = SI_TIMER};
    info.si_pid = getpid();
    info.si_value.sival_ptr = capture;
    capture->thread_pointer = perfmon_thread_pointer();
    atomic_store(&capture->state, perfmon_capture_armed);
    handle(0, &info, &context);
    perfmon_capture_release(capture);
}

static bool is_unused(int number) {
    struct sigaction current;
    return sigaction(number, NULL, &current) == 0 && !(current.sa_flags & SA_SIGINFO) &&
           (current.sa_handler == SIG_DFL || current.sa_handler == SIG_IGN);
}

static bool is_ours(int number) {
    struct sigaction current;
    return number && sigaction(number, NULL, &current) == 0 && (current.sa_flags & SA_SIGINFO) && current.sa_sigaction == handle;
}

static bool install(int number) {
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
    action.sa_sigaction = handle;
    sigfillset(&action.sa_mask);
    return is_unused(number) && sigaction(number, &action, NULL) == 0;
}

int perfmon_signal_real_time(int distance) {
    return distance >= 0 && distance <= SIGRTMAX - SIGRTMIN ? SIGRTMIN + distance : -1;
}

void perfmon_signal_choose(int number) { chosen_signal = number; }

int perfmon_signal_chosen(void) { return chosen_signal; }

int perfmon_signal_install(void) {
    if (is_ours(installed_signal)) return installed_signal;
    if (!installed_signal) rehearse();
    // Swift's tasks run on libdispatch's threads, which block all signals but the synchronous ones and SIGPROF.
    int wanted = chosen_signal ? chosen_signal : SIGPROF;
    int chosen = install(wanted) ? wanted : 0;
    // When that one is taken: from the top, because low real-time signals are the ones other libraries ask for.
    for (int number = SIGRTMAX - 1; !chosen && !chosen_signal && number > SIGRTMIN + 2; number--)
        if (install(number)) chosen = number;
    atomic_store(&installed_signal, chosen);
    return chosen;
}

void perfmon_signal_admit(void) {
    static _Thread_local int admitted;
    int number = atomic_load_explicit(&installed_signal, memory_order_relaxed);
    if (number == SIGPROF || number == admitted) return;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    if (pthread_sigmask(SIG_UNBLOCK, &set, NULL) == 0) admitted = number;
}

/// Sends as a timer would: the kernel takes back a timer's signals when a thread becomes another program by exec. Any other signal
/// that is under way then would end that program, which has no handler for it.
static long send(int32_t thread, int number, void *value) {
    siginfo_t info = {0};
    info.si_signo = number;
    info.si_code = SI_TIMER;
    info.si_pid = getpid();
    info.si_uid = getuid();
    info.si_value.sival_ptr = value;
    return syscall(SYS_rt_tgsigqueueinfo, (long)getpid(), (long)thread, (long)number, &info);
}

int perfmon_signal_permission(void) {
    // Signal 0 is checked like any other and not sent.
    return send(perfmon_thread_id(), 0, NULL) == 0 ? 0 : errno;
}

bool perfmon_capture_request(perfmon_capture *capture, const perfmon_thread *thread) {
    // Somebody else's handler must never see a signal of ours: it was not made for it.
    if (!is_ours(installed_signal) || !thread->current_task_slot) return false;
    capture->thread_pointer = thread->current_task_slot - (uint64_t)perfmon_known_runtime.current_task_offset;
    atomic_store_explicit(&capture->state, perfmon_capture_armed, memory_order_release);
    if (send(thread->id, installed_signal, capture) == 0) return true;
    perfmon_capture_release(capture);
    return false;
}

static bool is_same_wait(const perfmon_syscall *left, const perfmon_syscall *right) {
    return left->is_blocked && right->is_blocked && left->number == right->number &&
           left->stack_pointer == right->stack_pointer && left->instruction == right->instruction &&
           !memcmp(left->arguments, right->arguments, sizeof left->arguments);
}

bool perfmon_capture_blocked(perfmon_capture *capture, perfmon_thread *thread, const perfmon_syscall *call) {
    memset(&capture->registers, 0, sizeof capture->registers);
    capture->registers.values[perfmon_rsp] = call->stack_pointer;
    capture->registers.values[perfmon_rip] = call->instruction;
    capture->registers.known = 1u << perfmon_rsp | 1u << perfmon_rip;
    capture->time = perfmon_now();
    perfmon_memory_verify(capture->window);
    copy_stack(capture, call->stack_pointer);
    capture->task = perfmon_thread_task(thread);
    perfmon_capture_note_task(capture);
    capture->entry = (perfmon_candidate){0};
    follow_resumption(capture);
    perfmon_syscall again;
    return perfmon_thread_syscall(thread, &again) && is_same_wait(call, &again);
}

#endif
