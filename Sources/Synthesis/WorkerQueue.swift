package import SpeechFrames

/// What a worker has to do, in the order that it came.
///
/// A worker in a pool gets phrases and interrupts and nothing else. One that stands in a pipe, where tts-workers
/// stands, also gets the frames that tell the next stage of the turn: from the first of those on it passes on every
/// frame that it gets, each in its place.
package struct WorkerQueue: Sendable {
    /// One thing to do.
    package enum Item: Sendable, Equatable {
        /// Speak it.
        case speak(Phrase)
        /// Say that it was not spoken, for it was interrupted.
        case decline(PhraseID)
        /// Pass it on as it is.
        case relay(RawFrame)
    }

    /// How many items may wait. With more, the worker does not read on: its standard input holds the writer back.
    package static let limit = 256

    private var items: [Item] = []
    private var relays = false

    package init() {}

    package var isEmpty: Bool { items.isEmpty }
    package var isFull: Bool { items.count >= Self.limit }

    /// Takes a frame from the input.
    ///
    /// - Returns: the interrupt, if it is one. Phrases that wait and are meant by it are answered instead of spoken.
    /// - Throws: ``FrameError`` where the frame cannot be understood.
    package mutating func take(_ frame: RawFrame) throws(FrameError) -> Interrupt? {
        switch try frame.type == .phrase || frame.type == .interrupt ? frame.decode() : nil {
        case .phrase(let phrase):
            if relays { items.append(.relay(frame)) }
            items.append(.speak(phrase))
        case .interrupt(let interrupt):
            drop(interrupt)
            // It overtakes everything, for it makes it stale.
            if relays { items.insert(.relay(frame), at: 0) }
            return interrupt
        default:
            relays = true
            items.append(.relay(frame))
        }
        return nil
    }

    /// What is to be done next.
    package mutating func next() -> Item? {
        items.isEmpty ? nil : items.removeFirst()
    }

    private mutating func drop(_ interrupt: Interrupt) {
        items = items.map { item in
            guard case .speak(let phrase) = item, interrupt.covers(phrase.turnID) else { return item }
            return .decline(phrase.phraseID)
        }
    }
}
