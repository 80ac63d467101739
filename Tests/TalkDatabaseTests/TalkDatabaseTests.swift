import GRDB
import Glibc
import SpeechFrames
import TalkStorage
import TestSupport
import Testing

@testable import TalkDatabase

@Suite("The talk in its file")
struct TalkDatabaseTests {
    private func withFile(_ body: (TalkFile) throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let file = TalkFile(path: "\(folder)/talk.sqlite")
            try file.prepare()
            try body(file)
        }
    }

    /// Whether `words` stand anywhere in the database or in what lies beside it.
    private func holds(_ words: String, _ file: TalkFile) -> Bool {
        ["", "-wal", "-shm", "-journal"].contains { addition in
            (try? readFile(file.path + addition))?.contains(Array(words.utf8)) ?? false
        }
    }

    private func all(_ database: TalkDatabase) throws -> [Talk] { try database.recall(since: 0, most: 1_000) }

    @Test("what is kept is recalled by the next who opens it, the last first")
    func kept() async throws {
        try await withFile { file in
            let first = try TalkDatabase(path: file.path)
            let bare = Talk(session: "küche \"1\" \u{1}", turn: 0, created: 1, changed: 2_000, history: [])
            try first.keep(.example("a", turns: 3, forgotten: 4))
            try first.keep(bare)
            first.close()
            let next = try TalkDatabase(path: file.path)
            #expect(try all(next) == [bare, .example("a", turns: 3, forgotten: 4)])
            next.close()
        }
    }

    @Test("a talk that goes on keeps its numbers: what was forgotten is deleted, what is there is not written again")
    func grows() async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            var talk = Talk.example("a", "earlier", turns: 20)
            try database.keep(talk)
            let length = try readFile(file.path + "-wal").count
            try database.keep(talk)
            #expect(try readFile(file.path + "-wal").count == length, "nothing has changed")
            talk.history = Array(talk.history.dropFirst(30)) + [Utterance(role: .user, text: "And now?")]
            talk.forgotten = 30
            try database.keep(talk)
            #expect(try all(database) == [talk])
            database.close()
        }
    }

    @Test("a session that is forgotten leaves no word in the file or beside it; the others stay")
    func wiped() async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            // So many, and changed so often, that pages are split, merged and reused.
            for round in 0..<20 {
                for session in 0..<20 {
                    let words = (session == 7 ? "mistletoe " : "tide ") + String(repeating: "x", count: round * 30)
                    try database.keep(.example("s\(session)", words, turns: round + 1))
                }
            }
            #expect(holds("mistletoe", file))
            try database.forget("s7")
            #expect(!holds("mistletoe", file))
            #expect(!holds("s7", file))
            #expect(try all(database).count == 19)
            try database.forget("", besides: ["s1", "s2", "unknown"])
            #expect(try all(database).map(\.session).sorted() == ["s1", "s2"])
            try database.forget("")
            #expect(!holds("tide", file))
            database.close()
        }
    }

    @Test("what was deleted and not yet overwritten, as by one that was killed, is when the file is opened next")
    func unfinished() async throws {
        try await withFile { file in
            let first = try TalkDatabase(path: file.path)
            try first.keep(.example("a", "mistletoe", turns: 30))
            try first.keep(.example("b"))
            first.close()
            var careless = Configuration()
            careless.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = OFF") }
            let killed = try DatabaseQueue(path: file.path, configuration: careless)
            try killed.write { db in
                try db.execute(sql: "DELETE FROM session WHERE id = 'a'; PRAGMA user_version = 1")
            }
            try killed.close()
            try #require(holds("mistletoe", file))
            let next = try TalkDatabase(path: file.path)
            #expect(!holds("mistletoe", file))
            #expect(try all(next) == [.example("b")])
            next.close()
        }
    }

    @Test("what is too old or too much is deleted when it is recalled")
    func expired() async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            for number in 0..<6 { try database.keep(.example("s\(number)", "word\(number)", changed: 1_000 + number)) }
            #expect(try database.recall(since: 1_002, most: 3).map(\.session) == ["s5", "s4", "s3"])
            for number in 0..<3 { #expect(!holds("word\(number)", file)) }
            #expect(try all(database).count == 3)
            database.close()
        }
    }

    @Test("a second process is told that the file is in use")
    func locked() async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            try database.keep(.example("a"))
            let failure = #expect(throws: TalkFailure.self) { _ = try TalkDatabase(path: file.path) }
            #expect(failure?.code == .unavailable)
            #expect(failure?.message.contains("in use by another process") == true)
            database.close()
        }
    }

    @Test("a newer Loquat's file is left alone")
    func newer() async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            try database.keep(.example("a"))
            database.close()
            let queue = try DatabaseQueue(path: file.path)
            try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 of tomorrow')") }
            try queue.close()
            let bytes = try readFile(file.path)
            var keeper = TalkKeeper(file) { "today" }
            guard case .kept(let kept) = try #require(keeper.answer(.talk(.example("b"))).last) else { return }
            #expect(kept.problem?.contains("written by a newer Loquat") == true)
            keeper.close()
            #expect(try readFile(file.path) == bytes)
        }
    }

    @Test("what is no database, or a broken one, is set aside with a message and begun anew", arguments: [false, true])
    func damaged(isPartly: Bool) async throws {
        try await withFile { file in
            let database = try TalkDatabase(path: file.path)
            for number in 0..<50 { try database.keep(.example("s\(number)", turns: 5)) }
            database.close()
            var bytes = try readFile(file.path)
            for index in (isPartly ? 5_000 : 0)..<bytes.count { bytes[index] = 0x5A }
            try writeFile(file.path, bytes)
            var keeper = TalkKeeper(file) { "today" }
            let answers = keeper.answer(.recall(Recall(since: 0, most: 100)))
            guard case .kept(let kept) = try #require(answers.last) else { return }
            #expect(answers.count == 1)
            #expect(kept.problem == nil)
            #expect(kept.notice?.contains("\(file.path).damaged-today") == true)
            #expect(try readFile(file.path + ".damaged-today") == bytes, "nothing of it is lost")
            #expect(keeper.answer(.talk(.example("new"))) == [.kept(Kept())])
            #expect(keeper.answer(.recall(Recall(since: 0, most: 9))) == [.talk(.example("new")), .kept(Kept())])
            keeper.close()
        }
    }

    @Test("a file that is refused is tried again with each frame")
    func refused() async throws {
        try await withFile { file in
            var keeper = TalkKeeper(file) { "today" }
            chmod(file.path, 0o644)
            guard case .kept(let kept) = try #require(keeper.answer(.talk(.example("a"))).last) else { return }
            #expect(kept.problem?.contains("chmod 600") == true)
            chmod(file.path, 0o600)
            #expect(keeper.answer(.talk(.example("a"))) == [.kept(Kept())])
            keeper.close()
        }
    }
}
