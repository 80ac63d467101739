import Glibc
import Logging
import SpeechFrames
import TestSupport
import Testing

@testable import Supervision

@Suite("A supervisor that is killed leaves what the next one needs")
struct HubJournalTests {
    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A table whose second turn runs, after one that was heard and one that has failed.
    private func busy() -> TableHarness {
        var hub = TableHarness()
        _ = hub.ask("Why?", session: "s")
        _ = hub.receive(token("The moon."), end(1), finished())
        _ = hub.ask("How?", session: "s")
        _ = hub.receive(token("By ", "s", 2), progress(0, "s", 2), token("its pull", "s", 2))
        _ = hub.ask("What?", session: "t", output: "null")
        _ = hub.receive(failed("audio-sequencer", "t"), end(0, "t"))
        return hub
    }

    /// The table that a next supervisor has after what `entries` say.
    private func restored(_ entries: [JournalEntry], at now: ContinuousClock.Instant) -> TableHarness {
        var next = TableHarness()
        next.now = now
        #expect(next.table.restore(entries, at: now).isEmpty)
        return next
    }

    private func check(_ next: inout TableHarness, against hub: TableHarness) {
        #expect(next.table.statuses(at: hub.now) == hub.table.statuses(at: hub.now))
        let turn = TurnID(session: "s", turn: 2)
        #expect(next.table.follow(turn, from: ClientID(7), shown: 0).texts == "By its pull")
        let asked = next.table.streamerLinked(holding: [], at: hub.now).asked
        #expect(asked.map(\.turnID) == [turn])
        #expect(asked.first?.answered == "By its pull")
        #expect(asked.first?.history?.map(\.text) == ["Why?", "The moon."])
        #expect(next.receive(token("its pull.", "s", 2, start: 3)).texts == ".", "its length is known, too")
        _ = next.receive(end(1, "s", 2), finished("s", 2))
        #expect(next.ask("And?", session: "s").asked.first?.history?.last?.text == "By its pull.")
        #expect(next.status("s")?.turn == 3)
        #expect(next.state("t") == .failed)
        #expect(next.status("t")?.reason == "broken")
    }

    @Test("the turns, their texts and numbers, what was said before, and how turns ended")
    func image() {
        var hub = busy()
        var next = restored(hub.table.takeAll(), at: hub.now)
        check(&next, against: hub)
    }

    @Test("also from what was written with each change", arguments: [false, true])
    func changes(withFile: Bool) async throws {
        try await withTemporaryDirectory { directory in
            let journal = HubJournal(path: "\(directory)/hub.journal", logger: quiet)
            var hub = TableHarness()
            var entries = hub.table.takeAll()
            journal.begin(entries)
            func write() {
                let changes = hub.table.takeChanges()
                entries += changes
                _ = journal.add(changes)
            }
            _ = hub.ask("Why?", session: "s")
            write()
            for frame in [token("The "), token("moon."), end(1), finished()] {
                _ = hub.receive(frame)
                write()
            }
            _ = hub.ask("How?", session: "s")
            for frame in [token("By ", "s", 2), progress(0, "s", 2), token("its ", "s", 2), token("pull", "s", 2)] {
                write()
                _ = hub.receive(frame)
            }
            write()
            _ = hub.ask("What?", session: "t", output: "null")
            _ = hub.receive(failed("audio-sequencer", "t"), end(0, "t"))
            write()
            var next = restored(withFile ? journal.recall(isAlive: false) : entries, at: hub.now)
            check(&next, against: hub)
        }
    }

    @Test("a session that was forgotten stays so, and its turns are counted on")
    func forgotten() {
        var hub = TableHarness()
        _ = hub.ask(session: "s")
        _ = hub.receive(end(0))
        var entries = hub.table.takeAll()
        _ = hub.pass(.seconds(1_800))
        entries += hub.table.takeChanges()
        var next = restored(entries, at: hub.now)
        #expect(next.status("s") == nil)
        #expect(next.ask(session: "s").asked.first?.turn == 2)
    }

    @Test("a turn that was being stopped is stopped, and waiting ones wait")
    func phases() {
        var hub = TableHarness()
        _ = hub.ask(session: "a")
        _ = hub.say("Tea.", session: "b", .normal)
        _ = hub.interrupt("a")
        var next = TableHarness()
        next.now = hub.now
        let interrupts = next.table.restore(hub.table.takeAll(), at: hub.now).interrupts
        #expect(interrupts == [Interrupt(session: "a", turn: 1, reason: .userRequest)])
        #expect(next.state("b") == .waiting)
        #expect(next.stopped("a", 1, heard: "Hm").asked.map(\.session) == ["b"])
    }

    @Test("a last line that was cut off is left out")
    func torn() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/hub.journal"
            let journal = HubJournal(path: path, logger: quiet)
            var hub = busy()
            journal.begin(hub.table.takeAll())
            let whole = journal.recall(isAlive: false).count
            let length = try readFile(path).count
            #expect(truncate(path, length - 2) == 0)
            #expect(journal.recall(isAlive: false).count == whole - 1)
        }
    }

    @Test("one that is old counts only where a stage is alive")
    func old() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/hub.journal"
            let journal = HubJournal(path: path, logger: quiet)
            #expect(journal.recall(isAlive: true).isEmpty)
            var hub = busy()
            journal.begin(hub.table.takeAll())
            #expect(!journal.recall(isAlive: false).isEmpty)
            let then = [timespec(tv_sec: time(nil) - 60, tv_nsec: 0), timespec(tv_sec: time(nil) - 60, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, path, then, 0) == 0)
            #expect(journal.recall(isAlive: false).isEmpty)
            #expect(!journal.recall(isAlive: true).isEmpty)
        }
    }

    @Test("it is begun anew when it has grown, and not again before it has doubled")
    func limit() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/hub.journal"
            let journal = HubJournal(path: path, logger: quiet, limit: 1_000)
            let line = JournalEntry.text(session: "s", turn: 1, String(repeating: "x", count: 100))
            journal.begin([])
            var added = 1
            while !journal.add([line]) { added += 1 }
            #expect((5...10).contains(added))
            // So much is true that it is beyond the limit all the time.
            journal.begin(Array(repeating: line, count: 50))
            let length = try readFile(path).count
            added = 1
            while !journal.add([line]) { added += 1 }
            #expect(added > 45)
            #expect(try readFile(path).count > 2 * length)
        }
    }

    @Test("where it cannot be written that is said once, and the hub goes on without")
    func unwritable() {
        let log = WarningLog()
        let journal = HubJournal(path: "/nowhere/hub.journal", logger: log.logger)
        journal.begin([])
        #expect(!journal.add([.over(session: "s", turn: 1)]))
        #expect(!journal.add([.over(session: "s", turn: 2)]))
        #expect(log.count == 1)
        #expect(journal.recall(isAlive: true).isEmpty)
    }

    @Test("a second hub in the same directory is told who has it; the lock is free when that one is gone")
    func lock() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/hub.lock"
            var first: HubLock? = try HubLock(path: path)
            #expect(throws: HubLock.Held(pid: getpid())) { try HubLock(path: path) }
            #expect(first != nil)
            first = nil
            _ = try HubLock(path: path)
            #expect(throws: HubLock.Unavailable.self) { try HubLock(path: "/nowhere/hub.lock") }
        }
    }
}
