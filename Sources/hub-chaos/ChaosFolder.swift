import Glibc
import TestSupport

/// A run's folder: kept where something was wrong.
struct ChaosFolder: Sendable {
    let path: String

    init() throws {
        path = try makeTemporaryDirectory()
        mkdir("\(path)/recordings", 0o700)
    }

    func remove() { removeTree(path) }
}
