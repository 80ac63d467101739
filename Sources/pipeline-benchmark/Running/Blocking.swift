import NIOPosix

/// Threads for what blocks: stamps are taken on them, right behind the call that waited.
enum Blocking {
    private static let threads: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 6)
        pool.start()
        return pool
    }()

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await threads.runIfActive(work)
    }
}
