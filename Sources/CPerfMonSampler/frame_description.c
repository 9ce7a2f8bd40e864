// Layouts: the Linux Standard Base's chapter on exception frames, and DWARF 5, section 6.4.1.
#include "frame_description.h"

#if PERFMON_SUPPORTED

enum {
    encoding_omitted = 0xff,
    encoding_indirect = 0x80,
    // A table of pairs of 4-byte offsets from the header: what every linker writes.
    encoding_of_table = 0x3b,
};

static bool read_encoded(perfmon_cursor *cursor, uint8_t encoding, uint64_t data_base, uint64_t *value) {
    *value = 0;
    if (encoding == encoding_omitted) return true;
    uint64_t position = (uint64_t)*cursor;
    switch (encoding & 0x0f) {
    case 0x00: case 0x04: case 0x0c: *value = PERFMON_TAKE(uint64_t, cursor); break;
    case 0x01: *value = perfmon_uleb(cursor); break;
    case 0x02: *value = PERFMON_TAKE(uint16_t, cursor); break;
    case 0x03: *value = PERFMON_TAKE(uint32_t, cursor); break;
    case 0x09: *value = (uint64_t)perfmon_sleb(cursor); break;
    case 0x0a: *value = (uint64_t)(int64_t)PERFMON_TAKE(int16_t, cursor); break;
    case 0x0b: *value = (uint64_t)(int64_t)PERFMON_TAKE(int32_t, cursor); break;
    default: return false;
    }
    switch (encoding & 0x70) {
    case 0x00: break;
    case 0x10: *value += position; break;
    case 0x30: *value += data_base; break;
    default: return false;
    }
    return !(encoding & encoding_indirect);
}

static perfmon_cursor find_in_table(const perfmon_image *image, uint64_t address) {
    perfmon_cursor header = image->unwind_header;
    if (!header || header[0] != 1 || header[3] != encoding_of_table) return NULL;
    perfmon_cursor cursor = header + 4;
    uint64_t frames, count;
    if (!read_encoded(&cursor, header[1], (uint64_t)header, &frames)) return NULL;
    if (!read_encoded(&cursor, header[2], (uint64_t)header, &count)) return NULL;
    int64_t wanted = (int64_t)(address - (uint64_t)header);
    uint64_t low = 0, high = count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        int32_t start;
        memcpy(&start, cursor + middle * 8, 4);
        if (start <= wanted) low = middle + 1;
        else high = middle;
    }
    if (!low) return NULL;
    int32_t offset;
    memcpy(&offset, cursor + (low - 1) * 8 + 4, 4);
    return header + offset;
}

// The common entry's augmentation: how addresses are written, and whether this is a signal's frame.
static bool read_augmentation(perfmon_cursor *cursor, const char *letters, uint8_t *encoding, bool *is_signal_frame) {
    *encoding = 0;
    *is_signal_frame = false;
    if (letters[0] != 'z') return letters[0] == 0;
    uint64_t length = perfmon_uleb(cursor);
    perfmon_cursor data = *cursor;
    *cursor += length;
    for (const char *letter = letters + 1; *letter; letter++) {
        uint64_t ignored;
        switch (*letter) {
        case 'R': *encoding = *data++; break;
        case 'L': data++; break;
        case 'S': *is_signal_frame = true; break;
        case 'P': {
            uint8_t personality = *data++;
            if (!read_encoded(&data, personality & 0x7f, 0, &ignored)) return false;
            break;
        }
        default: return false;
        }
    }
    return true;
}

bool perfmon_frame_description_find(uint64_t address, perfmon_frame_description *description) {
    const perfmon_image *image = perfmon_image_containing(address);
    perfmon_cursor entry = image ? find_in_table(image, address) : NULL;
    if (!entry) return false;
    perfmon_cursor cursor = entry;
    uint32_t length = PERFMON_TAKE(uint32_t, &cursor);
    if (length == 0 || length == UINT32_MAX) return false;
    perfmon_cursor end = cursor + length, position = cursor;
    uint32_t distance = PERFMON_TAKE(uint32_t, &cursor);
    if (distance == 0) return false;

    perfmon_cursor common = position - distance;
    uint32_t common_length = PERFMON_TAKE(uint32_t, &common);
    description->common_end = common + common_length;
    common += 4;
    uint8_t version = *common++;
    const char *augmentation = (const char *)common;
    common += strlen(augmentation) + 1;
    description->code_factor = perfmon_uleb(&common);
    description->data_factor = perfmon_sleb(&common);
    description->return_register = version == 1 ? *common++ : perfmon_uleb(&common);
    uint8_t encoding;
    if (!read_augmentation(&common, augmentation, &encoding, &description->is_signal_frame)) return false;
    description->common_program = common;

    uint64_t size;
    if (!read_encoded(&cursor, encoding, 0, &description->start)) return false;
    if (!read_encoded(&cursor, encoding & 0x0f, 0, &size)) return false;
    description->end = description->start + size;
    if (address < description->start || address >= description->end) return false;
    if (augmentation[0] == 'z') {
        uint64_t skip = perfmon_uleb(&cursor);
        cursor += skip;
    }
    description->program = cursor;
    description->program_end = end;
    return true;
}

uint64_t perfmon_function_start(uint64_t address) {
    perfmon_frame_description description;
    return perfmon_frame_description_find(address, &description) ? description.start : 0;
}

bool perfmon_function_range(uint64_t address, uint64_t *start, uint64_t *end) {
    perfmon_frame_description description;
    if (!perfmon_frame_description_find(address, &description)) return false;
    *start = description.start;
    *end = description.end;
    return true;
}

#endif
