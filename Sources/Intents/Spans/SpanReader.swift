/// Understands a kind of thing that takes several words, such as a number or a duration.
protocol SpanReader: Sendable {
    /// What begins at the word with the place `start`, counted from the slice's first: usually nothing or one.
    func spans(in words: ArraySlice<Word>, from start: Int) -> [Span]
}

/// Words that were understood.
struct Span: Sendable, Equatable {
    /// The place after the last word, counted from the slice's first.
    var end: Int

    /// What they mean, in the form that the kind's documentation gives.
    var value: String
}
