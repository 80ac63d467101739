private import Clocks
private import FoundationEssentials
private import FrameTransport
private import Synchronization

/// What has happened in the hub, the last of it: readers follow at their own pace, and who was away for a moment goes on where
/// it was.
///
/// At most ``limit`` events with ``sizeLimit`` bytes of text are kept; with more, the oldest go. A reader that has not read
/// what goes is told so, and holds nobody up.
package final class EventLog: Sendable {
    /// How many events are kept.
    package static let limit = 4_096
    /// How much text is kept, in bytes.
    package static let sizeLimit = 1 << 20

    /// A reader was so slow that what it has to read next is kept no more.
    package struct TooSlow: Error, Equatable {}

    private struct Entry {
        let event: any HubEvent
        let time: Date
        /// Made when somebody reads it first: most events of a hub that nobody watches are never encoded.
        var json: [UInt8]?
    }

    private struct State {
        /// The event with number n lies at n modulo their number.
        var entries = [Entry?](repeating: nil, count: limit)
        /// The number of the oldest that is kept, and of the next to come.
        var first: UInt64 = 1
        var next: UInt64 = 1
        var size = 0
        var readers = 0

        mutating func dropFirst() {
            let index = Int(first % UInt64(limit))
            size -= entries[index]?.event.textSize ?? 0
            entries[index] = nil
            first += 1
        }
    }

    /// Tells this hub's events from those of an earlier one.
    package let run: UInt32

    private let state = Mutex(State())
    private let changed = WaitList()

    /// An empty log of the hub's run with that number.
    package init(run: UInt32 = .random(in: 0 ... .max)) {
        self.run = run
    }

    /// How many read it now.
    package var readers: Int { state.withLock { $0.readers } }

    /// The name of the last event; where there was none yet, of what comes before the first.
    package var last: EventID { EventID(run: run, number: state.withLock { $0.next - 1 }) }

    /// Notes events that have just happened, in their order.
    package func note(_ events: [any HubEvent]) {
        if events.isEmpty { return }
        let time = Date()
        state.withLock { state in
            for event in events {
                if state.next - state.first == UInt64(Self.limit) { state.dropFirst() }
                state.entries[Int(state.next % UInt64(Self.limit))] = Entry(event: event, time: time)
                state.next += 1
                state.size += event.textSize
                while state.size > Self.sizeLimit, state.first < state.next - 1 { state.dropFirst() }
            }
        }
        changed.wake()
    }

    /// Whether all that came after an event is here, so that a reader can go on with it.
    package func holdsAll(after id: EventID) -> Bool {
        guard id.run == run else { return false }
        return state.withLock { id.number >= $0.first - 1 && id.number < $0.next }
    }

    /// Reads on from the event after `id` in `body`; while that runs, there is one reader more.
    package func read<Value>(
        after id: EventID,
        _ body: (inout Reader) async throws -> Value
    ) async rethrows -> Value {
        state.withLock { $0.readers += 1 }
        defer { state.withLock { $0.readers -= 1 } }
        var reader = Reader(log: self, last: id.number)
        return try await body(&reader)
    }

    /// Somebody who reads the log from an event on.
    package struct Reader: ~Copyable {
        /// How many events are read at once, at most.
        private static let most: UInt64 = 256
        /// Waking a thousand readers thirty times a second is most of a core: each waits so much longer for every other one.
        private static let pace = Duration.microseconds(50)

        private let log: EventLog
        private var last: UInt64

        fileprivate init(log: EventLog, last: UInt64) {
            self.log = log
            self.last = last
        }

        /// What has happened since; waits until there is something.
        ///
        /// - Throws: ``TooSlow``, and `CancellationError`.
        package mutating func next() async throws -> [LoggedEvent] {
            let seen = last
            try await log.changed.wait { log.state.withLock { $0.next > seen + 1 } }
            let others = log.readers - 1
            if others > 0 { try await SteadyClock().sleep(for: Self.pace * others) }
            let events = try log.events(after: last, atMost: Self.most)
            last += UInt64(events.count)
            return events
        }
    }

    private func events(after number: UInt64, atMost most: UInt64) throws(TooSlow) -> [LoggedEvent] {
        let events = state.withLock { state -> [LoggedEvent]? in
            guard number >= state.first - 1 else { return nil }
            return (number + 1..<min(state.next, number + 1 + most)).compactMap { number in
                let index = Int(number % UInt64(Self.limit))
                guard let entry = state.entries[index] else { return nil }
                let json = entry.json ?? entry.event.json(at: entry.time)
                state.entries[index]?.json = json
                return LoggedEvent(
                    id: EventID(run: run, number: number),
                    type: Swift.type(of: entry.event).type,
                    turn: entry.event.turnID,
                    json: json
                )
            }
        }
        guard let events else { throw TooSlow() }
        return events
    }
}
