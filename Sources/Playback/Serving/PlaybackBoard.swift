private import Synchronization

/// What a person is told of the playing, in a line: where it plays, how much, and which outputs are gone.
final class PlaybackBoard: Sendable {
    private let output: OutputName
    /// Why outputs are gone whose sound waits.
    private let lost = Mutex<[OutputName: String]>([:])

    /// Plays on `output` what does not say where.
    init(_ output: OutputName) {
        self.output = output
    }

    func take(_ event: PlaybackEvent) {
        switch event {
        case .sinkLost(let output, let reason): lost.withLock { $0[output] = reason }
        case .sinkRecovered(let output): lost.withLock { $0[output] = nil }
        default: break
        }
    }

    /// The line, while so many turns are there that are not over.
    func summary(turns: Int) -> String {
        let plays = turns == 0 ? "nothing to play" : "\(turns) turn\(turns == 1 ? "" : "s") to play"
        let lost = lost.withLock { $0 }.sorted { $0.key.description < $1.key.description }
            .map { "; \($0.key) is gone: \($0.value)" }
        return "plays on \(output); \(plays)\(lost.joined())"
    }
}
