// What Linux and glibc have for a process that gives memory back. A target of its own, and no headers of the system's here:
// they need _GNU_SOURCE, with which the types in them are others than those that Swift's Glibc module has.
#pragma once
#include <stddef.h>

/// Gives back all resident pages of code and constants, of the program and its libraries (madvise(2), MADV_DONTNEED). What is used
/// again comes back from the page cache, at a fault for each 16 pages or so; what only the start has used does not. Breakpoints
/// that were set before are lost.
void linux_forget_code(void);

/// Has all threads share one heap (mallopt(3), M_ARENA_MAX): with one for each thread, what one thread has freed no other uses. To be
/// called as early as can be: threads that have a heap of their own by then keep it.
void linux_share_heap(void);

/// Bytes that are allocated on the heap.
size_t linux_heap_in_use(void);

/// Gives back the heap's pages that hold nothing (malloc_trim(3)).
void linux_trim_heap(void);
