internal import SpeechFrames

/// Puts small pieces of a phrase's sound together: each frame wakes three processes.
///
/// The first piece goes at once, for somebody waits for it. A later one is as long as all before it, up to a limit: what was
/// sent is heard while it is made, so that no slow machine falls behind for its length.
struct SoundGatherer: Sendable {
    private let milliseconds: Int
    private var sent = 0
    private var gathered: Audio?

    /// For one phrase.
    ///
    /// - Parameter milliseconds: a piece of this length is sent in any case.
    init(milliseconds: Int = 500) {
        self.milliseconds = milliseconds
    }

    /// Takes the next piece of the phrase.
    ///
    /// - Returns: what is to be sent now.
    mutating func take(_ piece: Audio) -> Audio? {
        gathered?.samples += piece.samples
        gathered?.words += piece.words
        let all = gathered ?? piece
        guard all.samples.count >= min(sent, all.rate * milliseconds / 1_000) else {
            gathered = all
            return nil
        }
        gathered = nil
        sent += all.samples.count
        return all
    }

    /// What is left to be sent when the phrase is over.
    var rest: Audio? { gathered }
}
