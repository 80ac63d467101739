/// A stream of bytes could not be read or written.
package struct TransportError: Error, Sendable, Equatable {
    /// What kind of fault it is.
    package enum Code: Sendable {
        /// The system refused; the message says what.
        case system
        /// The reader at the other end is gone: a pipe's usual end.
        case closed
    }

    /// What kind of fault it is.
    package var code: Code

    /// What happened and to which stream, for the person who has to act on it.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension TransportError: CustomStringConvertible {
    package var description: String { message }
}
