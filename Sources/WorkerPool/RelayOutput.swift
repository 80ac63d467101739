import FrameTransport
import SpeechFrames

/// Where a relay's frames go; those of an interrupted turn go nowhere, however late they come.
///
/// An actor, for whether a turn was interrupted and where its frame stands in the line has to be settled in one step:
/// `FrameOutput` takes a frame before it suspends for the first time.
actor RelayOutput {
    private let output: FrameOutput
    /// Turns that were interrupted.
    private var over = OverTurns()

    init(_ output: FrameOutput) {
        self.output = output
    }

    /// Passes a frame on, unless its turn was interrupted.
    ///
    /// - Throws: `TransportError` and `CancellationError`, as `FrameOutput` does, and `FrameError` for an interrupt that is none.
    // Inlined into a loop, it makes swift-frontend 6.3.1 crash when it optimizes ("while splitting coroutine").
    @inline(never)
    func pass(_ frame: RawFrame) async throws {
        let isAboutStopping = frame.type == .interrupt || frame.type == .interrupted
        if !isAboutStopping, let turn = frame.turnID, over.outcome(of: turn) != nil { return }
        if frame.type == .interrupt, case .interrupt(let interrupt) = try frame.decode() { over.interrupt(interrupt) }
        try await output.write(frame)
    }

    /// Returns when all that was passed on has reached the descriptor.
    ///
    /// - Throws: As ``pass(_:)`` does.
    func flush() async throws {
        try await output.flush()
    }
}
