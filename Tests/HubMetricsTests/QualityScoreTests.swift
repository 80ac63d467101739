import HubMetrics
import Testing

@Suite("How well one turn went")
struct QualityScoreTests {
    @Test("the documented examples")
    func examples() {
        #expect(QualityScore.of(.made(firstSound: .milliseconds(400))) == 1)
        #expect(QualityScore.of(.made(firstSound: .seconds(2))) == 0.83)
        #expect(QualityScore.of(.made(firstSound: .seconds(2)) { $0.longestGap = .seconds(1) }) == 0.69)
        #expect(QualityScore.of(.made(.failed, reason: "unreachable", firstSound: .seconds(1))) == 0.2)
    }

    @Test("what the person interrupts loses nothing, and of what had not begun nothing is known")
    func interrupts() {
        #expect(QualityScore.of(.made(.interrupted, reason: "user_request")) == 1)
        #expect(QualityScore.of(.made(.interrupted, reason: "user_request", firstToken: nil, firstSound: nil)) == nil)
        #expect(QualityScore.of(.made(.interrupted, reason: "timeout", firstToken: nil, firstSound: nil)) == 0.2)
    }

    @Test("phrases that were skipped, and a model that stood in")
    func losses() {
        #expect(QualityScore.of(.made { ($0.phrases, $0.failedPhrases) = (4, 1) }) == 0.88)
        #expect(QualityScore.of(.made { $0.fallbacks = 2 }) == 0.9)
    }

    @Test("it never leaves 0 to 1, whatever went wrong")
    func bounds() {
        let worst = TurnReport.made(.failed, reason: "x", firstSound: .seconds(100)) {
            ($0.phrases, $0.failedPhrases, $0.fallbacks, $0.longestGap) = (1, 5, 3, .seconds(60))
        }
        #expect(QualityScore.of(worst) == 0)
        #expect(QualityScore.of(.made(firstSound: .zero)) == 1)
    }
}
