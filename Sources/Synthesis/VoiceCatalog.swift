private import Spelling

/// The voices that there are, and how one is found.
package struct VoiceCatalog: Sendable {
    /// All of them.
    package let voices: [EspeakVoice]

    /// The variants that a name may end in after a `+`, such as `f3` in `en-us+f3`: the timbre of another speaker.
    package let variants: [String]

    package init(voices: [EspeakVoice], variants: [String]) {
        self.voices = voices
        self.variants = variants
    }

    /// The voice of that name: `en-us`, `English_(America)`, `gmw/en-US` or one of them with a variant, `en-us+f3`.
    ///
    /// - Throws: ``SynthesisError`` with the code `unknown_voice`, which names the nearest ones.
    package func voice(named name: String) throws(SynthesisError) -> EspeakVoice {
        let parts = name.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let base = parts.first ?? ""
        guard var voice = voices.first(where: { $0.answers(to: base) }) ?? best(for: base.lowercased()) else {
            let names = voices.flatMap { [$0.language, $0.name] }
            throw SynthesisError(.unknownVoice, "no voice is called \"\(name)\"\(Self.hint(for: base, among: names))")
        }
        guard parts.count == 2 else { return voice }
        guard let variant = variants.first(where: { $0.lowercased() == parts[1].lowercased() }) else {
            let hint = Self.hint(for: parts[1], among: variants)
            throw SynthesisError(.unknownVoice, "no variant of voices is called \"\(parts[1])\"\(hint)")
        }
        voice.file += "+" + variant
        return voice
    }

    /// The best voice for a BCP 47 language: `en-US`, `zh`, `pt-BR`.
    ///
    /// - Throws: ``SynthesisError`` with the code `unknown_language`.
    package func voice(speaking language: String) throws(SynthesisError) -> EspeakVoice {
        for candidate in LanguageTag.candidates(for: language) {
            if let voice = best(for: candidate) { return voice }
        }
        let hint = Self.hint(for: language, among: voices.map(\.language))
        throw SynthesisError(.unknownLanguage, "no voice speaks the language \"\(language)\"\(hint)")
    }

    /// The voice that likes a language most; of two that like it alike, the one made for it.
    private func best(for tag: String) -> EspeakVoice? {
        voices.compactMap { voice in
            voice.languages.first { $0.tag == tag }.map { (voice, $0.preference * 2 + (voice.language == tag ? 0 : 1)) }
        }.min { $0.1 < $1.1 }?.0
    }

    private static func hint(for query: String, among names: [String]) -> String {
        let near = NearMisses.of(query, among: names)
        return near.isEmpty ? "; `espeak-ng --voices` lists them" : "; near to it: " + near.joined(separator: ", ")
    }
}
