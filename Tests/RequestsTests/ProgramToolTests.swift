import Glibc
import Intents
import SpeechFrames
import TestSupport
import Testing
import Tools

@testable import Requests

@Suite("Any program can be a tool", .timeLimit(.minutes(5)))
struct ProgramToolTests {
    /// A tool `greet` that is the program `path`.
    private func rules(_ path: String, deadline: String = "20s") -> String {
        """
        tools:
          - name: greet
            description: Greets somebody.
            run: [\(path), --politely]
            deadline: \(deadline)
            parameters:
              who: {description: Who is greeted.}
              times: {kind: integer, required: false}
        languages:
          en:
            rules:
              - intent: greet
                tool: greet
                patterns: ["greet {who:text} {times:number} times", "greet {who:text}"]
        """
    }

    private func greet(_ script: String, deadline: String = "20s") async throws -> Fulfilled {
        try await withTemporaryDirectory { folder in
            try writeScript("\(folder)/tool", script)
            return try await fulfil("Please greet Ann 3 times", by: rules("\(folder)/tool", deadline: deadline))
        }
    }

    @Test("it gets its arguments as JSON, its options as they are, and where it is called from; what it says is spoken")
    func works() async throws {
        let done = try await greet(
            #"""
            read -r line
            printf '{"spoken":"%s %s %s.","seen":1}' "$1" "$LOQUAT_SESSION" "$(echo "$line" | tr -d '{}"')"
            """#
        )
        #expect(done.said == ["--politely s times:3,who:Ann."])
        #expect(done.command == nil)
        #expect(done.warnings == [])
    }

    @Test(
        "a program that fails, answers nonsense or nothing is apologized for, and the log says why",
        arguments: [
            ("echo no good >&2; exit 3", "ended with exit code 3: no good"),
            ("echo hello", "did not answer with one JSON object"),
            ("echo '[1]'", "did not answer with one JSON object"), ("echo '{\"a\":1}'", "without `spoken`"),
            ("exit 0", "answered nothing"),
            ("echo '{\"error\":\"no network\"}'", "no network"), ("kill -9 $$", "ended by signal 9"),
            ("echo '{\"spoken\":\"a\"}{\"spoken\":\"b\"}'", "did not answer with one JSON object"),
            ("head -c 200000 /dev/zero | tr '\\0' x", "more than 65536 bytes"),
            ("printf '\\377\\376'", "did not answer with one JSON object"),
        ]
    )
    func faults(script: String, warning: String) async throws {
        let done = try await greet(script)
        #expect(done.said == ["Sorry, that did not work."])
        #expect(done.warnings.count == 1)
        #expect(done.warnings.first?.contains(warning) == true, "\(done.warnings)")
    }

    @Test("what it wants said about its own failure is said")
    func ownWords() async throws {
        let done = try await greet(#"echo '{"error":"x","spoken":"Ann is not at home."}'"#)
        #expect(done.said == ["Ann is not at home."])
    }

    @Test("one that is not there is named")
    func missing() async throws {
        let done = try await fulfil("greet Ann", by: rules("/nonexistent/tool"))
        #expect(done.said == ["Sorry, that did not work."])
        #expect(done.warnings.first?.contains("/nonexistent/tool") == true)
    }

    @Test("one that hangs is ended at its deadline, with all that it has started, though it ignores SIGTERM")
    func hangs() async throws {
        try await withTemporaryDirectory { folder in
            try writeScript(
                "\(folder)/tool",
                "trap '' TERM\nsleep 1000 &\necho $! $$ >\(folder)/pids\nwhile :; do sleep 1000; done"
            )
            let done = try await fulfil("greet Ann", by: rules("\(folder)/tool", deadline: "500ms"))
            #expect(done.said == ["Sorry, that took too long."])
            let pids = String(decoding: try readFile("\(folder)/pids"), as: UTF8.self).split { $0 == " " || $0 == "\n" }
            #expect(pids.count == 2)
            for pid in pids.compactMap({ Int32($0) }) {
                #expect(await eventually { !ProcessTable.isRunning(pid) })
            }
        }
    }

    @Test("one that does not read its input, however long, still answers")
    func ignoresInput() async throws {
        try await withTemporaryDirectory { folder in
            try writeScript("\(folder)/tool", #"exec <&-; echo '{"spoken":"Hello."}'"#)
            let done = try await fulfil("greet \(String(repeating: "x", count: 900))", by: rules("\(folder)/tool"))
            #expect(done.said == ["Hello."])
        }
    }

    @Test("one that ends before it has read its input is no reason to die")
    func endsUnread() async {
        // In a process of its own: in this one, other tests have the signal ignored.
        await #expect(processExitsWith: .success) {
            _ = try await ProgramCall(arguments: ["true"], deadline: .seconds(20)).run(.null)
            // What writing to it brings where it has ended by then.
            raise(SIGPIPE)
        }
    }

    @Test("a rule may say a tool's answer in its own words, with what the tool found out")
    func ownResponse() async throws {
        let rules = """
            languages:
              de:
                rules:
                  - {intent: sum, tool: calculate, patterns: ["was ist {expression}"], response: "Das macht {result}."}
            """
        #expect(try await fulfil("Was ist 3 + 4?", by: rules, language: nil).said == ["Das macht 7."])
    }
}
