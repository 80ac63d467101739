import Glibc
import SpeechFrames
import TestSupport
import Testing
import Tools

@Suite("Timers are spoken by the hub", .serialized, .timeLimit(.minutes(5)))
struct HubTimerTests {
    private static var arguments: RunningHub.Arguments {
        var arguments = RunningHub.Arguments()
        arguments.streamer = ["--provider", "replay"]
        arguments.sequencer = ["--output", "null"]
        return arguments
    }

    /// Whether the last words that were heard in `session` become `text`.
    private func hears(_ text: String, in session: String, _ hub: RunningHub) async throws -> Bool {
        let command = ProgramCommand(
            [ProgramCommand.path(of: "loquat"), "sessions", "--json"],
            environment: ["RUNTIME_DIRECTORY": hub.directory]
        )
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let told = try await runPipeline(command)
            guard !told.output.isEmpty,
                case .sessions(let sessions) = try RawFrame(body: told.output.dropLast()).decode()
            else { continue }
            if sessions.sessions.contains(where: { $0.session == session && $0.heard == text && $0.state == .finished })
            {
                return true
            }
        }
        return false
    }

    @Test(
        "a timer that was asked for is announced in its session when it is due, though llm-streamer was killed meanwhile"
    )
    func announced() async throws {
        try await RunningHub.with(Self.arguments, talkers: 1) { hub, talkers in
            let ask = Ask(session: "kitchen", turn: 0, text: "Set a 3 second tea timer, please")
            let turn = try await talkers[0].finish(.ask(ask))
            #expect(turn.text == "Your tea timer is set for 3 seconds.")
            #expect(turn.failures.isEmpty)
            for process in hub.processes where process.name == "llm-streamer" { process.send(SIGKILL) }
            #expect(try await hears("Your tea timer is done.", in: "kitchen", hub), "\(hub.words)")
        }
    }

    /// How the last session's turns stand that `loquat sessions` tells; `nil` while there is no hub.
    private func session(_ name: String, _ hub: RunningHub) async throws -> SessionStatus? {
        let command = ProgramCommand(
            [ProgramCommand.path(of: "loquat"), "sessions", "--json"],
            environment: ["RUNTIME_DIRECTORY": hub.directory]
        )
        let told = try await runPipeline(command)
        guard !told.output.isEmpty, case .sessions(let sessions) = try RawFrame(body: told.output.dropLast()).decode()
        else { return nil }
        return sessions.sessions.first { $0.session == name }
    }

    @Test(
        "a timer is announced once though the supervisor and llm-streamer are killed at once",
        arguments: ["when it is set", "when it is announced"]
    )
    func killedTogether(moment: String) async throws {
        try await RunningHub.with(Self.arguments, talkers: 1) { hub, talkers in
            let ask = Ask(session: "kitchen", turn: 0, text: "Set a 3 second tea timer, please")
            #expect(try await talkers[0].finish(.ask(ask)).failures.isEmpty)
            if moment == "when it is announced" {
                // No later than its end, which is remembered.
                while try await session("kitchen", hub)?.turn != 2 { try Task.checkCancellation() }
            }
            for process in hub.processes where process.name == "llm-streamer" { process.send(SIGKILL) }
            hub.kill()
            try hub.start()
            #expect(try await hears("Your tea timer is done.", in: "kitchen", hub), "\(hub.words)")
            // A second announcement would have come before this turn, or with it.
            #expect(
                await eventually(within: .seconds(60)) { (try? TimerStore(directory: hub.state).all.isEmpty) == true }
            )
            let next = try await talkers[0].finish(.ask(Ask(session: "kitchen", turn: 0, text: "What timers are set?")))
            #expect(next.text == "No timers are set." && next.id?.turn == 3, "\(next) \(hub.words)")
        }
    }

    @Test("a timer that was due while the hub was down is spoken at its next start, with how late it is, and only once")
    func late() async throws {
        let due = LocalClock.system.now() - 7_200
        let timer = TimerEntry(id: "a", kind: .timer, name: "tea", due: due, session: "kitchen")
        let prepare = { (hub: RunningHub) throws -> Void in try TimerStore(directory: hub.state).add(timer) }
        try await RunningHub.with(Self.arguments, talkers: 0, preparing: prepare) { hub, _ in
            let isHeard = try await hears("Your tea timer is done. It was due 2 hours ago.", in: "kitchen", hub)
            #expect(isHeard, "\(hub.words)")
            #expect(try TimerStore(directory: hub.state).all.isEmpty)
        }
    }
}
