import SpeechFrames

/// The sound that is kept of one turn, with what says that a phrase is whole or has failed: in the order of speech, whatever order
/// it comes in.
struct KeptSound: Sendable {
    private struct Piece: Sendable {
        let frame: RawFrame
        let phrase: Int
        /// The samples of the phrase; `nil` for what is about the phrase as a whole.
        let samples: Range<Int>?
        let length: Duration
        /// Whether the present link's peer has it.
        var isSent: Bool

        /// Whether all of it lies before a place: what is about the whole phrase does only with the phrase.
        func isBefore(_ place: HeardPoint) -> Bool {
            if phrase != place.phrase { return phrase < place.phrase }
            return samples.map { !$0.isEmpty && $0.upperBound <= place.sample } ?? false
        }
    }

    /// By phrase, and each phrase's in the order in which they came.
    private var pieces: [Piece] = []
    /// What the present link's peer has; everything before is not sent to it.
    private var needed = HeardPoint(phrase: 0, sample: 0)

    /// Adds a frame about a phrase, unless it was `heard`. `audio` is where its sound belongs.
    mutating func add(_ frame: RawFrame, about phrase: Int, _ audio: AudioHeader?, heard: HeardPoint?) {
        var piece = Piece(
            frame: frame,
            phrase: phrase,
            samples: audio.map { $0.offset..<$0.offset + $0.sampleCount },
            length: audio.map { .seconds(Double($0.sampleCount) / Double($0.rate)) } ?? .zero,
            isSent: false
        )
        if let heard, piece.isBefore(heard) { return }
        piece.isSent = piece.isBefore(needed)
        let place = pieces.lastIndex { $0.phrase <= phrase }.map { $0 + 1 } ?? 0
        pieces.insert(piece, at: place)
    }

    /// Drops what was heard.
    mutating func drop(heard place: HeardPoint) {
        pieces.removeAll { $0.isBefore(place) }
    }

    /// Starts again for a new link, whose peer has everything before `place`.
    mutating func connect(needing place: HeardPoint) {
        needed = place
        for index in pieces.indices { pieces[index].isSent = pieces[index].isBefore(place) }
    }

    /// How much of it the present link's peer does not have.
    var unsent: Duration { pieces.reduce(.zero) { $1.isSent ? $0 : $0 + $1.length } }

    /// The next frame for the link; `nil` when it has all, or when so much that comes before it in speech was not heard yet. What
    /// comes later never holds back what comes earlier: who plays may wait for just that.
    mutating func nextFrame(within window: Duration?) -> RawFrame? {
        var ahead = Duration.zero
        for index in pieces.indices {
            if pieces[index].isSent {
                ahead += pieces[index].length
                continue
            }
            if let window, ahead >= window { return nil }
            pieces[index].isSent = true
            return pieces[index].frame
        }
        return nil
    }
}
