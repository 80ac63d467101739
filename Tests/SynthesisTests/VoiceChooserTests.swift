import Testing

@testable import Synthesis

struct VoiceChooserTests {
    private func choose(
        _ text: String,
        voice: String? = nil,
        language: String? = nil,
        settings: VoiceSettings
    ) -> VoiceChooser.Choice {
        VoiceChooser.choose(
            for: text.unicodeScalars,
            request: SpeechRequest(text: text, voice: voice, language: language),
            settings: settings,
            languageOf: { $0 == EspeakVoice.standard.file ? "en-gb" : $0 == "nobody" ? nil : $0 }
        )
    }

    @Test(
        "a text in a script that the voice cannot read is spoken by one that can",
        arguments: [
            ("你好，世界。", "cmn"), ("こんにちは", "ja"), ("日本語を話します", "ja"), ("안녕하세요", "ko"),
            ("Привет, мир", "ru"), ("Καλημέρα", "el"), ("مرحبا بالعالم", "ar"), ("שלום עולם", "he"),
            ("नमस्ते दुनिया", "hi"), ("ওহে বিশ্ব", "bn"), ("வணக்கம்", "ta"), ("สวัสดี", "th"),
            ("გამარჯობა", "ka"), ("Բարեւ", "hy"), ("ሰላም", "am"), ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "pa"),
            ("નમસ્તે", "gu"), ("నమస్కారం", "te"), ("ನಮಸ್ಕಾರ", "kn"), ("നമസ്കാരം", "ml"), ("ආයුබෝවන්", "si"),
            ("မင်္ဂလာပါ", "my"), ("ନମସ୍କାର", "or"),
        ]
    )
    func scripts(text: String, language: String) throws {
        #expect(choose(text, settings: try VoiceSettings()) == .speaking(language))
    }

    @Test("Latin text, and a foreign word in it, stays with the voice")
    func latin() throws {
        let settings = try VoiceSettings(voice: "de")
        for text in ["Guten Tag", "Das heißt 世界 auf Chinesisch", "3.14", "", "😀"] {
            #expect(choose(text, settings: settings) == .named("de"))
        }
    }

    @Test("a voice that reads the script keeps the text")
    func ownScript() throws {
        #expect(choose("Доброго ранку", settings: try VoiceSettings(voice: "uk")) == .named("uk"))
        #expect(choose("日本", settings: try VoiceSettings(voice: "ja")) == .named("ja"))
        #expect(choose("早晨", settings: try VoiceSettings(language: "yue")) == .speaking("yue"))
    }

    @Test("the language says which of a script's it is")
    func hint() throws {
        let settings = try VoiceSettings(voice: "en-us")
        #expect(choose("Доброго ранку", language: "uk", settings: settings) == .speaking("uk"))
        #expect(choose("سلام", voice: "en-us", language: "fa-IR", settings: settings) == .speaking("fa-IR"))
    }

    @Test("the phrase's wish comes before the settings, a voice before a language")
    func precedence() throws {
        let settings = try VoiceSettings(voice: "de", language: "de")
        #expect(choose("Hi", voice: "en-us", language: "fr", settings: settings) == .named("en-us"))
        #expect(choose("Hi", language: "fr", settings: settings) == .speaking("fr"))
        #expect(choose("Hi", settings: settings) == .named("de"))
        #expect(choose("Hi", settings: try VoiceSettings(language: "fr")) == .speaking("fr"))
        #expect(choose("Hi", settings: try VoiceSettings()) == .named(EspeakVoice.standard.file))
    }

    @Test("an unknown name is left to be complained about")
    func unknown() throws {
        #expect(choose("Привет", voice: "nobody", settings: try VoiceSettings()) == .named("nobody"))
    }
}

struct LanguageTagTests {
    @Test(
        "a tag is looked up by itself, then shorter and by espeak-ng's names",
        arguments: [
            ("en-US", ["en-us", "en"]), ("zh", ["zh", "cmn"]),
            ("zh-Hant-HK", ["yue", "zh-hant-hk", "zh-hant", "zh", "cmn"]),
            ("de_AT.UTF-8", ["de-at", "de"]), ("pt-BR", ["pt-br", "pt"]), ("en-x-rp", ["en-x-rp", "en"]),
            ("no", ["no", "nb"]), ("", []),
        ]
    )
    func candidates(tag: String, names: [String]) {
        #expect(LanguageTag.candidates(for: tag) == names)
    }
}
