// Many suspended tasks at once: has anything changed since they were read? With a thousand requests in flight most have not, and four
// reads for 64 of them cost about a tenth of reading each.
#include "task_bytes.h"

static uint64_t mix(uint64_t digest, uint64_t value) {
    digest = (digest ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return digest ^ digest >> 32;
}

static uint64_t digest_of_task(const perfmon_task *task) {
    uint64_t digest = mix(task->task, (uint64_t)task->id << 32 | task->status);
    digest = mix(digest, task->job_flags);
    digest = mix(digest, task->resume_context);
    digest = mix(digest, task->records);
    return mix(digest, task->dependency << 3 | task->dependency_kind);
}

uint64_t perfmon_task_digest(const perfmon_task *task, const perfmon_frame *frames, size_t count) {
    uint64_t digest = digest_of_task(task);
    for (size_t index = 0; index < count; index++) digest = mix(digest, frames[index].address);
    return digest ? digest : 1;
}

#if PERFMON_SUPPORTED

enum {
    record_limit = 4,
    // Smaller than when one task is read: another round costs many tasks together little, copying costs each.
    piece_size = 384,
};

/// One of the tasks, as far as it is known.
typedef struct {
    perfmon_task task;
    uint64_t dependency_record;
    /// Whether it can still be told without reading it properly.
    bool is_open;
    /// What is left of its chain of contexts, and the digest of what was seen.
    uint64_t context, digest;
    size_t frames;
} glance;

static const uint8_t *read_one(const perfmon_source *source) { return source->has_arrived ? source->bytes : NULL; }

static void take_headers(glance *glances, perfmon_source *sources, const uint64_t *tasks, size_t count) {
    for (size_t index = 0; index < count; index++) sources[index] = (perfmon_source){.address = tasks[index], .size = header_size};
    perfmon_copy_many(sources, count);
    for (size_t index = 0; index < count; index++) {
        const uint8_t *header = read_one(&sources[index]);
        glances[index].is_open = false;
        if (!header || word(header, at_metadata) != perfmon_known_runtime.task_metadata) continue;
        glances[index].task = task_from(header, tasks[index]);
        glances[index].dependency_record = dependency_record(header);
        glances[index].is_open = !(glances[index].task.status & (perfmon_task_running | perfmon_task_complete));
    }
}

static void take_dependencies(glance *glances, perfmon_source *sources, size_t count) {
    for (size_t index = 0; index < count; index++) {
        bool is_wanted = glances[index].is_open && glances[index].dependency_record;
        sources[index] = (perfmon_source){.address = glances[index].dependency_record, .size = is_wanted ? dependency_size : 0};
    }
    perfmon_copy_many(sources, count);
    for (size_t index = 0; index < count; index++) {
        if (!sources[index].size) continue;
        const uint8_t *record = read_one(&sources[index]);
        if (record) take_dependency(&glances[index].task, record);
        else glances[index].is_open = false;
    }
}

/// A task with children is read properly: they change without it.
static bool has_children(const uint8_t *record) {
    uint8_t bytes[record_size];
    for (int visits = 0; record; visits++) {
        if (visits == record_limit || record[0] == layout->record_kind_child || record[0] == layout->record_kind_group) return true;
        uint64_t next = word(record, layout->record_parent);
        if (!next) return false;
        if (!perfmon_read(next, bytes, sizeof bytes)) return true;
        record = bytes;
    }
    return false;
}

static void take_records(glance *glances, perfmon_source *sources, size_t count) {
    for (size_t index = 0; index < count; index++) {
        uint64_t record = glances[index].task.records & ~UINT64_C(7);
        sources[index] = (perfmon_source){.address = record, .size = glances[index].is_open && record ? record_size : 0};
    }
    perfmon_copy_many(sources, count);
    for (size_t index = 0; index < count; index++) {
        if (!sources[index].size) continue;
        const uint8_t *record = read_one(&sources[index]);
        if (!record || has_children(record)) glances[index].is_open = false;
    }
}

/// Contexts lie in slabs, callers mostly below callees: what precedes a context within its page is read with it.
static perfmon_source window_of(uint64_t context) {
    uint64_t end = context + context_size, page = context & ~UINT64_C(4095);
    uint64_t start = end - page > piece_size ? end - piece_size : page;
    return (perfmon_source){.address = start, .size = (uint32_t)(end - start)};
}

/// Follows a chain as far as it stays within one window.
static void follow(glance *glance, const perfmon_source *window) {
    if (!window->has_arrived) {
        glance->is_open = false;
        return;
    }
    while (perfmon_lies_within(glance->context, context_size, window->address, window->address + window->size)) {
        const uint8_t *bytes = window->bytes + (glance->context - window->address);
        uint64_t caller = word(bytes, layout->context_parent), resume = word(bytes, layout->context_resume);
        if (!resume || caller == glance->context || glance->frames == perfmon_frame_limit) {
            glance->context = 0;
            return;
        }
        glance->digest = mix(glance->digest, resume);
        glance->frames++;
        glance->context = caller;
    }
}

static bool is_following(const glance *glance) { return glance->is_open && glance->context && !(glance->context & (context_size - 1)); }

/// The chains of all tasks, window by window.
static void take_chains(glance *glances, perfmon_source *sources, size_t count) {
    for (size_t index = 0; index < count; index++) {
        glances[index].context = glances[index].task.resume_context;
        glances[index].digest = mix(digest_of_task(&glances[index].task), glances[index].task.resume_function);
        glances[index].frames = 1;
    }
    for (size_t round = 0; round < perfmon_frame_limit; round++) {
        bool is_any = false;
        for (size_t index = 0; index < count; index++) {
            sources[index] = is_following(&glances[index]) ? window_of(glances[index].context) : (perfmon_source){0};
            is_any = is_any || sources[index].size;
        }
        if (!is_any) return;
        perfmon_copy_many(sources, count);
        for (size_t index = 0; index < count; index++)
            if (sources[index].size) follow(&glances[index], &sources[index]);
    }
}

void perfmon_tasks_glance(const uint64_t *tasks, uint64_t *digests, size_t count) {
    static glance glances[perfmon_glance_limit];
    static perfmon_source sources[perfmon_glance_limit];
    if (count > perfmon_glance_limit) count = perfmon_glance_limit;
    take_headers(glances, sources, tasks, count);
    take_dependencies(glances, sources, count);
    take_records(glances, sources, count);
    take_chains(glances, sources, count);
    for (size_t index = 0; index < count; index++) {
        uint64_t digest = glances[index].digest ? glances[index].digest : 1;
        digests[index] = glances[index].is_open ? digest : 0;
    }
}

#endif
