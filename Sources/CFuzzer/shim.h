// libFuzzer's entry for programs that have a main of their own (https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a
// library"). It is weak, so that a build without `-sanitize=fuzzer` links too.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef int (*fuzzer_callback)(const uint8_t *bytes, size_t count);

extern int LLVMFuzzerRunDriver(int *count, char ***arguments, fuzzer_callback callback) __attribute__((weak));

/// Whether the program was built with libFuzzer.
static inline int fuzzer_is_linked(void) { return LLVMFuzzerRunDriver != 0; }

/// Searches until a limit of the arguments is reached, or ends the process where an input makes it crash.
static inline int fuzzer_run(int count, char **arguments, fuzzer_callback callback)
{
    return LLVMFuzzerRunDriver(&count, &arguments, callback);
}
