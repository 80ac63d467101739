private import Synchronization

/// Models of which something was learnt that holds as long as this process does.
final class NamedModels: Sendable {
    /// How many are remembered; one more and all are forgotten, and learnt again.
    private static let limit = 64

    private let names = Mutex<Set<String>>([])

    func contains(_ name: String) -> Bool { names.withLock { $0.contains(name) } }

    func insert(_ name: String) {
        names.withLock { names in
            if names.count >= Self.limit { names = [] }
            names.insert(name)
        }
    }
}
