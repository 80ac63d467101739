/// What turns samples into sound: signed 16-bit, mono.
///
/// The rules, for who plays into a sink and who writes one:
/// - Positions count samples from the opening and never go back. ``write(_:)`` moves the end, time moves ``heard()`` up to it.
/// - One task at a time calls ``room()``, which suspends while the buffer is full: that is the back-pressure. ``write(_:)`` and
///   ``flush()`` never suspend, so that a caller can hold a lock from its decision until the sink has taken it, and nothing
///   that was dropped meanwhile can slip in between.
/// - A sink that loses its device mends that by itself and goes on at the first sample that was not heard; it throws only
///   when it is beyond repair, and then for ever.
/// - After ``close()`` nothing is called any more.
package protocol AudioSink: Sendable {
    /// Whether samples take their time to be heard. A file takes them as fast as they come, and cannot run dry.
    var isPaced: Bool { get }

    /// Where the sink's position 0 is in what it writes, in samples, as long as nothing was flushed; `nil` where that does not last, such as a sound card's.
    var origin: Int? { get }

    /// How often the sink ran dry after it had been given something. Whether that was a fault, the player knows.
    var underruns: Int { get }

    /// The rate in Hz to write at, when what comes next has `rate`: that one if the sink is free to choose.
    func accept(rate: Int) -> Int

    /// Suspends until samples are wanted; how many. 0: the task was cancelled.
    ///
    /// - Throws: ``OutputError`` when the sink is beyond repair.
    func room() async throws(OutputError) -> Int

    /// Takes samples, at most as many as ``room()`` said, and copies what it keeps.
    func write(_ samples: ArraySlice<Int16>)

    /// How many samples were heard, or dropped by a flush.
    func heard() -> Int

    /// Drops at once everything that was not heard, in the device too.
    func flush()

    /// Suspends until the device is silent after ``flush()``; the position up to which samples were heard then.
    func flushed() async -> Int

    /// Gives everything back. What was written and not flushed may still be heard.
    func close() async
}

extension AudioSink {
    package var origin: Int? { nil }
}

/// What a sink reports while it plays. The receiver must not block nor call the sink.
package enum SinkEvent: Sendable, Equatable {
    /// ``AudioSink/heard()`` has moved by other means than the passing of time, or the sink has failed.
    case moved
    /// The device is gone or hangs; why. Samples wait.
    case lost(String)
    /// The device is back and goes on.
    case recovered
}
