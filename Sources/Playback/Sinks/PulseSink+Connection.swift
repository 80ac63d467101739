internal import CPulse
private import Glibc
internal import Synchronization

// All of this runs with the loop's lock held: in libpulse's callbacks, or from outside by `loop.locked`.
extension PulseSink {
    /// How long a server may take to answer, in microseconds. One that hangs says nothing at all.
    private static let answerLimit = 2_000_000
    /// How long a connection may take, in microseconds: on a machine that starts, or is very busy, much longer than an answer.
    private static let connectLimit = 10_000_000
    /// How much the device itself buffers, where the server can choose.
    private static let deviceLatency = Duration.milliseconds(3)
    /// How often the server is asked how far it is while samples are unheard, in microseconds.
    private static let askInterval = 50_000

    /// How long to wait before attempt `attempt` (from 0) to connect again, in microseconds: 50 ms, doubled up to 2 s.
    ///
    ///     attempt   0    1    2    3    4    5    6
    ///     ms       50  100  200  400  800 1600 2000
    static func backoff(_ attempt: Int) -> Int { min(2_000_000, 50_000 << min(attempt, 8)) }

    /// Begins to connect.
    func start() {
        // For the callbacks; close() gives it back.
        _ = Unmanaged.passRetained(self)
        loop.locked {
            var never = timeval()
            gettimeofday(&never, nil)
            never.tv_sec += 1
            let timer = loop.api.flatMap { PulseHandle($0.pointee.time_new($0, &never, timerDidFire, userdata)) }
            state.withLock { $0.timer = timer }
            connect()
        }
    }

    /// Gives back everything but the loop.
    func shutDown() {
        state.withLock { $0.phase = .closed }
        disconnect()
        if let timer = state.withLock({ $0.timer.take() }) { loop.api?.pointee.time_free(timer.pointer) }
    }

    /// The context's state has changed.
    func contextDidChange() {
        guard let context = state.withLock({ $0.context }) else { return }
        switch pa_context_get_state(context.pointer) {
        case PA_CONTEXT_READY: openStream(on: context)
        case PA_CONTEXT_FAILED, PA_CONTEXT_TERMINATED: lose(reason(of: context))
        default: break
        }
    }

    /// The stream's state has changed.
    func streamDidChange() {
        let (stream, context) = state.withLock { ($0.stream, $0.context) }
        guard let stream, let context else { return }
        switch pa_stream_get_state(stream.pointer) {
        case PA_STREAM_READY: resume(stream)
        case PA_STREAM_FAILED: lose(reason(of: context))
        default: break
        }
    }

    /// The server has run out of samples.
    func didUnderrun() { state.withLock { $0.underruns += $0.written > 0 ? 1 : 0 } }

    /// Asks how far the server is.
    func askTiming() {
        guard let stream = state.withLock({ $0.phase == .ready ? $0.stream : nil }) else { return }
        state.withLock { $0.askedAt = time.microseconds }
        guard let operation = pa_stream_update_timing_info(stream.pointer, timingDidCome, userdata) else { return }
        pa_operation_unref(operation)
        arm(after: Self.askInterval)
    }

    /// The server has said how far it is.
    func takeTiming(isValid: Bool) {
        let now = time.microseconds
        guard let stream = state.withLock({ $0.stream }), let rate = state.withLock({ $0.rate }) else { return }
        let info = pa_stream_get_timing_info(stream.pointer)?.pointee
        let didTurn = state.withLock { state in
            state.askedAt = nil
            guard isValid, let info, info.write_index_corrupt == 0, info.read_index_corrupt == 0 else { return false }
            let timing = PulseTiming(info, written: state.written, rate: rate, now: now)
            defer { state.timing = timing }
            state.floor = max(state.floor, timing.confirmed)
            state.backlog.drop(before: state.floor)
            return state.timing?.isPlaying != timing.isPlaying
        }
        if didTurn { report(.moved) }
    }

    /// The server has answered after a flush.
    func takeFlush(isValid: Bool) {
        guard let stream = state.withLock({ $0.stream }) else { return }
        let info = isValid ? pa_stream_get_timing_info(stream.pointer)?.pointee : nil
        let valid = info.flatMap { $0.read_index_corrupt == 0 ? Int($0.read_index) / MemoryLayout<Int16>.stride : nil }
        settleFlush(readIndex: valid)
    }

    /// The time has come to look after the server.
    func tick() {
        let now = time.microseconds
        let (phase, askedAt, isHeard) = state.withLock { ($0.phase, $0.askedAt, $0.floor >= $0.written) }
        switch phase {
        case .closed:
            break
        case .waiting:
            connect()
        case .connecting(let since):
            if now - since > Self.connectLimit {
                lose("PulseAudio does not answer")
            } else {
                arm(after: Self.askInterval)
            }
        case .ready:
            if let askedAt {
                if now - askedAt > Self.answerLimit { lose("PulseAudio hangs") } else { arm(after: Self.askInterval) }
            } else if !isHeard {
                askTiming()
            }
        }
    }

    private func connect() {
        let properties = pa_proplist_new()
        pa_proplist_sets(properties, PA_PROP_APPLICATION_NAME, "Loquat")
        pa_proplist_sets(properties, PA_PROP_APPLICATION_ID, "loquat.audio-sequencer")
        defer { pa_proplist_free(properties) }
        let now = time.microseconds
        state.withLock { $0.phase = .connecting(since: now) }
        guard let context = PulseHandle(pa_context_new_with_proplist(loop.api, nil, properties)) else {
            return lose("no memory for a connection to PulseAudio")
        }
        state.withLock { $0.context = context }
        arm(after: Self.askInterval)
        pa_context_set_state_callback(context.pointer, contextStateDidChange, userdata)
        // No autospawn: a server that nobody asked for would take the device from the one that is meant.
        // A refusal may come by the callback too, which lets go of the context before this returns.
        pa_context_ref(context.pointer)
        defer { pa_context_unref(context.pointer) }
        if pa_context_connect(context.pointer, server, PA_CONTEXT_NOAUTOSPAWN, nil) < 0 { lose(reason(of: context)) }
    }

    private func openStream(on context: PulseHandle) {
        pa_context_ref(context.pointer)
        defer { pa_context_unref(context.pointer) }
        let rate = state.withLock { $0.rate }
        var sample = pa_sample_spec(format: PA_SAMPLE_S16LE, rate: UInt32(rate ?? 48_000), channels: 1)
        let properties = pa_proplist_new()
        // Not "phone": the stream never ends, and with that role the server would hold down music for as long.
        pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, "a11y")
        defer { pa_proplist_free(properties) }
        guard let stream = PulseHandle(pa_stream_new_with_proplist(context.pointer, "Speech", &sample, nil, properties))
        else {
            return lose(reason(of: context))
        }
        state.withLock { $0.stream = stream }
        pa_stream_set_state_callback(stream.pointer, streamStateDidChange, userdata)
        pa_stream_set_write_callback(stream.pointer, streamDidAsk, userdata)
        pa_stream_set_underflow_callback(stream.pointer, streamDidUnderrun, userdata)
        var buffer = bufferAttributes(rate: Int(sample.rate))
        var flags = PA_STREAM_ADJUST_LATENCY.rawValue
        if rate == nil { flags |= PA_STREAM_FIX_RATE.rawValue }
        if pa_stream_connect_playback(stream.pointer, name, &buffer, pa_stream_flags_t(rawValue: flags), nil, nil) < 0 {
            lose(reason(of: context))
        }
    }

    /// With PA_STREAM_ADJUST_LATENCY the server gives the device half of what the target leaves over two requests, so the size of a
    /// request decides how long the device's own buffer is: what is there sounds before a first sample that comes after
    /// a pause, where a device cannot take it back. (`fix_playback_buffer_attr` in PulseAudio's protocol-native.c.)
    private func bufferAttributes(rate: Int) -> pa_buffer_attr {
        let frame = MemoryLayout<Int16>.stride
        let bytes = { (time: Duration) in Int(time / .microseconds(1)) * rate / 1_000_000 * frame }
        let request = max(bytes(latency) / 4, (bytes(latency) - 2 * bytes(Self.deviceLatency)) / 2)
        return pa_buffer_attr(
            maxlength: .max,
            tlength: UInt32(bytes(latency)),
            prebuf: UInt32(frame),
            minreq: UInt32(max(frame, request / frame * frame)),
            fragsize: .max
        )
    }

    /// The stream is ready: it is given what the last one did not play.
    private func resume(_ stream: PulseHandle) {
        let streamRate = pa_stream_get_sample_spec(stream.pointer).map { Int($0.pointee.rate) }
        let (rest, isAgain) = state.withLock { state in
            state.rate = state.rate ?? streamRate
            state.phase = .ready
            state.attempts = 0
            state.askedAt = nil
            state.shift = state.backlog.start
            defer { state.wasReady = true }
            return (state.backlog.content, state.wasReady)
        }
        if !rest.isEmpty { Self.give(rest, to: stream) }
        askTiming()
        opened.signal()
        roomy.signal()
        if isAgain { report(.recovered) }
    }

    /// The server is gone, or as good as gone.
    private func lose(_ reason: String) {
        let now = time.microseconds
        let (wasReady, isFirst, wait): (Bool, Bool, Int?) = state.withLock { state in
            if state.phase == .closed || state.phase == .waiting { return (false, false, nil) }
            let wasPlaying = state.phase == .ready
            // What a server that hangs has played since its last word nobody knows; rather twice than never. One that died has
            // played on until then, but how long it has been dead a busy machine tells late.
            if state.askedAt.map({ now - $0 < Self.askInterval * 2 }) ?? true {
                let alive = state.timing.map { min(now, $0.instant + Self.askInterval) } ?? now
                state.floor = state.heard(at: alive)
            }
            state.backlog.drop(before: state.floor)
            state.timing = nil
            state.askedAt = nil
            state.phase = .waiting
            defer { state.attempts += 1 }
            if !state.wasReady { state.failure = OutputError(.unavailable, refusal(reason)) }
            return (wasPlaying, !state.wasReady, Self.backoff(state.attempts))
        }
        disconnect()
        guard let wait else { return }
        settleFlush(readIndex: nil)
        if isFirst {
            opened.signal()
        } else {
            arm(after: wait)
            if wasReady { report(.lost(reason)) }
        }
    }

    private func disconnect() {
        let (stream, context) = state.withLock { ($0.stream.take(), $0.context.take()) }
        if let stream {
            pa_stream_set_state_callback(stream.pointer, nil, nil)
            pa_stream_set_write_callback(stream.pointer, nil, nil)
            pa_stream_set_underflow_callback(stream.pointer, nil, nil)
            pa_stream_disconnect(stream.pointer)
            pa_stream_unref(stream.pointer)
        }
        if let context {
            pa_context_set_state_callback(context.pointer, nil, nil)
            pa_context_disconnect(context.pointer)
            pa_context_unref(context.pointer)
        }
    }

    private func arm(after microseconds: Int) {
        guard let timer = state.withLock({ $0.timer }) else { return }
        // libpulse's timers are set by the wall clock and run by the monotonic one.
        var instant = timeval()
        gettimeofday(&instant, nil)
        let sum = Int(instant.tv_usec) + microseconds
        instant.tv_sec += sum / 1_000_000
        instant.tv_usec = sum % 1_000_000
        loop.api?.pointee.time_restart(timer.pointer, &instant)
    }

    private func reason(of context: PulseHandle) -> String {
        String(cString: pa_strerror(pa_context_errno(context.pointer)))
    }

    private func refusal(_ reason: String) -> String {
        let place = server.map { " at \($0)" } ?? ""
        return "cannot play on PulseAudio\(place)\(name.map { ", sink '\($0)'" } ?? ""): \(reason). "
            + "Is a server running (pactl info), and does it have the sink (pactl list short sinks)?"
    }
}

extension PulseTiming {
    /// Reads libpulse's timing information; its indexes count bytes, its times microseconds.
    fileprivate init(_ info: pa_timing_info, written: Int, rate: Int, now: Int) {
        let frame = MemoryLayout<Int16>.stride
        let transport = Int(info.transport_usec)
        self.init(
            written: written,
            queued: Int(info.write_index - info.read_index) / frame,
            device: Int(info.sink_usec) * rate / 1_000_000,
            isPlaying: info.playing != 0,
            sinceChange: info.since_underrun < 0 ? nil : Int(info.since_underrun) / frame,
            // The server spoke when half of the way was gone; libpulse calls that the transport time.
            instant: now - min(transport, 100_000)
        )
    }
}
