import Synchronization
import Testing

@testable import LanguageModels

@Suite(.timeLimit(.minutes(5)))
struct ReplayModelTests {
    @Test(
        "the pieces of a replay joined are the text",
        arguments: [BundledAnswer.text, "", " ", "a\n\n b  c\u{301}\r\n"]
    )
    func exact(text: String) async {
        let outcome = await Outcome(of: ReplayModel(text: text))
        #expect(Array(outcome.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(outcome.events.last == .finished(.stop))
        #expect(!outcome.events.contains(.text("")))
    }

    @Test("the pace is kept by absolute instants, however slow the receiver is")
    func pace() async throws {
        let clock = JumpingClock()
        let pace = try ReplayPace(rate: 10, firstTokenDelay: .milliseconds(250))
        let instants = Mutex<[Duration]>([])
        try await ReplayModel(text: "a b c d e", pace: pace, clock: clock).answer(.hello) { event in
            guard case .text = event else { return }
            instants.withLock { $0.append(clock.now.offset) }
            clock.advance(by: .milliseconds(event == .text(" b") ? 130 : 3))
        }
        #expect(instants.withLock { $0 } == [250, 350, 480, 550, 650].map { .milliseconds($0) })
    }

    @Test("without a rate nothing waits, but for the first token")
    func unlimited() async throws {
        let clock = JumpingClock()
        let model = ReplayModel(
            text: "a b",
            pace: try ReplayPace(rate: nil, firstTokenDelay: .seconds(1)),
            clock: clock
        )
        #expect(await Outcome(of: model).text == "a b")
        #expect(clock.now.offset == .seconds(1))
    }

    @Test("a pace that cannot be is refused", arguments: [0, -1, .infinity, .nan, 1e-9])
    func badPace(rate: Double) {
        #expect { try ReplayPace(rate: rate) } throws: { ($0 as? ModelError)?.code == .badSetting }
        #expect(throws: ModelError.self) { try ReplayPace(rate: 1, firstTokenDelay: .seconds(-1)) }
    }

    @Test("a recording is replayed piece by piece with its reason")
    func recording() async throws {
        let lines = """
            {"message":{"role":"assistant","content":"Hi"},"done":false}
            {"message":{"role":"assistant","content":" there"},"done":true,"done_reason":"length"}
            """
        let outcome = await Outcome(of: ReplayModel(recording: try Recording(Array(lines.utf8))))
        #expect(outcome.events == [.text("Hi"), .text(" there"), .finished(.length)])
    }

    @Test(
        "a recording that is none is refused",
        arguments: [
            ("", ModelError.Code.interruptedAnswer), ("Hello", .protocolViolation),
            (#"{"message":{"content":"Hi"},"done":false}"#, .interruptedAnswer),
        ]
    )
    func badRecording(text: String, code: ModelError.Code) {
        #expect { try Recording(Array(text.utf8)) } throws: { ($0 as? ModelError)?.code == code }
    }

    @Test("text that arrives over time is passed on as it arrives")
    func arriving() async throws {
        let (stream, input) = AsyncThrowingStream<String, any Error>.makeStream(bufferingPolicy: .bufferingOldest(4))
        let seen = Mutex<[ModelEvent]>([])
        input.yield("Hello")
        try await ReplayModel(arriving: stream).answer(.hello) { event in
            // The next line is typed only once the last one has been seen.
            let count = seen.withLock { seen in
                seen.append(event)
                return seen.count
            }
            switch count {
            case 1:
                input.yield("")
                input.yield(" there.\n")
            case 2: input.finish()
            default: break
            }
        }
        #expect(seen.withLock { $0 } == [.text("Hello"), .text(" there.\n"), .finished(.stop)])
    }

    @Test("text that breaks off is an interrupted answer")
    func arrivingFails() async {
        struct Broken: Error {}
        let (stream, input) = AsyncThrowingStream<String, any Error>.makeStream(bufferingPolicy: .bufferingOldest(4))
        input.yield("Hello")
        input.finish(throwing: Broken())
        let outcome = await Outcome(of: ReplayModel(arriving: stream))
        #expect(outcome.events == [.text("Hello")])
        #expect(outcome.error?.code == .interruptedAnswer)
    }

    @Test("a cancelled replay ends at once")
    func cancelled() async throws {
        let model = ReplayModel(text: "a b", pace: try ReplayPace(rate: 0.01))
        let (begun, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup { group in
            group.addTask {
                await #expect {
                    try await model.answer(.hello) { _ in signal.yield() }
                } throws: {
                    ($0 as? ModelError)?.code == .cancelled
                }
            }
            for await _ in begun { break }
            group.cancelAll()
        }
    }

    @Test("the bundled answer soon has a place to breathe")
    func bundled() throws {
        let beginning = try #require(BundledAnswer.text.split(separator: ",").first)
        #expect((9...10).contains(beginning.split(separator: " ").count))
        #expect((140...180).contains(BundledAnswer.text.split(whereSeparator: \.isWhitespace).count))
    }
}

@Suite struct TokenPiecesTests {
    @Test(
        "a text is cut like a model's",
        arguments: [
            ("Hello there. How?", ["Hello", " there", ".", " How", "?"]),
            ("don't 'stop'", ["don't", " ", "'", "stop", "'"]),
            ("a\n\nb  c ", ["a", "\n\n", "b", " ", " c", " "]),
            ("3.14", ["3", ".", "14"]),
            ("Donaudampfschifffahrt", ["Donaudampfsc", "hifffahrt"]),
            ("👩‍👩‍👧 🇩🇪", ["👩‍👩‍👧", " ", "🇩🇪"]),
        ]
    )
    func table(text: String, expected: [String]) {
        #expect(TokenPieces.split(text) == expected)
    }
}

/// A clock in which a sleep takes no time: it jumps to the instant slept for.
final class JumpingClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration = .zero
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let instant = Mutex(Instant())

    var now: Instant { instant.withLock { $0 } }
    let minimumResolution: Duration = .nanoseconds(1)

    func advance(by duration: Duration) {
        instant.withLock { $0 = $0.advanced(by: duration) }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        instant.withLock { $0 = max($0, deadline) }
    }
}
