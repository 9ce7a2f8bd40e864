/// The parts of the profiler that must be C: reading memory that may vanish, unwinding copied stacks, reading suspended
/// Swift tasks, and the signal handler.
///
/// Threads: everything here is called by the one sampler thread, except where a comment says otherwise.
/// Source of all facts about the Swift runtime: its binary and headers at 6.3.1, confirmed by experiment.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: - Platform

/// Whether this platform has the readers below; where it has not, the functions exist and say no.
bool perfmon_is_supported(void);

/// Nanoseconds of the monotonic clock. Any thread, also signal handlers.
uint64_t perfmon_now(void);

/// CPU time of the calling thread in nanoseconds.
uint64_t perfmon_thread_cpu_time(void);

/// CPU time of a thread of this process in nanoseconds; 0 when there is none by that number.
uint64_t perfmon_cpu_time_of(int32_t thread);

/// CPU time of the process in nanoseconds.
uint64_t perfmon_process_cpu_time(void);

/// The kernel's identifier of the calling thread.
int32_t perfmon_thread_id(void);

// MARK: - Memory that may vanish

enum {
    /// Bytes of stack that one capture keeps.
    perfmon_capture_stack_size = 32768,
    /// Async contexts that one capture keeps, over all candidates.
    perfmon_capture_contexts = 256,
    /// Captures that can be under way at the same time.
    perfmon_capture_count = 32,
    /// The longest stack that is unwound.
    perfmon_frame_limit = 256,
};

/// How memory is read.
enum {
    /// Not at all: the kernel forbids it.
    perfmon_memory_closed = 0,
    /// By writing it to a memory file.
    perfmon_memory_file = 1,
    /// By `process_vm_readv`, which is slower.
    perfmon_memory_process = 2,
};

/// Prepares the memory that safe reads go through. Call once, before anything below; any thread.
/// Returns 0 or an `errno`. Whether the kernel allows the reads is for `perfmon_memory_check` to say.
int perfmon_memory_open(void);

/// Proves that memory can be read now, and changes the way when the one in use stopped working or somebody closed its file.
/// Returns one of `perfmon_memory_…`; it never goes back to a better one.
int perfmon_memory_check(void);

/// Whether this process is a child, by fork, of the one that called `perfmon_memory_open`: it has no sampler thread.
/// Any thread, also signal handlers.
bool perfmon_is_forked(void);

/// Copies up to `count` bytes from `address`; returns how many could be read. Never faults.
size_t perfmon_read_some(uint64_t address, void *destination, size_t count);

/// Copies `count` bytes from `address`, all or nothing. Never faults.
bool perfmon_read(uint64_t address, void *destination, size_t count);

// MARK: - Loaded images

enum { perfmon_build_id_limit = 32 };

/// An executable or shared library in this process, by its run-time addresses.
typedef struct {
    uint64_t load_bias;
    uint64_t start, end;
    uint64_t text_start, text_end;
    /// The binary search table of `.eh_frame_hdr`, or NULL.
    const uint8_t *unwind_header;
    /// By which the linker tells one build from another; a count of 0 when the image does not say.
    uint8_t build_id_count, build_id[perfmon_build_id_limit];
    char path[512];
} perfmon_image;

/// Brings the table up to date if an image was loaded or unloaded since. Returns how many there are.
size_t perfmon_images_refresh(void);
/// Changes whenever the table does.
uint64_t perfmon_images_version(void);
/// The image at an index of the table, which is sorted by address; valid until the next refresh.
const perfmon_image *perfmon_image_at(size_t index);
/// The image that contains `address`, or NULL.
const perfmon_image *perfmon_image_containing(uint64_t address);

// MARK: - Frames

enum {
    /// The interrupted instruction.
    perfmon_frame_exact = 0,
    /// A return address on the stack.
    perfmon_frame_return = 1,
    /// Where a suspended async function goes on.
    perfmon_frame_resume = 2,
};

/// One frame of a stack, innermost first.
typedef struct {
    uint64_t address;
    /// The async context it belongs to, or, for a physical frame, the canonical frame address.
    uint64_t location;
    uint32_t kind;
} perfmon_frame;

// MARK: - The Swift runtime

/// Where the parts of a Swift task lie, in bytes from the start of what holds them, and what its flags mean.
typedef struct {
    /// Size of a task without its fragments; the child fragment follows it.
    uint32_t task_size;
    uint32_t job_flags, id, resume_function, resume_context, status, records, locals, dependency;
    /// Status records: a list of what belongs to a task.
    uint32_t record_parent, record_first_child, record_kind_child, record_kind_group;
    /// Dependency records: what a task waits for.
    uint32_t dependency_object, dependency_kind;
    /// The fragment that child tasks have.
    uint32_t child_parent, child_next;
    uint32_t context_parent, context_resume;
    /// Bits of the status.
    uint32_t is_running, is_enqueued, is_complete, has_dependency;
    /// A bit of the job's flags.
    uint32_t is_child;
} perfmon_task_layout;

/// The layout of tasks in Swift 6.3 on 64-bit Linux.
perfmon_task_layout perfmon_task_layout_known(void);

/// A function of the runtime that an async function enters by a jump. It runs on behalf of its caller's context, while the place where
/// the caller goes on is known from an argument alone.
typedef struct {
    uint64_t function;
    /// By DWARF's numbering: the register of that argument, and the one that keeps it for the rest of the function, 0 if none does.
    uint8_t argument, keeper;
} perfmon_resumer;

enum { perfmon_resumer_limit = 8 };

/// Where things lie in this process' Swift runtime.
typedef struct {
    /// Whether suspended tasks can be read.
    bool tasks_readable;
    /// Whether the current task of a thread can be read from outside.
    bool current_task_readable;
    /// What the runtime says of itself; 0 where it says nothing.
    uint32_t layout_version, task_size;
    perfmon_task_layout layout;
    /// `&_swift_concurrency_debug_asyncTaskMetadata`'s value: the first word of every task.
    uint64_t task_metadata;
    /// From a thread's pointer to the word that holds its current task.
    int64_t current_task_offset;
    /// From a thread's pointer to the head of its robust mutex list, which the kernel knows for each thread.
    int64_t robust_list_offset;
    /// The return address that marks the outermost async function on a physical stack, and the function it lies in.
    uint64_t run_job_return;
    uint64_t run_job_start, run_job_end;
    /// The code of the image that holds the runtime.
    uint64_t text_start, text_end;
    perfmon_resumer resumers[perfmon_resumer_limit];
    /// The function that an async function enters by a jump to wait for a continuation. The task says by then where it goes on.
    uint64_t continuation_await;
} perfmon_runtime;

/// What one running task observed of itself.
typedef struct {
    uint64_t task, task_metadata, thread_pointer, robust_list;
    size_t return_count, slot_count;
    uint64_t returns[24];
    int64_t slots[64];
    /// The first bytes of the task while it ran.
    uint8_t header[208];
} perfmon_observation;

/// Fills `observation` with the calling task's own facts. Call inside a task; any thread.
void perfmon_observe_task(perfmon_observation *observation);

/// Concludes from observations of at least two tasks that were alive at the same time.
/// What cannot be concluded is left unreadable.
perfmon_runtime perfmon_runtime_learn(const perfmon_observation *observations, size_t count);

/// The runtime that the functions below believe in. A layout that reaches out of what is read counts as unreadable.
void perfmon_runtime_set(const perfmon_runtime *runtime);

/// Whether an observation shows its task running, by the layout in force.
bool perfmon_observed_running(const perfmon_observation *observation);

/// The calling thread's current task, or 0. Any thread.
uint64_t perfmon_current_task(void);

/// Bits of `perfmon_task.status`, whatever the runtime's own are.
enum {
    perfmon_task_running = 0x800,
    perfmon_task_enqueued = 0x1000,
    perfmon_task_complete = 0x2000,
};

enum {
    perfmon_wait_none = 0,
    perfmon_wait_task = 1,
    perfmon_wait_continuation = 2,
    perfmon_wait_group = 3,
    perfmon_wait_executor = 4,
};

/// One consistent view of a task.
typedef struct {
    uint64_t task;
    uint64_t parent;
    uint64_t resume_function, resume_context;
    uint64_t records;
    /// What it waits for, and one of `perfmon_wait_…`. For an executor: the object's address, 0 for the global one.
    uint64_t dependency;
    uint32_t dependency_kind;
    uint32_t job_flags, id, status;
    /// The first word of the executor object, if that is what it waits for.
    uint64_t executor_type;
} perfmon_task;

/// Reads a task's header. False when there is no task at that address.
bool perfmon_task_read(uint64_t address, perfmon_task *task);

/// Why a stack could not be told.
typedef enum {
    perfmon_failure_none = 0,
    /// The task is running, ended or was resumed meanwhile.
    perfmon_failure_moved = 1,
    /// The stack or the chain of contexts could not be read to its end.
    perfmon_failure_unreadable = 2,
    /// An address is not one of code.
    perfmon_failure_code = 3,
    /// The chain of contexts ends elsewhere than in the task.
    perfmon_failure_chain = 4,
} perfmon_failure;

/// Reads the stack of a suspended task. Returns the number of frames, or 0 and why.
size_t perfmon_task_walk(const perfmon_task *task, perfmon_frame *frames, size_t limit, perfmon_failure *failure);

/// A number that differs when anything differs that a sample of a suspended task shows.
uint64_t perfmon_task_digest(const perfmon_task *task, const perfmon_frame *frames, size_t count);

enum { perfmon_glance_limit = 64 };

/// The digests of at most `perfmon_glance_limit` tasks, as they would be if each were read and walked now; 0 for a task that has to be read
/// properly, because it runs, ended, has children or cannot be read.
void perfmon_tasks_glance(const uint64_t *tasks, uint64_t *digests, size_t count);

/// The child tasks (`async let`, groups) of a task that was just read.
size_t perfmon_task_children(const perfmon_task *task, uint64_t *children, size_t limit);

/// The value of a task-local `Int`, by the address of its `TaskLocal` object; `otherwise` when it is not bound.
int64_t perfmon_task_local(uint64_t task, uint64_t key, int64_t otherwise);

// MARK: - Threads

/// What tells a file from any other.
typedef struct {
    uint64_t device, node;
} perfmon_file_identity;

/// A thread of this process as the sampler sees it.
typedef struct {
    int32_t id;
    int32_t syscall_file;
    perfmon_file_identity syscall_identity;
    /// Set when the kernel shows only whether the thread is blocked, as of a process that is not dumpable.
    bool is_state_only;
    /// Where its current task is to be read, or 0 when that is not known.
    uint64_t current_task_slot;
    bool is_alive;
} perfmon_thread;

/// Brings the list of threads up to date, the calling thread left out. Returns the new count, at most `limit`.
size_t perfmon_threads_refresh(perfmon_thread *threads, size_t count, size_t limit);
void perfmon_thread_close(perfmon_thread *thread);
/// The task that runs on a thread, or 0.
uint64_t perfmon_thread_task(const perfmon_thread *thread);

/// Where a blocked thread waits, as the kernel shows it.
typedef struct {
    bool is_blocked;
    int64_t number;
    uint64_t arguments[6];
    uint64_t stack_pointer, instruction;
} perfmon_syscall;

/// Whether the kernel shows which threads there are: 0, or an `errno`.
int perfmon_threads_permission(void);
/// Whether the kernel shows what system calls threads are blocked in: 0, or an `errno`.
int perfmon_thread_permission(void);
/// Reads what system call a thread is blocked in; number -1 and no addresses when the kernel shows only that it is blocked.
/// False when the kernel does not say.
bool perfmon_thread_syscall(perfmon_thread *thread, perfmon_syscall *call);

/// What an open file is, as the kernel names it: a path, `pipe:[4711]`, `socket:[4712]`. Returns its length, 0 when it is not open.
size_t perfmon_file_name(int file, char *name, size_t size);

// MARK: - Captures

/// Registers in DWARF's numbering for x86-64.
enum { perfmon_rax = 0, perfmon_rdx = 1, perfmon_rcx = 2, perfmon_rbx = 3, perfmon_rdi = 5, perfmon_rbp = 6, perfmon_rsp = 7, perfmon_r14 = 14, perfmon_rip = 16, perfmon_register_count = 17 };

typedef struct {
    uint64_t values[perfmon_register_count];
    uint32_t known;
} perfmon_registers;

enum { perfmon_capture_free = 0, perfmon_capture_armed = 1, perfmon_capture_writing = 2, perfmon_capture_done = 3 };

/// A place on a copied stack that holds the return address `run_job_return`, and the chain of contexts found there.
/// The word may also be a stale leftover; the unwinder decides which candidate is the real one.
typedef struct {
    uint64_t slot;
    uint32_t first, count;
    /// Whether the chain was followed to its end, or as far as there was room. Neither: a part of it could not be read.
    bool is_ended, is_cut;
} perfmon_candidate;

/// What a signal handler, or the reader of a blocked thread, copied.
typedef struct {
    _Atomic uint32_t state;
    uint32_t candidate_count, context_count;
    perfmon_registers registers;
    /// Which thread is meant.
    uint64_t thread_pointer;
    /// The task that the thread ran at that moment, and the moment.
    uint64_t task, time;
    /// How long the signal held the thread up, in nanoseconds.
    uint64_t interruption;
    /// The task's number; 0 when tasks cannot be read.
    uint32_t task_id;
    /// Where the task would go on, or went on last. Both 0 when it has ended or cannot be read.
    uint64_t resume_function, resume_context;
    /// The chain from there, if it was followed: when the task may have a thread but not be on its stack yet.
    perfmon_candidate resumption;
    /// Where all chains of the task end, set by whoever unwinds; 0 when that is to be guessed by the distance from the task.
    uint64_t first_context;
    /// CPU time of the thread, and how often it gave its CPU away by itself. Only of threads that were asked.
    uint64_t cpu_time, voluntary_switches;
    uint64_t stack_start, stack_count;
    perfmon_candidate candidates[3];
    /// The chain from the context register, if the innermost function may be an async one that has not stored its context.
    perfmon_candidate entry;
    struct { uint64_t resume, context; } contexts[perfmon_capture_contexts];
    _Alignas(16) uint8_t window[1024];
    uint8_t stack[perfmon_capture_stack_size];
} perfmon_capture;

/// The real-time signal so many above the lowest one; -1, which nobody has, when there is none.
int perfmon_signal_real_time(int distance);
/// Chooses the signal to install the handler on, before it is installed; 0 for whichever is free.
void perfmon_signal_choose(int number);
int perfmon_signal_chosen(void);
/// Installs the handler on the chosen signal, or on SIGPROF or, when somebody uses that, on a real-time signal nobody uses; again when somebody else
/// took it meanwhile. Returns the signal, or 0 when there is none.
int perfmon_signal_install(void);
/// Lets the calling thread receive the signal if it is one that pool threads block. Any thread; does nothing twice.
void perfmon_signal_admit(void);
/// A capture of the fixed set, `index` below `perfmon_capture_count`.
perfmon_capture *perfmon_capture_at(size_t index);
uint32_t perfmon_capture_state(const perfmon_capture *capture);
void perfmon_capture_release(perfmon_capture *capture);
/// Whether the kernel lets this process send such signals: 0, or an `errno`. Sends none.
int perfmon_signal_permission(void);
/// Asks a running thread to describe itself into `capture`. False when it could not be asked.
bool perfmon_capture_request(perfmon_capture *capture, const perfmon_thread *thread);
/// Gives up on a capture that was asked for. False when the thread is just answering.
bool perfmon_capture_abandon(perfmon_capture *capture);
/// Describes a thread that is blocked in `call`, from outside, and which task holds it. False when it moved meanwhile.
bool perfmon_capture_blocked(perfmon_capture *capture, perfmon_thread *thread, const perfmon_syscall *call);

/// Unwinds a finished capture: physical frames up to the outermost async function, then its callers.
/// `is_complete` tells whether the two parts met. Returns 0 and why when there is no stack, or when the two parts met, but the callers
/// are those of another task: the context was being given back while the thread was asked, and its memory was somebody else's by then.
size_t perfmon_capture_unwind(const perfmon_capture *capture, perfmon_frame *frames, size_t limit, bool *is_complete,
                              perfmon_failure *failure);

// MARK: - Waiting

/// Lets the calling thread sleep.
void perfmon_pause(uint64_t nanoseconds);
