package import SpeechFrames

/// Where the archive finds what holds now; each call is quick, and may come from any thread.
package struct TalkSource: Sendable {
    /// A session's talk; `nil`: there is none, and none is to be kept.
    let talk: @Sendable (String) -> Talk?

    /// The sessions that have a talk.
    let sessions: @Sendable () -> [String]

    /// How to ask for what was kept.
    let recall: @Sendable () -> Recall

    /// Takes what was kept.
    let take: @Sendable ([Talk]) -> Void

    package init(
        talk: @escaping @Sendable (String) -> Talk?,
        sessions: @escaping @Sendable () -> [String],
        recall: @escaping @Sendable () -> Recall,
        take: @escaping @Sendable ([Talk]) -> Void
    ) {
        self.talk = talk
        self.sessions = sessions
        self.recall = recall
        self.take = take
    }
}
