private import Glibc

/// A program started by a test, known by its id only. It is for programs that a test must stop, kill or freeze.
package struct ChildProcess: Sendable {
    /// The process id.
    package let id: Int32

    /// What `scripts/test --sanitize` sets, for the programs under test as well.
    static let sanitizing = ["LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS"]

    /// Starts a program found in `$PATH`; its standard output goes to `output`, or nowhere.
    ///
    /// - Parameters:
    ///   - arguments: the program's name and its arguments.
    ///   - environment: all it gets beside our PATH, TMPDIR and LANG.
    ///   - output: a descriptor of ours.
    ///   - errors: a descriptor of ours for its standard error, which otherwise goes nowhere.
    /// - Throws: ``SetupError`` when it cannot be started.
    package init(
        _ arguments: [String],
        environment: [String: String] = [:],
        output: Int32? = nil,
        errors: Int32? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if let errors {
            posix_spawn_file_actions_adddup2(&actions, errors, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, 1)
        } else {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        }
        actions.closeInherited()
        var id: pid_t = 0
        let words = arguments.map { strdup($0) }
        let variables = Self.merged(environment).map { strdup($0) }
        defer { (words + variables).forEach { free($0) } }
        let failure = posix_spawnp(&id, arguments[0], &actions, nil, words + [nil], variables + [nil])
        guard failure == 0 else {
            throw SetupError("cannot start \(arguments[0]): \(String(cString: strerror(failure)))")
        }
        self.id = id
    }

    /// Sends a signal.
    package func send(_ signal: Int32) { kill(id, signal) }

    /// Kills the program, where it has not ended, and waits until it is gone.
    ///
    /// - Returns: how it has ended.
    @discardableResult
    package func end() -> ProgramEnd {
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return ProgramEnd(status: status)
    }

    private static func merged(_ changes: [String: String]) -> [String] {
        let kept = ["PATH", "TMPDIR", "LANG"] + Self.sanitizing
        var variables = kept.compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        for (name, value) in changes { variables.append("\(name)=\(value)") }
        return variables
    }
}
