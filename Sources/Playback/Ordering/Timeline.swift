import SpeechFrames

/// Where a turn's phrases lie among a sink's samples, and what is to be told when they are heard.
struct Timeline {
    /// Something that happens at a sample.
    enum Mark: Equatable {
        case started(phrase: Int)
        case word(phrase: Int, SpokenWord)
        case ended(phrase: Int, samples: Int)
        case failed(phrase: Int, samples: Int, Failed)
    }

    /// A stretch of one phrase: its sample `offset` is the sink's sample `position`.
    struct Stretch: Equatable {
        var phrase: Int
        var rate: Int
        var offset: Int
        var position: Int
        var count: Int
    }

    /// The sink's rate in Hz.
    var sinkRate = 1

    /// Whether anybody is told of words.
    var tellsWords = true

    private var marks = FIFO<(position: Int, mark: Mark)>()
    private var stretches = FIFO<Stretch>()

    /// How far must be heard for the next mark to be reached. The first sample has sounded when one sample was heard.
    var nextMark: Int? {
        marks.first.map { next in if case .started = next.mark { next.position + 1 } else { next.position } }
    }

    /// The phrase that is played last, so far.
    var lastStretch: Stretch? { stretches.last }

    /// `count` samples of a phrase, from `offset` on, are heard from the sink's `position` on.
    mutating func append(phrase: Int, offset: Int, count: Int, rate: Int, at position: Int, words: [SpokenWord]) {
        // Where a turn goes on in the middle of a phrase, that is where its sound starts here.
        if offset == 0 || stretches.last?.phrase != phrase { marks.append((position, .started(phrase: phrase))) }
        for word in words where tellsWords {
            marks.append((position + max(0, word.at - offset) * sinkRate / rate, .word(phrase: phrase, word)))
        }
        stretches.append(Stretch(phrase: phrase, rate: rate, offset: offset, position: position, count: count))
    }

    /// The first end of a phrase, in samples of the sink's rate, that is not told yet and that `isWanted`.
    func phraseEnd(_ isWanted: (Int) -> Bool) -> Int? {
        marks.first(where: { position, mark in
            switch mark {
            case .ended, .failed: isWanted(position)
            case .started, .word: false
            }
        })?.position
    }

    /// Something happens when the sink's `position` is heard.
    mutating func append(_ mark: Mark, at position: Int) {
        if case .word = mark, !tellsWords { return }
        marks.append((position, mark))
    }

    /// The next mark that was heard, when the sink has come to `heard`.
    mutating func pop(heard: Int) -> (position: Int, mark: Mark)? {
        guard let nextMark, heard >= nextMark else { return nil }
        return marks.popFirst()
    }

    /// The phrase that was heard last, how far in samples at its own rate, and where that is among the sink's.
    mutating func place(heard: Int) -> Stretch? {
        while let first = stretches.first, stretches.count > 1, heard >= end(of: first) { _ = stretches.popFirst() }
        guard var stretch = stretches.first else { return nil }
        let passed = (heard - stretch.position) * stretch.rate / sinkRate
        let inside = min(stretch.count, max(0, passed))
        stretch.offset += inside
        stretch.position += inside * sinkRate / stretch.rate
        return stretch
    }

    private func end(of stretch: Stretch) -> Int { stretch.position + stretch.count * sinkRate / stretch.rate }
}
