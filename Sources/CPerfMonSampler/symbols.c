#define _GNU_SOURCE
#include "perfmon_symbols.h"

#include <dlfcn.h>
#include <stdint.h>

// Exported by libswiftCore, which every Swift program links.
extern char *swift_demangle(const char *name, size_t length, char *buffer, size_t *buffer_size, uint32_t flags);

typedef char *cxa_demangle(const char *name, char *buffer, size_t *length, int *status);

char *perfmon_demangle(const char *name, size_t length) {
    if (length > 2 && name[0] == '_' && name[1] == 'Z') {
        // Looked up at run time: the C++ library is loaded with the Swift runtime, but not linked by name.
        cxa_demangle *demangle = (cxa_demangle *)dlsym(RTLD_DEFAULT, "__cxa_demangle");
        int status = 0;
        return demangle == NULL ? NULL : demangle(name, NULL, NULL, &status);
    }
    return swift_demangle(name, length, NULL, NULL, 0);
}
