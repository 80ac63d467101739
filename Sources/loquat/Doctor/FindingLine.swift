import CommandOptions
import Glibc
import ServiceRuntime

/// A finding as a person reads it: the verdict, what was looked at, what was found, and on a line of its own what to do.
struct FindingLine {
    let text: String

    /// The verdict has a colour where it `isColoured`: by default on a terminal, unless `NO_COLOR` is set.
    init(
        _ finding: Finding,
        isColoured: Bool = StandardOutput.isTerminal && EnvironmentVariable.value(of: "NO_COLOR") == nil
    ) {
        let (word, colour) =
            switch finding.verdict {
            case .ok: ("ok  ", 32)
            case .warning: ("warn", 33)
            case .failure: ("FAIL", 31)
            case .skipped: ("skip", 2)
            }
        let verdict = isColoured ? "\u{1B}[\(colour)m\(word)\u{1B}[0m" : word
        let subject = finding.subject.padding(to: Self.subjectWidth)
        let advice = finding.advice.map { "\(String(repeating: " ", count: 6 + Self.subjectWidth))-> \($0)\n" } ?? ""
        text = "\(verdict)  \(subject)\(finding.detail)\n\(advice)"
    }

    private static let subjectWidth = 11
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
