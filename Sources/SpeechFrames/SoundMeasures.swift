/// How the sound of one turn came to the sequencer and went to the ear, since this sequencer began to play it.
public struct SoundMeasures: Codable, Sendable, Equatable {
    /// How many pieces of sound came: its `audio` frames.
    public var chunks: Int

    /// How often the output ran dry in the middle of the turn. Absent: never.
    public var underruns: Int?

    /// Milliseconds of the longest silence between two of its phrases that nobody wanted: the second one was late. Absent: none was.
    public var gapMilliseconds: Double?

    /// Says how a turn's sound came and went.
    public init(chunks: Int = 0, underruns: Int? = nil, gapMilliseconds: Double? = nil) {
        self.chunks = chunks
        self.underruns = underruns
        self.gapMilliseconds = gapMilliseconds
    }

    enum CodingKeys: String, CodingKey {
        case chunks, underruns
        case gapMilliseconds = "gap_ms"
    }
}
