/// One phrase for the ear.
package struct SpokenPhrase: Sendable, Equatable {
    /// The phrase's place in its turn: 0, 1, 2 … without a gap.
    package var index: Int
    /// What is said: no markdown, no thinking, no emoji, single spaces, never empty.
    package var text: String
    /// Where it stands in the turn's visible text, in Unicode scalars.
    ///
    /// The ranges of a turn's phrases increase and never overlap. A range may hold more than `text` does (the marks inside
    /// it, a link's target, the body of a code block), and what lies between two ranges is white space, marks or emoji.
    package var source: Range<Int>

    package init(index: Int, text: String, source: Range<Int>) {
        self.index = index
        self.text = text
        self.source = source
    }
}
