// The same functions where the readers do not exist: everything says no, so only timings are left.
#include "internal.h"

#if !PERFMON_SUPPORTED

#include <errno.h>

bool perfmon_is_supported(void) { return false; }
int perfmon_memory_open(void) { return ENOTSUP; }
int perfmon_memory_check(void) { return perfmon_memory_closed; }
bool perfmon_observed_running(const perfmon_observation *) { return false; }
int perfmon_threads_permission(void) { return ENOTSUP; }
int perfmon_thread_permission(void) { return ENOTSUP; }
int perfmon_signal_permission(void) { return ENOTSUP; }
size_t perfmon_read_some(uint64_t, void *, size_t) { return 0; }
bool perfmon_read_elsewhere(uint64_t, void *, size_t) { return false; }
bool perfmon_read(uint64_t, void *, size_t) { return false; }
size_t perfmon_images_refresh(void) { return 0; }
uint64_t perfmon_images_version(void) { return 0; }
const perfmon_image *perfmon_image_at(size_t) { return NULL; }
const perfmon_image *perfmon_image_containing(uint64_t) { return NULL; }
void perfmon_observe_task(perfmon_observation *observation) { *observation = (perfmon_observation){0}; }
perfmon_runtime perfmon_runtime_learn(const perfmon_observation *, size_t) { return (perfmon_runtime){0}; }
bool perfmon_task_read(uint64_t, perfmon_task *) { return false; }
size_t perfmon_task_walk(const perfmon_task *, perfmon_frame *, size_t, perfmon_failure *failure) {
    *failure = perfmon_failure_unreadable;
    return 0;
}
void perfmon_tasks_glance(const uint64_t *, uint64_t *digests, size_t count) { memset(digests, 0, count * sizeof *digests); }
size_t perfmon_task_children(const perfmon_task *, uint64_t *, size_t) { return 0; }
int64_t perfmon_task_local(uint64_t, uint64_t, int64_t otherwise) { return otherwise; }
size_t perfmon_threads_refresh(perfmon_thread *, size_t, size_t) { return 0; }
size_t perfmon_file_name(int, char *, size_t) { return 0; }
void perfmon_thread_close(perfmon_thread *) {}
uint64_t perfmon_thread_task(const perfmon_thread *) { return 0; }
bool perfmon_thread_syscall(perfmon_thread *, perfmon_syscall *) { return false; }
int perfmon_signal_real_time(int) { return -1; }
void perfmon_signal_choose(int) {}
int perfmon_signal_chosen(void) { return 0; }
int perfmon_signal_install(void) { return 0; }
void perfmon_signal_admit(void) {}
perfmon_capture *perfmon_capture_at(size_t) { return NULL; }
uint32_t perfmon_capture_state(const perfmon_capture *) { return perfmon_capture_free; }
void perfmon_capture_release(perfmon_capture *) {}
bool perfmon_capture_request(perfmon_capture *, const perfmon_thread *) { return false; }
bool perfmon_capture_abandon(perfmon_capture *) { return true; }
bool perfmon_capture_blocked(perfmon_capture *, perfmon_thread *, const perfmon_syscall *) { return false; }
size_t perfmon_capture_unwind(const perfmon_capture *, perfmon_frame *, size_t, bool *is_complete, perfmon_failure *failure) {
    *is_complete = false;
    *failure = perfmon_failure_unreadable;
    return 0;
}

#endif
