/// Where the members of a frame stand in its bytes that its readers need, as long as it is not decoded.
///
/// Kept beside each frame that waits to be heard, by the thousand: so no dictionary.
struct FrameMembers: Sendable, Equatable {
    /// A member by its name.
    enum Name: String, CaseIterable {
        case type, session, turn, phrase, offset, rate, pcm, words
    }

    /// A value's place; one of no length is none, for no value of JSON is empty. A frame's limit is far below 2^32.
    private struct Place: Sendable, Equatable {
        var start: UInt32 = 0
        var end: UInt32 = 0
    }

    private var type = Place()
    private var session = Place()
    private var turn = Place()
    private var phrase = Place()
    private var offset = Place()
    private var rate = Place()
    private var pcm = Place()
    private var words = Place()

    init() {}

    /// Where the member's value stands; `nil` where the frame has no such member.
    subscript(name: Name) -> Range<Int>? {
        let place = place(of: name)
        return place.start < place.end ? Int(place.start)..<Int(place.end) : nil
    }

    /// Notes where a member's value stands.
    ///
    /// - Returns: whether it is the first of its name.
    mutating func note(_ name: Name, at range: Range<Int>) -> Bool {
        guard self[name] == nil else { return false }
        let place = Place(start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
        switch name {
        case .type: type = place
        case .session: session = place
        case .turn: turn = place
        case .phrase: phrase = place
        case .offset: offset = place
        case .rate: rate = place
        case .pcm: pcm = place
        case .words: words = place
        }
        return true
    }

    /// The same members, each that is there at the place that `move` makes of its own.
    func moved(_ move: (Range<Int>) -> Range<Int>) -> Self {
        var moved = Self()
        for name in Name.allCases {
            if let range = self[name] { _ = moved.note(name, at: move(range)) }
        }
        return moved
    }

    private func place(of name: Name) -> Place {
        switch name {
        case .type: type
        case .session: session
        case .turn: turn
        case .phrase: phrase
        case .offset: offset
        case .rate: rate
        case .pcm: pcm
        case .words: words
        }
    }
}
