import Glibc
import SpeechFrames
import TalkStorage
import TestSupport
import Testing

@testable import TalkDatabase

@Suite("talk-keeper, the program", .serialized, .timeLimit(.minutes(5)))
struct TalkKeeperProgramTests {
    private func lines(_ frames: [Frame]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for frame in frames { try frame.encode(as: .lines, into: &bytes) }
        return bytes
    }

    private func frames(_ bytes: [UInt8]) throws -> [Frame] {
        var splitter = FrameSplitter(framing: .lines)
        splitter.append(bytes)
        var frames: [Frame] = []
        while let raw = try splitter.next() { frames.append(try raw.decode()) }
        return frames
    }

    private func keeper(_ path: String) -> ProgramCommand { .ours("talk-keeper", "--lines", path) }

    /// The number of lines.
    private static func count(_ bytes: [UInt8]) -> Int { bytes.count { $0 == UInt8(ascii: "\n") } }

    @Test("killed at any moment, it has all that it said is kept, and the next one goes on", arguments: [1, 7, 40, 90])
    func killed(after answers: Int) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/talk.sqlite"
            let talks = (0..<200).map { Talk.example("s\($0)", String(repeating: "tide ", count: 40), turns: 10) }
            let kept = try await withPipeline([keeper(path)], input: .open) { pipeline in
                pipeline.write(try lines(talks.map { .talk($0) }))
                await pipeline.output.wait { Self.count($0) >= answers }
                pipeline.programs[0].send(SIGKILL)
                return Self.count(await pipeline.output.end())
            }
            #expect(kept >= answers)
            let recall = try lines([.recall(Recall(since: 0, most: 1_000))])
            let told = try await runPipeline(keeper(path), input: .bytes(recall))
            #expect(told.ends == [.code(0)])
            let recalled = try frames(told.output)
            #expect(recalled.last == .kept(Kept()), "the file is whole")
            let found = Set(recalled.compactMap { if case .talk(let talk) = $0 { talk.session } else { nil } })
            for talk in talks.prefix(kept) { #expect(found.contains(talk.session)) }
            for case .talk(let talk) in recalled { #expect(talks.contains(talk), "each is whole") }
        }
    }

    @Test(
        "killed while it forgets, no word of a session is left that the next one does not know",
        arguments: [1, 9, 30]
    )
    func killedWhileForgetting(after answers: Int) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/talk.sqlite"
            let talks = (0..<60).map { Talk.example("s\($0)", "word\($0)end", turns: 4) }
            let kept = try await runPipeline(keeper(path), input: .bytes(try lines(talks.map { .talk($0) })))
            #expect(kept.ends == [.code(0)])
            try await withPipeline([keeper(path)], input: .open) { pipeline in
                pipeline.write(try lines(talks.map { .forget(Forget(session: $0.session)) }))
                await pipeline.output.wait { Self.count($0) >= answers }
                pipeline.programs[0].send(SIGKILL)
                _ = await pipeline.ends()
            }
            let told = try await runPipeline(
                keeper(path),
                input: .bytes(try lines([.recall(Recall(since: 0, most: 99))]))
            )
            let found = Set(
                try frames(told.output).compactMap { if case .talk(let talk) = $0 { talk.session } else { nil } }
            )
            #expect(found.count <= talks.count - answers)
            let bytes = try ProcessTable.entries(of: folder).flatMap { try readFile("\(folder)/\($0)") }
            for (number, talk) in talks.enumerated() where !found.contains(talk.session) {
                #expect(!bytes.contains(Array("word\(number)end".utf8)), "\(talk.session)")
            }
        }
    }

    @Test("whatever the umask is, no file of it is for anybody else while it works")
    func modes() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/state/talk.sqlite"
            let command = ProgramCommand([
                "sh", "-c", "umask 0; exec \"$0\" --lines \"$1\"", ProgramCommand.path(of: "talk-keeper"), path,
            ])
            try await withPipeline([command], input: .open) { pipeline in
                pipeline.write(try lines([.talk(.example("a")), .talk(.example("b")), .forget(Forget(session: "a"))]))
                await pipeline.output.wait { Self.count($0) == 3 }
                let names = ProcessTable.entries(of: "\(folder)/state")
                #expect(names.contains("talk.sqlite") && names.contains("talk.sqlite-wal"))
                for name in names {
                    var status = stat()
                    #expect(stat("\(folder)/state/\(name)", &status) == 0 && status.st_mode & 0o777 == 0o600, "\(name)")
                }
                var status = stat()
                #expect(stat("\(folder)/state", &status) == 0 && status.st_mode & 0o777 == 0o700)
            }
        }
    }

    @Test("where no byte more fits, it says so and lives; what was kept before is there")
    func full() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/talk.sqlite"
            let first = try await runPipeline(keeper(path), input: .bytes(try lines([.talk(.example("first"))])))
            #expect(try frames(first.output) == [.kept(Kept())])
            // The longest file that it may write, in blocks of 512 bytes: room for the half megabyte that ThreadSanitizer writes
            // at its start, and not for a long talk.
            let command = ProgramCommand([
                "sh", "-c", "ulimit -f 1200; exec \"$0\" --lines \"$1\"", ProgramCommand.path(of: "talk-keeper"), path,
            ])
            let long = Talk.example("long", String(repeating: "tide ", count: 15_000), turns: 5)
            let small = Talk.example("small")
            let orders = try lines([
                .talk(long), .talk(long), .talk(small), .recall(Recall(since: 0, most: 9)),
            ])
            let told = try await runPipeline(command, input: .bytes(orders))
            #expect(told.ends == [.code(0)])
            let answers = try frames(told.output)
            for answer in answers.prefix(2) {
                guard case .kept(let kept) = answer else { throw SetupError("\(answer)") }
                #expect(kept.problem?.hasPrefix("\(path) cannot be") == true)
            }
            #expect(answers.dropFirst(2) == [.kept(Kept()), .talk(.example("first")), .talk(small), .kept(Kept())])
        }
    }

    @Test("a frame that is none of its own ends it with a message")
    func wrong() async throws {
        try await withTemporaryDirectory { folder in
            let told = try await runPipeline(keeper("\(folder)/talk.sqlite"), input: .text("{\"type\":\"hello\"}\n"))
            #expect(told.ends == [.code(65)])
            #expect(told.messages[0].contains("does not belong on this link"))
        }
    }
}
