private import FoundationEssentials
internal import Hummingbird
internal import SpeechFrames
internal import Supervision

/// The events of one turn, from its question to its end.
struct TurnStream: Sendable {
    let log: EventLog
    let turn: TurnID
    /// What had happened before the turn.
    let start: EventID

    /// An answer that lasts as long as the turn.
    func response(_ context: APIContext) -> Response {
        EventRoutes.stream(context) { stream in
            try await stream.write([EventText.preamble])
            do {
                try await log.read(after: start) { reader in
                    while true {
                        for event in try await reader.next() where event.turn == turn {
                            try await stream.write([EventText.block(event.type, event.json, id: event.id)])
                            if Self.isEnd(event) { return }
                        }
                    }
                }
            } catch is CancellationError {
                throw EventSubscription.End.stopped
            }
        }
    }

    /// Whether a turn is over with an event.
    static func isEnd(_ event: LoggedEvent) -> Bool {
        struct Told: Decodable {
            var state: SessionStatus.State
        }
        guard event.type == StateEvent.type, let told = try? JSONDecoder().decode(Told.self, from: Data(event.json))
        else { return false }
        return [.interrupted, .finished, .failed].contains(told.state)
    }
}
