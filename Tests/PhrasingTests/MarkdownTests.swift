import Testing

@testable import Phrasing

@Suite("Markdown")
struct MarkdownTests {
    @Test(
        "emphasis is not spoken",
        arguments: [
            PhrasingCase("This is **bold**, *it* and ***both***.", "This is bold, it and both."),
            PhrasingCase("**Note: a *nested* one.** Next.", "Note: a nested one.", "Next."),
            PhrasingCase("It _is so_, __Very much__, _yes_. OK.", "It is so, Very much, yes.", "OK."),
            PhrasingCase("_\"Well,\"_ he said. ~~Old~~ new.", "\"Well,\" he said.", "Old new."),
            PhrasingCase("这是**重点**内容。", "这是重点内容。"),
            PhrasingCase("**你好。**我们走。", "你好。", "我们走。"),
            PhrasingCase("Use `code here` and ``a`b``. OK.", "Use code here and ab.", "OK."),
            PhrasingCase("**1. Mix** it. **`run`** it.", "1. Mix it.", "run it."),
            PhrasingCase("*One. Two.* Three.", "One.", "Two.", "Three."),
            PhrasingCase("(*really*) \"*so*\" **A**: b.", "(really) \"so\" A: b."),
        ]
    )
    func emphasis(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "what looks like a mark and is none is left whole",
        arguments: [
            "2 * 3 is 6", "2*3*4 is 24", "2**8 is 256", "a ** b", "snake_case_name", "__init__ and __main__.py",
            "_private_name",
            "*.txt and src/**/*.swift", "5 * 3", "a_b * c_d", "#include <stdio.h>", "C# and F#", "x < y and y > z",
            "Vec<String> here", "AT&T and R&D", "~5 minutes", "--flag -x", "-5 degrees", "3 - 2 is 1", "[x] marks it",
            "a | b", "1) one", "x = [1, 2]", "array[0] = 1", "#1 is best", "100% sure", "3.5 > 2",
        ]
    )
    func literal(_ text: String) {
        let expected = text == "1) one" ? ["one"] : [text]
        #expect(sentences(of: text) == expected)
    }

    @Test("a lone star delays nothing")
    func loneStar() {
        #expect(early("Five 5 * 3 is right. ") == ["Five 5 * 3 is right."])
        #expect(early("It is *very much so. ") == ["It is very much so."])
        #expect(early("Press [enter now. ") == ["Press [enter now."])
        #expect(early("The ` key is there. ") == ["The key is there."])
    }

    @Test(
        "headings, items, quotes and rules lose their marks and end phrases",
        arguments: [
            PhrasingCase("# Title\nText.\n## Two ##\nMore", "Title", "Text.", "Two", "More"),
            PhrasingCase("- one\n* two\n+ three\n• four", "one", "two", "three", "four"),
            PhrasingCase("1. One\n2. Two\n   - in\n3) Three", "One", "Two", "in", "Three"),
            PhrasingCase("- [ ] open\n- [x] done\n- [a] b", "open", "done", "[a] b"),
            PhrasingCase("> quoted\n> more\n>> deep", "quoted", "more", "deep"),
            PhrasingCase("A\n---\nB\n***\nC\n* * *\nD\n___\nE\n===\nF", "A", "B", "C", "D", "E", "F"),
            PhrasingCase("Title\n=====\nText", "Title", "Text"),
            PhrasingCase("We have\n3. of these", "We have", "3. of these"),
            PhrasingCase("- **Tea**: hot.\n- _Milk_: cold.", "Tea: hot.", "Milk: cold."),
            PhrasingCase("### **Big** one\n\n1. **A**\n\n2. **B**", "Big one", "A", "B"),
        ]
    )
    func blocks(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "a link's label is spoken and its target is not",
        arguments: [
            PhrasingCase("See [the docs](http://x.com/a_(b)). Go.", "See the docs.", "Go."),
            PhrasingCase("See [it](x.html \"A title\"), [that] [that][ref]. Go.", "See it, [that] that.", "Go."),
            PhrasingCase("A ![small cat](c.png) sits. ![](x.png) Yes.", "A small cat sits.", "Yes."),
            PhrasingCase("[![badge](b.svg)](http://x.com) Text.", "badge Text."),
            PhrasingCase(
                "Known fact[^1]. Good.\n\n[^1]: A note.\n[ref]: http://x.com",
                "Known fact.",
                "Good.",
                "A note."
            ),
            PhrasingCase("[Alice]: Hello there. [Bob][is here now", "[Alice]: Hello there.", "Bob][is here now"),
            PhrasingCase("[a]: <x.html> \"T\"\nYes.", "Yes."),
            PhrasingCase("[Chorus](sung twice) and [a](b", "[Chorus](sung twice) and [a](b"),
            PhrasingCase("[**Bold** link](http://x.com) here", "Bold link here"),
            PhrasingCase("[https://x.com/a](https://x.com/a) here", "x.com here"),
        ]
    )
    func links(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "of a web address the host is spoken",
        arguments: [
            PhrasingCase("Go to https://www.example.com/a/b?c=d#e. Then stop.", "Go to example.com.", "Then stop."),
            PhrasingCase("See http://user@host.org:8080/x, ok? Yes.", "See host.org, ok?", "Yes."),
            PhrasingCase("It is www.example.org/path! Yes.", "It is example.org!", "Yes."),
            PhrasingCase("(see https://x.com/a_(b)) <https://y.com/z> **https://z.com/**", "(see x.com) y.com z.com"),
            PhrasingCase("s3://bucket/key and git+ssh://h.io/r.git", "bucket and h.io"),
            PhrasingCase("请看https://example.com/路径。好。", "请看example.com路径。", "好。"),
            PhrasingCase("https://a.com: one; https://b.com; two", "a.com: one; b.com; two"),
        ]
    )
    func addresses(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "code blocks and tables are named",
        arguments: [
            PhrasingCase("Do:\n```python\nx = 1. Y\n```\nDone.", "Do:", "Code block in Python.", "Done."),
            PhrasingCase("~~~\ncode\n~~~\nDone.", "Code block.", "Done."),
            PhrasingCase("```js\nnever closed\n\n# x", "Code block in JavaScript."),
            PhrasingCase("````md\n```\ninner\n```\n````\nEnd", "Code block in Markdown.", "End"),
            PhrasingCase("1. Run:\n   ```sh\n   ls\n   ```\n2. Look.", "Run:", "Code block in Shell.", "Look."),
            PhrasingCase("```one line``` of code.", "one line of code."),
            PhrasingCase("```swift"),
            PhrasingCase("As follows:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnd.", "As follows:", "Table.", "End."),
            PhrasingCase("| a | b |\n|---|:-:|\n| 1 | 2 |\nEnd.", "Table.", "End."),
            PhrasingCase("| a | b |\n|---|", "Table."),
            PhrasingCase("| not a table\nEnd.", "| not a table", "End."),
            PhrasingCase("|x| is |\nEnd.", "|x| is |", "End."),
        ]
    )
    func named(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test("a named block's source covers it")
    func blockSource() {
        let text = "Do:\n```python\nx = 1\n```\nDone."
        let all = phrases(of: text)
        #expect(all.map(\.source) == [0..<3, 4..<23, 24..<29])
    }

    @Test(
        "tags, entities, escapes and pictures",
        arguments: [
            PhrasingCase("One<br>Two<br/>Three", "One", "Two", "Three"),
            PhrasingCase("<p>It is <b>so</b>.</p><!-- no --> Yes", "It is so.", "Yes"),
            PhrasingCase("<speak>Hi <break time=\"1s\"/>there</speak>", "Hi there"),
            PhrasingCase("Salt &amp; pepper &lt;3 &#39;x&#x27; &foo; &", "Salt & pepper <3 'x' &foo; &"),
            PhrasingCase("\\*not\\* \\# \\_so\\_", "*not* # _so_"),
            PhrasingCase("Hi 😀 there 👍🏽! 👨‍👩‍👧 Us 🇩🇪. 1️⃣ one", "Hi there !", "Us .", "1 one"),
            PhrasingCase("Great!😀 Let's go ❤️ now ✅", "Great!", "Let's go now"),
            PhrasingCase("क्‍ष and می‌خواهم", "क्‍ष and می‌خواهم"),
        ]
    )
    func tags(_ line: PhrasingCase) {
        #expect(sentences(of: line.input) == line.expected)
    }

    @Test(
        "a phrase's source reaches over the marks that close in it",
        arguments: [
            ("**Bold.** Next one", [2..<9, 10..<18]),
            ("See [it](http://x.y). Go", [0..<21, 22..<24]),
            ("At https://www.x.org/a?b=c. Go", [0..<27, 28..<30]),
            ("# Hi #\nYou", [2..<4, 7..<10]),
            ("😀 Hi. 👍 You", [2..<5, 8..<11]),
        ]
    )
    func sources(text: String, expected: [Range<Int>]) {
        #expect(phrases(of: text).map(\.source) == expected)
    }

    @Test("the names of blocks can be in any language")
    func names() {
        let names = BlockNames(code: "Quelltext.", codeInLanguage: "Quelltext in %.", table: "Tabelle.")
        var splitter = PhraseSplitter(names: names)
        let text = "```go\n```\n| a | b |\n|--|--|\n\n```\n```"
        let all = splitter.append(text, at: .zero, ahead: nil) + splitter.finish(at: .zero)
        #expect(all.map(\.text) == ["Quelltext in Go.", "Tabelle.", "Quelltext."])
    }
}
