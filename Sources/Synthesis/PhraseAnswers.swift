internal import SpeechFrames

extension Audio {
    /// The frame for one piece of a phrase's sound.
    init(_ phrase: PhraseID, _ piece: SpeechPiece) {
        self.init(
            session: phrase.turn.session,
            turn: phrase.turn.turn,
            phrase: phrase.phrase,
            offset: piece.offset,
            rate: piece.rate,
            samples: Array(piece.samples),
            words: piece.words
        )
    }
}

extension Synthesized {
    init(_ phrase: PhraseID, samples: Int) {
        self.init(session: phrase.turn.session, turn: phrase.turn.turn, phrase: phrase.phrase, samples: samples)
    }
}

extension Failed {
    init(_ phrase: PhraseID, stage: String, code: String, message: String) {
        self.init(
            session: phrase.turn.session,
            turn: phrase.turn.turn,
            phrase: phrase.phrase,
            stage: stage,
            code: code,
            message: message
        )
    }
}
