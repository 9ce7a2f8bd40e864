#define _GNU_SOURCE
#include "perfmon_symbols.h"

#include "internal.h"

#include <dlfcn.h>
#include <string.h>

// Exported by libswiftCore, which every Swift program links.
extern char *swift_demangle(const char *name, size_t length, char *buffer, size_t *buffer_size, uint32_t flags);

typedef char *cxa_demangle(const char *name, char *buffer, size_t *length, int *status);

char *perfmon_demangle(const char *name, size_t length) {
    if (length > 2 && name[0] == '_' && name[1] == 'Z') {
        // Looked up at run time: the C++ library is loaded with the Swift runtime, but not linked by name.
        if (!perfmon_loader_enter()) return NULL;
        cxa_demangle *demangle = (cxa_demangle *)dlsym(RTLD_DEFAULT, "__cxa_demangle");
        perfmon_loader_leave();
        int status = 0;
        return demangle == NULL ? NULL : demangle(name, NULL, NULL, &status);
    }
    return swift_demangle(name, length, NULL, NULL, 0);
}

bool perfmon_memory_differs(uint64_t address, const uint8_t *expected, size_t length) {
    uint8_t actual[perfmon_foreign_size];
    return length <= sizeof actual && perfmon_read_elsewhere(address, actual, length) && memcmp(actual, expected, length) != 0;
}
