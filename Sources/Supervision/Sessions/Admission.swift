internal import FrameTransport
package import SpeechFrames

/// Whether a turn may be begun now, by how often its session and the person who asks have begun some.
package struct Admission: Sendable {
    private var sessions: TurnRateLimiter<String, ContinuousClock.Instant>?
    private var people: TurnRateLimiter<UInt32, ContinuousClock.Instant>?

    /// Limits of a session and of a user; `nil`: none.
    package init(session: TurnRate? = nil, person: TurnRate? = nil) {
        sessions = session.map { TurnRateLimiter($0) }
        people = person.map { TurnRateLimiter($0) }
    }

    /// Counts a turn of `session`, empty for a new one, by the user `uid`.
    ///
    /// - Returns: why not, where it may not be begun.
    package mutating func refusal(session: String, uid: UInt32, at now: ContinuousClock.Instant) -> Refused? {
        if let wait = people?.admit(uid, at: now) {
            return Self.refused("user \(uid) asks too often", wait)
        }
        if !session.isEmpty, let wait = sessions?.admit(session, at: now) {
            return Self.refused("session \(session) is asked too often", wait)
        }
        return nil
    }

    /// The same for what a peer has sent: questions, what prepares for them, and things to be said are counted.
    mutating func refusal(
        of frame: Frame,
        by person: PeerCredentials?,
        over way: AuditEntry.Way? = nil,
        at now: ContinuousClock.Instant
    ) -> Refused? {
        let uid = person?.uid ?? (way == .http ? Self.somebody : 0)
        return switch frame {
        case .ask(let ask): refusal(session: ask.session, uid: uid, at: now)
        case .prepare(let prepare): refusal(session: prepare.session, uid: uid, at: now)
        case .say(let say): refusal(session: say.session ?? "", uid: uid, at: now)
        default: nil
        }
    }

    /// In place of a user where the kernel does not know whose a connection is: all of those together. It is no user's id
    /// (chown(2)).
    private static let somebody = UInt32.max

    private static func refused(_ reason: String, _ wait: Duration) -> Refused {
        let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
        return Refused(code: "too_often", message: "\(reason): ask again in \(seconds) s")
    }
}
