/// Cuts text into lines that fit a terminal, at spaces where there are any.
enum LineWrap {
    /// The lines as ranges of scalars, without the space or line end that they were cut at.
    static func lines(of scalars: [Unicode.Scalar], width: Int) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        var lastSpace: Int?
        var columns = 0
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\n" {
                lines.append(start..<index)
                (start, lastSpace, columns) = (index + 1, nil, 0)
            } else {
                if scalar == " " { lastSpace = index }
                columns += TerminalWidth.columns(of: scalar)
                if columns > width {
                    let cut = lastSpace ?? index
                    lines.append(start..<cut)
                    start = lastSpace.map { $0 + 1 } ?? index
                    (lastSpace, columns, index) = (nil, 0, start)
                    continue
                }
            }
            index += 1
        }
        lines.append(start..<scalars.count)
        return lines
    }
}
