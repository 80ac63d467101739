@testable import Playback
import SpeechFrames

/// An output queue with a made-up sink of 16,000 Hz that holds what was written: the test says what was heard and when.
struct OutputHarness {
    var queue: OutputQueue
    /// What was heard, in order; without what was flushed.
    private(set) var sound: [Int16] = []
    private(set) var events: [PlaybackEvent] = []
    /// Written, and not heard yet.
    private(set) var unheard: [Int16] = []
    private var position = 0
    private var now = 0
    /// How much the sink holds.
    var capacity: Int

    init(capacity: Int = 1_600, origin: Int? = nil) {
        queue = OutputQueue(phraseDeadline: 10_000_000, progressInterval: 150_000)
        queue.origin = origin
        self.capacity = capacity
    }

    mutating func receive(_ frames: [Frame]) {
        for frame in frames {
            if case .begin(let begin) = frame { _ = queue.begin(begin) } else { queue.receive(frame, now: now) }
            if queue.pauses() { settle() }
        }
    }

    /// Fills the sink, and flushes it where that is wanted, as a player does.
    mutating func write() throws {
        while capacity > unheard.count {
            switch try queue.next(room: capacity - unheard.count, heard: position, accept: { _ in 16_000 }) {
            case .write(let samples):
                unheard += samples
                _ = queue.wrote(underruns: 0, now: now)
            case .flush: settle()
            case nil:
                if !queue.isWritingHeld { return }
                tell()
            }
        }
    }

    /// `count` more samples are heard, with the sink kept full, then what there is to tell is told.
    mutating func hear(_ count: Int) throws {
        var left = count
        while left > 0 {
            try write()
            if unheard.isEmpty { break }
            let step = min(left, 160, unheard.count)
            sound += unheard.prefix(step)
            unheard.removeFirst(step)
            position += step
            now += step * 1_000_000 / 16_000
            left -= step
            look()
        }
        try write()
        look()
    }

    /// Everything is heard that can be.
    mutating func hearAll() throws {
        while true {
            let before = (sound.count, events.count)
            try hear(16_000)
            if before == (sound.count, events.count) { return }
        }
    }

    /// Time goes by in silence.
    mutating func pass(milliseconds: Int) {
        now += milliseconds * 1_000
        look()
    }

    mutating func interrupt(_ speech: Speech, alone: Bool? = nil) {
        if queue.interrupt(speech.stop(alone: alone), now: now) { settle() }
        tell()
    }

    /// What was told about the turn.
    func told(_ speech: Speech) -> [String] { summary(events).filter { $0.contains("\(speech.id)") } }

    /// The last progress of the turn.
    func progress(_ speech: Speech) -> Progress? {
        events.compactMap { event in
            switch event {
            case .progress(let progress), .placed(let progress): progress.turnID == speech.id ? progress : nil
            default: nil
            }
        }.last
    }

    private mutating func settle() {
        queue.settle(heard: position, now: now)
        position += unheard.count
        unheard = []
    }

    private mutating func look() {
        _ = queue.observe(heard: position, now: now, isPaced: true)
        tell()
    }

    private mutating func tell() {
        let more = queue.takeEvents()
        events += more
        queue.didTell(more.count)
    }
}
