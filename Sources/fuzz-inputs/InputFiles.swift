import CommandOptions
import SystemPackage

/// Inputs as files: those to begin with, and those that were found.
enum InputFiles {
    /// - Throws: `ProgramFailure` where the file cannot be read.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            let file = try FileDescriptor.open(FilePath(path), .readOnly)
            return try file.closeAfter {
                var bytes: [UInt8] = []
                var piece = [UInt8](repeating: 0, count: 65_536)
                while case let count = try piece.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
                    bytes += piece[..<count]
                }
                return bytes
            }
        } catch let error as Errno {
            throw ProgramFailure(.noInput, "\(path): it cannot be read: \(error)")
        }
    }

    /// Writes `inputs` into `folder`, which has to be there, as 0, 1, 2 …
    ///
    /// - Throws: `ProgramFailure` where one cannot be written.
    static func write(_ inputs: [[UInt8]], to folder: String) throws {
        for (number, input) in inputs.enumerated() {
            let path = FilePath("\(folder)/\(number)")
            do {
                let file = try FileDescriptor.open(
                    path,
                    .writeOnly,
                    options: [.create, .truncate],
                    permissions: .ownerReadWrite
                )
                _ = try file.closeAfter { try file.writeAll(input) }
            } catch let error as Errno {
                throw ProgramFailure(.cannotCreate, "\(path): it cannot be written: \(error)")
            }
        }
    }
}
