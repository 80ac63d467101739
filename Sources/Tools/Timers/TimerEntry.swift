/// A timer, an alarm or a reminder that is to be spoken.
package struct TimerEntry: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        /// After a duration.
        case timer
        /// At a time of day.
        case alarm
    }

    /// Tells it from all others.
    package var id: String

    package var kind: Kind

    /// What the person calls it: `pasta`.
    package var name: String?

    /// What it is to remind of: `take out the bread`.
    package var text: String?

    /// How long it was set for, in seconds; only of a timer.
    package var duration: Double?

    /// When it is due, in seconds since 1970.
    package var due: Double

    /// The session that set it.
    package var session: String

    /// Where it is to be heard, in `audio-sequencer --output`'s form. `nil`: the sequencer's own setting.
    package var output: String?

    package init(
        id: String,
        kind: Kind,
        name: String? = nil,
        text: String? = nil,
        duration: Double? = nil,
        due: Double,
        session: String,
        output: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.text = text
        self.duration = duration
        self.due = due
        self.session = session
        self.output = output
    }

    /// So late is a timer that could not be spoken when it was due, before its lateness is said.
    private static let unsaidDelay = 30.0

    /// What is said when it is due, at the time `now`.
    package func announcement(at now: Double, _ clock: LocalClock) -> String {
        let late = now - due
        let delay = late < Self.unsaidDelay ? "" : " It was due \(Count.spoken(seconds: Self.rounded(late))) ago."
        if let text { return "A reminder: \(text).\(delay)" }
        switch kind {
        case .timer: return "\(Self.capitalized(title)) is done.\(delay)"
        case .alarm: return "It's \(LocalClock.spoken(clock.local(now).second)). \(Self.capitalized(title)).\(delay)"
        }
    }

    /// `your pasta timer`, `your timer of 5 minutes`, `your alarm`.
    var title: String {
        switch kind {
        case .timer:
            if let name { return "your \(name) timer" }
            return duration.map { "your timer of \(Count.spoken(seconds: Int($0.rounded())))" } ?? "your timer"
        case .alarm: return "your \(name.map { "\($0) " } ?? "")alarm"
        }
    }

    /// With a large first letter, as a sentence begins.
    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Seconds only where they matter.
    static func rounded(_ seconds: Double) -> Int {
        seconds < 600 ? Int(seconds.rounded()) : Int((seconds / 60).rounded()) * 60
    }
}
