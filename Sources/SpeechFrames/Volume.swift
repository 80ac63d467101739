/// How loud each output is from now on, what is being played too. From llm-streamer, which keeps it, to the supervisor, first on the
/// link and at each change; from there to audio-sequencer, again after its restart.
public struct Volume: FrameBody {
    /// `volume`.
    public static let type = FrameType.volume

    /// In percent of how the sound comes, from 0 to 100, by the output's name as ``Begin/output`` has it; an empty name is the
    /// sequencer's own setting. An output that is not here is as loud as the turn's ``Begin/volume`` says.
    public var levels: [String: Int]

    /// Tells all levels that are known.
    public init(levels: [String: Int]) {
        self.levels = levels
    }
}
