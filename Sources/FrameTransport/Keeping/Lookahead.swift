/// How much sound may lie ahead of the ear: memory is bounded by it, and an interrupt wastes no more than that.
package struct Lookahead: Sendable, Equatable {
    /// For one turn, when few are spoken.
    package var turn: Duration

    /// For all turns together, who share it evenly.
    package var total: Duration

    /// For one turn, however many are spoken: enough to bridge the death of a process and a long phrase's synthesis.
    package var least: Duration

    /// How much less than its share of a turn is passed on to who plays it, a sixth of the share at the most: what waits here is
    /// not kept twice, and who plays it still has enough to outlast a stage that hangs until that is seen.
    package var margin: Duration

    /// A lookahead in which `least` is no more than `turn`.
    package init(
        turn: Duration = .seconds(10),
        total: Duration = .seconds(150),
        least: Duration = .seconds(3),
        margin: Duration = .milliseconds(500)
    ) {
        self.turn = turn
        self.total = total
        self.least = min(least, turn)
        self.margin = margin
    }

    /// What each of `turns` turns may have.
    package func limit(turns: Int) -> Duration {
        max(least, min(turn, total / max(1, turns)))
    }

    /// Whether a phrase of about `length` has to wait in a turn that has `ahead`, when each may have `limit`.
    ///
    /// A phrase is synthesized whole, however long it is. So where shares are small it is begun later, by a third of the share
    /// at the most: else all turns together would have far more than `total`.
    package func holds(_ length: Duration, ahead: Duration, limit: Duration) -> Bool {
        ahead >= min(least, limit * 2 / 3) && ahead + length > limit
    }

    /// How much of the sound of each of `turns` turns is passed on to who plays it. A phrase is synthesized whole, and may be far
    /// longer: the rest waits here.
    func window(turns: Int) -> Duration {
        let limit = limit(turns: turns)
        return limit - min(margin, limit / 6)
    }
}
