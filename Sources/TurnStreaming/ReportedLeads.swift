import SpeechFrames
private import Synchronization

/// How much of each turn lies ahead of the ear, as the sequencer reported it last; time takes it away since then.
final class ReportedLeads: Sendable {
    private let leads = Mutex<[TurnID: (ahead: Duration, at: Duration)]>([:])

    /// The sequencer's report, at `now` of any steady clock.
    func report(_ progress: Progress, at now: Duration) {
        let ahead = Duration.seconds(Double(progress.ahead) / Double(progress.rate))
        leads.withLock { $0[progress.turnID] = (ahead, now) }
    }

    /// What lies ahead at `now`; `nil` before the first report.
    func lead(of turn: TurnID, at now: Duration) -> Duration? {
        leads.withLock { $0[turn] }.map { max(.zero, $0.ahead - (now - $0.at)) }
    }

    /// Nothing more is asked of turns that are meant.
    func forget(_ isMeant: (TurnID) -> Bool) {
        leads.withLock { leads in leads = leads.filter { !isMeant($0.key) } }
    }
}
