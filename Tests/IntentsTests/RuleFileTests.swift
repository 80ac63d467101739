import TestSupport
import Testing

@testable import Intents

@Suite("A rules file adds to the rules, and says what is wrong with it", .timeLimit(.minutes(5)))
struct RuleFileTests {
    private func read(_ yaml: String) throws -> RuleSet {
        try RuleFile.read(Array(yaml.utf8), "my.yaml", over: try ShippedRules.read())
    }

    private func route(_ text: String, by yaml: String) throws -> String {
        try IntentRouter(try read(yaml)).route(text).summary
    }

    @Test("the shipped rules are right")
    func shipped() throws {
        _ = try RuleFile.read(Array(ShippedRules.yaml.utf8), "shipped")
    }

    @Test("what the README shows can be read, and means what it says")
    func readme() throws {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
            separator: "/"
        )
        let readme = String(decoding: try readFile("\(folder)/README.md"), as: UTF8.self)
        let blocks = readme.split(separator: "```")
        let yaml = try #require(blocks.first { $0.hasPrefix("yaml") && $0.contains("deliveries:") }).dropFirst(4)
        #expect(try route("When is the next bus from the harbour?", by: String(yaml)) == "next_bus stop=harbour")
        #expect(
            try route("turn on the kitchen light", by: String(yaml)) == "turn_on device=light.kitchen service=turn_on"
        )
        #expect(try route("Wie spät ist es?", by: String(yaml)) == "get_time")
    }

    @Test("a rule of the same name is changed member by member, one that is not enabled is gone, new ones are added")
    func override() throws {
        let yaml = """
            threshold: 0.5
            languages:
              en:
                lists: {device: {moon lamp: [moon lamp, moonlight], toaster: []}}
                rules:
                  - {intent: turn_on, more_patterns: ["let there be {device}"], confidence: 0.6}
                  - {intent: play_media, enabled: false}
                  - {intent: get_time, patterns: ["clock"]}
                  - {intent: feed_cat, patterns: ["feed [the] cat"]}
            """
        #expect(try route("Let there be moonlight!", by: yaml) == "turn_on device=moon lamp")
        #expect(try route("turn on the moon lamp", by: yaml) == "turn_on device=moon lamp")
        #expect(try route("turn on the toaster", by: yaml) == "")
        #expect(try route("play jazz", by: yaml) == "")
        #expect(try route("what time is it", by: yaml) == "")
        #expect(try route("clock", by: yaml) == "get_time")
        #expect(try route("Please feed the cat", by: yaml) == "feed_cat")
        #expect(try route("feed the cat", by: yaml.replacing("threshold: 0.5", with: "threshold: 0.96")) == "")
    }

    @Test("a language of the user's own has its own numbers, politeness and connectors")
    func language() throws {
        let yaml = """
            languages:
              de:
                before: [bitte, kannst du]
                after: [bitte]
                connectors: [und]
                numbers:
                  values: {eins: 1, zwei: 2, fünf: 5}
                  articles: [eine]
                  seconds: {minute: 60, minuten: 60}
                lists: {gerät: {lampe: [lampe, lampen], radio: [radio]}}
                rules:
                  - {intent: set_timer, tool: set_timer, patterns: ["[stelle] [einen] timer auf {duration}"]}
                  - {intent: turn_on, patterns: ["(schalte|mach) (die|das) {device:geraet} an"]}
            """
        #expect(throws: RuleFileError.self) { try route("", by: yaml) }
        let plain = yaml.replacing("gerät", with: "geraet")
        #expect(try route("Stelle bitte einen Timer auf fünf Minuten", by: plain) == "")
        #expect(try route("Bitte stelle einen Timer auf fünf Minuten", by: plain) == "set_timer duration=300")
        #expect(
            try route("Mach das Radio an und schalte die Lampen an", by: plain)
                == "turn_on device=radio; turn_on device=lampe"
        )
    }

    @Test(
        "a fault is told in one line with file, line, key, value and what would do",
        arguments: [
            ("threshold: 2", "my.yaml:1: threshold: '2' is not a number from 0 to 1"),
            ("tresholds: 2", "my.yaml:1: tresholds: there is no such key; did you mean threshold?"),
            (
                "\nlanguages:\n  en:\n    rules:\n      - patterns: [a]",
                "my.yaml:5: languages.en.rules[0]: its intent is missing"
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: ['a {b}']}]}}",
                "my.yaml:1: languages.en: the rule a: nothing says what may stand in {b}: make a list of that name, or use {b:text} "
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: ['a [b']}]}}",
                "my.yaml:1: languages.en: the rule a: in the pattern \"a [b\": a ] is missing"
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: ['a <x>']}]}}",
                "my.yaml:1: languages.en: the rule a: in the pattern \"a <x>\": there are no synonyms <x>; there are: "
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: ['[a]']}]}}",
                "my.yaml:1: languages.en: the rule a: the pattern would fit where nothing was said"
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: [b], response: 'Hi {who}'}]}}",
                "my.yaml:1: languages.en: the rule a: \"Hi {who}\" speaks of {who}, which is in none of its patterns"
            ),
            ("delivery: ha", "my.yaml:1: delivery: no delivery is called ha; there are: frames"),
            ("deliveries: {frames: {run: [a]}}", "my.yaml:1: deliveries.frames: frames is there already"),
            (
                "languages: {en: {rules: [{intent: a, patterns: [b], delivery: ha}]}}",
                "my.yaml:1: languages.en: the rule a: no delivery is called ha; there are: frames"
            ),
            (
                "languages: {en: {rules: [{intent: a, patterns: [b], undo: c}]}}",
                "my.yaml:1: languages.en: the rule a: its undo, c, is no rule"
            ),
            (
                "languages: {en: {synonyms: {a: <b>, b: <a>}, rules: [{intent: a, patterns: [<a>]}]}}",
                "my.yaml:1: languages.en: the rule a: in the pattern \"<a>\": more than 16 brackets or synonyms"
            ),
            (
                "deliveries: {a: {}}",
                "my.yaml:1: deliveries.a: write either run: [PROGRAM, ARGUMENT …] or url: http://…"
            ),
            ("deliveries: {a: {url: 'ftp://x'}}", "my.yaml:1: deliveries.a.url: 'ftp://x' is no address"),
            ("deliveries: {a: {run: [x], body: {}}}", "my.yaml:1: deliveries.a: body is for a url"),
            (
                "deliveries: {a: {run: [x], deadline: 2h}}",
                "my.yaml:1: deliveries.a.deadline: '2h' is not a duration from 10ms to 1min"
            ),
            ("tools: [{name: a b, run: [x]}]", "my.yaml:1: tools[0].name: 'a b' is no name"),
            ("tools: [{name: a}]", "my.yaml:1: tools[0]: a tool has a name and run: [PROGRAM, ARGUMENT …]"),
            (
                "tools: [{name: a, run: [x], parameters: {p: {kind: date}}}]",
                "my.yaml:1: tools[0].parameters.p.kind: 'date' is no kind: write boolean, integer, number, text"
            ),
            ("a: [", "my.yaml:2: this is no YAML: "), ("- a", "my.yaml:1: write a map"),
        ]
    )
    func faults(yaml: String, message: String) {
        let error = #expect(throws: RuleFileError.self) { try read(yaml) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test("an empty file changes nothing; one that is not there is named")
    func empty() throws {
        #expect(try read("# nothing\n") == ShippedRules.read())
        #expect(throws: RuleFileError("/nonexistent: it cannot be read: No such file or directory")) {
            try RuleFile.read(file: "/nonexistent", over: RuleSet())
        }
    }

    @Test("patterns that could cost without bound are refused")
    func bounds() throws {
        var synonyms = "s0: a"
        for depth in 1..<8 {
            let either = "(<s\(depth - 1)>|<s\(depth - 1)>)"
            synonyms += ", s\(depth): \(either) \(either) \(either)"
        }
        let yaml = "languages: {en: {synonyms: {\(synonyms)}, rules: [{intent: a, patterns: [<s7>]}]}}"
        let error = #expect(throws: RuleFileError.self) { try read(yaml) }
        #expect(error?.message.contains("more than 50000 words and slots") == true)
    }
}
