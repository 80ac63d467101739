private import Glibc
import SpeechFrames
private import Synchronization

/// Where turns that are being played started in their files, kept in a small file that outlives a crash.
///
/// A process that is killed after a turn's first sample was written, but before anybody was told, leaves sound behind that
/// nobody knows of. The next process cuts it off here. And one that is killed after a turn's last sample was played, but before
/// the one who sent it was told, would play it all again: so the last turns that were heard to their end are kept here too.
///
/// One line a turn: turn, position in samples or `ended`, session in hexadecimal.
final class StartPlaces: Sendable {
    /// How many turns that were heard to their end are kept; the oldest is forgotten first.
    static let endedTurns = 64

    private struct State {
        var places: [TurnID: Int] = [:]
        var ended: [TurnID] = []
    }

    private let path: String
    private let state: Mutex<State>

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String) {
        self.path = path
        state = Mutex(Self.read(path))
    }

    /// Where the turn started; `nil` where that is not known.
    func place(of turn: TurnID) -> Int? { state.withLock { $0.places[turn] } }

    /// The last turns that were heard to their end, also those that earlier processes played.
    var ended: [TurnID] { state.withLock { $0.ended } }

    /// Remembers where a turn starts, once, before its first sample is written.
    func note(_ turn: TurnID, at position: Int) {
        state.withLock { state in
            guard state.places[turn] == nil else { return }
            state.places[turn] = position
            write(state)
        }
    }

    /// The turn was heard to its end.
    func end(_ turn: TurnID) {
        state.withLock { state in
            state.places[turn] = nil
            state.ended.removeAll { $0 == turn }
            state.ended.append(turn)
            if state.ended.count > Self.endedTurns { state.ended.removeFirst() }
            write(state)
        }
    }

    /// The turn is over.
    func forget(_ turn: TurnID) {
        state.withLock { state in
            if state.places.removeValue(forKey: turn) != nil { write(state) }
        }
    }

    /// Anew beside the old one, which it then replaces: a reader finds one of them whole (rename(2)).
    private func write(_ state: State) {
        let lines =
            state.places.map { turn, position in Self.line(turn, "\(position)") }
            + state.ended.map { Self.line($0, "ended") }
        let bytes = Array(lines.joined().utf8)
        let descriptor = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if count == bytes.count { _ = rename("\(path).new", path) }
    }

    private static func line(_ turn: TurnID, _ place: String) -> String {
        let session = turn.session.utf8.map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
        return "\(turn.turn) \(place) \(session)\n"
    }

    private static func read(_ path: String) -> State {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return State() }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        var state = State()
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 3, let number = Int(parts[0]) else { continue }
            let digits = Array(parts[2])
            let session = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(digits[$0...$0 + 1]), radix: 16)
            }
            let turn = TurnID(session: String(decoding: session, as: UTF8.self), turn: number)
            if let position = Int(parts[1]) { state.places[turn] = position }
            if parts[1] == "ended" { state.ended.append(turn) }
        }
        return state
    }
}
