import Testing

@testable import Phrasing

@Suite("Thinking")
struct ThinkingFilterTests {
    @Test(
        "thinking is dropped, wherever the text is cut",
        arguments: [
            ("<think>Hm.\n- a</think>\n\nHello.", "Hello."),
            ("Hello <think>x</think>there", "Hello there"),
            ("<thinking>a</thinking>b<reasoning>c</reasoning>d", "bd"),
            ("<THINK>a < b </thinking></Think>Yes", "Yes"),
            ("<think></think>Yes", "Yes"),
            ("<think>never closed", ""),
            ("<think>never closed </thi", ""),
            ("Yes <th", "Yes <th"),
            ("Yes <", "Yes <"),
            ("a < b <thin> <thinker> <<think>x</think>c", "a < b <thin> <thinker> <c"),
            ("Use `<think>` tags.", "Use `<think>` tags."),
            ("</think>Yes", "Yes"),
            ("  Plain\n", "  Plain\n"),
            ("", ""),
        ]
    )
    func everySplit(text: String, expected: String) {
        let scalars = Array(text.unicodeScalars)
        for first in 0...scalars.count {
            for second in first...scalars.count {
                var filter = ThinkingFilter()
                let parts = [scalars[..<first], scalars[first..<second], scalars[second...]].map {
                    filter.pass($0.text)
                }
                #expect(parts.joined() + filter.finish() == expected, "cut at \(first) and \(second)")
            }
        }
    }

    @Test("text that cannot be a tag is passed on at once")
    func atOnce() {
        var filter = ThinkingFilter()
        #expect(filter.pass("a <b") == "a <b")
        #expect(filter.pass("<t") == "")
        #expect(filter.pass("ea>") == "<tea>")
    }
}
