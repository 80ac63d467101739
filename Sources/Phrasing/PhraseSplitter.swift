/// Turns a model's streamed answer into phrases for speech, one splitter for each turn.
///
/// The phrases depend on the text, and on the time and lead given with it, not on how the text is cut into pieces. A
/// phrase comes out with the first scalar that proves its end: a full stop that needs no space, the space after an
/// ordinary word's `.`, the next letter after `"` or a number, the next word after `U.S.`
///
/// Time is linear in the text, and memory is bounded by the limits. The splitter reads no clock: the caller tells the
/// time, and calls `expire` when `deadline` has come.
///
/// ```swift
/// var splitter = PhraseSplitter()
/// for phrase in splitter.append("Dr. Smith is in. She", at: now, ahead: nil) { speak(phrase) } // "Dr. Smith is in."
/// for phrase in splitter.finish(at: now) { speak(phrase) } // "She"
/// ```
package struct PhraseSplitter: Sendable {
    private var reader: SpokenText
    private var assembler: PhraseAssembler

    package init(limits: Limits = .init(), names: BlockNames = .init()) {
        reader = SpokenText(names: names)
        assembler = PhraseAssembler(limits: limits)
    }

    /// Takes the next piece of the answer's visible text.
    ///
    /// - Parameters:
    ///   - text: The piece; may be empty and may end anywhere.
    ///   - now: The time since any fixed start, never less than before.
    ///   - ahead: The audio that is still to be heard; nil when unknown.
    /// - Returns: The phrases that are complete now.
    package mutating func append(_ text: String, at now: Duration, ahead: Duration?) -> [SpokenPhrase] {
        assembler.now = now
        assembler.ahead = ahead
        for scalar in text.unicodeScalars {
            reader.read(scalar, into: &assembler)
        }
        return takeReady()
    }

    /// When `expire` has to be called: the oldest unsent text has waited as long as it may. Nil when nothing waits that
    /// could be said without cutting a word.
    package var deadline: Duration? { assembler.deadline }

    /// Sends what has waited too long, up to the best boundary there is. A word that is still being written stays,
    /// unless a full stop, question or exclamation mark ends it as it ends ordinary words.
    ///
    /// While text flows and the lead is comfortable, nothing is cut between two words: then there are no phrases, and
    /// `deadline` moves on a little. A call before the deadline does nothing.
    package mutating func expire(at now: Duration, ahead: Duration?) -> [SpokenPhrase] {
        assembler.now = now
        assembler.ahead = ahead
        assembler.expire()
        return takeReady()
    }

    /// What comes next may be long in coming: sends what can go without cutting a word.
    package mutating func release(at now: Duration) -> [SpokenPhrase] {
        assembler.now = now
        assembler.release()
        return takeReady()
    }

    /// The answer is complete: everything held comes out.
    package mutating func finish(at now: Duration) -> [SpokenPhrase] {
        assembler.now = now
        reader.finish(into: &assembler)
        assembler.finish()
        return takeReady()
    }

    /// The work done so far, for the test of linear time.
    var steps: Int { assembler.held.steps }

    /// The scalars that wait, for the test of bounded memory.
    var waiting: Int { assembler.held.endIndex - assembler.held.startIndex + reader.held.count }

    private mutating func takeReady() -> [SpokenPhrase] {
        guard !assembler.ready.isEmpty else { return [] }
        defer { assembler.ready = [] }
        return assembler.ready
    }
}
