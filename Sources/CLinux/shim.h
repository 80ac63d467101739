// Calls of Linux that Swift's Glibc module leaves out, or cannot import because they are variadic.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <link.h>
#include <linux/sched.h>
#include <linux/types.h>
#include <malloc.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Asks the kernel to send `signal` to this process when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG).
static inline int linux_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

/// Has the scheduler take this thread for one that computes, in slices of `slice` nanoseconds (sched(7), SCHED_BATCH;
/// sched_setattr(2)): woken up, it does not push aside what runs, and what wakes up waits no longer than a slice for it.
/// Before Linux 6.12 the slice is left as it was.
static inline int linux_schedule_as_batch(unsigned long long slice)
{
    struct linux_sched_attributes {
        __u32 size, policy;
        __u64 flags;
        __s32 nice;
        __u32 priority;
        __u64 runtime, deadline, period;
    } attributes = {.size = sizeof attributes, .policy = SCHED_BATCH, .runtime = slice};
    return (int)syscall(SYS_sched_setattr, 0, &attributes, 0);
}

/// Forgets one program's or library's pages that are never written; see linux_forget_code.
static inline int linux_forget_code_of(struct dl_phdr_info *object, size_t size, void *unused)
{
    unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
        unsigned long start = object->dlpi_addr + segment->p_vaddr, end = start + segment->p_memsz;
        start -= start % page;
        madvise((void *)start, (end - start + page - 1) / page * page, MADV_DONTNEED);
    }
    return 0;
}

/// Gives back all resident pages of code and constants, of the program and its libraries (madvise(2), MADV_DONTNEED). What is used
/// again comes back from the page cache, at a fault for each 16 pages or so; what only the start has used does not. Breakpoints
/// that were set before are lost.
static inline void linux_forget_code(void) { dl_iterate_phdr(linux_forget_code_of, 0); }

/// Has all threads share one heap (mallopt(3), M_ARENA_MAX): with one for each thread, what one thread has freed no other uses. To be
/// called as early as can be: threads that have a heap of their own by then keep it.
static inline void linux_share_heap(void) { mallopt(M_ARENA_MAX, 1); }

/// Bytes that are allocated on the heap.
static inline size_t linux_heap_in_use(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// Gives back the heap's pages that hold nothing (malloc_trim(3)).
static inline void linux_trim_heap(void) { malloc_trim(0); }

/// The process's environment, which ends with a null pointer (environ(7)).
static inline char **linux_environment(void) {
    extern char **environ;
    return environ;
}
