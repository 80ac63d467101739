private import FoundationEssentials

/// What was found when one thing was looked at that has to be right, for the person who has to act on it.
///
/// A program that owns such a thing looks at it when it is started with `--check`, and writes a finding a line, as JSON, to standard
/// output.
package struct Finding: Codable, Sendable, Equatable {
    /// What it means for the person.
    package enum Verdict: String, Codable, Sendable, CaseIterable {
        case ok
        /// It works, and could be better.
        case warning
        /// Something does not work.
        case failure
        /// It was not looked at, for something else has to be right first.
        case skipped
    }

    /// What was looked at, in a word or two: `model`, `sound`.
    package var subject: String
    package var verdict: Verdict
    /// What was found.
    package var detail: String
    /// What to do about it. Absent: nothing.
    package var advice: String?

    package init(_ subject: String, _ verdict: Verdict, _ detail: String, advice: String? = nil) {
        self.subject = subject
        self.verdict = verdict
        self.detail = detail
        self.advice = advice
    }

    /// As a line of JSON, with its line end.
    package var line: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts can be encoded.
        return ((try? encoder.encode(self)).map(Array.init) ?? []) + [UInt8(ascii: "\n")]
    }

    /// Reads the lines that another program wrote; what is no finding is left out.
    package static func all(in text: String) -> [Finding] {
        text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Finding.self, from: Data($0.utf8)) }
    }
}
