/// What a sound server said last about a stream, and what follows from it until it speaks again. Pure.
///
/// The stream is never prebuffered by more than one sample, so the server's indexes count samples of ours alone, and no silence:
/// what is queued is `write index - read index`. Behind the queue lies the device's own buffer, of which only what was
/// rendered since the last underrun is ours.
struct PulseTiming: Equatable {
    /// Samples heard when the server spoke.
    let confirmed: Int

    /// When that was, in microseconds of CLOCK_MONOTONIC.
    let instant: Int

    /// Whether samples are being played, so that time moves the position on.
    let isPlaying: Bool

    /// How long a position is carried on without a word from the server, in microseconds. A server that hangs is noticed
    /// much later; until then the position must not run away.
    private static let trust = 150_000

    /// - Parameters:
    ///   - written: samples given to the server so far.
    ///   - queued: samples that it has not rendered.
    ///   - device: samples between rendering and the ear.
    ///   - isPlaying: whether the server renders samples of ours.
    ///   - sinceChange: samples rendered since it began to play, or of silence since it ran dry; `nil` before the first.
    ///   - instant: when the server spoke, in microseconds.
    init(written: Int, queued: Int, device: Int, isPlaying: Bool, sinceChange: Int?, instant: Int) {
        let since = sinceChange ?? .max
        let unheard = isPlaying ? min(device, since) : max(0, device - since)
        confirmed = written - max(0, queued) - unheard
        self.instant = instant
        self.isPlaying = isPlaying || unheard > 0
    }

    /// Samples heard at `now`, when `written` samples were given; `rate` is in Hz.
    func heard(at now: Int, written: Int, rate: Int) -> Int {
        guard isPlaying else { return min(written, confirmed) }
        let passed = min(Self.trust, max(0, now - instant))
        return min(written, confirmed + passed * rate / 1_000_000)
    }
}
