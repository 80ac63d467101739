private import CommandOptions
private import Glibc

/// The service manager that started this process and wants to hear how it is: systemd, by sd_notify(3).
package struct ServiceManager: Sendable, Equatable {
    /// The manager that wants to hear of this process; `nil` where none does.
    ///
    /// Looking at it the first time takes its variables out of the environment, so that no child speaks in this process's name:
    /// to be done before there are other threads.
    package static let own: ServiceManager? = {
        let manager = ServiceManager(variable: EnvironmentVariable.value, process: getpid())
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(name) }
        return manager
    }()

    /// How long the manager waits for a sign of life before it kills the process; `nil`: it does not.
    package let patience: Duration?

    /// As in `sun_path`: a path, or a name in the abstract space behind a zero byte.
    private let address: [UInt8]

    /// Reads the manager's variables as they were given to `process`.
    package init?(variable: (String) -> String?, process: Int32) {
        guard let name = variable("NOTIFY_SOCKET"), let first = name.utf8.first,
            name.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        else { return nil }
        switch first {
        case UInt8(ascii: "/"): address = Array(name.utf8)
        case UInt8(ascii: "@"): address = [0] + name.utf8.dropFirst()
        default: return nil
        }
        let isMeant = variable("WATCHDOG_PID").map { Int32($0) == process } ?? true
        let limit = isMeant ? variable("WATCHDOG_USEC").flatMap { Int($0) } : nil
        patience = limit.flatMap { $0 > 0 ? .microseconds($0) : nil }
    }

    /// Tells the manager, in one message and without waiting.
    ///
    /// - Returns: whether the manager has it.
    @discardableResult
    package func tell(_ notices: [ServiceNotice]) -> Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let message = Array(notices.map(\.text).joined(separator: "\n").utf8)
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: address) }
        // An abstract name is as long as the address says: zeros behind it would belong to it.
        let size = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path) ?? 2) + socklen_t(address.count)
        let flags = CInt(MSG_DONTWAIT | MSG_NOSIGNAL)
        let sent = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, message, message.count, flags, $0, size)
            }
        }
        return sent == message.count
    }
}
