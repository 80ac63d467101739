internal import GRDB

/// The tables, by versions: a file of an older version is brought up to this one when it is opened.
enum TalkSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 sessions and utterances") { db in
            try db.execute(
                sql: """
                    CREATE TABLE session (
                        id TEXT NOT NULL PRIMARY KEY,
                        turn INTEGER NOT NULL,
                        created INTEGER NOT NULL, -- seconds since 1970
                        changed INTEGER NOT NULL, -- likewise
                        voice TEXT,
                        language TEXT,
                        rate INTEGER,
                        arm TEXT
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE utterance (
                        session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
                        number INTEGER NOT NULL, -- from 0, over the whole session
                        role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
                        text TEXT NOT NULL,
                        PRIMARY KEY (session, number)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
        }
        return migrator
    }
}
