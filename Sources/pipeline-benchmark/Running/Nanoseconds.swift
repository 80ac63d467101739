import Glibc

/// CLOCK_MONOTONIC in nanoseconds: the clock of the model server's stamps and, in microseconds, of the frames'.
enum Nanoseconds {
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Lets time pass, as between two people who ask, or between two looks at what announces itself to nobody. It blocks the
    /// thread: the benchmark reads on threads of its own, so that no scheduler of tasks stands between a sample and its stamp.
    static func pause(_ duration: Duration) {
        usleep(UInt32(duration / .microseconds(1)))
    }
}
