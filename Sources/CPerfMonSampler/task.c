// Reading Swift tasks from outside. The offsets are those of the runtime of Swift 6.3 on 64-bit Linux; whether this process
// has that runtime is checked in runtime.c before any of this is used.
#include "internal.h"

#if PERFMON_SUPPORTED

enum {
    at_metadata = 0x00,
    at_job_flags = 0x20,
    at_id = 0x24,
    at_resume_function = 0x38,
    at_resume_context = 0x40,
    at_status = 0x60,
    at_records = 0x68,
    at_locals = 0x88,
    at_dependency = 0xa0,
    header_size = 0xd0,

    record_at_parent = 0x08,
    record_at_first_child = 0x10,
    record_kind_child = 1,
    record_kind_group = 2,
    record_limit = 64,

    dependency_at_object = 0x10,
    dependency_at_kind = 0x20,
    dependency_size = 0x30,

    fragment_at_parent = 0x00,
    fragment_at_next = 0x08,

    is_child_task = 1 << 24,
    has_dependency = 0x4000,

    child_visit_limit = 1024,
};

static uint64_t word(const uint8_t *header, size_t offset) {
    uint64_t value;
    memcpy(&value, header + offset, sizeof value);
    return value;
}

static bool read_header(uint64_t address, uint8_t header[header_size]) {
    if ((address & 15) || address < 4096 || !perfmon_known_runtime.tasks_readable) return false;
    return perfmon_read(address, header, header_size) && word(header, at_metadata) == perfmon_known_runtime.task_metadata;
}

static void read_dependency(perfmon_task *task, uint64_t record) {
    uint8_t bytes[dependency_size];
    if (!record || !perfmon_read(record, bytes, sizeof bytes)) return;
    task->dependency = word(bytes, dependency_at_object);
    task->dependency_kind = (uint32_t)word(bytes, dependency_at_kind);
    if (task->dependency_kind > perfmon_wait_executor) {
        task->dependency_kind = perfmon_wait_none;
        task->dependency = 0;
    } else if (task->dependency_kind == perfmon_wait_executor) {
        task->dependency &= ~UINT64_C(7);
        uint64_t type;
        if (task->dependency && perfmon_read(task->dependency, &type, sizeof type)) task->executor_type = type;
    }
}

bool perfmon_task_read(uint64_t address, perfmon_task *task) {
    uint8_t header[header_size];
    if (!read_header(address, header)) return false;
    *task = (perfmon_task){
        .task = address,
        .job_flags = (uint32_t)word(header, at_job_flags),
        .id = (uint32_t)word(header, at_id),
        .resume_function = word(header, at_resume_function),
        .resume_context = word(header, at_resume_context),
        .status = (uint32_t)word(header, at_status),
        .records = word(header, at_records),
    };
    if (task->job_flags & is_child_task) {
        uint64_t parent;
        if (perfmon_read(address + perfmon_known_runtime.task_size + fragment_at_parent, &parent, sizeof parent)) task->parent = parent;
    }
    if (task->status & has_dependency) read_dependency(task, word(header, at_dependency));
    return true;
}

uint32_t perfmon_task_number(uint64_t task, uint8_t *window) {
    if (!perfmon_known_runtime.tasks_readable || perfmon_copy_to_area(task, window, at_id + 4) != at_id + 4) return 0;
    if (word(window, at_metadata) != perfmon_known_runtime.task_metadata) return 0;
    uint32_t number;
    memcpy(&number, window + at_id, sizeof number);
    return number;
}

bool perfmon_context_next(perfmon_context_walk *walk, uint64_t *resume, uint64_t *context) {
    enum { entry_size = 16 };
    uint64_t at = walk->context;
    if (!at || (at & 15)) return false;
    if (at < walk->window_start || at + entry_size > walk->window_end) {
        // A task's contexts lie in slabs, callers mostly below callees: read what precedes, within the page.
        uint64_t end = at + entry_size, page = at & ~UINT64_C(4095);
        uint64_t start = end - page > perfmon_window_size ? end - perfmon_window_size : page;
        if (perfmon_copy_to_area(start, walk->window, end - start) != end - start) return false;
        walk->window_start = start;
        walk->window_end = end;
    }
    uint64_t caller;
    memcpy(&caller, walk->window + (at - walk->window_start), 8);
    memcpy(resume, walk->window + (at - walk->window_start) + 8, 8);
    *context = at;
    if (!*resume || caller == at) return false;
    walk->context = caller;
    return true;
}

static bool is_unchanged(const perfmon_task *task) {
    uint8_t header[header_size];
    return read_header(task->task, header) && word(header, at_resume_function) == task->resume_function &&
           word(header, at_resume_context) == task->resume_context && (uint32_t)word(header, at_status) == task->status &&
           word(header, at_records) == task->records && (uint32_t)word(header, at_job_flags) == task->job_flags &&
           (uint32_t)word(header, at_id) == task->id;
}

static bool in_text(uint64_t address) {
    const perfmon_image *image = perfmon_image_containing(address);
    return image && address >= image->text_start && address < image->text_end;
}

size_t perfmon_task_walk(perfmon_task *task, perfmon_frame *frames, size_t limit) {
    if ((task->status & (perfmon_task_running | perfmon_task_complete)) || limit == 0 || !in_text(task->resume_function)) return 0;
    size_t count = 0;
    frames[count++] = (perfmon_frame){task->resume_function, task->resume_context, perfmon_frame_resume};
    perfmon_context_walk walk = {.context = task->resume_context, .window = perfmon_sampler_window()};
    uint64_t resume, context;
    while (count < limit && perfmon_context_next(&walk, &resume, &context)) {
        if (!in_text(resume)) return 0;
        frames[count++] = (perfmon_frame){resume, context, perfmon_frame_resume};
    }
    return is_unchanged(task) ? count : 0;
}

int64_t perfmon_task_local(uint64_t task, uint64_t key, int64_t otherwise) {
    // An item: the next item with two bits of its kind, then, unless it is a marker, the key, the value's type and the value.
    enum { item_limit = 64, is_marker = 4, is_end = 6 };
    uint64_t item;
    if (!perfmon_known_runtime.tasks_readable || !perfmon_read(task + at_locals, &item, sizeof item)) return otherwise;
    for (size_t visits = 0; item && visits < item_limit; visits++) {
        uint64_t words[4] = {0};
        if (perfmon_read_some(item, words, sizeof words) < sizeof words[0]) return otherwise;
        if (!(words[0] & is_marker) && words[1] == key) return (int64_t)words[3];
        if ((words[0] & is_end) == is_end) return otherwise;
        item = words[0] & ~UINT64_C(7);
    }
    return otherwise;
}

static bool is_child_of(uint64_t child, uint64_t parent, uint64_t *next) {
    uint64_t metadata, fragment[2];
    if ((child & 15) || !perfmon_read(child, &metadata, sizeof metadata) || metadata != perfmon_known_runtime.task_metadata) return false;
    if (!perfmon_read(child + perfmon_known_runtime.task_size, fragment, sizeof fragment)) return false;
    *next = fragment[fragment_at_next / 8];
    return fragment[fragment_at_parent / 8] == parent;
}

size_t perfmon_task_children(const perfmon_task *task, uint64_t *children, size_t limit) {
    size_t count = 0;
    uint64_t record = task->records & ~UINT64_C(7);
    for (size_t index = 0; record && index < record_limit && count < limit; index++) {
        uint64_t bytes[4];
        if (!perfmon_read(record, bytes, sizeof bytes)) break;
        uint8_t kind = (uint8_t)bytes[0];
        if (kind == record_kind_child || kind == record_kind_group) {
            uint64_t child = bytes[record_at_first_child / 8], next = 0;
            for (size_t visits = 0; child && visits < child_visit_limit && count < limit; visits++, child = next) {
                if (!is_child_of(child, task->task, &next)) break;
                children[count++] = child;
            }
        }
        record = bytes[record_at_parent / 8];
    }
    return count;
}

#endif
