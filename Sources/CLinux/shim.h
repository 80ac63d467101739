// Calls of Linux that Swift's Glibc module leaves out, or cannot import because they are variadic.
#pragma once
#include <linux/sched.h>
#include <linux/types.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
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

/// The process's environment, which ends with a null pointer (environ(7)).
static inline char **linux_environment(void) {
    extern char **environ;
    return environ;
}
