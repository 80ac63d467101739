import FoundationEssentials
import SpeechFrames
import Testing

@Suite("Frames that are read without the decoder say the same as with it")
struct PlainJSONTests {
    private func phrase(_ members: String) throws -> Phrase? {
        let raw = try RawFrame(body: Array(#"{"type":"phrase","session":"s","turn":1,"phrase":0,\#(members)}"#.utf8))
        guard case .phrase(let phrase) = try raw.decode() else { return nil }
        return phrase
    }

    @Test(
        "a phrase's members may be written in any way",
        arguments: [
            #""text":"a \"b\" é","source":[3,4],"voice":"en","rate":170,"language":"de","cache":true,"at":5"#,
            #""at":5.0,"cache":true,"language":"d\u0065","rate":1.7e2,"voice":"en","source":[ 3 , 4 ],"text":"a \"b\" \u00e9""#,
            #""t\u0065xt":"a \"b\" é","source":[3,4],"voice":"en","rate":170,"language":"de","cache":true,"at":5,"mood":[{}]"#,
        ]
    )
    func spellings(members: String) throws {
        let expected = Phrase(
            session: "s",
            turn: 1,
            phrase: 0,
            text: "a \"b\" é",
            source: [3, 4],
            voice: "en",
            rate: 170,
            language: "de",
            cache: true,
            at: 5
        )
        #expect(try phrase(members) == expected)
    }

    @Test("a member that is null is none")
    func null() throws {
        let expected = Phrase(session: "s", turn: 1, phrase: 0, text: "a")
        #expect(try phrase(#""text":"a","source":null,"voice":null,"rate":null,"cache":null,"at":null"#) == expected)
    }

    @Test(
        "a member that cannot be right is refused by its name",
        arguments: [
            ("text", #""text":3"#), ("text", #""voice":"en""#), ("source", #""text":"a","source":[1,-2]"#),
            ("source", #""text":"a","source":[1]"#), ("source", #""text":"a","source":[1,,2]"#),
            ("rate", #""text":"a","rate":"fast""#), ("cache", #""text":"a","cache":"true""#),
        ]
    )
    func refused(name: String, members: String) throws {
        let error = #expect(throws: FrameError.self) { try phrase(members) }
        let isAboutJSON = error?.code == .notAnObject
        #expect(isAboutJSON || error?.message.contains(name) == true)
    }

    @Test(
        "a phrase is written as the encoder writes it",
        arguments: [
            Phrase(session: "s", turn: 1, phrase: 0, text: ""),
            Phrase(session: "küche \"1\" / \\", turn: 2, phrase: 3, text: "a \"b\"\n🎈", source: [0, 0], cache: false),
            Phrase(
                session: "s",
                turn: 1,
                phrase: 0,
                text: "a/b",
                source: [3, 4],
                voice: "en\"",
                rate: 170,
                language: "de",
                cache: true,
                at: 5
            ),
        ]
    )
    func written(phrase: Phrase) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let members = String(decoding: try encoder.encode(phrase), as: UTF8.self).dropFirst()
        let raw = try RawFrame(.phrase(phrase))
        #expect(String(decoding: raw.body, as: UTF8.self) == #"{"type":"phrase",\#(members)"#)
        #expect(try raw.decode() == .phrase(phrase))
    }

    private func decoded(_ json: String) throws -> Frame {
        try RawFrame(body: Array(json.utf8)).decode()
    }

    @Test(
        "a token's members may be written in any way",
        arguments: [
            #"{"type":"token","session":"s","turn":2,"text":"a \"b\" é","at":5,"start":7}"#,
            #"{"start":7.0,"text":"a \"b\" \u00e9","type":"token","turn":2,"at":5e0,"session":"s"}"#,
            #"{"type":"token","session":"s","turn":2,"t\u0065xt":"a \"b\" é","at":5,"start":7,"mood":[{}]}"#,
        ]
    )
    func tokens(json: String) throws {
        #expect(try decoded(json) == .token(Token(session: "s", turn: 2, text: "a \"b\" é", at: 5, start: 7)))
    }

    @Test("a token without text, or with another kind of it, is refused by its name", arguments: ["", #","text":3"#])
    func wrongToken(members: String) {
        let error = #expect(throws: FrameError.self) {
            try decoded(#"{"type":"token","session":"s","turn":2\#(members)}"#)
        }
        #expect(error?.message.contains("text") == true)
    }

    @Test(
        "the members of progress may be written in any way",
        arguments: [
            #""phrase":1,"sample":9,"ahead":8,"rate":16000,"position":7,"spoken":6,"trouble":"the \"sink\" is gone""#,
            #""trouble":"the \"sink\" is g\u006fne","spoken":6.0,"position":7,"rate":1.6e4,"ahead":8,"sample":9,"phrase":1"#,
            #""phrase":1,"s\u0061mple":9,"ahead":8,"rate":16000,"position":7,"spoken":6,"trouble":"the \"sink\" is gone","x":{}"#,
        ]
    )
    func progress(members: String) throws {
        let expected = Progress(
            session: "s",
            turn: 2,
            phrase: 1,
            sample: 9,
            ahead: 8,
            rate: 16_000,
            position: 7,
            spoken: 6,
            trouble: "the \"sink\" is gone"
        )
        #expect(try decoded(#"{"type":"progress","session":"s","turn":2,\#(members)}"#) == .progress(expected))
    }

    @Test(
        "progress with a member that is missing or cannot be right is refused by its name",
        arguments: [
            ("phrase", #""sample":9,"ahead":8,"rate":16000"#), ("sample", #""phrase":1,"ahead":8,"rate":16000"#),
            ("ahead", #""phrase":1,"sample":9,"rate":16000"#), ("rate", #""phrase":1,"sample":9,"ahead":8"#),
            ("rate", #""phrase":1,"sample":9,"ahead":8,"rate":1"#),
            ("sample", #""phrase":1,"sample":-1,"ahead":8,"rate":16000"#),
            ("spoken", #""phrase":1,"sample":9,"ahead":8,"rate":16000,"spoken":"all""#),
        ]
    )
    func wrongProgress(name: String, members: String) {
        let error = #expect(throws: FrameError.self) {
            try decoded(#"{"type":"progress","session":"s","turn":2,\#(members)}"#)
        }
        #expect(error?.message.contains(name) == true)
    }

    private func words(_ json: String) throws -> [SpokenWord]? {
        let body =
            #"{"type":"audio","session":"s","turn":1,"phrase":0,"offset":0,"rate":16000,"words":\#(json),"pcm":"AQA="}"#
        guard case .audio(let audio) = try RawFrame(body: Array(body.utf8)).decode() else { return nil }
        return audio.words
    }

    @Test(
        "words may be written in any way",
        arguments: [
            #"[{"at":10,"length":2,"start":0},{"at":200,"length":3,"start":3}]"#,
            #"[ {"start":0, "at":10, "length":2}, {"length":3.0,"at":2e2,"start":3} ]"#,
            #"[{"at":10,"length":2,"start":0,"mood":1},{"at":200,"len\u0067th":3,"start":3}]"#,
        ]
    )
    func words(json: String) throws {
        let expected = [SpokenWord(at: 10, start: 0, length: 2), SpokenWord(at: 200, start: 3, length: 3)]
        #expect(try words(json) as [SpokenWord]? == expected)
    }

    @Test(
        "words that are none are refused",
        arguments: [
            #"[{"at":10,"length":2}]"#, #"[{"at":-1,"length":2,"start":0}]"#, #"[{}]"#, #"{"at":1}"#, #""words""#,
            #"[{"at":1,"at":2,"length":3}]"#,
        ]
    )
    func wrongWords(json: String) throws {
        let error = #expect(throws: FrameError.self) { _ = try words(json) as [SpokenWord]? }
        #expect(error?.message.contains("words") == true)
    }
}
