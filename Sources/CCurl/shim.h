// libcurl's setopt and getinfo are variadic, which Swift cannot call: one wrapper for each kind of value that we pass.
#pragma once
#include <curl/curl.h>
#include <sys/prctl.h>

typedef size_t (*loquat_curl_writer)(char *bytes, size_t size, size_t count, void *user);
typedef int (*loquat_curl_socket_watcher)(CURL *easy, curl_socket_t socket, int what, void *user, void *socket_user);

static inline CURLcode loquat_curl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_ALL);
}

static inline CURLcode loquat_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies the string.
static inline CURLcode loquat_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode loquat_curl_set_headers(CURL *easy, struct curl_slist *headers) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

// libcurl copies the bytes; the size has to be set first, or it would look for a closing zero.
static inline CURLcode loquat_curl_set_post(CURL *easy, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes) : code;
}

static inline CURLcode loquat_curl_set_writer(CURL *easy, loquat_curl_writer writer, void *user) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, writer);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_WRITEDATA, user) : code;
}

// What loquat_curl_get_owner() gives back.
static inline CURLcode loquat_curl_set_owner(CURL *easy, void *owner) {
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, owner);
}

static inline void *loquat_curl_get_owner(CURL *easy) {
    char *owner = NULL;
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &owner) == CURLE_OK ? owner : NULL;
}

// 0 when libcurl has no such value yet.
static inline long loquat_curl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

// Seconds of a Retry-After header, which may also be a date; 0 where there is none.
static inline long long loquat_curl_retry_after(CURL *easy) {
    curl_off_t seconds = 0;
    return curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK ? seconds : 0;
}

static inline CURLMcode loquat_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode loquat_curl_multi_set_watcher(CURLM *multi, loquat_curl_socket_watcher watcher, void *user) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watcher);
    return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, user) : code;
}

static inline CURLcode loquat_curl_resume(CURL *easy) {
    return curl_easy_pause(easy, CURLPAUSE_CONT);
}

static inline size_t loquat_curl_pause_signal(void) {
    return CURL_WRITEFUNC_PAUSE;
}

// For the eye that looks at a list of threads; at most 15 characters.
static inline void loquat_curl_name_thread(const char *name) {
    prctl(PR_SET_NAME, name, 0, 0, 0);
}
