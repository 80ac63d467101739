package import SpeechFrames

/// One turn as the one who asked for it sees it.
package struct HubTurn: Sendable {
    /// How a turn ended.
    package enum Ending: Sendable, Equatable {
        case finished(heard: Int?)
        case interrupted(heard: String?)
        /// With the failure's code.
        case failed(String)
        case refused(String)
        /// The hub went away before it said that it had the question: what became of it is not known.
        case notTaken
    }

    /// What was sent.
    package let request: Frame
    /// Its number in the session, once the hub has said it.
    package internal(set) var id: TurnID?
    /// Its visible text as far as it came.
    package internal(set) var text = ""
    /// Failures that were told of it and of its phrases.
    package internal(set) var failures: [Failed] = []
    /// How many phrases it has, once that is known.
    package internal(set) var phrases: Int?
    package internal(set) var progress: Progress?
    package internal(set) var ending: Ending?
    /// Whether all of it was told over one connection: then nothing of the text is missing here.
    package internal(set) var wasFollowedThroughout = true
    package internal(set) var isInterrupted = false
    /// The connection that it was asked over.
    var connection: Int?

    mutating func take(_ frame: Frame) {
        guard ending == nil else { return }
        switch frame {
        case .token(let token): text.take(token)
        case .end(let end): phrases = end.phrases
        case .progress(let progress): self.progress = progress
        case .failed(let failed):
            failures.append(failed)
            if failed.code == "turn_lost" { ending = .failed(failed.code) }
        case .finished(let finished):
            let failure = failures.first { $0.phrase == nil }
            ending = failure.map { .failed($0.code) } ?? .finished(heard: finished.heard)
        case .interrupted(let interrupted):
            let failure = failures.first { $0.phrase == nil }
            ending = failure.map { .failed($0.code) } ?? .interrupted(heard: interrupted.heard)
        default: break
        }
    }
}
