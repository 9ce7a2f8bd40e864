#pragma once
#include <stddef.h>

/// How often malloc has been called.
size_t allocation_count(void);
