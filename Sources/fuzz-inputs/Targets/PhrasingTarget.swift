import Phrasing

extension FuzzTarget {
    static let phrasing = FuzzTarget(
        "phrasing",
        promise: "the phrases are the same however the text is cut, in order, and of the text",
        seeds: [
            "Dr. Smith paid 3.14 at 10:30, and then he left. \"Really?\" she said… Yes!",
            "# Title\n\n- one **bold**\n- two [link](http://example.com)\n\n```swift\nlet a = 1\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "<think>hm</think>你好。これは、テストです！ हाँ। نعم؟ e.g. v1.2.3, U.S. Army; so — but 🎈",
        ]
    ) { input in
        let text = String(decoding: input, as: UTF8.self)
        let whole = phrases(of: [text])
        hold(phrases(of: text.unicodeScalars.map { String($0) }) == whole, "single scalars change the phrases")
        var cuts = Cuts(of: input)
        let pieces = cuts.pieces(of: text.unicodeScalars, longest: 9).map { String(String.UnicodeScalarView($0)) }
        hold(phrases(of: pieces) == whole, "the cuts change the phrases")
        var end = 0
        for (index, phrase) in whole.enumerated() {
            hold(phrase.index == index, "a phrase is missing")
            hold(!phrase.text.isEmpty && !phrase.source.isEmpty, "a phrase is empty")
            hold(phrase.source.lowerBound >= end, "phrases overlap")
            end = phrase.source.upperBound
        }
        hold(end <= text.unicodeScalars.count, "a phrase is not of the text")
    }

    private static func phrases(of pieces: [String]) -> [SpokenPhrase] {
        var thinking = ThinkingFilter()
        var splitter = PhraseSplitter()
        var phrases: [SpokenPhrase] = []
        for piece in pieces { phrases += splitter.append(thinking.pass(piece), at: .zero, ahead: nil) }
        phrases += splitter.append(thinking.finish(), at: .zero, ahead: nil)
        return phrases + splitter.finish(at: .zero)
    }
}
