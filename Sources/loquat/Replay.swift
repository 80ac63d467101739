import SpeechFrames

/// What a recording says to a stage, and what is heard of it: pure, for whoever sends and waits.
///
/// Its sessions get fresh names, for a stage passes on nothing of a turn that it has met before. A turn whose end was not
/// recorded is ended after its last phrase; one whose start was not is left out, for its stage would wait for that.
struct Replay: Sendable {
    /// The frames in their order, ready to be sent, and when.
    private(set) var frames: [(frame: Frame, time: Duration?)] = []
    /// The turns that have not come to an end.
    private(set) var open: Set<TurnID> = []

    private let stage: TappedSocket
    private var names: [String: String] = [:]
    private var recorded: [String: String] = [:]
    private var phrases: [TurnID: Int] = [:]
    private var ended: Set<TurnID> = []
    private var leftOut: Set<TurnID> = []

    /// Reads a recording for `stage`.
    init(for stage: TappedSocket) {
        self.stage = stage
    }

    /// Takes the next line of the recording.
    ///
    /// - Throws: `FrameError` where it is no frame.
    mutating func take(_ raw: RawFrame) throws(FrameError) {
        guard let line = try RecordedFrame(raw, sentTo: stage), let old = line.frame.turnID else { return }
        guard !leftOut.contains(old), knows(old) || line.frame.isStart(for: stage) else {
            leftOut.insert(old)
            return
        }
        let session = names[old.session] ?? "replay-\(TurnID.makeSession())"
        names[old.session] = session
        recorded[session] = old.session
        let frame = line.frame.renamed(session)
        let turn = TurnID(session: session, turn: old.turn)
        switch frame {
        case .end: ended.insert(turn)
        case .interrupt(let interrupt):
            for other in phrases.keys where interrupt.covers(other) { ended.insert(other) }
        case .phrase(let phrase): phrases[turn] = max(phrases[turn] ?? 0, phrase.phrase + 1)
        default: phrases[turn] = phrases[turn] ?? 0
        }
        open.insert(turn)
        frames.append((frame, line.time))
    }

    private func knows(_ old: TurnID) -> Bool {
        names[old.session].map { open.contains(TurnID(session: $0, turn: old.turn)) } ?? false
    }

    /// Ends the turns that have no end. Questions have none: their answers do.
    mutating func close() {
        guard stage != .llm else { return }
        for (turn, count) in phrases.sorted(by: { ($0.key.session, $0.key.turn) < ($1.key.session, $1.key.turn) })
        where !ended.contains(turn) {
            frames.append((.end(End(session: turn.session, turn: turn.turn, phrases: count)), nil))
        }
    }

    /// Takes what came back.
    ///
    /// - Returns: a line for the person, where a turn of the recording has come to its end by it.
    mutating func answer(_ frame: Frame) -> String? {
        guard let turn = frame.turnID, open.contains(turn), let how = end(frame) else { return nil }
        open.remove(turn)
        return "\(TurnID(session: recorded[turn.session] ?? turn.session, turn: turn.turn)): \(how)"
    }

    private func end(_ frame: Frame) -> String? {
        switch frame {
        case .finished(let finished): "finished" + (finished.heard.map { ", \($0) phrases heard" } ?? "")
        case .interrupted(let interrupted):
            "interrupted" + (interrupted.heard.map { ", heard: \"\($0)\"" } ?? "")
        case .failed(let failed) where failed.phrase == nil: "failed, \(failed.code): \(failed.message)"
        case .end(let end) where stage == .llm: "answered, \(end.phrases) phrases"
        default: nil
        }
    }
}

extension Frame {
    /// Whether a turn may start with it at a stage.
    fileprivate func isStart(for stage: TappedSocket) -> Bool {
        switch self {
        case .ask, .begin: true
        // A text without its sound, as llm-streamer tells the supervisor of it, would be waited for in vain.
        case .phrase(let phrase): phrase.phrase == 0 && stage != .audio
        case .audio(let audio): audio.phrase == 0 && audio.offset == 0
        default: false
        }
    }
}
