package import FrameTransport

extension WaitList {
    /// Returns once `condition` holds; where it never does, the error names the place and what was waited for.
    ///
    /// - Throws: ``SetupError`` when the task is cancelled, as by a test's time limit.
    package func wait(
        in file: String,
        _ line: Int,
        for what: @autoclosure () -> String,
        until condition: () -> Bool
    ) async throws(SetupError) {
        do {
            try await wait(until: condition)
        } catch {
            throw SetupError("\(file):\(line) waited in vain for \(what())")
        }
    }
}
