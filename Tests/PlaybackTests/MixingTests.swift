@testable import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("mixing")
struct MixingTests {
    @Test("what is too loud together is as loud as can be, and does not wrap")
    func saturation() {
        let sum = Mixer.sum([30_000, -30_000, 100, .max, .min], [10_000, -10_000, -300, 1, -1])
        #expect(Array(sum) == [.max, .min, -200, .max, .min])
    }

    @Test("a turn goes down and up by ramps, a small step for each sample")
    func ramps() {
        var ducking = Ducking()
        ducking.turn(to: Ducking.quiet, at: 1_000, rate: 16_000)
        ducking.turn(to: Ducking.full, at: 3_000, rate: 16_000)
        let gains = (0..<4_000).map { ducking.gain(at: $0) }
        #expect(gains[1_000] == 1)
        #expect(gains[1_320..<3_000].allSatisfy { $0 == 0.25 })
        #expect(gains[3_320...].allSatisfy { $0 == 1 })
        #expect(zip(gains, gains.dropFirst()).allSatisfy { abs($0 - $1) <= 0.75 / 320 + 0.000_01 })
    }

    @Test("a ramp that is turned back half way goes on from where it is")
    func turnedBack() {
        var ducking = Ducking()
        ducking.turn(to: Ducking.quiet, at: 0, rate: 16_000)
        ducking.turn(to: Ducking.full, at: 160, rate: 16_000)
        #expect(abs(ducking.gain(at: 160) - 0.625) < 0.001)
        #expect(ducking.gain(at: 480) == 1)
    }

    @Test("what was decided about sound that was dropped is forgotten, and what was heard is not kept")
    func rewound() {
        var ducking = Ducking()
        ducking.turn(to: Ducking.quiet, at: 100, rate: 16_000)
        ducking.rewind(to: 50)
        #expect(ducking.gain(at: 1_000) == 1)
        #expect(ducking.apply(to: [1, 2, 3], at: 0) == [1, 2, 3])
    }

    @Test(
        "a volume that is changed while a turn is heard is reached by a ramp, from the next sample that is written on"
    )
    func volume() throws {
        let speech = Speech()
        var harness = OutputHarness(capacity: 1_600)
        let loud = [Int16](repeating: 10_000, count: 32_000)
        harness.receive([speech.begin()] + speech.frames(0, loud) + [speech.end(1)])
        try harness.hear(8_000)
        harness.queue.take(levels: ["": 50, "null:other": 0])
        try harness.hear(8_000)
        harness.queue.take(levels: ["": 100])
        try harness.hearAll()
        let sound = harness.sound
        #expect(sound.count == 32_000)
        #expect(sound[..<8_000].allSatisfy { $0 == 10_000 })
        #expect(sound[10_000..<16_000].allSatisfy { $0 == 2_500 })
        #expect(sound[18_000...].allSatisfy { $0 == 10_000 })
        #expect(zip(sound, sound.dropFirst()).allSatisfy { abs(Int($0) - Int($1)) <= 7_500 / 320 + 1 })
    }

    @Test("a turn that was not heard before starts quiet")
    func sudden() {
        var ducking = Ducking()
        ducking.turn(to: Ducking.quiet, at: 0, rate: 16_000, isSudden: true)
        #expect(Array(ducking.apply(to: [400, 400], at: 0)) == [100, 100])
    }

    @Test("each sample's place in the sink is known, across holes", arguments: UInt64(0)..<50)
    func placement(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var placement = Placement()
        var sinks: [Int] = []
        var sink = 0
        for _ in 0..<10 {
            sink += Int.random(in: 0...2, using: &random) * 100
            let count = Int.random(in: 1...50, using: &random)
            placement.append(count, at: sink)
            sinks += sink..<sink + count
            sink += count
        }
        for (own, sink) in sinks.enumerated() {
            #expect(placement.sink(of: own) == sink, "seed \(seed)")
            #expect(placement.own(heard: sink + 1) == own + 1, "seed \(seed)")
        }
        let middle = sinks.count / 2
        placement.forget(before: sinks[middle])
        #expect(placement.own(heard: sinks[middle]) == middle, "seed \(seed)")
        placement.restart(own: middle, sink: 10_000)
        #expect(placement.own(heard: 10_000) == middle)
        placement.append(10, at: 10_000)
        #expect(placement.own(heard: 10_004) == middle + 4)
    }
}
