import SpeechFrames
import Testing

@testable import WorkerPool

struct PhraseCheckTests {
    private func piece(_ offset: Int, _ count: Int, rate: Int = 16_000) throws -> AudioHeader {
        let samples = [Int16](repeating: 0, count: count)
        let audio = Audio(session: "s", turn: 1, phrase: 0, offset: offset, rate: rate, samples: samples)
        return try RawFrame(.audio(audio)).audioHeader()
    }

    @Test("the second try goes on where the first one ended")
    func secondTry() throws {
        var check = PhraseCheck(phrase(0).phraseID)
        #expect(try check.take(piece(0, 500)) == .whole)
        #expect(try check.take(piece(500, 500)) == .whole)
        check.startAgain()
        #expect(try check.take(piece(0, 400)) == .nothing)
        #expect(try check.take(piece(400, 400)) == .nothing)
        #expect(try check.take(piece(800, 400)) == .after(200))
        #expect(try check.take(piece(1200, 400)) == .whole)
        #expect(try check.end(samples: 1600) == 1600)
    }

    @Test("a second try that is shorter does not take back what was passed on")
    func shorter() throws {
        var check = PhraseCheck(phrase(0).phraseID)
        _ = try check.take(piece(0, 1000))
        check.startAgain()
        #expect(try check.take(piece(0, 990)) == .nothing)
        #expect(try check.end(samples: 990) == 1000)
    }

    @Test("a hole, a step back, another rate and a wrong count are nonsense")
    func nonsense() throws {
        var check = PhraseCheck(phrase(0).phraseID)
        _ = try check.take(piece(0, 100))
        #expect(throws: WorkerFault.self) { try check.take(piece(101, 100)) }
        #expect(throws: WorkerFault.self) { try check.take(piece(0, 100)) }
        #expect(throws: WorkerFault.self) { try check.take(piece(100, 100, rate: 8_000)) }
        #expect(throws: WorkerFault.self) { try check.end(samples: 99) }
    }
}
