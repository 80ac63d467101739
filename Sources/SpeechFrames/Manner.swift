/// How a turn takes its place beside another one that is being spoken on the same output.
public enum Manner: String, Codable, Sendable, CaseIterable {
    /// At once, over the other, which goes on more quietly (ducked) meanwhile.
    case over
    /// At the end of the other's present phrase; then the other goes on.
    case between
    /// When the other was heard to its end.
    case after
    /// At once; the other is paused, and goes on at the sample where it was stopped.
    case pause
}
