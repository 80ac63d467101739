import CommandOptions
import FrameTransport
import Glibc
import ServiceRuntime
import SpeechFrames
import Synchronization

/// Whether the sockets are as they should be, and each process behind them answers, is of this version and can do its work.
struct ProcessCheck: Sendable {
    private static let subject = "process"

    func run() async -> [Finding] {
        let directory: RuntimeDirectory
        do throws(TransportError) {
            directory = try RuntimeDirectory.ofHub()
        } catch {
            return [Finding("sockets", .failure, error.message)]
        }
        let keeping = HubKeeping(directory: directory.path, variable: EnvironmentVariable.value) {
            access($0, F_OK) == 0
        }
        let sockets = SocketCheck(directory: directory, keeping: keeping).run()
        guard sockets.verdict != .failure else { return [sockets] }
        if Self.isClosed(directory.path(of: .hub)) {
            let advice = "run `sudo adduser $USER \(Self.group(of: directory.path(of: .hub)))`, and log in again"
            return [sockets, Finding(Self.subject, .failure, "the hub's socket is not for this user", advice: advice)]
        }
        let known = await status()
        var peers: [Finding] = []
        for socket in RuntimeDirectory.Socket.allCases {
            let status = known.first { $0.name == socket.program }
            if Self.isClosed(directory.path(of: socket)) {
                peers.append(Self.finding(ofClosed: socket, status, keeping))
            } else {
                peers.append(await peer(at: socket, keeping))
            }
        }
        // Of a hub that is not there, nothing is: that is one thing to mend.
        if known.isEmpty, peers.allSatisfy({ $0.verdict == .failure }) {
            let nobody = "no hub answers in \(directory.path)"
            peers = [Finding(Self.subject, .failure, nobody, advice: keeping.start)]
        }
        return [sockets] + peers + known.compactMap { Self.finding(of: $0, keeping) }
    }

    private func peer(at socket: RuntimeDirectory.Socket, _ keeping: HubKeeping) async -> Finding {
        let name = socket.program
        let met = Mutex<Hello?>(nil)
        do {
            let client = try HubClient(socket)
            let isThere = try await client.connect(accepting: Set(FrameType.allCases)) { connection, _ in
                met.withLock { $0 = connection.peer }
            }
            guard isThere, let hello = met.withLock({ $0 }) else {
                let advice = socket == .hub ? keeping.start : keeping.messages(of: name)
                return Finding(Self.subject, .failure, "\(name) does not answer", advice: advice)
            }
            guard hello.version == LoquatVersion.current else {
                let versions = "\(name) is version \(hello.version), this is \(LoquatVersion.current)"
                return Finding(Self.subject, .warning, versions, advice: "restart what is older")
            }
            return Finding(Self.subject, .ok, "\(name) answers, version \(hello.version), process \(hello.pid)")
        } catch let failure as ProgramFailure {
            return Finding(Self.subject, .failure, "\(name): \(failure.message)")
        } catch {
            return Finding(Self.subject, .failure, "\(name): \(error)")
        }
    }

    /// Of a stage that only the hub may talk to, as where it is a unit: what the hub says of it.
    private static func finding(
        ofClosed socket: RuntimeDirectory.Socket,
        _ status: ProcessStatus?,
        _ keeping: HubKeeping
    ) -> Finding {
        let name = socket.program
        guard let status else {
            return Finding(subject, .skipped, "\(name) may be asked by the hub only, which does not answer")
        }
        guard status.state == .up else {
            return Finding(subject, .failure, "\(name) does not answer the hub", advice: keeping.messages(of: name))
        }
        return Finding(subject, .ok, "\(name) answers the hub\(status.pid.map { ", process \($0)" } ?? "")")
    }

    /// What the hub itself knows of a process: troubles, and deaths.
    private static func finding(of process: ProcessStatus, _ keeping: HubKeeping) -> Finding? {
        if process.state == .critical {
            let death = process.lastDeath.map { ": \($0)" } ?? ""
            let detail = "\(process.name) dies again and again\(death)"
            return Finding(subject, .failure, detail, advice: keeping.messages(of: process.name))
        }
        if let trouble = process.trouble { return Finding(subject, .failure, "\(process.name): \(trouble)") }
        guard process.restarts > 0, let death = process.lastDeath else { return nil }
        let times = process.restarts == 1 ? "once" : "\(process.restarts) times"
        let detail = "\(process.name) was started again \(times); at last it \(death)"
        return Finding(subject, .warning, detail, advice: keeping.messages(of: process.name))
    }

    private func status() async -> [ProcessStatus] {
        let known = Mutex<[ProcessStatus]>([])
        try? await HubClient().exchange(.query(Query(.status))) { frame in
            guard case .status(let status) = frame else { return true }
            known.withLock { $0 = status.processes }
            return false
        }
        return known.withLock { $0 }
    }

    private static func isClosed(_ path: String) -> Bool { access(path, W_OK) != 0 && errno == EACCES }

    /// The group that a socket is given to.
    private static func group(of path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, let entry = getgrgid(status.st_gid) else { return "loquat" }
        return String(cString: entry.pointee.gr_name)
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
