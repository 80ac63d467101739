private import Glibc

/// The clock of all time stamps in frames: CLOCK_MONOTONIC, which the processes of one machine share, so that times
/// taken in different processes can be subtracted.
public enum MonotonicTime {
    /// Microseconds since an arbitrary start, the same for all processes until the machine restarts.
    public static func microseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1_000
    }
}
