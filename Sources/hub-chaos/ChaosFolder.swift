import Glibc
import TestSupport

/// A run's folder: kept where something was wrong.
struct ChaosFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/chaos.XXXXXX\0".utf8CString.dropLast())
        guard mkdtemp(&template) != nil else {
            throw SetupError("no temporary folder: \(String(cString: strerror(errno)))")
        }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        mkdir("\(path)/recordings", 0o700)
    }

    func remove() { removeTree(path) }
}
