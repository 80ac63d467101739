import Glibc
import TalkStorage
import TestSupport
import Testing

@Suite("The file of the talk is its user's alone")
struct TalkFileTests {
    private func mode(of path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func refusal(_ path: String) -> String? {
        do throws(TalkFile.Refusal) {
            try TalkFile(path: path).prepare()
            return nil
        } catch {
            return error.message
        }
    }

    @Test("the file and the folders above it are made for nobody else, and taken again as they are")
    func made() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/state/loquat/talk.sqlite"
            #expect(refusal(path) == nil)
            #expect(mode(of: path) == 0o600)
            #expect(mode(of: "\(folder)/state") == 0o700)
            #expect(mode(of: "\(folder)/state/loquat") == 0o700)
            #expect(refusal(path) == nil)
        }
    }

    @Test(
        "one that others may read or write is refused, SQLite's own beside it too; the message says what to do",
        arguments: ["", "-wal", "-shm", "-journal"],
        [0o644, 0o660, 0o606] as [mode_t]
    )
    func open(addition: String, mode: mode_t) async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/talk.sqlite"
            #expect(refusal(path) == nil)
            try writeFile(path + addition, "")
            chmod(path + addition, mode)
            let message = try #require(refusal(path))
            #expect(message.hasPrefix("\(path)\(addition) is open to others (mode 0\(String(mode, radix: 8)))"))
            #expect(message.contains("chmod 600"))
            chmod(path + addition, 0o600)
            #expect(refusal(path) == nil)
        }
    }

    @Test("a folder in which others may write is refused, and so is what is no plain file")
    func places() async throws {
        try await withTemporaryDirectory { folder in
            mkdir("\(folder)/shared", 0o700)
            chmod("\(folder)/shared", 0o770)
            #expect(refusal("\(folder)/shared/talk.sqlite")?.contains("chmod go-w \(folder)/shared") == true)
            #expect(access("\(folder)/shared/talk.sqlite", F_OK) != 0)
            try writeFile("\(folder)/other", "")
            symlink("\(folder)/other", "\(folder)/link")
            #expect(refusal("\(folder)/link")?.contains("move it away") == true)
            #expect(refusal("\(folder)/shared")?.contains("no plain file") == true)
        }
    }

    @Test("somebody else's file is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
    func foreign() async throws {
        try await withTemporaryDirectory { folder in
            let path = "\(folder)/talk.sqlite"
            #expect(refusal(path) == nil)
            #expect(chown(path, 65_534, 65_534) == 0)
            let message = try #require(refusal(path))
            #expect(message.contains("belongs to user 65534") && message.contains("move the file away"))
        }
    }

    @Test("a damaged file is renamed with what lies beside it, and no earlier one is written over")
    func setAside() async throws {
        try await withTemporaryDirectory { folder in
            let file = TalkFile(path: "\(folder)/talk.sqlite")
            for round in 1...3 {
                try writeFile(file.path, "damage \(round)")
                try writeFile(file.path + "-wal", "log \(round)")
                let aside = try file.setAside("today")
                #expect(aside == file.path + ".damaged-today" + (round > 1 ? "-\(round)" : ""))
                #expect(try readFile(aside) == Array("damage \(round)".utf8))
                #expect(try readFile(aside + "-wal") == Array("log \(round)".utf8))
            }
            #expect(access(file.path, F_OK) != 0)
        }
    }
}
