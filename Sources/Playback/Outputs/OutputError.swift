/// Why sound could not be brought to an output.
package struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure, for programs.
    package enum Code: String, Sendable {
        /// The output's name is not of a known form.
        case invalidName = "output_invalid"
        /// The file, the server or the sink could not be opened.
        case unavailable = "output_unavailable"
        /// What was open takes no more sound.
        case failed = "output_failed"
        /// Whoever read the output has gone: a clean end, not a fault.
        case readerGone = "output_closed"
    }

    /// The kind of failure.
    package let code: Code

    /// What was wrong and what would be right, for people.
    package let message: String

    package var description: String { message }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
