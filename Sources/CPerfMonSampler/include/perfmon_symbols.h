#pragma once

#include <stddef.h>

/// Demangles a Swift or C++ symbol with the runtimes that are loaded anyway.
///
/// Returns a string to be released with `free`, or NULL when `name` is neither, or cannot be demangled.
char *_Nullable perfmon_demangle(const char *_Nonnull name, size_t length);
