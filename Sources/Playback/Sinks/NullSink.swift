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
        /// What is left of the room that was given last. It can be used at any time: one that is filled up in two steps, as at a
        /// phrase's end, is still filled up at one instant.
        var granted = 0

        func heard(at now: Int) -> Int {
            guard let rate else { return written }
            return min(written, position + (now - instant) * rate / 1_000_000)
        }

        mutating func restart(at now: Int) {
            position = written
            instant = now
        }
    }

    private let grid: RefillGrid
    private let state: Mutex<State>
    private let time: any PlaybackTime
    private let latency: Duration
    private let emptied = Wakeup()

    /// A silent sink of `rate` Hz, or of the first samples' rate; `latency` is how much it buffers.
    package init(rate: Int? = nil, latency: Duration = .milliseconds(100), time: any PlaybackTime) {
        state = Mutex(State(rate: rate))
        self.time = time
        self.latency = latency
        grid = RefillGrid(latency: latency)
    }

    package var isPaced: Bool { true }

    package var underruns: Int { state.withLock { $0.underruns } }

    package func accept(rate: Int) -> Int {
        state.withLock { state in
            // Room that was given before was for another rate.
            if state.rate == nil { state.granted = 0 }
            let accepted = state.rate ?? rate
            state.rate = accepted
            return accepted
        }
    }

    package func room() async throws(OutputError) -> Int {
        var due: Int?
        while !Task.isCancelled {
            let now = time.microseconds
            let (room, left) = state.withLock { state in
                if state.granted > 0 { return (state.granted, 0) }
                let rate = state.rate ?? 48_000
                let capacity = max(4, Int(latency / .microseconds(1)) * rate / 1_000_000)
                let held = state.written - state.heard(at: now)
                return (capacity - held, held * 1_000_000 / rate)
            }
            let next = grid.due(now: now, left: left)
            if room > 0, next == nil || due.map({ $0 <= now }) ?? false {
                state.withLock { $0.granted = room }
                return room
            }
            due = next
            await emptied.wait(until: next ?? now + Alarms.grid, by: time)
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
            state.granted = max(0, state.granted - samples.count)
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
            state.granted = 0
            state.restart(at: now)
        }
        emptied.signal()
    }

    package func flushed() async -> Int { state.withLock { $0.flushedAt } }

    package func close() async {}
}
