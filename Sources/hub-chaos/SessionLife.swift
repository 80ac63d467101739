import SpeechFrames
import Synchronization
import TestSupport

/// One session: asks for stories, interrupts some, asks on before the end of others.
final class SessionLife: Sendable {
    /// Where the session's turns are played.
    enum Ear: Sendable, Equatable {
        /// Each into a file of its own in this folder.
        case file(String)
        /// Nowhere, in real time.
        case silent
        /// On the PulseAudio daemon.
        case pulse
    }

    let name: String
    let ear: Ear
    let talker: HubTalker
    let watch: SoundWatch
    let ledger: Ledger
    let journal: Journal
    let patience: Duration
    private let judged = Atomic(0)
    /// The turns that announcements were heard beside, by the announcement.
    private let announcements = Mutex<[Int: Int]>([:])

    /// How many turns later one is judged: so long something may be written where nothing should.
    private static let lag = 3

    init(
        name: String,
        ear: Ear,
        talker: HubTalker,
        watch: SoundWatch,
        ledger: Ledger,
        journal: Journal,
        patience: Duration
    ) {
        self.name = name
        self.ear = ear
        self.talker = talker
        self.watch = watch
        self.ledger = ledger
        self.journal = journal
        self.patience = patience
    }

    /// Judges all turns but the last `count`.
    func judge(lagging count: Int) {
        let end = max(0, talker.turns.count - count)
        let start = judged.exchange(end, ordering: .acquiringAndReleasing)
        for index in min(start, end)..<end { Judgement(life: self, ledger: ledger, index: index).pass() }
    }

    func warmUp() async throws {
        let turn = await ask(NumberedStory(number: 0, sentences: 1))
        _ = await end(of: turn)
    }

    func run(seed: UInt64, until over: Over) async {
        var random = SeededGenerator(seed: seed)
        var open: [Int] = []
        while !over.isOver {
            let story = NumberedStory(
                number: Int.random(in: 1...999_999, using: &random),
                sentences: Int.random(in: 2...14, using: &random)
            )
            let turn = await ask(story)
            let pause = Duration.milliseconds(Int.random(in: 0...4_000, using: &random))
            open.append(turn)
            if ear != .pulse, Int.random(in: 0..<3, using: &random) == 0 {
                await over.rest(pause / 4)
                open.append(await announce(beside: turn, &random))
            }
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<3:
                await over.rest(pause)
                await interrupt(turn, "interrupts")
            case 3:
                await over.rest(pause)
                await interrupt(turn, "interrupts given twice")
                await interrupt(turn, "interrupts given twice")
            case 4..<6:
                await over.rest(pause)
                ledger.note { $0.interrupts["questions before the end", default: 0] += 1 }
                // Not waited for: the next question takes its place.
                continue
            default: break
            }
            for turn in open { await seeToEnd(of: turn) }
            open = []
            judge(lagging: Self.lag)
        }
        for turn in open { await seeToEnd(of: turn) }
    }

    /// The announcements that are in turn `index`'s recording.
    func announcements(beside index: Int) -> [HubTurn] {
        announcements.withLock { $0.filter { $0.value == index }.keys }.map(talker.turn)
    }

    /// Where turn `index` is recorded; `nil` where it is not.
    func recording(_ index: Int) -> String? {
        if case .file(let folder) = ear { "\(folder)/\(name)-\(index).wav" } else { nil }
    }

    private func ask(_ story: NumberedStory) async -> Int {
        let index = talker.turns.count
        let path = recording(index)
        let output =
            switch ear {
            case .file: path.map { "wav:\($0)" }
            case .silent: "null:\(name)"
            case .pulse: "pulse:\(PulseServer.sink)"
            }
        if let path { watch.begin(path) }
        journal.write("\(name)-\(index) asks for \(story)")
        return await talker.ask(.ask(Ask(session: name, turn: 0, text: story.question, output: output)))
    }

    /// Says something beside turn `host`, on the same output. In a recording only at a phrase's end: elsewhere two voices are
    /// heard at once, or a record is cut.
    private func announce(beside host: Int, _ random: inout SeededGenerator) async -> Int {
        let index = talker.turns.count
        let path = recording(host)
        let manner = path != nil ? .between : Manner.allCases.randomElement(using: &random) ?? .after
        journal.write("\(name)-\(index) is announced \(manner) \(name)-\(host)")
        ledger.note { $0.announcements[manner.rawValue, default: 0] += 1 }
        announcements.withLock { $0[index] = host }
        let say = Say(
            text: "The tea is ready now.",
            session: "\(name)-announcer",
            priority: .announcement,
            manner: manner,
            output: path.map { "wav:\($0)" } ?? "null:\(name)"
        )
        return await talker.ask(.say(say))
    }

    private func interrupt(_ turn: Int, _ kind: String) async {
        ledger.note { $0.interrupts[kind, default: 0] += 1 }
        journal.write("\(name)-\(turn) is interrupted")
        await talker.interrupt(turn)
    }

    private func seeToEnd(of turn: Int) async {
        if await end(of: turn) { return }
        ledger.fault(.endless, 1, "\(name), turn \(turn): \(talker.turn(turn))")
    }

    /// - Returns: false when there was none in all the time it may take.
    private func end(of turn: Int) async -> Bool {
        let isEnded = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                (try? await self.talker.wait(for: turn) { $0.ending != nil }) != nil
            }
            group.addTask {
                try? await Task.sleep(for: self.patience)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        if let path = recording(announcements.withLock { $0[turn] } ?? turn) { watch.end(path) }
        journal.write("\(name)-\(turn) \(talker.turn(turn).ending.map { "\($0)" } ?? "has no end")")
        return isEnded
    }
}
