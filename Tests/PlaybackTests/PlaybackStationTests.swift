import FrameTransport
import Glibc
import Playback
import SpeechFrames
import TestSupport
import Testing

@Suite("audio-sequencer as a part of the hub", .timeLimit(.minutes(1)))
struct PlaybackStationTests {
    private static func link(_ role: String, _ directory: RuntimeDirectory) -> FrameLink {
        let all = Set(FrameType.allCases)
        return FrameLink(path: directory.path(of: .audio), accepting: all, logger: quiet) {
            Hello(role: role, pid: getpid(), version: "test")
        }
    }

    /// Connects as `role`, sends `frames`, and reads until the turn is told as finished.
    private static func connect(_ role: String, _ directory: RuntimeDirectory, _ frames: [Frame]) async {
        let link = link(role, directory)
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await link.run { connection, incoming in
                    for frame in frames { try await connection.send(frame) }
                    for try await raw in incoming where raw.type == .finished { end.finish() }
                }
            }
            for await _ in ends {}
            group.cancelAll()
        }
    }

    @Test("a supervisor that was not linked when a turn ended is told so when it is")
    func lateSupervisor() async throws {
        try await withTemporaryDirectory { folder in
            let directory = try RuntimeDirectory(path: "\(folder)/run")
            let station = PlaybackStation(
                directory: directory,
                configuration: Sequencer.Configuration(defaultOutput: try OutputName(parsing: "pcm:\(folder)/a.pcm")),
                version: "test",
                reload: { Reloaded(program: "audio-sequencer") },
                logger: quiet
            ) { _ in }
            let speech = Speech()
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await station.run() }
                let turn = [speech.begin()] + speech.frames(0, counting(500)) + [speech.end(1)]
                await Self.connect("tts-workers", directory, turn)
                await Self.connect("hub-supervisor", directory, [])
                group.cancelAll()
            }
            #expect(try readFile("\(folder)/a.pcm").count == 1_000)
        }
    }

    @Test("a turn that was heard to its end is not played again by the process that comes after a crash")
    func heardBefore() async throws {
        try await withTemporaryDirectory { folder in
            let directory = try RuntimeDirectory(path: "\(folder)/run")
            let speech = Speech()
            let turn = [speech.begin()] + speech.frames(0, counting(500)) + [speech.end(1)]
            // Whoever sends it was not told of its end, and sends it to the next one too.
            for _ in 0..<2 {
                let station = PlaybackStation(
                    directory: directory,
                    configuration: Sequencer.Configuration(
                        defaultOutput: try OutputName(parsing: "pcm:\(folder)/a.pcm")
                    ),
                    version: "test",
                    reload: { Reloaded(program: "audio-sequencer") },
                    logger: quiet
                ) { _ in }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { try? await station.run() }
                    await Self.connect("tts-workers", directory, turn)
                    await Self.connect("hub-supervisor", directory, [])
                    group.cancelAll()
                }
            }
            let length = try readFile("\(folder)/a.pcm").count
            #expect(length == 1_000)
        }
    }

    /// Runs a station that plays on `output` until who sends it `frames` has seen what it waits for.
    private static func serve(
        _ directory: RuntimeDirectory,
        _ output: String,
        _ frames: [Frame],
        as role: String = "tts-workers",
        until isEnough: @escaping @Sendable (Frame) -> Bool
    ) async throws -> Frame? {
        let station = PlaybackStation(
            directory: directory,
            configuration: Sequencer.Configuration(defaultOutput: try OutputName(parsing: output)),
            version: "test",
            reload: { Reloaded(program: "audio-sequencer") },
            logger: quiet
        ) { _ in }
        let (found, finding) = AsyncStream.makeStream(of: Frame.self)
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await station.run() }
            group.addTask {
                try? await link(role, directory).run { connection, incoming in
                    for frame in frames { try await connection.send(frame) }
                    for try await raw in incoming {
                        let frame = try raw.decode()
                        if isEnough(frame) { finding.yield(frame) }
                    }
                }
            }
            defer { group.cancelAll() }
            for await frame in found { return frame }
            return nil
        }
    }

    private static func place(_ frame: Frame) -> [Int]? {
        if case .progress(let progress) = frame { [progress.phrase, progress.sample] } else { nil }
    }

    @Test("who begins a turn anew that was heard in part is told how far, also where nobody else knows it any more")
    func heardInPart() async throws {
        try await withTemporaryDirectory { folder in
            let directory = try RuntimeDirectory(path: "\(folder)/run")
            let speech = Speech()
            let texts = (0..<4).map { speech.phrase($0, "Phrase \($0).") }
            let sound = (0..<2).flatMap { speech.frames($0, counting(1_600), text: "Phrase \($0).") }
            // It waits for the third phrase's sound, in real time.
            let first = try await Self.serve(directory, "null", [speech.begin()] + sound) {
                Self.place($0).map { $0[0] == 1 && $0[1] == 1_600 } ?? false
            }
            #expect(first != nil)
            let frames = [speech.begin()] + texts + [speech.end(4)]
            let told = try await Self.serve(directory, "null", frames) { $0.type == .progress }
            #expect(told.flatMap(Self.place) == [1, 1_600])
            let stopped = try await Self.serve(directory, "null", frames + [speech.interrupt()], as: "hub-supervisor") {
                $0.type == .interrupted
            }
            guard case .interrupted(let interrupted) = stopped else {
                Issue.record("\(String(describing: stopped))")
                return
            }
            #expect(interrupted.heard == "Phrase 0. Phrase 1.")
        }
    }
}
