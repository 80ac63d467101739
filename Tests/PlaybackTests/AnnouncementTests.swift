@testable import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("announcements")
struct AnnouncementTests {
    let answer = Speech()
    let note = Speech(session: "note")

    /// Samples that no answer of these tests has.
    private func sign(_ count: Int) -> [Int16] { (0..<count).map { Int16(-1 - $0 % 1_000) } }

    private func begin(_ speech: Speech, _ manner: Manner?) -> Frame {
        .begin(Begin(session: speech.session, turn: speech.turn, manner: manner))
    }

    /// An announcement of one phrase.
    private func announcement(_ manner: Manner?, _ samples: [Int16], text: String = "Dinner.") -> [Frame] {
        [begin(note, manner)] + note.frames(0, samples, text: text) + [note.end(1)]
    }

    private func story(_ phrases: Int, of count: Int = 3_200) -> [Frame] {
        [answer.begin()]
            + (0..<phrases).flatMap { answer.frames($0, counting(count, from: $0 * count), text: "Phrase \($0).") }
            + [answer.end(phrases)]
    }

    @Test("after: it waits for its turn", arguments: [nil, Manner.after])
    func after(manner: Manner?) throws {
        var harness = OutputHarness()
        harness.receive(story(2) + announcement(manner, sign(500)))
        try harness.hearAll()
        #expect(firstDifference(harness.sound, counting(6_400) + sign(500)) == nil)
        #expect(harness.told(note) == ["sound note/1", "start note/1#0", "finished note/1 1"])
    }

    @Test("between: it comes at the end of the present phrase, and the answer goes on")
    func between() throws {
        var harness = OutputHarness()
        harness.receive(story(3))
        try harness.hear(1_000)
        harness.receive(announcement(.between, sign(500)))
        try harness.hearAll()
        let expected = counting(3_200) + sign(500) + counting(6_400, from: 3_200)
        #expect(firstDifference(harness.sound, expected) == nil)
        #expect(harness.told(answer).last == "finished s/1 3")
    }

    @Test("between: the end of a phrase that the sink holds is not too late, as long as the ear has not come to it")
    func betweenInSink() throws {
        var harness = OutputHarness()
        harness.receive(story(3))
        try harness.hear(2_400)
        #expect(harness.unheard.count == 1_600, "the next phrase's start is in the sink")
        harness.receive(announcement(.between, sign(500)))
        try harness.hearAll()
        let expected = counting(3_200) + sign(500) + counting(6_400, from: 3_200)
        #expect(firstDifference(harness.sound, expected) == nil)
        #expect(harness.told(answer).last == "finished s/1 3")
    }

    @Test("between: the end of a phrase that the ear comes to in a moment is left alone, and the next one is taken")
    func betweenTooLate() throws {
        var harness = OutputHarness()
        harness.receive(story(3))
        try harness.hear(3_040)
        harness.receive(announcement(.between, sign(500)))
        try harness.hearAll()
        let expected = counting(6_400) + sign(500) + counting(3_200, from: 6_400)
        #expect(firstDifference(harness.sound, expected) == nil)
    }

    @Test(
        "pause: the answer stops at the sample that is heard, and goes on there",
        arguments: [0, 1, 160, 3_199, 5_000]
    )
    func pause(heard: Int) throws {
        var harness = OutputHarness()
        harness.receive(story(2))
        try harness.hear(heard)
        harness.receive(announcement(.pause, sign(500)))
        try harness.hearAll()
        let expected = counting(heard) + sign(500) + counting(6_400 - heard, from: heard)
        #expect(firstDifference(harness.sound, expected) == nil)
        #expect(summary(harness.events).filter { $0.hasPrefix("underrun") }.isEmpty)
        #expect(harness.told(answer).last == "finished s/1 2")
    }

    @Test("over: the answer is mixed under it at a quarter, with ramps, and comes back up")
    func over() throws {
        var harness = OutputHarness(capacity: 160)
        let loud = [Int16](repeating: 8_000, count: 6_400)
        harness.receive([answer.begin()] + answer.frames(0, loud) + [answer.end(1)])
        try harness.hear(1_600)
        let start = 1_600 + harness.unheard.count
        harness.receive(announcement(.over, [Int16](repeating: 1_000, count: 1_600)))
        try harness.hearAll()
        #expect(harness.sound.count == 6_400)
        #expect(harness.sound[..<start].allSatisfy { $0 == 8_000 })
        #expect(harness.sound[(start + 320)..<(start + 1_600)].allSatisfy { $0 == 3_000 })
        #expect(harness.sound[(start + 1_920)...].allSatisfy { $0 == 8_000 })
        let under = harness.sound.enumerated().map { (start..<start + 1_600).contains($0) ? $1 - 1_000 : $1 }
        #expect(zip(under, under.dropFirst()).allSatisfy { abs(Int($0) - Int($1)) <= 20 })
    }

    @Test("one whose sound has not come yet disturbs nothing", arguments: Manner.allCases)
    func late(manner: Manner) throws {
        var harness = OutputHarness()
        harness.receive(story(2))
        try harness.hear(500)
        harness.receive([begin(note, manner), note.phrase(0, "Dinner.")])
        try harness.hearAll()
        #expect(firstDifference(harness.sound, counting(6_400)) == nil)
        harness.receive([note.audio(0, sign(100)), note.synthesized(0, 100), note.end(1)])
        try harness.hearAll()
        #expect(harness.told(note).last == "finished note/1 1")
    }

    @Test("one of which nothing can be heard is over at once, and disturbs nothing", arguments: Manner.allCases)
    func nothing(manner: Manner) throws {
        var harness = OutputHarness()
        harness.receive(story(2))
        try harness.hear(500)
        harness.receive([begin(note, manner), note.phrase(0, "Dinner."), note.failed(0), note.end(1)])
        try harness.hearAll()
        #expect(firstDifference(harness.sound, counting(6_400)) == nil)
        #expect(harness.told(note).suffix(2) == ["skip note/1#0 broken", "finished note/1 0"])
    }

    @Test("several come one after the other")
    func several() throws {
        var harness = OutputHarness(capacity: 160)
        harness.receive(story(1, of: 16_000))
        try harness.hear(1_000)
        let notes = [Manner.over, .pause, .over].enumerated().map { (Speech(session: "note\($0)"), $1) }
        for (note, manner) in notes {
            harness.receive([begin(note, manner)] + note.frames(0, counting(800)) + [note.end(1)])
        }
        try harness.hearAll()
        #expect(harness.sound.count == 16_000 + 800)
        let order = summary(harness.events).filter { $0.contains("note") && !$0.hasPrefix("start") }
        #expect(order == (0...2).flatMap { ["sound note\($0)/1", "finished note\($0)/1 1"] })
    }

    @Test("interrupting the announcement lets the answer go on", arguments: [Manner.over, .between, .pause])
    func stopAnnouncement(manner: Manner) throws {
        var harness = OutputHarness(capacity: 160)
        harness.receive([answer.begin()] + answer.frames(0, counting(1_600)) + answer.frames(1, counting(9_600)))
        harness.receive([answer.end(2)])
        try harness.hear(800)
        harness.receive(announcement(manner, sign(4_800)))
        while harness.told(note).isEmpty { try harness.hear(160) }
        harness.interrupt(note)
        #expect(harness.told(note).last?.hasPrefix("interrupted note/1") == true)
        try harness.hearAll()
        #expect(harness.told(answer).last == "finished s/1 2")
        #expect(harness.sound.suffix(3_000) == counting(9_600).suffix(3_000))
        #expect(harness.sound.count { $0 > 0 } >= 11_200 - 700)
    }

    @Test("in the answer's own session, too, interrupting the announcement alone lets the answer go on")
    func stopAloneInSession() throws {
        var harness = OutputHarness(capacity: 160)
        let note = Speech(turn: 2)
        harness.receive([answer.begin()] + answer.frames(0, counting(8_000)) + [answer.end(1)])
        try harness.hear(800)
        harness.receive([begin(note, .pause)] + note.frames(0, sign(4_800)) + [note.end(1)])
        while harness.told(note).isEmpty { try harness.hear(160) }
        harness.interrupt(note, alone: true)
        try harness.hearAll()
        #expect(harness.told(answer).last == "finished s/1 1")
        #expect(harness.sound.filter { $0 > 0 } == counting(8_000))
    }

    @Test("interrupting the answer lets the announcement be heard out", arguments: [Manner.over, .between, .pause])
    func stopAnswer(manner: Manner) throws {
        var harness = OutputHarness()
        harness.receive(story(4, of: 1_600))
        try harness.hear(800)
        harness.receive(announcement(manner, sign(4_800)))
        while harness.told(note).isEmpty { try harness.hear(160) }
        try harness.hear(320)
        harness.interrupt(answer)
        #expect(harness.told(answer).last?.hasPrefix("interrupted s/1 Phrase 0.") == true || manner != .between)
        try harness.hearAll()
        #expect(harness.told(note).last == "finished note/1 1")
        // From there on it is alone, and as loud as it came.
        #expect(harness.sound.suffix(4_000) == sign(4_800).suffix(4_000))
    }

    @Test("the announcement is heard out at full level after the answer's end, and the next turn does not start ducked")
    func answerEnds() throws {
        var harness = OutputHarness(capacity: 160)
        let next = Speech(session: "next")
        harness.receive(story(1, of: 1_600))
        harness.receive([next.begin()] + next.frames(0, counting(1_600)) + [next.end(1)])
        try harness.hear(800)
        harness.receive(announcement(.over, sign(3_200)))
        try harness.hearAll()
        #expect(harness.sound.suffix(1_600) == counting(1_600)[...])
        #expect(harness.sound.dropLast(1_600).suffix(2_000) == sign(3_200).suffix(2_000))
    }

    @Test("the deadline of a phrase does not run while the answer is paused")
    func deadline() throws {
        var harness = OutputHarness()
        harness.receive([answer.begin(), answer.phrase(0, "One two."), answer.audio(0, counting(800))])
        try harness.hearAll()
        harness.receive([begin(note, .pause), note.phrase(0, "Dinner."), note.audio(0, sign(100))])
        try harness.hearAll()
        harness.pass(milliseconds: 9_000)
        harness.receive([note.audio(0, at: 100, sign(100))])
        try harness.hearAll()
        harness.pass(milliseconds: 9_000)
        #expect(harness.told(answer) == ["sound s/1", "start s/1#0"])
        harness.receive([note.synthesized(0, 200), note.end(1)])
        try harness.hearAll()
        harness.receive([
            answer.audio(0, at: 800, counting(800, from: 800)), answer.synthesized(0, 1_600), answer.end(1),
        ])
        try harness.hearAll()
        #expect(harness.told(answer) == ["sound s/1", "start s/1#0", "finished s/1 1"])
    }

    @Test("the words that were heard are exact while an announcement is heard too", arguments: [Manner.over, .pause])
    func heard(manner: Manner) throws {
        var harness = OutputHarness(capacity: 160)
        let words = [(0, 0, 3), (4_000, 4, 3), (6_000, 8, 6)].map { SpokenWord(at: $0.0, start: $0.1, length: $0.2) }
        harness.receive([answer.begin()] + answer.frames(0, counting(8_000), text: "One two three.", words: words))
        try harness.hear(3_200)
        harness.receive(announcement(manner, sign(3_200), text: "Dinner is ready."))
        try harness.hear(1_760)
        harness.interrupt(note)
        harness.interrupt(answer)
        guard case .interrupted(let stopped)? = harness.events.last else { throw SetupError("not interrupted") }
        #expect(stopped.heard == (manner == .over ? "One two" : "One"))
        #expect(stopped.sample == (manner == .over ? 4_960 : 3_200))
    }

    @Test(
        "at any moment, in any number: every sample of every turn is heard, once and in order",
        arguments: UInt64(0)..<60
    )
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = OutputHarness(
            capacity: [160, 1_600, 9_600].randomElement(using: &random) ?? 160,
            origin: Bool.random(using: &random) ? 0 : nil
        )
        harness.receive(story(4, of: 4_000))
        var expected = 16_000
        for number in 0..<4 {
            try harness.hear(Int.random(in: 0...3_000, using: &random))
            let manner = [Manner.pause, .between, .after].randomElement(using: &random)
            let note = Speech(session: "note\(number)")
            let count = Int.random(in: 1...3_000, using: &random)
            harness.receive([begin(note, manner), note.phrase(0, "Note.")])
            if Bool.random(using: &random) { try harness.hear(Int.random(in: 0...2_000, using: &random)) }
            let samples = [Int16](repeating: Int16(-1 - number), count: count)
            harness.receive(note.frames(0, samples) + [note.end(1)])
            expected += count
        }
        try harness.hearAll()
        #expect(firstDifference(harness.sound.filter { $0 > 0 }, counting(16_000)) == nil, "seed \(seed)")
        #expect(harness.sound.count == expected, "seed \(seed)")
        #expect(summary(harness.events).count { $0.hasPrefix("finished") } == 5, "seed \(seed)")
        #expect(harness.queue.isEmpty && harness.queue.held == 0, "seed \(seed)")
    }

    @Test("in a file, each turn's places are those of its samples, across pauses", arguments: UInt64(0)..<20)
    func places(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = OutputHarness(capacity: 4_800, origin: 1_000)
        harness.receive(story(4, of: 4_000))
        try harness.hear(Int.random(in: 0...8_000, using: &random))
        harness.receive(announcement([.pause, .between].randomElement(using: &random), sign(900)))
        try harness.hearAll()
        for case .progress(let progress) in harness.events {
            let position = try #require(progress.position) - 1_000
            let own = progress.turnID == answer.id ? progress.phrase * 4_000 + progress.sample : progress.sample
            // Whoever cuts the file there, and writes what follows, has lost and repeated nothing.
            let before = harness.sound[..<position].filter { ($0 > 0) == (progress.turnID == answer.id) }
            #expect(before.count == own, "seed \(seed): \(progress)")
        }
    }
}
