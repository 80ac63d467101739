import CountedSound
import Glibc
import SpeechFrames
import TestSupport

/// One run: a hub, those who talk to it, those who hurt it, and the judgement in the end.
struct ChaosRun: Sendable {
    let settings: ChaosSettings
    let folder: String
    let ledger: Ledger
    let over = Over()

    /// How long everything may take to come to its end when no blow falls any more.
    private static let patience = Duration.seconds(90)

    func perform() async throws {
        let rate = settings.rate
        try await FakeOllama.with({ NumberedStory.answer(to: $0, rate: rate) }) { model in
            guard settings.playsOnPulse else { return try await perform(model, nil) }
            try await withPulseServer { try await perform(model, $0) }
        }
    }

    private func perform(_ model: FakeOllama, _ pulse: PulseServer?) async throws {
        let hub = try RunningHub(in: folder, arguments(model, pulse))
        try hub.start()
        guard await hub.isUp() else {
            _ = await hub.stop()
            throw SetupError("the hub does not start: see \(folder)/hub.log")
        }
        let journal = Journal("\(folder)/journal")
        let watch = SoundWatch(journal: journal)
        let lives = (0..<settings.sessions).map { life($0, hub, watch, journal, pulse) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for life in lives { group.addTask { try? await life.talker.run() } }
            group.addTask { await watch.run() }
            let before = try await warmUp(hub, lives)
            await hurt(hub, lives, watch, journal, pulse)
            journal.write("no blow falls any more")
            await judge(hub, before)
            for life in lives { life.judge(lagging: 0) }
            group.cancelAll()
        }
        let left = await hub.stop()
        ledger.fault(.processes, left.count, "after the hub was stopped: \(left.map(\.name))")
        let sockets = ProcessTable.entries(of: hub.directory).filter { $0.hasSuffix(".sock") }
        ledger.fault(.left, sockets.count, "\(sockets)")
        // What was judged and found good is gone; what a stage wrote after that is stale.
        for file in Set(ProcessTable.entries(of: "\(folder)/recordings")).subtracting(ledger.counts.kept) {
            ledger.fault(.afterInterrupt, 1, "\(file) was written to again")
        }
        watch.report(to: ledger)
    }

    /// One undisturbed turn of each session, so that everything that is made at first use is there.
    private func warmUp(_ hub: RunningHub, _ lives: [SessionLife]) async throws -> [HubProcess: ProcessHoldings] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for life in lives { group.addTask { try await life.warmUp() } }
            try await group.waitForAll()
        }
        return await ProcessHoldings.atRest(hub)
    }

    /// Everybody talks, and blows fall, until the time is over and all turns have ended.
    private func hurt(
        _ hub: RunningHub,
        _ lives: [SessionLife],
        _ watch: SoundWatch,
        _ journal: Journal,
        _ pulse: PulseServer?
    ) async {
        let havoc = Havoc(hub: hub, over: over, watch: watch, journal: journal, ledger: ledger, settings: settings)
        let seed = settings.seed
        await withTaskGroup(of: Void.self) { group in
            for (number, life) in lives.enumerated() {
                group.addTask { await life.run(seed: seed &+ UInt64(number + 1) << 32, until: over) }
            }
            group.addTask { await havoc.run(seed: seed) }
            if let pulse {
                let server = SoundServerHavoc(server: pulse, over: over, journal: journal, ledger: ledger)
                group.addTask { await server.run(seed: ~seed) }
            }
        }
    }

    /// What the hub holds, when all is quiet, against what it held.
    private func judge(_ hub: RunningHub, _ before: [HubProcess: ProcessHoldings]) async {
        let comparison = HoldingsComparison(before: before)
        // What was let go of is closed soon after: a restarted link, a worker that ends.
        _ = await eventually(within: .seconds(15)) { comparison.excess(of: hub.processes).isEmpty }
        comparison.report(hub.processes, to: ledger)
    }

    private func life(
        _ number: Int,
        _ hub: RunningHub,
        _ watch: SoundWatch,
        _ journal: Journal,
        _ pulse: PulseServer?
    ) -> SessionLife {
        let kind: SessionLife.Ear =
            switch number % 4 {
            case 0 where pulse != nil && number == 0: .pulse
            case 3: .silent
            default: .file("\(folder)/recordings")
            }
        return SessionLife(
            name: "room-\(number)",
            ear: kind,
            talker: HubTalker(directory: hub.directory),
            watch: watch,
            ledger: ledger,
            journal: journal,
            patience: Self.patience
        )
    }

    private func arguments(_ model: FakeOllama, _ pulse: PulseServer?) -> RunningHub.Arguments {
        var arguments = RunningHub.Arguments()
        arguments.environment = pulse?.clientEnvironment ?? [:]
        arguments.streamer = ["--url", model.url]
        // A machine that is busy with killing is no reason to give a phrase up.
        arguments.workers = [
            "--worker", "exec \(ProgramCommand.path(of: "counting-worker"))", "--phrase-deadline", "5s",
            "--audio-cache", "0B",
        ]
        arguments.sequencer = ["--output", "null", "--phrase-deadline", "60s"]
        return arguments
    }
}
