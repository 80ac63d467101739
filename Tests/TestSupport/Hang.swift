/// Stands still, as something does that hangs, until the task is cancelled.
///
/// - Throws: `CancellationError`.
package func hang() async throws {
    // Nobody ever sends anything through it: only a cancellation ends it.
    let (silence, sender) = AsyncStream.makeStream(of: Void.self)
    for await _ in silence {}
    withExtendedLifetime(sender) {}
    throw CancellationError()
}
