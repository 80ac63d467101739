package import FrameTransport
package import SpeechFrames

/// The hub as a page or a program in this process sees and drives it.
extension Hub {
    /// How the hub is now; what happens later is in ``events``, after ``HubPicture/last``.
    package var picture: HubPicture {
        let processes = overview.processes
        return change { state, now in
            HubPicture(
                sessions: state.table.statuses(at: now),
                turns: state.table.pictures,
                processes: processes,
                // What has happened up to now was noted under the same lock.
                last: self.events?.last ?? EventID(run: 0, number: 0)
            )
        }
    }

    /// Takes what `person` wants, who came in by ``AuditEntry/Way/http``, as if it came from a peer on the hub's socket.
    ///
    /// - Returns: what a peer would be told at once, in order: `accepted` for each turn, `refused`, `forgotten`, …
    package func request(_ frame: Frame, by person: PeerCredentials?) -> [Frame] {
        let (client, queue) = change { state, now in state.join(following: [], at: now) }
        defer { change { state, _ in state.leave(client) } }
        answer(frame, client, person, over: .http)
        return queue.takeFrames()
    }

    /// Tells who watches how the processes are.
    package func tellProcesses() {
        events?.note([ProcessesEvent(processes: overview.processes)])
    }
}
