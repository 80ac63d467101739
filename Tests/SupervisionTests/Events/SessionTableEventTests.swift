import Settings
import SpeechFrames
import Testing

@testable import Supervision

@Suite("What the table tells of to who watches the hub")
struct SessionTableEventTests {
    private var hub: TableHarness = {
        var hub = TableHarness()
        hub.table.tellsEvents = true
        return hub
    }()

    private mutating func types() -> [String] { hub.table.takeEvents().map { type(of: $0).type } }

    private mutating func states() -> [SessionStatus.State] {
        hub.table.takeEvents().compactMap { ($0 as? StateEvent)?.state }
    }

    @Test("a turn is told from its question to its end")
    mutating func wholeTurn() {
        _ = hub.ask(session: "a")
        #expect(types() == ["turn", "state"])
        _ = hub.receive(.token(Token(session: "a", turn: 1, text: "It *is* so.", start: 0)))
        _ = hub.receive(.phrase(Phrase(session: "a", turn: 1, phrase: 0, text: "It is so.", source: [0, 11])))
        #expect(types() == ["token", "phrase"])
        _ = hub.receive(.end(End(session: "a", turn: 1, phrases: 1, reason: .stop, textEnd: 11)))
        _ = hub.receive(
            .progress(Progress(session: "a", turn: 1, phrase: 0, sample: 9, ahead: 22_050, rate: 22_050, spoken: 9))
        )
        let events = hub.table.takeEvents()
        #expect(events.compactMap { ($0 as? HeardEvent)?.end } == [11])
        #expect(events.compactMap { ($0 as? HeardEvent)?.aheadMilliseconds } == [1_000])
        #expect(events.compactMap { ($0 as? StateEvent)?.state } == [.speaking])
        _ = hub.receive(.finished(Finished(session: "a", turn: 1, heard: 1)))
        #expect(states() == [.finished])
        #expect(types() == [])
    }

    @Test("what was heard of a phrase is told in the visible text, whose marks are not spoken")
    mutating func positions() {
        _ = hub.ask(session: "a")
        _ = hub.receive(
            .token(Token(session: "a", turn: 1, text: "One. **Two** three.", start: 0)),
            .phrase(Phrase(session: "a", turn: 1, phrase: 0, text: "One.", source: [0, 4])),
            .phrase(Phrase(session: "a", turn: 1, phrase: 1, text: "Two three.", source: [5, 14])),
            .progress(Progress(session: "a", turn: 1, phrase: 1, sample: 0, ahead: 0, rate: 22_050, spoken: 10))
        )
        #expect(hub.table.pictures.map(\.heardEnd) == [19])
        #expect(hub.table.pictures[0].phrases == [TurnPicture.Phrase(phrase: 1, start: 5, length: 14)])
    }

    @Test("an interrupt tells what was heard, and then once that the turn is over")
    mutating func interrupt() {
        _ = hub.ask(session: "a")
        _ = hub.table.takeEvents()
        _ = hub.interrupt("a")
        #expect(types() == [])
        _ = hub.stopped("a", 1, heard: "It is")
        let events = hub.table.takeEvents()
        #expect(events.compactMap { ($0 as? InterruptedEvent)?.heard } == ["It is"])
        #expect((events.last as? StateEvent)?.state == .interrupted)
        #expect((events.last as? StateEvent)?.reason == "user_request")
        #expect(events.count == 2)
    }

    @Test("a question that is refused is no event")
    mutating func refusal() {
        hub = TableHarness(policy: .refuse)
        hub.table.tellsEvents = true
        _ = hub.ask(session: "a")
        _ = hub.table.takeEvents()
        _ = hub.ask(session: "a")
        #expect(types() == [])
    }

    @Test("of a table that nobody watches nothing is collected")
    func nobody() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        #expect(hub.table.takeEvents().isEmpty)
        #expect(hub.table.events.isEmpty && hub.table.movedTurns.isEmpty)
    }
}
