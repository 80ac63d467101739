import FrameTransport
private import Glibc
import Logging
import SpeechFrames
private import Synchronization

/// Where turns that are being played started or went on in their files, and which were heard to their end, kept in a small
/// file that outlives a crash.
///
/// A process that is killed after it wrote samples at such a place, but before anybody was told of it, leaves sound behind that
/// nobody knows of. The next process cuts it off here. And one that is killed after a turn's last sample was played, but before
/// the one who sent it was told, would play it all again.
///
/// One line a turn, its session in hexadecimal: `at TURN PHRASE SAMPLE POSITION SESSION`, or `ended TURN SESSION`.
final class StartPlaces: Sendable {
    private struct State {
        var places: [TurnID: HeardPoint] = [:]
        /// The turns with a place, oldest first.
        var order: [TurnID] = []
        var ended: [TurnID] = []
        var hasComplained = false
    }

    /// How many turns' places are kept; then the oldest is forgotten, which costs a repetition at worst.
    static let limit = 1_024

    /// How many turns that were heard to their end are kept; the oldest is forgotten first.
    static let endedTurns = 64

    private let path: String
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads what an earlier process left at `path`; lines that are none are left out.
    init(path: String, logger: Logger) {
        self.path = path
        self.logger = logger
        state = Mutex(Self.read(path))
    }

    /// The last turns that were heard to their end, also those that earlier processes played.
    var ended: [TurnID] { state.withLock { $0.ended } }

    /// The turn's beginning, at the place that is known here where that is further on than what the sender knows.
    func complete(_ begin: Begin) -> Begin {
        guard let place = state.withLock({ $0.places[begin.turnID] }) else { return begin }
        let known = (begin.phrase ?? 0, begin.sample ?? 0, begin.position ?? 0)
        guard known <= (place.phrase, place.sample, place.position ?? 0) else { return begin }
        var begin = begin
        (begin.phrase, begin.sample, begin.position) = (place.phrase, place.sample, place.position)
        begin.spoken = place.spoken ?? begin.spoken
        return begin
    }

    /// Remembers where a turn goes on, before its next sample is written.
    func note(_ progress: Progress) {
        state.withLock { state in
            Self.place(progress.turnID, at: HeardPoint(progress), in: &state)
            if state.order.count > Self.limit { state.places[state.order.removeFirst()] = nil }
            write(&state)
        }
    }

    /// The turn was heard to its end.
    func end(_ turn: TurnID) {
        state.withLock { state in
            Self.displace(turn, in: &state)
            state.ended.removeAll { $0 == turn }
            state.ended.append(turn)
            if state.ended.count > Self.endedTurns { state.ended.removeFirst() }
            write(&state)
        }
    }

    /// The turn is over, and was not heard to its end.
    func forget(_ turn: TurnID) {
        state.withLock { state in
            if Self.displace(turn, in: &state) { write(&state) }
        }
    }

    private static func place(_ turn: TurnID, at place: HeardPoint, in state: inout State) {
        if state.places.updateValue(place, forKey: turn) == nil { state.order.append(turn) }
    }

    @discardableResult
    private static func displace(_ turn: TurnID, in state: inout State) -> Bool {
        guard state.places.removeValue(forKey: turn) != nil else { return false }
        state.order.removeAll { $0 == turn }
        return true
    }
}

// MARK: - The file

extension StartPlaces {
    /// Anew beside the old one, which it then replaces: a reader finds one of them whole (rename(2)).
    private func write(_ state: inout State) {
        let places = state.order.compactMap { turn in
            state.places[turn].map {
                "at \(turn.turn) \($0.phrase) \($0.sample) \($0.position ?? 0) \(Self.hexadecimal(turn.session))\n"
            }
        }
        let ended = state.ended.map { "ended \($0.turn) \(Self.hexadecimal($0.session))\n" }
        let bytes = Array((places + ended).joined().utf8)
        guard let failure = Self.replace(path, with: bytes), !state.hasComplained else { return }
        state.hasComplained = true
        logger.warning(
            """
            cannot write '\(path)': \(OpenFile.describe(failure)); should this process be killed, a file that it writes \
            may repeat a moment of sound
            """
        )
    }

    /// The system's error number, where there was one.
    private static func replace(_ path: String, with bytes: [UInt8]) -> Int32? {
        let descriptor = open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let failure = errno
        close(descriptor)
        // The file systems that write less than all have no room for more.
        if count != bytes.count { return count < 0 ? failure : ENOSPC }
        return rename("\(path).new", path) == 0 ? nil : errno
    }

    private static func read(_ path: String) -> State {
        var state = State()
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return state }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return state }
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, Int(status.st_size))) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { take(line, into: &state) }
        return state
    }

    private static func take(_ line: Substring, into state: inout State) {
        let parts = line.split(separator: " ")
        guard let kind = parts.first, let last = parts.last, let session = text(hexadecimal: last) else { return }
        let numbers = parts.dropFirst().dropLast().compactMap { Int($0) }
        switch (kind, parts.count, numbers.count) {
        case ("at", 6, 4):
            let turn = TurnID(session: session, turn: numbers[0])
            place(turn, at: HeardPoint(phrase: numbers[1], sample: numbers[2], position: numbers[3]), in: &state)
        case ("ended", 3, 1): state.ended.append(TurnID(session: session, turn: numbers[0]))
        default: break
        }
    }

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
    }

    private static func text(hexadecimal: Substring) -> String? {
        let digits = Array(hexadecimal)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let pairs = stride(from: 0, to: digits.count, by: 2)
        let bytes = pairs.compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        return String(validating: bytes, as: UTF8.self)
    }
}
