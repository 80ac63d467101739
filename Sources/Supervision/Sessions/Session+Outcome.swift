internal import SpeechFrames

extension Session {
    /// How a turn ended.
    struct Outcome: Sendable, Codable {
        var turn: Int
        var state: SessionStatus.State
        var reason: String?
        var heard: String?
        var phrase: Int?
        var output: String?
        var arm: String?
        var firstToken: Duration?
        var firstSound: Duration?
        /// All of the visible text, for who comes back late and has not seen its end.
        var text: String?
    }
}

extension Session.Outcome {
    /// The end as it is told to whoever was not there when it came.
    func frames(for id: TurnID) -> [Frame] {
        let stage = "hub-supervisor"
        switch state {
        case .interrupted:
            return [.interrupted(Interrupted(session: id.session, turn: id.turn, stage: stage, heard: heard))]
        case .failed:
            let failed = Failed(
                session: id.session,
                turn: id.turn,
                stage: stage,
                code: reason ?? "failed",
                message: "turn \(id) has failed (\(reason ?? "for an unknown reason"))"
            )
            return [.failed(failed), .finished(Finished(session: id.session, turn: id.turn))]
        default:
            return [.finished(Finished(session: id.session, turn: id.turn))]
        }
    }
}
