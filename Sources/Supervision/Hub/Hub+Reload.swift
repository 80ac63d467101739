package import Experiments
package import Settings
package import SpeechFrames

extension Hub {
    /// Keeps other limits from now on.
    package func take(
        _ limits: SessionLimits,
        policy: NewCommandPolicy,
        announcementManner: Manner,
        experiment: Experiment,
        interruptGrace: Duration
    ) {
        change { state, _ in
            state.fanOut.grace = interruptGrace
            state.table.take(
                limits,
                policy: policy,
                announcementManner: announcementManner,
                experiment: experiment
            )
            state.table.allowStopping(for: interruptGrace)
        }
    }

    /// Reads the settings again, and has the stages that are linked do the same.
    func reloadAll(for client: ClientID) {
        // It reads a file: not under the lock.
        var own = reload()
        change { state, now in
            own.awaits = Stage.allCases.filter { state.stages[$0] != nil }.map(\.name)
            state.peers[client]?.awaitsReload = true
            state.perform([.tell(client, .reloaded(own))], at: now)
            for queue in state.stages.values { queue.send(.reload(Reload())) }
        }
    }
}
