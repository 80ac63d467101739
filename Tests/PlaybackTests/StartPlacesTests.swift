import Glibc
import Logging
import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import Playback

@Suite("where turns go on in their files outlives the process")
struct StartPlacesTests {
    private func progress(_ turn: Int, _ phrase: Int, _ sample: Int, _ position: Int?) -> Progress {
        Progress(
            session: "küche 1",
            turn: turn,
            phrase: phrase,
            sample: sample,
            ahead: 0,
            rate: 16_000,
            position: position
        )
    }

    private func begin(_ turn: Int, _ phrase: Int? = nil, _ sample: Int? = nil, _ position: Int? = nil) -> Begin {
        Begin(session: "küche 1", turn: turn, phrase: phrase, sample: sample, position: position)
    }

    @Test("the next process knows what the last one noted, and nothing of turns that are over")
    func persistence() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            places.change { book in
                book.note(progress(1, 0, 0, 100))
                book.note(progress(2, 3, 50, 700))
            }
            places.change { $0.note(progress(2, 3, 50, 900)) }
            places.change { $0.forget(TurnID(session: "küche 1", turn: 1)) }
            let next = StartPlaces(path: "\(folder)/places", logger: quiet)
            #expect(next.complete(begin(1)) == begin(1))
            #expect(next.complete(begin(2)) == begin(2, 3, 50, 900))
        }
    }

    @Test("what the sender knows counts where it is further on")
    func further() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            places.change { $0.note(progress(1, 1, 0, 500)) }
            #expect(places.complete(begin(1, 1, 20, 520)) == begin(1, 1, 20, 520))
            #expect(places.complete(begin(1, 0, 90, 90)) == begin(1, 1, 0, 500))
        }
    }

    @Test("no more are kept than the limit, the newest")
    func limit() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            for turn in 1...(StartPlaces.Book.limit + 1) { places.change { $0.note(progress(turn, 0, 0, turn)) } }
            let next = StartPlaces(path: "\(folder)/places", logger: quiet)
            #expect(next.complete(begin(1)) == begin(1))
            #expect(next.complete(begin(2)).position == 2)
        }
    }

    @Test("how far a turn was heard that is in no file is known to the next process")
    func speaker() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            places.change { $0.hear(progress(1, 2, 300, nil)) }
            places.change { $0.hear(progress(1, 1, 900, nil)) }
            let next = StartPlaces(path: "\(folder)/places", logger: quiet)
            #expect(next.complete(begin(1)) == begin(1, 2, 300))
        }
    }

    @Test("a place in a file stays one: it is where the file is cut")
    func inFile() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            places.change { $0.note(progress(1, 1, 0, 500)) }
            places.change { $0.hear(progress(1, 1, 20, nil)) }
            #expect(places.complete(begin(1)) == begin(1, 1, 0, 500))
            places.change { $0.hear(progress(1, 1, 20, 520)) }
            #expect(places.complete(begin(1)) == begin(1, 1, 20, 520))
        }
    }

    @Test("half a line at the end is none, and what is added later is whole")
    func torn() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/places"
            StartPlaces(path: path, logger: quiet).change { book in
                book.note(progress(1, 0, 0, 100))
                book.note(progress(2, 0, 0, 200))
            }
            let length = try readFile(path).count
            #expect(truncate(path, length - 3) == 0)
            let next = StartPlaces(path: path, logger: quiet)
            #expect(next.complete(begin(1)).position == 100)
            #expect(next.complete(begin(2)) == begin(2))
            next.change { $0.note(progress(3, 0, 0, 300)) }
            #expect(StartPlaces(path: path, logger: quiet).complete(begin(3)).position == 300)
        }
    }

    @Test("however often places change, the file stays small")
    func growth() async throws {
        try await withTemporaryDirectory { folder in
            let places = StartPlaces(path: "\(folder)/places", logger: quiet)
            for sample in 0..<5_000 { places.change { $0.hear(progress(1, 0, sample, sample)) } }
            let length = try readFile("\(folder)/places").count
            #expect(length < 1 << 17)
            let next = StartPlaces(path: "\(folder)/places", logger: quiet)
            #expect(next.complete(begin(1)).position == 4_999)
        }
    }

    @Test("a place that cannot be written is said so, once")
    func refusal() throws {
        let said = EventCount()
        var logger = Logger(label: "test") { _ in CountingLog(said) }
        logger.logLevel = .warning
        let places = StartPlaces(path: "/nowhere/places", logger: logger)
        for turn in 1...2 { places.change { $0.note(progress(turn, 0, 0, turn)) } }
        #expect(said.count == 1)
    }
}

/// Counts what is logged.
private final class EventCount: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}

private struct CountingLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    private let said: EventCount

    init(_ said: EventCount) { self.said = said }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { said.add() }
}
