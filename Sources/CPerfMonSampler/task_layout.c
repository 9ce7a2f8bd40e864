// The one layout of Swift tasks that is known.
#include "internal.h"

perfmon_task_layout perfmon_task_layout_known(void) {
    return (perfmon_task_layout){
        .task_size = 208,
        .job_flags = 0x20,
        .id = 0x24,
        .resume_function = 0x38,
        .resume_context = 0x40,
        .status = 0x60,
        .records = 0x68,
        .locals = 0x88,
        .dependency = 0xa0,
        .record_parent = 0x08,
        .record_first_child = 0x10,
        .record_kind_child = 1,
        .record_kind_group = 2,
        .dependency_object = 0x10,
        .dependency_kind = 0x20,
        .child_parent = 0x00,
        .child_next = 0x08,
        .context_parent = 0x00,
        .context_resume = 0x08,
        .is_running = 0x800,
        .is_enqueued = 0x1000,
        .is_complete = 0x2000,
        .has_dependency = 0x4000,
        .is_child = 1 << 24,
    };
}

bool perfmon_task_layout_fits(const perfmon_task_layout *of) {
    const uint32_t in_header[] = {of->job_flags, of->id,      of->resume_function, of->resume_context,
                                  of->status,    of->records, of->locals,          of->dependency};
    for (size_t index = 0; index < sizeof in_header / sizeof *in_header; index++)
        if (in_header[index] > header_size - 8) return false;
    return of->record_parent <= record_size - 8 && of->record_first_child <= record_size - 8 &&
           of->dependency_object <= dependency_size - 8 && of->dependency_kind <= dependency_size - 8 &&
           of->child_parent <= fragment_size - 8 && of->child_next <= fragment_size - 8 &&
           of->context_parent <= context_size - 8 && of->context_resume <= context_size - 8;
}
