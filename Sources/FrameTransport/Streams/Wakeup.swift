private import Glibc

/// Ends a `poll` that another thread waits in. Once fired it stays fired.
final class Wakeup: Sendable {
    /// The descriptor to poll for reading beside the real one; -1, which `poll` passes over, where the system has none left.
    let descriptor: Int32

    private let trigger: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        }
        descriptor = ends[0]
        trigger = ends[1]
    }

    func fire() {
        var one: UInt8 = 1
        _ = Glibc.write(trigger, &one, 1)
    }

    deinit {
        close(descriptor)
        close(trigger)
    }
}
