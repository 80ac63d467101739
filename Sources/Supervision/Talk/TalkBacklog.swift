/// Sessions whose talk is not on the disk as it is now, in the order in which they changed.
///
/// Only their names wait: what is written is what holds when its turn comes. So a slow disk makes nothing grow but this list,
/// and that to ``limit`` names; what is beyond is found by comparing all that is known with the file.
struct TalkBacklog: Sendable, Equatable {
    /// How many names may wait.
    static let limit = 4_096

    private(set) var order: [String] = []
    private var members: Set<String> = []

    /// Whether the file has to be compared with all that is known.
    private(set) var needsComparison = false

    var isEmpty: Bool { order.isEmpty && !needsComparison }

    func contains(_ session: String) -> Bool { needsComparison || members.contains(session) }

    /// A session has changed, or is no more.
    mutating func add(_ session: String) {
        guard members.insert(session).inserted else { return }
        guard order.count < Self.limit else {
            members.remove(session)
            needsComparison = true
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

    /// All that is known is compared with the file from now on, which takes in what waited.
    mutating func compare(_ sessions: [String]) {
        self = TalkBacklog()
        for session in sessions { add(session) }
    }
}
