import CommandOptions
import FrameTransport
import Glibc
import LanguageModels
import Settings

/// The text that is replayed, and its pace.
struct ReplaySource {
    /// A common model's pace on a small machine, in tokens a second.
    private static let modelRate = 30.0

    /// The longest file that is replayed, in bytes.
    private static let longestFile = 64 << 20

    private let file: String?
    private let rate: Double?
    private let firstTokenDelay: Duration

    init(_ settings: EffectiveSettings) {
        file = settings[.replay]
        rate = settings[.replayRate]
        firstTokenDelay = settings[.replayFirstTokenDelay]
    }

    /// Replays the file; else standard input where `fromInput`; else the bundled answer.
    func makeModel(fromInput: Bool) async throws -> ReplayModel {
        if let file { return try await replay(file) }
        guard fromInput, isatty(STDIN_FILENO) == 0 else { return try replay(text: BundledAnswer.text, Self.modelRate) }
        if rate == nil, firstTokenDelay == .zero { return ReplayModel(arriving: TextInput()) }
        return try replay(text: try await read(STDIN_FILENO, "standard input"), rate)
    }

    private func replay(_ path: String) async throws -> ReplayModel {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ProgramFailure(.noInput, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let text = try await read(descriptor, path)
        guard text.first(where: { !$0.isWhitespace }) == "{" else { return try replay(text: text, Self.modelRate) }
        return ReplayModel(recording: try Recording(Array(text.utf8)), pace: try pace(Self.modelRate))
    }

    private func replay(text: String, _ defaultRate: Double?) throws -> ReplayModel {
        ReplayModel(text: text, pace: try pace(defaultRate))
    }

    private func pace(_ defaultRate: Double?) throws -> ReplayPace {
        try ReplayPace(rate: rate ?? defaultRate, firstTokenDelay: firstTokenDelay)
    }

    private func read(_ descriptor: Int32, _ name: String) async throws -> String {
        var bytes: [UInt8] = []
        for try await more in ByteInput(descriptor: descriptor, name: name) {
            bytes += more
            guard bytes.count <= Self.longestFile else {
                throw ProgramFailure(.dataError, "\(name) is longer than \(Self.longestFile) bytes")
            }
        }
        try Task.checkCancellation()
        return String(decoding: bytes, as: UTF8.self)
    }
}
