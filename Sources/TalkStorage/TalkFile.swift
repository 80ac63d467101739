private import Glibc

/// The file that the talk is kept in, and what SQLite lays beside it: nobody but this process's user may read any of them.
package struct TalkFile: Sendable, Equatable {
    /// Why the file is not used, and what to do about it.
    package struct Refusal: Error, Sendable, Equatable {
        package let message: String
    }

    /// The database; SQLite adds to its name.
    package let path: String

    /// What SQLite adds: its log, that one's index, and an older kind of log.
    private static let additions = ["-wal", "-shm", "-journal"]

    package init(path: String) {
        self.path = path
    }

    private var folder: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes the file (0600) and its folder (0700) where they are missing, and checks that they are this user's alone.
    package func prepare() throws(Refusal) {
        try makeFolder()
        try check()
        // Made here, and not by SQLite: there is no moment in which it has another mode.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw fault("\(path) cannot be opened") }
        close(descriptor)
    }

    /// Checks what is there; nothing is made.
    package func check() throws(Refusal) {
        try checkFolder()
        for name in [path] + Self.additions.map({ path + $0 }) { try Self.check(name) }
    }

    /// Gives a damaged database another name, where nothing of it is lost, and so makes room for a new one.
    ///
    /// - Parameter mark: what is added to the name, such as the time.
    /// - Returns: where it is now.
    /// - Throws: ``Refusal`` where it cannot be renamed.
    package func setAside(_ mark: String) throws(Refusal) -> String {
        var aside = "\(path).damaged-\(mark)"
        var number = 2
        while access(aside, F_OK) == 0 {
            aside = "\(path).damaged-\(mark)-\(number)"
            number += 1
        }
        for addition in [""] + Self.additions where access(path + addition, F_OK) == 0 {
            guard rename(path + addition, aside + addition) == 0 else {
                throw fault("\(path)\(addition) is damaged, and cannot be renamed")
            }
        }
        return aside
    }

    private func makeFolder() throws(Refusal) {
        var end = folder.startIndex
        while end < folder.endIndex {
            end = folder[folder.index(after: end)...].firstIndex(of: "/") ?? folder.endIndex
            let part = String(folder[..<end])
            guard mkdir(part, 0o700) == 0 || access(part, F_OK) == 0 else { throw fault("\(folder) cannot be made") }
        }
    }

    private func checkFolder() throws(Refusal) {
        var status = stat()
        guard stat(folder, &status) == 0 else {
            // A folder that is not there has nothing in it that others could read.
            if errno == ENOENT { return }
            throw fault("\(folder) cannot be looked at")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw Refusal(message: "\(folder) is no folder") }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            let owner = "\(folder) belongs to user \(status.st_uid)"
            throw Refusal(message: "\(owner), and the talk is not kept there: name a file in a folder of your own")
        }
        guard status.st_mode & 0o022 == 0 else {
            let what = "others may write in \(folder) (mode \(Self.octal(status.st_mode)))"
            throw Refusal(message: "\(what), and the talk is not kept there: chmod go-w \(folder)")
        }
    }

    private static func check(_ path: String) throws(Refusal) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw Refusal(message: "\(path) cannot be looked at: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Refusal(message: "\(path) is no plain file, and the talk is not kept there: move it away")
        }
        guard status.st_uid == geteuid() else {
            let owner = "\(path) belongs to user \(status.st_uid), and this is user \(geteuid())"
            throw Refusal(message: "\(owner): run it as that user, move the file away, or name another")
        }
        guard status.st_mode & 0o077 == 0 else {
            let what = "\(path) is open to others (mode \(octal(status.st_mode)))"
            throw Refusal(message: "\(what), and the talk is not kept there: chmod 600 it, or move it away")
        }
    }

    private func fault(_ what: String) -> Refusal {
        Refusal(message: "\(what): \(String(cString: strerror(errno)))")
    }

    private static func octal(_ mode: mode_t) -> String {
        "0" + String(mode & 0o777, radix: 8)
    }
}
