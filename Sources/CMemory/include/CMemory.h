// What Linux and glibc have for a process that gives memory back. A target of its own, and no headers of the system's here:
// they need _GNU_SOURCE, with which the types in them are others than those that Swift's Glibc module has.
//
// A program that has this target shares one heap among all its threads (mallopt(3), M_ARENA_MAX): with one for each thread, what one
// thread has freed no other uses.
#pragma once
#include <stddef.h>

/// Divides the mappings of code, of the program and its libraries, into pieces of four pages or so. With each page of code that is used
/// the kernel maps those around it that are in memory, 16 in all, but none of another mapping: so what is used brings less with it.
/// For once, at the start.
void linux_narrow_code(void);

/// Gives back all resident pages of code and constants, of the program and its libraries (madvise(2), MADV_DONTNEED). What is used
/// again comes back from the page cache, at a fault for some pages each; what only the start has used does not. Breakpoints
/// that were set before are lost.
void linux_forget_code(void);

/// Bytes that are allocated on the heap.
size_t linux_heap_in_use(void);

/// Gives back the heap's pages that hold nothing (malloc_trim(3)).
void linux_trim_heap(void);
