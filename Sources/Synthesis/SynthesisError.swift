/// A text could not be spoken.
package struct SynthesisError: Error, Sendable, Equatable {
    /// What kind of fault it is; the raw value is the `code` of a `failed` frame.
    package enum Code: String, Sendable {
        /// espeak-ng's data directory is not there, or is another version's.
        case dataMissing = "data_missing"
        /// No voice has that name.
        case unknownVoice = "unknown_voice"
        /// No voice speaks that language.
        case unknownLanguage = "unknown_language"
        /// A setting is outside its range.
        case outOfRange = "out_of_range"
        /// The text is longer than ``SpeakableText/maximumLength``.
        case textTooLong = "text_too_long"
        /// The engine refused.
        case engine
    }

    /// What kind of fault it is.
    package var code: Code

    /// What was wrong and what would be right, for the person who has to act on it.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension SynthesisError: CustomStringConvertible {
    package var description: String { message }
}
