package import SpeechFrames

/// Keeps the frames of all turns that go down a line until they were heard, and says what is to be sent next.
///
/// It is all there is between a stage and its link: a frame is added once, given out once for each link, and dropped when
/// the sequencer says that it was heard. When a link comes back, its peer says what it holds, and giving out starts again
/// after that. So a stage that was killed is caught up with the same frames, and one that was not gets none twice.
///
/// The stage before may have been killed too, and then knows nothing of what is kept here: ``handback(to:)`` gives it the
/// texts back, which it takes by ``adopt(_:)`` and ``add(_:as:)``. So whichever two die one after the other, somebody has the
/// texts of all that was not heard.
///
/// Turns are served in rotation, one frame each, so that a long one holds no other back. Memory is bounded by who adds:
/// ``phraseCount(of:)`` for text, the pool's lookahead for sound, ``limit`` for the number of turns. How much of the sound the peer
/// gets ahead of the ear is bounded by ``lookahead``.
package struct FrameKeeper: Sendable {
    /// What became of a turn that wanted to begin.
    package enum Beginning: Sendable, Equatable {
        /// It is new, and kept from now on.
        case new
        /// It is here already: a sender that came back begins its turns again.
        case known
        /// It is over; nothing of it is taken.
        case over(OverTurns.Outcome)
        /// There are too many turns.
        case refused
    }

    /// The most turns that are kept at a time.
    package static let limit = 256

    private var turns: [TurnID: KeptTurn] = [:]
    /// The turns in the order of their beginning, which matters to who plays them one after the other.
    private var order: [TurnID] = []
    /// Turns that may have a frame for the link, in the order in which they are served.
    private var ready: [TurnID] = []
    private var isReady: Set<TurnID> = []
    private var over = OverTurns()
    /// How much sound may lie ahead of the ear; `nil`: the peer gets all there is.
    package var lookahead: Lookahead? {
        didSet { serveAll() }
    }
    /// What the peer of the latest link held when it was made; `nil` before the first link.
    private var peerHeld: [TurnID: HeldTurn]?

    /// Nothing is kept yet.
    package init(lookahead: Lookahead? = nil) {
        self.lookahead = lookahead
    }

    /// How far each turn is here, for the one who sends them.
    package var holding: [HeldTurn] { order.compactMap { turns[$0]?.holding } }

    /// The same without the turns that were adopted, and that nobody has begun here.
    package var claimed: [HeldTurn] {
        order.compactMap { id in turns[id].flatMap { $0.isAdopted ? nil : $0.holding } }
    }

    /// Whether there was a link, and all that its peer held is known here: a restarted stage must say and start nothing
    /// before.
    package var isSettled: Bool { peerHeld.map { $0.keys.allSatisfy(isSettled) } ?? false }

    /// Whether there was a link, and what its peer held of the turn is known here.
    package func isSettled(_ turn: TurnID) -> Bool {
        guard let peerHeld else { return false }
        guard let held = peerHeld[turn] else { return true }
        // Where there is no room for the turn, it will not be known.
        return turns[turn]?.hasTexts(of: held) ?? (turns.count >= Self.limit)
    }

    /// How the turn's text ended; `nil` where that is not known.
    package func end(of turn: TurnID) -> End? { turns[turn]?.end }

    /// How far the turn is here; `nil` where it is not.
    package func holding(of turn: TurnID) -> HeldTurn? { turns[turn]?.holding }

    /// How many phrases' texts are kept of the turn.
    package func phraseCount(of turn: TurnID) -> Int { turns[turn]?.phraseCount ?? 0 }

    /// How much sound of the turn waits here, for who plays it has no room for it yet.
    package func unsentSound(of turn: TurnID) -> Duration { turns[turn]?.unsentSound ?? .zero }

    /// How far the turn was heard.
    package func heard(of turn: TurnID) -> HeardPoint? { turns[turn]?.heard }

    /// How the turn came to its end; `nil` where it may go on.
    package func outcome(of turn: TurnID) -> OverTurns.Outcome? { over.outcome(of: turn) }

    /// Begins a turn.
    package mutating func begin(_ begin: Begin) -> Beginning {
        let id = begin.turnID
        if let outcome = over.outcome(of: id) { return .over(outcome) }
        if turns[id] != nil {
            turns[id]?.isAdopted = false
            return .known
        }
        guard turns.count < Self.limit else { return .refused }
        turns[id] = KeptTurn(begin)
        turns[id]?.connect(peerHeld?[id])
        order.append(id)
        serve(id)
        return .new
    }

    /// Takes a turn that comes from down the line, where it outlived this stage. Its texts follow.
    package mutating func adopt(_ begin: Begin) -> Beginning {
        let wasAdopted = turns[begin.turnID].map(\.isAdopted) ?? true
        let beginning = self.begin(begin)
        turns[begin.turnID]?.isAdopted = wasAdopted
        // Who gives it back knows better than an earlier sender how far it was heard.
        if let place = HeardPoint(begin) { turns[begin.turnID]?.drop(heard: place) }
        return beginning
    }

    /// Adds a phrase's text. False: its turn is not here, or the phrase is here already or was heard.
    package mutating func add(_ phrase: Phrase, as frame: RawFrame) -> Bool {
        serve(phrase.turnID)
        return turns[phrase.turnID]?.add(phrase, frame) ?? false
    }

    /// Adds a turn's end. False: its turn is not here, or has its end.
    @discardableResult
    package mutating func add(_ end: End, as frame: RawFrame) -> Bool {
        serve(end.turnID)
        return turns[end.turnID]?.add(end, frame) ?? false
    }

    /// Adds a frame of another type, for sound with its place in the phrase. Of a turn that is not here it is dropped.
    package mutating func add(_ frame: RawFrame, audio: AudioHeader? = nil) {
        guard let turn = frame.turnID else { return }
        turns[turn]?.add(frame, audio)
        serve(turn)
    }

    /// The ear has come so far.
    package mutating func drop(_ progress: Progress) {
        turns[progress.turnID]?.drop(heard: HeardPoint(progress))
        serve(progress.turnID)
    }

    /// The turn has come to its end by itself.
    package mutating func end(_ turn: TurnID, _ outcome: OverTurns.Outcome) {
        over.end(turn, outcome)
        peerHeld?[turn] = nil
        remove { $0 == turn }
    }

    /// Stops the turns that the interrupt covers: nothing more of them is taken or given out.
    ///
    /// - Returns: those of them that were here.
    @discardableResult
    package mutating func interrupt(_ interrupt: Interrupt) -> [TurnID] {
        over.interrupt(interrupt)
        peerHeld = peerHeld?.filter { !interrupt.covers($0.key) }
        return remove(interrupt.covers)
    }

    /// A new link: its peer holds what it says, and of other turns nothing.
    package mutating func connect(holds: [HeldTurn]) {
        let held = Dictionary(holds.map { ($0.turnID, $0) }, uniquingKeysWith: { first, _ in first })
        peerHeld = held.filter { over.outcome(of: $0.key) == nil }
        for id in turns.keys { turns[id]?.connect(held[id]) }
        // From the first turn on, so that they begin in their order over there too.
        serveAll()
    }

    /// The texts that are kept here and that a stage up the line does not have, which `holds` only this much.
    package func handback(to holds: [HeldTurn]) -> [RawFrame] {
        let held = Dictionary(holds.map { ($0.turnID, $0) }, uniquingKeysWith: { first, _ in first })
        return order.flatMap { id in turns[id]?.handback(to: held[id]) ?? [] }
    }

    /// The next frame for the link; `nil` when it has all that it is to have by now.
    package mutating func nextFrame() -> RawFrame? {
        let window = lookahead?.window(turns: turns.count)
        while !ready.isEmpty {
            let id = ready.removeFirst()
            if let frame = turns[id]?.nextFrame(within: window) {
                ready.append(id)
                return frame
            }
            isReady.remove(id)
        }
        return nil
    }

    /// Has a turn looked at for frames that are to be sent.
    private mutating func serve(_ id: TurnID) {
        if turns[id] != nil, isReady.insert(id).inserted { ready.append(id) }
    }

    private mutating func serveAll() {
        ready = order
        isReady = Set(order)
    }

    @discardableResult
    private mutating func remove(_ isMeant: (TurnID) -> Bool) -> [TurnID] {
        let removed = order.filter(isMeant)
        order.removeAll(where: isMeant)
        ready.removeAll(where: isMeant)
        isReady.subtract(removed)
        for id in removed { turns[id] = nil }
        // Each of the others may have more ahead.
        if lookahead != nil, !removed.isEmpty { serveAll() }
        return removed
    }
}
