import Glibc

/// A process started by the benchmark, by posix_spawn(3): nothing stands between the stamp and the start.
final class Child: Sendable {
    let id: Int32
    /// When it was started.
    let started: UInt64

    init(_ words: [String], input: Descriptor? = nil, output: Descriptor? = nil, errors: Descriptor? = nil) throws {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, (input ?? null).number, 0)
        posix_spawn_file_actions_adddup2(&actions, (output ?? null).number, 1)
        posix_spawn_file_actions_adddup2(&actions, (errors ?? null).number, 2)
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var id: pid_t = 0
        started = Nanoseconds.now
        let failure = posix_spawnp(&id, words[0], &actions, nil, arguments + [nil], environ)
        guard failure == 0 else {
            throw BenchmarkError("cannot start \(words[0]): \(String(cString: strerror(failure)))")
        }
        self.id = id
    }

    /// Waits until the process has ended by itself; kills it when it takes longer.
    func wait(atMost limit: Duration = .seconds(5)) {
        let end = Nanoseconds.now + UInt64(limit / .nanoseconds(1))
        var status: Int32 = 0
        while waitpid(id, &status, WNOHANG) == 0 {
            if Nanoseconds.now > end { kill(id, SIGKILL) }
            Nanoseconds.pause(.milliseconds(1))
        }
    }
}
