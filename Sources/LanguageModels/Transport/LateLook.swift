/// When it is worth looking for transfers that are late, so that nobody goes through all of them at every token. Pure: it is
/// told the time.
struct LateLook {
    /// Before this nobody is late; `nil` as long as nobody can be.
    private(set) var next: ContinuousClock.Instant?

    /// Somebody may be late from `instant` on; `nil` says that they cannot.
    mutating func note(_ instant: ContinuousClock.Instant?) {
        guard let instant else { return }
        next = min(next ?? instant, instant)
    }

    /// Whether to look now; what the look finds is noted in a new one of these.
    func isDue(at now: ContinuousClock.Instant) -> Bool {
        next.map { $0 <= now } ?? false
    }
}
