package import SpeechFrames

extension SessionTable {
    /// The frames that stages send about turns.
    package static let stageTypes: Set<FrameType> = [
        .hello, .token, .command, .end, .failed, .progress, .interrupted, .finished,
    ]

    /// How many failures of a turn are remembered; further ones may be told twice.
    private static let mostFailures = 1_024

    /// Takes what a stage says about a turn. What comes of a turn that has ended, or is being stopped, is passed on no more.
    package mutating func receive(_ frame: Frame, at now: ContinuousClock.Instant) -> [SessionAction] {
        guard let id = frame.turnID, let turn = turn(id), turn.isRunning else { return [] }
        update(id) { $0.lastSign = now }
        switch frame {
        case .token(let token): receive(token, now)
        case .command: tellFollowers(of: turn, frame)
        case .end(let end):
            tellFollowers(of: turn, frame)
            update(id) {
                $0.textEnded = true
                if end.phrases == 0 { $0.speechEnded = true }
            }
        case .progress(let progress): receive(progress, now)
        case .failed(let failed): receive(failed)
        case .finished(let finished):
            update(id) {
                $0.finished = finished
                $0.speechEnded = true
            }
        default: break
        }
        endIfOver(id, now)
        startWaiting(now)
        return takeActions()
    }

    /// The llm-streamer answers (again): turns that it does not hold are asked again, for it was
    /// restarted; the answer goes on where it was.
    package mutating func streamerLinked(holding held: [HeldTurn], at now: ContinuousClock.Instant) -> [SessionAction] {
        unavailable.remove(.llmStreamer)
        let holds = Set(held.map { TurnID(session: $0.session, turn: $0.turn) })
        for turn in turns where turn.isRunning && !turn.speechEnded && !holds.contains(turn.id) {
            update(turn.id) { $0.lastSign = now }
            if let ask = turn.renewedAsk {
                act(.ask(ask))
            } else if !turn.textEnded {
                loseText(of: turn)
                endIfOver(turn.id, now)
            }
        }
        return takeActions()
    }

    /// Takes over the turns that a stage holds and this table has never heard of: the supervisor was restarted.
    package mutating func learn(
        _ held: [HeldTurn],
        from stage: Stage,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        unavailable.remove(stage)
        for held in held {
            let id = TurnID(session: held.session, turn: held.turn)
            var session = sessions[id.session] ?? Session(id: id.session, at: now)
            guard session.lastTurn < id.turn else { continue }
            session.lastTurn = id.turn
            sessions[id.session] = session
            var turn = TurnRecord(id, ask: nil, phase: .speaking, followers: [], at: now)
            turn.textEnded = stage == .audioSequencer && held.phrases != nil
            turn.phrase = held.phrase
            turns.append(turn)
            act(.changed)
        }
        return takeActions()
    }

    /// A stage died so often that it is given up for now: what needs it ends, the rest goes on.
    package mutating func gaveUp(_ stage: Stage, at now: ContinuousClock.Instant) -> [SessionAction] {
        unavailable.insert(stage)
        for turn in turns where turn.isRunning {
            lose(stage, turn.id)
            endIfOver(turn.id, now)
        }
        startWaiting(now)
        return takeActions()
    }

    /// A stage that was given up answers again.
    package mutating func isBack(_ stage: Stage) { unavailable.remove(stage) }

    mutating func lose(_ stage: Stage, _ id: TurnID) {
        guard let turn = turn(id), stage == .llmStreamer ? !turn.textEnded : !turn.speechEnded else { return }
        let what = stage == .llmStreamer ? "there is no answer" : "the answer is shown, and not spoken"
        let failed = Failed(
            session: id.session,
            turn: id.turn,
            stage: "hub-supervisor",
            code: "unavailable",
            message: "\(stage.name) dies again and again: \(what)"
        )
        tellFollowers(of: turn, .failed(failed))
        update(id) {
            $0.failure = $0.failure ?? failed
            $0.speechEnded = true
            if stage == .llmStreamer { $0.textEnded = true }
        }
    }

    /// The rest of the text cannot come any more; what is down the line already is still spoken.
    private mutating func loseText(of turn: TurnRecord) {
        update(turn.id) { $0.textEnded = true }
        // Of a turn that an earlier supervisor began nothing is known: its text may well be whole.
        guard turn.ask != nil else { return }
        let failed = Failed(
            session: turn.id.session,
            turn: turn.id.turn,
            stage: "hub-supervisor",
            code: "text_lost",
            message: "llm-streamer was lost in the middle of an answer that is too long to be gone on with"
        )
        tellFollowers(of: turn, .failed(failed))
        update(turn.id) { $0.failure = $0.failure ?? failed }
    }

    private mutating func receive(_ token: Token, _ now: ContinuousClock.Instant) {
        guard let turn = turn(token.turnID) else { return }
        update(turn.id) {
            if $0.firstToken == nil { $0.firstToken = $0.accepted.duration(to: now) }
            $0.take(token)
        }
        tellFollowers(of: turn, .token(token))
    }

    private mutating func receive(_ progress: Progress, _ now: ContinuousClock.Instant) {
        guard let turn = turn(progress.turnID) else { return }
        tellFollowers(of: turn, .progress(progress))
        if turn.phase != .speaking || turn.phrase != progress.phrase { act(.changed) }
        update(turn.id) {
            $0.phase = .speaking
            $0.phrase = progress.phrase
            if $0.firstSound == nil { $0.firstSound = $0.accepted.duration(to: now) }
        }
    }

    private mutating func receive(_ failed: Failed) {
        let kind = "\(failed.stage) \(failed.code) \(failed.phrase ?? -1)"
        guard let turn = turn(failed.turnID), !turn.toldFailures.contains(kind) else { return }
        update(turn.id) { if $0.toldFailures.count < Self.mostFailures { $0.toldFailures.insert(kind) } }
        tellFollowers(of: turn, .failed(failed))
        guard failed.phrase == nil else { return }
        update(turn.id) {
            $0.failure = $0.failure ?? failed
            // After the model's failure an `end` follows: what was passed on before is still spoken.
            if failed.stage != Stage.llmStreamer.name { $0.speechEnded = true }
        }
    }
}
