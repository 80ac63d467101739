package import SpeechFrames

/// A worker's whole work: phrases in, sound out, one after the other on one thread.
///
/// While a phrase is spoken the input is looked at with each piece of sound, so an interrupt stops it within a piece.
/// Every phrase is answered: by `audio` and `synthesized`, or by `failed`.
package struct WorkerLoop<Voice: Synthesizer> {
    private let voice: Voice
    private let streams: WorkerStreams
    private let framing: Framing
    private let name: String
    private let afterPhrase: () -> Void

    private var splitter: FrameSplitter
    private var queue = WorkerQueue()
    private var inputIsOpen = true
    /// Why the loop ends once everything that waits is done.
    private var endOfInput = WorkerEnd.inputEnded
    /// Why the loop ends now.
    private var end: WorkerEnd?
    private var speaking: TurnID?
    private var isInterrupted = false
    private let pieceMilliseconds: Int
    private var gatherer = SoundGatherer()
    private var outgoing: [UInt8] = []

    /// A worker that has not started yet.
    ///
    /// - Parameters:
    ///   - voice: speaks.
    ///   - streams: where frames come from and go to.
    ///   - input: how frames come.
    ///   - output: how frames go.
    ///   - name: the `stage` of the worker's `failed` frames.
    ///   - pieceMilliseconds: the length to which the pieces of a phrase's sound grow; 0: each goes as it comes.
    ///   - afterPhrase: called when a phrase was answered.
    package init(
        voice: Voice,
        streams: WorkerStreams,
        input: Framing,
        output: Framing,
        name: String,
        pieceMilliseconds: Int = 500,
        afterPhrase: @escaping () -> Void = {}
    ) {
        self.voice = voice
        self.streams = streams
        self.framing = output
        self.name = name
        self.pieceMilliseconds = pieceMilliseconds
        self.afterPhrase = afterPhrase
        self.splitter = FrameSplitter(framing: input)
    }

    /// Works until the input ends and all that came is answered, or until it cannot go on.
    package mutating func run() -> WorkerEnd {
        while true {
            takeInput(waiting: queue.isEmpty)
            if let end { return end }
            if let item = queue.next() {
                perform(item)
            } else if !inputIsOpen {
                return endOfInput
            }
            if let end { return end }
        }
    }

    private mutating func perform(_ item: WorkerQueue.Item) {
        switch item {
        case .relay(let frame): send { frame.encode(as: $0, into: &$1) }
        case .decline(let phrase): sendInterrupted(phrase)
        case .speak(let phrase):
            speak(phrase)
            afterPhrase()
        }
    }

    private mutating func speak(_ phrase: Phrase) {
        speaking = phrase.turnID
        isInterrupted = false
        gatherer = SoundGatherer(milliseconds: pieceMilliseconds)
        defer { speaking = nil }
        let request = SpeechRequest(
            text: phrase.text,
            voice: phrase.voice,
            language: phrase.language,
            rate: phrase.rate
        )
        do throws(SynthesisError) {
            let samples = try voice.synthesize(request) { take($0, of: phrase.phraseID) }
            if !isInterrupted, end == nil, let rest = gatherer.rest { send(.audio(rest)) }
            guard end == nil else { return }
            if isInterrupted {
                sendInterrupted(phrase.phraseID)
            } else {
                send(.synthesized(Synthesized(phrase.phraseID, samples: samples)))
            }
        } catch {
            send(.failed(Failed(phrase.phraseID, stage: name, code: error.code.rawValue, message: error.message)))
        }
    }

    /// Passes on one piece of sound, after a look at whether it is still wanted.
    private mutating func take(_ piece: SpeechPiece, of phrase: PhraseID) -> SinkAnswer {
        takeInput(waiting: false)
        guard !isInterrupted, end == nil else { return .stop }
        if let audio = gatherer.take(Audio(phrase, piece)) { send(.audio(audio)) }
        return isInterrupted || end != nil ? .stop : .goOn
    }

    private mutating func sendInterrupted(_ phrase: PhraseID) {
        let message = "the turn was interrupted before this phrase was spoken to its end"
        send(.failed(Failed(phrase, stage: name, code: "interrupted", message: message)))
    }

    private mutating func send(_ frame: Frame) {
        do throws(FrameError) {
            outgoing.removeAll(keepingCapacity: true)
            try frame.encode(as: framing, into: &outgoing)
            write()
        } catch {
            end = .failed("a frame could not be written: \(error.message)")
        }
    }

    private mutating func send(_ encode: (Framing, inout [UInt8]) -> Void) {
        outgoing.removeAll(keepingCapacity: true)
        encode(framing, &outgoing)
        write()
    }

    /// Writes `outgoing` whole. While a full pipe holds it back, interrupts are still taken.
    private mutating func write() {
        var written = 0
        while written < outgoing.count {
            let ready = streams.readiness(input: wantsInput, output: true, waiting: true)
            if ready.input { readInput() }
            guard ready.output else {
                // Nobody takes the rest of the frame: whoever ends us now does not want it.
                if ready.stop { end = .stopped }
                if end != nil { return }
                continue
            }
            let outcome = outgoing.withUnsafeBytes { streams.write(UnsafeRawBufferPointer(rebasing: $0[written...])) }
            switch outcome {
            case .bytes(let count): written += count
            case .closed: end = .outputClosed
            case .failed(let reason): end = .failed(reason)
            }
            if end == .outputClosed { return }
            if case .failed = end { return }
        }
    }
}

extension WorkerLoop {
    private var wantsInput: Bool { inputIsOpen && !queue.isFull }

    private mutating func takeInput(waiting: Bool) {
        if queue.isEmpty, !inputIsOpen { return takeSignals() }
        let ready = streams.readiness(input: wantsInput, output: false, waiting: waiting)
        if ready.stop { end = .stopped }
        if ready.input { readInput() } else { takeFrames() }
    }

    private mutating func takeSignals() {
        if streams.readiness(input: false, output: false, waiting: false).stop { end = .stopped }
    }

    private mutating func readInput() {
        let outcome = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            let outcome = streams.read(into: buffer)
            if case .bytes(let count) = outcome { splitter.append(buffer[..<count]) }
            return outcome
        }
        switch outcome {
        case .bytes: takeFrames()
        case .closed: closeInput()
        case .failed(let reason):
            inputIsOpen = false
            endOfInput = .failed(reason)
        }
    }

    /// Takes the frames that are whole, as far as there is room. The one that cannot be understood is the last.
    private mutating func takeFrames() {
        guard inputIsOpen else { return }
        do throws(FrameError) {
            while !queue.isFull, let frame = try splitter.next() { try take(frame) }
        } catch {
            inputIsOpen = false
            endOfInput = .badFrame(error)
        }
    }

    private mutating func closeInput() {
        takeFrames()
        // With a full queue some frames are still in the splitter: the end is read again once there is room.
        guard inputIsOpen, !queue.isFull else { return }
        inputIsOpen = false
        do throws(FrameError) {
            if let last = try splitter.finish() { try take(last) }
        } catch {
            endOfInput = .badFrame(error)
        }
    }

    private mutating func take(_ frame: RawFrame) throws(FrameError) {
        guard let interrupt = try queue.take(frame), let speaking else { return }
        if interrupt.covers(speaking) { isInterrupted = true }
    }
}

/// Why a worker ended.
package enum WorkerEnd: Sendable, Equatable {
    /// The input ended and everything was answered.
    case inputEnded
    /// Nobody reads the output any more.
    case outputClosed
    /// A signal asked for it.
    case stopped
    /// What came is not a frame; everything before it was answered.
    case badFrame(FrameError)
    /// Reading or writing failed.
    case failed(String)
}
