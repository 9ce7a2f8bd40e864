/// Taking the bytes of a Swift task apart, by the layout in force.
#pragma once

#include "internal.h"

enum { at_metadata = 0 };

static const perfmon_task_layout *const layout = &perfmon_known_runtime.layout;

static inline uint64_t word(const uint8_t *bytes, size_t offset) {
    uint64_t value;
    memcpy(&value, bytes + offset, sizeof value);
    return value;
}

/// The status of a task in our own terms.
static inline uint32_t status_of(const uint8_t *header) {
    uint32_t flags = (uint32_t)word(header, layout->status);
    return (flags & layout->is_running ? perfmon_task_running : 0) | (flags & layout->is_enqueued ? perfmon_task_enqueued : 0) |
           (flags & layout->is_complete ? perfmon_task_complete : 0);
}

/// The dependency record that a header points to, or 0.
static inline uint64_t dependency_record(const uint8_t *header) {
    bool has = (uint32_t)word(header, layout->status) & layout->has_dependency;
    return has ? word(header, layout->dependency) : 0;
}

static inline void take_dependency(perfmon_task *task, const uint8_t *record) {
    task->dependency = word(record, layout->dependency_object);
    task->dependency_kind = (uint32_t)word(record, layout->dependency_kind);
    if (task->dependency_kind > perfmon_wait_executor) {
        task->dependency_kind = perfmon_wait_none;
        task->dependency = 0;
    } else if (task->dependency_kind == perfmon_wait_executor) {
        // The low bits say what kind of executor it is.
        task->dependency &= ~UINT64_C(7);
    }
}

/// What a header says by itself.
static inline perfmon_task task_from(const uint8_t *header, uint64_t address) {
    return (perfmon_task){
        .task = address,
        .job_flags = (uint32_t)word(header, layout->job_flags),
        .id = (uint32_t)word(header, layout->id),
        .resume_function = word(header, layout->resume_function),
        .resume_context = word(header, layout->resume_context),
        .status = status_of(header),
        .records = word(header, layout->records),
    };
}
