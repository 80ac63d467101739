private import Dispatch
private import Glibc
private import Synchronization

/// A private PulseAudio daemon with a null sink and no hardware, in a folder of its own.
package final class PulseServer: Sendable {
    /// The server's address for clients that are tested; see ``open()``.
    package let address: String

    /// The null sink's name: 48,000 Hz, mono.
    package static let sink = "spk"

    private let folder: String
    private let process: Mutex<ChildProcess?> = Mutex(nil)

    fileprivate init(folder: String) {
        self.folder = folder
        address = "unix:\(folder)/sock"
    }

    /// Starts the daemon, again after ``kill()`` too; returns when it takes connections.
    ///
    /// - Parameter isOpen: whether clients reach it at ``address`` at once, and not only after ``open()``.
    /// - Throws: ``SetupError`` when it cannot be started, or says nothing for 20 seconds.
    package func start(isOpen: Bool = true) async throws {
        unlink("\(folder)/sock")
        let notify = "\(folder)/notify"
        let descriptor = try Self.bindDatagramSocket(notify)
        defer {
            close(descriptor)
            unlink(notify)
        }
        let child = try ChildProcess(arguments, environment: environment(notify: notify))
        process.withLock { $0 = child }
        let isReady = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.awaitReady(descriptor)) }
        }
        if !isReady { throw SetupError("the PulseAudio daemon did not come up; its log is in \(folder)/log") }
        if isOpen { open() }
    }

    /// Lets clients in at ``address``. Recordings and ``control(_:)`` have a way of their own, so that they can be there before.
    package func open() { symlink(socketPath, "\(folder)/sock") }

    /// Ends the daemon by SIGKILL.
    package func kill() { process.withLock { $0.take() }?.end() }

    /// Freezes the daemon (SIGSTOP), or lets it go on (SIGCONT).
    package func freeze(_ isFrozen: Bool) { process.withLock { $0 }?.send(isFrozen ? SIGSTOP : SIGCONT) }

    /// Runs `pactl` and waits until it has succeeded, for 20 seconds at most.
    package func control(_ arguments: String...) async throws {
        let command = ["timeout", "--kill-after=1", "20", "pactl"] + arguments
        let child = try ChildProcess(command, environment: toolEnvironment)
        let status = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var status: Int32 = 0
                while waitpid(child.id, &status, 0) < 0, errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
        if status != 0 { throw SetupError("pactl \(arguments.joined(separator: " ")) failed, or took over 20 seconds") }
    }

    /// What clients of the daemon that are tested are started with.
    package var clientEnvironment: [String: String] { environment(server: address) }

    /// What the test's own clients are started with.
    var toolEnvironment: [String: String] { environment(server: "unix:\(socketPath)") }

    private var socketPath: String { "\(folder)/daemon" }

    private func environment(server: String) -> [String: String] {
        [
            "PULSE_SERVER": server, "HOME": folder, "XDG_RUNTIME_DIR": "\(folder)/run",
            "PULSE_COOKIE": "\(folder)/cookie",
        ]
    }

    /// norewinds: the null sink else renders two seconds ahead, and its monitor tells nothing about time.
    private var arguments: [String] {
        [
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
            "--log-target=file:\(folder)/log",
            "-L", "module-null-sink sink_name=\(Self.sink) rate=48000 channels=1 norewinds=1",
            "-L", "module-native-protocol-unix socket=\(socketPath) auth-anonymous=1",
        ]
    }

    private func environment(notify: String) -> [String: String] {
        [
            "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_RUNTIME_DIR": "\(folder)/run",
            "PULSE_RUNTIME_PATH": "\(folder)/run/pulse", "PULSE_STATE_PATH": "\(folder)/state", "NOTIFY_SOCKET": notify,
        ]
    }

    /// The daemon tells by systemd's protocol that it is ready: one datagram.
    private static func bindDatagramSocket(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard result == 0 else { throw SetupError("cannot bind \(path)") }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }

    private static func awaitReady(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 512)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 { return false }
            if String(decoding: buffer[..<count], as: UTF8.self).contains("READY=1") { return true }
        }
    }
}

/// Runs `body` beside a private PulseAudio daemon, which is gone afterwards, whatever happens.
package func withPulseServer<Value>(_ body: (PulseServer) async throws -> Value) async throws -> Value {
    try await withTemporaryDirectory { folder in
        mkdir("\(folder)/run", 0o700)
        let server = PulseServer(folder: folder)
        defer { server.kill() }
        try await server.start()
        return try await body(server)
    }
}
