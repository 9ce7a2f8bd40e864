// Reading Swift tasks from outside, by a layout that the self-test compared with this process' runtime before anything else
// relies on it. With a wrong layout the functions give wrong answers, and never fault.
#include "task_bytes.h"

#if PERFMON_SUPPORTED

enum {
    record_limit = 64,
    child_visit_limit = 1024,
};

bool perfmon_observed_running(const perfmon_observation *observation) {
    return perfmon_known_runtime.tasks_readable && (status_of(observation->header) & perfmon_task_running);
}

static bool read_header(uint64_t address, uint8_t header[header_size]) {
    if ((address & 15) || address < 4096 || !perfmon_known_runtime.tasks_readable) return false;
    return perfmon_read(address, header, header_size) && word(header, at_metadata) == perfmon_known_runtime.task_metadata;
}

static void read_dependency(perfmon_task *task, uint64_t record) {
    uint8_t bytes[dependency_size];
    if (!record || !perfmon_read(record, bytes, sizeof bytes)) return;
    take_dependency(task, bytes);
    uint64_t type;
    if (task->dependency_kind == perfmon_wait_executor && task->dependency && perfmon_read(task->dependency, &type, sizeof type))
        task->executor_type = type;
}

bool perfmon_task_read(uint64_t address, perfmon_task *task) {
    uint8_t header[header_size];
    if (!read_header(address, header)) return false;
    *task = task_from(header, address);
    if (task->job_flags & layout->is_child) {
        uint64_t parent;
        if (perfmon_read(address + layout->task_size + layout->child_parent, &parent, sizeof parent)) task->parent = parent;
    }
    if ((uint32_t)word(header, layout->status) & layout->has_dependency) read_dependency(task, word(header, layout->dependency));
    return true;
}

void perfmon_capture_note_task(perfmon_capture *capture) {
    const uint8_t *header = capture->window;
    capture->task_id = 0;
    capture->resume_function = capture->resume_context = 0;
    if (!perfmon_known_runtime.tasks_readable) return;
    if (perfmon_copy_to_area(capture->task, capture->window, header_size) != header_size) return;
    if (word(header, at_metadata) != perfmon_known_runtime.task_metadata) return;
    capture->task_id = (uint32_t)word(header, layout->id);
    if (status_of(header) & perfmon_task_complete) return;
    capture->resume_function = word(header, layout->resume_function);
    capture->resume_context = word(header, layout->resume_context);
}

bool perfmon_is_first_context(uint64_t task, uint64_t context) {
    // Most results are small. A large one takes a look at what lies between.
    enum { near = 1024, farthest = 65536 + near, piece_size = 1024, alignment = 16 };
    if (context <= task || context - task > farthest) return false;
    if (context - task <= near) return true;
    uint8_t piece[piece_size];
    for (uint64_t start = task + alignment; start < context; start += piece_size) {
        uint64_t size = context - start < piece_size ? context - start : piece_size;
        if (!perfmon_read(start, piece, size)) return false;
        for (uint64_t offset = 0; offset + sizeof(uint64_t) <= size; offset += alignment)
            if (word(piece, offset) == perfmon_known_runtime.task_metadata) return false;
    }
    return true;
}

bool perfmon_context_next(perfmon_context_walk *walk, uint64_t *resume, uint64_t *context) {
    uint64_t at = walk->context;
    if (!at || (at & 15)) return false;
    if (!perfmon_lies_within(at, context_size, walk->window_start, walk->window_end)) {
        // A task's contexts lie in slabs, callers mostly below callees: read what precedes, within the page.
        uint64_t page = at & ~UINT64_C(4095);
        if (page == ~UINT64_C(4095)) return false;
        uint64_t end = at + context_size, start = end - page > perfmon_window_size ? end - perfmon_window_size : page;
        if (perfmon_copy_to_area(start, walk->window, end - start) != end - start) return false;
        walk->window_start = start;
        walk->window_end = end;
    }
    const uint8_t *bytes = walk->window + (at - walk->window_start);
    uint64_t caller = word(bytes, layout->context_parent);
    *resume = word(bytes, layout->context_resume);
    *context = at;
    if (!*resume || caller == at) return false;
    walk->context = caller;
    return true;
}

static bool is_unchanged(const perfmon_task *task) {
    uint8_t header[header_size];
    return read_header(task->task, header) && word(header, layout->resume_function) == task->resume_function &&
           word(header, layout->resume_context) == task->resume_context && status_of(header) == task->status &&
           word(header, layout->records) == task->records && (uint32_t)word(header, layout->job_flags) == task->job_flags &&
           (uint32_t)word(header, layout->id) == task->id;
}

static bool in_text(uint64_t address) {
    const perfmon_image *image = perfmon_image_containing(address);
    return image && address >= image->text_start && address < image->text_end;
}

/// Follows a task's chain as far as it can be believed, which the task's own movement may make short.
static size_t walk_once(const perfmon_task *task, perfmon_frame *frames, size_t limit, perfmon_failure *failure) {
    *failure = perfmon_failure_code;
    if (limit == 0 || !in_text(task->resume_function)) return 0;
    size_t count = 0;
    frames[count++] = (perfmon_frame){task->resume_function, task->resume_context, perfmon_frame_resume};
    perfmon_context_walk walk = {.context = task->resume_context, .window = perfmon_sampler_window()};
    uint64_t resume, context = 0;
    while (count < limit && perfmon_context_next(&walk, &resume, &context)) {
        if (!in_text(resume)) return 0;
        frames[count++] = (perfmon_frame){resume, context, perfmon_frame_resume};
    }
    *failure = perfmon_failure_unreadable;
    if (count < limit && walk.context != 0) return 0;
    *failure = perfmon_failure_chain;
    if (count > 1 && walk.context == 0 && !perfmon_is_first_context(task->task, context)) return 0;
    *failure = perfmon_failure_none;
    return count;
}

size_t perfmon_task_walk(const perfmon_task *task, perfmon_frame *frames, size_t limit, perfmon_failure *failure) {
    size_t count = 0;
    *failure = perfmon_failure_moved;
    if (task->status & (perfmon_task_running | perfmon_task_complete)) return 0;
    count = walk_once(task, frames, limit, failure);
    if (is_unchanged(task)) return count;
    *failure = perfmon_failure_moved;
    return 0;
}

int64_t perfmon_task_local(uint64_t task, uint64_t key, int64_t otherwise) {
    // An item: the next item with two bits of its kind, then, unless it is a marker, the key, the value's type and the value.
    enum { item_limit = 64, is_marker = 4, is_end = 6 };
    uint64_t item;
    if (!perfmon_known_runtime.tasks_readable || !perfmon_read(task + layout->locals, &item, sizeof item)) return otherwise;
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
    uint64_t metadata;
    uint8_t fragment[fragment_size];
    if ((child & 15) || !perfmon_read(child, &metadata, sizeof metadata) || metadata != perfmon_known_runtime.task_metadata) return false;
    if (!perfmon_read(child + layout->task_size, fragment, sizeof fragment)) return false;
    *next = word(fragment, layout->child_next);
    return word(fragment, layout->child_parent) == parent;
}

size_t perfmon_task_children(const perfmon_task *task, uint64_t *children, size_t limit) {
    size_t count = 0;
    uint64_t record = task->records & ~UINT64_C(7);
    for (size_t index = 0; record && index < record_limit && count < limit; index++) {
        uint8_t bytes[record_size];
        if (!perfmon_read(record, bytes, sizeof bytes)) break;
        if (bytes[0] == layout->record_kind_child || bytes[0] == layout->record_kind_group) {
            uint64_t child = word(bytes, layout->record_first_child), next = 0;
            for (size_t visits = 0; child && visits < child_visit_limit && count < limit; visits++, child = next) {
                if (!is_child_of(child, task->task, &next)) break;
                children[count++] = child;
            }
        }
        record = word(bytes, layout->record_parent);
    }
    return count;
}

#endif
