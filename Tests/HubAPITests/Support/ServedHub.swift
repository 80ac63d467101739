import Glibc
import Settings
import TestSupport

/// A real hub that serves HTTP on a Unix socket.
struct ServedHub: Sendable {
    let hub: RunningHub
    let address: HTTPAddress

    /// Runs `body` with one whose settings' file says `settings`, and with somebody who talks to it.
    static func with(
        settings: String = "",
        _ body: @Sendable (ServedHub, HubTalker, _ file: String) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let (file, socket) = ("\(folder)/loquat.yaml", "\(folder)/http.sock")
            try writeFile(file, settings)
            try writeFile("\(folder)/answer", "Because of the moon. It pulls the water, and the water follows it.")
            var arguments = RunningHub.Arguments()
            arguments.supervisor = ["--config", file]
            arguments.environment = ["LOQUAT_HTTP": "unix:\(socket)"]
            arguments.streamer = ["--provider", "replay", "--replay", "\(folder)/answer", "--rate", "100"]
            arguments.sequencer = ["--output", "null"]
            try await RunningHub.with(arguments, talkers: 1) { hub, talkers in
                let served = ServedHub(hub: hub, address: .unix(socket))
                guard await eventually(within: .seconds(60), { access(socket, F_OK) == 0 }) else {
                    throw SetupError("HTTP is not served: \(hub.words)")
                }
                try await body(served, talkers[0], file)
            }
        }
    }

    /// Sends one request, and takes the answer up to the connection's end.
    func ask(_ line: String, _ headers: String..., body: String? = nil) async throws -> HTTPAnswer {
        var head = ["\(line) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
        if let body { head += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        let text = head.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
        return try await RawConnection.with(address) { connection in
            try await connection.send(text)
            return try HTTPAnswer(try await connection.readToEnd())
        }
    }
}
