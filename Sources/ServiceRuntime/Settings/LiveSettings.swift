private import CommandOptions
private import Glibc
package import Logging
package import Settings
package import SpeechFrames
private import Synchronization
private import UnixSignals

/// A program's settings while it runs: they can be read again, and what can be taken without a restart is taken by the turns that
/// begin afterwards.
package final class LiveSettings: Sendable {
    /// Takes settings that were read again, and the files that they name, which may be others than before though their names are
    /// the same. It says what has changed in those; where it throws ``ProgramFailure``, everything has to be as it was.
    package typealias Taker = @Sendable (EffectiveSettings) throws -> [Reloaded.Change]

    private struct State {
        var running: EffectiveSettings
        var take: Taker?
    }

    private let program: SettingProgram
    private let source: SettingsSource
    private let logger: Logger
    private let state: Mutex<State>
    /// Whether a terminal is where the program was started.
    private let hadTerminal = LiveSettings.hasTerminal

    /// The settings of `program` that were read from `source` at its start.
    package init(_ program: SettingProgram, _ source: SettingsSource, _ running: EffectiveSettings, logger: Logger) {
        self.program = program
        self.source = source
        self.logger = logger
        state = Mutex(State(running: running))
    }

    /// What holds now.
    package var running: EffectiveSettings { state.withLock { $0.running } }

    /// Runs `body`, and meanwhile reads the settings again at each SIGHUP. `take` gets them each time; it must not read them again
    /// itself.
    package func run(
        taking take: @escaping Taker = { _ in [] },
        body: @escaping @Sendable () async throws -> Void
    ) async throws {
        state.withLock { $0.take = take }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask { await self.heedSignals() }
            // The signals end only where the terminal is gone, or with the task.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Reads the settings again; where they cannot be taken, all stays as it is.
    package func reload() -> Reloaded {
        let manager = ServiceManager.own
        manager?.tell([.reloading(since: MonotonicTime.microseconds())])
        defer { manager?.tell([.ready]) }
        let result = state.withLock { state in
            do throws(SettingsError) {
                return reload(try source.load(), &state)
            } catch {
                return refused(error.message)
            }
        }
        tell(result)
        return result
    }

    private func reload(_ new: EffectiveSettings, _ state: inout State) -> Reloaded {
        let differences = state.running.differences(to: new, for: program)
        let taken = differences.filter { $0.change == .reload }
        let next = state.running.taking(taken.map(\.key), from: new)
        let further: [Reloaded.Change]
        do {
            further = try state.take?(next) ?? []
        } catch {
            return refused((error as? ProgramFailure)?.message ?? "\(error)")
        }
        state.running = next
        return Reloaded(
            program: program.rawValue,
            changed: taken.map(Reloaded.Change.init) + further,
            restart: differences.filter { $0.change == .restart }.map(Reloaded.Change.init)
        )
    }

    private func refused(_ problem: String) -> Reloaded { Reloaded(program: program.rawValue, problem: problem) }

    private func tell(_ result: Reloaded) {
        if let problem = result.problem {
            return logger.error("the settings stay as they are: \(problem)")
        }
        for change in result.changed { logger.notice("\(change.key) is \(change.new) now; it was \(change.old)") }
        for change in result.restart {
            logger.warning("\(change.key) stays \(change.old) until a restart; the settings say \(change.new)")
        }
    }

    // MARK: - SIGHUP

    private func heedSignals() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            // The same signal says that the terminal was closed.
            if hadTerminal, !Self.hasTerminal { return }
            _ = reload()
        }
    }

    /// Whether this process belongs to a terminal (tty(4)): opening this fails once that is gone.
    private static var hasTerminal: Bool {
        let descriptor = open("/dev/tty", O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }
}

extension Reloaded.Change {
    fileprivate init(_ difference: SettingDifference) {
        self.init(key: difference.key, old: difference.old, new: difference.new)
    }
}
