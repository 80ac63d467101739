package import SpeechFrames

extension String {
    /// Adds what of a token is new: one that comes again after a crash stands where the text is already.
    package mutating func take(_ token: Token) {
        let known = token.start.map { max(0, unicodeScalars.count - $0) } ?? 0
        unicodeScalars.append(contentsOf: token.text.unicodeScalars.dropFirst(known))
    }
}
