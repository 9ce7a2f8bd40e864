/// What the files of this target share with each other only.
#pragma once

#include "perfmon_sampler.h"

#include <string.h>

#if defined(__linux__) && defined(__x86_64__)
#define PERFMON_SUPPORTED 1
#else
#define PERFMON_SUPPORTED 0
#endif

// Called directly, never through a table that is filled in lazily: the signal handler is among the callers.
#pragma GCC visibility push(hidden)

extern perfmon_runtime perfmon_known_runtime;

/// Whether `size` bytes at `address` lie in `start`..<`end`. `address` may be anything, also so close to the end of the address space that
/// a sum would begin at zero again.
static inline bool perfmon_lies_within(uint64_t address, uint64_t size, uint64_t start, uint64_t end) {
    return address >= start && address < end && end - address >= size;
}

/// How much of each thing is read.
enum {
    header_size = sizeof(((perfmon_observation *)0)->header),
    record_size = 32,
    dependency_size = 48,
    fragment_size = 16,
    context_size = 16,
};

/// Whether all parts lie within what is read.
bool perfmon_task_layout_fits(const perfmon_task_layout *layout);

/// Copies `count` bytes from `address` into the shared area, where `destination` must lie; returns how many arrived.
/// Async-signal-safe.
size_t perfmon_copy_to_area(uint64_t address, void *destination, size_t count);

enum { perfmon_foreign_size = 64 };

/// Copies at most `perfmon_foreign_size` bytes from `address`, all or nothing, by whatever way there is. Any thread; it may wait for another.
bool perfmon_read_elsewhere(uint64_t address, void *destination, size_t count);

/// A piece of memory to copy, and where it went. A size of 0 is left out.
typedef struct {
    uint64_t address;
    const uint8_t *bytes;
    uint32_t size;
    bool has_arrived;
} perfmon_source;

/// Copies at most `perfmon_glance_limit` pieces of at most `perfmon_window_size` bytes, with one system call for each piece that cannot be
/// read and one for the others. What it copied is valid until the next call.
void perfmon_copy_many(perfmon_source *sources, size_t count);

enum { perfmon_file_room = 256 };

/// Whether a descriptor still is the file it was. `room` is for the kernel's answer, which is large. Async-signal-safe.
bool perfmon_file_is(int number, perfmon_file_identity identity, void *room);

/// Moves an open file to a number that is unlikely to be given to others, and says what tells it from them. -1 when that fails; it is closed.
int perfmon_file_keep(int number, perfmon_file_identity *identity);

/// Looks whether the file that memory is read through is still ours, and changes the way if not: as close as possible before it is written to.
/// `room` lies in the shared area. Async-signal-safe.
void perfmon_memory_verify(void *room);

/// Gives the shared area up, in a child by fork: the parent's sampler would take for its own what the child wrote into it.
void perfmon_memory_leave(void);

/// Watches for forks from now on. Returns 0 or an `errno`.
int perfmon_fork_watch(void);

/// Whoever calls into the dynamic loader enters it first, so that no fork takes place meanwhile: the child could never load a library.
/// False when a fork has been under way for too long; the loader is to be left alone then. Any thread.
bool perfmon_loader_enter(void);
void perfmon_loader_leave(void);

/// The captures, which lie in the shared area.
perfmon_capture *perfmon_capture_area(void);

/// The sampler thread's own window for following contexts; it lies in the shared area.
uint8_t *perfmon_sampler_window(void);

/// Runs `body` while no image can be unloaded and the table is true, so that their unwind tables and code can be read directly.
/// Loading and unloading wait meanwhile. False when images came and went too fast.
bool perfmon_images_hold(void (*body)(void *), void *context);

/// The start of the function that contains `address`, from the unwind tables; 0 when unknown.
uint64_t perfmon_function_start(uint64_t address);
/// Its start and end; false when unknown.
bool perfmon_function_range(uint64_t address, uint64_t *start, uint64_t *end);

/// The thread pointer of the calling thread. Async-signal-safe.
uint64_t perfmon_thread_pointer(void);

/// Notes the number of a capture's task and where it goes on; zeros when there is no task. Async-signal-safe.
void perfmon_capture_note_task(perfmon_capture *capture);

/// Whether a context can be a task's own first one, where every chain of its ends: it lies behind the task itself, with nothing between
/// them but the task's result. Behind another task it is that one's.
bool perfmon_is_first_context(uint64_t task, uint64_t context);

/// Follows the chain of async contexts from `context`. `window` must lie in the shared area. Async-signal-safe.
/// Calls nothing but `perfmon_copy_to_area`.
typedef struct {
    uint64_t context;
    uint64_t window_start, window_end;
    uint8_t *window;
} perfmon_context_walk;

enum { perfmon_window_size = 1024 };

/// One step: gives the address where the context's caller goes on, and moves to the caller's context.
/// False at the end of the chain.
bool perfmon_context_next(perfmon_context_walk *walk, uint64_t *resume, uint64_t *context);

/// A stack that was copied: `count` bytes that lay at `start`.
typedef struct {
    uint64_t start;
    const uint8_t *bytes;
    uint64_t count;
} perfmon_stack;

static inline bool perfmon_stack_word(const perfmon_stack *stack, uint64_t address, uint64_t *word) {
    if (address < stack->start || address - stack->start > stack->count || stack->count - (address - stack->start) < 8)
        return false;
    memcpy(word, stack->bytes + (address - stack->start), 8);
    return true;
}

typedef enum {
    perfmon_step_ok,
    /// No unwind information for this address, or none that can be used.
    perfmon_step_no_information,
    /// The rule needs a register that is not known; `*missing` names it.
    perfmon_step_register_missing,
    /// The rule reads outside the copied stack, or the stack ends here.
    perfmon_step_end,
} perfmon_step;

/// One step of unwinding by call frame information. `is_exact`: the address is an instruction, not a return address.
perfmon_step perfmon_cfi_step(perfmon_registers *registers, const perfmon_stack *stack, bool is_exact, int *missing);

/// Whether the instruction before `address` is a call.
bool perfmon_follows_call(uint64_t address);

/// How sure a step of unwinding is.
typedef enum { perfmon_certainty_none, perfmon_certainty_guessed, perfmon_certainty_known } perfmon_certainty;

/// Finds the frame pointer where only the stack pointer and the instruction are known: by the function's prologue, or else by a search.
perfmon_certainty perfmon_recover_frame_pointer(perfmon_registers *registers, const perfmon_stack *stack);

#pragma GCC visibility pop
