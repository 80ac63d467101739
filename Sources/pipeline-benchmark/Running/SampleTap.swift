import Glibc

/// The end of the line: sees when samples come out.
struct SampleTap: Sendable {
    let descriptor: Descriptor

    /// When something came first, and how much; `nil` after `limit` or at the end. Blocks the thread.
    func arrival(within limit: Duration) -> (at: UInt64, bytes: Int)? {
        guard isReady(within: limit) else { return nil }
        let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            read(descriptor.number, buffer.baseAddress, buffer.count)
        }
        let now = Nanoseconds.now
        return count > 0 ? (now, count) : nil
    }

    /// What came; `nil` after `limit` or at the end. Blocks the thread.
    func bytes(within limit: Duration) -> [UInt8]? {
        guard isReady(within: limit) else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, initialized in
            initialized = max(0, read(descriptor.number, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// When more than `header` bytes had come: the first sample behind a file's header.
    func firstSample(after header: Int = 0, within limit: Duration) throws -> UInt64 {
        var left = header
        while let (at, bytes) = arrival(within: limit) {
            if bytes > left { return at }
            left -= bytes
        }
        throw BenchmarkError("no sound came within \(limit)")
    }

    /// Takes what comes until nothing has come for `quiet`.
    func drain(quiet: Duration) {
        while arrival(within: quiet) != nil {}
    }

    private func isReady(within limit: Duration) -> Bool {
        var polled = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, Int32(limit / .milliseconds(1))) == 1
    }
}
