/// Estimates how much audio lies ahead of the ear when nobody reports it, as in a pipe: from what was sent and the time
/// gone by.
///
/// Each phrase is as long as its text takes to say at an unhurried pace, and is heard when the one before is over. The
/// paces are averages of read speech; an error of a fifth only moves the place where phrases grow to whole sentences.
///
/// | text | estimate |
/// |---|---|
/// | `Hello there.` | 1.05 s |
/// | `你好。` | 0.65 s |
package struct LeadEstimate: Sendable {
    /// Of an alphabet, with the spaces between its words: 15 a second.
    private static let letter = Duration.seconds(1) / 15
    /// Of Han or kana: five a second.
    private static let ideograph = Duration.seconds(1) / 5
    /// Between two phrases.
    private static let pause = Duration.milliseconds(250)

    /// When what was sent so far will have been heard.
    private var end: Duration?

    package init() {}

    /// A phrase was sent.
    package mutating func sent(_ phraseText: String, at now: Duration) {
        end = max(end ?? now, now) + Self.length(of: phraseText)
    }

    /// The audio still to be heard; nil before the first phrase.
    package func ahead(at now: Duration) -> Duration? {
        end.map { max(.zero, $0 - now) }
    }

    /// How long `text` takes to say.
    package static func length(of text: String) -> Duration {
        text.unicodeScalars.reduce(pause) { length, scalar in
            switch ScalarClass(scalar) {
            case .ideograph: length + ideograph
            case .mark, .fullStop, .widePause: length
            default: length + letter
            }
        }
    }
}
