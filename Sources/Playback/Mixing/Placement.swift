/// Where one turn's samples lie among a sink's. Both count samples of the sink's rate, the turn's own from its first one.
///
/// A sink's positions only grow: what a flush dropped leaves a hole among them, and so does what is played in between.
struct Placement {
    private struct Stretch {
        let own: Int
        let sink: Int
        var count: Int
    }

    private var stretches: [Stretch] = []
    /// Where the turn goes on while it has no stretch.
    private var start = (own: 0, sink: 0)

    /// `count` more samples go to the sink's position `sink`.
    mutating func append(_ count: Int, at sink: Int) {
        if let last = stretches.last, last.sink + last.count == sink {
            stretches[stretches.count - 1].count += count
        } else {
            stretches.append(Stretch(own: end, sink: sink, count: count))
        }
    }

    /// How many samples of its own were heard when the sink has come to `heard`.
    func own(heard: Int) -> Int {
        guard let stretch = stretches.last(where: { $0.sink <= heard }) else { return start.own }
        return stretch.own + min(stretch.count, heard - stretch.sink)
    }

    /// The sink's position of its own sample `own`; of one that is not placed yet, that after the last one before it.
    func sink(of own: Int) -> Int {
        guard let stretch = stretches.last(where: { $0.own <= own }) else { return start.sink }
        return stretch.sink + min(stretch.count, own - stretch.own)
    }

    /// What lies wholly before the sink's position `heard` is not asked for any more.
    mutating func forget(before heard: Int) {
        while stretches.count > 1, stretches[0].sink + stretches[0].count <= heard, stretches[1].sink <= heard {
            start = (stretches[1].own, stretches[1].sink)
            stretches.removeFirst()
        }
    }

    /// Nothing from `own` on is in the sink, which goes on at `sink`.
    mutating func restart(own: Int, sink: Int) {
        stretches = []
        start = (own, sink)
    }

    private var end: Int { stretches.last.map { $0.own + $0.count } ?? start.own }
}
