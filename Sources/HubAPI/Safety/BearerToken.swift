private import Glibc

/// What a request has to name to be let in.
package struct BearerToken: Sendable {
    /// Why there is no token where one was to be.
    package struct Fault: Error, Sendable {
        /// For people: which file, what is wrong, and what would help.
        package let message: String
    }

    /// How long it may be, in bytes.
    package static let lengths = 16...1_024

    /// The credential's name for systemd (`LoadCredential=http_token:FILE`, systemd.exec(5)).
    package static let credential = "http_token"

    private let bytes: [UInt8]

    /// The first line of `text`.
    ///
    /// - Throws: where it is too short to be safe, too long, or holds what no header can (RFC 6750).
    package init(_ text: [UInt8], from source: String) throws(Fault) {
        var line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        while line.last == 0x20 { line.removeLast() }
        guard Self.lengths.contains(line.count) else {
            let wanted = "\(Self.lengths.lowerBound) to \(Self.lengths.upperBound)"
            throw Fault(
                message: "\(source): its first line has \(line.count) characters: a token has \(wanted); "
                    + "`openssl rand -hex 32` makes one"
            )
        }
        guard line.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Fault(message: "\(source): a token has no spaces, and only letters, digits and signs of ASCII")
        }
        bytes = Array(line)
    }

    /// The token in the file at `path`, else in the credential that systemd has handed over; `nil`: there is none of both.
    ///
    /// - Throws: ``Fault`` where there is one that cannot be used.
    package static func load(file path: String?, credentials: String?) throws(Fault) -> BearerToken? {
        if let path { return try BearerToken(read(path), from: path) }
        guard let folder = credentials else { return nil }
        let path = "\(folder)/\(credential)"
        guard access(path, F_OK) == 0 else { return nil }
        return try BearerToken(read(path), from: path)
    }

    /// Whether an `Authorization` header names it: compared in a time that says nothing about where they differ.
    func isNamed(by header: String?) -> Bool {
        guard let header, header.utf8.count > 7, header.prefix(7).lowercased() == "bearer " else { return false }
        let given = Array(header.utf8.dropFirst(7))
        var difference = UInt8(given.count == bytes.count ? 0 : 1)
        for index in bytes.indices { difference |= bytes[index] ^ (index < given.count ? given[index] : 0) }
        return difference == 0
    }

    private static func read(_ path: String) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Fault(message: "the token's file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: lengths.upperBound + 2)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else {
            throw Fault(message: "the token's file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        return Array(bytes.prefix(count))
    }
}
