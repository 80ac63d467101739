/// A text from outside on its way into a model's prompt: it stays what it says, and cannot be taken for anything else.
package enum QuestionText {
    /// The text without control characters and without what chat templates mark their turns with.
    ///
    /// Servers put a question into a template such as `<|im_start|>user … <|im_end|>`, and many take the marks in the question
    /// for their own: then it ends its own turn and speaks as the system. So a mark gets a space after its first character, by
    /// which it is still readable and no mark any more. Control characters (Unicode's Cc) but line feed and tab, and those that
    /// turn the direction of writing around (UAX #9), become a space or nothing.
    ///
    /// Marks: those of ChatML, Llama 2 and 3, Mistral, Gemma, Phi, Command R, DeepSeek, Qwen's tools and thoughts.
    package static func neutralised(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if isMark(rest) {
                scalars.append(scalar)
                scalars.append(" ")
            } else if let plain = plain(scalar) {
                scalars.append(plain)
            }
            rest.removeFirst()
        }
        return String(scalars)
    }

    /// What begins and what may follow; a name is matched without regard to case.
    private static let openings: [UnicodeScalar: [String]] = [
        "<": [
            "|", "｜", "/s>", "s>", "<sys>>", "</sys>>", "bos>", "eos>", "pad>", "unk>", "start_of_turn>",
            "end_of_turn>",
            "think>", "/think>", "tool_call>", "/tool_call>", "tool_response>", "/tool_response>", "tools>", "/tools>",
            "end_of_utterance>", "start_of_image>", "end_of_image>",
        ],
        "[": [
            "inst]", "/inst]", "system_prompt]", "/system_prompt]", "available_tools]", "/available_tools]",
            "tool_results]", "/tool_results]", "tool_calls]",
        ],
    ]

    private static func isMark(_ text: Substring.UnicodeScalarView) -> Bool {
        guard let first = text.first, let ends = openings[first] else { return false }
        let rest = text.dropFirst()
        return ends.contains { end in
            var place = rest.startIndex
            for expected in end.unicodeScalars {
                guard place < rest.endIndex, rest[place].properties.lowercaseMapping == String(expected) else {
                    return false
                }
                place = rest.index(after: place)
            }
            return true
        }
    }

    private static func plain(_ scalar: UnicodeScalar) -> UnicodeScalar? {
        switch scalar {
        case "\n", "\t": scalar
        case "\r": "\n"
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": nil
        case _ where scalar.properties.generalCategory == .control: " "
        default: scalar
        }
    }
}
