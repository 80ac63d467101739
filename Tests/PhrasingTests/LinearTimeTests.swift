import Testing

@testable import Phrasing

@Suite("Linear time")
struct LinearTimeTests {
    static let units = [
        "It was a bright day, and the clocks struck one. ", "x", "*", "(", "[", "`", "\n", "1.", "_", "#", "-", "|",
        "<", "<a ",
        "[a](", "](", "https://a/", ". ", "Dr. ", "\"", "你", "。", "「", "&", "\\", "![", "a_", "e\u{301}", "\u{301}",
        "- ", "| a |\n",
        "```\n", "😀", " ", "<!--", "A. ", "...", "สวัสดี", "[a](b c", "www.",
    ]

    /// Counts work, not time, so that a busy machine changes nothing.
    @Test("four times the text is at most about four times the work", arguments: units)
    func linear(unit: String) {
        let small = steps(of: unit, scalars: 16 << 10)
        let large = steps(of: unit, scalars: 64 << 10)
        #expect(large <= small * 5 + 10_000)
        #expect(large <= (64 << 10) * 20)
    }

    private func steps(of unit: String, scalars: Int) -> Int {
        var splitter = PhraseSplitter()
        var waiting = 0
        for _ in 0..<(scalars / unit.unicodeScalars.count) {
            _ = splitter.append(unit, at: .zero, ahead: nil)
            _ = splitter.deadline
            waiting = max(waiting, splitter.waiting)
        }
        _ = splitter.finish(at: .zero)
        #expect(waiting <= 4096, "memory is bounded by the limits")
        return splitter.steps
    }

    @Test("a mebibyte comes through whole")
    func mebibyte() {
        let sentence = "It was a bright day, and the clocks struck one. "
        let count = (1 << 20) / sentence.utf8.count
        let all = phrases(of: String(repeating: sentence, count: count), limits: .sentencesOnly)
        #expect(all.count == count)
        #expect(all.last?.source.upperBound == count * sentence.utf8.count - 1)
    }
}
