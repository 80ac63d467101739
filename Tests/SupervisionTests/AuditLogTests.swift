import FoundationEssentials
import Glibc
import Logging
import Supervision
import TestSupport
import Testing

@Suite("The audit log")
struct AuditLogTests {
    @Test("a line says who wanted what, when, and what came of it, in JSON")
    func line() {
        var entry = AuditEntry(.ask, at: Date(timeIntervalSince1970: 1_795_278_123.456))
        (entry.pid, entry.uid, entry.session, entry.turn) = (42, 1_000, "kitchen", 3)
        let line = String(decoding: entry.line, as: UTF8.self)
        #expect(
            line == """
                {"event":"ask","outcome":"accepted","pid":42,"session":"kitchen","time":"2026-11-21T16:22:03.456Z",\
                "turn":3,"uid":1000}

                """
        )
    }

    @Test("words are written only where they may be", arguments: [false, true])
    func words(holdsText: Bool) async throws {
        try await withTemporaryDirectory { folder in
            let log = AuditLog(path: "\(folder)/audit", holdsText: holdsText, logger: Logger(label: "test"))
            var entry = AuditEntry(.say, at: Date())
            entry.text = "the secret"
            let text = await Self.written([entry], by: log, to: "\(folder)/audit")
            #expect(text.contains("the secret") == holdsText)
        }
    }

    @Test("the file is nobody else's, and one that was moved away is begun anew")
    func rotation() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/audit"
            let log = AuditLog(path: path, holdsText: false, logger: Logger(label: "test"))
            var entry = AuditEntry(.interrupt, at: Date())
            entry.session = "one"
            _ = await Self.written([entry], by: log, to: path)
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            #expect(rename(path, "\(path).1") == 0)
            let again = AuditLog(path: path, holdsText: false, logger: Logger(label: "test"))
            entry.session = "two"
            let text = await Self.written([entry], by: again, to: path)
            #expect(text.contains("two") && !text.contains("one"))
        }
    }

    /// What is in the file once all entries are.
    private static func written(_ entries: [AuditEntry], by log: AuditLog, to path: String) async -> String {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await log.run() }
            for entry in entries { log.note(entry) }
            let text = { (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
            let isWritten = await eventually { text().split(separator: "\n").count == entries.count }
            #expect(isWritten)
            group.cancelAll()
            return text()
        }
    }
}
