private import Dispatch
private import FrameTransport
private import Glibc
private import Synchronization

/// What the null sink of a ``PulseServer`` plays: recorded from its monitor by `parec`, sample for sample.
package final class MonitorRecording: Sendable {
    private struct State {
        var samples: [Int16] = []
        /// When a sample that is not zero came last, in nanoseconds of CLOCK_MONOTONIC.
        var lastSound: UInt64?
        var isOver = false
    }

    private let state = Mutex(State())
    private let changed = WaitList()
    private let child: ChildProcess

    fileprivate init(_ server: PulseServer) throws {
        var ends: [Int32] = [0, 0]
        // Not a pipe: only sockets are made with their close-on-exec flag, so that no other test's child inherits an end.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SetupError("no pair of sockets") }
        defer { close(ends[1]) }
        child = try ChildProcess(
            [
                "parec", "-d", "\(PulseServer.sink).monitor", "--raw", "--format=s16le", "--rate=48000", "--channels=1",
                "--latency-msec=10",
            ],
            environment: server.toolEnvironment,
            output: ends[1]
        )
        let descriptor = ends[0]
        DispatchQueue(label: "recording").async { [weak self] in
            while let samples = Self.read(descriptor) { self?.add(samples) }
            close(descriptor)
            self?.finish()
        }
    }

    /// What was recorded so far.
    package var samples: [Int16] { state.withLock { $0.samples } }

    /// When sound came last, in nanoseconds of CLOCK_MONOTONIC: a piece of 10 ms comes at once. `nil` before the first.
    package var lastSound: UInt64? { state.withLock { $0.lastSound } }

    /// Suspends until as many samples were recorded.
    ///
    /// - Throws: ``SetupError`` when the recording ends before, or the task is cancelled, as by a test's time limit.
    package func wait(forCount count: Int, _ file: String = #fileID, _ line: Int = #line) async throws {
        try await wait(until: { $0.count >= count }, file, line)
    }

    /// Suspends until a sample like that was recorded, however long ago that was.
    ///
    /// - Throws: as ``wait(forCount:_:_:)``.
    package func wait(
        forSample isWanted: (Int16) -> Bool,
        _ file: String = #fileID,
        _ line: Int = #line
    ) async throws {
        var seen = 0
        let isMet: ([Int16]) -> Bool = { samples in
            defer { seen = samples.count }
            return samples[seen...].contains(where: isWanted)
        }
        try await wait(until: isMet, file, line)
    }

    /// Suspends until what was recorded meets the condition. It must go on to hold: by the time that it is looked at, much more
    /// may have been recorded.
    ///
    /// - Throws: as ``wait(forCount:_:_:)``.
    package func wait(
        until isMet: ([Int16]) -> Bool,
        _ file: String = #fileID,
        _ line: Int = #line
    ) async throws {
        var isSo = false
        try await changed.wait(in: file, line, for: "more to be recorded; so far: \(self)") {
            let (samples, isOver) = state.withLock { ($0.samples, $0.isOver) }
            isSo = isMet(samples)
            return isSo || isOver
        }
        if !isSo { throw SetupError("\(file):\(line): the recording ended too early: \(self)") }
    }

    /// Suspends until nothing more comes, as when the server was killed.
    ///
    /// - Throws: ``SetupError`` when the task is cancelled.
    package func waitForEnd(_ file: String = #fileID, _ line: Int = #line) async throws {
        try await changed.wait(in: file, line, for: "the recording to end: \(self)") { state.withLock { $0.isOver } }
    }

    fileprivate func end() { child.end() }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    private static func read(_ descriptor: Int32) -> [Int16]? {
        var bytes = [UInt8](repeating: 0, count: 9_600)
        var count = Glibc.read(descriptor, &bytes, bytes.count)
        while count > 0, !count.isMultiple(of: 2) {
            let more = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, 1) }
            if more <= 0 { return nil }
            count += more
        }
        guard count > 0 else { return nil }
        return stride(from: 0, to: count, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
    }

    private func add(_ samples: [Int16]) {
        state.withLock { state in
            state.samples += samples
            if samples.contains(where: { $0 != 0 }) { state.lastSound = Self.now }
        }
        changed.wake()
    }

    private func finish() {
        state.withLock { $0.isOver = true }
        changed.wake()
    }
}

extension MonitorRecording: CustomStringConvertible {
    package var description: String {
        let samples = samples
        guard let first = samples.firstIndex(where: { $0 != 0 }), let last = samples.lastIndex(where: { $0 != 0 })
        else {
            return "\(samples.count) samples of silence"
        }
        return "\(samples.count) samples, sound from \(first) (\(samples[first])) to \(last) (\(samples[last]))"
    }
}

extension PulseServer {
    /// Runs `body` while the null sink's monitor is recorded; recording has begun when it is called.
    package func withRecording<Value>(_ body: (MonitorRecording) async throws -> Value) async throws -> Value {
        let recording = try MonitorRecording(self)
        defer { recording.end() }
        try await recording.wait(forCount: 1)
        return try await body(recording)
    }
}
