private import NIOPosix

/// One thread for calls that block, started when it is first needed and ended with its owner.
///
/// NIO's shared pool has as many threads as the machine has cores: two streams that wait would use it up.
final class BlockingThread: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)

    init() {
        pool.start()
    }

    /// Runs `work` on the thread and waits for it without blocking the caller's.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(work)
    }

    /// Runs `work` on the thread.
    func submit(_ work: @escaping @Sendable () -> Void) {
        pool.submit { _ in work() }
    }

    deinit {
        pool.shutdownGracefully { _ in }
    }
}
