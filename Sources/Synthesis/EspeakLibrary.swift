internal import CEspeakNG

/// The library's calls, in Swift's terms. It has one state for the whole process: ``EspeakSynthesizer`` guards it.
struct EspeakLibrary {
    /// Samples a second, in Hz.
    let sampleRate: Int

    /// Loads the data.
    ///
    /// - Throws: ``SynthesisError`` with the code `data_missing`.
    init() throws(SynthesisError) {
        espeak_ng_InitializePath(nil)
        var context: espeak_ng_ERROR_CONTEXT?
        var status = espeak_ng_Initialize(&context)
        espeak_ng_ClearErrorContext(&context)
        guard status == ENS_OK else {
            throw SynthesisError(
                .dataMissing,
                "espeak-ng's data in \(Self.dataPath) cannot be used (\(Self.text(status))): "
                    + "install the package espeak-ng-data, or set ESPEAK_DATA_PATH to the directory that holds it"
            )
        }
        // Below about 49 ms the library takes its own shortest buffer.
        status = espeak_ng_InitializeOutput(ENOUTPUT_MODE_SYNCHRONOUS, 10, nil)
        guard status == ENS_OK else {
            throw SynthesisError(.engine, "espeak-ng could not start: \(Self.text(status))")
        }
        espeak_SetSynthCallback(takePiece)
        sampleRate = Int(espeak_ng_GetSampleRate())
    }

    /// All voices, read from their files: 2.4 ms for 131.
    func readVoices() -> [EspeakVoice] {
        Self.voices(espeak_ListVoices(nil))
    }

    /// The names of all variants, which takes as long.
    func readVariants() -> [String] {
        let variants = "variant".withCString { language in
            var specification = espeak_VOICE()
            specification.languages = language
            return Self.voices(espeak_ListVoices(&specification))
        }
        return variants.map { String($0.file.split(separator: "/").last ?? "") }
    }

    /// - Throws: ``SynthesisError`` with the code `unknown_voice`; then no voice is loaded.
    func load(_ voice: EspeakVoice) throws(SynthesisError) {
        let status = espeak_ng_SetVoiceByName(voice.file)
        guard status == ENS_OK else {
            throw SynthesisError(.unknownVoice, "the voice \(voice.file) could not be loaded: \(Self.text(status))")
        }
    }

    func set(rate: Int, pitch: Int, volume: Int) {
        _ = espeak_ng_SetParameter(espeakRATE, Int32(rate), 0)
        _ = espeak_ng_SetParameter(espeakPITCH, Int32(pitch), 0)
        _ = espeak_ng_SetParameter(espeakVOLUME, Int32(volume), 0)
    }

    /// Speaks; returns when all is said or `take` answered ``SinkAnswer/stop``.
    ///
    /// No SSML and no phoneme input: a model's text is text.
    func speak(
        _ text: SpeakableText,
        take: (UnsafeBufferPointer<Int16>, [WordEvent]) -> SinkAnswer
    ) throws(SynthesisError) {
        let characters = text.cString
        let status = withoutActuallyEscaping(take) { take in
            var call = SynthesisCall(take: take)
            return withUnsafeMutablePointer(to: &call) { call in
                espeak_ng_Synthesize(
                    characters,
                    characters.count,
                    0,
                    POS_CHARACTER,
                    0,
                    UInt32(espeakCHARS_UTF8 | espeakENDPAUSE),
                    nil,
                    call
                )
            }
        }
        // A stop from the callback is reported as this one.
        guard status == ENS_OK || status == ENS_SPEECH_STOPPED else {
            throw SynthesisError(.engine, "espeak-ng could not speak: \(Self.text(status))")
        }
    }

    private static var dataPath: String {
        var path: UnsafePointer<CChar>?
        _ = espeak_Info(&path)
        return path.map { String(cString: $0) } ?? "its directory"
    }

    private static func text(_ status: espeak_ng_STATUS) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            buffer.initialize(repeating: 0)
            espeak_ng_GetStatusCodeMessage(status, buffer.baseAddress, buffer.count)
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    private static func voices(_ list: UnsafeMutablePointer<UnsafePointer<espeak_VOICE>?>?) -> [EspeakVoice] {
        var voices: [EspeakVoice] = []
        var next = list
        while let voice = next?.pointee {
            voices.append(
                EspeakVoice(
                    name: voice.pointee.name.map { String(cString: $0) } ?? "",
                    file: voice.pointee.identifier.map { String(cString: $0) } ?? "",
                    languages: languages(voice.pointee.languages)
                )
            )
            next = next?.advanced(by: 1)
        }
        return voices
    }

    /// The library's list: for each language a byte with its preference and a C string; a zero byte ends it.
    private static func languages(_ list: UnsafePointer<CChar>?) -> [(tag: String, preference: Int)] {
        var languages: [(tag: String, preference: Int)] = []
        guard var next = list else { return languages }
        while next.pointee != 0 {
            let tag = String(cString: next + 1)
            languages.append((tag, Int(next.pointee)))
            next += 1 + tag.utf8.count + 1
        }
        return languages
    }
}

/// Where the engine says that a word starts.
struct WordEvent {
    /// Characters from the text's start, from 1.
    var position: Int
    /// Characters.
    var length: Int
    /// Samples from the text's start.
    var sample: Int
}

/// What the callback needs; it lives as long as the call.
private struct SynthesisCall {
    var take: (UnsafeBufferPointer<Int16>, [WordEvent]) -> SinkAnswer
    var stopped = false
}

/// The library's callback: every list of events, also an empty one, ends with an event that carries the user data.
private func takePiece(
    _ samples: UnsafeMutablePointer<Int16>?,
    _ count: Int32,
    _ events: UnsafeMutablePointer<espeak_EVENT>?
) -> Int32 {
    guard let events, let call = events.pointee.user_data?.assumingMemoryBound(to: SynthesisCall.self) else { return 0 }
    // After a stop the library may call once more, to say that it ended.
    if call.pointee.stopped { return 1 }
    var words: [WordEvent] = []
    var next = events
    while next.pointee.type != espeakEVENT_LIST_TERMINATED {
        let event = next.pointee
        if event.type == espeakEVENT_WORD {
            words.append(
                WordEvent(position: Int(event.text_position), length: Int(event.length), sample: Int(event.sample))
            )
        }
        next += 1
    }
    let piece = UnsafeBufferPointer(start: samples, count: samples == nil ? 0 : Int(count))
    guard !piece.isEmpty || !words.isEmpty else { return 0 }
    guard call.pointee.take(piece, words) == .stop else { return 0 }
    call.pointee.stopped = true
    return 1
}
