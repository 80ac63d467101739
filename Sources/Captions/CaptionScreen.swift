/// Draws one turn's text on a terminal again and again in the same place: heard words plain, the current one marked, what
/// is still to come dimmed.
///
/// It only makes text: ECMA-48 control sequences that every terminal of the last decades understands.
package struct CaptionScreen: Sendable {
    private let width: Int
    private let height: Int
    private var drawnLines = 0

    /// Draws for a terminal of `width` columns and `height` rows.
    package init(width: Int, height: Int) {
        self.width = max(width, 20)
        self.height = max(height, 4)
    }

    /// What to write to the terminal so that it shows `text` as it is now.
    package mutating func draw(_ text: VisibleText) -> String {
        let lines = LineWrap.lines(of: text.scalars, width: width - 1)
        let spoken = lines.lastIndex { $0.lowerBound <= text.current?.lowerBound ?? text.heard } ?? 0
        // One row stays free for the cursor; the line being spoken is never out of sight.
        let rows = height - 1
        let first = lines.count <= rows ? 0 : min(max(0, spoken - rows / 2), lines.count - rows)
        let shown = lines[first..<min(lines.count, first + rows)]
        let output = erase() + shown.map { styled($0, text) }.joined(separator: "\r\n")
        drawnLines = shown.count
        return output
    }

    /// What to write when the turn is over: the whole text stays on the terminal, and the cursor stands below it.
    package mutating func finish(_ text: VisibleText) -> String {
        let lines = LineWrap.lines(of: text.scalars, width: width - 1)
        defer { drawnLines = 0 }
        return erase() + lines.map { styled($0, text) }.joined(separator: "\r\n") + "\r\n"
    }

    private func erase() -> String {
        drawnLines > 1 ? "\r\u{1B}[\(drawnLines - 1)A\u{1B}[J" : "\r\u{1B}[J"
    }

    private func styled(_ line: Range<Int>, _ text: VisibleText) -> String {
        var output = ""
        var style = Style.heard
        for index in line {
            let next = Style(index, text)
            if next != style { output += next.sequence }
            style = next
            output.unicodeScalars.append(text.scalars[index])
        }
        return style == .heard ? output : output + Style.heard.sequence
    }

    private enum Style {
        case heard, current, ahead

        init(_ index: Int, _ text: VisibleText) {
            if text.current?.contains(index) == true {
                self = .current
            } else {
                self = index < text.heard ? .heard : .ahead
            }
        }

        var sequence: String {
            switch self {
            case .heard: "\u{1B}[0m"
            case .current: "\u{1B}[0;1;7m"
            case .ahead: "\u{1B}[0;2m"
            }
        }
    }
}
