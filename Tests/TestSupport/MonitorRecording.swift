private import Dispatch
private import Glibc
private import Synchronization

/// What the null sink of a ``PulseServer`` plays: recorded from its monitor by `parec`, sample for sample.
package final class MonitorRecording: Sendable {
    private struct State {
        var samples: [Int16] = []
        /// When a sample that is not zero came last, in nanoseconds of CLOCK_MONOTONIC.
        var lastSound: UInt64?
        var isOver = false
        var waiters: [(isMet: @Sendable ([Int16]) -> Bool, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Mutex(State())
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
            environment: server.clientEnvironment,
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

    /// Suspends until what was recorded meets the condition. False: the recording ended before.
    @discardableResult
    package func wait(until isMet: @escaping @Sendable ([Int16]) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if isMet(state.samples) { return true }
                if state.isOver { return false }
                state.waiters.append((isMet, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
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
        let due = state.withLock { state in
            state.samples += samples
            if samples.contains(where: { $0 != 0 }) { state.lastSound = Self.now }
            let met = state.waiters.filter { $0.isMet(state.samples) }.map(\.continuation)
            if !met.isEmpty { state.waiters.removeAll { $0.isMet(state.samples) } }
            return met
        }
        due.forEach { $0.resume(returning: true) }
    }

    private func finish() {
        let waiters = state.withLock { state in
            state.isOver = true
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.continuation.resume(returning: false) }
    }
}

extension PulseServer {
    /// Runs `body` while the null sink's monitor is recorded; recording has begun when it is called.
    package func withRecording<Value>(_ body: (MonitorRecording) async throws -> Value) async throws -> Value {
        let recording = try MonitorRecording(self)
        defer { recording.end() }
        await recording.wait { !$0.isEmpty }
        return try await body(recording)
    }
}
