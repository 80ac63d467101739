import FrameTransport
import SpeechFrames
import TestSupport

/// The three stages and their links, as pure logic: one random thing happens at a time, also deaths.
struct SimulatedHub {
    private var streamer = SimulatedStreamer(isAskedAgain: false)
    private var workers = SimulatedWorkers()
    private var sequencer = SimulatedSequencer()
    private var upper = SimulatedLink()
    private var lower = SimulatedLink()
    private var random: SeededRandomness
    /// What was heard, each sample as its phrase and place: `phrase * 1000 + sample`.
    private(set) var ear: [Int] = []
    /// What happened that is worth a look when it went wrong.
    private(set) var log: [String] = []

    init(seed: UInt64) {
        random = SeededRandomness(generator: SeededGenerator(seed: seed))
    }

    /// What an ear without any death hears.
    static var expected: [Int] {
        (0..<SimulatedTurn.phrases).flatMap { phrase in
            (0..<SimulatedTurn.length(of: phrase)).map { phrase * 1_000 + $0 }
        }
    }

    /// Runs until the turn is over at all stages, or for too long.
    ///
    /// - Returns: whether it came to its end.
    mutating func run(deaths: Int) throws -> Bool {
        var deaths = deaths
        for _ in 0..<20_000 {
            if sequencer.isFinished, streamer.keeper.outcome(of: SimulatedTurn.id) != nil { return true }
            if deaths > 0, random.isTrue(oneIn: 12) {
                deaths -= 1
                try die()
                // Often the next one dies before anybody has recovered.
                if random.isTrue(oneIn: 2) { try die() }
            }
            guard try step() else { return false }
        }
        log.append("does not end: \(streamer.keeper.holding) \(workers.keeper.holding) \(sequencer.holding)")
        return false
    }

    private mutating func step() throws -> Bool {
        switch random.number(0...8) {
        case 0: return try streamer.write()
        case 1: try workers.synthesize(&random)
        case 2: if let frame = try sequencer.play(&ear, &random) { lower.sendUp(frame) }
        case 3: if upper.isUp, let frame = streamer.keeper.nextFrame() { upper.sendDown(frame) }
        case 4: if lower.isUp, let frame = workers.keeper.nextFrame() { lower.sendDown(frame) }
        case 5: if let frame = upper.takeDown() { try workersTake(frame) }
        case 6: if let frame = upper.takeUp() { try streamer.takeFromBelow(frame) }
        case 7: if let frame = lower.takeDown() { try sequencerTake(frame) }
        default:
            if let frame = lower.takeUp(), let report = try workers.takeFromBelow(frame) { upper.sendUp(report) }
        }
        if random.isTrue(oneIn: 6) { connect() }
        return true
    }

    /// Each link that is down comes up: who connects greets first, who listens second and then hands back.
    private mutating func connect() {
        if !lower.isUp {
            lower.isUp = true
            let held = workers.keeper.holding
            workers.keeper.connect(holds: sequencer.holding)
            for frame in sequencer.texts.handback(to: held) { lower.sendUp(frame) }
        } else if !upper.isUp, workers.keeper.isSettled {
            upper.isUp = true
            let held = streamer.keeper.holding
            streamer.keeper.connect(holds: workers.keeper.holding)
            for frame in workers.keeper.handback(to: held) { upper.sendUp(frame) }
        }
    }

    private mutating func die() throws {
        switch random.number(0...4) {
        case 0:
            log.append("llm-streamer died: \(streamer.keeper.holding)")
            for frame in upper.end(&random).down { try workersTake(frame) }
            streamer = SimulatedStreamer(isAskedAgain: true)
        case 1:
            log.append("tts-workers died: \(workers.keeper.holding)")
            for frame in upper.end(&random).up { try streamer.takeFromBelow(frame) }
            for frame in lower.end(&random).down { try sequencerTake(frame) }
            workers = SimulatedWorkers()
        case 2:
            log.append("audio-sequencer died: \(sequencer.holding)")
            for frame in lower.end(&random).up { _ = try workers.takeFromBelow(frame) }
            sequencer = SimulatedSequencer()
        case 3:
            log.append("the upper link broke")
            let (down, up) = upper.end(&random)
            for frame in down { try workersTake(frame) }
            for frame in up { try streamer.takeFromBelow(frame) }
        default:
            log.append("the lower link broke")
            let (down, up) = lower.end(&random)
            for frame in down { try sequencerTake(frame) }
            for frame in up { _ = try workers.takeFromBelow(frame) }
        }
    }

    private mutating func workersTake(_ frame: RawFrame) throws {
        if let answer = try workers.takeFromAbove(frame) { upper.sendUp(answer) }
    }

    private mutating func sequencerTake(_ frame: RawFrame) throws {
        if let answer = try sequencer.take(frame, &ear) { lower.sendUp(answer) }
    }
}
