private import CLinux
private import Glibc

/// A descriptor that becomes readable when another thread wants something (eventfd(2)).
struct WakeSignal: ~Copyable, Sendable {
    /// Readable from ``raise()`` until ``clear()``.
    let descriptor: Int32

    /// - Returns: `nil` where the system has no descriptor left.
    init?() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        guard descriptor >= 0 else { return nil }
    }

    /// May be called by every thread.
    func raise() {
        eventfd_write(descriptor, 1)
    }

    /// What is raised from here on is seen again.
    func clear() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    deinit {
        close(descriptor)
    }
}
