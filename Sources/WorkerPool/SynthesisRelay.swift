package import FrameTransport
package import SpeechFrames

/// What tts-workers does in a pipe: phrases become audio, and everything else goes on down the line.
///
/// A phrase goes on too, before its audio: what plays it learns from it that it exists, and what its words are.
package struct SynthesisRelay: Sendable {
    /// What may come from up the line.
    package static let accepted: Set<FrameType> = [
        .hello, .begin, .token, .phrase, .end, .command, .failed, .interrupt, .interrupted,
    ]

    private let pool: WorkerPool
    private let output: RelayOutput

    package init(pool: WorkerPool, output: FrameOutput) {
        self.pool = pool
        self.output = RelayOutput(output)
    }

    /// Relays `frames` to their end, and returns when all audio is passed on; after a bad frame it throws only then.
    ///
    /// - Throws: What `frames` throws, `TransportError` where the output fails, and in the end ``WorkerFault`` where not one
    ///   phrase could be spoken: text has gone on all the same.
    package func run(_ frames: some AsyncSequence<RawFrame, any Error> & Sendable) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pool.run() }
            group.addTask {
                for await answer in pool.outputs { try await output.pass(answer.frame) }
                try Task.checkCancellation()
            }
            group.addTask {
                let failure = try await take(frames)
                try await pool.drain()
                try await output.flush()
                throw Done(failure: failure)
            }
            do {
                // Not waitForAll(), which would wait for the workers before it throws.
                while try await group.next() != nil {}
            } catch let done as Done {
                group.cancelAll()
                if let failure = done.failure { throw failure }
                if let fault = pool.uselessness { throw fault }
            }
        }
    }

    /// Takes frames to their end, or to the first that is none; what came before it is still worth hearing.
    private func take(_ frames: some AsyncSequence<RawFrame, any Error>) async throws -> FrameError? {
        do {
            try await relay(frames)
            return nil
        } catch let error as FrameError {
            return error
        }
    }

    private func relay(_ frames: some AsyncSequence<RawFrame, any Error>) async throws {
        var voices = TurnVoices()
        for try await raw in frames {
            if raw.type == .hello { continue }
            if raw.type == .interrupt, case .interrupt(let interrupt) = try raw.decode() {
                pool.interrupt(interrupt)
                voices.end(interrupt.turnID)
            }
            try await output.pass(raw)
            guard raw.type == .phrase || raw.type == .begin || raw.type == .end else { continue }
            switch try raw.decode() {
            case .begin(let begin): voices.begin(begin)
            case .phrase(let phrase): try await pool.submit(voices.completed(phrase))
            case .end(let end): voices.end(end.turnID)
            default: break
            }
        }
    }

    /// All that came in has gone out: the workers may stop.
    private struct Done: Error {
        /// Why the input ended early.
        let failure: FrameError?
    }
}
