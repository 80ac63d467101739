import FrameTransport
import SpeechFrames
import Testing

@Suite("Who plays gets so much sound ahead of the ear, and no more")
struct SoundWindowTests {
    private static let rate = 16_000

    /// A place of sound: 100 samples of a phrase.
    private struct Piece: Equatable, CustomStringConvertible {
        let phrase: Int
        let offset: Int

        init(_ phrase: Int, _ offset: Int) { (self.phrase, self.offset) = (phrase, offset) }

        var description: String { "\(phrase)#\(offset)" }
    }

    /// A keeper whose peer gets two pieces ahead of the ear, and with many turns fewer: five in all, but one of each turn.
    private func keeper() -> FrameKeeper {
        let piece = Duration.seconds(100.0 / Double(Self.rate))
        return FrameKeeper(lookahead: Lookahead(turn: piece * 2, total: piece * 5, least: piece, margin: .zero))
    }

    private func begin(_ keeper: inout FrameKeeper, _ session: String) {
        let beginning = keeper.begin(Begin(session: session, turn: 1))
        #expect(beginning == .new)
    }

    private func add(_ pieces: [Piece], _ session: String = "s", to keeper: inout FrameKeeper) throws {
        for piece in pieces {
            let audio = Audio(
                session: session,
                turn: 1,
                phrase: piece.phrase,
                offset: piece.offset,
                rate: Self.rate,
                samples: [Int16](repeating: 1, count: 100)
            )
            let frame = try RawFrame(.audio(audio))
            keeper.add(frame, audio: try frame.audioHeader())
        }
    }

    private func hear(_ phrase: Int, _ sample: Int, _ keeper: inout FrameKeeper) {
        keeper.drop(Progress(session: "s", turn: 1, phrase: phrase, sample: sample, ahead: 0, rate: Self.rate))
    }

    /// The pieces that the peer gets now; other frames are left out.
    private func sent(_ keeper: inout FrameKeeper, of session: String = "s") throws -> [Piece] {
        var pieces: [Piece] = []
        while let frame = keeper.nextFrame() {
            guard case .audio(let audio) = try frame.decode(), audio.session == session else { continue }
            pieces.append(Piece(audio.phrase, audio.offset))
        }
        return pieces
    }

    @Test("more is passed on as it is heard, each piece once")
    func window() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200), Piece(1, 0)], to: &keeper)
        #expect(try sent(&keeper) == [Piece(0, 0), Piece(0, 100)])
        hear(0, 50, &keeper)
        #expect(try sent(&keeper) == [])
        hear(0, 100, &keeper)
        #expect(try sent(&keeper) == [Piece(0, 200)])
        hear(1, 0, &keeper)
        #expect(try sent(&keeper) == [Piece(1, 0)])
    }

    @Test("what waits for room is told, until it is passed on")
    func unsent() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        let piece = Duration.seconds(100.0 / Double(Self.rate))
        let turn = TurnID(session: "s", turn: 1)
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200), Piece(1, 0)], to: &keeper)
        _ = try sent(&keeper)
        #expect(keeper.unsentSound(of: turn) == piece * 2)
        hear(0, 100, &keeper)
        _ = try sent(&keeper)
        #expect(keeper.unsentSound(of: turn) == piece)
        keeper.connect(holds: [])
        #expect(keeper.unsentSound(of: turn) == piece * 3, "a new peer has nothing")
        #expect(keeper.unsentSound(of: TurnID(session: "t", turn: 1)) == .zero)
    }

    @Test("of its share of a turn who plays gets a little less, and more than half", arguments: [1, 15, 30, 50, 256])
    func margin(turns: Int) throws {
        var keeper = FrameKeeper(lookahead: Lookahead())
        for number in 0..<turns { begin(&keeper, "s\(number)") }
        // Pieces of 100 ms.
        for number in 0..<200 {
            let audio = Audio(
                session: "s0",
                turn: 1,
                phrase: 0,
                offset: number * 800,
                rate: 8_000,
                samples: [Int16](repeating: 1, count: 800)
            )
            let frame = try RawFrame(.audio(audio))
            keeper.add(frame, audio: try frame.audioHeader())
        }
        let passed = Duration.milliseconds(100) * (try sent(&keeper, of: "s0").count)
        let share = Lookahead().limit(turns: turns)
        #expect(passed < share)
        #expect(passed > share / 2)
    }

    @Test("texts wait for no sound")
    func texts() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200)], to: &keeper)
        _ = try sent(&keeper)
        let phrase = Phrase(session: "s", turn: 1, phrase: 1, text: "One.")
        let isTaken = keeper.add(phrase, as: try RawFrame(.phrase(phrase)))
        #expect(isTaken)
        let end = End(session: "s", turn: 1, phrases: 2)
        keeper.add(end, as: try RawFrame(.end(end)))
        #expect(
            [keeper.nextFrame()?.type, keeper.nextFrame()?.type, keeper.nextFrame()?.type] == [.phrase, .end, nil]
        )
    }

    @Test("a phrase that was synthesized late is not held back by those that come after it")
    func latePhrase() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        try add([Piece(1, 0), Piece(1, 100), Piece(2, 0)], to: &keeper)
        #expect(try sent(&keeper) == [Piece(1, 0), Piece(1, 100)])
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200)], to: &keeper)
        #expect(try sent(&keeper) == [Piece(0, 0), Piece(0, 100)])
        hear(0, 200, &keeper)
        #expect(try sent(&keeper) == [Piece(0, 200)])
        hear(2, 0, &keeper)
        #expect(try sent(&keeper) == [Piece(2, 0)])
    }

    @Test("what the peer of a new link holds counts, and is not sent again")
    func newLink() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200), Piece(1, 0)], to: &keeper)
        keeper.connect(holds: [HeldTurn(session: "s", turn: 1, phrase: 0, sample: 100)])
        #expect(try sent(&keeper) == [Piece(0, 100)])
        keeper.connect(holds: [])
        #expect(try sent(&keeper) == [Piece(0, 0), Piece(0, 100)])
    }

    @Test("turns share what there may be, and those that are left have more once others are over")
    func shared() throws {
        var keeper = keeper()
        let sessions = ["s", "t", "u", "v"]
        for session in sessions { begin(&keeper, session) }
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200)], to: &keeper)
        // A piece and a quarter of each turn: the second one is begun.
        #expect(try sent(&keeper) == [Piece(0, 0), Piece(0, 100)])
        hear(0, 100, &keeper)
        #expect(try sent(&keeper) == [Piece(0, 200)])
        try add([Piece(0, 300), Piece(0, 400)], to: &keeper)
        #expect(try sent(&keeper) == [])
        for session in sessions.dropFirst() { keeper.end(TurnID(session: session, turn: 1), .finished) }
        hear(0, 200, &keeper)
        #expect(try sent(&keeper) == [Piece(0, 300)])
    }

    @Test("a lookahead that is changed holds at once")
    func changed() throws {
        var keeper = keeper()
        begin(&keeper, "s")
        try add([Piece(0, 0), Piece(0, 100), Piece(0, 200)], to: &keeper)
        #expect(try sent(&keeper).count == 2)
        keeper.lookahead = Lookahead(turn: .seconds(5))
        #expect(try sent(&keeper) == [Piece(0, 200)])
    }
}
