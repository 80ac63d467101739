@testable import Playback
import SpeechFrames
import TestSupport
import Testing

/// All orders of the elements.
func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
        var rest = elements
        let first = rest.remove(at: index)
        return permutations(rest).map { [first] + $0 }
    }
}

/// Takes everything there is: samples joined, and the steps that are no samples.
struct Taken: Equatable {
    var samples: [Int16] = []
    var steps: [String] = []

    mutating func take(from order: inout PhraseOrder, limit: Int = 7) {
        while let step = order.next(atMost: limit) {
            switch step {
            case .sound(_, _, _, let samples, _): self.samples += samples
            case .ended(let phrase, let samples, _): steps.append("\(phrase) ended \(samples)")
            case .failed(let phrase, let samples, let failed):
                steps.append("\(phrase) failed \(samples) \(failed.code)")
            case .finished: steps.append("finished")
            }
        }
    }
}

extension PhraseOrder {
    /// Takes a frame the way a player does.
    mutating func receive(_ frame: Frame) throws {
        switch frame {
        case .phrase(let phrase): announce(phrase.phrase)
        case .audio(let audio): try insert(audio)
        case .synthesized(let synthesized): complete(synthesized)
        case .failed(let failed): failed.phrase.map { fail(phrase: $0, failed) }
        case .end(let end): self.end(phrases: end.phrases)
        default: break
        }
    }
}

@Suite("phrase order")
struct PhraseOrderTests {
    let speech = Speech()

    @Test("every order of a small turn's frames gives the same sound", arguments: [true, false])
    func everyOrder(takesBetween: Bool) throws {
        let frames = [
            speech.audio(0, at: 0, counting(3)), speech.audio(0, at: 3, counting(4, from: 3)), speech.synthesized(0, 7),
            speech.audio(1, at: 0, counting(5, from: 7)), speech.synthesized(1, 5), speech.end(2),
        ]
        for order in permutations(frames) {
            var phrases = PhraseOrder(turn: speech.id)
            var taken = Taken()
            for frame in order {
                try phrases.receive(frame)
                if takesBetween { taken.take(from: &phrases, limit: 2) }
            }
            taken.take(from: &phrases)
            #expect(taken == Taken(samples: counting(12), steps: ["0 ended 7", "1 ended 5", "finished"]))
            #expect(phrases.held == 0)
        }
    }

    @Test("random orders, overlaps and repeats give every sample once", arguments: 0..<200)
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var frames: [Frame] = [speech.end(4)]
        for phrase in 0..<4 {
            let length = Int.random(in: 0...60, using: &random)
            let all = counting(length, from: phrase * 100)
            frames.append(speech.synthesized(phrase, length))
            var start = 0
            while start < length {
                let end = min(length, start + Int.random(in: 1...20, using: &random))
                let from = max(0, start - Int.random(in: 0...10, using: &random))
                frames.append(speech.audio(phrase, at: from, Array(all[from..<end])))
                if Bool.random(using: &random) { frames.append(speech.audio(phrase, at: from, Array(all[from..<end]))) }
                start = end
            }
        }
        frames.shuffle(using: &random)
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        for frame in frames {
            try order.receive(frame)
            if Bool.random(using: &random) { taken.take(from: &order, limit: Int.random(in: 1...9, using: &random)) }
        }
        taken.take(from: &order)
        #expect(taken.steps.last == "finished")
        for phrase in 0..<4 {
            let inside = taken.samples.filter { (phrase * 100 + 1...phrase * 100 + 100).contains(Int($0)) }
            #expect(inside == counting(inside.count, from: phrase * 100))
            #expect(taken.steps[phrase] == "\(phrase) ended \(inside.count)")
        }
        #expect(order.held == 0)
    }

    @Test("a phrase starts before it is whole")
    func early() throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        try order.receive(speech.audio(0, counting(10)))
        taken.take(from: &order)
        #expect(taken == Taken(samples: counting(10)))
        #expect(order.isStalled)
    }

    @Test("end before late phrases loses nothing")
    func endFirst() throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        try order.receive(speech.end(2))
        taken.take(from: &order)
        #expect(taken.steps.isEmpty)
        for phrase in [1, 0] {
            for frame in speech.frames(phrase, counting(5, from: phrase * 5)) { try order.receive(frame) }
        }
        taken.take(from: &order)
        #expect(taken == Taken(samples: counting(10), steps: ["0 ended 5", "1 ended 5", "finished"]))
    }

    @Test("a phrase that failed half way plays what was had")
    func failedHalfWay() throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        for frame in [speech.audio(0, counting(5)), speech.failed(0)] + speech.frames(1, counting(5, from: 5)) + [
            speech.end(2)
        ] {
            try order.receive(frame)
        }
        try order.receive(speech.audio(0, at: 5, counting(5, from: 90)))
        taken.take(from: &order)
        #expect(taken == Taken(samples: counting(10), steps: ["0 failed 5 broken", "1 ended 5", "finished"]))
    }

    @Test("what comes for a phrase that is over is dropped")
    func late() throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        try order.receive(speech.failed(0))
        taken.take(from: &order)
        for frame in speech.frames(0, counting(50)) { try order.receive(frame) }
        #expect(order.held == 0)
        taken.take(from: &order)
        #expect(taken == Taken(steps: ["0 failed 0 broken"]))
    }

    @Test("a turn without phrases is over at its end")
    func nothing() throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        try order.receive(speech.end(0))
        taken.take(from: &order)
        #expect(taken.steps == ["finished"])
    }

    @Test("more sound than the phrase is long is dropped", arguments: [true, false])
    func tooMuch(lengthFirst: Bool) throws {
        var order = PhraseOrder(turn: speech.id)
        var taken = Taken()
        let frames = [speech.synthesized(0, 6), speech.audio(0, counting(10))]
        for frame in lengthFirst ? frames : frames.reversed() { try order.receive(frame) }
        taken.take(from: &order)
        #expect(taken == Taken(samples: counting(6), steps: ["0 ended 6"]))
        #expect(order.held == 0)
    }

    @Test("a piece that cannot be a part of its phrase is refused and changes nothing")
    func refused() throws {
        var order = PhraseOrder(turn: speech.id)
        try order.receive(speech.audio(0, counting(4)))
        #expect(throws: PhraseError("the offset -1 is not a place in a phrase")) {
            try order.insert(speech.piece(0, at: -1, counting(4)))
        }
        #expect(throws: PhraseError("a piece of 8000 Hz in a phrase of 16000 Hz: one phrase has one rate")) {
            try order.insert(Speech(rate: 8_000).piece(0, at: 4, counting(4)))
        }
        #expect(throws: PhraseError("a sample rate of 1 Hz is outside 8000 to 192000")) {
            try order.insert(Speech(rate: 1).piece(1, counting(4)))
        }
        #expect(throws: PhraseError("there is no phrase -1: the first is 0")) {
            try order.insert(speech.piece(-1, counting(4)))
        }
        try order.receive(speech.synthesized(0, 4))
        var taken = Taken()
        taken.take(from: &order)
        #expect(taken == Taken(samples: counting(4), steps: ["0 ended 4"]))
    }

    @Test("only a phrase that must exist is waited for")
    func stalled() throws {
        var order = PhraseOrder(turn: speech.id)
        #expect(!order.isStalled)
        try order.receive(speech.phrase(0))
        #expect(order.isStalled)
        try order.receive(speech.synthesized(0, 0))
        #expect(!order.isStalled)
        var taken = Taken()
        taken.take(from: &order)
        #expect(!order.isStalled)
        try order.receive(speech.audio(2, counting(3)))
        #expect(order.isStalled)
    }

    @Test("when the input ends, what is missing is skipped, and a made-up number of phrases costs nothing")
    func inputEnds() throws {
        var order = PhraseOrder(turn: speech.id)
        for frame in [speech.audio(1, counting(5)), speech.end(1_000_000_000)] { try order.receive(frame) }
        order.endInput()
        var taken = Taken()
        taken.take(from: &order)
        #expect(
            taken
                == Taken(
                    samples: counting(5),
                    steps: ["0 failed 0 incomplete", "1 failed 5 incomplete", "2 failed 0 incomplete", "finished"]
                )
        )
    }

    @Test("words come with the samples that they start in")
    func words() throws {
        var order = PhraseOrder(turn: speech.id)
        let words = [SpokenWord(at: 0, start: 0, length: 3), SpokenWord(at: 6, start: 4, length: 3)]
        try order.receive(speech.audio(0, counting(10), words: words))
        try order.receive(speech.audio(0, counting(10), words: words))
        var seen: [[SpokenWord]] = []
        while case .sound(_, _, _, _, let words)? = order.next(atMost: 5) { seen.append(words) }
        #expect(seen == [[words[0]], [words[1]]])
    }

    @Test("how far a turn is held")
    func holding() throws {
        var order = PhraseOrder(turn: speech.id)
        for frame in speech.frames(0, counting(10)) + [speech.audio(1, counting(4))] { try order.receive(frame) }
        #expect(order.holding == (1, 4))
        var taken = Taken()
        taken.take(from: &order)
        #expect(order.holding == (1, 4))
    }
}
