@testable import Playback
import Glibc
import Testing

@Suite("resampler")
struct ResamplerTests {
    private func tone(_ frequency: Double, rate: Int, count: Int) -> [Int16] {
        (0..<count).map { Int16(10_000 * sin(2 * .pi * frequency * Double($0) / Double(rate))) }
    }

    private func run(_ samples: [Int16], from input: Int, to output: Int, piece: Int) throws -> [Int16] {
        var converter = RateConverter(sinkRate: output)
        var result = try converter.turn(to: input)
        for start in stride(from: 0, to: samples.count, by: piece) {
            result += converter.convert(samples[start..<min(samples.count, start + piece)])
        }
        result += converter.finish()
        #expect(converter.end == result.count)
        return result
    }

    @Test(
        "the length is exact and the tone stays where and what it was",
        arguments: [(22_050, 48_000), (16_000, 48_000), (48_000, 16_000), (24_000, 44_100), (8_000, 192_000)]
    )
    func lengthAndTone(input: Int, output: Int) throws {
        let samples = tone(440, rate: input, count: input)
        let result = try run(samples, from: input, to: output, piece: 441)
        #expect(result.count == output)
        let wanted = tone(440, rate: output, count: output)
        // The edges ring, for beyond them is silence.
        let worst = zip(result, wanted).dropFirst(500).dropLast(500).map { abs(Int($0) - Int($1)) }.max()
        #expect(try #require(worst) < 150)
    }

    @Test("pieces of any size give what the whole gives", arguments: [1, 7, 160, 5_000])
    func pieces(size: Int) throws {
        let samples = tone(1_000, rate: 22_050, count: 5_000)
        #expect(
            try run(samples, from: 22_050, to: 48_000, piece: size)
                == run(samples, from: 22_050, to: 48_000, piece: 5_000)
        )
    }

    @Test("equal rates pass untouched")
    func untouched() throws {
        let samples = counting(1_000)
        #expect(try run(samples, from: 48_000, to: 48_000, piece: 10) == samples)
    }

    @Test("a change of the rate loses nothing")
    func change() throws {
        var converter = RateConverter(sinkRate: 48_000)
        var count = 0
        for rate in [16_000, 48_000, 22_050] {
            count += try converter.turn(to: rate).count
            count += converter.convert(counting(rate)[...]).count
        }
        count += converter.finish().count
        #expect(count == 3 * 48_000)
    }
}
