private import Glibc

/// The bytes of a descriptor as they come: a pipe, a file, a terminal or `/dev/null` alike.
///
/// Each element is what one `read` gave. Reading waits on a thread of its own, never on Swift's, and only when the
/// next element is asked for: a slow reader holds the writer back. Cancelling the task ends the sequence at once, also in
/// the middle of a wait. The descriptor stays open.
package struct ByteInput: AsyncSequence {
    package typealias Element = [UInt8]

    private let descriptor: Int32
    private let name: String

    /// Reads from `descriptor`, which messages call `name`.
    package init(descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(descriptor: descriptor, name: name)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let descriptor: Int32
        let name: String
        let wakeup = Wakeup()
        let thread = BlockingThread()

        /// The most that one read takes: what a pipe of Linux holds by default.
        static let readLength = 1 << 16

        /// - Throws: ``TransportError`` with the code `system`.
        package mutating func next() async throws -> [UInt8]? {
            if Task.isCancelled { return nil }
            let (descriptor, name, wakeup) = (descriptor, name, wakeup)
            let bytes = try await withTaskCancellationHandler {
                try await thread.run {
                    try Self.read(descriptor, name, until: wakeup)
                }
            } onCancel: {
                wakeup.fire()
            }
            return bytes.isEmpty ? nil : bytes
        }

        /// One read; empty at the end or when woken.
        private static func read(_ descriptor: Int32, _ name: String, until wakeup: Wakeup) throws -> [UInt8] {
            while true {
                var polled = [
                    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0),
                ]
                guard poll(&polled, 2, -1) >= 0 || errno == EINTR else { throw failure(name) }
                if polled[1].revents != 0 { return [] }
                if polled[0].revents == 0 { continue }
                var count = 0
                let bytes = [UInt8](unsafeUninitializedCapacity: readLength) { buffer, initialized in
                    count = Glibc.read(descriptor, buffer.baseAddress, readLength)
                    initialized = Swift.max(0, count)
                }
                if count >= 0 { return bytes }
                guard errno == EINTR || errno == EAGAIN else { throw failure(name) }
            }
        }

        private static func failure(_ name: String) -> TransportError {
            TransportError(.system, "\(name) could not be read: \(String(cString: strerror(errno)))")
        }
    }
}
