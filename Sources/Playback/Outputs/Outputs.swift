private import Synchronization

/// Opens outputs by their names.
final class Outputs: Sendable {
    private let rate: Int?
    private let latency: Duration
    private let keepsFiles: Bool
    private let time: any PlaybackTime
    /// Files that were made by this process, newest last: one that is opened again gets longer instead of starting over.
    /// At most ``rememberedFiles``; an older one would be overwritten.
    private let files = Mutex<[String]>([])

    private static let rememberedFiles = 1_024

    init(_ configuration: Sequencer.Configuration, time: any PlaybackTime) {
        rate = configuration.rate
        latency = configuration.targetLatency
        keepsFiles = configuration.keepsFiles
        self.time = time
    }

    /// Opens an output without placeholders. A file is cut at position `cutAt` where there is one.
    ///
    /// - Throws: ``OutputError`` when it is not to be had.
    func open(
        _ name: OutputName,
        cutAt position: Int?,
        _ report: @escaping @Sendable (SinkEvent) -> Void
    ) async throws(OutputError) -> any AudioSink {
        switch name.kind {
        case .null:
            return NullSink(rate: rate, latency: latency, time: time)
        case .wav:
            let path = name.target ?? ""
            return try FileSink(wav: path, rate: rate, appends: isAgain(path), cutAt: position, report: report)
        case .pcm:
            let path = name.target ?? "-"
            return try FileSink(pcm: path, rate: rate, appends: isAgain(path), cutAt: position, report: report)
        case .pulse:
            return try await PulseSink.open(name.target, rate: rate, latency: latency, time: time, report: report)
        }
    }

    private func isAgain(_ path: String) -> Bool {
        if keepsFiles { return true }
        return files.withLock { files in
            if files.contains(path) { return true }
            files.append(path)
            if files.count > Self.rememberedFiles { files.removeFirst() }
            return false
        }
    }
}
