package import SpeechFrames

/// How soon and how smoothly one turn was spoken: what a person feels, in four lines.
package struct TurnReport: Sendable {
    private var asked: Int?
    private var firstToken: Int?
    private var firstPhrase: Int?
    private var firstSound: Int?
    private var heardPhrases = 0
    private var gaps: [Duration] = []
    private var skipped = 0

    /// The shortest silence between phrases that counts as a gap: below, nobody hears it.
    package static let shortestGap = Duration.milliseconds(1)

    package init() {}

    /// Takes a frame of the turn; `at` in a frame counts microseconds of CLOCK_MONOTONIC.
    package mutating func note(_ frame: Frame) {
        switch frame {
        case .begin(let begin): asked = begin.asked
        case .token(let token): firstToken = firstToken ?? token.at
        case .phrase(let phrase): firstPhrase = firstPhrase ?? phrase.at
        default: break
        }
    }

    /// The first sample reached the sink at this time, in microseconds of CLOCK_MONOTONIC.
    package mutating func noteFirstSound(at time: Int) {
        firstSound = firstSound ?? time
    }

    /// A phrase started to be heard, after a silence that the pipeline made.
    package mutating func notePhrase(after gap: Duration) {
        if heardPhrases > 0, gap >= Self.shortestGap { gaps.append(gap) }
        heardPhrases += 1
    }

    /// A phrase was not heard.
    package mutating func noteSkipped() {
        skipped += 1
    }

    /// The report, a figure a line, each with a line end.
    package var text: String {
        var lines: [(String, String)] = []
        for (name, time) in [("first token", firstToken), ("first phrase", firstPhrase), ("first sound", firstSound)] {
            if let asked, let time { lines.append((name, Self.seconds(.microseconds(time - asked)))) }
        }
        lines.append(("gaps", gapText))
        if skipped > 0 { lines.append(("skipped", "\(skipped) of \(heardPhrases + skipped) phrases")) }
        return lines.map { name, value in
            name + String(repeating: " ", count: 14 - name.count) + value + "\n"
        }.joined()
    }

    private var gapText: String {
        let phrases = heardPhrases == 1 ? "1 phrase" : "\(heardPhrases) phrases"
        guard let longest = gaps.max() else { return "none between \(phrases)" }
        return "\(gaps.count) between \(phrases), the longest \(Self.seconds(longest))"
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        return milliseconds < 1_000
            ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(String(milliseconds % 1_000 / 10 + 100).dropFirst()) s"
    }
}
