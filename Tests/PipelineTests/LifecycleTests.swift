import Glibc
import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct LifecycleTests {
        static let ends = [SIGINT, SIGTERM]

        static let waiting = [
            ["llm-streamer"], ["llm-streamer", "--lines"], ["llm-streamer", "--provider", "replay"], ["tts-workers"],
            ["espeak-worker"], ["audio-sequencer", "--output", "null"], ["audio-sequencer", "--output", "pcm:-"],
        ]

        @Test("SIGINT and SIGTERM end a program that waits for input, cleanly", arguments: waiting, ends)
        func waitingForInput(command: [String], signal: Int32) async throws {
            let program = ProgramCommand([ProgramCommand.path(of: command[0])] + command.dropFirst())
            try await withPipeline([program], input: .open, limit: .seconds(40)) { pipeline in
                #expect(await eventually { catches(signal, pipeline.programs[0].id, as: program.words[0]) })
                pipeline.programs[0].send(signal)
                let ends = await pipeline.ends()
                #expect(ends == [.code(0)], "\(pipeline.messages)")
                #expect(pipeline.messages == [""])
            }
        }

        @Test("SIGINT and SIGTERM in the middle of an answer end each program cleanly", arguments: ends)
        func midAnswer(signal: Int32) async throws {
            let text = (1...100).map { "This is the sentence with the number \($0)." }.joined(separator: " ")
            try await FakeOllama.with(FakeAnswer(words: text, rate: 50)) { server in
                try await withPipeline(
                    [
                        server.streamer(), .ours("tts-workers"),
                        .ours("audio-sequencer", "--output", "null", "--lines-out"),
                    ],
                    limit: .seconds(40)
                ) { pipeline in
                    #expect(await pipeline.output.wait(for: #""progress""#))
                    // As a terminal does at Ctrl-C.
                    for program in pipeline.programs { program.send(signal) }
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0), .code(0), .code(0)], "\(pipeline.messages)")
                    #expect(pipeline.messages == ["", "", ""])
                }
            }
        }

        @Test("SIGINT and SIGTERM end a program whose output nobody reads", arguments: ends)
        func fullPipe(signal: Int32) async throws {
            let text = String(
                repeating: "This is a sentence that fills a pipe when it is said often enough. ",
                count: 20_000
            )
            let phrases = try turn(of: (0..<400).map { "This is the sentence with the number \($0)." })
            let cases: [(ProgramCommand, Pipeline.Input)] = [
                (.ours("llm-streamer", "--provider", "replay"), .text(text)), (.ours("tts-workers"), .bytes(phrases)),
                (.ours("espeak-worker"), .bytes(phrases)),
            ]
            for (program, input) in cases {
                try await withPipeline([program], input: input, output: .unread, limit: .seconds(40)) { pipeline in
                    #expect(await pipeline.isFull())
                    pipeline.programs[0].send(signal)
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0)], "\(pipeline.messages)")
                }
            }
        }

        @Test("SIGTERM ends audio-sequencer while the reader of its samples sleeps")
        func fullSoundPipe() async throws {
            try await withTemporaryDirectory { folder in
                try await withPipeline(
                    [
                        .ours("tts-workers", "--audio-cache", "0B", "--worker", try ScriptedWorker.python(in: folder)),
                        .ours("audio-sequencer", "--output", "pcm:-"),
                    ],
                    input: .bytes(try turn(of: Array(repeating: "speak", count: 500))),
                    output: .unread,
                    limit: .seconds(40)
                ) { pipeline in
                    #expect(await pipeline.isFull())
                    pipeline.programs[1].send(SIGTERM)
                    #expect(await pipeline.programs[1].end() == .code(0))
                    #expect(await pipeline.programs[0].end() == .code(0))
                }
            }
        }

        @Test("a reader that goes away ends everything before it, quietly")
        func brokenPipe() async throws {
            let text = String(
                repeating: "This is a sentence that fills a pipe when it is said often enough. ",
                count: 2_000
            )
            try await withPipeline(
                [
                    .ours("llm-streamer", "--provider", "replay"), .ours("tts-workers"),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                ],
                input: .text(text),
                output: .unread
            ) { pipeline in
                #expect(await pipeline.isFull())
                pipeline.closeOutput()
                let ends = await pipeline.ends()
                #expect(ends == [.code(0), .code(0), .code(0)], "\(pipeline.messages)")
                #expect(pipeline.messages == ["", "", ""])
            }
        }

        @Test(
            "a reader of frames that goes away ends a program quietly",
            arguments: ["llm-streamer", "tts-workers", "espeak-worker"]
        )
        func brokenFrames(program: String) async throws {
            let isStreamer = program == "llm-streamer"
            let command = ProgramCommand.ours(program).adding(isStreamer ? ["--provider", "replay"] : [])
            let text = String(
                repeating: "This is a sentence that fills a pipe when it is said often enough. ",
                count: 2_000
            )
            let phrases = try turn(of: (0..<400).map { "This is the sentence with the number \($0)." })
            try await withPipeline([command], input: isStreamer ? .text(text) : .bytes(phrases), output: .unread) {
                pipeline in
                #expect(await pipeline.isFull())
                pipeline.closeOutput()
                let ends = await pipeline.ends()
                #expect(ends == [.code(0)], "\(pipeline.messages)")
                #expect(pipeline.messages == [""])
            }
        }

        /// How tts-workers comes to its end.
        enum Ending: String, CaseIterable, Sendable {
            case input, interrupt, terminate, kill
        }

        @Test(
            "however tts-workers ends, no worker survives it, not even one that ignores its input and SIGTERM",
            arguments: Ending.allCases,
            ["speak", "slow", "stuck"]
        )
        func noSurvivor(ending: Ending, doing: String) async throws {
            try await withTemporaryDirectory { folder in
                let gate = try Gate("\(folder)/gate")
                defer { gate.open() }
                let command = ProgramCommand.ours(
                    "tts-workers",
                    "--phrase-deadline",
                    "2s",
                    "--audio-cache",
                    "0B",
                    "--worker",
                    try ScriptedWorker.python(in: folder)
                )
                try await withPipeline([command], input: .open, limit: .seconds(120)) { pipeline in
                    let program = pipeline.programs[0]
                    pipeline.write(try turn(of: [doing, doing, doing]))
                    let isSeen: @Sendable () -> Bool = {
                        doing == "speak" || workers("\(doing)-", in: folder).count >= 3
                    }
                    #expect(await eventually { ProcessTable.descendants(of: program.id).count >= 3 && isSeen() })
                    let first = ProcessTable.descendants(of: program.id)
                    switch ending {
                    case .input:
                        gate.open()
                        pipeline.closeInput()
                    case .interrupt: program.send(SIGINT)
                    case .terminate: program.send(SIGTERM)
                    case .kill: program.send(SIGKILL)
                    }
                    #expect(await program.end() == Self.expected(ending, doing))
                    let family = first + workers("\(doing)-", in: folder)
                    // Children that the kernel kills with their parent are gone a moment after it.
                    #expect(await eventually { !family.contains(where: ProcessTable.isRunning) })
                }
            }
        }

        /// Where the input ends and not one phrase could be spoken, that is said.
        private static func expected(_ ending: Ending, _ doing: String) -> ProgramEnd {
            switch (ending, doing) {
            case (.kill, _): .signal(SIGKILL)
            case (.input, "stuck"): .code(69)
            default: .code(0)
            }
        }

        @Test(
            "SIGTERM while tts-workers starts ends it, cleanly or by the signal, and no worker is left",
            arguments: 0...3
        )
        func atStart(workers: Int) async throws {
            try await withTemporaryDirectory { folder in
                let command = ProgramCommand.ours("tts-workers", "--serve", environment: ["RUNTIME_DIRECTORY": folder])
                try await withPipeline([command]) { pipeline in
                    let program = pipeline.programs[0]
                    #expect(await eventually { ProcessTable.children(of: program.id).count >= workers })
                    program.send(SIGTERM)
                    let end = await program.end()
                    // Before its work has begun there is nothing to be tidied up.
                    #expect(end == .code(0) || (workers == 0 && end == .signal(SIGTERM)), "\(end)")
                    #expect(await eventually { ProcessTable.hub(in: folder).isEmpty })
                    #expect(ProcessTable.entries(of: folder).isEmpty)
                }
            }
        }

        @Test("espeak-worker does not survive tts-workers' kill -9")
        func noVoiceSurvives() async throws {
            try await withPipeline([.ours("tts-workers")], input: .open) { pipeline in
                let program = pipeline.programs[0]
                #expect(await eventually { ProcessTable.children(of: program.id).count == 3 })
                let family = ProcessTable.descendants(of: program.id)
                program.send(SIGKILL)
                #expect(await eventually(within: .seconds(5)) { !family.contains(where: ProcessTable.isRunning) })
            }
        }
    }
}

/// Whether a process has got as far as to handle a signal: before that it would simply die of it.
private func catches(_ signal: Int32, _ id: Int32, as program: String) -> Bool {
    // Until it is the program itself, it is a copy of the tests' process.
    guard ProcessTable.commandLine(of: id).hasPrefix(program), let status = try? readFile("/proc/\(id)/status") else {
        return false
    }
    func holds(_ name: String, _ signal: Int32) -> Bool {
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("\(name):\t") }) else { return false }
        return UInt64(line.dropFirst(name.count + 2), radix: 16).map { $0 >> UInt64(signal - 1) & 1 == 1 } ?? false
    }
    if holds("SigCgt", signal) || holds("SigIgn", signal) { return true }
    // One that reads its signals from a descriptor blocks them; one that starts a child blocks all for a moment.
    return holds("SigBlk", signal) && !holds("SigBlk", SIGUSR1)
}

extension Pipeline {
    /// Waits until the last pipe takes no more: what waits in it has stood still for 0.4 seconds.
    fileprivate func isFull() async -> Bool {
        var (last, since) = (0, ContinuousClock.now)
        return await eventually {
            let waiting = waitingOutput
            if waiting != last { (last, since) = (waiting, .now) }
            return isNearlyFull && since.duration(to: .now) > .milliseconds(400)
        }
    }
}
