import FrameTransport
import SpeechFrames
import TestSupport

/// Where a simulation takes its chances from.
struct SeededRandomness {
    var generator: SeededGenerator

    mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

    mutating func isTrue(oneIn count: Int) -> Bool { number(1...count) == 1 }
}

/// The turn that all simulations are about: phrases of ten scalars each.
enum SimulatedTurn {
    static let id = TurnID(session: "s", turn: 1)
    static let phrases = 8
    static let begin = Begin(session: "s", turn: 1, output: "wav:x")

    /// How many samples a phrase has.
    static func length(of phrase: Int) -> Int { 20 + phrase * 7 % 13 }

    static func phrase(_ number: Int) -> Phrase {
        Phrase(session: "s", turn: 1, phrase: number, text: "Phrase \(number).", source: [number * 10, 10])
    }
}

/// llm-streamer in a simulation: writes the turn's phrases, and goes on after those that are down the line.
struct SimulatedStreamer {
    var keeper = FrameKeeper()
    /// Whether the question was asked before, so that a part of the answer may be down the line.
    let isAskedAgain: Bool
    /// What it writes next; `nil` before it knows.
    private var next: Int?

    init(isAskedAgain: Bool) {
        self.isAskedAgain = isAskedAgain
    }

    mutating func write() throws -> Bool {
        guard let number = next else {
            if isAskedAgain, !keeper.isSettled(SimulatedTurn.id) { return true }
            let held = keeper.holding(of: SimulatedTurn.id)
            // The place in the text is known wherever the phrase is.
            guard held.map({ $0.phrase == 0 || $0.textEnd == $0.phrase * 10 }) ?? true else { return false }
            next = held?.phrase ?? 0
            _ = keeper.begin(SimulatedTurn.begin)
            return true
        }
        if number < SimulatedTurn.phrases {
            let phrase = SimulatedTurn.phrase(number)
            _ = keeper.add(phrase, as: try RawFrame(.phrase(phrase)))
            next = number + 1
        } else {
            let end = End(session: "s", turn: 1, phrases: SimulatedTurn.phrases, reason: .length)
            keeper.add(end, as: try RawFrame(.end(end)))
        }
        return true
    }

    mutating func takeFromBelow(_ raw: RawFrame) throws {
        switch try raw.decode() {
        case .progress(let progress): keeper.drop(progress)
        case .finished(let finished): keeper.end(finished.turnID, .finished)
        case .begin(let begin): _ = keeper.adopt(begin)
        case .phrase(let phrase): _ = keeper.add(phrase, as: raw)
        case .end(let end): keeper.add(end, as: raw)
        default: break
        }
    }
}

/// tts-workers in a simulation: sound for phrases, in any order.
struct SimulatedWorkers {
    /// The sequencer gets a phrase and a half ahead of the ear.
    var keeper = FrameKeeper(lookahead: Lookahead(turn: .milliseconds(2), margin: .zero))
    private var waiting: [Phrase] = []

    /// - Returns: what is to be said up the line.
    mutating func takeFromAbove(_ raw: RawFrame) throws -> RawFrame? {
        switch try raw.decode() {
        case .begin(let begin):
            guard keeper.begin(begin) == .over(.finished) else { return nil }
            return try RawFrame(.finished(Finished(session: begin.session, turn: begin.turn)))
        case .phrase(let phrase): if keeper.add(phrase, as: raw) { waiting.append(phrase) }
        case .end(let end): keeper.add(end, as: raw)
        default: break
        }
        return nil
    }

    /// - Returns: what is to be passed on up the line.
    mutating func takeFromBelow(_ raw: RawFrame) throws -> RawFrame? {
        switch try raw.decode() {
        case .progress(let progress): keeper.drop(progress)
        case .finished(let finished): keeper.end(finished.turnID, .finished)
        case .begin(let begin):
            _ = keeper.adopt(begin)
            return nil
        default:
            _ = try takeFromAbove(raw)
            return nil
        }
        return raw
    }

    mutating func synthesize(_ random: inout SeededRandomness) throws {
        guard !waiting.isEmpty else { return }
        let phrase = waiting.remove(at: random.number(0...min(2, waiting.count - 1)))
        let length = SimulatedTurn.length(of: phrase.phrase)
        var offset = 0
        while offset < length {
            let count = random.number(1...length - offset)
            let audio = Audio(
                session: "s",
                turn: 1,
                phrase: phrase.phrase,
                offset: offset,
                rate: 16_000,
                samples: [Int16](repeating: 1, count: count)
            )
            let frame = try RawFrame(.audio(audio))
            keeper.add(frame, audio: try frame.audioHeader())
            offset += count
        }
        let end = Synthesized(session: "s", turn: 1, phrase: phrase.phrase, samples: length)
        keeper.add(try RawFrame(.synthesized(end)))
    }
}

/// audio-sequencer in a simulation: plays into an ear that keeps what it was given, as a file does.
struct SimulatedSequencer {
    /// The texts of what was not heard, for a tts-workers that was restarted.
    var texts = FrameKeeper()
    private var received: [Int: Int] = [:]
    private var whole: Set<Int> = []
    private var current = 0
    private var heard = 0
    private var phrases: Int?
    private(set) var isFinished = false

    /// How far it is, for tts-workers.
    var holding: [HeldTurn] {
        guard var held = texts.holding(of: SimulatedTurn.id) else { return [] }
        held.next = held.phrase
        held.phrase = current
        while whole.contains(held.phrase) { held.phrase += 1 }
        held.sample = received[held.phrase] ?? (held.phrase == current ? heard : 0)
        return [held]
    }

    mutating func take(_ raw: RawFrame, _ ear: inout [Int]) throws -> RawFrame? {
        switch try raw.decode() {
        case .begin(let begin):
            switch texts.begin(begin) {
            case .over: return try RawFrame(.finished(Finished(session: "s", turn: 1)))
            case .new:
                (current, heard) = (begin.phrase ?? 0, begin.sample ?? 0)
                received[current] = heard
                ear.removeSubrange((begin.position ?? 0)...)
            default: break
            }
        case .phrase(let phrase): _ = texts.add(phrase, as: raw)
        case .end(let end):
            phrases = end.phrases
            texts.add(end, as: raw)
        case .audio(let audio):
            let have = received[audio.phrase] ?? 0
            if audio.phrase >= current, audio.offset <= have {
                received[audio.phrase] = max(have, audio.offset + audio.samples.count)
            }
        case .synthesized(let end): if received[end.phrase] == end.samples { whole.insert(end.phrase) }
        default: break
        }
        return nil
    }

    /// Plays a little.
    ///
    /// - Returns: what is to be said up the line.
    mutating func play(_ ear: inout [Int], _ random: inout SeededRandomness) throws -> RawFrame? {
        if isFinished || texts.holding.isEmpty { return nil }
        if let phrases, current >= phrases {
            isFinished = true
            texts.end(SimulatedTurn.id, .finished)
            return try RawFrame(.finished(Finished(session: "s", turn: 1)))
        }
        let last = min(received[current] ?? 0, heard + random.number(1...15))
        for sample in heard..<max(heard, last) { ear.append(current * 1_000 + sample) }
        heard = max(heard, last)
        if whole.contains(current), heard == received[current] {
            received[current] = nil
            (current, heard) = (current + 1, 0)
        }
        guard random.isTrue(oneIn: 2) else { return nil }
        let progress = Progress(
            session: "s",
            turn: 1,
            phrase: current,
            sample: heard,
            ahead: 0,
            rate: 16_000,
            position: ear.count
        )
        texts.drop(progress)
        return try RawFrame(.progress(progress))
    }
}
