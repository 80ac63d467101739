private import Glibc
internal import Subprocess
private import SystemPackage

/// How a worker is started.
package enum WorkerCommand: Sendable, Equatable {
    /// A program, by its path or by its name in `PATH`, with its arguments.
    case program(String, arguments: [String])
    /// A command line for `/bin/sh -c`.
    case shell(String)

    /// The command as a person would name it.
    package var description: String {
        switch self {
        case .program(let path, _): path
        case .shell(let line): line
        }
    }

    /// The words that start a worker, so that it dies with this process however that ends.
    ///
    /// A worker ends when its standard input does; one that hangs does not see that. `setpriv --pdeathsig` (util-linux)
    /// has the kernel kill it: the setting outlives exec(2). Without it, the end of the input has to do.
    ///
    /// - Throws: ``WorkerFault`` with the code `worker_unavailable` where there is no such program.
    func arguments() async throws(WorkerFault) -> [String] {
        let words: [String]
        switch self {
        case .shell(let line): words = ["/bin/sh", "-c", line]
        case .program(let path, let arguments): words = [try await Self.resolve(path)] + arguments
        }
        guard let setpriv = Self.setpriv else { return words }
        return [setpriv, "--pdeathsig", "KILL", "--"] + words
    }

    private static let setpriv: String? = ["/usr/bin/setpriv", "/bin/setpriv"].first { access($0, X_OK) == 0 }

    private static func resolve(_ path: String) async throws(WorkerFault) -> String {
        if path.contains("/") {
            guard access(path, X_OK) == 0 else {
                let reason = String(cString: strerror(errno))
                throw WorkerFault(.unavailable, "the worker \(path) cannot be started: \(reason)")
            }
            return path
        }
        guard let found = try? await Executable.name(path).resolveExecutablePath(in: .inherit) else {
            throw WorkerFault(.unavailable, "the worker \(path) cannot be started: it is not in PATH")
        }
        return found.string
    }
}
