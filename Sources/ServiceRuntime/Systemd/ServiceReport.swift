package import Clocks
private import Synchronization

/// Keeps the service manager told while a program serves: that it is ready, what it does, and that its work goes on.
package struct ServiceReport<TimerClock: Clock>: Sendable where TimerClock.Duration == Duration {
    /// How often the line for people is looked at where no sign of life is asked for.
    private static var interval: Duration { .seconds(1) }

    private let manager: ServiceManager?
    private let clock: TimerClock

    /// Tells `manager`; `nil`: nobody.
    package init(to manager: ServiceManager?, clock: TimerClock) {
        self.manager = manager
        self.clock = clock
    }

    /// Runs `body`, which calls its argument when it serves. `prove` goes through whatever would hang with the work: there is a
    /// sign of life each time that it returns. `status` is what the program does, in a line.
    ///
    /// - Throws: what `body` throws.
    package func run(
        proving prove: @escaping @Sendable () async -> Void,
        status: @escaping @Sendable () -> String,
        _ body: @escaping @Sendable (_ serving: @escaping @Sendable () -> Void) async throws -> Void
    ) async throws {
        guard let manager else { return try await body {} }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let isReady = Once()
            group.addTask {
                try await body {
                    isReady.set()
                    manager.tell([.ready])
                }
            }
            group.addTask { try await tell(manager, prove, status, isReady) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func tell(
        _ manager: ServiceManager,
        _ prove: () async -> Void,
        _ status: () -> String,
        _ isReady: Once
    ) async throws {
        var signs = manager.patience.map(SignsOfLife.init)
        var last: TimerClock.Instant?
        var told: String?
        var toldPatience = manager.patience
        var isReadyTold = false
        while true {
            await prove()
            let now = clock.now
            if let last { signs?.come(after: last.duration(to: now)) }
            last = now
            let patience = signs?.wanted
            var notices: [ServiceNotice] = signs == nil ? [] : [.alive]
            if let patience, patience != toldPatience { notices.append(.patience(patience)) }
            // Once more, for the first may have met a full queue.
            let isReady = isReady.isSet
            if isReady, !isReadyTold { notices.append(.ready) }
            let line = status()
            if line != told { notices.append(.status(line)) }
            if !notices.isEmpty, manager.tell(notices) {
                told = line
                toldPatience = patience
                isReadyTold = isReady
            }
            try await clock.sleep(for: signs?.interval ?? Self.interval)
        }
    }

    /// Something that comes about once, and stays so.
    private final class Once: Sendable {
        private let value = Atomic(false)

        var isSet: Bool { value.load(ordering: .acquiring) }

        func set() { value.store(true, ordering: .releasing) }
    }
}

extension ServiceReport<SteadyClock> {
    /// Tells the manager that started this process, if any.
    package static var own: ServiceReport<SteadyClock> { ServiceReport(to: .own, clock: SteadyClock()) }
}
