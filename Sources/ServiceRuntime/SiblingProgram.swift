private import Glibc

/// Loquat's other programs: they lie beside the one that runs.
package enum SiblingProgram {
    /// The path of program `name` beside this one; where it is not there, the name alone, to be looked for in `PATH`.
    package static func path(of name: String) -> String {
        let buffer = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = buffer.baseAddress.map { max(0, readlink("/proc/self/exe", $0, buffer.count)) } ?? 0
        }
        let own = String(decoding: buffer.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let slash = own.lastIndex(of: "/") else { return name }
        let path = own[...slash] + name
        return access(String(path), X_OK) == 0 ? String(path) : name
    }
}
