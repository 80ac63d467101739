/// A frame could not be read or written. It ends the connection that it came from, and no other.
public struct FrameError: Error, Sendable, Equatable {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// The body is longer than ``Frame/maximumLength``.
        case tooLong = "too_long"
        /// The input ended in the middle of a frame.
        case truncated
        /// The body is not one JSON object in UTF-8.
        case notAnObject = "not_an_object"
        /// The `type` is missing, or not one that this link carries.
        case unknownType = "unknown_type"
        /// A member is missing, of the wrong kind or out of its range.
        case badMember = "bad_member"
    }

    /// What kind of fault it is.
    public var code: Code

    /// What was wrong and what would be right, for the person who has to act on it.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension FrameError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
