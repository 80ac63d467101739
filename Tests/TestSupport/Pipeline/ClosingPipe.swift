private import Glibc

/// A pipe whose ends no other test's child can inherit.
///
/// Swift's Glibc has no `pipe2`, and between `pipe` and `fcntl` a child may be started elsewhere. A FIFO is the same thing to the
/// kernel, and each of its ends is opened with the flag set.
struct ClosingPipe {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws {
        var template = Array("/tmp/loquat-pipe.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SetupError("no temporary folder for a pipe") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let path = "\(folder)/pipe"
        defer {
            unlink(path)
            rmdir(folder)
        }
        guard mkfifo(path, 0o600) == 0 else { throw SetupError("no pipe: \(String(cString: strerror(errno)))") }
        // Else opening would wait for a writer.
        readEnd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        writeEnd = open(path, O_WRONLY | O_CLOEXEC)
        guard readEnd >= 0, writeEnd >= 0, fcntl(readEnd, F_SETFL, 0) == 0 else {
            throw SetupError("no pipe: \(String(cString: strerror(errno)))")
        }
    }
}
