package import SpeechFrames

extension SessionTable {
    /// The frames that stages send: about turns, and about themselves.
    package static let stageTypes: Set<FrameType> = [
        .hello, .token, .phrase, .command, .end, .failed, .progress, .interrupted, .finished, .status, .reloaded,
        .cues, .volume,
    ]

    /// Takes what a stage says about a turn. What comes of a turn that has ended, or is being stopped, is passed on no more.
    ///
    /// `raw` is the frame as it came: where nothing of it changes, it is passed on so.
    package mutating func receive(
        _ frame: Frame,
        passing raw: RawFrame? = nil,
        at now: ContinuousClock.Instant
    ) -> [SessionAction] {
        guard let id = frame.turnID, let index = records.index(forKey: id), records.values[index].isRunning else {
            return []
        }
        records.values[index].lastSign = now
        switch frame {
        case .token(let token): take(token, raw, index, now)
        case .progress(let progress): take(progress, raw, index, now)
        default:
            take(frame, of: id, now)
            endIfOver(id, now)
            startWaiting(now)
        }
        return takeActions()
    }

    /// The llm-streamer answers (again): turns that it does not hold are asked again, for it was restarted; the answer goes
    /// on where it was. Of those that it holds it is asked for the text that came while there was no link.
    package mutating func streamerLinked(holding held: [HeldTurn], at now: ContinuousClock.Instant) -> [SessionAction] {
        unavailable.remove(.llmStreamer)
        let holds = Set(held.map { TurnID(session: $0.session, turn: $0.turn) })
        for turn in turns where turn.isRunning && !(turn.textEnded && holds.contains(turn.id)) {
            update(turn.id) { $0.lastSign = now }
            if let ask = turn.renewedAsk {
                act(.ask(ask))
            } else if !turn.textEnded, !holds.contains(turn.id) {
                loseText(of: turn)
                endIfOver(turn.id, now)
            }
        }
        startWaiting(now)
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
            update(session)
            var turn = TurnRecord(id, ask: nil, phase: .speaking, followers: [], at: now)
            turn.textEnded = stage == .audioSequencer && held.phrases != nil
            turn.phrase = held.phrase
            insert(turn)
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
            session: turn.session,
            turn: turn.turn,
            stage: "hub-supervisor",
            code: "text_lost",
            message: "llm-streamer was lost in the middle of an answer that is too long to be gone on with"
        )
        tellFollowers(of: turn, .failed(failed))
        update(turn.id) { $0.failure = $0.failure ?? failed }
    }

    // Of 50 answers a thousand tokens and more come in a second: they are noted in place, and nothing else is looked at.

    private mutating func take(
        _ token: Token,
        _ raw: RawFrame?,
        _ index: Dictionary<TurnID, TurnRecord>.Index,
        _ now: ContinuousClock.Instant
    ) {
        let id = token.turnID
        if token.text(after: records.values[index].scalars) == nil { meetGap(before: token, index) }
        let had = records.values[index].scalars
        guard let text = token.text(after: had), !text.isEmpty else { return }
        records.values[index].gaps = 0
        let isFirst = records.values[index].firstToken == nil
        let wasWhole = records.values[index].isTextWhole
        records.values[index].take(text)
        if records.values[index].firstToken == nil || wasWhole != records.values[index].isTextWhole {
            update(id) { $0.firstToken = $0.firstToken ?? $0.accepted.duration(to: now) }
            act(.changed)
        } else {
            changes.texts.insert(id)
        }
        tellToken(of: id, text, at: had)
        let isWhole = token.start == had
        var token = token
        token.text = text
        token.start = had
        for client in records.values[index].followers { pass(.token(token), isWhole ? raw : nil, to: client) }
        if records.values[index].reachesTextEnd, !records.values[index].textEnded {
            update(id) { $0.textEnded = true }
            endIfOver(id, now)
            startWaiting(now)
        }
        // Last, for it may end a turn, and move the others.
        if isFirst, let turn = turn(id) { dropFiller(turn.filler, of: id.session, now) }
    }

    /// Tells a frame, by its own bytes where they are known: encoding it again is most of the work on it.
    private mutating func pass(_ frame: Frame, _ raw: RawFrame?, to client: ClientID) {
        if let raw { act(.pass(client, raw)) } else { tell(client, frame) }
    }

    /// Text came while there was no link. The streamer is asked for it, and tells it and all that came after it; where it
    /// does not, the text goes on without.
    private mutating func meetGap(before token: Token, _ index: Dictionary<TurnID, TurnRecord>.Index) {
        records.values[index].gaps += 1
        let gaps = records.values[index].gaps
        if gaps == 1, let ask = records.values[index].renewedAsk {
            act(.ask(ask))
        } else if gaps == 1 || gaps > TurnRecord.mostGaps {
            records.values[index].skip(to: token.start ?? 0)
        }
    }

    /// The text has ended when all of it is here. What was missed before its end is asked for: who took half an answer for a
    /// whole one would have no more than that said again after the streamer's death.
    private mutating func meetTextEnd(of id: TurnID) {
        guard let turn = turn(id) else { return }
        if turn.reachesTextEnd {
            update(id) { $0.textEnded = true }
        } else if turn.gaps == 0, let ask = turn.renewedAsk {
            update(id) { $0.gaps = 1 }
            act(.ask(ask))
        }
    }

    private mutating func take(
        _ progress: Progress,
        _ raw: RawFrame?,
        _ index: Dictionary<TurnID, TurnRecord>.Index,
        _ now: ContinuousClock.Instant
    ) {
        for client in records.values[index].followers { pass(.progress(progress), raw, to: client) }
        records.values[index].hear(progress)
        tellHeard(records.values[index])
        if records.values[index].phase != .speaking, progress.trouble == nil {
            update(progress.turnID) {
                $0.phase = .speaking
                if $0.firstSound == nil { $0.firstSound = $0.accepted.duration(to: now) }
            }
        }
        act(.changed)
        if announcements > 0 { refresh(besides: records.values[index], now) }
    }

    /// Whoever is paused, or waits at the sequencer, while another turn is heard on the same output does not stall.
    private mutating func refresh(besides heard: TurnRecord, _ now: ContinuousClock.Instant) {
        for other in turns where other.id != heard.id && other.isRunning && shareOutput(other, heard) {
            records[other.id]?.lastSign = now
        }
    }

    private mutating func take(_ frame: Frame, of id: TurnID, _ now: ContinuousClock.Instant) {
        guard let turn = turn(id) else { return }
        switch frame {
        case .command: tellFollowers(of: turn, frame)
        case .phrase(let phrase):
            records[id]?.note(phrase)
            records[id]?.measures.takePhrase(at: now)
            tell(phrase)
        case .end(var end):
            // Who shows the rest of a text that was heard to its end knows of no phrases.
            end.phrases = max(end.phrases, turn.finished?.heard ?? 0)
            tellFollowers(of: turn, .end(end))
            update(id) {
                $0.measures.take(end, at: now)
                $0.textEnd = end.textEnd ?? $0.scalars
                $0.firstPhrase = end.firstPhraseMilliseconds.map { .milliseconds($0) } ?? $0.firstPhrase
                // Told once: what is said again after the streamer's death is all one text to it.
                $0.answerEnd = end.answerEnd ?? $0.answerEnd
                if end.phrases == 0 { $0.speechEnded = true }
            }
            meetTextEnd(of: id)
        case .failed(let failed): take(failed, of: turn)
        case .finished(let finished):
            update(id) {
                $0.finished = finished
                $0.speechEnded = true
            }
        default: break
        }
    }

    private mutating func take(_ failed: Failed, of turn: TurnRecord) {
        let kind = "\(failed.stage) \(failed.code) \(failed.phrase ?? -1)"
        guard !turn.toldFailures.contains(kind) else { return }
        records[turn.id]?.noteTold(kind)
        records[turn.id]?.measures.take(failed)
        tellFollowers(of: turn, .failed(failed))
        guard failed.phrase == nil else { return }
        update(turn.id) {
            $0.failure = $0.failure ?? failed
            // After the model's failure an `end` follows: what was passed on before is still spoken.
            if failed.stage != Stage.llmStreamer.name { $0.speechEnded = true }
        }
    }
}
