/// How loud a turn is, sample by sample: down while another one is heard over it, and up again, by ramps too short to be
/// noticed and too long to click.
struct Ducking {
    /// How loud a turn is under another one: a quarter, 12 dB less.
    static let quiet: Float = 0.25
    /// As it came.
    static let full: Float = 1

    /// The gain of a volume from 0 to 100 percent. By its square: so the ear finds half of it about half as loud.
    static func level(percent: Int) -> Float {
        let share = Float(min(100, max(0, percent))) / 100
        return share * share
    }

    /// From `start` on the gain goes from `from` to `to`, and stays there.
    private struct Ramp {
        let start: Int
        let from: Float
        let to: Float
        let length: Int

        func gain(at position: Int) -> Float {
            position - start >= length ? to : from + (to - from) * Float(position - start) / Float(length)
        }
    }

    /// Ramps in the order of their starts; before the first the turn is at full level.
    private var ramps: [Ramp] = []

    /// Samples of a ramp at `rate` Hz: 20 ms.
    static func rampLength(at rate: Int) -> Int { max(1, rate / 50) }

    /// The gain of the sample at `position`.
    func gain(at position: Int) -> Float { ramps.last { $0.start <= position }?.gain(at: position) ?? Self.full }

    /// From `position` on the turn goes to `gain`; `isSudden` where nothing of it was heard before.
    mutating func turn(to gain: Float, at position: Int, rate: Int, isSudden: Bool = false) {
        if ramps.last?.to ?? Self.full == gain { return }
        let from = isSudden ? gain : self.gain(at: position)
        ramps.append(Ramp(start: position, from: from, to: gain, length: Self.rampLength(at: rate)))
    }

    /// What was to be heard from `position` on is decided anew.
    mutating func rewind(to position: Int) { ramps.removeAll { $0.start >= position } }

    /// Nothing before `position` is asked for any more.
    mutating func forget(before position: Int) {
        while ramps.count > 1, ramps[1].start <= position { ramps.removeFirst() }
        if ramps.count == 1, ramps[0].to == Self.full, position - ramps[0].start >= ramps[0].length { ramps = [] }
    }

    /// The samples as they are heard, the first of them at `position`.
    func apply(to samples: ArraySlice<Int16>, at position: Int) -> ArraySlice<Int16> {
        if ramps.isEmpty { return samples }
        var position = position
        return samples.map { sample in
            defer { position += 1 }
            return Int16((Float(sample) * gain(at: position)).rounded())
        }[...]
    }
}
