import Glibc

/// Prints rows as they come: a run of minutes should show that it lives.
struct Table {
    private static let widths = [54, 12, 12, 7, 5]
    private(set) var isMet = true

    init() {
        Self.print(["measurement", "value", "target", "ratio", ""], note: "")
    }

    mutating func add(_ row: Row) {
        isMet = isMet && row.isMet ?? true
        let verdict = row.isMet.map { $0 ? "ok" : "over" } ?? ""
        Self.print([row.name, Self.text(row.value, row.unit), target(row), ratio(row), verdict], note: row.note)
    }

    private func target(_ row: Row) -> String {
        switch row.target {
        case .none: ""
        case .atMost(let limit): "<= " + Self.text(limit, row.unit)
        case .exactly(let wanted): Self.text(wanted, row.unit)
        }
    }

    private func ratio(_ row: Row) -> String {
        guard case .atMost(let limit) = row.target, limit > 0 else { return "" }
        return Self.fixed(row.value / limit, 2)
    }

    static func text(_ value: Double, _ unit: String) -> String {
        guard value.isFinite else { return "-" }
        if unit.isEmpty { return fixed(value, value == value.rounded() ? 0 : 2) }
        return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0) + " " + unit
    }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        guard digits > 0 else { return String(scaled) }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func print(_ cells: [String], note: String) {
        var line = ""
        for (index, (cell, width)) in zip(cells, widths).enumerated() {
            let padding = String(repeating: " ", count: max(1, width - cell.count))
            line += index == 0 ? cell + padding : padding + cell
        }
        if !note.isEmpty { line += "   " + note }
        // Not print(): it holds lines back where standard output is a pipe.
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
