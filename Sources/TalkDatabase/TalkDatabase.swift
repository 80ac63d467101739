internal import GRDB
package import SpeechFrames

/// The talk of all sessions in one SQLite file.
///
/// Opened by one process at a time. What was written outlives this process at any moment; a loss of power may cost the last
/// turns, for not every turn waits for the disk.
package final class TalkDatabase {
    private let queue: DatabaseQueue
    private let path: String

    /// Opens the file at `path`, which is there already, perhaps empty.
    ///
    /// - Throws: `damaged` where the file holds something else than what was written; then it may be renamed.
    package init(path: String) throws(TalkFailure) {
        self.path = path
        queue = try Self.translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            try queue.write { db in
                guard try !TalkSchema.migrator.hasBeenSuperseded(db) else {
                    throw TalkFailure(
                        .refused,
                        "\(path) was written by a newer Loquat: use that one, or name another file"
                    )
                }
                let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "nothing"
                guard found == "ok" else { throw TalkFailure(.damaged, found) }
            }
            try TalkSchema.migrator.migrate(queue)
            return queue
        }
        try finishWipe()
    }

    /// Lets go of the file.
    package func close() { try? queue.close() }

    /// What is kept, the session that changed last first. Sessions that changed before `since`, and those beyond the first
    /// `most`, are deleted.
    package func recall(since: Int, most: Int) throws(TalkFailure) -> [Talk] {
        try Self.translating(path) {
            let deleted = try queue.write { db in
                try db.execute(
                    sql: """
                        DELETE FROM session WHERE changed < ?
                        OR id NOT IN (SELECT id FROM session ORDER BY changed DESC, id LIMIT ?)
                        """,
                    arguments: [since, most]
                )
                return try Self.noteDeletions(db.changesCount, db)
            }
            if deleted { try wipe() }
            return try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM session ORDER BY changed DESC, id").map {
                    try Self.talk($0, db)
                }
            }
        }
    }

    /// Has the file hold a talk as it is now. What is there already is not written again.
    package func keep(_ talk: Talk) throws(TalkFailure) {
        try Self.translating(path) {
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO session (id, turn, created, changed, voice, language, rate, arm)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET turn = excluded.turn, created = excluded.created,
                            changed = excluded.changed, voice = excluded.voice, language = excluded.language,
                            rate = excluded.rate, arm = excluded.arm
                        WHERE (turn, created, changed, voice, language, rate, arm)
                            IS NOT (excluded.turn, excluded.created, excluded.changed, excluded.voice,
                                excluded.language, excluded.rate, excluded.arm)
                        """,
                    arguments: [
                        talk.session, talk.turn, talk.created, talk.changed, talk.voice, talk.language, talk.rate,
                        talk.arm,
                    ]
                )
                try db.execute(
                    sql: "DELETE FROM utterance WHERE session = ? AND (number < ? OR number >= ?)",
                    arguments: [talk.session, talk.forgotten, talk.forgotten + talk.history.count]
                )
                for (index, utterance) in talk.history.enumerated() {
                    try db.execute(
                        sql: """
                            INSERT INTO utterance (session, number, role, text) VALUES (?, ?, ?, ?)
                            ON CONFLICT DO UPDATE SET role = excluded.role, text = excluded.text
                            WHERE (role, text) IS NOT (excluded.role, excluded.text)
                            """,
                        arguments: [talk.session, talk.forgotten + index, utterance.role.rawValue, utterance.text]
                    )
                }
            }
        }
    }

    /// Deletes a session's talk; with an empty id every session's, besides those named. No word of it is in the file then.
    package func forget(_ session: String, besides: [String] = []) throws(TalkFailure) {
        try Self.translating(path) {
            let deleted = try queue.write { db in
                if session.isEmpty {
                    let all = Set(try String.fetchAll(db, sql: "SELECT id FROM session"))
                    let gone = all.subtracting(besides)
                    for id in gone { try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [id]) }
                    return try Self.noteDeletions(gone.count, db)
                }
                try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [session])
                return try Self.noteDeletions(db.changesCount, db)
            }
            if deleted { try wipe() }
        }
    }

    /// Deleted rows are overwritten at once (`secure_delete`), but copies of them may stand in the gaps of pages that were
    /// rearranged before, and in the log: the file is written anew without them, and the log is emptied.
    private func wipe() throws {
        try queue.vacuum()
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 0") }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// Does what an earlier wipe has left, as one that was killed in the middle or found the disk full.
    private func finishWipe() throws(TalkFailure) {
        try Self.translating(path) {
            let isUnfinished = try queue.read { db in try Self.isWiping(db) }
            if isUnfinished { try wipe() }
        }
    }

    /// Marks in the file, together with the deletions themselves, that they have to be wiped.
    ///
    /// - Returns: whether there is something to be wiped, from now or from before.
    private static func noteDeletions(_ count: Int, _ db: Database) throws -> Bool {
        if count > 0 { try db.execute(sql: "PRAGMA user_version = 1") }
        return try isWiping(db)
    }

    private static func isWiping(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "PRAGMA user_version") == 1
    }

    private static func talk(_ row: Row, _ db: Database) throws -> Talk {
        let id: String = row["id"]
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT number, role, text FROM utterance WHERE session = ? ORDER BY number",
            arguments: [id]
        )
        return Talk(
            session: id,
            turn: row["turn"],
            created: row["created"],
            changed: row["changed"],
            voice: row["voice"],
            language: row["language"],
            rate: row["rate"],
            arm: row["arm"],
            forgotten: rows.first?["number"] ?? 0,
            history: rows.map { Utterance(role: $0["role"] == "user" ? .user : .assistant, text: $0["text"]) }
        )
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        // An earlier keeper may still be writing its last words.
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            // Locked for as long as it is open: a second hub is told, and there is no index of the log in shared memory.
            try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            // A disk may block for seconds where it is made to write: in this mode that is at checkpoints only.
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Runs `body`, and tells its faults as ours.
    private static func translating<Value>(_ path: String, _ body: () throws -> Value) throws(TalkFailure) -> Value {
        do {
            return try body()
        } catch let failure as TalkFailure {
            throw failure
        } catch let error as DatabaseError {
            throw TalkFailure(error, path)
        } catch {
            throw TalkFailure(.unavailable, "\(path): \(error)")
        }
    }
}

extension TalkFailure {
    fileprivate init(_ error: DatabaseError, _ path: String) {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.damaged, error.message ?? "it is no database")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.unavailable, "\(path) is in use by another process, as by a second hub: name another file")
        case .SQLITE_FULL: self.init(.unavailable, "\(path) cannot be written: the disk is full")
        default:
            self.init(.unavailable, "\(path) cannot be used: \(error.message ?? "SQLite error \(error.resultCode)")")
        }
    }
}
