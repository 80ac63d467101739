/// The run as a table.
struct Report: Sendable {
    private let counts: ChaosCounts

    init(_ counts: ChaosCounts) {
        self.counts = counts
    }

    /// Whether all is zero that should be.
    var isClean: Bool { counts.zeros.isEmpty }

    var text: String {
        var lines: [String] = []
        lines.append(row("kills", sum(counts.kills)))
        lines.append(row("stops", sum(counts.stops)))
        lines.append(row("several at once", "\(counts.salvos)"))
        if !counts.soundServer.isEmpty { lines.append(row("sound server", sum(counts.soundServer))) }
        lines.append(row("interrupts", sum(counts.interrupts)))
        lines.append(row("announcements", sum(counts.announcements)))
        lines.append(row("turns", list(counts.turns)))
        lines.append(row("samples compared", "\(counts.samples)"))
        lines.append(row("longest silence beyond what was buffered", milliseconds(counts.longestSilence)))
        for (name, latencies) in counts.deathToSound.sorted(by: { $0.key < $1.key }) {
            let sorted = latencies.sorted()
            let median = milliseconds(sorted[sorted.count / 2])
            let longest = milliseconds(sorted[sorted.count - 1])
            lines.append(row("death of \(name) to sound", "median \(median), longest \(longest)"))
        }
        for (name, open) in counts.descriptors.sorted(by: { $0.key < $1.key }) {
            let memory = counts.memory[name].map { "\($0.before >> 20) -> \($0.after >> 20) MiB" } ?? ""
            lines.append(row(name, "\(open.before) -> \(open.after) descriptors, \(memory)"))
        }
        lines.append("")
        lines += ChaosCounts.Zero.allCases.map { row($0.rawValue, "\(counts.zeros[$0] ?? 0)") }
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 44 - name.count)) + value
    }

    private func sum(_ parts: [String: Int]) -> String {
        let total = parts.values.reduce(0, +)
        return parts.isEmpty ? "0" : "\(total): \(list(parts))"
    }

    private func list(_ parts: [String: Int]) -> String {
        parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private func milliseconds(_ duration: Duration) -> String { "\(Int(duration / .milliseconds(1))) ms" }
}
