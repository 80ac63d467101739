private import Dispatch
private import Glibc
private import Synchronization

/// How a program ended.
package enum ProgramEnd: Sendable, Equatable {
    case code(Int32)
    case signal(Int32)

    /// Of a status as waitpid(2) gives it.
    init(status: Int32) { self = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F) }
}

/// A process that a test started. Signals go to it only while its id is surely its own.
package final class RunningProgram: Sendable {
    private struct State {
        var end: ProgramEnd?
        var waiters: [CheckedContinuation<ProgramEnd, Never>] = []
    }

    /// The process id.
    package let id: Int32

    /// What it wrote on standard error.
    package let standardError: CollectedOutput

    private let state = Mutex(State())

    /// Starts `command` with `input` and `output` as its standard streams; they stay open here.
    init(_ command: ProgramCommand, input: Int32, output: Int32) throws {
        let errors = try ClosingPipe()
        defer { close(errors.writeEnd) }
        do {
            id = try Self.spawn(command, input, output, errors.writeEnd)
        } catch {
            close(errors.readEnd)
            throw error
        }
        standardError = CollectedOutput(reading: errors.readEnd)
        DispatchQueue(label: "program").async { self.reap() }
    }

    /// Sends a signal; does nothing once the process has ended.
    package func send(_ signal: Int32) {
        // Under the lock: the id is free for others as soon as the process is reaped.
        state.withLock { if $0.end == nil { kill(id, signal) } }
    }

    /// How it ended, once it has.
    package func end() async -> ProgramEnd {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiters.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    private func reap() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        let (end, waiters) = state.withLock { state in
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            // wait(2): the low seven bits are the signal, the next byte is the exit code.
            let end = ProgramEnd(status: status)
            state.end = end
            defer { state.waiters = [] }
            return (end, state.waiters)
        }
        waiters.forEach { $0.resume(returning: end) }
    }

    private static func spawn(
        _ command: ProgramCommand,
        _ input: Int32,
        _ output: Int32,
        _ errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        actions.closeInherited()
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setDefaultSignals(&attributes)
        let words = command.words.map { strdup($0) }
        let variables = command.variables.map { strdup($0) }
        defer { (words + variables).forEach { free($0) } }
        var id: pid_t = 0
        let failure = posix_spawnp(&id, command.words[0], &actions, &attributes, words + [nil], variables + [nil])
        guard failure == 0 else {
            throw SetupError("cannot start \(command.words[0]): \(String(cString: strerror(failure)))")
        }
        return id
    }

    /// As a shell starts programs: nothing is ignored and nothing blocked, whatever the tests' own process does.
    private static func setDefaultSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigemptyset(&all)
        for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&all, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }
}
