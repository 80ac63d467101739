/// Rows of text in columns that are as wide as they have to be.
struct TextTable: Sendable {
    private var rows: [[String]]

    /// A table with one row, its headings.
    init(_ headings: [String]) {
        rows = [headings]
    }

    mutating func append(_ row: [String]) {
        rows.append(row)
    }

    /// The table's lines; nothing stands behind the last column.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}

/// A time for eyes: `320ms`, `12s`, `3m05s`, `2h07m`.
struct ShortTime {
    let text: String

    init(milliseconds: Int) {
        let seconds = milliseconds / 1_000
        let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        text =
            switch seconds {
            case 0: "\(milliseconds)ms"
            case ..<60: "\(seconds)s"
            case ..<3_600: "\(seconds / 60)m\(pad(seconds % 60))s"
            default: "\(seconds / 3_600)h\(pad(seconds / 60 % 60))m"
            }
    }
}
