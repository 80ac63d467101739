package import SpeechFrames

/// What each turn's `begin` says of its voice and of what may be kept, for the phrases that say nothing themselves.
package struct TurnVoices: Sendable {
    /// The most turns that are remembered; a sender that begins turns and never ends them loses the oldest.
    package static let limit = 1_024

    private var begins: [TurnID: Begin] = [:]
    private var order: [TurnID] = []

    package init() {}

    package mutating func begin(_ begin: Begin) {
        if begins.updateValue(begin, forKey: begin.turnID) == nil { order.append(begin.turnID) }
        if order.count > Self.limit { begins[order.removeFirst()] = nil }
    }

    /// No phrase of the turn comes any more.
    package mutating func end(_ turn: TurnID) {
        if begins.removeValue(forKey: turn) != nil { order.removeAll { $0 == turn } }
    }

    /// The phrase with its turn's voice, rate, language and cache where it has none of its own.
    package func completed(_ phrase: Phrase) -> Phrase {
        guard let begin = begins[phrase.turnID] else { return phrase }
        var phrase = phrase
        phrase.voice = phrase.voice ?? begin.voice
        phrase.rate = phrase.rate ?? begin.rate
        phrase.language = phrase.language ?? begin.language
        phrase.cache = phrase.cache ?? begin.cache
        return phrase
    }
}
