/// What a question is to what is being said when it comes.
package enum SessionCue: Sendable, Equatable {
    /// It is to end: all that is heard or waits in the question's session, or on its output.
    case stop
    /// It goes on, and the answer is heard beside it.
    case beside

    /// Tells it by a question's words and its BCP 47 language, where that is known; `nil` for a question like others.
    package typealias Test = @Sendable (String, String?) -> SessionCue?
}
