internal import SpeechFrames

/// What the table has to tell of to who watches the hub.
extension SessionTable {
    /// What has happened since this was asked last, where ``tellsEvents`` is set.
    package mutating func takeEvents() -> [any HubEvent] {
        guard tellsEvents else { return [] }
        for id in movedTurns {
            // That it is being stopped is not told: how it has ended follows.
            guard let turn = records[id], !turn.isStopping, toldStates[id] != turn.state else { continue }
            toldStates[id] = turn.state
            events.append(turn.stateEvent)
        }
        movedTurns = []
        defer { events = [] }
        return events
    }

    mutating func tell(of turn: TurnRecord) {
        guard tellsEvents else { return }
        events.append(
            TurnEvent(
                session: turn.session,
                turn: turn.turn,
                kind: turn.kind,
                text: turn.ask?.text,
                output: turn.ask?.output ?? (defaultOutput.isEmpty ? nil : defaultOutput)
            )
        )
        movedTurns.insert(turn.id)
    }

    /// A turn has ended in `state`.
    mutating func tellEnd(of turn: TurnRecord, _ state: SessionStatus.State, _ reason: String?) {
        guard tellsEvents else { return }
        var event = turn.stateEvent
        (event.state, event.reason) = (state, reason)
        events.append(event)
        toldStates[turn.id] = nil
    }

    /// The same that the turn's followers are told.
    mutating func tellEvent(of turn: TurnRecord, _ frame: Frame) {
        guard tellsEvents else { return }
        switch frame {
        case .command(let command): events.append(CommandEvent(command: command))
        case .failed(let failed): events.append(FailedEvent(failed: failed))
        case .interrupted(let interrupted):
            events.append(
                InterruptedEvent(
                    session: turn.session,
                    turn: turn.turn,
                    heard: interrupted.heard,
                    silenceMilliseconds: interrupted.silenceMilliseconds
                )
            )
        default: break
        }
    }

    /// A turn's text has come, from `start` on.
    mutating func tellToken(of id: TurnID, _ text: String, at start: Int) {
        guard tellsEvents else { return }
        events.append(TokenEvent(session: id.session, turn: id.turn, start: start, text: text))
    }

    mutating func tell(_ phrase: Phrase) {
        guard tellsEvents else { return }
        let source = phrase.source.flatMap { $0.count == 2 ? $0 : nil }
        events.append(
            PhraseEvent(
                session: phrase.session,
                turn: phrase.turn,
                phrase: phrase.phrase,
                text: phrase.text,
                start: source?[0],
                length: source?[1]
            )
        )
    }

    /// A turn was heard further.
    mutating func tellHeard(_ turn: TurnRecord) {
        guard tellsEvents, let phrase = turn.phrase else { return }
        events.append(
            HeardEvent(
                session: turn.session,
                turn: turn.turn,
                phrase: phrase,
                end: turn.heardEnd,
                aheadMilliseconds: turn.buffered?.milliseconds ?? 0,
                trouble: turn.trouble
            )
        )
    }

    /// The turns that are under way.
    package var pictures: [TurnPicture] {
        turns.map { turn in
            TurnPicture(
                session: turn.session,
                turn: turn.turn,
                kind: turn.kind,
                question: turn.ask?.text,
                text: turn.text,
                state: turn.state,
                heardEnd: turn.heardEnd,
                phrases: turn.sources.pictures
            )
        }
    }
}

extension TurnRecord {
    fileprivate var kind: TurnEvent.Kind { ask?.say == true ? .say : .ask }

    fileprivate var stateEvent: StateEvent {
        StateEvent(
            session: session,
            turn: turn,
            state: state,
            reason: trouble,
            firstTokenMilliseconds: firstToken?.milliseconds,
            firstPhraseMilliseconds: firstPhrase?.milliseconds,
            firstSoundMilliseconds: firstSound?.milliseconds
        )
    }
}
