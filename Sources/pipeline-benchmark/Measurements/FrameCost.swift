import FoundationEssentials
import SpeechFrames

/// What an `audio` frame of 50 ms costs, beside Foundation's coders for the same frame.
struct FrameCost {
    let conditions: Conditions

    private let audio = Audio(
        session: "0123456789abcdef0123456789abcdef",
        turn: 3,
        phrase: 7,
        offset: 11_020,
        rate: 22_050,
        samples: (0..<1_102).map { Int16(truncatingIfNeeded: $0 &* 7_919) }
    )

    /// The same members, coded as one would without thinking of it.
    private struct PlainAudio: Codable {
        var type = "audio"
        var session: String
        var turn: Int
        var phrase: Int
        var offset: Int
        var rate: Int
        var pcm: Data
    }

    func run() throws -> [Row] {
        var bytes: [UInt8] = []
        try Frame.audio(audio).encode(as: .lengthPrefixed, into: &bytes)
        let body = Array(bytes.dropFirst(4))
        let encode = try time { try encodedLength() }
        let decode = try time {
            if case .audio(let audio) = try split(bytes).decode() { audio.samples.count } else { 0 }
        }
        let scan = try time { try split(bytes).audioHeader().sampleCount }
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        let plainEncode = try time { try encoder.encode(plain()).count }
        let plainDecode = try time { try decodePlain(Data(body), decoder) }
        return [
            Row("audio frame of 50 ms: encode", encode, "µs", note: "\(body.count) bytes"),
            Row("audio frame of 50 ms: decode", decode, "µs"),
            Row("audio frame of 50 ms: look at it and pass it on", scan, "µs"),
            Row("  Foundation's JSONEncoder", plainEncode, "µs"),
            Row("  Foundation's JSONDecoder", plainDecode, "µs"),
            Row("encode and decode against Foundation's", (encode + decode) / (plainEncode + plainDecode), ""),
        ]
    }

    private func encodedLength() throws -> Int {
        var bytes: [UInt8] = []
        try Frame.audio(audio).encode(as: .lengthPrefixed, into: &bytes)
        return bytes.count
    }

    private func split(_ bytes: [UInt8]) throws -> RawFrame {
        var splitter = FrameSplitter(framing: .lengthPrefixed)
        splitter.append(bytes)
        guard let frame = try splitter.next() else { throw BenchmarkError("half a frame") }
        return frame
    }

    private func plain() -> PlainAudio {
        PlainAudio(
            session: audio.session,
            turn: audio.turn,
            phrase: audio.phrase,
            offset: audio.offset,
            rate: audio.rate,
            pcm: audio.samples.withUnsafeBytes { Data($0) }
        )
    }

    private func decodePlain(_ body: Data, _ decoder: JSONDecoder) throws -> Int {
        try decoder.decode(PlainAudio.self, from: body).pcm.withUnsafeBytes { bytes in
            (0..<bytes.count / 2).map { bytes.loadUnaligned(fromByteOffset: $0 * 2, as: Int16.self) }.count
        }
    }

    /// Microseconds a call, the median of batches: a batch that was interrupted does not count.
    private func time(_ work: () throws -> Int) throws -> Double {
        let batch = 50
        var batches = Latencies()
        for _ in 0..<(conditions.isQuick ? 20 : 100) {
            let start = Nanoseconds.now
            var done = 0
            for _ in 0..<batch { done += try work() }
            batches.record(from: start, to: Nanoseconds.now)
            guard done > 0 else { throw BenchmarkError("nothing was done") }
        }
        return batches.median * 1_000 / Double(batch)
    }
}
