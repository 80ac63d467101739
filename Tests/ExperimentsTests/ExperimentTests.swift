import Testing

@testable import Experiments

@Suite("Which sessions have what")
struct ExperimentTests {
    private let sessions = (0..<20_000).map { "session-\($0)" }

    private func share(_ isIn: (String) -> Bool) -> Double {
        Double(sessions.count(where: isIn)) / Double(sessions.count)
    }

    /// From the reference implementation's test vectors: the key is the bytes 0 to 15, the input the first `count` bytes from 0.
    @Test(
        "the hash is SipHash-2-4",
        arguments: [
            (0, 0x726F_DB47_DD0E_0E31), (1, 0x74F8_39C5_93DC_67FD), (2, 0x0D6C_8009_D9A9_4F5A),
            (15, 0xA129_CA61_49BE_45E5),
        ] as [(Int, UInt64)]
    )
    func vectors(count: Int, hash: UInt64) {
        let bytes = (0..<count).map { UInt8($0) }
        #expect(SipHash.hash(bytes, 0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908) == hash)
    }

    /// What a session has today it has after an update, too: these places may never change.
    @Test(
        "places are the same for ever",
        arguments: [("kitchen", "rollout", 3720), ("kitchen", "arms of small", 1712), ("küche", "rollout", 1834)]
    )
    func known(session: String, question: String, place: Int) {
        #expect(SessionShare.place(of: session, for: question) == place)
    }

    @Test("a percentage is about that share of the sessions", arguments: [0, 1, 25, 50, 99, 100])
    func percentages(percent: Int) {
        let share = share(Rollout(percent: percent).contains)
        #expect(abs(share - Double(percent) / 100) < 0.015)
        if percent == 0 || percent == 100 { #expect(share == Double(percent) / 100) }
    }

    @Test("who has it keeps it when the percentage grows")
    func growing() {
        for session in sessions.prefix(2_000) {
            let first = (0...100).first { Rollout(percent: $0).contains(session) } ?? 0
            for percent in first...100 { #expect(Rollout(percent: percent).contains(session)) }
        }
    }

    @Test("arms get about their weights' share of the sessions")
    func weights() {
        let experiment = Experiment(
            name: "small",
            arms: [.init(name: "a", weight: 3), .init(name: "never", weight: 0), .init(name: "b", weight: 1)]
        )
        #expect(abs(share { experiment.arm(of: $0)?.name == "a" } - 0.75) < 0.015)
        #expect(abs(share { experiment.arm(of: $0)?.name == "b" } - 0.25) < 0.015)
        #expect(share { experiment.arm(of: $0) == nil } == 0)
        #expect(experiment.arm(named: "never")?.weight == 0)
        #expect(Experiment(name: "none").arm(of: "s") == nil)
        #expect(Experiment(name: "none", arms: [.init(name: "a", weight: 0)]).arm(of: "s") == nil)
    }

    @Test("an experiment's arms have nothing to do with the rollout, nor with another experiment's")
    func independent() {
        let arms = [Experiment.Arm(name: "a", weight: 1), Experiment.Arm(name: "b", weight: 1)]
        let one = Experiment(name: "one", arms: arms)
        let other = Experiment(name: "other", arms: arms)
        let rollout = Rollout(percent: 50)
        #expect(abs(share { one.arm(of: $0)?.name == "a" && rollout.contains($0) } - 0.25) < 0.015)
        #expect(abs(share { one.arm(of: $0)?.name == "a" && other.arm(of: $0)?.name == "a" } - 0.25) < 0.015)
    }
}
