import FrameTransport
private import Glibc
import SpeechFrames

extension StartPlaces {
    /// What is remembered, as lines: one a turn, its session in hexadecimal: `at TURN PHRASE SAMPLE POSITION SESSION`, or
    /// `ended TURN SESSION`.
    struct Book {
        /// How many turns' places are kept; then the oldest is forgotten, which costs a repetition at worst.
        static let limit = 1_024

        /// How many turns that were heard to their end are kept; the oldest is forgotten first.
        static let endedTurns = 64

        private(set) var places: [TurnID: HeardPoint] = [:]
        /// The turns with a place, oldest first.
        private var order: [TurnID] = []
        private(set) var ended: [TurnID] = []
        /// Whether it is no longer as it was written.
        var isChanged = false

        init() {}

        /// Remembers where a turn goes on, before its next sample is written.
        mutating func note(_ progress: Progress) {
            place(progress.turnID, at: HeardPoint(progress))
            if order.count > Self.limit { places[order.removeFirst()] = nil }
            isChanged = true
        }

        /// The turn was heard to its end.
        mutating func end(_ turn: TurnID) {
            displace(turn)
            ended.removeAll { $0 == turn }
            ended.append(turn)
            if ended.count > Self.endedTurns { ended.removeFirst() }
            isChanged = true
        }

        /// The turn is over, and was not heard to its end.
        mutating func forget(_ turn: TurnID) {
            if displace(turn) { isChanged = true }
        }

        private mutating func place(_ turn: TurnID, at place: HeardPoint) {
            if places.updateValue(place, forKey: turn) == nil { order.append(turn) }
        }

        @discardableResult
        private mutating func displace(_ turn: TurnID) -> Bool {
            guard places.removeValue(forKey: turn) != nil else { return false }
            order.removeAll { $0 == turn }
            return true
        }
    }
}

// MARK: - Lines

extension StartPlaces.Book {
    /// All of it.
    var lines: [String] {
        let open = order.compactMap { turn in
            places[turn].map {
                "at \(turn.turn) \($0.phrase) \($0.sample) \($0.position ?? 0) \(Self.hexadecimal(turn.session))\n"
            }
        }
        return open + ended.map { "ended \($0.turn) \(Self.hexadecimal($0.session))\n" }
    }

    /// Reads what is at `path`; lines that are none are left out.
    init(reading path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return }
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, Int(status.st_size))) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") { take(line) }
    }

    private mutating func take(_ line: Substring) {
        let parts = line.split(separator: " ")
        guard let kind = parts.first, let last = parts.last, let session = Self.text(hexadecimal: last) else { return }
        let numbers = parts.dropFirst().dropLast().compactMap { Int($0) }
        switch (kind, parts.count, numbers.count) {
        case ("at", 6, 4):
            let turn = TurnID(session: session, turn: numbers[0])
            place(turn, at: HeardPoint(phrase: numbers[1], sample: numbers[2], position: numbers[3]))
        case ("ended", 3, 1): ended.append(TurnID(session: session, turn: numbers[0]))
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
