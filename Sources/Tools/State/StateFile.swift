private import FoundationEssentials
private import Glibc

/// A file for what has to outlive the process. It is small, and written anew at each change: a reader finds the old or the
/// new one whole.
package struct StateFile<Content: Codable & Sendable>: Sendable {
    package let path: String
    /// What it holds, for messages: `timers`.
    let subject: String
    /// Whether it has to outlive the machine's power, too: then each change waits for the disk.
    let waitsForDisk: Bool

    package init(path: String, subject: String, waitsForDisk: Bool = true) {
        self.path = path
        self.subject = subject
        self.waitsForDisk = waitsForDisk
    }

    /// The longest file that is read, in bytes.
    private static var longest: Int { 1 << 20 }

    /// What is in it; `nil` where there is no file.
    ///
    /// - Throws: `failed` where it cannot be read, or holds something else.
    package func read() throws(ToolError) -> Content? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw fault("cannot be read")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= Self.longest {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault("cannot be read") }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
            throw ToolError(.failed, "\(path) does not hold \(subject): move it away")
        }
        return content
    }

    /// Writes it, in a file that only this user reads.
    ///
    /// - Throws: `failed`; then the old file is still there.
    package func write(_ content: Content) throws(ToolError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(content) else { throw fault("cannot be encoded") }
        let temporary = "\(path).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault("cannot be written") }
        let isWritten = Self.write(Array(json), to: descriptor) && (!waitsForDisk || fsync(descriptor) == 0)
        let reason = errno
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            if !isWritten { errno = reason }
            throw fault("cannot be written")
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }

    private func fault(_ what: String) -> ToolError {
        ToolError(
            .failed,
            "\(path) \(what): \(String(cString: strerror(errno)))",
            spoken: "Sorry, I can't keep \(subject): my file for that does not work."
        )
    }
}
