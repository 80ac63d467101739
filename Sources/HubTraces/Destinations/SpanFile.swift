private import Glibc
private import Synchronization

/// A file with a line for each batch, as OpenTelemetry's own file exporter writes it: its Collector reads it by `otlpjsonfile`.
///
/// It has the mode 0600, and is opened for each batch, so that it can be moved away at any time. Where a batch would make it longer
/// than its limit, it becomes `PATH.1`, in place of the one before, and another one is begun: so there are never more than two.
package final class SpanFile: SpanDestination {
    /// The longest that it gets, in bytes, unless a single batch is longer.
    package static let limit = 16 << 20

    package let name: String
    private let path: String
    private let limit: Int
    /// One batch is written at a time.
    private let turn = Mutex(())

    /// A file at `path`, which is made by the first batch.
    package init(path: String, limit: Int = SpanFile.limit) {
        self.path = path
        self.limit = limit
        name = path
    }

    package func take(_ batch: [UInt8], within limit: Duration) async throws(SpanFault) {
        let line = batch + [UInt8(ascii: "\n")]
        let fault = turn.withLock { _ in add(line) }
        if let fault { throw SpanFault(fault) }
    }

    /// What the system has against it; `nil` where the line is written.
    private func add(_ line: [UInt8]) -> String? {
        switch Self.open(path) {
        case .failure(let fault): return fault.reason
        case .success(let file):
            guard file.length > 0, file.length + line.count > limit else { return file.add(line) }
        }
        // The one before goes with that.
        guard rename(path, "\(path).1") == 0 else { return Self.reason }
        switch Self.open(path) {
        case .failure(let fault): return fault.reason
        case .success(let file): return file.add(line)
        }
    }

    private static func open(_ path: String) -> Result<OpenFile, SpanFault> {
        // A pipe that nobody reads would hold everything up.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { return .failure(SpanFault(reason)) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return .failure(SpanFault("it is no file"))
        }
        return .success(OpenFile(descriptor: descriptor, length: Int(facts.st_size)))
    }

    fileprivate static var reason: String { String(cString: strerror(errno)) }
}

/// The file while a batch is written.
private final class OpenFile {
    private let descriptor: Int32
    let length: Int

    init(descriptor: Int32, length: Int) {
        self.descriptor = descriptor
        self.length = length
    }

    deinit { close(descriptor) }

    /// Adds a line, whole or not at all; what the system has against it.
    func add(_ line: [UInt8]) -> String? {
        var rest = line[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                let reason = SpanFile.reason
                // Half a line would spoil the next one.
                _ = ftruncate(descriptor, off_t(length))
                return reason
            }
        }
        return nil
    }
}
