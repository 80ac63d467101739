import SpeechFrames
import Synchronization
import TestSupport
import Testing

@testable import Supervision

@Suite("The talk is kept behind the hub's back", .timeLimit(.minutes(5)))
struct TalkArchiveTests {
    private func talk(_ session: String, turn: Int = 1) -> Talk {
        Talk(session: session, turn: turn, created: 1, changed: 2, history: [])
    }

    /// Runs `body` beside an archive at work on `keeper`. Without a `pause` it would try again faster than a test can look.
    private func with(
        _ keeper: ScriptedKeeper,
        slow: Duration = .seconds(3_600),
        pause: Duration = .milliseconds(5),
        log: WarningLog = WarningLog(),
        _ body: @escaping @Sendable (TalkArchive) async throws -> Void
    ) async throws {
        let archive = TalkArchive(logger: log.logger, slow: slow, pause: pause)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var line = keeper.line()
                try await archive.work(&line, keeper.source)
            }
            group.addTask { try await body(archive) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    @Test("first what was kept is read, then what is not known any more is deleted, then each change is written")
    func order() async throws {
        let keeper = ScriptedKeeper()
        keeper.holds([talk("old")])
        keeper.known.withLock { $0 = ["a": talk("a")] }
        try await with(keeper) { archive in
            await archive.whenRecalled(within: .seconds(60))
            #expect(keeper.recalled.withLock { $0 } == [talk("old")])
            #expect(await archive.settled(within: .seconds(60)) == nil)
            keeper.known.withLock { $0["b"] = talk("b") }
            archive.note(["b"])
            #expect(await archive.settled(["b"], within: .seconds(60)) == nil)
            _ = keeper.known.withLock { $0.removeValue(forKey: "a") }
            archive.note(["a"])
            #expect(await archive.settled(["a"], within: .seconds(60)) == nil)
            #expect(keeper.orders == ["recall 5 6", #"forget  besides ["a"]"#, "talk a 1", "talk b 1", "forget a"])
        }
    }

    @Test("while the disk does not answer, many turns become one write, of what holds in the end; it is said once")
    func slow() async throws {
        let keeper = ScriptedKeeper()
        let log = WarningLog()
        try await with(keeper, slow: .milliseconds(1), log: log) { archive in
            #expect(await archive.settled(within: .seconds(60)) == nil)
            keeper.hold()
            for turn in 1...1_000 {
                keeper.known.withLock { $0["a"] = talk("a", turn: turn) }
                archive.note(["a"])
            }
            try await keeper.wait { $0.last?.hasPrefix("talk a") == true }
            #expect(await eventually { archive.trouble != nil })
            keeper.known.withLock { $0["a"] = talk("a", turn: 1_001) }
            archive.note(["a"])
            #expect(await archive.settled(["a"], within: .milliseconds(1)) == "the disk does not answer")
            keeper.release()
            #expect(await archive.settled(within: .seconds(60)) == nil)
            #expect(archive.trouble == nil)
            #expect(keeper.orders.last == "talk a 1001")
            #expect(keeper.orders.count <= 5)
        }
        #expect(log.messages.filter { $0.contains("has not answered") }.count == 1)
        #expect(log.messages.last == "the talk is kept again")
    }

    @Test("what could not be written is said once and tried again, until the file holds all that is known")
    func full() async throws {
        let keeper = ScriptedKeeper()
        let log = WarningLog()
        try await with(keeper, log: log) { archive in
            #expect(await archive.settled(within: .seconds(60)) == nil)
            keeper.fail("the disk is full")
            keeper.known.withLock { $0 = ["a": talk("a"), "b": talk("b")] }
            archive.note(["a", "b"])
            try await keeper.wait { $0.count > 10 }
            #expect(archive.trouble == "the disk is full")
            #expect(await archive.settled(["a"], within: .seconds(60)) == "the disk is full")
            keeper.fail(nil)
            #expect(await eventually(within: .seconds(60)) { archive.trouble == nil })
            #expect(await archive.settled(within: .seconds(60)) == nil)
            #expect(keeper.orders.suffix(2).sorted() == ["talk a 1", "talk b 1"])
        }
        #expect(log.messages == ["the talk goes on and is not kept: the disk is full", "the talk is kept again"])
    }

    @Test("what could not be deleted is not said to be, until it is")
    func undeleted() async throws {
        let keeper = ScriptedKeeper()
        keeper.known.withLock { $0 = ["a": talk("a")] }
        try await with(keeper) { archive in
            #expect(await archive.settled(within: .seconds(60)) == nil)
            keeper.fail("the disk is full")
            _ = keeper.known.withLock { $0.removeValue(forKey: "a") }
            archive.note(["a"])
            #expect(await archive.settled(["a"], within: .seconds(60)) == "the disk is full")
            try await keeper.wait { $0.count > 10 }
            #expect(await archive.settled(["a"], within: .seconds(60)) == "the disk is full")
            // It answers no more: what it is told now may never be done.
            keeper.hold()
            keeper.fail(nil)
            #expect(await archive.settled(["a"], within: .milliseconds(1)) != nil)
            keeper.release()
            #expect(await eventually(within: .seconds(60)) { archive.trouble == nil })
            #expect(await archive.settled(["a"], within: .seconds(60)) == nil)
        }
    }

    @Test("a talk-keeper that cannot read what was kept is not told to delete it")
    func unread() async throws {
        let keeper = ScriptedKeeper()
        keeper.fail("it is open to others")
        try await with(keeper) { archive in
            await archive.whenRecalled(within: .seconds(60))
            #expect(!archive.isRecalled)
            try await keeper.wait { $0.count > 3 }
            #expect(Set(keeper.orders) == ["recall 5 6"])
        }
    }

    @Test("however many sessions change while the disk is slow, what waits is bounded, and none is missed")
    func bounded() {
        var backlog = TalkBacklog()
        #expect(backlog.contains("a"), "at first nothing is known of the file")
        backlog.beginComparison([])
        #expect(!backlog.isEmpty)
        backlog.endComparison()
        #expect(backlog.isEmpty)
        for number in 0..<(2 * TalkBacklog.limit) { backlog.add("s\(number)") }
        #expect(backlog.order.count == TalkBacklog.limit)
        #expect(backlog.needsComparison)
        #expect(backlog.contains("s\(2 * TalkBacklog.limit - 1)"))
        backlog.beginComparison(["a", "b"])
        backlog.endComparison()
        #expect(!backlog.needsComparison && backlog.contains("a") && !backlog.contains("s1"))
        let taken = (0..<3).map { _ in backlog.next() }
        #expect(taken == ["a", "b", nil])
        #expect(backlog.isEmpty)
    }
}
