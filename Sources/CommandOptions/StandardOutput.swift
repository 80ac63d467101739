private import Glibc
package import SpeechFrames

/// What a command has to say: standard output, unbuffered, so that an answer is seen as it comes.
package enum StandardOutput {
    package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// - Throws: ``ProgramFailure`` where it cannot be written; `CancellationError` where nobody reads any more.
    package static func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes a picture of how things are. Of many, on a terminal each takes the place of the one before; in a pipe an empty
    /// line stands between them.
    ///
    /// - Throws: as ``write(_:)-(String)`` does.
    package static func write(picture: String, isOneOfMany: Bool) throws {
        guard isOneOfMany else { return try write(picture) }
        try write(isTerminal ? "\u{1B}[H\u{1B}[2J" + picture : picture + "\n")
    }

    /// Writes a frame as one line of JSON.
    package static func write(_ frame: Frame) throws {
        var bytes: [UInt8] = []
        try frame.encode(as: .lines, into: &bytes)
        try write(bytes)
    }

    package static func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw CancellationError()
            } else if errno != EINTR {
                throw ProgramFailure(.ioError, "standard output cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }
}
