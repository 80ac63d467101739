/// A short tone by which a person hears that the way to the speaker is whole: 440 Hz, that begins and ends without a click.
package enum TestTone {
    /// How long it is.
    package static let duration = Duration.milliseconds(200)

    /// Its samples at `rate` Hz, at a quarter of full scale.
    ///
    /// The sine is made by the recurrence x[n] = 2 cos(w) x[n-1] - x[n-2], which needs no mathematics library; cos(w) is taken from
    /// its series, exact to 1e-9 for the small angles here.
    package static func samples(rate: Int) -> [Int16] {
        let angle = 2 * Double.pi * 440 / Double(rate)
        let square = angle * angle
        let cosine = 1 - square / 2 + square * square / 24 - square * square * square / 720
        let sine = angle * (1 - square / 6 + square * square / 120)
        let count = Int(duration / .microseconds(1)) * rate / 1_000_000
        let ramp = max(1, count / 10)
        var (before, now) = (-sine, 0.0)
        return (0..<count).map { index in
            let loudness = Double(min(index, count - 1 - index, ramp)) / Double(ramp)
            defer { (before, now) = (now, 2 * cosine * now - before) }
            return Int16(now * loudness * 8_191)
        }
    }
}
