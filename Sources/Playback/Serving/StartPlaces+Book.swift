import FrameTransport
import SpeechFrames

extension StartPlaces {
    /// What is remembered, as lines, each of which says how a turn stands from then on, its session in hexadecimal:
    /// `at TURN PHRASE SAMPLE POSITION SPOKEN SESSION`, with `-` for what is not known or in no file, `ended TURN SESSION`, or
    /// `over TURN SESSION` for one that was not heard to its end.
    struct Book {
        /// How many turns' places are kept; then the oldest is forgotten, which costs a repetition at worst.
        static let limit = 1_024

        /// How many turns that were heard to their end are kept; the oldest is forgotten first.
        static let endedTurns = 64

        private(set) var places: [TurnID: HeardPoint] = [:]
        /// The turns with a place, oldest first.
        private var order: [TurnID] = []
        private(set) var ended: [TurnID] = []
        /// What has changed since it was written, as lines.
        private var changes = ""

        init() {}

        /// Remembers where a turn goes on in a file, before its next sample is written there.
        mutating func note(_ progress: Progress) {
            place(progress.turnID, at: HeardPoint(progress))
            changes += line(of: progress.turnID)
        }

        /// Remembers how far a turn was heard. In a file that is where it is cut, so a place in it stays one.
        mutating func hear(_ progress: Progress) {
            let place = HeardPoint(progress)
            let known = places[progress.turnID]
            guard place != known, place.isAtLeast(known), place.position != nil || known?.position == nil else {
                return
            }
            note(progress)
        }

        /// The turn was heard to its end.
        mutating func end(_ turn: TurnID) {
            close(turn)
            changes += Self.line("ended", turn)
        }

        /// The turn is over, and was not heard to its end.
        mutating func forget(_ turn: TurnID) {
            if displace(turn) { changes += Self.line("over", turn) }
        }

        /// What has changed since the last call, as lines.
        mutating func takeChanges() -> String {
            defer { changes = "" }
            return changes
        }

        private mutating func place(_ turn: TurnID, at place: HeardPoint) {
            if places.updateValue(place, forKey: turn) == nil { order.append(turn) }
            if order.count > Self.limit { places[order.removeFirst()] = nil }
        }

        @discardableResult
        private mutating func displace(_ turn: TurnID) -> Bool {
            guard places.removeValue(forKey: turn) != nil else { return false }
            order.removeAll { $0 == turn }
            return true
        }

        private mutating func close(_ turn: TurnID) {
            displace(turn)
            ended.removeAll { $0 == turn }
            ended.append(turn)
            if ended.count > Self.endedTurns { ended.removeFirst() }
        }
    }
}

// MARK: - Lines

extension StartPlaces.Book {
    /// All of it.
    var lines: String { (order.map(line) + ended.map { Self.line("ended", $0) }).joined() }

    /// Reads lines; those that are none are left out.
    init(_ lines: [ArraySlice<UInt8>]) {
        for line in lines { take(String(decoding: line, as: UTF8.self)) }
    }

    private mutating func take(_ line: String) {
        let parts = line.split(separator: " ")
        guard parts.count > 2, let turn = Int(parts[1]), let session = Self.text(hexadecimal: parts[parts.count - 1])
        else { return }
        let id = TurnID(session: session, turn: turn)
        switch (parts[0], parts.count) {
        case ("at", 7):
            guard let phrase = Int(parts[2]), let sample = Int(parts[3]) else { return }
            let (position, spoken) = (Int(parts[4]), Int(parts[5]))
            place(id, at: HeardPoint(phrase: phrase, sample: sample, position: position, spoken: spoken))
        case ("ended", 3): close(id)
        case ("over", 3): displace(id)
        default: break
        }
    }

    private func line(of turn: TurnID) -> String {
        guard let place = places[turn] else { return "" }
        let numbers = [turn.turn, place.phrase, place.sample, place.position, place.spoken]
        let words = numbers.map { $0.map(String.init) ?? "-" }.joined(separator: " ")
        return "at \(words) \(Self.hexadecimal(turn.session))\n"
    }

    private static func line(_ word: String, _ turn: TurnID) -> String {
        "\(word) \(turn.turn) \(hexadecimal(turn.session))\n"
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
