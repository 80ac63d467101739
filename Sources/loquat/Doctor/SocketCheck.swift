import FrameTransport
import Glibc
import ServiceRuntime

/// Whether the sockets' folder is there, and nobody gets at the sockets whom nobody has let in.
struct SocketCheck: Sendable {
    private static let subject = "sockets"

    let directory: RuntimeDirectory
    let keeping: HubKeeping

    func run() -> Finding {
        guard let mode = Self.mode(of: directory.path) else {
            let reason = String(cString: strerror(errno))
            let advice = "\(keeping.start), or set RUNTIME_DIRECTORY to where the hub's sockets lie"
            return Finding(Self.subject, .failure, "\(directory.path): \(reason)", advice: advice)
        }
        guard mode & 0o007 != 0 else {
            return Finding(Self.subject, .ok, "\(directory.path) is closed to others")
        }
        // As units have it: the folder is open, and each socket is not.
        let open = RuntimeDirectory.Socket.allCases.map { directory.path(of: $0) }
            .filter { Self.mode(of: $0).map { $0 & 0o002 != 0 } ?? false }
        guard open.isEmpty else {
            let advice = "run `chmod o= \(open.joined(separator: " "))`"
            return Finding(
                Self.subject,
                .warning,
                "everybody may connect to the sockets in \(directory.path)",
                advice: advice
            )
        }
        return Finding(Self.subject, .ok, "those in \(directory.path) are closed to others")
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }
}
