import SpeechFrames

/// Frames of one turn, for tests.
struct Speech {
    var session = "s"
    var turn = 1
    var rate = 16_000

    var id: TurnID { TurnID(session: session, turn: turn) }

    func begin(output: String? = nil) -> Frame { .begin(Begin(session: session, turn: turn, output: output)) }

    func phrase(_ phrase: Int, _ text: String = "") -> Frame {
        .phrase(Phrase(session: session, turn: turn, phrase: phrase, text: text))
    }

    func piece(_ phrase: Int, at offset: Int = 0, _ samples: [Int16], words: [SpokenWord] = []) -> Audio {
        Audio(session: session, turn: turn, phrase: phrase, offset: offset, rate: rate, samples: samples, words: words)
    }

    func audio(_ phrase: Int, at offset: Int = 0, _ samples: [Int16], words: [SpokenWord] = []) -> Frame {
        .audio(piece(phrase, at: offset, samples, words: words))
    }

    func whole(_ phrase: Int, _ samples: Int) -> Synthesized {
        Synthesized(session: session, turn: turn, phrase: phrase, samples: samples)
    }

    func synthesized(_ phrase: Int, _ samples: Int) -> Frame { .synthesized(whole(phrase, samples)) }

    func failure(_ phrase: Int?, code: String = "broken") -> Failed {
        Failed(session: session, turn: turn, phrase: phrase, stage: "worker", code: code, message: "no voice")
    }

    func failed(_ phrase: Int?) -> Frame { .failed(failure(phrase)) }

    func end(_ phrases: Int) -> Frame { .end(End(session: session, turn: turn, phrases: phrases)) }

    func stop(alone: Bool? = nil) -> Interrupt {
        Interrupt(session: session, turn: turn, reason: .userRequest, alone: alone)
    }

    func interrupt(through turn: Int? = nil) -> Frame {
        .interrupt(Interrupt(session: session, turn: turn ?? self.turn, reason: .userRequest))
    }

    /// A phrase's frames, in pieces of `piece` samples.
    func frames(
        _ phrase: Int,
        _ samples: [Int16],
        text: String = "",
        piece: Int = 800,
        words: [SpokenWord] = []
    ) -> [Frame] {
        var frames = [self.phrase(phrase, text)]
        for start in stride(from: 0, to: samples.count, by: piece) {
            let end = min(samples.count, start + piece)
            let inside = words.filter { (start..<end).contains($0.at) }
            frames.append(audio(phrase, at: start, Array(samples[start..<end]), words: inside))
        }
        return frames + [synthesized(phrase, samples.count)]
    }
}

/// Samples that tell which they are: `first`, `first` + 1 …, never 0, over again after 30,000.
func counting(_ count: Int, from first: Int = 0) -> [Int16] {
    (first..<first + count).map { Int16($0 % 30_000 + 1) }
}
