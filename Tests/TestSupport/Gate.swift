private import Glibc
private import Synchronization

/// Holds other processes back until it is opened: a file that is locked, so that they wait without looking again and again.
///
/// In Python: `fcntl.flock(open(path), fcntl.LOCK_SH)` returns once the gate is open. It also opens when this process ends.
package final class Gate: Sendable {
    /// The file that is locked.
    package let path: String

    private let descriptor: Mutex<Int32>

    /// Makes a closed gate.
    package init(_ path: String) throws {
        self.path = path
        let opened = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0, flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            throw SetupError("no gate at \(path): \(String(cString: strerror(errno)))")
        }
        descriptor = Mutex(opened)
    }

    /// Lets everybody through, for good.
    package func open() {
        descriptor.withLock { descriptor in
            // The lock ends with the last descriptor of the opened file (flock(2)).
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    deinit {
        open()
    }
}
