private import Synchronization

/// Counts what several tasks do.
package final class Counter: Sendable {
    private let count = Atomic(0)

    package init() {}

    package var value: Int { count.load(ordering: .acquiring) }

    package func increment() {
        count.add(1, ordering: .acquiringAndReleasing)
    }

    /// Returns when the count has stopped: a thousand times all other tasks could run and none counted.
    package func settle() async {
        var (last, quiet) = (-1, 0)
        while quiet < 1_000 {
            await Task.yield()
            quiet = value == last ? quiet + 1 : 0
            last = value
        }
    }
}
