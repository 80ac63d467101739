import Testing

@testable import Intents

@Suite("What is about what is being said is known by a few rules")
struct CueRouterTests {
    private static let shipped: CueRouter? = try? CueRouter(rules: ShippedRules.read().cues)

    @Test(
        "what ends it and what makes it louder is known, and nothing else",
        arguments: [
            ("Stop", .stop), ("please stop talking", .stop), ("Be quiet!", .stop), ("hey, shut up please", .stop),
            ("never mind", .stop), ("turn it down a bit, please", .beside), ("Volume to forty percent", .beside),
            ("louder", .beside), ("mute", .beside), ("stop the timer", nil), ("don't stop", nil),
            ("What time is it?", nil), ("Stop and turn on the lamp", nil), ("turn down the heating", nil), ("", nil),
        ] as [(String, Cue?)]
    )
    func shipped(text: String, cue: Cue?) throws {
        let router = try #require(Self.shipped)
        #expect(router.cue(in: text, language: nil) == cue)
        #expect(router.cue(in: text, language: "en-GB") == cue)
        #expect(router.cue(in: text, language: "de") == nil)
    }

    @Test("the same is found by all rules, for each way to say it")
    func same() throws {
        let rules = try ShippedRules.read()
        let (all, few) = (try IntentRouter(rules), try CueRouter(rules: rules.cues))
        for sentence in RoutedSentences.all {
            let intents = all.route(sentence.text, language: "en").intents
            let cues = intents.map { Cue($0.rule.action) }
            let expected = cues.count == 1 ? cues[0] : nil
            #expect(few.cue(in: sentence.text, language: "en") == expected, "\(sentence.text)")
        }
    }

    @Test("rules of one's own are among them, with the lists and the synonyms that they use")
    func own() throws {
        let yaml = """
            languages:
              de:
                before: [bitte]
                synonyms: {ruhe: (ruhe|still)}
                lists: {wer: [du, ihr]}
                rules:
                  - {intent: halt, tool: stop, patterns: ["<ruhe>", "sei[d] {wer} <ruhe>"], unless: [nicht]}
                  - {intent: zeit, tool: time, patterns: [wie spät ist es]}
            """
        let rules = try RuleFile.read(Array(yaml.utf8), "mine", over: try ShippedRules.read())
        let router = try CueRouter(rules: rules.cues)
        #expect(router.cue(in: "Bitte Ruhe!", language: "de") == .stop)
        #expect(router.cue(in: "Ruhe", language: nil) == .stop)
        #expect(router.cue(in: "Wie spät ist es?", language: "de") == nil)
    }

    @Test("without such rules nothing is known, and rules that are none are refused")
    func none() throws {
        #expect(RuleSet().cues.isEmpty)
        #expect(try CueRouter(rules: "").cue(in: "stop", language: nil) == nil)
        #expect(throws: RuleFileError.self) { try CueRouter(rules: "{languages: [") }
    }
}
