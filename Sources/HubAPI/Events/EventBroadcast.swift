private import Clocks
internal import FrameTransport
internal import Logging
internal import Supervision
private import Synchronization

/// Reads the hub's events once for all streams, as long as there are any.
final class EventBroadcast: Sendable {
    /// Waking a thousand streams for each token would be most of a core: with each stream more, events are collected so much
    /// longer. One stream has them at once, a thousand every 50 ms.
    private static let pace = Duration.microseconds(50)
    /// How often the processes are told anew where nothing happens to them: they grow and age.
    private static let processesInterval = Duration.seconds(5)

    private struct State {
        var subscriptions: [Int: EventSubscription] = [:]
        var next = 0
        /// The last event that was given to all; of a meaning only while there are subscriptions.
        var position: UInt64 = 0
        var isClosed = false
    }

    /// A place among those who get the events.
    struct Place: Sendable {
        let subscription: EventSubscription
        /// Events up to this one are not given: they are in the log.
        let position: UInt64
        fileprivate let number: Int
    }

    let log: EventLog
    private let tellProcesses: @Sendable () -> Void
    private let tellHealth: @Sendable () -> Void
    private let limits: HTTPLimits
    private let state = Mutex(State())
    private let changed = WaitList()

    /// `trouble`: what is wrong with HTTP itself.
    init(_ sources: HubAPISources, trouble: @escaping @Sendable () -> [String] = { [] }, limits: HTTPLimits) {
        log = sources.events
        tellProcesses = sources.tellProcesses
        tellHealth = { sources.tellHealth(trouble()) }
        self.limits = limits
    }

    /// How many streams there are.
    var count: Int { state.withLock { $0.subscriptions.count } }

    /// Gives events on until the task is cancelled; then ends all streams.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.giveEvents() }
            group.addTask { await self.every(self.limits.keepAlive) { self.give(EventBatch()) } }
            group.addTask { await self.every(Self.processesInterval) { self.tellProcesses() } }
            await group.waitForAll()
        }
        let rest = state.withLock { state in
            state.isClosed = true
            return Array(state.subscriptions.values)
        }
        for subscription in rest { subscription.finish(.stopped) }
    }

    /// Takes a place; to be left again.
    func join() -> Place {
        let place = state.withLock { state in
            let subscription = EventSubscription(limit: limits.backlog)
            if state.subscriptions.isEmpty { state.position = log.last.number }
            if state.isClosed { subscription.finish(.stopped) }
            let number = state.next
            state.next += 1
            state.subscriptions[number] = subscription
            return Place(subscription: subscription, position: state.position, number: number)
        }
        changed.wake()
        return place
    }

    func leave(_ place: Place) {
        state.withLock { _ = $0.subscriptions.removeValue(forKey: place.number) }
    }

    private func giveEvents() async {
        while !Task.isCancelled {
            do {
                try await changed.wait { count > 0 }
                let start = state.withLock(\.position)
                try await log.read(after: EventID(run: log.run, number: start)) { reader in
                    while count > 0 {
                        let events = try await reader.next()
                        give(EventBatch(events), upTo: events.last?.id.number)
                        if events.contains(where: Self.bearsOnHealth) { tellHealth() }
                        try await SteadyClock().sleep(for: Self.pace * (count - 1))
                    }
                }
            } catch is EventLog.TooSlow {
                // The machine stood still for so long that nobody can have been sent anything.
                let all = state.withLock { Array($0.subscriptions.values) }
                for subscription in all { subscription.finish(.tooSlow) }
                state.withLock { $0.position = log.last.number }
            } catch {
                return
            }
        }
    }

    /// The processes are told again and again, so health that only time changes is seen as well.
    private static func bearsOnHealth(_ event: LoggedEvent) -> Bool {
        event.type == ProcessesEvent.type || TurnStream.isEnd(event)
    }

    private func give(_ batch: EventBatch, upTo number: UInt64? = nil) {
        let all = state.withLock { state in
            if let number { state.position = number }
            return state.subscriptions
        }
        let ended = all.filter { !$0.value.give(batch) }
        guard !ended.isEmpty else { return }
        // Whoever reads them may hang in a write: they are no streams any more.
        state.withLock { state in
            for number in ended.keys { state.subscriptions[number] = nil }
        }
    }

    /// Does something again and again while there are streams.
    private func every(_ interval: Duration, _ body: @escaping @Sendable () -> Void) async {
        while (try? await SteadyClock().sleep(for: interval)) != nil {
            if count > 0 { body() }
        }
    }
}
