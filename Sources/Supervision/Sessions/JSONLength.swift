internal import SpeechFrames

/// How long texts become in a frame, where some characters need more bytes than they have.
enum JSONLength {
    /// The bytes of `text` as a JSON string without its quotes; at least as many as any encoder of ours makes of it.
    static func of(_ text: String) -> Int {
        text.utf8.reduce(0) { sum, byte in
            switch byte {
            case 0..<0x20, 0x7F: sum + 6
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): sum + 2
            default: sum + 1
            }
        }
    }

    static func of(_ text: String?) -> Int { text.map { of($0) } ?? 0 }

    /// What one utterance of a history takes.
    static func of(_ utterance: Utterance) -> Int { of(utterance.text) + 40 }
}
