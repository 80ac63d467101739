package import SpeechFrames

/// Places the engine's word events in the phrase's text.
///
/// The engine counts characters from 1 in what it has read so far, and is not exact: the digits after a decimal point
/// all point to the whole number, and a word may be named once for each of its parts. Here each word is named once,
/// in order, inside of the text.
package struct WordPlaces: Sendable {
    private let scalars: [Unicode.Scalar]
    private var end = 0

    package init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    /// The word that starts at character `position` (from 1) and sample `at`; `nil` for one that was named before or
    /// has nothing to say in it.
    package mutating func place(position: Int, length: Int, at: Int) -> SpokenWord? {
        let start = position - 1
        guard at >= 0, start >= end, start < scalars.count, length > 0 else { return nil }
        var stop = min(start + length, scalars.count)
        guard scalars[start..<stop].contains(where: { !$0.properties.isWhitespace }) else { return nil }
        stop = includingContraction(from: stop)
        end = stop
        return SpokenWord(at: at, start: start, length: stop - start)
    }

    /// The engine ends "don't" before its apostrophe; a person does not.
    private func includingContraction(from stop: Int) -> Int {
        guard stop + 1 < scalars.count, scalars[stop] == "'" || scalars[stop] == "\u{2019}",
            scalars[stop + 1].properties.isAlphabetic
        else { return stop }
        return scalars[(stop + 1)...].firstIndex { !$0.properties.isAlphabetic } ?? scalars.count
    }
}
