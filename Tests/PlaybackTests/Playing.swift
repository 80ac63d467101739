import Logging
import Playback
import SpeechFrames

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs `body` with a sequencer that plays; afterwards the input ends and everything is heard.
func withSequencer(
    _ output: String,
    time: any PlaybackTime = MonotonicTime(),
    open: Sequencer.Opener? = nil,
    configure: (inout Sequencer.Configuration) -> Void = { _ in },
    _ body: @escaping @Sendable (Sequencer, EventLog) async throws -> Void
) async throws -> [PlaybackEvent] {
    let log = EventLog()
    var configuration = Sequencer.Configuration(defaultOutput: try OutputName(parsing: output))
    configure(&configuration)
    let sequencer = Sequencer(configuration: configuration, time: time, logger: quiet, open: open) { log.add($0) }
    try await withThrowingTaskGroup { group in
        group.addTask {
            // Where it has ended, what the body waits for does not come.
            defer { log.close() }
            try await sequencer.run()
        }
        group.addTask {
            try await body(sequencer, log)
            await sequencer.inputEnded()
        }
        // The first of them that fails ends the other.
        for try await _ in group {}
    }
    return log.events
}

/// What was told of interest, without what depends on time.
func summary(_ events: [PlaybackEvent]) -> [String] {
    events.compactMap { event in
        switch event {
        case .firstSound(let turn, _): "sound \(turn)"
        case .phraseStarted(let phrase, _, _): "start \(phrase)"
        case .word(let phrase, _, let text, _): "word \(phrase) \(text)"
        case .skipped(let phrase, let failed): "skip \(phrase) \(failed.code)"
        case .refused(let failed): "refused \(failed.code)"
        case .underrun(let turn, _): "underrun \(turn)"
        case .finished(let finished): "finished \(finished.turnID) \(finished.heard ?? -1)"
        case .interrupted(let interrupted): "interrupted \(interrupted.turnID) \(interrupted.heard ?? "-")"
        case .failed(let failed): "failed \(failed.turnID) \(failed.code)"
        case .sinkLost: "lost"
        case .sinkRecovered: "recovered"
        case .progress, .placed: nil
        }
    }
}
