/// An experiment: each session falls to one of its arms, by their weights, and stays with it as long as name and weights are the
/// same.
package struct Experiment: Sendable, Equatable {
    /// One arm.
    package struct Arm: Sendable, Equatable {
        package var name: String

        /// Its share, beside those of the others; 0: only who asks for it gets it.
        package var weight: Int

        package init(name: String, weight: Int) {
            self.name = name
            self.weight = weight
        }
    }

    /// Sessions fall anew for another name.
    package var name: String

    /// In their order; none: there is no experiment.
    package var arms: [Arm]

    package init(name: String = "", arms: [Arm] = []) {
        self.name = name
        self.arms = arms
    }

    /// The arm of that name.
    package func arm(named name: String) -> Arm? { arms.first { $0.name == name } }

    /// The arm that the session falls to; `nil` where none has a weight.
    package func arm(of session: String) -> Arm? {
        let total = arms.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return nil }
        let place = SessionShare.place(of: session, for: "arms of \(name)")
        var bound = 0
        return arms.first { arm in
            bound += arm.weight
            return place * total < bound * SessionShare.places
        }
    }
}
