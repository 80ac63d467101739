private import SpeechFrames

/// The hub and its stages from start to end.
package struct Supervisor: Sendable {
    private let hub: Hub
    private let stages: [StageProcess]

    /// Supervises `stages`, given in the order in which they are to be stopped. Without stages, others run them, and they
    /// and what they say outlive this supervisor.
    package init(hub: Hub, stages: [StageProcess]) {
        self.hub = hub
        self.stages = stages
    }

    /// Runs until the task is cancelled, and calls `listening` when peers can connect; then silences the speaker, ends the stages one after the other, and returns when
    /// nothing of them is left.
    ///
    /// - Throws: what ``Hub/run()`` throws, and `CancellationError` once all has come to its end.
    package func run(listening: @escaping @Sendable () -> Void = {}) async throws {
        let stop = Alarm()
        // The end has an order, which a cancellation, reaching all tasks at once, would not keep.
        let task = Task { try await work(until: stop, listening) }
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            stop.ring()
        }
        try Task.checkCancellation()
    }

    private func work(until stop: Alarm, _ listening: @escaping @Sendable () -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { stop.ring() }
                try await hub.run(listening: listening)
            }
            // The innermost is the first to be stopped: the order of `keep` is from the outside in.
            await StageProcess.keep(stages.reversed()) {
                await stop.wait(until: nil)
                if !stages.isEmpty { await hub.silence(.shutdown) }
            }
            await hub.keepLast()
            group.cancelAll()
            do {
                try await group.waitForAll()
            } catch is CancellationError {
                return
            }
        }
    }
}
