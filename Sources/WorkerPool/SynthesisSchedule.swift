package import FrameTransport
package import SpeechFrames

/// Decides which phrase is synthesized next: one of the turn whose speaker would fall silent first.
///
/// A turn's audio ahead is what was sent and not yet heard. Where the sequencer reports progress it is known; in a pipe
/// it is estimated: what was sent plays from the moment that it was sent, one piece after the other. What is being
/// synthesized counts too, by the length of its text, so that the workers are shared before the first audio is there.
/// Within a turn the phrases go in their order.
package struct SynthesisSchedule: Sendable {
    /// Spoken time for one Unicode scalar of text: at 175 words a minute about 15 in a second.
    package static let timePerScalar = Duration.milliseconds(65)
    /// How many turns without work are remembered, for what was sent of them; the oldest is forgotten first.
    package static let rememberedTurns = 256

    /// Used once progress is reported.
    var lookahead: Lookahead
    private let isEarKnown: Bool
    private var turns: [TurnID: Turn] = [:]
    private var arrivals = 0

    /// With `isEarKnown`, a turn counts as unheard until progress says otherwise, and the lookahead holds from its start.
    package init(lookahead: Lookahead, isEarKnown: Bool = false) {
        self.lookahead = lookahead
        self.isEarKnown = isEarKnown
    }

    /// How many turns are known.
    package var knownTurns: Int { turns.count }

    /// How many phrases of a turn wait.
    package func waiting(in turn: TurnID) -> Int { turns[turn]?.waiting.count ?? 0 }

    /// Whether a phrase waits or is being synthesized.
    package func contains(_ id: PhraseID) -> Bool {
        guard let turn = turns[id.turn] else { return false }
        return turn.underWay[id.phrase] != nil || turn.waiting.contains { $0.phrase == id.phrase }
    }

    /// Adds a phrase; one that is tried again goes back to its place.
    package mutating func add(_ phrase: Phrase) {
        if turns[phrase.turnID] == nil {
            arrivals += 1
            forgetOldTurns()
            turns[phrase.turnID] = Turn(arrival: arrivals, isEarKnown: isEarKnown)
        }
        turns[phrase.turnID]?.add(phrase)
    }

    /// Takes the phrase to be synthesized next, at the time `now` of any steady clock; `nil` when none may start. Of a turn
    /// whose next phrase `isMeant` is false for, none is taken.
    package mutating func next(now: Duration, where isMeant: (Phrase) -> Bool = { _ in true }) -> Phrase? {
        let limit = limit
        var first: (id: TurnID, silentIn: Duration, arrival: Int)?
        for (id, turn) in turns where !turn.waiting.isEmpty {
            let silentIn = turn.silentIn(now)
            if turn.isHeld(silentIn, lookahead, limit) { continue }
            guard let next = turn.waiting.first, isMeant(next) else { continue }
            if let first, (first.silentIn, first.arrival) < (silentIn, turn.arrival) { continue }
            first = (id, silentIn, turn.arrival)
        }
        return first.flatMap { turns[$0.id]?.start() }
    }

    /// Counts audio that was passed on.
    package mutating func sent(_ duration: Duration, of id: PhraseID, now: Duration) {
        turns[id.turn]?.sent(duration, phrase: id.phrase, now: now)
    }

    /// A phrase is no longer being synthesized, whatever came of it.
    package mutating func ended(_ id: PhraseID) {
        turns[id.turn]?.underWay[id.phrase] = nil
    }

    /// The sequencer has heard the turn up to here.
    ///
    /// - Returns: whether a phrase may start for it: else nothing need be looked for, which would cost a look at every turn.
    @discardableResult
    package mutating func heard(_ phrase: Int, at position: Duration, of id: TurnID) -> Bool {
        turns[id]?.heard(phrase, position)
        // Where turns wait by the clock, what time has brought about is looked for at each chance.
        guard isEarKnown else { return true }
        guard let turn = turns[id] else { return false }
        // The others may have more of what all have together.
        if turn.isIdle { return true }
        return !turn.waiting.isEmpty && !turn.isHeld(turn.silentIn(.zero), lookahead, limit)
    }

    /// Forgets turns, such as those that were interrupted or heard to their end.
    ///
    /// - Returns: the phrases of them that waited.
    @discardableResult
    package mutating func forget(_ isMeant: (TurnID) -> Bool) -> [PhraseID] {
        var dropped: [PhraseID] = []
        for (id, turn) in turns where isMeant(id) {
            dropped += turn.waiting.map(\.phraseID)
            turns[id] = nil
        }
        return dropped
    }

    /// Takes all phrases that wait, in the order in which they would have started.
    package mutating func removeAllWaiting() -> [Phrase] {
        var removed: [Phrase] = []
        for id in turns.keys.sorted(by: { (turns[$0]?.arrival ?? 0) < (turns[$1]?.arrival ?? 0) }) {
            removed += turns[id]?.waiting ?? []
            turns[id]?.waiting = []
        }
        return removed
    }

    /// What each turn may have ahead of the ear.
    private var limit: Duration { lookahead.limit(turns: turns.values.count { !$0.isIdle }) }

    private mutating func forgetOldTurns() {
        let idle = turns.filter { $0.value.waiting.isEmpty && $0.value.underWay.isEmpty }
        guard idle.count >= Self.rememberedTurns else { return }
        if let oldest = idle.min(by: { $0.value.arrival < $1.value.arrival }) { turns[oldest.key] = nil }
    }
}

/// One turn in the schedule.
private struct Turn: Sendable {
    let arrival: Int
    /// In phrase order.
    var waiting: [Phrase] = [] {
        didSet { nextLength = waiting.first.map(Self.length) ?? .zero }
    }
    /// The estimated time of the first that waits.
    private var nextLength = Duration.zero
    /// The estimated time of what is being synthesized and not yet sent, by phrase.
    var underWay: [Int: Duration] = [:]
    /// Sent and not known to be heard, by phrase.
    var unheard: [Int: Duration] = [:]
    /// Where progress was reported, the phrase that is heard and how far.
    var position: (phrase: Int, time: Duration)?
    /// Without progress: when what was sent will have been played.
    var playedUntil = Duration.zero

    init(arrival: Int, isEarKnown: Bool) {
        self.arrival = arrival
        if isEarKnown { position = (0, .zero) }
    }

    mutating func add(_ phrase: Phrase) {
        let place = waiting.firstIndex { $0.phrase > phrase.phrase } ?? waiting.endIndex
        waiting.insert(phrase, at: place)
    }

    /// Whether there is nothing of it to be synthesized or heard.
    var isIdle: Bool { waiting.isEmpty && underWay.isEmpty && unheard.isEmpty }

    mutating func start() -> Phrase {
        let phrase = waiting.removeFirst()
        underWay[phrase.phrase] = Self.length(of: phrase)
        return phrase
    }

    mutating func sent(_ duration: Duration, phrase: Int, now: Duration) {
        if let estimate = underWay[phrase] { underWay[phrase] = max(.zero, estimate - duration) }
        playedUntil = max(playedUntil, now) + duration
        if phrase >= position?.phrase ?? 0 { unheard[phrase, default: .zero] += duration }
    }

    mutating func heard(_ phrase: Int, _ time: Duration) {
        position = (phrase, time)
        unheard = unheard.filter { $0.key >= phrase }
    }

    /// How long the speaker goes on with what it has or will have.
    func silentIn(_ now: Duration) -> Duration {
        underWay.values.reduce(ahead(now), +)
    }

    /// Whether enough lies ahead of an ear that reports how far it is, the next phrase counted in.
    func isHeld(_ silentIn: Duration, _ lookahead: Lookahead, _ limit: Duration) -> Bool {
        position != nil && lookahead.holds(nextLength, ahead: silentIn, limit: limit)
    }

    private static func length(of phrase: Phrase) -> Duration {
        SynthesisSchedule.timePerScalar * phrase.text.unicodeScalars.count
    }

    private func ahead(_ now: Duration) -> Duration {
        guard let position else { return max(.zero, playedUntil - now) }
        let heard = unheard[position.phrase] == nil ? .zero : position.time
        return max(.zero, unheard.values.reduce(.zero, +) - heard)
    }
}
