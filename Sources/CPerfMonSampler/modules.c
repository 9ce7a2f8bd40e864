#include "perfmon_sampler.h"
