private import Glibc

/// An open file, closed with ``close()``, and the few calls a ``FileSink`` needs.
struct OpenFile: Sendable {
    /// What became of a write.
    enum Outcome {
        /// So many bytes were written.
        case wrote(Int)
        /// Nobody reads at the other end any more.
        case readerGone
        /// It was asked to give up.
        case gaveUp
        /// The system's error number.
        case failed(Int32)
    }

    private let descriptor: Int32

    /// Whether it is a file with a size rather than a pipe, a socket or a terminal.
    let isRegular: Bool

    /// A pipe that has room takes this much without blocking (PIPE_BUF, pipe(7)).
    private static let pipeStep = 4_096
    /// How often a writer that waits for a reader looks whether to give up, in milliseconds.
    private static let patience: Int32 = 20

    /// Standard output.
    static var standardOutput: OpenFile { OpenFile(descriptor: STDOUT_FILENO) }

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Opens a file for writing and makes it if needed.
    ///
    /// - Throws: ``OutputError`` that says what stands in the way.
    init(path: String, truncates: Bool) throws(OutputError) {
        // O_NONBLOCK: a FIFO without a reader fails at once (ENXIO) instead of waiting for one for ever.
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | (truncates ? O_TRUNC : 0), 0o644)
        guard descriptor >= 0 else { throw Self.refusal(path, errno) }
        self.init(descriptor: descriptor)
    }

    /// Opens what is to be written from its start on, such as a FIFO.
    static func stream(path: String) throws(OutputError) -> OpenFile {
        let descriptor = Glibc.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path, errno) }
        return OpenFile(descriptor: descriptor)
    }

    /// Whether there is something at the path that is no regular file: a FIFO, a device.
    static func isStream(path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// Bytes in the file.
    var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Shortens the file to `count` bytes where it is longer. False: it cannot be, and `errno` says why.
    func cut(to count: Int) -> Bool { size <= count || ftruncate(descriptor, off_t(count)) == 0 }

    /// Reads `count` bytes at `offset`; fewer where the file is shorter.
    func read(_ count: Int, at offset: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
        }
    }

    /// Writes at `offset` of a file with a size, or at the end of a stream. Waits for a slow reader until `shouldGiveUp`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int, shouldGiveUp: () -> Bool) -> Outcome {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = isRegular ? pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done)) : send(rest)
            if count > 0 {
                done += count
            } else if count == 0 || errno == EAGAIN {
                if shouldGiveUp() { return .gaveUp }
            } else if errno == EPIPE {
                return .readerGone
            } else if errno != EINTR {
                return .failed(errno)
            }
        }
        return .wrote(done)
    }

    /// Closes the file; standard output stays open, it is not ours.
    func close() {
        if descriptor != STDOUT_FILENO { _ = Glibc.close(descriptor) }
    }

    /// What an error number means, in words.
    static func describe(_ number: Int32) -> String { String(cString: strerror(number)) }

    /// Writes what fits; 0 when nothing fits yet.
    private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let ready = poll(&poller, 1, Self.patience)
        guard ready > 0 else { return ready < 0 && errno != EINTR ? -1 : 0 }
        return Self.withoutPipeSignal { Glibc.write(descriptor, bytes.baseAddress, min(bytes.count, Self.pipeStep)) }
    }

    /// Runs a write whose EPIPE must not end the process: SIGPIPE goes to the thread that writes, so it is held there and taken away.
    private static func withoutPipeSignal(_ body: () -> Int) -> Int {
        var pipeSignal = sigset_t()
        var before = sigset_t()
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
        let count = body()
        let failure = errno
        if count < 0, failure == EPIPE {
            var none = timespec()
            sigtimedwait(&pipeSignal, nil, &none)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        errno = failure
        return count
    }

    private static func refusal(_ path: String, _ number: Int32) -> OutputError {
        let hint =
            switch number {
            case ENOENT: ": its folder does not exist"
            case ENXIO: ": nobody reads this FIFO; start its reader first"
            default: ""
            }
        return OutputError(.unavailable, "cannot write '\(path)': \(describe(number))\(hint)")
    }
}
