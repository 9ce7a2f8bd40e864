// Learning where this process' Swift runtime keeps what the readers need.
#define _GNU_SOURCE
#include "internal.h"

perfmon_runtime perfmon_known_runtime;

void perfmon_runtime_set(const perfmon_runtime *runtime) {
    perfmon_known_runtime = *runtime;
    perfmon_known_runtime.tasks_readable = runtime->tasks_readable && perfmon_task_layout_fits(&runtime->layout);
}

extern void *swift_task_getCurrent(void);

uint64_t perfmon_current_task(void) { return (uint64_t)swift_task_getCurrent(); }

#if PERFMON_SUPPORTED

#include <link.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

bool perfmon_is_supported(void) { return true; }

extern void swift_job_run(void);

// Weak: absent from older runtimes. A weak reference also finds them in a statically linked runtime, where dlsym does not.
extern __attribute__((weak)) int _swift_concurrency_debug_internal_layout_version;
extern __attribute__((weak)) size_t _swift_concurrency_debug_asyncTaskSize;
extern __attribute__((weak)) uint64_t _swift_concurrency_debug_asyncTaskMetadata;

enum { known_layout_version = 1 };

uint64_t perfmon_thread_pointer(void) {
    uint64_t pointer;
    __asm__("movq %%fs:0, %0" : "=r"(pointer));
    return pointer;
}

static uint64_t robust_list_of_caller(void) {
    void *head = NULL;
    size_t size = 0;
    return syscall(SYS_get_robust_list, 0L, &head, &size) == 0 ? (uint64_t)head : 0;
}

/// The thread-local block of the image that contains `address`, on the calling thread.
typedef struct {
    uint64_t address, block, size;
} thread_local_search;

static int find_thread_local_block(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    thread_local_search *search = context;
    bool contains = false;
    uint64_t block_size = 0;
    for (size_t index = 0; index < info->dlpi_phnum; index++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[index];
        uint64_t start = info->dlpi_addr + header->p_vaddr;
        if (header->p_type == PT_LOAD && search->address >= start && search->address < start + header->p_memsz) contains = true;
        if (header->p_type == PT_TLS) block_size = header->p_memsz;
    }
    if (!contains) return 0;
    search->block = (uint64_t)info->dlpi_tls_data;
    search->size = block_size;
    return 1;
}

static void observe_slots(perfmon_observation *observation) {
    thread_local_search search = {.address = (uint64_t)&swift_task_getCurrent};
    bool is_inside = perfmon_loader_enter();
    dl_iterate_phdr(find_thread_local_block, &search);
    if (is_inside) perfmon_loader_leave();
    if (!search.block) return;
    for (uint64_t offset = 0; offset + 8 <= search.size && observation->slot_count < 64; offset += 8) {
        if (*(const uint64_t *)(search.block + offset) != observation->task) continue;
        observation->slots[observation->slot_count++] = (int64_t)(search.block + offset - observation->thread_pointer);
    }
}

/// The end of the calling thread's stack, 0 when it is not known.
static uint64_t stack_end(void) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    void *start = NULL;
    size_t size = 0;
    bool is_known = pthread_attr_getstack(&attributes, &start, &size) == 0;
    pthread_attr_destroy(&attributes);
    return is_known ? (uint64_t)start + size : 0;
}

static bool has_known_layout(void) {
    return &_swift_concurrency_debug_internal_layout_version && &_swift_concurrency_debug_asyncTaskSize &&
           &_swift_concurrency_debug_asyncTaskMetadata && _swift_concurrency_debug_internal_layout_version == known_layout_version &&
           _swift_concurrency_debug_asyncTaskSize == perfmon_task_layout_known().task_size;
}

__attribute__((noinline)) void perfmon_observe_task(perfmon_observation *observation) {
    *observation = (perfmon_observation){
        .task = perfmon_current_task(),
        .thread_pointer = perfmon_thread_pointer(),
        .robust_list = robust_list_of_caller(),
    };
    if (!observation->task) return;
    observation->task_metadata = *(const uint64_t *)observation->task;
    if (has_known_layout()) memcpy(observation->header, (const void *)observation->task, sizeof observation->header);
    observe_slots(observation);
    // Swift's code and runtime keep frame pointers, so a plain walk reaches swift_job_run.
    uint64_t frame = (uint64_t)__builtin_frame_address(0), end = stack_end();
    while (!(frame & 7) && perfmon_lies_within(frame, 16, 0, end) && observation->return_count < 24) {
        const uint64_t *words = (const uint64_t *)frame;
        observation->returns[observation->return_count++] = words[1];
        uint64_t caller = words[0] & ~(UINT64_C(1) << 60);
        if (caller <= frame) break;
        frame = caller;
    }
}

/// The frame that swift_job_run called is the one the outermost async function returns to.
static uint64_t run_job_return(const perfmon_observation *observation) {
    for (size_t index = 1; index < observation->return_count; index++)
        if (perfmon_function_start(observation->returns[index] - 1) == (uint64_t)&swift_job_run) return observation->returns[index - 1];
    return 0;
}

typedef struct {
    void (*function)(void);
    uint8_t argument;
} resumer_argument;

extern __attribute__((weak)) void swift_task_switch(void);
extern __attribute__((weak)) void swift_task_future_wait(void);
extern __attribute__((weak)) void swift_task_future_wait_throwing(void);
extern __attribute__((weak)) void swift_taskGroup_wait_next_throwing(void);
extern __attribute__((weak)) void swift_taskGroup_waitAll(void);
extern __attribute__((weak)) void swift_asyncLet_get(void);
extern __attribute__((weak)) void swift_asyncLet_get_throwing(void);
extern __attribute__((weak)) void swift_asyncLet_finish(void);

/// The register, of those that functions preserve, that a function copies an argument to before anything else; 0 when it does not.
static uint8_t keeper_of(uint64_t function, uint8_t argument) {
    // mov r64, r64 is REX.W 89 /r with both registers in the last byte. DWARF numbers the first eight in another order.
    static const uint8_t encoding[] = {[1] = 2, [2] = 1, [5] = 7};
    enum { longest_entry = 96 };
    uint64_t start, end;
    if (!perfmon_function_range(function, &start, &end) || start != function) return 0;
    if (end - start > longest_entry) end = start + longest_entry;
    for (const uint8_t *at = (const uint8_t *)start; at + 3 <= (const uint8_t *)end; at++) {
        if ((at[0] & 0xfe) != 0x48 || at[1] != 0x89 || (at[2] & 0xf8) != (0xc0 | encoding[argument] << 3)) continue;
        uint8_t kept = (uint8_t)((at[2] & 7) | (at[0] & 1) << 3);
        if (kept == perfmon_rbx || kept >= 12) return kept;
    }
    return 0;
}

extern __attribute__((weak)) void swift_continuation_await(void);

/// By the signatures in the runtime's headers, which are part of its binary interface: the first four arguments without the context are
/// in rdi, rsi, rdx and rcx.
static void learn_resumers(perfmon_runtime *runtime) {
    const resumer_argument known[] = {
        {swift_task_switch, perfmon_rdi},
        {swift_task_future_wait, perfmon_rdx},
        {swift_task_future_wait_throwing, perfmon_rdx},
        {swift_taskGroup_wait_next_throwing, perfmon_rdx},
        {swift_taskGroup_waitAll, perfmon_rcx},
        {swift_asyncLet_get, perfmon_rdx},
        {swift_asyncLet_get_throwing, perfmon_rdx},
        {swift_asyncLet_finish, perfmon_rdx},
    };
    _Static_assert(sizeof known / sizeof *known == perfmon_resumer_limit, "the table must hold them all");
    for (size_t index = 0; index < perfmon_resumer_limit; index++) {
        uint64_t function = (uint64_t)known[index].function;
        if (!function) continue;
        runtime->resumers[index] = (perfmon_resumer){function, known[index].argument, keeper_of(function, known[index].argument)};
    }
}

static bool has_slot(const perfmon_observation *observation, int64_t slot) {
    for (size_t index = 0; index < observation->slot_count; index++)
        if (observation->slots[index] == slot) return true;
    return false;
}

perfmon_runtime perfmon_runtime_learn(const perfmon_observation *observations, size_t count) {
    perfmon_runtime runtime = {0};
    if (count < 2 || !observations[0].task) return runtime;
    perfmon_images_refresh();
    runtime.run_job_return = run_job_return(&observations[0]);
    if (runtime.run_job_return) {
        perfmon_function_range(runtime.run_job_return, &runtime.run_job_start, &runtime.run_job_end);
        const perfmon_image *image = perfmon_image_containing(runtime.run_job_return);
        if (image) {
            runtime.text_start = image->text_start;
            runtime.text_end = image->text_end;
        }
    }
    learn_resumers(&runtime);
    runtime.continuation_await = (uint64_t)&swift_continuation_await;

    size_t candidates = 0;
    for (size_t index = 0; index < observations[0].slot_count; index++) {
        bool everywhere = true;
        for (size_t other = 1; other < count; other++)
            everywhere = everywhere && has_slot(&observations[other], observations[0].slots[index]);
        if (!everywhere) continue;
        runtime.current_task_offset = observations[0].slots[index];
        candidates++;
    }
    runtime.robust_list_offset = (int64_t)(observations[0].robust_list - observations[0].thread_pointer);
    bool same_offset = observations[0].robust_list != 0;
    for (size_t other = 1; other < count; other++) {
        int64_t offset = (int64_t)(observations[other].robust_list - observations[other].thread_pointer);
        same_offset = same_offset && offset == runtime.robust_list_offset;
    }
    runtime.current_task_readable = candidates == 1 && same_offset;

    runtime.layout = perfmon_task_layout_known();
    if (&_swift_concurrency_debug_internal_layout_version)
        runtime.layout_version = (uint32_t)_swift_concurrency_debug_internal_layout_version;
    if (&_swift_concurrency_debug_asyncTaskSize) runtime.task_size = (uint32_t)_swift_concurrency_debug_asyncTaskSize;
    if (has_known_layout()) {
        runtime.task_metadata = _swift_concurrency_debug_asyncTaskMetadata;
        runtime.tasks_readable = true;
        for (size_t index = 0; index < count; index++)
            runtime.tasks_readable = runtime.tasks_readable && observations[index].task_metadata == runtime.task_metadata;
    }
    return runtime;
}

#endif
