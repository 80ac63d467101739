package import SpeechFrames

/// How far a turn was heard.
package struct HeardPoint: Sendable, Equatable {
    /// The first phrase that was not heard whole.
    package var phrase: Int

    /// Samples of it that were heard, at its own rate.
    package var sample: Int

    /// Where that is in a file, in samples of the file's rate.
    package var position: Int?

    /// How much of the phrase's text was heard, in Unicode scalars; `nil` where it is not known.
    package var spoken: Int?

    package init(phrase: Int, sample: Int, position: Int? = nil, spoken: Int? = nil) {
        self.phrase = phrase
        self.sample = sample
        self.position = position
        self.spoken = spoken
    }

    /// Where a turn goes on that was heard in part; `nil` for one that starts.
    package init?(_ begin: Begin) {
        guard let phrase = begin.phrase else { return nil }
        self.init(phrase: phrase, sample: begin.sample ?? 0, position: begin.position, spoken: begin.spoken)
    }

    package init(_ progress: Progress) {
        self.init(
            phrase: progress.phrase,
            sample: progress.sample,
            position: progress.position,
            spoken: progress.spoken
        )
    }

    /// Whether it is no earlier than `other`.
    package func isAtLeast(_ other: HeardPoint?) -> Bool {
        guard let other else { return true }
        return (phrase, sample) >= (other.phrase, other.sample)
    }
}
