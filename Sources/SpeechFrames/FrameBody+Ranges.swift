extension Phrase {
    /// A source is a start and a length.
    public func checkRanges() throws(FrameError) {
        guard let source else { return }
        guard source.count == 2, source.allSatisfy({ $0 >= 0 }) else {
            throw .badMember("source", of: .phrase, "[start, length], whole numbers, 0 or more")
        }
    }
}

extension Token {
    /// A place is not negative.
    public func checkRanges() throws(FrameError) {
        if let start, start < 0 { throw .badMember("start", of: .token, "a whole number, 0 or more") }
    }
}

extension Begin {
    /// A place is not negative, and a volume is a share in percent.
    public func checkRanges() throws(FrameError) {
        if let volume, !(0...100).contains(volume) {
            throw .badMember("volume", of: .begin, "a whole number from 0 to 100")
        }
        let numbers = [
            ("phrase", phrase), ("sample", sample), ("position", position), ("spoken", spoken), ("text_end", textEnd),
        ]
        for (name, value) in numbers {
            if let value, value < 0 { throw .badMember(name, of: .begin, "a whole number, 0 or more") }
        }
    }
}

extension Volume {
    /// Volumes are shares in percent.
    public func checkRanges() throws(FrameError) {
        guard levels.values.allSatisfy((0...100).contains) else {
            throw .badMember("levels", of: .volume, "whole numbers from 0 to 100 by the outputs' names")
        }
    }
}

extension End {
    /// A number of phrases is not negative.
    public func checkRanges() throws(FrameError) {
        guard phrases >= 0 else { throw .badMember("phrases", of: .end, "a whole number, 0 or more") }
        for (name, value) in [("text_end", textEnd), ("answer_end", answerEnd)] {
            if let value, value < 0 { throw .badMember(name, of: .end, "a whole number, 0 or more") }
        }
    }
}

extension Synthesized {
    /// A length is not negative.
    public func checkRanges() throws(FrameError) {
        guard samples >= 0 else { throw .badMember("samples", of: .synthesized, "a whole number, 0 or more") }
    }
}

extension Progress {
    /// Positions are not negative and a rate is one that can be played.
    public func checkRanges() throws(FrameError) {
        guard sample >= 0 else { throw .badMember("sample", of: .progress, "a whole number, 0 or more") }
        guard ahead >= 0 else { throw .badMember("ahead", of: .progress, "a whole number, 0 or more") }
        guard Audio.sampleRates.contains(rate) else {
            throw .badMember("rate", of: .progress, "a sample rate from 8000 to 192000")
        }
    }
}

extension Command {
    /// Confidence is a share.
    public func checkRanges() throws(FrameError) {
        guard (0...1).contains(confidence) else { throw .badMember("confidence", of: .command, "a number from 0 to 1") }
    }
}

extension Say {
    /// There is something to be said, and it is not too long.
    public func checkRanges() throws(FrameError) {
        guard text.contains(where: { !$0.isWhitespace }), text.utf8.count <= Self.maximumLength else {
            throw .badMember("text", of: .say, "a text of 1 to \(Self.maximumLength) bytes")
        }
        guard let session else { return }
        guard !session.isEmpty, session.utf8.count <= TurnID.maximumSessionLength else {
            throw .badMember("session", of: .say, "a string of 1 to \(TurnID.maximumSessionLength) bytes, or absent")
        }
    }
}

extension Prepare {
    /// An id is not too long.
    public func checkRanges() throws(FrameError) {
        guard session.utf8.count <= TurnID.maximumSessionLength else {
            throw .badMember("session", of: .prepare, "a string of at most \(TurnID.maximumSessionLength) bytes")
        }
    }
}

extension Talk {
    /// An id is neither empty nor too long, and numbers are not negative.
    public func checkRanges() throws(FrameError) {
        guard !session.isEmpty, session.utf8.count <= TurnID.maximumSessionLength else {
            throw .badMember("session", of: .talk, "a string of 1 to \(TurnID.maximumSessionLength) bytes")
        }
        for (name, value) in [("turn", turn), ("forgotten", forgotten)] where value < 0 {
            throw .badMember(name, of: .talk, "a whole number, 0 or more")
        }
    }
}

extension Forget {
    /// An id is not too long.
    public func checkRanges() throws(FrameError) {
        guard session.utf8.count <= TurnID.maximumSessionLength else {
            throw .badMember("session", of: .forget, "a string of at most \(TurnID.maximumSessionLength) bytes")
        }
    }
}

extension Recall {
    /// A number of sessions is not negative.
    public func checkRanges() throws(FrameError) {
        guard most >= 0 else { throw .badMember("most", of: .recall, "a whole number, 0 or more") }
    }
}
