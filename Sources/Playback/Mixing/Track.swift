import FrameTransport
import SpeechFrames

/// A turn that is played beside others: its samples from the ear on, and where they are in the sink.
///
/// Samples that the sink has not played are kept, so that a turn can be stopped at the sample that is heard and go on there.
/// They are bounded by the sink's own buffer and one step more.
struct Track {
    var turn: TurnPlayback
    /// How it takes its place beside another turn.
    let manner: Manner
    /// Whether it was told where in the file it goes on.
    var isPlaced = false
    /// Where it waits for another turn.
    private var stop = Stop.nowhere

    /// How far it may go.
    private enum Stop: Equatable {
        /// To its end.
        case nowhere
        /// To the end of the phrase that is being pulled.
        case atPhraseEnd
        /// To a phrase's end, its own position.
        case at(Int)
    }

    /// Whether there is something to be written.
    enum Supply {
        case here
        /// Frames must come first.
        case awaited
        /// Everything was written.
        case over
    }

    /// Where a phrase's end is that a turn has to stop at.
    enum PhraseEnd: Equatable {
        /// It was written and can be heard only after a flush.
        case passed
        /// It is not written yet.
        case ahead
    }

    /// How far the ear must be from a phrase's end for a flush to come before it, in seconds.
    private static let flushLead = 0.02

    /// Its own position of the sample that is written next.
    private(set) var next = 0
    private var samples = SampleBacklog()
    /// Where its samples are in the sink.
    private(set) var placement = Placement()
    private var ducking = Ducking()
    /// How loud it is where nothing else is heard.
    private var level: Float
    /// Where it is played, as its `begin` names it; empty for the sequencer's own setting.
    private let output: String

    init(_ begin: Begin) {
        level = Ducking.level(percent: begin.volume ?? 100)
        output = begin.output ?? ""
        turn = TurnPlayback(begin)
        manner = begin.manner ?? .after
    }

    /// Whether it is heard before its turn comes, beside another one.
    var isAnnouncement: Bool { manner != .after }

    /// Whether the other turn is silent meanwhile.
    var silencesOthers: Bool { manner != .over }

    /// It is as loud as `levels` say, in percent by the outputs' names, from the next sample on that is written: by a ramp.
    mutating func take(levels: [String: Int]) {
        if let percent = levels[output] { level = Ducking.level(percent: percent) }
    }

    /// Samples that can be written now.
    var ready: Int {
        if case .at(let position) = stop { return max(0, min(samples.end, position) - next) }
        return samples.end - next
    }

    /// Whether everything of it was written.
    var isWritten: Bool { turn.isTaken && next == samples.end }

    /// Whether there is sound of it, or it was heard before in another process: then it does not wait for its first sound.
    var canBeHeard: Bool { ready > 0 || turn.order.hasSound || turn.wasHeardBefore }

    /// Whether it could go on being played, and waits for frames.
    var isStarving: Bool { next == samples.end && !turn.isTaken && !turn.order.hasNext }

    var supply: Supply { isStarving ? .awaited : isWritten ? .over : .here }

    /// Whether the next sample, if there is one, is the first one of a phrase.
    var isBetweenPhrases: Bool { .at(next) == stop || (next == samples.end && turn.isBetweenPhrases) }

    /// Samples held that were not given to the sink.
    var held: Int { turn.order.held + samples.end - next }

    /// Has it stop at the first phrase's end that the ear has not passed, as far as is known by now, until it may ``goOn()``.
    mutating func stopAtPhraseEnd(heard: Int) -> PhraseEnd {
        let lead = Int(Self.flushLead * Double(turn.timeline.sinkRate))
        let end = turn.timeline.phraseEnd { $0 >= next || $0 >= own(heard: heard) + lead }
        stop = end.map { .at($0) } ?? .atPhraseEnd
        return end.map { $0 < next } ?? false ? .passed : .ahead
    }

    /// It need not stop any more.
    mutating func goOn() { stop = .nowhere }

    /// Has samples ready, about `room` of them, if there are any.
    mutating func pull(_ room: Int, accept: (Int) -> Int) throws(OutputError) {
        guard next == samples.end, stop != .at(next) else { return }
        if let more = try turn.next(room: room, stops: stop == .atPhraseEnd, accept: accept) { samples.append(more) }
    }

    /// The next `count` samples, as they are to be heard at the sink's position `sink`.
    mutating func take(_ count: Int, at sink: Int, gain: Float) -> ArraySlice<Int16> {
        ducking.turn(to: gain * level, at: next, rate: turn.timeline.sinkRate, isSudden: next == 0)
        let taken = ducking.apply(to: samples.content(from: next, count: count), at: next)
        placement.append(count, at: sink)
        next += count
        return taken
    }

    /// How many samples of its own were heard when the sink has come to `heard`.
    func own(heard: Int) -> Int { placement.own(heard: heard) }

    /// Whether nothing of it is left to be heard in the sink.
    func isQuiet(heard: Int) -> Bool { own(heard: heard) >= next }

    /// Whether it was heard to its end.
    func isOver(heard: Int) -> Bool {
        isWritten && own(heard: heard) >= turn.end ?? 0 && turn.timeline.nextMark == nil
    }

    /// Whether it has sounded, here or in an earlier process, which told where.
    var hasPlace: Bool { turn.end != nil || turn.start.position != nil }

    /// That it goes on at a position in the file, when the sink has come to `heard`.
    mutating func placed(at position: Int, heard: Int) -> PlaybackEvent {
        turn.placed(at: position, heard: own(heard: heard))
    }

    /// The sink has come to `heard`: what lies before is not needed any more.
    mutating func forget(heard: Int) {
        let own = own(heard: heard)
        samples.drop(before: own)
        ducking.forget(before: own)
        placement.forget(before: heard)
    }

    /// The sink was flushed when it had come to `heard`, and goes on at `end`: what was not heard is written again.
    mutating func rewind(heard: Int, end: Int) {
        next = own(heard: heard)
        ducking.rewind(to: next)
        placement.restart(own: next, sink: end)
        turn.hold()
    }

    /// Another turn is heard first: no time passes for this one.
    mutating func hold() {
        isPlaced = false
        goOn()
        turn.hold()
    }
}
