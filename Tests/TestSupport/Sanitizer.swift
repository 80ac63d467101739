private import Glibc

/// Whether ThreadSanitizer or AddressSanitizer is in this process; both bring a heap of their own in place of glibc's.
package let isSanitized = dlsym(nil, "__sanitizer_set_death_callback") != nil
