import SpeechFrames
import Testing

@testable import WorkerPool

@Suite("What the pool counts of its work")
struct SynthesisTallyTests {
    @Test("a phrase counts by how many times as long as its sound it took; each bound belongs to the bucket below it")
    func factors() {
        var tally = SynthesisTally()
        tally.spoke(.seconds(2), in: .milliseconds(20))
        tally.spoke(.seconds(2), in: .milliseconds(21))
        tally.spoke(.seconds(1), in: .seconds(9))
        // Nothing that sounds: no factor.
        tally.spoke(.zero, in: .milliseconds(5))
        let measures = tally.measures
        #expect(measures.phrases == 4)
        #expect(measures.synthesisMilliseconds == 9_046 && measures.soundMilliseconds == 5_000)
        #expect(measures.realTimeFactors == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(measures.realTimeFactors.count == SynthesisMeasures.factorBounds.count + 1)
        #expect(abs(measures.factorSum - 9.0205) < 1e-9)
    }
}
