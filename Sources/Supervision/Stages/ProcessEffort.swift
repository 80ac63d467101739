/// What a process does at one moment: whether it would run if it could, and how much it has run so far.
package struct ProcessEffort: Sendable, Equatable {
    /// Processor time of all its threads since its start.
    package var processorTime: Duration

    /// Whether a thread of it runs, or waits for a processor; one that waits for a lock, or is stopped, does neither.
    package var wantsProcessor: Bool

    package init(processorTime: Duration, wantsProcessor: Bool) {
        self.processorTime = processorTime
        self.wantsProcessor = wantsProcessor
    }

    /// Whether it waited for a processor for most of `time`, in which it came here from `earlier`: then it is late, and not hung.
    /// One that runs all the time and does not answer turns in a circle.
    package func isStarved(since earlier: ProcessEffort, in time: Duration) -> Bool {
        wantsProcessor && processorTime - earlier.processorTime < time / 2
    }
}
