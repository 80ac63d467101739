internal import CPulse
internal import Synchronization

/// Plays through a PulseAudio server, or PipeWire's, by libpulse's asynchronous API.
///
/// - The stream stays open and uncorked while nothing is played: a new one would be heard only after half a second.
/// - It is prebuffered by one sample. So sound starts with the first write, an underrun pauses the server's read index instead of
///   running it past what comes next, and nothing is ever clipped (measured: write to monitor 0.2 to 1.2 ms after idling).
/// - Samples are kept until the server says that they were heard. When it goes away, or hangs, a new connection is tried with
///   backoff and goes on with the first sample that was not heard.
package final class PulseSink: AudioSink {
    /// How the sink is with its server.
    enum Phase: Equatable {
        /// Becomes ready or waiting.
        case connecting(since: Int)
        /// Becomes waiting.
        case ready
        /// Becomes connecting.
        case waiting
        /// Stays so.
        case closed
    }

    /// What the lock guards. It is taken inside the loop's lock, never around a call of libpulse, which may call back.
    struct State {
        var phase = Phase.waiting
        var context: PulseHandle?
        var stream: PulseHandle?
        var timer: PulseHandle?
        /// In Hz; `nil` until the first stream is ready, when none was set.
        var rate: Int?
        var written = 0
        /// Up to here was surely heard, or dropped.
        var floor = 0
        /// What ``PulseSink/heard()`` said last; it does not go back where a position turns out to have been a guess.
        var reported = 0
        var timing: PulseTiming?
        var backlog = SampleBacklog()
        /// When the server was asked for its timing; `nil` when there is no question open.
        var askedAt: Int?
        var underruns = 0
        /// What turns the server's read index, in samples, into a position.
        var shift = 0
        var flushedAt = 0
        var isFlushing = false
        /// Attempts to connect since the server was lost.
        var attempts = 0
        var wasReady = false
        var failure: OutputError?

        func heard(at now: Int) -> Int {
            guard let rate, let timing else { return floor }
            return max(floor, timing.heard(at: now, written: written, rate: rate))
        }
    }

    let loop: PulseLoop
    let state: Mutex<State>
    let server: String?
    let name: String?
    let latency: Duration
    let time: any PlaybackTime
    let report: @Sendable (SinkEvent) -> Void
    let roomy = Wakeup()
    let opened = Wakeup()
    private let settled = Wakeup()

    /// How long the device may take to confirm a flush, in microseconds.
    private static let flushLimit = 500_000

    private init(
        _ name: String?,
        server: String?,
        rate: Int?,
        latency: Duration,
        time: any PlaybackTime,
        report: @escaping @Sendable (SinkEvent) -> Void
    ) throws(OutputError) {
        loop = try PulseLoop()
        state = Mutex(State(rate: rate))
        self.name = name
        self.server = server
        self.latency = latency
        self.time = time
        self.report = report
    }

    /// Connects and opens a stream.
    ///
    /// - Parameters:
    ///   - name: the sink; `nil` for the server's default.
    ///   - server: the server's address; `nil` for `$PULSE_SERVER` and libpulse's own search. None is ever started.
    ///   - rate: in Hz; `nil` for the device's own, so that sound is resampled once only.
    ///   - latency: how much is buffered, stream and device together, where the device can be set.
    ///   - time: the clock.
    ///   - report: takes what happens to the device.
    /// - Returns: a sink whose stream is ready and warm.
    /// - Throws: ``OutputError`` when no server answers or it has no such sink.
    package static func open(
        _ name: String? = nil,
        server: String? = nil,
        rate: Int? = nil,
        latency: Duration = .milliseconds(100),
        time: any PlaybackTime = MonotonicTime(),
        report: @escaping @Sendable (SinkEvent) -> Void
    ) async throws(OutputError) -> PulseSink {
        let sink = try PulseSink(name, server: server, rate: rate, latency: latency, time: time, report: report)
        sink.start()
        while !Task.isCancelled {
            let (wasReady, failure) = sink.state.withLock { ($0.wasReady, $0.failure) }
            if wasReady { return sink }
            if let failure {
                await sink.close()
                throw failure
            }
            await sink.opened.wait()
        }
        await sink.close()
        throw OutputError(.unavailable, "stopped while it was connecting to PulseAudio")
    }

    package var isPaced: Bool { true }

    package var underruns: Int { state.withLock { $0.underruns } }

    package func accept(rate: Int) -> Int { state.withLock { $0.rate } ?? rate }

    package func room() async throws(OutputError) -> Int {
        while !Task.isCancelled {
            let room = loop.locked {
                let stream = state.withLock { $0.phase == .ready ? $0.stream : nil }
                return stream.map { pa_stream_writable_size($0.pointer) } ?? 0
            }
            // -1 stands for an error: the stream's state tells of it, and a new one comes.
            if room > 1 { return room / MemoryLayout<Int16>.stride }
            await roomy.wait()
        }
        return 0
    }

    package func write(_ samples: ArraySlice<Int16>) {
        loop.locked {
            let stream = state.withLock { state in
                state.backlog.append(samples)
                state.written += samples.count
                return state.phase == .ready ? state.stream : nil
            }
            guard let stream else { return }
            Self.give(samples, to: stream)
            if state.withLock({ $0.askedAt == nil }) { askTiming() }
        }
    }

    package func heard() -> Int {
        let now = time.microseconds
        return state.withLock { state in
            state.reported = max(state.reported, state.heard(at: now))
            return state.reported
        }
    }

    package func flush() {
        let now = time.microseconds
        loop.locked {
            let stream: PulseHandle? = state.withLock { state in
                state.flushedAt = state.heard(at: now)
                state.floor = state.written
                state.reported = state.written
                state.timing = nil
                state.backlog.drop(before: state.written)
                state.isFlushing = state.phase == .ready
                return state.isFlushing ? state.stream : nil
            }
            if let stream { Self.silence(stream, userdata) }
        }
        roomy.signal()
    }

    package func flushed() async -> Int {
        let limit = time.microseconds + Self.flushLimit
        while !Task.isCancelled, time.microseconds < limit, state.withLock({ $0.isFlushing }) {
            await settled.wait(until: limit, by: time)
        }
        return state.withLock { $0.flushedAt }
    }

    package func close() async {
        loop.locked { shutDown() }
        loop.stop()
        // Balances the one in start(): no callback can come any more.
        Unmanaged.passUnretained(self).release()
    }

    /// The server is silent. Its read index, which counts samples of ours alone, says how far it came.
    func settleFlush(readIndex: Int?) {
        state.withLock { state in
            guard state.isFlushing else { return }
            state.isFlushing = false
            guard let readIndex else { return }
            state.flushedAt = min(state.written, readIndex + state.shift)
            state.shift = state.written - readIndex
        }
        settled.signal()
    }

    /// What callbacks are given to find the sink; it lives as long as the loop runs.
    var userdata: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Hands samples to the stream, which copies them. A refusal is the stream's end, and its state tells of that.
    static func give(_ samples: ArraySlice<Int16>, to stream: PulseHandle) {
        samples.withUnsafeBytes { bytes in
            _ = pa_stream_write(stream.pointer, bytes.baseAddress, bytes.count, nil, 0, PA_SEEK_RELATIVE)
        }
    }

    /// Makes the device silent at once. Flushing alone would leave what was rendered already; corking takes that back,
    /// puts the read index where the ear is, and costs nothing: the stream is corked for no time at all.
    private static func silence(_ stream: PulseHandle, _ userdata: UnsafeMutableRawPointer) {
        let operations = [
            pa_stream_cork(stream.pointer, 1, nil, nil),
            pa_stream_flush(stream.pointer, nil, nil),
            pa_stream_update_timing_info(stream.pointer, flushDidEnd, userdata),
            pa_stream_cork(stream.pointer, 0, nil, nil),
        ]
        // What could not be sent has no answer; then flushed() gives up waiting.
        for case let operation? in operations { pa_operation_unref(operation) }
    }
}
