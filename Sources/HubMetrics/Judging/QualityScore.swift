/// How well one turn went for who listened, from 0 to 1, in one number.
///
/// It starts at 1, and loses:
///
/// | for | as much as |
/// |---|---|
/// | waiting | nothing up to 0.5 s, then evenly up to 0.5 at 5 s and beyond |
/// | the longest gap | nothing up to 0.1 s, then evenly up to 0.3 at 2 s and beyond |
/// | phrases that were skipped | their share, halved |
/// | another model's answer in place of the one that was asked | 0.1 |
///
/// A turn that is an error has at most 0.2. That the person interrupts costs nothing: a question heard well enough is a good one.
///
/// | turn | score |
/// |---|---|
/// | heard after 0.4 s, to its end | 1 |
/// | heard after 2 s, to its end | 0.83 |
/// | heard after 2 s with a gap of 1 s | 0.69 |
/// | failed after 1 s | 0.2 |
package enum QualityScore {
    /// The most that an error has.
    package static let mostOfAnError = 0.2

    /// The score, to two decimal places; `nil` where the person stopped the turn before anything of it came: nothing is known of it.
    package static func of(_ report: TurnReport) -> Double? {
        if report.latency == nil, !report.isError, report.outcome == .interrupted { return nil }
        var score = 1.0
        score -= 0.5 * share(of: report.latency, from: .milliseconds(500), to: .seconds(5))
        score -= 0.3 * share(of: report.longestGap, from: .milliseconds(100), to: .seconds(2))
        if report.failedPhrases > 0 {
            score -= 0.5 * min(1, Double(report.failedPhrases) / Double(max(report.phrases, report.failedPhrases)))
        }
        if report.fallbacks > 0 { score -= 0.1 }
        return max(0, min(score, report.isError ? mostOfAnError : 1)).rounded(toPlaces: 2)
    }

    /// 0 up to `low`, 1 from `high` on, evenly between.
    private static func share(of value: Duration?, from low: Duration, to high: Duration) -> Double {
        guard let value else { return 0 }
        return max(0, min(1, (value - low) / (high - low)))
    }
}
