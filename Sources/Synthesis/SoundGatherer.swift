internal import SpeechFrames

/// Puts small pieces of a phrase's sound together: each frame wakes three processes.
///
/// The first piece goes at once, for somebody waits for it. The later ones are there long before they are heard.
struct SoundGatherer: Sendable {
    private let milliseconds: Int
    private var isFirst = true
    private var gathered: Audio?

    /// For one phrase whose pieces after the first one are at least so long, save the last.
    init(milliseconds: Int = 200) {
        self.milliseconds = milliseconds
    }

    /// Takes the next piece of the phrase.
    ///
    /// - Returns: what is to be sent now.
    mutating func take(_ piece: Audio) -> Audio? {
        if isFirst {
            isFirst = false
            return piece
        }
        gathered?.samples += piece.samples
        gathered?.words += piece.words
        let all = gathered ?? piece
        gathered = all.samples.count * 1_000 < all.rate * milliseconds ? all : nil
        return gathered == nil ? all : nil
    }

    /// What is left to be sent when the phrase is over.
    var rest: Audio? { gathered }
}
