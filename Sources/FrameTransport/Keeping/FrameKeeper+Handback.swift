package import SpeechFrames

extension FrameKeeper {
    /// What a connection's peer up the line is told first: the texts that it does not have, and what became of turns in the
    /// short time since it was told that they are here.
    package func catchUp(_ connection: FrameConnection) -> [RawFrame] {
        let over = (connection.own.holds ?? []).compactMap { held in
            outcome(of: held.turnID).flatMap { Self.reminder(of: held.turnID, $0) }
        }
        return over + handback(to: connection.peer.holds ?? [])
    }

    /// Tells again how a turn came to its end.
    package static func reminder(of turn: TurnID, _ outcome: OverTurns.Outcome) -> RawFrame? {
        switch outcome {
        case .finished: try? RawFrame(.finished(Finished(session: turn.session, turn: turn.turn)))
        case .interrupted, .failed:
            try? RawFrame(
                .failed(
                    Failed(
                        session: turn.session,
                        turn: turn.turn,
                        stage: "audio-sequencer",
                        code: "turn_over",
                        message: "turn \(turn) was stopped, or could not be played"
                    )
                )
            )
        }
    }
}
