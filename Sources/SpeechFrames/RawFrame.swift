private import JSONReading

/// A frame whose bytes were checked but not decoded: what a stage needs that passes it on as it is.
public struct RawFrame: Sendable, Equatable {
    /// The JSON object, without length or line end.
    public let body: [UInt8]

    /// The value of the `type` member.
    public let type: FrameType

    /// The turn that the frame is about; `nil` where it is about none, such as `hello`.
    public let turnID: TurnID?

    /// The phrase that the frame is about, where it is about one.
    public let phrase: Int?

    let members: FrameMembers

    /// Checks that `body` is one JSON object with a known `type` and a whole identity.
    ///
    /// - Throws: ``FrameError`` with the code `too_long`, `not_an_object`, `unknown_type` or `bad_member`.
    public init(body: [UInt8]) throws(FrameError) {
        guard body.count <= Frame.maximumLength else { throw .tooLong(body.count) }
        guard JSONText.isUTF8(body) else {
            throw FrameError(.notAnObject, "the frame is not UTF-8: JSON between programs is always UTF-8")
        }
        var members = FrameMembers()
        var twice: FrameMembers.Name?
        var cursor = JSONCursor(body)
        do {
            try cursor.scanObject { key, value in
                guard let name = JSONText.string(body[key]).flatMap(FrameMembers.Name.init) else { return }
                if !members.note(name, at: value) { twice = twice ?? name }
            }
        } catch {
            throw FrameError(.notAnObject, "the frame is not JSON: \(error)")
        }
        if let twice {
            // One part would act on the first, the next one on the second.
            throw FrameError(.badMember, "the frame has `\(twice.rawValue)` twice: a member may be there once")
        }
        self.body = body
        self.members = members
        self.type = try Self.type(in: body, members)
        if !type.isAboutTurn {
            self.turnID = nil
            self.phrase = nil
        } else {
            self.turnID = try Self.turnID(in: body, members, type)
            self.phrase = try Self.integer(.phrase, in: body, members, type, optional: true)
        }
    }

    /// What was checked already, about `phrase`.
    init(body: [UInt8], type: FrameType, about phrase: PhraseID, members: FrameMembers) {
        self.body = body
        self.type = type
        self.turnID = phrase.turn
        self.phrase = phrase.phrase
        self.members = members
    }

    /// The bytes of `frame`.
    ///
    /// - Throws: ``FrameError`` with the code `too_long`, or what ``init(body:)`` throws.
    public init(_ frame: Frame) throws(FrameError) {
        var bytes: [UInt8] = []
        try frame.appendJSON(to: &bytes)
        try self.init(body: bytes)
    }

    private static func type(in body: [UInt8], _ members: FrameMembers) throws(FrameError) -> FrameType {
        guard let range = members[.type] else {
            throw FrameError(.unknownType, "the frame has no `type`: every frame is an object with one")
        }
        let text = String(decoding: body[range].prefix(40), as: UTF8.self)
        guard body[range].first == UInt8(ascii: "\""), let name = JSONText.string(body[range].dropFirst().dropLast()),
            let type = FrameType(rawValue: name)
        else {
            let known = FrameType.allCases.map(\.rawValue).joined(separator: ", ")
            throw FrameError(.unknownType, "the frame's `type` is \(text): it must be one of \(known)")
        }
        return type
    }

    private static func turnID(
        in body: [UInt8],
        _ members: FrameMembers,
        _ type: FrameType
    ) throws(FrameError) -> TurnID {
        guard let range = members[.session], body[range].first == UInt8(ascii: "\""),
            let session = JSONText.string(body[range].dropFirst().dropLast()),
            !session.isEmpty || type.mayLackSession, session.utf8.count <= TurnID.maximumSessionLength
        else {
            throw .badMember("session", of: type, "a string of 1 to \(TurnID.maximumSessionLength) bytes")
        }
        guard let turn = try integer(.turn, in: body, members, type, optional: false) else {
            throw .badMember("turn", of: type, "a whole number, 0 or more")
        }
        return TurnID(session: session, turn: turn)
    }

    /// The whole number that member `name` is; `nil` where it may be absent and is.
    static func integer(
        _ name: FrameMembers.Name,
        in body: [UInt8],
        _ members: FrameMembers,
        _ type: FrameType,
        optional: Bool
    ) throws(FrameError) -> Int? {
        guard let range = members[name] else {
            if optional { return nil }
            throw .badMember(name.rawValue, of: type, "there, a whole number")
        }
        if optional, body[range].elementsEqual("null".utf8) { return nil }
        guard let number = JSONText.integer(body[range]), (0...Self.largestNumber).contains(number) else {
            throw .badMember(name.rawValue, of: type, "a whole number, 0 or more")
        }
        return number
    }

    /// The largest whole number that every JSON implementation keeps exact: 2^53 - 1.
    static let largestNumber = (1 << 53) - 1
}

extension FrameError {
    static func tooLong(_ length: Int) -> FrameError {
        FrameError(.tooLong, "the frame is \(length) bytes long: at most \(Frame.maximumLength) are allowed")
    }

    static func badMember(_ name: String, of type: FrameType, _ expected: String) -> FrameError {
        FrameError(.badMember, "in a `\(type.rawValue)` frame, `\(name)` must be \(expected)")
    }
}
