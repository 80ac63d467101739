import FrameTransport
import SpeechFrames
import TestSupport
import Testing

@testable import Playback

@Suite("two turns in one file, killed at any moment")
struct KilledMixTests {
    @Test(
        "the next process goes on so that every sample of both is in the file, once and in order",
        arguments: [Manner.over, .between, .pause],
        UInt64(0)..<150
    )
    func killed(manner: Manner, seed: UInt64) async throws {
        try await withTemporaryDirectory { folder in
            var random = SeededGenerator(seed: seed)
            var file = MixedFile(places: "\(folder)/places", manner)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                try file.live(for: Int.random(in: 1...120, using: &random), &random)
            }
            try file.live(for: .max, &random)
            #expect(
                firstDifference(file.samples(of: MixedFile.answer), Array(0..<1_500)) == nil,
                "\(manner), seed \(seed)"
            )
            #expect(firstDifference(file.samples(of: MixedFile.note), Array(0..<500)) == nil, "\(manner), seed \(seed)")
        }
    }
}

/// A file in which an announcement is heard beside an answer, and the processes that write it one after the other. Of each sample
/// in it is known which samples of the turns it was made of.
private struct MixedFile {
    static let answer = Speech()
    static let note = Speech(session: "note")
    /// How many phrases a turn has, and how many samples each of them.
    private static let shapes = [answer.id: (phrases: 3, samples: 500), note.id: (phrases: 2, samples: 250)]

    private let path: String
    private let manner: Manner
    private var file: [[TurnID: Int]] = []
    /// What the sender knows: how far turns were heard, of those that it has begun and that have not ended.
    private var heard: [TurnID: HeardPoint?] = [answer.id: nil]

    init(places path: String, _ manner: Manner) {
        self.path = path
        self.manner = manner
    }

    func samples(of speech: Speech) -> [Int16] { file.compactMap { $0[speech.id].map { Int16($0) } } }

    /// One process from its start, to its death after so many steps or to the end of all.
    mutating func live(for steps: Int, _ random: inout SeededGenerator) throws {
        let places = StartPlaces(path: path, logger: quiet)
        for turn in places.ended { heard[turn] = nil }
        var queue = OutputQueue(phraseDeadline: 10_000_000)
        var frames: [Frame] = []
        for turn in [Self.answer, Self.note] where heard.keys.contains(turn.id) {
            frames += begin(turn, in: &queue, places)
        }
        // Where the sender is when the announcement comes.
        var isAnnounced = heard.keys.contains(Self.note.id) || places.ended.contains(Self.note.id)
        var left = steps
        var sink = Sink(origin: cut(to: queue.resumption))
        queue.origin = sink.origin
        while left > 0, !(isAnnounced && heard.isEmpty && frames.isEmpty) {
            left -= 1
            switch Int.random(in: 0..<8, using: &random) {
            case 0 where !isAnnounced && !samples(of: Self.answer).isEmpty:
                isAnnounced = true
                heard[Self.note.id] = .some(nil)
                frames.insert(contentsOf: begin(Self.note, in: &queue, places), at: 0)
            case 0...1: if !frames.isEmpty { queue.receive(frames.removeFirst(), now: 0) }
            case 2...3: try write(&queue, &sink, room: Int.random(in: 1...200, using: &random))
            case 4...5: sink.drain(Int.random(in: 1...200, using: &random), into: &file)
            default:
                _ = queue.observe(heard: sink.heard, now: 0, isPaced: false)
                let events = queue.takeEvents()
                note(events, places)
                if left > 0 { tell(events) }
                queue.didTell(events.count)
            }
        }
    }

    /// Begins a turn where it was heard, as far as that is known.
    private func begin(_ speech: Speech, in queue: inout OutputQueue, _ places: StartPlaces) -> [Frame] {
        let known = heard[speech.id] ?? nil
        let begin = Begin(
            session: speech.session,
            turn: speech.turn,
            manner: speech.id == Self.note.id ? manner : nil,
            phrase: known?.phrase,
            sample: known?.sample,
            position: known?.position
        )
        _ = queue.begin(places.complete(begin))
        let shape = Self.shapes[speech.id] ?? (0, 0)
        return (0..<shape.phrases).flatMap { phrase in
            speech.frames(phrase, counting(shape.samples), piece: 90)
        } + [speech.end(shape.phrases)]
    }

    private mutating func cut(to position: Int?) -> Int {
        file.removeLast(file.count - min(file.count, position ?? .max))
        return file.count
    }

    private func write(_ queue: inout OutputQueue, _ sink: inout Sink, room: Int) throws {
        let before = places(in: queue)
        switch try queue.next(room: room, heard: sink.heard, accept: { _ in 16_000 }) {
        case .write(let samples):
            let after = places(in: queue)
            let taken = after.filter { turn, place in place - (before[turn] ?? place - samples.count) == samples.count }
            for index in 0..<samples.count {
                sink.waiting.append(taken.mapValues { $0 - samples.count + index })
            }
            _ = queue.wrote(underruns: 0, now: 0)
        case .flush:
            queue.settle(heard: sink.heard, now: 0)
            sink.flush()
        case nil: break
        }
    }

    /// Which sample of each turn is written next, counted from its own first one.
    private func places(in queue: OutputQueue) -> [TurnID: Int] {
        let tracks = [queue.mixer.main, queue.mixer.guest].compactMap { $0 }
        return Dictionary(
            tracks.map { track in
                let start = track.turn.start
                return (
                    track.turn.id, start.phrase * (Self.shapes[track.turn.id]?.samples ?? 0) + start.sample + track.next
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private func note(_ events: [PlaybackEvent], _ places: StartPlaces) {
        places.change { book in
            for event in events {
                switch event {
                case .placed(let progress): book.note(progress)
                case .progress(let progress): book.hear(progress)
                case .finished(let finished): book.end(finished.turnID)
                default: break
                }
            }
        }
    }

    private mutating func tell(_ events: [PlaybackEvent]) {
        for event in events {
            switch event {
            case .progress(let progress), .placed(let progress):
                let known = heard[progress.turnID].flatMap { $0 }
                guard heard.keys.contains(progress.turnID),
                    (progress.phrase, progress.sample) >= (known?.phrase ?? 0, known?.sample ?? 0)
                else { continue }
                heard[progress.turnID] = HeardPoint(progress)
            case .finished(let finished): heard[finished.turnID] = nil
            default: break
            }
        }
    }

    /// What a process has given to its file and is not in it yet.
    private struct Sink {
        let origin: Int
        var waiting: [[TurnID: Int]] = []
        private(set) var heard = 0

        init(origin: Int) {
            self.origin = origin
        }

        mutating func drain(_ count: Int, into file: inout [[TurnID: Int]]) {
            let count = min(count, waiting.count)
            file += waiting.prefix(count)
            waiting.removeFirst(count)
            heard += count
        }

        mutating func flush() {
            heard += waiting.count
            waiting = []
        }
    }
}
