// Calls of Linux that Swift's Glibc module leaves out, or cannot import because they are variadic.
#pragma once
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>

/// Asks the kernel to send `signal` to this process when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG).
static inline int linux_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }
