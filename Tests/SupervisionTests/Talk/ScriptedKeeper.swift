import FrameTransport
import SpeechFrames
import Synchronization

@testable import Supervision

/// A talk-keeper without a disk: what it is told is noted, and it answers as the test says.
final class ScriptedKeeper: Sendable {
    private struct State {
        var frames: [Frame] = []
        var talks: [String: Talk] = [:]
        var isHeld = false
        var problem: String?
        var held: [Frame] = []
    }

    private let state = Mutex(State())
    private let changed = WaitList()
    private let replies: AsyncStream<Frame>
    private let input: AsyncStream<Frame>.Continuation

    init() {
        (replies, input) = AsyncStream.makeStream()
    }

    /// What the sessions' table would have.
    let known = Mutex<[String: Talk]>([:])
    let recalled = Mutex<[Talk]>([])

    var source: TalkSource {
        TalkSource(
            talk: { id in self.known.withLock { $0[id] } },
            sessions: { self.known.withLock { $0.keys.sorted() } },
            recall: { Recall(since: 5, most: 6) },
            take: { talks in self.recalled.withLock { $0 = talks } }
        )
    }

    func line() -> KeeperLine {
        KeeperLine(replies) { bytes in
            var splitter = FrameSplitter(framing: .lengthPrefixed)
            splitter.append(bytes)
            while let raw = try splitter.next() { self.take(try raw.decode()) }
        }
    }

    /// All that it was told, by the frames' types and sessions.
    var orders: [String] {
        state.withLock { state in
            state.frames.map { frame in
                switch frame {
                case .talk(let talk): "talk \(talk.session) \(talk.turn)"
                case .forget(let forget): "forget \(forget.session)\(forget.besides.map { " besides \($0)" } ?? "")"
                case .recall(let recall): "recall \(recall.since) \(recall.most)"
                default: "\(frame.type)"
                }
            }
        }
    }

    /// Lets no answer out until ``release()``.
    func hold() { state.withLock { $0.isHeld = true } }

    func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for frame in held { input.yield(frame) }
    }

    /// Answers that it cannot, from now on.
    func fail(_ problem: String?) { state.withLock { $0.problem = problem } }

    func wait(until isSo: @escaping @Sendable ([String]) -> Bool) async throws {
        try await changed.wait { isSo(orders) }
    }

    private func take(_ frame: Frame) {
        let answers = state.withLock { state -> [Frame] in
            state.frames.append(frame)
            let kept = Frame.kept(Kept(problem: state.problem))
            var answers = [kept]
            if case .recall = frame, state.problem == nil { answers = state.talks.values.map { .talk($0) } + [kept] }
            guard state.isHeld else { return answers }
            state.held += answers
            return []
        }
        for answer in answers { input.yield(answer) }
        changed.wake()
    }

    func holds(_ talks: [Talk]) { state.withLock { $0.talks = Dictionary(talks.map { ($0.session, $0) }) { $1 } } }
}
