import CommandOptions
import FrameTransport
import Glibc
import Logging
import SpeechFrames
import Synchronization

/// A way to the hub's socket, or to a stage's.
struct HubClient: Sendable {
    /// What the hub sends to a person's command.
    static let types: Set<FrameType> = [
        .hello, .accepted, .refused, .status, .sessions, .token, .command, .end, .failed, .progress, .interrupted,
        .finished, .reloaded, .forgotten, .arms,
    ]

    let path: String
    private let socket: RuntimeDirectory.Socket

    /// - Throws: ``ProgramFailure`` where the directory of the sockets cannot be used.
    init(_ socket: RuntimeDirectory.Socket = .hub) throws {
        do {
            path = try RuntimeDirectory.ofHub().path(of: socket)
            self.socket = socket
        } catch {
            throw ProgramFailure(.osError, error.message)
        }
    }

    /// One connection from start to end; `following` a turn of which `shown` Unicode scalars of the text were seen.
    ///
    /// - Returns: whether a peer answered.
    /// - Throws: what `use` throws, and ``ProgramFailure`` where the peer is no hub of this kind.
    func connect(
        role: String = "loquat",
        accepting types: Set<FrameType> = types,
        following turn: TurnID? = nil,
        shown: Int = 0,
        _ use: @escaping @Sendable (FrameConnection, FrameConnection.Frames) async throws -> Void
    ) async throws -> Bool {
        let held = turn.map { [HeldTurn(session: $0.session, turn: $0.turn, phrase: 0, sample: 0, textEnd: shown)] }
        let link = FrameLink(
            path: path,
            accepting: types,
            logger: Logger(label: role) { _ in SwiftLogNoOpLogHandler() }
        ) {
            Hello(role: role, pid: getpid(), version: LoquatVersion.current, holds: held)
        }
        let stood = Mutex(false)
        do {
            try await link.connectOnce { connection, frames in
                stood.withLock { $0 = true }
                try await use(connection, frames)
            }
        } catch let error as TransportError where error.code == .closed {
            // It went away, or never was there: the result says which.
        } catch let error as TransportError {
            throw ProgramFailure(.unavailable, error.message)
        } catch let error as FrameError {
            throw ProgramFailure(.dataError, "\(path): \(error)")
        }
        return stood.withLock { $0 }
    }

    /// Sends `request` and hands each answer to `take` until that returns false.
    ///
    /// - Throws: ``ProgramFailure`` where no hub answers, or it went away before `take` had enough.
    func exchange(_ request: Frame, _ take: @escaping @Sendable (Frame) async throws -> Bool) async throws {
        let isDone = Mutex(false)
        let answered = try await connect { connection, frames in
            try await connection.send(request)
            for try await frame in frames {
                guard try await take(try frame.decode()) else {
                    isDone.withLock { $0 = true }
                    return
                }
            }
        }
        guard answered else { throw absence }
        guard isDone.withLock({ $0 }) else { throw ProgramFailure(.unavailable, "the hub went away: ask again") }
    }

    /// Nobody listens.
    var absence: ProgramFailure {
        if access(path, W_OK) != 0, errno == EACCES {
            return ProgramFailure(
                .noPermission,
                "\(path) is not for this user: `ls -l` shows its group; be added to it and log in again, as with: sudo adduser $USER loquat"
            )
        }
        return switch socket {
        case .hub: ProgramFailure(.unavailable, "no hub answers at \(path): start hub-supervisor")
        default: ProgramFailure(.unavailable, "no stage answers at \(path): start hub-supervisor")
        }
    }
}

extension Refused {
    /// As a command's end.
    var failure: ProgramFailure { ProgramFailure(.unavailable, message) }
}
