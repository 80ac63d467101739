package import FrameTransport

/// How a pool of workers is run.
package struct WorkerPoolConfiguration: Sendable {
    /// How a worker is started.
    package var command: WorkerCommand

    /// How many workers there are, 1 to 64.
    package var workers = 3

    /// How long a worker may take for one phrase; the time that it is held back by a slow reader does not count.
    package var phraseDeadline = Duration.seconds(10)

    /// How long an interrupted worker may take to stop before it is killed.
    package var interruptGrace = Duration.milliseconds(500)

    /// How long a worker may take to end at the pool's stop, from SIGTERM to SIGKILL.
    package var stopGrace = Duration.milliseconds(500)

    /// How many phrases of one turn may wait; then ``WorkerPool/submit(_:)`` suspends.
    package var waitingPhrases = 512

    /// How many bytes of frames may wait to be taken from the pool; then the workers are held back.
    package var waitingBytes = 1 << 20

    /// How much audio may lie ahead of the ear, once progress is reported.
    package var lookahead = Lookahead()

    /// Whether progress is reported of every turn from its start, so that the lookahead holds before the first report too.
    package var isEarKnown = false

    /// How many bytes the sound of phrases that come again and again may take; 0: it is not kept.
    package var cacheBytes = 0

    /// Whether it is used for phrases that do not say so themselves.
    package var isCaching = true

    package init(command: WorkerCommand) {
        self.command = command
    }
}
