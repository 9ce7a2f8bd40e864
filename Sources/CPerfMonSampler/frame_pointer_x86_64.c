// Finding the frame pointer of a thread that is blocked in the kernel, of which only the stack pointer and the instruction are known.
#include "internal.h"

#if PERFMON_SUPPORTED

typedef const uint8_t *bytes;

bool perfmon_follows_call(uint64_t address) {
    const perfmon_image *image = perfmon_image_containing(address - 1);
    if (!image || address < image->text_start + 8 || address >= image->text_end) return false;
    bytes at = (bytes)address;
    if (at[-5] == 0xe8) return true;
    for (int length = 2; length <= 7; length++)
        if (at[-length] == 0xff && ((at[-length + 1] >> 3) & 7) == 2) return true;
    return false;
}

/// Whether a saved frame pointer and a return address lie at `address`.
static bool is_frame(const perfmon_stack *stack, uint64_t address, uint64_t stack_pointer) {
    uint64_t saved, returns;
    if ((address & 7) || address < stack_pointer) return false;
    if (!perfmon_stack_word(stack, address, &saved) || !perfmon_stack_word(stack, address + 8, &returns)) return false;
    if (!perfmon_follows_call(returns)) return false;
    return saved < 4096 || saved > address || saved < stack->start;
}

/// Reads a function's prologue (push rbp; mov rbp, rsp; push…; sub rsp, n) to find the frame pointer from the stack pointer.
/// Right unless the function allocates on the stack dynamically.
static bool frame_pointer_from_prologue(uint64_t address, uint64_t stack_pointer, uint64_t *frame_pointer) {
    uint64_t start = perfmon_function_start(address - 1);
    if (!start) return false;
    bytes at = (bytes)start, end = (bytes)address;
    int64_t distance = 0;
    if (end - at > 4 && !memcmp(at, "\xf3\x0f\x1e\xfa", 4)) at += 4;
    if (end - at < 8 || *at != 0x55) return false;
    at++;
    if (!memcmp(at, "\x48\x89\xe5", 3) || !memcmp(at, "\x48\x8b\xec", 3)) {
        at += 3;
    } else if (!memcmp(at, "\x41\x56\x48\x8d\x6c\x24\x08", 7)) {
        // An async function: push rbp; push r14; lea rbp, [rsp + 8].
        at += 7;
        distance += 8;
    } else {
        return false;
    }
    while (at + 8 <= end && at - (bytes)start < 64) {
        if (*at >= 0x50 && *at <= 0x57) {
            distance += 8;
            at++;
        } else if (*at == 0x41 && at[1] >= 0x50 && at[1] <= 0x57) {
            distance += 8;
            at += 2;
        } else {
            break;
        }
    }
    if (!memcmp(at, "\x48\x83\xec", 3)) {
        distance += (int8_t)at[3];
    } else if (!memcmp(at, "\x48\x81\xec", 3)) {
        int32_t size;
        memcpy(&size, at + 3, 4);
        distance += size;
    } else if (!memcmp(at, "\x48\x83\xe4", 3)) {
        return false;
    }
    *frame_pointer = stack_pointer + (uint64_t)distance;
    return true;
}

static bool frame_pointer_by_search(const perfmon_stack *stack, uint64_t stack_pointer, uint64_t *frame_pointer) {
    for (uint64_t offset = 0; offset < 4096; offset += 8) {
        uint64_t address = stack_pointer + offset;
        uint64_t saved;
        if (!perfmon_stack_word(stack, address, &saved)) return false;
        if (saved <= address || saved - address >= 256 * 1024 || !is_frame(stack, address, stack_pointer)) continue;
        *frame_pointer = address;
        return true;
    }
    return false;
}

perfmon_certainty perfmon_recover_frame_pointer(perfmon_registers *registers, const perfmon_stack *stack) {
    uint64_t stack_pointer = registers->values[perfmon_rsp], found;
    bool is_known = frame_pointer_from_prologue(registers->values[perfmon_rip], stack_pointer, &found) &&
                    is_frame(stack, found, stack_pointer);
    if (!is_known && !frame_pointer_by_search(stack, stack_pointer, &found)) return perfmon_certainty_none;
    registers->values[perfmon_rbp] = found;
    registers->known |= 1u << perfmon_rbp;
    return is_known ? perfmon_certainty_known : perfmon_certainty_guessed;
}

#endif
