import CountedSound
import Glibc
import SpeechFrames

/// A worker for tests whose sound says of which turn, which phrase and which part of it every sample is.
///
/// `counting-worker [MILLISECONDS]`: the pause after each 50 ms of sound, 2 if it is not given.
@main
enum CountingWorker {
    /// 50 ms of sound a frame, in records.
    private static let piece = CountedRecord.rate / 20 / CountedRecord.length

    static func main() {
        let pause = CommandLine.arguments.dropFirst().first.flatMap(UInt32.init) ?? 2
        var input = WorkerInput()
        while let phrase = input.next() {
            guard speak(phrase, pause: pause, &input) else { return }
        }
    }

    /// - Returns: false when nobody listens any more.
    private static func speak(_ phrase: Phrase, pause: UInt32, _ input: inout WorkerInput) -> Bool {
        let count = phrase.text.unicodeScalars.count * CountedRecord.recordsPerScalar
        var record = CountedRecord(
            tag: CountedRecord.tag(session: phrase.session, turn: phrase.turn),
            phrase: UInt8(truncatingIfNeeded: phrase.phrase),
            index: 0,
            count: UInt16(truncatingIfNeeded: count),
            source: UInt16(truncatingIfNeeded: phrase.source?.first ?? 0)
        )
        for start in stride(from: 0, to: count, by: piece) {
            guard !input.isInterrupted(phrase) else { return write(.failed(interrupted(phrase))) }
            let samples = (start..<min(start + piece, count)).flatMap { index in
                record.index = UInt16(truncatingIfNeeded: index)
                return record.samples
            }
            let audio = Audio(
                session: phrase.session,
                turn: phrase.turn,
                phrase: phrase.phrase,
                offset: start * CountedRecord.length,
                rate: CountedRecord.rate,
                samples: samples
            )
            guard write(.audio(audio)) else { return false }
            // The pace of a slow voice, which is what is played here, and no wait for an event: so a kill meets a phrase in
            // its middle.
            if pause > 0 { usleep(pause * 1_000) }
        }
        let whole = Synthesized(
            session: phrase.session,
            turn: phrase.turn,
            phrase: phrase.phrase,
            samples: count * CountedRecord.length
        )
        return write(.synthesized(whole))
    }

    private static func interrupted(_ phrase: Phrase) -> Failed {
        Failed(
            session: phrase.session,
            turn: phrase.turn,
            phrase: phrase.phrase,
            stage: "counting-worker",
            code: "interrupted",
            message: "the turn was interrupted"
        )
    }

    private static func write(_ frame: Frame) -> Bool {
        var bytes: [UInt8] = []
        guard (try? frame.encode(as: .lengthPrefixed, into: &bytes)) != nil else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }
}
