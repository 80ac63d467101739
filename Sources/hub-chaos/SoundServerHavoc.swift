import TestSupport

/// Kills and stops the PulseAudio daemon, and starts it again.
struct SoundServerHavoc: Sendable {
    let server: PulseServer
    let over: Over
    let journal: Journal
    let ledger: Ledger

    func run(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        while !over.isOver {
            await over.rest(.milliseconds(Int.random(in: 4_000...12_000, using: &random)))
            guard !over.isOver else { return }
            let absence = Duration.milliseconds(Int.random(in: 0...3_000, using: &random))
            if Bool.random(using: &random) {
                await restart(after: absence)
            } else {
                await freeze(for: absence)
            }
        }
    }

    private func restart(after absence: Duration) async {
        note("kills")
        server.kill()
        await over.rest(absence)
        do { try await server.start() } catch { journal.write("\(error)") }
    }

    private func freeze(for absence: Duration) async {
        note("stops")
        server.freeze(true)
        await over.rest(absence)
        server.freeze(false)
    }

    private func note(_ kind: String) {
        journal.write("\(kind) the sound server")
        ledger.note { $0.soundServer[kind, default: 0] += 1 }
    }
}
