import FrameTransport
import SpeechFrames
private import Synchronization

/// Plays the turns of one output, one after the other: one task feeds the sink, another tells what was heard.
final class OutputPlayer: Sendable {
    /// What a player needs from its sequencer.
    struct Surroundings: Sendable {
        let time: any PlaybackTime
        let budget: BufferBudget
        let phraseDeadline: Duration
        let progressInterval: Duration
        /// Whether each word that is heard is told.
        let tellsWords: Bool
        /// Whether it is told where in a file sound is.
        let tellsPositions: Bool
        /// Opens the output; a file is cut at the position, in samples, where there is one.
        let open: Opener
        /// Takes what is to be told, all that was found by one look together; must not block.
        let tell: @Sendable ([PlaybackEvent]) -> Void
    }

    typealias Opener =
        @Sendable (
            OutputName, Int?, @escaping @Sendable (SinkEvent) -> Void
        ) async throws(OutputError) -> any AudioSink

    /// What the lock guards. A decision to write and the write itself happen under it, so that no interrupt can come between
    /// them and no stale sample slips in; a sink's `write` and `flush` do not wait, by their contract.
    private struct State {
        var queue: OutputQueue
        var sink: (any AudioSink)?
        var held = 0
        var isStarving = false
        var isInputEnded = false
    }

    let name: OutputName
    private let isPassing: Bool
    private let around: Surroundings
    private let state: Mutex<State>
    /// What the sink has reported and the queue does not know yet. At most two a second: a device is lost and found by
    /// connections with a backoff.
    private let reports = Mutex<[SinkEvent]>([])
    private let work = Wakeup()
    private let look = Wakeup()

    /// A player for `name`; `isPassing` closes it when it has nothing more to play.
    init(_ name: OutputName, isPassing: Bool, surroundings: Surroundings) {
        self.name = name
        self.isPassing = isPassing
        around = surroundings
        let deadline = Int(surroundings.phraseDeadline / .microseconds(1))
        let interval = Int(surroundings.progressInterval / .microseconds(1))
        state = Mutex(
            State(
                queue: OutputQueue(
                    phraseDeadline: deadline,
                    progressInterval: interval,
                    tellsWords: surroundings.tellsWords
                )
            )
        )
    }

    /// Whether the output could be opened.
    var wasOpen: Bool { state.withLock { $0.sink != nil } }

    /// How far each turn is held.
    var holding: [HeldTurn] { state.withLock { $0.queue.holding } }

    /// Takes a turn. False: this player has ended.
    func begin(_ begin: Begin) -> Bool {
        defer { work.signal() }
        return change { $0.queue.begin(begin) }
    }

    /// Outputs are as loud as that from now on, in percent by the names that turns give them.
    func take(levels: [String: Int]) { change { $0.queue.take(levels: levels) } }

    /// Takes a frame about one of its turns.
    func receive(_ frame: Frame) {
        let now = around.time.microseconds
        let mustFlush = change { state in
            state.queue.receive(frame, now: now)
            let mustFlush = state.sink != nil && state.queue.pauses()
            if mustFlush { state.sink?.flush() }
            return mustFlush
        }
        if mustFlush { look.signal() }
        work.signal()
    }

    /// Nothing comes any more.
    func endInput() {
        change { state in
            state.isInputEnded = true
            state.queue.endInput()
        }
        work.signal()
        look.signal()
    }

    /// Stops the turns that the interrupt covers. When it returns, nothing of them can be written any more and the sink is being flushed.
    func interrupt(_ interrupt: Interrupt) {
        let now = around.time.microseconds
        change { state in
            if state.queue.interrupt(interrupt, now: now) { state.sink?.flush() }
        }
        look.signal()
        work.signal()
    }

    /// Plays until there is nothing more to play, or the task is cancelled; then what was not heard is dropped.
    ///
    /// - Throws: ``OutputError`` when the output cannot be opened or is lost for good.
    func run() async throws {
        do {
            let sink = try await open()
            change { state in
                state.sink = sink
                state.queue.origin = around.tellsPositions ? sink.origin : nil
            }
            do {
                try await play(sink)
            } catch {
                await sink.close()
                throw error
            }
            if Task.isCancelled { sink.flush() }
            await sink.close()
        } catch let error as OutputError {
            change { $0.queue.fail(error) }
            tellEvents()
            throw error
        }
    }

    /// Opens the output. A sound server that turns were heard on in an earlier process is waited for, as it is where it goes away
    /// while it is played on: it would be chance which of the two came first.
    ///
    /// - Throws: ``OutputError`` when it is not to be had, and nobody waits for it.
    private func open() async throws -> any AudioSink {
        var attempt = 0
        while true {
            do throws(OutputError) {
                let sink = try await around.open(name, await resumption()) { [weak self] in self?.sinkDid($0) }
                if attempt > 0 { change { $0.queue.sinkDid(.recovered, on: name, heard: 0) } }
                return sink
            } catch {
                guard name.kind == .pulse, error.code == .unavailable, !Task.isCancelled else { throw error }
                guard await waitForServer(attempt, error) else { throw error }
                attempt += 1
            }
        }
    }

    /// - Returns: false where no turn is here that was heard before.
    private func waitForServer(_ attempt: Int, _ error: OutputError) async -> Bool {
        if attempt == 0, state.withLock({ $0.queue.wasHeardBefore }) {
            change { $0.queue.sinkDid(.lost(error.message), on: name, heard: 0) }
        }
        let due = around.time.microseconds + PulseSink.backoff(attempt)
        repeat {
            tellEvents()
            guard state.withLock({ $0.queue.wasHeardBefore }) else { return false }
            // An interrupt is answered meanwhile.
            await look.wait(until: due, by: around.time)
        } while around.time.microseconds < due && !Task.isCancelled
        return true
    }

    /// Where the file is cut before it gets longer. Turns that were begun before in another process are begun again one by one,
    /// so it is known for certain when the first sound is here.
    private func resumption() async -> Int? {
        while !Task.isCancelled, !state.withLock({ $0.isInputEnded || $0.queue.knowsResumption }) { await work.wait() }
        return state.withLock { $0.queue.resumption }
    }

    private func play(_ sink: any AudioSink) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.feed(sink) }
            group.addTask { await self.observe(sink) }
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Writes what comes next for as long as there is room.
    private func feed(_ sink: any AudioSink) async throws(OutputError) {
        while !Task.isCancelled {
            let room = try await sink.room()
            let didWrite = try write(atMost: room, to: sink)
            if !didWrite { await work.wait() }
        }
    }

    private func write(atMost room: Int, to sink: any AudioSink) throws(OutputError) -> Bool {
        if room == 0 { return false }
        let (outcome, mustLook): (Result<Bool, OutputError>, Bool) = change { state in
            let (outcome, mustLook) = fill(&state, atMost: room, sink)
            return (outcome, mustLook || !state.queue.events.isEmpty)
        }
        if mustLook { look.signal() }
        return try outcome.get()
    }

    /// Whether something was written, and whether what was heard must be looked at before it was to.
    private func fill(
        _ state: inout State,
        atMost room: Int,
        _ sink: any AudioSink
    ) -> (Result<Bool, OutputError>, mustLook: Bool) {
        do throws(OutputError) {
            switch try state.queue.next(room: room, heard: sink.heard(), accept: sink.accept(rate:)) {
            case .write(let samples):
                sink.write(samples)
                let mustLook = state.queue.wrote(underruns: sink.underruns, now: around.time.microseconds)
                return (.success(true), mustLook)
            case .flush:
                sink.flush()
                return (.success(false), true)
            case nil:
                return (.success(false), true)
            }
        } catch {
            return (.failure(error), false)
        }
    }

    /// Tells what was heard, skips what is late, and ends when nothing is left to be played.
    private func observe(_ sink: any AudioSink) async {
        while !Task.isCancelled {
            if state.withLock({ $0.queue.isFlushing }) {
                let heard = await sink.flushed()
                change { $0.queue.settle(heard: heard, now: around.time.microseconds) }
                work.signal()
            }
            let reported = reports.withLock { reports in
                defer { reports = [] }
                return reports
            }
            let (next, canWrite, isOver) = change { state in
                for event in reported {
                    state.queue.sinkDid(event, on: name, heard: sink.heard())
                }
                let (next, canWrite) = state.queue.observe(
                    heard: sink.heard(),
                    now: around.time.microseconds,
                    isPaced: sink.isPaced
                )
                let isOver = (state.isInputEnded || isPassing) && state.queue.closeIfEmpty()
                return (next, canWrite, isOver)
            }
            let isWritingDue = tellEvents()
            if canWrite || isWritingDue { work.signal() }
            if isOver { return }
            if let next { await look.wait(until: next, by: around.time) } else { await look.wait() }
        }
    }

    /// Called by the sink, perhaps with a lock of its own that ``AudioSink/write(_:)`` takes too: so the state's is not taken here.
    private func sinkDid(_ event: SinkEvent) {
        if event != .moved { reports.withLock { $0.append(event) } }
        look.signal()
        // A sink that has failed says so when it is asked for room.
        work.signal()
    }

    /// Changes the state, and lets the budget know.
    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, bytes, starving) = state.withLock { state in
            let value = body(&state)
            let held = state.queue.held
            let isStarving = state.queue.isStarving
            defer { (state.held, state.isStarving) = (held, isStarving) }
            let starving = (isStarving ? 1 : 0) - (state.isStarving ? 1 : 0)
            return (value, (held - state.held) * MemoryLayout<Int16>.stride, starving)
        }
        around.budget.change(by: bytes, starving: starving)
        return value
    }

    /// Tells what there is to tell. Whether writing had to wait for that.
    @discardableResult
    private func tellEvents() -> Bool {
        let events = state.withLock { $0.queue.takeEvents() }
        if !events.isEmpty { around.tell(events) }
        return state.withLock { state in
            defer { state.queue.didTell(events.count) }
            return state.queue.isWritingHeld
        }
    }
}
