import TestSupport
import Testing

@testable import LanguageModels

@Suite("An answer in the JSON form is spoken as it is written", .timeLimit(.minutes(5)))
struct AnswerFormTests {
    /// What a whole answer gives, its pieces joined.
    private struct Reading: Equatable {
        var text = ""
        var ending = AnswerFormReader.Ending.text

        init(_ pieces: [String], _ form: AnswerForm) {
            var reader = AnswerFormReader(form: form)
            for piece in pieces { text += reader.pass(piece) }
            let (rest, ending) = reader.finish()
            text += rest
            self.ending = ending
        }
    }

    private static let lamp = ModelCommand(
        intent: "turn_on",
        entities: ["device": "lamp"],
        confidence: 0.95,
        response: "Sure, the lamp is on."
    )

    private static let object = #"""
        {
          "intent": "turn_on",
          "entities": {"device": "lamp"},
          "confidence": 0.95,
          "response": "Sure, the lamp is on."
        }
        """#

    /// Each with what is spoken of it in `auto` and in `json`.
    private static let answers: [(answer: String, auto: String, json: String)] = [
        (object, "Sure, the lamp is on.", "Sure, the lamp is on."),
        ("```json\n\(object)\n```\nAnything else?", "Sure, the lamp is on.", "Sure, the lamp is on."),
        ("```\n\(object)\n```", "Sure, the lamp is on.", "Sure, the lamp is on."),
        ("\n\n  \(object) trailing } braces {", "Sure, the lamp is on.", "Sure, the lamp is on."),
        ("Here it is:\n\(object)", "Here it is:\nSure, the lamp is on.", "Sure, the lamp is on."),
        ("Here it is: \(object)", "Here it is: \(object)", "Sure, the lamp is on."),
        (
            "Loquat answers so:\n```json\n\(object)\n```", "Loquat answers so:\n```json\n\(object)\n```",
            "Sure, the lamp is on."
        ),
        (
            #"{"response":"A \"quoted\" word, a \\ and a \/.\nLine \u0032 \ud83c\udf88!","intent":"x"}"#,
            "A \"quoted\" word, a \\ and a /.\nLine 2 🎈!", "A \"quoted\" word, a \\ and a /.\nLine 2 🎈!"
        ),
        (
            #"{"response":"half \ud83c, other \udf88, none \u12"}"#, "half \u{FFFD}, other \u{FFFD}, none \u{FFFD}",
            "half \u{FFFD}, other \u{FFFD}, none \u{FFFD}"
        ),
        (#"{"intent":"say","response":"He said "hi" to me."}"#, "He said \"hi\" to me.", "He said \"hi\" to me."),
        (
            #"{"entities":{"response":"no","list":["}",{"response":"no"}]},"response":"Yes.","response":"No."}"#,
            "Yes.", "Yes."
        ),
        (#"{"intent":"response","confidence":"}\"{","response":"Grüße, 世界."}"#, "Grüße, 世界.", "Grüße, 世界."),
        (#"{"response":"Cut off in the mid"#, "Cut off in the mid", "Cut off in the mid"),
        (#"{"intent":"turn_on","enti"#, "", ""),
        (#"{"intent":"turn_on" "response":"Broken."}"#, "", ""),
        (#"{"int"#, "", ""),
        ("", "", ""),
        ("Just text.", "Just text.", "Just text."),
        ("{braces} are text.", "{braces} are text.", "{braces} are text."),
        ("{", "{", "{"),
        (#"{"intent" is a word."#, #"{"intent" is a word."#, #"{"intent" is a word."#),
        ("`{` opens a set.", "`{` opens a set.", "`{` opens a set."),
        ("```swift\nlet a = {}\n```", "```swift\nlet a = {}\n```", "```swift\nlet a = {}\n```"),
        (#"{"name":"Ada","age":36}"#, #"{"name":"Ada","age":36}"#, ""),
        (#"{"thought":"hm","response":"Yes."}"#, #"{"thought":"hm","response":"Yes."}"#, "Yes."),
    ]

    @Test("the response and nothing else of the object is spoken; other text as it is", arguments: answers)
    func spoken(answer: String, auto: String, json: String) {
        #expect(Reading([answer], .auto).text == auto)
        #expect(Reading([answer], .json).text == json)
        #expect(Reading([answer], .text).text == answer)
    }

    @Test("any cut of the answer gives the same speech and the same command", arguments: answers.map(\.answer))
    func cuts(answer: String) {
        let scalars = Array(answer.unicodeScalars)
        for form in AnswerForm.allCases {
            let whole = Reading([answer], form)
            #expect(Reading(scalars.map { String($0) }, form) == whole)
            for cut in scalars.indices {
                let pieces = [scalars[..<cut], scalars[cut...]].map { String(String.UnicodeScalarView($0)) }
                #expect(Reading(pieces, form) == whole, "cut at \(cut)")
            }
        }
    }

    @Test("random responses are spoken whole, however they are written and cut", arguments: 0..<200)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters: [Unicode.Scalar] = [
            "a", "B", " ", "\"", "\\", "/", "{", "}", "[", ",", ":", "\n", "\t", "ü", "世", "🎈", "\u{301}", "`", "\u{1}",
        ]
        let response = String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 1...60, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "a"
                }
            )
        )
        var members = [
            #""response" : \#(Self.json(response, &random))"#, #""intent":"turn_on""#,
            #""entities":{"response":"nested","a":[1,{"b":"}\\\""}]}"#, #""confidence": 5e-1"#, #""more":[true,null]"#,
        ]
        members.shuffle(using: &random)
        // The form is known by its first member.
        if members[0].hasPrefix("\"more\"") { members.swapAt(0, 1) }
        let text = "{ " + members.joined(separator: ",\n") + "}"
        var pieces: [String] = [""]
        for scalar in text.unicodeScalars {
            if Int.random(in: 0..<3, using: &random) == 0 { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        for form in [AnswerForm.auto, .json] {
            let reading = Reading(pieces, form)
            #expect(reading.text == response)
            guard case .object(let command?) = reading.ending else {
                Issue.record("no command in \(text)")
                return
            }
            #expect(command.response == response)
            #expect(command.confidence == 0.5)
        }
    }

    /// A JSON string, whose scalars are escaped where they must be, and at random where they may be.
    private static func json(_ text: String, _ random: inout SeededGenerator) -> String {
        var json = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" || scalar.value < 0x20 || Bool.random(using: &random) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                    json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                json.unicodeScalars.append(scalar)
            }
        }
        return "\"\(json)\""
    }

    @Test("speech begins with the first letter of the response, not with the object's end")
    func early() {
        var reader = AnswerFormReader(form: .auto)
        #expect(reader.pass(#"{"intent":"question","response":"The s"#) == "The s")
        #expect(reader.pass("ky") == "ky")
    }

    @Test("the command is told once the object is whole, with what was said")
    func command() {
        #expect(Reading([Self.object], .auto).ending == .object(Self.lamp))
        let fenced = Reading(["Of course!\n```json\n\(Self.object)\n```"], .json)
        #expect(fenced == Reading([Self.object], .json))
    }

    @Test("entities of any kind become texts, a missing confidence is none, and one out of range is brought into it")
    func kinds() {
        let object = #"""
            {"intent":" dim ","entities":{"level":40,"on":true,"none":null,"list":[1,"a"],"part":0.5},
             "response":"Line
            end."}
            """#
        let entities = ["level": "40", "on": "true", "list": #"[1,"a"]"#, "part": "0.5"]
        #expect(
            Reading([object], .auto).ending
                == .object(ModelCommand(intent: "dim", entities: entities, confidence: 0, response: "Line\nend."))
        )
        let sure = Reading([#"{"intent":"a","confidence":"1e9","response":"b"}"#], .auto).ending
        #expect(sure == .object(ModelCommand(intent: "a", confidence: 1, response: "b")))
        let loose = Reading([#"{"intent":"a","entities":"none","response":"b",}"#], .auto).ending
        #expect(loose == .object(ModelCommand(intent: "a", confidence: 0, response: "b")))
    }

    @Test("an object that is cut off gives no command, one without anything to say is empty")
    func incomplete() {
        #expect(Reading([#"{"intent":"a","response":"b""#], .auto).ending == .object(nil))
        #expect(Reading([#"{"response":"b"}"#], .auto).ending == .object(nil))
        #expect(Reading([#"{"intent":"a","entities":{"#], .auto).ending == .empty)
        #expect(Reading([#"{"confidence":1}"#], .auto).ending == .empty)
        #expect(Reading([#"{"response":null}"#], .json).ending == .empty)
        #expect(Reading([#"{"intent":"a","response":7}"#], .json).ending != .empty)
    }

    @Test("words before the object are held back only so long, and are spoken where none comes")
    func preamble() {
        let words = String(repeating: "words and ", count: 60)
        var reader = AnswerFormReader(form: .json)
        #expect(reader.pass(String(words.prefix(200))).isEmpty)
        #expect(!reader.pass(String(words.dropFirst(200))).isEmpty)
        #expect(Reading([words], .json) == Reading(["words and "] + [String(words.dropFirst(10))], .json))
        #expect(Reading([words], .json).text == words)
    }

    @Test("an object without end is given up at its limit, in linear time")
    func endless() {
        let object = #"{"entities":{"a":""# + String(repeating: "x", count: 200_000)
        #expect(Reading([object], .auto).ending == .empty)
        let response = String(repeating: "word ", count: 20_000)
        #expect(Reading([#"{"response":""# + response + "\"}"], .auto).text == response)
    }
}
