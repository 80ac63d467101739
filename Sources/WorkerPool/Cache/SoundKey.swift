internal import SpeechFrames

/// What a phrase's sound depends on in one pool: all else is the same for all of its workers, for as long as they run.
struct SoundKey: Hashable, Sendable {
    private let text: String
    private let voice: String?
    private let language: String?
    private let rate: Int?

    init(_ phrase: Phrase) {
        text = phrase.text
        voice = phrase.voice
        language = phrase.language
        rate = phrase.rate
    }

    /// About how many bytes it takes.
    var cost: Int { text.utf8.count + (voice?.utf8.count ?? 0) + (language?.utf8.count ?? 0) }
}
