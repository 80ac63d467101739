/// Which sessions have something that not all are to have yet. With a higher percentage those who had it keep it.
package struct Rollout: Sendable, Equatable {
    private static let question = "rollout"

    /// From 0 (nobody) to 100 (everybody).
    package var percent: Int

    package init(percent: Int = 100) {
        self.percent = percent
    }

    /// Whether the session is one of them.
    package func contains(_ session: String) -> Bool {
        SessionShare.place(of: session, for: Self.question) < percent * SessionShare.places / 100
    }
}
