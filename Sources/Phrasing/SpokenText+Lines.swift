// Marks at the start of a line.

extension SpokenText {
    mutating func readLineStart(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        let verdict = line.take(scalar)
        switch verdict {
        case .undecided:
            wait(with: scalar)
        case .text:
            readHeldAndText(scalar, into: &sink)
        case .row:
            mode = .row
            table = TableRows(start: position)
            held = [scalar]
        case .fence(let mark, let count):
            sink.breakLine(.hard, at: position..<position)
            fence = CodeFence(mark: mark, count: count, start: heldStart)
            held = []
            mode = .info
            readInfo(scalar, into: &sink)
        default:
            readMark(verdict, scalar, into: &sink)
        }
    }

    private mutating func readMark(
        _ verdict: LineStart.Verdict,
        _ scalar: Unicode.Scalar,
        into sink: inout some SpokenTextSink
    ) {
        if case .number(let number) = verdict, !isNext(number) {
            readHeldAndText(scalar, into: &sink)
            return
        }
        if lineBreak == .soft {
            sink.breakLine(.hard, at: position..<(position + 1))
            emphasis.forget()
        }
        if scalar == "\n" {
            beginLine()
            return
        }
        held = []
        switch verdict {
        case .heading:
            isHeading = true
            lineBreak = .hard
            mode = .text
        case .item, .number:
            lineBreak = .hard
            line = LineStart(afterItem: true)
        case .rule:
            lineBreak = .hard
            mode = .text
        default:
            line = LineStart()
        }
    }

    /// Numbers count up from 1 in a list. A sentence that begins with another one ("42. That is …") says it.
    private mutating func isNext(_ number: Int) -> Bool {
        guard number <= 1 || number <= (lastNumber ?? -1) + 1 else { return false }
        lastNumber = number
        return true
    }

    /// Holds white space back only behind a mark, where it belongs to it.
    private mutating func wait(with scalar: Unicode.Scalar) {
        if held.isEmpty, scalar.isBlank {
            return
        }
        held.append(scalar)
    }

    private mutating func readHeldAndText(_ scalar: Unicode.Scalar, into sink: inout some SpokenTextSink) {
        releaseHeld(into: &sink)
        readText(scalar, into: &sink)
    }
}
