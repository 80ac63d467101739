internal import SpeechFrames

/// What waits to be taken from the pool, in the order that the workers answered.
struct OutputQueue: Sendable {
    private var items: [PoolOutput] = []
    private var taken = 0

    /// The length of all frames that wait.
    private(set) var bytes = 0

    var isEmpty: Bool { taken == items.count }

    mutating func append(_ output: PoolOutput) {
        items.append(output)
        bytes += output.frame.body.count
    }

    mutating func next() -> PoolOutput? {
        guard taken < items.count else { return nil }
        let output = items[taken]
        taken += 1
        bytes -= output.frame.body.count
        if taken == items.count || taken >= 256 {
            items.removeSubrange(..<taken)
            taken = 0
        }
        return output
    }

    mutating func remove(where isStale: (PhraseID) -> Bool) {
        items = items[taken...].filter { !isStale($0.phrase) }
        taken = 0
        bytes = items.reduce(0) { $0 + $1.frame.body.count }
    }
}
