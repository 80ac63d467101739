/// Whether a sound is two others, one of them heard over the other: which is at a quarter of its level meanwhile, with ramps of
/// 20 ms down and up again.
///
/// Either may pause where its samples were late. A process that was killed may have left a ramp out.
package struct MixedSound {
    /// How loud the lower one is.
    private enum Level: Hashable {
        case full
        /// On its way down or up, so many samples after the start.
        case down(Int)
        case quiet
        case up(Int)
    }

    /// How far both were heard, after some sample.
    private struct State: Hashable {
        var lower: Int
        var upper: Int
        var level: Level
    }

    private let lower: [Int16]
    private let upper: [Int16]
    /// Samples of a ramp.
    private let ramp: Int

    /// A mix of `upper` over `lower` at `rate` Hz.
    package init(_ upper: [Int16], over lower: [Int16], rate: Int) {
        self.lower = lower
        self.upper = upper
        ramp = rate / 50
    }

    /// The place in `sound` up to which it may be such a mix; `nil` where all of it is, every sample of both once and in order.
    package func firstFault(in sound: [Int16]) -> Int? {
        var states: Set<State> = [State(lower: 0, upper: 0, level: .full)]
        for (place, sample) in sound.enumerated() {
            states = states.reduce(into: []) { next, state in next.formUnion(successors(of: state, hearing: sample)) }
            if states.isEmpty { return place }
        }
        return states.contains { $0.lower == lower.count && $0.upper == upper.count } ? nil : sound.count
    }

    private func successors(of state: State, hearing sample: Int16) -> [State] {
        var next: [State] = []
        let above = state.upper < upper.count ? upper[state.upper] : nil
        if above == sample { next.append(State(lower: state.lower, upper: state.upper + 1, level: state.level)) }
        guard state.lower < lower.count else { return next }
        for level in levels(after: state.level) {
            let below = Int16((Float(lower[state.lower]) * gain(level)).rounded())
            if below == sample { next.append(State(lower: state.lower + 1, upper: state.upper, level: level)) }
            if let above, Int16(clamping: Int32(below) + Int32(above)) == sample {
                next.append(State(lower: state.lower + 1, upper: state.upper + 1, level: level))
            }
        }
        return next
    }

    private func levels(after level: Level) -> [Level] {
        switch level {
        case .full: [.full, .down(0), .quiet]
        case .down(let count): [count + 1 < ramp ? .down(count + 1) : .quiet, .quiet]
        case .quiet: [.quiet, .up(0), .full]
        case .up(let count): [count + 1 < ramp ? .up(count + 1) : .full, .full]
        }
    }

    private func gain(_ level: Level) -> Float {
        switch level {
        case .full: 1
        case .down(let count): 1 - 0.75 * Float(count) / Float(ramp)
        case .quiet: 0.25
        case .up(let count): 0.25 + 0.75 * Float(count) / Float(ramp)
        }
    }
}
