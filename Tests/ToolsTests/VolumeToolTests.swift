import Synchronization
import TestSupport
import Testing

@testable import Tools

@Suite("The volume is turned, and stays as it was left", .timeLimit(.minutes(5)))
struct VolumeToolTests {
    private func said(
        _ dial: VolumeDial,
        _ arguments: [String: JSONValue],
        output: String? = nil
    ) async throws -> String {
        let context = ToolContext(session: "s", turn: 1, output: output)
        return try await ToolBox([VolumeTool(dial)]).run(ToolCall(name: "volume", arguments: arguments), in: context)
            .spoken
    }

    @Test("each output has its own, from 0 to 100, and a restart changes nothing")
    func restart() async throws {
        try await withTemporaryDirectory { folder in
            let dial = try VolumeDial(directory: "\(folder)/state")
            #expect(dial.level(of: nil) == nil)
            #expect(try await said(dial, ["change": "up"]) == "Volume 100 percent.")
            #expect(try await said(dial, ["level": "30"]) == "Volume 30 percent.")
            #expect(try await said(dial, ["change": "down"]) == "Volume 10 percent.")
            #expect(try await said(dial, ["change": "down"]) == "Volume 0 percent.")
            #expect(try await said(dial, ["level": 55], output: "pulse:bath") == "Volume 55 percent.")
            #expect(try await said(dial, ["change": "mute"], output: "pulse:bath") == "Muted.")
            let again = try VolumeDial(directory: "\(folder)/state")
            #expect(again.level(of: nil) == 0)
            #expect(again.level(of: "pulse:bath") == 0)
            #expect(try await said(again, ["change": "unmute"], output: "pulse:bath") == "Volume 55 percent.")
            #expect(again.level(of: "pulse:bath") == 55)
        }
    }

    @Test("whoever wants to know is told of all levels at each change, and no more outputs are known than there may be")
    func observed() async throws {
        let dial = try VolumeDial()
        let told = Mutex<[[String: Int]]>([])
        dial.observe { levels in told.withLock { $0.append(levels) } }
        _ = try await said(dial, ["change": "down"])
        _ = try await said(dial, ["change": "mute"], output: "null")
        _ = try await said(dial, ["level": 100])
        #expect(told.withLock { $0 } == [["": 80], ["": 80, "null": 0], ["": 100, "null": 0]])
        for number in 1...VolumeDial.limit { _ = try await said(dial, ["level": 5], output: "null:\(number)") }
        #expect(dial.levels.count == VolumeDial.limit)
        #expect(dial.level(of: nil) == nil, "it is at 100 as it comes")
    }

    @Test("a level that is none is refused", arguments: [["level": 101], ["level": -1], [:]] as [[String: JSONValue]])
    func refused(arguments: [String: JSONValue]) async throws {
        let dial = try VolumeDial()
        let error = await #expect(throws: ToolError.self) { try await said(dial, arguments) }
        #expect(error?.code == .badArguments)
        #expect(dial.level(of: nil) == nil)
    }
}
