internal import SpeechFrames

/// What the pool counts of its work.
struct SynthesisTally: Sendable {
    private(set) var measures = SynthesisMeasures()

    /// A worker has spoken a phrase to its end, which `took` so long and lasts as long as `sound`.
    mutating func spoke(_ sound: Duration, in took: Duration) {
        measures.phrases += 1
        measures.synthesisMilliseconds += took / .milliseconds(1)
        measures.soundMilliseconds += sound / .milliseconds(1)
        guard sound > .zero else { return }
        let factor = took / sound
        let bounds = SynthesisMeasures.factorBounds
        measures.factorSum += factor
        measures.realTimeFactors[bounds.firstIndex { factor <= $0 } ?? bounds.count] += 1
    }

    /// A phrase could not be spoken.
    mutating func failed() { measures.failures += 1 }

    /// A worker has ended otherwise than told.
    mutating func died() { measures.deaths += 1 }

    /// A worker has to wait, for its sound is not taken.
    mutating func waits() { measures.waits += 1 }
}
