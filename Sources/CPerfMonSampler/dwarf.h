/// Reading the encodings of DWARF from memory that is known to be there (the unwind tables of a loaded image).
#pragma once

#include <stdint.h>
#include <string.h>

typedef const uint8_t *perfmon_cursor;

#define PERFMON_TAKE(type, cursor)                       \
    ({                                                   \
        type value_;                                     \
        memcpy(&value_, *(cursor), sizeof value_);       \
        *(cursor) += sizeof value_;                      \
        value_;                                          \
    })

static inline uint64_t perfmon_uleb(perfmon_cursor *cursor) {
    uint64_t result = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *(*cursor)++;
        if (shift < 64) result |= (uint64_t)(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return result;
}

static inline int64_t perfmon_sleb(perfmon_cursor *cursor) {
    uint64_t result = 0;
    unsigned shift = 0;
    uint8_t byte;
    do {
        byte = *(*cursor)++;
        if (shift < 64) result |= (uint64_t)(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    if (shift < 64 && (byte & 0x40)) result |= ~UINT64_C(0) << shift;
    return (int64_t)result;
}
