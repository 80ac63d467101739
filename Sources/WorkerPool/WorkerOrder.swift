package import SpeechFrames

/// One run of a worker; a slot's next run is another one.
package typealias WorkerID = Int

/// One try at one phrase.
package typealias JobID = Int

/// What the task that feeds a worker is told.
package enum WorkerOrder: Sendable, Equatable {
    /// Give the worker this phrase.
    case speak(Phrase, JobID)
    /// Tell the worker to stop; its answers are dropped from now on.
    case interrupt(Interrupt, JobID)
    /// The phrase was answered.
    case done(JobID)
    /// The time for the job is over.
    case late(JobID)
}

/// An order and whom it is for.
package struct WorkerDispatch: Sendable, Equatable {
    package var worker: WorkerID
    package var order: WorkerOrder
}
