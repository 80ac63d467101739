/// The latest place of each kind where the held text may be cut when a limit demands it.
struct Candidates: Sendable {
    typealias Cut = PhraseAssembler.Cut

    /// From the best to the last resort.
    enum Rank: Int, CaseIterable, Sendable {
        case sentence, clause, pause, space
    }

    private var places: [Cut?] = Array(repeating: nil, count: Rank.allCases.count)

    /// The last comma, and whether the next word may make a clause of what follows it.
    var pause: Cut?
    var awaitsConnector = false
    /// The word that just ended belongs to the next one: no cut between them.
    var isAfterLeadingAbbreviation = false

    /// Where a clause begins that a connector opened.
    var clause: Cut? { places[Rank.clause.rawValue] }

    mutating func offer(_ cut: Cut, _ rank: Rank) {
        places[rank.rawValue] = cut
    }

    mutating func confirmClause() {
        if let pause {
            offer(pause, .clause)
        }
    }

    /// The best place behind `sent`.
    func best(after sent: Cut, betweenWords: Bool = true) -> Cut? {
        places.prefix(betweenWords ? places.count : Rank.space.rawValue).lazy
            .compactMap(\.self)
            .first { $0.index > sent.index && $0.weight > sent.weight }
    }

    mutating func forget(upTo index: Int) {
        for rank in places.indices where places[rank].map({ $0.index <= index }) ?? false {
            places[rank] = nil
        }
        if let last = pause, last.index < index {
            pause = nil
            awaitsConnector = false
        }
    }
}
