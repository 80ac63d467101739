import FoundationEssentials
private import Glibc
private import JSONReading

/// What a relay has to know of an `audio` frame, read without touching the sound itself.
public struct AudioHeader: Sendable, Equatable {
    /// Where the piece starts, in samples from the phrase's start.
    public var offset: Int

    /// Samples a second, in Hz.
    public var rate: Int

    /// How many samples the piece has.
    public var sampleCount: Int
}

extension RawFrame {
    /// The piece's place and length; its base64 is not decoded.
    ///
    /// - Throws: ``FrameError`` with the code `bad_member` where a member is missing or cannot be right.
    public func audioHeader() throws(FrameError) -> AudioHeader {
        guard let offset = try Self.integer(.offset, in: body, members, type, optional: false) else {
            throw .badMember("offset", of: type, "a whole number, 0 or more")
        }
        guard let rate = try Self.integer(.rate, in: body, members, type, optional: false),
            Audio.sampleRates.contains(rate)
        else {
            throw .badMember("rate", of: type, "a sample rate from 8000 to 192000")
        }
        let base64 = try base64()
        let padding = base64.suffix(2).count { $0 == UInt8(ascii: "=") }
        guard base64.count % 4 == 0, (base64.count / 4 * 3 - padding) % 2 == 0 else { throw Self.badSound(type) }
        return AudioHeader(offset: offset, rate: rate, sampleCount: (base64.count / 4 * 3 - padding) / 2)
    }

    /// Decodes an `audio` frame straight from its bytes: Foundation's decoder takes several times as long.
    func decodeAudio() throws(FrameError) -> Audio {
        let header = try audioHeader()
        guard let turnID, let phrase else { throw .badMember("phrase", of: type, "there, a whole number") }
        guard let sound = Data(base64Encoded: Data(try base64())), sound.count == header.sampleCount * 2 else {
            throw Self.badSound(type)
        }
        return Audio(
            session: turnID.session,
            turn: turnID.turn,
            phrase: phrase,
            offset: header.offset,
            rate: header.rate,
            samples: Self.samples(sound),
            words: try words()
        )
    }

    private static func samples(_ sound: Data) -> [Int16] {
        let samples = [Int16](unsafeUninitializedCapacity: sound.count / 2) { buffer, count in
            count = sound.copyBytes(to: buffer) / 2
        }
        return Int16(littleEndian: 1) == 1 ? samples : samples.map(\.byteSwapped)
    }

    private func base64() throws(FrameError) -> ArraySlice<UInt8> {
        guard let range = members[.pcm], body[range].first == UInt8(ascii: "\"") else { throw Self.badSound(type) }
        let inside = body[range].dropFirst().dropLast()
        // A slash may be escaped in JSON, and some encoders do so.
        // Not contains(), which looks at one byte after the other.
        let isEscaped = inside.withUnsafeBytes { bytes in
            bytes.baseAddress.map { memchr($0, CInt(UInt8(ascii: "\\")), bytes.count) != nil } ?? false
        }
        guard isEscaped else { return inside }
        return ArraySlice((JSONText.string(inside) ?? "").utf8)
    }

    private func words() throws(FrameError) -> [SpokenWord] {
        guard let range = members[.words], !body[range].elementsEqual("null".utf8) else { return [] }
        if let words = [SpokenWord](plain: body[range]) { return words }
        let words = try? JSONText.decoder.decode([SpokenWord].self, from: Data(body[range]))
        guard let words, words.allSatisfy({ $0.at >= 0 && $0.start >= 0 && $0.length >= 0 }) else {
            throw .badMember("words", of: type, "a list of {at, start, length}, whole numbers, 0 or more")
        }
        return words
    }

    private static func badSound(_ type: FrameType) -> FrameError {
        .badMember("pcm", of: type, "base64 (RFC 4648, section 4) of signed 16-bit samples")
    }
}

extension Audio {
    /// Appends the frame's JSON: Foundation's encoder takes several times as long.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"type":"audio","session":"#.utf8)
        JSONText.append(session, to: &bytes)
        bytes.append(contentsOf: #","turn":\#(turn),"phrase":\#(phrase),"offset":\#(offset),"rate":\#(rate)"#.utf8)
        if !words.isEmpty {
            bytes.append(contentsOf: #","words":"#.utf8)
            words.appendJSON(to: &bytes)
        }
        bytes.append(contentsOf: #","pcm":""#.utf8)
        let sound = samples.withUnsafeBytes { Data($0) }
        bytes.append(contentsOf: sound.base64EncodedData())
        bytes.append(contentsOf: #""}"#.utf8)
    }
}
