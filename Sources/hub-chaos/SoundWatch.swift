import CountedSound
import Glibc
import Synchronization
import TestSupport

/// Looks at the recordings as they grow, as somebody who listens would hear them.
final class SoundWatch: Sendable {
    private struct Recording {
        var bytes = 0
        /// Until when what was recorded sounds, for one who hears it in real time.
        var soundsUntil: ContinuousClock.Instant?
    }

    private struct State {
        var growing: [String: Recording] = [:]
        /// How long a recording was when its turn had ended.
        var ended: [String: Int] = [:]
        /// Deaths after which nothing was heard yet.
        var deaths: [(name: String, at: ContinuousClock.Instant)] = []
        var deathToSound: [String: [Duration]] = [:]
        var longestSilence = Duration.zero
    }

    private let state = Mutex(State())

    private let journal: Journal

    private static let look = Duration.milliseconds(4)

    /// What is silent for longer is written down: to be read beside the blows.
    private static let noteworthy = Duration.milliseconds(500)

    init(journal: Journal) {
        self.journal = journal
    }

    func begin(_ path: String) { state.withLock { $0.growing[path] = Recording() } }

    /// The turn has ended: its recording is as long as it may get.
    func end(_ path: String) {
        let bytes = Self.size(of: path)
        state.withLock { state in
            state.growing[path] = nil
            if state.growing.isEmpty { state.deaths = [] }
            state.ended[path] = bytes
        }
    }

    /// How many bytes a recording got after its turn's end.
    func growthAfterEnd(_ path: String) -> Int {
        Self.size(of: path) - (state.withLock { $0.ended[path] } ?? 0)
    }

    /// A process was killed while somebody listened.
    func died(_ name: String) {
        state.withLock { state in
            guard state.growing.values.contains(where: { $0.soundsUntil != nil }) else { return }
            state.deaths.append((name, .now))
        }
    }

    func run() async {
        while !Task.isCancelled {
            for path in state.withLock({ Array($0.growing.keys) }) { look(at: path) }
            try? await Task.sleep(for: Self.look)
        }
    }

    func report(to ledger: Ledger) {
        let (silence, latencies) = state.withLock { ($0.longestSilence, $0.deathToSound) }
        ledger.note { counts in
            counts.longestSilence = silence
            counts.deathToSound = latencies
        }
    }

    private func look(at path: String) {
        let silence = listen(to: path)
        if silence >= Self.noteworthy { journal.write("\(path) was silent for \(silence)") }
    }

    /// How long nothing was heard before what has come since the last look.
    private func listen(to path: String) -> Duration {
        let bytes = Self.size(of: path)
        let now = ContinuousClock.now
        return state.withLock { state in
            guard var recording = state.growing[path], bytes > recording.bytes else { return .zero }
            let length = Duration.seconds(Double(bytes - recording.bytes) / 2 / Double(CountedRecord.rate))
            let start = max(now, recording.soundsUntil ?? now)
            // Before the header there is no sound, and its 44 bytes are none.
            let silence = recording.soundsUntil.map { $0.duration(to: now) } ?? .zero
            state.longestSilence = max(state.longestSilence, silence)
            let isSound = bytes > 44
            recording.bytes = bytes
            if isSound { recording.soundsUntil = start + length }
            state.growing[path] = recording
            guard isSound else { return silence }
            for death in state.deaths { state.deathToSound[death.name, default: []].append(death.at.duration(to: now)) }
            state.deaths = []
            return silence
        }
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
