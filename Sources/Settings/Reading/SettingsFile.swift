private import Glibc

/// A settings file that was read and checked: each of its keys is a setting's, each value one that the setting takes.
package struct SettingsFile: Sendable, Equatable {
    package let path: String

    /// What the file sets.
    package let entries: [YAMLNode.Entry]

    /// Reads the file at `path`, which has to be there.
    package static func read(
        _ path: String,
        _ catalog: [any SettingDefinition] = SettingsCatalog.all
    ) throws(SettingsError) -> SettingsFile {
        let result = bytes(of: path)
        guard let bytes = result.bytes else {
            throw SettingsError(.file, "\(path): it cannot be read: \(String(cString: strerror(result.error)))")
        }
        return try SettingsFile(path: path, bytes: bytes, catalog)
    }

    /// Reads the first file of `paths` that is there.
    ///
    /// - Throws: where it is there and cannot be read, or holds what cannot be taken.
    static func first(
        of paths: [String],
        _ catalog: [any SettingDefinition]
    ) throws(SettingsError) -> SettingsFile? {
        for path in paths where isThere(path) { return try read(path, catalog) }
        return nil
    }

    /// Checks the content of the file at `path`.
    package init(
        path: String,
        bytes: [UInt8],
        _ catalog: [any SettingDefinition] = SettingsCatalog.all
    ) throws(SettingsError) {
        self.path = path
        do throws(YAMLFault) {
            let node = try YAMLComposer.compose(bytes)
            entries = try node.map { node throws(YAMLFault) in try Self.entries(of: node) } ?? []
        } catch {
            let place = error.mark.map { "\(path):\($0.line)" } ?? path
            throw SettingsError(.file, "\(place): this is no settings file: \(error.problem)")
        }
        for entry in entries { try Self.check(entry, path, catalog) }
    }

    private static func entries(of node: YAMLNode) throws(YAMLFault) -> [YAMLNode.Entry] {
        switch node.content {
        case .mapping(let entries): return entries
        case _ where node.isNull: return []
        default: throw YAMLFault("it must hold lines such as max_buffer_time: 2s", at: node.mark)
        }
    }

    private static func check(
        _ entry: YAMLNode.Entry,
        _ path: String,
        _ catalog: [any SettingDefinition]
    ) throws(SettingsError) {
        guard let setting = catalog.first(where: { $0.key == entry.name }) else {
            let place = "\(path):\(entry.mark.line)"
            throw SettingsError(.file, "\(place): \(UnknownSetting.problem(entry.name, among: catalog.map(\.key)))")
        }
        do throws(SettingFault) {
            _ = try setting.canonicalText(of: entry.value)
        } catch {
            throw SettingsError(.file, "\(path):\(error.mark?.line ?? entry.mark.line)", entry.name, error)
        }
    }

    /// Whether something is at `path`, in a folder that may be looked into: a service is kept out of people's homes, which
    /// is no fault.
    private static func isThere(_ path: String) -> Bool {
        let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return access(String(folder), X_OK) == 0 && access(path, F_OK) == 0
    }

    /// The file's bytes, more than a settings file may have at the most; `nil` and why where it cannot be read.
    private static func bytes(of path: String) -> (bytes: [UInt8]?, error: CInt) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return (nil, errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= YAMLComposer.maximumLength {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return (nil, errno) }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return (bytes, 0)
    }
}
