private import Synchronization

/// Plays nothing, in real time: takes samples at the pace of a sound card with a buffer, runs dry like one, and costs no thread.
package final class NullSink: AudioSink {
    private struct State {
        var rate: Int?
        var written = 0
        /// At `instant` the position was `position`; from there time moves it on.
        var position = 0
        var instant = 0
        var underruns = 0
        var flushedAt = 0

        func heard(at now: Int) -> Int {
            guard let rate else { return written }
            return min(written, position + (now - instant) * rate / 1_000_000)
        }

        mutating func restart(at now: Int) {
            position = written
            instant = now
        }
    }

    /// When it asks for more, in microseconds: on a grid, so that one wake-up serves many sinks, and far finer than what it
    /// still has then.
    private let grid: Int
    private let state: Mutex<State>
    private let time: any PlaybackTime
    private let latency: Duration
    private let emptied = Wakeup()

    /// A silent sink of `rate` Hz, or of the first samples' rate; `latency` is how much it buffers.
    package init(rate: Int? = nil, latency: Duration = .milliseconds(100), time: any PlaybackTime) {
        state = Mutex(State(rate: rate))
        self.time = time
        self.latency = latency
        grid = max(1_000, Int(latency / .microseconds(5)))
    }

    package var isPaced: Bool { true }

    package var underruns: Int { state.withLock { $0.underruns } }

    package func accept(rate: Int) -> Int {
        state.withLock { state in
            let accepted = state.rate ?? rate
            state.rate = accepted
            return accepted
        }
    }

    package func room() async throws(OutputError) -> Int {
        while !Task.isCancelled {
            let now = time.microseconds
            let (room, wanted, rate) = state.withLock { state in
                let rate = state.rate ?? 48_000
                let capacity = max(4, Int(latency / .microseconds(1)) * rate / 1_000_000)
                return (capacity - (state.written - state.heard(at: now)), capacity / 2, rate)
            }
            if room >= wanted { return room }
            let due = now + (wanted - room) * 1_000_000 / rate
            // Never early, when one sample too little would be found.
            await emptied.wait(until: (due / grid + 1) * grid, by: time)
        }
        return 0
    }

    package func write(_ samples: ArraySlice<Int16>) {
        let now = time.microseconds
        state.withLock { state in
            if state.heard(at: now) == state.written {
                if state.written > 0 { state.underruns += 1 }
                state.restart(at: now)
            }
            state.written += samples.count
        }
    }

    package func heard() -> Int {
        let now = time.microseconds
        return state.withLock { $0.heard(at: now) }
    }

    package func flush() {
        let now = time.microseconds
        state.withLock { state in
            state.flushedAt = state.heard(at: now)
            state.restart(at: now)
        }
        emptied.signal()
    }

    package func flushed() async -> Int { state.withLock { $0.flushedAt } }

    package func close() async {}
}
