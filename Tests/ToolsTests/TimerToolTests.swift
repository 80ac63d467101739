import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Tools

@Suite("Timers are set, told, cancelled, and are still there after a restart", .timeLimit(.minutes(5)))
struct TimerToolTests {
    /// A clock whose hands the test moves.
    private final class Hands: Sendable {
        private let seconds = Mutex(TestZone.time(2026, 11, 21, 15, 45))
        func turn(by more: Double) { seconds.withLock { $0 += more } }
        var clock: LocalClock { LocalClock(now: { self.seconds.withLock { $0 } }, offset: TestZone.offset) }
    }

    private func said(
        _ store: TimerStore?,
        _ clock: LocalClock,
        _ name: String,
        _ arguments: [String: JSONValue] = [:],
        step: Int = 0
    ) async throws -> String {
        let box = ToolBox(ShippedTools.all(timers: store, clock: clock))
        let context = ToolContext(session: "kitchen", turn: 1, output: "null", step: step)
        return try await box.run(ToolCall(name: name, arguments: arguments), in: context).spoken
    }

    @Test("what is set is told with the time that is left, and can be cancelled by name")
    func life() async throws {
        try await withTemporaryDirectory { folder in
            let hands = Hands()
            let store = try TimerStore(directory: folder)
            #expect(try await said(store, hands.clock, "list_timers") == "No timers are set.")
            let first = try await said(store, hands.clock, "set_timer", ["duration": 480, "name": "pasta"])
            #expect(first == "Your pasta timer is set for 8 minutes.")
            #expect(
                try await said(store, hands.clock, "set_timer", ["duration": 5_400], step: 1)
                    == "A timer is set for 1 hour and 30 minutes."
            )
            let call: [String: JSONValue] = ["time": "7:00 am", "text": "call Mum"]
            let reminder = try await said(store, hands.clock, "set_alarm", call, step: 2)
            #expect(reminder == "I'll remind you at 7:00 AM tomorrow.")
            hands.turn(by: 60)
            #expect(
                try await said(store, hands.clock, "list_timers")
                    == "Your pasta timer has 7 minutes left. "
                    + "Your timer of 1 hour and 30 minutes has 1 hour and 29 minutes left. "
                    + "The reminder to call Mum is set for 7:00 AM tomorrow."
            )
            #expect(
                try await said(store, hands.clock, "cancel_timer", ["name": "Pasta"]) == "Cancelled your pasta timer."
            )
            #expect(try await said(store, hands.clock, "cancel_timer", ["name": "egg"]) == "There is no such timer.")
            #expect(try await said(store, hands.clock, "cancel_timer") == "Cancelled all 2.")
            #expect(store.all.isEmpty)
        }
    }

    @Test("a timer is in its file, which only its user reads, before it is said to be set")
    func file() async throws {
        try await withTemporaryDirectory { folder in
            let hands = Hands()
            let directory = "\(folder)/a/b"
            _ = try await said(try TimerStore(directory: directory), hands.clock, "set_timer", ["duration": 5])
            var status = stat()
            #expect(stat("\(directory)/timers.json", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            let again = try TimerStore(directory: directory)
            #expect(again.all.map(\.session) == ["kitchen"])
            #expect(again.next?.due == hands.clock.now() + 5)
            #expect(again.next?.output == "null")
        }
    }

    @Test("a file that is none is not overwritten")
    func strangeFile() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/timers.json"
            let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
            #expect(write(descriptor, "what?", 5) == 5)
            close(descriptor)
            #expect(throws: ToolError(.failed, "\(path) does not hold timers: move it away")) {
                try TimerStore(directory: folder)
            }
        }
    }

    @Test("one timer more than there may be is refused, and so is one of no length")
    func limits() async throws {
        try await withTemporaryDirectory { folder in
            let store = try TimerStore(directory: folder)
            for step in 0..<TimerStore.limit {
                _ = try await said(store, .system, "set_timer", ["duration": 100], step: step)
            }
            let error = await #expect(throws: ToolError.self) {
                try await said(store, .system, "set_timer", ["duration": 100], step: TimerStore.limit)
            }
            #expect(error?.spoken == "There are 100 timers already: cancel one first.")
            #expect(store.all.count == TimerStore.limit)
            for duration in [0, -5, 1e12] {
                await #expect(throws: ToolError.self) {
                    try await said(store, .system, "set_timer", ["duration": .number(duration)])
                }
            }
        }
    }

    @Test("the same request again, as after a restart in its midst, is one timer")
    func again() async throws {
        try await withTemporaryDirectory { folder in
            let store = try TimerStore(directory: folder)
            for _ in 0..<2 { _ = try await said(store, .system, "set_timer", ["duration": 100]) }
            #expect(store.all.count == 1)
        }
    }

    @Test("without a hub a timer is refused in words")
    func pipe() async throws {
        let error = await #expect(throws: ToolError.self) { try await said(nil, .system, "set_timer", ["duration": 5]) }
        #expect(error?.code == .unavailable)
        #expect(error?.spoken.contains("hub") == true)
    }

    @Test("what is said when a timer is due names it, and how late it is where it is late")
    func announcements() {
        let clock = Hands().clock
        let now = clock.now()
        var timer = TimerEntry(id: "a", kind: .timer, duration: 300, due: now, session: "s")
        #expect(timer.announcement(at: now, clock) == "Your timer of 5 minutes is done.")
        timer.name = "pasta"
        #expect(
            timer.announcement(at: now + 125, clock)
                == "Your pasta timer is done. It was due 2 minutes and 5 seconds ago."
        )
        timer.text = "take out the bread"
        #expect(timer.announcement(at: now + 7_215, clock) == "A reminder: take out the bread. It was due 2 hours ago.")
        let alarm = TimerEntry(id: "b", kind: .alarm, due: now, session: "s")
        #expect(alarm.announcement(at: now, clock) == "It's 3:45 PM. Your alarm.")
    }

    @Test(
        "the state lies where systemd says, or where people keep it",
        arguments: [
            (["STATE_DIRECTORY": "/var/lib/loquat:/x", "HOME": "/h"], "/var/lib/loquat"),
            (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/loquat"),
            (["HOME": "/h", "XDG_STATE_HOME": ""], "/h/.local/state/loquat"),
            ([:], nil),
        ] as [([String: String], String?)]
    )
    func state(environment: [String: String], path: String?) {
        #expect(StateDirectory.path { environment[$0] } == path)
    }
}
