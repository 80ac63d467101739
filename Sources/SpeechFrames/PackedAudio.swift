import FoundationEssentials

/// An `audio` frame that is kept for a while, with its sound as bytes and not as base64: it takes a quarter less.
public struct PackedAudio: Sendable {
    /// The frame's body with the bytes of the sound in place of its base64.
    private let bytes: [UInt8]
    private let sound: Range<Int>
    private let id: PhraseID
    private let members: FrameMembers

    /// Packs a frame; `nil` where it has no sound, or where base64 of that would not be what the frame has.
    public init?(_ frame: RawFrame) {
        guard frame.type == .audio, let turn = frame.turnID, let phrase = frame.phrase,
            let pcm = frame.members[.pcm], pcm.count > 2,
            let decoded = Self.decode(frame.body[pcm].dropFirst().dropLast())
        else { return nil }
        let start = pcm.lowerBound + 1
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frame.body.count - (pcm.count - 2) + decoded.count)
        bytes += frame.body[..<start]
        bytes += decoded
        bytes += frame.body[(pcm.upperBound - 1)...]
        self.bytes = bytes
        sound = start..<start + decoded.count
        id = PhraseID(turn: turn, phrase: phrase)
        members = frame.members
    }

    /// The frame that was packed, byte for byte.
    public var frame: RawFrame {
        let base64 = Data(bytes[sound]).base64EncodedData()
        var body: [UInt8] = []
        body.reserveCapacity(bytes.count - sound.count + base64.count)
        body += bytes[..<sound.lowerBound]
        body += base64
        body += bytes[sound.upperBound...]
        return RawFrame(body: body, type: .audio, about: id, members: members)
    }

    /// The bytes that `base64` stands for; `nil` where they can be written in another way, too.
    private static func decode(_ base64: ArraySlice<UInt8>) -> Data? {
        guard let decoded = Data(base64Encoded: Data(base64)), !decoded.isEmpty else { return nil }
        // Bits that nothing is made of may be set in the last four characters; all others are as they must be.
        let last = (decoded.count - 1) / 3 * 3
        guard base64.count == last / 3 * 4 + 4, decoded[last...].base64EncodedData().elementsEqual(base64.suffix(4))
        else { return nil }
        return decoded
    }
}
