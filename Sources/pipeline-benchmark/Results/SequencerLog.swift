/// What audio-sequencer said on standard error with `--report` and `--verbose`.
struct SequencerLog: Sendable {
    /// For each turn, when its first sample went into the sink, in microseconds of CLOCK_MONOTONIC.
    private(set) var firstSounds: [String: Int] = [:]
    private(set) var underruns = 0
    /// Turns that were heard to their end.
    private(set) var reports = 0
    private(set) var phrases = 0
    private(set) var gaps = 0
    private(set) var skipped = 0
    /// The longest gap, in its own words.
    private(set) var longestGap = ""
    /// Anything that should not be there.
    private(set) var warnings: [String] = []

    init(_ text: String) {
        for line in text.split(separator: "\n") { take(String(line)) }
    }

    private mutating func take(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        if line.contains(": first sound ") {
            let values = Dictionary(
                words.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
                    .map { ($0[0], $0[1]) },
                uniquingKeysWith: { $1 }
            )
            if let turn = values["turn"], let at = values["at"].flatMap({ Int($0) }) { firstSounds[turn] = at }
        } else if line.contains(": underrun ") {
            underruns += 1
        } else if words.first == "gaps" {
            takeGaps(words, line)
        } else if words.first == "skipped" {
            skipped += Int(words.dropFirst().first ?? "") ?? 0
        } else if line.contains("warning") || line.contains("error") {
            warnings.append(line)
        }
    }

    /// `gaps  none between 12 phrases` or `gaps  2 between 12 phrases, the longest 34 ms`.
    private mutating func takeGaps(_ words: [String], _ line: String) {
        guard words.count >= 4 else { return }
        reports += 1
        gaps += Int(words[1]) ?? 0
        phrases += Int(words[3]) ?? 0
        if let longest = line.components(after: "the longest ") { longestGap = max(longestGap, longest) }
    }
}

extension String {
    fileprivate func components(after mark: String) -> String? {
        firstRange(of: mark).map { String(self[$0.upperBound...]) }
    }
}
