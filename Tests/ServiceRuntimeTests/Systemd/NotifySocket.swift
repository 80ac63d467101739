import Glibc
import TestSupport

/// A service manager's end of sd_notify(3): a datagram socket, at a path or at an abstract name.
final class NotifySocket: Sendable {
    private let descriptor: Int32

    /// Binds to `name`, which is as in `NOTIFY_SOCKET`.
    ///
    /// - Throws: `SetupError` where the system refuses.
    init(_ name: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = name.hasPrefix("@") ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
        }
        guard isBound else { throw SetupError("cannot bind \(name): \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// A message that has come; `nil` where there is none.
    func message() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    /// The lines of all messages that have come.
    func lines() -> [String] {
        var lines: [String] = []
        while let message = message() { lines += message.split(separator: "\n").map(String.init) }
        return lines
    }
}
