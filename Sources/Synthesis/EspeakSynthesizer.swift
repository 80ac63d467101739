internal import SpeechFrames
private import Synchronization

/// Speaks through libespeak-ng, in this process and on the caller's thread.
///
/// The library has one voice for the whole process, so all instances share it and wait for each other.
package struct EspeakSynthesizer: Synthesizer, Sendable {
    private static let engine = Mutex<EspeakEngine?>(nil)

    private let settings: VoiceSettings

    /// Starts the library and loads the settings' voice, so that the first phrase does not wait for it.
    ///
    /// - Throws: ``SynthesisError`` with the code `data_missing`, `unknown_voice` or `unknown_language`.
    package init(settings: VoiceSettings) throws(SynthesisError) {
        self.settings = settings
        try Self.withEngine { (engine) throws(SynthesisError) in
            try engine.prepare(SpeechRequest(text: ""), SpeakableText(""), settings)
        }
    }

    /// All voices, for a person to choose from.
    package func voices() throws(SynthesisError) -> [EspeakVoice] {
        try Self.withEngine { $0.catalog().voices }
    }

    package func synthesize(
        _ request: SpeechRequest,
        into sink: (SpeechPiece) -> SinkAnswer
    ) throws(SynthesisError) -> Int {
        let text = try SpeakableText(request.text)
        guard text.isSpeakable else { return 0 }
        return try Self.withEngine { (engine) throws(SynthesisError) in
            try engine.prepare(request, text, settings)
            return try engine.speak(text, into: sink)
        }
    }

    private static func withEngine<Value>(
        _ body: (inout EspeakEngine) throws(SynthesisError) -> Value
    ) throws(SynthesisError) -> Value {
        let result = engine.withLock { engine -> Result<Value, SynthesisError> in
            do throws(SynthesisError) {
                var started = if let engine { engine } else { try EspeakEngine() }
                defer { engine = started }
                return .success(try body(&started))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// The started library and what it is set to.
struct EspeakEngine {
    private let library: EspeakLibrary
    private var known: VoiceCatalog?
    private var loaded: EspeakVoice?

    init() throws(SynthesisError) {
        library = try EspeakLibrary()
    }

    /// All voices, read once.
    mutating func catalog() -> VoiceCatalog {
        if let known { return known }
        let catalog = VoiceCatalog(voices: library.readVoices(), variants: [])
        known = catalog
        return catalog
    }

    /// The catalog with what the name needs: few names have a variant, and reading all of them delays the first phrase.
    private mutating func catalog(for name: String) -> VoiceCatalog {
        let catalog = catalog()
        guard name.contains("+"), catalog.variants.isEmpty else { return catalog }
        let complete = VoiceCatalog(voices: catalog.voices, variants: library.readVariants())
        known = complete
        return complete
    }

    /// Loads the voice for a text and sets how it speaks.
    mutating func prepare(
        _ request: SpeechRequest,
        _ text: SpeakableText,
        _ settings: VoiceSettings
    ) throws(SynthesisError) {
        if let rate = request.rate { try VoiceSettings.check("rate", rate, VoiceSettings.rates, "words a minute") }
        let choice = VoiceChooser.choose(
            for: text.scalars,
            request: request,
            settings: settings,
            languageOf: { try? self.voice(for: .named($0)).language }
        )
        let voice = try self.voice(for: choice)
        if voice != loaded {
            // A voice that could not be loaded leaves none.
            loaded = nil
            try library.load(voice)
            loaded = voice
        }
        library.set(rate: request.rate ?? settings.rate, pitch: settings.pitch, volume: settings.volume)
    }

    /// Speaks with what was prepared; the samples that were made.
    func speak(_ text: SpeakableText, into sink: (SpeechPiece) -> SinkAnswer) throws(SynthesisError) -> Int {
        var words = WordPlaces(scalars: text.scalars)
        var places: [SpokenWord] = []
        var offset = 0
        try library.speak(text) { samples, events in
            places += events.compactMap { words.place(position: $0.position, length: $0.length, at: $0.sample) }
            // Words may come before the samples that they start in.
            guard !samples.isEmpty else { return .goOn }
            let piece = SpeechPiece(offset: offset, rate: library.sampleRate, samples: samples, words: places)
            places.removeAll(keepingCapacity: true)
            offset += samples.count
            return sink(piece)
        }
        return offset
    }

    private mutating func voice(for choice: VoiceChooser.Choice) throws(SynthesisError) -> EspeakVoice {
        switch choice {
        case .named(EspeakVoice.standard.file): .standard
        case .named(let name): try catalog(for: name).voice(named: name)
        case .speaking(let tag): try catalog().voice(speaking: tag)
        }
    }
}
