/// A model that gives an answer from before: for trying things out, for tests, and for text from standard input.
/// The question is not looked at.
package struct ReplayModel: LanguageModel {
    private enum Source: Sendable {
        case pieces([String], FinishReason, ReplayPace, any Clock<Duration>)
        case arriving(any AsyncSequence<String, any Error> & Sendable)
    }

    package var startsAnew: Bool { true }

    private let source: Source

    /// Answers with `text`, in pieces like tokens.
    package init(
        text: String = BundledAnswer.text,
        pace: ReplayPace = .unlimited,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        source = .pieces(TokenPieces.split(text), .stop, pace, clock)
    }

    /// Answers with the pieces of a recording.
    package init(
        recording: Recording,
        pace: ReplayPace = .unlimited,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        source = .pieces(recording.pieces, recording.reason, pace, clock)
    }

    /// Passes text on as it arrives, until the sequence ends. The sequence is read once: a second answer has what the
    /// first one left.
    package init(arriving pieces: any AsyncSequence<String, any Error> & Sendable) {
        source = .arriving(pieces)
    }

    package func answer(
        _ question: Question,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        switch source {
        case .pieces(let pieces, let reason, let pace, let clock):
            try await replay(pieces, after: question.answered, at: pace, by: clock, receive)
            try await pass(.finished(reason), to: receive)
        case .arriving(let pieces):
            try await relay(pieces, receive)
            try await pass(.finished(.stop), to: receive)
        }
    }

    private func replay(
        _ pieces: [String],
        after answered: Int,
        at pace: ReplayPace,
        by clock: some Clock<Duration>,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        let start = clock.now
        var seen = 0
        var paced = 0
        for piece in pieces {
            seen += piece.unicodeScalars.count
            if seen > answered {
                if let delay = pace.delay(ofToken: paced) {
                    do { try await clock.sleep(until: start.advanced(by: delay), tolerance: nil) } catch {
                        throw .cancelled
                    }
                }
                paced += 1
            }
            try await pass(.text(piece), to: receive)
        }
    }

    private func relay(
        _ pieces: some AsyncSequence<String, any Error>,
        _ receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        var iterator = pieces.makeAsyncIterator()
        while let piece = try await Self.next(&iterator) {
            if !piece.isEmpty { try await pass(.text(piece), to: receive) }
        }
    }

    private static func next(
        _ iterator: inout some AsyncIteratorProtocol<String, any Error>
    ) async throws(ModelError) -> String? {
        do {
            return try await iterator.next(isolation: #isolation)
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw ModelError(code: .interruptedAnswer, message: "the text to replay broke off: \(error)", cause: error)
        }
    }

    private func pass(
        _ event: ModelEvent,
        to receive: @escaping @Sendable (ModelEvent) async throws -> Void
    ) async throws(ModelError) {
        if Task.isCancelled { throw .cancelled }
        do { try await receive(event) } catch { throw ModelError(thrownByReceiver: error) }
    }
}
