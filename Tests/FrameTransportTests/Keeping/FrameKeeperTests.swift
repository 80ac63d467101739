import FrameTransport
import SpeechFrames
import TestSupport
import Testing

@Suite("What goes down the line is kept until it was heard")
struct FrameKeeperTests {
    private let turn = TurnID(session: "s", turn: 1)

    private func phrase(_ number: Int, turn: Int = 1) -> Phrase {
        Phrase(session: "s", turn: turn, phrase: number, text: "Phrase \(number).", source: [number * 10, 9])
    }

    private func audio(_ number: Int, at offset: Int, _ count: Int = 100) throws -> (RawFrame, AudioHeader) {
        let samples = [Int16](repeating: 1, count: count)
        let audio = Audio(session: "s", turn: 1, phrase: number, offset: offset, rate: 16_000, samples: samples)
        let frame = try RawFrame(.audio(audio))
        return (frame, try frame.audioHeader())
    }

    private func progress(_ phrase: Int, _ sample: Int, position: Int? = nil, turn: Int = 1) -> Progress {
        Progress(session: "s", turn: turn, phrase: phrase, sample: sample, ahead: 0, rate: 16_000, position: position)
    }

    /// A turn of `count` phrases with two pieces of sound each, and its end.
    private func keeper(_ count: Int) throws -> FrameKeeper {
        var keeper = FrameKeeper()
        let beginning = keeper.begin(Begin(session: "s", turn: 1, output: "null"))
        #expect(beginning == .new)
        for number in 0..<count {
            let taken = try keeper.add(phrase(number), as: RawFrame(.phrase(phrase(number))))
            #expect(taken)
            for offset in [0, 100] {
                let (frame, place) = try audio(number, at: offset)
                keeper.add(frame, audio: place)
            }
            keeper.add(try RawFrame(.synthesized(Synthesized(session: "s", turn: 1, phrase: number, samples: 200))))
        }
        let end = End(session: "s", turn: 1, phrases: count)
        keeper.add(end, as: try RawFrame(.end(end)))
        return keeper
    }

    /// All that there is for the link, as `begin 1#20` or `audio 0#100`.
    private func sent(_ keeper: inout FrameKeeper) throws -> [String] {
        var names: [String] = []
        while let frame = keeper.nextFrame() {
            switch try frame.decode() {
            case .begin(let begin): names.append("begin \(begin.phrase ?? 0)#\(begin.sample ?? 0)")
            case .audio(let audio): names.append("audio \(audio.phrase)#\(audio.offset)")
            default: names.append("\(frame.type.rawValue) \(frame.phrase ?? -1)")
            }
        }
        return names
    }

    @Test("a link gets everything once: the texts, and then the sound in the order of speech")
    func once() throws {
        var keeper = try keeper(1)
        #expect(
            try sent(&keeper)
                == ["begin 0#0", "phrase 0", "end -1", "audio 0#0", "audio 0#100", "synthesized 0"]
        )
        let more = keeper.nextFrame()
        #expect(more == nil)
    }

    @Test("a peer that holds a part gets what comes after it, and is begun again so that it can say what it knows")
    func resendAfterHeld() throws {
        var keeper = try keeper(2)
        _ = try sent(&keeper)
        keeper.connect(holds: [HeldTurn(session: "s", turn: 1, phrase: 1, sample: 100, phrases: 2)])
        #expect(try sent(&keeper) == ["begin 0#0", "phrase 1", "end -1", "audio 1#100", "synthesized 1"])
    }

    @Test("a peer that knows nothing gets what was not heard, and is told where to go on")
    func resendToNewPeer() throws {
        var keeper = try keeper(3)
        _ = try sent(&keeper)
        keeper.drop(progress(1, 150, position: 350))
        keeper.connect(holds: [])
        let next = keeper.nextFrame()
        let first = try #require(next)
        guard case .begin(let begin) = try first.decode() else {
            Issue.record("no begin")
            return
        }
        var place = Begin(session: "s", turn: 1, output: "null", phrase: 1, sample: 150, position: 350)
        (place.heard, place.textEnd) = ("Phrase 0.", 9)
        #expect(begin == place)
        let rest = try sent(&keeper)
        #expect(rest.prefix(5) == ["phrase 1", "phrase 2", "end -1", "audio 1#100", "synthesized 1"])
        #expect(rest.count == 8)
    }

    @Test("a peer that knows nothing is told how much of the phrase's text was heard")
    func spoken() throws {
        var keeper = try keeper(3)
        var told = progress(1, 150)
        told.spoken = 6
        keeper.drop(told)
        keeper.connect(holds: [])
        guard case .begin(let begin)? = try keeper.nextFrame()?.decode() else {
            Issue.record("no begin")
            return
        }
        #expect(begin.heard == "Phrase 0.")
        #expect(begin.spoken == 6)
    }

    @Test("progress between two frames neither skips nor repeats one", arguments: 0...10)
    func progressWhileSending(after count: Int) throws {
        var keeper = try keeper(3)
        var copy = keeper
        let all = try sent(&copy)
        var names: [String] = []
        for _ in 0..<count { if let frame = keeper.nextFrame() { names.append("\(frame.type)") } }
        keeper.drop(progress(0, 200))
        keeper.drop(progress(1, 100))
        let rest = try sent(&keeper)
        let expected = all.dropFirst(count).filter { name in
            !name.hasSuffix(" 0") && !name.hasPrefix("audio 0#") && name != "audio 1#0"
        }
        #expect(rest == (count == 0 ? ["begin 1#100"] + expected.dropFirst() : Array(expected)))
    }

    @Test("an older report does not bring back what a later one dropped")
    func lateProgress() throws {
        var keeper = try keeper(2)
        keeper.drop(progress(1, 50))
        keeper.drop(progress(0, 10))
        #expect(keeper.heard(of: turn) == HeardPoint(phrase: 1, sample: 50))
    }

    @Test("a phrase that is here or was heard is not taken again")
    func duplicates() throws {
        var keeper = try keeper(2)
        let again = try RawFrame(.phrase(phrase(1)))
        let taken = keeper.add(phrase(1), as: again)
        #expect(!taken)
        let beginning = keeper.begin(Begin(session: "s", turn: 1))
        #expect(beginning == .known)
        #expect(keeper.holding == [HeldTurn(session: "s", turn: 1, phrase: 2, sample: 0, phrases: 2, textEnd: 19)])
    }

    @Test("a turn that goes on after a part of it was heard takes no sound from before")
    func goesOn() throws {
        var keeper = FrameKeeper()
        let beginning = keeper.begin(Begin(session: "s", turn: 1, phrase: 3, sample: 100))
        #expect(beginning == .new)
        let old = try keeper.add(phrase(2), as: RawFrame(.phrase(phrase(2))))
        #expect(!old)
        let fresh = try keeper.add(phrase(3), as: RawFrame(.phrase(phrase(3))))
        #expect(fresh)
        for offset in [0, 100] {
            let (frame, place) = try audio(3, at: offset)
            keeper.add(frame, audio: place)
        }
        #expect(try sent(&keeper) == ["begin 3#100", "phrase 3", "audio 3#100"])
    }

    @Test("after an interrupt nothing of the turn or an earlier one comes out or is taken, and later ones go on")
    func interrupt() throws {
        var keeper = try keeper(2)
        _ = keeper.begin(Begin(session: "s", turn: 2))
        let stopped = keeper.interrupt(Interrupt(session: "s", turn: 1, reason: .userRequest))
        #expect(stopped == [turn])
        let same = keeper.begin(Begin(session: "s", turn: 1))
        #expect(same == .over(.interrupted))
        let earlier = keeper.begin(Begin(session: "s", turn: 0))
        #expect(earlier == .over(.interrupted))
        let (frame, place) = try audio(0, at: 0)
        keeper.add(frame, audio: place)
        #expect(try sent(&keeper) == ["begin 0#0"])
        #expect(keeper.holding.map(\.turn) == [2])
    }

    @Test("an interrupt of one turn alone leaves the earlier ones, and nothing of that one is taken any more")
    func interruptAlone() throws {
        var keeper = try keeper(1)
        let beside = Begin(session: "s", turn: 2)
        _ = keeper.begin(beside)
        let stopped = keeper.interrupt(Interrupt(session: "s", turn: 2, reason: .userRequest, alone: true))
        #expect(stopped == [TurnID(session: "s", turn: 2)])
        let again = keeper.begin(beside)
        #expect(again == .over(.interrupted))
        #expect(keeper.holding.map(\.turn) == [1])
        #expect(
            try sent(&keeper)
                == ["begin 0#0", "phrase 0", "end -1", "audio 0#0", "audio 0#100", "synthesized 0"]
        )
    }

    @Test("what a turn was that is finished is forgotten, and that it was is not")
    func finished() throws {
        var keeper = try keeper(2)
        keeper.end(turn, .finished)
        let more = keeper.nextFrame()
        #expect(more == nil)
        let again = keeper.begin(Begin(session: "s", turn: 1))
        #expect(again == .over(.finished))
    }

    @Test("one turn's frames do not wait behind another's")
    func rotation() throws {
        var keeper = try keeper(50)
        _ = keeper.begin(Begin(session: "t", turn: 1))
        let turns = (0..<2).compactMap { _ in keeper.nextFrame()?.turnID?.session }
        #expect(turns == ["s", "t"])
    }

    @Test("turns are bounded")
    func limit() {
        var keeper = FrameKeeper()
        let beginnings = (0...FrameKeeper.limit).map { keeper.begin(Begin(session: "s", turn: $0)) }
        #expect(beginnings.dropLast().allSatisfy { $0 == .new })
        #expect(beginnings.last == .refused)
    }

    /// A peer that takes what comes as the sequencer does: by place, each sample once.
    private struct Ear {
        var phrase = 0
        var sample = 0

        mutating func take(_ frame: RawFrame) throws {
            switch try frame.decode() {
            case .audio(let audio) where audio.phrase == phrase:
                #expect(audio.offset <= sample, "a hole before \(audio.phrase)#\(audio.offset)")
                sample = max(sample, audio.offset + audio.samples.count)
            case .synthesized(let whole) where whole.phrase == phrase:
                #expect(whole.samples == sample)
                (phrase, sample) = (phrase + 1, 0)
            default: break
            }
        }
    }

    @Test("whenever links break, the ear gets everything", arguments: 0..<50)
    func brokenLinks(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var keeper = try keeper(5)
        var ear = Ear()
        var steps = 0
        while ear.phrase < 5 {
            steps += 1
            try #require(steps < 10_000)
            if let frame = keeper.nextFrame() { try ear.take(frame) }
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                // The link broke; the peer lives.
                keeper.connect(holds: [HeldTurn(session: "s", turn: 1, phrase: ear.phrase, sample: ear.sample)])
            case 1:
                // The peer died: it goes on where it last said that it was.
                let heard = keeper.heard(of: turn) ?? HeardPoint(phrase: 0, sample: 0)
                ear = Ear(phrase: heard.phrase, sample: heard.sample)
                keeper.connect(holds: [])
            case 2, 3: keeper.drop(progress(ear.phrase, ear.sample))
            default: break
            }
        }
    }
}
