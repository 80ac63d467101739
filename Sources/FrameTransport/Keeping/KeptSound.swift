import SpeechFrames

/// The sound that is kept of one turn, with what says that a phrase is whole or has failed: in the order of speech, whatever order
/// it comes in.
struct KeptSound: Sendable {
    /// A frame in one of two forms.
    private enum Content: Sendable {
        case frame(RawFrame)
        /// For one that will not be sent soon.
        case packed(PackedAudio)

        var frame: RawFrame {
            switch self {
            case .frame(let frame): frame
            case .packed(let audio): audio.frame
            }
        }

        mutating func pack() {
            if case .frame(let frame) = self, let audio = PackedAudio(frame) { self = .packed(audio) }
        }
    }

    private struct Piece: Sendable {
        var content: Content
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
            content: .frame(frame),
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
            if let window, ahead >= window {
                packLast()
                return nil
            }
            pieces[index].isSent = true
            let frame = pieces[index].content.frame
            pieces[index].content.pack()
            return frame
        }
        return nil
    }

    /// Packs what came last: the peer has no room for it now.
    private mutating func packLast() {
        var index = pieces.count - 1
        while index >= 0, !pieces[index].isSent, case .frame = pieces[index].content {
            pieces[index].content.pack()
            index -= 1
        }
    }
}
