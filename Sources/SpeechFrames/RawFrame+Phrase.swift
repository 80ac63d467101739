private import JSONReading

extension RawFrame {
    /// The same frame about another phrase: in the same bytes, but for the three members that say which one it is about.
    ///
    /// - Throws: ``FrameError`` with the code `too_long`, where the other session's id is too long for what is in the frame.
    public func about(_ phrase: PhraseID) throws(FrameError) -> RawFrame {
        var session: [UInt8] = []
        JSONText.append(phrase.turn.session, to: &session)
        let named: [(name: FrameMembers.Name, bytes: [UInt8])] = [
            (.session, session), (.turn, Array("\(phrase.turn.turn)".utf8)), (.phrase, Array("\(phrase.phrase)".utf8)),
        ]
        let replacements = named.compactMap { name, bytes in members[name].map { (range: $0, bytes: bytes) } }
            .sorted { $0.range.lowerBound < $1.range.lowerBound }
        var body: [UInt8] = []
        body.reserveCapacity(self.body.count + session.count + 40)
        var done = 0
        for (range, bytes) in replacements {
            body += self.body[done..<range.lowerBound]
            body += bytes
            done = range.upperBound
        }
        body += self.body[done...]
        guard body.count <= Frame.maximumLength else { throw .tooLong(body.count) }
        let places = members.moved { range in
            // A member that is replaced has another end; one behind it another place.
            let before = replacements.reduce(0) {
                $1.range.lowerBound < range.lowerBound ? $0 + $1.bytes.count - $1.range.count : $0
            }
            let length = replacements.first { $0.range == range }?.bytes.count ?? range.count
            return range.lowerBound + before..<range.lowerBound + before + length
        }
        return RawFrame(body: body, type: type, about: phrase, members: places)
    }
}
