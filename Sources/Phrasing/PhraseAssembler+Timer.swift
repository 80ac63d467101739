// What the timer and the end of the answer send.

extension PhraseAssembler {
    /// While text flows and the lead is comfortable, a cut between two words can wait this long at a time.
    private static let longestDeferral = Duration.milliseconds(500)
    private static let shortestDeferral = Duration.milliseconds(50)

    /// When something held has to go; nil when nothing can.
    var deadline: Duration? {
        let text = textDeadline.map { max($0, deferred ?? $0) }
        let block = block.map { $0.arrived + limits.maximumDelay }
        return [text, block].compactMap(\.self).min()
    }

    private var textDeadline: Duration? {
        guard let first = firstSpeakable, hasCompleteEnd || bestCut() != nil else { return nil }
        return held[first].arrived + limits.maximumDelay
    }

    /// Sends what has waited too long, up to the best boundary there is.
    mutating func expire() {
        while let deadline = textDeadline, max(deadline, deferred ?? deadline) <= now {
            guard let cut = overdueCut else {
                deferred = now + min(Self.longestDeferral, max(Self.shortestDeferral, spareLead))
                break
            }
            self.cut(at: cut)
            dropsLeftovers = held.isEmpty
        }
        if let block, block.arrived + limits.maximumDelay <= now {
            endNamedBlock(at: block.source.upperBound)
        }
    }

    /// Sends all but a word that may still be written.
    mutating func release() {
        while firstSpeakable != nil, let cut = hasCompleteEnd ? here : bestCut() {
            self.cut(at: cut)
            dropsLeftovers = held.isEmpty
        }
    }

    private var spareLead: Duration { (ahead ?? .zero) - limits.comfortableLead }

    /// The best cut; nil when there is only one between two words and it is better to wait for more.
    private var overdueCut: Cut? {
        if hasCompleteEnd {
            return here
        }
        let flows = now - newest < Self.longestDeferral
        return bestCut(betweenWords: !(flows && spareLead >= .zero && ahead != nil))
    }

    /// The best place to cut. What will most likely prove to be a sentence's end counts as one.
    func bestCut(betweenWords: Bool = true) -> Cut? {
        switch ending {
        case .space(let mark, let verdict) where verdict != .endsBeforeStarter && mark.cut.weight > sent.weight:
            mark.cut
        default:
            candidates.best(after: sent, betweenWords: betweenWords)
        }
    }

    /// The held text ends like a sentence, and only the proof that comes with the next scalar is missing.
    private var hasCompleteEnd: Bool {
        guard case .marks(let mark) = ending else { return false }
        return mark.kind != .ellipsis && verdict(on: mark) == .ends
    }

    mutating func finish() {
        endBlock()
        if let block {
            endNamedBlock(at: block.source.upperBound)
        }
    }
}
