#pragma once
#include <stddef.h>

/// Bytes that live as long as the process. Not terminated by NUL.
typedef struct {
    const unsigned char *bytes;
    size_t count;
} perfmon_resource;

/// schemas/perfmon.schema.json
perfmon_resource perfmon_resource_configuration_schema(void);
/// The one style sheet and the one script of an HTML report.
perfmon_resource perfmon_resource_report_css(void);
perfmon_resource perfmon_resource_report_javascript(void);
