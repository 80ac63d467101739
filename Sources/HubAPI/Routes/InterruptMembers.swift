private import HTTPTypes
internal import SpeechFrames

/// An interrupt, as a request or a message puts it.
struct InterruptMembers: RequestMembers {
    static let names = ["turn", "reason"]

    var session: String?
    var turn: Int?
    var reason: InterruptReason?

    func check() throws(Problem) {
        try Members.check(session: session)
        if let turn, turn < 1 { throw Problem(.badRequest, "bad_member", "`turn` counts from 1") }
    }

    /// As the hub takes it: without a session, everything is interrupted; a turn that is named, alone.
    var frame: Frame {
        .interrupt(
            Interrupt(
                session: session ?? "",
                turn: turn ?? 0,
                reason: reason ?? .userRequest,
                alone: turn == nil ? nil : true
            )
        )
    }
}
