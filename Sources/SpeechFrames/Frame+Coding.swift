import FoundationEssentials
private import JSONReading

extension RawFrame {
    /// Decodes the frame. Members that are not known are ignored, so that parts of different versions can talk.
    ///
    /// - Throws: ``FrameError`` with the code `bad_member`, naming the member.
    public func decode() throws(FrameError) -> Frame {
        switch type {
        case .hello: .hello(try decodeBody())
        case .ask: .ask(try decodeBody())
        case .begin: .begin(try decodeBody())
        case .token: .token(try decodeBody(plainToken()))
        case .phrase: .phrase(try decodeBody(plainPhrase()))
        case .end: .end(try decodeBody())
        case .command: .command(try decodeBody())
        case .audio: .audio(try decodeAudio())
        case .synthesized: .synthesized(try decodeBody())
        case .failed: .failed(try decodeBody())
        case .progress: .progress(try decodeBody(plainProgress()))
        case .interrupt: .interrupt(try decodeBody())
        case .interrupted: .interrupted(try decodeBody())
        case .finished: .finished(try decodeBody())
        case .say: .say(try decodeBody())
        case .query: .query(try decodeBody())
        case .prepare: .prepare(try decodeBody())
        case .accepted: .accepted(try decodeBody())
        case .refused: .refused(try decodeBody())
        case .status: .status(try decodeBody())
        case .sessions: .sessions(try decodeBody())
        case .reload: .reload(try decodeBody())
        case .reloaded: .reloaded(try decodeBody())
        case .arms: .arms(try decodeBody())
        case .forget: .forget(try decodeBody())
        case .forgotten: .forgotten(try decodeBody())
        case .recall: .recall(try decodeBody())
        case .talk: .talk(try decodeBody())
        case .kept: .kept(try decodeBody())
        case .cues: .cues(try decodeBody())
        case .volume: .volume(try decodeBody())
        }
    }

    /// `plain`, checked, or what the decoder makes of the frame where it is `nil`.
    private func decodeBody<Body: PlainBody>(_ plain: Body?) throws(FrameError) -> Body {
        guard let plain else { return try decodeBody() }
        try plain.checkRanges()
        return plain
    }

    private func decodeBody<Body: FrameBody>() throws(FrameError) -> Body {
        do {
            let decoded = try JSONText.decoder.decode(Body.self, from: Data(body))
            try decoded.checkRanges()
            return decoded
        } catch let error as FrameError {
            throw error
        } catch let error as DecodingError {
            throw FrameError(.badMember, "in a `\(type.rawValue)` frame, \(error.complaint)")
        } catch {
            throw FrameError(.badMember, "a `\(type.rawValue)` frame could not be decoded: \(error)")
        }
    }
}

extension Frame {
    /// Appends the frame's JSON object, `type` first, without length or line end.
    ///
    /// - Throws: ``FrameError`` with the code `too_long`; then nothing was appended.
    func appendJSON(to bytes: inout [UInt8]) throws(FrameError) {
        let start = bytes.count
        switch self {
        case .audio(let audio): audio.appendJSON(to: &bytes)
        case .token(let token): token.appendJSON(to: &bytes)
        case .phrase(let phrase): phrase.appendJSON(to: &bytes)
        case .progress(let progress): progress.appendJSON(to: &bytes)
        case .synthesized(let synthesized): synthesized.appendJSON(to: &bytes)
        default:
            let json: Data
            do {
                json = try JSONText.encoder.encode(body)
            } catch {
                throw FrameError(.badMember, "a `\(type.rawValue)` frame could not be encoded: \(error)")
            }
            bytes.append(contentsOf: #"{"type":"\#(type.rawValue)""#.utf8)
            // A body may have no member.
            if json.count > 2 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: json.dropFirst())
        }
        let length = bytes.count - start
        guard length <= Self.maximumLength else {
            bytes.removeSubrange(start...)
            throw .tooLong(length)
        }
    }
}

extension DecodingError {
    /// What is wrong with which member, for a person.
    fileprivate var complaint: String {
        switch self {
        case .keyNotFound(let key, let context):
            "`\(Self.path(context.codingPath + [key]))` is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            "`\(Self.path(context.codingPath))` must be of the kind \(Self.kind(type))"
        case .dataCorrupted(let context):
            "`\(Self.path(context.codingPath))` is not one of the values that are known"
        @unknown default: "a member is wrong"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    private static func kind(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "string"
        case is Int.Type, is Int32.Type: "whole number"
        case is Double.Type: "number"
        case is Bool.Type: "true or false"
        default: "\(type)".hasPrefix("Array") ? "list" : "object"
        }
    }
}
