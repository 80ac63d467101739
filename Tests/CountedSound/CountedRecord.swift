/// Four samples that say where they belong: a loss, a repeat or a swap is seen in the sound itself, to the record.
///
/// A phrase of n scalars of text is `n * recordsPerScalar` records, numbered from 0.
package struct CountedRecord: Sendable, Equatable {
    /// Samples in one record.
    package static let length = 4

    /// Records for one scalar of text.
    package static let recordsPerScalar = 15

    /// In Hz.
    package static let rate = 16_000

    /// Samples for one scalar of text.
    package static let samplesPerScalar = length * recordsPerScalar

    /// Which turn it belongs to: ``tag(session:turn:)``.
    package var tag: UInt8

    /// The phrase's number; only the low eight bits.
    package var phrase: UInt8

    /// The record's number within the phrase.
    package var index: UInt16

    /// How many records the phrase has.
    package var count: UInt16

    /// Where the phrase starts in the turn's visible text, in scalars; only the low sixteen bits.
    package var source: UInt16

    package init(tag: UInt8, phrase: UInt8, index: UInt16, count: UInt16, source: UInt16) {
        self.tag = tag
        self.phrase = phrase
        self.index = index
        self.count = count
        self.source = source
    }

    /// Reads the record that starts the slice; `nil` where fewer samples are left.
    package init?(_ samples: ArraySlice<Int16>) {
        guard samples.count >= Self.length else { return nil }
        let words = samples.prefix(Self.length).map { UInt16(bitPattern: $0) }
        index = words[0]
        count = words[1]
        tag = UInt8(words[2] >> 8)
        phrase = UInt8(words[2] & 0xFF)
        source = words[3]
    }

    /// The record as sound.
    package var samples: [Int16] {
        [index, count, UInt16(tag) << 8 | UInt16(phrase), source].map { Int16(bitPattern: $0) }
    }

    /// Tells one turn's sound from another's: FNV-1a of its name, folded to eight bits.
    package static func tag(session: String, turn: Int) -> UInt8 {
        let hash = "\(session)/\(turn)".utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return UInt8(truncatingIfNeeded: hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24)
    }
}
