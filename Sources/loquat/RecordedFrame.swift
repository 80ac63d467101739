import SpeechFrames

/// One line of a recording.
struct RecordedFrame: Sendable {
    /// What a recorded line starts with; its time follows.
    static let mark = #"{"recorded_us":"#

    /// The frame, its session renamed.
    let frame: Frame
    /// When it passed, since the recording began; `nil` where the line does not say.
    let time: Duration?

    /// Reads a line. `nil`: the frame is none of those that `stage` is sent.
    ///
    /// - Throws: `FrameError`.
    init?(_ raw: RawFrame, sentTo stage: TappedSocket) throws(FrameError) {
        let frame = try raw.decode()
        guard Self.isSent(frame, to: stage) else { return nil }
        self.frame = frame
        let start = raw.body.prefix(Self.mark.utf8.count)
        time =
            start.elementsEqual(Self.mark.utf8)
            ? Int(String(decoding: raw.body.dropFirst(start.count).prefix { (48...57).contains($0) }, as: UTF8.self))
                .map { .microseconds($0) } : nil
    }

    /// What passes a stage's socket towards it; the rest is what it has said.
    private static func isSent(_ frame: Frame, to stage: TappedSocket) -> Bool {
        switch (stage, frame) {
        case (.llm, .ask), (.llm, .interrupt): true
        case (.tts, .begin), (.tts, .phrase), (.tts, .end), (.tts, .interrupt): true
        case (.tts, .failed(let failed)): failed.stage == "llm-streamer"
        case (.audio, .begin), (.audio, .phrase), (.audio, .audio), (.audio, .synthesized), (.audio, .end),
            (.audio, .interrupt):
            true
        case (.audio, .failed(let failed)): failed.stage != "audio-sequencer"
        default: false
        }
    }
}

extension Frame {
    /// The same about another session.
    func renamed(_ session: String) -> Frame {
        switch self {
        case .ask(var body):
            body.session = session
            return .ask(body)
        case .begin(var body):
            body.session = session
            return .begin(body)
        case .phrase(var body):
            body.session = session
            return .phrase(body)
        case .audio(var body):
            body.session = session
            return .audio(body)
        case .synthesized(var body):
            body.session = session
            return .synthesized(body)
        case .end(var body):
            body.session = session
            return .end(body)
        case .failed(var body):
            body.session = session
            return .failed(body)
        case .interrupt(var body):
            body.session = session
            return .interrupt(body)
        default: return self
        }
    }
}
