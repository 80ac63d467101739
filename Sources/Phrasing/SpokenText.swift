/// Reads markdown as it streams in and passes on what is for the ear.
///
/// It reads scalar by scalar and waits only where the next scalar decides. What may turn out to be a mark much later (a
/// bracket that opens a link, the underscores before a word) is passed on at once and silenced when it is known.
/// Follows CommonMark 0.31 and the tables and strikethrough of GitHub where they matter to the ear.
struct SpokenText: Sendable {
    enum Mode: Sendable {
        /// At a line's start; `held` are the scalars that may be a mark.
        case line
        case text
        /// Behind a `]` that closes a bracket.
        case bracket
        /// Between the parentheses of a link.
        case target(LinkTarget)
        /// Between the second brackets of `[label][name]`.
        case reference
        /// Behind `[name]:` at a line's start.
        case definition
        case tag
        case entity
        case escape
        case address(WebAddress)
        /// Behind the marks that open a code block.
        case info
        case code
        /// A line that begins with `|`: not known to be a table before the next one does, too.
        case row
        case table
    }

    let names: BlockNames
    var mode = Mode.line
    /// Where the next scalar stands.
    private(set) var position = 0
    /// What waits for a decision: a run that ends before `position`.
    var held: [Unicode.Scalar] = []
    var line = LineStart()
    var lineBreak = LineBreak.soft
    var isHeading = false
    var lastNumber: Int?
    /// The scalar before, nil at a line's start.
    var previous: Unicode.Scalar?
    var emphasis = Emphasis()
    var brackets = OpenBrackets()
    var scheme = AddressStart()
    var fence = CodeFence()
    var table = TableRows()
    /// Text that waited is read again as plain text: nothing in it opens anything that waits.
    var isReplaying = false

    init(names: BlockNames) {
        self.names = names
    }

    /// Where `held` begins.
    var heldStart: Int { position - held.count }

    mutating func read(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        switch mode {
        case .line: readLineStart(scalar, into: &sink)
        case .text: readText(scalar, into: &sink)
        case .bracket: readAfterBracket(scalar, into: &sink)
        case .target(let target): readTarget(scalar, target, into: &sink)
        case .reference: readReference(scalar, into: &sink)
        case .definition: readDefinition(scalar, into: &sink)
        case .tag: readTag(scalar, into: &sink)
        case .entity: readEntity(scalar, into: &sink)
        case .escape: readEscape(scalar, into: &sink)
        case .address(let address): readAddress(scalar, address, into: &sink)
        case .info: readInfo(scalar, into: &sink)
        case .code: readCode(scalar, into: &sink)
        case .row: readRow(scalar, into: &sink)
        case .table: readTable(scalar, into: &sink)
        }
        position += 1
    }

    /// The text is complete: what still waits is what it looks like.
    mutating func finish(into sink: inout some SpokenTextSink) {
        switch mode {
        case .line where line.isRuleAtEnd, .info:
            held = []
        case .code, .table:
            held = []
            sink.growNamedBlock(to: position)
        case .address(let address):
            sink.extend(to: address.end(at: position))
        default:
            break
        }
        releaseHeld(into: &sink)
        settle(next: nil, into: &sink)
    }

    /// Reads what waited as plain text, up to `position`.
    mutating func releaseHeld(into sink: inout some SpokenTextSink) {
        let waiting = held
        let end = position
        held = []
        mode = .text
        isReplaying = true
        position = end - waiting.count
        for scalar in waiting {
            readText(scalar, into: &sink)
            position += 1
        }
        isReplaying = false
        position = end
    }

    /// Passes `scalar` on as it is.
    mutating func speak(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        sink.speak(scalar, from: position..<(position + 1))
    }

    mutating func endLine(into sink: inout some SpokenTextSink) {
        settle(next: "\n", into: &sink)
        sink.breakLine(lineBreak, at: position..<(position + 1))
        if lineBreak == .hard {
            emphasis.forget()
        }
        beginLine()
    }

    mutating func beginLine() {
        held = []
        mode = .line
        line = LineStart()
        lineBreak = .soft
        isHeading = false
        previous = nil
        brackets.forget()
        scheme = AddressStart()
    }

    /// Decides on the marks that waited for the next scalar.
    mutating func settle(next: Unicode.Scalar?, into sink: inout some SpokenTextSink) {
        settleRun(next: next, into: &sink)
        settleUnderscores(next: next, into: &sink)
    }
}
