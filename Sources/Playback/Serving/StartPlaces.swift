private import Glibc
import SpeechFrames
private import Synchronization

/// Where turns that are being played started in their files, kept in a small file that outlives a crash.
///
/// A process that is killed after a turn's first sample was written, but before anybody was told, leaves sound behind that
/// nobody knows of. The next process cuts it off here. One line a turn: turn, position in samples, session in hexadecimal.
final class StartPlaces: Sendable {
    private let path: String
    private let places: Mutex<[TurnID: Int]>

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String) {
        self.path = path
        places = Mutex(Self.read(path))
    }

    /// Where the turn started; `nil` where that is not known.
    func place(of turn: TurnID) -> Int? { places.withLock { $0[turn] } }

    /// Remembers where a turn starts, once, before its first sample is written.
    func note(_ turn: TurnID, at position: Int) {
        places.withLock { places in
            guard places[turn] == nil else { return }
            places[turn] = position
            write(places)
        }
    }

    /// The turn is over.
    func forget(_ turn: TurnID) {
        places.withLock { places in
            if places.removeValue(forKey: turn) != nil { write(places) }
        }
    }

    /// Anew beside the old one, which it then replaces: a reader finds one of them whole (rename(2)).
    private func write(_ places: [TurnID: Int]) {
        let lines = places.map { turn, position in
            let session = turn.session.utf8.map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
            return "\(turn.turn) \(position) \(session)\n"
        }
        let bytes = Array(lines.joined().utf8)
        let descriptor = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if count == bytes.count { _ = rename("\(path).new", path) }
    }

    private static func read(_ path: String) -> [TurnID: Int] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [:] }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        var places: [TurnID: Int] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count == 3, let turn = Int(parts[0]), let position = Int(parts[1]) else { continue }
            let digits = Array(parts[2])
            let session = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(digits[$0...$0 + 1]), radix: 16)
            }
            places[TurnID(session: String(decoding: session, as: UTF8.self), turn: turn)] = position
        }
        return places
    }
}
