/// Why the talk cannot be kept or read just now.
package struct TalkFailure: Error, Sendable, Equatable {
    package enum Code: Sendable, Equatable {
        /// The file is not this user's alone, or a newer Loquat's: a person has to do something.
        case refused
        /// What is in the file is no talk any more.
        case damaged
        /// The disk is full or broken, or the file is another's for now: it may be tried again.
        case unavailable
    }

    package let code: Code

    /// What is wrong, and what would help.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
