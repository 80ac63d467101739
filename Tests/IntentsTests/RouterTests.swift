import TestSupport
import Testing

@testable import Intents

@Suite("What is said goes to the model, a tool or a command", .timeLimit(.minutes(5)))
struct RouterTests {
    private static let shipped = Result { try IntentRouter(try ShippedRules.read()) }

    private static func route(_ text: String) throws -> String {
        try shipped.get().route(text, language: "en-US").summary
    }

    @Test("each sentence goes where a person would send it", arguments: RoutedSentences.all)
    func sentence(_ sentence: RoutedSentence) throws {
        #expect(try Self.route(sentence.text) == sentence.route)
    }

    @Test("the suite is a large one, and no sentence is there twice")
    func size() {
        let texts = RoutedSentences.all.map(\.text)
        #expect(texts.count >= 150)
        #expect(Set(texts).count == texts.count)
    }

    @Test(
        "empty and endless input is conversation, and costs nothing",
        arguments: [
            "", " ", "\n\n", "?!…", "\"\"", "\u{0}\u{1}\u{7F}",
            String(repeating: "turn on the lamp and ", count: 5_000),
            String(repeating: "a", count: 1_000_000), String(repeating: "and ", count: 200),
            String(repeating: "((((", count: 200),
            "what is " + String(repeating: "(", count: 500), String(repeating: "1 + ", count: 40) + "x",
            String(repeating: "please ", count: 40), String(repeating: "\u{301}", count: 400),
        ]
    )
    func odd(_ text: String) throws {
        #expect(try Self.shipped.get().route(text) == .conversation)
    }

    @Test("a language without rules is left to the model; where none is known, the rules' own are tried")
    func languages() throws {
        let router = try Self.shipped.get()
        #expect(router.route("what time is it", language: "de-DE").kind == .conversation)
        #expect(router.route("what time is it", language: "en_GB").kind == .toolUse)
        #expect(router.route("what time is it").kind == .toolUse)
    }

    @Test("the kinds are those of the hub's words")
    func kinds() throws {
        let router = try Self.shipped.get()
        #expect(router.route("tell me a story").kind.rawValue == "conversation")
        #expect(router.route("what time is it").kind.rawValue == "tool_use")
        #expect(router.route("turn on the lamp").kind.rawValue == "device_command")
        #expect(router.route("what time is it and turn on the lamp").kind.rawValue == "device_command")
    }

    @Test("the words of a response are those that were said")
    func response() throws {
        let router = try Self.shipped.get()
        #expect(router.route("turn on the lamp").intents.map(\.response) == ["Turning on the lamp."])
        #expect(router.route("Kitchen lights on").intents.map(\.response) == ["Turning on the Kitchen lights."])
    }

    @Test("an open slot is less sure the longer it is")
    func confidence() throws {
        let router = try Self.shipped.get()
        #expect(router.route("play jazz").confidence == 0.85)
        #expect(router.route("play the one that goes like this with the trumpet please").kind == .conversation)
    }
}

extension RouteDecision {
    /// The intents with their arguments by name: `turn_on device=lamp; play_media media=jazz`.
    var summary: String {
        intents.map { intent in
            let arguments = intent.arguments.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
            return intent.rule.intent + arguments.joined()
        }.joined(separator: "; ")
    }
}
