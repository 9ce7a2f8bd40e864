#include "perfmon_resources.h"

static const unsigned char configuration_schema[] = {
#embed "../../schemas/perfmon.schema.json"
};
static const unsigned char report_css[] = {
#embed "report.css"
};
static const unsigned char report_javascript[] = {
#embed "report.js"
};

perfmon_resource perfmon_resource_configuration_schema(void) {
    return (perfmon_resource){configuration_schema, sizeof configuration_schema};
}

perfmon_resource perfmon_resource_report_css(void) {
    return (perfmon_resource){report_css, sizeof report_css};
}

perfmon_resource perfmon_resource_report_javascript(void) {
    return (perfmon_resource){report_javascript, sizeof report_javascript};
}
