// One step of unwinding: runs a function's call frame program and applies the rules it leaves. DWARF 5, section 6.4.2.
#include "frame_description.h"

#if PERFMON_SUPPORTED

typedef enum { rule_same, rule_undefined, rule_offset, rule_value_offset, rule_register, rule_expression, rule_value_expression } rule_kind;

typedef struct {
    rule_kind kind;
    int64_t value;
    perfmon_cursor expression, expression_end;
} rule;

typedef struct {
    rule rules[perfmon_register_count];
    uint64_t frame_register;
    int64_t frame_offset;
    perfmon_cursor frame_expression, frame_expression_end;
} row;

enum { saved_row_limit = 8, expression_limit = 32 };

static bool is_known(const perfmon_registers *registers, uint64_t number) {
    return number < perfmon_register_count && (registers->known >> number & 1);
}

static void set(row *row, uint64_t number, rule rule) {
    if (number < perfmon_register_count) row->rules[number] = rule;
}

static void set_frame(row *row, uint64_t number, int64_t offset) {
    row->frame_register = number;
    row->frame_offset = offset;
    row->frame_expression = NULL;
}

/// Runs `cursor`..`end` until the row for `address` is complete. `initial` is the row that DW_CFA_restore goes back to.
static bool run(perfmon_cursor cursor, perfmon_cursor end, const perfmon_frame_description *function, uint64_t address,
                const row *initial, row *current) {
    static row saved[saved_row_limit];
    size_t depth = 0;
    uint64_t location = function->start;
    while (cursor < end) {
        uint8_t byte = *cursor++, low = byte & 0x3f;
        uint64_t number, length;
        int64_t value;
        switch (byte >> 6) {
        case 1:
            location += low * function->code_factor;
            if (location > address) return true;
            continue;
        case 2:
            value = (int64_t)perfmon_uleb(&cursor) * function->data_factor;
            set(current, low, (rule){.kind = rule_offset, .value = value});
            continue;
        case 3:
            if (low < perfmon_register_count) current->rules[low] = initial ? initial->rules[low] : (rule){.kind = rule_same};
            continue;
        default: break;
        }
        switch (low) {
        case 0x00: break;
        case 0x01: location = PERFMON_TAKE(uint64_t, &cursor); break;
        case 0x02: location += PERFMON_TAKE(uint8_t, &cursor) * function->code_factor; break;
        case 0x03: location += PERFMON_TAKE(uint16_t, &cursor) * function->code_factor; break;
        case 0x04: location += PERFMON_TAKE(uint32_t, &cursor) * function->code_factor; break;
        case 0x05: case 0x11: case 0x14: case 0x15:
            number = perfmon_uleb(&cursor);
            value = (low == 0x05 || low == 0x14 ? (int64_t)perfmon_uleb(&cursor) : perfmon_sleb(&cursor)) * function->data_factor;
            set(current, number, (rule){.kind = low < 0x14 ? rule_offset : rule_value_offset, .value = value});
            break;
        case 0x06:
            number = perfmon_uleb(&cursor);
            if (number < perfmon_register_count)
                current->rules[number] = initial ? initial->rules[number] : (rule){.kind = rule_same};
            break;
        case 0x07: set(current, perfmon_uleb(&cursor), (rule){.kind = rule_undefined}); break;
        case 0x08: set(current, perfmon_uleb(&cursor), (rule){.kind = rule_same}); break;
        case 0x09:
            number = perfmon_uleb(&cursor);
            set(current, number, (rule){.kind = rule_register, .value = (int64_t)perfmon_uleb(&cursor)});
            break;
        case 0x0a:
            if (depth == saved_row_limit) return false;
            saved[depth++] = *current;
            break;
        case 0x0b:
            if (depth == 0) return false;
            *current = saved[--depth];
            break;
        case 0x0c: case 0x12:
            number = perfmon_uleb(&cursor);
            value = low == 0x0c ? (int64_t)perfmon_uleb(&cursor) : perfmon_sleb(&cursor) * function->data_factor;
            set_frame(current, number, value);
            break;
        case 0x0d: set_frame(current, perfmon_uleb(&cursor), current->frame_offset); break;
        case 0x0e: current->frame_offset = (int64_t)perfmon_uleb(&cursor); break;
        case 0x13: current->frame_offset = perfmon_sleb(&cursor) * function->data_factor; break;
        case 0x0f:
            length = perfmon_uleb(&cursor);
            current->frame_expression = cursor;
            current->frame_expression_end = cursor += length;
            break;
        case 0x10: case 0x16:
            number = perfmon_uleb(&cursor);
            length = perfmon_uleb(&cursor);
            set(current, number, (rule){low == 0x10 ? rule_expression : rule_value_expression, 0, cursor, cursor + length});
            cursor += length;
            break;
        case 0x2e: perfmon_uleb(&cursor); break;
        default: return false;
        }
        if (low >= 0x01 && low <= 0x04 && location > address) return true;
    }
    return true;
}

typedef struct {
    uint64_t values[expression_limit];
    size_t count;
} operands;

static uint64_t binary(uint8_t operation, uint64_t left, uint64_t right) {
    switch (operation) {
    case 0x1a: return left & right;
    case 0x1c: return left - right;
    case 0x1e: return left * right;
    case 0x21: return left | right;
    case 0x22: return left + right;
    case 0x24: return right < 64 ? left << right : 0;
    case 0x25: return right < 64 ? left >> right : 0;
    case 0x29: return left == right;
    case 0x2a: return (int64_t)left >= (int64_t)right;
    case 0x2b: return (int64_t)left > (int64_t)right;
    case 0x2c: return (int64_t)left <= (int64_t)right;
    default: return (int64_t)left < (int64_t)right;
    }
}

/// The operations that unwind tables use (those of procedure linkage tables and signal frames).
static bool evaluate(perfmon_cursor cursor, perfmon_cursor end, const perfmon_registers *registers, const perfmon_stack *stack,
                     const uint64_t *initial, uint64_t *result) {
    operands on = {.count = 0};
    if (initial) on.values[on.count++] = *initial;
    while (cursor < end) {
        uint8_t operation = *cursor++;
        if (on.count >= expression_limit - 1) return false;
        uint64_t *top = &on.values[on.count];
        if (operation >= 0x30 && operation <= 0x4f) {
            *top = operation - 0x30u;
            on.count++;
        } else if (operation >= 0x70 && operation <= 0x8f) {
            int64_t offset = perfmon_sleb(&cursor);
            if (!is_known(registers, operation - 0x70u)) return false;
            *top = registers->values[operation - 0x70] + (uint64_t)offset;
            on.count++;
        } else if ((operation >= 0x08 && operation <= 0x0d) || operation == 0x10 || operation == 0x11) {
            switch (operation) {
            case 0x08: *top = PERFMON_TAKE(uint8_t, &cursor); break;
            case 0x09: *top = (uint64_t)(int64_t)PERFMON_TAKE(int8_t, &cursor); break;
            case 0x0a: *top = PERFMON_TAKE(uint16_t, &cursor); break;
            case 0x0b: *top = (uint64_t)(int64_t)PERFMON_TAKE(int16_t, &cursor); break;
            case 0x0c: *top = PERFMON_TAKE(uint32_t, &cursor); break;
            case 0x0d: *top = (uint64_t)(int64_t)PERFMON_TAKE(int32_t, &cursor); break;
            case 0x10: *top = perfmon_uleb(&cursor); break;
            default: *top = (uint64_t)perfmon_sleb(&cursor); break;
            }
            on.count++;
        } else if (on.count == 0) {
            return false;
        } else if (operation == 0x06) {
            if (!perfmon_stack_word(stack, top[-1], &top[-1])) return false;
        } else if (operation == 0x12) {
            *top = top[-1];
            on.count++;
        } else if (operation == 0x13) {
            on.count--;
        } else if (operation == 0x23) {
            top[-1] += perfmon_uleb(&cursor);
        } else if (operation == 0x1a || operation == 0x1c || operation == 0x1e || operation == 0x21 || operation == 0x22 ||
                   operation == 0x24 || operation == 0x25 || (operation >= 0x29 && operation <= 0x2d && operation != 0x2e)) {
            if (on.count < 2) return false;
            top[-2] = binary(operation, top[-2], top[-1]);
            on.count--;
        } else {
            return false;
        }
    }
    if (on.count == 0) return false;
    *result = on.values[on.count - 1];
    return true;
}

static bool apply(const rule *rule, const perfmon_registers *registers, const perfmon_stack *stack, uint64_t frame,
                  uint64_t *value) {
    uint64_t address;
    switch (rule->kind) {
    case rule_same: case rule_undefined: return false;
    case rule_offset: return perfmon_stack_word(stack, frame + (uint64_t)rule->value, value);
    case rule_value_offset: *value = frame + (uint64_t)rule->value; return true;
    case rule_register:
        if (!is_known(registers, (uint64_t)rule->value)) return false;
        *value = registers->values[rule->value];
        return true;
    case rule_expression:
        return evaluate(rule->expression, rule->expression_end, registers, stack, &frame, &address) &&
               perfmon_stack_word(stack, address, value);
    case rule_value_expression:
        return evaluate(rule->expression, rule->expression_end, registers, stack, &frame, value);
    }
    return false;
}

perfmon_step perfmon_cfi_step(perfmon_registers *registers, const perfmon_stack *stack, bool is_exact, int *missing) {
    *missing = -1;
    uint64_t address = registers->values[perfmon_rip] - (is_exact ? 0 : 1);
    perfmon_frame_description function;
    if (!perfmon_frame_description_find(address, &function) || function.return_register >= perfmon_register_count)
        return perfmon_step_no_information;
    // One sampler thread unwinds, so the rows need not be on its stack.
    static row current, initial;
    memset(&current, 0, sizeof current);
    if (!run(function.common_program, function.common_end, &function, UINT64_MAX, NULL, &current))
        return perfmon_step_no_information;
    initial = current;
    if (!run(function.program, function.program_end, &function, address, &initial, &current)) return perfmon_step_no_information;

    uint64_t frame;
    if (current.frame_expression) {
        if (!evaluate(current.frame_expression, current.frame_expression_end, registers, stack, NULL, &frame))
            return perfmon_step_register_missing;
    } else if (!is_known(registers, current.frame_register)) {
        *missing = (int)current.frame_register;
        return perfmon_step_register_missing;
    } else {
        frame = registers->values[current.frame_register] + (uint64_t)current.frame_offset;
    }
    if (current.rules[function.return_register].kind == rule_undefined) return perfmon_step_end;

    perfmon_registers caller = *registers;
    for (uint32_t number = 0; number < perfmon_register_count; number++) {
        if (current.rules[number].kind == rule_same) continue;
        uint64_t value = 0;
        if (apply(&current.rules[number], registers, stack, frame, &value)) {
            caller.values[number] = value;
            caller.known |= 1u << number;
        } else if (number == function.return_register) {
            return perfmon_step_end;
        } else {
            caller.known &= ~(1u << number);
        }
    }
    caller.values[perfmon_rip] = caller.values[function.return_register];
    if (current.rules[perfmon_rsp].kind == rule_same) caller.values[perfmon_rsp] = frame;
    caller.known |= 1u << perfmon_rsp | 1u << perfmon_rip;
    if (caller.values[perfmon_rsp] <= registers->values[perfmon_rsp] && !function.is_signal_frame) return perfmon_step_end;
    if (caller.values[perfmon_rip] == 0) return perfmon_step_end;
    *registers = caller;
    return perfmon_step_ok;
}

#endif
