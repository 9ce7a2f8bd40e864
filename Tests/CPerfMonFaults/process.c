#define _GNU_SOURCE
#include "perfmon_faults.h"

#if defined(__linux__)

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { file_limit = 1024 };

int faults_fork(int (*child)(void)) {
    pid_t process = fork();
    if (process == 0) _exit(child());
    int status;
    if (process < 0 || waitpid(process, &status, 0) < 0) return 127;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static const char *library;

static int load(void) {
    // A child that waits for ever is ended by this.
    alarm(10);
    return dlopen(library, RTLD_NOW) ? 0 : 1;
}

int faults_fork_and_load(const char *name) {
    library = name;
    return faults_fork(load);
}

long faults_system_call(const char *name) {
    static const struct {
        const char *name;
        long number;
    } known[] = {
        {"memfd_create", SYS_memfd_create},           {"pwrite64", SYS_pwrite64},
        {"process_vm_readv", SYS_process_vm_readv},   {"rt_tgsigqueueinfo", SYS_rt_tgsigqueueinfo},
        {"get_robust_list", SYS_get_robust_list},     {"pwritev", SYS_pwritev},
    };
    for (size_t index = 0; index < sizeof known / sizeof *known; index++)
        if (!strcmp(known[index].name, name)) return known[index].number;
    return -1;
}

bool faults_forbid(const long *calls, int count, int error) {
    struct sock_filter code[64];
    unsigned short length = 0;
    code[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int index = 0; index < count && index < 20; index++) {
        code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[index], 0, 1);
        code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error);
    }
    code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog program = {.len = length, .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    return syscall(SYS_seccomp, (long)SECCOMP_SET_MODE_FILTER, (long)SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

bool faults_become_opaque(void) {
    enum { nobody = 65534 };
    return (getuid() != 0 || setuid(nobody) == 0) && prctl(PR_SET_DUMPABLE, 0) == 0;
}

static _Atomic int signals, strays;

static void count(int number, siginfo_t *info, void *context) {
    (void)number, (void)context;
    atomic_fetch_add(info->si_code == SI_KERNEL ? &signals : &strays, 1);
}

bool faults_start_profiler(void) {
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
    action.sa_sigaction = count;
    struct itimerval each = {.it_interval = {0, 1000}, .it_value = {0, 1000}};
    return sigaction(SIGPROF, &action, NULL) == 0 && setitimer(ITIMER_PROF, &each, NULL) == 0;
}

int faults_profiler_signals(void) { return signals; }
int faults_profiler_strays(void) { return strays; }

bool faults_forge(int process, int number, uint64_t value) {
    siginfo_t info = {.si_signo = number, .si_code = SI_QUEUE};
    info.si_pid = process;
    info.si_value.sival_ptr = (void *)value;
    return syscall(SYS_rt_sigqueueinfo, (long)process, (long)number, &info) == 0;
}

enum { taken_limit = 64 };
static int taken[taken_limit], taken_count;
static ino_t taken_nodes[taken_limit];

/// Opens something else under a number of ours.
static void take(int number, int file) {
    struct stat status;
    if (taken_count == taken_limit || file < 0 || dup2(file, number) != number || fstat(number, &status) != 0) return;
    taken[taken_count] = number;
    taken_nodes[taken_count++] = status.st_ino;
    if (file != number) close(file);
}

static bool names(int number, const char *start, const char *end) {
    char link[64], path[256] = {0};
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    return readlink(link, path, sizeof path - 1) > 0 && !strncmp(path, start, strlen(start)) && strstr(path, end);
}

int faults_close_memory_file(void) {
    for (int number = 3; number < file_limit; number++)
        if (names(number, "/memfd:perfmon", "") && close(number) == 0) return number;
    return -1;
}

void faults_take_file(int number, const char *path) { take(number, open(path, O_RDWR | O_CREAT, 0600)); }

int faults_take_thread_files(void) {
    int before = taken_count;
    for (int number = 3; number < file_limit; number++) {
        int pair[2];
        if (names(number, "/proc/", "/syscall") && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0) take(number, pair[0]);
    }
    return taken_count - before;
}

int faults_lost_files(void) {
    int lost = 0;
    for (int index = 0; index < taken_count; index++) {
        struct stat status;
        lost += fstat(taken[index], &status) != 0 || status.st_ino != taken_nodes[index];
    }
    return lost;
}

#endif
