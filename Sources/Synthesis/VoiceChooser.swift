/// Decides who speaks a text.
package enum VoiceChooser {
    /// How a voice is asked for.
    package enum Choice: Sendable, Equatable {
        /// By its name.
        case named(String)
        /// By the language that it has to speak.
        case speaking(String)
    }

    /// The voice for a text.
    ///
    /// What the phrase asks for comes before the settings, and a voice before a language; but a voice that cannot read
    /// the script that most of the text is in gives way to one that can: an English voice spells Chinese out as
    /// "Chinese letter, Chinese letter".
    /// - Parameters:
    ///   - scalars: the text.
    ///   - request: what the phrase asks for.
    ///   - settings: what counts where the phrase does not ask.
    ///   - languageOf: the language of the voice with a name; `nil` where there is no such voice.
    /// - Returns: how the voice is to be looked up.
    package static func choose(
        for scalars: some Sequence<Unicode.Scalar>,
        request: SpeechRequest,
        settings: VoiceSettings,
        languageOf: (String) -> String?
    ) -> Choice {
        let wanted = wanted(request, settings)
        guard let script = Script.dominant(in: scalars), !script.languages.isEmpty else { return wanted }
        let spoken: String? =
            switch wanted {
            case .named(let name): languageOf(name)
            case .speaking(let tag): tag
            }
        // A name that nobody knows is the caller's to complain about.
        guard let spoken else { return wanted }
        if script.languages.contains(where: { LanguageTag.candidates(for: spoken).contains($0) }) { return wanted }
        // The phrase's language may say which of the script's: Ukrainian, not Russian.
        if let hint = request.language ?? settings.language,
            script.languages.contains(where: { LanguageTag.candidates(for: hint).contains($0) })
        {
            return .speaking(hint)
        }
        return .speaking(script.languages[0])
    }

    private static func wanted(_ request: SpeechRequest, _ settings: VoiceSettings) -> Choice {
        if let voice = request.voice { return .named(voice) }
        if let language = request.language, language != settings.language { return .speaking(language) }
        if let voice = settings.voice { return .named(voice) }
        if let language = request.language ?? settings.language { return .speaking(language) }
        return .named(EspeakVoice.standard.file)
    }
}
