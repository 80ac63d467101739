import CommandOptions
import Glibc
import SpeechFrames

/// Frames that passed a socket, one JSON object a line; the first member of each says when, in microseconds since the
/// recording began. Each line is in the file when it was added: whatever ends the recording, nothing of it is lost.
final class RecordingFile: Sendable {
    private let descriptor: Int32
    private let path: String
    private let began = MonotonicTime.microseconds()

    /// Makes the file.
    ///
    /// - Throws: ``ProgramFailure`` where it is there already, or cannot be made.
    init(creating path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ProgramFailure(.cannotCreate, "\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Writes a frame down.
    ///
    /// - Throws: ``ProgramFailure`` where it cannot be written.
    func add(_ frame: RawFrame) throws {
        var line: [UInt8] = []
        frame.encode(as: .lines, into: &line)
        guard let brace = line.firstIndex(of: UInt8(ascii: "{")) else { return }
        let time = MonotonicTime.microseconds() - began
        line.replaceSubrange(...brace, with: Array("\(RecordedFrame.mark)\(time),".utf8))
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw ProgramFailure(.ioError, "\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }
}
