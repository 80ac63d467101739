private import Clocks
internal import FrameTransport
package import Logging
internal import SpeechFrames
private import Synchronization

/// Has the talk of all sessions kept on the disk, behind the hub's back: no turn waits for it.
///
/// What is in memory holds, and the file follows it: a disk that is slow or full, or a talk-keeper that dies, costs nothing but
/// what the file lacks meanwhile. After each of those it is compared with all that is known.
package final class TalkArchive: Sendable {
    /// How long the disk may take without a word in the log.
    package static let slow = Duration.seconds(10)
    /// When what could not be done is tried again.
    package static let pause = Duration.seconds(30)

    private struct State {
        var backlog = TalkBacklog()
        var isRecalled = false
        var current: String?
        /// Whether the talk-keeper has something to answer.
        var isBusy = false
        var problem: String?
        var isSlow = false
    }

    private let logger: Logger
    private let slow: Duration
    private let pause: Duration
    private let state = Mutex(State())
    private let changed = WaitList()

    package init(logger: Logger, slow: Duration = TalkArchive.slow, pause: Duration = TalkArchive.pause) {
        self.logger = logger
        self.slow = slow
        self.pause = pause
    }

    /// Why the file is not as it should be, for people; `nil`: it is, or soon will be.
    package var trouble: String? {
        state.withLock { $0.problem ?? ($0.isSlow ? "the disk does not answer" : nil) }
    }

    /// Whether what was kept has been read.
    package var isRecalled: Bool { state.withLock { $0.isRecalled } }

    /// Notes that sessions have changed, or are no more. Never waits.
    package func note(_ sessions: some Sequence<String>) {
        state.withLock { state in
            for session in sessions { state.backlog.add(session) }
        }
        changed.wake()
    }

    /// Returns when what was kept has been read, cannot be, or `limit` is over.
    package func whenRecalled(within limit: Duration) async {
        _ = try? await changed.wait(atMost: limit) { [self] in
            state.withLock { $0.isRecalled || $0.problem != nil }
        }
    }

    /// Returns when the file holds what is known of `sessions`, or does not after `limit`; `nil`: of all.
    ///
    /// - Returns: why it does not.
    package func settled(_ sessions: [String]? = nil, within limit: Duration) async -> String? {
        let isSettled = { @Sendable in
            self.state.withLock { state in
                guard let sessions else { return state.backlog.isEmpty && !state.isBusy }
                return !sessions.contains { state.backlog.contains($0) || state.current == $0 }
            }
        }
        let isOver = { @Sendable in isSettled() || self.state.withLock { $0.problem != nil } }
        _ = try? await changed.wait(atMost: limit, until: isOver)
        return isSettled() ? nil : trouble ?? "the disk has not answered for \(limit)"
    }

    /// Does all that is to be done by one talk-keeper, until it is gone or the task is cancelled.
    ///
    /// - Throws: what writing to it throws, and `CancellationError`.
    func work(_ line: inout KeeperLine, _ source: TalkSource) async throws {
        defer {
            state.withLock { state in
                (state.isBusy, state.current) = (false, nil)
                state.backlog.distrust()
            }
        }
        while true {
            let isDone = try await compare(&line, source)
            while isDone {
                try await changed.wait { state.withLock { !$0.backlog.isEmpty } }
                guard let session = next() else { break }
                let frame = source.talk(session).map { Frame.talk($0) } ?? .forget(Forget(session: session))
                guard try await exchange(frame, &line) != nil else { break }
            }
            if state.withLock({ $0.problem != nil }) { try await SteadyClock().sleep(for: pause) }
        }
    }

    /// What was kept is read, the first time; from then on the file is to hold what is known, and nothing else.
    private func compare(_ line: inout KeeperLine, _ source: TalkSource) async throws -> Bool {
        if !isRecalled {
            guard let talks = try await exchange(.recall(source.recall()), &line) else { return false }
            source.take(talks)
            state.withLock { $0.isRecalled = true }
            changed.wake()
        }
        let sessions = source.sessions()
        state.withLock { $0.backlog.beginComparison(sessions) }
        guard try await exchange(.forget(Forget(session: "", besides: sessions)), &line) != nil else { return false }
        state.withLock { $0.backlog.endComparison() }
        changed.wake()
        return true
    }

    private func next() -> String? {
        state.withLock { state in
            state.current = state.backlog.next()
            return state.current
        }
    }

    /// - Returns: what was told; `nil` where it could not be done.
    private func exchange(_ frame: Frame, _ line: inout KeeperLine) async throws -> [Talk]? {
        state.withLock { $0.isBusy = true }
        let watch = Task { [slow] in
            try await SteadyClock().sleep(for: slow)
            self.tellSlow()
        }
        defer { watch.cancel() }
        let (talks, kept) = try await line.exchange(frame)
        take(kept)
        return kept.problem == nil ? talks : nil
    }

    private func take(_ kept: Kept) {
        if let notice = kept.notice { logger.warning("\(notice)") }
        let (before, wasSlow) = state.withLock { state in
            defer {
                (state.isBusy, state.current, state.isSlow) = (false, nil, false)
                state.problem = kept.problem
                if kept.problem != nil { state.backlog.distrust() }
            }
            return (state.problem, state.isSlow)
        }
        changed.wake()
        // The same again tells nobody anything.
        if let problem = kept.problem, problem != before {
            logger.error("the talk goes on and is not kept: \(problem)", metadata: ["again": "\(pause)"])
        } else if kept.problem == nil, before != nil || wasSlow {
            logger.notice("the talk is kept again")
        }
    }

    private func tellSlow() {
        let isNew = state.withLock { state in
            defer { state.isSlow = state.isBusy }
            return state.isBusy && !state.isSlow
        }
        if isNew { logger.warning("the disk has not answered for \(slow): the talk goes on, and is kept when it does") }
    }
}
