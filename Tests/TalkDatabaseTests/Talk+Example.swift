import SpeechFrames

extension Talk {
    /// A talk of `turns` questions and answers that hold `words`.
    static func example(
        _ session: String,
        _ words: String = "tide",
        turns: Int = 1,
        changed: Int = 1_000,
        forgotten: Int = 0
    ) -> Talk {
        Talk(
            session: session,
            turn: turns,
            created: 900,
            changed: changed,
            voice: "en-gb",
            language: "en-GB",
            rate: 170,
            arm: "b",
            forgotten: forgotten,
            history: (0..<turns).flatMap { turn in
                [
                    Utterance(role: .user, text: "Why \(words) \(turn)?"),
                    Utterance(role: .assistant, text: "It is \(words) \(turn)."),
                ]
            }
        )
    }
}
