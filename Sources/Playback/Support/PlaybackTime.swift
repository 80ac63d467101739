private import Glibc

/// The clock that playback runs by. Tests bring their own.
package protocol PlaybackTime: Sendable {
    /// Now, in microseconds. In a program: of CLOCK_MONOTONIC, which all processes of a machine share.
    var microseconds: Int { get }

    /// Suspends until that instant, or throws when the task is cancelled.
    func sleep(until microseconds: Int) async throws

    /// What wakes by this clock without a sleep for each; `nil`: each sleeps for itself.
    var alarms: Alarms? { get }
}

extension PlaybackTime {
    package var alarms: Alarms? { nil }
}

/// CLOCK_MONOTONIC.
package struct MonotonicTime: PlaybackTime {
    package init() {}

    package var microseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
    }

    package var alarms: Alarms? { .monotonic }

    package func sleep(until instant: Int) async throws {
        let left = instant - microseconds
        if left > 0 { try await Task.sleep(for: .microseconds(left), tolerance: .microseconds(500)) }
    }
}
