#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Demangles a Swift or C++ symbol with the runtimes that are loaded anyway.
///
/// Returns a string to be released with `free`, or NULL when `name` is neither, or cannot be demangled.
char *_Nullable perfmon_demangle(const char *_Nonnull name, size_t length);

/// Whether memory of this process at `address` is readable and differs from `expected`.
///
/// The read is fault-proof: memory that is not there any more is not known to differ.
bool perfmon_memory_differs(uint64_t address, const uint8_t *_Nonnull expected, size_t length);
