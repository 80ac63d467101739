private import Glibc

/// Runs `body` with the path of an empty folder that is removed afterwards, whatever happens.
package func withTemporaryDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let path = try makeTemporaryDirectory()
    defer { removeTree(path) }
    return try await body(path)
}

/// Makes an empty folder for who removes it, or keeps it for a person to look into.
///
/// In `/tmp`, whatever `TMPDIR` says: sockets are made in it, and a socket's path has at most 107 bytes (unix(7)).
package func makeTemporaryDirectory() throws -> String {
    var template = Array("/tmp/loquat.XXXXXX\0".utf8CString.dropLast())
    guard mkdtemp(&template) != nil else {
        throw SetupError("no temporary folder: \(String(cString: strerror(errno)))")
    }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
}

/// Why a test could not be set up.
package struct SetupError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Removes a folder and all in it.
package func removeTree(_ path: String) {
    if let folder = opendir(path) {
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            if isFolder { removeTree("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
        }
        closedir(folder)
    }
    rmdir(path)
}
