/// How the sound of one turn came to the sequencer and went to the ear, since this sequencer began to play it.
public struct SoundMeasures: Codable, Sendable, Equatable {
    /// How many pieces of sound came: its `audio` frames.
    public var chunks: Int

    /// How often the output ran dry in the middle of the turn. Absent: never.
    public var underruns: Int?

    /// Milliseconds of the longest silence between two of its phrases that nobody wanted: the second one was late. Absent: none was.
    public var gapMilliseconds: Double?

    /// Milliseconds from the question's being taken up, as ``Begin/asked`` has it, to the coming of its first piece of sound. Absent:
    /// none came, or not known.
    public var firstMilliseconds: Double?

    /// Milliseconds from the question's being taken up to the coming of its last piece of sound so far. Absent: none came, or not
    /// known.
    public var lastMilliseconds: Double?

    /// Says how a turn's sound came and went.
    public init(
        chunks: Int = 0,
        underruns: Int? = nil,
        gapMilliseconds: Double? = nil,
        firstMilliseconds: Double? = nil,
        lastMilliseconds: Double? = nil
    ) {
        self.chunks = chunks
        self.underruns = underruns
        self.gapMilliseconds = gapMilliseconds
        self.firstMilliseconds = firstMilliseconds
        self.lastMilliseconds = lastMilliseconds
    }

    enum CodingKeys: String, CodingKey {
        case chunks, underruns
        case gapMilliseconds = "gap_ms"
        case firstMilliseconds = "first_ms"
        case lastMilliseconds = "last_ms"
    }
}
