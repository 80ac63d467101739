package import SpeechFrames

extension PlaybackEvent {
    /// The event as a frame, where there is one.
    package var frame: Frame? {
        switch self {
        case .progress(let progress), .placed(let progress): .progress(progress)
        case .skipped(_, let failed), .refused(let failed), .failed(let failed): .failed(failed)
        case .finished(let finished): .finished(finished)
        case .interrupted(let interrupted): .interrupted(interrupted)
        default: nil
        }
    }
}
