private import FrameTransport
package import Logging
package import SpeechFrames
private import Synchronization

/// Takes the frames of many turns in any order and plays each turn in the order of its phrases, one turn at a time per output.
///
/// - An output plays its turns in the order of their `begin`. Outputs know nothing of each other: a slow or broken one holds
///   nothing else back.
/// - Held sound is bounded (``Configuration/bufferLimit``): see ``receive(_:)``.
package final class Sequencer: Sendable {
    /// How turns are played.
    package struct Configuration: Sendable {
        /// Where turns are played that do not say.
        package var defaultOutput: OutputName
        /// How long a phrase that must exist may make no headway when its turn has come, before it is skipped.
        package var phraseDeadline: Duration = .seconds(10)
        /// How much a sound device buffers: less is heard sooner after a pause, more stands longer without being fed.
        package var targetLatency: Duration = .milliseconds(100)
        /// Bytes of sound that are held for all turns together before ``Sequencer/receive(_:)`` suspends.
        package var bufferLimit = 64 << 20
        /// How often it is told how far a turn was heard, beside the ends of its phrases.
        package var progressInterval: Duration = .milliseconds(150)
        /// The same for outputs that cannot be cut where a process was killed: so much is heard again after that, at most. `nil`:
        /// no oftener than for others.
        package var speakerProgressInterval: Duration?
        /// Whether each word that is heard is told: it costs a look at its moment.
        package var tellsWords = true
        /// Whether files outlive this process: one that is there gets longer instead of starting over, a turn that goes on is
        /// put where it left off, and ``Progress/position`` says where that is.
        package var keepsFiles = false
        /// Whether ``Sequencer/run()`` ends when the default output cannot be opened, or nobody reads it any more. Else that fails the
        /// turns that are on it, and the next turn opens it anew.
        package var endsWithDefaultOutput = true
        /// The rate in Hz that outputs run at. `nil`: a device's own, a file's first sound's.
        package var rate: Int?

        package init(defaultOutput: OutputName) {
            self.defaultOutput = defaultOutput
        }

        func progressInterval(of output: OutputName) -> Duration {
            output.kind.isFinal ? speakerProgressInterval ?? progressInterval : progressInterval
        }
    }

    /// Opens an output that was named without placeholders; the sink reports to the closure.
    package typealias Opener =
        @Sendable (
            OutputName, @escaping @Sendable (SinkEvent) -> Void
        ) async throws(OutputError) -> any AudioSink

    private struct State {
        var over = OverTurns()
        /// Which output plays a turn, from its first frame to its end.
        var routes: [TurnID: OutputPlayer] = [:]
        var players: [OutputName: OutputPlayer] = [:]
        /// How loud outputs are, in percent by the names that turns give them: it goes before what a turn's `begin` says.
        var levels: [String: Int] = [:]
        var isInputEnded = false
        var failure: OutputError?
    }

    private let configuration: Configuration
    private let logger: Logger
    private let events: @Sendable ([PlaybackEvent]) -> Void
    private let time: any PlaybackTime
    private let open: OutputPlayer.Opener
    private let budget: BufferBudget
    private let state = Mutex(State())
    /// Players that are to be run. Unbounded, but no longer than there are outputs.
    private let started: AsyncStream<OutputPlayer>
    private let starter: AsyncStream<OutputPlayer>.Continuation

    /// Makes a sequencer; ``run()`` plays.
    ///
    /// - Parameters:
    ///   - configuration: how turns are played.
    ///   - time: the clock; tests bring their own.
    ///   - logger: takes what people may have to act on.
    ///   - open: opens outputs; `nil` for the real ones.
    ///   - events: takes what is to be told, in order for each output, what is true at one moment together. It must not block.
    package init(
        configuration: Configuration,
        time: any PlaybackTime = MonotonicTime(),
        logger: Logger,
        open: Opener? = nil,
        events: @escaping @Sendable ([PlaybackEvent]) -> Void
    ) {
        self.configuration = configuration
        self.logger = logger
        self.events = events
        self.time = time
        let outputs = Outputs(configuration, time: time)
        if let open {
            self.open = { (name, _, report) async throws(OutputError) -> any AudioSink in try await open(name, report) }
        } else {
            self.open = outputs.open
        }
        budget = BufferBudget(limit: configuration.bufferLimit)
        (started, starter) = AsyncStream.makeStream()
        // Opened before the first frame comes: a new stream of a sound server takes half a second to be heard.
        let isKept = configuration.keepsFiles && configuration.defaultOutput.kind.isFile
        if !configuration.defaultOutput.isTemplate, !isKept {
            state.withLock { _ = start(configuration.defaultOutput, isPassing: false, first: nil, in: &$0) }
        }
    }

    /// Bytes of sound that are held for all turns together.
    package var heldBytes: Int { budget.held }

    /// How far each turn is held, so that whoever sends them knows what to send again.
    package var holding: [HeldTurn] {
        let players = state.withLock { Array($0.players.values) }
        return players.flatMap(\.holding)
    }

    /// Takes a frame. What belongs to a turn that is over is dropped, and so is what is not about playing.
    ///
    /// Returns at once, save for sound: at the limit of held bytes it suspends after it has taken a piece, until something was played
    /// or a turn that is being played has nothing left to play. In that case it reads on past the limit, for the turn's next
    /// piece may lie behind others in the same pipe.
    package func receive(_ frame: Frame) async {
        switch frame {
        case .interrupt(let interrupt):
            stop(interrupt)
        case .begin(let begin):
            _ = player(for: begin)
        case .audio(let audio):
            player(for: audio.turnID)?.receive(frame)
            await budget.admission()
        case .volume(let volume):
            take(volume)
        case .failed(let failed) where failed.phrase == nil:
            // The turn's: its `end` says how many phrases there are all the same.
            logger.info("turn failed: \(failed.message)", metadata: ["turn": "\(failed.turnID)"])
        case .phrase, .synthesized, .failed, .end:
            guard let turn = frame.turnID else { return }
            player(for: turn)?.receive(frame)
        default:
            logger.debug("frame dropped", metadata: ["type": "\(frame.type.rawValue)"])
        }
    }

    /// Nothing comes any more: turns without `end` are over after what is here.
    package func inputEnded() async { endInput() }

    /// Plays until the input has ended and everything was heard, or the task is cancelled: then sinks are flushed and closed.
    ///
    /// - Throws: With ``Configuration/endsWithDefaultOutput``, ``OutputError`` at once when the default output cannot be opened,
    ///   and at the end when an output was lost for good on the way. Its turns were told as ``PlaybackEvent/failed(_:)``, other
    ///   outputs went on.
    package func run() async throws {
        defer { budget.close() }
        try await withThrowingDiscardingTaskGroup { group in
            for await player in started {
                group.addTask { try await self.play(player) }
            }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func play(_ player: OutputPlayer) async throws {
        defer {
            state.withLock { state in
                if state.players[player.name] === player { state.players[player.name] = nil }
            }
        }
        do {
            try await player.run()
        } catch let error as OutputError where !Task.isCancelled {
            try conclude(error, of: player)
        } catch {
            // Cancelled: there is nothing to be said about an output that was not to play on.
        }
    }

    /// What the loss of an output means for the whole.
    private func conclude(_ error: OutputError, of player: OutputPlayer) throws {
        let isDefault = player.name == configuration.defaultOutput && configuration.endsWithDefaultOutput
        // An output that never was is told by what is thrown.
        let isTold = isDefault && !player.wasOpen
        logger.log(
            level: error.code == .readerGone || isTold ? .info : .error,
            "output lost: \(error.message)",
            metadata: ["output": "\(player.name)"]
        )
        if error.code != .readerGone, configuration.endsWithDefaultOutput {
            state.withLock { $0.failure = $0.failure ?? error }
        }
        guard isDefault, error.code == .readerGone || !player.wasOpen else { return }
        endInput()
        if !player.wasOpen { throw error }
    }

    /// Turns that begin meanwhile have the new levels, or are among those that are told.
    private func take(_ volume: Volume) {
        let players = state.withLock { state in
            state.levels = volume.levels
            return Array(state.players.values)
        }
        for player in players { player.take(levels: volume.levels) }
    }

    private func endInput() {
        let players = state.withLock { state in
            state.isInputEnded = true
            return Array(state.players.values)
        }
        players.forEach { $0.endInput() }
        starter.finish()
    }

    private func stop(_ interrupt: Interrupt) {
        let (players, isKnown) = state.withLock { state in
            state.over.interrupt(interrupt)
            return (Array(state.players.values), state.routes[interrupt.turnID] != nil)
        }
        for player in players { player.interrupt(interrupt) }
        // Whoever asked waits for an answer, even where there was nothing to stop.
        if !isKnown { events([.interrupted(Interrupted(interrupt.turnID, heard: nil, silence: 0))]) }
    }

    /// The player of the turn; one that nobody has begun is begun as the settings say.
    private func player(for turn: TurnID) -> OutputPlayer? {
        if let player = state.withLock({ $0.routes[turn] }) { return player }
        return player(for: Begin(session: turn.session, turn: turn.turn))
    }

    /// The player of the turn; where the turn is new, it is taken to its output. `nil`: the turn is over.
    private func player(for begin: Begin) -> OutputPlayer? {
        let turn = begin.turnID
        let found: Result<OutputPlayer?, OutputError> = state.withLock { state in
            if let player = state.routes[turn] { return .success(player) }
            if state.isInputEnded || state.over.outcome(of: turn) != nil { return .success(nil) }
            do throws(OutputError) {
                var begin = begin
                begin.volume = state.levels[begin.output ?? ""] ?? begin.volume
                var template = configuration.defaultOutput
                if let output = begin.output { template = try OutputName(parsing: output) }
                return .success(route(begin, to: template, in: &state))
            } catch {
                state.over.end(turn, .failed)
                return .failure(error)
            }
        }
        switch found {
        case .success(let player): return player
        case .failure(let error):
            events([.failed(Failed(turn, code: error.code.rawValue, message: error.message))])
            return nil
        }
    }

    private func route(_ begin: Begin, to template: OutputName, in state: inout State) -> OutputPlayer {
        let name = template.resolved(for: begin.turnID)
        if let player = state.players[name], player.begin(begin) {
            state.routes[begin.turnID] = player
            return player
        }
        let player = start(name, isPassing: isPassing(template), first: begin, in: &state)
        state.routes[begin.turnID] = player
        return player
    }

    /// Whether the output is closed when it has nothing to play. Where files are gone on with, one that a turn names is opened
    /// again for the next turn: else a hub would hold a file open for every name that it ever heard.
    private func isPassing(_ template: OutputName) -> Bool {
        if template.isPerTurn { return true }
        return configuration.keepsFiles && template.kind != .pulse && template != configuration.defaultOutput
    }

    private func start(
        _ name: OutputName,
        isPassing: Bool,
        first: Begin?,
        in state: inout State
    ) -> OutputPlayer {
        let surroundings = OutputPlayer.Surroundings(
            time: time,
            budget: budget,
            phraseDeadline: configuration.phraseDeadline,
            progressInterval: configuration.progressInterval(of: name),
            tellsWords: configuration.tellsWords,
            tellsPositions: configuration.keepsFiles,
            open: open,
            tell: { [weak self] in self?.tell($0) }
        )
        let player = OutputPlayer(name, isPassing: isPassing, surroundings: surroundings)
        state.players[name] = player
        // Before it runs: one that is only passing by ends as soon as it has nothing to play.
        if let first { _ = player.begin(first) }
        starter.yield(player)
        return player
    }

    /// Passes on what a player tells, and closes the books on turns that are over.
    private func tell(_ events: [PlaybackEvent]) {
        for event in events {
            switch event {
            case .finished(let finished): close(finished.turnID, .finished)
            case .interrupted(let interrupted): close(interrupted.turnID, .interrupted)
            case .failed(let failed): close(failed.turnID, .failed)
            default: break
            }
        }
        self.events(events)
    }

    private func close(_ turn: TurnID, _ outcome: OverTurns.Outcome) {
        state.withLock { state in
            state.routes[turn] = nil
            state.over.end(turn, outcome)
        }
    }
}
