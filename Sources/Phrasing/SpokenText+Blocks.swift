// Code blocks and tables: named, not read.

extension SpokenText {
    mutating func readInfo(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if fence.isInline(scalar) {
            held = fence.opening
            releaseHeld(into: &sink)
            readText(scalar, into: &sink)
        } else if scalar == "\n" {
            sink.begin(block: names.code(info: fence.info.text), from: fence.start..<position)
            mode = .code
        } else {
            fence.takeInfo(scalar)
        }
    }

    mutating func readCode(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if scalar == "\n", fence.isClosed {
            sink.endNamedBlock(at: position)
            beginLine()
            return
        }
        fence.take(scalar)
        sink.growNamedBlock(to: position + 1)
    }

    mutating func readRow(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if scalar == "\n" {
            endRow(into: &sink)
        } else if held.count >= TableRows.longestFirstRow {
            releaseHeld(into: &sink)
            readText(scalar, into: &sink)
        } else if !table.hasFirstRow {
            held.append(scalar)
        } else if scalar == "|" {
            sink.breakLine(.hard, at: table.start..<table.start)
            sink.begin(block: names.table, from: table.start..<position)
            held = []
            table.isInRow = true
            mode = .table
        } else if scalar.isBlank {
            held.append(scalar)
        } else {
            releaseHeld(into: &sink)
            read(scalar, again: &sink)
        }
    }

    /// The first line may be a table's when it also ends with a bar.
    private mutating func endRow(into sink: inout some SpokenTextSink) {
        let last = held.last { !$0.isBlank }
        if !table.hasFirstRow, held.count > 2, last == "|" {
            held.append("\n")
            table.hasFirstRow = true
        } else {
            releaseHeld(into: &sink)
            read("\n", again: &sink)
        }
    }

    private mutating func read(_ scalar: Unicode.Scalar, again sink: inout some SpokenTextSink) {
        if case .line = mode {
            readLineStart(scalar, into: &sink)
        } else {
            readText(scalar, into: &sink)
        }
    }

    mutating func readTable(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        if scalar == "\n" {
            if !table.isInRow {
                sink.endNamedBlock(at: table.end)
                beginLine()
            }
            table.isInRow = false
        } else if table.isInRow || scalar == "|" {
            table.isInRow = true
            table.end = position + 1
            sink.growNamedBlock(to: position + 1)
        } else if !scalar.isBlank {
            sink.endNamedBlock(at: table.end)
            beginLine()
            readLineStart(scalar, into: &sink)
        }
    }
}

/// The table, or what may become one.
struct TableRows: Sendable {
    /// Where the first row stands.
    var start = 0
    /// Where the last row ends.
    var end = 0
    var hasFirstRow = false
    var isInRow = false

    /// A first row is kept until the second proves it; a longer line is text.
    static let longestFirstRow = 1024

    init(start: Int = 0) {
        self.start = start
    }
}
