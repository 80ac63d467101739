import SpeechFrames

extension FuzzTarget {
    private static let objects = [
        #"{"type":"hello","role":"tts-workers","protocol":1,"pid":7,"version":"0.1.0","holds":[{"session":"s","turn":1,"phrase":2,"sample":3}]}"#,
        #"{"type":"phrase","session":"s","turn":1,"phrase":0,"text":"Gr\u00fc\u00df \ud83c\udf88","source":[0,6],"at":12}"#,
        #"{"type":"audio","session":"s","turn":1,"phrase":0,"offset":0,"rate":22050,"pcm":"AAABAAIA","words":[{"at":0,"start":0,"length":2}]}"#,
        #"{"type":"end","session":"s","turn":1,"phrases":1,"reason":"stop","text_end":6}"#,
        #"{"type":"interrupt","session":"s","turn":1,"reason":"user_request"}"#,
        #"{"type":"progress","session":"s","turn":1,"phrase":0,"sample":3,"ahead":0,"rate":22050}"#,
        #"{"type":"command","session":"s","turn":1,"intent":"x","entities":{"a":[1,true,null]},"confidence":0.5,"response":"y"}"#,
    ]

    static let frames = FuzzTarget(
        "frames",
        promise: "length-prefixed frames are the same however the bytes are cut, and survive being written again",
        seeds: objects.map { object in
            let length = UInt32(object.utf8.count)
            let prefix = (0..<4).map { UnicodeScalar(UInt8(truncatingIfNeeded: length >> (24 - 8 * $0))) }
            return String(String.UnicodeScalarView(prefix)) + object
        }
    ) { check($0, as: .lengthPrefixed) }

    static let lines = FuzzTarget(
        "lines",
        promise: "frames in lines are the same however the bytes are cut, and survive being written again",
        seeds: objects.map { $0 + "\n" } + [objects.joined(separator: "\r\n")]
    ) { check($0, as: .lines) }

    private static func check(_ input: [UInt8], as framing: Framing) {
        let whole = frames(in: [input[...]], framing)
        var cuts = Cuts(of: input)
        let cut = frames(in: cuts.pieces(of: input), framing)
        hold(whole.frames == cut.frames, "the cuts change the frames")
        hold(whole.code == cut.code, "the cuts change the fault")
        for raw in whole.frames { checkCoding(of: raw) }
    }

    private static func frames(
        in pieces: [ArraySlice<UInt8>],
        _ framing: Framing
    ) -> (frames: [RawFrame], code: FrameError.Code?) {
        var splitter = FrameSplitter(framing: framing)
        var frames: [RawFrame] = []
        do throws(FrameError) {
            for piece in pieces {
                splitter.append(piece)
                while let frame = try splitter.next() { frames.append(frame) }
            }
            while let frame = try splitter.finish() { frames.append(frame) }
            return (frames, nil)
        } catch {
            return (frames, error.code)
        }
    }

    private static func checkCoding(of raw: RawFrame) {
        guard let frame = try? raw.decode() else { return }
        guard let again = try? RawFrame(frame) else {
            // Escapes can make a text longer than it came.
            hold(raw.body.count > Frame.maximumLength / 8, "a frame that was read cannot be written")
            return
        }
        hold((try? again.decode()) == frame, "a frame is another one after it was written and read")
        hold(again.turnID == raw.turnID, "a frame is about another turn")
        // Of a type that knows no phrase, such a member is one of those that are passed over.
        hold(again.phrase == nil || again.phrase == raw.phrase, "a frame is about another phrase")
    }
}
