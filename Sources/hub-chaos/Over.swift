import Synchronization
import UnixSignals

/// Whether the run's time is over.
final class Over: Sendable {
    private let isSet = Atomic(false)

    /// How soon those who wait see it.
    private static let look = Duration.milliseconds(20)

    var isOver: Bool { isSet.load(ordering: .acquiring) }

    /// Ctrl-C ends the run as its time would.
    func heedSignals() async {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { set() }
    }

    /// The run is over after `length`, if not before.
    func wait(for length: Duration) async {
        await rest(length)
        set()
    }

    func set() { isSet.store(true, ordering: .releasing) }

    /// Suspends for that long, or until the run is over.
    func rest(_ length: Duration) async {
        let end = ContinuousClock.now + length
        while !isOver, !Task.isCancelled, ContinuousClock.now < end {
            try? await Task.sleep(for: min(Self.look, ContinuousClock.now.duration(to: end)))
        }
    }
}
