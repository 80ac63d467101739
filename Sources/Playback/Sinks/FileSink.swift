private import Dispatch
private import Glibc
private import Synchronization

/// Writes samples into a file as fast as it takes them: with a WAV header, or as they are. What is written counts as heard.
///
/// A WAV file is valid whenever it is looked at: after each stretch of samples the header's lengths are brought up to date, samples
/// first, so that it never promises what is not there.
package final class FileSink: AudioSink {
    private struct State {
        var rate: Int?
        var pending: [Int16] = []
        var written = 0
        /// Up to here samples are in the file, or were dropped.
        var done = 0
        /// Bytes of samples in the file, of earlier openings too.
        var dataLength = 0
        var isWriting = false
        /// Where the flush that is under way began; `nil` when there is none.
        var flush: Flush?
        var flushedAt = 0
        var isClosing = false
        var failure: OutputError?
    }

    /// The samples up to `end` are dropped as soon as the stretch that is being written is done.
    private struct Flush {
        var end: Int
    }

    private let path: String
    private let file: OpenFile
    private let hasHeader: Bool
    private let firstSample: Int
    private let report: @Sendable (SinkEvent) -> Void
    private let state: Mutex<State>
    private let moved = Wakeup()
    private let settled = Wakeup()
    /// Files block, so they are written on a thread of Dispatch's and not on one of the tasks'.
    private let queue = DispatchQueue(label: "playback.file")

    /// Samples that wait to be written, at most.
    private static let capacity = 1 << 16
    /// Samples written at a time to a pipe, so that it is known how far its reader lets us come.
    private static let pipeStep = 2_048
    /// What a header names before there is sound, when nothing else is set.
    private static let provisionalRate = 22_050

    /// A WAV file, made at once. With `appends` a file of our own making is made longer, after it was cut at `position`,
    /// in samples, where there is one.
    ///
    /// - Throws: ``OutputError`` when it cannot be made.
    package convenience init(
        wav path: String,
        rate: Int? = nil,
        appends: Bool = false,
        cutAt position: Int? = nil,
        report: @escaping @Sendable (SinkEvent) -> Void
    ) throws(OutputError) {
        let file = try OpenFile(path: path, truncates: !appends)
        guard file.isRegular else {
            file.close()
            throw OutputError(
                .unavailable,
                "cannot write '\(path)': a WAV file needs a header at its start; use pcm:\(path)"
            )
        }
        let header = appends ? WAVHeader(file.read(WAVHeader.length, at: 0)) : nil
        let dataLength = Self.length(of: header?.dataLength ?? 0, cutAt: position)
        // What is behind has no place in the header's lengths: it was never told, or is not ours.
        try Self.cut(file, path, to: WAVHeader.length + dataLength)
        self.init(
            path,
            file,
            rate: dataLength > 0 ? header?.rate ?? rate : rate,
            dataLength: dataLength,
            hasHeader: true,
            report
        )
        do throws(OutputError) {
            try writeHeader(rate: header?.rate ?? rate ?? Self.provisionalRate, dataLength: dataLength)
        } catch {
            file.close()
            throw error
        }
    }

    /// Samples without a header into a file, a FIFO, or standard output (`-`).
    ///
    /// - Throws: ``OutputError`` when it cannot be opened.
    package convenience init(
        pcm path: String,
        rate: Int? = nil,
        appends: Bool = false,
        cutAt position: Int? = nil,
        report: @escaping @Sendable (SinkEvent) -> Void
    ) throws(OutputError) {
        let file =
            if path == "-" {
                OpenFile.standardOutput
            } else if OpenFile.isStream(path: path) {
                try OpenFile.stream(path: path)
            } else {
                try OpenFile(path: path, truncates: !appends)
            }
        let dataLength = appends && file.isRegular ? Self.length(of: file.size, cutAt: position) : 0
        if appends, file.isRegular { try Self.cut(file, path, to: dataLength) }
        self.init(
            path,
            file,
            rate: rate,
            dataLength: dataLength,
            hasHeader: false,
            report
        )
    }

    private init(
        _ path: String,
        _ file: OpenFile,
        rate: Int?,
        dataLength: Int,
        hasHeader: Bool,
        _ report: @escaping @Sendable (SinkEvent) -> Void
    ) {
        self.path = path
        self.file = file
        self.hasHeader = hasHeader
        firstSample = dataLength / MemoryLayout<Int16>.stride
        self.report = report
        state = Mutex(State(rate: rate, dataLength: dataLength))
    }

    /// Bytes of whole samples that are kept of `bytes`.
    private static func length(of bytes: Int, cutAt position: Int?) -> Int {
        let stride = MemoryLayout<Int16>.stride
        return min(bytes / stride, position ?? .max) * stride
    }

    /// Shortens the file; where that fails, it is closed.
    private static func cut(_ file: OpenFile, _ path: String, to count: Int) throws(OutputError) {
        if file.cut(to: count) { return }
        let reason = OpenFile.describe(errno)
        file.close()
        throw OutputError(.unavailable, "cannot cut '\(path)' to where it was heard: \(reason)")
    }

    private var step: Int { file.isRegular ? Self.capacity : Self.pipeStep }

    package var isPaced: Bool { false }

    package var origin: Int? { file.isRegular ? firstSample : nil }

    package var underruns: Int { 0 }

    package func accept(rate: Int) -> Int {
        state.withLock { state in
            let accepted = state.rate ?? rate
            state.rate = accepted
            return accepted
        }
    }

    package func room() async throws(OutputError) -> Int {
        while !Task.isCancelled {
            let (room, failure) = state.withLock { (Self.capacity - $0.pending.count, $0.failure) }
            if let failure { throw failure }
            if room > 0 { return room }
            await moved.wait()
        }
        return 0
    }

    package func write(_ samples: ArraySlice<Int16>) {
        let mustStart = state.withLock { state in
            state.written += samples.count
            if state.failure != nil { return false }
            state.pending += samples
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustStart { queue.async { self.drain() } }
    }

    package func heard() -> Int { state.withLock { $0.done } }

    package func flush() {
        let isSettled = state.withLock { state in
            state.pending = []
            state.flush = Flush(end: state.written)
            if !state.isWriting { Self.settle(&state) }
            return state.flush == nil
        }
        if isSettled { settled.signal() }
        moved.signal()
    }

    package func flushed() async -> Int {
        while !Task.isCancelled {
            let (isSettled, position) = state.withLock { ($0.flush == nil, $0.flushedAt) }
            if isSettled { return position }
            await settled.wait()
        }
        return state.withLock { $0.done }
    }

    package func close() async {
        state.withLock { $0.isClosing = true }
        await withCheckedContinuation { continuation in
            // Behind the last stretch that is being written.
            queue.async {
                self.file.close()
                continuation.resume()
            }
        }
    }

    /// Writes what waits, on the queue's thread, until nothing does.
    private func drain() {
        while let samples = takePending() {
            for start in stride(from: 0, to: samples.count, by: step) {
                if !writeStep(samples[start..<min(samples.count, start + step)]) { break }
            }
        }
    }

    private func takePending() -> [Int16]? {
        let pending: [Int16]? = state.withLock { state in
            // A flush may have come after the last step; nobody else would settle it.
            if state.flush != nil { Self.settle(&state) }
            if state.pending.isEmpty || state.failure != nil {
                state.isWriting = false
                return nil
            }
            defer { state.pending = [] }
            return state.pending
        }
        settled.signal()
        return pending
    }

    /// Writes one step. False: what follows it is not to be written.
    private func writeStep(_ samples: ArraySlice<Int16>) -> Bool {
        let length = state.withLock { $0.dataLength }
        let outcome = samples.withUnsafeBytes { bytes in
            file.write(bytes, at: length + (hasHeader ? WAVHeader.length : 0)) {
                state.withLock { $0.flush != nil || $0.isClosing }
            }
        }
        var failure: OutputError?
        let newLength = length + samples.count * MemoryLayout<Int16>.stride
        switch outcome {
        case .wrote: failure = updateHeader(dataLength: newLength)
        case .gaveUp: break
        case .readerGone: failure = OutputError(.readerGone, "whoever read '\(path)' has gone")
        case .failed(let number): failure = refusal(number)
        }
        let goesOn = state.withLock { state in
            if case .wrote = outcome, failure == nil {
                state.dataLength = newLength
                state.done += samples.count
            }
            state.failure = failure
            let goesOn = failure == nil && state.flush == nil && !state.isClosing
            if state.flush != nil { Self.settle(&state) }
            return goesOn
        }
        moved.signal()
        settled.signal()
        report(.moved)
        return goesOn
    }

    private func updateHeader(dataLength: Int) -> OutputError? {
        guard hasHeader else { return nil }
        if dataLength > WAVHeader.maximumDataLength {
            return OutputError(.failed, "'\(path)' is full: a WAV file holds 4 GiB; pcm:FILE has no such limit")
        }
        do throws(OutputError) {
            try writeHeader(rate: state.withLock { $0.rate } ?? Self.provisionalRate, dataLength: dataLength)
            return nil
        } catch {
            return error
        }
    }

    private func writeHeader(rate: Int, dataLength: Int) throws(OutputError) {
        let outcome = WAVHeader(rate: rate, dataLength: dataLength).bytes.withUnsafeBytes { bytes in
            file.write(bytes, at: 0) { false }
        }
        if case .failed(let number) = outcome { throw refusal(number) }
    }

    private func refusal(_ number: Int32) -> OutputError {
        OutputError(.failed, "cannot write '\(path)' any further: \(OpenFile.describe(number))")
    }

    private static func settle(_ state: inout State) {
        state.flushedAt = state.done
        state.done = max(state.done, state.flush?.end ?? 0)
        state.flush = nil
    }
}
