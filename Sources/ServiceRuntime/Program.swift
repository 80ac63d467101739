private import CommandOptions
private import Glibc
package import Logging
private import ServiceLifecycle
private import UnixSignals

/// What every program of Loquat does around its work: signals, errors and exit codes in one way.
package enum Program {
    /// Runs `work` to its end, or until SIGINT or SIGTERM, which cancel it and are a clean end.
    ///
    /// An error is told in one line on standard error, as `name: message`.
    ///
    /// - Throws: ArgumentParser's `ExitCode`, for `AsyncParsableCommand` to end the process with.
    package static func run(
        _ name: String,
        logger: Logger,
        _ work: @escaping @Sendable () async throws -> Void
    ) async throws {
        // While this is the only thread: it changes the environment.
        _ = ServiceManager.own
        // A reader that goes away is an error of `write` to be handled, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Work(work), successTerminationBehavior: .gracefullyShutdownGroup)],
                gracefulShutdownSignals: [.sigint, .sigterm],
                logger: quiet(logger)
            )
        )
        do {
            try await group.run()
        } catch is CancellationError {
            return
        } catch let failure as ProgramFailure {
            StandardError.write("\(name): \(failure.message)\n")
            throw failure.exit.code
        } catch {
            StandardError.write("\(name): \(error)\n")
            throw Exit.software.code
        }
    }

    /// The life cycle's own messages are about services, a notion that no user of a pipe has.
    private static func quiet(_ logger: Logger) -> Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .error)
        return logger
    }

    private struct Work: Service {
        let work: @Sendable () async throws -> Void

        init(_ work: @escaping @Sendable () async throws -> Void) {
            self.work = work
        }

        func run() async throws {
            try await withGracefulShutdownHandler {
                try await cancelWhenGracefulShutdown {
                    async let _ = ResidentMemory.keepSmall()
                    try await work()
                }
            } onGracefulShutdown: {
                ServiceManager.own?.tell([.stopping])
            }
        }
    }
}
