import SpeechFrames
import Testing

@testable import Supervision

@Suite("Event log")
struct EventLogTests {
    private func token(_ number: Int, _ text: String = "x") -> TokenEvent {
        TokenEvent(session: "kitchen", turn: 1, start: number, text: text)
    }

    @Test("a reader gets every event once, in order, with the numbers of the hub's run")
    func order() async throws {
        let log = EventLog(run: 0x0f3a_99c2)
        log.note((0..<3).map { token($0) })
        let events = try await log.read(after: EventID(run: log.run, number: 1)) { reader in
            let first = try await reader.next()
            log.note([token(3)])
            return try await first + reader.next()
        }
        #expect(events.map(\.id.description) == ["0f3a99c2.2", "0f3a99c2.3", "0f3a99c2.4"])
        #expect(events.map(\.type) == ["token", "token", "token"])
        #expect(events[0].turn == TurnID(session: "kitchen", turn: 1))
    }

    @Test("an event is one JSON object with its type, its time and its own members")
    func encoding() async throws {
        let log = EventLog()
        log.note([HeardEvent(session: "a", turn: 2, phrase: 3, end: 17, aheadMilliseconds: 900)])
        let json = try await log.read(after: EventID(run: log.run, number: 0)) { reader in
            String(decoding: try await reader.next()[0].json, as: UTF8.self)
        }
        #expect(
            json.contains(
                try Regex(
                    #"^\{"ahead_ms":900,"end":17,"phrase":3,"session":"a","time":"[0-9-]{10}T[0-9:]{8}\.[0-9]{3}Z","turn":2,"type":"heard"\}$"#
                )
            )
        )
    }

    @Test("a reader that falls behind what is kept is told so")
    func slowReader() async throws {
        let log = EventLog()
        log.note([token(0)])
        await #expect(throws: EventLog.TooSlow.self) {
            try await log.read(after: EventID(run: log.run, number: 0)) { reader in
                log.note((0..<EventLog.limit).map { token($0) })
                _ = try await reader.next()
            }
        }
    }

    @Test("no more than so much text is kept, and always the last event")
    func size() async throws {
        let log = EventLog()
        let large = String(repeating: "x", count: EventLog.sizeLimit / 2)
        log.note((0..<4).map { token($0, large) })
        #expect(log.holdsAll(after: EventID(run: log.run, number: 2)))
        #expect(!log.holdsAll(after: EventID(run: log.run, number: 1)))
        log.note([token(4, large + large + large)])
        #expect(log.holdsAll(after: EventID(run: log.run, number: 4)))
        #expect(!log.holdsAll(after: EventID(run: log.run, number: 3)))
    }

    @Test("a reader goes on after an event of this run only, and of one that was")
    func replay() {
        let log = EventLog(run: 7)
        log.note([token(0), token(1)])
        #expect(log.holdsAll(after: EventID(run: 7, number: 0)))
        #expect(log.holdsAll(after: log.last))
        #expect(!log.holdsAll(after: EventID(run: 7, number: 3)))
        #expect(!log.holdsAll(after: EventID(run: 8, number: 1)))
    }

    @Test("readers are counted while they read")
    func readers() async {
        let log = EventLog()
        let inside = await log.read(after: log.last) { _ in log.readers }
        #expect(inside == 1)
        #expect(log.readers == 0)
    }

    @Test("a reader that waits ends when its task is cancelled")
    func cancellation() async {
        let log = EventLog()
        let task = Task { try await log.read(after: log.last) { reader in try await reader.next() } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(
        "an event's name is read as it is written, and nothing else is",
        arguments: ["", "1", "x.1", "0f3a99c2.", "0f3a99c2.-1"]
    )
    func names(wrong: String) {
        #expect(EventID("0000002a.9") == EventID(run: 42, number: 9))
        #expect(EventID(wrong) == nil)
    }
}
