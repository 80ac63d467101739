import Glibc
import SpeechFrames
import TestSupport
import Testing

extension RealPrograms {
    @Suite(.timeLimit(.minutes(5)))
    struct WorkerDeathTests {
        @Test("kill -9 of any worker in mid-phrase loses nothing", arguments: [1, 3])
        func killed(workers: Int) async throws {
            try await withTemporaryDirectory { folder in
                let phrases = 9
                let gate = try Gate("\(folder)/gate")
                let worker = try ScriptedWorker.python(in: folder)
                try await withPipeline(
                    [
                        .ours(
                            "tts-workers",
                            "--workers",
                            "\(workers)",
                            "--phrase-deadline",
                            "60s",
                            "--audio-cache",
                            "0B",
                            "--worker",
                            worker
                        ),
                        .ours("audio-sequencer", "--output", "pcm:-", "--phrase-deadline", "60s"),
                    ],
                    input: .bytes(try turn(of: Array(repeating: "slow", count: phrases)))
                ) { pipeline in
                    // Each of them has sent the first piece of its phrase.
                    #expect(await eventually { slowWorkers(in: folder).count >= workers })
                    for victim in slowWorkers(in: folder) { kill(victim, SIGKILL) }
                    gate.open()
                    let samples = littleEndianSamples(await pipeline.output.end())
                    #expect(firstDifference(samples, (0..<phrases).flatMap(ScriptedWorker.sound)) == nil)
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0), .code(0)], "\(pipeline.messages)")
                    #expect(!pipeline.messages[0].isEmpty && pipeline.messages[1].isEmpty, "\(pipeline.messages)")
                }
            }
        }

        @Test("kill -9 of espeak-worker in the middle of an answer loses no sample")
        func killedVoice() async throws {
            try await withTemporaryDirectory { folder in
                let texts = (1...30).map { "This is the sentence with the number \($0), and it is rather long." }
                try await withPipeline(
                    [.ours("tts-workers"), ProgramCommand(["tee", "\(folder)/frames"])],
                    input: .bytes(try turn(of: texts)),
                    output: .unread
                ) { pipeline in
                    // With the pipe full, the workers are held in the middle of a phrase.
                    let workers = { ProcessTable.children(of: pipeline.programs[0].id) }
                    #expect(await eventually { workers().count == 3 })
                    // One only: a phrase whose second worker dies too has failed.
                    let victim = try #require(workers().first)
                    kill(victim, SIGKILL)
                    #expect(await eventually { !ProcessTable.isRunning(victim) })
                    pipeline.readOutput()
                    let ends = await pipeline.ends()
                    #expect(ends == [.code(0), .code(0)], "\(pipeline.messages)")
                    let speech = Speech(try Frame.all(in: try readFile("\(folder)/frames"), .lengthPrefixed))
                    #expect(speech.failures.isEmpty, "\(speech.failures) \(pipeline.messages)")
                    #expect(speech.lengths.count == texts.count)
                    #expect(speech.lengths == speech.samples.mapValues(\.count))
                }
            }
        }

        @Test("a worker that hangs in mid-phrase is replaced after the deadline, and nothing is lost")
        func hung() async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder)
                let result = try await runPipeline(
                    .ours("tts-workers", "--phrase-deadline", "5s", "--audio-cache", "0B", "--worker", worker),
                    .ours("audio-sequencer", "--output", "pcm:-"),
                    input: .bytes(try turn(of: ["speak", "speak", "hang", "speak", "speak"]))
                )
                #expect(result.ends == [.code(0), .code(0)])
                #expect(
                    firstDifference(littleEndianSamples(result.output), (0..<5).flatMap(ScriptedWorker.sound)) == nil
                )
            }
        }

        @Test("a phrase that no worker answers is said to have failed, and the rest is spoken")
        func neverAnswered() async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder)
                let result = try await runPipeline(
                    .ours(
                        "tts-workers",
                        "--lines-out",
                        "--phrase-deadline",
                        "5s",
                        "--audio-cache",
                        "0B",
                        "--worker",
                        worker
                    ),
                    input: .bytes(try turn(of: ["speak", "deaf", "speak"]))
                )
                let speech = Speech(try result.frames(.lines))
                #expect(result.ends == [.code(0)])
                #expect(speech.failures.map(\.code) == ["deadline"] && speech.failures.first?.phrase == 1)
                #expect(speech.lengths.keys.map(\.phrase).sorted() == [0, 2])
            }
        }

        @Test("a phrase that fails is skipped, said so, and the turn is heard to its end")
        func skipped() async throws {
            try await withTemporaryDirectory { folder in
                let worker = try ScriptedWorker.python(in: folder)
                let result = try await runPipeline(
                    .ours("tts-workers", "--phrase-deadline", "5s", "--audio-cache", "0B", "--worker", worker),
                    .ours("audio-sequencer", "--output", "null", "--lines-out"),
                    input: .bytes(try turn(of: ["speak", "deaf", "speak"]))
                )
                let frames = try result.frames(.lines)
                #expect(result.ends == [.code(0), .code(0)])
                let lines = result.messages[1].split(separator: "\n")
                #expect(lines.count == 1, "\(lines)")
                #expect(Speech(frames).failures.map(\.phrase) == [1])
                guard case .finished(let finished) = frames.last else { return #expect(Bool(false), "\(frames)") }
                #expect(finished.heard == 2)
            }
        }

        @Test(
            "a worker's command that cannot be started is named, and the pipe ends with a code for it",
            arguments: ["/nonexistent/voice", "no-such-voice --fast"]
        )
        func missing(command: String) async throws {
            let result = try await runPipeline(
                .ours("tts-workers", "--audio-cache", "0B", "--worker", command),
                .ours("audio-sequencer", "--output", "pcm:-"),
                input: .bytes(try turn(of: ["One.", "Two."]))
            )
            #expect(result.output.isEmpty)
            #expect(result.messages[0].contains(command), "\(result.messages)")
            #expect(result.ends == [.code(69), .code(0)])
        }
    }
}

/// The workers that wait in the middle of a `slow` phrase.
func slowWorkers(in folder: String) -> [Int32] { workers("slow-", in: folder) }

/// The workers that left a file with this prefix and their id.
func workers(_ prefix: String, in folder: String) -> [Int32] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var found: [Int32] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasPrefix(prefix), let id = Int32(name.dropFirst(prefix.count)) { found.append(id) }
    }
    return found
}
