private import Glibc

/// A worker's standard streams, without threads: poll(2) says when reading and writing do not block.
package struct WorkerStreams: Sendable {
    /// Which streams can go on now.
    package struct Readiness: Sendable, Equatable {
        /// Something can be read, or the input has ended.
        package var input = false
        /// At least ``writeSize`` bytes can be written, or nobody reads any more.
        package var output = false
        /// The process was asked to end.
        package var stop = false
    }

    /// What came of reading or writing.
    package enum Outcome: Sendable, Equatable {
        /// So many bytes.
        case bytes(Int)
        /// The other end is closed.
        case closed
        /// The system's words for what failed.
        case failed(String)
    }

    /// A pipe that poll(2) calls writable takes this much without blocking: PIPE_BUF, pipe(7).
    package static let writeSize = 4096

    private let input: CInt
    private let output: CInt
    private let signals: CInt

    /// - Parameters:
    ///   - input: where frames come from.
    ///   - output: where frames go.
    ///   - signals: readable when the process has to end, such as a signalfd(2); -1: never.
    package init(input: CInt, output: CInt, signals: CInt = -1) {
        self.input = input
        self.output = output
        self.signals = signals
    }

    /// Looks at, or waits for, the streams that are asked for.
    package func readiness(input wantsInput: Bool, output wantsOutput: Bool, waiting: Bool) -> Readiness {
        // A negative descriptor is left out by poll(2).
        var descriptors = [
            pollfd(fd: wantsInput ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wantsOutput ? output : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&descriptors, nfds_t(descriptors.count), waiting ? -1 : 0) > 0 else { return Readiness() }
        return Readiness(
            input: descriptors[0].revents != 0,
            output: descriptors[1].revents != 0,
            stop: descriptors[2].revents != 0
        )
    }

    /// Reads what is there, at most `buffer`'s length.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        while true {
            let count = Glibc.read(input, buffer.baseAddress, buffer.count)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .closed }
            if errno != EINTR { return .failed("reading standard input: " + String(cString: strerror(errno))) }
        }
    }

    /// Writes the first of `bytes`, at most ``writeSize``.
    package func write(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        while true {
            let count = Glibc.write(output, bytes.baseAddress, min(bytes.count, Self.writeSize))
            if count >= 0 { return .bytes(count) }
            if errno == EPIPE { return .closed }
            if errno == EAGAIN { return .bytes(0) }
            if errno != EINTR { return .failed("writing standard output: " + String(cString: strerror(errno))) }
        }
    }
}
