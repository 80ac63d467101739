import SpeechFrames

/// One of a mixer's two places.
typealias TrackPath = WritableKeyPath<Mixer, Track?>

/// The turn that an output plays, the announcement that is heard beside it, and what the sink is given of both. Pure.
struct Mixer {
    /// The turn whose turn has come.
    var main: Track?

    /// The announcement that is heard over the turn, or in its place.
    var guest: Track?

    /// The sink's position after all that was written.
    private(set) var written = 0

    private var wroteMain = false
    private var wroteGuest = false

    /// Whether the turn waits for the announcement's end.
    var isMainHeld: Bool { guest?.silencesOthers ?? false }

    /// Whether two are heard at once.
    var isMixing: Bool { main != nil && guest != nil && !isMainHeld }

    var isEmpty: Bool { main == nil && guest == nil }

    /// Those that can be heard now.
    var sounding: [TrackPath] {
        (main == nil || isMainHeld ? [] : [\.main]) + (guest == nil ? [] : [\.guest])
    }

    /// Samples held that were not given to the sink.
    var held: Int { (main?.held ?? 0) + (guest?.held ?? 0) }

    /// Whether one that can be heard now waits for frames, and no other has anything to play meanwhile.
    var isStarving: Bool {
        // The turns themselves are not copied for it: it is asked at each change of an output.
        let ofMain = isMainHeld ? nil : main?.supply
        let ofGuest = guest?.supply
        return (ofMain == .awaited || ofGuest == .awaited) && ofMain != .here && ofGuest != .here
    }

    /// Lets the announcement be heard from the next sample on.
    mutating func begin(_ announcement: Track) {
        if announcement.silencesOthers { main?.hold() }
        main?.goOn()
        guest = announcement
    }

    /// Has samples ready of all that can be heard.
    mutating func pull(_ room: Int, accept: (Int) -> Int) throws(OutputError) {
        if !isMainHeld { try main?.pull(room, accept: accept) }
        try guest?.pull(room, accept: accept)
    }

    /// The next samples for the sink, at most `room`: of both as long as both have some, else of the one that has.
    mutating func next(_ room: Int) -> ArraySlice<Int16>? {
        let ofMain = isMainHeld ? 0 : main?.ready ?? 0
        let ofGuest = guest?.ready ?? 0
        let count = min(room, ofMain == 0 ? ofGuest : ofGuest == 0 ? ofMain : min(ofMain, ofGuest))
        guard count > 0 else { return nil }
        // The turn comes up as soon as the announcement has nothing more to say.
        let gain = guest.map { $0.isWritten ? Ducking.full : Ducking.quiet } ?? Ducking.full
        let below = ofMain > 0 ? main?.take(count, at: written, gain: gain) : nil
        let above = ofGuest > 0 ? guest?.take(count, at: written, gain: Ducking.full) : nil
        (wroteMain, wroteGuest) = (below != nil, above != nil)
        written += count
        guard let below, let above else { return below ?? above }
        return Self.sum(below, above)
    }

    /// What was given last was written; the sink has run dry `underruns` times since it was opened.
    ///
    /// - Returns: the turns that it ran dry in.
    mutating func wrote(underruns: Int) -> [TurnID] {
        var dry: [TurnID] = []
        if wroteMain, main?.turn.wrote(underruns: underruns) == true { dry += main.map { [$0.turn.id] } ?? [] }
        if wroteGuest, guest?.turn.wrote(underruns: underruns) == true { dry += guest.map { [$0.turn.id] } ?? [] }
        return dry
    }

    /// Both at once; what is too loud is as loud as can be.
    static func sum(_ left: ArraySlice<Int16>, _ right: ArraySlice<Int16>) -> ArraySlice<Int16> {
        zip(left, right).map { Int16(clamping: Int32($0) + Int32($1)) }[...]
    }
}
