internal import SpeechFrames

/// What waits to be taken from the pool, in the order that the workers answered.
struct OutputQueue: Sendable {
    /// `nil` where an answer was taken, which is let go of at once.
    private var items: [PoolOutput?] = []
    private var taken = 0

    /// The length of all frames that wait.
    private(set) var bytes = 0

    var isEmpty: Bool { taken == items.count }

    mutating func append(_ output: PoolOutput) {
        items.append(output)
        bytes += output.frame.body.count
    }

    mutating func next() -> PoolOutput? {
        guard taken < items.count, let output = items[taken].take() else { return nil }
        taken += 1
        bytes -= output.frame.body.count
        if taken == items.count || taken >= 256 {
            items.removeSubrange(..<taken)
            taken = 0
        }
        return output
    }

    mutating func remove(where isStale: (PhraseID) -> Bool) {
        let kept = items[taken...].compactMap(\.self).filter { !isStale($0.phrase) }
        items = kept
        taken = 0
        bytes = kept.reduce(0) { $0 + $1.frame.body.count }
    }
}
