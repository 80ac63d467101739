/// When a transfer has been silent for too long. Pure: it is told the time.
struct TransferDeadline {
    private enum Phase {
        /// May become `receiving`.
        case waitingForFirstByte
        /// May become `paused`.
        case receiving
        /// We do not read, so silence proves nothing. May become `receiving`.
        case paused
        /// The rest of the answer is not wanted; it gets a moment so that the connection can be used again.
        case draining
    }

    /// How long the unwanted rest of an answer may take. After an answer's last line only the end of the body is left.
    static let drain: Duration = .milliseconds(500)

    private let timeouts: ModelTimeouts
    private var phase: Phase
    private var lastChange: ContinuousClock.Instant

    init(timeouts: ModelTimeouts, startedAt now: ContinuousClock.Instant) {
        self.timeouts = timeouts
        phase = .waitingForFirstByte
        lastChange = now
    }

    mutating func received(at now: ContinuousClock.Instant) {
        guard phase != .draining else { return }
        phase = .receiving
        lastChange = now
    }

    mutating func pause() {
        guard phase != .draining else { return }
        phase = .paused
    }

    mutating func resume(at now: ContinuousClock.Instant) {
        guard phase == .paused else { return }
        phase = .receiving
        lastChange = now
    }

    mutating func drain(from now: ContinuousClock.Instant) {
        phase = .draining
        lastChange = now
    }

    /// When the transfer fails if nothing comes; `nil` while it is paused.
    var instant: ContinuousClock.Instant? {
        switch phase {
        case .waitingForFirstByte: lastChange + timeouts.firstByte
        case .receiving: lastChange + timeouts.stall
        case .paused: nil
        case .draining: lastChange + Self.drain
        }
    }

    /// Before this the transfer is not late, whatever comes meanwhile, if it is neither resumed nor drained; `nil` while it is
    /// paused.
    func earliest(from now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
        // The first byte may come at once, and what follows it may be due sooner than it was itself.
        phase == .waitingForFirstByte ? instant.map { min($0, now + timeouts.stall) } : instant
    }

    /// What the transfer fails with once ``instant`` has passed.
    var failure: TransferFailure {
        switch phase {
        case .waitingForFirstByte: .silent(for: timeouts.firstByte)
        case .receiving, .paused: .stalled(for: timeouts.stall)
        case .draining: .cancelled
        }
    }
}
