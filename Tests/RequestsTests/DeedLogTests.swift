import Intents
import SpeechFrames
import Synchronization
import TestSupport
import Testing
import Tools

@testable import Requests

@Suite("What was begun before a crash is not done twice", .timeLimit(.minutes(5)))
struct DeedLogTests {
    /// Each command and the tool `bell` go to a program that writes down what it is told.
    private func rules(_ folder: String) throws -> RuleSet {
        try writeScript("\(folder)/house", "cat >>\(folder)/log; echo >>\(folder)/log; echo '{\"spoken\":\"Done.\"}'")
        let yaml = """
            delivery: house
            deliveries: {house: {run: [\(folder)/house], deadline: 20s}}
            tools: [{name: bell, run: [\(folder)/house], deadline: 20s}]
            languages: {en: {rules: [{intent: ring, tool: bell, patterns: [ring the bell]}]}}
            """
        return try RuleFile.read(Array(yaml.utf8), "rules.yaml", over: try ShippedRules.read())
    }

    private func runs(_ folder: String) -> Int {
        ((try? readFile("\(folder)/log")) ?? []).count { $0 == UInt8(ascii: "\n") }
    }

    /// Has it done by a process that has just been started.
    private func fulfil(
        _ text: String,
        _ folder: String,
        turn: Int = 1,
        isRenewed: Bool,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> (said: [String], command: Command?) {
        let rules = try rules(folder)
        let programs: [any Tool] = rules.tools.map { ProgramTool($0) }
        let desk = try RequestDesk(
            rules,
            tools: ToolBox(ShippedTools.all(volume: try VolumeDial(directory: folder)) + programs),
            courier: CommandCourier(rules.deliveries, transport: nil),
            deeds: DeedLog(path: "\(folder)/deeds", warn: warn)
        )
        let request = try #require(desk.request(in: text, language: "en"))
        let context = ToolContext(session: "s", turn: turn)
        if !isRenewed { desk.begin(session: "s", turn: turn) }
        let settled = try await desk.settle(request, in: context, isRenewed: isRenewed)
        let said = Mutex<[String]>([])
        let command = try await desk.fulfil(request, in: context, isRenewed: isRenewed, settled: settled) { text in
            said.withLock { $0.append(text) }
        }
        return (said.withLock { $0 }, command)
    }

    @Test(
        "what was done is said again as it was, and not done again",
        arguments: ["turn on the lamp", "ring the bell"]
    )
    func done(text: String) async throws {
        try await withTemporaryDirectory { folder in
            let first = try await fulfil(text, folder, isRenewed: false)
            let again = try await fulfil(text, folder, isRenewed: true)
            #expect(first.said == ["Done."] && again.said == first.said)
            #expect(again.command == first.command)
            #expect(runs(folder) == 1)
        }
    }

    @Test("of what was only begun it is said that nobody knows; the parts after it are done")
    func begun() async throws {
        try await withTemporaryDirectory { folder in
            DeedLog(path: "\(folder)/deeds").begin(DeedLog.Place(session: "s", turn: 1, step: 0))
            let done = try await fulfil("turn on the lamp and play jazz", folder, isRenewed: true)
            #expect(done.said == ["Something went wrong on my side, and I don't know whether that was done.", "Done."])
            #expect(done.command?.steps?.map(\.outcome) == [.unknown, .done])
            #expect(runs(folder) == 1)
        }
    }

    @Test("a new turn of the same name is done, whatever is known of an earlier one")
    func anew() async throws {
        try await withTemporaryDirectory { folder in
            for _ in 0..<2 { _ = try await fulfil("turn on the lamp", folder, isRenewed: false) }
            #expect(runs(folder) == 2)
            // Asked again before anything was begun this time.
            DeedLog(path: "\(folder)/deeds").forget(session: "s", turn: 1)
            _ = try await fulfil("turn on the lamp", folder, isRenewed: true)
            #expect(runs(folder) == 3)
        }
    }

    @Test("the volume is turned once, and what is only asked for leaves no trace")
    func others() async throws {
        try await withTemporaryDirectory { folder in
            for isRenewed in [false, true] {
                #expect(try await fulfil("turn it down", folder, isRenewed: isRenewed).said == ["Volume 80 percent."])
            }
            _ = try await fulfil("what is two plus two", folder, turn: 2, isRenewed: false)
            #expect(!DeedLog(path: "\(folder)/deeds").knows(session: "s", turn: 2))
        }
    }

    @Test("the last deeds are remembered, and no more")
    func limit() async throws {
        try await withTemporaryDirectory { folder in
            let log = DeedLog(path: "\(folder)/deeds")
            for turn in 0...DeedLog.limit { log.begin(DeedLog.Place(session: "s", turn: turn, step: 0)) }
            #expect(!log.knows(session: "s", turn: 0) && log.knows(session: "s", turn: 1))
        }
    }

    @Test("a file that cannot be written or read is told once, and the commands are carried out")
    func broken() async throws {
        try await withTemporaryDirectory { folder in
            let warnings = Mutex<[String]>([])
            let log = DeedLog(path: "\(folder)/none/deeds") { warning in warnings.withLock { $0.append(warning) } }
            for step in 0..<3 { log.begin(DeedLog.Place(session: "s", turn: 1, step: step)) }
            #expect(warnings.withLock { $0.count } == 1)
            try writeFile("\(folder)/deeds", "{")
            let done = try await fulfil("turn on the lamp", folder, isRenewed: true) { warning in
                warnings.withLock { $0.append(warning) }
            }
            #expect(done.said == ["Done."])
            #expect(warnings.withLock { $0.last?.contains("does not hold what was begun: move it away") } == true)
        }
    }
}
