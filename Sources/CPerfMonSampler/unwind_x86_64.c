// Unwinding a copied stack, also when only the stack pointer and the instruction are known (a thread that is blocked
// in the kernel, as /proc shows it).
#include "internal.h"

#if PERFMON_SUPPORTED

typedef const uint8_t *bytes;

static bool step_by_frame_pointer(perfmon_registers *registers, const perfmon_stack *stack) {
    if (!(registers->known >> perfmon_rbp & 1)) return false;
    // Bit 60 marks an async frame where the platform marks them.
    uint64_t frame = registers->values[perfmon_rbp] & ~(UINT64_C(1) << 60), saved, returns;
    if (frame < registers->values[perfmon_rsp]) return false;
    if (!perfmon_stack_word(stack, frame, &saved) || !perfmon_stack_word(stack, frame + 8, &returns)) return false;
    registers->values[perfmon_rbp] = saved;
    registers->values[perfmon_rsp] = frame + 16;
    registers->values[perfmon_rip] = returns;
    registers->known = 1u << perfmon_rbp | 1u << perfmon_rsp | 1u << perfmon_rip;
    return true;
}

static bool in_text(uint64_t address) {
    const perfmon_image *image = perfmon_image_containing(address);
    return image && address >= image->text_start && address < image->text_end;
}

/// Steps out of a function without unwind information, of which the Swift runtime has many, where its frame does not exist: at its first
/// two instructions and its last one. The frame pointer is its caller's there, and would lead past it.
static bool step_without_frame(perfmon_registers *registers, const perfmon_stack *stack) {
    uint64_t instruction = registers->values[perfmon_rip];
    if (!in_text(instruction - 1) || !in_text(instruction + 3)) return false;
    bytes at = (bytes)instruction;
    uint64_t stack_pointer = registers->values[perfmon_rsp], returns;
    bool is_pushed = at[-1] == 0x55 && !memcmp(at, "\x48\x89\xe5", 3);
    bool is_first = *at == 0x55 && !memcmp(at + 1, "\x48\x89\xe5", 3);
    bool is_last = *at == 0xc3 || (at[-1] == 0x5d && (*at == 0xe9 || *at == 0xeb));
    if (is_pushed) stack_pointer += 8;
    else if (!is_first && !is_last) return false;
    if (!perfmon_stack_word(stack, stack_pointer, &returns) || !perfmon_follows_call(returns)) return false;
    registers->values[perfmon_rsp] = stack_pointer + 8;
    registers->values[perfmon_rip] = returns;
    return true;
}

static perfmon_certainty step(perfmon_registers *registers, const perfmon_stack *stack, bool is_exact) {
    int missing;
    perfmon_certainty sure = perfmon_certainty_known;
    perfmon_step result = perfmon_cfi_step(registers, stack, is_exact, &missing);
    if (result == perfmon_step_register_missing && missing == perfmon_rbp) {
        sure = perfmon_recover_frame_pointer(registers, stack);
        if (sure != perfmon_certainty_none) result = perfmon_cfi_step(registers, stack, is_exact, &missing);
    }
    if (result == perfmon_step_ok) return sure;
    if (result == perfmon_step_no_information && is_exact && registers->known >> perfmon_rbp & 1 &&
        step_without_frame(registers, stack))
        return perfmon_certainty_known;
    if (result == perfmon_step_end || !step_by_frame_pointer(registers, stack)) return perfmon_certainty_none;
    return sure == perfmon_certainty_none ? perfmon_certainty_known : sure;
}

/// Whether the call before `address` may have led to `callee`, an address inside the function called. Only a direct call of another
/// function contradicts: what a call through a table or a stub reaches cannot be told.
static bool may_have_called(uint64_t address, uint64_t callee) {
    if (!in_text(address - 5) || *(bytes)(address - 5) != 0xe8) return true;
    int32_t distance;
    memcpy(&distance, (bytes)(address - 4), sizeof distance);
    uint64_t target = address + (uint64_t)(int64_t)distance;
    return !in_text(target) || perfmon_function_start(target) != target || perfmon_function_start(callee) == target;
}

/// Whether a chain is the captured task's own. One that was cut off because it is too long is believed.
static bool belongs_to_task(const perfmon_capture *capture, const perfmon_candidate *candidate) {
    if (!perfmon_known_runtime.tasks_readable || candidate->count == 0) return true;
    if (!candidate->is_ended) return candidate->is_cut;
    uint64_t last = capture->contexts[candidate->first + candidate->count - 1].context;
    return capture->first_context ? last == capture->first_context : perfmon_is_first_context(capture->task, last);
}

/// Whether the innermost function is an async one that has not stored its context: in its first instructions, or without a frame.
static bool is_at_entry(const perfmon_capture *capture, uint64_t slot) {
    uint64_t instruction = capture->registers.values[perfmon_rip], start = perfmon_function_start(instruction);
    if (!start || !capture->entry.slot || capture->entry.slot != slot) return false;
    // push rbp; push r14.
    bool has_frame = !memcmp((bytes)start, "\x55\x41\x56", 3);
    return has_frame ? instruction < start + 3 : slot == capture->registers.values[perfmon_rsp];
}

/// Whether a function stores its context below its frame pointer: push rbp; push r14. What other functions store there may be the context
/// of a task that is gone, whose chain even ends in the right place when a new task has taken its memory.
static bool stores_context(uint64_t function) {
    bytes at = (bytes)function;
    if (!memcmp(at, "\xf3\x0f\x1e\xfa", 4)) at += 4;
    return !memcmp(at, "\x55\x41\x56", 3);
}

/// The chain of the outermost async function, whose return address lies at `slot`, or NULL. `function` is where it starts.
static const perfmon_candidate *candidate_at(const perfmon_capture *capture, uint64_t slot, uint64_t function) {
    if (is_at_entry(capture, slot) && belongs_to_task(capture, &capture->entry)) return &capture->entry;
    if (!function || !stores_context(function)) return NULL;
    for (uint32_t index = 0; index < capture->candidate_count; index++)
        if (capture->candidates[index].slot == slot) return &capture->candidates[index];
    return NULL;
}

static size_t append_contexts(const perfmon_capture *capture, const perfmon_candidate *candidate, perfmon_frame *frames, size_t count,
                              size_t limit) {
    for (uint32_t index = 0; index < candidate->count && count < limit; index++) {
        uint64_t resume = capture->contexts[candidate->first + index].resume;
        if (!in_text(resume)) break;
        frames[count++] = (perfmon_frame){resume, capture->contexts[candidate->first + index].context, perfmon_frame_resume};
    }
    return count;
}

static bool is_function(uint64_t address) { return in_text(address) && perfmon_function_start(address) == address; }

/// Where the caller of a function of the runtime goes on, by the registers of that function's frame; 0 when the frame is none of those,
/// or does not say. Registers that functions do not preserve hold an argument only in the innermost frame.
static uint64_t caller_of_resumer(uint64_t function, const perfmon_registers *registers, bool is_innermost) {
    for (size_t index = 0; function && index < perfmon_resumer_limit; index++) {
        const perfmon_resumer *resumer = &perfmon_known_runtime.resumers[index];
        if (resumer->function != function) continue;
        // At its end such a function jumps to the address, which is in rax by then.
        const uint8_t places[] = {resumer->keeper, resumer->argument, perfmon_rax};
        for (size_t place = resumer->keeper ? 0 : 1; place < (is_innermost ? 3 : 1); place++) {
            uint64_t value = registers->values[places[place]];
            if ((registers->known >> places[place] & 1) && value != function && is_function(value)) return value;
        }
    }
    return 0;
}

/// Adds what a task does that has its thread, but is not on its stack yet.
static size_t append_resumption(const perfmon_capture *capture, perfmon_frame *frames, size_t count, size_t limit, bool *is_complete,
                                perfmon_failure *failure) {
    bool is_followed = capture->resumption.count || capture->resumption.is_ended;
    if (!capture->resume_function || !is_followed || count == limit) return count;
    *failure = perfmon_failure_moved;
    if (!in_text(capture->resume_function) || !belongs_to_task(capture, &capture->resumption)) return 0;
    *failure = perfmon_failure_none;
    *is_complete = true;
    frames[count++] = (perfmon_frame){capture->resume_function, capture->resume_context, perfmon_frame_resume};
    return append_contexts(capture, &capture->resumption, frames, count, limit);
}

static bool is_run_job(uint64_t address) {
    return address >= perfmon_known_runtime.run_job_start && address < perfmon_known_runtime.run_job_end;
}

static size_t unwind(const perfmon_capture *capture, perfmon_frame *frames, size_t limit, bool *is_complete, perfmon_failure *failure) {
    perfmon_stack stack = {capture->stack_start, capture->stack, capture->stack_count};
    perfmon_registers registers = capture->registers;
    *is_complete = false;
    *failure = perfmon_failure_code;
    if (limit == 0 || !in_text(registers.values[perfmon_rip])) return 0;
    *failure = perfmon_failure_none;
    // Frames beyond a guess are believed when they lead to the task, and forgotten otherwise: they may be of an earlier call.
    size_t count = 0, certain = limit;
    frames[count++] = (perfmon_frame){registers.values[perfmon_rip], registers.values[perfmon_rsp], perfmon_frame_exact};
    if (is_run_job(registers.values[perfmon_rip])) {
        if (registers.values[perfmon_rip] < perfmon_known_runtime.run_job_return)
            return append_resumption(capture, frames, count, limit, is_complete, failure);
        *failure = perfmon_failure_moved;
        return 0;
    }
    while (count < limit) {
        perfmon_registers callee = registers;
        uint64_t before = registers.values[perfmon_rsp];
        perfmon_certainty sure = step(&registers, &stack, count == 1);
        if (sure == perfmon_certainty_guessed && certain == limit) certain = count;
        uint64_t address = registers.values[perfmon_rip];
        if (sure == perfmon_certainty_none || registers.values[perfmon_rsp] <= before || !in_text(address - 1)) break;
        if (certain != limit && !may_have_called(address, callee.values[perfmon_rip] - (count == 1 ? 0 : 1))) break;
        if (address == perfmon_known_runtime.run_job_return) {
            // The frame just left is the outermost async function; its return address tells which candidate is real.
            uint64_t function = perfmon_function_start(callee.values[perfmon_rip] - (count == 1 ? 0 : 1));
            if (function && function == perfmon_known_runtime.continuation_await)
                return append_resumption(capture, frames, count, limit, is_complete, failure);
            const perfmon_candidate *candidate = candidate_at(capture, registers.values[perfmon_rsp] - 8, function);
            if (!candidate) break;
            *is_complete = belongs_to_task(capture, candidate);
            *failure = *is_complete ? perfmon_failure_none : candidate->is_ended ? perfmon_failure_chain : perfmon_failure_unreadable;
            if (!*is_complete) return 0;
            uint64_t caller = caller_of_resumer(function, &callee, count == 1);
            if (caller && candidate->count && count < limit)
                frames[count++] = (perfmon_frame){caller, capture->contexts[candidate->first].context, perfmon_frame_resume};
            return append_contexts(capture, candidate, frames, count, limit);
        }
        if (is_run_job(address)) return append_resumption(capture, frames, count, limit, is_complete, failure);
        frames[count++] = (perfmon_frame){address, registers.values[perfmon_rsp], perfmon_frame_return};
    }
    count = count < certain ? count : certain;
    if (count == 0) *failure = perfmon_failure_unreadable;
    return count;
}

typedef struct {
    const perfmon_capture *capture;
    perfmon_frame *frames;
    size_t limit, count;
    bool is_complete;
    perfmon_failure failure;
} unwinding;

static void unwind_held(void *context) {
    unwinding *job = context;
    job->count = unwind(job->capture, job->frames, job->limit, &job->is_complete, &job->failure);
}

size_t perfmon_capture_unwind(const perfmon_capture *capture, perfmon_frame *frames, size_t limit, bool *is_complete,
                              perfmon_failure *failure) {
    unwinding job = {.capture = capture, .frames = frames, .limit = limit, .failure = perfmon_failure_unreadable};
    perfmon_images_hold(unwind_held, &job);
    *is_complete = job.is_complete;
    *failure = job.failure;
    return job.count;
}

#endif
