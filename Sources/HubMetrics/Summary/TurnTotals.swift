/// All turns since the start, added up, with how long they took.
package struct TurnTotals: Sendable {
    private(set) var figures = TurnFigures()
    private(set) var firstToken = LatencyHistogram()
    private(set) var firstPhrase = LatencyHistogram()
    private(set) var firstSound = LatencyHistogram()
    private(set) var completion = LatencyHistogram()

    mutating func note(_ report: TurnReport) {
        figures.note(report)
        firstToken.note(report.firstToken)
        firstPhrase.note(report.firstPhrase)
        firstSound.note(report.firstSound)
        completion.note(report.completion)
    }
}
