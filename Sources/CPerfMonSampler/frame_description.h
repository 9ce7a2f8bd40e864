/// Finding and reading the frame description entries of `.eh_frame`.
#pragma once

#include "dwarf.h"
#include "internal.h"

/// A function's description: its addresses, and the two programs that say where its caller's registers are.
typedef struct {
    uint64_t start, end;
    perfmon_cursor common_program, common_end;
    perfmon_cursor program, program_end;
    uint64_t code_factor;
    int64_t data_factor;
    uint64_t return_register;
    bool is_signal_frame;
} perfmon_frame_description;

/// The description of the function that contains `address`. False when the image has none, or none in a known encoding.
bool perfmon_frame_description_find(uint64_t address, perfmon_frame_description *description);
