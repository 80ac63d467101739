package import FrameTransport
private import Glibc
package import Logging
private import SpeechFrames
private import Synchronization
package import Tools

/// Has timers spoken when they are due: each is told to the supervisor as an announcement, and taken from its file once that
/// was accepted. So none is lost with a process, and one that was due meanwhile is spoken, with how late it is.
package struct TimerKeeper: Sendable {
    /// The timers.
    package let store: TimerStore

    private let clock: LocalClock
    private let changes: WaitList
    private let announce: @Sendable (TimerEntry, String) async throws -> Void
    private let logger: Logger

    /// How long it sleeps at the most while timers are set: the wall's clock may be set, and the machine may sleep.
    private static let longestSleep = Duration.seconds(10)

    /// How long it waits before a timer that the hub did not take is told again.
    private static let patience = Duration.seconds(1)

    /// Keeps the timers of `directory`; `announce` has one spoken, or throws where that is not possible now.
    ///
    /// - Throws: ``ToolError`` where the file of the timers cannot be used.
    package init(
        directory: String,
        clock: LocalClock = .system,
        logger: Logger,
        announce: @escaping @Sendable (TimerEntry, String) async throws -> Void
    ) throws(ToolError) {
        let changes = WaitList()
        store = try TimerStore(directory: directory) { changes.wake() }
        self.changes = changes
        self.clock = clock
        self.logger = logger
        self.announce = announce
    }

    /// Runs until the task is cancelled.
    ///
    /// - Throws: `CancellationError` only.
    package func run() async throws {
        var lastFault = ""
        while true {
            guard let next = store.next else {
                try await changes.wait { store.next != nil }
                continue
            }
            let rest = next.due - clock.now()
            guard rest <= 0 else {
                let store = store
                let sleep = min(.seconds(rest), Self.longestSleep)
                _ = try await changes.wait(atMost: sleep) { store.next != next }
                continue
            }
            do {
                try await announce(next, next.announcement(at: clock.now(), clock))
                try store.take(next.id)
                lastFault = ""
            } catch let error as CancellationError {
                throw error
            } catch {
                // The same again at each try tells nobody anything.
                if lastFault != "\(error)" { logger.warning("a timer that is due is not spoken yet: \(error)") }
                lastFault = "\(error)"
                try await Task.sleep(for: Self.patience)
            }
        }
    }
}

extension TimerKeeper {
    /// Keeps the timers of `directory`, and has them spoken by the supervisor that listens in `runtime`.
    ///
    /// - Throws: ``ToolError`` where the file of the timers cannot be used.
    package init(
        directory: String,
        announcingBy runtime: RuntimeDirectory,
        version: String,
        logger: Logger
    ) throws(ToolError) {
        try self.init(directory: directory, logger: logger) { timer, text in
            let link = FrameLink(
                path: runtime.path(of: .hub),
                accepting: [.hello, .accepted, .refused],
                logger: logger
            ) {
                Hello(role: StreamerStation.role, pid: getpid(), version: version)
            }
            let answer = Mutex<Frame?>(nil)
            try await link.connectOnce { connection, frames in
                let say = Say(
                    text: text,
                    session: timer.session,
                    // This process may have been killed before it knew that the hub had it.
                    id: "\(timer.id) \(timer.due)",
                    priority: .announcement,
                    output: timer.output
                )
                try await connection.send(.say(say))
                for try await frame in frames {
                    let frame = try frame.decode()
                    answer.withLock { $0 = frame }
                    return
                }
            }
            switch answer.withLock({ $0 }) {
            case .accepted: return
            case .refused(let refused): throw ToolError(.unavailable, "the hub refuses it: \(refused.message)")
            default: throw ToolError(.unavailable, "the hub went away")
            }
        }
    }
}
