/// Sessions whose talk is not on the disk as it is now, in the order in which they changed.
///
/// Only their names wait: what is written is what holds when its turn comes. So a slow disk makes nothing grow but this list,
/// and that to ``limit`` names; what is beyond is found by comparing all that is known with the file.
struct TalkBacklog: Sendable, Equatable {
    /// How many names may wait.
    static let limit = 4_096

    private(set) var order: [String] = []
    private var members: Set<String> = []
    /// Whether names were left out.
    private var hasOverflowed = false
    /// Whether the file may hold what is not known any more.
    private var isUncompared = true

    init() {}

    /// Whether the file holds what is known, and nothing else.
    var isEmpty: Bool { order.isEmpty && !needsComparison }

    /// Whether the file has to be compared with all that is known.
    var needsComparison: Bool { hasOverflowed || isUncompared }

    /// Whether the file may hold something else of the session than what is known.
    func contains(_ session: String) -> Bool { needsComparison || members.contains(session) }

    /// A session has changed, or is no more.
    mutating func add(_ session: String) {
        guard members.insert(session).inserted else { return }
        guard order.count < Self.limit else {
            members.remove(session)
            hasOverflowed = true
            return
        }
        order.append(session)
    }

    /// What to write next; it is no longer waiting then.
    mutating func next() -> String? {
        guard !order.isEmpty else { return nil }
        let session = order.removeFirst()
        members.remove(session)
        return session
    }

    /// It is not known what became of what was written.
    mutating func distrust() { isUncompared = true }

    /// What the file has beside `sessions`, all that are known, is about to be deleted; they are then written.
    mutating func beginComparison(_ sessions: [String]) {
        self = TalkBacklog()
        for session in sessions { add(session) }
    }

    /// What is not known any more is deleted.
    mutating func endComparison() { isUncompared = false }
}
