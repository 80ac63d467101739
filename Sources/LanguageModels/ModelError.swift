/// Why there is no answer, or only a part of one.
package struct ModelError: Error, Equatable, CustomStringConvertible {
    /// The kind of failure, for a program to act on.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// Nothing listens at the address.
        package static let connectionRefused = Code("connection_refused")
        /// The host's name is unknown, or the host cannot be reached.
        package static let unreachable = Code("unreachable")
        /// No connection, no first byte or no further byte in the time allowed.
        package static let timedOut = Code("timed_out")
        /// The server does not have the model.
        package static let modelMissing = Code("model_missing")
        /// Too much is asked of the server, or of us, right now: worth another try later.
        package static let busy = Code("busy")
        /// The server does not accept the question.
        package static let badRequest = Code("bad_request")
        /// The server wants a (different) key.
        package static let unauthorized = Code("unauthorized")
        /// The server failed.
        package static let serverError = Code("server_error")
        /// What came is not the protocol that was asked for.
        package static let protocolViolation = Code("protocol_violation")
        /// The answer began and did not reach its end.
        package static let interruptedAnswer = Code("interrupted_answer")
        /// An address, key, keep-alive, rate or recording that cannot be used.
        package static let badSetting = Code("bad_setting")
        /// It was asked in vain: the answer has no words.
        package static let noAnswer = Code("no_answer")
        /// The asking task was cancelled.
        package static let cancelled = Code("cancelled")
        /// The one who receives the answer threw; see `cause`.
        package static let receiver = Code("receiver")

        /// The code as it goes into `failed` frames and logs.
        package let description: String

        private init(_ description: String) {
            self.description = description
        }
    }

    package let code: Code

    /// For the person who has to act: what was wrong, and what would be right.
    package let message: String

    /// How long the server asks to be left alone; `nil` where it does not.
    package let retryAfter: Duration?

    /// The error beneath, where there is one.
    package let cause: (any Error)?

    package init(code: Code, message: String, retryAfter: Duration? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.retryAfter = retryAfter
        self.cause = cause
    }

    package var description: String { "\(code): \(message)" }

    /// Causes are not compared.
    package static func == (left: ModelError, right: ModelError) -> Bool {
        left.code == right.code && left.message == right.message
    }
}

extension ModelError {
    static let cancelled = ModelError(code: .cancelled, message: "the question was cancelled")

    /// What a receiver threw, as one of ours.
    package init(thrownByReceiver error: any Error) {
        switch error {
        case let error as ModelError: self = error
        case is CancellationError: self = .cancelled
        default: self.init(code: .receiver, message: "the answer was not taken: \(error)", cause: error)
        }
    }
}
