private import FoundationEssentials
internal import SpeechFrames

/// What the hub has to do with talk that outlives it.
extension Hub {
    /// How long whoever asks is held up for what was kept to be read.
    static let recallLimit = Duration.seconds(2)
    /// How long whoever has something forgotten waits for the disk.
    private static let wipeLimit = Duration.seconds(5)
    /// How long the end of the hub waits for the last turns to be kept.
    private static let lastLimit = Duration.seconds(3)

    private static var seconds: Int { Int(Date().timeIntervalSince1970) }

    /// What the sessions' table has for the archive; sessions that began after `start` are this supervisor's.
    func talkSource(since start: ContinuousClock.Instant) -> TalkSource {
        TalkSource(
            talk: { id in self.change { state, now in state.table.talk(of: id, at: now, seconds: Self.seconds) } },
            sessions: { self.change { state, _ in state.table.talkingSessions } },
            recall: {
                self.change { state, _ in
                    let limits = state.table.limits
                    return Recall(since: Self.seconds - Int(limits.idleExpiry / .seconds(1)), most: limits.sessions)
                }
            },
            take: { talks in
                self.change { state, now in
                    let actions = state.table.recall(talks, since: start, at: now, seconds: Self.seconds)
                    state.perform(actions, at: now)
                }
            }
        )
    }

    /// Forgets what a client wants forgotten, and tells it so: where the talk is kept, when the disk has done it.
    ///
    /// - Returns: what the client was told; `nil` where nothing was refused.
    func forget(
        _ forget: Forget,
        for client: ClientID,
        _ state: inout HubState,
        _ now: ContinuousClock.Instant
    ) -> Frame? {
        if let keeper, !keeper.archive.isRecalled {
            let reason = keeper.archive.trouble.map { ": \($0)" } ?? ""
            let message = "what was kept of the talk is not read yet\(reason); try again when it is"
            return tell(client, .refused(Refused(code: "not_ready", message: message)), &state, now)
        }
        let (actions, gone) = state.table.forget(forget.session, at: now)
        state.perform(actions, at: now)
        if gone.isEmpty, !forget.session.isEmpty {
            let message = "there is no session \(forget.session): `loquat sessions` lists them"
            return tell(client, .refused(Refused(code: "unknown_session", message: message)), &state, now)
        }
        var forgotten = Forgotten(sessions: gone.count)
        if keeper != nil {
            // They are on the archive's list before it is asked whether they are done.
            state.writeDown(at: now)
            if wipes.add(WipeQueue.Wipe(client: client, sessions: gone)) { return nil }
            forgotten.problem = "more is to be forgotten than can be waited for: it is not known yet"
        }
        _ = tell(client, .forgotten(forgotten), &state, now)
        return nil
    }

    private func tell(
        _ client: ClientID,
        _ frame: Frame,
        _ state: inout HubState,
        _ now: ContinuousClock.Instant
    ) -> Frame {
        state.perform([.tell(client, frame)], at: now)
        return frame
    }

    /// Tells those who wait when the disk has forgotten, one after the other.
    func tellWiped(by archive: TalkArchive) async {
        for await wipe in wipes.waiting {
            let problem = await archive.settled(wipe.sessions, within: Self.wipeLimit)
            change { state, now in
                let forgotten = Forgotten(sessions: wipe.sessions.count, problem: problem)
                state.perform([.tell(wipe.client, .forgotten(forgotten))], at: now)
            }
        }
    }

    /// Waits until the last turns are kept, or the disk has had its time.
    func keepLast() async {
        _ = await keeper?.archive.settled(within: Self.lastLimit)
    }
}
