/// `ContinuousClock`, whose cancelled sleeps leave nothing behind.
///
/// A sleep of Swift's own clocks that is cancelled returns at once, but its job and its timer stay until its time would have
/// come: about 700 bytes each, as of Swift 6.2. Most sleeps here are deadlines that hardly ever come, of seconds up to an hour,
/// so that with many turns a second they would pile up by the thousand.
package struct SteadyClock: Clock {
    package typealias Instant = ContinuousClock.Instant

    package init() {}

    package var now: Instant { .now }

    package var minimumResolution: Duration { ContinuousClock().minimumResolution }

    /// Suspends until `deadline`, or shortly after it; `tolerance` is not made use of.
    ///
    /// - Throws: `CancellationError`.
    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try await Sleepers.all.sleep(until: deadline)
    }
}
