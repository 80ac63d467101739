private import Glibc

/// A pipe of the system for one test; both ends are closed when it goes.
package final class Pipe: Sendable {
    package let readEnd: Int32
    package let writeEnd: Int32

    package init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no pipe: \(String(cString: strerror(errno)))")
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    /// Writes all of `bytes`, waiting where the pipe is full.
    package func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(writeEnd, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    package func closeWriteEnd() {
        close(writeEnd)
    }

    package func closeReadEnd() {
        close(readEnd)
    }
}
