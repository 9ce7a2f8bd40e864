// A thread of perfmon's own: it must never be the one that handles the application's signals.
#define _GNU_SOURCE
#include "perfmon_threads.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char name[16];
    void (*run)(void *);
    void *context;
} start;

static void *main_function(void *argument) {
    start start_values = *(start *)argument;
    free(argument);
#if defined(__linux__)
    pthread_setname_np(pthread_self(), start_values.name);
#else
    pthread_setname_np(start_values.name);
#endif
    start_values.run(start_values.context);
    return NULL;
}

int perfmon_thread_start(const char *name, void (*run)(void *), void *context) {
    start *argument = calloc(1, sizeof *argument);
    if (!argument) return ENOMEM;
    strncpy(argument->name, name, sizeof argument->name - 1);
    argument->run = run;
    argument->context = context;

    // A new thread inherits the mask of its creator.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, main_function, argument);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error) free(argument);
    return error;
}
