import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import SpeechFrames
import Synchronization

/// Whether the sockets are as they should be, and each process behind them answers, is of this version and can do its work.
struct ProcessCheck: Sendable {
    func run() async -> [Finding] {
        let directory: RuntimeDirectory
        do throws(TransportError) {
            directory = try RuntimeDirectory.ofHub()
        } catch {
            return [Finding("sockets", .failure, error.message)]
        }
        let sockets = Self.look(at: directory)
        let findings = [sockets]
        guard sockets.verdict != .failure else { return findings }
        var peers: [Finding] = []
        for socket in RuntimeDirectory.Socket.allCases { peers.append(await peer(at: socket)) }
        // Of a hub that is not there, nothing is: that is one thing to mend.
        if peers.allSatisfy({ $0.verdict == .failure }) {
            let nobody = "no hub answers in \(directory.path)"
            peers = [Finding("process", .failure, nobody, advice: "start hub-supervisor")]
        }
        return findings + peers + (await state())
    }

    private static func look(at directory: RuntimeDirectory) -> Finding {
        var status = stat()
        guard lstat(directory.path, &status) == 0 else {
            let reason = String(cString: strerror(errno))
            let advice = "start hub-supervisor, or set RUNTIME_DIRECTORY to where the hub's sockets lie"
            return Finding("sockets", .failure, "\(directory.path): \(reason)", advice: advice)
        }
        guard status.st_mode & 0o007 == 0 else {
            let advice = "run `chmod o= \(directory.path)`"
            return Finding("sockets", .warning, "everybody may look into \(directory.path)", advice: advice)
        }
        return Finding("sockets", .ok, "\(directory.path) is closed to others")
    }

    private func peer(at socket: RuntimeDirectory.Socket) async -> Finding {
        let name = socket.program
        let met = Mutex<Hello?>(nil)
        do {
            let client = try HubClient(socket)
            let isThere = try await client.connect(accepting: Set(FrameType.allCases)) { connection, _ in
                met.withLock { $0 = connection.peer }
            }
            guard isThere, let hello = met.withLock({ $0 }) else {
                return Finding("process", .failure, "\(name) does not answer", advice: "start hub-supervisor")
            }
            guard hello.version == LoquatVersion.current else {
                let versions = "\(name) is version \(hello.version), this is \(LoquatVersion.current)"
                return Finding("process", .warning, versions, advice: "restart what is older")
            }
            return Finding("process", .ok, "\(name) answers, version \(hello.version), process \(hello.pid)")
        } catch let failure as ProgramFailure {
            return Finding("process", .failure, "\(name): \(failure.message)")
        } catch {
            return Finding("process", .failure, "\(name): \(error)")
        }
    }

    /// What the hub itself knows of them: troubles, and deaths.
    private func state() async -> [Finding] {
        let known = Mutex<[ProcessStatus]>([])
        try? await HubClient().exchange(.query(Query(.status))) { frame in
            guard case .status(let status) = frame else { return true }
            known.withLock { $0 = status.processes }
            return false
        }
        return known.withLock { $0 }.compactMap { process in
            if process.state == .critical {
                let death = process.lastDeath.map { ": \($0)" } ?? ""
                return Finding("process", .failure, "\(process.name) dies again and again\(death)")
            }
            if let trouble = process.trouble { return Finding("process", .failure, "\(process.name): \(trouble)") }
            guard process.restarts > 0, let death = process.lastDeath else { return nil }
            let times = process.restarts == 1 ? "once" : "\(process.restarts) times"
            return Finding("process", .warning, "\(process.name) was started again \(times); at last it \(death)")
        }
    }
}

extension RuntimeDirectory.Socket {
    /// Who listens there.
    fileprivate var program: String {
        switch self {
        case .llm: "llm-streamer"
        case .tts: "tts-workers"
        case .audio: "audio-sequencer"
        case .hub: "hub-supervisor"
        }
    }
}
