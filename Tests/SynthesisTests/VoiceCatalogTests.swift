import Testing

@testable import Synthesis

struct VoiceCatalogTests {
    private let catalog = VoiceCatalog(
        voices: [
            EspeakVoice(
                name: "Chinese_(Mandarin)",
                file: "sit/cmn",
                languages: [("cmn", 5), ("zh-cmn", 5), ("zh", 5)]
            ),
            EspeakVoice(name: "English_(Great_Britain)", file: "gmw/en", languages: [("en-gb", 2), ("en", 2)]),
            EspeakVoice(name: "English_(America)", file: "gmw/en-US", languages: [("en-us", 2), ("en", 3)]),
            EspeakVoice(name: "French_(Belgium)", file: "roa/fr-BE", languages: [("fr-be", 5), ("fr", 8)]),
            EspeakVoice(name: "French_(France)", file: "roa/fr", languages: [("fr-fr", 5), ("fr", 5)]),
            EspeakVoice(name: "Cantonese", file: "sit/yue", languages: [("yue", 5), ("zh-yue", 5), ("zh", 8)]),
        ],
        variants: ["f3", "Mr serious"]
    )

    @Test(
        "a voice is found by its language, name or file",
        arguments: [
            ("en-us", "gmw/en-US"), ("EN-US", "gmw/en-US"), ("English (America)", "gmw/en-US"),
            ("gmw/en-US", "gmw/en-US"),
            ("en", "gmw/en"), ("fr", "roa/fr"), ("en-us+f3", "gmw/en-US+f3"), ("en+mr serious", "gmw/en+Mr serious"),
        ]
    )
    func named(name: String, file: String) throws {
        #expect(try catalog.voice(named: name).file == file)
    }

    @Test(
        "a language is spoken by the voice that likes it most",
        arguments: [
            ("en-US", "gmw/en-US"), ("en-AU", "gmw/en"), ("fr-CA", "roa/fr"), ("zh", "sit/cmn"),
            ("zh-Hans-CN", "sit/cmn"),
            ("zh-HK", "sit/yue"), ("fr_BE.UTF-8", "roa/fr-BE"),
        ]
    )
    func speaking(language: String, file: String) throws {
        #expect(try catalog.voice(speaking: language).file == file)
    }

    @Test("a misspelt name is answered with the nearest ones")
    func nearMisses() {
        let error = #expect(throws: SynthesisError.self) { try catalog.voice(named: "en-uss") }
        #expect(error?.code == .unknownVoice)
        #expect(error?.message == "no voice is called \"en-uss\"; near to it: en-us")
    }

    @Test("a variant that is not there is an error, not silently another voice")
    func variant() {
        let error = #expect(throws: SynthesisError.self) { try catalog.voice(named: "en-us+f33") }
        #expect(error?.message == "no variant of voices is called \"f33\"; near to it: f3")
    }
}
