import Glibc
import SpeechFrames

/// The frames on standard input: phrases in their order, interrupts as soon as they are there.
struct WorkerInput {
    private var splitter = FrameSplitter(framing: .lengthPrefixed)
    private var phrases: [Phrase] = []
    private var interrupts: [Interrupt] = []
    private var isOver = false

    /// The next phrase; waits for it. `nil` at the input's end.
    mutating func next() -> Phrase? {
        while phrases.isEmpty, !isOver { read() }
        return phrases.isEmpty ? nil : phrases.removeFirst()
    }

    /// Whether the phrase's turn was interrupted, by what has come until now.
    mutating func isInterrupted(_ phrase: Phrase) -> Bool {
        while !isOver, isReady { read() }
        return isOver || interrupts.contains { $0.session == phrase.session && $0.turn >= phrase.turn }
    }

    private var isReady: Bool {
        var polled = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) == 1
    }

    private mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
        guard count > 0 else {
            isOver = count == 0 || errno != EINTR
            return
        }
        splitter.append(buffer[..<count])
        do {
            while let frame = try splitter.next() {
                switch try frame.decode() {
                case .phrase(let phrase): phrases.append(phrase)
                case .interrupt(let interrupt): interrupts = interrupts.suffix(15) + [interrupt]
                default: break
                }
            }
        } catch {
            isOver = true
        }
    }
}
