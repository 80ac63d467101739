private import Glibc

/// A program for a ``Pipeline`` to start.
package struct ProgramCommand: Sendable {
    /// The path, or a name to be looked for in `PATH`, and the arguments.
    package var words: [String]

    /// What it gets beside PATH, HOME, TMPDIR, LANG and no backtraces; nothing else is inherited.
    package var environment: [String: String]

    /// A program of the system, by its path or by its name in `PATH`.
    package init(_ words: [String], environment: [String: String] = [:]) {
        self.words = words
        self.environment = environment
    }

    /// A program of ours: the one that was built beside the tests.
    package static func ours(
        _ name: String,
        _ arguments: String...,
        environment: [String: String] = [:]
    ) -> ProgramCommand {
        ProgramCommand([path(of: name)] + arguments, environment: environment)
    }

    /// The same with more arguments.
    package func adding(_ arguments: [String]) -> ProgramCommand {
        ProgramCommand(words + arguments, environment: environment)
    }

    /// Where the build put program `name`: the tests' own executable lies in the same folder.
    package static func path(of name: String) -> String {
        let own = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink("/proc/self/exe", $0, buffer.count)) } ?? 0
        }
        let folder = String(decoding: own.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
            .split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/\(name)"
    }

    /// The environment as `execve` takes it.
    var variables: [String] {
        let kept = ["PATH", "HOME", "TMPDIR"] + ChildProcess.sanitizing
        var variables = kept.compactMap { (name: String) -> String? in
            environment[name] == nil ? getenv(name).map { "\(name)=\(String(cString: $0))" } : nil
        }
        variables += ["LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
        // The timers of whoever runs the tests are not for them.
        if environment["XDG_STATE_HOME"] == nil { variables.append("XDG_STATE_HOME=/nonexistent") }
        // Many hubs run at once, and one port is for one of them.
        if words.first?.hasSuffix("/hub-supervisor") == true, environment["LOQUAT_HTTP"] == nil {
            variables.append("LOQUAT_HTTP=off")
        }
        return variables + environment.map { "\($0)=\($1)" }
    }
}
