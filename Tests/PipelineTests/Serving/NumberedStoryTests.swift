import TestSupport
import Testing

@Suite("A numbered story")
struct NumberedStoryTests {
    /// A model that goes on with an answer may begin with its last words, and they are left out then.
    @Test("no words of it come twice in a row, so nothing of it is taken for a repetition", arguments: 0..<200)
    func squares(number: Int) {
        let words = NumberedStory(number: number, sentences: 14).tokens
            .flatMap { $0.lowercased().split { !$0.isLetter } }
        for length in 1...4 {
            let isRepeated = words.indices.dropLast(2 * length - 1).contains { start in
                words[start..<start + length] == words[start + length..<start + 2 * length]
            }
            #expect(!isRepeated)
        }
    }

    @Test("it goes on wherever it was left", arguments: [0, 1, 17, 60])
    func rest(count: Int) {
        let story = NumberedStory(number: 7, sentences: 3)
        #expect(story.tokens(after: count).joined() == String(story.text.dropFirst(count)))
    }
}
