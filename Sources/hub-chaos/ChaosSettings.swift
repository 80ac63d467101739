/// What a run is to be.
struct ChaosSettings: Sendable {
    /// How long blows fall.
    var length: Duration
    var sessions: Int
    var seed: UInt64
    /// The model's tokens a second.
    var rate: Double
    /// Between two blows, on average.
    var pause: Duration
    /// Who is hurt.
    var victims: [Blow.Victim]
    var playsOnPulse: Bool
}
