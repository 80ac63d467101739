/// By which words a question is about what is being said at that moment, and so waits for nothing and takes nothing's place: that
/// it is to stop, or to be louder. From llm-streamer, which knows the rules, to the supervisor: first on the link, and whenever
/// they have changed.
public struct Cues: FrameBody {
    /// `cues`.
    public static let type = FrameType.cues

    /// Those rules, as the text of a rules file. Empty: there are none.
    public var rules: String

    /// Tells the rules.
    public init(rules: String) {
        self.rules = rules
    }
}
