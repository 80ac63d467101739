package import SpeechFrames

/// Follows one phrase's audio, over one or two tries: each sample is passed on once, without holes.
///
/// Two syntheses of the same text differ by a few samples, and where a worker dies nobody knows the rest of its own.
/// So the second try starts where the first one ended, by offset: the words are the same and at the same places within
/// a millisecond, which an ear does not notice; a phrase that began anew, it would.
package struct PhraseCheck: Sendable, Equatable {
    /// What is to be done with a piece.
    package enum Verdict: Sendable, Equatable {
        /// Pass the frame on as it is.
        case whole
        /// Pass on what comes after so many samples.
        case after(Int)
        /// All of it was passed on by the try before.
        case nothing
    }

    /// The phrase.
    package let id: PhraseID

    /// Samples that were passed on.
    package private(set) var delivered = 0

    /// The phrase's sample rate, once it is known.
    package private(set) var rate: Int?

    /// Samples that came in this try.
    private var received = 0

    package init(_ id: PhraseID) {
        self.id = id
    }

    /// Another worker tries again, from the start.
    package mutating func startAgain() {
        received = 0
    }

    /// Takes a piece.
    ///
    /// - Returns: what is to be passed on of it.
    /// - Throws: ``WorkerFault`` with the code `worker_nonsense`.
    package mutating func take(_ piece: AudioHeader) throws(WorkerFault) -> Verdict {
        guard piece.offset == received else {
            throw Self.nonsense("\(id): a piece of audio at sample \(piece.offset) came where \(received) was due")
        }
        guard piece.rate == rate ?? piece.rate else {
            throw Self.nonsense("\(id): the rate changed from \(rate ?? 0) to \(piece.rate) Hz within a phrase")
        }
        rate = piece.rate
        received += piece.sampleCount
        defer { delivered = max(delivered, received) }
        if received <= delivered, piece.sampleCount > 0 { return .nothing }
        return piece.offset >= delivered ? .whole : .after(delivered - piece.offset)
    }

    /// The phrase is whole.
    ///
    /// - Returns: its length in samples; at least what was passed on.
    /// - Throws: ``WorkerFault`` with the code `worker_nonsense`.
    package func end(samples: Int) throws(WorkerFault) -> Int {
        guard samples == received else {
            throw Self.nonsense("\(id): `synthesized` says \(samples) samples, but \(received) came")
        }
        return max(samples, delivered)
    }

    /// That a worker's answer cannot be right.
    static func nonsense(_ message: String) -> WorkerFault {
        WorkerFault(.nonsense, "the worker's answer cannot be right: \(message)")
    }
}
