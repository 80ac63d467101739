import Settings
import Testing

struct YAMLComposerTests {
    private func faultOf(_ text: String) -> YAMLFault? {
        do throws(YAMLFault) {
            _ = try YAMLComposer.compose(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("values keep their order, their quotes and their places")
    func values() throws {
        let text = "# first\nmodel: llama3.2:3b\nvoice: \"~\"\nlist:\n  - 1\n  - {a: b}\n"
        let node = try #require(try YAMLComposer.compose(Array(text.utf8)))
        guard case .mapping(let entries) = node.content else {
            Issue.record("\(node)")
            return
        }
        #expect(entries.map(\.name) == ["model", "voice", "list"])
        #expect(entries.map(\.mark.line) == [2, 3, 4])
        #expect(entries[0].value.content == .scalar("llama3.2:3b", isPlain: true))
        #expect(entries[0].value.mark == YAMLMark(line: 2, column: 8))
        #expect(entries[1].value.content == .scalar("~", isPlain: false))
        guard case .sequence(let values) = entries[2].value.content, values.count == 2 else {
            Issue.record("\(entries[2])")
            return
        }
        #expect(values[1].mark == YAMLMark(line: 6, column: 5))
    }

    @Test("a text with nothing but comments holds nothing", arguments: ["", "# only this\n", "---\n", "\n\n"])
    func nothing(text: String) throws {
        #expect(try YAMLComposer.compose(Array(text.utf8))?.isNull ?? true)
    }

    @Test("null is nothing only without quotes")
    func null() throws {
        for (text, isNull) in [("~", true), ("null", true), ("'null'", false), ("''", false), ("none", false)] {
            #expect(try YAMLComposer.compose(Array(text.utf8))?.isNull == isNull, "\(text)")
        }
    }

    static let refused = [
        ("a: 1\nb: 2\na: 3\n", 3, "a stands here and in line 1"),
        ("a: !!int 3\n", 1, "the type tag:yaml.org,2002:int"),
        ("a: *b\n", 1, "nothing before it is called &b"),
        ("a: &a [*a]\n", 1, "nothing before it is called &a"),
        ("a: 1\n---\nb: 2\n", 2, "a second document"),
        ("? [a]\n: 1\n", 1, "cannot be a name"),
        ("a: [1, 2\nb: 3\n", 2, "',' or ']'"),
        ("a: 1\n\tb: 2\n", 2, "found a tab character"),
        ("a: \"never closed\n", 2, "unexpected end of stream"),
    ]

    @Test("what is no plain YAML is refused with its line", arguments: refused)
    func refusal(text: String, line: Int, problem: String) throws {
        let fault = try #require(faultOf(text))
        #expect(fault.mark?.line == line && fault.problem.contains(problem), "\(fault)")
    }

    @Test("bytes that are no UTF-8 are refused")
    func notUTF8() throws {
        let fault = #expect(throws: YAMLFault.self) { try YAMLComposer.compose([0x61, 0x3A, 0x20, 0xFF, 0xFE]) }
        #expect(fault?.problem.contains("UTF-8") == true)
    }

    @Test("an alias repeats what it names")
    func alias() throws {
        let node = try YAMLComposer.compose(Array("[&a x, *a]".utf8))
        guard case .sequence(let values) = node?.content else {
            Issue.record("\(String(describing: node))")
            return
        }
        #expect(values.map(\.content) == [.scalar("x", isPlain: true), .scalar("x", isPlain: true)])
    }

    @Test("aliases that grow without bound are refused")
    func billionLaughs() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(try #require(faultOf(text)).problem.contains("more than 50000 values"))
    }

    @Test("what stands too deep, or is too long, is refused")
    func limits() throws {
        #expect(faultOf(String(repeating: "[", count: 20) + String(repeating: "]", count: 20)) == nil)
        #expect(try #require(faultOf(String(repeating: "[", count: 200_000))).problem.contains("deep"))
        #expect(try #require(faultOf("a: " + String(repeating: "x", count: 1 << 20))).problem.contains("longer than"))
    }
}
