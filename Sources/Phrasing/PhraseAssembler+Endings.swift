// Where sentences and clauses end.

extension PhraseAssembler {
    /// What may end a phrase besides a sentence's end.
    private enum Appetite {
        /// Enough audio lies ahead.
        case sentences
        /// Also clauses that a connector begins, semicolons, colons and dashes.
        case clauses
        /// Also any comma: the ear waits.
        case pauses
    }

    private var appetite: Appetite {
        if isFirst {
            return .pauses
        }
        guard let ahead else { return .clauses }
        if ahead >= limits.comfortableLead {
            return .sentences
        }
        return ahead < limits.urgentLead ? .pauses : .clauses
    }

    /// Looks at the scalar that follows a possible end.
    mutating func resolveEnding(before scalar: Unicode.Scalar, _ kind: ScalarClass) {
        switch ending {
        case .none:
            break
        case .marks(let mark):
            resolve(mark, before: scalar, kind)
        case .space(let mark, let verdict):
            resolve(mark, verdict, before: scalar, kind)
        case .starter:
            if !kind.isSpeakable, kind != .apostrophe, kind != .mark {
                endStarter()
            }
        }
    }

    /// The scalar right behind the mark: more marks, a quote that closes, or a sign that this is no end.
    private mutating func resolve(_ mark: Mark, before scalar: Unicode.Scalar, _ kind: ScalarClass) {
        var mark = mark
        mark.cut = Cut(index: held.endIndex + 1, weight: weight, tokens: counter.tokens)
        switch kind {
        case .space:
            break
        case .stop, .strong, .ellipsis, .fullStop:
            mark.kind = mark.kind.joined(with: kind)
            ending = .marks(mark)
        case .closer, .straightQuote, .apostrophe:
            mark.hasCloser = true
            mark.hasCornerBracket = "」』｣".unicodeScalars.contains(scalar)
            ending = .marks(mark)
        case .mark:
            ending = .marks(mark)
        case .ideograph, .opener:
            ending = .none
            if mark.endsBeforeIdeograph(scalar, in: held) {
                mark.cut = here
                sentenceEnds(mark)
            }
        default:
            ending = .none
            if mark.kind == .fullStop || (mark.kind == .strong && mark.isWide) {
                mark.cut = here
                sentenceEnds(mark)
            }
        }
    }

    /// White space came behind the marks.
    mutating func endMarks() {
        guard case .marks(let mark) = ending else { return }
        ending = .none
        let verdict = verdict(on: mark)
        switch verdict {
        case .ends:
            sentenceEnds(mark)
        case .goesOn:
            candidates.isAfterLeadingAbbreviation = mark.kind == .stop
        default:
            ending = .space(mark, verdict)
        }
    }

    func verdict(on mark: Mark) -> SentenceBoundary.Verdict {
        if mark.kind == .fullStop {
            return .ends
        }
        let boundary = SentenceBoundary(
            word: scalars(of: word, before: mark.start),
            previous: scalars(of: previousWord),
            mark: mark.kind,
            hasCloser: mark.hasCloser,
            opensSentence: wordWeight == sentenceWeight
        )
        return boundary.verdict
    }

    /// The first scalar after the space.
    private mutating func resolve(
        _ mark: Mark,
        _ verdict: SentenceBoundary.Verdict,
        before scalar: Unicode.Scalar,
        _ kind: ScalarClass
    ) {
        switch kind {
        case .space, .straightQuote, .apostrophe, .closer, .mark, .softSpace:
            return
        case .opener where scalar != "¿" && scalar != "¡":
            return
        default:
            break
        }
        ending = .none
        switch (verdict, kind) {
        case (.endsUnlessLowercase, .lowercase), (.endsUnlessNumber, .digit), (.endsUnlessNumber, .lowercase):
            break
        case (.endsUnlessLowercase, .dash), (.endsUnlessLowercase, .hyphen), (.endsUnlessLowercase, .stop):
            break
        case (.endsBeforeStarter, .uppercase):
            ending = .starter(mark, word: held.endIndex)
        case (.endsBeforeStarter, .caseless), (.endsBeforeStarter, .ideograph), (.endsBeforeStarter, .opener):
            sentenceEnds(mark)
        case (.endsBeforeStarter, _):
            break
        default:
            sentenceEnds(mark)
        }
    }

    /// The word after a doubtful stop is complete.
    mutating func endStarter() {
        guard case .starter(let mark, let start) = ending else { return }
        ending = .none
        let word = held.scalars(start..<held.endIndex)
        if word.count <= 12, Abbreviations.starters.contains(word.lowercasedText) {
            sentenceEnds(mark)
        }
    }

    /// A sentence ended: it is sent, unless it is so short that the ear would hear it as a hiccup.
    mutating func sentenceEnds(_ mark: Mark) {
        ending = .none
        let words = mark.cut.weight - sent.weight
        guard words > 0 else { return }
        sentenceWeight = mark.cut.weight
        if appetite == .sentences, words < 2 * limits.shortSentenceWords {
            candidates.offer(mark.cut, .sentence)
        } else {
            cut(at: mark.cut)
        }
    }

    /// A comma or its kin, with the space after it if its script writes one.
    mutating func pauseEnds() {
        guard let pause = pauseAtEnd else { return }
        let words = here.weight - sent.weight
        candidates.awaitsConnector = pause == .comma
        candidates.pause = here
        guard words >= 2 * limits.firstPhraseWords else { return }
        candidates.offer(here, .pause)
        switch appetite {
        case .sentences: break
        case .clauses where pause == .comma || words < 2 * limits.clauseWords: break
        case .clauses, .pauses: cut(at: here)
        }
    }

    /// A clause is worth a breath when enough stands on both sides of its comma.
    mutating func clauseEnds() {
        guard appetite != .sentences, let clause = candidates.clause else { return }
        let breath = 2 * limits.clauseWords
        if clause.weight - sent.weight >= breath, weight - clause.weight >= breath {
            cut(at: clause)
        }
    }

    /// The kind of pause that the held text ends with.
    private var pauseAtEnd: ScalarClass? {
        guard let last = held.last, !last.isSilent else { return nil }
        switch last.kind {
        case .comma, .semicolon, .colon, .dash:
            return last.kind
        case .widePause:
            let isNumber = held.holds(held.endIndex - 2) && held[held.endIndex - 2].kind == .digit
            return isNumber ? nil : .comma
        case .hyphen:
            return isSpacedHyphen ? .dash : nil
        case .straightQuote, .closer, .apostrophe:
            // "Well, my friend," she said
            let isComma = held.holds(held.endIndex - 2) && held[held.endIndex - 2].kind == .comma
            return isComma ? .comma : nil
        default:
            return nil
        }
    }

    /// `word - word`, but not `5 - 3`.
    private var isSpacedHyphen: Bool {
        let index = held.endIndex - 1
        guard held.holds(index - 2), held[index - 1].kind == .space else { return false }
        return held[index - 2].kind != .digit
    }
}

extension PhraseAssembler.Mark {
    /// Without a space: `太好了！我们` ends, `「行く。」と言った`, `3.5` and `我……不知道` go on.
    func endsBeforeIdeograph(_ next: Unicode.Scalar, in held: HeldText) -> Bool {
        if hasCornerBracket, next.isHiragana {
            return false
        }
        switch kind {
        case .fullStop: return true
        case .strong: return next.isIdeograph || (isWide && ScalarClass(next) == .opener)
        case .stop: return next.isIdeograph && held.holds(start - 1) && held[start - 1].kind == .ideograph
        default: return false
        }
    }
}

extension ScalarClass {
    /// What a run of marks means: `?!` is as strong as `!`, more than one full stop is an ellipsis.
    fileprivate func joined(with next: ScalarClass) -> ScalarClass {
        if self == .strong || next == .strong {
            return .strong
        }
        if self == .fullStop || next == .fullStop {
            return .fullStop
        }
        return .ellipsis
    }
}
