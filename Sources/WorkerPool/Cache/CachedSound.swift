internal import SpeechFrames

/// A phrase's whole sound in the worker's own frames, as it cut them and with the words' places as it gave them.
struct CachedSound: Sendable, Equatable {
    private let pieces: [PoolOutput]
    private let samples: Int

    /// What a frame may get longer by when it is about another phrase: a session's id is escaped with at most six bytes each.
    private static let slack = 6 * TurnID.maximumSessionLength + 64

    /// The sound of a phrase's `audio` frames, from its first sample to its last; `nil` where there are none, or where one is so
    /// long that it has no room for another phrase's identity.
    init?(_ pieces: [PoolOutput]) {
        guard let last = pieces.last?.audio,
            pieces.allSatisfy({ $0.frame.body.count + Self.slack <= Frame.maximumLength })
        else { return nil }
        self.pieces = pieces
        samples = last.offset + last.sampleCount
    }

    /// About how many bytes it takes.
    var cost: Int { pieces.reduce(0) { $0 + MemoryLayout<PoolOutput>.stride + $1.frame.body.count } }

    /// What a worker would answer to `phrase`.
    func answers(to phrase: PhraseID) -> [PoolOutput] {
        let id = phrase.turn
        let end = Synthesized(session: id.session, turn: id.turn, phrase: phrase.phrase, samples: samples)
        // None of it fails: there is room in each.
        let sound = pieces.compactMap { piece in
            (try? piece.frame.about(phrase)).map { PoolOutput(phrase: phrase, frame: $0, audio: piece.audio) }
        }
        let last = (try? RawFrame(.synthesized(end))).map { PoolOutput(phrase: phrase, frame: $0, audio: nil) }
        return sound + (last.map { [$0] } ?? [])
    }
}
