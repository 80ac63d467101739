/// Takes what `SpokenText` makes of the visible text. Positions are Unicode scalars in the visible text.
protocol SpokenTextSink {
    /// One scalar to say.
    mutating func speak(_ scalar: Unicode.Scalar, from source: Range<Int>)
    /// What was spoken from there, as far as it was not sent, turned out to be a mark.
    mutating func silence(_ source: Range<Int>)
    /// A mark that closes: belongs to what was spoken last.
    mutating func extend(to end: Int)
    /// A line ended, or something stands there that nobody reads across.
    mutating func breakLine(_ strength: LineBreak, at source: Range<Int>)
    /// A block begins that is named instead of read.
    mutating func begin(block name: String, from source: Range<Int>)
    /// The named block reaches at least to `end`.
    mutating func growNamedBlock(to end: Int)
    /// The named block is over.
    mutating func endNamedBlock(at end: Int)
}

enum LineBreak: Sendable {
    /// Inside a paragraph.
    case soft
    /// After a heading or an item, at a blank line, before and after a block.
    case hard
}
