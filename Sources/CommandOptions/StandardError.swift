private import Glibc

/// Talk to the person: standard error, unbuffered, so that nothing is lost when the process ends.
package enum StandardError {
    /// Whether a person is looking, so that colour and redrawing make sense.
    package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    package static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}
