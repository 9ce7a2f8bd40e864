#pragma once

/* The checks are for calls with literal options, and Swift cannot call variadic functions at all. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

typedef size_t (*perfmon_curl_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode perfmon_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode perfmon_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode perfmon_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode perfmon_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode perfmon_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode perfmon_curl_set_function(CURL *handle, CURLoption option, perfmon_curl_function value) {
    return curl_easy_setopt(handle, option, value);
}

/* Nothing but these protocols, also for redirects that a future version might follow. */
static inline CURLcode perfmon_curl_allow_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode perfmon_curl_allow_smtp(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
}

static inline CURLcode perfmon_curl_require_modern_tls(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static inline CURLcode perfmon_curl_require_starttls(CURL *handle) {
    return curl_easy_setopt(handle, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
}

/* One refused recipient does not keep the mail from the others; the option once had a typing mistake in its name. */
static inline CURLcode perfmon_curl_allow_refused_recipients(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x080200
    return curl_easy_setopt(handle, CURLOPT_MAIL_RCPT_ALLOWFAILS, 1L);
#else
    return curl_easy_setopt(handle, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
#endif
}

static inline CURLcode perfmon_curl_initialize(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline long perfmon_curl_response_code(CURL *handle) {
    long code = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

/* Whether the one transfer of a multi handle is over, and how it went. */
static inline _Bool perfmon_curl_is_done(CURLM *multi, CURLcode *result) {
    int others = 0;
    CURLMsg *message = curl_multi_info_read(multi, &others);
    if (message == NULL || message->msg != CURLMSG_DONE) return 0;
    *result = message->data.result;
    return 1;
}
